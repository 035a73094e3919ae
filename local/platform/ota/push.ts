import type { Platform } from '../platform.ts';
import type { UpdateBatch } from '../state/update-batch.ts';
import type { UpdateTask } from '../state/update-task.ts';
import { moveTask } from './task-status.ts';
import { upgradeMessage, upgradeTopic } from './upgrade-message.ts';

const minute = 60_000;

/**
 * Lets a task's device be told of its update as soon as the batch's pace allows, if the batch pushes at all and the
 * device is online. A device that is offline is told when it connects.
 */
export function pushSoon(task: UpdateTask, platform: Platform): void {
  const { agenda, plan } = task.batch;
  if (!plan.needPush || task.waitingForPush || !isDue(task)) return;
  if (platform.devices.sessionOf(task.device) === undefined) return;
  task.waitingForPush = true;
  agenda.toPush.push(task);
  if (agenda.pushing) return;
  agenda.pushing = true;
  // Later, and not within the call that led here: a device in the same process may answer at once.
  platform.clock.after(0, () => push(task.batch, platform));
}

/** Whether a device may be told of the update now, be it that it is pushed or that it asks. */
export function mayBeTold(task: UpdateTask): boolean {
  return task.unfinished && task.status !== 'CONFIRM' && task.batch.status !== 'PLANNED';
}

/** The device has been told of its update. */
export function told(task: UpdateTask, platform: Platform): void {
  if (task.status === 'QUEUED') moveTask(task, 'NOTIFIED', platform);
}

/** A task that failed and is to be tried again is not pushed before its time. */
function isDue(task: UpdateTask): boolean {
  return mayBeTold(task) && task.retryAt === undefined;
}

function push(batch: UpdateBatch, platform: Platform): void {
  const { agenda } = batch;
  for (;;) {
    const task = agenda.toPush.peek();
    if (task === undefined) {
      agenda.pushing = false;
      return;
    }
    const wait = untilNextPush(batch, platform.clock.now());
    if (wait > 0) {
      platform.clock.after(wait, () => push(batch, platform));
      return;
    }
    agenda.toPush.shift();
    task.waitingForPush = false;
    const session = isDue(task) ? platform.devices.sessionOf(task.device) : undefined;
    if (session === undefined) continue;
    if (batch.plan.maximumPerMinute !== undefined) agenda.pushedAt.push(platform.clock.now());
    told(task, platform);
    session.line.deliver(upgradeTopic(task), upgradeMessage(task, platform), 1);
  }
}

/** How long to wait so that no sixty seconds see more pushes than the batch may make in a minute. */
function untilNextPush(batch: UpdateBatch, now: number): number {
  const { pushedAt } = batch.agenda;
  for (
    let oldest = pushedAt.peek();
    oldest !== undefined && oldest <= now - minute;
    oldest = pushedAt.peek()
  ) {
    pushedAt.shift();
  }
  const oldest = pushedAt.peek();
  if (oldest === undefined || pushedAt.size < (batch.plan.maximumPerMinute ?? Infinity)) return 0;
  return oldest + minute - now;
}
