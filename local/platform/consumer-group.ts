import type { Message } from './messages.ts';

/** A client that takes messages from a consumer group: one receiver link of one AMQP connection. */
export interface Consumer {
  readonly clientId: string;
  /** When it came, in epoch milliseconds, and from where. */
  readonly since: number;
  readonly clientIp: string;
  /** How many more messages it takes now. */
  room(): number;
  /** Hands it a message; it answers once, by `delivery.settle`. */
  take(delivery: Delivery): void;
}

/** A message in a consumer's hands. */
export interface Delivery {
  readonly message: Message;
  /** How often it was handed out before. */
  readonly deliveryCount: number;
  /** `consumed` ends it; `returned` puts it into the backlog to be handed out again. Only the first call counts. */
  settle(how: 'consumed' | 'returned'): void;
}
