import { describe, expect, test } from 'vitest';
import { Cancellation } from '../../../shared/iot/cancellation.ts';
import { systemClock } from '../../../shared/iot/clock.ts';
import { TokenBuckets } from '../../../shared/iot/quota.ts';
import { loadRedis } from '../../../shared/store/load-redis.ts';
import { isStoreUnavailable } from '../../../shared/store/store.ts';
import { startRedis, withoutRedis } from './redis/redis-server.ts';

const unbounded = { deadline: Number.POSITIVE_INFINITY, signal: undefined };
const operation = { name: 'DisableThing', callsPerSecond: 100 };

describe.skipIf(withoutRedis)('what is shared through Redis', () => {
  const load = (url: string, said: string[]) =>
    loadRedis({
      url,
      namespace: 'fleet',
      quotaNamespace: 'account',
      ownShare: new TokenBuckets(0.8, systemClock, new Cancellation(systemClock)),
      log: { info: (message) => said.push(message), warn: (message) => said.push(message) },
    });

  test('can be asked before it is loaded, and outlives whoever learned it', async () => {
    const server = await startRedis();
    const said: string[] = [];
    const one = load(server.url, said);
    const [, granted] = await Promise.all([
      one.quota.take(operation, unbounded),
      one.store.claim([{ key: 'job', owner: 'one', holdFor: 60_000 }], 0),
    ]);
    expect(granted).toEqual([true]);
    await one.store.close();

    const another = load(server.url, said);
    expect(await another.store.claim([{ key: 'job', owner: 'two', holdFor: 60_000 }], 1)).toEqual([false]);
    await another.store.close();
    expect(said).toEqual([]);
    await server.close();
  });

  test('lets calls go within the own share while Redis is away, and says so once; the store says no', async () => {
    const server = await startRedis();
    const said: string[] = [];
    const { store, quota } = load(server.url, said);
    await quota.take(operation, unbounded);
    await server.kill();
    const asked = store.recall(['fact'], 0).catch((error) => error);
    await Promise.all(Array.from({ length: 10 }, () => quota.take(operation, unbounded)));
    expect(isStoreUnavailable(await asked)).toBe(true);
    expect(said).toEqual(['The shared quota cannot be had; calls keep to the share of this instance.']);

    await server.start();
    await expect
      .poll(
        async () => {
          await quota.take(operation, unbounded);
          return said;
        },
        { timeout: 10_000 },
      )
      .toHaveLength(2);
    expect(said[1]).toBe('The shared quota can be had again.');
    await store.close();
    await server.close();
  });
});
