import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DrivenClock } from '../../../local/platform/clock.ts';
import { type Bounds, Cancellation } from '../../../shared/iot/cancellation.ts';
import { createIotClient } from '../../../shared/iot/client.ts';
import { type Clock, systemClock } from '../../../shared/iot/clock.ts';
import { DisableThing } from '../../../shared/iot/operations/devices.ts';
import { ListOTAModuleByProduct } from '../../../shared/iot/operations/ota.ts';
import { TokenBuckets } from '../../../shared/iot/quota.ts';
import { type Rights, SharedQuota } from '../../../shared/iot/shared-quota.ts';
import { RedisConnection } from '../../../shared/store/redis/connection.ts';
import { redisRights } from '../../../shared/store/redis/rights.ts';
import { newDevice, newProduct, servePlatform } from '../../local/platform/api-caller.ts';
import { type RedisServer, startRedis, withoutRedis } from '../store/redis/redis-server.ts';
import { countedClock } from './counted-clock.ts';

const unbounded: Bounds = { deadline: Number.POSITIVE_INFINITY, signal: undefined };
const tenASecond = { name: 'DisableThing', callsPerSecond: 10 };

/** A quota over rights, with what it says. */
function quotaOver(rights: Rights, clock: Clock, share = 0.5) {
  const said: string[] = [];
  const cancellation = new Cancellation(clock);
  const ownShare = new TokenBuckets(share, clock, cancellation);
  const log = {
    info: (message: string) => said.push(message),
    warn: (message: string) => said.push(message),
  };
  return { quota: new SharedQuota({ rights, ownShare, clock, cancellation, log }), said };
}

