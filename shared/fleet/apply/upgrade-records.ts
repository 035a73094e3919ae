import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { HeldClaim, Store } from '../../store/store.ts';

/** What was last done to bring a module of a device to a package. */
const upgradeRecord = z.object({
  firmwareId: z.string(),
  /** The value of the batch's tag, by which it is found. */
  tag: z.string(),
  /** Missing as long as it is not known whether the batch was made. */
  jobId: z.optional(z.string()),
  /** When, in epoch milliseconds. */
  at: z.number(),
});
export type UpgradeRecord = z.infer<typeof upgradeRecord>;

const recordsByModule = z.record(z.string(), upgradeRecord);

/** For how long a claim stands: the longest that the devices of a killed process wait. */
const claimFor = 2 * 60 * 1000;

/**
 * For how long after its claim a batch may be asked for. What is sent by then has arrived, or never will, when the
 * claim ends and somebody else looks for the batch.
 */
const createWithin = 60 * 1000;

/** For how long it is known which package a device was given. */
const keepFor = 7 * 24 * 60 * 60 * 1000;

const claimKey = (device: string) => `upgrade-claim/${device}`;
const recordKey = (device: string) => `upgrade/${device}`;

/**
 * What is known of devices' updates, by device key and module. Creating a batch cannot be repeated, so it goes like
 * this: claim the devices; note the tag of the batch to be made; make it; note its JobId; release the claim. Who
 * finds a tag without a JobId, having the claim, took over from somebody who was stopped in between, and looks on
 * the platform whether there is a batch with the tag.
 */
export class UpgradeRecords {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #byDevice = new Map<string, Map<string, UpgradeRecord>>();
  readonly #claimed = new Set<string>();
  readonly #owner = randomUUID();
  #createUntil = 0;
  #claimedUntil = 0;

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** Until when a batch may be made for the claimed devices, in epoch milliseconds. */
  get createUntil(): number {
    return this.#createUntil;
  }

  /** Claims devices, and reads what is known of all of them. */
  async open(devices: readonly string[]): Promise<void> {
    const now = this.#now();
    this.#createUntil = now + createWithin;
    this.#claimedUntil = now + claimFor;
    const claims = devices
      .map((device) => this.#claimOf(device))
      .map((held) => ({ ...held, holdFor: claimFor }));
    const granted = await this.#store.claim(claims, now);
    for (const [index, device] of devices.entries()) if (granted[index]) this.#claimed.add(device);
    await this.read(devices);
  }

  /** Whether the device is this process's to update. */
  has(device: string): boolean {
    return this.#claimed.has(device);
  }

  async read(devices: readonly string[]): Promise<void> {
    const now = this.#now();
    const facts = await this.#store.recall(devices.map(recordKey), now);
    for (const [index, device] of devices.entries()) this.#byDevice.set(device, parse(facts[index], now));
  }

  of(device: string): ReadonlyMap<string, UpgradeRecord> {
    return this.#byDevice.get(device) ?? new Map();
  }

  /** Notes something, for `save` to write; `undefined` takes back what was noted. */
  note(device: string, moduleName: string, record: UpgradeRecord | undefined): void {
    const records = this.#byDevice.get(device) ?? new Map<string, UpgradeRecord>();
    if (record === undefined) records.delete(moduleName);
    else records.set(moduleName, record);
    this.#byDevice.set(device, records);
  }

  /**
   * Writes what was noted of devices that are claimed.
   *
   * @throws when the claims are over: somebody else may have noted something newer by then
   */
  async save(devices: readonly string[]): Promise<void> {
    if (this.#now() >= this.#claimedUntil) throw new Error('the claims of the devices are over');
    const known = devices.filter((device) => this.of(device).size > 0);
    const unknown = devices.filter((device) => this.of(device).size === 0);
    const facts = known.map((device) => ({
      key: recordKey(device),
      value: JSON.stringify(Object.fromEntries(this.of(device))),
      keepFor,
    }));
    if (facts.length > 0) await this.#store.remember(facts, this.#now());
    if (unknown.length > 0) await this.#store.forget(unknown.map(recordKey));
  }

  /** Leaves the claim of a device standing until it ends by itself: what became of its batch is not known yet. */
  hold(device: string): void {
    this.#claimed.delete(device);
  }

  /** Gives back all claims that are not held. */
  async close(): Promise<void> {
    const held = [...this.#claimed].map((device) => this.#claimOf(device));
    this.#claimed.clear();
    if (held.length > 0) await this.#store.release(held);
  }

  #claimOf(device: string): HeldClaim {
    return { key: claimKey(device), owner: this.#owner };
  }
}

function parse(fact: string | undefined, now: number): Map<string, UpgradeRecord> {
  if (fact === undefined) return new Map();
  try {
    const records = Object.entries(recordsByModule.parse(JSON.parse(fact)));
    return new Map(records.filter(([, { at }]) => now < at + keepFor));
  } catch {
    // Written by another version of this code: as if nothing were known.
    return new Map();
  }
}
