/** The latest of what came, so many of them and no more. */
export class Latest<Item> {
  readonly #most: number;
  readonly #items: Item[] = [];
  #oldest = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(item: Item): void {
    if (this.#items.length < this.#most) this.#items.push(item);
    else {
      this.#items[this.#oldest] = item;
      this.#oldest = (this.#oldest + 1) % this.#most;
    }
  }

  /** The oldest first. */
  get all(): readonly Item[] {
    return [...this.#items.slice(this.#oldest), ...this.#items.slice(0, this.#oldest)];
  }
}
