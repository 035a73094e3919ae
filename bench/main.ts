import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Runs the benches that are named, or all: `npm run bench -- client`. Each prints JSON lines, and compares what it
 * measures with something else in the same run.
 */
const benches = ['client', 'platform', 'platform-size', 'quota'] as const;

const named = process.argv.slice(2);
const unknown = named.filter((name) => !benches.some((bench) => bench === name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are ${benches.join(', ')}.`);
  process.exit(2);
}
for (const bench of named.length > 0 ? named : benches) {
  const file = fileURLToPath(new URL(`${bench}.ts`, import.meta.url));
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', file], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
