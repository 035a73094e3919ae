import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flatten } from '../../../shared/iot/parameters.ts';

describe('flatten', () => {
  it('numbers the entries of a list from 1', () => {
    expect(flatten({ DeviceName: ['light', 'pump'] })).toEqual([
      ['DeviceName.1', 'light'],
      ['DeviceName.2', 'pump'],
    ]);
  });

  it('names the fields of the structures in a list', () => {
    const request = {
      Device: [
        { ProductKey: 'a1B', DeviceName: 'light' },
        { ProductKey: 'a1B', DeviceName: 'pump' },
      ],
    };
    expect(flatten(request)).toEqual([
      ['Device.1.ProductKey', 'a1B'],
      ['Device.1.DeviceName', 'light'],
      ['Device.2.ProductKey', 'a1B'],
      ['Device.2.DeviceName', 'pump'],
    ]);
  });

  it('names the fields of a structure by itself', () => {
    expect(flatten({ Location: { City: 'Hangzhou', Floors: [1, 2] } })).toEqual([
      ['Location.City', 'Hangzhou'],
      ['Location.Floors.1', '1'],
      ['Location.Floors.2', '2'],
    ]);
  });

  it('writes booleans and numbers as words and digits', () => {
    expect(flatten({ NeedPush: true, NeedConfirm: false, StartTime: 1_700_000_000_000 })).toEqual([
      ['NeedPush', 'true'],
      ['NeedConfirm', 'false'],
      ['StartTime', '1700000000000'],
    ]);
  });

  it('leaves out what is undefined, and keeps what is empty', () => {
    expect(flatten({ IotId: undefined, Device: [], Nickname: '' })).toEqual([['Nickname', '']]);
  });

  it('gives every value of a request once', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean());
    const field = fc.oneof(
      value,
      fc.array(value),
      fc.array(fc.dictionary(fc.stringMatching(/^[A-Z]\w*$/), value)),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[A-Z]\w*$/), field), (request) => {
        const flat = flatten(request);
        expect(new Set(flat.map(([name]) => name)).size).toBe(flat.length);
        expect(flat.map(([, text]) => text)).toEqual(valuesIn(request).map(String));
      }),
    );
  });
});

function valuesIn(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(valuesIn) : [value];
}
