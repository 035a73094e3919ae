import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  CreateOTADynamicUpgradeJob,
  CreateOTAFirmware,
  type CreateOTAFirmwareRequest,
  CreateOTAModule,
  CreateOTAStaticUpgradeJob,
  DeleteOTAFirmware,
  ListOTAFirmware,
  QueryOTAFirmware,
  QueryOTAJob,
} from '../../../../../shared/iot/operations/ota.ts';
import type { Effects } from '../../effects.ts';
import { Fleet, minute } from '../../ota/fleet.ts';

const request: CreateOTAFirmwareRequest = {
  ProductKey: 'a1product01',
  FirmwareName: 'Lamp_2-0(beta)',
  DestVersion: '2.0.0',
  FirmwareUrl: 'https://firmware.example/lamp.bin',
  FirmwareSign: '93230c3bde425a9d7984a594ac551111',
  FirmwareSize: 900,
};
const multi = {
  ...request,
  FirmwareUrl: undefined,
  FirmwareSign: undefined,
  FirmwareSize: undefined,
};
const file = (count: number) => ({ Name: `file${count}`, Url: `https://firmware.example/${count}` });

export function keepPackages({ keeps }: Effects): void {
  keeps(
    'a package is made, and shown with all that was said of it',
    {
      CreateOTAFirmware: [
        'Creates the package',
        'Success true',
        'NeedToVerify=true',
        'Inferred from the Status list',
        'Type 0 is a full',
      ],
      QueryOTAFirmware: ['Read-only', 'Verification states', 'SrcVersion is returned'],
    },
    async () => {
      const fleet = new Fleet();
      const { Data } = fleet.call(CreateOTAFirmware, { ...request, FirmwareDesc: '修复', Udi: 'note' });
      const FirmwareId = Data?.FirmwareId ?? '';
      expect(Data).toEqual({ FirmwareId, UtcCreate: '2030-01-01T00:00:00.000Z' });
      expect(FirmwareId).toMatch(/^[A-Za-z0-9]{26}$/);
      expect(fleet.call(QueryOTAFirmware, { FirmwareId }).FirmwareInfo).toEqual({
        FirmwareId,
        FirmwareName: 'Lamp_2-0(beta)',
        FirmwareDesc: '修复',
        ProductKey: 'a1product01',
        ProductName: 'Product a1product01',
        ModuleName: 'default',
        SrcVersion: '',
        DestVersion: '2.0.0',
        Type: 0,
        Status: 0,
        VerifyProgress: 0,
        SignMethod: 'MD5',
        FirmwareSign: '93230c3bde425a9d7984a594ac551111',
        FirmwareSize: 900,
        FirmwareUrl: 'https://firmware.example/lamp.bin',
        Udi: 'note',
        UtcCreate: '2030-01-01T00:00:00.000Z',
        UtcModified: '2030-01-01T00:00:00.000Z',
      });
      const delta = fleet.firmware({ Type: 1, SrcVersion: '1.0.0', DestVersion: '2.0.1' });
      expect(fleet.call(QueryOTAFirmware, { FirmwareId: delta }).FirmwareInfo).toMatchObject({
        Type: 1,
        SrcVersion: '1.0.0',
        Status: -1,
      });
      const batch = { FirmwareId, ProductKey: 'a1product01' };
      expect(fleet.refusal(CreateOTAStaticUpgradeJob, { ...batch, TargetSelection: 'ALL' })).toBe(
        'iot.firmware.FirmwareNotVerified',
      );
      expect(fleet.refusal(CreateOTADynamicUpgradeJob, { ...batch, SrcVersion: ['1.0.0'] })).toBe(
        'iot.firmware.FirmwareNotVerified',
      );
    },
  );

  keeps(
    'a delta package tells the device that it is one',
    { CreateOTAFirmware: ['NeedToVerify=false', 'Udi is stored'], QueryOTAFirmware: 'Udi is the custom' },
    async () => {
      const fleet = new Fleet();
      const device = fleet.device('lamp', '1.0.0').connect();
      const firmware = fleet.firmware({ Type: 1, SrcVersion: '1.0.0', Udi: '{"notice":"new"}' });
      fleet.batch(firmware, [device]);
      fleet.advance();
      expect(device.pushes[0]?.['data']).toMatchObject({
        isDiff: 1,
        extData: { _package_udi: '{"notice":"new"}' },
      });
    },
  );

  keeps(
    'a package has one file, or several with names, and each form its own parameters',
    {
      CreateOTAFirmware: ['Two package forms', 'Single file'],
      QueryOTAFirmware: 'FirmwareSign, FirmwareSize',
    },
    async () => {
      const fleet = new Fleet();
      const device = fleet.device('lamp', '1.0.0').connect();
      const FileMd5 = '93230c3bde425a9d7984a594ac552222';
      const { Data } = fleet.call(CreateOTAFirmware, {
        ...multi,
        NeedToVerify: false,
        MultiFiles: [
          { ...file(1), Size: 7, FileMd5 },
          { ...file(2), Size: 8, SignValue: '0a', FileMd5: '0a' },
        ],
      });
      const { FirmwareInfo } = fleet.call(QueryOTAFirmware, { FirmwareId: Data?.FirmwareId ?? '' });
      expect(FirmwareInfo?.MultiFiles).toEqual([
        { ...file(1), Size: 7, SignValue: FileMd5, FileMd5 },
        { ...file(2), Size: 8, SignValue: '0a', FileMd5: '0a' },
      ]);
      expect(
        FirmwareInfo?.FirmwareUrl ?? FirmwareInfo?.FirmwareSize ?? FirmwareInfo?.FirmwareSign,
      ).toBeUndefined();
      fleet.batch(Data?.FirmwareId ?? '', [device]);
      fleet.advance();
      expect(device.pushes[0]?.['data']).toEqual({
        version: '2.0.0',
        signMethod: 'MD5',
        files: [
          { fileName: 'file1', fileSize: 7, fileUrl: file(1).Url, fileMd5: FileMd5, fileSign: FileMd5 },
          { fileName: 'file2', fileSize: 8, fileUrl: file(2).Url, fileMd5: '0a', fileSign: '0a' },
        ],
      });

      const refusal = (MultiFiles: object[], more: object = {}) =>
        fleet.refusal(CreateOTAFirmware, { ...multi, MultiFiles, ...more });
      expect(fleet.refusal(CreateOTAFirmware, multi)).toBe('iot.firmware.NullFirmwareUrl');
      expect(refusal([file(1)], { FirmwareUrl: file(2).Url })).toBe('iot.ota.PackageFileParamConflict');
      expect(refusal([file(1)], { FirmwareSize: 1 })).toBe('iot.ota.PackageFileParamConflict');
      expect(refusal([{ Name: 'a' }])).toBe('iot.firmware.NullFirmwareUrl');
      expect(refusal([{ Url: file(1).Url }])).toBe('iot.common.InvalidFormattedParameter');
      expect(refusal([{ ...file(1), Name: 'a'.repeat(33) }])).toBe('iot.common.InvalidFormattedParameter');
      expect(refusal([file(1), { ...file(2), Name: 'file1' }])).toBe('iot.ota.PackageFileNameDuplicated');
      expect(refusal([file(1), { ...file(1), Name: 'file2' }])).toBe('iot.ota.PackageFileUrlDuplicated');
      expect(refusal([1, 2].map((count) => ({ ...file(count), SignValue: 'a' })))).toBe(
        'iot.ota.PackageFileSignDuplicated',
      );
      expect(refusal(Array.from({ length: 21 }, (_, index) => file(index)))).toBe(
        'iot.ota.PackageFileAmountExceed',
      );
      expect(refusal([{ ...file(1), Size: 0 }])).toBe('iot.firmware.InvalidFirmwareSize');
    },
  );

  keeps(
    'a name is unique in the account, and there are at most 500 packages',
    { CreateOTAFirmware: ['At most 500', 'FirmwareName is unique'] },
    async () => {
      const fleet = new Fleet();
      const other = fleet.newProduct('a1product02').productKey;
      fleet.firmware({ FirmwareName: 'taken' });
      expect(fleet.refusal(CreateOTAFirmware, { ...request, ProductKey: other, FirmwareName: 'taken' })).toBe(
        'iot.firmware.AlreadyExistedFirmwareName',
      );
      for (let count = 1; count < 500; count++) fleet.firmware();
      expect(fleet.refusal(CreateOTAFirmware, request)).toBe('iot.firmware.FirmwareCountExceedMax');
    },
  );

  keeps(
    'a delta package needs the version that it starts from, another than its own',
    { CreateOTAFirmware: 'Type 1 needs SrcVersion' },
    async () => {
      const fleet = new Fleet();
      expect(fleet.refusal(CreateOTAFirmware, { ...request, Type: 1 })).toBe(
        'iot.firmware.SrcVersionIsMandatory',
      );
      expect(fleet.refusal(CreateOTAFirmware, { ...request, Type: 1, SrcVersion: '2.0.0' })).toBe(
        'iot.firmware.SrcDestVersionMatched',
      );
      expect(fleet.refusal(CreateOTAFirmware, { ...request, Type: 0, SrcVersion: 'a b' })).toBe(
        'iot.firmware.IncorrectFormattedSrcVersion',
      );
      fleet.call(CreateOTAFirmware, { ...request, Type: 0, SrcVersion: '1.0.0' });
    },
  );

  keeps(
    'a package is for the default module unless it names one that the product has',
    { CreateOTAFirmware: 'Without ModuleName' },
    async () => {
      const fleet = new Fleet();
      const radio = { ...request, ModuleName: 'radio' };
      expect(fleet.refusal(CreateOTAFirmware, radio)).toBe('iot.ota.OTAModuleNotExist');
      fleet.call(CreateOTAModule, { ProductKey: 'a1product01', ModuleName: 'radio' });
      fleet.call(CreateOTAFirmware, radio);
      expect(fleet.refusal(CreateOTAFirmware, { ...request, ModuleName: 'a b' })).toBe(
        'iot.firmware.IncorrectFormattedModuleName',
      );
      const device = fleet.device('lamp').connect().inform('1.0.0', 'radio');
      const firmware = fleet.firmware({ ModuleName: 'radio' });
      const job = fleet.batch(firmware, [device]);
      fleet.advance();
      expect(device.pushes[0]?.['data']).toMatchObject({ module: 'radio' });
      device.inform('2.0.1');
      expect(fleet.task(job, device).TaskStatus).toBe('NOTIFIED');
      device.inform('2.0.1', 'radio');
      expect(fleet.task(job, device).TaskStatus).toBe('SUCCEEDED');
    },
  );

  test.each<[string, Partial<Record<keyof CreateOTAFirmwareRequest, unknown>>]>([
    ['iot.firmware.NullFirmwareVersion', { DestVersion: undefined }],
    ['iot.firmware.IncorrectFormattedFirmwareVersion', { DestVersion: 'v 2' }],
    ['iot.firmware.IncorrectFormattedFirmwareVersion', { DestVersion: '1'.repeat(65) }],
    ['iot.firmware.NullFirmwareName', { FirmwareName: undefined }],
    ['iot.firmware.BlankFirmwareName', { FirmwareName: '  ' }],
    ['iot.firmware.IncorrectFormattedFirmwareName', { FirmwareName: '_first' }],
    ['iot.firmware.IncorrectFormattedFirmwareName', { FirmwareName: 'a'.repeat(41) }],
    ['iot.firmware.NullFirmwareUrl', { FirmwareUrl: undefined }],
    ['iot.firmware.MalformedFirmwareUrl', { FirmwareUrl: 'firmware.bin' }],
    ['iot.firmware.MalformedFirmwareUrl', { FirmwareUrl: 'file:///etc/passwd' }],
    ['iot.firmware.InvalidFirmwareSignMethod', { SignMethod: 'SHA1' }],
    ['iot.firmware.InvalidFirmwareSize', { FirmwareSize: 0 }],
    ['iot.firmware.InvalidFirmwareSize', { FirmwareSize: 2_000 * 2 ** 20 + 1 }],
    ['iot.firmware.FirmwareDescriptionExceedMaxLength', { FirmwareDesc: '字'.repeat(101) }],
    ['iot.firmware.InvalidFirmwareType', { Type: 2 }],
    ['iot.common.InvalidFormattedParameter', { Udi: 'a'.repeat(4097) }],
    ['iot.firmware.InvalidProductKey', { ProductKey: 'a 1' }],
    ['iot.prod.NotExistedProduct', { ProductKey: 'a1nowhere' }],
    ['iot.firmware.AlreadyExistedFirmwareVersion', { DestVersion: '1.9.9' }],
  ])('CreateOTAFirmware refuses with %s', (code, change) => {
    const fleet = new Fleet();
    fleet.firmware({ DestVersion: '1.9.9' });
    expect(fleet.refusal(CreateOTAFirmware, { ...request, ...change })).toBe(code);
  });

  test('an uploaded file has to be what it is declared to be', async () => {
    const fleet = new Fleet();
    await fleet.withObjectStore(async () => {
      const FirmwareUrl = await fleet.uploadedFirmware('firmware');
      const sign = createHash('md5').update('firmware').digest('hex').toUpperCase();
      const declared = { ...request, FirmwareUrl, FirmwareSign: sign, FirmwareSize: 8 };
      const empty = await fleet.uploadedFirmware('');
      const refusal = (change: object) => fleet.refusal(CreateOTAFirmware, { ...declared, ...change });
      expect(refusal({ FirmwareUrl: `${FirmwareUrl}x` })).toBe('iot.firmware.InvalidFirmwareUrl');
      expect(refusal({ FirmwareSize: 9 })).toBe('iot.firmware.InvalidFirmwareSize');
      expect(refusal({ FirmwareSign: 'abc' })).toBe('iot.firmware.InvalidFirmwareSign');
      expect(refusal({ FirmwareUrl: empty, FirmwareSize: undefined })).toBe('iot.firmware.EmptyFirmwareFile');
      fleet.call(CreateOTAFirmware, declared);
    });
  });

  keeps(
    'packages are listed by page, by product and by version, the newest first',
    { ListOTAFirmware: ['With ProductKey', 'With DestVersion', 'Read-only'] },
    async () => {
      const fleet = new Fleet();
      const other = fleet.newProduct('a1product02').productKey;
      const ids = [1, 2, 3].map(() => fleet.firmware());
      const elsewhere = fleet.firmware({ ProductKey: other, DestVersion: '2.0.1' });
      const list = (more: object = {}) =>
        fleet.call(ListOTAFirmware, { CurrentPage: 1, PageSize: 2, ...more });
      const idsOf = (answer: ReturnType<typeof list>) =>
        answer.FirmwareInfo?.SimpleFirmwareInfo?.map((info) => info?.FirmwareId);

      expect(list()).toMatchObject({ CurrentPage: 1, PageSize: 2, PageCount: 2, Total: 4 });
      expect(idsOf(list())).toEqual([elsewhere, ids[2]]);
      expect(idsOf(list({ CurrentPage: 2 }))).toEqual([ids[1], ids[0]]);
      expect(idsOf(list({ CurrentPage: 3 }))).toEqual([]);
      expect(idsOf(list({ ProductKey: other }))).toEqual([elsewhere]);
      expect(idsOf(list({ DestVersion: '2.0.1' }))).toEqual([elsewhere, ids[0]]);
      expect(idsOf(list({ DestVersion: '2.0.1', ProductKey: 'a1product01' }))).toEqual([ids[0]]);
      const [info] = list({ ProductKey: other }).FirmwareInfo?.SimpleFirmwareInfo ?? [];
      expect(info).toMatchObject({
        SrcVersion: null,
        Type: 0,
        ProductName: 'Product a1product02',
        FirmwareSize: 900,
      });

      for (const page of [{ CurrentPage: 0 }, { PageSize: 0 }, { PageSize: 101 }, { PageSize: undefined }]) {
        expect(fleet.refusal(ListOTAFirmware, { CurrentPage: 1, PageSize: 2, ...page })).toBe(
          'iot.common.InvalidPageParams',
        );
      }
      expect(fleet.refusal(ListOTAFirmware, { CurrentPage: 1, PageSize: 2, ProductKey: 'a1nowhere' })).toBe(
        'iot.prod.NotExistedProduct',
      );
    },
  );

  keeps(
    'a package is deleted with its file, but not while a batch of it is to come or runs',
    { DeleteOTAFirmware: ['The update package', 'The section states'] },
    async () => {
      const fleet = new Fleet();
      await fleet.withObjectStore(async () => {
        const device = fleet.device('lamp', '1.0.0').connect();
        const FirmwareUrl = await fleet.uploadedFirmware('firmware');
        const undeclared = { FirmwareSign: undefined, FirmwareSize: undefined, FirmwareUrl };
        const FirmwareId = fleet.firmware({ ...undeclared, DestVersion: '2.0.0' });
        const job = fleet.batch(FirmwareId, [device], { ScheduleTime: fleet.clock.now() + 10 * minute });
        expect(fleet.refusal(DeleteOTAFirmware, { FirmwareId })).toBe('iot.firmware.DeleteFirmwareFailure');
        fleet.advance(10 * minute);
        expect(fleet.refusal(DeleteOTAFirmware, { FirmwareId })).toBe('iot.firmware.DeleteFirmwareFailure');
        device.inform('2.0.0');
        fleet.call(DeleteOTAFirmware, { FirmwareId });
        expect(fleet.refusal(QueryOTAFirmware, { FirmwareId })).toBe('iot.firmware.FirmwareNotFound');
        expect(fleet.platform.objectStore.find(FirmwareUrl)).toBeUndefined();
        expect(fleet.call(QueryOTAJob, { JobId: job }).Data?.JobStatus).toBe('COMPLETED');
        expect(fleet.task(job, device).TaskStatus).toBe('SUCCEEDED');
        fleet.firmware({ FirmwareName: 'Firmware1', DestVersion: '2.0.0' });
      });
    },
  );

  test.each([
    ['iot.firmware.NullFirmwareId', undefined],
    ['iot.firmware.InvalidFirmwareId', 'no id'],
    ['iot.firmware.FirmwareNotFound', 'nobody'],
  ])('an unknown package is refused with %s', (code, FirmwareId) => {
    const fleet = new Fleet();
    for (const operation of [DeleteOTAFirmware, QueryOTAFirmware]) {
      expect(fleet.refusal(operation, { FirmwareId })).toBe(code);
    }
  });
}
