import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import parseSpec from '@serverless-devs/parse-spec';
import { Ajv } from 'ajv';
import { expect, onTestFinished, test, vi } from 'vitest';
import { functionNames } from '../scripts/build.ts';
import { outdated, rights } from '../scripts/rights.ts';

const file = fileURLToPath(new URL('../s.yaml', import.meta.url));
const schema = JSON.parse(readFileSync(new URL('fc3.schema.json', import.meta.url), 'utf8'));

async function resources() {
  const ignore = () => {};
  const logger = { debug: ignore, info: ignore, warn: ignore, error: ignore, log: ignore, write: ignore };
  return (await new parseSpec.default(file, { logger, argv: ['preview'] }).start()).steps;
}

/** The environment has these variables besides until the test ends. */
function setEnvironment(variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
}

const vpc = {
  FLEET_VPC_ID: 'vpc-uf6',
  FLEET_VSWITCH_ID: 'vsw-uf6',
  FLEET_SECURITY_GROUP_ID: 'sg-uf6',
  FLEET_REDIS_URL: 'redis://r-uf6.redis.rds.aliyuncs.com:6379',
};

test.each<[string, Readonly<Record<string, string>>]>([
  ['without a VPC', {}],
  ['with a VPC', vpc],
])('every resource is what the fc3 component takes, %s', async (_, environment) => {
  setEnvironment(environment);
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
  for (const { projectName, props } of await resources()) {
    expect(validate(props) ? [] : validate.errors, projectName).toEqual([]);
  }
});

test('the functions are in a VPC when the environment names one, and in none otherwise', async () => {
  for (const { projectName, props } of await resources())
    expect(props, projectName).not.toHaveProperty('vpcConfig');
  setEnvironment(vpc);
  for (const { projectName, props } of await resources()) {
    expect(props['vpcConfig'], projectName).toEqual({
      vpcId: 'vpc-uf6',
      vSwitchIds: ['vsw-uf6'],
      securityGroupId: 'sg-uf6',
    });
  }
});

test('the functions get the address of Redis from the environment', async () => {
  setEnvironment(vpc);
  for (const { projectName, props } of await resources()) {
    expect(props['environmentVariables'], projectName).toMatchObject({ REDIS_URL: vpc.FLEET_REDIS_URL });
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

test('the stage and the region come from the environment, and nothing of one stage is in another', async () => {
  const render = async (stage: string, region: string) => {
    setEnvironment({ FLEET_STAGE: stage, FLEET_REGION: region });
    return resources();
  };
  const [tested, produced] = [await render('test', 'cn-shanghai'), await render('production', 'cn-beijing')];
  expect(produced.map(({ props }) => props['functionName'])).toEqual(
    tested.map(({ projectName }) => `fleetkeeper-production-${projectName}`),
  );
  for (const { props } of produced) {
    expect(props).toMatchObject({
      region: 'cn-beijing',
      environmentVariables: { IOT_REGION_ID: 'cn-beijing' },
      logConfig: { logstore: 'fleetkeeper-production' },
    });
    expect(JSON.stringify(props)).not.toMatch(/fleetkeeper-test|cn-shanghai:/);
  }
});

test('every function takes a role of its own, with a name that RAM takes', async () => {
  const roles = (await resources()).map(({ projectName, props }) => {
    expect(props['role'], projectName).toMatch(
      new RegExp(`^acs:ram::\\d{16}:role/fleetkeeper-test-${projectName}$`),
    );
    return String(props['role']);
  });
  expect(new Set(roles).size).toBe(roles.length);
  // RAM takes at most 64 characters, and the longest stage is to have room.
  for (const role of roles) expect(role.replace(/^.*\//, '').length).toBeLessThanOrEqual(54);
});

test('the policies in ram/ are those that the bundles and s.yaml need', async () => {
  const wanted = await rights(fileURLToPath(new URL('../dist', import.meta.url)));
  expect(outdated(wanted)).toEqual([]);
  expect([...wanted.keys()].sort()).toEqual(
    [
      ...(await functionNames()).map((name) => `${name}.json`),
      'trust/function-compute.json',
      'vpc/network-interfaces.json',
    ].sort(),
  );
  // RAM takes a policy of at most so many characters.
  for (const [path, text] of wanted) expect(text.length, path).toBeLessThanOrEqual(6144);
});

test('a policy that is out of step with its bundle is named', async () => {
  const wanted = await rights(fileURLToPath(new URL('../dist', import.meta.url)));
  const changed = new Map(wanted);
  changed.set('group-devices.json', String(wanted.get('disable-devices.json')));
  changed.delete('tag-devices.json');
  changed.set('new-function.json', '{}');
  expect(outdated(changed)).toEqual(['group-devices.json', 'new-function.json', 'tag-devices.json']);
});
