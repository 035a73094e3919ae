/** The client's one sense of time, so that a test can drive it. */
export interface Clock {
  /** Now, in epoch milliseconds. */
  now(): number;
  /** Runs once when so many milliseconds have passed, unless the function that it returns is called first. */
  after(milliseconds: number, run: () => void): () => void;
}

/** The machine's own clock. What is still to come keeps the process alive: a call waits for it. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};
