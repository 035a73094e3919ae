import { GenerateDeviceNameListURL, GenerateOTAUploadURL } from '../../../../shared/iot/operations/ota.ts';
import type { UploadForm } from '../../object-store/object-store.ts';
import { type ServedOperation, serve } from '../../operation.ts';
import type { Platform } from '../../platform.ts';
import { Refusal } from '../../refusal.ts';

const validFor = 60_000;
const mostPackageBytes = 2_000 * 2 ** 20;
const mostListBytes = 5 * 2 ** 20;

export const uploadOperations: readonly ServedOperation[] = [
  serve(
    GenerateOTAUploadURL,
    { FileSuffix: 'iot.firmware.InvalidGenerateOTAUploadURLParam' },
    ({ FileSuffix = 'bin' }, platform) => {
      const form = uploadForm(FileSuffix, mostPackageBytes, platform);
      return { Data: { ...common(form, platform), FirmwareUrl: form.url, OSSAccessKeyId: form.accessKeyId } };
    },
  ),
  serve(GenerateDeviceNameListURL, {}, (_request, platform) => {
    const form = uploadForm('csv', mostListBytes, platform);
    return { Data: { ...common(form, platform), FileUrl: form.url, AccessKeyId: form.accessKeyId } };
  }),
];

function uploadForm(extension: string, mostBytes: number, platform: Platform): UploadForm {
  const form = platform.objectStore.uploadForm(extension, mostBytes, validFor);
  if (form === undefined) {
    throw new Refusal('iot.firmware.GenerateOTAUploadURLFailure', 'The object store does not listen.');
  }
  return form;
}

function common({ host, key, policy, signature }: UploadForm, platform: Platform) {
  return {
    Host: host,
    Key: key,
    ObjectStorage: 'OSS',
    Policy: policy,
    Signature: signature,
    UtcCreate: new Date(platform.clock.now()).toISOString(),
  };
}
