import {
  BatchGetDeviceState,
  DisableThing,
  EnableThing,
  GetDeviceStatus,
} from '../../../../shared/iot/operations/devices.ts';
import { disableDevice, enableDevice } from '../../device/lifecycle.ts';
import { type ServedOperation, serve } from '../../operation.ts';
import { Refusal } from '../../refusal.ts';
import { regionTime } from '../../written-time.ts';
import { namedDevices } from './details.ts';
import { deviceOf, deviceRefusals, deviceWithIotId } from './named-device.ts';

const tooMany = 'iot.device.DeviceCountExceeded';

/** The states of devices, and whether they may connect. */
export const stateOperations: readonly ServedOperation[] = [
  serve(DisableThing, deviceRefusals, (named, platform) => {
    disableDevice(deviceOf(named, platform.state), platform);
    return {};
  }),

  serve(EnableThing, deviceRefusals, (named, platform) => {
    enableDevice(deviceOf(named, platform.state), platform);
    return {};
  }),

  serve(GetDeviceStatus, deviceRefusals, (named, { state }) => {
    const device = deviceOf(named, state);
    return { Data: { Status: device.status, Timestamp: device.stateChangedAt ?? device.createdAt } };
  }),

  serve(
    BatchGetDeviceState,
    {
      ...deviceRefusals,
      IotId: { tooMany, other: 'iot.device.InvalidIoTId' },
      DeviceName: { missing: 'iot.device.NoneDeviceNameElement', tooMany },
    },
    ({ IotId, ProductKey = '', DeviceName = [] }, { state, account }) => {
      const devices =
        IotId === undefined
          ? namedDevices(ProductKey, DeviceName, state)
          : IotId.map((iotId) => deviceWithIotId(iotId, state)).filter((device) => device !== undefined);
      if (devices.length === 0) throw new Refusal('iot.device.NotExistedDevice');
      const DeviceStatus = devices.map((device) => ({
        AsAddress: device.clientIp,
        DeviceId: device.deviceId,
        DeviceName: device.deviceName,
        IotId: device.iotId,
        LastOnlineTime:
          device.lastOnlineAt === undefined ? undefined : regionTime(device.lastOnlineAt, account.regionId),
        Status: device.status,
      }));
      return { DeviceStatusList: { DeviceStatus } };
    },
  ),
];
