import type { Clock } from '../clock.ts';
import type { Message } from '../messages.ts';
import type { MessageFault } from './faults.ts';

/** Messages that go out later than they should, each when its time or its turn has come. */
export class LateMessages {
  readonly #clock: Clock;
  readonly #held = new Set<Held>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Those that are still held; one that is doubled as often as it is to go out. */
  get messages(): readonly Message[] {
    return Array.from(this.#held, ({ message }) => message);
  }

  /** Sends a message as its fault has it. */
  send(message: Message, { duplicates, delay, behind }: MessageFault, send: () => void): void {
    if (duplicates > 0) send();
    for (let copy = Math.max(1, duplicates); copy > 0; copy--) this.#hold(message, delay, behind, send);
  }

  /** A message has gone out: those that were to be overtaken by it wait for one less. */
  passed(): void {
    if (this.#held.size === 0) return;
    for (const held of [...this.#held]) {
      if (held.behind === 0) continue;
      held.behind -= 1;
      if (held.behind === 0) this.#release(held);
    }
  }

  /** Sends all that are still held. */
  sendAll(): void {
    for (const held of [...this.#held]) this.#release(held);
  }

  /** Lets go of all that are still held. */
  drop(): void {
    this.#held.clear();
  }

  #hold(message: Message, delay: number, behind: number, send: () => void): void {
    if (delay === 0) {
      send();
      return;
    }
    const held: Held = { message, behind, send };
    this.#held.add(held);
    this.#clock.after(delay, () => this.#release(held));
  }

  #release(held: Held): void {
    if (this.#held.delete(held)) held.send();
  }
}

interface Held {
  readonly message: Message;
  /** How many messages are to go out first; 0 for any number. */
  behind: number;
  readonly send: () => void;
}
