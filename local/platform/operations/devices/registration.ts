import { DeleteDevice, RegisterDevice, ResetThing } from '../../../../shared/iot/operations/devices.ts';
import { deleteDevice, registerDevice } from '../../device/lifecycle.ts';
import { detach } from '../../device/topology.ts';
import { type ServedOperation, serve } from '../../operation.ts';
import { Refusal } from '../../refusal.ts';
import { productWithKey } from '../find.ts';
import { deviceOf, deviceRefusals, productRefusals } from './named-device.ts';

const incompleteLoRaWan = { missing: 'iot.device.CreateDeviceFailed' };

/** Registering, deleting and resetting one device. */
export const registrationOperations: readonly ServedOperation[] = [
  serve(
    RegisterDevice,
    {
      ...productRefusals,
      DeviceName: 'iot.device.InvalidFormattedDeviceName',
      Nickname: 'iot.common.InvalidFormattedParameter',
      LoraNodeType: 'iot.common.InvalidFormattedParameter',
      DevEui: incompleteLoRaWan,
      PinCode: incompleteLoRaWan,
      JoinEui: incompleteLoRaWan,
      AppKey: incompleteLoRaWan,
    },
    ({ ProductKey, DeviceName, Nickname, DevEui, JoinEui }, platform) => {
      const product = productWithKey(platform.state, ProductKey);
      if (DeviceName !== undefined && product.devices.has(DeviceName)) {
        throw new Refusal('iot.device.AlreadyExistedDeviceName');
      }
      const isLoRaWan = product.settings.netType === 'LORA';
      if (isLoRaWan && DevEui === undefined) {
        throw new Refusal('iot.device.CreateDeviceFailed', 'DevEui is required for a LoRaWAN device.');
      }
      const device = registerDevice(product, { deviceName: DeviceName, nickname: Nickname }, platform);
      return {
        Data: {
          IotId: device.iotId,
          ProductKey,
          DeviceName: device.deviceName,
          DeviceSecret: device.deviceSecret,
          Nickname: Nickname ?? '',
          ...(DevEui === undefined ? {} : { DevEui, JoinEui }),
        },
      };
    },
  ),

  serve(DeleteDevice, deviceRefusals, (named, platform) => {
    deleteDevice(deviceOf(named, platform.state), platform);
    return {};
  }),

  serve(ResetThing, deviceRefusals, (named, platform) => {
    const device = deviceOf(named, platform.state);
    detach(device, platform);
    device.reset = true;
    device.modifiedAt = platform.clock.now();
    return {};
  }),
];
