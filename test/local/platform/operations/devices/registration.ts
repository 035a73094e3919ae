import { describe, expect, test } from 'vitest';
import {
  issueClientId,
  registerDynamically,
} from '../../../../../local/platform/device/dynamic-registration.ts';
import { Refusal } from '../../../../../local/platform/refusal.ts';
import type { Effects } from '../../effects.ts';
import { named, Served } from './fixture.ts';

export function keepRegistration({ keeps }: Effects): void {
  describe('registering, deleting and resetting a device', () => {
    const served = Served.forTests();

    keeps(
      'a registered device gets its identity at once, and the subscribers get its secret',
      {
        RegisterDevice: [
          'A new device is added',
          'The platform issues an IotId',
          'The ProductKey comes',
          'If Nickname is left out',
          'A DeviceSecret is issued',
          'One call registers',
          'The response already',
        ],
      },
      async () => {
        const { ProductKey, platform } = served;
        let data: Record<string, string> = {};
        const [message, ...others] = await served.sentBy(async () => {
          ({ Data: data } = await served.must('RegisterDevice', { ProductKey, DeviceName: 'light' }));
        });
        expect(data).toEqual({
          ProductKey,
          DeviceName: 'light',
          Nickname: '',
          IotId: expect.stringMatching(/^[A-Za-z0-9]{20}000100$/),
          DeviceSecret: expect.stringMatching(/^[A-Za-z0-9]{32}$/),
        });
        const { Nickname: _, ...rest } = data;
        expect(await served.must('QueryDeviceInfo', { IotId: data['IotId'] })).toMatchObject({ Data: rest });
        const { Data } = await served.must('QueryDevice', { ProductKey });
        expect(Data.DeviceInfo).toHaveLength(1);
        expect(others).toEqual([]);
        expect(message).toMatchObject({
          flag: 'DeviceLifeCycleFlag',
          topic: `/${ProductKey}/light/thing/lifecycle`,
        });
        expect(message?.body).toEqual({
          action: 'create',
          iotId: data['IotId'],
          productKey: ProductKey,
          deviceName: 'light',
          deviceSecret: data['DeviceSecret'],
          messageCreateTime: platform.clock.now(),
        });
        const nicknamed = await served.register({ Nickname: '路灯_01' });
        expect(nicknamed.nickname).toBe('路灯_01');
      },
    );

    keeps(
      'a name that is left out is made at random',
      { RegisterDevice: 'If DeviceName is left out' },
      async () => {
        const [one, other] = [
          await served.register({ DeviceName: undefined }),
          await served.register({ DeviceName: undefined }),
        ];
        expect(one.deviceName).toMatch(/^[A-Za-z0-9]{20}$/);
        expect(other.deviceName).not.toBe(one.deviceName);
      },
    );

    keeps(
      'only a LoRaWAN device has a DevEui and a JoinEui, and it needs what its type asks for',
      { RegisterDevice: ['DevEui and JoinEui', 'A LoRaWAN device of type USERDEFINED'] },
      async () => {
        const { productKey } = served.newProduct({ netType: 'LORA' });
        const lora = (parameters: Record<string, string>) => ({
          ProductKey: productKey,
          DeviceName: served.newName(),
          ...parameters,
        });
        const user = { LoraNodeType: 'USERDEFINED', DevEui: 'd896e0', JoinEui: 'j1', AppKey: 'k1' };
        const { Data } = await served.must('RegisterDevice', lora(user));
        expect(Data).toMatchObject({ DevEui: 'd896e0', JoinEui: 'j1' });
        for (const missing of ['DevEui', 'JoinEui', 'AppKey']) {
          const { [missing]: _, ...rest } = user as Record<string, string>;
          expect(await served.refusal('RegisterDevice', lora(rest))).toBe('iot.device.CreateDeviceFailed');
        }
        const issued = { LoraNodeType: 'ALIYUNDEFINED', DevEui: 'd896e0' };
        expect(await served.refusal('RegisterDevice', lora(issued))).toBe('iot.device.CreateDeviceFailed');
        expect(await served.refusal('RegisterDevice', lora({}))).toBe('iot.device.CreateDeviceFailed');
      },
    );

    test.each([
      [{ ProductKey: undefined }, 'iot.prod.NullProductKey'],
      [{ ProductKey: 'a1 $' }, 'iot.prod.InvalidFormattedProductkey'],
      [{ ProductKey: 'a1none' }, 'iot.prod.NotExistedProduct'],
      [{ DeviceName: 'abc' }, 'iot.device.InvalidFormattedDeviceName'],
      [{ DeviceName: 'no name' }, 'iot.device.InvalidFormattedDeviceName'],
      [{ DeviceName: 'a'.repeat(33) }, 'iot.device.InvalidFormattedDeviceName'],
      [{ Nickname: 'no name' }, 'iot.common.InvalidFormattedParameter'],
      [{ LoraNodeType: 'OTHER' }, 'iot.common.InvalidFormattedParameter'],
    ])('RegisterDevice refuses %j with %s', async (parameters, code) => {
      const usual = { ProductKey: served.ProductKey, DeviceName: served.newName() };
      expect(await served.refusal('RegisterDevice', { ...usual, ...parameters })).toBe(code);
    });

    test('a name is given once in a product', async () => {
      const device = await served.register();
      expect(await served.refusal('RegisterDevice', named(device))).toBe(
        'iot.device.AlreadyExistedDeviceName',
      );
      await served.must('RegisterDevice', {
        ProductKey: served.newProduct().productKey,
        DeviceName: device.deviceName,
      });
    });

    keeps(
      'a deleted device is gone with all that was known of it, and its line ends',
      {
        DeleteDevice: [
          'The device is deleted',
          'All information',
          'No operation can be done',
          'The device must be named',
        ],
      },
      async () => {
        const light = await served.connect();
        const { device } = light;
        const { state } = served.platform;
        state.devices.setTag(device, 'room', 'boiler');
        const { Data } = await served.must('CreateDeviceGroup', { GroupName: 'of_deleted' });
        await served.must('BatchAddDeviceGroupRelations', {
          GroupId: Data.GroupId,
          'Device.1.ProductKey': served.ProductKey,
          'Device.1.DeviceName': device.deviceName,
        });
        const sent = await served.sentBy(() => served.must('DeleteDevice', { IotId: device.iotId }));
        expect(sent.map(({ body }) => body.status ?? body.action)).toEqual(['offline', 'delete']);
        expect(sent[1]?.body).not.toHaveProperty('deviceSecret');
        expect(light.dropped).toBe('The device was deleted.');
        expect(state.groups.get(Data.GroupId)?.devices.size).toBe(0);
        expect(state.devices.tag('room', 'boiler')).toBeUndefined();
        for (const operation of ['QueryDeviceDetail', 'GetDeviceStatus', 'DisableThing', 'DeleteDevice']) {
          expect(await served.refusal(operation, { IotId: device.iotId })).toBe(
            'iot.device.NotExistedDevice',
          );
          expect(await served.refusal(operation, named(device))).toBe('iot.device.NotExistedDevice');
        }
        expect(() => light.connect()).toThrow(Refusal);
        await served.must('RegisterDevice', named(device));
      },
    );

    keeps(
      'a reset device may fetch a new certificate, which an activated one may not',
      {
        ResetThing: [
          'The dynamic-registration',
          'It concerns devices',
          'Once such a device',
          'After the reset',
        ],
      },
      async () => {
        const { platform } = served;
        const device = await served.register();
        const secret = device.deviceSecret;
        expect(registerDynamically(device, platform)).toBe(secret);
        served.line(device).connect();
        expect(() => registerDynamically(device, platform)).toThrow(Refusal);
        await served.must('ResetThing', { IotId: device.iotId });
        const renewed = registerDynamically(device, platform);
        expect(renewed).not.toBe(secret);
        const { Data } = await served.must('QueryDeviceInfo', { IotId: device.iotId });
        expect(Data).toMatchObject({ ...named(device), DeviceSecret: renewed });
        expect(() => registerDynamically(device, platform)).toThrow(Refusal);
      },
    );

    keeps('a reset takes a device from its gateway', { ResetThing: "The device's current" }, async () => {
      const gateway = await served.register({ ProductKey: served.newProduct({ nodeType: 1 }).productKey });
      const device = await served.register();
      served.platform.state.devices.attach(gateway, device);
      await served.must('ResetThing', { IotId: device.iotId });
      expect(device.gateway).toBeUndefined();
      expect(gateway.subDevices).toBeUndefined();
    });
  });

  describe('the ClientIDs of a device', () => {
    const served = Served.forTests();
    const clientIdsOf = async (IotId: string): Promise<{ ClientId: string; CreateTime: number }[]> =>
      (await served.must('QueryClientIds', { IotId })).Data.DynamicRegClientIds;

    keeps(
      'a device has several, each with its time',
      {
        QueryClientIds: ['Read-only', 'It concerns devices', 'A device can have', 'The IotId to pass'],
      },
      async () => {
        const device = await served.register();
        const { Data } = await served.must('QueryDeviceInfo', named(device));
        expect(await clientIdsOf(Data.IotId)).toEqual([]);
        const first = issueClientId(device, served.platform);
        const at = served.clock.now();
        served.clock.advance(1_000);
        const second = issueClientId(device, served.platform);
        expect(await clientIdsOf(Data.IotId)).toEqual([
          { ClientId: first, CreateTime: at },
          { ClientId: second, CreateTime: at + 1_000 },
        ]);
      },
    );

    keeps(
      'one of them is made the only one that is valid',
      {
        TransformClientId: [
          'Makes the given ClientID',
          'Meant for a device',
          'It concerns devices',
          "The device's ClientIDs can",
          'A successful answer carries',
        ],
      },
      async () => {
        const device = await served.register();
        const { clientIds } = served.platform.state;
        issueClientId(device, served.platform);
        issueClientId(device, served.platform);
        const [first, second] = (await clientIdsOf(device.iotId)).map(({ ClientId }) => ClientId);
        const allowed = () => [first, second, 'other'].map((id) => clientIds.allows(device, id ?? ''));
        expect(allowed()).toEqual([true, true, false]);
        const answer = await served.must('TransformClientId', { IotId: device.iotId, ClientId: second });
        expect(answer.Code).toBe('Success');
        expect(allowed()).toEqual([false, true, false]);
        const unknown = { IotId: device.iotId, ClientId: 'other' };
        expect(await served.refusal('TransformClientId', unknown)).toBe(
          'iot.common.InvalidFormattedParameter',
        );
      },
    );

    keeps(
      'they are deleted all at once, for good, and the device gets new ones',
      {
        DeleteClientIds: [
          'Deletes every ClientID',
          'The deleted ClientIDs',
          'The device gets a new',
          'Meant for a device',
          'It concerns devices',
          'The number of ClientIDs',
          'A successful answer carries',
        ],
      },
      async () => {
        const device = await served.register();
        for (let count = 0; count < 5; count++) issueClientId(device, served.platform);
        expect(() => issueClientId(device, served.platform)).toThrow(Refusal);
        const [old] = await clientIdsOf(device.iotId);
        const answer = await served.must('DeleteClientIds', { IotId: device.iotId });
        expect(answer.Code).toBe('Success');
        expect(await clientIdsOf(device.iotId)).toEqual([]);
        expect(served.platform.state.clientIds.allows(device, old?.ClientId ?? '')).toBe(false);
        issueClientId(device, served.platform);
        expect(await clientIdsOf(device.iotId)).toHaveLength(1);
      },
    );

    test.each(['QueryClientIds', 'DeleteClientIds', 'TransformClientId'])(
      '%s says what is wrong with the IotId',
      async (operation) => {
        const ClientId = 'id';
        expect(await served.refusal(operation, { ClientId })).toBe('iot.device.InvalidIoTId');
        expect(await served.refusal(operation, { ClientId, IotId: 'no id' })).toBe('iot.device.InvalidIoTId');
        expect(await served.refusal(operation, { ClientId, IotId: 'none' })).toBe(
          'iot.device.NotExistedDevice',
        );
      },
    );
  });
}
