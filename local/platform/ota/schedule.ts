import type { Platform } from '../platform.ts';
import type { UpdateBatch } from '../state/update-batch.ts';
import { unfinishedStatuses } from '../state/update-task.ts';
import { changeBatch, settleBatch } from './batch-status.ts';
import { pushSoon } from './push.ts';
import { cancelWithBatch } from './task-status.ts';

/**
 * Sees to it that a scheduled batch starts and ends when it is to.
 *
 * @param keptUntil for a batch that was there before: what fell due since then is made up for
 */
export function keepSchedule(
  batch: UpdateBatch,
  platform: Platform,
  keptUntil: number = platform.clock.now(),
): void {
  const { scheduleTime, scheduleFinishTime } = batch.plan;
  const now = platform.clock.now();
  if (scheduleTime !== undefined && batch.status === 'PLANNED') {
    platform.clock.after(Math.max(0, scheduleTime - now), () => start(batch, platform));
  }
  if (scheduleFinishTime !== undefined && scheduleFinishTime >= keptUntil) {
    platform.clock.after(Math.max(0, scheduleFinishTime - now), () => endForcibly(batch, platform));
  }
}

/** Whether the present lies within the time that the batch was given; a batch without a schedule has all time. */
export function isWithinSchedule(batch: UpdateBatch, now: number): boolean {
  const { scheduleTime = -Infinity, scheduleFinishTime = Infinity } = batch.plan;
  return now >= scheduleTime && now <= scheduleFinishTime;
}

function start(batch: UpdateBatch, platform: Platform): void {
  if (batch.status !== 'PLANNED') return;
  changeBatch(batch, 'IN_PROGRESS', platform);
  for (const task of batch.inStatus('QUEUED')) pushSoon(task, platform);
  settleBatch(batch, platform);
}

/** Whatever has not come to its end by now is canceled: the devices have not failed. */
function endForcibly(batch: UpdateBatch, platform: Platform): void {
  if (batch.status !== 'IN_PROGRESS') return;
  for (const status of unfinishedStatuses) {
    for (const task of batch.inStatus(status)) {
      cancelWithBatch(task, 'the update batch reached its ScheduleFinishTime', platform);
    }
  }
  changeBatch(batch, 'COMPLETED', platform);
}
