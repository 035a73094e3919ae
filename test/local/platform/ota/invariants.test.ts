import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refusal } from '../../../../local/platform/refusal.ts';
import { verification } from '../../../../local/platform/state/firmware.ts';
import type { JobStatus, UpdateBatch } from '../../../../local/platform/state/update-batch.ts';
import {
  type TaskStatus,
  type UpdateTask,
  unfinishedStatuses,
} from '../../../../local/platform/state/update-task.ts';
import {
  CancelOTAStrategyByJob,
  CancelOTATaskByDevice,
  CancelOTATaskByJob,
  ConfirmOTATask,
  CreateOTADynamicUpgradeJob,
  CreateOTAModule,
  CreateOTAStaticUpgradeJob,
  CreateOTAVerifyJob,
  ReupgradeOTATask,
} from '../../../../shared/iot/operations/ota.ts';
import { day, Fleet, hour, minute, type SimulatedDevice } from './fleet.ts';

const modules = ['default', 'radio'] as const;
const versions = ['1.0.0', '2.0.0', '3.0.0'] as const;
const deviceCount = 4;

/** What may follow upon a state of a task; from a finished one only by ReupgradeOTATask. */
const follows: Record<TaskStatus, readonly TaskStatus[]> = {
  CONFIRM: ['QUEUED', 'CANCELED'],
  QUEUED: ['NOTIFIED', 'IN_PROGRESS', 'SUCCEEDED', 'CANCELED'],
  NOTIFIED: ['IN_PROGRESS', 'SUCCEEDED', 'FAILED', 'CANCELED'],
  IN_PROGRESS: ['SUCCEEDED', 'FAILED', 'CANCELED'],
  SUCCEEDED: [],
  FAILED: [],
  CANCELED: [],
};
const followsByRerun: readonly TaskStatus[] = ['CONFIRM', 'QUEUED'];

const batchFollows: Record<JobStatus, readonly JobStatus[]> = {
  PLANNED: ['IN_PROGRESS', 'CANCELED'],
  IN_PROGRESS: ['COMPLETED', 'CANCELED'],
  COMPLETED: [],
  CANCELED: [],
};

const device = fc.nat(deviceCount - 1);
const module = fc.constantFrom(...modules);
const version = fc.constantFrom(...versions);
const maybe = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: undefined });

const often = fc.nat(3).map((one) => one > 0);
const seldom = often.map((one) => !one);

const policy = fc.record({
  NeedPush: often,
  NeedConfirm: seldom,
  TimeoutInMinutes: maybe(fc.constantFrom(20, 600)),
  RetryInterval: maybe(fc.constantFrom(0 as const, 10 as const)),
  OverwriteMode: fc.constantFrom(1 as const, 2 as const),
});

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('inform' as const), device, version, module }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('progress' as const),
      device,
      step: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer({ min: -4, max: -1 })),
      module,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('ask' as const), device, module }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('connect' as const), device }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('disconnect' as const), device }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('advance' as const),
      by: fc.constantFrom(0, minute, 10 * minute, hour, day),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('static' as const),
      firmware: fc.nat(3),
      devices: fc.uniqueArray(device, { minLength: 1 }),
      policy,
      multiModule: seldom,
      scheduled: maybe(fc.record({ in: fc.constantFrom(hour, day), ends: fc.boolean() })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('dynamic' as const),
      firmware: fc.nat(3),
      mode: fc.constantFrom(1 as const, 2 as const),
      policy,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('verify' as const),
      firmware: fc.nat(3),
      devices: fc.uniqueArray(device, { minLength: 1 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('cancel' as const),
      batch: fc.nat(),
      switches: fc.record({
        CancelScheduledTask: maybe(fc.boolean()),
        CancelQueuedTask: maybe(fc.boolean()),
        CancelNotifiedTask: maybe(fc.boolean()),
        CancelInProgressTask: maybe(fc.boolean()),
        CancelUnconfirmedTask: maybe(fc.boolean()),
      }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancelPolicy' as const), batch: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('cancelDevice' as const), firmware: fc.nat(3), device }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('confirm' as const), task: fc.nat() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('rerun' as const),
      batch: fc.nat(),
      tasks: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
    }),
  },
);

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** A fleet under test, which checks each change of a state as it happens. */
class Run {
  readonly fleet = new Fleet({ instanceId: 'iot-instance' });
  readonly devices: SimulatedDevice[];
  readonly firmwares: string[];
  rerunning = false;
  ended = 0;
  readonly #batchStatus = new Map<string, JobStatus>();

