import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { OnLoadArgs, OnLoadResult, Plugin } from 'esbuild';

/**
 * Parts of libraries that no function reaches: the client sends texts over HTTP/1, on a Node.js whose WebAssembly has
 * SIMD; fleet.yaml is YAML 1.2, and is read and never written; AMQP goes over TCP; Redis is one server as far as a
 * function knows, over one connection, and is sent commands as they are. A part that is reached all the same says so.
 */
const leftOut = [
  /undici\/lib\/llhttp\/llhttp-wasm\.js$/,
  /undici\/lib\/dispatcher\/client-h2\.js$/,
  /undici\/lib\/web\/fetch\/body\.js$/,
  /yaml\/browser\/dist\/stringify\/stringify(Collection|Document|Pair|String)?\.js$/,
  /yaml\/browser\/dist\/schema\/yaml-1\.1\/(binary|bool|float|int|omap|pairs|schema|set|timestamp)\.js$/,
  /rhea\/lib\/ws\.js$/,
  /@redis\/client\/dist\/lib\/(cluster|sentinel)\/index\.js$/,
  /@redis\/client\/dist\/lib\/client\/(cache|legacy-mode|pool)\.js$/,
  /@redis\/client\/dist\/lib\/command-metadata\/index\.js$/,
  /@redis\/client\/dist\/lib\/opentelemetry\/metrics\.js$/,
];

/** Redis's commands, each with a method of its own, of which the client itself uses one. */
const redisCommands = /@redis\/client\/dist\/lib\/commands\/index\.js$/;

/** Where a function loads what it shares through Redis, if it does: from a file beside its bundle. */
const redisParts = /^\.\/redis\/index\.ts$/;

/** rhea's own log, which is only for its developers. */
const silent = /node_modules\/debug\/src\/index\.js$/;

/** HTTP's parser, the largest single thing in a bundle. */
const wasm = /undici\/lib\/llhttp\/llhttp_simd-wasm\.js$/;

/** What HTTP's parser knows by name, of which undici asks for two tables. */
const parserConstants = /undici\/lib\/llhttp\/constants\.js$/;
const parserTables = ['ERROR', 'TYPE'];

/** The catalogue of error codes, which is looked into when a call has failed. */
const errorCodes = /shared\/iot\/error-codes\.ts$/;

/**
 * What undici takes of Node.js's own HTTP, which takes long to load: how large an answer's headers may be, and a class
 * by which it would know a request that it is to pass on.
 */
const partsOfHttp = 'exports.maxHeaderSize = 16_384; exports.IncomingMessage = class {};';

/** Keeps the functions' bundles small, for a cold start reads all of them. */
export function smallBundles(root: string): Plugin {
  return {
    name: 'small-bundles',
    setup(build) {
      // yaml's ES modules, of which a bundler takes only what is used.
      build.onResolve({ filter: /^yaml$/ }, () => ({
        path: join(root, 'node_modules/yaml/browser/dist/index.js'),
      }));
      build.onResolve({ filter: redisParts }, ({ kind }) =>
        kind === 'dynamic-import' ? { path: './redis.js', external: true } : undefined,
      );
      build.onLoad({ filter: redisCommands }, () => ({
        contents: "exports.__esModule = true; exports.default = { AUTH: require('./AUTH').default };",
      }));
      build.onResolve({ filter: /^node:http$/ }, ({ importer }) =>
        /node_modules.undici/.test(importer) ? { path: 'http', namespace: 'parts' } : undefined,
      );
      build.onLoad({ filter: /^http$/, namespace: 'parts' }, () => ({ contents: partsOfHttp }));
      for (const filter of leftOut) build.onLoad({ filter }, leaveOut);
      build.onLoad({ filter: silent }, () => ({
        contents: 'module.exports = () => Object.assign(() => {}, { enabled: false });',
      }));
      build.onLoad({ filter: wasm }, ({ path }) => {
        const bytes: Buffer = createRequire(import.meta.url)(path);
        return { contents: `module.exports = ${packed(bytes)};` };
      });
      build.onLoad({ filter: parserConstants }, async ({ path }) => {
        const user = await readFile(join(path, '../../dispatcher/client-h1.js'), 'utf8');
        const asked = new Set([...user.matchAll(/\bconstants\.([A-Z_]+)/g)].map(([, name = '']) => name));
        for (const name of asked)
          if (!parserTables.includes(name))
            throw new Error(`${path}: ${name} is asked for, and would be left out`);
        const constants: Record<string, unknown> = createRequire(import.meta.url)(path);
        const kept = Object.fromEntries(parserTables.map((name) => [name, constants[name]]));
        return { contents: `module.exports = ${JSON.stringify(kept)};` };
      });
      build.onLoad({ filter: errorCodes }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const contents = source.replace(
          /const CODES = `([^`]*)`;/,
          (_, codes: string) => `const CODES = () => ${packed(Buffer.from(codes))}.toString();`,
        );
        if (contents === source) throw new Error(`${path} has no CODES to pack`);
        return { contents: contents.replaceAll('CODES.trim()', 'CODES().trim()'), loader: 'ts' };
      });
    },
  };
}

async function leaveOut({ path }: OnLoadArgs): Promise<OnLoadResult> {
  const source = await readFile(path, 'utf8');
  const [, exported = ''] = /^export \{ (.*) \};$/m.exec(source) ?? [];
  const message = JSON.stringify(`${path.replace(/^.*node_modules\//, '')} is left out of the bundle.`);
  const stub = `() => { throw new Error(${message}); }`;
  if (exported === '') return { contents: `module.exports = new Proxy({}, { get: () => ${stub} });` };
  return {
    contents: exported
      .split(', ')
      .map((name) => `export const ${name} = ${stub};`)
      .join('\n'),
  };
}

/** The code of an expression that gives the bytes again, from a third of the room. */
function packed(bytes: Buffer): string {
  const text = deflateRawSync(bytes, { level: 9 }).toString('base64');
  return `require('node:zlib').inflateRawSync(Buffer.from('${text}', 'base64'))`;
}
