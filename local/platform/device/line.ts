import type { Platform } from '../platform.ts';
import type { Device } from '../state/device.ts';
import { topicOf } from './identity.ts';

/** Ends the line of a device from the platform's side, if it is online. */
export function dropLine(device: Device, why: string, { devices }: Platform): void {
  const session = devices.sessionOf(device);
  if (session === undefined) return;
  devices.disconnect(session);
  session.line.drop(why);
}

/** Ends the lines of all devices that are online. */
export function dropAllLines(why: string, platform: Platform): void {
  const { devices } = platform.state;
  for (const device of [...devices.of(devices.ordinals(undefined, 'ONLINE').values())]) {
    dropLine(device, why, platform);
  }
}

/**
 * Sends an Alink request to a device, if it is online.
 *
 * @param method names the request, and ends its topic: `thing.topo.change` goes to `/sys/…/thing/topo/change`
 * @param id what the caller already knows the message by
 * @returns the identifier of the message
 */
export function tell(
  device: Device,
  method: string,
  params: object,
  platform: Platform,
  id = platform.messages.newId(),
): string {
  const topic = `/sys${topicOf(device, `/${method.replaceAll('.', '/')}`)}`;
  const request = Buffer.from(JSON.stringify({ id, version: '1.0', params, method }));
  platform.devices.sessionOf(device)?.line.deliver(topic, request, 1);
  return id;
}
