import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../../../local/platform/refusal.ts';
import type { Effects } from '../../effects.ts';
import { listed, named, Served } from './fixture.ts';

export function keepStates({ keeps }: Effects): void {
  describe('the states of devices', () => {
    const served = Served.forTests();
    const statusOf = async (IotId: string) => (await served.must('GetDeviceStatus', { IotId })).Data;

    keeps(
      'the status comes with the time at which it changed',
      { GetDeviceStatus: ['Read-only', 'Returns the current status'] },
      async () => {
        const device = await served.register();
        const { clock } = served;
        const line = served.line(device);
        const seen: unknown[] = [await statusOf(device.iotId)];
        const expected = [{ Status: 'UNACTIVE', Timestamp: clock.now() }];
        const step = async (Status: string, change: () => unknown) => {
          clock.advance(1_000);
          await change();
          seen.push(await statusOf(device.iotId));
          expected.push({ Status, Timestamp: clock.now() });
        };
        await step('ONLINE', () => line.connect());
        await step('OFFLINE', () => line.disconnect());
        await step('DISABLE', () => served.must('DisableThing', { IotId: device.iotId }));
        await step('OFFLINE', () => served.must('EnableThing', { IotId: device.iotId }));
        expect(seen).toEqual(expected);
      },
    );

    keeps(
      'a disabled device cannot connect until it is enabled, and is kept',
      {
        DisableThing: [
          'A disabled device cannot',
          'The information about',
          'EnableThing lets',
          'The English text says',
        ],
        EnableThing: 'Applies to a device',
      },
      async () => {
        const light = await served.connect();
        const { iotId: IotId } = light.device;
        const disabled = await served.sentBy(() => served.must('DisableThing', { IotId }));
        expect(light.dropped).toBe('The device was disabled.');
        expect(disabled.map(({ body }) => body.status ?? body.action)).toEqual(['offline', 'disable']);
        expect(disabled[1]).toMatchObject({
          flag: 'DeviceLifeCycleFlag',
          body: { action: 'disable', iotId: IotId, messageCreateTime: served.clock.now() },
        });
        expect(() => light.connect()).toThrow(Refusal);
        expect((await served.must('QueryDeviceDetail', { IotId })).Data).toMatchObject({
          ...named(light.device),
          Status: 'DISABLE',
        });
        await served.must('SaveDeviceProp', { IotId, Props: '{"why":"broken"}' });
        const enabled = await served.sentBy(() => served.must('EnableThing', { IotId }));
        expect(enabled.map(({ body }) => body.action)).toEqual(['enable']);
        light.connect();
        expect((await statusOf(IotId)).Status).toBe('ONLINE');
      },
    );

    test('disabling and enabling again change nothing and tell nobody', async () => {
      const { iotId: IotId } = await served.register();
      const sent = await served.sentBy(async () => {
        for (const operation of [
          'EnableThing',
          'DisableThing',
          'DisableThing',
          'EnableThing',
          'EnableThing',
        ]) {
          await served.must(operation, { IotId });
        }
      });
      expect(sent.map(({ body }) => body.action)).toEqual(['disable', 'enable']);
    });

    keeps(
      'the states of several devices are read at once',
      {
        BatchGetDeviceState: [
          'Read-only',
          'The devices are named either',
          'When IotId',
          'The queried devices',
          'Each entry carries',
          'DeviceId is no longer',
        ],
      },
      async () => {
        const { device: online } = await served.connect();
        const unknown = await served.register();
        const entries = [
          {
            AsAddress: '192.0.2.1',
            DeviceId: online.iotId.slice(0, 20),
            DeviceName: online.deviceName,
            IotId: online.iotId,
            LastOnlineTime: new Date(served.clock.now() + 8 * 3_600_000)
              .toISOString()
              .slice(0, 19)
              .replace('T', ' '),
            Status: 'ONLINE',
          },
          {
            DeviceId: unknown.iotId.slice(0, 20),
            DeviceName: unknown.deviceName,
            IotId: unknown.iotId,
            Status: 'UNACTIVE',
          },
        ];
        const states = async (parameters: Record<string, string | number | boolean | undefined>) =>
          (await served.must('BatchGetDeviceState', parameters)).DeviceStatusList.DeviceStatus;
        const iotIds = listed('IotId', [online.iotId, 'none', unknown.iotId]);
        expect(await states(iotIds)).toEqual(entries);
        const { ProductKey } = served;
        const names = listed('DeviceName', [online.deviceName, 'none', unknown.deviceName]);
        expect(await states({ ProductKey, ...names })).toEqual(entries);
        const both = { ProductKey, ...listed('DeviceName', [unknown.deviceName]) };
        expect(await states({ ...both, ...listed('IotId', [online.iotId]) })).toEqual([entries[0]]);
      },
    );

    const names = (count: number) =>
      listed(
        'DeviceName',
        Array.from({ length: count }, (_, index) => `none-${index}`),
      );

    test.each([
      [{}, 'iot.prod.NullProductKey'],
      [{ ProductKey: 'own' }, 'iot.device.NoneDeviceNameElement'],
      [{ ProductKey: 'own', ...names(51) }, 'iot.device.DeviceCountExceeded'],
      [{ ProductKey: 'own', ...names(50) }, 'iot.device.NotExistedDevice'],
      [{ ProductKey: 'own', 'DeviceName.1': 'no name' }, 'iot.device.InvalidFormattedDeviceName'],
      [{ ProductKey: 'a1 $', ...names(1) }, 'iot.prod.InvalidFormattedProductkey'],
      [{ ProductKey: 'a1none', ...names(1) }, 'iot.prod.NotExistedProduct'],
      [{ 'IotId.1': 'no id' }, 'iot.device.InvalidIoTId'],
      [{ 'IotId.1': 'none' }, 'iot.device.NotExistedDevice'],
    ])('BatchGetDeviceState with case %# answers %2$s', async (parameters: Record<string, unknown>, code) => {
      const ProductKey = parameters['ProductKey'] === 'own' ? served.ProductKey : parameters['ProductKey'];
      const all = { ...parameters, ProductKey } as Record<string, string | undefined>;
      expect(await served.refusal('BatchGetDeviceState', all)).toBe(code);
    });
  });
}
