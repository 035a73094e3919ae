import {
  ListOTAJobByDevice,
  ListOTAJobByFirmware,
  ListOTATaskByJob,
  ListOTAUnfinishedTaskByDevice,
  QueryOTAJob,
} from '../../../../shared/iot/operations/ota.ts';
import { type ServedOperation, serve } from '../../operation.ts';
import { batchOf, checkModuleName, deviceOf, firmwareOf, productOf } from '../../ota/lookup.ts';
import type { Platform } from '../../platform.ts';
import { Refusal } from '../../refusal.ts';
import type { Device } from '../../state/device.ts';
import type { UpdateBatch } from '../../state/update-batch.ts';
import type { TaskStatus, UpdateTask } from '../../state/update-task.ts';
import { type Page, pageOf } from '../pages.ts';
import { batchDetails, batchSummary } from './batch-answers.ts';
import { firmwareId, jobId, pages, productKey } from './refusals.ts';

export const listOperations: readonly ServedOperation[] = [
  serve(QueryOTAJob, jobId, ({ JobId }, platform) => ({ Data: batchDetails(batchOf(JobId, platform)) })),
  serve(ListOTAJobByFirmware, { ...pages, ...firmwareId }, (request, platform) => {
    const batches = firmwareOf(request.FirmwareId, platform).batches.toReversed();
    return batchPage(pageOf(batches, request.CurrentPage, request.PageSize));
  }),
  serve(
    ListOTAJobByDevice,
    { ...pages, ...firmwareId, ...productKey, DeviceName: 'iot.device.NullDeviceName' },
    (request, platform) => {
      const firmware = firmwareOf(request.FirmwareId, platform);
      const device = deviceOf(productOf(request.ProductKey, platform), request.DeviceName);
      // The guide gives a batch three states here, without PLANNED: one that is still to start does not hold the device yet.
      const batches = [...new Set(platform.state.ota.tasksOf(device).map((task) => task.batch))]
        .filter((batch) => batch.plan.firmware === firmware && batch.status !== 'PLANNED')
        .reverse();
      return batchPage(pageOf(batches, request.CurrentPage, request.PageSize));
    },
  ),
  serve(
    ListOTATaskByJob,
    {
      ...jobId,
      ...pages,
      TaskStatus: 'iot.firmware.InvalidTaskStatus',
      DeviceNames: {
        tooMany: 'iot.firmware.ParameterSizeExceedMax',
        other: 'iot.common.InvalidFormattedParameter',
      },
    },
    ({ JobId, TaskStatus, DeviceNames, CurrentPage, PageSize }, platform) => {
      const batch = batchOf(JobId, platform);
      if (DeviceNames !== undefined) {
        // With names there are no pages: what was found is one.
        const named = tasksOfDevices(DeviceNames, batch, TaskStatus, platform);
        return taskPage(pageOf(named, 1, Math.max(1, named.length)));
      }
      return taskPage(
        pageOf(TaskStatus === undefined ? batch.tasks : batch.inStatus(TaskStatus), CurrentPage, PageSize),
      );
    },
  ),
  serve(
    ListOTAUnfinishedTaskByDevice,
    {
      TaskStatus: 'iot.firmware.InvalidTaskStatus',
      ModuleName: 'iot.ota.InvalidOtaModuleName',
      IotId: 'iot.ota.EmptyDeviceInfoParams',
      ProductKey: (_what, { DeviceName }) =>
        DeviceName === undefined ? 'iot.ota.EmptyDeviceInfoParams' : 'iot.prod.NullProductKey',
      DeviceName: { missing: 'iot.device.NullDeviceName', other: 'iot.ota.DeviceNotExist' },
    },
    (request, platform) => {
      const { ModuleName } = request;
      if (ModuleName !== undefined) checkModuleName(ModuleName, 'iot.ota.InvalidOtaModuleName');
      const tasks = platform.state.ota
        .tasksOf(deviceNamed(request, platform))
        .filter(({ status }) => status === request.TaskStatus)
        .filter(({ batch }) => (ModuleName ?? moduleOf(batch)) === moduleOf(batch));
      return {
        Data: {
          SimpleOTATaskInfo: tasks.map((task) => ({
            ...taskSummary(task),
            ModuleName: moduleOf(task.batch),
          })),
        },
      };
    },
  ),
];

function moduleOf({ plan }: UpdateBatch): string {
  return plan.firmware.content.moduleName;
}

/** The IotId, when given, decides. */
function deviceNamed(
  request: {
    readonly IotId?: string | undefined;
    readonly ProductKey?: string | undefined;
    readonly DeviceName?: string | undefined;
  },
  platform: Platform,
): Device {
  const { IotId, ProductKey = '', DeviceName = '' } = request;
  const device =
    IotId === undefined
      ? platform.state.products.get(ProductKey)?.devices.get(DeviceName)
      : platform.state.devices.byIotId(IotId);
  if (device === undefined) throw new Refusal('iot.ota.DeviceNotExist');
  return device;
}

function tasksOfDevices(
  deviceNames: readonly string[],
  batch: UpdateBatch,
  status: TaskStatus | undefined,
  platform: Platform,
): UpdateTask[] {
  return [...new Set(deviceNames)]
    .map((deviceName) => batch.plan.product.devices.get(deviceName))
    .flatMap((device) => (device === undefined ? [] : platform.state.ota.tasksOf(device)))
    .filter((task) => task.batch === batch && (status ?? task.status) === task.status);
}

function batchPage(page: Page<UpdateBatch>) {
  return { ...pageFields(page), Data: { SimpleOTAJobInfo: page.items.map(batchSummary) } };
}

function taskPage(page: Page<UpdateTask>) {
  return { ...pageFields(page), Data: { SimpleOTATaskInfo: page.items.map(taskDetails) } };
}

function pageFields({ number, size, count, total }: Page<unknown>) {
  return { CurrentPage: number, PageSize: size, PageCount: count, Total: total };
}

function taskSummary(task: UpdateTask) {
  const { device, batch } = task;
  const { content } = batch.plan.firmware;
  return {
    TaskId: task.taskId,
    TaskStatus: task.status,
    JobId: batch.plan.jobId,
    FirmwareId: content.firmwareId,
    ProductKey: device.product.productKey,
    ProductName: device.product.productName,
    DeviceName: device.deviceName,
    IotId: device.iotId,
    SrcVersion: task.srcVersion ?? '',
    DestVersion: content.destVersion,
    UtcCreate: new Date(task.createdAt).toISOString(),
    UtcModified: new Date(task.modifiedAt).toISOString(),
  };
}

function taskDetails(task: UpdateTask) {
  return {
    ...taskSummary(task),
    TaskDesc: task.description,
    Progress: task.progress.toFixed(2),
    Timeout: task.batch.plan.timeoutMinutes?.toString() ?? null,
  };
}
