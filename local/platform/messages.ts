import type { Clock } from './clock.ts';
import type { Faults } from './faults/faults.ts';
import { LateMessages } from './faults/late-messages.ts';
import type { Product } from './state/products.ts';

/** One message from IoT Platform to its subscribers, as the channels carry it. */
export interface Message {
  readonly messageId: string;
  readonly topic: string;
  /** When it was made, in epoch milliseconds. */
  readonly generateTime: number;
  readonly payload: Buffer;
}

export const subscriptionFlags = [
  'DeviceDataFlag',
  'DeviceLifeCycleFlag',
  'DeviceStatusChangeFlag',
  'DeviceTagFlag',
  'DeviceTopoLifeCycleFlag',
  'FoundDeviceListFlag',
  'OtaEventFlag',
  'OtaJobFlag',
  'OtaVersionFlag',
  'ThingHistoryFlag',
] as const;

/** What kind of message it is, by the subscription flag that asks for it. */
export type SubscriptionFlag = (typeof subscriptionFlags)[number];

/** Takes the messages about one product's devices: a subscription's consumer groups, a rule. */
export type MessageListener = (message: Message, flag: SubscriptionFlag, product: Product) => void;

/** Where everything that happens on the platform becomes messages, and goes to whoever listens. */
export class Messages {
  readonly #clock: Clock;
  readonly #newId: () => string;
  readonly #faults: Faults;
  readonly #listeners = new Set<MessageListener>();
  /** What a fault holds back. */
  readonly late: LateMessages;

  constructor(clock: Clock, newId: () => string, faults: Faults) {
    this.#clock = clock;
    this.#newId = newId;
    this.#faults = faults;
    this.late = new LateMessages(clock);
  }

  /** Starts listening; the answer stops it again. */
  listen(listener: MessageListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** An identifier for a message, also for one that goes to a device. */
  newId(): string {
    return this.#newId();
  }

  /** @param body a value that is sent as JSON, or the bytes as they are */
  send(product: Product, flag: SubscriptionFlag, topic: string, body: object | Buffer): Message {
    const message: Message = {
      messageId: this.#newId(),
      topic,
      generateTime: this.#clock.now(),
      payload: Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body)),
    };
    const fault = this.#faults.nextMessage(flag);
    if (fault === undefined) this.#deliver(message, flag, product);
    else this.late.send(message, fault, () => this.#deliver(message, flag, product));
    return message;
  }

  #deliver(message: Message, flag: SubscriptionFlag, product: Product): void {
    for (const listener of this.#listeners) listener(message, flag, product);
    this.late.passed();
  }
}
