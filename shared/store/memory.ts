import type { DeadLetter } from '../../events/dead-letter.ts';
import { BoundedMap } from './bounded-map.ts';
import {
  dayAndHour,
  type HeldClaim,
  isNewer,
  type Mark,
  mostDeadLetters,
  type Stamp,
  type Store,
} from './store.ts';
import { Window } from './window.ts';

export interface MemoryStoreOptions {
  /**
   * How many stamps, occurrences, claims and facts are kept, of each so many. Beyond that, those that were last offered
   * longest ago are forgotten.
   */
  readonly maxEntries?: number;
  /** How many milliseconds later than others of its time a message can come and still count with them. */
  readonly lateFor?: number;
}

/**
 * Makes a store within this process, for one machine or one instance that works alone. What it knows ends with the
 * process.
 */
export function createMemoryStore({
  maxEntries = 100_000,
  lateFor = dayAndHour,
}: MemoryStoreOptions = {}): Store {
  const slots = new BoundedMap<Stamp>(maxEntries);
  const windows = new BoundedMap<Window>(maxEntries);
  let marks = 0;
  const claims = new BoundedMap<HeldClaim & { readonly until: number }>(maxEntries);
  const letters = new BoundedMap<DeadLetter>(mostDeadLetters);
  const failures = new BoundedMap<number>(maxEntries);
  const facts = new BoundedMap<{ readonly value: string; readonly until: number }>(maxEntries);

  return {
    async newest(offers) {
      return offers.map(({ slot, stamp }) => {
        const known = slots.get(slot);
        if (stamp === undefined) return known;
        const newest = known !== undefined && !isNewer(stamp, known) ? known : stamp;
        slots.set(slot, newest);
        return newest;
      });
    },

    async countWithin(occurrences) {
      return occurrences.map((occurrence): Mark | undefined => {
        const window = windows.get(occurrence.window) ?? new Window();
        marks -= windows.set(occurrence.window, window)?.size ?? 0;
        if (occurrence.reset) {
          window.reset(occurrence.mark);
          return undefined;
        }
        const before = window.size;
        const newest = window.note(occurrence, lateFor);
        marks += window.size - before;
        while (marks > maxEntries && windows.size > 1) marks -= windows.dropOldest()?.size ?? 0;
        return newest;
      });
    },

    async claim(offered, now) {
      return offered.map(({ key, owner, holdFor }) => {
        if ((claims.get(key)?.until ?? now) > now) return false;
        claims.set(key, { key, owner, until: now + holdFor });
        return true;
      });
    },

    async release(held) {
      for (const { key, owner } of held) if (claims.get(key)?.owner === owner) claims.delete(key);
    },

    async remember(remembered, now) {
      for (const { key, value, keepFor } of remembered) facts.set(key, { value, until: now + keepFor });
    },

    async recall(keys, now) {
      return keys.map((key) => {
        const fact = facts.get(key);
        return fact !== undefined && fact.until > now ? fact.value : undefined;
      });
    },

    async forget(keys) {
      for (const key of keys) facts.delete(key);
    },

    async keepDeadLetters(broken) {
      return broken.map((letter) => {
        if (letters.get(letter.id) !== undefined) return false;
        letters.set(letter.id, letter);
        return true;
      });
    },

    async deadLetters() {
      return [...letters.values()];
    },

    async dropDeadLetters(ids) {
      return ids.map((id) => {
        const kept = letters.get(id) !== undefined;
        letters.delete(id);
        return kept;
      });
    },

    async noteFailures(messageIds) {
      return messageIds.map((id) => {
        const count = (failures.get(id) ?? 0) + 1;
        failures.set(id, count);
        return count;
      });
    },

    async close() {
      for (const map of [slots, windows, claims, facts, letters, failures]) map.clear();
      marks = 0;
    },
  };
}
