import { deviceKey } from '../../shared/fleet/device-name.ts';
import type { IotClient } from '../../shared/iot/client.ts';
import { QueryDeviceBySQL, type QueryDeviceBySQLData } from '../../shared/iot/operations/devices.ts';
import { QueryDeviceGroupList } from '../../shared/iot/operations/groups.ts';
import { ListOTAFirmware, ListOTAJobByFirmware, ListOTATaskByJob } from '../../shared/iot/operations/ota.ts';

/** What the platform says of one device. */
export interface FoundDevice {
  /** Paths of groups, the outermost first. */
  readonly groups: ReadonlySet<string>;
  readonly tags: ReadonlyMap<string, string>;
  /** `ONLINE`, `OFFLINE`, `UNACTIVE` or `DISABLE`. */
  readonly state: string;
  readonly updates: readonly FoundUpdate[];
}

/** A device's task in an update batch. */
export interface FoundUpdate {
  readonly taskId: string;
  readonly status: string;
  readonly firmware: FoundFirmware;
}

export interface FoundFirmware {
  readonly name: string;
  readonly version: string;
  readonly moduleName: string;
}

/** The most rows that one QueryDeviceBySQL gives, and the last that it reaches (guide, 4.8.35). */
const rowsPerCall = 50;
const lastRow = 10_000;

/**
 * Asks the platform for the groups, tags, state and updates of every device of some products, by the operations that
 * cost the fewest calls: one for 50 devices, and a few for each group and each update batch.
 *
 * @returns by device key
 * @throws IotError when a call fails
 */
export async function findDevices(
  iot: IotClient,
  productKeys: readonly string[],
): Promise<Map<string, FoundDevice>> {
  const [paths, updates, ...rows] = await Promise.all([
    findGroupPaths(iot),
    findUpdates(iot, productKeys),
    ...productKeys.map((productKey) => findRows(iot, productKey)),
  ]);
  return new Map(
    rows.flat().map((row) => {
      const key = deviceKey({ productKey: row.ProductKey ?? '', deviceName: row.DeviceName ?? '' });
      return [
        key,
        {
          groups: new Set(row.Groups?.map(({ GroupId }) => paths.get(GroupId ?? '') ?? `group ${GroupId}`)),
          tags: new Map(row.Tags?.map(({ TagName, TagValue }) => [TagName ?? '', TagValue ?? ''])),
          state: row.Status ?? 'unknown',
          updates: updates.get(key) ?? [],
        },
      ];
    }),
  );
}

async function findRows(iot: IotClient, productKey: string): Promise<QueryDeviceBySQLData[]> {
  const rows: QueryDeviceBySQLData[] = [];
  for (let from = 0; from + rowsPerCall <= lastRow; from += rowsPerCall) {
    const SQL = `SELECT * FROM device WHERE product_key = "${productKey}" ORDER BY gmt_create LIMIT ${from}, ${rowsPerCall}`;
    const { Data } = await iot.call(QueryDeviceBySQL, { SQL });
    rows.push(...(Data ?? []));
    if ((Data?.length ?? 0) < rowsPerCall) break;
  }
  return rows;
}

/** The paths of all groups, by their ids. */
async function findGroupPaths(iot: IotClient): Promise<Map<string, string>> {
  const groups = await listGroups(iot);
  const parents = new Map<string, string>();
  await Promise.all(
    groups.map(async ({ id }) => {
      for (const child of await listGroups(iot, id)) parents.set(child.id, id);
    }),
  );
  const names = new Map(groups.map(({ id, name }) => [id, name]));
  const pathOf = (id: string): string => {
    const parent = parents.get(id);
    const name = names.get(id) ?? '';
    return parent === undefined ? name : `${pathOf(parent)}/${name}`;
  };
  return new Map(groups.map(({ id }) => [id, pathOf(id)]));
}

async function listGroups(iot: IotClient, parentId?: string): Promise<{ id: string; name: string }[]> {
  const groups = [];
  for await (const { GroupId, GroupName } of iot.paginate(QueryDeviceGroupList, { SuperGroupId: parentId })) {
    groups.push({ id: GroupId ?? '', name: GroupName ?? '' });
  }
  return groups;
}

/** All tasks of all update batches, by device key. */
async function findUpdates(
  iot: IotClient,
  productKeys: readonly string[],
): Promise<Map<string, FoundUpdate[]>> {
  const updates = new Map<string, FoundUpdate[]>();
  for (const ProductKey of productKeys) {
    for await (const listed of iot.paginate(ListOTAFirmware, { ProductKey })) {
      const firmware = {
        name: listed.FirmwareName ?? '',
        version: listed.DestVersion ?? '',
        moduleName: listed.ModuleName || 'default',
      };
      for await (const { JobId } of iot.paginate(ListOTAJobByFirmware, {
        FirmwareId: listed.FirmwareId ?? '',
      })) {
        for await (const task of iot.paginate(ListOTATaskByJob, { JobId: JobId ?? '' })) {
          const key = deviceKey({ productKey: task.ProductKey ?? '', deviceName: task.DeviceName ?? '' });
          const update = { taskId: task.TaskId ?? '', status: task.TaskStatus ?? '', firmware };
          updates.set(key, [...(updates.get(key) ?? []), update]);
        }
      }
    }
  }
  return updates;
}
