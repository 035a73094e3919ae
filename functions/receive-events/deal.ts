import { readAmqp, refuseAmqp } from '../../events/channels/amqp.ts';
import type { Reading } from '../../events/message.ts';
import type { Outcome } from '../../shared/fleet/action.ts';
import { causeOf } from '../../shared/fleet/apply/verdict.ts';
import type { Reaction } from '../../shared/fleet/react.ts';
import { type Log, logDeadLetter } from '../../shared/runtime/log.ts';
import type { Metrics } from '../../shared/runtime/metrics.ts';
import type { Store } from '../../shared/store/store.ts';
import type { InHand } from './consumer.ts';

/** What the receiver itself needs of the store. */
export type ReceiverStore = Pick<Store, 'recall' | 'noteFailures' | 'keepDeadLetters'>;

export interface DealOptions {
  /**
   * @param by when all has to be over, in epoch milliseconds
   * @throws what the store throws, and whatever else stands against a message
   */
  readonly react: (readings: readonly Reading[], by: number) => Promise<Reaction[]>;
  readonly store: ReceiverStore;
  readonly log: Log;
  /** Where messages that failed too often are counted; those that break a rule are counted where they are read. */
  readonly metrics?: Metrics | undefined;
  /** After so many deliveries that failed by its own fault a message is a dead letter. */
  readonly maxDeliveries: number;
  /** Whether nothing went well before this batch; then it says nothing against a message that the platform fails it. */
  readonly inTrouble: boolean;
}

/** What came of a message of a batch. */
export interface Result {
  readonly message: InHand;
  readonly reaction: Reaction;
  /** How often the message has failed by its own fault; 0 when it is not its fault, or not known whose. */
  readonly failures: number;
}

export interface Dealt {
  readonly results: readonly Result[];
  /**
   * Why nothing that the rules wanted could be done, when that has to do with the account or the platform rather than
   * with one message; undefined when something was done, or nothing was wanted.
   */
  readonly trouble: string | undefined;
  /** Whether some action was carried out. */
  readonly succeeded: boolean;
}

/** The store cannot be reached; no message of the batch may be acknowledged by what is not known of it. */
export class StoreGone extends Error {
  override readonly name = 'StoreGone';
}

const unsettled: Reaction = { settled: false, outcomes: [] };

/** From so many messages on it is no chance that all of them fail. */
const noChance = 3;

/**
 * Lets the rules decide on a batch of messages, and finds out of those that fail whose fault it is. A message that has
 * failed too often by its own is kept as a dead letter, and settled with that. One that makes `react` throw is found by
 * halving the batch, and its neighbours are done.
 *
 * @param by when all has to be over, in epoch milliseconds; messages that are not done by then are not settled
 * @throws StoreGone
 */
export async function deal(batch: readonly InHand[], by: number, options: DealOptions): Promise<Dealt> {
  const read = batch.map((message): Read => {
    const [reading] = readAmqp(message.message, { receivedTime: message.receivedTime });
    if (reading === undefined) throw new Error('a delivery has one reading');
    return { message, reading };
  });
  const answers = await reactTo(read, by, options);
  const failed = answers.filter(({ reaction }) => !reaction.settled);
  if (failed.length === 0) return dealt(answers, undefined);

  // What failed without an answer of the platform may have failed at the store.
  if (failed.some(({ reaction }) => reaction.outcomes.some(isOfUnknownCause))) await probe(options.store);

  const trouble = troubleOf(answers, failed);
  if (trouble !== undefined) return dealt(answers, trouble);
  const telling = !options.inTrouble || answers.some(hasSucceeded);
  const atFault = failed.filter(
    (answer) => answer.thrown !== undefined || (telling && faultOf(answer) !== undefined),
  );
  if (atFault.length === 0) return dealt(answers, undefined);
  return dealt(await count(answers, atFault, options), undefined);
}

interface Read {
  readonly message: InHand;
  readonly reading: Reading;
}

interface Answer extends Read {
  readonly reaction: Reaction;
  /** What `react` threw because of this message. */
  readonly thrown?: string;
  readonly failures?: number;
}

