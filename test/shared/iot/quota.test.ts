import { describe, expect, it } from 'vitest';
import { DrivenClock } from '../../../local/platform/clock.ts';
import { type Bounds, Cancellation } from '../../../shared/iot/cancellation.ts';
import { TokenBuckets } from '../../../shared/iot/quota.ts';
import { countedClock } from './counted-clock.ts';

const unbounded: Bounds = { deadline: Number.POSITIVE_INFINITY, signal: undefined };
const disableThing = { name: 'DisableThing', callsPerSecond: 10 };

/** Calls that say when they went, on a clock that is driven. */
function started(share = 0.8) {
  const clock = new DrivenClock(1_000_000);
  const quota = new TokenBuckets(share, clock, new Cancellation(clock));
  const went: { name: string; at: number }[] = [];
  const call = (name: string, bounds = unbounded, operation = disableThing): boolean => {
    const turn = quota.take(operation, bounds);
    const go = () => went.push({ name, at: clock.now() - 1_000_000 });
    if (turn === undefined) go();
    else void turn.then(go);
    return turn === undefined;
  };
  /** Lets time pass in steps, and whoever waits for it go on after each. */
  const pass = async (milliseconds: number) => {
    for (let passed = 0; passed < milliseconds; passed++) {
      clock.advance(1);
      await Promise.resolve();
    }
  };
  return { clock, quota, went, call, pass };
}

