import type { DeviceEvent } from '../../events/device-event.ts';
import type { StatusEvent } from '../../events/status.ts';
import type { Action, Reason } from '../../shared/fleet/action.ts';
import { decide } from '../../shared/fleet/decide.ts';
import { noFacts } from '../../shared/fleet/facts.ts';
import { type Fleet, makeFleet } from '../../shared/fleet/fleet.ts';
import type { Skip } from '../../shared/fleet/wish.ts';
import type { Derivable } from './derivable.ts';
import type { PresentDevice } from './present-device.ts';

/** What the rules want of a device as it is now, and what of it could not be followed. */
export interface Implied {
  /** Each group, each tag, each module once. */
  readonly actions: readonly Action[];
  readonly skipped: readonly Skip[];
}

/**
 * What the rules imply for a device, as they would have decided on the messages that its present state stands for.
 * Pure. Whether the device has it already is not asked.
 *
 * @param silentSince since when it is silent, in epoch milliseconds, if it is
 * @param asOf the moment that the state is of, in epoch milliseconds
 */
export function imply(
  device: PresentDevice,
  derivable: Derivable,
  silentSince: number | undefined,
  asOf: number,
): Implied {
  const actions: Action[] = [];
  const skipped: Skip[] = [];
  const tags = new Map<string, TagWish>();
  const doubtful = new Set<string>();

  const follow = (event: DeviceEvent, fleet: Fleet, isCertain: (key: string) => boolean): void => {
    const decision = decide(event, fleet, noFacts);
    skipped.push(...decision.skipped);
    for (const action of decision.actions) {
      if (action.kind !== 'tag') {
        actions.push(action);
        continue;
      }
      for (const [key, value] of Object.entries(action.tags)) {
        if (!isCertain(key)) continue;
        const before = tags.get(key);
        // Which of two modules reported last, the state does not say.
        const isOfOther = before !== undefined && before.reason.eventId !== action.reason.eventId;
        if (event.type === 'ota.version' && isOfOther && before.value !== value) doubtful.add(key);
        tags.set(key, { value, reason: action.reason });
      }
    }
  };

  for (const { event, kind } of eventsOf(device, asOf))
    follow(event, derivable.fleet, (key) => isCertain(key, kind, device, derivable));
  for (const key of doubtful) tags.delete(key);

  if (silentSince !== undefined) {
    const silence = silenceOf(device, silentSince, asOf);
    follow(silence, silenceFleet(derivable, asOf - silentSince), () => true);
  }
  return { actions: [...once(actions, device), ...tagActions(device, tags)], skipped };
}

interface TagWish {
  readonly value: string;
  readonly reason: Reason;
}

/** The messages that a state stands for, the oldest first. */
export function eventsOf(device: PresentDevice, asOf: number): { event: DeviceEvent; kind: string }[] {
  const { status, activated, versions } = device;
  const events: { event: DeviceEvent; kind: string }[] = [];
  const common = (kind: string, before: number) => eventFields(device, kind, asOf - before);
  const created = {
    ...common('lifecycle.create', 4),
    type: 'lifecycle',
    action: 'create',
    messageCreateTime: asOf,
  } as const;
  events.push({ event: created, kind: 'lifecycle.create' });
  const isActive = status === 'ONLINE' || status === 'OFFLINE' || (status === 'DISABLE' && activated);
  if (isActive) events.push({ event: statusOf(device, 'online', asOf - 3), kind: 'status.online' });
  if (status === 'OFFLINE')
    events.push({ event: statusOf(device, 'offline', asOf - 2), kind: 'status.offline' });
  for (const [moduleName, moduleVersion] of versions) {
    const version = {
      ...common(`ota.version/${moduleName}`, 1),
      type: 'ota.version',
      moduleName,
      moduleVersion,
      messageCreateTime: asOf,
    } as const;
    events.push({ event: version, kind: 'ota.version' });
  }
  return events;
}

/** The message that a silent device's going offline was, as of now: nothing that it said is newer. */
function silenceOf(device: PresentDevice, since: number, asOf: number): DeviceEvent {
  const utcTime = new Date(since).toISOString();
  return { ...statusOf(device, 'offline', asOf), id: 'sweep/silence', utcTime, utcLastTime: utcTime };
}

function statusOf(device: PresentDevice, status: StatusEvent['status'], time: number): StatusEvent {
  const utcTime = new Date(time).toISOString();
  const fields = eventFields(device, `status.${status}`, time);
  return { ...fields, type: 'status', status, utcTime, utcLastTime: utcTime };
}

function eventFields({ name, iotId }: PresentDevice, kind: string, time: number) {
  const { productKey, deviceName } = name;
  const id = `sweep/${kind}`;
  return { id, time, order: time, topic: id, productKey, deviceName, ...(iotId !== undefined && { iotId }) };
}

/** Whether nothing newer can have set the tag than a message of this kind. */
function isCertain(key: string, kind: string, { status }: PresentDevice, derivable: Derivable): boolean {
  const { openTags, offlineTags, silenceTags } = derivable;
  if (openTags.has(key)) return false;
  // A device that is offline shows that message itself.
  const wentOffline = offlineTags.has(key) && status !== 'OFFLINE' && status !== 'UNACTIVE';
  if (wentOffline && (kind !== 'status.online' || status === 'DISABLE')) return false;
  if (!silenceTags.has(key) || status === 'UNACTIVE') return true;
  // Coming and going ended any silence before; what shut the device out may have been one.
  return kind.startsWith('status.') && status !== 'DISABLE';
}

/** The rules that hold for so long a silence, as rules about going offline. */
function silenceFleet({ silenceRules }: Derivable, silence: number): Fleet {
  const reached = silenceRules.filter(({ silent }) => silent <= silence);
  return makeFleet(reached.map((rule) => ({ ...rule, on: ['status.offline'] })));
}

/** Each group, each module and the shutting out once: the last that was decided. A device shut out gets no update. */
function once(actions: readonly Action[], { status }: PresentDevice): Action[] {
  const byTarget = new Map<string, Action>();
  for (const action of actions) {
    if (action.kind === 'upgrade' && status === 'DISABLE') continue;
    const target = action.kind === 'group' ? action.path : action.kind === 'upgrade' ? action.moduleName : '';
    byTarget.set(`${action.kind} ${target}`, action);
  }
  return [...byTarget.values()];
}

function tagActions({ name }: PresentDevice, tags: ReadonlyMap<string, TagWish>): Action[] {
  const byReason = new Map<string, { reason: Reason; tags: Record<string, string> }>();
  for (const [key, { value, reason }] of tags) {
    const id = `${reason.eventId} ${reason.rule}`;
    const together = byReason.get(id) ?? { reason, tags: {} };
    together.tags[key] = value;
    byReason.set(id, together);
  }
  return [...byReason.values()].map((together) => ({ kind: 'tag', device: name, ...together }));
}
