import { expect, test } from 'vitest';
import { type Fault, fault } from '../../../../local/platform/faults/fault.ts';
import { Faults } from '../../../../local/platform/faults/faults.ts';

const read = (value: object): Fault => fault.parse(value);

const noFault = { at: 'before', delay: 0, error: undefined, drop: false };

test('without a fault nothing goes wrong', () => {
  const faults = new Faults();
  expect(faults.nextCall('DisableThing')).toBeUndefined();
  expect(faults.nextMessage('OtaJobFlag')).toBeUndefined();
  expect(faults.nextDelivery('DEFAULT_GROUP')).toBeUndefined();
});

test('a fault happens once unless it says how often, and to what it names', () => {
  const faults = new Faults();
  faults.set(read({ of: 'calls', drop: true, operation: 'DisableThing' }));
  faults.set(read({ of: 'messages', duplicates: 2, flag: 'OtaJobFlag', times: 2 }));
  faults.set(read({ of: 'connections', consumerGroupId: 'DEFAULT_GROUP', times: 'always', at: 'after' }));
  const drops = ['EnableThing', 'DisableThing', 'DisableThing'].map((name) => faults.nextCall(name));
  expect(drops).toEqual([undefined, { ...noFault, drop: true }, undefined]);
  const flags = ['OtaJobFlag', 'OtaEventFlag', 'OtaJobFlag', 'OtaJobFlag'] as const;
  const doubled = { duplicates: 2, delay: 0, behind: 0 };
  expect(flags.map((flag) => faults.nextMessage(flag))).toEqual([doubled, undefined, doubled, undefined]);
  const groups = ['DEFAULT_GROUP', 'another', 'DEFAULT_GROUP'];
  expect(groups.map((group) => faults.nextDelivery(group))).toEqual(['after', undefined, 'after']);
  expect(faults.list().map(({ happened }) => happened)).toEqual([1, 2, 2]);
});

test('of two faults the one that was set first happens first', () => {
  const faults = new Faults();
  const error = { status: 503, code: 'ServiceUnavailable' };
  faults.set(read({ of: 'calls', error }));
  faults.set(read({ of: 'calls', delay: 100, at: 'after' }));
  expect([faults.nextCall('Pub'), faults.nextCall('Pub'), faults.nextCall('Pub')]).toEqual([
    { ...noFault, error },
    { ...noFault, at: 'after', delay: 100 },
    undefined,
  ]);
});

test('faults are cleared one by one, or all', () => {
  const faults = new Faults();
  const ids = [1, 2, 3].map(() => faults.set(read({ of: 'calls', drop: true })).id);
  expect(faults.clear(ids[1] ?? '')).toBe(true);
  expect(faults.clear(ids[1] ?? '')).toBe(false);
  expect(faults.list().map(({ id }) => id)).toEqual([ids[0], ids[2]]);
  faults.clearAll();
  expect(faults.list()).toEqual([]);
  expect(faults.nextCall('Pub')).toBeUndefined();
});

/** Which of a thousand calls it happened to, and how late each was. */
function happenings(seed: number): (number | undefined)[] {
  const faults = new Faults(seed);
  faults.set(
    read({ of: 'calls', times: 'always', probability: 0.3, delay: { least: 10, most: 20 }, drop: true }),
  );
  return Array.from({ length: 1000 }, () => faults.nextCall('Pub')?.delay);
}

test('what is left to chance is the same for the same seed', () => {
  const delays = happenings(1);
  expect(happenings(1)).toEqual(delays);
  expect(happenings(2)).not.toEqual(delays);
  const happened = delays.filter((delay) => delay !== undefined);
  expect(happened.length).toBeGreaterThan(250);
  expect(happened.length).toBeLessThan(350);
  expect(happened.every((delay) => delay >= 10 && delay <= 20)).toBe(true);
  expect(new Set(happened).size).toBe(11);
});

test('another fault does not change the luck of one', () => {
  const [alone, among] = [new Faults(5), new Faults(5)];
  const rare = read({ of: 'calls', operation: 'Pub', times: 'always', probability: 0.5, drop: true });
  const other = read({ of: 'calls', operation: 'RRpc', times: 'always', probability: 0.5, drop: true });
  alone.set(rare);
  among.set(rare);
  among.set(other);
  const luck = (faults: Faults) =>
    Array.from({ length: 100 }, () => {
      faults.nextCall('RRpc');
      return faults.nextCall('Pub') !== undefined;
    });
  expect(luck(among)).toEqual(luck(alone));
});
