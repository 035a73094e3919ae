import type { DeviceEvent } from '../../events/device-event.ts';
import { readMessage } from '../../events/message.ts';
import type { Action, FirmwareChoice } from '../../shared/fleet/action.ts';
import { decide } from '../../shared/fleet/decide.ts';
import { type DeviceName, deviceKey } from '../../shared/fleet/device-name.ts';
import { gatherFacts } from '../../shared/fleet/facts.ts';
import type { Fleet } from '../../shared/fleet/fleet.ts';
import { stampOf } from '../../shared/fleet/keys.ts';
import { createMemoryStore } from '../../shared/store/memory.ts';
import { isNewer } from '../../shared/store/store.ts';
import type { Message } from '../platform/messages.ts';

/** What the rules and the devices' own doings imply for one device. */
export interface ImpliedDevice {
  readonly name: DeviceName;
  /** Paths of groups. */
  readonly groups: Set<string>;
  readonly tags: Map<string, string>;
  /** Whether the rules shut it out, and nobody has let it in since. */
  disabled: boolean;
  /** Undefined as long as it has never come online. */
  online: boolean | undefined;
  /** The firmware that the rules wanted of each module, the last of it last. */
  readonly firmware: Map<string, FirmwareChoice[]>;
  /** How its updates ended, by the TaskId: the platform has told so, and the tasks have to say the same. */
  readonly updateEnds: Map<string, string>;
}

export interface Implied {
  /** By device key. */
  readonly devices: ReadonlyMap<string, ImpliedDevice>;
  /** Messages of the platform's that are none, a sentence each. */
  readonly faults: readonly string[];
}

/**
 * Works out what a fleet's messages and its owner's rules imply, without anybody's having carried it out: one message
 * after another in the order of time, each once, with a memory of its own.
 *
 * @param messages all that the platform has sent, in any order
 */
export async function impliedBy(messages: readonly Message[], rules: Fleet): Promise<Implied> {
  const devices = new Map<string, ImpliedDevice>();
  const faults: string[] = [];
  const deleted = new Set<string>();
  const store = createMemoryStore({ maxEntries: 10_000_000 });
  for (const event of inOrder(messages, faults)) {
    if (event.type === 'ota.batch' || isOfDeleted(event, deleted)) continue;
    const device = deviceOf(event, devices);
    note(event, device, devices);
    const facts = await gatherFacts([event], rules, store);
    for (const action of decide(event, rules, facts).actions) imply(action, device);
  }
  await store.close();
  return { devices, faults };
}

function inOrder(messages: readonly Message[], faults: string[]): DeviceEvent[] {
  const events = messages.flatMap((message): DeviceEvent[] => {
    const reading = readMessage({ channel: 'amqp', receivedTime: message.generateTime, ...message });
    if ('event' in reading) return [reading.event];
    faults.push(
      `Message ${message.messageId} on ${message.topic} breaks a rule: ${reading.deadLetter.rule}.`,
    );
    return [];
  });
  return events.sort((one, other) => (isNewer(stampOf(one), stampOf(other)) ? 1 : -1));
}

/** What is told of a device after it was deleted, as that its line ended, is of none any more. */
function isOfDeleted(event: Exclude<DeviceEvent, { type: 'ota.batch' }>, deleted: Set<string>): boolean {
  const key = deviceKey(event);
  if (event.type !== 'lifecycle') return deleted.has(key);
  if (event.action === 'create') deleted.delete(key);
  if (event.action === 'delete') deleted.add(key);
  return false;
}

function deviceOf(
  { productKey, deviceName }: DeviceName,
  devices: Map<string, ImpliedDevice>,
): ImpliedDevice {
  const name = { productKey, deviceName };
  const known = devices.get(deviceKey(name));
  if (known !== undefined) return known;
  const device: ImpliedDevice = {
    name,
    groups: new Set(),
    tags: new Map(),
    disabled: false,
    online: undefined,
    firmware: new Map(),
    updateEnds: new Map(),
  };
  devices.set(deviceKey(name), device);
  return device;
}

/** What a message says by itself, whatever the rules. */
function note(event: DeviceEvent, device: ImpliedDevice, devices: Map<string, ImpliedDevice>): void {
  if (event.type === 'status') device.online = event.status === 'online';
  if (event.type === 'ota.status') device.updateEnds.set(event.taskId, event.status);
  if (event.type !== 'lifecycle') return;
  if (event.action === 'enable') device.disabled = false;
  if (event.action === 'delete') devices.delete(deviceKey(device.name));
}

function imply(action: Action, device: ImpliedDevice): void {
  switch (action.kind) {
    case 'group':
      device.groups.add(action.path);
      break;
    case 'tag':
      for (const [key, value] of Object.entries(action.tags)) device.tags.set(key, value);
      break;
    case 'disable':
      device.disabled = true;
      break;
    case 'enable':
      device.disabled = false;
      break;
    case 'upgrade':
      device.firmware.set(action.moduleName, [
        ...(device.firmware.get(action.moduleName) ?? []),
        action.firmware,
      ]);
      break;
  }
}
