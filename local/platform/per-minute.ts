const slots = 60;

/** Counts what happened in the last minute, to the second. */
export class PerMinute {
  readonly #counts = new Uint32Array(slots);
  #second = 0;

  /** @param now in epoch milliseconds, as everywhere */
  add(now: number): void {
    this.#moveTo(now);
    const slot = this.#second % slots;
    this.#counts[slot] = (this.#counts[slot] ?? 0) + 1;
  }

  count(now: number): number {
    this.#moveTo(now);
    return this.#counts.reduce((sum, count) => sum + count, 0);
  }

  #moveTo(now: number): void {
    const second = Math.floor(now / 1000);
    const passed = Math.min(slots, second - this.#second);
    for (let step = 1; step <= passed; step++) this.#counts[(second - passed + step) % slots] = 0;
    this.#second = Math.max(second, this.#second);
  }
}
