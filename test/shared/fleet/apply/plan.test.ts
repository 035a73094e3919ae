import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PlannedCall, plan } from '../../../../shared/fleet/apply.ts';
import { disable, enable, group, tag, upgrade } from './actions.ts';

const d1 = { ProductKey: 'p1', DeviceName: 'd1' };
const d2 = { ProductKey: 'p1', DeviceName: 'd2' };
const keys = (count: number) => Array.from({ length: count }, (_, index) => `p1/d${index + 1}`);
const operations = (calls: readonly PlannedCall[]) => calls.map(({ operation }) => operation);

describe('the plan', () => {
  test('has one SaveDeviceProp for all tags of a device', () => {
    expect(
      plan([tag('p1/d1', { a: '1' }), tag('p1/d2', { a: '1' }), tag('p1/d1', { b: '2' })]).calls,
    ).toEqual([
      {
        operation: 'SaveDeviceProp',
        parameters: { ...d1, Props: { a: '1', b: '2' } },
        serves: [[0], [2]],
        stamps: [undefined, undefined],
        after: [],
      },
      {
        operation: 'SaveDeviceProp',
        parameters: { ...d2, Props: { a: '1' } },
        serves: [[1]],
        stamps: [undefined],
        after: [],
      },
    ]);
  });

  test('takes the newest value of a tag, and of one message the value further back', () => {
    const { calls } = plan([
      tag('p1/d1', { state: 'new', other: 'first' }, { time: 2 }),
      tag('p1/d1', { state: 'old' }, { time: 1 }),
      tag('p1/d1', { other: 'second' }, { time: 2 }),
    ]);
    expect(calls).toMatchObject([{ parameters: { Props: { state: 'new', other: 'second' } } }]);
  });

  test('keeps the tags and the actions behind them together when keys look like numbers', () => {
    const { calls } = plan([tag('p1/d1', { b: 'x' }), tag('p1/d1', { 7: 'y' })]);
    expect(calls).toMatchObject([{ parameters: { Props: { 7: 'y', b: 'x' } }, serves: [[1], [0]] }]);
  });

  test('saves a tag whose key is __proto__', () => {
    const { calls } = plan([tag('p1/d1', JSON.parse('{"__proto__":"x"}'))]);
    expect(JSON.stringify(calls)).toContain('"Props":{"__proto__":"x"}');
  });

  test('splits the tags of a device where they are more than one call takes', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ minLength: 1, maxLength: 30 }), fc.string({ maxLength: 400 }), {
          maxKeys: 150,
          size: 'max',
        }),
        (tags) => {
          const { calls } = plan([tag('p1/d1', tags)]);
          const parts = calls.map((call) =>
            call.operation === 'SaveDeviceProp' ? call.parameters.Props : {},
          );
          expect(parts.flatMap((part) => Object.entries(part)).sort()).toEqual(Object.entries(tags).sort());
          for (const part of parts) {
            expect(Object.keys(part).length).toBeLessThanOrEqual(100);
            expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThanOrEqual(5120);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  test('fills a call with tags up to the last byte', () => {
    const { calls } = plan([tag('p1/d1', { a: 'x'.repeat(5120 - '{"a":"","b":"y"}'.length), b: 'y' })]);
    expect(calls).toHaveLength(1);
    const more = plan([tag('p1/d1', { a: 'x'.repeat(5121 - '{"a":"","b":"y"}'.length), b: 'y' })]);
    expect(more.calls).toHaveLength(2);
  });

  test('adds up to 200 different devices to a group in one call', () => {
    const { calls } = plan([...keys(401), ...keys(10)].map((key) => group(key, 'sites/shanghai')));
    expect(operations(calls)).toEqual(Array(3).fill('BatchAddDeviceGroupRelations'));
    expect(calls.map(({ serves }) => serves.length)).toEqual([200, 200, 1]);
    expect(calls[0]).toMatchObject({ group: 'sites/shanghai', serves: { 0: [0, 401], 10: [10] } });
  });

  test('makes one update batch for up to 200 devices of a package', () => {
    const { calls } = plan([
      ...keys(201).map((key) => upgrade(key, { version: '2.0.0' })),
      upgrade('p2/d1', { version: '2.0.0' }),
      upgrade('p1/d1', { version: '2.0.0' }, { moduleName: 'wifi' }),
      upgrade('p1/d9', { version: '2.0.0' }),
    ]);
    expect(
      calls.map(
        (call) => call.operation === 'CreateOTAStaticUpgradeJob' && call.parameters.TargetDeviceName.length,
      ),
    ).toEqual([200, 1, 1, 1]);
    expect(calls[0]).toMatchObject({
      operation: 'CreateOTAStaticUpgradeJob',
      moduleName: 'default',
      firmware: { version: '2.0.0' },
      parameters: { ProductKey: 'p1', TargetSelection: 'SPECIFIC' },
      serves: { 8: [8, 203] },
    });
  });

  test('updates a module to the package that the newest message asks for', () => {
    const { calls, settled } = plan([
      upgrade('p1/d1', { version: '3.0.0' }, { time: 2 }),
      upgrade('p1/d1', { name: 'old' }, { time: 1 }),
    ]);
    expect(calls).toMatchObject([{ firmware: { version: '3.0.0' }, serves: [[0]] }]);
    expect([...settled]).toMatchObject([[1, { result: 'unchanged', code: 'Superseded' }]]);
  });

  test('disables and enables a device once, as the newest message has it', () => {
    const { calls, settled } = plan([
      disable('p1/d1', { time: 3 }),
      enable('p1/d1', { time: 2 }),
      disable('p1/d1', { time: 1 }),
      disable('p1/d1', { time: 3 }),
    ]);
    expect(calls).toEqual([{ operation: 'DisableThing', parameters: d1, serves: [[0, 3]], after: [] }]);
    expect([...settled.keys()].sort()).toEqual([1, 2]);
  });

  test('of two messages of one millisecond takes the one with the greater id', () => {
    const { calls } = plan([
      enable('p1/d1', { time: 1, eventId: 'b' }),
      disable('p1/d1', { time: 1, eventId: 'a' }),
    ]);
    expect(operations(calls)).toEqual(['EnableThing']);
  });

  test('lets a device in, then describes it, then shuts others out, and updates last', () => {
    const { calls } = plan([
      upgrade('p1/d1', { name: 'x' }),
      disable('p1/d2'),
      tag('p1/d2', { why: 'flapping' }),
      group('p1/d1', 'fleet'),
      group('p1/d2', 'fleet'),
      tag('p1/d1', { a: '1' }),
      enable('p1/d1'),
    ]);
    const order = operations(calls);
    expect(order).toEqual([
      'EnableThing',
      'BatchAddDeviceGroupRelations',
      'SaveDeviceProp',
      'SaveDeviceProp',
      'DisableThing',
      'CreateOTAStaticUpgradeJob',
    ]);
    expect(calls.map(({ after }) => after)).toEqual([[], [0], [], [0], [1, 2], [0, 1, 3]]);
  });

  test('has the update also of a device that the batch disables, for when it is let in again', () => {
    const { calls, settled } = plan([
      upgrade('p1/d1', { name: 'x' }),
      disable('p1/d1'),
      upgrade('p1/d2', { name: 'x' }),
    ]);
    expect(calls).toMatchObject([
      { operation: 'DisableThing' },
      {
        operation: 'CreateOTAStaticUpgradeJob',
        parameters: { TargetDeviceName: ['d1', 'd2'] },
        serves: [[0], [2]],
      },
    ]);
    expect([...settled]).toEqual([]);
  });

  test('needs no call for no actions, and none for no tags', () => {
    expect(plan([]).calls).toEqual([]);
    expect(plan([tag('p1/d1', {})])).toEqual({ calls: [], settled: new Map([[0, { result: 'unchanged' }]]) });
  });
});
