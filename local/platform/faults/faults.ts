import type { SubscriptionFlag } from '../messages.ts';
import { Random } from '../random.ts';
import type { Fault, FaultOf } from './fault.ts';

/** What goes wrong with a call of the API, and when: before it is carried out, or after. */
export interface CallFault {
  readonly at: 'before' | 'after';
  /** In milliseconds; 0 for none. */
  readonly delay: number;
  readonly error: FaultOf<'calls'>['error'];
  /** Whether the connection ends without an answer. */
  readonly drop: boolean;
}

/** What goes wrong with a message on its way to the subscribers. */
export interface MessageFault {
  readonly duplicates: number;
  /** Of the message or, with duplicates, of these: in milliseconds, and in messages that go first. */
  readonly delay: number;
  readonly behind: number;
}

/** A fault that was set, and how often it has happened. */
export interface SetFault {
  readonly id: string;
  readonly fault: Fault;
  readonly happened: number;
}

/** How long a message waits for those that are to overtake it. */
const overtakenWithin = 1_000;

/**
 * What goes wrong on purpose. Whatever can go wrong asks here each time whether it does; while no fault is set, that
 * costs a look at an empty list.
 *
 * Of several faults that could happen to one thing, the one that was set first does. With the same seed and the same
 * order of what happens, the same goes wrong.
 */
export class Faults {
  readonly #seed: number;
  #calls: readonly Active<FaultOf<'calls'>>[] = [];
  #messages: readonly Active<FaultOf<'messages'>>[] = [];
  #connections: readonly Active<FaultOf<'connections'>>[] = [];
  #set = 0;

  constructor(seed = 0) {
    this.#seed = seed;
  }

  /** What goes wrong with this call of an operation. */
  nextCall(operation: string): CallFault | undefined {
    for (const active of this.#calls) {
      const { fault } = active;
      if ((fault.operation ?? operation) !== operation || !active.happens()) continue;
      const { at, error, drop, delay = 0 } = fault;
      return { at, error, drop, delay: active.milliseconds(delay) };
    }
    return undefined;
  }

  /** What goes wrong with this message. */
  nextMessage(flag: SubscriptionFlag): MessageFault | undefined {
    for (const active of this.#messages) {
      const { fault } = active;
      if ((fault.flag ?? flag) !== flag || !active.happens()) continue;
      const { duplicates, behind = 0, delay = behind > 0 ? overtakenWithin : 0 } = fault;
      return { duplicates, behind, delay: active.milliseconds(delay) };
    }
    return undefined;
  }

  /** Whether the connection ends that is to carry this message of a consumer group, and when. */
  nextDelivery(consumerGroupId: string): 'before' | 'after' | undefined {
    for (const active of this.#connections) {
      const { fault } = active;
      if ((fault.consumerGroupId ?? consumerGroupId) === consumerGroupId && active.happens()) return fault.at;
    }
    return undefined;
  }

  set(fault: Fault): SetFault {
    this.#set += 1;
    const id = String(this.#set);
    const random = new Random(this.#seed + this.#set);
    switch (fault.of) {
      case 'calls':
        this.#calls = [...this.#calls, new Active(id, fault, random)];
        break;
      case 'messages':
        this.#messages = [...this.#messages, new Active(id, fault, random)];
        break;
      case 'connections':
        this.#connections = [...this.#connections, new Active(id, fault, random)];
    }
    return { id, fault, happened: 0 };
  }

  /** Those that were set and not cleared, in the order in which they were set; also those that are over. */
  list(): readonly SetFault[] {
    return [...this.#calls, ...this.#messages, ...this.#connections]
      .sort((one, other) => Number(one.id) - Number(other.id))
      .map(({ id, fault, happened }) => ({ id, fault, happened }));
  }

  /** @returns false when there is none with this id */
  clear(id: string): boolean {
    const before = this.list().length;
    this.#keep((active) => active.id !== id);
    return this.list().length < before;
  }

  clearAll(): void {
    this.#keep(() => false);
  }

  #keep(stays: (active: Active<Fault>) => boolean): void {
    this.#calls = this.#calls.filter(stays);
    this.#messages = this.#messages.filter(stays);
    this.#connections = this.#connections.filter(stays);
  }
}

/** A fault, how often it has happened, and its own luck, so that no other fault changes it. */
class Active<Kind extends Fault> implements SetFault {
  readonly id: string;
  readonly fault: Kind;
  readonly #random: Random;
  happened = 0;

  constructor(id: string, fault: Kind, random: Random) {
    this.id = id;
    this.fault = fault;
    this.#random = random;
  }

  /** Whether it happens to what it could happen to now; counts it. */
  happens(): boolean {
    const { times, probability } = this.fault;
    if (times !== 'always' && this.happened >= times) return false;
    if (probability < 1 && this.#random.next() >= probability) return false;
    this.happened += 1;
    return true;
  }

  milliseconds(delay: number | { readonly least: number; readonly most: number }): number {
    if (typeof delay === 'number') return delay;
    return Math.round(delay.least + this.#random.next() * (delay.most - delay.least));
  }
}
