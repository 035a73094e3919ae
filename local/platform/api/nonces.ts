/** How long a nonce counts: a time stamp may be 15 minutes ahead, and is good for 15 minutes after that. */
const validity = 30 * 60_000;

/** So many nonces are remembered at least; when more come within the time, the oldest are forgotten early. */
const generationSize = 500_000;

/** The nonces used of late, in two generations: the older one is dropped when the younger is full or old enough. */
export class Nonces {
  #younger = new Set<string>();
  #older = new Set<string>();
  #since: number;

  constructor(now: number) {
    this.#since = now;
  }

  /** Uses a nonce; false when it has been used before. */
  use(nonce: string, now: number): boolean {
    if (now - this.#since >= validity || this.#younger.size >= generationSize) {
      this.#older = now - this.#since >= 2 * validity ? new Set() : this.#younger;
      this.#younger = new Set();
      this.#since = now;
    }
    if (this.#younger.has(nonce) || this.#older.has(nonce)) return false;
    this.#younger.add(nonce);
    return true;
  }
}
