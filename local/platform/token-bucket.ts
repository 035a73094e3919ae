/** Lets through so many a second, which may be less than one, and as many at once after a pause. */
export class TokenBucket {
  readonly perSecond: number;
  #tokens: number;
  #at: number;

  constructor(perSecond: number, now: number) {
    this.perSecond = perSecond;
    this.#tokens = this.#most;
    this.#at = now;
  }

  get #most(): number {
    return Math.max(1, this.perSecond);
  }

  /** Takes one; false when there is none now. `now` in epoch milliseconds. */
  take(now: number): boolean {
    this.#fill(now);
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** In how many milliseconds there will be one. */
  wait(now: number): number {
    this.#fill(now);
    return this.#tokens >= 1 ? 0 : Math.ceil(((1 - this.#tokens) * 1000) / this.perSecond);
  }

  #fill(now: number): void {
    if (now > this.#at) {
      this.#tokens = Math.min(this.#most, this.#tokens + ((now - this.#at) * this.perSecond) / 1000);
    }
    this.#at = now;
  }
}
