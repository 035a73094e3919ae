import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { loadFleetFile } from '../shared/fleet/fleet-file.ts';
import { createIotClient } from '../shared/iot/client.ts';
import { environmentCredentials } from '../shared/iot/credentials.ts';
import { readFunctionSettings } from '../shared/runtime/settings.ts';
import { Account } from './account.ts';
import { type Channel, setUp } from './set-up.ts';

/** `npm run setup`: does what a new account needs, through the API. It can be run again at any time. */

const command = new Command('setup')
  .description(
    'Does through the API what an account needs for the rules of fleet.yaml, and leaves alone what is right already.\n' +
      'Reads ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET, IOT_REGION_ID, and where they are set IOT_INSTANCE_ID,\n' +
      'IOT_ENDPOINT and FLEET_FILE.',
  )
  .requiredOption('--product <ProductKey>', 'a product to keep; can be given several times', productKeys)
  .addOption(
    new Option('--channel <channel>', 'how messages come: to a consumer group, or by the rules engine')
      .choices(['amqp', 'rules'])
      .default('amqp'),
  )
  .option('--consumer-group <name or ID>', 'amqp: the consumer group, made if it is not there', 'fleetkeeper')
  .addOption(
    new Option('--stage <stage>', 'rules: the stage whose functions are invoked')
      .env('FLEET_STAGE')
      .default('test')
      .argParser(stageName),
  )
  .addOption(
    new Option('--account-id <ID>', "rules: the account's ID, in the role that lets rules invoke functions")
      .env('FLEET_ACCOUNT_ID')
      .argParser(accountNumber),
  )
  .option(
    '--service-name <name>',
    "rules: the service in the actions' configuration, which the API wants though Function Compute 3.0 has none",
    'fleetkeeper',
  )
  .option('--dry-run', 'only say what would be done', false)
  .parse();

const flags = command.opts<{
  product: string[];
  channel: Channel['name'];
  consumerGroup: string;
  stage: string;
  accountId?: string;
  serviceName: string;
  dryRun: boolean;
}>();

try {
  const settings = readFunctionSettings(process.env);
  const { regionId } = settings;
  if (regionId === undefined)
    throw new Error('IOT_REGION_ID is missing: it is a region ID such as cn-shanghai');
  const file = settings.fleetFile ?? 'fleet.yaml';
  const fleet = loadFleetFile(readFileSync(file, 'utf8'), file);
  const iot = createIotClient({
    regionId,
    endpoint: settings.endpoint,
    iotInstanceId: settings.instanceId,
    credentials: environmentCredentials(process.env),
  });
  try {
    const account = new Account(iot, flags.dryRun, console.log);
    await setUp(fleet, flags.product, channelOf(regionId), account);
    if (account.failures > 0) process.exitCode = 1;
  } finally {
    await iot.close();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function channelOf(regionId: string): Channel {
  const { channel, consumerGroup, stage, accountId, serviceName } = flags;
  if (channel === 'amqp') return { name: channel, consumerGroup };
  if (accountId === undefined) {
    throw new Error('--account-id is missing: with --channel rules, give it or set FLEET_ACCOUNT_ID');
  }
  return { name: channel, deployed: { stage, regionId, accountId, serviceName } };
}

function productKeys(text: string, before: readonly string[] = []): readonly string[] {
  if (/^[A-Za-z0-9]+$/.test(text)) return [...before, text];
  throw new InvalidArgumentError('It must be a ProductKey: letters and digits.');
}

function stageName(text: string): string {
  if (/^[A-Za-z0-9_-]{1,30}$/.test(text)) return text;
  throw new InvalidArgumentError('It must be letters, digits, underscores and hyphens, 30 at most.');
}

function accountNumber(text: string): string {
  if (/^\d+$/.test(text)) return text;
  throw new InvalidArgumentError('It must be the number that the console shows as the account ID.');
}
