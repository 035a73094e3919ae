import { isNewer, type Mark, type Occurrence, type Stamp } from './store.ts';

/** A window whose count is never reached keeps no more than so many beyond it, however much comes. */
export const mostBeyondCount = 1000;

/** So many resets are kept; they are an operator's doing, one at a time. */
export const mostResets = 100;

/**
 * The occurrences of one window, in order: those that can still matter.
 *
 * Only the newest occurrence that has enough others with it is ever asked for. So of those before it, no more are kept
 * than have to stand together: whatever comes late, an answer that is newer still needs no others. Those after it,
 * which stand apart, are kept until nothing can come late enough to stand with them.
 */
export class Window {
  readonly #marks: Mark[] = [];
  readonly #resets: Stamp[] = [];

  /** How many occurrences are kept. */
  get size(): number {
    return this.#marks.length;
  }

  /**
   * Notes an occurrence; one that is noted already stays as it is.
   *
   * @param lateFor how many milliseconds later than others of its time a message can come and still count with them
   * @returns the newest of those that are enough together with it, or `undefined` when they are too few
   */
  note({ mark, count, within }: Omit<Occurrence, 'window'>, lateFor: number): Mark | undefined {
    const index = insert(this.#marks, mark);
    let newest: Mark | undefined;
    let forgotten = 0;
    for (let last = Math.min(index + count, this.#marks.length) - 1; last >= index; last -= 1) {
      if (!this.#isEnough(last, count, within)) continue;
      newest = this.#marks[last];
      forgotten = last - count + 1;
      break;
    }
    const earliest = (this.#marks.at(-1)?.time ?? 0) - within - lateFor;
    while ((this.#marks[forgotten]?.time ?? earliest) < earliest) forgotten += 1;
    forgotten = Math.max(forgotten, this.#marks.length - count - mostBeyondCount);
    if (forgotten > 0) this.#marks.splice(0, forgotten);
    return newest;
  }

  /** Lets those before this point count no more with those after it. */
  reset(stamp: Stamp): void {
    insert(this.#resets, stamp);
    if (this.#resets.length > mostResets) this.#resets.shift();
  }

  /** Whether this occurrence and those just before it are so many within so short a time, with no reset between. */
  #isEnough(last: number, count: number, within: number): boolean {
    const newest = this.#marks[last];
    const oldest = this.#marks[last - count + 1];
    if (newest === undefined || oldest === undefined || newest.time - oldest.time > within) return false;
    return !this.#resets.some((reset) => isNewer(reset, oldest) && !isNewer(reset, newest));
  }
}

/** Puts a stamp in its place, and says which that is. It looks from the end, as most messages come nearly in order. */
function insert<Kind extends Stamp>(stamps: Kind[], stamp: Kind): number {
  let index = stamps.length;
  for (; index > 0; index -= 1) {
    const before = stamps[index - 1];
    if (before === undefined || isNewer(stamp, before)) break;
    if (!isNewer(before, stamp)) return index - 1;
  }
  stamps.splice(index, 0, stamp);
  return index;
}
