import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import {
  CreateOTAFirmware,
  CreateOTAStaticUpgradeJob,
  GenerateDeviceNameListURL,
  GenerateOTAUploadURL,
  ListOTAFirmware,
  ListOTAJobByFirmware,
  QueryOTAFirmware,
} from '../../../../../shared/iot/operations/ota.ts';
import type { Effects } from '../../effects.ts';
import { Fleet, minute } from '../../ota/fleet.ts';

const md5Of = (text: string | Buffer) => createHash('md5').update(text).digest('hex');

export function keepUploads({ keeps }: Effects): void {
  keeps(
    'a package is made of an uploaded file, and a device fetches its bytes',
    {
      GenerateOTAUploadURL: [
        'First step',
        'Key, OSSAccessKeyId',
        'FirmwareUrl of the answer',
        'The upload form',
        'The last part',
        'Key is the path',
        'The call itself',
      ],
      CreateOTAFirmware: ['Precondition', 'A signature, size or MD5'],
      QueryOTAFirmware: 'FirmwareUrl and MultiFiles Url',
    },
    async () => {
      const fleet = new Fleet();
      await fleet.withObjectStore(async () => {
        const bytes = 'the bytes of the firmware';
        const { Data } = fleet.call(GenerateOTAUploadURL, { FileSuffix: 'tar.gz' });
        expect(Data).toMatchObject({ ObjectStorage: 'OSS', UtcCreate: '2030-01-01T00:00:00.000Z' });
        expect(Data?.Key).toMatch(/^ota\/[a-z0-9]{32}\/[a-z0-9]{24}\.tar\.gz$/);
        expect(Data?.FirmwareUrl).toBe(`${Data?.Host}/${Data?.Key}`);
        expect(fleet.call(GenerateOTAUploadURL, {}).Data?.Key).toMatch(/\.bin$/);
        expect(fleet.call(ListOTAFirmware, { CurrentPage: 1, PageSize: 10 }).Total).toBe(0);
        expect(await fleet.upload(Data, bytes)).toBe(200);

        const url = Data?.FirmwareUrl ?? '';
        const FirmwareId = fleet.firmware({
          FirmwareUrl: url,
          FirmwareSign: undefined,
          FirmwareSize: undefined,
        });
        const { FirmwareInfo } = fleet.call(QueryOTAFirmware, { FirmwareId });
        expect(FirmwareInfo).toMatchObject({ FirmwareSize: bytes.length, FirmwareSign: md5Of(bytes) });
        expect(FirmwareInfo?.FirmwareUrl).toMatch(/\?Expires=\d+&OSSAccessKeyId=\w+&Signature=/);

        const device = fleet.device('lamp', '1.0.0').connect();
        fleet.batch(FirmwareId, [device]);
        fleet.advance();
        const data = device.pushes[0]?.['data'] as { url: string; md5: string; size: number };
        expect(data).toMatchObject({ md5: md5Of(bytes), size: bytes.length });
        const response = await fetch(data.url, { headers: { Range: 'bytes=4-8' } });
        expect([response.status, await response.text()]).toEqual([206, 'bytes']);
        expect((await fetch(url)).status).toBe(403);
      });
    },
  );

  keeps(
    'an upload has a minute to come and an hour to be made a package of, and is then forgotten',
    {
      GenerateOTAUploadURL: ['The answer is valid', 'After the upload', 'An uploaded file'],
    },
    async () => {
      const fleet = new Fleet();
      await fleet.withObjectStore(async () => {
        const { Data } = fleet.call(GenerateOTAUploadURL, {});
        fleet.advance(minute + 1);
        expect(await fleet.upload(Data, 'late')).toBe(403);

        const [first, second] = [
          await fleet.uploadedFirmware('first'),
          await fleet.uploadedFirmware('second'),
        ];
        const undeclared = { FirmwareSign: undefined, FirmwareSize: undefined };
        fleet.advance(60 * minute - 1);
        const FirmwareId = fleet.firmware({ FirmwareUrl: first, ...undeclared });
        fleet.advance(2);
        expect(
          fleet.refusal(CreateOTAFirmware, { FirmwareName: 'b', DestVersion: '9', FirmwareUrl: second }),
        ).toBe('iot.firmware.InvalidFirmwareUrl');
        expect(
          fleet.refusal(CreateOTAFirmware, { FirmwareName: 'c', DestVersion: '9', FirmwareUrl: first }),
        ).toBe('iot.firmware.InvalidFirmwareUrl');
        expect(fleet.platform.objectStore.find(second)).toBeUndefined();
        const { FirmwareInfo } = fleet.call(QueryOTAFirmware, { FirmwareId });
        expect(await (await fetch(FirmwareInfo?.FirmwareUrl ?? '')).text()).toBe('first');
      });
    },
  );

  keeps(
    'an upload has a most size: 2,000 MB for a package, 5 MB for a device list',
    {
      GenerateOTAUploadURL: 'The uploaded file may',
      GenerateDeviceNameListURL: 'The file may be',
    },
    async () => {
      const fleet = new Fleet();
      await fleet.withObjectStore(async () => {
        const conditions = (Policy: string) =>
          JSON.parse(Buffer.from(Policy, 'base64').toString()).conditions;
        const { Data } = fleet.call(GenerateOTAUploadURL, {});
        expect(conditions(Data?.Policy ?? '')).toContainEqual(['content-length-range', 0, 2_000 * 2 ** 20]);
        const list = fleet.call(GenerateDeviceNameListURL, {}).Data;
        expect(conditions(list?.Policy ?? '')).toContainEqual(['content-length-range', 0, 5 * 2 ** 20]);
        expect(await fleet.upload(list, Buffer.alloc(5 * 2 ** 20 + 1))).toBe(400);
        expect(await fleet.upload(list, Buffer.alloc(5 * 2 ** 20))).toBe(200);
      });
    },
  );

  keeps(
    'a device list names the devices of a static batch, one a line',
    {
      GenerateDeviceNameListURL: [
        'A device list file names',
        'The file is in CSV',
        'Procedure',
        'Key, AccessKeyId',
        'FileUrl of the answer',
        'The answer is valid',
        'An uploaded file',
        'The upload form',
        'The last part',
        'The call itself',
      ],
      CreateOTAStaticUpgradeJob: 'Device list file with a full package',
    },
    async () => {
      const fleet = new Fleet();
      await fleet.withObjectStore(async () => {
        const [one, two, done] = [
          fleet.device('one1', '1.0.0'),
          fleet.device('two2'),
          fleet.device('done', '2.0.0'),
        ];
        fleet.device('other', '1.0.0');
        const FirmwareId = fleet.firmware({ DestVersion: '2.0.0' });
        const { Data } = fleet.call(GenerateDeviceNameListURL, {});
        expect(Data).toMatchObject({ ObjectStorage: 'OSS', UtcCreate: '2030-01-01T00:00:00.000Z' });
        expect(Data?.FileUrl).toBe(`${Data?.Host}/${Data?.Key}`);
        expect(Data?.FileUrl).toMatch(/\.csv$/);
        expect(fleet.call(ListOTAJobByFirmware, { FirmwareId, CurrentPage: 1, PageSize: 10 }).Total).toBe(0);
        expect(await fleet.upload(Data, 'one1\r\ntwo2\ntwo2\n\ndone\n')).toBe(200);
        const job = fleet.batch(FirmwareId, [], {
          TargetDeviceName: undefined,
          DnListFileUrl: Data?.FileUrl ?? '',
        });
        const names = fleet.tasks(job).map(({ DeviceName }) => DeviceName);
        expect(names).toEqual([one.device.deviceName, two.device.deviceName]);
        expect(done.device.deviceName).toBe('done');

        const late = fleet.call(GenerateDeviceNameListURL, {}).Data;
        fleet.advance(minute + 1);
        expect(await fleet.upload(late, 'one1')).toBe(403);
        fleet.advance(60 * minute);
        expect(listRefusal(fleet, FirmwareId, Data?.FileUrl ?? '')).toBe('iot.common.FileNotExist');
        expect(fleet.platform.objectStore.find(Data?.FileUrl ?? '')).toBeUndefined();
      });
    },
  );

  keeps(
    'a list of a delta package leaves out who is updated or runs another version',
    { CreateOTAStaticUpgradeJob: 'Device list file with a delta package' },
    async () => {
      const fleet = new Fleet();
      await fleet.withObjectStore(async () => {
        fleet.device('fits', '1.0.0');
        fleet.device('else', '0.9.0');
        fleet.device('done', '2.0.0');
        fleet.device('mute');
        const FirmwareId = fleet.firmware({ Type: 1, SrcVersion: '1.0.0', DestVersion: '2.0.0' });
        const DnListFileUrl = await fleet.uploadedList('fits\nelse\ndone\nmute');
        const job = fleet.batch(FirmwareId, [], { TargetDeviceName: undefined, DnListFileUrl });
        expect(fleet.tasks(job).map(({ DeviceName }) => DeviceName)).toEqual(['fits']);
      });
    },
  );

  keeps(
    'a list with too many names, a strange name or no form at all is refused when the batch is made',
    {
      GenerateDeviceNameListURL: ['One file may hold', 'A file with too many'],
      CreateOTAStaticUpgradeJob: 'At most 200 devices',
    },
    async () => {
      const fleet = new Fleet();
      await fleet.withObjectStore(async () => {
        fleet.device('lamp', '1.0.0');
        const FirmwareId = fleet.firmware();
        const numbered = (count: number) =>
          Array.from({ length: count }, (_, index) => index.toString(36).padStart(4, '0')).join('\n');
        const refusal = async (text: string) =>
          listRefusal(fleet, FirmwareId, await fleet.uploadedList(text));
        expect(await refusal(numbered(1_000_001))).toBe('iot.ota.UpgradeDeviceCountExceedLimit');
        expect(await refusal('lamp,lamp2')).toBe('iot.common.IllegalFileFormat');
        expect(await refusal('lamp\nnobody')).toBe('iot.ota.DeviceNotExist');
        expect(listRefusal(fleet, FirmwareId, 'https://elsewhere.example/list.csv')).toBe(
          'iot.common.FileNotExist',
        );
        const names = numbered(201).split('\n');
        expect(
          fleet.refusal(CreateOTAStaticUpgradeJob, {
            ...specific(fleet, FirmwareId),
            TargetDeviceName: names,
          }),
        ).toBe('iot.firmware.ParameterSizeExceedMax');
      });
    },
  );
}

function specific(fleet: Fleet, FirmwareId: string) {
  return { FirmwareId, ProductKey: fleet.product.productKey, TargetSelection: 'SPECIFIC' } as const;
}

function listRefusal(fleet: Fleet, FirmwareId: string, DnListFileUrl: string): string {
  return fleet.refusal(CreateOTAStaticUpgradeJob, { ...specific(fleet, FirmwareId), DnListFileUrl });
}
