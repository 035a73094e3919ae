/** The client's one sense of time, so that a test can drive it. */
export interface Clock {
  /** Now, in epoch milliseconds. */
  now(): number;
  /**
   * Runs once when so many milliseconds have passed, unless the function that it returns is called first.
   *
   * @param background whether the process may end before; else a call waits for it
   */
  after(milliseconds: number, run: () => void, background?: boolean): () => void;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: Date.now,
  after(milliseconds, run, background) {
    const timer = setTimeout(run, milliseconds);
    if (background) timer.unref();
    return () => clearTimeout(timer);
  },
};