describe('TokenBuckets', () => {
  it('lets calls go at once, and without a promise, while there are tokens', () => {
    const { call } = started();
    // 10 a second, of which 8 are the share: 2 at once.
    expect([call('a'), call('b'), call('c')]).toEqual([true, true, false]);
  });

  it('lets a burst queue in the order of its coming', async () => {
    const { call, pass, went } = started();
    for (const name of 'abcdefgh') call(name);
    await pass(2_000);
    expect(went.map(({ name }) => name).join('')).toBe('abcdefgh');
    expect(went.map(({ at }) => at)).toEqual([0, 0, 125, 250, 375, 500, 625, 750]);
  });

  it('never lets more calls go within a second than the account is allowed', async () => {
    for (const callsPerSecond of [1, 3, 10, 500]) {
      const { call, pass, went } = started();
      for (let index = 0; index < 3 * callsPerSecond; index++)
        call('x', unbounded, { name: 'Y', callsPerSecond });
      await pass(5_000);
      const within = went.map(
        ({ at }) => went.filter((other) => other.at >= at && other.at < at + 1_000).length,
      );
      expect(Math.max(...within)).toBeLessThanOrEqual(callsPerSecond);
      expect(went.length).toBe(3 * callsPerSecond);
    }
  });

  it('lets no more go within a second than the account is allowed, of several that have their shares', async () => {
    const operation = { name: 'Y', callsPerSecond: 100 };
    const instances = Array.from({ length: 4 }, () => started(0.2));
    for (const { call } of instances)
      for (let index = 0; index < 100; index++) call('x', unbounded, operation);
    for (const { pass } of instances) await pass(3_000);
    const times = instances.flatMap(({ went }) => went.map(({ at }) => at));
    const within = times.map((at) => times.filter((other) => other >= at && other < at + 1_000).length);
    expect(Math.max(...within)).toBeLessThanOrEqual(100);
    expect(Math.min(...instances.map(({ went }) => went.length))).toBe(5 + 3 * 20);
  });

  it('uses its share up while calls wait', async () => {
    const { call, pass, went } = started(0.5);
    for (let index = 0; index < 100; index++) call('x');
    await pass(10_000);
    expect(went.length).toBe(1 + 10 * 5);
  });

  it('counts each operation by itself', () => {
    const { call } = started();
    call('a');
    call('b');
    expect(call('c')).toBe(false);
    expect(call('d', unbounded, { name: 'EnableThing', callsPerSecond: 10 })).toBe(true);
  });

  it('does not let a late call pass those that wait, though the timer be late too', async () => {
    const clock = new DrivenClock(1_000_000);
    let late = 0;
    const set = { now: () => clock.now() + late, after: clock.after.bind(clock) };
    const quota = new TokenBuckets(0.8, set, new Cancellation(set));
    const went: string[] = [];
    const call = (name: string) => quota.take(disableThing, unbounded)?.then(() => went.push(name));
    const calls = [...'abc'].map(call);
    late = 500;
    calls.push(call('d'));
    expect(calls.map((turn) => turn === undefined)).toEqual([true, true, false, false]);
    clock.advance(1_000);
    await Promise.all(calls);
    expect(went).toEqual(['c', 'd']);
  });

  it('holds nothing back for a time it has not seen, when the clock is set back', async () => {
    const clock = new DrivenClock(1_000_000);
    let offset = 0;
    const set = { now: () => clock.now() + offset, after: clock.after.bind(clock) };
    const quota = new TokenBuckets(0.8, set, new Cancellation(set));
    quota.take(disableThing, unbounded);
    offset = -3_600_000;
    expect(quota.take(disableThing, unbounded)).toBeUndefined();
    const turn = quota.take(disableThing, unbounded);
    clock.advance(3_000);
    await expect(turn).resolves.toBeUndefined();
  });

  describe('when a call was throttled all the same', () => {
    it('stops all calls of the operation for a second, and starts empty', async () => {
      const { call, pass, quota, went } = started();
      quota.throttled(disableThing);
      for (const name of 'abc') call(name);
      await pass(3_000);
      expect(went.map(({ at }) => at)).toEqual([1_125, 1_250, 1_375]);
    });

    it('holds back those that wait already', async () => {
      const { call, pass, quota, went } = started();
      for (const name of 'abcd') call(name);
      await pass(100);
      quota.throttled(disableThing);
      await pass(3_000);
      expect(went.map(({ at }) => at)).toEqual([0, 0, 1_225, 1_350]);
    });

    it('slows down once, however many calls under way are throttled together', async () => {
      const { call, pass, quota, went } = started();
      quota.throttled(disableThing);
      await pass(400);
      quota.throttled(disableThing);
      quota.throttled(disableThing);
      call('a');
      await pass(3_000);
      expect(went.map(({ at }) => at)).toEqual([1_125]);
    });

    it('leaves other operations alone', () => {
      const { call, quota } = started();
      quota.throttled(disableThing);
      expect(call('a', unbounded, { name: 'EnableThing', callsPerSecond: 10 })).toBe(true);
    });
  });

  describe('a call that waits', () => {
    it('ends when its signal aborts, and its turn is not lost', async () => {
      const { call, pass, went } = started();
      const controller = new AbortController();
      call('a');
      call('b');
      call('c', { ...unbounded, signal: controller.signal });
      call('d');
      await pass(50);
      controller.abort();
      await Promise.resolve();
      await pass(1_000);
      expect(went).toEqual([
        { name: 'a', at: 0 },
        { name: 'b', at: 0 },
        { name: 'c', at: 50 },
        { name: 'd', at: 125 },
      ]);
    });

    it('ends when its deadline passes', async () => {
      const { call, clock, pass, went } = started();
      for (const name of 'abcd') call(name);
      call('e', { ...unbounded, deadline: clock.now() + 300 });
      await pass(1_000);
      expect(went.at(-1)).toEqual({ name: 'e', at: 300 });
    });
  });

  it('has no timer when nobody waits', async () => {
    const clock = new DrivenClock(0);
    const counting = countedClock(clock);
    const quota = new TokenBuckets(0.8, counting, new Cancellation(counting));
    const controller = new AbortController();
    const aborted = Array.from({ length: 3 }, () =>
      quota.take(disableThing, { ...unbounded, signal: controller.signal }),
    );
    expect(counting.timers).toBe(1);
    controller.abort();
    await Promise.all(aborted);
    expect(counting.timers).toBe(0);
    const turn = quota.take(disableThing, unbounded);
    clock.advance(1_000);
    await turn;
    expect(counting.timers).toBe(0);
  });
});
