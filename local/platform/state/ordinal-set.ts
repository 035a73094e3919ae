/**
 * A set of ordinals (whole numbers from 0), in their order, small in memory and quick to combine: an index over a
 * million devices is one of these.
 *
 * A set with few members is a sorted list of them; one with many is a bit for each ordinal. Which of the two takes
 * less room decides.
 */
export class OrdinalSet {
  #list: number[] | undefined = [];
  #words: Uint32Array = noWords;
  #size = 0;

  /** How many ordinals are in the set. */
  get size(): number {
    return this.#size;
  }

  has(ordinal: number): boolean {
    if (this.#list === undefined) return ((this.#words[ordinal >>> 5] ?? 0) & (1 << (ordinal & 31))) !== 0;
    return this.#list[place(this.#list, ordinal)] === ordinal;
  }

  add(ordinal: number): void {
    const list = this.#list;
    if (list === undefined) {
      if (this.has(ordinal)) return;
      this.#reach(ordinal);
      this.#words[ordinal >>> 5] = (this.#words[ordinal >>> 5] ?? 0) | (1 << (ordinal & 31));
      this.#size += 1;
      return;
    }
    const at = place(list, ordinal);
    if (list[at] === ordinal) return;
    if (at === list.length) list.push(ordinal);
    else list.splice(at, 0, ordinal);
    this.#size = list.length;
    if (list.length > mostListed && list.length * bitsForAMember > (list.at(-1) ?? 0)) this.#toWords(list);
  }

  delete(ordinal: number): void {
    if (!this.has(ordinal)) return;
    this.#size -= 1;
    if (this.#list !== undefined) {
      this.#list.splice(place(this.#list, ordinal), 1);
      return;
    }
    this.#words[ordinal >>> 5] = (this.#words[ordinal >>> 5] ?? 0) & ~(1 << (ordinal & 31));
    // Half of what would make it bits again, so that it does not go back and forth.
    if (this.#size * bitsForAMember * 2 < this.#words.length * 32) this.#toList();
  }

  /** The members in ascending order. */
  *values(): Generator<number, void, undefined> {
    if (this.#list !== undefined) {
      yield* this.#list;
      return;
    }
    for (let index = 0; index < this.#words.length; index++) {
      for (let word = this.#words[index] ?? 0; word !== 0; word &= word - 1) {
        yield index * 32 + lowestBit(word);
      }
    }
  }

  /** So many members in ascending order, after the first `skipped` of them. */
  page(skipped: number, size: number): number[] {
    if (this.#list !== undefined) return this.#list.slice(skipped, skipped + size);
    const found: number[] = [];
    let left = skipped;
    for (let index = 0; index < this.#words.length && found.length < size; index++) {
      let word = this.#words[index] ?? 0;
      const members = countBits(word);
      if (left >= members) {
        left -= members;
        continue;
      }
      for (; word !== 0 && found.length < size; word &= word - 1) {
        if (left > 0) left -= 1;
        else found.push(index * 32 + lowestBit(word));
      }
    }
    return found;
  }

  /** So many members in descending order, after the `skipped` greatest of them. */
  pageFromEnd(skipped: number, size: number): number[] {
    const end = this.#size - skipped;
    const start = Math.max(0, end - size);
    return end <= 0 ? [] : this.page(start, end - start).reverse();
  }

  /** How many members are less than the ordinal. */
  countBelow(ordinal: number): number {
    if (this.#list !== undefined) return place(this.#list, ordinal);
    const last = ordinal >>> 5;
    let count = 0;
    for (let index = 0; index < last && index < this.#words.length; index++) {
      count += countBits(this.#words[index] ?? 0);
    }
    return count + countBits((this.#words[last] ?? 0) & ((1 << (ordinal & 31)) - 1));
  }

  /** A new set with the members that are in both. */
  and(other: OrdinalSet): OrdinalSet {
    if (other.#list !== undefined && (this.#list === undefined || other.#size < this.#size)) {
      return other.and(this);
    }
    if (this.#list !== undefined) return OrdinalSet.of(this.#list.filter((ordinal) => other.has(ordinal)));
    return OrdinalSet.#ofWords(this.#words.subarray(0, other.#words.length), (word, index) => {
      return word & (other.#words[index] ?? 0);
    });
  }

  /** A new set with the members of either. */
  or(other: OrdinalSet): OrdinalSet {
    if (this.#list !== undefined && other.#list !== undefined) {
      return OrdinalSet.of([...new Set([...this.#list, ...other.#list])].sort((a, b) => a - b));
    }
    const [long, short] = this.#reachOf() >= other.#reachOf() ? [this, other] : [other, this];
    const [words, others] = [long.#asWords(), short.#asWords()];
    return OrdinalSet.#ofWords(words, (word, index) => word | (others[index] ?? 0));
  }

  /** A new set with the members that are not in the other. */
  without(other: OrdinalSet): OrdinalSet {
    if (this.#list !== undefined) return OrdinalSet.of(this.#list.filter((ordinal) => !other.has(ordinal)));
    const others = other.#asWords();
    return OrdinalSet.#ofWords(this.#words, (word, index) => word & ~(others[index] ?? 0));
  }

  /** @param ordinals in ascending order, each once */
  static of(ordinals: number[]): OrdinalSet {
    const set = new OrdinalSet();
    set.#list = ordinals;
    set.#size = ordinals.length;
    if (ordinals.length > mostListed && ordinals.length * bitsForAMember > (ordinals.at(-1) ?? 0)) {
      set.#toWords(ordinals);
    }
    return set;
  }

  static #ofWords(words: Uint32Array, change: (word: number, index: number) => number): OrdinalSet {
    const set = new OrdinalSet();
    set.#words = new Uint32Array(words.length);
    set.#list = undefined;
    let size = 0;
    for (let index = 0; index < words.length; index++) {
      const word = change(words[index] ?? 0, index);
      set.#words[index] = word;
      size += countBits(word);
    }
    set.#size = size;
    return set;
  }

  /** The words up to the greatest member; of a list, made for the moment. */
  #asWords(): Uint32Array {
    return this.#list === undefined ? this.#words : wordsOf(this.#list);
  }

  #reachOf(): number {
    return this.#list === undefined ? this.#words.length : wordsUpTo(this.#list);
  }

  #reach(ordinal: number): void {
    const needed = (ordinal >>> 5) + 1;
    if (needed <= this.#words.length) return;
    const words = new Uint32Array(Math.max(needed, Math.ceil(this.#words.length * 1.25)));
    words.set(this.#words);
    this.#words = words;
  }

  #toWords(list: readonly number[]): void {
    this.#words = wordsOf(list);
    this.#list = undefined;
  }

  #toList(): void {
    this.#list = [...this.values()];
    this.#words = noWords;
  }
}

const noWords = new Uint32Array(0);

/** A listed member takes as much room as so many bits. */
const bitsForAMember = 64;

/** Below this the bits are not worth their fixed cost. */
const mostListed = 64;

/** How many words hold the bits of a sorted list. */
const wordsUpTo = (list: readonly number[]): number => ((list.at(-1) ?? -1) >> 5) + 1;

function wordsOf(list: readonly number[]): Uint32Array {
  const words = new Uint32Array(wordsUpTo(list));
  for (const ordinal of list) words[ordinal >>> 5] = (words[ordinal >>> 5] ?? 0) | (1 << (ordinal & 31));
  return words;
}

/** Where the ordinal is in a sorted list, or would be. */
function place(list: readonly number[], ordinal: number): number {
  let [low, high] = [0, list.length];
  // A new device has the greatest ordinal of all.
  if (ordinal > (list[high - 1] ?? -1)) return high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? 0) < ordinal) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The number of the lowest bit that is set in a word that is not 0. */
const lowestBit = (word: number): number => 31 - Math.clz32(word & -word);

/** How many bits of a word are set: sums of 1, 2, 4 and 8 neighbouring bits. */
function countBits(word: number): number {
  let sums = word - ((word >>> 1) & 0x55555555);
  sums = (sums & 0x33333333) + ((sums >>> 2) & 0x33333333);
  return (((sums + (sums >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
