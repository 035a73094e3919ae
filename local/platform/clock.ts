/** The platform's one sense of time, so that a test can drive it and a batch need not wait for its schedule. */
export interface Clock {
  /** Now, in epoch milliseconds. */
  now(): number;
  /** Runs once when so many milliseconds have passed, unless cancelled first. */
  after(milliseconds: number, run: () => void): Cancel;
}

export type Cancel = () => void;

/** The machine's own clock. What is still to come does not keep the process alive. */
export const machineClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, run) {
    // A timer holds at most 2^31 - 1 ms; a batch can be scheduled 30 days ahead.
    const longest = 2 ** 31 - 1;
    let timer: NodeJS.Timeout;
    const wait = (left: number) => {
      timer = setTimeout(() => (left > longest ? wait(left - longest) : run()), Math.min(left, longest));
      timer.unref();
    };
    wait(milliseconds);
    return () => clearTimeout(timer);
  },
};

/** A clock that stands still until it is advanced. */
export class DrivenClock implements Clock {
  #now: number;
  /** What is to come, the soonest first; of what falls due at once, what was asked for first. */
  readonly #coming: Coming[] = [];

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, run: () => void): Cancel {
    const entry: Coming = { at: this.#now + milliseconds, run };
    let [low, high] = [0, this.#coming.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#coming[middle]?.at ?? 0) <= entry.at) low = middle + 1;
      else high = middle;
    }
    this.#coming.splice(low, 0, entry);
    return () => {
      entry.run = undefined;
    };
  }

  /** Lets so many milliseconds pass, and runs what falls due on the way in the order of its time. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (let next = this.#coming[0]; next !== undefined && next.at <= end; next = this.#coming[0]) {
      this.#coming.shift();
      this.#now = Math.max(this.#now, next.at);
      next.run?.();
    }
    this.#now = end;
  }
}

/** Another clock, with runs to come that can be called off all at once: what they were for is no more. */
export class ClearableClock implements Clock {
  readonly #clock: Clock;
  #clears = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  after(milliseconds: number, run: () => void): Cancel {
    const clears = this.#clears;
    return this.#clock.after(milliseconds, () => {
      if (clears === this.#clears) run();
    });
  }

  /** Calls off all that is to come. */
  clear(): void {
    this.#clears += 1;
  }
}

interface Coming {
  readonly at: number;
  /** Undefined once it is cancelled. */
  run: (() => void) | undefined;
}
