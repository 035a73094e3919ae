import * as z from 'zod/mini';
import type { DeviceFile } from '../state/device-files.ts';
import { count, type FieldsOf, text, time } from './fields.ts';
import { statePart } from './state-part.ts';

const file = z.strictObject({
  fileId: text(),
  name: text(),
  size: count(),
  uploadedAt: time(),
  url: text(),
} satisfies FieldsOf<DeviceFile>);

const deviceFiles = z.strictObject({ device: text(), files: z.array(file) });

export const deviceFilesPart = statePart(
  { deviceFiles },
  function* ({ platform: { state } }) {
    for (const device of state.devices.all()) {
      const files = state.deviceFiles.of(device);
      if (files.length > 0)
        yield ['deviceFiles', { device: device.iotId, files: files.toReversed() }] as const;
    }
  },
  {
    deviceFiles({ device, files }, loading) {
      const { deviceFiles } = loading.platform.state;
      for (const file of files) {
        deviceFiles.add(loading.device(device), { ...file, url: loading.url(file.url) });
      }
    },
  },
);
