import { CallQueue } from './call-queue.ts';
import type { Bounds, Cancellation } from './cancellation.ts';
import type { Clock } from './clock.ts';

/** What a quota has to know of an operation. */
export interface LimitedOperation {
  readonly name: string;
  /** How often the account may call it in a second. */
  readonly callsPerSecond: number;
}

/**
 * Keeps calls within what the account is allowed. The client's own counts for this process alone; one that counts
 * for several, over a shared store, can take its place.
 */
export interface Quota {
  /**
   * Takes the right to one call. Undefined when the call may go at once; otherwise resolves when it may go, and
   * also when its signal aborts or its deadline passes: the client looks which it was. First come, first served.
   * The client asks only for calls that may still go on.
   */
  take(operation: LimitedOperation, bounds: Bounds): Promise<void> | undefined;
  /** The platform turned a call away: others use up the account's quota too. */
  throttled(operation: LimitedOperation): void;
}

/** The part of the account's quota that a client uses up unless told otherwise, as the account is shared. */
export const defaultShare = 0.8;

/** How long nothing is called after a call was throttled, in milliseconds: the quotas count by the second. */
export const pause = 1_000;

/**
 * A token bucket an operation, so that a burst queues instead of being throttled: it fills at the catalogue's calls
 * a second times a share, and holds what that leaves of the account's second, a quarter of its own calls at most. So
 * as long as the share leaves a twentieth, there are never more calls within a second than the catalogue says; nor of
 * several processes together, when their shares are 0.8 together, but for one call of each.
 */
export class TokenBuckets implements Quota {
  readonly #share: number;
  readonly #clock: Clock;
  readonly #cancellation: Cancellation;
  readonly #buckets = new Map<string, TokenBucket>();

  /** @param share the part of the account's quota that may be used up over time, above 0 and up to 1 */
  constructor(share: number, clock: Clock, cancellation: Cancellation) {
    this.#share = share;
    this.#clock = clock;
    this.#cancellation = cancellation;
  }

  take(operation: LimitedOperation, bounds: Bounds): Promise<void> | undefined {
    return this.#bucketOf(operation).take(bounds);
  }

  throttled(operation: LimitedOperation): void {
    this.#bucketOf(operation).drain();
  }

  #bucketOf(operation: LimitedOperation): TokenBucket {
    let bucket = this.#buckets.get(operation.name);
    if (bucket === undefined) {
      const rate = operation.callsPerSecond * this.#share;
      // Of what the shares leave of the account's second, no more than goes with this one. And a timer that is late by
      // a twentieth of a second must not cost calls.
      const capacity = Math.max(1, Math.min(operation.callsPerSecond - rate, rate / 4), rate / 20);
      bucket = new TokenBucket(rate, capacity, this.#clock, this.#cancellation);
      this.#buckets.set(operation.name, bucket);
    }
    return bucket;
  }
}

class TokenBucket {
  readonly #perMillisecond: number;
  readonly #capacity: number;
  readonly #clock: Clock;
  readonly #queue: CallQueue;
  #tokens: number;
  /** Up to when `#tokens` is counted; lies ahead while the bucket pauses. */
  #countedTo: number;
  #stopTimer: (() => void) | undefined;

  constructor(perSecond: number, capacity: number, clock: Clock, cancellation: Cancellation) {
    this.#perMillisecond = perSecond / 1_000;
    this.#capacity = capacity;
    this.#tokens = capacity;
    this.#clock = clock;
    this.#countedTo = clock.now();
    this.#queue = new CallQueue(cancellation, () => {
      this.#stopTimer?.();
      this.#stopTimer = undefined;
    });
  }

  take(bounds: Bounds): Promise<void> | undefined {
    const now = this.#clock.now();
    this.#fill(now);
    if (this.#tokens >= 1 && this.#queue.size === 0) {
      this.#tokens -= 1;
      return undefined;
    }
    const turn = this.#queue.wait(bounds);
    this.#schedule(now);
    return turn;
  }

  drain(): void {
    const now = this.#clock.now();
    // Many calls under way can be throttled together: that is one occasion to slow down.
    if (this.#countedTo > now) return;
    this.#tokens = 0;
    this.#countedTo = now + pause;
  }

  #fill(now: number): void {
    // Further ahead than a pause it can lie only because the clock was set back.
    if (this.#countedTo > now + pause) this.#countedTo = now;
    if (now <= this.#countedTo) return;
    const grown = this.#tokens + (now - this.#countedTo) * this.#perMillisecond;
    this.#tokens = Math.min(this.#capacity, grown);
    this.#countedTo = now;
  }

  #release(): void {
    this.#stopTimer = undefined;
    const now = this.#clock.now();
    this.#fill(now);
    while (this.#queue.size > 0 && this.#tokens >= 1) {
      this.#tokens -= 1;
      this.#queue.next();
    }
    this.#schedule(now);
  }

  /** Sets the timer for the next token, when a call waits for it. */
  #schedule(now: number): void {
    if (this.#stopTimer !== undefined || this.#queue.size === 0) return;
    const missing = Math.max(0, 1 - this.#tokens) / this.#perMillisecond;
    const milliseconds = Math.ceil(Math.max(0, this.#countedTo - now) + missing);
    this.#stopTimer = this.#clock.after(Math.max(1, milliseconds), () => this.#release());
  }
}
