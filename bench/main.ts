import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Runs the benches that are named, or all: `npm run bench -- client`. Each prints JSON lines, and compares what it
 * measures with something else in the same run, or with what is to be reached. Options go to each that is named:
 * `npm run bench -- storm --devices 100000`.
 */
const benches = [
  'client',
  'cold-start',
  'events',
  'storm',
  'growth',
  'quota',
  'platform',
  'platform-size',
] as const;

const given = process.argv.slice(2);
const firstOption = given.findIndex((argument) => argument.startsWith('--'));
const [named, options] =
  firstOption === -1 ? [given, []] : [given.slice(0, firstOption), given.slice(firstOption)];
const unknown = named.filter((name) => !benches.some((bench) => bench === name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are ${benches.join(', ')}.`);
  process.exit(2);
}
if (named.length === 0 && options.length > 0) {
  console.error('Name the benches that the options are for.');
  process.exit(2);
}
for (const bench of named.length > 0 ? named : benches) {
  const file = fileURLToPath(new URL(`${bench}.ts`, import.meta.url));
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', file, ...options], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
