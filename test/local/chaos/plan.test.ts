import { expect, test } from 'vitest';
import { faultKinds } from '../../../local/chaos/fault-kinds.ts';
import { type Happening, planOf } from '../../../local/chaos/plan.ts';
import { fault } from '../../../local/platform/faults/fault.ts';

const size = { devices: 40, receivers: 4, duration: 10_000 };
const seeds = Array.from({ length: 50 }, (_, seed) => seed + 1);

const of = (happenings: readonly Happening[], what: Happening['what']) =>
  happenings.filter((happening) => happening.what === what);

test('the same seed and size plan the same, and another seed something else', () => {
  expect(planOf(7, size)).toEqual(planOf(7, size));
  expect(planOf(7, size)).not.toEqual(planOf(8, size));
});

test.each(seeds)('seed %d has every kind of fault, for some time within the run', (seed) => {
  const { happenings } = planOf(seed, size);
  for (const kind of Object.keys(faultKinds)) {
    const [begins, ends] = happenings.filter((happening) => 'kind' in happening && happening.kind === kind);
    expect([begins?.what, ends?.what]).toEqual(['fault begins', 'fault ends']);
    expect((ends?.at ?? 0) - (begins?.at ?? 0)).toBeGreaterThan(size.duration / 7);
  }
  expect(of(happenings, 'receiver restarts').length).toBeGreaterThanOrEqual(6);
  const ofRedis = happenings.flatMap((one) => (one.what === 'Redis restarts' ? [one.signal] : []));
  expect(ofRedis.sort()).toEqual(['SIGKILL', 'SIGTERM']);
  expect(of(happenings, 'broken message').length).toBeGreaterThan(1);
  expect(happenings.every(({ at }) => at >= 0 && at <= size.duration)).toBe(true);
});

test.each(seeds)('seed %d lets each device come online once, and keeps its backlog within a day', (seed) => {
  const { yesterday, happenings } = planOf(seed, size);
  const arrivals = happenings.flatMap((one) => (one.what === 'device arrives' ? [one.device] : []));
  const ofYesterday = Array.from({ length: yesterday.devices }, (_, device) => device);
  expect([...ofYesterday, ...arrivals]).toHaveLength(size.devices);
  expect(new Set([...ofYesterday, ...arrivals]).size).toBe(size.devices);
  expect(yesterday.devices).toBeGreaterThan(0);
  expect(yesterday.ago).toBeGreaterThanOrEqual(3_600_000);
  expect(yesterday.ago).toBeLessThan(24 * 3_600_000);
});

test('what happens is in the order of time', () => {
  const { happenings, afterwards } = planOf(3, size);
  for (const list of [happenings, afterwards]) {
    const times = list.map(({ at }) => at);
    expect(times).toEqual([...times].sort((one, other) => one - other));
  }
});

test.each(Object.entries(faultKinds))('%s is a fault as the platform takes it', (_, set) => {
  expect(fault.parse(set)).toEqual(set);
});
