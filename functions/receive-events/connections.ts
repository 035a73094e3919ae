import { setTimeout } from 'node:timers/promises';
import type { Credentials } from '../../shared/iot/credentials.ts';
import type { Log } from '../../shared/runtime/log.ts';
import { Consumer, type Endpoint, type InHand } from './consumer.ts';
import type { ConsumerIdentity } from './sign-in.ts';

export interface ConnectionsOptions {
  readonly endpoint: Endpoint;
  readonly identity: Omit<ConsumerIdentity, 'clientId'>;
  /** Asked anew for each connection. */
  readonly credentials: () => Credentials;
  readonly log: Log;
  /** How many connections there are at most. */
  readonly most: number;
  readonly scaling?: Scaling | undefined;
  readonly onMessage: (message: InHand) => void;
  /** A connection was made or lost, or has taken credit back, so that credit can be given anew. */
  readonly onChange: () => void;
}

/** When there are more connections, and when fewer. */
export interface Scaling {
  /** How many messages a second one connection brings at most. */
  readonly perSecond: number;
  /** How often it is looked how many came, in milliseconds. */
  readonly every: number;
  /** How many times in a row too few must have come before a connection is closed. */
  readonly idleTimes: number;
}

/** The guide's 1,000 messages a second a connection. One that is idle for half a minute is closed. */
const documentedScaling: Scaling = { perSecond: 1_000, every: 1_000, idleTimes: 30 };

/** From this part of its bound on a connection counts as full; up to that part of it, as idle. */
const fullFrom = 0.8;
const idleUpTo = 0.5;

/** So much credit a connection has at most: as many messages as it brings in a second. */
const mostCredit = 1_000;

/** How long to wait before the next try to connect: random, so that instances do not come back all at once. */
const backoff = { first: 250, most: 30_000 };

/**
 * The connections to a consumer group: one, and more while messages come as fast as those that there are can bring them.
 * One that is lost is made anew, with a new signature; the others go on.
 */
export class Connections {
  readonly #options: ConnectionsOptions;
  readonly #scaling: Scaling;
  readonly #open = new Set<Consumer>();
  /** What ends each of the loops that keep a connection, the first one first. */
  readonly #kept: AbortController[] = [];
  readonly #loops = new Set<Promise<void>>();
  readonly #timer: NodeJS.Timeout;
  #turn = 0;
  #arrived = 0;
  #idleTimes = 0;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
    this.#scaling = options.scaling ?? documentedScaling;
    this.#timer = setInterval(() => this.#scale(), this.#scaling.every);
    this.#keepOneMore();
  }

  /** How many are open. */
  get open(): number {
    return this.#open.size;
  }

  /** How many more messages may come, over all of them. */
  get credit(): number {
    let sum = 0;
    for (const consumer of this.#open) sum += consumer.credit;
    return sum;
  }

  /** Spreads credit over the connections, so that with what is left of it no more than so many messages come. */
  giveCredit(messages: number): void {
    let left = messages - this.credit;
    const { size } = this.#open;
    if (left <= 0 || size === 0) return;
    const share = Math.min(mostCredit, Math.max(1, Math.floor(messages / size)));
    // The first of them differs each time, for when there is not one for each.
    this.#turn = (this.#turn + 1) % size;
    const consumers = [...this.#open];
    for (const consumer of [...consumers.slice(this.#turn), ...consumers.slice(0, this.#turn)]) {
      const missing = Math.min(left, share - consumer.credit);
      // A frame for every message would cost more than the message.
      if (missing <= 0 || missing < share / 4) continue;
      consumer.addCredit(missing);
      left -= missing;
    }
  }

  /** Takes all credit back. */
  withdrawCredit(): void {
    for (const consumer of this.#open) consumer.withdrawCredit();
  }

  /** Ends all of them. What is not settled is handed out again. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all([...this.#open].map((consumer) => consumer.close()));
    for (const end of this.#kept) end.abort();
    await Promise.all(this.#loops);
  }

  #keepOneMore(): void {
    const end = new AbortController();
    this.#kept.push(end);
    const loop = this.#keep(end.signal).finally(() => this.#loops.delete(loop));
    this.#loops.add(loop);
  }

  /** Keeps one connection until the signal. */
  async #keep(end: AbortSignal): Promise<void> {
    const { endpoint, identity, credentials, log } = this.#options;
    let failures = 0;
    while (!end.aborted) {
      const openedAt = Date.now();
      try {
        const events = {
          onMessage: (message: InHand) => {
            this.#arrived += 1;
            this.#options.onMessage(message);
          },
          onWithdrawn: this.#options.onChange,
        };
        const consumer = await Consumer.open(endpoint, identity, credentials(), events, end);
        const lost = await this.#use(consumer, end);
        if (lost === undefined) return;
        throw lost;
      } catch (error) {
        if (end.aborted) return;
        // A connection that lasted says nothing against the next.
        if (Date.now() - openedAt > backoff.most) failures = 0;
        failures += 1;
        const wait = Math.random() * Math.min(backoff.most, backoff.first * 2 ** failures);
        log.warn('A connection to the consumer group is lost; the next is tried.', {
          reason: error instanceof Error ? error.message : String(error),
          failures,
          wait: Math.round(wait),
          open: this.open,
        });
        await setTimeout(wait, undefined, { signal: end }).catch(() => {});
      }
    }
  }

  /** @returns why it ended; undefined when it was ended from here */
  async #use(consumer: Consumer, end: AbortSignal): Promise<Error | undefined> {
    const { log, identity, onChange } = this.#options;
    if (end.aborted) {
      await consumer.close();
      return undefined;
    }
    this.#open.add(consumer);
    log.info('Connected to the consumer group.', {
      consumerGroupId: identity.consumerGroupId,
      open: this.open,
    });
    const retire = () => void this.#retire(consumer);
    end.addEventListener('abort', retire);
    onChange();
    try {
      return await consumer.ended;
    } finally {
      end.removeEventListener('abort', retire);
      this.#open.delete(consumer);
      onChange();
    }
  }

  /** Closes a connection that is not needed any more: gives it no more credit, and lets it finish what it has brought. */
  async #retire(consumer: Consumer): Promise<void> {
    this.#open.delete(consumer);
    consumer.withdrawCredit();
    const over = consumer.ended.then(() => true);
    // What the platform had sent before it knew comes within that time.
    let quiet = 0;
    while (quiet < 2 && !(await Promise.race([over, setTimeout(250, false)])))
      quiet = consumer.inHand === 0 ? quiet + 1 : 0;
    await consumer.close();
  }

  #scale(): void {
    const { most, log } = this.#options;
    const { perSecond, every, idleTimes } = this.#scaling;
    const arrived = this.#arrived;
    this.#arrived = 0;
    const bound = (perSecond * every) / 1_000;
    const kept = this.#kept.length;

    // Only those that are open bring something: one that cannot be made calls for no other.
    if (this.open === kept && kept < most && arrived >= fullFrom * bound * kept) {
      log.info('Messages come as fast as the connections bring them: one more is opened.', { open: kept });
      this.#keepOneMore();
    }
    this.#idleTimes = arrived <= idleUpTo * bound * (kept - 1) ? this.#idleTimes + 1 : 0;
    if (kept > 1 && this.#idleTimes >= idleTimes) {
      this.#idleTimes = 0;
      log.info('Fewer connections are enough: one is closed.', { open: this.open });
      this.#kept.pop()?.abort();
    }
  }
}
