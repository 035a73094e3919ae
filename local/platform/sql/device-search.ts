import type { Device, DeviceStatus } from '../state/device.ts';
import { OrdinalSet } from '../state/ordinal-set.ts';
import type { State } from '../state/state.ts';
import type { Tag } from '../state/tag.ts';
import type {
  Condition,
  DateCondition,
  DateField,
  DeviceQuery,
  TextCondition,
  TextField,
} from './device-query.ts';

/** What a query found. */
export interface Found {
  /** The devices of the page that was asked for; none when only their number was. */
  readonly devices: readonly Device[];
  /** How many there are in all, when that was asked for. */
  readonly count: number | undefined;
}

/** One alternative of a query: the devices that its indexes give, and what remains to be looked at in each. */
interface Plan {
  readonly candidates: OrdinalSet;
  readonly rest: readonly ((device: Device) => boolean)[];
}

/**
 * Finds the devices that a query asks for. Conditions on the product, the status, the tags and the group, and on the
 * whole of an iot_id or a name, are met by indexes; the others look at what those leave.
 */
export function searchDevices(query: DeviceQuery, state: State): Found {
  const plans = query.alternatives.map((conditions) => planOf(conditions, state));
  const candidates = plans.map((plan) => plan.candidates).reduce((all, some) => all.or(some));
  const exact = plans.every(({ rest }) => rest.length === 0);
  const matches = (device: Device) =>
    plans.some((plan) => plan.candidates.has(device.ordinal) && plan.rest.every((meets) => meets(device)));
  const { offset, rows } = query;
  if (query.selection === 'count') {
    if (exact) return { devices: [], count: candidates.size };
    let count = 0;
    for (const device of state.devices.of(candidates.values())) if (matches(device)) count += 1;
    return { devices: [], count };
  }
  // The order of the ordinals is that of gmt_create.
  if (query.orderBy === undefined || query.orderBy === 'gmt_create') {
    if (exact) return { devices: [...state.devices.of(candidates.page(offset, rows))], count: undefined };
    const found: Device[] = [];
    let skipped = 0;
    for (const device of state.devices.of(candidates.values())) {
      if (!matches(device)) continue;
      if (skipped < offset) skipped += 1;
      else found.push(device);
      if (found.length === rows) break;
    }
    return { devices: found, count: undefined };
  }
  const first = new Earliest(query.orderBy, offset + rows);
  for (const device of state.devices.of(candidates.values())) {
    if (exact || matches(device)) first.offer(device);
  }
  return { devices: first.sorted().slice(offset), count: undefined };
}

function planOf(conditions: readonly Condition[], state: State): Plan {
  let candidates: OrdinalSet | undefined;
  const narrow = (set: OrdinalSet) => {
    candidates = candidates === undefined ? set : candidates.and(set);
  };
  const rest: ((device: Device) => boolean)[] = [];
  const ofTags: TextCondition[] = [];
  const ofModules: TextCondition[] = [];
  for (const condition of conditions) {
    const { type, field, value } = condition;
    if (type === 'date') rest.push((device) => meetsDate(timeOf(device, condition.field), condition));
    else if (field.startsWith('tag.') && value !== null) ofTags.push(condition);
    else if (field.startsWith('ota_module.') && value !== null) ofModules.push(condition);
    else {
      const indexed = byIndex(condition, state);
      if (indexed === undefined) rest.push((device) => meetsText(textsOf(device, field), condition));
      else narrow(indexed);
    }
  }
  if (ofTags.length > 0) narrow(withTags(ofTags, state));
  if (ofModules.length > 0) rest.push((device) => hasModule(device, ofModules));
  return { candidates: candidates ?? state.devices.ordinals(), rest };
}

const statuses: readonly DeviceStatus[] = ['ONLINE', 'OFFLINE', 'UNACTIVE', 'DISABLE'];

/** The devices that meet a condition, where there is an index for it. */
function byIndex(condition: TextCondition, state: State): OrdinalSet | undefined {
  const { field, operator, value } = condition;
  const { devices, products, groups } = state;
  if (value === null) return undefined;
  if (field === 'product_key') {
    const some = [...products.values()].filter(({ productKey }) => meetsText([productKey], condition));
    return union(some.map((product) => devices.ordinals(product)));
  }
  if (field === 'status') {
    const some = statuses.filter((status) => meetsText([status], condition));
    return union(some.map((status) => devices.ordinals(undefined, status)));
  }
  if (field === 'group.group_id' && operator !== 'LIKE') {
    const members = ordinalsOf(groups.get(value)?.devices ?? []);
    return operator === '=' ? members : devices.ordinals().without(members);
  }
  if (operator !== '=') return undefined;
  if (field === 'iot_id') {
    const device = devices.byIotId(value);
    return ordinalsOf(device === undefined ? [] : [device]);
  }
  if (field === 'name') {
    return ordinalsOf([...products.values()].flatMap((product) => product.devices.get(value) ?? []));
  }
  return undefined;
}

/**
 * The devices with a tag that meets all of the conditions; where all of them say what it must not be, those without
 * any tag that is so.
 */
