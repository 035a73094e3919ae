import { Buffer } from 'node:buffer';
import type { Stamp } from '../../store/store.ts';
import type { Action, FirmwareChoice } from '../action.ts';
import { type DeviceName, deviceKey } from '../device-name.ts';
import {
  choiceKey,
  type Enablement,
  getOr,
  merge,
  type TagValue,
  type Upgrade,
  type Wanted,
} from './merge.ts';
import type { Verdict } from './verdict.ts';

/** The calls that carry out a batch of actions. Plain data, so that a dry run can print it. */
export interface Plan {
  /** Every call comes after those that it waits for. */
  readonly calls: readonly PlannedCall[];
  /** The actions that need no call, by their index. */
  readonly settled: ReadonlyMap<number, Verdict>;
}

export type PlannedCall = PlannedEnablement | PlannedTagging | PlannedGrouping | PlannedUpgrade;

interface PlannedBase {
  /**
   * For each tag or device that the parameters name, in their order, the indexes of the actions that it serves.
   */
  readonly serves: readonly (readonly number[])[];
  /** The indexes of the calls that have to be over before. */
  readonly after: readonly number[];
}

export interface PlannedEnablement extends PlannedBase {
  readonly operation: 'EnableThing' | 'DisableThing';
  readonly parameters: WireDevice;
}

export interface PlannedTagging extends PlannedBase {
  readonly operation: 'SaveDeviceProp';
  readonly parameters: WireDevice & { readonly Props: Readonly<Record<string, string>> };
  /** Of each tag, its place in the order of messages, if it has one. */
  readonly stamps: readonly (Stamp | undefined)[];
}

/** The call's `GroupId` is that of the group at this path, looked up when the plan is carried out. */
export interface PlannedGrouping extends PlannedBase {
  readonly operation: 'BatchAddDeviceGroupRelations';
  readonly group: string;
  readonly parameters: { readonly Device: readonly WireDevice[] };
}

/** The call's `FirmwareId` is that of this package, looked up when the plan is carried out. */
export interface PlannedUpgrade extends PlannedBase {
  readonly operation: 'CreateOTAStaticUpgradeJob';
  readonly moduleName: string;
  readonly firmware: FirmwareChoice;
  readonly parameters: {
    readonly ProductKey: string;
    readonly TargetSelection: 'SPECIFIC';
    readonly TargetDeviceName: readonly string[];
  };
}

/** A device as the API spells it. */
export interface WireDevice {
  readonly ProductKey: string;
  readonly DeviceName: string;
}

/** The most devices that one BatchAddDeviceGroupRelations or CreateOTAStaticUpgradeJob takes. */
const devicesPerCall = 200;

/** The most that one SaveDeviceProp takes: tags, and bytes of its JSON. */
const tagsPerCall = 100;
const tagBytesPerCall = 5120;

/**
 * Plans the calls for a batch of actions: as few as do, in the order that is needed.
 *
 * - The same thing wanted twice is one call's. Where actions contradict each other (a tag's value, enabled or
 *   disabled, which package), the newest by its message's time holds, then the one further back in the batch.
 * - A device is enabled before anything else is done with it; it is grouped and tagged before it is disabled, so
 *   that the reason is there when it is shut out, and because the guide leaves open what may be done with a
 *   disabled device (section 4.8.12).
 * - Updates come last, also for a device that the batch disables: it fetches its update when it is let in again, and
 *   does not report then a version that it has reported before.
 *
 * @param actions what rules want done, in any order
 */
