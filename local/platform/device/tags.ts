import type { Platform } from '../platform.ts';
import type { Device } from '../state/device.ts';
import { identityOf, topicOf } from './identity.ts';

/** So many tags a device has at most: the guide's section 4.8.23. */
const mostTags = 100;

/** Whether a device has room for these tags besides those that it has. */
export function hasRoomFor(device: Device, keys: readonly string[]): boolean {
  return new Set([...device.tags.map((tag) => tag.key), ...keys]).size <= mostTags;
}

/** Sets tags on a device that has room for them, and tells the subscribers of those that are new or changed. */
export function saveTags(
  device: Device,
  tags: Iterable<readonly [string, string]>,
  platform: Platform,
): void {
  const changed: { attrKey: string; attrValue: string }[] = [];
  for (const [key, value] of tags) {
    if (platform.state.devices.setTag(device, key, value)) changed.push({ attrKey: key, attrValue: value });
  }
  if (changed.length === 0) return;
  platform.messages.send(device.product, 'DeviceTagFlag', topicOf(device, '/thing/deviceinfo/update'), {
    ...identityOf(device),
    value: changed,
    messageCreateTime: platform.clock.now(),
  });
}
