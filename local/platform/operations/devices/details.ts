import {
  BatchQueryDeviceDetail,
  BatchUpdateDeviceNickname,
  QueryDeviceDetail,
  QueryDeviceInfo,
} from '../../../../shared/iot/operations/devices.ts';
import { type ServedOperation, serve } from '../../operation.ts';
import type { Platform } from '../../platform.ts';
import { Refusal } from '../../refusal.ts';
import type { Device } from '../../state/device.ts';
import { defaultModule } from '../../state/firmware.ts';
import type { State } from '../../state/state.ts';
import { regionTime, utcTime } from '../../written-time.ts';
import { productWithKey } from '../find.ts';
import { deviceOf, deviceRefusals, isDeviceName, productRefusals } from './named-device.ts';

/** What is known of devices, and the names that people give them. */
export const detailOperations: readonly ServedOperation[] = [
  serve(QueryDeviceInfo, deviceRefusals, (named, { state }) => {
    const device = deviceOf(named, state);
    return {
      Data: {
        IotId: device.iotId,
        ProductKey: device.product.productKey,
        DeviceName: device.deviceName,
        DeviceSecret: device.deviceSecret,
        Nickname: device.nickname,
      },
    };
  }),

  serve(QueryDeviceDetail, deviceRefusals, (named, { state, account }) => {
    const device = deviceOf(named, state);
    return {
      Data: {
        ...detailsOf(device, account),
        Owner: true,
        IpAddress: device.clientIp,
        ...times('Online', device.lastOnlineAt, account),
      },
    };
  }),

  serve(
    BatchQueryDeviceDetail,
    {
      ...productRefusals,
      DeviceName: { missing: 'iot.device.NoneDeviceNameElement', tooMany: 'iot.device.DeviceCountExceeded' },
    },
    ({ ProductKey, DeviceName }, { state, account }) => {
      const devices = namedDevices(ProductKey, DeviceName, state);
      return { Data: { Data: devices.map((device) => detailsOf(device, account)) } };
    },
  ),

  serve(
    BatchUpdateDeviceNickname,
    {
      'DeviceNicknameInfo.IotId': 'iot.device.InvalidIoTId',
      'DeviceNicknameInfo.ProductKey': { missing: 'iot.prod.NullProductKey' },
      'DeviceNicknameInfo.DeviceName': { missing: 'iot.device.NullDeviceName' },
      'DeviceNicknameInfo.Nickname': 'iot.device.InvalidDeviceNickNameExisted',
    },
    ({ DeviceNicknameInfo = [] }, { state, clock }) => {
      const named = DeviceNicknameInfo.map((info) => ({
        device: deviceOf(info, state),
        nickname: info.Nickname,
      }));
      for (const { device, nickname } of named) {
        device.nickname = nickname;
        device.modifiedAt = clock.now();
      }
      return {};
    },
  ),
];

/**
 * The devices of a product that have these names; a name that no device has is skipped.
 *
 * @throws Refusal iot.device.InvalidFormattedDeviceName, and those of `productWithKey`
 */
export function namedDevices(productKey: string, names: readonly string[], state: State): Device[] {
  const { devices } = productWithKey(state, productKey);
  return names.flatMap((name) => {
    const device = devices.get(name);
    if (device === undefined && !isDeviceName(name)) {
      throw new Refusal('iot.device.InvalidFormattedDeviceName');
    }
    return device ?? [];
  });
}

/** What QueryDeviceDetail and BatchQueryDeviceDetail both tell. */
export function detailsOf(device: Device, account: Platform['account']) {
  const { product } = device;
  return {
    IotId: device.iotId,
    ProductKey: product.productKey,
    ProductName: product.productName,
    DeviceName: device.deviceName,
    DeviceSecret: device.deviceSecret,
    Nickname: device.nickname,
    NodeType: product.settings.nodeType,
    Region: account.regionId,
    Status: device.status,
    FirmwareVersion: device.moduleVersions?.get(defaultModule),
    ...times('Create', device.createdAt, account),
    ...times('Active', device.activatedAt, account),
  };
}

/** A moment twice: in the region's time, and in UTC. */
export function times<Name extends string>(
  name: Name,
  time: number | undefined,
  { regionId }: Platform['account'],
) {
  const written =
    time === undefined ? {} : { [`Gmt${name}`]: regionTime(time, regionId), [`Utc${name}`]: utcTime(time) };
  return written as Partial<Record<`${'Gmt' | 'Utc'}${Name}`, string>>;
}
