import * as z from 'zod/mini';
import { resumeAttempts } from '../ota/attempt.ts';
import { keepSchedule } from '../ota/schedule.ts';
import { Firmware, type FirmwareContent, type FirmwareFile, OtaModule } from '../state/firmware.ts';
import { type BatchPlan, type BatchTag, UpdateBatch } from '../state/update-batch.ts';
import { type TaskStatus, UpdateTask } from '../state/update-task.ts';
import { holdDevice } from './devices.ts';
import { count, type FieldsOf, flag, maybe, text, time } from './fields.ts';
import { holdGroup } from './groups.ts';
import { holdProduct } from './products.ts';
import type { Saving } from './saving.ts';
import { statePart } from './state-part.ts';

/** So many tasks of a state are in one line. */
const tasksPerLine = 1000;

const taskStatuses = [
  'CONFIRM',
  'QUEUED',
  'NOTIFIED',
  'IN_PROGRESS',
  'SUCCEEDED',
  'FAILED',
  'CANCELED',
] as const satisfies readonly TaskStatus[];

const otaModule = z.strictObject({
  product: text(),
  moduleName: text(),
  createdAt: time(),
  aliasName: maybe(text()),
  description: maybe(text()),
  modifiedAt: time(),
} satisfies FieldsOf<OtaModule>);

const file = z.strictObject({
  name: maybe(text()),
  url: text(),
  size: maybe(count()),
  sign: maybe(text()),
  md5: maybe(text()),
} satisfies FieldsOf<FirmwareFile>);

const content = {
  firmwareId: text(),
  firmwareName: text(),
  description: maybe(text()),
  product: maybe(text()),
  moduleName: text(),
  srcVersion: maybe(text()),
  destVersion: text(),
  delta: flag(),
  files: z.array(file),
  multiFile: flag(),
  udi: maybe(text()),
  createdAt: time(),
} satisfies FieldsOf<FirmwareContent>;

const firmware = z.strictObject({
  content: z.strictObject(content),
  status: z.literal([-1, 0, 1, 2, 3]),
  modifiedAt: time(),
  deleted: maybe(flag()),
} satisfies FieldsOf<Firmware, 'verifyBatch' | 'batches', 'deleted'>);

const plan = {
  jobId: text(),
  firmware: text(),
  product: text(),
  jobType: z.enum(['VERIFY_FIRMWARE', 'UPGRADE_FIRMWARE']),
  selectionType: z.enum(['STATIC', 'DYNAMIC']),
  targetSelection: z.enum(['ALL', 'SPECIFIC', 'GRAY', 'GROUP']),
  createdAt: time(),
  srcVersions: maybe(z.array(text())),
  grayPercent: maybe(text()),
  group: maybe(text()),
  dynamicMode: maybe(z.literal([1, 2])),
  scheduleTime: maybe(time()),
  scheduleFinishTime: maybe(time()),
  retryIntervalMinutes: maybe(z.number()),
  retryCount: maybe(z.number()),
  timeoutMinutes: maybe(z.number()),
  maximumPerMinute: maybe(z.number()),
  overwrite: flag(),
  multiModule: flag(),
  needPush: flag(),
  needConfirm: flag(),
  downloadProtocol: z.enum(['HTTPS', 'MQTT']),
  streamId: count(),
  tags: z.array(z.strictObject({ key: text(), value: text() } satisfies FieldsOf<BatchTag>)),
} satisfies FieldsOf<BatchPlan>;

const updateBatch = z.strictObject({
  plan: z.strictObject(plan),
  status: z.enum(['PLANNED', 'IN_PROGRESS', 'COMPLETED', 'CANCELED']),
  startedAt: maybe(time()),
  endedAt: maybe(time()),
  modifiedAt: time(),
  /** Whether its policy makes tasks yet, of a dynamic one. */
  policyStands: flag(),
  /** Whether it verifies its package, or was the last to. */
  verifies: flag(),
  /** When its pushes of the last minute went out. */
  pushedAt: z.array(time()),
  // The rest of its agenda is made anew from its tasks.
} satisfies FieldsOf<
  UpdateBatch,
  'tasks' | 'agenda' | 'unfinishedCount',
  'policyStands' | 'verifies' | 'pushedAt'
>);

const updateTask = z.strictObject({
  taskId: text(),
  batch: text(),
  device: text(),
  createdAt: time(),
  status: z.enum(taskStatuses),
  srcVersion: maybe(text()),
  progress: z.number(),
  description: text(),
  modifiedAt: time(),
  progressSince: maybe(time()),
  retriesLeft: count(),
  retryAt: maybe(time()),
  blocked: flag(),
} satisfies FieldsOf<UpdateTask, 'waitingForPush' | 'unfinished'>);

/** The tasks of a batch in one state, in the order in which they came into it. */
const order = z.strictObject({ batch: text(), status: z.enum(taskStatuses), tasks: z.array(text()) });

/** The batch is whole. */
const resume = z.strictObject({ batch: text() });

function firmwareLine(firmware: Firmware, deleted: true | undefined, saving: Saving) {
  const { content, status, modifiedAt } = firmware;
  if (content.product !== undefined) holdProduct(content.product, saving);
  const product = content.product?.productKey;
  return ['firmware', { content: { ...content, product }, status, modifiedAt, deleted }] as const;
}

