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
  #coming: { at: number; run: () => void }[] = [];

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, run: () => void): Cancel {
    const entry = { at: this.#now + milliseconds, run };
    this.#coming.push(entry);
    return () => {
      this.#coming = this.#coming.filter((other) => other !== entry);
    };
  }

  /** Lets so many milliseconds pass, and runs what falls due on the way in the order of its time. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const due = this.#coming.filter((entry) => entry.at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#coming.splice(this.#coming.indexOf(due), 1);
      this.#now = Math.max(this.#now, due.at);
      due.run();
    }
    this.#now = end;
  }
}
