import { endUpdatesOf } from '../ota/device-deleted.ts';
import type { Platform } from '../platform.ts';
import { Device } from '../state/device.ts';
import type { Product } from '../state/products.ts';
import { identityOf, topicOf } from './identity.ts';
import { dropLine } from './line.ts';
import { announceTopology, detach } from './topology.ts';

/**
 * Registers a device: issues its identifier, its secret and, unless one is given, its name.
 *
 * @param deviceName one that the product does not have yet
 */
export function registerDevice(
  product: Product,
  {
    deviceName,
    nickname,
  }: { readonly deviceName?: string | undefined; readonly nickname?: string | undefined },
  platform: Platform,
): Device {
  const { newId, clock, state } = platform;
  // An identifier ends in the same digits in all of the guide's samples; a random name is as long as what is before.
  const iotId = `${newId(20)}000100`;
  const device = new Device(iotId, product, deviceName ?? newId(20), newId(32), clock.now());
  device.nickname = nickname;
  state.devices.add(device);
  announce(device, 'create', platform);
  return device;
}

/** Deletes a device and all that is known of it; its line ends. */
export function deleteDevice(device: Device, platform: Platform): void {
  endUpdatesOf(device, platform);
  dropLine(device, 'The device was deleted.', platform);
  detach(device, platform);
  platform.state.devices.delete(device);
  announce(device, 'delete', platform);
}

/** Keeps a device from connecting, until it is enabled again; its line ends. */
export function disableDevice(device: Device, platform: Platform): void {
  if (device.disabled) return;
  setDisabled(device, true, platform);
  dropLine(device, 'The device was disabled.', platform);
  announce(device, 'disable', platform);
}

export function enableDevice(device: Device, platform: Platform): void {
  if (!device.disabled) return;
  setDisabled(device, false, platform);
  announce(device, 'enable', platform);
}

function setDisabled(device: Device, disabled: boolean, { state, clock }: Platform): void {
  state.devices.changeStatus(device, () => {
    device.disabled = disabled;
    device.stateChangedAt = clock.now();
    device.modifiedAt = clock.now();
  });
}

type LifecycleAction = 'create' | 'delete' | 'enable' | 'disable';

function announce(device: Device, action: LifecycleAction, platform: Platform): void {
  const { product, deviceSecret } = device;
  platform.messages.send(product, 'DeviceLifeCycleFlag', topicOf(device, '/thing/lifecycle'), {
    action,
    ...identityOf(device),
    ...(action === 'create' ? { deviceSecret } : {}),
    messageCreateTime: platform.clock.now(),
  });
  if (device.gateway !== undefined && (action === 'enable' || action === 'disable')) {
    announceTopology(device.gateway, action, [device], platform);
  }
}
