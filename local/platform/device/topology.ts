import type { Platform } from '../platform.ts';
import type { Device } from '../state/device.ts';
import { identityOf, nameOf, topicOf } from './identity.ts';
import { dropLine, tell } from './line.ts';

/** So many sub-devices a gateway has at most: as many as GetThingTopo can list. */
export const mostSubDevices = 10_000;

/** Makes devices the sub-devices of a gateway. One that another gateway had moves. */
export function attach(gateway: Device, subDevices: readonly Device[], platform: Platform): void {
  const moved = subDevices.filter((device) => device.gateway !== gateway);
  for (const device of moved) {
    if (device.gateway !== undefined) detachFrom(device.gateway, [device], platform);
    platform.state.devices.attach(gateway, device);
  }
  if (moved.length > 0) announceTopology(gateway, 'create', moved, platform);
}

/**
 * Takes a sub-device from its gateway, and a gateway's sub-devices from it.
 *
 * @returns whether there was anything to take
 */
export function detach(device: Device, platform: Platform): boolean {
  const { gateway, subDevices } = device;
  if (gateway !== undefined) detachFrom(gateway, [device], platform);
  if (subDevices !== undefined) detachFrom(device, [...subDevices], platform);
  return gateway !== undefined || subDevices !== undefined;
}

function detachFrom(gateway: Device, subDevices: readonly Device[], platform: Platform): void {
  for (const device of subDevices) {
    dropLine(device, 'The device was taken from its gateway.', platform);
    platform.state.devices.detach(device);
  }
  announceTopology(gateway, 'delete', subDevices, platform);
}

/** What happened to sub-devices, and the number by which a gateway is told. */
const changes = { create: 0, delete: 1, enable: 2, disable: 8 } as const;

/** Tells the subscribers, and the gateway if it is online. */
export function announceTopology(
  gateway: Device,
  action: keyof typeof changes,
  subDevices: readonly Device[],
  platform: Platform,
): void {
  platform.messages.send(
    gateway.product,
    'DeviceTopoLifeCycleFlag',
    topicOf(gateway, '/thing/topo/lifecycle'),
    {
      action,
      gwIotId: gateway.iotId,
      gwProductKey: gateway.product.productKey,
      gwDeviceName: gateway.deviceName,
      devices: subDevices.map(identityOf),
      messageCreateTime: platform.clock.now(),
    },
  );
  const change = { status: changes[action], subList: subDevices.map(nameOf) };
  tell(gateway, 'thing.topo.change', change, platform);
}
