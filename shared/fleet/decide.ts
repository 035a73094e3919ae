import * as z from 'zod/mini';
import type { DeviceEvent } from '../../events/device-event.ts';
import { isNewer, type Mark } from '../store/store.ts';
import type { Action, Reason, UpgradeAction } from './action.ts';
import type { DeviceName } from './device-name.ts';
import { counted, type Facts, windowOf } from './facts.ts';
import type { Fleet } from './fleet.ts';
import { enabledSlot, stampOf, stampOfRule, tagSlot, versionSlot } from './keys.ts';
import {
  type DisablingWish,
  deviceOf,
  moduleOf,
  type Skip,
  type TaggingWish,
  type Tags,
  type UpgradingWish,
  type Wish,
  wishesOf,
} from './wish.ts';

/** What is to be done because of an event, and what is not, though a rule matched. */
export interface Decision {
  readonly actions: readonly Action[];
  readonly skipped: readonly Skip[];
}

const nothing: Decision = { actions: [], skipped: [] };

/**
 * Decides what one event leads to. Pure: the same event, rules and facts always give the same decision.
 *
 * Where all ends does not depend on the order in which events arrive, nor on how often; docs/rules.md tells why.
 *
 * @param facts what `gatherFacts` says of a batch with this event; `noFacts` decides as if there were no other event
 *
 * @example
 * const facts = await gatherFacts(events, fleet, store);
 * for (const event of events) {
 *   const { actions, skipped } = decide(event, fleet, facts);
 * }
 */
export function decide(event: DeviceEvent, fleet: Fleet, facts: Facts): Decision {
  const { wishes, skipped } = wishesOf(event, fleet);
  const about = deviceOf(event);
  if (about === undefined || (wishes.length === 0 && skipped.length === 0)) return nothing;

  const device = { productKey: about.productKey, deviceName: about.deviceName };
  const stamp = stampOf(event);
  const decision = { actions: [], skipped: [...skipped] };
  for (const wish of wishes) {
    const { when, name } = wish.rule;
    const mark = when === undefined ? stamp : facts.reached.get(counted(windowOf(wish, device), stamp));
    // Of the events that a rule counts there are too few as yet.
    if (mark === undefined) continue;
    const reason = { rule: name, eventId: event.id, time: event.time };
    grant(wish, { event, device, reason, mark, isOwn: mark.by === stamp.by, facts, ...decision });
  }
  return decision;
}

interface Deciding {
  readonly event: DeviceEvent;
  readonly device: DeviceName;
  readonly reason: Reason;
  /** The place of the event as of which the wish is granted: this one, or a newer one that this one made count. */
  readonly mark: Mark;
  readonly isOwn: boolean;
  readonly facts: Facts;
  readonly actions: Action[];
  readonly skipped: Skip[];
}

function grant(wish: Wish, deciding: Deciding): void {
  const { device, reason, actions } = deciding;
  if ('path' in wish) {
    actions.push({ kind: 'group', device, path: wish.path, reason });
  } else if ('moduleName' in wish) {
    grantUpgrade(wish, deciding);
  } else {
    grantTags(wish, deciding);
    if (wish.rule.kind === 'disabling') grantDisabling(deciding);
  }
}

function grantTags(wish: TaggingWish | DisablingWish, deciding: Deciding): void {
  const { event, device, reason, mark, isOwn, facts, actions } = deciding;
  const stamp = stampOfRule(mark, wish.rule);
  const wanted = isOwn ? wish.tags : (tagsOfMark(mark) ?? wish.tags);
  const tags: Record<string, string> = {};
  for (const [key, value] of Object.entries(wanted ?? {})) {
    const newest = facts.newest.get(tagSlot(device, key));
    if (newest !== undefined && isNewer(newest, stamp))
      skip(deciding, 'older', `tags.${key}: a newer message or a later rule says what it is`);
    else if (isOwn && showsTag(event, key, value))
      skip(deciding, 'unchanged', `tags.${key}: the message shows that the device has it`);
    else tags[key] = value;
  }
  if (Object.keys(tags).length > 0) actions.push({ kind: 'tag', device, tags, stamp, reason });
}

function grantDisabling(deciding: Deciding): void {
  const { event, device, reason, mark, facts, actions } = deciding;
  const enabled = facts.newest.get(enabledSlot(device));
  if (event.type === 'lifecycle' && event.action === 'disable')
    skip(deciding, 'unchanged', 'the message says that the device is disabled');
  else if (enabled !== undefined && isNewer(enabled, mark))
    skip(deciding, 'older', 'the device was enabled after this message');
  else actions.push({ kind: 'disable', device, reason });
}

function grantUpgrade({ rule, moduleName }: UpgradingWish, deciding: Deciding): void {
  const { event, device, reason, mark, facts, actions } = deciding;
  const { firmware } = rule;
  if (event.type === 'ota.version') {
    const newest = facts.newest.get(versionSlot(device, moduleOf(event)));
    if (newest !== undefined && isNewer(newest, mark)) {
      skip(deciding, 'older', 'the device has reported its version again since');
      return;
    }
    const runs = 'version' in firmware && firmware.version === event.moduleVersion;
    if (runs && moduleName === event.moduleName) {
      skip(deciding, 'unchanged', `the message shows that the device has ${firmware.version}`);
      return;
    }
  }
  const upgrade: UpgradeAction = { kind: 'upgrade', device, moduleName, firmware, reason };
  const earlier = actions.findIndex(
    (action) => action.kind === 'upgrade' && action.moduleName === moduleName,
  );
  const [overruled] = earlier === -1 ? [] : actions.splice(earlier, 1);
  if (overruled !== undefined) {
    const message = `${rule.name}, a later rule, updates ${moduleName}`;
    skip({ ...deciding, reason: overruled.reason }, 'overruled', message);
  }
  actions.push(upgrade);
}

function skip({ reason, skipped }: Deciding, code: Skip['code'], message: string): void {
  skipped.push({ rule: reason.rule, eventId: reason.eventId, code, message });
}

/** A message about a device's tags shows those that have just changed. */
function showsTag(event: DeviceEvent, key: string, value: string): boolean {
  return (
    event.type === 'tags' &&
    event.value.some(({ attrKey, attrValue }) => attrKey === key && attrValue === value)
  );
}

const tagsSchema = z.record(z.string(), z.string());

function tagsOfMark({ text }: Mark): Tags | undefined {
  if (text === undefined) return undefined;
  return tagsSchema.parse(JSON.parse(text));
}
