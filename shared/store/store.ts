/**
 * What must outlive an invocation. Every call takes a whole batch, so that a store across the network costs one
 * round trip however many events a batch has. Times are epoch milliseconds, and are handed in: a store has no clock
 * of its own, so a replay of yesterday's messages counts as yesterday did.
 */
export interface Store {
  /**
   * Offers each slot a stamp; a slot keeps the greatest it has seen. Says for each whether nothing greater is known,
   * so that what an older message wants can be left out. The same stamp offered again is still the newest:
   * a message that is delivered twice decides the same twice.
   */
  newest(offers: readonly StampOffer[]): Promise<boolean[]>;

  /**
   * Notes an occurrence a window, and answers with the largest number of different occurrences that lie together in
   * one stretch of the window's length which holds the noted one. In whatever order they come, the last of them
   * to arrive sees them all.
   */
  countWithin(occurrences: readonly Occurrence[]): Promise<number[]>;

  /**
   * Claims each key until `now + holdFor`, unless it is claimed already: true for whoever may do the thing,
   * false for everyone else.
   */
  claim(claims: readonly Claim[], now: number): Promise<boolean[]>;

  /** Gives claims back, because what they stood for surely did not happen. */
  release(keys: readonly string[]): Promise<void>;

  /** Remembers small facts, such as a group's id by its path. */
  remember(facts: readonly Fact[], now: number): Promise<void>;
  recall(keys: readonly string[], now: number): Promise<(string | undefined)[]>;
  forget(keys: readonly string[]): Promise<void>;

  close(): Promise<void>;
}

export interface StampOffer {
  readonly slot: string;
  /** First by time; of two messages of one millisecond, the one with the greater id counts as the newer. */
  readonly time: number;
  readonly eventId: string;
}

export interface Occurrence {
  readonly window: string;
  readonly eventId: string;
  readonly time: number;
  /** The stretch's length in milliseconds. */
  readonly within: number;
}

export interface Claim {
  readonly key: string;
  /** For how many milliseconds the claim stands if it is not released. */
  readonly holdFor: number;
}

export interface Fact {
  readonly key: string;
  readonly value: string;
  readonly keepFor: number;
}
