import * as z from 'zod/mini';
import {
  ListOTAModuleVersionsByDevice,
  QueryDevice,
  type QueryDeviceDeviceInfo,
  QueryDeviceProp,
} from '../../shared/iot/operations/devices.ts';
import { QueryDeviceGroupByDevice } from '../../shared/iot/operations/groups.ts';
import { isStatus, type PresentDevice } from './present-device.ts';
import type { Reader, Walk, Wanted } from './walk.ts';

/** The most devices that one QueryDevice gives, and how many of them its pages reach (section 4.8.8). */
const devicesPerCall = 50;
const reach = 500_000;

const cursorSchema = z.object({ page: z.number(), token: z.string() });

const tagsSchema = z.record(z.string(), z.coerce.string());

/**
 * Reads by QueryDevice, the last registered first, and asks for the groups, the tags and the versions of each device by
 * itself: some forty devices a second, eight where versions are wanted. It is the way that every instance has.
 */
export const listWalk: Walk = async function* (iot, productKey, from, wanted) {
  let cursor = readCursor(from);
  for (;;) {
    const { page = 1, token } = cursor ?? {};
    const { Data, NextToken } = await iot.call(QueryDevice, {
      ProductKey: productKey,
      PageSize: devicesPerCall,
      CurrentPage: page,
      ...(token !== undefined && { NextToken: token }),
    });
    const listed = Data?.DeviceInfo ?? [];
    const read = await Promise.allSettled(listed.map((info) => readDevice(info, productKey, iot, wanted)));
    const devices = read.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    const faults = read.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    const isReached = (page + 1) * devicesPerCall < reach;
    if (NextToken && !isReached)
      faults.push(`QueryDevice reaches ${reach} devices of a product, and no others`);
    cursor = NextToken && isReached ? { page: page + 1, token: NextToken } : undefined;
    const leftOut = faults.length > 0 ? { leftOut: faults.join('; ') } : {};
    yield { devices, next: cursor && JSON.stringify(cursor), ...leftOut };
    if (cursor === undefined) return;
  }
};

async function readDevice(
  { DeviceName, DeviceStatus, IotId }: QueryDeviceDeviceInfo,
  productKey: string,
  iot: Reader,
  wanted: Wanted,
): Promise<PresentDevice[]> {
  if (!DeviceName || !isStatus(DeviceStatus)) return [];
  const named = { ProductKey: productKey, DeviceName };
  const [groupIds, tags, versions] = await Promise.all([
    wanted.groups ? groupIdsOf(named, iot) : [],
    wanted.tags ? tagsOf(named, iot) : {},
    wanted.versions ? versionsOf(named, iot) : [],
  ]);
  return [
    {
      name: { productKey, deviceName: DeviceName },
      iotId: IotId ?? undefined,
      status: DeviceStatus,
      // A list does not say whether a device that is disabled was ever online.
      activated: DeviceStatus === 'ONLINE' || DeviceStatus === 'OFFLINE',
      groupIds: new Set(groupIds),
      tags: new Map(Object.entries(tags)),
      versions: new Map(versions),
    },
  ];
}

type Named = { readonly ProductKey: string; readonly DeviceName: string };

async function groupIdsOf(named: Named, iot: Reader): Promise<string[]> {
  const { GroupInfos } = await iot.call(QueryDeviceGroupByDevice, named);
  return GroupInfos?.GroupInfo?.flatMap(({ GroupId }) => GroupId ?? []) ?? [];
}

async function tagsOf(named: Named, iot: Reader): Promise<Record<string, string>> {
  const { Props } = await iot.call(QueryDeviceProp, named);
  return Props ? tagsSchema.parse(JSON.parse(Props)) : {};
}

async function versionsOf(named: Named, iot: Reader): Promise<[string, string][]> {
  const versions: [string, string][] = [];
  for await (const { ModuleName, ModuleVersion } of iot.paginate(ListOTAModuleVersionsByDevice, named)) {
    if (ModuleName && ModuleVersion) versions.push([ModuleName, ModuleVersion]);
  }
  return versions;
}

function readCursor(from: string | undefined): z.infer<typeof cursorSchema> | undefined {
  if (from === undefined) return undefined;
  try {
    return cursorSchema.parse(JSON.parse(from));
  } catch {
    // Written for another way to read: from the beginning.
    return undefined;
  }
}
