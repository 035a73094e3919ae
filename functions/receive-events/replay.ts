import { readKept } from '../../events/channels/kept.ts';
import type { DeadLetter } from '../../events/dead-letter.ts';
import type { Reading } from '../../events/message.ts';
import type { Reaction } from '../../shared/fleet/react.ts';

/** What came of a dead letter's message when it was dealt with again. */
export interface Replayed {
  readonly letter: DeadLetter;
  /** Whether nothing is left to do for it. */
  readonly settled: boolean;
  /** What became of each action, or which rule the message still breaks. */
  readonly told: string;
}

/** As many as a batch of messages has. */
const atOnce = 200;

/** Reads the messages of dead letters again, and lets the rules decide on them as if they had just come. */
export async function replay(
  letters: readonly DeadLetter[],
  react: (readings: readonly Reading[]) => Promise<Reaction[]>,
): Promise<Replayed[]> {
  const replayed: Replayed[] = [];
  for (let first = 0; first < letters.length; first += atOnce) {
    const read = letters
      .slice(first, first + atOnce)
      .map((letter) => ({ letter, readings: readKept(letter) }));
    // What still breaks a rule is kept already.
    const isWhole = ({ readings }: { readings: readonly Reading[] }) =>
      readings.every((reading) => 'event' in reading);
    const reactions = await react(read.filter(isWhole).flatMap(({ readings }) => readings));
    let next = 0;
    for (const one of read) {
      if (isWhole(one)) {
        replayed.push(toldOf(one.letter, reactions.slice(next, next + one.readings.length)));
        next += one.readings.length;
      } else {
        const [rule] = one.readings.flatMap((reading) =>
          'deadLetter' in reading ? [reading.deadLetter.rule] : [],
        );
        replayed.push({ letter: one.letter, settled: false, told: `it still breaks a rule: ${rule}` });
      }
    }
  }
  return replayed;
}

function toldOf(letter: DeadLetter, reactions: readonly Reaction[]): Replayed {
  const outcomes = reactions.flatMap((reaction) => reaction.outcomes);
  const told = outcomes.map(({ action, result, code, message }) =>
    [
      `${action.kind} ${result} (rule ${action.reason.rule})`,
      ...(code === undefined && message === undefined ? [] : [[code, message].filter(Boolean).join(' ')]),
    ].join(': '),
  );
  return {
    letter,
    settled: reactions.every(({ settled }) => settled),
    told: told.length > 0 ? told.join('; ') : 'no rule wants anything of it',
  };
}
