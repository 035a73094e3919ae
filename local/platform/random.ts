/** Where a generator stands: three numbers that it stirs, and a counter. */
export type RandomState = readonly [number, number, number, number];

/** Numbers that look like chance, and are the same for the same seed. */
export class Random {
  #a = 0x9e3779b9;
  #b = 0x243f6a88;
  #c: number;
  #counter = 1;

  constructor(seed: number) {
    this.#c = seed >>> 0;
    for (let round = 0; round < 12; round++) this.next();
  }

  /**
   * The next number, from 0 up to, not with, 1: by the sfc32 generator, which is small, quick, and has a period that no
   * run comes to the end of.
   */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  }

  /** Can be kept, and gone on from. */
  get state(): RandomState {
    return [this.#a, this.#b, this.#c, this.#counter];
  }

  set state(state: RandomState) {
    [this.#a, this.#b, this.#c, this.#counter] = state;
  }
}
