import { Queue } from '../queue.ts';
import type { Firmware } from './firmware.ts';
import type { DeviceGroup } from './groups.ts';
import type { Product } from './products.ts';
import { type TaskStatus, type UpdateTask, unfinishedStatuses } from './update-task.ts';

export type JobStatus = 'PLANNED' | 'IN_PROGRESS' | 'COMPLETED' | 'CANCELED';

/** What an update batch was asked to do. None of it changes later. */
export interface BatchPlan {
  readonly jobId: string;
  readonly firmware: Firmware;
  readonly product: Product;
  readonly jobType: 'VERIFY_FIRMWARE' | 'UPGRADE_FIRMWARE';
  readonly selectionType: 'STATIC' | 'DYNAMIC';
  readonly targetSelection: 'ALL' | 'SPECIFIC' | 'GRAY' | 'GROUP';
  readonly createdAt: number;
  readonly srcVersions: readonly string[] | undefined;
  readonly grayPercent: string | undefined;
  readonly group: DeviceGroup | undefined;
  readonly dynamicMode: 1 | 2 | undefined;
  /** Epoch milliseconds. */
  readonly scheduleTime: number | undefined;
  readonly scheduleFinishTime: number | undefined;
  readonly retryIntervalMinutes: number | undefined;
  readonly retryCount: number | undefined;
  readonly timeoutMinutes: number | undefined;
  /** The most devices a minute that get the download address pushed; undefined for no bound. */
  readonly maximumPerMinute: number | undefined;
  /** Whether a device's earlier task gives way to one of this batch. */
  readonly overwrite: boolean;
  readonly multiModule: boolean;
  readonly needPush: boolean;
  readonly needConfirm: boolean;
  readonly downloadProtocol: 'HTTPS' | 'MQTT';
  /** Names the download over MQTT to the devices. */
  readonly streamId: number;
  readonly tags: readonly BatchTag[];
}

export interface BatchTag {
  readonly key: string;
  readonly value: string;
}

/** An update batch (job): one package, a policy, and a task for each device. */
export class UpdateBatch {
  readonly plan: BatchPlan;
  status: JobStatus;
  startedAt: number | undefined;
  endedAt: number | undefined;
  modifiedAt: number;
  readonly tasks: UpdateTask[] = [];
  readonly #byStatus = new Map<TaskStatus, Set<UpdateTask>>();
  readonly agenda = new BatchAgenda();

  constructor(plan: BatchPlan) {
    this.plan = plan;
    this.status = plan.scheduleTime === undefined ? 'IN_PROGRESS' : 'PLANNED';
    this.startedAt = plan.scheduleTime === undefined ? plan.createdAt : undefined;
    this.endedAt = undefined;
    this.modifiedAt = plan.createdAt;
  }

  /** The tasks in a state, in the order in which they came into it. */
  inStatus(status: TaskStatus): ReadonlySet<UpdateTask> {
    return this.#byStatus.get(status) ?? none;
  }

  get unfinishedCount(): number {
    return unfinishedStatuses.reduce((count, status) => count + this.inStatus(status).size, 0);
  }

  /** Enters a task, or moves it, in the index by state. Only the keeper of all tasks calls this. */
  index(task: UpdateTask, status: TaskStatus): void {
    this.#byStatus.get(task.status)?.delete(task);
    let tasks = this.#byStatus.get(status);
    if (tasks === undefined) {
      tasks = new Set();
      this.#byStatus.set(status, tasks);
    }
    tasks.add(task);
  }
}

/** What a batch still has to do, in the order in which it falls due. It can be made anew from the tasks. */
export class BatchAgenda {
  /** Tasks whose devices are to be told of their update as soon as the batch's pace allows. */
  readonly toPush = new Queue<UpdateTask>();
  /** When the pushes of the last minute went out. */
  readonly pushedAt = new Queue<number>();
  pushing = false;
  /** Running tasks by the time they began: all of a batch have the same time, so the first to begin is the first to run out. */
  readonly timeouts = new Queue<{ readonly task: UpdateTask; readonly since: number }>();
  timing = false;
  readonly retries = new Queue<{ readonly task: UpdateTask; readonly at: number }>();
  retrying = false;
}

const none: ReadonlySet<UpdateTask> = new Set();
