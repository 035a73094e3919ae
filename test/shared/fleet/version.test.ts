import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readVersion, readVersionRange } from '../../../shared/fleet/version.ts';

test.each([
  ['2.0.0', '2.0.0'],
  ['V1.0', '1.0'],
  ['v1.0.0.7', '1.0.0.7'],
  ['3', '3'],
  ['2.1.0-rc.1', '2.1.0-rc.1'],
  ['2.1.0+build.5', '2.1.0+build.5'],
])('reads the version %s as device makers write it', (text, version) => {
  expect(readVersion(text)).toBe(version);
});

test.each(['', 'v', 'latest', '1.x', '1.0.0.0.0', '1..0', '1.0-rc.1', ' 1.0.0', '1.0.0 ', 'vv1'])(
  'takes %j for no version',
  (text) => {
    expect(readVersion(text)).toBeUndefined();
  },
);

test.each([
  ['<2.0.0', ['1.9.9', 'V1.0', '1', '2.0.0-rc.1', '0.0.0.1'], ['2.0.0', '2', 'V2.0', '10.0.0']],
  ['>=1.2 <2', ['1.2', '1.2.0', '1.10.0'], ['1.1.9', '2.0.0']],
  ['<1.0.0 || >= 3', ['0.9', '3.0'], ['1.0.0', '2.9.9']],
  ['1.0', ['1.0.0', 'v1.0', '1.0.0.0'], ['1.0.1']],
  ['^1.4.0', ['1.4.0', '1.9'], ['1.3.9', '2.0.0']],
  ['~1.4', ['1.4.7'], ['1.5.0']],
])('knows which versions are in %s', (range, inside, outside) => {
  const isInRange = readVersionRange(range);
  expect(inside.filter((version) => !isInRange?.(version))).toEqual([]);
  expect(outside.filter((version) => isInRange?.(version))).toEqual([]);
});

test('finds a text that is no version in no range', () => {
  expect(readVersionRange('>=0')?.('unknown')).toBe(false);
  expect(readVersionRange('<1 || >=1')?.('')).toBe(false);
});

test.each(['', ' ', '<', '||', '<2 ||', '<<2', '=>1', '*', '1.x', '<beta', '1 - 2', '!=1', '<2,>1'])(
  'takes %j for no range',
  (range) => {
    expect(readVersionRange(range)).toBeUndefined();
  },
);

test('asks any text whether it is in a range without failing', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.oneof(fc.string(), fc.stringMatching(/^[v<>=^~|0-9. -]{0,20}$/)),
      (version, range) => {
        expect([true, false, undefined]).toContain(readVersionRange(range)?.(version));
      },
    ),
  );
});
