import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { newProduct } from '../local/platform/api-caller.ts';
import { serveAccount } from './served-account.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** `npm run setup`, with nothing in its environment but what is given. */
async function run(parameters: readonly string[], environment: NodeJS.ProcessEnv) {
  const command = spawn(process.execPath, ['--import', 'tsx', 'setup/main.ts', ...parameters], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...environment },
  });
  let output = '';
  for (const stream of [command.stdout, command.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [exitCode] = await once(command, 'close');
  return { exitCode, output };
}

const signedIn = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'testid',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'testsecret',
  IOT_REGION_ID: 'cn-shanghai',
};

test('the command sets up a product of an instance for the fleet.yaml of the project, and ends with 0', async () => {
  const { url, platform } = await serveAccount({ instanceId: 'iot-mine' });
  const { productKey } = newProduct(platform);
  const environment = { ...signedIn, IOT_ENDPOINT: url, IOT_INSTANCE_ID: 'iot-mine' };
  const { exitCode, output } = await run(['--product', productKey], environment);
  expect(output).toMatch(/^made {10}consumer group fleetkeeper, ID \w+\nmade {10}subscription of .*\n$/);
  expect(exitCode).toBe(0);
});

test('it ends with 1 when something could not be done, and shows no secret', async () => {
  const { url } = await serveAccount();
  const wrong = { ...signedIn, ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'the-wrong-secret' };
  const { exitCode, output } = await run(['--product', 'a1'], { ...wrong, IOT_ENDPOINT: url });
  expect(output).toMatch(
    /^failed {8}consumer group fleetkeeper \(--consumer-group\): .*SignatureDoesNotMatch/,
  );
  expect(output).not.toContain('the-wrong-secret');
  expect(exitCode).toBe(1);
});

test.each<[string, string[], NodeJS.ProcessEnv, string]>([
  ['no product', [], signedIn, "required option '--product <ProductKey>' not specified"],
  ['a product that is none', ['--product', 'a b'], signedIn, 'It must be a ProductKey: letters and digits.'],
  ['no region', ['--product', 'a1'], { ...signedIn, IOT_REGION_ID: '' }, 'IOT_REGION_ID is missing'],
  ['no AccessKey', ['--product', 'a1'], { IOT_REGION_ID: 'cn-shanghai' }, 'ALIBABA_CLOUD_ACCESS_KEY_ID'],
  ['no account for rules', ['--product', 'a1', '--channel', 'rules'], signedIn, '--account-id is missing'],
  [
    'an account ID that is none',
    ['--product', 'a1', '--channel', 'rules'],
    { ...signedIn, FLEET_ACCOUNT_ID: 'mine' },
    'It must be the number',
  ],
])('with %s it says what would be right, and calls nothing', async (_, parameters, environment, told) => {
  const { exitCode, output } = await run(parameters, environment);
  expect(output).toContain(told);
  expect(output).not.toMatch(/^\s+at /m);
  expect(exitCode).toBe(1);
});
