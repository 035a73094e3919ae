import type { Platform } from '../platform.ts';
import { Refusal } from '../refusal.ts';
import { mostClientIds } from '../state/client-ids.ts';
import type { Device } from '../state/device.ts';

/**
 * Gives a device its DeviceSecret, for it came with its product's certificate only. Once it is activated it gets none
 * any more, unless it is reset: then it gets a new one.
 *
 * @throws Refusal when the device is activated
 */
export function registerDynamically(device: Device, { clock, newId }: Platform): string {
  if (device.activatedAt !== undefined && !device.reset) {
    throw new Refusal('iot.device.VerifyDeviceFailed', 'The device is activated and was not reset.');
  }
  if (device.reset) {
    device.deviceSecret = newId(32);
    device.modifiedAt = clock.now();
    device.reset = false;
  }
  return device.deviceSecret;
}

/**
 * Gives a ClientID to a device that registers itself without having been registered before.
 *
 * @throws Refusal when the device has as many ClientIDs as it may have
 */
export function issueClientId(device: Device, { state, clock, newId }: Platform): string {
  if (state.clientIds.of(device).length >= mostClientIds) {
    throw new Refusal('iot.device.VerifyDeviceFailed', `The device has ${mostClientIds} ClientIDs already.`);
  }
  const clientId = `${newId(20)}000100`;
  state.clientIds.add(device, { clientId, createdAt: clock.now() });
  return clientId;
}
