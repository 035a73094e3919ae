import type { Reading } from '../../events/message.ts';
import type { Reaction } from '../../shared/fleet/react.ts';
import type { Credentials } from '../../shared/iot/credentials.ts';
import type { Log } from '../../shared/runtime/log.ts';
import type { Metrics } from '../../shared/runtime/metrics.ts';
import { noTally, type Tally, tally } from '../../shared/runtime/tally.ts';
import { Allowance } from './allowance.ts';
import { Connections, type Scaling } from './connections.ts';
import type { Endpoint, InHand } from './consumer.ts';
import { type Dealt, deal, probe, type ReceiverStore, type Result, StoreGone } from './deal.ts';
import { Pauses } from './pauses.ts';
import type { ConsumerIdentity } from './sign-in.ts';

export interface ReceiveOptions {
  readonly endpoint: Endpoint;
  readonly identity: Omit<ConsumerIdentity, 'clientId'>;
  /** Asked anew for each connection. */
  readonly credentials: () => Credentials;
  /**
   * @param by when the messages have to be done, in epoch milliseconds: those that are not are handed out again
   * @throws when the store cannot be reached, or a message cannot be dealt with
   */
  readonly react: (readings: readonly Reading[], by: number) => Promise<Reaction[]>;
  readonly store: ReceiverStore;
  readonly log: Log;
  readonly metrics?: Metrics;
  /** Ends it: no more messages are taken, those that wait are given back, those being dealt with are finished. */
  readonly stop: AbortSignal;
  /** How many messages are dealt with at once at most, and for how many milliseconds the first waits for others. */
  readonly batch?: { readonly most: number; readonly wait: number };
  /** How many connections there are at most. */
  readonly connections?: number;
  readonly scaling?: Scaling;
  /** After so many deliveries that failed by its own fault a message is a dead letter. */
  readonly maxDeliveries?: number;
  /** How long a delivery may take until it is handed out again, in milliseconds; the platform has 30 s. */
  readonly deliveryTime?: number;
  /** How long to wait at most, in milliseconds, after the first failure of all, and after many. */
  readonly pauses?: { readonly first: number; readonly most: number };
}

/** So many batches are under way at the same time: while one waits for its calls, another can decide. */
const batchesAtOnce = 4;

/**
 * A batch that is not full waits so many times longer when others are under way: what comes in the meantime joins it,
 * and spares calls.
 */
const patience = 20;

/** How many messages there are in hand a connection at most, however fast they are done. */
const mostInHandPerConnection = 2_000;

/** How many messages try whether it goes again, after nothing went. */
const trial = 10;

/**
 * Takes messages from a consumer group until it is stopped. A message is acknowledged when all that it led to has its
 * outcome, and given back when some of it has to be tried again; no more are taken than can be done before they are
 * handed out again. When nothing goes, because the store or the platform is not there, none are taken until it does.
 *
 * @returns what was done, in numbers
 */
export async function receive(options: ReceiveOptions): Promise<Tally> {
  return new Receiving(options).run();
}

class Receiving {
  readonly #options: ReceiveOptions;
  readonly #most: number;
  readonly #wait: number;
  readonly #deliveryTime: number;
  readonly #connections: Connections;
  readonly #allowance: Allowance;
  /** What came and is in no batch yet, the first in first. */
  #waiting: InHand[] = [];
  /** What failed, and is kept for a while so that it does not come again at once; the first in first. */
  readonly #heldBack = new Map<InHand, NodeJS.Timeout>();
  readonly #batches = new Set<Promise<void>>();
  #inBatches = 0;
  readonly #pauses: Pauses;
  /** How many messages may be in hand while it is tried whether it goes again. */
  #trial = trial;
  #storeIsGone = false;
  #troubledSince = 0;
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Number.POSITIVE_INFINITY;
  #sum = noTally;

