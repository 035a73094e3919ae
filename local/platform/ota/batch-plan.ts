import type { Platform } from '../platform.ts';
import { Refusal } from '../refusal.ts';
import { type Firmware, verification } from '../state/firmware.ts';
import type { BatchPlan, BatchTag } from '../state/update-batch.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const regionsWithMqttDownload = ['cn-shanghai', 'cn-beijing', 'cn-shenzhen'];
const mostBytesOverMqtt = 16 * 2 ** 20;

/** What batches of all kinds may be given, as the API spells it. */
interface BatchRequest {
  readonly Tag?: readonly { readonly Key: string; readonly Value: string }[] | undefined;
  readonly TimeoutInMinutes?: number | undefined;
  readonly RetryInterval?: number | undefined;
  readonly RetryCount?: number | undefined;
  readonly OverwriteMode?: number | undefined;
  readonly NeedPush?: boolean | undefined;
  readonly NeedConfirm?: boolean | undefined;
  readonly DownloadProtocol?: 'HTTPS' | 'MQTT' | undefined;
  readonly MultiModuleMode?: boolean | undefined;
  readonly ScheduleTime?: number | undefined;
  readonly ScheduleFinishTime?: number | undefined;
}

/** The part of a plan that a request says in the same words for every kind of batch. */
export function commonPlan(request: BatchRequest, platform: Platform) {
  return {
    jobId: `${platform.newId(20)}020000`,
    createdAt: platform.clock.now(),
    scheduleTime: request.ScheduleTime,
    scheduleFinishTime: request.ScheduleFinishTime,
    retryIntervalMinutes: request.RetryInterval,
    // Without an interval there is no retry, whatever the count.
    retryCount: request.RetryInterval === undefined ? undefined : request.RetryCount,
    timeoutMinutes: request.TimeoutInMinutes,
    overwrite: request.OverwriteMode === 2,
    multiModule: request.MultiModuleMode ?? false,
    needPush: request.NeedPush ?? true,
    needConfirm: request.NeedConfirm ?? false,
    downloadProtocol: request.DownloadProtocol ?? 'HTTPS',
    streamId: platform.state.ota.newStreamId(),
    tags: (request.Tag ?? []).map(({ Key, Value }): BatchTag => ({ key: Key, value: Value })),
  } satisfies Partial<BatchPlan>;
}

/** @throws Refusal unless the package is verified, or needs no verification */
export function checkVerified(firmware: Firmware): void {
  if (firmware.status !== verification.verified && firmware.status !== verification.notRequired) {
    throw new Refusal('iot.firmware.FirmwareNotVerified');
  }
}

/** @throws Refusal when the package or the region does not go with a download over MQTT */
export function checkProtocol(request: BatchRequest, firmware: Firmware, platform: Platform): void {
  if (request.DownloadProtocol !== 'MQTT') return;
  const [file, second] = firmware.content.files;
  const suits =
    regionsWithMqttDownload.includes(platform.account.regionId) &&
    second === undefined &&
    file !== undefined &&
    // A file that lies elsewhere cannot be sent from here.
    platform.objectStore.owns(file.url) &&
    (file.size ?? 0) <= mostBytesOverMqtt;
  if (!suits) throw new Refusal('iot.ota.DownloadProtocolMqttNotSuitable');
}

/** @throws Refusal when several modules are to be updated at once in a public instance of the previous version */
export function checkMultiModule(request: BatchRequest, platform: Platform): void {
  if (request.MultiModuleMode === true && platform.account.instanceId === undefined) {
    throw new Refusal('iot.ota.multiModuleModeForbiddenInDefaultInstance');
  }
}

/** @throws Refusal unless the batch starts 5 minutes to 7 days from now, and ends 1 hour to 30 days after that */
export function checkSchedule({ ScheduleTime, ScheduleFinishTime }: BatchRequest, platform: Platform): void {
  if (ScheduleTime === undefined) return;
  const ahead = ScheduleTime - platform.clock.now();
  if (ahead <= 0) throw new Refusal('iot.firmware.FireTimeMustLargeThanCurrentTime');
  if (ahead < 5 * minute) throw new Refusal('iot.firmware.FireTimeTooShort');
  if (ahead > 7 * day) throw new Refusal('iot.firmware.FireTimeTooLate');
  if (ScheduleFinishTime === undefined) return;
  const length = ScheduleFinishTime - ScheduleTime;
  if (length <= 0) throw new Refusal('iot.firmware.ScheduleFinishTimeEarlierThanStartTime');
  if (length < 60 * minute) throw new Refusal('iot.firmware.ScheduleFinishTimeTooEarly');
  if (length > 30 * day) throw new Refusal('iot.firmware.ScheduleFinishTimeTooLate');
}
