import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkValue } from '../../../../local/platform/thing-model/check-value.ts';
import { thingModelDocument } from '../../../../local/platform/thing-model/read-thing-model.ts';
import type { DataType } from '../../../../local/platform/thing-model/thing-model.ts';
import { property, specified } from './documents.ts';

const typeOf = (specification: object): DataType => {
  const [feature] = thingModelDocument.parse({ properties: [property('p', specification)] });
  if (feature?.kind !== 'property') throw new Error('not a property');
  return feature.dataType;
};

const types = Object.fromEntries(
  Object.entries(specified).map(([name, specification]) => [name, typeOf(specification)]),
) as Record<keyof typeof specified, DataType>;

/** By data type: a good value, one that breaks its specification, ones of another type with the code for it. */
const table: readonly [keyof typeof specified, unknown, unknown, readonly unknown[], number][] = [
  ['int', 50, 101, ['50', 1.5, true, null], 6306],
  ['float', 1.5, -2, ['1.5', null], 6307],
  ['double', 1.5, 181, ['1.5', {}], 6322],
  ['text', 'sixteen bytes ok', 'seventeen bytes !', [5, null], 6310],
  ['date', '1524448722000', undefined, [1524448722000, 'today'], 6311],
  ['bool', 1, 2, [true, '1', 0.5], 6308],
  ['enum', 0, 7, ['Off', null], 6309],
  ['struct', { Longitude: 1, System: 1 }, { Longitude: 200 }, [[], 'x'], 6312],
  ['array', [1, 2, 3], [1, 2, 3, 4], [{}, '1'], 6328],
  ['structs', [{ Word: 'a' }], [{ Word: 'a word that is too long' }], [{ Word: 'a' }], 6328],
];

test.each(table)('%s: its type and its bounds are told apart', (type, good, outside, wrong, code) => {
  const check = (value: unknown, thoroughness: 'type' | 'bounds') =>
    checkValue(value, types[type], 'p', thoroughness);
  for (const thoroughness of ['type', 'bounds'] as const) {
    expect(check(good, thoroughness)).toBeUndefined();
    for (const value of wrong) {
      expect(check(value, thoroughness), JSON.stringify(value)).toEqual({
        code,
        message: expect.stringMatching(/^tsl parse: .* -> p$/),
      });
    }
  }
  if (outside === undefined) return;
  expect(check(outside, 'type')).toBeUndefined();
  expect(check(outside, 'bounds')).toBeDefined();
});

test('what is wrong inside a structure or an array is named by its place', () => {
  const check = (value: unknown, type: DataType) => checkValue(value, type, 'p', 'type');
  expect(check({ Altitude: 1 }, types.struct)).toEqual({
    code: 6304,
    message: 'tsl parse: params not exist -> p.Altitude',
  });
  expect(check({ Longitude: 'x' }, types.struct)?.message).toBe(
    'tsl parse: data type is not double -> p.Longitude',
  );
  expect(check([1, 'x'], types.array)?.message).toBe('tsl parse: data type is not int -> p[1]');
  expect(check([{ Word: 5 }], types.structs)?.message).toBe(
    'tsl parse: data type is not string -> p[0].Word',
  );
  expect(check([1, 2 ** 40], types.bare)).toBeUndefined();
});

test('any value is right or has a fault, and what keeps its bounds is of its type', () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.values(types)), fc.jsonValue(), (type, value) => {
      const outside = checkValue(value, type, 'p', 'bounds');
      const wrong = checkValue(value, type, 'p', 'type');
      if (wrong !== undefined) expect(outside).toBeDefined();
      for (const fault of [outside, wrong]) {
        if (fault !== undefined) expect(fault.code).toBeGreaterThanOrEqual(6304);
      }
    }),
  );
});