  constructor() {
    const { fleet } = this;
    this.devices = fleet.devices(deviceCount, '1.0.0');
    fleet.call(CreateOTAModule, { ProductKey: fleet.product.productKey, ModuleName: 'radio' });
    this.firmwares = (
      [
        ['default', '2.0.0', false],
        ['default', '3.0.0', false],
        ['radio', '2.1.0', false],
        ['default', '4.0.0', true],
      ] as const
    ).map(([ModuleName, DestVersion, NeedToVerify]) =>
      fleet.firmware({ ModuleName, DestVersion, NeedToVerify }),
    );
    const { ota } = fleet.platform.state;
    const moveTask = ota.moveTask.bind(ota);
    ota.moveTask = (task, status) => {
      expect(
        follows[task.status].includes(status) || (this.rerunning && followsByRerun.includes(status)),
        `${task.status} -> ${status}`,
      ).toBe(true);
      if (status === 'SUCCEEDED' || status === 'FAILED') this.ended += 1;
      moveTask(task, status);
    };
    fleet.platform.messages.listen(({ payload }, flag) => {
      if (flag === 'OtaJobFlag') this.#batchMoved(JSON.parse(payload.toString()));
    });
  }

  get batches(): UpdateBatch[] {
    return [...this.fleet.platform.state.ota.batches()];
  }

  get tasks(): UpdateTask[] {
    return this.batches.flatMap(({ tasks }) => tasks);
  }

