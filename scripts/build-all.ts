import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from './build.ts';

/** `npm run build`: the bundles, and the types of the client. */
const folder = fileURLToPath(new URL('../dist', import.meta.url));
const { functions, redis } = await build(folder);
for (const [name, bytes] of Object.entries(functions)) {
  console.log(`dist/functions/${name}/index.js  ${(bytes / 1_000).toFixed(0)} kB`);
}
console.log(`and redis.js beside each, loaded when there is a Redis  ${(redis / 1_000).toFixed(0)} kB`);
const types = spawnSync('tsc', ['--project', 'scripts/tsconfig.types.json'], { stdio: 'inherit' });
if (types.status !== 0) process.exit(1);
console.log('dist/iot/index.js  the client, with its types');
