import type { DeadLetter } from '../../events/dead-letter.ts';
import type { DeviceEvent } from '../../events/device-event.ts';
import type { Reading } from '../../events/message.ts';
import { type Log, logDeadLetter, logOutcome, logSkip } from '../runtime/log.ts';
import type { Outcome } from './action.ts';
import { type ApplyOptions, apply } from './apply.ts';
import { decide } from './decide.ts';
import { gatherFacts } from './facts.ts';
import type { Fleet } from './fleet.ts';

export interface ReactOptions extends ApplyOptions {
  readonly fleet: Fleet;
  readonly log: Log;
}

/** What came of one message. */
export interface Reaction {
  /** Whether nothing is left to do for it; a message that is not settled has to be delivered again. */
  readonly settled: boolean;
  readonly outcomes: readonly Outcome[];
  readonly deadLetter?: DeadLetter;
}

/**
 * The way of a batch of messages: the rules decide on each, all decisions are carried out together, and each message
 * learns what came of its own. A message that breaks a rule is kept as a dead letter, and touches no other.
 *
 * @returns one reaction a message, in the same order
 * @throws what the store throws; then nothing was carried out, and all of the batch has to be delivered again
 */
export async function react(readings: readonly Reading[], options: ReactOptions): Promise<Reaction[]> {
  const { fleet, log, store, now } = options;
  const startedAt = now();
  await keepDeadLetters(readings, options);

  const events = readings.flatMap((reading): DeviceEvent[] => ('event' in reading ? [reading.event] : []));
  const facts = await gatherFacts(events, fleet, store);
  const decisions = events.map((event) => decide(event, fleet, facts));
  const outcomes = await apply(
    decisions.flatMap(({ actions }) => actions),
    options,
  );

  const duration = now() - startedAt;
  for (const outcome of outcomes) logOutcome(log, outcome, duration);
  for (const { skipped } of decisions) for (const skip of skipped) logSkip(log, skip);

  let decided = 0;
  let carriedOut = 0;
  return readings.map((reading): Reaction => {
    if ('deadLetter' in reading) return { settled: true, outcomes: [], deadLetter: reading.deadLetter };
    const { length } = decisions[decided++]?.actions ?? [];
    const own = outcomes.slice(carriedOut, carriedOut + length);
    carriedOut += length;
    return { settled: own.every(({ result }) => result !== 'failed'), outcomes: own };
  });
}

async function keepDeadLetters(readings: readonly Reading[], { store, log }: ReactOptions): Promise<void> {
  const letters = readings.flatMap((reading) => ('deadLetter' in reading ? [reading.deadLetter] : []));
  if (letters.length === 0) return;
  const areNew = await store.keepDeadLetters(letters);
  for (const [index, letter] of letters.entries()) if (areNew[index]) logDeadLetter(log, letter);
}
