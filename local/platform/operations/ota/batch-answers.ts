import type { UpdateBatch } from '../../state/update-batch.ts';

/** What the lists tell of a batch. */
export function batchSummary(batch: UpdateBatch) {
  const { plan } = batch;
  return {
    JobId: plan.jobId,
    JobStatus: batch.status,
    JobType: plan.jobType,
    SelectionType: plan.selectionType,
    TargetSelection: plan.targetSelection,
    FirmwareId: plan.firmware.content.firmwareId,
    ProductKey: plan.product.productKey,
    Tags:
      plan.tags.length === 0
        ? undefined
        : { OtaTagDTO: plan.tags.map(({ key, value }) => ({ Key: key, Value: value })) },
    UtcCreate: utc(plan.createdAt),
    UtcModified: utc(batch.modifiedAt),
    UtcStartTime: utc(batch.startedAt),
    UtcEndTime: utc(batch.endedAt),
  };
}

/** All there is to tell of a batch. */
export function batchDetails(batch: UpdateBatch) {
  const { plan } = batch;
  const { firmwareName, destVersion } = plan.firmware.content;
  return {
    ...batchSummary(batch),
    Name: firmwareName,
    JobDesc: '',
    DestVersion: destVersion,
    DownloadProtocol: plan.downloadProtocol,
    DynamicMode: plan.dynamicMode,
    GrayPercent: plan.grayPercent,
    GroupId: plan.group?.groupId ?? '',
    GroupName: plan.group?.groupName ?? '',
    MaximumPerMinute: plan.maximumPerMinute,
    MultiModuleMode: plan.multiModule,
    NeedConfirm: plan.needConfirm,
    NeedPush: plan.needPush,
    OverwriteMode: plan.overwrite ? 2 : 1,
    RetryCount: plan.retryCount,
    RetryInterval: plan.retryIntervalMinutes,
    SrcVersions: plan.srcVersions === undefined ? undefined : { SrcVersion: [...plan.srcVersions] },
    TimeoutInMinutes: plan.timeoutMinutes,
    UtcScheduleTime: utc(plan.scheduleTime),
    UtcScheduleFinishTime: utc(plan.scheduleFinishTime),
  };
}

function utc(time: number): string;
function utc(time: number | undefined): string | undefined;
function utc(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}
