import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OrdinalSet } from '../../../../local/platform/state/ordinal-set.ts';

// Dense and sparse sets alike: members close together, or spread over a wide range.
const members = fc.oneof(
  fc.uniqueArray(fc.nat(400), { maxLength: 400 }),
  fc.uniqueArray(fc.nat(100_000), { maxLength: 200 }),
  fc.tuple(fc.nat(5_000), fc.integer({ min: 65, max: 500 })).map(([first, count]) => {
    return Array.from({ length: count }, (_, index) => first + index);
  }),
);

const setOf = (ordinals: readonly number[]) => {
  const set = new OrdinalSet();
  for (const ordinal of ordinals) set.add(ordinal);
  return set;
};

const ascending = (ordinals: Iterable<number>) => [...new Set(ordinals)].sort((a, b) => a - b);

describe('a set of ordinals', () => {
  test('holds what a set holds, whatever is added and deleted', () => {
    fc.assert(
      fc.property(members, members, (added, deleted) => {
        const set = setOf(added);
        for (const ordinal of deleted) set.delete(ordinal);
        for (const ordinal of deleted.slice(0, 5)) set.add(ordinal);
        const kept = added.filter((ordinal) => !deleted.includes(ordinal));
        const expected = ascending([...kept, ...deleted.slice(0, 5)]);
        expect([...set.values()]).toEqual(expected);
        expect(set.size).toBe(expected.length);
        for (const ordinal of [...expected.slice(0, 50), ...deleted.slice(0, 50)]) {
          expect(set.has(ordinal)).toBe(expected.includes(ordinal));
        }
      }),
    );
  });

  test('combines with another as sets do', () => {
    fc.assert(
      fc.property(members, members, (some, others) => {
        const [one, other] = [setOf(some), setOf(others)];
        const among = new Set(others);
        const results = [
          [one.and(other), some.filter((ordinal) => among.has(ordinal))],
          [one.or(other), [...some, ...others]],
          [one.without(other), some.filter((ordinal) => !among.has(ordinal))],
        ] as const;
        for (const [result, expected] of results) {
          expect([...result.values()]).toEqual(ascending(expected));
          expect(result.size).toBe(ascending(expected).length);
        }
        expect([...one.values()]).toEqual(ascending(some));
      }),
      { numRuns: 50 },
    );
  });

  test('gives any page from either end, and counts what lies below', () => {
    fc.assert(
      fc.property(members, fc.nat(600), fc.integer({ min: 1, max: 60 }), (some, skipped, size) => {
        const set = setOf(some);
        const sorted = ascending(some);
        expect(set.page(skipped, size)).toEqual(sorted.slice(skipped, skipped + size));
        expect(set.pageFromEnd(skipped, size)).toEqual([...sorted].reverse().slice(skipped, skipped + size));
        expect(set.countBelow(skipped)).toBe(sorted.filter((ordinal) => ordinal < skipped).length);
      }),
    );
  });
});