  constructor(options: ReceiveOptions) {
    const { batch, deliveryTime = 30_000, connections = 1, pauses } = options;
    this.#options = options;
    this.#most = batch?.most ?? 200;
    this.#wait = batch?.wait ?? 50;
    this.#deliveryTime = deliveryTime;
    this.#allowance = new Allowance(deliveryTime / 2, 2 * this.#most);
    this.#pauses = new Pauses(pauses?.first ?? 1_000, pauses?.most ?? 30_000);
    this.#connections = new Connections({
      ...options,
      most: connections,
      onMessage: (message) => this.#arrived(message),
      onChange: () => this.#step(),
    });
  }

  async run(): Promise<Tally> {
    const { stop } = this.#options;
    await new Promise<void>((resolve) => {
      if (stop.aborted) resolve();
      else stop.addEventListener('abort', () => resolve(), { once: true });
    });
    clearTimeout(this.#timer);
    this.#connections.withdrawCredit();
    this.#giveBack();
    while (this.#batches.size > 0) await Promise.all(this.#batches);
    this.#giveBack();
    await this.#connections.close();
    return this.#sum;
  }

  #arrived(message: InHand): void {
    if (this.#options.stop.aborted) {
      message.settle('released');
      return;
    }
    this.#waiting.push(message);
    // A batch is full, or the first of the next one is there; all others are waited for.
    if (this.#waiting.length >= this.#most || this.#waiting.length === 1) this.#step();
  }

  /** Does what there is to do: begins batches, gives credit, and sets the time for the next step. */
  #step(): void {
    if (this.#options.stop.aborted) return;
    const now = Date.now();
    const pause = this.#pauses.left(now);
    if (pause > 0 || this.#storeIsGone) {
      this.#giveBack();
      this.#connections.withdrawCredit();
      if (pause > 0) this.#stepIn(pause, now);
      else this.#askStore();
      return;
    }
    this.#dropLate(now);
    this.#giveCredit();
    while (this.#waiting.length > 0 && this.#batches.size < batchesAtOnce) {
      const wait = this.#waitOfBatch(now);
      if (wait > 0) {
        this.#stepIn(wait, now);
        break;
      }
      this.#begin(this.#waiting.splice(0, this.#most));
    }
    const [first] = this.#waiting;
    if (first !== undefined) this.#stepIn(this.#lateAt(first) - now, now);
  }

  /** How long a batch of what waits has to wait for others to join it: a call for many costs as much as one. */
  #waitOfBatch(now: number): number {
    const [first] = this.#waiting;
    if (first === undefined || this.#waiting.length >= this.#most || this.#connections.credit === 0) return 0;
    const wait = this.#batches.size === 0 ? this.#wait : this.#wait * patience;
    return first.receivedTime + wait - now;
  }

  #begin(batch: readonly InHand[]): void {
    const dealing = this.#dealWith(batch).finally(() => {
      this.#batches.delete(dealing);
      this.#inBatches -= batch.length;
      this.#step();
    });
    this.#batches.add(dealing);
    this.#inBatches += batch.length;
  }

  async #dealWith(batch: readonly InHand[]): Promise<void> {
    const startedAt = Date.now();
    const by = Math.min(...batch.map(({ receivedTime }) => receivedTime)) + this.#deliveryTime * 0.9;
    try {
      const { maxDeliveries = 16 } = this.#options;
      const dealt = await deal(batch, by, {
        ...this.#options,
        maxDeliveries,
        inTrouble: this.#pauses.inTrouble,
      });
      const reactions = dealt.results.map(({ reaction }) => reaction);
      this.#sum = tally(this.#sum, reactions);
      this.#allowance.note(reactions.filter(({ settled }) => settled).length, startedAt, Date.now());
      this.#judge(dealt);
      for (const result of dealt.results) this.#settle(result, dealt.trouble !== undefined);
    } catch (error) {
      if (error instanceof StoreGone) this.#loseStore(error);
      else this.#judge({ trouble: said(error), succeeded: false });
      for (const message of batch) message.settle('released');
    }
  }

  #settle({ message, reaction, failures }: Result, inTrouble: boolean): void {
    if (reaction.settled) message.settle('accepted');
    else if (inTrouble) message.settle('failed');
    else this.#holdBack(message, failures);
  }

  /**
   * Keeps a message that failed for a while, the longer the more often it has, and gives it back then: AMQP knows no
   * other way to have it later.
   */
  #holdBack(message: InHand, failures: number): void {
    const times = Math.max(failures, (message.message.delivery_count ?? 0) + 1);
    const left = message.receivedTime + this.#deliveryTime * 0.9 - Date.now();
    const wait = Math.min(left, this.#pauses.after(times));
    const end = () => {
      this.#heldBack.delete(message);
      message.settle('failed');
      this.#step();
    };
    if (wait <= 0 || this.#options.stop.aborted) {
      message.settle('failed');
      return;
    }
    this.#heldBack.set(message, setTimeout(end, wait));
    // They take the place of others, so there are not many.
    for (const [oldest, timer] of this.#heldBack) {
      if (this.#heldBack.size <= Math.max(1, this.#allowed / 2)) break;
      clearTimeout(timer);
      this.#heldBack.delete(oldest);
      oldest.settle('failed');
    }
  }

  /** Slows down when nothing went, and goes on when something did. */
  #judge({ trouble, succeeded }: Pick<Dealt, 'trouble' | 'succeeded'>): void {
    const { log } = this.#options;
    const now = Date.now();
    if (trouble !== undefined) {
      if (!this.#pauses.inTrouble) {
        this.#troubledSince = now;
        log.error('Nothing that the rules want can be done: receiving pauses.', { reason: trouble });
      }
      if (this.#pauses.left(now) === 0) this.#pauses.fail(now);
      this.#trial = trial;
    } else if (this.#pauses.inTrouble && !this.#storeIsGone) {
      // A batch that wanted nothing tells nothing; the next may be greater.
      this.#trial *= 2;
      if (!succeeded) return;
      this.#pauses.end();
      log.info('What the rules want can be done again: receiving goes on.', {
        after: now - this.#troubledSince,
      });
    }
  }

  #loseStore(error: StoreGone): void {
    const now = Date.now();
    if (!this.#storeIsGone) {
      this.#storeIsGone = true;
      this.#troubledSince = now;
      this.#options.log.error('The store cannot be reached: receiving pauses.', { reason: error.message });
    }
    if (this.#pauses.left(now) === 0) this.#pauses.fail(now);
  }

  #askStore(): void {
    if (this.#batches.size > 0) return; // the next of them to end asks
    const asked = probe(this.#options.store)
      .then(
        () => {
          this.#storeIsGone = false;
          this.#pauses.end();
          this.#options.log.info('The store can be reached again: receiving goes on.', {
            after: Date.now() - this.#troubledSince,
          });
        },
        (error: StoreGone) => this.#loseStore(error),
      )
      .finally(() => {
        this.#batches.delete(asked);
        this.#step();
      });
    this.#batches.add(asked);
  }

  /** How many messages may be in hand. */
  get #allowed(): number {
    const most = Math.min(this.#allowance.messages, this.#connections.open * mostInHandPerConnection);
    return this.#pauses.inTrouble ? Math.min(most, this.#trial) : most;
  }

  #giveCredit(): void {
    const inHand = this.#waiting.length + this.#inBatches + this.#heldBack.size;
    this.#connections.giveCredit(this.#allowed - inHand);
  }

  /** Gives back what waits, unseen, and what is held back. */
  #giveBack(): void {
    for (const message of this.#waiting) message.settle('released');
    this.#waiting = [];
    for (const [message, timer] of this.#heldBack) {
      clearTimeout(timer);
      message.settle('failed');
    }
    this.#heldBack.clear();
  }

  /** Gives back what has waited for so long that it may be handed out again while it is dealt with. */
  #dropLate(now: number): void {
    const late = this.#waiting.findIndex((message) => this.#lateAt(message) > now);
    for (const message of this.#waiting.splice(0, late === -1 ? this.#waiting.length : late))
      message.settle('released');
  }

  #lateAt({ receivedTime }: InHand): number {
    return receivedTime + this.#deliveryTime / 2;
  }

  #stepIn(milliseconds: number, now: number): void {
    const at = now + Math.max(1, milliseconds);
    if (at >= this.#timerAt) return;
    clearTimeout(this.#timer);
    this.#timerAt = at;
    this.#timer = setTimeout(() => {
      this.#timerAt = Number.POSITIVE_INFINITY;
      this.#step();
    }, at - now);
  }
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
