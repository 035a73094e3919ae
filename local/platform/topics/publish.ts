import type { Platform } from '../platform.ts';
import type { Device } from '../state/device.ts';

/** Sends a device a message of QoS 1: at once, or when it comes back if it is offline and its session is kept. */
export function publish(
  device: Device,
  topic: string,
  payload: Buffer,
  { devices, state }: Pick<Platform, 'devices' | 'state'>,
): void {
  const session = devices.sessionOf(device);
  if (session !== undefined) session.line.deliver(topic, payload, 1);
  else state.mailboxes.get(device)?.put(topic, payload);
}
