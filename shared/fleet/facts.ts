import type { DeviceEvent } from '../../events/device-event.ts';
import type { Mark, Occurrence, Stamp, StampOffer, Store } from '../store/store.ts';
import type { DeviceName } from './device-name.ts';
import type { Fleet } from './fleet.ts';
import { countWindow, enabledSlot, stampOf, stampOfRule, tagSlot, versionSlot } from './keys.ts';
import { deviceOf, moduleOf, type Wish, wishesOf } from './wish.ts';

/** What is known beside the events themselves. */
export interface Facts {
  /** The newest stamp by slot; a slot that is not here has none. */
  readonly newest: ReadonlyMap<string, Stamp>;
  /** By `counted(window, stamp)`, the newest event of those that are enough together with it. */
  readonly reached: ReadonlyMap<string, Mark>;
}

/** Nothing is known: each event is the newest of its kind and the first. */
export const noFacts: Facts = { newest: new Map(), reached: new Map() };

/**
 * Asks the store what deciding about these events takes, and notes in it what deciding about others will take. It asks
 * three times at most, however many the events are, and not at all when they match no rule that looks beyond one event.
 *
 * @param events a batch, in any order; some may have come before
 * @returns the facts for `decide` about each of them
 * @throws what the store throws; the events are then to be delivered again
 */
export async function gatherFacts(
  events: readonly DeviceEvent[],
  fleet: Fleet,
  store: Store,
): Promise<Facts> {
  const offers: StampOffer[] = [];
  const occurrences: Occurrence[] = [];
  const counting: { wish: Wish; device: DeviceName; key: string }[] = [];

  for (const event of events) {
    const device = deviceOf(event);
    if (device === undefined) continue;
    witness(event, device, fleet, offers, occurrences);
    const { wishes } = wishesOf(event, fleet);
    if (wishes.length === 0) continue;
    const stamp = stampOf(event);
    for (const wish of wishes) {
      const { rule } = wish;
      if (rule.kind === 'disabling') offers.push({ slot: enabledSlot(device) });
      if (rule.when === undefined) {
        offerTags(wish, device, stamp, offers);
      } else {
        const window = windowOf(wish, device);
        occurrences.push({ window, mark: { ...stamp, ...textOf(wish) }, ...rule.when });
        counting.push({ wish, device, key: counted(window, stamp) });
      }
    }
  }
  if (offers.length === 0 && occurrences.length === 0) return noFacts;

  const newest = new Map<string, Stamp>();
  const reached = new Map<string, Mark>();
  const [, marks] = await Promise.all([
    askNewest(offers, newest, store),
    occurrences.length > 0 ? store.countWithin(occurrences) : [],
  ]);
  for (const [index, { window, mark, reset }] of occurrences.entries()) {
    const mostRecent = marks[index];
    if (mostRecent !== undefined && !reset) reached.set(counted(window, mark), mostRecent);
  }

  // Which event a counting rule's tags are of is known only now.
  const offersOfCounted: StampOffer[] = [];
  for (const { wish, device, key } of counting) {
    const mark = reached.get(key);
    if (mark !== undefined) offerTags(wish, device, mark, offersOfCounted);
  }
  await askNewest(offersOfCounted, newest, store);
  return { newest, reached };
}

/** The key in `Facts.reached` for the occurrence with this stamp. */
export function counted(window: string, stamp: Stamp): string {
  return `${window} ${stamp.time} ${stamp.by}`;
}

/** The window in which the events behind such a wish are counted. */
export function windowOf({ rule, ...wish }: Wish, device: DeviceName): string {
  const target = 'path' in wish ? wish.path : 'moduleName' in wish ? wish.moduleName : undefined;
  return countWindow(rule, device, target);
}

/** Notes what others may have to know of an event, whether a rule matches it or not. */
function witness(
  event: DeviceEvent,
  device: DeviceName,
  fleet: Fleet,
  offers: StampOffer[],
  occurrences: Occurrence[],
): void {
  if (event.type === 'ota.version' && fleet.upgradesByVersion)
    offers.push({ slot: versionSlot(device, moduleOf(event)), stamp: stampOf(event) });
  // A device that was made anew under an old name begins as one that was enabled.
  if (
    event.type === 'lifecycle' &&
    (event.action === 'enable' || event.action === 'create') &&
    fleet.disables
  ) {
    const stamp = stampOf(event);
    offers.push({ slot: enabledSlot(device), stamp });
    for (const rule of fleet.countingDisablers)
      occurrences.push({ window: countWindow(rule, device), mark: stamp, reset: true, ...rule.when });
  }
}

function offerTags(wish: Wish, device: DeviceName, stamp: Stamp, offers: StampOffer[]): void {
  if (!('tags' in wish)) return;
  for (const key of Object.keys(wish.tags))
    offers.push({ slot: tagSlot(device, key), stamp: stampOfRule(stamp, wish.rule) });
}

/** Tags that are made from an event go with it, because another one's arrival can make it count. */
function textOf(wish: Wish): { text?: string } {
  const { rule } = wish;
  if (!('tags' in wish) || !('tags' in rule) || rule.tags === undefined) return {};
  const varies = Object.values(rule.tags).some(({ fields }) => fields.length > 0);
  return varies ? { text: JSON.stringify(wish.tags) } : {};
}

async function askNewest(
  offers: readonly StampOffer[],
  newest: Map<string, Stamp>,
  store: Store,
): Promise<void> {
  if (offers.length === 0) return;
  const stamps = await store.newest(offers);
  // Of several answers about one slot the last is the newest.
  for (const [index, { slot }] of offers.entries()) {
    const stamp = stamps[index];
    if (stamp !== undefined) newest.set(slot, stamp);
  }
}
