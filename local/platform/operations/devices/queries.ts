import {
  QueryDevice,
  QueryDeviceByStatus,
  QueryDeviceByTags,
  QueryDeviceStatistics,
} from '../../../../shared/iot/operations/devices.ts';
import { type ServedOperation, serve } from '../../operation.ts';
import type { Platform } from '../../platform.ts';
import { Refusal } from '../../refusal.ts';
import { ordinalsOf } from '../../sql/device-search.ts';
import type { Device, DeviceStatus } from '../../state/device.ts';
import { OrdinalSet } from '../../state/ordinal-set.ts';
import { gmtTime, regionTime, utcTime } from '../../written-time.ts';
import { productWithKey } from '../find.ts';
import { pageRefusals, productRefusals } from './named-device.ts';
import { readToken, writeToken } from './next-token.ts';

/** From here on QueryDevice may be called less often: the guide's section 4.8.8. */
const deepPaging = { from: 100_000, callsPerSecond: 2 };

/** The statuses as QueryDeviceByStatus numbers them. */
const numbered: Readonly<Record<0 | 1 | 3, DeviceStatus>> = { 0: 'UNACTIVE', 1: 'ONLINE', 3: 'OFFLINE' };

/** Lists of devices, the last registered first. */
export const queryOperations: readonly ServedOperation[] = [
  serve(
    QueryDevice,
    { ...productRefusals, ...pageRefusals },
    ({ ProductKey, CurrentPage = 1, PageSize = 10, NextToken }, { state }) => {
      const product = productWithKey(state, ProductKey);
      const found = state.devices.ordinals(product);
      // A token holds the ordinal of the last device before it: devices that are registered meanwhile move no page.
      const skipped =
        NextToken === undefined ? undefined : found.size - found.countBelow(readToken(NextToken));
      const page = pageOfDevices(found, CurrentPage, PageSize, state, skipped);
      const last = page.items.at(-1);
      const more = last !== undefined && found.countBelow(last.ordinal) > 0;
      return {
        Data: { DeviceInfo: page.items.map(listed) },
        NextToken: more ? writeToken(last.ordinal) : '',
        ...page.counts,
      };
    },
    {
      narrowerQuota: ({ CurrentPage = 1, PageSize = 10 }) =>
        CurrentPage * PageSize >= deepPaging.from
          ? { of: 'deep pages', callsPerSecond: deepPaging.callsPerSecond }
          : undefined,
    },
  ),

  serve(
    QueryDeviceByStatus,
    { ...pageRefusals, Status: 'iot.common.InvalidFormattedParameter' },
    ({ Status, ProductKey, ResourceGroupId, CurrentPage, PageSize }, { state, account }) => {
      const status = numbered[Status];
      const named = ProductKey === undefined ? undefined : productWithKey(state, ProductKey);
      const products = [...(named === undefined ? state.products.values() : [named])];
      const found =
        ResourceGroupId === undefined
          ? state.devices.ordinals(named, status)
          : products
              .filter((product) => product.settings.resourceGroupId === ResourceGroupId)
              .map((product) => state.devices.ordinals(product, status))
              .reduce((all, some) => all.or(some), new OrdinalSet());
      const { items, counts } = pageOfDevices(found, CurrentPage, PageSize, state);
      const SimpleDeviceInfo = items.map((device) => ({
        IotId: device.iotId,
        ProductKey: device.product.productKey,
        DeviceName: device.deviceName,
        DeviceSecret: device.deviceSecret,
        Nickname: device.nickname,
        Status: device.status,
        GmtCreate: regionTime(device.createdAt, account.regionId),
        GmtModified: regionTime(device.modifiedAt, account.regionId),
        UtcCreate: utcTime(device.createdAt),
        UtcModified: utcTime(device.modifiedAt),
      }));
      return { Data: { SimpleDeviceInfo }, ...counts };
    },
  ),

  serve(
    QueryDeviceByTags,
    {
      ...pageRefusals,
      Tag: {
        missing: 'iot.device.NullDevicePropertyKey',
        tooMany: 'iot.device.TooManyDevicePropertiesPerTime',
      },
      'Tag.TagKey': 'iot.device.NullDevicePropertyKey',
    },
    ({ Tag, CurrentPage, PageSize }, { state }) => {
      // The guide says "the devices that carry the given tags": all of them.
      const found = Tag.map(
        ({ TagKey, TagValue }) => state.devices.tag(TagKey, TagValue)?.devices ?? new OrdinalSet(),
      ).reduce((all, some) => all.and(some));
      const { items, counts } = pageOfDevices(found, CurrentPage, PageSize, state);
      const SimpleDeviceInfo = items.map(({ iotId, product, deviceName }) => ({
        IotId: iotId,
        ProductKey: product.productKey,
        ProductName: product.productName,
        DeviceName: deviceName,
      }));
      return { Data: { SimpleDeviceInfo }, ...counts };
    },
  ),

  serve(QueryDeviceStatistics, {}, ({ ProductKey, GroupId }, { state }) => {
    const product = ProductKey === undefined ? undefined : productWithKey(state, ProductKey);
    const group = GroupId === undefined ? undefined : state.groups.get(GroupId);
    if (GroupId !== undefined && group === undefined) throw new Refusal('iot.group.NotExistedGroup');
    const members = group === undefined ? undefined : ordinalsOf(group.devices);
    const among = (status: DeviceStatus | 'all') => {
      const devices = state.devices.ordinals(product, status);
      return members === undefined ? devices : devices.and(members);
    };
    // A disabled device may have been activated before.
    const disabled = [...state.devices.of(among('DISABLE').values())];
    const online = among('ONLINE').size;
    return {
      Data: {
        deviceCount: among('all').size,
        activeCount:
          online +
          among('OFFLINE').size +
          disabled.filter(({ activatedAt }) => activatedAt !== undefined).length,
        onlineCount: online,
      },
    };
  }),
];

/**
 * A page of devices, the last registered first.
 *
 * @param skipped how many come before it, where the page's number does not say that
 * @throws Refusal iot.common.InvalidPageParams
 */
function pageOfDevices(
  found: OrdinalSet,
  number = 1,
  size = 10,
  { devices }: Platform['state'],
  skipped = (number - 1) * size,
) {
  if (number < 1 || size < 1) throw new Refusal('iot.common.InvalidPageParams');
  return {
    items: [...devices.of(found.pageFromEnd(skipped, size))],
    counts: { Page: number, PageSize: size, PageCount: Math.ceil(found.size / size), Total: found.size },
  };
}

const listed = (device: Device) => ({
  DeviceId: device.deviceId,
  DeviceName: device.deviceName,
  DeviceSecret: device.deviceSecret,
  DeviceStatus: device.status,
  GmtCreate: gmtTime(device.createdAt),
  GmtModified: gmtTime(device.modifiedAt),
  IotId: device.iotId,
  Nickname: device.nickname,
  ProductKey: device.product.productKey,
  UtcCreate: utcTime(device.createdAt),
  UtcModified: utcTime(device.modifiedAt),
});
