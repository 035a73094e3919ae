import { spawnSync } from 'node:child_process';

/** What `npm run check` holds the project against; all of it is tried, so that one run tells everything. */
const checks: readonly (readonly [what: string, ...command: string[]])[] = [
  ['types', 'tsc', '--noEmit'],
  ['lint and format', 'biome', 'check', '--error-on-warnings'],
  ['unused code and dependencies', 'knip'],
  inStep('generated code is in step with its source', 'scripts/generate.ts'),
  inStep('policies in ram/ are in step with the functions', 'scripts/rights.ts'),
  inStep('docs/openapi.json is in step with the routes', 'scripts/openapi.ts'),
];

const failed = checks.filter(([what, command = '', ...parameters]) => {
  console.log(`\n— ${what}`);
  return (
    spawnSync(command, parameters, { stdio: 'inherit', shell: process.platform === 'win32' }).status !== 0
  );
});

for (const [what] of failed) console.error(`Not right: ${what}.`);
process.exitCode = failed.length > 0 ? 1 : 0;

/** A script that says which of the files that it writes differ from what it would write. */
function inStep(what: string, script: string): readonly [string, ...string[]] {
  return [what, 'node', '--import', 'tsx', script, '--check'];
}
