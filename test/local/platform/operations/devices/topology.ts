import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Device } from '../../../../../local/platform/state/device.ts';
import type { Effects } from '../../effects.ts';
import { listed, named, Served } from './fixture.ts';

/** Signs as the guide's section 4.8.28 says. */
function signed(device: Device, { SignMethod = 'hmacMd5', ...others }: Record<string, string> = {}) {
  const { ProductKey, DeviceName } = named(device);
  const content: Record<string, string> = { deviceName: DeviceName, productKey: ProductKey };
  if (others['ClientId'] !== undefined) content['clientId'] = others['ClientId'];
  if (others['Timestamp'] !== undefined) content['timestamp'] = others['Timestamp'];
  const text = Object.keys(content)
    .sort()
    .map((name) => name + content[name])
    .join('');
  const algorithm = { hmacmd5: 'md5', hmacsha1: 'sha1' }[SignMethod.toLowerCase()] ?? 'sha256';
  const Sign = createHmac(algorithm, device.deviceSecret).update(text).digest('hex');
  return { ProductKey, DeviceName, SignMethod, Sign, ...others };
}

export function keepTopology({ keeps }: Effects): void {
  describe('gateways and their sub-devices', () => {
    const served = Served.forTests();
    let gatewayProduct: string;

    const newGateway = async () => {
      gatewayProduct ??= served.newProduct({ nodeType: 1 }).productKey;
      return await served.connect({ ProductKey: gatewayProduct });
    };
    const gw = (device: Device) => ({
      GwProductKey: device.product.productKey,
      GwDeviceName: device.deviceName,
    });
    const attaching = (gateway: Device, items: readonly Record<string, string>[]) => ({
      ...gw(gateway),
      ...listed('TopoAddItem', items),
    });
    const attach = (gateway: Device, devices: readonly Device[]) =>
      served.must(
        'BatchAddThingTopo',
        attaching(
          gateway,
          devices.map((device) => signed(device)),
        ),
      );
    const subDevices = async (count: number) => {
      const devices: Device[] = [];
      for (let index = 0; index < count; index++) devices.push(await served.register());
      return devices;
    };
    const topologyOf = async (IotId: string, more: Record<string, string | number> = {}) =>
      (await served.must('GetThingTopo', { IotId, PageSize: 50, ...more })).Data;

    keeps(
      'up to ten signed sub-devices are attached, moved from their former gateway, and the gateway is told',
      {
        BatchAddThingTopo: [
          'Attaches up to 10',
          'A sub-device that is already',
          'After the call',
          'The reply carries',
        ],
        GetThingTopo: ['Read-only', 'Each entry gives'],
      },
      async () => {
        const [gateway, former] = [await newGateway(), await newGateway()];
        const devices = await subDevices(10);
        await attach(former.device, devices.slice(0, 2));
        const sent = await served.sentBy(async () => {
          const answer = await attach(gateway.device, devices);
          expect(Object.keys(answer).sort()).toEqual(['Code', 'RequestId', 'Success']);
        });
        expect(sent.map(({ body }) => [body.gwDeviceName, body.action, body.devices.length])).toEqual([
          [former.device.deviceName, 'delete', 1],
          [former.device.deviceName, 'delete', 1],
          [gateway.device.deviceName, 'create', 10],
        ]);
        expect((await topologyOf(former.device.iotId)).Total).toBe(0);
        const { List } = await topologyOf(gateway.device.iotId);
        expect(List.deviceInfo).toEqual(devices.map((device) => ({ IotId: device.iotId, ...named(device) })));
        const told = gateway.delivered.at(-1);
        expect(told?.topic).toBe(`/sys${gateway.path}/thing/topo/change`);
        expect(told?.body).toMatchObject({ method: 'thing.topo.change', params: { status: 0 } });
        expect(told?.body.params.subList).toHaveLength(10);
        const [eleventh] = await subDevices(1);
        const items = [...devices, ...(eleventh ? [eleventh] : [])].map((device) => signed(device));
        expect(await served.refusal('BatchAddThingTopo', attaching(gateway.device, items))).toBe(
          'iot.device.TopoRelationCountExceeded',
        );
      },
    );

    keeps(
      'each sub-device is signed with its secret, over what is given, by any of the algorithms',
      {
        BatchAddThingTopo: [
          'Each sub-device must be signed',
          'content is built',
          'ClientId and Timestamp',
          'The names in content',
          'SignMethod is compared',
          'The example signs',
        ],
      },
      async () => {
        const { device: gateway } = await newGateway();
        const [device] = await subDevices(1);
        if (device === undefined) throw new Error('There is no device.');
        const ways = [
          { SignMethod: 'hmacMd5' },
          { SignMethod: 'HMACSHA1', ClientId: '868575026974305' },
          { SignMethod: 'hmacSha256', Timestamp: '1646277090411' },
          { SignMethod: 'Sha256', ClientId: 'a', Timestamp: '1' },
        ];
        for (const way of ways) {
          const item = signed(device, way);
          await served.must('BatchAddThingTopo', attaching(gateway, [item]));
          await served.must(
            'BatchAddThingTopo',
            attaching(gateway, [{ ...item, Sign: item.Sign.toUpperCase() }]),
          );
          for (const wrong of [
            { ...item, ClientId: 'x' },
            { ...item, Timestamp: '2' },
            { ...item, Sign: 'aa' },
          ]) {
            expect(await served.refusal('BatchAddThingTopo', attaching(gateway, [wrong]))).toBe(
              'iot.device.VerifyDeviceFailed',
            );
          }
        }
        // The guide's own example.
        const example = served.newProduct();
        Object.assign(example, { productKey: 'a1PB5fp1234' });
        served.platform.state.products.set('a1PB5fp1234', example);
        const printed = await served.register({ ProductKey: 'a1PB5fp1234', DeviceName: '868575026974305' });
        printed.deviceSecret = '1234';
        await served.must(
          'BatchAddThingTopo',
          attaching(gateway, [
            {
              ...named(printed),
              ClientId: '868575026974305',
              Timestamp: '1646277090411',
              SignMethod: 'hmacmd5',
              Sign: '3BA0DFA4C477B40C007D84D30D6466CC',
            },
          ]),
        );
      },
    );

    keeps(
      'when one sub-device cannot be attached, none is',
      { BatchAddThingTopo: 'All or nothing' },
      async () => {
        const { device: gateway } = await newGateway();
        const [good, bad] = await subDevices(2);
        if (good === undefined || bad === undefined) throw new Error('There is no device.');
        const one = signed(bad);
        const cases: readonly [Record<string, string>, string][] = [
          [{ ...one, Sign: 'wrong' }, 'iot.device.VerifyDeviceFailed'],
          [{ ...one, SignMethod: 'rot13' }, 'iot.common.InvalidFormattedParameter'],
          [{ ...one, DeviceName: 'none' }, 'iot.device.NotExistedDevice'],
          [{ ...one, DeviceName: 'no name' }, 'iot.device.InvalidFormattedDeviceName'],
          [{ ...one, ProductKey: 'a1none' }, 'iot.prod.NotExistedProduct'],
          [{ ...one, ProductKey: '' }, 'iot.prod.NullProductKey'],
          [{ ...one, DeviceName: '' }, 'iot.device.NullDeviceName'],
          [signed(gateway), 'iot.device.AddTopoRelationFailed'],
        ];
        for (const [item, code] of cases) {
          const call = attaching(gateway, [signed(good), item]);
          expect([item, await served.refusal('BatchAddThingTopo', call)]).toEqual([item, code]);
        }
        expect(await served.refusal('BatchAddThingTopo', attaching(bad, [signed(good)]))).toBe(
          'iot.device.AddTopoRelationFailed',
        );
        expect(await served.refusal('BatchAddThingTopo', gw(gateway))).toBe(
          'iot.device.NoneDeviceNameElement',
        );
        expect(good.gateway).toBeUndefined();
      },
    );

    keeps(
      'the sub-devices of a gateway come in pages, by number or by token',
      {
        GetThingTopo: ['Paging works', 'The first query', 'At most 10,000'],
      },
      async () => {
        const { device: gateway } = await newGateway();
        const devices = await subDevices(5);
        await attach(gateway, devices);
        const names = async (more: Record<string, string | number>) => {
          const data = await topologyOf(gateway.iotId, { PageSize: 2, ...more });
          expect(data).toMatchObject({ PageSize: 2, PageCount: 3, Total: 5 });
          return [
            data.List.deviceInfo.map((info: { DeviceName: string }) => info.DeviceName),
            data.NextToken,
          ];
        };
        const all = devices.map(({ deviceName }) => deviceName);
        expect((await names({ PageNo: 2 }))[0]).toEqual(all.slice(2, 4));
        const [first, token] = await names({});
        const [second, next] = await names({ NextToken: token });
        const [third, end] = await names({ NextToken: next });
        expect([...first, ...second, ...third]).toEqual(all);
        expect(end).toBe('');
        const refused = (more: Record<string, string | number>) =>
          served.refusal('GetThingTopo', { IotId: gateway.iotId, ...more });
        expect(await refused({ PageSize: 2, PageNo: 4 })).toBe('iot.common.InvalidPageParams');
        expect(await refused({ PageSize: 2, PageNo: 0 })).toBe('iot.common.InvalidPageParams');
        expect(await refused({ PageSize: 2, NextToken: 'made-up' })).toBe('iot.common.InvalidPageParams');
        for (const more of [{}, { PageSize: 0 }, { PageSize: 51 }]) {
          expect(await refused(more)).toBe('iot.device.QueryTopoRelationFailed');
        }
      },
    );

    keeps(
      'relationships are removed, all of a gateway or that of one sub-device',
      {
        RemoveThingTopo: [
          'If the device is a gateway',
          'If the device is a sub-device',
          'The device is identified',
          'Data is true',
          'JobId in the reply',
        ],
      },
      async () => {
        const { device: gateway } = await newGateway();
        const [one, other, third] = await subDevices(3);
        if (one === undefined || other === undefined || third === undefined) throw new Error('Too few.');
        await attach(gateway, [one, other, third]);
        const answer = await served.must('RemoveThingTopo', { IotId: one.iotId, ...named(other) });
        expect(answer).toMatchObject({ Data: true, JobId: expect.stringMatching(/^\w+$/) });
        expect([one.gateway, other.gateway]).toEqual([undefined, gateway]);
        await served.must('RemoveThingTopo', named(gateway));
        expect([other.gateway, third.gateway, gateway.subDevices]).toEqual([undefined, undefined, undefined]);
        for (const device of [gateway, one]) {
          const code = await served.refusal('RemoveThingTopo', { IotId: device.iotId });
          expect(code).toBe('iot.device.RemoveTopoRelationFailed');
        }
      },
    );

    keeps(
      'a gateway is asked to add sub-devices, which by itself adds none',
      {
        NotifyAddThingTopo: [
          'Sends the gateway',
          'Success means only',
          'Data.MessageId',
          'The gateway is identified',
          'Each sub-device',
        ],
      },
      async () => {
        const gateway = await newGateway();
        const [one, other] = await subDevices(2);
        if (one === undefined || other === undefined) throw new Error('Too few.');
        const DeviceListStr = JSON.stringify([
          { productKey: one.product.productKey, deviceName: one.deviceName },
          { IotId: other.iotId },
        ]);
        const ask = (more: Record<string, string | undefined>) =>
          served.must('NotifyAddThingTopo', { DeviceListStr, ...more });
        const { Data } = await ask({
          GwIotId: gateway.device.iotId,
          GwProductKey: 'a1none',
          GwDeviceName: 'none',
        });
        expect(gateway.delivered).toHaveLength(1);
        expect(gateway.delivered[0]?.topic).toBe(`/sys${gateway.path}/thing/topo/add/notify`);
        expect(gateway.delivered[0]?.body).toEqual({
          id: Data.MessageId,
          version: '1.0',
          method: 'thing.topo.add.notify',
          params: [one, other].map(({ product, deviceName }) => ({
            productKey: product.productKey,
            deviceName,
          })),
        });
        expect(gateway.device.subDevices).toBeUndefined();
        gateway.disconnect();
        await ask(gw(gateway.device));
      },
    );

    test.each([
      [{ DeviceListStr: undefined }, 'iot.device.NoneDeviceNameElement'],
      [{ DeviceListStr: '[]' }, 'iot.device.NoneDeviceNameElement'],
      [{ DeviceListStr: '{' }, 'iot.common.InvalidFormattedParameter'],
      [{ DeviceListStr: '[{"productKey":"a"}]' }, 'iot.common.InvalidFormattedParameter'],
      [{ DeviceListStr: '[{"IotId":"none"}]' }, 'iot.device.NotExistedDevice'],
      [{ GwIotId: undefined }, 'iot.prod.NullProductKey'],
      [{ GwIotId: 'no id' }, 'iot.device.InvalidIoTId'],
      [{ GwIotId: 'none' }, 'iot.device.NotExistedDevice'],
    ])('NotifyAddThingTopo with %j answers %s', async (parameters, code) => {
      const { device: gateway } = await newGateway();
      const [one] = await subDevices(1);
      const usual = { GwIotId: gateway.iotId, DeviceListStr: JSON.stringify([{ IotId: one?.iotId }]) };
      expect(await served.refusal('NotifyAddThingTopo', { ...usual, ...parameters })).toBe(code);
    });

    keeps(
      'the gateway of a sub-device is found, with its details',
      {
        GetGatewayBySubDevice: [
          'Read-only',
          'The sub-device is identified',
          "The reply gives the gateway's",
          'Each time comes twice',
          'The local time',
          'The region is the one',
          'NodeType 1',
        ],
      },
      async () => {
        const gateway = await newGateway();
        const [device] = await subDevices(1);
        if (device === undefined) throw new Error('There is no device.');
        gateway.send(`/ota/device/inform${gateway.path}`, { id: '1', params: { version: 'V1.0.1' } });
        await attach(gateway.device, [device]);
        const { device: gw } = gateway;
        const utc = new Date(served.clock.now()).toISOString();
        const gmt = new Date(served.clock.now() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
        const { Data } = await served.must('GetGatewayBySubDevice', {
          IotId: device.iotId,
          DeviceName: 'none',
          ProductKey: 'a1none',
        });
        expect(Data).toEqual({
          iotId: gw.iotId,
          ...named(gw),
          DeviceSecret: gw.deviceSecret,
          ProductName: gw.product.productName,
          FirmwareVersion: 'V1.0.1',
          NodeType: '1',
          Status: 'online',
          IpAddress: '192.0.2.1',
          region: 'cn-shanghai',
          GmtCreate: gmt,
          UtcCreate: utc,
          GmtActive: gmt,
          UtcActive: utc,
          GmtOnline: gmt,
          UtcOnline: utc,
        });
        expect((await served.must('GetGatewayBySubDevice', named(device))).Data.iotId).toBe(gw.iotId);
        const alone = await served.refusal('GetGatewayBySubDevice', { IotId: gw.iotId });
        expect(alone).toBe('iot.device.QueryTopoRelationFailed');
      },
    );
  });
}