async function reactTo(read: readonly Read[], by: number, options: DealOptions): Promise<Answer[]> {
  // What is left to do of a batch when its time is over comes again.
  if (Date.now() >= by) return read.map((one) => ({ ...one, reaction: unsettled }));
  try {
    const reactions = await options.react(
      read.map(({ reading }) => reading),
      by,
    );
    return read.map((one, index) => ({ ...one, reaction: reactions[index] ?? unsettled }));
  } catch (error) {
    await probe(options.store);
    const [first] = read;
    if (first !== undefined && read.length === 1)
      return [{ ...first, reaction: unsettled, thrown: reasonOf(error) }];
    const middle = Math.ceil(read.length / 2);
    return [
      ...(await reactTo(read.slice(0, middle), by, options)),
      ...(await reactTo(read.slice(middle), by, options)),
    ];
  }
}

/** Asks the store something small. @throws StoreGone when it does not answer */
export async function probe(store: Pick<Store, 'recall'>): Promise<void> {
  try {
    await store.recall(['receive-events/probe'], Date.now());
  } catch (error) {
    throw new StoreGone(reasonOf(error), { cause: error });
  }
}

function troubleOf(answers: readonly Answer[], failed: readonly Answer[]): string | undefined {
  if (answers.some(hasSucceeded)) return undefined;
  const outcome = failed.flatMap(({ reaction }) => reaction.outcomes).find(isOfAccount);
  if (outcome !== undefined) return `${outcome.code}: ${outcome.message ?? 'no reason is given'}`;
  if (failed.length < noChance) return undefined;
  // A message that no rule wants anything of, and that is settled, shows at least that deciding works.
  const broken = failed.every(({ thrown }) => thrown !== undefined);
  if (broken && failed.length < answers.length) return undefined;
  return failed.map(faultOf).find((fault) => fault !== undefined);
}

/** Counts the failures of messages that are at fault, and makes dead letters of those that have failed too often. */
async function count(
  answers: readonly Answer[],
  atFault: readonly Answer[],
  { store, log, metrics, maxDeliveries }: DealOptions,
): Promise<Answer[]> {
  const now = Date.now();
  const counted = new Map<Answer, Answer>();
  try {
    const counts = await store.noteFailures(atFault.map(idOf), now);
    const dead = atFault.flatMap((answer, index) => {
      const failures = counts[index] ?? 1;
      counted.set(answer, { ...answer, failures });
      const { message, reading } = answer;
      if (failures < maxDeliveries || !('event' in reading)) return [];
      const rule = `deliveries: must be dealt with within ${maxDeliveries}, but has failed ${failures} times, at last at ${faultOf(answer)}`;
      return [{ answer, letter: refuseAmqp(message.message, reading.event, message.receivedTime, rule) }];
    });
    if (dead.length > 0) {
      const areNew = await store.keepDeadLetters(dead.map(({ letter }) => letter));
      metrics?.add('deadLetters', dead.length, { channel: 'amqp' });
      for (const [index, { answer, letter }] of dead.entries()) {
        if (areNew[index]) logDeadLetter(log, letter);
        counted.set(answer, {
          ...answer,
          reaction: { ...answer.reaction, settled: true, deadLetter: letter },
        });
      }
    }
  } catch (error) {
    throw new StoreGone(reasonOf(error), { cause: error });
  }
  return answers.map((answer) => counted.get(answer) ?? answer);
}

/** What a message fails at by its own fault. */
function faultOf({ reaction, thrown }: Answer): string | undefined {
  if (thrown !== undefined) return `deciding: ${thrown}`;
  const outcome = reaction.outcomes.find(
    (one) => isFailed(one) && (isOfPlatform(one) || isOfUnknownCause(one)),
  );
  if (outcome === undefined) return undefined;
  const { action, code, message } = outcome;
  return [action.kind, `of rule ${action.reason.rule}:`, code, message && `(${message})`]
    .filter(Boolean)
    .join(' ');
}

function dealt(answers: readonly Answer[], trouble: string | undefined): Dealt {
  return {
    results: answers.map(({ message, reaction, failures = 0 }) => ({ message, reaction, failures })),
    trouble,
    succeeded: answers.some(hasSucceeded),
  };
}

function idOf({ reading }: Read): string {
  return 'event' in reading ? reading.event.id : reading.deadLetter.id;
}

const isFailed = ({ result }: Outcome) => result === 'failed';
const isOfUnknownCause = (outcome: Outcome) => isFailed(outcome) && causeOf(outcome) === 'unknown';
const isOfAccount = (outcome: Outcome) => isFailed(outcome) && causeOf(outcome) === 'account';
const isOfPlatform = (outcome: Outcome) => causeOf(outcome) === 'message';
const hasSucceeded = ({ reaction }: Answer) => reaction.outcomes.some((outcome) => !isFailed(outcome));

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
