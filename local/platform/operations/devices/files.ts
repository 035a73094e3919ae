import {
  DeleteDeviceFile,
  QueryDeviceFile,
  QueryDeviceFileList,
} from '../../../../shared/iot/operations/devices.ts';
import { type ServedOperation, serve } from '../../operation.ts';
import { Refusal } from '../../refusal.ts';
import type { DeviceFile } from '../../state/device-files.ts';
import { utcTime } from '../../written-time.ts';
import { pageOf } from '../pages.ts';
import { deviceOf, deviceRefusals, pageRefusals } from './named-device.ts';

/** How long the address of a file leads to it. */
const downloadableFor = 24 * 3_600_000;

/** The files that devices uploaded. */
export const fileOperations: readonly ServedOperation[] = [
  serve(
    QueryDeviceFileList,
    { ...deviceRefusals, ...pageRefusals },
    ({ CurrentPage, PageSize, ...named }, { state }) => {
      const files = state.deviceFiles.of(deviceOf(named, state));
      const { items, number, size, count, total } = pageOf(files, CurrentPage, PageSize);
      return {
        Data: { FileSummary: items.map(summaryOf) },
        CurrentPage: number,
        PageSize: size,
        PageCount: count,
        Total: total,
      };
    },
  ),

  serve(QueryDeviceFile, deviceRefusals, ({ FileId, ...named }, { state, objectStore }) => {
    const file = state.deviceFiles.get(deviceOf(named, state), FileId);
    if (file === undefined) throw new Refusal('iot.common.FileNotExist');
    return { Data: { ...summaryOf(file), DownloadUrl: objectStore.signedUrl(file.url, downloadableFor) } };
  }),

  serve(DeleteDeviceFile, deviceRefusals, ({ FileId, ...named }, { state }) => {
    if (!state.deviceFiles.delete(deviceOf(named, state), FileId)) {
      throw new Refusal('iot.common.FileNotExist');
    }
    return {};
  }),
];

const summaryOf = ({ fileId, name, size, uploadedAt }: DeviceFile) => ({
  FileId: fileId,
  Name: name,
  Size: String(Math.ceil(size / 1024)),
  UtcCreatedOn: utcTime(uploadedAt),
});
