import rhea, { type Delivery } from 'rhea';

/** How a delivery ends: it is over, it was tried in vain, or it was not looked at. */
export type Settling = 'accepted' | 'failed' | 'released';

/** rhea makes the outcomes here, and does not put them into its types. */
const outcomes = rhea.message as unknown as Record<
  'accepted' | 'modified' | 'released',
  (fields?: { readonly delivery_failed: boolean }) => { described(): unknown }
>;
const states: Record<Settling, unknown> = {
  accepted: outcomes.accepted().described(),
  failed: outcomes.modified({ delivery_failed: true }).described(),
  released: outcomes.released().described(),
};

/**
 * Says of one connection's deliveries how they end. They are told in the order of their ids, so that rhea says of a row
 * of them in one frame that they are accepted.
 *
 * rhea takes the second delivery of such a row for settled as the first is, whatever its own outcome. So what is
 * accepted and what is given back are told in turns of the event loop of their own: else a message that has to come
 * again would be acknowledged with its neighbour.
 */
export class Settlement {
  #accepted: Delivery[] = [];
  #returned: { readonly delivery: Delivery; readonly how: 'failed' | 'released' }[] = [];
  #soon: Promise<void> | undefined;

  settle(delivery: Delivery, how: Settling): void {
    if (how === 'accepted') this.#accepted.push(delivery);
    else this.#returned.push({ delivery, how });
    this.#soon ??= this.#tell();
  }

  /** Resolves when all that was settled so far is told. */
  async told(): Promise<void> {
    await this.#soon;
  }

  async #tell(): Promise<void> {
    await nextTurn();
    while (this.#accepted.length > 0 || this.#returned.length > 0) {
      const accepted = this.#accepted;
      this.#accepted = [];
      if (accepted.length > 0) {
        accepted.sort((one, other) => one.id - other.id);
        for (const delivery of accepted) update(delivery, 'accepted');
        await nextTurn();
      }
      const returned = this.#returned;
      this.#returned = [];
      if (returned.length > 0) {
        for (const { delivery, how } of returned) update(delivery, how);
        await nextTurn();
      }
    }
    this.#soon = undefined;
  }
}

/** On a link that is gone it does nothing: the platform hands the message out again by itself. */
function update(delivery: Delivery, how: Settling): void {
  if (!delivery.settled && delivery.link.is_open()) delivery.update(true, states[how]);
}

/** When this turn of the event loop is over rhea has written what it was told in it. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
