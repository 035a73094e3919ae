import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePattern } from '../../../../shared/fleet/match/pattern.ts';
import type { Mistake } from '../../../../shared/fleet/mistake.ts';

function matches(pattern: unknown, event: unknown): boolean {
  return compilePattern(pattern, (mistake) => {
    throw new Error(mistake.message);
  })(event);
}

function mistakesIn(pattern: unknown): Mistake[] {
  const mistakes: Mistake[] = [];
  expect(compilePattern(pattern, (mistake) => mistakes.push(mistake))({ a: 1 })).toBe(false);
  return mistakes;
}

/** Each operator with values that fit and values that do not, `undefined` standing for a missing field. */
const alternatives: [unknown, unknown[], unknown[]][] = [
  ['a', ['a'], ['b', 'A', '', 1, true, undefined, { a: 'a' }]],
  ['', [''], ['a', undefined, 0, false]],
  [1, [1, 1.0], ['1', 2, true, undefined]],
  [true, [true], ['true', 1, false]],
  [null, [null, undefined, []], ['', 0, false, 'null']],
  [{ prefix: 'sh-' }, ['sh-', 'sh-1'], ['SH-1', 'bj-sh-', '', 1, undefined, ['bj-1']]],
  [{ suffix: '-eu' }, ['-eu', 'a-eu'], ['a-eu-1', undefined]],
  [{ contains: 'pump' }, ['pump', 'a-pump-1'], ['PUMP', 'pum', undefined]],
  [{ 'equals-ignore-case': 'Sh-1' }, ['sh-1', 'SH-1'], ['sh-11', undefined, 1]],
  [{ 'anything-but': 'a' }, ['b', '', 1, false], ['a', undefined, null]],
  [{ 'anything-but': 1 }, [2, '1'], [1, undefined]],
  [{ 'anything-but': ['a', 1] }, ['b', 2, '1'], ['a', 1, undefined]],
  [{ 'anything-but': { prefix: 'gw-' } }, ['sh-1', '', 5], ['gw-1', undefined]],
  [{ 'anything-but': { suffix: '.jpg' } }, ['a.png'], ['a.jpg', undefined]],
  [{ numeric: ['=', 5] }, [5], [5.1, '5', undefined]],
  [{ numeric: ['>', 0, '<=', 5] }, [0.1, 5], [0, 5.1, '3', true, undefined]],
  [{ numeric: ['<', -1.5] }, [-2], [-1.5, 0]],
  [{ numeric: ['>=', 90] }, [90, 91], [89.9]],
  [{ exists: true }, ['', 0, false, {}, 'a'], [undefined, null]],
  [{ exists: false }, [undefined, null, []], ['', 0, false, ['a']]],
  [
    { cidr: '10.0.0.0/24' },
    ['10.0.0.0', '10.0.0.255', '::ffff:10.0.0.7'],
    ['10.0.1.0', '10.0.0', 'x', 10, undefined],
  ],
  [{ cidr: '2001:db8::/32' }, ['2001:db8::1', '2001:DB8:ffff::'], ['2001:db9::1', '10.0.0.1']],
  [{ cidr: '192.0.2.1/32' }, ['192.0.2.1'], ['192.0.2.2']],
  [{ version: '<2.0.0' }, ['1.9', 'V1.0', '2.0.0-rc.1'], ['2.0.0', 'beta', '', 1, undefined]],
];

describe.each(alternatives)('%j', (alternative, fitting, others) => {
  test.each(fitting)('fits %j', (value) => {
    expect(matches({ field: [alternative] }, { field: value })).toBe(true);
  });

  test.each(others)('does not fit %j', (value) => {
    expect(matches({ field: [alternative] }, { field: value })).toBe(false);
  });
});

test('takes one alternative of many, and all fields', () => {
  const pattern = { product: ['a', { prefix: 'b' }, 3], name: [{ exists: true }] };
  expect(matches(pattern, { product: 'a', name: 'x' })).toBe(true);
  expect(matches(pattern, { product: 'bee', name: 'x' })).toBe(true);
  expect(matches(pattern, { product: 3, name: 'x' })).toBe(true);
  expect(matches(pattern, { product: 'c', name: 'x' })).toBe(false);
  expect(matches(pattern, { product: 'a' })).toBe(false);
});

test('goes into objects', () => {
  const pattern = { items: { temperature: { value: [{ numeric: ['>', 90] }] } } };
  expect(matches(pattern, { items: { temperature: { value: 91 } } })).toBe(true);
  expect(matches(pattern, { items: { temperature: { value: 90 } } })).toBe(false);
  expect(matches(pattern, { items: {} })).toBe(false);
  expect(matches(pattern, { items: 'temperature' })).toBe(false);
  expect(matches(pattern, {})).toBe(false);
});

