import type { Cancel, Clock } from './clock.ts';
import type { Message } from './messages.ts';
import { PerMinute } from './per-minute.ts';
import { Queue } from './queue.ts';
import { TokenBucket } from './token-bucket.ts';

/** A client that takes messages from a consumer group: one receiver link of one AMQP connection. */
export interface Consumer {
  readonly clientId: string;
  /** When it came, in epoch milliseconds, and from where: address and port, `127.0.0.1:36918`. */
  readonly since: number;
  readonly clientIp: string;
  /** How many more messages it takes now. */
  room(): number;
  /** Hands it a message; it answers once, by `delivery.settle`. */
  take(delivery: Delivery): void;
  /** Ends its connection from the platform's side: the group was deleted. */
  drop(why: string): void;
}

/** A message in a consumer's hands. */
export interface Delivery {
  readonly message: Message;
  /** How often it was handed out before, in vain. */
  readonly deliveryCount: number;
  /**
   * `consumed` ends it. `returned` puts it into the backlog to be handed out again, and so does `released`, which does
   * not count as a delivery. Only the first call counts.
   */
  settle(how: Settling): void;
}

export type Settling = 'consumed' | 'returned' | 'released';

/** Told of what becomes of a message in the group: it went into a client's hands, and out of them again. */
export type DeliveryListener = (message: Message, what: 'handed out' | 'consumed' | 'returned') => void;

/** How much a consumer group takes and gives. */
export interface ConsumerGroupLimits {
  /** Messages a second that one client gets as they come; the cloud has 1,000. */
  readonly realTimePerSecond: number;
  /** Messages a second that all clients together get out of the backlog; the cloud has 200. */
  readonly backlogPerSecond: number;
  /** How many messages wait at most; beyond that the oldest are dropped. The cloud has 100 million. */
  readonly largestBacklog: number;
  /** How many milliseconds a client may take for a message, before it is handed out again; the cloud gives 30 s. */
  readonly settleWithin: number;
}

/** As fast as the clients can, and as many as this machine has memory for. */
export const generousLimits: ConsumerGroupLimits = {
  realTimePerSecond: Number.POSITIVE_INFINITY,
  backlogPerSecond: Number.POSITIVE_INFINITY,
  largestBacklog: 1_000_000,
  settleWithin: 30_000,
};

/** What a group that was there before brings with it; times in epoch milliseconds. */
export interface ConsumerGroupHistory {
  readonly createdAt: number;
  readonly lastConsumedAt: number | undefined;
}

const retention = 24 * 60 * 60_000;

/** What QueryConsumerGroupStatus says of a client. */
export interface ClientStatus {
  readonly consumer: Consumer;
  readonly realTimePerMinute: number;
  readonly accumulatedPerMinute: number;
}

/**
 * A consumer group of server-side subscriptions: a message goes to one of its clients, in turn, or into the backlog
 * when none has room. What is not settled within 30 s goes to the backlog, too, and out again. A message is kept for
 * a day.
 */
export class ConsumerGroup {
  readonly groupId: string;
  readonly createdAt: number;
  groupName: string;
  readonly #clock: Clock;
  readonly #limits: ConsumerGroupLimits;
  readonly #backlogPace: TokenBucket | undefined;
  readonly #backlog = new Queue<Waiting>();
  readonly #clients = new Map<Consumer, Client>();
  /** The same clients; the next message goes to the first that has room, from #turn on. */
  #order: Client[] = [];
  #turn = 0;
  /** Everything in clients' hands, the longest held first. */
  readonly #held = new Set<Held>();
  #expiry: Cancel | undefined;
  #serving = false;
  #soon: NodeJS.Immediate | undefined;
  #later: Cancel | undefined;
  #lastConsumedAt: number | undefined;
  readonly #listeners = new Set<DeliveryListener>();

  constructor(
    groupId: string,
    groupName: string,
    clock: Clock,
    limits: ConsumerGroupLimits = generousLimits,
    history: ConsumerGroupHistory = { createdAt: clock.now(), lastConsumedAt: undefined },
  ) {
    this.groupId = groupId;
    this.groupName = groupName;
    this.createdAt = history.createdAt;
    this.#lastConsumedAt = history.lastConsumedAt;
    this.#clock = clock;
    this.#limits = limits;
    this.#backlogPace = pace(limits.backlogPerSecond, clock);
  }

  get consumers(): ReadonlyMap<Consumer, unknown> {
    return this.#clients;
  }

  /** How many messages wait to be handed out. */
  get accumulated(): number {
    this.#dropExpired();
    return this.#backlog.size;
  }

  /** How many messages are in clients' hands, not settled yet. */
  get inHand(): number {
    return this.#held.size;
  }

  /** When a message was last consumed, in epoch milliseconds. */
  get lastConsumedAt(): number | undefined {
    return this.#lastConsumedAt;
  }

