import { CallQueue } from './call-queue.ts';
import type { Bounds, Cancellation } from './cancellation.ts';
import type { Clock } from './clock.ts';
import { type LimitedOperation, pause, type Quota } from './quota.ts';

/** What the server that counts for all instances says. Its times are epoch milliseconds of its own clock. */
export interface RightsAnswer {
  readonly now: number;
  /** When the first of the rights is good; each further one an interval later. */
  readonly first: number;
  /** Until when the last pause is, or was; 0 when there was none. */
  readonly pausedUntil: number;
}

/** Where the rights to calls are counted for all instances together. */
export interface Rights {
  /**
   * Reserves the next rights to an operation that nobody has.
   *
   * @param interval how many milliseconds there are between two rights
   * @param age how many milliseconds ago the moment of a right may be that nobody took
   */
  reserve(operation: string, count: number, interval: number, age: number): Promise<RightsAnswer>;
  /** Puts all rights to an operation that are not reserved yet so much later, unless there is a pause already. */
  pause(operation: string, milliseconds: number): Promise<RightsAnswer>;
}

/** What hears that the shared count is lost, and that it is found again. */
export interface QuotaLog {
  info(message: string): void;
  warn(message: string, details: Record<string, unknown>): void;
}

export interface SharedQuotaOptions {
  readonly rights: Rights;
  /** Keeps this instance within its own share while the rights cannot be had. */
  readonly ownShare: Quota;
  readonly clock: Clock;
  readonly cancellation: Cancellation;
  readonly log: QuotaLog;
}

/** Of the account's quota so much is given out; the rest is for what a network does to the moments of calls. */
const pace = 0.97;

/**
 * For so many milliseconds after its moment a right is good, as a timer that is late by a twentieth of a second must not
 * cost calls. Only then there can be more calls within a second than the quota says: a fiftieth more, or one.
 */
const lateFor = 50;

/** So a right that nobody took in time is given out for half of that: the answer needs time to arrive. */
const givenFor = lateFor / 2;

/** Rights are reserved for so many milliseconds at once at most, … */
const reservedFor = 100;
/** … and the next when the last is so near. */
const askAhead = 50;

/** How many milliseconds after a failure the shared count is tried again. */
const tryAgainAfter = 1_000;

/**
 * Keeps the calls of all instances together within what the account is allowed. Each right to a call is a moment, one
 * after the other at the quota's pace, and is good for a short while. An instance whose calls wait reserves the next
 * moments that nobody has: as many as it has calls, a tenth of a second's at most. So one whose calls always wait asks
 * some twenty times a second, however many calls it makes, and an idle one takes nothing from the others.
 */
export class SharedQuota implements Quota {
  readonly #options: SharedQuotaOptions;
  readonly #serverClock: ServerClock;
  readonly #schedules = new Map<string, Schedule>();
  #isShared = true;
  #isTrying = false;
  #tryAt = 0;

  constructor(options: SharedQuotaOptions) {
    this.#options = options;
    this.#serverClock = new ServerClock(options.clock);
  }

  take(operation: LimitedOperation, bounds: Bounds): Promise<void> | undefined {
    if (this.#isShared) return this.#scheduleOf(operation).take(bounds);
    this.#tryAgain(operation);
    return this.#options.ownShare.take(operation, bounds);
  }

  throttled(operation: LimitedOperation): void {
    this.#options.ownShare.throttled(operation);
    this.#scheduleOf(operation).throttled();
  }

  #scheduleOf(operation: LimitedOperation): Schedule {
    let schedule = this.#schedules.get(operation.name);
    if (schedule === undefined) {
      const { rights, clock, cancellation } = this.#options;
      schedule = new Schedule(operation, rights, clock, this.#serverClock, cancellation, (error) =>
        this.#lost(error),
      );
      this.#schedules.set(operation.name, schedule);
    }
    return schedule;
  }

  /** Whoever waits goes on within this instance's own share. */
  #lost(error: unknown): void {
    const { clock, log, ownShare } = this.#options;
    this.#tryAt = clock.now() + tryAgainAfter;
    if (this.#isShared) {
      const reason = error instanceof Error ? error.message : String(error);
      log.warn('The shared quota cannot be had; calls keep to the share of this instance.', { reason });
    }
    this.#isShared = false;
    for (const { operation, queue } of this.#schedules.values()) {
      for (const { bounds, go } of queue.handOver()) {
        const turn = ownShare.take(operation, bounds);
        if (turn === undefined) go();
        else turn.then(go, go);
      }
    }
  }

  #tryAgain({ name, callsPerSecond }: LimitedOperation): void {
    const { rights, clock, log } = this.#options;
    if (this.#isTrying || clock.now() < this.#tryAt) return;
    this.#isTrying = true;
    rights
      .reserve(name, 0, intervalOf(callsPerSecond), givenFor)
      .then(() => {
        this.#isShared = true;
        log.info('The shared quota can be had again.');
      })
      .catch(() => {
        this.#tryAt = clock.now() + tryAgainAfter;
      })
      .finally(() => {
        this.#isTrying = false;
      });
  }
}

