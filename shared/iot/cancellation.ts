import type { Clock } from './clock.ts';

/** Why something that waits is told to stop. */
export type Cancelled = 'aborted' | 'expired';

/** What bounds a call from outside. */
export interface Bounds {
  /** In epoch milliseconds; infinity when there is none. */
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
}

/** Something that waits, and stops when it is told to. */
export interface Waiter {
  /** When it is told to stop, in epoch milliseconds; may change while it is watched, followed by another `watch`. */
  readonly expires: number;
  readonly signal: AbortSignal | undefined;
  /** Where it is in the list of those that are watched; `unwatched` at first, and nobody else's business. */
  place: number;
  cancel(why: Cancelled): void;
}

export const unwatched = -1;

/** Whether a call has to stop by now. */
export function cancelled({ deadline, signal }: Bounds, clock: Clock): Cancelled | undefined {
  if (signal?.aborted) return 'aborted';
  return deadline !== Number.POSITIVE_INFINITY && deadline <= clock.now() ? 'expired' : undefined;
}

/**
 * Watches over everything that waits: one timer for all deadlines, which nearly always lie ahead when it is looked
 * at, and one listener a signal, since Node.js warns of more than ten, and a signal may bound thousands of calls.
 */
export class Cancellation {
  readonly #clock: Clock;
  /** In no order. A set would cost every call several times as much, for the garbage that it makes. */
  readonly #expiring: Waiter[] = [];
  readonly #bySignal = new WeakMap<AbortSignal, Set<Waiter>>();
  #wakesAt = Number.POSITIVE_INFINITY;
  #stopTimer: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Watches over a waiter, whose signal has not aborted yet, until `unwatch`. */
  watch(waiter: Waiter): void {
    if (waiter.expires !== Number.POSITIVE_INFINITY) {
      if (waiter.place === unwatched) waiter.place = this.#expiring.push(waiter) - 1;
      if (waiter.expires < this.#wakesAt) this.#wakeAt(waiter.expires);
    }
    if (waiter.signal !== undefined) this.#waitersOf(waiter.signal).add(waiter);
  }

  unwatch(waiter: Waiter): void {
    if (waiter.place !== unwatched) {
      const last = this.#expiring.pop();
      if (last !== undefined && last !== waiter) {
        this.#expiring[waiter.place] = last;
        last.place = waiter.place;
      }
      waiter.place = unwatched;
    }
    if (waiter.signal !== undefined) this.#bySignal.get(waiter.signal)?.delete(waiter);
  }

  /** Waits so long, or until the bounds end it. */
  wait(milliseconds: number, { deadline, signal }: Bounds): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        stopTimer();
        this.unwatch(waiter);
        resolve();
      };
      const waiter: Waiter = { expires: deadline, signal, place: unwatched, cancel: done };
      const stopTimer = this.#clock.after(milliseconds, done);
      this.watch(waiter);
    });
  }

  /** What the work gives, or undefined when the bounds end the wait for it; the work itself goes on. */
  within<T>(work: Promise<T>, { deadline, signal }: Bounds): Promise<T | undefined> {
    if (deadline === Number.POSITIVE_INFINITY && signal === undefined) return work;
    return new Promise((resolve, reject) => {
      const cancel = () => resolve(undefined);
      const waiter: Waiter = { expires: deadline, signal, place: unwatched, cancel };
      this.watch(waiter);
      work.then(resolve, reject).finally(() => this.unwatch(waiter));
    });
  }

  #waitersOf(signal: AbortSignal): Set<Waiter> {
    const known = this.#bySignal.get(signal);
    if (known !== undefined) return known;
    const waiters = new Set<Waiter>();
    this.#bySignal.set(signal, waiters);
    signal.addEventListener(
      'abort',
      () => {
        for (const waiter of [...waiters]) waiter.cancel('aborted');
      },
      { once: true },
    );
    return waiters;
  }

  #wakeAt(time: number): void {
    this.#stopTimer?.();
    this.#wakesAt = time;
    // A timer holds at most 2^31 - 1 ms; who is not due then is looked at again.
    const milliseconds = Math.min(Math.max(0, time - this.#clock.now()), 2 ** 31 - 1);
    // Whoever waits keeps the process alive by what it waits for. So the timer is left alone when nobody waits any
    // more, and costs less than one set anew for every call.
    this.#stopTimer = this.#clock.after(milliseconds, () => this.#wake(), true);
  }

  #wake(): void {
    this.#stopTimer = undefined;
    this.#wakesAt = Number.POSITIVE_INFINITY;
    const now = this.#clock.now();
    let next = Number.POSITIVE_INFINITY;
    for (const waiter of [...this.#expiring]) {
      if (waiter.expires <= now) waiter.cancel('expired');
      else next = Math.min(next, waiter.expires);
    }
    if (next < this.#wakesAt) this.#wakeAt(next);
  }
}
