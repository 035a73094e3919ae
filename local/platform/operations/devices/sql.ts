import { QueryDeviceBySQL } from '../../../../shared/iot/operations/devices.ts';
import { type ServedOperation, serve } from '../../operation.ts';
import { Refusal } from '../../refusal.ts';
import { type Field, readDeviceQuery } from '../../sql/device-query.ts';
import { searchDevices } from '../../sql/device-search.ts';
import type { Device } from '../../state/device.ts';
import { preciseRegionTime } from '../../written-time.ts';

/** China (Shanghai), China (Beijing), China (Shenzhen) and Japan (Tokyo). */
const regions = ['cn-shanghai', 'cn-beijing', 'cn-shenzhen', 'ap-northeast-1'];

/** Queries for devices by SQL. The local platform counts as an Enterprise Edition instance, which alone has them. */
export const sqlOperations: readonly ServedOperation[] = [
  serve(
    QueryDeviceBySQL,
    { SQL: 'iot.devicesearch.InvalidSQLError' },
    ({ SQL }, { state, account: { regionId } }) => {
      if (!regions.includes(regionId)) {
        throw new Refusal(
          'iot.common.APINotSupportedInInstance',
          `QueryDeviceBySQL is offered in ${regions.join(', ')} only.`,
        );
      }
      const query = readDeviceQuery(SQL, regionId);
      const { devices, count } = searchDevices(query, state);
      if (query.selection === 'count') return { TotalCount: count };
      const selected = new Set(query.selection);
      return { Data: devices.map((device) => rowOf(device, selected, regionId)) };
    },
  ),
];

/** What the answer calls the fields. What a device has none of is left out; iot_id is always there. */
function rowOf(device: Device, selected: ReadonlySet<Field>, regionId: string) {
  const when = <Value>(field: Field, value: Value): Value | undefined =>
    selected.has(field) ? value : undefined;
  const whenAny = <Item>(field: Field, other: Field, items: readonly Item[]): Item[] | undefined =>
    items.length > 0 && (selected.has(field) || selected.has(other)) ? [...items] : undefined;
  const written = (time: number | undefined) =>
    time === undefined ? undefined : preciseRegionTime(time, regionId);
  return {
    IotId: device.iotId,
    ProductKey: when('product_key', device.product.productKey),
    DeviceName: when('name', device.deviceName),
    Nickname: when('nickname', device.nickname),
    Status: when('status', device.status),
    ActiveTime: when('active_time', written(device.activatedAt)),
    GmtCreate: when('gmt_create', written(device.createdAt)),
    GmtModified: when('gmt_modified', written(device.modifiedAt)),
    Groups: whenAny(
      'group.group_id',
      'group.group_id',
      [...(device.groups ?? [])].map(({ groupId }) => ({ GroupId: groupId })),
    ),
    Tags: whenAny(
      'tag.tag_name',
      'tag.tag_value',
      device.tags.map(({ key, value }) => ({
        TagName: when('tag.tag_name', key),
        TagValue: when('tag.tag_value', value),
      })),
    ),
    OTAModules: whenAny(
      'ota_module.module_name',
      'ota_module.firmware_version',
      [...(device.moduleVersions ?? [])].map(([moduleName, version]) => ({
        ModuleName: when('ota_module.module_name', moduleName),
        FirmwareVersion: when('ota_module.firmware_version', version),
      })),
    ),
  };
}
