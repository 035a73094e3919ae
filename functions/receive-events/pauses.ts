/** Waits that double from one failure to the next, up to a bound; random, so that instances do not come back at once. */
export class Pauses {
  readonly #first: number;
  readonly #most: number;
  #failures = 0;
  #until = 0;

  /** @param first the longest that the first wait can be, in milliseconds; @param most the longest of all */
  constructor(first: number, most: number) {
    this.#first = first;
    this.#most = most;
  }

  /** Whether there was a failure since all was well. */
  get inTrouble(): boolean {
    return this.#failures > 0;
  }

  /** How many milliseconds are left to wait. */
  left(now: number): number {
    return Math.max(0, this.#until - now);
  }

  /** How long to wait after so many failures, in milliseconds. */
  after(failures: number): number {
    const longest = Math.min(this.#most, this.#first * 2 ** Math.min(failures - 1, 20));
    return longest * (0.5 + Math.random() / 2);
  }

  /** Notes a failure: the next wait begins. */
  fail(now: number): void {
    this.#failures += 1;
    this.#until = now + this.after(this.#failures);
  }

  /** Notes that all is well. */
  end(): void {
    this.#failures = 0;
    this.#until = 0;
  }
}
