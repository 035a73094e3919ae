import type { Device } from './device.ts';
import type { UpdateBatch } from './update-batch.ts';

export type TaskStatus =
  | 'CONFIRM'
  | 'QUEUED'
  | 'NOTIFIED'
  | 'IN_PROGRESS'
  | 'SUCCEEDED'
  | 'FAILED'
  | 'CANCELED';

/** The states in which an update is still to come to its end. */
export const unfinishedStatuses = ['CONFIRM', 'QUEUED', 'NOTIFIED', 'IN_PROGRESS'] as const;

export type UnfinishedStatus = (typeof unfinishedStatuses)[number];

/** The update of one device in one batch. */
export class UpdateTask {
  readonly taskId: string;
  readonly batch: UpdateBatch;
  readonly device: Device;
  readonly createdAt: number;
  status: TaskStatus;
  /** The module's version before the update, or undefined when the device has not told it yet. */
  srcVersion: string | undefined;
  /** Percent, 0 to 100. */
  progress = 0;
  /** Why it failed or was canceled, else empty. */
  description = '';
  modifiedAt: number;
  /** When the device first reported progress: from here its time runs. */
  progressSince: number | undefined;
  retriesLeft: number;
  /** When a failed try is to be followed by the next; until then the task keeps its state. */
  retryAt: number | undefined;
  /** Whether it stands in its batch's line of pushes. */
  waitingForPush = false;
  /** Whether it was refused its run at once, for the device had another update. */
  blocked = false;

  constructor(
    taskId: string,
    batch: UpdateBatch,
    device: Device,
    status: TaskStatus,
    srcVersion: string | undefined,
    createdAt: number,
  ) {
    this.taskId = taskId;
    this.batch = batch;
    this.device = device;
    this.createdAt = createdAt;
    this.status = status;
    this.srcVersion = srcVersion;
    this.modifiedAt = createdAt;
    this.progressSince = undefined;
    this.retriesLeft = batch.plan.retryCount ?? 0;
    this.retryAt = undefined;
  }

  get unfinished(): boolean {
    return this.status !== 'SUCCEEDED' && this.status !== 'FAILED' && this.status !== 'CANCELED';
  }
}