export function plan(actions: readonly Action[]): Plan {
  const wanted = merge(actions);
  const calls: PlannedCall[] = [];
  /** The calls that a device's later calls wait for. */
  const enabling = new Map<string, number[]>();
  const describing = new Map<string, number[]>();

  const add = (call: PlannedCall, keys: readonly string[], waitedFor?: Map<string, number[]>) => {
    const index = calls.push(call) - 1;
    if (waitedFor === undefined) return;
    for (const key of keys) {
      const before = waitedFor.get(key);
      if (before === undefined) waitedFor.set(key, [index]);
      else before.push(index);
    }
  };
  const callsFor = (keys: readonly string[], ...earlier: readonly Map<string, number[]>[]) => [
    ...new Set(earlier.flatMap((byDevice) => keys.flatMap((key) => byDevice.get(key) ?? []))),
  ];
  const addEnablements = (kind: Enablement['kind'], operation: PlannedEnablement['operation']) => {
    for (const [key, { thing, actions: served }] of wanted.enablements) {
      if (thing.kind !== kind) continue;
      const after = callsFor([key], describing);
      add({ operation, parameters: wire(thing.device), serves: [served], after }, [key], enabling);
    }
  };

  addEnablements('enable', 'EnableThing');
  for (const [group, members] of wanted.groups) {
    for (const part of inParts([...members])) {
      const keys = part.map(([key]) => key);
      const call: PlannedGrouping = {
        operation: 'BatchAddDeviceGroupRelations',
        group,
        parameters: { Device: part.map(([, { thing }]) => wire(thing)) },
        serves: part.map(([, { actions: served }]) => served),
        after: callsFor(keys, enabling),
      };
      add(call, keys, describing);
    }
  }
  for (const [key, { device, values }] of wanted.tags) {
    for (const part of tagParts(values)) {
      const Props = Object.fromEntries(part.map(([tag, { thing }]) => [tag, thing.value]));
      const call: PlannedTagging = {
        operation: 'SaveDeviceProp',
        parameters: { ...wire(device), Props },
        // An object lists names that look like numbers first, so the order is taken from it.
        serves: Object.keys(Props).map((tag) => values.get(tag)?.actions ?? []),
        stamps: Object.keys(Props).map((tag) => values.get(tag)?.thing.stamp),
        after: callsFor([key], enabling),
      };
      add(call, [key], describing);
    }
  }
  addEnablements('disable', 'DisableThing');
  for (const alike of byPackage(wanted.upgrades.values())) {
    for (const part of inParts(alike)) {
      const [{ thing }] = part;
      const keys = part.map((one) => deviceKey(one.thing.device));
      const call: PlannedUpgrade = {
        operation: 'CreateOTAStaticUpgradeJob',
        moduleName: thing.moduleName,
        firmware: thing.firmware,
        parameters: {
          ProductKey: thing.device.productKey,
          TargetSelection: 'SPECIFIC',
          TargetDeviceName: part.map((one) => one.thing.device.deviceName),
        },
        serves: part.map(({ actions: served }) => served),
        after: callsFor(keys, enabling, describing),
      };
      add(call, keys);
    }
  }
  return { calls, settled: wanted.settled };
}

function wire({ productKey, deviceName }: DeviceName): WireDevice {
  return { ProductKey: productKey, DeviceName: deviceName };
}

function byPackage(upgrades: Iterable<Wanted<Upgrade>>): Iterable<Wanted<Upgrade>[]> {
  const alike = new Map<string, Wanted<Upgrade>[]>();
  for (const upgrade of upgrades) {
    const { device, moduleName, firmware } = upgrade.thing;
    getOr(alike, `${device.productKey}/${moduleName}/${choiceKey(firmware)}`, () => []).push(upgrade);
  }
  return alike.values();
}

/** Parts of at most as many as one call takes. */
export function* inParts<Item>(items: readonly Item[]): Iterable<readonly [Item, ...Item[]]> {
  for (let from = 0; from < items.length; from += devicesPerCall) {
    const [first, ...others] = items.slice(from, from + devicesPerCall);
    if (first !== undefined) yield [first, ...others];
  }
}

/** Tags in parts that one SaveDeviceProp takes each. A tag that is too large by itself is left to be refused. */
function tagParts(values: Map<string, Wanted<TagValue>>): [string, Wanted<TagValue>][][] {
  const parts: [string, Wanted<TagValue>][][] = [];
  let part: [string, Wanted<TagValue>][] = [];
  // Of the braces and commas, all but one are counted with the tags.
  let bytes = 1;
  for (const entry of values) {
    const more = Buffer.byteLength(JSON.stringify({ [entry[0]]: entry[1].thing.value })) - 1;
    if (part.length > 0 && (part.length === tagsPerCall || bytes + more > tagBytesPerCall)) {
      parts.push(part);
      part = [];
      bytes = 1;
    }
    part.push(entry);
    bytes += more;
  }
  if (part.length > 0) parts.push(part);
  return parts;
}