describe('calls that wait for rights', () => {
  /** Rights given out one after the other by a clock that is driven, and a quota that asks for them. */
  function started() {
    const clock = new DrivenClock(1_000_000);
    const asked: number[] = [];
    let next = 0;
    let isGone = false;
    const counted = countedClock(clock);
    // The server's clock is another than ours.
    const answer = (first: number) => ({
      now: clock.now() + 5_000,
      first: first + 5_000,
      pausedUntil: 0,
    });
    const rights: Rights = {
      async reserve(_, count, interval, age) {
        if (isGone) throw new Error('gone');
        asked.push(count);
        const first = Math.max(next, clock.now() - age);
        next = first + count * interval;
        return answer(first);
      },
      async pause() {
        return answer(next);
      },
    };
    const { quota, said } = quotaOver(rights, counted);
    const went: { name: string; at: number }[] = [];
    const call = (name: string, bounds = unbounded, operation = tenASecond) => {
      const go = () => went.push({ name, at: clock.now() - 1_000_000 });
      const turn = quota.take(operation, bounds);
      if (turn === undefined) go();
      else void turn.then(go);
    };
    const settle = async () => {
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    };
    const pass = async (milliseconds: number) => {
      for (let passed = 0; passed < milliseconds; passed += 1) {
        clock.advance(1);
        await settle();
      }
    };
    return {
      clock,
      quota,
      said,
      asked,
      went,
      call,
      pass,
      settle,
      timers: () => counted.timers,
      setGone: (gone: boolean) => {
        isGone = gone;
      },
    };
  }

  it('go in the order of their coming, at the pace of the quota', async () => {
    const { call, pass, settle, went } = started();
    for (const name of 'abcde') call(name);
    await settle();
    await pass(1_000);
    expect(went.map(({ name }) => name).join('')).toBe('abcde');
    // The first right is from a moment ago, and nobody had it.
    expect(went.map(({ at }) => at)).toEqual([0, 79, 182, 285, 388]);
  });

  it('go at once when nobody called for a while', async () => {
    const { call, pass, settle, went } = started();
    await pass(500);
    call('a');
    await settle();
    expect(went).toEqual([{ name: 'a', at: 500 }]);
  });

  it('are asked for in blocks of a tenth of a second, and only so many as wait', async () => {
    const { call, pass, settle, asked, went } = started();
    const fast = { name: 'Fast', callsPerSecond: 1_000 };
    for (let index = 0; index < 500; index += 1) call('x', unbounded, fast);
    await settle();
    await pass(600);
    expect(went).toHaveLength(500);
    expect(asked.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(500);
    expect(asked.length).toBeLessThanOrEqual(12);
    expect(Math.max(...asked)).toBe(97);
  });

  it('end when their signal aborts, and the right goes to the next', async () => {
    const { call, pass, settle, went } = started();
    const controller = new AbortController();
    call('a');
    call('b', { ...unbounded, signal: controller.signal });
    call('c');
    await settle();
    await pass(50);
    controller.abort();
    await settle();
    await pass(100);
    expect(went).toEqual([
      { name: 'a', at: 0 },
      { name: 'b', at: 50 },
      { name: 'c', at: 79 },
    ]);
  });

  it('end when their deadline passes', async () => {
    const { call, clock, pass, settle, went } = started();
    for (const name of 'abcd') call(name);
    call('e', { ...unbounded, deadline: clock.now() + 300 });
    await settle();
    await pass(1_000);
    expect(went.at(-1)).toEqual({ name: 'e', at: 300 });
  });

  it('leave no timer behind when nobody waits', async () => {
    const { call, settle, timers } = started();
    const controller = new AbortController();
    call('a');
    call('b', { ...unbounded, signal: controller.signal });
    await settle();
    expect(timers()).toBe(1);
    controller.abort();
    expect(timers()).toBe(0);
  });

  it('keep to the own share while rights cannot be had, of which is told once, and go back', async () => {
    const { call, pass, settle, said, went, setGone } = started();
    setGone(true);
    for (let index = 0; index < 40; index += 1) call('x');
    await settle();
    await pass(4_000);
    // Half of 10 a second, and a quarter of that at once.
    expect(went).toHaveLength(1 + 4 * 5);
    call('y');
    await settle();
    expect(said).toEqual(['The shared quota cannot be had; calls keep to the share of this instance.']);
    setGone(false);
    await pass(1_500);
    call('z');
    await settle();
    expect(said.slice(1)).toEqual(['The shared quota can be had again.']);
  });

  it('stand still for a second when one was throttled, once', async () => {
    const { call, pass, settle, quota, went } = started();
    call('a');
    call('b');
    await settle();
    quota.throttled(tenASecond);
    await pass(400);
    quota.throttled(tenASecond);
    await pass(1_000);
    expect(went).toEqual([
      { name: 'a', at: 0 },
      { name: 'b', at: 1_079 },
    ]);
  });
});

describe.skipIf(withoutRedis)('several instances over one Redis', () => {
  let server: RedisServer;
  const connections: RedisConnection[] = [];
  let prefixes = 0;
  beforeAll(async () => {
    server = await startRedis();
    for (let index = 0; index < 4; index += 1) connections.push(new RedisConnection(server.url));
  });
  afterAll(async () => {
    for (const connection of connections) await connection.close();
    await server.close();
  });
  const instances = () => {
    prefixes += 1;
    return connections.map(
      (redis) => quotaOver(redisRights(redis, `{quota:${prefixes}}:`), systemClock).quota,
    );
  };

  it('use the account up together, each as much as the others, and are not throttled', async () => {
    const served = await servePlatform({ quota: true });
    const product = newProduct(served.platform);
    const device = newDevice(served.platform, product, 'meter');
    let throttled = 0;
    const clients = instances().map((quota) =>
      createIotClient({
        regionId: 'cn-shanghai',
        endpoint: served.url,
        credentials: { accessKeyId: 'testid', accessKeySecret: 'testsecret' },
        quota,
        onCall: (record) => {
          throttled += record.throttled;
        },
      }),
    );
    const began = Date.now();
    const deadline = began + 2_500;
    const counts = await Promise.all(
      clients.map(async (iot) => {
        const count = { fast: 0, slow: 0 };
        const { productKey: ProductKey } = product;
        const work = async (kind: keyof typeof count) => {
          while (Date.now() < deadline) {
            const called =
              kind === 'fast'
                ? iot.call(DisableThing, { ProductKey, DeviceName: device.deviceName }, { deadline })
                : iot.call(ListOTAModuleByProduct, { ProductKey }, { deadline });
            await called.then(
              () => {
                count[kind] += 1;
              },
              (error) => expect(error).toMatchObject({ code: 'Client.Timeout' }),
            );
          }
        };
        await Promise.all([...Array.from({ length: 16 }, () => work('fast')), work('slow'), work('slow')]);
        await iot.close();
        return count;
      }),
    );
    const took = (Date.now() - began) / 1_000;
    const fast = counts.map((count) => count.fast);
    const all = fast.reduce((sum, count) => sum + count);
    const slow = counts.reduce((sum, count) => sum + count.slow, 0);
    expect(throttled).toBe(0);
    expect(all).toBeLessThanOrEqual(500 * took);
    expect(slow).toBeLessThanOrEqual(10 * took + 1);
    expect(slow).toBeGreaterThan(5 * took);
    // A busy machine may be too slow for the quota; none of the instances is left behind all the same.
    expect(Math.min(...fast)).toBeGreaterThan(Math.max(...fast) / 2);
    await served.close();
  });

  it('stand still together when one of them was throttled', async () => {
    const [one, another] = instances();
    const began = performance.now();
    one?.throttled(tenASecond);
    one?.throttled(tenASecond);
    // Asked by the same connection, so the server knows of the pause by now.
    const own = one?.take(tenASecond, unbounded);
    await own;
    expect(performance.now() - began).toBeGreaterThan(950);
    expect(performance.now() - began).toBeLessThan(1_900);
    await another?.take(tenASecond, unbounded);
    expect(performance.now() - began).toBeGreaterThan(1_000);
  });

  it('waste nothing by being idle: one that is busy alone has all of the quota', async () => {
    const [busy] = instances();
    const operation = { name: 'Busy', callsPerSecond: 200 };
    const until = Date.now() + 1_000;
    let went = 0;
    const work = async () => {
      while (Date.now() < until) {
        await busy?.take(operation, { ...unbounded, deadline: until });
        if (Date.now() < until) went += 1;
      }
    };
    await Promise.all(Array.from({ length: 16 }, work));
    expect(went).toBeGreaterThan(140);
    expect(went).toBeLessThanOrEqual(201);
  });
});
