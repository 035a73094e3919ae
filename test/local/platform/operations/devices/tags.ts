import { describe, expect, test } from 'vitest';
import type { Effects } from '../../effects.ts';
import { Served } from './fixture.ts';

export function keepTags({ keeps }: Effects): void {
  describe('the tags of a device', () => {
    const served = Served.forTests();
    const save = (IotId: string, tags: object) =>
      served.must('SaveDeviceProp', { IotId, Props: JSON.stringify(tags) });
    const tagsOf = async (IotId: string) =>
      JSON.parse((await served.must('QueryDeviceProp', { IotId })).Props);

    keeps(
      'tags are added and changed, several at once, and the subscribers told of what changed',
      {
        SaveDeviceProp: ['Adds the given tags', 'Several tags', 'The reply carries'],
        QueryDeviceProp: ['Read-only', 'Props is an object'],
      },
      async () => {
        const { iotId } = await served.register();
        expect(await tagsOf(iotId)).toEqual({});
        const answer = await save(iotId, { color: 'red', shape: 'round' });
        expect(Object.keys(answer).sort()).toEqual(['Code', 'RequestId', 'Success']);
        const [message, ...others] = await served.sentBy(() =>
          save(iotId, { color: 'blue', shape: 'round', size: 3 }),
        );
        expect(await tagsOf(iotId)).toEqual({ color: 'blue', shape: 'round', size: '3' });
        expect(others).toEqual([]);
        expect(message).toMatchObject({
          flag: 'DeviceTagFlag',
          body: {
            iotId,
            value: [
              { attrKey: 'color', attrValue: 'blue' },
              { attrKey: 'size', attrValue: '3' },
            ],
            messageCreateTime: served.clock.now(),
          },
        });
        expect(await served.sentBy(() => save(iotId, { color: 'blue' }))).toEqual([]);
      },
    );

    keeps(
      'one tag is deleted by its key, and an absent one is no error',
      {
        DeleteDeviceProp: ['Looks for', 'If the device has no tag', 'One call deletes', 'The reply carries'],
      },
      async () => {
        const { iotId: IotId } = await served.register();
        await save(IotId, { color: 'red', shape: 'round' });
        const answer = await served.must('DeleteDeviceProp', { IotId, PropKey: 'color' });
        expect(Object.keys(answer).sort()).toEqual(['Code', 'RequestId', 'Success']);
        expect(await tagsOf(IotId)).toEqual({ shape: 'round' });
        await served.must('DeleteDeviceProp', { IotId, PropKey: 'color' });
        expect(await tagsOf(IotId)).toEqual({ shape: 'round' });
        expect(await served.refusal('DeleteDeviceProp', { IotId })).toBe('iot.device.NullDevicePropertyKey');
      },
    );

    keeps(
      'a device has 100 tags at most, a call sets 100 at most, in 5 KB',
      { SaveDeviceProp: ['The Props value', 'A device can have', 'One call can add'] },
      async () => {
        const { iotId: IotId } = await served.register();
        const tags = (count: number, prefix = 'k') =>
          JSON.stringify(
            Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, 'v'])),
          );
        const refused = (Props: string | undefined) => served.refusal('SaveDeviceProp', { IotId, Props });
        expect(await refused(tags(101))).toBe('iot.device.TooManyDevicePropertiesPerTime');
        expect(await tagsOf(IotId)).toEqual({});
        await served.must('SaveDeviceProp', { IotId, Props: tags(99) });
        expect(await refused(tags(2, 'more'))).toBe('iot.device.SaveOrUpdateDevicePropertiesFailed');
        await served.must('SaveDeviceProp', { IotId, Props: tags(1, 'more') });
        await served.must('SaveDeviceProp', { IotId, Props: tags(99) });
        const long = (bytes: number) => JSON.stringify({ k0: '中'.repeat((bytes - 9) / 3) });
        expect(Buffer.byteLength(long(5_121))).toBe(5_121);
        expect(await refused(long(5_121))).toBe('iot.device.LongDevicePropertiesString');
        await served.must('SaveDeviceProp', { IotId, Props: long(5_118) });
      },
    );

    test.each([
      [undefined, 'iot.device.NullDevicePropertiesString'],
      ['red', 'iot.device.InvalidFormattedDevicePropertiesString'],
      ['["red"]', 'iot.device.InvalidFormattedDevicePropertiesString'],
      ['{"color":{"r":1}}', 'iot.device.InvalidFormattedDevicePropertiesString'],
      ['{"color":null}', 'iot.device.InvalidFormattedDevicePropertiesString'],
      ['{}', 'iot.device.NoneDeviceProperties'],
      ['{"":"red"}', 'iot.device.InvalidFormattedDevicePropertyKey'],
    ])('Props %s answers %s', async (Props, code) => {
      const { iotId: IotId } = await served.register();
      expect(await served.refusal('SaveDeviceProp', { IotId, Props })).toBe(code);
    });
  });
}
