import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readResources } from '../local/fc/deployment.ts';
import { build } from './build.ts';
import { networkPolicy, policyOf } from './rights/policy.ts';

/**
 * Writes ram/<function>.json, the least policy for each function's role, from the operations that its bundle names and
 * from what s.yaml says of it; ram/trust/function-compute.json, which lets Function Compute take such a role; and
 * ram/vpc/network-interfaces.json, which a role needs besides when its function is in a VPC:
 *
 *     npm run rights              writes what has changed, and deletes policies of functions that are gone
 *     npm run rights -- --check   writes nothing; names the files that differ, and ends with 1 if there are any
 *
 * What differs between accounts, regions and stages stands as `*` in the policies, so that one file serves all.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'ram');

/** Lets Function Compute take a role. */
const trust = {
  Version: '1',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: ['fc.aliyuncs.com'] } }],
};

/**
 * What the files in ram/ have to hold, by path from there.
 *
 * @param bundles where `build` put the bundles
 */
export async function rights(bundles: string): Promise<Map<string, string>> {
  const resources = await withVariables({ REGION: '*', STAGE: '*', ACCOUNT_ID: '*' }, () =>
    readResources(join(root, 's.yaml')),
  );
  return new Map([
    ...resources.map(({ name, props }) => {
      const bundle = readFileSync(join(bundles, 'functions', name, 'index.js'), 'utf8');
      return [`${name}.json`, written(policyOf(bundle, props))] as const;
    }),
    ['trust/function-compute.json', written(trust)] as const,
    ['vpc/network-interfaces.json', written(networkPolicy)] as const,
  ]);
}

/** The files in ram/ that do not hold what they have to, or should not be there, by path from there. */
export function outdated(wanted: ReadonlyMap<string, string>): string[] {
  const there = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.json'),
  );
  return [...new Set([...wanted.keys(), ...there.map((path) => path.replaceAll('\\', '/'))])]
    .filter((path) => contents(path) !== wanted.get(path))
    .sort();
}

const written = (document: object): string => `${JSON.stringify(document, undefined, 2)}\n`;

/** Runs something with these variables of s.yaml and no others, whatever the environment says. */
async function withVariables<Result>(
  variables: Readonly<Record<string, string>>,
  run: () => Promise<Result>,
): Promise<Result> {
  const before = Object.entries(process.env).filter(([name]) => name.startsWith('FLEET_'));
  for (const [name] of before) delete process.env[name];
  const names = Object.keys(variables).map((name) => `FLEET_${name}`);
  try {
    for (const [name, value] of Object.entries(variables)) process.env[`FLEET_${name}`] = value;
    return await run();
  } finally {
    for (const name of names) delete process.env[name];
    for (const [name, value] of before) process.env[name] = value;
  }
}

function contents(path: string): string | undefined {
  try {
    return readFileSync(join(folder, path), 'utf8');
  } catch {
    return undefined;
  }
}

function write(paths: readonly string[], wanted: ReadonlyMap<string, string>): void {
  for (const path of paths) {
    const text = wanted.get(path);
    if (text === undefined) rmSync(join(folder, path));
    else writeFileSync(join(folder, path), text);
  }
}

async function builtRights(): Promise<Map<string, string>> {
  const bundles = mkdtempSync(join(tmpdir(), 'fleetkeeper-rights-'));
  try {
    await build(bundles);
    return await rights(bundles);
  } finally {
    rmSync(bundles, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const part of ['trust', 'vpc']) mkdirSync(join(folder, part), { recursive: true });
  const wanted = await builtRights();
  const paths = outdated(wanted);
  if (!process.argv.includes('--check')) {
    write(paths, wanted);
    console.log(
      paths.length === 0 ? 'All up to date.' : `Wrote ${paths.map((path) => `ram/${path}`).join(', ')}`,
    );
  } else if (paths.length > 0) {
    for (const path of paths)
      console.error(`ram/${path} differs from what npm run rights makes of the bundles`);
    process.exitCode = 1;
  }
}
