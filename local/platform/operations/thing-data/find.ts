import type { ParameterRefusals } from '../../operation.ts';
import type { Platform } from '../../platform.ts';
import { Refusal } from '../../refusal.ts';
import type { Device } from '../../state/device.ts';
import { featureKey } from '../../thing-model/rules.ts';
import { emptyModel, type ThingModel } from '../../thing-model/thing-model.ts';
import { deviceOf, deviceRefusals, type NamedDevice } from '../devices/named-device.ts';

const time = {
  conflict: 'iot.check.ParameterIsNotLessThanMax',
  other: 'iot.device.InvalidTimeBucket',
} as const;

/** The codes for what all queries of what happened have in common. */
export const queryRefusals: ParameterRefusals = {
  ...deviceRefusals,
  StartTime: time,
  EndTime: time,
  PageSize: 'iot.common.InvalidPageParams',
  Asc: { malformed: 'iot.common.InvalidFormattedParameter' },
  EventType: 'iot.common.InvalidFormattedParameter',
};

/** A device, and the model that its product was last published with; an empty one when it never was. */
export interface ModelledDevice {
  readonly device: Device;
  readonly model: ThingModel;
}

/**
 * The device that a call names, of a product with a thing model.
 *
 * @throws Refusal iot.prod.NotSeniorProduct, or as `deviceOf`
 */
export function modelledDevice(named: NamedDevice, { state }: Platform): ModelledDevice {
  const device = deviceOf(named, state);
  if (!device.product.hasThingModel) throw new Refusal('iot.prod.NotSeniorProduct');
  return { device, model: state.thingModels.current(device.product) ?? emptyModel };
}

/**
 * Checks what properties are called by.
 *
 * @throws Refusal iot.device.NullDevicePropertyKey, iot.device.InvalidFormattedDevicePropertyKey
 */
export function checkPropertyKeys(keys: readonly string[]): void {
  for (const key of keys) {
    if (key === '') throw new Refusal('iot.device.NullDevicePropertyKey');
    if (!featureKey.test(key)) throw new Refusal('iot.device.InvalidFormattedDevicePropertyKey');
  }
}

/** @throws Refusal iot.check.ParameterIsNotLessThanMax when the range ends before it begins */
export function checkRange({ StartTime, EndTime }: { StartTime: number; EndTime: number }): void {
  if (StartTime > EndTime) throw new Refusal('iot.check.ParameterIsNotLessThanMax');
}

/** The codes for the parameters that name some devices of one product. */
export const devicesRefusals = (tooMany: string): ParameterRefusals => ({
  ProductKey: { missing: 'iot.prod.NullProductKey' },
  DeviceName: {
    missing: 'iot.device.NoneDeviceNameElement',
    tooMany,
    other: 'iot.device.InvalidFormattedDeviceName',
  },
});

/**
 * The devices that a call names, of one product with a thing model.
 *
 * @throws Refusal as `modelledDevice`
 */
export function modelledDevices(
  { ProductKey, DeviceName }: { readonly ProductKey: string; readonly DeviceName: readonly string[] },
  platform: Platform,
): { readonly devices: readonly Device[]; readonly model: ThingModel } {
  const all = DeviceName.map((name) => modelledDevice({ ProductKey, DeviceName: name }, platform));
  return { devices: all.map(({ device }) => device), model: all[0]?.model ?? emptyModel };
}
