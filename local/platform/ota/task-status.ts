import type { Platform } from '../platform.ts';
import type { TaskStatus, UnfinishedStatus, UpdateTask } from '../state/update-task.ts';
import { settleBatch } from './batch-status.ts';

/** Puts a task into an unfinished state. */
export function moveTask(task: UpdateTask, status: UnfinishedStatus, platform: Platform): void {
  platform.state.ota.moveTask(task, status);
  task.modifiedAt = platform.clock.now();
}

/** The device runs the version that the update was for. */
export function succeed(task: UpdateTask, platform: Platform): void {
  task.progress = 100;
  end(task, 'SUCCEEDED', '', platform);
  announceTask(task, 'success', platform);
  settleBatch(task.batch, platform);
}

/** The update failed for good: no further try follows. */
export function fail(task: UpdateTask, why: string, platform: Platform): void {
  end(task, 'FAILED', why, platform);
  announceTask(task, why, platform);
  settleBatch(task.batch, platform);
}

export function cancel(task: UpdateTask, why: string, platform: Platform): void {
  end(task, 'CANCELED', why, platform);
  settleBatch(task.batch, platform);
}

/** Cancels a task whose batch is about to be ended by whoever calls this. */
export function cancelWithBatch(task: UpdateTask, why: string, platform: Platform): void {
  end(task, 'CANCELED', why, platform);
}

function end(task: UpdateTask, status: TaskStatus, why: string, platform: Platform): void {
  task.description = why;
  task.modifiedAt = platform.clock.now();
  platform.state.ota.moveTask(task, status);
}

function announceTask(task: UpdateTask, description: string, platform: Platform): void {
  const { device, batch } = task;
  const { firmware, product, jobId } = batch.plan;
  const { productKey } = product;
  const { iotId, deviceName } = device;
  platform.messages.send(product, 'OtaEventFlag', `/${productKey}/${deviceName}/ota/upgrade`, {
    iotId,
    productKey,
    deviceName,
    moduleName: firmware.content.moduleName,
    status: task.status,
    messageCreateTime: platform.clock.now(),
    srcVersion: task.srcVersion ?? '',
    destVersion: firmware.content.destVersion,
    desc: description,
    jobId,
    taskId: task.taskId,
  });
}
