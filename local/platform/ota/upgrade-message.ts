import type { Platform } from '../platform.ts';
import { defaultModule, type FirmwareFile } from '../state/firmware.ts';
import type { BatchPlan } from '../state/update-batch.ts';
import type { UpdateTask } from '../state/update-task.ts';
import { downloadUrl } from './firmware-file.ts';
import { onlyFileId } from './mqtt-download.ts';

/** The topic on which a device is told of its update. */
export function upgradeTopic({ device }: UpdateTask): string {
  return `/ota/device/upgrade/${device.product.productKey}/${device.deviceName}`;
}

/** What tells a device of its update: the package's version, and where and how to fetch its files. */
export function upgradeMessage(task: UpdateTask, platform: Platform): Buffer {
  const message = {
    code: '1000',
    data: upgradeData(task, platform),
    id: platform.clock.now(),
    message: 'success',
  };
  return Buffer.from(JSON.stringify(message));
}

/** The part of the message that describes the update. What does not apply is left out. */
export function upgradeData({ batch }: UpdateTask, platform: Platform): object {
  const { plan } = batch;
  const { content } = plan.firmware;
  const extra = extData(plan.tags, content.udi);
  const inFiles = content.multiFile && plan.downloadProtocol === 'HTTPS';
  return {
    ...(inFiles
      ? { files: content.files.map((file) => manyData(file, platform)) }
      : onlyData(content.files[0], plan, platform)),
    version: content.destVersion,
    signMethod: 'MD5',
    ...(content.delta ? { isDiff: 1 } : {}),
    ...(content.moduleName === defaultModule ? {} : { module: content.moduleName }),
    ...(extra === undefined ? {} : { extData: extra }),
  };
}

function onlyData(file: FirmwareFile | undefined, plan: BatchPlan, platform: Platform): object {
  if (file === undefined) return {};
  const { size, md5, sign } = file;
  if (plan.downloadProtocol === 'HTTPS') return { size, url: downloadUrl(file, platform), md5, sign };
  return { size, dProtocol: 'mqtt', streamId: plan.streamId, streamFileId: onlyFileId, md5, sign };
}

function manyData(file: FirmwareFile, platform: Platform): object {
  return {
    fileName: file.name,
    fileSize: file.size,
    fileUrl: downloadUrl(file, platform),
    fileMd5: file.md5,
    fileSign: file.sign,
  };
}

/** Tags under their own names, and what the package's owner has to say under a name that no tag can have. */
function extData(
  tags: readonly { key: string; value: string }[],
  udi: string | undefined,
): object | undefined {
  if (tags.length === 0 && udi === undefined) return undefined;
  return {
    ...Object.fromEntries(tags.map(({ key, value }) => [key, value])),
    ...(udi === undefined ? {} : { _package_udi: udi }),
  };
}
