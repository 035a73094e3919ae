import type { Platform } from '../platform.ts';
import type { Device } from '../state/device.ts';
import type { UpdateBatch } from '../state/update-batch.ts';
import { UpdateTask } from '../state/update-task.ts';
import { cancel } from './task-status.ts';

/**
 * Makes a device's task in a batch. A device has one update at a time: where an earlier one stands in the way, and
 * does not give way, the new task has failed from the start, which is told to nobody.
 */
export function assignTask(batch: UpdateBatch, device: Device, platform: Platform): UpdateTask {
  const { plan } = batch;
  const inTheWay = tasksInTheWay(batch, device, platform);
  const blocked = isBlocked(batch, inTheWay);
  const task = new UpdateTask(
    `${platform.newId(20)}010000`,
    batch,
    device,
    blocked ? 'FAILED' : firstStatus(batch),
    moduleVersion(device, plan.firmware.content.moduleName),
    platform.clock.now(),
  );
  if (blocked) markBlocked(task);
  else giveWay(inTheWay, batch, platform);
  platform.state.ota.addTask(task);
  return task;
}

/** The state in which a task begins, or begins again. */
export function firstStatus(batch: UpdateBatch): 'CONFIRM' | 'QUEUED' {
  return batch.plan.needConfirm ? 'CONFIRM' : 'QUEUED';
}

export function moduleVersion(device: Device, moduleName: string): string | undefined {
  return device.moduleVersions?.get(moduleName);
}

/** The unfinished tasks that a device has and cannot have beside one of this batch. */
export function tasksInTheWay(batch: UpdateBatch, device: Device, platform: Platform): UpdateTask[] {
  const { multiModule, firmware } = batch.plan;
  return platform.state.ota
    .tasksOf(device)
    .filter(
      (task) =>
        task.unfinished &&
        (!multiModule || task.batch.plan.firmware.content.moduleName === firmware.content.moduleName),
    );
}

/** Whether the tasks in the way stay: they give way only to a batch that overwrites, and never once they run. */
export function isBlocked(batch: UpdateBatch, inTheWay: readonly UpdateTask[]): boolean {
  const overwrites = batch.plan.overwrite || batch.plan.multiModule;
  return inTheWay.some((task) => !overwrites || task.status === 'IN_PROGRESS');
}

export function giveWay(inTheWay: readonly UpdateTask[], batch: UpdateBatch, platform: Platform): void {
  for (const task of inTheWay) cancel(task, `overwritten by update batch ${batch.plan.jobId}`, platform);
}

function markBlocked(task: UpdateTask): void {
  task.blocked = true;
  task.description = 'the device has another update task that is pending or running';
}
