import type { ParameterRefusals } from '../../operation.ts';
import { Refusal } from '../../refusal.ts';
import type { Device } from '../../state/device.ts';
import type { State } from '../../state/state.ts';
import { productWithKey } from '../find.ts';

/** How a call names a device: by IotId, or by ProductKey and DeviceName. IotId decides when all are given. */
export interface NamedDevice {
  readonly IotId?: string | undefined;
  readonly ProductKey?: string | undefined;
  readonly DeviceName?: string | undefined;
}

/** The codes for the parameters that name a device. */
export const deviceRefusals: ParameterRefusals = {
  IotId: 'iot.device.InvalidIoTId',
  ProductKey: { missing: 'iot.prod.NullProductKey' },
  DeviceName: { missing: 'iot.device.NullDeviceName' },
};

export const productRefusals: ParameterRefusals = { ProductKey: { missing: 'iot.prod.NullProductKey' } };

export const pageRefusals: ParameterRefusals = {
  CurrentPage: 'iot.common.InvalidPageParams',
  PageSize: 'iot.common.InvalidPageParams',
};

const deviceNameRule = /^[A-Za-z0-9_@.:-]{4,32}$/;

/** Whether a DeviceName, or a prefix of one, keeps the rule of RegisterDevice. */
export const isDeviceName = (name: string): boolean => deviceNameRule.test(name);

/**
 * The device that a call names.
 *
 * @throws Refusal iot.device.InvalidIoTId, iot.device.InvalidFormattedDeviceName, iot.device.NotExistedDevice, those
 *   of `productWithKey`, or that a name is missing
 */
export function deviceOf({ IotId, ProductKey, DeviceName }: NamedDevice, state: State): Device {
  const device = IotId === undefined ? byName(ProductKey, DeviceName, state) : deviceWithIotId(IotId, state);
  if (device === undefined) throw new Refusal('iot.device.NotExistedDevice');
  return device;
}

/** @throws Refusal iot.device.InvalidIoTId */
export function deviceWithIotId(iotId: string, state: State): Device | undefined {
  const device = state.devices.byIotId(iotId);
  if (device === undefined && !/^[A-Za-z0-9]{1,64}$/.test(iotId)) {
    throw new Refusal('iot.device.InvalidIoTId');
  }
  return device;
}

function byName(ProductKey: string | undefined, DeviceName: string | undefined, state: State) {
  if (ProductKey === undefined) throw new Refusal('iot.prod.NullProductKey');
  const product = productWithKey(state, ProductKey);
  if (DeviceName === undefined) throw new Refusal('iot.device.NullDeviceName');
  const device = product.devices.get(DeviceName);
  if (device === undefined && !isDeviceName(DeviceName)) {
    throw new Refusal('iot.device.InvalidFormattedDeviceName');
  }
  return device;
}
