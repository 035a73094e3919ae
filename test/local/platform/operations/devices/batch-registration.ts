import { describe, expect, test } from 'vitest';
import type { Effects } from '../../effects.ts';
import { listed, Served } from './fixture.ts';

export function keepBatchRegistration({ keeps }: Effects): void {
  describe('registering many devices at once', () => {
    const served = Served.forTests();

    const check = async (names: readonly string[], ProductKey = served.ProductKey): Promise<number> =>
      (await served.must('BatchCheckDeviceNames', { ProductKey, ...listed('DeviceName', names) })).Data
        .ApplyId;
    const statusOf = async (ApplyId: number, ProductKey = served.ProductKey) =>
      (await served.must('QueryBatchRegisterDeviceStatus', { ApplyId, ProductKey })).Data;
    const status = (Status: string, valid: readonly string[] = [], invalid: readonly string[] = []) => ({
      Status,
      ValidList: { Name: valid },
      InvalidList: { Name: invalid },
    });
    const later = () => served.clock.advance(60_000);

    keeps(
      'names are checked, then the devices are made, and both take their time',
      {
        BatchCheckDeviceNames: [
          'First step',
          'A successful answer',
          'The result of the name check',
          'The ApplyId is then',
        ],
        BatchRegisterDeviceWithApplyId: [
          'Registers several devices',
          'It comes after',
          'A successful answer',
          'The registration result',
          'The details of',
          'The ApplyId in the response',
        ],
        QueryBatchRegisterDeviceStatus: [
          'Read-only',
          'ApplyId is the application ID',
          'It also answers',
          'Data.Status tells',
          'In CHECK_SUCCESS',
        ],
        QueryPageByApplyId: [
          'Read-only',
          'ApplyId is the application ID',
          'Each entry',
          'DeviceId is no longer',
        ],
      },
      async () => {
        const { ProductKey } = served;
        const names = ['street-1', 'street-2'];
        const ApplyId = await check(names);
        expect(await statusOf(ApplyId)).toEqual(status('CHECK'));
        const early = await served.refusal('BatchRegisterDeviceWithApplyId', { ApplyId, ProductKey });
        expect(early).toBe('iot.device.CreateDeviceTaskIsRunning');
        later();
        expect(await statusOf(ApplyId)).toEqual(status('CHECK_SUCCESS', names));
        expect(served.product.devices.has('street-1')).toBe(false);
        const { Data } = await served.must('BatchRegisterDeviceWithApplyId', { ApplyId, ProductKey });
        expect(Data).toEqual({ ApplyId });
        expect(await statusOf(ApplyId)).toEqual(status('CREATE'));
        const again = () => served.refusal('BatchRegisterDeviceWithApplyId', { ApplyId, ProductKey });
        expect(await again()).toBe('iot.device.CreateDeviceTaskIsRunning');
        const sent = await served.sentBy(async () => later());
        expect(sent.map(({ body }) => `${body.action} ${body.deviceName}`)).toEqual([
          'create street-1',
          'create street-2',
        ]);
        expect(await statusOf(ApplyId)).toEqual(status('CREATE_SUCCESS', names));
        expect(await again()).toBe('iot.device.IncorrentDeviceApplyInfo');
        const page = await served.must('QueryPageByApplyId', { ApplyId });
        const devices = names.map((name) => served.product.devices.get(name));
        expect(page.ApplyDeviceList.ApplyDeviceInfo).toEqual(
          devices.map((device) => ({
            DeviceId: device?.iotId.slice(0, 20),
            DeviceName: device?.deviceName,
            DeviceSecret: device?.deviceSecret,
            IotId: device?.iotId,
          })),
        );
      },
    );

    keeps(
      'a list with aliases is preferred to one without',
      { BatchCheckDeviceNames: 'When DeviceName and DeviceNameList' },
      async () => {
        const { ProductKey } = served;
        const { Data } = await served.must('BatchCheckDeviceNames', {
          ProductKey,
          ...listed('DeviceName', ['unused']),
          ...listed('DeviceNameList', [
            { DeviceName: 'with-alias', DeviceNickname: 'alias_1' },
            { DeviceName: 'without-alias' },
          ]),
        });
        later();
        await served.must('BatchRegisterDeviceWithApplyId', { ApplyId: Data.ApplyId, ProductKey });
        later();
        const { devices } = served.product;
        expect(devices.has('unused')).toBe(false);
        expect(devices.get('with-alias')?.nickname).toBe('alias_1');
        expect(devices.get('without-alias')?.nickname).toBeUndefined();
      },
    );

    keeps(
      'invalid names and aliases are listed, and nothing is submitted',
      { BatchCheckDeviceNames: 'When the call fails' },
      async () => {
        const { ProductKey } = served;
        const refused = async (parameters: Record<string, string | number | boolean | undefined>) => {
          const { body } = await served.call('BatchCheckDeviceNames', { ProductKey, ...parameters });
          return [
            body['Code'],
            body['Data'].InvalidDeviceNameList.InvalidDeviceName,
            body['Data'].InvalidDeviceNicknameList.InvalidDeviceNickname,
          ];
        };
        expect(await refused(listed('DeviceName', ['good-one', 'APT$', 'aw']))).toEqual([
          'iot.device.InvalidFormattedDeviceName',
          ['APT$', 'aw'],
          [],
        ]);
        const aliases = listed('DeviceNameList', [
          { DeviceName: 'good-one', DeviceNickname: 'APT$' },
          { DeviceName: 'other-one', DeviceNickname: 'good_alias' },
        ]);
        expect(await refused(aliases)).toEqual(['iot.device.InvalidDeviceNickNameExisted', [], ['APT$']]);
      },
    );

    keeps(
      'a name is unique within its product',
      {
        BatchCheckDeviceNames: 'Each device gets a name of its own',
        QueryBatchRegisterDeviceStatus: ['CHECK_FAILED is worded', 'In CHECK_FAILED'],
      },
      async () => {
        const { ProductKey } = served;
        const { deviceName } = await served.register();
        const taken = { ProductKey, ...listed('DeviceName', ['fresh-1', deviceName]) };
        expect(await served.refusal('BatchCheckDeviceNames', taken)).toBe(
          'iot.device.AlreadyExistedDeviceName',
        );
        const twice = await check(['fresh-1', 'fresh-2', 'fresh-1']);
        const raced = await check(['fresh-3', 'fresh-4']);
        await served.register({ DeviceName: 'fresh-4' });
        later();
        expect(await statusOf(twice)).toEqual(status('CHECK_FAILED', [], ['fresh-1']));
        expect(await statusOf(raced)).toEqual(status('CHECK_FAILED', [], ['fresh-4']));
        const failed = await served.refusal('BatchRegisterDeviceWithApplyId', { ApplyId: raced, ProductKey });
        expect(failed).toBe('iot.device.IncorrentDeviceApplyInfo');
        const late = await check(['fresh-5', 'fresh-6']);
        later();
        await served.must('BatchRegisterDeviceWithApplyId', { ApplyId: late, ProductKey });
        await served.register({ DeviceName: 'fresh-6' });
        later();
        expect(await statusOf(late)).toEqual(status('CREATE_FAILED', [], ['fresh-6']));
        expect(served.product.devices.has('fresh-5')).toBe(false);
      },
    );

    keeps(
      'a batch of devices gets random names, and no choice of names',
      {
        BatchRegisterDevice: [
          'Registers Count new devices',
          'A successful answer',
          'The result is read',
          'The registered devices',
          'Custom DeviceNames',
        ],
        BatchRegisterDeviceWithApplyId: 'Devices with random names',
        QueryPageByApplyId: 'Page defaults',
      },
      async () => {
        const product = served.newProduct();
        const ProductKey = product.productKey;
        const { Data } = await served.must('BatchRegisterDevice', { ProductKey, Count: 23 });
        const { ApplyId } = Data;
        expect(await statusOf(ApplyId, ProductKey)).toEqual(status('CREATE'));
        const second = { ProductKey, Count: 1 };
        expect(await served.refusal('BatchRegisterDevice', second)).toBe(
          'iot.device.CreateDeviceTaskIsRunning',
        );
        expect((await served.must('QueryPageByApplyId', { ApplyId })).Total).toBe(0);
        later();
        const names = [...product.devices.keys()];
        expect(names).toHaveLength(23);
        for (const name of names) expect(name).toMatch(/^[A-Za-z0-9]{20}$/);
        expect(await statusOf(ApplyId, ProductKey)).toEqual(status('CREATE_SUCCESS', names));
        const listedNames: string[] = [];
        for (const CurrentPage of [undefined, 2, 3]) {
          const page = await served.must('QueryPageByApplyId', { ApplyId, CurrentPage });
          expect(page).toMatchObject({ Page: CurrentPage ?? 1, PageSize: 10, PageCount: 3, Total: 23 });
          for (const { DeviceName } of page.ApplyDeviceList.ApplyDeviceInfo) listedNames.push(DeviceName);
        }
        expect(listedNames).toEqual(names);
        await served.must('BatchRegisterDevice', second);
      },
    );

    keeps(
      'a call with more than 10,000 names is discarded',
      { BatchCheckDeviceNames: 'A call with more' },
      async () => {
        const { ProductKey } = served;
        const names = Array.from({ length: 10_001 }, (_, index) => `many-${index}`);
        const discarded = { ProductKey, ...listed('DeviceName', names) };
        expect(await served.refusal('BatchCheckDeviceNames', discarded)).toBe(
          'iot.device.DeviceCountExceeded',
        );
        await served.must('BatchCheckDeviceNames', { ProductKey, ...listed('DeviceName', names.slice(1)) });
      },
    );

    test('a product that is deleted meanwhile gets no devices', async () => {
      const { productKey } = served.newProduct();
      const { Data } = await served.must('BatchRegisterDevice', { ProductKey: productKey, Count: 2 });
      await served.must('DeleteProduct', { ProductKey: productKey });
      const sent = await served.sentBy(async () => later());
      expect(sent.filter(({ body }) => body.productKey === productKey)).toEqual([]);
      expect((await served.must('QueryPageByApplyId', { ApplyId: Data.ApplyId })).Total).toBe(0);
    });

    test.each([
      ['BatchRegisterDevice', { Count: 10_001 }, 'iot.device.DeviceCountExceeded'],
      ['BatchRegisterDevice', { Count: 0 }, 'iot.common.InvalidFormattedParameter'],
      ['BatchRegisterDevice', { Count: 1.5 }, 'iot.common.InvalidFormattedParameter'],
      ['BatchRegisterDevice', {}, 'iot.common.InvalidFormattedParameter'],
      ['BatchCheckDeviceNames', {}, 'iot.device.NoneDeviceNameElement'],
      ['BatchCheckDeviceNames', { 'DeviceNameList.1.DeviceNickname': 'alias' }, 'iot.device.NullDeviceName'],
      ['BatchRegisterDeviceWithApplyId', {}, 'iot.device.NullApplyId'],
      ['BatchRegisterDeviceWithApplyId', { ApplyId: 'x' }, 'iot.device.InvalidFormattedApplyId'],
      ['BatchRegisterDeviceWithApplyId', { ApplyId: 0 }, 'iot.device.InvalidFormattedApplyId'],
      ['BatchRegisterDeviceWithApplyId', { ApplyId: 1 }, 'iot.device.DeviceApplyIsNotFound'],
      ['QueryBatchRegisterDeviceStatus', {}, 'iot.device.NullApplyId'],
      ['QueryBatchRegisterDeviceStatus', { ApplyId: 1 }, 'iot.device.DeviceApplyIsNotFound'],
      ['QueryPageByApplyId', { ApplyId: -1 }, 'iot.device.InvalidFormattedApplyId'],
      ['QueryPageByApplyId', { ApplyId: 1, PageSize: 51 }, 'iot.common.InvalidPageParams'],
    ])('%s refuses %j with %s', async (operation, parameters, code) => {
      const ProductKey = operation === 'QueryPageByApplyId' ? undefined : served.ProductKey;
      expect(await served.refusal(operation, { ProductKey, ...parameters })).toBe(code);
    });

    test('an application belongs to its product', async () => {
      const ApplyId = await check(['own-name']);
      const { productKey } = served.newProduct();
      const foreign = { ApplyId, ProductKey: productKey };
      for (const operation of ['BatchRegisterDeviceWithApplyId', 'QueryBatchRegisterDeviceStatus']) {
        expect(await served.refusal(operation, foreign)).toBe('iot.device.IncorrentDeviceApplyInfo');
      }
    });
  });
}
