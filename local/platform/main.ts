import { Command, InvalidArgumentError } from 'commander';
import { DrivenClock, machineClock } from './clock.ts';
import { invokeOverHttp } from './rules-engine/invoke-over-http.ts';
import { startPlatform } from './start-platform.ts';

/** Runs a local platform by itself until SIGTERM or SIGINT: `npm run --silent platform -- --api-port 0`. */

const command = new Command('platform')
  .description(
    'IoT Platform on this machine: its API, its consumer groups over AMQP, MQTT for devices, and an admin API.\nThe first line of output is one JSON object that says how to reach it.',
  )
  .option('--host <address>', 'the address to listen at', '127.0.0.1')
  .option('--api-port <port>', 'the port of the API, 0 for any that is free', port, 8120)
  .option('--amqp-port <port>', 'the port of AMQP, 0 for any that is free', port, 5671)
  .option('--mqtt-port <port>', 'the port of MQTT, 0 for any that is free', port, 1883)
  .option(
    '--admin-port <port>',
    "the port of the platform's own admin API, 0 for any that is free",
    port,
    8121,
  )
  .option('--amqp-plain', 'serve AMQP without TLS', false)
  .option('--access-key-id <id>', 'the AccessKey ID of the account', 'testid')
  .option('--access-key-secret <secret>', 'its AccessKey secret', 'testsecret')
  .option('--account-id <id>', 'the ID of the account')
  .option('--region <id>', 'the region', 'cn-shanghai')
  .option(
    '--instance-id <id>',
    'the ID of the instance, for calls to name; a public instance without one if left out',
  )
  .option('--no-quota', 'let each operation be called as often as one likes')
  .option(
    '--documented-rates',
    "give messages to clients no faster than the cloud's consumer groups do",
    false,
  )
  .option('--state <file>', 'begin with what the file holds, if it is there, and save all to it at the end')
  .option(
    '--driven-clock',
    "let the platform's time stand still until the admin API advances it; time stamps and quotas go by the machine's clock",
    false,
  )
  .option('--functions <address>', 'where rules invoke functions, as npm run functions says it', httpAddress)
  .option('--seed <number>', 'make the same identifiers with the same number', seed)
  .parse();

const flags = command.opts<{
  host: string;
  apiPort: number;
  amqpPort: number;
  mqttPort: number;
  adminPort: number;
  amqpPlain: boolean;
  accessKeyId: string;
  accessKeySecret: string;
  accountId?: string;
  region: string;
  instanceId?: string;
  quota: boolean;
  documentedRates: boolean;
  drivenClock: boolean;
  state?: string;
  functions?: string;
  seed?: number;
}>();

const { ready, close } = await startPlatform({
  ...flags,
  regionId: flags.region,
  stateFile: flags.state,
  ...(flags.drivenClock && { clock: new DrivenClock(Date.now()), callersClock: machineClock }),
  ...(flags.functions !== undefined && { onFunctionInvocation: invokeOverHttp(flags.functions) }),
  consumerGroups: flags.documentedRates ? { realTimePerSecond: 1000, backlogPerSecond: 200 } : undefined,
  onInternalError: (error, operation) => console.error(`${operation || 'A request'} failed:`, error),
}).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
console.log(JSON.stringify(ready));

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error instanceof Error ? error.message : error);
        process.exit(1);
      },
    );
  });
}

function httpAddress(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError('It must be an address such as http://127.0.0.1:9000.');
}

function port(text: string): number {
  const number = Number(text);
  if (/^\d{1,5}$/.test(text) && number <= 65_535) return number;
  throw new InvalidArgumentError('It must be a number from 0 to 65535.');
}

function seed(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}
