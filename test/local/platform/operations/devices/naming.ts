import { describe, expect, test } from 'vitest';
import type { Effects } from '../../effects.ts';
import { named, Served } from './fixture.ts';

/** Operations that take a device by IotId, or by ProductKey and DeviceName, and what else they need to succeed. */
const operations: Readonly<
  Record<string, { readonly sentence?: string; readonly more?: Record<string, string> }>
> = {
  DisableThing: { sentence: 'When IotId' },
  EnableThing: { sentence: 'When IotId' },
  GetDeviceStatus: { sentence: 'When IotId' },
  QueryDeviceDetail: { sentence: 'When IotId' },
  QueryDeviceInfo: { sentence: 'When IotId' },
  ResetThing: { sentence: 'When IotId' },
  QueryDeviceProp: { sentence: 'The device is identified' },
  SaveDeviceProp: { sentence: 'The device is identified', more: { Props: '{"a":"b"}' } },
  DeleteDeviceProp: { sentence: 'The device is identified', more: { PropKey: 'a' } },
  ListOTAModuleVersionsByDevice: {
    sentence: 'The device is identified',
    more: { CurrentPage: '1', PageSize: '10' },
  },
  QueryDeviceFileList: { sentence: 'The device is identified' },
  GetThingTopo: { sentence: 'The gateway is identified', more: { PageSize: '10' } },
  DeleteDevice: { sentence: 'When IotId' },
};

export function keepNaming({ keeps }: Effects): void {
  describe('naming a device', () => {
    const served = Served.forTests();

    keeps(
      'a device is named by IotId, or by ProductKey and DeviceName; IotId decides when both are given',
      {
        ...Object.fromEntries(
          Object.entries(operations).flatMap(([operation, { sentence }]) =>
            sentence ? [[operation, sentence]] : [],
          ),
        ),
        RegisterDevice: ['The new device can also', 'Where a later operation'],
      },
      async () => {
        for (const [operation, { more }] of Object.entries(operations)) {
          const [one, other] = [await served.register(), await served.register()];
          await served.must(operation, { ...more, ...named(other) });
          await served.must(operation, {
            ...more,
            IotId: one.iotId,
            ProductKey: 'a1none',
            DeviceName: 'none',
          });
          const unknown = { ...more, IotId: 'unknown', ...named(one) };
          expect([operation, await served.refusal(operation, unknown)]).toEqual([
            operation,
            'iot.device.NotExistedDevice',
          ]);
        }
      },
    );

    test.each(Object.entries(operations))(
      '%s says what is wrong with the name',
      async (operation, { more }) => {
        const { ProductKey } = served;
        const cases: readonly [Record<string, string>, string][] = [
          [{}, 'iot.prod.NullProductKey'],
          [{ DeviceName: 'light' }, 'iot.prod.NullProductKey'],
          [{ ProductKey }, 'iot.device.NullDeviceName'],
          [{ IotId: 'no id' }, 'iot.device.InvalidIoTId'],
          [{ ProductKey: 'a1 $', DeviceName: 'light' }, 'iot.prod.InvalidFormattedProductkey'],
          [{ ProductKey: 'a1none', DeviceName: 'light' }, 'iot.prod.NotExistedProduct'],
          [{ ProductKey, DeviceName: 'no name' }, 'iot.device.InvalidFormattedDeviceName'],
          [{ ProductKey, DeviceName: 'none' }, 'iot.device.NotExistedDevice'],
        ];
        for (const [parameters, code] of cases) {
          expect([parameters, await served.refusal(operation, { ...more, ...parameters })]).toEqual([
            parameters,
            code,
          ]);
        }
      },
    );
  });
}
