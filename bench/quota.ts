/**
 * How much of the account's quota several busy processes use up together, and how many of their calls the platform
 * turns away: with the shared quota, and with a share for each, beside one another on a local platform that counts.
 *
 *   node --import tsx bench/quota.ts [seconds]
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startRedis } from '../test/shared/store/redis/redis-server.ts';
import { deviceName, productKey } from './platform-server.ts';
import type { Done, Task } from './quota-client.ts';

const seconds = Number(process.argv[2] ?? 5);
const instances = 4;
const callsPerSecond = { DisableThing: 500, ListOTAModuleByProduct: 10 };

async function main(): Promise<void> {
  const redis = await startRedis();
  const platform = fork(fileURLToPath(new URL('platform-server.ts', import.meta.url)), ['limited']);
  try {
    const [port]: unknown[] = await once(platform, 'message');
    const endpoint = `http://127.0.0.1:${port}`;
    for (const operation of ['DisableThing', 'ListOTAModuleByProduct'] as const) {
      for (const busy of [instances, 1]) {
        await measure('shared', busy, { endpoint, operation, redisUrl: redis.url, share: 0.8 });
        await measure('a share each', busy, { endpoint, operation, share: 0.8 / instances });
      }
    }
  } finally {
    platform.disconnect();
    await redis.close();
  }
}

async function measure(
  how: string,
  busy: number,
  task: Pick<Task, 'endpoint' | 'operation' | 'redisUrl' | 'share'>,
): Promise<void> {
  const clients = await Promise.all(Array.from({ length: busy }, start));
  // The quotas are as if nobody had called for a while, and the first second shows what a cold start does.
  const from = Date.now() + 2_000;
  const until = from + seconds * 1_000;
  const device = { ProductKey: productKey, DeviceName: deviceName(0) };
  const rest = { namespace: `bench:${busy}`, device, atOnce: 32, from, until };
  const done = await Promise.all(clients.map((client) => run(client, { ...task, ...rest })));
  const calls = done.map(({ over }) => over.length);
  const all = calls.reduce((sum, count) => sum + count, 0);
  const throttled = done.reduce((sum, one) => sum + one.throttled, 0);
  console.log(
    JSON.stringify({
      bench: 'quota',
      how,
      operation: task.operation,
      busyInstances: busy,
      usedShare: rounded(all / (callsPerSecond[task.operation] * seconds)),
      throttledShare: rounded(throttled / Math.max(1, all)),
      mostWithinASecond: mostWithin(1_000, done),
      callsOfEach: calls,
      failed: done.reduce((sum, one) => sum + one.failed, 0),
    }),
  );
}

async function start(): Promise<ChildProcess> {
  const client = fork(fileURLToPath(new URL('quota-client.ts', import.meta.url)));
  await once(client, 'message');
  return client;
}

async function run(client: ChildProcess, task: Task): Promise<Done> {
  const answered = once(client, 'message');
  client.send(task);
  const [done] = (await answered) as [Done];
  return done;
}

/** How many calls of all instances were over within so many milliseconds at most. */
function mostWithin(milliseconds: number, done: readonly Done[]): number {
  const times = done.flatMap(({ over }) => over).sort((one, other) => one - other);
  let first = 0;
  let most = 0;
  for (const [last, time] of times.entries()) {
    while ((times[first] ?? time) <= time - milliseconds) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

await main();