  /** Does it, unless the platform refuses: what is refused must have changed nothing, which the checks see. */
  do(one: Step): void {
    this.rerunning = one.kind === 'rerun';
    try {
      this.#do(one);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
    this.rerunning = false;
  }

  #do(one: Step): void {
    const { fleet } = this;
    const ProductKey = fleet.product.productKey;
    const nameOf = (index: number) => `device${index}`;
    switch (one.kind) {
      case 'inform':
        this.devices[one.device]?.inform(one.version, one.module);
        return;
      case 'progress':
        this.devices[one.device]?.progress(one.step, '', one.module);
        return;
      case 'ask':
        this.devices[one.device]?.ask(one.module);
        return;
      case 'connect':
        this.devices[one.device]?.connect();
        return;
      case 'disconnect':
        this.devices[one.device]?.disconnect();
        return;
      case 'advance':
        fleet.advance(one.by);
        return;
      case 'static': {
        const ScheduleTime = one.scheduled && fleet.clock.now() + one.scheduled.in;
        fleet.call(CreateOTAStaticUpgradeJob, {
          ProductKey,
          FirmwareId: this.firmwares[one.firmware] ?? '',
          TargetSelection: 'SPECIFIC',
          TargetDeviceName: one.devices.map(nameOf),
          ...retried(one.policy),
          ...(one.multiModule ? { OverwriteMode: undefined, MultiModuleMode: true } : {}),
          ScheduleTime,
          ScheduleFinishTime: one.scheduled?.ends && ScheduleTime ? ScheduleTime + 2 * hour : undefined,
        });
        return;
      }
      case 'dynamic':
        fleet.call(CreateOTADynamicUpgradeJob, {
          ProductKey,
          FirmwareId: this.firmwares[one.firmware] ?? '',
          SrcVersion: ['1.0.0'],
          DynamicMode: one.mode,
          ...retried(one.policy),
        });
        return;
      case 'verify':
        fleet.call(CreateOTAVerifyJob, {
          ProductKey,
          FirmwareId: this.firmwares[one.firmware] ?? '',
          TargetDeviceName: one.devices.map(nameOf),
        });
        return;
      case 'cancel':
        fleet.call(CancelOTATaskByJob, { JobId: this.#jobId(one.batch), ...one.switches });
        return;
      case 'cancelPolicy':
        fleet.call(CancelOTAStrategyByJob, { JobId: this.#jobId(one.batch) });
        return;
      case 'cancelDevice':
        fleet.call(CancelOTATaskByDevice, {
          ProductKey,
          FirmwareId: this.firmwares[one.firmware] ?? '',
          DeviceName: [nameOf(one.device)],
        });
        return;
      case 'confirm':
        fleet.call(ConfirmOTATask, {
          TaskId: [nth(this.tasks.filter(isWaiting), one.task)?.taskId ?? 'none'],
        });
        return;
      case 'rerun': {
        const ended = this.tasks.filter((task) => !task.unfinished);
        const batch = nth(ended, one.batch)?.batch;
        const ofBatch = ended.filter((task) => task.batch === batch);
        const chosen = one.tasks.map((index) => nth(ofBatch, index));
        const JobId = batch?.plan.jobId ?? 'none';
        fleet.call(ReupgradeOTATask, { JobId, TaskId: chosen.map((task) => task?.taskId ?? 'none') });
      }
    }
  }

  check(): void {
    for (const batch of this.batches) this.#checkBatch(batch);
    for (const { device: one } of this.devices) {
      const unfinished = this.fleet.platform.state.ota.tasksOf(one).filter((task) => task.unfinished);
      const busy = unfinished.map((task) => task.batch.plan.firmware.content.moduleName);
      expect(new Set(busy).size, 'one unfinished task a module').toBe(busy.length);
    }
    for (const firmware of this.fleet.platform.state.ota.firmwares()) {
      const verifying = firmware.status === verification.verifying;
      expect(firmware.verifyBatch?.status === 'IN_PROGRESS').toBe(verifying);
    }
    expect(this.fleet.said('OtaEventFlag').length).toBe(this.ended);
  }

  /** Lets nothing be left that could still run. */
  cancelAll(): void {
    for (const batch of this.batches) {
      if (batch.plan.jobType === 'VERIFY_FIRMWARE') continue;
      this.fleet.call(CancelOTATaskByJob, {
        JobId: batch.plan.jobId,
        CancelQueuedTask: true,
        CancelNotifiedTask: true,
        CancelInProgressTask: true,
      });
    }
  }

  #jobId(index: number): string {
    return nth(this.batches, index)?.plan.jobId ?? 'none';
  }

  #checkBatch(batch: UpdateBatch): void {
    const sizes = (Object.keys(follows) as TaskStatus[]).map((status) => {
      for (const task of batch.inStatus(status)) expect(task.status).toBe(status);
      return batch.inStatus(status).size;
    });
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(batch.tasks.length);
    const unfinished = batch.tasks.filter((task) => task.unfinished);
    expect(batch.unfinishedCount).toBe(unfinished.length);
    if (batch.plan.selectionType === 'STATIC' && batch.status !== 'PLANNED') {
      expect(batch.status === 'IN_PROGRESS', 'a static batch runs as long as a task does').toBe(
        unfinished.length > 0,
      );
    }
    if (batch.status === 'PLANNED') {
      for (const task of unfinished) expect(['CONFIRM', 'QUEUED']).toContain(task.status);
    }
    expect(batch.endedAt !== undefined).toBe(batch.status === 'COMPLETED');
    expect(this.#batchStatus.get(batch.plan.jobId), 'each state of a batch is told').toBe(batch.status);
  }

  #batchMoved({ jobId, status }: { jobId: string; status: JobStatus }): void {
    const before = this.#batchStatus.get(jobId);
    if (before === undefined) expect(['PLANNED', 'IN_PROGRESS']).toContain(status);
    else if (before === 'COMPLETED') expect([status, this.rerunning]).toEqual(['IN_PROGRESS', true]);
    else expect(batchFollows[before]).toContain(status);
    this.#batchStatus.set(jobId, status);
  }
}

function nth<Item>(items: readonly Item[], index: number): Item | undefined {
  return items[index % items.length];
}

function isWaiting({ status }: UpdateTask): boolean {
  return status === 'CONFIRM';
}

function retried<Policy extends { RetryInterval: 0 | 10 | undefined }>(plan: Policy) {
  return { ...plan, RetryCount: plan.RetryInterval === undefined ? undefined : (2 as const) };
}

test('whatever is called, reported and waited for, tasks and batches keep to their states', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), (steps) => {
      const run = new Run();
      for (const one of steps) {
        run.do(one);
        run.check();
      }
      run.cancelAll();
      run.check();
      for (const task of run.tasks) {
        if (task.batch.plan.jobType === 'UPGRADE_FIRMWARE') expect(task.unfinished).toBe(false);
      }
    }),
    { numRuns: 150 },
  );
});

test('a batch with an end brings every one of its tasks to an end by itself', () => {
  const plan = step.filter((one) => one.kind === 'static');
  fc.assert(
    fc.property(
      fc.array(plan, { minLength: 1, maxLength: 4 }),
      fc.array(step.filter(isReport), { maxLength: 40, size: 'max' }),
      (plans, reports) => {
        const run = new Run();
        for (const one of plans) run.do({ ...one, scheduled: { in: hour, ends: true } });
        run.fleet.advance(hour);
        for (const one of reports) run.do(one);
        run.fleet.advance(3 * hour);
        run.check();
        for (const status of unfinishedStatuses) {
          for (const batch of run.batches) expect(batch.inStatus(status).size).toBe(0);
        }
      },
    ),
    { numRuns: 60 },
  );
});

function isReport({ kind }: Step): boolean {
  return (
    kind === 'inform' ||
    kind === 'progress' ||
    kind === 'connect' ||
    kind === 'disconnect' ||
    kind === 'confirm'
  );
}
