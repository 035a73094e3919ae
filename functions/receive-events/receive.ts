import { setTimeout } from 'node:timers/promises';
import { readAmqp } from '../../events/channels/amqp.ts';
import type { Reading } from '../../events/message.ts';
import type { Reaction } from '../../shared/fleet/react.ts';
import type { Credentials } from '../../shared/iot/credentials.ts';
import type { Log } from '../../shared/runtime/log.ts';
import { noTally, type Tally, tally } from '../../shared/runtime/tally.ts';
import { Consumer, type Endpoint, type InHand } from './consumer.ts';
import type { ConsumerIdentity } from './sign-in.ts';

export interface ReceiveOptions {
  readonly endpoint: Endpoint;
  readonly identity: Omit<ConsumerIdentity, 'clientId'>;
  /** Asked anew for each connection. */
  readonly credentials: () => Credentials;
  readonly react: (readings: readonly Reading[]) => Promise<Reaction[]>;
  readonly log: Log;
  /** Ends it: no more messages are taken, those in hand are finished. */
  readonly stop: AbortSignal;
  /** How many messages are dealt with at once at most, and for how many milliseconds the first waits for others. */
  readonly batch?: { readonly most: number; readonly wait: number };
}

/** How long to wait before the next try to connect: random, so that instances do not come back all at once. */
const backoff = { first: 250, most: 30_000 };

/**
 * Takes messages from a consumer group until it is stopped. A message is acknowledged when all that it led to has its
 * outcome, and given back when some of it has to be tried again. A lost connection is made anew, with a new signature.
 *
 * @returns what was done, in numbers
 */
export async function receive(options: ReceiveOptions): Promise<Tally> {
  const { log, stop } = options;
  let sum = noTally;
  let failures = 0;
  while (!stop.aborted) {
    const openedAt = Date.now();
    try {
      await new Receiving(options, (reactions) => {
        sum = tally(sum, reactions);
      }).run();
    } catch (error) {
      // A connection that lasted says nothing against the next.
      if (Date.now() - openedAt > backoff.most) failures = 0;
      failures += 1;
      const wait = Math.random() * Math.min(backoff.most, backoff.first * 2 ** failures);
      log.warn('The connection to the consumer group is lost; the next is tried.', {
        reason: error instanceof Error ? error.message : String(error),
        failures,
        wait: Math.round(wait),
      });
      await pause(wait, stop);
    }
  }
  return sum;
}

/** Receiving over one connection: messages gather while a batch is dealt with, and are the next batch. */
class Receiving {
  readonly #options: ReceiveOptions;
  readonly #onReactions: (reactions: readonly Reaction[]) => void;
  readonly #most: number;
  readonly #wait: number;
  #waiting: { reading: Reading; message: InHand }[] = [];
  #wake: () => void = () => {};

  constructor(options: ReceiveOptions, onReactions: (reactions: readonly Reaction[]) => void) {
    const { most = 200, wait = 50 } = options.batch ?? {};
    this.#options = options;
    this.#onReactions = onReactions;
    this.#most = most;
    this.#wait = wait;
  }

  async run(): Promise<void> {
    const { endpoint, identity, credentials, stop, log } = this.#options;
    const consumer = await Consumer.open(endpoint, identity, credentials(), (message) =>
      this.#arrived(message),
    );
    log.info('Connected to the consumer group.', { consumerGroupId: identity.consumerGroupId });
    let lost: Error | undefined;
    let over = false;
    consumer.ended.then((error) => {
      lost = error;
      over = true;
      this.#wake();
    });
    const stopped = () => this.#wake();
    stop.addEventListener('abort', stopped);

    // One batch is dealt with while the next gathers.
    consumer.addCredit(2 * this.#most);
    try {
      for (;;) {
        while (this.#waiting.length === 0 && !over && !stop.aborted) await this.#nextArrival();
        if (over || (stop.aborted && this.#waiting.length === 0)) break;
        await this.#gather();
        const taken = await this.#dealWith(this.#waiting.splice(0, this.#most));
        if (!stop.aborted) consumer.addCredit(taken);
      }
    } finally {
      stop.removeEventListener('abort', stopped);
      await consumer.close();
    }
    if (lost !== undefined) throw lost;
  }

  #arrived(message: InHand): void {
    for (const reading of readAmqp(message.message, { receivedTime: Date.now() })) {
      this.#waiting.push({ reading, message });
    }
    this.#wake();
  }

  #nextArrival(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Gives the first message a moment in which others can join it: a call for many costs as much as for one. */
  async #gather(): Promise<void> {
    if (this.#waiting.length < this.#most) await pause(this.#wait, this.#options.stop);
  }

  async #dealWith(batch: readonly { reading: Reading; message: InHand }[]): Promise<number> {
    const { react, log } = this.#options;
    try {
      const reactions = await react(batch.map(({ reading }) => reading));
      this.#onReactions(reactions);
      for (const [index, { message }] of batch.entries()) {
        if (reactions[index]?.settled === true) message.accept();
        else message.release();
      }
    } catch (error) {
      log.error('A batch could not be dealt with and is given back.', {
        messages: batch.length,
        reason: error instanceof Error ? error.message : String(error),
      });
      for (const { message } of batch) message.release();
    }
    return batch.length;
  }
}

/** Waits so long, or until the signal. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return setTimeout(milliseconds, undefined, { signal }).catch(() => {});
}
