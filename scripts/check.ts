import { spawnSync } from 'node:child_process';

/** What `npm run check` holds the project against; all of it is tried, so that one run tells everything. */
const checks: readonly (readonly [what: string, ...command: string[]])[] = [
  ['types', 'tsc', '--noEmit'],
  ['lint and format', 'biome', 'check', '--error-on-warnings'],
  ['unused code and dependencies', 'knip'],
  ['generated code is in step with its source', 'node', '--import', 'tsx', 'scripts/generate.ts', '--check'],
  [
    'docs/openapi.json is in step with the routes',
    'node',
    '--import',
    'tsx',
    'scripts/openapi.ts',
    '--check',
  ],
];

const failed = checks.filter(([what, command = '', ...parameters]) => {
  console.log(`\n— ${what}`);
  return (
    spawnSync(command, parameters, { stdio: 'inherit', shell: process.platform === 'win32' }).status !== 0
  );
});

for (const [what] of failed) console.error(`Not right: ${what}.`);
process.exitCode = failed.length > 0 ? 1 : 0;
