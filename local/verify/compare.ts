import type { FirmwareChoice } from '../../shared/fleet/action.ts';
import type { FoundDevice, FoundFirmware, FoundUpdate } from './found.ts';
import type { Implied, ImpliedDevice } from './implied.ts';

/**
 * Compares what the rules imply with what the platform says.
 *
 * @returns what differs, a sentence each
 */
export function differences(implied: Implied, found: ReadonlyMap<string, FoundDevice>): string[] {
  const sentences = [...implied.faults];
  for (const [key, device] of implied.devices) {
    const actual = found.get(key);
    if (actual === undefined) sentences.push(`${device.name.deviceName} is not on the platform.`);
    else sentences.push(...differencesOf(device, actual));
  }
  for (const key of found.keys()) {
    if (!implied.devices.has(key))
      sentences.push(`${key} is on the platform, and no message has told of it.`);
  }
  return sentences;
}

function differencesOf(implied: ImpliedDevice, found: FoundDevice): string[] {
  const name = implied.name.deviceName;
  const sentences: string[] = [];
  for (const path of implied.groups) {
    if (!found.groups.has(path)) sentences.push(`${name} should be in the group ${path} and is not.`);
  }
  for (const path of found.groups) {
    if (!implied.groups.has(path)) sentences.push(`${name} is in the group ${path}, which no rule says.`);
  }
  for (const [key, value] of implied.tags) {
    const actual = found.tags.get(key);
    if (actual === undefined)
      sentences.push(`${name} should have the tag ${key}=${value} and has no ${key}.`);
    else if (actual !== value)
      sentences.push(`${name} should have the tag ${key}=${value} and has ${key}=${actual}.`);
  }
  for (const [key, value] of found.tags) {
    if (!implied.tags.has(key)) sentences.push(`${name} has the tag ${key}=${value}, which no rule gives.`);
  }
  const state = stateOf(implied);
  if (found.state !== state) sentences.push(`${name} should be ${state} and is ${found.state}.`);
  sentences.push(...updateDifferences(implied, found));
  return sentences;
}

function stateOf({ disabled, online }: ImpliedDevice): string {
  if (disabled) return 'DISABLE';
  return online === undefined ? 'UNACTIVE' : online ? 'ONLINE' : 'OFFLINE';
}

function updateDifferences(implied: ImpliedDevice, { updates }: FoundDevice): string[] {
  const name = implied.name.deviceName;
  const sentences: string[] = [];
  for (const [moduleName, choices] of implied.firmware) {
    const choice = choices.at(-1);
    if (choice === undefined) continue;
    const wanted = updates.filter(({ firmware }) => isChosen(firmware, moduleName, choice));
    const what = `an update of ${moduleName} to ${'name' in choice ? choice.name : choice.version}`;
    if (wanted.length === 0) sentences.push(`${name} should have ${what} and has none.`);
    if (wanted.length > 1)
      sentences.push(`${name} should have ${what} once and has it ${wanted.length} times.`);
  }
  for (const update of updates) sentences.push(...endDifferences(implied, update));
  return sentences;
}

function endDifferences(implied: ImpliedDevice, { taskId, status, firmware }: FoundUpdate): string[] {
  const name = implied.name.deviceName;
  const what = `${firmware.moduleName} to ${firmware.version}`;
  const choices = implied.firmware.get(firmware.moduleName) ?? [];
  if (!choices.some((choice) => isChosen(firmware, firmware.moduleName, choice)))
    return [`${name} has an update of ${what}, which no rule asks for.`];
  const end = implied.updateEnds.get(taskId);
  if (end !== undefined)
    return status === end ? [] : [`${name}'s update of ${what} has ${end} by its message and is ${status}.`];
  // Only a device that is away leaves its update unfinished.
  const mayWait = implied.disabled || implied.online !== true;
  return mayWait && unfinished.has(status)
    ? []
    : [`${name}'s update of ${what} is ${status}, and nothing tells why.`];
}

const unfinished: ReadonlySet<string> = new Set(['QUEUED', 'NOTIFIED', 'IN_PROGRESS']);

function isChosen(firmware: FoundFirmware, moduleName: string, choice: FirmwareChoice): boolean {
  if (firmware.moduleName !== moduleName) return false;
  return 'name' in choice ? firmware.name === choice.name : firmware.version === choice.version;
}
