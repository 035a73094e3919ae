import { type Bounds, type Cancellation, unwatched, type Waiter } from './cancellation.ts';

/** Calls that wait for their turn: first come, first served, and each no longer than its bounds allow. */
export class CallQueue {
  readonly #cancellation: Cancellation;
  readonly #onEmpty: () => void;
  /** In the order of their coming, which is the order in which a set is gone through. */
  readonly #calls = new Set<QueuedCall>();

  /** @param onEmpty hears when the last call has gone */
  constructor(cancellation: Cancellation, onEmpty: () => void) {
    this.#cancellation = cancellation;
    this.#onEmpty = onEmpty;
  }

  get size(): number {
    return this.#calls.size;
  }

  /** Resolves when it is the call's turn, and also when its signal aborts or its deadline passes. */
  wait(bounds: Bounds): Promise<void> {
    return new Promise((resolve) => {
      const call = new QueuedCall(bounds, resolve, (gone) => this.#leave(gone));
      this.#calls.add(call);
      this.#cancellation.watch(call);
    });
  }

  /** Lets the call go that has waited longest. */
  next(): void {
    for (const call of this.#calls) {
      this.#leave(call);
      break;
    }
  }

  /** Takes all calls out, in their order, for somebody else to let them go. */
  handOver(): { readonly bounds: Bounds; readonly go: () => void }[] {
    const calls = [...this.#calls];
    this.#calls.clear();
    for (const call of calls) this.#cancellation.unwatch(call);
    if (calls.length > 0) this.#onEmpty();
    return calls;
  }

  #leave(call: QueuedCall): void {
    this.#calls.delete(call);
    this.#cancellation.unwatch(call);
    if (this.#calls.size === 0) this.#onEmpty();
    call.go();
  }
}

class QueuedCall implements Waiter {
  readonly expires: number;
  readonly signal: AbortSignal | undefined;
  readonly bounds: Bounds;
  place = unwatched;
  readonly go: () => void;
  readonly #leave: (call: QueuedCall) => void;

  constructor(bounds: Bounds, go: () => void, leave: (call: QueuedCall) => void) {
    this.bounds = bounds;
    this.expires = bounds.deadline;
    this.signal = bounds.signal;
    this.go = go;
    this.#leave = leave;
  }

  cancel(): void {
    this.#leave(this);
  }
}
