import type { Platform } from '../platform.ts';
import type { UpdateBatch } from '../state/update-batch.ts';
import type { UpdateTask } from '../state/update-task.ts';
import { firstStatus, giveWay, isBlocked, moduleVersion, tasksInTheWay } from './assign.ts';
import { changeBatch } from './batch-status.ts';
import { pushSoon } from './push.ts';
import { moveTask } from './task-status.ts';

/** Whether a device can be updated by its failed or canceled task after all. */
export function canRerun({ batch, device }: UpdateTask, platform: Platform): boolean {
  const { moduleName, delta, srcVersion, destVersion } = batch.plan.firmware.content;
  const version = moduleVersion(device, moduleName);
  if (version === destVersion || (delta && version !== srcVersion)) return false;
  return !isBlocked(batch, tasksInTheWay(batch, device, platform));
}

/** Runs failed or canceled tasks of a batch again, as if they were new. A batch that had ended goes on. */
export function rerun(batch: UpdateBatch, tasks: readonly UpdateTask[], platform: Platform): void {
  if (batch.status === 'COMPLETED') changeBatch(batch, 'IN_PROGRESS', platform);
  for (const task of tasks) {
    // Two tasks of one device may be asked for at once: the first of them runs.
    if (!canRerun(task, platform)) continue;
    giveWay(tasksInTheWay(batch, task.device, platform), batch, platform);
    task.progress = 0;
    task.description = '';
    task.progressSince = undefined;
    task.retryAt = undefined;
    task.retriesLeft = batch.plan.retryCount ?? 0;
    task.blocked = false;
    task.srcVersion = moduleVersion(task.device, batch.plan.firmware.content.moduleName);
    moveTask(task, firstStatus(batch), platform);
    pushSoon(task, platform);
  }
}
