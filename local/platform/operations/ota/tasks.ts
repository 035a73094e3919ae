import { ConfirmOTATask, ReupgradeOTATask } from '../../../../shared/iot/operations/ota.ts';
import { type ParameterRefusals, type ServedOperation, serve } from '../../operation.ts';
import { batchOf, tasksOf } from '../../ota/lookup.ts';
import { pushSoon } from '../../ota/push.ts';
import { canRerun, rerun } from '../../ota/rerun.ts';
import { isWithinSchedule } from '../../ota/schedule.ts';
import { moveTask } from '../../ota/task-status.ts';
import { Refusal } from '../../refusal.ts';
import { jobId } from './refusals.ts';

const taskIds: ParameterRefusals = {
  TaskId: {
    missing: 'iot.ota.TaskIdIsNull',
    tooMany: 'iot.ota.TooManyOtaTask',
    other: 'iot.ota.TaskIdIsNull',
  },
};

export const taskOperations: readonly ServedOperation[] = [
  serve(ConfirmOTATask, taskIds, ({ TaskId }, platform) => {
    const tasks = tasksOf(TaskId, platform, 'iot.firmware.InvalidOTATaskId');
    for (const { taskId, status, batch } of tasks) {
      if (status !== 'CONFIRM') {
        throw new Refusal('iot.firmware.InvalidTaskStatus', `Task ${taskId} is ${status}, not CONFIRM.`);
      }
      if (!isWithinSchedule(batch, platform.clock.now())) throw new Refusal('iot.ota.ConfirmNotAllowedNow');
    }
    for (const task of tasks) {
      moveTask(task, 'QUEUED', platform);
      pushSoon(task, platform);
    }
    return {};
  }),
  serve(ReupgradeOTATask, { ...jobId, ...taskIds }, ({ JobId, TaskId }, platform) => {
    const batch = batchOf(JobId, platform, 'iot.ota.InvalidJobId');
    if (batch.plan.jobType === 'VERIFY_FIRMWARE') {
      throw new Refusal('iot.ota.InvalidJobId', 'The tasks of a verification batch do not run again.');
    }
    if (batch.status === 'CANCELED') throw new Refusal('iot.ota.JobCanceled');
    const tasks = tasksOf(TaskId, platform, 'iot.ota.InvalidTaskId');
    if (tasks.some((task) => task.batch !== batch)) throw new Refusal('iot.ota.UnmatchedJob');
    if (batch.inStatus('FAILED').size + batch.inStatus('CANCELED').size === 0) {
      throw new Refusal('iot.ota.FailedTaskNotFound');
    }
    for (const { taskId, status } of tasks) {
      if (status === 'FAILED' || status === 'CANCELED') continue;
      throw new Refusal('iot.ota.InvalidTaskExist', `Task ${taskId} is ${status}, not FAILED or CANCELED.`);
    }
    // A package that has an update batch is verified, or needs no verification, and stays so.
    if (platform.state.ota.firmware(batch.plan.firmware.content.firmwareId) === undefined) {
      throw new Refusal('iot.ota.InvalidFirmwareUid');
    }
    if (tasks.some(({ device }) => device.deleted)) throw new Refusal('iot.ota.DeviceNotExist');
    if (!tasks.some((task) => canRerun(task, platform))) throw new Refusal('iot.ota.DeviceNotReUpgraded');
    rerun(batch, tasks, platform);
    return {};
  }),
];
