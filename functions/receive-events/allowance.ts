/**
 * How many messages may be in hand: as many as are done within half of the time that a delivery may take, by how long
 * they have taken of late. Slow calls and small quotas make it small, so that no message is handed out again while it
 * waits; it grows as soon as it goes faster.
 */
export class Allowance {
  readonly #within: number;
  /** The time a message takes, in milliseconds, when others are dealt with beside it. */
  #perMessage: number;
  #lastEnd = 0;

  /**
   * @param within half of the time that a delivery may take, in milliseconds
   * @param first how many to begin with, when nothing is known yet
   */
  constructor(within: number, first: number) {
    this.#within = within;
    this.#perMessage = within / first;
  }

  /** At least 1: how fast it goes is only known by trying. */
  get messages(): number {
    return Math.max(1, Math.floor(this.#within / this.#perMessage));
  }

  /**
   * Notes that a batch is over.
   *
   * @param settled how many of its messages were done
   * @param startedAt when it was begun, in milliseconds of any clock
   * @param endedAt when it was over
   */
  note(settled: number, startedAt: number, endedAt: number): void {
    // Of batches that are under way at the same time, each has taken only the time since the one before.
    const took = Math.max(endedAt - Math.max(startedAt, this.#lastEnd), 0.01);
    this.#lastEnd = endedAt;
    // The newest batch counts as much as all before it: a quota that is used up shows at once.
    this.#perMessage = (this.#perMessage + took / Math.max(settled, 1)) / 2;
  }
}
