import type { Action, Outcome } from '../fleet/action.ts';
import type { Reaction } from '../fleet/react.ts';

/** What an invocation did, in numbers: its answer, and a line in the log. */
export interface Tally {
  /** Messages that came, dead letters among them. */
  readonly messages: number;
  readonly settled: number;
  readonly deadLetters: number;
  /** How many actions of a kind had which outcome. */
  readonly actions: Partial<Record<Action['kind'], Partial<Record<Outcome['result'], number>>>>;
}

export const noTally: Tally = { messages: 0, settled: 0, deadLetters: 0, actions: {} };

/** The sum of a tally and what came of some more messages. */
export function tally(before: Tally, reactions: readonly Reaction[]): Tally {
  const actions = structuredClone(before.actions);
  for (const { outcomes } of reactions) {
    for (const { action, result } of outcomes) {
      const ofKind = actions[action.kind] ?? {};
      ofKind[result] = (ofKind[result] ?? 0) + 1;
      actions[action.kind] = ofKind;
    }
  }
  return {
    messages: before.messages + reactions.length,
    settled: before.settled + reactions.filter(({ settled }) => settled).length,
    deadLetters: before.deadLetters + reactions.filter(({ deadLetter }) => deadLetter !== undefined).length,
    actions,
  };
}
