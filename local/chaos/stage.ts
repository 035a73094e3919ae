import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fleet as Rules } from '../../shared/fleet/fleet.ts';
import { loadFleetFile } from '../../shared/fleet/fleet-file.ts';
import type { ConsumerGroup } from '../platform/consumer-group.ts';
import { type Cloud, startCloud } from '../simulation/cloud.ts';
import { Fleet } from '../simulation/fleet.ts';
import { receiverEnvironment } from '../simulation/receiver-environment.ts';
import { type SetUp, setUpAccount } from '../simulation/set-up.ts';
import { History } from '../verify/history.ts';
import { Gate } from './gate.ts';
import { Ledger } from './ledger.ts';
import { bundleReceiver } from './receiver-bundle.ts';
import { RedisServer } from './redis-server.ts';
import { ShiftedClock } from './shifted-clock.ts';

/** All that is there before the first receiver. */
export interface Stage {
  readonly rules: Rules;
  readonly cloud: Cloud;
  readonly clock: ShiftedClock;
  readonly setUp: SetUp;
  readonly redis: RedisServer;
  readonly group: ConsumerGroup;
  readonly fleet: Fleet;
  readonly gate: Gate;
  /** Every message that the platform sent. */
  readonly history: History;
  readonly ledger: Ledger;
  /** How many calls of the API were answered. */
  readonly calls: () => number;
  /** What the platform itself got wrong, a sentence each. */
  readonly failures: readonly string[];
  /** What a receiver is started with. */
  readonly receiver: { readonly file: string; readonly environment: Readonly<Record<string, string>> };
}

const rulesFile = fileURLToPath(new URL('fleet.yaml', import.meta.url));

/**
 * Starts a platform and a Redis, makes the account and an empty fleet, and builds the receiver.
 *
 * @param folder for what is built, and for what Redis writes
 * @param behind by how many milliseconds the platform's clock is put back
 * @param closings takes what ends it all, to be called in the opposite order
 */
export async function setStage(
  folder: string,
  seed: number,
  behind: number,
  closings: (() => unknown)[],
): Promise<Stage> {
  const rules = loadFleetFile(await readFile(rulesFile, 'utf8'), rulesFile);
  const failures: string[] = [];
  let calls = 0;
  const clock = new ShiftedClock(behind);
  const cloud = await startCloud({
    seed,
    clock,
    onCall: () => {
      calls += 1;
    },
    onFault: (what) => failures.push(what),
  });
  closings.push(() => cloud.close());
  const { platform } = cloud.running;
  const history = new History(platform.messages);
  const redis = await RedisServer.start(join(folder, 'redis'));
  closings.push(() => redis.close());
  const [setUp, file] = await Promise.all([setUpAccount(cloud.iot, rules), bundleReceiver(folder)]);
  const group = platform.state.consumerGroups.get(setUp.consumerGroupId);
  if (group === undefined) throw new Error('There is no consumer group.');
  const gate = new Gate(platform.devices);
  const fleet = new Fleet({ ...platform, devices: gate }, cloud.iot, setUp, seed);
  closings.push(() => fleet.stop());
  return {
    rules,
    cloud,
    clock,
    setUp,
    redis,
    group,
    fleet,
    gate,
    history,
    ledger: new Ledger(group, platform),
    calls: () => calls,
    failures,
    receiver: { file, environment: environmentOf(cloud, setUp, redis) },
  };
}

function environmentOf(
  { running }: Cloud,
  { consumerGroupId }: SetUp,
  redis: RedisServer,
): Record<string, string> {
  return {
    ...receiverEnvironment(running, consumerGroupId),
    FLEET_FILE: rulesFile,
    REDIS_URL: redis.url,
    REDIS_NAMESPACE: 'chaos',
    POWERTOOLS_LOG_LEVEL: process.env['POWERTOOLS_LOG_LEVEL'] ?? 'INFO',
    ALIBABA_CLOUD_ACCESS_KEY_ID: running.ready.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: running.ready.accessKeySecret,
  };
}
