import type { DeadLetter } from '../../events/dead-letter.ts';

/**
 * What must outlive an invocation. Every call takes a whole batch, so that a store across the network costs one
 * round trip however many events a batch has. Times are epoch milliseconds, and are handed in: a store has no clock
 * of its own, so a replay of yesterday's messages counts as yesterday did.
 *
 * Every method may reject with `StoreUnavailable`.
 */
export interface Store {
  /**
   * Offers each slot a stamp; a slot keeps the newest it has seen. Answers with what each slot then holds, so that
   * what an older message wants can be left out. A message that is delivered twice offers the same stamp again and
   * gets the same answer. A question without a stamp only asks.
   */
  newest(offers: readonly StampOffer[]): Promise<(Stamp | undefined)[]>;

  /**
   * Notes each occurrence in its window. Answers with the newest of those that have come together there with the noted
   * one: `count` different ones at least, none more than `within` from another, and no reset between them. `undefined`
   * until there are so many. In whatever order they come, the last of them to arrive gets the answer.
   */
  countWithin(occurrences: readonly Occurrence[]): Promise<(Mark | undefined)[]>;

  /**
   * Claims each key until `now + holdFor`, unless it is claimed already: true for whoever may do the thing,
   * false for everyone else.
   */
  claim(claims: readonly Claim[], now: number): Promise<boolean[]>;

  /**
   * Gives claims back, because what they stood for is over, or surely did not happen. A claim that ended meanwhile,
   * and that somebody else has by now, stays theirs.
   */
  release(claims: readonly HeldClaim[]): Promise<void>;

  /** Remembers small facts, such as a group's id by its path. */
  remember(facts: readonly Fact[], now: number): Promise<void>;
  recall(keys: readonly string[], now: number): Promise<(string | undefined)[]>;
  forget(keys: readonly string[]): Promise<void>;

  /**
   * Keeps messages that break a rule, for someone to look at. Says of each whether it is new here: a message that is
   * delivered again, and breaks the rule again, is told of once.
   */
  keepDeadLetters(letters: readonly DeadLetter[]): Promise<boolean[]>;
  /** Those that are kept, the oldest first. */
  deadLetters(): Promise<readonly DeadLetter[]>;
  /** Drops dead letters by their ids. Says of each whether it was there. */
  dropDeadLetters(ids: readonly string[]): Promise<boolean[]>;

  /** Notes that a delivery of each of these messages came to nothing. Answers how many of each have by now. */
  noteFailures(messageIds: readonly string[], now: number): Promise<number[]>;

  close(): Promise<void>;
}

/** A point in the order of messages. */
export interface Stamp {
  readonly time: number;
  /** Whose it is: of two stamps of one millisecond, the one whose `by` is the greater text is the newer. */
  readonly by: string;
}

export interface StampOffer {
  readonly slot: string;
  readonly stamp?: Stamp;
}

/** An occurrence that a window knows. */
export interface Mark extends Stamp {
  /** What the message that made it wants to be done, where messages differ in it. */
  readonly text?: string;
}

export interface Occurrence {
  readonly window: string;
  readonly mark: Mark;
  /** How many have to come together, 2 at least. */
  readonly count: number;
  /** Within how many milliseconds. */
  readonly within: number;
  /** This is no occurrence, but the point from which they are counted anew. */
  readonly reset?: true;
}

export interface HeldClaim {
  readonly key: string;
  /** Whose it is: a text that no other process, and no later claim of this one, has. */
  readonly owner: string;
}

export interface Claim extends HeldClaim {
  /** For how many milliseconds the claim stands if it is not released. */
  readonly holdFor: number;
}

export interface Fact {
  readonly key: string;
  readonly value: string;
  readonly keepFor: number;
}

/** Whether a stamp is newer than another; the same one is not. */
export function isNewer(stamp: Stamp, other: Stamp): boolean {
  return stamp.time > other.time || (stamp.time === other.time && stamp.by > other.by);
}

/** IoT Platform keeps a message for a day until it is taken; the hour is for clocks that differ. In milliseconds. */
export const dayAndHour = 25 * 3_600_000;

/** Their messages are in the log as well; a sender that breaks a rule each time must not fill the memory. */
export const mostDeadLetters = 1_000;

/** The store is not to be reached, or refuses: nothing is known of what was asked, so it has to be asked again. */
export class StoreUnavailable extends Error {
  readonly code = 'StoreUnavailable';
  /** The code of the network error, or the first word of the store's refusal. */
  readonly problem: string;

  /** @param reason what the store itself says */
  constructor(problem: string, reason = problem) {
    super(`The store is not available: ${reason}`);
    this.name = 'StoreUnavailable';
    this.problem = problem;
  }
}

/** Whether an error says that the store is not available. A built function has the class twice: in redis.js too. */
export function isStoreUnavailable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'StoreUnavailable';
}