test('is content with one element of a list that fits', () => {
  expect(matches({ field: ['b'] }, { field: ['a', 'b'] })).toBe(true);
  expect(matches({ field: ['b'] }, { field: ['a', 'c'] })).toBe(false);
  const tag = { value: { attrKey: ['room'], attrValue: ['1'] } };
  expect(matches(tag, { value: [{ attrKey: 'room', attrValue: '1' }] })).toBe(true);
  // Both have to be in the same element.
  const apart = [
    { attrKey: 'room', attrValue: '2' },
    { attrKey: 'floor', attrValue: '1' },
  ];
  expect(matches(tag, { value: apart })).toBe(false);
});

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
  'takes nothing that all objects inherit for a field, such as %s',
  (name) => {
    expect(matches(JSON.parse(`{ "${name}": [{ "exists": true }] }`), {})).toBe(false);
    expect(matches(JSON.parse(`{ "${name}": [{ "exists": true }] }`), JSON.parse(`{ "${name}": 1 }`))).toBe(
      true,
    );
  },
);

test.each<[unknown, Mistake['path'], string]>([
  ['a', [], 'must be fields'],
  [['a'], [], 'must be fields'],
  [null, [], 'must be fields'],
  [{}, [], 'must name a field'],
  [{ a: 'x' }, ['a'], 'must be a list of alternatives'],
  [{ a: null }, ['a'], 'must be a list of alternatives'],
  [{ a: [] }, ['a'], 'must hold an alternative'],
  [{ a: {} }, ['a'], 'must name a field'],
  [{ a: { b: 1 } }, ['a', 'b'], 'must be a list of alternatives'],
  [{ a: ['x', ['y']] }, ['a', 1], 'must be a value, or one operator'],
  [{ a: [{}] }, ['a', 0], 'must be a value, or one operator'],
  [{ a: [{ prefix: 'x', suffix: 'y' }] }, ['a', 0], 'must be a value, or one operator'],
  [{ a: [{ prefx: 'x' }] }, ['a', 0, 'prefx'], 'is not an operator; did you mean prefix?'],
  [{ a: [{ regexp: 'x' }] }, ['a', 0, 'regexp'], 'is not an operator; there are prefix, suffix'],
  [{ a: [{ prefix: 1 }] }, ['a', 0, 'prefix'], 'must be text'],
  [{ a: [{ suffix: '' }] }, ['a', 0, 'suffix'], 'must be text'],
  [{ a: [{ 'anything-but': [] }] }, ['a', 0, 'anything-but'], 'must be text or a number'],
  [{ a: [{ 'anything-but': true }] }, ['a', 0, 'anything-but'], 'must be text or a number'],
  [
    { a: [{ 'anything-but': { prefix: 'x', suffix: 'y' } }] },
    ['a', 0, 'anything-but'],
    'must be text or a number',
  ],
  [{ a: [{ 'anything-but': { cidr: 'x' } }] }, ['a', 0, 'anything-but'], 'must be text or a number'],
  [{ a: [{ numeric: ['>'] }] }, ['a', 0, 'numeric'], 'must be one or two comparisons'],
  [{ a: [{ numeric: ['>', '5'] }] }, ['a', 0, 'numeric'], 'must be one or two comparisons'],
  [{ a: [{ numeric: ['!=', 5] }] }, ['a', 0, 'numeric'], 'must be one or two comparisons'],
  [{ a: [{ numeric: ['>', Number.NaN] }] }, ['a', 0, 'numeric'], 'must be one or two comparisons'],
  [{ a: [{ numeric: 5 }] }, ['a', 0, 'numeric'], 'must be one or two comparisons'],
  [{ a: [{ exists: 'yes' }] }, ['a', 0, 'exists'], 'must be true or false'],
  [{ a: [{ cidr: '10.0.0.0' }] }, ['a', 0, 'cidr'], 'must be a range of addresses'],
  [{ a: [{ cidr: '10.0.0.0/33' }] }, ['a', 0, 'cidr'], 'must be a range of addresses'],
  [{ a: [{ cidr: '300.0.0.0/8' }] }, ['a', 0, 'cidr'], 'must be a range of addresses'],
  [{ a: [{ version: 2 }] }, ['a', 0, 'version'], 'must be a range of versions'],
  [{ a: [{ version: 'new' }] }, ['a', 0, 'version'], 'must be a range of versions'],
])('says what is wrong with %j', (pattern, path, message) => {
  expect(mistakesIn(pattern)).toEqual([
    expect.objectContaining({ path, message: expect.stringContaining(message) }),
  ]);
});

test('tells all mistakes of a pattern', () => {
  expect(mistakesIn({ a: 'x', b: { c: [{ prefix: 1 }, { cidr: 2 }] }, d: [] })).toHaveLength(4);
});

test('reads and tries any pattern on anything without failing', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (pattern, event) => {
      expect([true, false]).toContain(compilePattern(pattern, () => {})(event));
    }),
  );
});