function withTags(conditions: readonly TextCondition[], { devices }: State): OrdinalSet {
  const tagsOf = (some: readonly TextCondition[]): Tag[] => {
    const [names, values] = [of('tag.tag_name', some), of('tag.tag_value', some)];
    const name = exactly(names);
    const value = exactly(values);
    const keys = name === undefined ? [...devices.tagKeys()] : [name];
    return keys
      .filter((key) => names.every((condition) => meetsText([key], condition)))
      .flatMap((key) =>
        value === undefined ? [...devices.tagsWithKey(key)] : (devices.tag(key, value) ?? []),
      )
      .filter((tag) => values.every((condition) => meetsText([tag.value], condition)));
  };
  const having = (some: readonly TextCondition[]) => union(tagsOf(some).map((tag) => tag.devices));
  if (!areNegative(conditions)) return having(conditions);
  return conditions
    .map((condition) => devices.ordinals().without(having([{ ...condition, operator: '=' }])))
    .reduce((all, some) => all.and(some));
}

/** The same for the modules whose versions a device reported. */
function hasModule(device: Device, conditions: readonly TextCondition[]): boolean {
  const modules = [...(device.moduleVersions ?? [])];
  const meets = ([name, version]: readonly [string, string], condition: TextCondition) =>
    meetsText([condition.field === 'ota_module.module_name' ? name : version], condition);
  return areNegative(conditions)
    ? conditions.every((condition) => modules.every((module) => meets(module, condition)))
    : modules.some((module) => conditions.every((condition) => meets(module, condition)));
}

const areNegative = (conditions: readonly TextCondition[]): boolean =>
  conditions.every(({ operator }) => operator === '!=');

const of = (field: TextField, conditions: readonly TextCondition[]): TextCondition[] =>
  conditions.filter((condition) => condition.field === field);

/** What the conditions say it must be. */
const exactly = (conditions: readonly TextCondition[]): string | undefined =>
  conditions.find(({ operator }) => operator === '=')?.value ?? undefined;

function union(sets: readonly OrdinalSet[]): OrdinalSet {
  // Each step looks at all devices, so that many sets are better put together member by member.
  if (sets.length <= 16) return sets.reduce((all, some) => all.or(some), new OrdinalSet());
  const all = new OrdinalSet();
  for (const set of sets) for (const ordinal of set.values()) all.add(ordinal);
  return all;
}

/** The ordinals of devices that are at hand. */
export function ordinalsOf(devices: Iterable<Device>): OrdinalSet {
  return OrdinalSet.of([...devices].map(({ ordinal }) => ordinal).sort((one, other) => one - other));
}

/** The values that a field has for a device: none, one or several. */
function textsOf(device: Device, field: TextField): readonly string[] {
  switch (field) {
    case 'product_key':
      return [device.product.productKey];
    case 'iot_id':
      return [device.iotId];
    case 'name':
      return [device.deviceName];
    case 'nickname':
      return device.nickname === undefined ? [] : [device.nickname];
    case 'status':
      return [device.status];
    case 'group.group_id':
      return [...(device.groups ?? [])].map(({ groupId }) => groupId);
    case 'tag.tag_name':
      return device.tags.map(({ key }) => key);
    case 'tag.tag_value':
      return device.tags.map(({ value }) => value);
    case 'ota_module.module_name':
      return [...(device.moduleVersions?.keys() ?? [])];
    case 'ota_module.firmware_version':
      return [...(device.moduleVersions?.values() ?? [])];
  }
}

/** A field without a value is unlike any text: the guide says that it may be null with = and !=. */
function meetsText(texts: readonly string[], { operator, value }: TextCondition): boolean {
  if (value === null) return (texts.length === 0) === (operator === '=');
  if (operator === 'LIKE') return texts.some((text) => text.startsWith(value));
  return texts.includes(value) === (operator === '=');
}

function meetsDate(time: number | undefined, { operator, value }: DateCondition): boolean {
  if (operator === '=') return time === (value ?? undefined);
  if (operator === '!=') return time !== (value ?? undefined);
  if (time === undefined || value === null) return false;
  return operator === '>' ? time > value : time < value;
}

function timeOf(device: Device, field: DateField): number | undefined {
  if (field === 'gmt_create') return device.createdAt;
  return field === 'gmt_modified' ? device.modifiedAt : device.activatedAt;
}

/** Of all devices that it is offered, it keeps those that come first in time; one without the time comes last. */
class Earliest {
  readonly #field: DateField;
  readonly #most: number;
  #kept: { readonly time: number; readonly device: Device }[] = [];
  /** Nothing later than this is among the first any more. */
  #latest = Number.POSITIVE_INFINITY;

  constructor(field: DateField, most: number) {
    this.#field = field;
    this.#most = most;
  }

  offer(device: Device): void {
    const time = timeOf(device, this.#field) ?? Number.MAX_SAFE_INTEGER;
    if (time >= this.#latest) return;
    this.#kept.push({ time, device });
    if (this.#kept.length >= this.#most * 2 + 1_000) this.#cut();
  }

  sorted(): Device[] {
    this.#cut();
    return this.#kept.map(({ device }) => device);
  }

  #cut(): void {
    this.#kept.sort((one, other) => one.time - other.time);
    this.#kept.length = Math.min(this.#kept.length, this.#most);
    if (this.#kept.length === this.#most) this.#latest = this.#kept.at(-1)?.time ?? this.#latest;
  }
}
