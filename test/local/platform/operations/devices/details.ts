import { describe, expect, test } from 'vitest';
import type { Effects } from '../../effects.ts';
import { listed, named, Served } from './fixture.ts';

export function keepDetails({ keeps }: Effects): void {
  describe('what is known of devices', () => {
    const served = Served.forTests();
    const detailOf = async (IotId: string) => (await served.must('QueryDeviceDetail', { IotId })).Data;

    keeps(
      'the basic information is the identity and the alias',
      { QueryDeviceInfo: ['Read-only', "Returns the device's IotId"] },
      async () => {
        const { iotId: IotId, deviceSecret: DeviceSecret } = await served.register({
          DeviceName: 'known',
          Nickname: 'street_light',
        });
        expect((await served.must('QueryDeviceInfo', { IotId })).Data).toEqual({
          IotId,
          ProductKey: served.ProductKey,
          DeviceName: 'known',
          DeviceSecret,
          Nickname: 'street_light',
        });
      },
    );

    keeps(
      'the details are those of the device, each time both in UTC and in the time of the region',
      {
        QueryDeviceDetail: [
          'Read-only',
          'Owner tells',
          'Region is the region',
          'Creation, activation and last-online',
        ],
        BatchQueryDeviceDetail: 'In the sample',
      },
      async () => {
        const { clock, product, ProductKey } = served;
        clock.advance(Date.UTC(2030, 5, 1, 20, 30, 1, 5) - clock.now());
        const device = await served.register();
        const identity = {
          IotId: device.iotId,
          ...named(device),
          DeviceSecret: device.deviceSecret,
          ProductName: product.productName,
          NodeType: 0,
          Region: 'cn-shanghai',
        };
        const created = { GmtCreate: '2030-06-02 04:30:01', UtcCreate: '2030-06-01T20:30:01.005Z' };
        expect(await detailOf(device.iotId)).toEqual({
          ...identity,
          ...created,
          Owner: true,
          Status: 'UNACTIVE',
        });
        clock.advance(1_000);
        const line = served.line(device).connect();
        line.disconnect();
        clock.advance(1_000);
        line.connect();
        const activated = { GmtActive: '2030-06-02 04:30:02', UtcActive: '2030-06-01T20:30:02.005Z' };
        expect(await detailOf(device.iotId)).toEqual({
          ...identity,
          ...created,
          ...activated,
          Owner: true,
          Status: 'ONLINE',
          IpAddress: '192.0.2.1',
          GmtOnline: '2030-06-02 04:30:03',
          UtcOnline: '2030-06-01T20:30:03.005Z',
        });
        const batch = { ProductKey, ...listed('DeviceName', [device.deviceName]) };
        expect((await served.must('BatchQueryDeviceDetail', batch)).Data.Data).toEqual([
          { ...identity, ...created, ...activated, Status: 'ONLINE' },
        ]);
      },
    );

    keeps(
      'the firmware version is that of the default module; all of them are listed by module',
      {
        QueryDeviceDetail: 'FirmwareVersion is',
        ListOTAModuleVersionsByDevice: ['Read-only', 'Each entry gives', 'Total counts'],
      },
      async () => {
        const light = await served.connect();
        const { iotId: IotId } = light.device;
        const report = (version: string, module?: string) =>
          light.send(`/ota/device/inform${light.path}`, { id: '1', params: { version, module } });
        report('2.0', 'barcodeScanner');
        expect((await detailOf(IotId)).FirmwareVersion).toBeUndefined();
        report('1.0');
        report('1.1');
        expect((await detailOf(IotId)).FirmwareVersion).toBe('1.1');
        const list = (CurrentPage: number, PageSize: number) =>
          served.must('ListOTAModuleVersionsByDevice', { IotId, CurrentPage, PageSize });
        const entry = (ModuleName: string, ModuleVersion: string) => ({
          IotId,
          ...named(light.device),
          ModuleName,
          ModuleVersion,
        });
        expect(await list(2, 1)).toMatchObject({
          Data: { SimpleOTAModuleInfo: [entry('default', '1.1')] },
          CurrentPage: 2,
          PageSize: 1,
          PageCount: 2,
          Total: 2,
        });
        expect((await list(1, 200)).Data.SimpleOTAModuleInfo).toEqual([
          entry('barcodeScanner', '2.0'),
          entry('default', '1.1'),
        ]);
        for (const page of [
          { CurrentPage: 0, PageSize: 1 },
          { CurrentPage: 1, PageSize: 0 },
          { CurrentPage: 1, PageSize: 201 },
        ]) {
          const code = await served.refusal('ListOTAModuleVersionsByDevice', { IotId, ...page });
          expect(code).toBe('iot.common.InvalidPageParams');
        }
      },
    );

    keeps(
      'the details of several devices of a product are read at once, and unknown names skipped',
      {
        BatchQueryDeviceDetail: ['Read-only', 'All named devices', 'Names that do not exist'],
      },
      async () => {
        const { ProductKey } = served;
        const [one, other] = [await served.register(), await served.register({ Nickname: 'second' })];
        const foreign = await served.register({ ProductKey: served.newProduct().productKey });
        const names = [other.deviceName, 'none', foreign.deviceName, one.deviceName];
        const { Data } = await served.must('BatchQueryDeviceDetail', {
          ProductKey,
          ...listed('DeviceName', names),
        });
        expect(Data.Data).toHaveLength(2);
        expect(Data.Data[0]).toMatchObject({ ...named(other), Nickname: 'second' });
        expect(Data.Data[1]).not.toHaveProperty('Nickname');
      },
    );

    test.each([
      [{}, 'iot.device.NoneDeviceNameElement'],
      [{ 'DeviceName.1': 'no name' }, 'iot.device.InvalidFormattedDeviceName'],
      [{ 'DeviceName.1': 'none', ProductKey: undefined }, 'iot.prod.NullProductKey'],
      [{ 'DeviceName.1': 'none', ProductKey: 'a1none' }, 'iot.prod.NotExistedProduct'],
      [
        listed(
          'DeviceName',
          Array.from({ length: 101 }, () => 'none'),
        ),
        'iot.device.DeviceCountExceeded',
      ],
    ])('BatchQueryDeviceDetail with case %# answers %2$s', async (parameters, code) => {
      const all = { ProductKey: served.ProductKey, ...parameters };
      expect(await served.refusal('BatchQueryDeviceDetail', all)).toBe(code);
    });

    keeps(
      'aliases of devices of several products are set and deleted in one call',
      {
        BatchUpdateDeviceNickname: [
          'Sets a new alias',
          'An entry without',
          'The devices of one call',
          'Each device is named',
          'When an entry gives both',
        ],
      },
      async () => {
        const one = await served.register({ Nickname: 'first_alias' });
        const other = await served.register({ ProductKey: served.newProduct().productKey });
        const third = await served.register({ Nickname: 'third_alias' });
        served.clock.advance(1_000);
        await served.must(
          'BatchUpdateDeviceNickname',
          listed('DeviceNicknameInfo', [
            { ...named(one) },
            { ...named(other), Nickname: '中文别名' },
            { IotId: third.iotId, ...named(one), Nickname: 'changed' },
          ]),
        );
        expect([one.nickname, other.nickname, third.nickname]).toEqual([undefined, '中文别名', 'changed']);
        expect(third.modifiedAt).toBe(served.clock.now());
      },
    );

    test.each([
      [{ Nickname: 'abc' }, 'iot.device.InvalidDeviceNickNameExisted'],
      [{ Nickname: 'no good' }, 'iot.device.InvalidDeviceNickNameExisted'],
      [{ Nickname: '中'.repeat(17) }, 'iot.device.InvalidDeviceNickNameExisted'],
      [{ ProductKey: undefined, DeviceName: undefined }, 'iot.prod.NullProductKey'],
      [{ DeviceName: undefined }, 'iot.device.NullDeviceName'],
      [{ DeviceName: 'none' }, 'iot.device.NotExistedDevice'],
      [{ IotId: 'no id' }, 'iot.device.InvalidIoTId'],
    ])('one bad alias fails them all: %j answers %s', async (parameters, code) => {
      const good = await served.register();
      const bad = { ...named(await served.register()), Nickname: 'good_alias', ...parameters };
      const entries = [{ ...named(good), Nickname: 'good_alias' }, bad];
      expect(await served.refusal('BatchUpdateDeviceNickname', listed('DeviceNicknameInfo', entries))).toBe(
        code,
      );
      expect(good.nickname).toBeUndefined();
    });
  });
}
