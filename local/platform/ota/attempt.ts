import type { Platform } from '../platform.ts';
import type { UpdateBatch } from '../state/update-batch.ts';
import type { UpdateTask } from '../state/update-task.ts';
import { pushSoon } from './push.ts';
import { fail, moveTask } from './task-status.ts';

const minute = 60_000;

/** The device reports that its update is under way. Its time runs from the first such report, and is not set back. */
export function progressed(task: UpdateTask, percent: number, platform: Platform): void {
  task.progress = percent;
  task.description = '';
  task.modifiedAt = platform.clock.now();
  // A device that goes on by itself needs no further push for this try.
  task.retryAt = undefined;
  if (task.status !== 'IN_PROGRESS') moveTask(task, 'IN_PROGRESS', platform);
  if (task.progressSince !== undefined) return;
  task.progressSince = platform.clock.now();
  if (task.batch.plan.timeoutMinutes === undefined) return;
  task.batch.agenda.timeouts.push({ task, since: task.progressSince });
  watchTimeouts(task.batch, task.batch.plan.timeoutMinutes * minute, platform);
}

/** A try failed: it is followed by another as long as the batch has tries left, else the task has failed. */
export function failAttempt(task: UpdateTask, why: string, platform: Platform): void {
  // A report that comes twice is not a second failure.
  if (task.retryAt !== undefined) return;
  const interval = task.batch.plan.retryIntervalMinutes;
  if (interval === undefined || task.retriesLeft === 0) {
    fail(task, why, platform);
    return;
  }
  task.retriesLeft -= 1;
  task.retryAt = platform.clock.now() + interval * minute;
  task.description = why;
  task.modifiedAt = platform.clock.now();
  task.batch.agenda.retries.push({ task, at: task.retryAt });
  watchRetries(task.batch, platform);
}

/** Watches the time of the running tasks, and the retries to come, of a batch that was there before. */
export function resumeAttempts(batch: UpdateBatch, platform: Platform): void {
  const { agenda, plan, tasks } = batch;
  const running = tasks.flatMap((task) =>
    task.unfinished && task.progressSince !== undefined ? { task, since: task.progressSince } : [],
  );
  const waiting = tasks.flatMap((task) =>
    task.unfinished && task.retryAt !== undefined ? { task, at: task.retryAt } : [],
  );
  for (const entry of running.sort((one, other) => one.since - other.since)) agenda.timeouts.push(entry);
  for (const entry of waiting.sort((one, other) => one.at - other.at)) agenda.retries.push(entry);
  if (plan.timeoutMinutes !== undefined) watchTimeouts(batch, plan.timeoutMinutes * minute, platform);
  watchRetries(batch, platform);
}

// All tasks of a batch have the same time to run out, and the same wait before a retry: the first in is the first
// out, and one timer is enough for however many.

function watchTimeouts(batch: UpdateBatch, limit: number, platform: Platform): void {
  const { agenda } = batch;
  const first = agenda.timeouts.peek();
  if (first === undefined || agenda.timing) return;
  agenda.timing = true;
  platform.clock.after(first.since + limit - platform.clock.now(), () => {
    agenda.timing = false;
    for (let next = agenda.timeouts.peek(); next !== undefined; next = agenda.timeouts.peek()) {
      const { task, since } = next;
      const running = task.unfinished && task.progressSince === since;
      if (running && since + limit > platform.clock.now()) break;
      agenda.timeouts.shift();
      if (running) fail(task, 'the update did not end within its time', platform);
    }
    watchTimeouts(batch, limit, platform);
  });
}

function watchRetries(batch: UpdateBatch, platform: Platform): void {
  const { agenda } = batch;
  const first = agenda.retries.peek();
  if (first === undefined || agenda.retrying) return;
  agenda.retrying = true;
  platform.clock.after(first.at - platform.clock.now(), () => {
    agenda.retrying = false;
    for (let next = agenda.retries.peek(); next !== undefined; next = agenda.retries.peek()) {
      const { task, at } = next;
      const waiting = task.unfinished && task.retryAt === at;
      if (waiting && at > platform.clock.now()) break;
      agenda.retries.shift();
      if (!waiting) continue;
      task.retryAt = undefined;
      pushSoon(task, platform);
    }
    watchRetries(batch, platform);
  });
}