  get clients(): readonly ClientStatus[] {
    const now = this.#clock.now();
    return this.#order.map(({ consumer, realTime, accumulated }) => ({
      consumer,
      realTimePerMinute: realTime.count(now),
      accumulatedPerMinute: accumulated.count(now),
    }));
  }

  /** Starts listening; the answer stops it again. */
  listen(listener: DeliveryListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Hands the message to a client, or keeps it for one. */
  publish(message: Message): void {
    const client = this.#clientWithRoom(true);
    if (client === undefined) this.keep({ message, deliveryCount: 0 });
    else this.#handOut(client, { message, deliveryCount: 0 }, true);
  }

  /** Lets a client take part. It gets of the backlog what it has room for. */
  attach(consumer: Consumer): void {
    const client = new Client(consumer, pace(this.#limits.realTimePerSecond, this.#clock));
    this.#clients.set(consumer, client);
    this.#order.push(client);
    this.serve();
  }

  /** The client is gone; what it had in hand goes to the others. */
  detach(consumer: Consumer): void {
    const client = this.#clients.get(consumer);
    if (client === undefined) return;
    this.#clients.delete(consumer);
    this.#order = this.#order.filter((other) => other !== client);
    for (const held of client.held) this.#takeBack(held);
    this.serve();
  }

  /** Hands out what waits, as far as the clients have room. To be called whenever one of them has got more. */
  serve(): void {
    if (this.#serving) return;
    this.#serving = true;
    // A message that comes back at once waits for the next round: else one client could keep this one going for ever.
    for (let left = this.#backlog.size; left > 0; left--) {
      this.#dropExpired();
      if (this.#backlog.size === 0 || !this.#backlogMayGo()) break;
      const client = this.#clientWithRoom(false);
      if (client === undefined) break;
      this.#backlogPace?.take(this.#clock.now());
      const waiting = this.#backlog.shift();
      if (waiting !== undefined) this.#handOut(client, waiting, false);
    }
    this.#serving = false;
  }

  /** What is not consumed yet, in the order in which it is to be handed out if no client answers any more. */
  *unconsumed(): Generator<Waiting, void, undefined> {
    this.#dropExpired();
    yield* this.#backlog.values();
    for (const { message, deliveryCount } of this.#held) yield { message, deliveryCount: deliveryCount + 1 };
  }

  /** Puts a message at the end of the backlog. */
  keep(waiting: Waiting): void {
    this.#backlog.push(waiting);
    if (this.#backlog.size > this.#limits.largestBacklog) this.#backlog.shift();
  }

  /** Drops the backlog. */
  reset(): void {
    this.#backlog.clear();
  }

  /** Ends it: its clients are dropped, its messages let go of. */
  close(why: string): void {
    for (const { consumer } of this.#order) {
      this.#clients.delete(consumer);
      consumer.drop(why);
    }
    this.#order = [];
    this.#held.clear();
    this.#backlog.clear();
    this.#expiry?.();
    this.#later?.();
    clearImmediate(this.#soon);
  }

  #clientWithRoom(realTime: boolean): Client | undefined {
    const count = this.#order.length;
    for (let step = 0; step < count; step++) {
      const client = this.#order[(this.#turn + step) % count];
      if (client === undefined || client.consumer.room() < 1) continue;
      if (realTime && client.pace?.take(this.#clock.now()) === false) continue;
      this.#turn = (this.#turn + step + 1) % count;
      return client;
    }
    return undefined;
  }

  #handOut(client: Client, { message, deliveryCount }: Waiting, realTime: boolean): void {
    const held: Held = {
      message,
      deliveryCount,
      client,
      since: this.#clock.now(),
      settle: (how) => {
        if (!this.#held.has(held)) return;
        if (how === 'consumed') this.#consumed(held, realTime);
        else {
          this.#takeBack(held, how === 'released' ? 0 : 1);
          this.#serveSoon();
        }
      },
    };
    this.#held.add(held);
    client.held.add(held);
    this.#expiry ??= this.#clock.after(this.#limits.settleWithin, () => this.#expire());
    for (const listener of this.#listeners) listener(message, 'handed out');
    client.consumer.take(held);
  }

  #consumed(held: Held, realTime: boolean): void {
    this.#release(held);
    const now = this.#clock.now();
    this.#lastConsumedAt = now;
    (realTime ? held.client.realTime : held.client.accumulated).add(now);
    for (const listener of this.#listeners) listener(held.message, 'consumed');
  }

  #takeBack(held: Held, counts = 1): void {
    this.#release(held);
    this.keep({ message: held.message, deliveryCount: held.deliveryCount + counts });
    for (const listener of this.#listeners) listener(held.message, 'returned');
  }

  #release(held: Held): void {
    this.#held.delete(held);
    held.client.held.delete(held);
  }

  /** Takes back what was not settled in time; the clients' late answers then count for nothing. */
  #expire(): void {
    this.#expiry = undefined;
    const now = this.#clock.now();
    for (const held of this.#held) {
      const left = held.since + this.#limits.settleWithin - now;
      if (left > 0) {
        this.#expiry = this.#clock.after(left, () => this.#expire());
        break;
      }
      this.#takeBack(held);
    }
    this.serve();
  }

  #dropExpired(): void {
    const oldest = this.#clock.now() - retention;
    for (let next = this.#backlog.peek(); next !== undefined; next = this.#backlog.peek()) {
      if (next.message.generateTime > oldest) return;
      this.#backlog.shift();
    }
  }

  #backlogMayGo(): boolean {
    const wait = this.#backlogPace?.wait(this.#clock.now()) ?? 0;
    if (wait === 0) return true;
    this.#later ??= this.#clock.after(wait, () => {
      this.#later = undefined;
      this.serve();
    });
    return false;
  }

  #serveSoon(): void {
    this.#soon ??= setImmediate(() => {
      this.#soon = undefined;
      this.serve();
    });
  }
}

/** A message that waits, and how often it was handed out already. */
export interface Waiting {
  readonly message: Message;
  readonly deliveryCount: number;
}

interface Held extends Delivery {
  readonly client: Client;
  readonly since: number;
}

class Client {
  readonly consumer: Consumer;
  readonly pace: TokenBucket | undefined;
  readonly held = new Set<Held>();
  readonly realTime = new PerMinute();
  readonly accumulated = new PerMinute();

  constructor(consumer: Consumer, pace: TokenBucket | undefined) {
    this.consumer = consumer;
    this.pace = pace;
  }
}

const pace = (perSecond: number, clock: Clock): TokenBucket | undefined =>
  Number.isFinite(perSecond) ? new TokenBucket(perSecond, clock.now()) : undefined;
