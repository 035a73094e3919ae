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

/**
 * Whose turn it is to write a tag. The platform keeps what was written last, so a value must not be on its way while
 * somebody writes a newer one: each tag is claimed, and when it is, asked once more whether its value is still the
 * newest.
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

  /** @param calls what is to be written; tags without a place in the order of messages need no claim */
  constructor(calls: readonly PlannedTagging[], store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
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
  }

  async #open(): Promise<void> {
    const slots = [...this.#stamps.keys()];
    if (slots.length === 0) return;
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
