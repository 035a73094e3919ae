/** What the simulated devices are still going to do. */
export class Agenda {
  readonly #timers = new Set<NodeJS.Timeout>();

  /** How many things are to come. */
  get size(): number {
    return this.#timers.size;
  }

  /**
   * Does something after so many milliseconds, unless it is called off.
   *
   * @returns calls it off
   */
  after(milliseconds: number, run: () => void): () => void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, milliseconds);
    this.#timers.add(timer);
    return () => {
      clearTimeout(timer);
      this.#timers.delete(timer);
    };
  }

  /** Calls everything off. */
  clear(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
