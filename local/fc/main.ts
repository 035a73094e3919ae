import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { readDeployment } from './deployment.ts';
import { readPolicies } from './policies.ts';
import { credentialsFrom } from './role-credentials.ts';
import { FunctionRunner, type RoleCredentials } from './runner.ts';
import { createInvocationServer } from './server.ts';
import { startTimers } from './timers.ts';

/**
 * Runs the functions of s.yaml on this machine as Function Compute would, until SIGTERM or SIGINT: by their timers, and
 * by invocations over HTTP on loopback. What the environment sets beside s.yaml comes from this process's own.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const accountId = '1234567890123456';
/** What s.yaml leaves to the account, and a local platform has elsewhere. */
const handedOn = /^(IOT_|AMQP_|CONSUMER_GROUP_IDS?$|PRODUCT_KEYS$|FLEET_FILE$|HOOK_SECRETS$)/;

const { port, timers, admin } = new Command('functions')
  .description(
    'The functions of s.yaml on this machine.\nThe first line of output is one JSON object that says where they are invoked.',
  )
  .option('--port <port>', 'the port for invocations, 0 for any that is free', portNumber, 9000)
  .option('--no-timers', 'leave the timer triggers alone')
  .option(
    '--admin <address>',
    'the admin API of the local platform, which gives each function credentials for its own policy; that at the usual port when IOT_ENDPOINT is a platform at its usual port and no AccessKey is given',
    httpAddress,
    usualAdmin(process.env),
  )
  .parse()
  .opts<{ port: number; timers: boolean; admin?: string }>();

const environment = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) =>
    handedOn.test(name) && value !== undefined ? [[name, value]] : [],
  ),
);
const functions = (await readDeployment(`${root}s.yaml`)).map((definition) => ({
  ...definition,
  environmentVariables: { ...definition.environmentVariables, ...environment },
}));
const credentials = accountCredentials(process.env);
const credentialsFor =
  admin === undefined ? () => credentials : credentialsFrom(admin, await readPolicies(functions));
console.error(
  admin === undefined
    ? `All functions call with one AccessKey, ${credentials.accessKeyId}, and its rights.`
    : `Each function calls with the rights of its policy in ram/, by credentials from ${admin}.`,
);
const runner = new FunctionRunner({
  functions,
  instanceFile: `${root}dist/local/instance.js`,
  regionId: environment['IOT_REGION_ID'] ?? 'cn-shanghai',
  accountId,
  credentialsFor,
  onLog: (functionName, line) => console.error(`${functionName}: ${line}`),
});

const server = createInvocationServer(runner, accountId).listen(port, '127.0.0.1');
await once(server, 'listening').catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
const stopTimers = timers ? startTimers(runner) : () => {};
console.log(
  JSON.stringify({
    invocations: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    functions: runner.functions.map(({ functionName }) => functionName),
  }),
);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    stopTimers();
    server.close();
    server.closeAllConnections();
    void runner.close().then(() => process.exit(0));
  });
}

/** What the functions sign with: the environment's AccessKey, or that of a local platform that was not told another. */
function accountCredentials({
  ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId = 'testid',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret = 'testsecret',
  ALIBABA_CLOUD_SECURITY_TOKEN: securityToken,
}: NodeJS.ProcessEnv): RoleCredentials {
  return { accessKeyId, accessKeySecret, securityToken };
}

/** Where the admin API is of a local platform that was started without other ports. */
function usualAdmin({ IOT_ENDPOINT, ALIBABA_CLOUD_ACCESS_KEY_ID }: NodeJS.ProcessEnv): string | undefined {
  const usual = /^http:\/\/(127\.0\.0\.1|localhost):8120\/?$/.test(IOT_ENDPOINT ?? '');
  return usual && ALIBABA_CLOUD_ACCESS_KEY_ID === undefined ? 'http://127.0.0.1:8121' : undefined;
}

function httpAddress(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError('It must be an address such as http://127.0.0.1:8121.');
}

function portNumber(text: string): number {
  const number = Number(text);
  if (/^\d{1,5}$/.test(text) && number <= 65_535) return number;
  throw new InvalidArgumentError('It must be a number from 0 to 65535.');
}
