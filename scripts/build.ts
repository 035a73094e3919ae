import { copyFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build as bundle } from 'esbuild';
import { smallBundles } from './small-bundles.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The functions of the project: the folders in `functions/`. */
export async function functionNames(): Promise<string[]> {
  const entries = await readdir(join(root, 'functions'), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
} as const;

/** How the code of a function is bundled. */
export const functionBundle = {
  ...common,
  format: 'cjs',
  minify: true,
  plugins: [smallBundles(root)],
  // The folder of the code, in which fleet.yaml lies, as CommonJS names it.
  define: { 'import.meta.dirname': '__dirname' },
} as const satisfies BuildOptions;

/**
 * Makes what is deployed, and what others import:
 *
 * - `functions/<name>/index.js`, one minified CommonJS bundle a function, with the `fleet.yaml` it decides by, and
 *   `redis.js`, which it loads when it has a Redis
 * - `iot/index.js`, the client as an ES module, with its types
 * - `local/instance.js`, in which the local Function Compute runs a function
 *
 * @param folder where to put it, emptied first
 * @returns the size of each function's bundle in bytes, by its name, and that of `redis.js`
 */
export async function build(folder: string): Promise<{ functions: Record<string, number>; redis: number }> {
  const names = await functionNames();
  await rm(folder, { recursive: true, force: true });
  const [functions, redis] = await Promise.all([
    bundle({
      ...functionBundle,
      entryPoints: names.map((name) => ({
        in: `functions/${name}/index.ts`,
        out: `functions/${name}/index`,
      })),
      outdir: folder,
    }),
    bundle({ ...functionBundle, entryPoints: ['shared/store/redis/index.ts'], write: false }),
    bundle({
      ...common,
      entryPoints: [{ in: 'shared/iot/index.ts', out: 'iot/index' }],
      outdir: folder,
      format: 'esm',
      external: ['undici', 'undici/*', 'zod', 'zod/*'],
    }),
    bundle({
      ...common,
      entryPoints: [{ in: 'local/fc/instance.ts', out: 'local/instance' }],
      outdir: folder,
      format: 'cjs',
    }),
  ]);

  for (const part of ['functions', 'local']) {
    // The project's own package.json says that .js is an ES module; these are not.
    await writeFile(join(folder, part, 'package.json'), '{ "type": "commonjs" }\n');
  }
  for (const name of names) {
    await copyFile(join(root, 'fleet.yaml'), join(folder, 'functions', name, 'fleet.yaml'));
    for (const { contents } of redis.outputFiles)
      await writeFile(join(folder, 'functions', name, 'redis.js'), contents);
  }

  const sizes: Record<string, number> = {};
  for (const [file, output] of Object.entries(functions.metafile.outputs)) {
    const name = /functions\/([^/]+)\/index\.js$/.exec(file)?.[1];
    if (name !== undefined) sizes[name] = output.bytes;
  }
  return {
    functions: sizes,
    redis: redis.outputFiles.reduce((sum, { contents }) => sum + contents.length, 0),
  };
}
