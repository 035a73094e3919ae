import type { DeviceEvent } from '../../events/device-event.ts';
import type { Stamp } from '../store/store.ts';
import { type DeviceName, deviceKey } from './device-name.ts';
import type { Rule } from './rules.ts';

/** The names under which the store knows what the rules need, and how events are put in order. All in one place. */

/** The slot for the newest event that wanted to write a tag. */
export function tagSlot(device: DeviceName, key: string): string {
  return `tag:${deviceKey(device)}:${key}`;
}

/** The slot for the newest event that let a device in: it was enabled, or made. */
export function enabledSlot(device: DeviceName): string {
  return `enabled:${deviceKey(device)}`;
}

/** The slot for the newest report of a module's version. */
export function versionSlot(device: DeviceName, moduleName: string): string {
  return `version:${deviceKey(device)}:${moduleName}`;
}

/**
 * The window in which a rule's events of a device are counted.
 *
 * @param target what the rule wants of the device, where that can differ: only events that want the same count together
 */
export function countWindow(rule: Rule, device: DeviceName, target = ''): string {
  return `count:${rule.name}:${deviceKey(device)}:${target}`;
}

/**
 * An event's place in the order of a device's events: by its `order`; among those of one millisecond by its time, then
 * by its id, so that all who see the same events order them alike.
 */
export function stampOf(event: DeviceEvent): Stamp {
  return { time: event.order, by: `${String(event.time).padStart(14, '0')} ${event.id}` };
}

/** The place of a rule's wish: of several rules that one event matches, the later one in the file counts as newer. */
export function stampOfRule(stamp: Stamp, rule: Rule): Stamp {
  return { time: stamp.time, by: `${stamp.by} ${String(rule.position).padStart(5, '0')}` };
}