const intervalOf = (callsPerSecond: number): number => 1_000 / (callsPerSecond * pace);

/** The moments at which this instance may call an operation, and the calls that wait for them. */
class Schedule {
  readonly operation: LimitedOperation;
  readonly queue: CallQueue;
  readonly #interval: number;
  readonly #rights: Rights;
  readonly #clock: Clock;
  readonly #serverClock: ServerClock;
  readonly #lost: (error: unknown) => void;
  /** By this instance's clock, the earliest first. */
  #moments: number[] = [];
  #isAsking = false;
  #pausedUntil = 0;
  /** The last pause by the server's clock, which tells it from others. */
  #lastPause = 0;
  #stopTimer: (() => void) | undefined;

  constructor(
    operation: LimitedOperation,
    rights: Rights,
    clock: Clock,
    serverClock: ServerClock,
    cancellation: Cancellation,
    lost: (error: unknown) => void,
  ) {
    this.operation = operation;
    this.#interval = intervalOf(operation.callsPerSecond);
    this.#rights = rights;
    this.#clock = clock;
    this.#serverClock = serverClock;
    this.#lost = lost;
    this.queue = new CallQueue(cancellation, () => {
      this.#stopTimer?.();
      this.#stopTimer = undefined;
    });
  }

  take(bounds: Bounds): Promise<void> | undefined {
    const now = this.#clock.now();
    this.#forgetLapsed(now);
    if (this.queue.size === 0 && this.#isNow(now)) {
      this.#moments.shift();
      return undefined;
    }
    const turn = this.queue.wait(bounds);
    this.#goOn();
    return turn;
  }

  throttled(): void {
    const now = this.#clock.now();
    // Many calls under way can be throttled together: that is one occasion to slow down.
    if (this.#pausedUntil > now) return;
    this.#standStill(now);
    this.#rights.pause(this.operation.name, pause).then(
      ({ pausedUntil }) => {
        this.#lastPause = pausedUntil;
      },
      (error: unknown) => this.#lost(error),
    );
  }

  /** Lets those go whose moment it is, and sees to it that the others have one. */
  #goOn(): void {
    const now = this.#clock.now();
    this.#forgetLapsed(now);
    while (this.queue.size > 0 && this.#isNow(now)) {
      this.#moments.shift();
      this.queue.next();
    }
    const missing = this.queue.size - this.#moments.length;
    const [next] = this.#moments;
    const last = this.#moments.at(-1) ?? now;
    if (missing > 0 && !this.#isAsking && last - now <= askAhead) void this.#ask(missing);
    if (this.queue.size > 0 && next !== undefined && this.#stopTimer === undefined) {
      this.#stopTimer = this.#clock.after(Math.max(1, Math.ceil(next - now)), () => {
        this.#stopTimer = undefined;
        this.#goOn();
      });
    }
  }

  async #ask(missing: number): Promise<void> {
    const count = Math.max(1, Math.min(missing, Math.floor(reservedFor / this.#interval)));
    const askedAt = this.#clock.now();
    this.#isAsking = true;
    try {
      const answer = await this.#rights.reserve(this.operation.name, count, this.#interval, givenFor);
      this.#serverClock.heard(answer.now, askedAt);
      if (answer.pausedUntil > this.#lastPause) {
        this.#lastPause = answer.pausedUntil;
        // An instance that was throttled stands still already.
        if (answer.pausedUntil > answer.now && this.#pausedUntil <= this.#clock.now())
          this.#standStill(this.#clock.now());
      }
      const first = this.#serverClock.here(answer.first);
      for (let index = 0; index < count; index += 1) this.#moments.push(first + index * this.#interval);
    } catch (error) {
      this.#lost(error);
      return;
    } finally {
      this.#isAsking = false;
    }
    this.#goOn();
  }

  #standStill(now: number): void {
    this.#pausedUntil = now + pause;
    this.#moments = this.#moments.map((moment) => moment + pause);
  }

  #isNow(now: number): boolean {
    const [next] = this.#moments;
    return next !== undefined && next <= now;
  }

  #forgetLapsed(now: number): void {
    while ((this.#moments[0] ?? now) < now - lateFor) this.#moments.shift();
  }
}

/** What time it is for the server, as well as can be told from its answers: the quickest one tells it best. */
class ServerClock {
  readonly #clock: Clock;
  #ahead = 0;
  #doubt = Number.POSITIVE_INFINITY;
  #since = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  heard(serverNow: number, askedAt: number): void {
    const now = this.#clock.now();
    const ahead = serverNow - (askedAt + now) / 2;
    // A millisecond more, for the clock counts whole ones.
    const doubt = (now - askedAt) / 2 + 1;
    const contradicts = Math.abs(ahead - this.#ahead) > doubt + this.#doubt;
    if (doubt > this.#doubt && !contradicts && now - this.#since < 60_000) return;
    this.#ahead = ahead;
    this.#doubt = doubt;
    this.#since = now;
  }

  here(serverTime: number): number {
    return serverTime - this.#ahead;
  }
}
