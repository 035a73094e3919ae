import type { Verdict } from './verdict.ts';

/** What a call for several items came to: one verdict for all of them, or the need to look closer. */
export type Attempt = Verdict | Split;

/** Some items of the call are at fault, and which is not said. */
export interface Split {
  /** How many, where it is known; then the call has its effect for all others. */
  readonly atFault?: number;
  /** The verdict for the others. */
  readonly others: Verdict;
}

/**
 * Makes a call for many items; when some of them are at fault and the answer does not say which, makes it again for
 * each half, so that an item bears only what is its own. `attempt` never asks to split a single item.
 *
 * Where it is known how many are at fault, what one half holds tells what the other does: finding one of 200 takes
 * at most 9 further calls.
 *
 * @returns a verdict for each item, in their order
 */
export async function byHalves<Item>(
  items: readonly Item[],
  attempt: (items: readonly [Item, ...Item[]]) => Promise<Attempt>,
  known?: Split,
): Promise<Verdict[]> {
  const [head, ...tail] = items;
  if (head === undefined) return [];
  const answer = known ?? (await attempt([head, ...tail]));
  if ('result' in answer) return items.map(() => answer);
  const middle = Math.ceil(items.length / 2);
  const first = await byHalves(items.slice(0, middle), attempt);
  const rest = items.slice(middle);
  const { atFault, others } = answer;
  if (atFault === undefined) return [...first, ...(await byHalves(rest, attempt))];
  const left = atFault - first.filter(({ result }) => result === 'refused').length;
  if (left <= 0) return [...first, ...rest.map(() => others)];
  // All of them at fault may be for one reason, and a single one has to be asked for it.
  const split = left < rest.length ? { atFault: left, others } : undefined;
  return [...first, ...(await byHalves(rest, attempt, split))];
}
