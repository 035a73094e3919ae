import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flatten } from '../../../shared/iot/parameters.ts';
import { UnencodableParameter } from '../../../shared/iot/signature.ts';

const wire = (request: object): string[] => flatten(request).map(({ text }) => text.slice(1));

describe('flatten', () => {
  it('numbers the entries of a list from 1', () => {
    expect(wire({ DeviceName: ['light', 'pump'] })).toEqual(['DeviceName.1=light', 'DeviceName.2=pump']);
  });

  it('names the fields of the structures in a list', () => {
    const request = {
      Device: [
        { DeviceName: 'light', ProductKey: 'a1B' },
        { DeviceName: 'pump', ProductKey: 'a1B' },
      ],
    };
    expect(wire(request)).toEqual([
      'Device.1.DeviceName=light',
      'Device.1.ProductKey=a1B',
      'Device.2.DeviceName=pump',
      'Device.2.ProductKey=a1B',
    ]);
  });

  it('names the fields of a structure by itself', () => {
    expect(wire({ Location: { City: 'Hangzhou', Floors: [1, 2] } })).toEqual([
      'Location.City=Hangzhou',
      'Location.Floors.1=1',
      'Location.Floors.2=2',
    ]);
  });

  it('writes booleans and numbers as words and digits', () => {
    expect(wire({ NeedConfirm: false, NeedPush: true, StartTime: 1_700_000_000_000 })).toEqual([
      'NeedConfirm=false',
      'NeedPush=true',
      'StartTime=1700000000000',
    ]);
  });

  it('leaves out what is undefined, and keeps what is empty', () => {
    expect(wire({ IotId: undefined, Device: [], Nickname: '' })).toEqual(['Nickname=']);
  });

  it('puts the parameters in the order that they are signed in', () => {
    const DeviceName = Array.from({ length: 30 }, (_, index) => `meter-${index}`);
    const names = flatten({ ProductKey: 'a1B', DeviceName, GroupId: 'W16X' }).map(({ name }) => name);
    expect(names).toEqual(names.toSorted());
    expect(names).toHaveLength(32);
  });

  it('names the parameter that is no valid Unicode text', () => {
    expect(() => flatten({ Tag: [{ TagKey: 'ok' }, { TagKey: '\uD83D' }] })).toThrow(UnencodableParameter);
    expect(() => flatten({ Tag: [{ TagKey: 'ok' }, { TagKey: '\uD83D' }] })).toThrow(
      /^Tag\.2\.TagKey holds half/,
    );
  });

  it('gives every value of a request once', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean());
    const name = fc.stringMatching(/^[A-Z]\w*$/);
    const field = fc.oneof(value, fc.array(value), fc.array(fc.dictionary(name, value)));
    fc.assert(
      fc.property(fc.dictionary(name, field), (request) => {
        const flat = flatten(request);
        expect(new Set(flat.map(({ name: flatName }) => flatName)).size).toBe(flat.length);
        const values = flat.map(({ text }) => decodeURIComponent(text.slice(text.indexOf('=') + 1)));
        expect(values.sort()).toEqual(valuesIn(request).map(String).sort());
      }),
    );
  });
});

function valuesIn(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(valuesIn) : [value];
}
