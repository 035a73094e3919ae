import type { DeviceName } from '../../shared/fleet/device-name.ts';
import type { IotClient } from '../../shared/iot/client.ts';
import { ListOTAUnfinishedTaskByDevice } from '../../shared/iot/operations/ota.ts';
import { present } from '../../shared/runtime/http/present.ts';
import type { Task } from './fields.ts';

/** The states of tasks that are not over, in the order in which a task goes through them. */
const unfinished = ['CONFIRM', 'QUEUED', 'NOTIFIED', 'IN_PROGRESS'] as const;

/** A device's update tasks that are not over, in any state. */
export async function unfinishedTasks(device: DeviceName, iot: IotClient): Promise<Task[]> {
  const inEach = await Promise.all(unfinished.map((status) => tasksIn(status, device, iot)));
  // A task that goes on between two calls is in both answers; what it has come to counts.
  return [...new Map(inEach.flat().map((task) => [task.taskId, task])).values()];
}

/** A device's update tasks in one state. */
export async function tasksIn(
  status: (typeof unfinished)[number],
  { productKey, deviceName }: DeviceName,
  iot: IotClient,
): Promise<Task[]> {
  const { Data } = await iot.call(ListOTAUnfinishedTaskByDevice, {
    ProductKey: productKey,
    DeviceName: deviceName,
    TaskStatus: status,
  });
  return (Data?.SimpleOTATaskInfo ?? []).flatMap((task) =>
    task?.TaskId
      ? [
          {
            taskId: task.TaskId,
            ...present({
              jobId: task.JobId,
              firmwareId: task.FirmwareId,
              moduleName: task.ModuleName,
              srcVersion: task.SrcVersion,
              destVersion: task.DestVersion,
              utcCreate: task.UtcCreate,
              utcModified: task.UtcModified,
            }),
            taskStatus: status,
          },
        ]
      : [],
  );
}
