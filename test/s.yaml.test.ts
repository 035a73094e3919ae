import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import parseSpec from '@serverless-devs/parse-spec';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { readDeployment } from '../local/fc/deployment.ts';
import { functionNames } from '../scripts/build.ts';
import * as operations from '../shared/iot/operations/index.ts';

const file = fileURLToPath(new URL('../s.yaml', import.meta.url));
const schema = JSON.parse(readFileSync(new URL('fc3.schema.json', import.meta.url), 'utf8'));

async function resources() {
  const ignore = () => {};
  const logger = { debug: ignore, info: ignore, warn: ignore, error: ignore, log: ignore, write: ignore };
  return (await new parseSpec.default(file, { logger, argv: ['preview'] }).start()).steps;
}

test('every resource is what the fc3 component takes', async () => {
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
  for (const { projectName, props } of await resources()) {
    expect(validate(props) ? [] : validate.errors, projectName).toEqual([]);
  }
});

test('there is one resource for each function folder, and the other way round', async () => {
  expect((await resources()).map(({ projectName }) => projectName).sort()).toEqual(await functionNames());
});

test('every function has a log, asynchronous retries and a failure destination', async () => {
  for (const { projectName, props } of await resources()) {
    expect(props['logConfig'], projectName).toMatchObject({
      project: expect.any(String),
      logstore: expect.any(String),
    });
    expect(props['asyncInvokeConfig'], projectName).toMatchObject({
      maxAsyncRetryAttempts: 3,
      destinationConfig: { onFailure: { destination: expect.stringMatching(/^acs:mns:/) } },
    });
  }
});

test('the stage and the region come from the environment', async () => {
  process.env['FLEET_STAGE'] = 'production';
  process.env['FLEET_REGION'] = 'cn-beijing';
  try {
    const functions = await readDeployment(file);
    expect(functions.map(({ functionName }) => functionName)).toContain(
      'fleetkeeper-production-receive-events',
    );
    expect(functions[0]?.environmentVariables['IOT_REGION_ID']).toBe('cn-beijing');
  } finally {
    delete process.env['FLEET_STAGE'];
    delete process.env['FLEET_REGION'];
  }
});

test('the policy in docs/deploy.md names just the operations that the functions call', async () => {
  const bundles = (await functionNames()).map((name) =>
    readFileSync(new URL(`../dist/functions/${name}/index.js`, import.meta.url), 'utf8'),
  );
  const called = Object.keys(operations).filter((name) =>
    bundles.some((bundle) => bundle.includes(`name:"${name}"`)),
  );
  const document = readFileSync(new URL('../docs/deploy.md', import.meta.url), 'utf8');
  const allowed = [...document.matchAll(/"iot:([A-Z]\w+)"/g)].map(([, name]) => name);
  expect(called.length).toBeGreaterThan(5);
  expect(allowed).toEqual(called.sort());
});
