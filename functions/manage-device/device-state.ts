import type { DeviceName } from '../../shared/fleet/device-name.ts';
import type { IotClient } from '../../shared/iot/client.ts';
import {
  ListOTAModuleVersionsByDevice,
  type ListOTAModuleVersionsByDeviceSimpleOTAModuleInfo,
  QueryDeviceDetail,
  QueryDeviceProp,
} from '../../shared/iot/operations/devices.ts';
import { QueryDeviceGroupByDevice } from '../../shared/iot/operations/groups.ts';
import { present } from '../../shared/runtime/http/present.ts';
import type { DeviceState } from './fields.ts';
import { unfinishedTasks } from './unfinished-tasks.ts';

/** All that the platform knows of a device which an operator asks for; never its DeviceSecret. */
export async function deviceState(device: DeviceName, iot: IotClient): Promise<DeviceState> {
  const named = { ProductKey: device.productKey, DeviceName: device.deviceName };
  const [detail, prop, group, modules, tasks] = await Promise.all([
    iot.call(QueryDeviceDetail, named),
    iot.call(QueryDeviceProp, named),
    iot.call(QueryDeviceGroupByDevice, named),
    moduleVersions(named, iot),
    unfinishedTasks(device, iot),
  ]);
  const { Data } = detail;
  return {
    ...device,
    ...present({
      iotId: Data?.IotId,
      nickname: Data?.Nickname,
      status: Data?.Status,
      utcCreate: Data?.UtcCreate,
      utcActive: Data?.UtcActive,
      utcOnline: Data?.UtcOnline,
    }),
    tags: tagsIn(prop.Props),
    groups: (group.GroupInfos?.GroupInfo ?? []).map((one) =>
      present({ groupId: one?.GroupId, groupName: one?.GroupName }),
    ),
    modules,
    unfinishedTasks: tasks,
  };
}

async function moduleVersions(
  named: { readonly ProductKey: string; readonly DeviceName: string },
  iot: IotClient,
): Promise<DeviceState['modules']> {
  const found: ListOTAModuleVersionsByDeviceSimpleOTAModuleInfo[] = [];
  for await (const one of iot.paginate(ListOTAModuleVersionsByDevice, named)) found.push(one);
  return found.map((one) => present({ moduleName: one.ModuleName, moduleVersion: one.ModuleVersion }));
}

/** The platform gives the tags as the text of a JSON object. */
function tagsIn(props: unknown): Record<string, unknown> {
  if (typeof props !== 'string' || props === '') return {};
  const tags: unknown = JSON.parse(props);
  return typeof tags === 'object' && tags !== null ? { ...tags } : {};
}
