/** So many records of one property, event or service of a device are kept, the newest. */
const mostRecords = 1000;

/** What happened at some time, as the one that it happened to counts it: in epoch milliseconds. */
interface Timed {
  readonly time: number;
}

/** Records in the order of their time; those of one time in the order in which they came. */
export class History<Record extends Timed> {
  readonly #records: Record[] = [];
  #lastAdded: Record | undefined;

  /** The one that came last, whatever its time. */
  get lastAdded(): Record | undefined {
    return this.#lastAdded;
  }

  /** All records, the oldest first. */
  get records(): readonly Record[] {
    return this.#records;
  }

  add(record: Record): void {
    this.#lastAdded = record;
    let place = this.#records.length;
    while (place > 0 && (this.#records[place - 1]?.time ?? 0) > record.time) place -= 1;
    this.#records.splice(place, 0, record);
    if (this.#records.length > mostRecords) this.#records.shift();
  }
}

/** So many properties, events and services of a device have a history: more than a thing model holds. */
const mostHistories = 1000;

/** The histories of a device's properties, or events, or services, by what those are called. */
export class Histories<Record extends Timed> {
  readonly #byKey = new Map<string, History<Record>>();

  /** @param key an identifier, or for a custom module's feature `testFb:temperature` */
  of(key: string): History<Record> | undefined {
    return this.#byKey.get(key);
  }

  get all(): IterableIterator<[string, History<Record>]> {
    return this.#byKey.entries();
  }

  add(key: string, record: Record): void {
    let history = this.#byKey.get(key);
    if (history === undefined) {
      history = new History();
      // What is reported without a check can have any name: the one that came first makes room.
      const [first] = this.#byKey.keys();
      if (this.#byKey.size >= mostHistories && first !== undefined) this.#byKey.delete(first);
      this.#byKey.set(key, history);
    }
    history.add(record);
  }
}
