import { describe, expect } from 'vitest';
import type { Device } from '../../../../../local/platform/state/device.ts';
import type { Effects } from '../../effects.ts';
import { named, Served } from './fixture.ts';

export function keepFiles({ keeps }: Effects): void {
  describe('the files of devices', () => {
    const served = Served.forTests();

    /** Files that the device has uploaded, the last the newest. */
    const upload = (device: Device, count: number) =>
      Array.from({ length: count }, (_, index) => {
        served.clock.advance(1_000);
        const file = {
          fileId: `file${index}of${device.iotId}`,
          name: `log${index}.txt`,
          size: 1_500,
          uploadedAt: served.clock.now(),
          url: `https://files.example/${index}`,
        };
        served.platform.state.deviceFiles.add(device, file);
        return file;
      });

    keeps(
      'the files of a device are listed in pages, without their addresses',
      {
        QueryDeviceFileList: ['Read-only', 'The entries carry no', 'Each entry gives', 'Pages count from 1'],
      },
      async () => {
        const device = await served.register();
        const files = upload(device, 12).reverse();
        const list = (more: Record<string, number> = {}) =>
          served.must('QueryDeviceFileList', { IotId: device.iotId, ...more });
        const first = await list();
        expect(first).toMatchObject({ CurrentPage: 1, PageSize: 10, PageCount: 2, Total: 12 });
        expect(first.Data.FileSummary).toEqual(
          files.slice(0, 10).map(({ fileId, name, uploadedAt }) => ({
            FileId: fileId,
            Name: name,
            Size: '2',
            UtcCreatedOn: new Date(uploadedAt).toISOString(),
          })),
        );
        expect((await list({ CurrentPage: 2 })).Data.FileSummary).toHaveLength(2);
        expect((await list({ PageSize: 200 })).Data.FileSummary).toHaveLength(12);
        for (const page of [{ CurrentPage: 0 }, { PageSize: 0 }, { PageSize: 201 }]) {
          const code = await served.refusal('QueryDeviceFileList', { IotId: device.iotId, ...page });
          expect(code).toBe('iot.common.InvalidPageParams');
        }
      },
    );

    keeps(
      'the address of a file in the object store is signed for a while',
      { QueryDeviceFile: 'In the sample' },
      async () => {
        const device = await served.register();
        const { objectStore, state } = served.platform;
        objectStore.origin = 'http://127.0.0.1:8121';
        const file = { fileId: 'stored', name: 'log.txt', size: 1, uploadedAt: served.clock.now() };
        state.deviceFiles.add(device, { ...file, url: `${objectStore.origin}/device_file/log.txt` });
        const { Data } = await served.must('QueryDeviceFile', { FileId: 'stored', IotId: device.iotId });
        const url = new URL(Data.DownloadUrl);
        expect(`${url.origin}${url.pathname}`).toBe('http://127.0.0.1:8121/device_file/log.txt');
        expect([...url.searchParams.keys()]).toEqual(['Expires', 'OSSAccessKeyId', 'Signature']);
      },
    );

    keeps(
      'one file is read with its address, and deleted',
      {
        QueryDeviceFile: ['Read-only', 'FileId comes', 'The device is identified'],
        DeleteDeviceFile: ['Deletes one', 'FileId comes', 'The device is identified', 'The reply carries'],
      },
      async () => {
        const [device, other] = [await served.register(), await served.register()];
        const [kept, deleted] = upload(device, 2);
        const { Data } = await served.must('QueryDeviceFileList', named(device));
        const FileId = Data.FileSummary[0].FileId;
        expect(FileId).toBe(deleted?.fileId);
        expect(
          (await served.must('QueryDeviceFile', { FileId, IotId: device.iotId, ...named(other) })).Data,
        ).toEqual({
          FileId,
          Name: 'log1.txt',
          Size: '2',
          UtcCreatedOn: new Date(served.clock.now()).toISOString(),
          DownloadUrl: 'https://files.example/1',
        });
        expect(await served.refusal('QueryDeviceFile', { FileId, ...named(other) })).toBe(
          'iot.common.FileNotExist',
        );
        const answer = await served.must('DeleteDeviceFile', { FileId, ...named(device) });
        expect(Object.keys(answer).sort()).toEqual(['Code', 'RequestId', 'Success']);
        for (const operation of ['QueryDeviceFile', 'DeleteDeviceFile']) {
          const gone = { FileId, IotId: device.iotId, ...named(other) };
          expect(await served.refusal(operation, gone)).toBe('iot.common.FileNotExist');
        }
        await served.must('DeleteDeviceFile', { FileId: kept?.fileId, IotId: device.iotId, ...named(other) });
      },
    );
  });
}
