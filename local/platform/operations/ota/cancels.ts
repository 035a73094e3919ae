import {
  CancelOTAStrategyByJob,
  CancelOTATaskByDevice,
  CancelOTATaskByJob,
  type CancelOTATaskByJobRequest,
} from '../../../../shared/iot/operations/ota.ts';
import { type ServedOperation, serve } from '../../operation.ts';
import { changeBatch } from '../../ota/batch-status.ts';
import { batchOf, deviceOf, firmwareAndProduct } from '../../ota/lookup.ts';
import { cancel, cancelWithBatch } from '../../ota/task-status.ts';
import type { Platform } from '../../platform.ts';
import { Refusal } from '../../refusal.ts';
import type { UpdateBatch } from '../../state/update-batch.ts';
import { type UnfinishedStatus, type UpdateTask, unfinishedStatuses } from '../../state/update-task.ts';
import { firmwareId, jobId, productKey } from './refusals.ts';

/** The states in which CancelOTATaskByDevice still reaches a task: the guide sets pending against updating. */
const pendingStatuses: readonly string[] = ['CONFIRM', 'QUEUED', 'NOTIFIED'];

const whyCanceled = 'the update task was canceled';

export const cancelOperations: readonly ServedOperation[] = [
  serve(CancelOTAStrategyByJob, jobId, ({ JobId }, platform) => {
    const batch = batchOf(JobId, platform);
    if (batch.plan.selectionType !== 'DYNAMIC') throw new Refusal('iot.firmware.NotDynamicJob');
    if (batch.status === 'CANCELED') throw new Refusal('iot.firmware.JobAlreadyCanceled');
    // Tasks that the policy has made stay as they are: they have cancels of their own.
    platform.state.ota.endDynamic(batch);
    changeBatch(batch, 'CANCELED', platform);
    return {};
  }),
  serve(
    CancelOTATaskByJob,
    {
      ...jobId,
      CancelUnconfirmedTask: { missing: 'iot.firmware.CancelOptionIsMandatory' },
    },
    (request, platform) => {
      const batch = batchOf(request.JobId, platform);
      if (batch.plan.jobType === 'VERIFY_FIRMWARE') {
        throw new Refusal('iot.firmware.InvalidOTAJobId', 'A verification batch is canceled by its devices.');
      }
      const { CancelScheduledTask = false } = request;
      if (CancelScheduledTask && batch.plan.scheduleTime === undefined) {
        throw new Refusal('iot.firmware.JobHasNoScheduleTime');
      }
      if (CancelScheduledTask && batch.status === 'CANCELED') {
        throw new Refusal('iot.firmware.JobAlreadyCanceled');
      }
      if (CancelScheduledTask && batch.status === 'PLANNED') {
        cancelPlanned(batch, platform);
        return {};
      }
      for (const status of chosenStatuses(request)) {
        for (const task of batch.inStatus(status)) cancel(task, whyCanceled, platform);
      }
      return {};
    },
  ),
  serve(
    CancelOTATaskByDevice,
    {
      ...firmwareId,
      ...productKey,
      ...jobId,
      DeviceName: {
        missing: 'iot.device.NoneDeviceNameElement',
        tooMany: 'iot.firmware.ParameterSizeExceedMax',
        other: 'iot.common.InvalidFormattedParameter',
      },
    },
    (request, platform) => {
      const { firmware, product } = firmwareAndProduct(request, platform);
      const batch = request.JobId === undefined ? undefined : batchOf(request.JobId, platform);
      if (batch !== undefined && batch.plan.firmware !== firmware) {
        throw new Refusal('iot.firmware.InvalidOTAJobId');
      }
      const pending = request.DeviceName.flatMap((name) =>
        pendingTasks(
          name,
          platform.state.ota
            .tasksOf(deviceOf(product, name))
            .filter((task) => (batch ?? task.batch) === task.batch && task.batch.plan.firmware === firmware),
        ),
      );
      for (const task of pending) cancel(task, whyCanceled, platform);
      return {};
    },
  ),
];

/** Nothing of it has begun: all its tasks are canceled, and the batch with them. */
function cancelPlanned(batch: UpdateBatch, platform: Platform): void {
  for (const status of unfinishedStatuses) {
    for (const task of batch.inStatus(status)) cancelWithBatch(task, whyCanceled, platform);
  }
  changeBatch(batch, 'CANCELED', platform);
}

/** Tasks that wait to be confirmed follow those that are queued, unless they are spoken of. */
function chosenStatuses(request: CancelOTATaskByJobRequest): UnfinishedStatus[] {
  const { CancelQueuedTask = false, CancelUnconfirmedTask = CancelQueuedTask } = request;
  const chosen: [UnfinishedStatus, boolean][] = [
    ['CONFIRM', CancelUnconfirmedTask],
    ['QUEUED', CancelQueuedTask],
    ['NOTIFIED', request.CancelNotifiedTask ?? false],
    ['IN_PROGRESS', request.CancelInProgressTask ?? false],
  ];
  return chosen.filter(([, wanted]) => wanted).map(([status]) => status);
}

function pendingTasks(deviceName: string, tasks: readonly UpdateTask[]): UpdateTask[] {
  if (tasks.length === 0) {
    throw new Refusal(
      'iot.firmware.DeviceUpgradeRecordNotFound',
      `Device ${deviceName} has no update task of this package.`,
    );
  }
  const pending = tasks.filter(({ status }) => pendingStatuses.includes(status));
  if (pending.length === 0) {
    throw new Refusal(
      'iot.firmware.IncorrectDeviceUpgradeJobStatus',
      `Device ${deviceName} has no pending update task of this package.`,
    );
  }
  return pending;
}