/** A package that is deleted goes in front of the first batch that brought it to devices. */
function holdFirmware(firmware: Firmware, saving: Saving) {
  const isThere = saving.platform.state.ota.firmware(firmware.content.firmwareId) === firmware;
  if (!isThere && saving.isFirst(firmware)) saving.ahead.push(firmwareLine(firmware, true, saving));
}

function batchLine(batch: UpdateBatch, saving: Saving) {
  const { plan, status, startedAt, endedAt, modifiedAt, agenda } = batch;
  const { firmware, product, group } = plan;
  holdFirmware(firmware, saving);
  holdProduct(product, saving);
  if (group !== undefined) holdGroup(group, saving);
  return [
    'updateBatch',
    {
      plan: {
        ...plan,
        firmware: firmware.content.firmwareId,
        product: product.productKey,
        group: group?.groupId,
      },
      ...{ status, startedAt, endedAt, modifiedAt },
      policyStands: saving.platform.state.ota.runningDynamicBatches(product).has(batch),
      verifies: firmware.verifyBatch === batch,
      pushedAt: agenda.pushedAt.values(),
    },
  ] as const;
}

function taskLine(task: UpdateTask) {
  return [
    'updateTask',
    {
      taskId: task.taskId,
      batch: task.batch.plan.jobId,
      device: task.device.iotId,
      createdAt: task.createdAt,
      status: task.status,
      srcVersion: task.srcVersion,
      progress: task.progress,
      description: task.description,
      modifiedAt: task.modifiedAt,
      progressSince: task.progressSince,
      retriesLeft: task.retriesLeft,
      retryAt: task.retryAt,
      blocked: task.blocked,
    },
  ] as const;
}

function* orderOf(batch: UpdateBatch) {
  for (const status of taskStatuses) {
    const ids = Array.from(batch.inStatus(status), ({ taskId }) => taskId);
    for (let start = 0; start < ids.length; start += tasksPerLine) {
      const tasks = ids.slice(start, start + tasksPerLine);
      yield ['order', { batch: batch.plan.jobId, status, tasks }] as const;
    }
  }
}

export const otaPart = statePart(
  { otaModule, firmware, updateBatch, updateTask, order, resume },
  function* (saving) {
    const { products, ota } = saving.platform.state;
    for (const product of products.values()) {
      for (const { moduleName, createdAt, aliasName, description, modifiedAt } of ota.modulesOf(product)) {
        yield [
          'otaModule',
          { product: product.productKey, moduleName, createdAt, aliasName, description, modifiedAt },
        ] as const;
      }
    }
    for (const firmware of ota.firmwares()) yield firmwareLine(firmware, undefined, saving);
    for (const batch of ota.batches()) yield batchLine(batch, saving);
    for (const task of ota.tasks()) {
      holdDevice(task.device, saving);
      yield taskLine(task);
    }
    for (const batch of ota.batches()) {
      yield* orderOf(batch);
      yield ['resume', { batch: batch.plan.jobId }] as const;
    }
  },
  {
    otaModule({ product, moduleName, createdAt, aliasName, description, modifiedAt }, loading) {
      const module = new OtaModule(loading.product(product), moduleName, aliasName, description, createdAt);
      module.modifiedAt = modifiedAt;
      loading.platform.state.ota.addModule(module);
    },
    firmware({ content, status, modifiedAt, deleted }, loading) {
      const product = content.product === undefined ? undefined : loading.product(content.product);
      const files = content.files.map((file) => ({ ...file, url: loading.url(file.url) }));
      const firmware = new Firmware({ ...content, product, files }, false);
      firmware.status = status;
      firmware.modifiedAt = modifiedAt;
      if (deleted === true) loading.deleted.firmwares.set(content.firmwareId, firmware);
      else loading.platform.state.ota.addFirmware(firmware);
    },
    updateBatch({ plan, policyStands, verifies, pushedAt, ...saved }, loading) {
      const { ota } = loading.platform.state;
      const firmware = loading.firmware(plan.firmware);
      const product = loading.product(plan.product);
      const group = plan.group === undefined ? undefined : loading.group(plan.group);
      const batch = new UpdateBatch({ ...plan, firmware, product, group });
      Object.assign(batch, saved);
      ota.addBatch(batch);
      if (!policyStands) ota.endDynamic(batch);
      if (verifies) firmware.verifyBatch = batch;
      for (const time of pushedAt) batch.agenda.pushedAt.push(time);
    },
    updateTask({ taskId, batch, device, status, srcVersion, createdAt, ...saved }, loading) {
      const of = [loading.batch(batch), loading.device(device)] as const;
      const task = new UpdateTask(taskId, ...of, status, srcVersion, createdAt);
      Object.assign(task, saved);
      loading.platform.state.ota.addTask(task);
    },
    order({ batch, status, tasks }, loading) {
      for (const taskId of tasks) loading.batch(batch).index(loading.task(taskId), status);
    },
    resume({ batch }, loading) {
      keepSchedule(loading.batch(batch), loading.platform, loading.head.time);
      resumeAttempts(loading.batch(batch), loading.platform);
    },
  },
);
