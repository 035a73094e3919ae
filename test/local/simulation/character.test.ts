import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chance } from '../../../local/simulation/chance.ts';
import { characterOf } from '../../../local/simulation/character.ts';

const fleetOf = (size: number, seed: number) =>
  Array.from({ length: size }, (_, index) => characterOf(index, seed));

describe('the character of a device', () => {
  test('is the same whenever its number and the seed are', () => {
    expect(fleetOf(100, 5)).toEqual(fleetOf(100, 5));
    expect(fleetOf(100, 5)).not.toEqual(fleetOf(100, 6));
  });

  test('has a name that the platform takes, and no other device has', () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.integer({ min: 1, max: 2 ** 31 }), (size, seed) => {
        const names = fleetOf(Math.min(size, 60), seed).map(({ deviceName }) => deviceName);
        expect(new Set(names).size).toBe(names.length);
        expect(names.every((name) => /^(gw-|(sh|bj)-meter-)\d{4,}$/.test(name))).toBe(true);
      }),
    );
  });

  test.each([1, 2, 77])('with seed %d, any twenty devices in a row have every habit among them', (seed) => {
    const twenty = fleetOf(20, seed);
    expect(new Set(twenty.map(({ habit }) => habit))).toEqual(
      new Set(['steady', 'nervous', 'flapping', 'tampered', 'leaving', 'silent']),
    );
    expect(twenty.filter(({ model }) => model === 'gateway')).toHaveLength(2);
  });

  test('gives a device whose update fails a version that is old enough for one', () => {
    const failing = fleetOf(400, 3).filter(({ updateFails }) => updateFails);
    expect(failing).toHaveLength(20);
    expect(failing.every(({ version }) => version.startsWith('1.'))).toBe(true);
  });
});

test('chance spreads evenly, whatever the words begin with', () => {
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let index = 0; index < 10_000; index += 1) {
    const tenth = Math.floor(chance(1, index, 'version') * 10);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(120);
});
