import type { Stamp } from '../../store/store.ts';
import type { Action, FirmwareChoice } from '../action.ts';
import { type DeviceName, deviceKey } from '../device-name.ts';
import { unchanged, type Verdict } from './verdict.ts';

/** Something wanted, and the indexes of the actions that want it. */
export interface Wanted<Thing> {
  thing: Thing;
  actions: number[];
}

export interface Enablement {
  readonly device: DeviceName;
  readonly kind: 'disable' | 'enable';
}

export interface Upgrade {
  readonly device: DeviceName;
  readonly moduleName: string;
  readonly firmware: FirmwareChoice;
}

export interface TagValue {
  readonly value: string;
  /** Its place in the order of messages; without one, it is written whatever messages say. */
  readonly stamp: Stamp | undefined;
}

/** All that a batch wants, with each thing once. */
export interface Merged {
  /** By device. */
  readonly enablements: Map<string, Wanted<Enablement>>;
  /** By path, then by device. */
  readonly groups: Map<string, Map<string, Wanted<DeviceName>>>;
  /** By device, then by the tag's key. */
  readonly tags: Map<string, { readonly device: DeviceName; readonly values: Map<string, Wanted<TagValue>> }>;
  /** By device and module. */
  readonly upgrades: Map<string, Wanted<Upgrade>>;
  /** What became of the actions that need no call. */
  readonly settled: Map<number, Verdict>;
}

/**
 * What the actions want, taken together. Where they contradict each other (a tag's value, enabled or disabled,
 * which package for a module), the newest by its message's time holds, then the one further back in the batch.
 */
export function merge(actions: readonly Action[]): Merged {
  const wanted: Merged = {
    enablements: new Map(),
    groups: new Map(),
    tags: new Map(),
    upgrades: new Map(),
    settled: new Map(),
  };
  const supersede = (older: Wanted<unknown>) => {
    for (const index of older.actions.splice(0)) wanted.settled.set(index, superseded);
  };

  for (const [index, action] of [...actions.entries()].sort(([, one], [, other]) => byAge(one, other))) {
    const { device } = action;
    const key = deviceKey(device);
    switch (action.kind) {
      case 'group':
        want(
          getOr(wanted.groups, action.path, () => new Map<string, Wanted<DeviceName>>()),
          key,
          device,
          index,
        );
        break;
      case 'tag': {
        const entries = Object.entries(action.tags);
        if (entries.length === 0) wanted.settled.set(index, unchanged);
        for (const [tag, value] of entries) {
          const { values } = getOr(wanted.tags, key, () => ({
            device,
            values: new Map<string, Wanted<TagValue>>(),
          }));
          want(values, tag, { value, stamp: action.stamp }, index);
        }
        break;
      }
      case 'disable':
      case 'enable': {
        const earlier = wanted.enablements.get(key);
        if (earlier !== undefined && earlier.thing.kind !== action.kind) supersede(earlier);
        want(wanted.enablements, key, { device, kind: action.kind }, index);
        break;
      }
      case 'upgrade': {
        const { moduleName, firmware } = action;
        const slot = `${key}/${moduleName}`;
        const earlier = wanted.upgrades.get(slot);
        if (earlier !== undefined && choiceKey(earlier.thing.firmware) !== choiceKey(firmware))
          supersede(earlier);
        want(wanted.upgrades, slot, { device, moduleName, firmware }, index);
        break;
      }
    }
  }

  return wanted;
}

/** Notes that an action wants this; what it wants takes the place of what older ones wanted. */
function want<Thing>(things: Map<string, Wanted<Thing>>, key: string, thing: Thing, index: number): void {
  const wanted = getOr(things, key, () => ({ thing, actions: [] }));
  wanted.thing = thing;
  wanted.actions.push(index);
}

export const superseded: Verdict = {
  result: 'unchanged',
  code: 'Superseded',
  message: 'a newer message asks for something else',
};

/** The order that the store keeps newest stamps by: the time, and within a millisecond the event's id. */
function byAge({ reason: one }: Action, { reason: other }: Action): number {
  if (one.time !== other.time) return one.time - other.time;
  return one.eventId < other.eventId ? -1 : one.eventId > other.eventId ? 1 : 0;
}

/** One text for one choice of package, to key maps and the store by. */
export function choiceKey(firmware: FirmwareChoice): string {
  return 'name' in firmware ? `name/${firmware.name}` : `version/${firmware.version}`;
}

/** The value of the key, made when there is none yet. */
export function getOr<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
