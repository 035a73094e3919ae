import { randomUUID } from 'node:crypto';
import { isNewer, type Stamp, type Store } from '../../store/store.ts';
import { tagSlot } from '../keys.ts';
import { superseded } from './merge.ts';
import type { PlannedTagging, WireDevice } from './plan.ts';
import type { Verdict } from './verdict.ts';

/** For how long a claim stands: the longest that the tags of a killed process wait. */
const claimFor = 60 * 1000;

/** For how long after its claim a tag may be written. What is sent by then has arrived, or never will, when it ends. */
const writeWithin = 30 * 1000;

const inHand: Verdict = {
  result: 'failed',
  code: 'TagInHand',
  message: 'another process is writing the tag',
};

const claimKey = (slot: string) => `tag-claim/${slot}`;

/** The writing that is under way in this process, by the store and then by the tag: it ends without being asked. */
const underWay = new WeakMap<Store, Map<string, Promise<void>>>();

/**
 * Whose turn it is to write a tag. The platform keeps what was written last, so a value must not be on its way while
 * somebody writes a newer one: each tag is claimed, and when it is, asked once more whether its value is still the
 * newest. What another process writes is left to fail, and to come again; what this one writes is waited for.
 */
export class TagClaims {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #owner = randomUUID();
  readonly #stamps = new Map<string, Stamp>();
  readonly #verdicts = new Map<string, Verdict>();
  readonly #claimed = new Set<string>();
  #writeUntil = Number.POSITIVE_INFINITY;
  #opening: Promise<void> | undefined;
  readonly #ended: Promise<void>;
  #end = () => {};

  /** @param calls what is to be written; tags without a place in the order of messages need no claim */
  constructor(calls: readonly PlannedTagging[], store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
    this.#ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    for (const { parameters, stamps } of calls) {
      for (const [index, key] of Object.keys(parameters.Props).entries()) {
        const stamp = stamps[index];
        if (stamp !== undefined) this.#stamps.set(slotOf(parameters, key), stamp);
      }
    }
  }

  /** Until when the claimed tags may be written, in epoch milliseconds. */
  get writeUntil(): number {
    return this.#writeUntil;
  }

  /** Claims all tags together, the first time it is called. */
  open(): Promise<void> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** Why a tag is not to be written; `undefined` when it is. */
  verdictOf(device: WireDevice, key: string): Verdict | undefined {
    return this.#verdicts.get(slotOf(device, key));
  }

  /** Leaves the claim of a tag standing until it ends by itself: what was sent may still arrive. */
  hold(device: WireDevice, key: string): void {
    this.#claimed.delete(slotOf(device, key));
  }

  /** Gives back all claims that are not held; one that cannot be given back ends by itself. */
  async close(): Promise<void> {
    const held = [...this.#claimed].map((slot) => ({ key: claimKey(slot), owner: this.#owner }));
    this.#claimed.clear();
    if (held.length > 0) await this.#store.release(held).catch(() => {});
    const writing = underWay.get(this.#store);
    for (const slot of this.#stamps.keys()) if (writing?.get(slot) === this.#ended) writing.delete(slot);
    this.#end();
  }

  /** Waits for those in this process that came before and write one of the tags. */
  async #waitForTurn(slots: readonly string[]): Promise<void> {
    const writing = underWay.get(this.#store) ?? new Map<string, Promise<void>>();
    underWay.set(this.#store, writing);
    const before = new Set(slots.map((slot) => writing.get(slot)));
    for (const slot of slots) writing.set(slot, this.#ended);
    await Promise.all(before);
  }

  async #open(): Promise<void> {
    const slots = [...this.#stamps.keys()];
    if (slots.length === 0) return;
    await this.#waitForTurn(slots);
    const now = this.#now();
    this.#writeUntil = now + writeWithin;
    const claims = slots.map((slot) => ({ key: claimKey(slot), owner: this.#owner, holdFor: claimFor }));
    const granted = await this.#store.claim(claims, now);
    for (const [index, slot] of slots.entries()) {
      if (granted[index]) this.#claimed.add(slot);
      else this.#verdicts.set(slot, inHand);
    }
    const mine = [...this.#claimed];
    const newest = await this.#store.newest(mine.map((slot) => ({ slot })));
    for (const [index, slot] of mine.entries()) {
      const known = newest[index];
      const own = this.#stamps.get(slot);
      if (known !== undefined && own !== undefined && isNewer(known, own))
        this.#verdicts.set(slot, superseded);
    }
  }
}

function slotOf({ ProductKey, DeviceName }: WireDevice, key: string): string {
  return tagSlot({ productKey: ProductKey, deviceName: DeviceName }, key);
}
