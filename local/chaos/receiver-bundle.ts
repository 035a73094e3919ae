import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { smallBundles } from '../../scripts/small-bundles.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Builds the receiver as it runs on a host, from the code of the function and in the same way, with `redis.js` beside it.
 *
 * @returns the path of what is to be run
 */
export async function bundleReceiver(folder: string): Promise<string> {
  const file = join(folder, 'receiver.mjs');
  const common = {
    absWorkingDir: root,
    bundle: true,
    platform: 'node' as const,
    target: 'node20',
    minify: true,
    legalComments: 'none',
    logLevel: 'warning' as const,
    plugins: [smallBundles(root)],
  } satisfies BuildOptions;
  await Promise.all([
    build({
      ...common,
      entryPoints: ['functions/receive-events/host.ts'],
      outfile: file,
      format: 'esm',
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
    }),
    build({
      ...common,
      entryPoints: ['shared/store/redis/index.ts'],
      outfile: join(folder, 'redis.js'),
      format: 'cjs',
    }),
  ]);
  return file;
}
