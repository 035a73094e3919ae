import * as z from 'zod/mini';
import type { Store } from '../../shared/store/store.ts';
import type { Cursor } from './walk.ts';

/** How far the sweep of a product has come. */
export interface Progress {
  /** Where to go on; `undefined` when it is to begin. */
  readonly cursor: Cursor | undefined;
  /** When it was last at its end, in epoch milliseconds; 0 when it never was. */
  readonly endedAt: number;
}

const progressSchema = z.object({ cursor: z.optional(z.string()), endedAt: z.number() });

/** A cursor that is older tells nothing that is worth more than a new beginning. */
const keepFor = 7 * 24 * 60 * 60 * 1000;

const never: Progress = { cursor: undefined, endedAt: 0 };
const keyOf = (productKey: string) => `sweep/${productKey}`;

/** How far each product has come, in their order. */
export async function recallProgress(
  productKeys: readonly string[],
  store: Store,
  now: number,
): Promise<Progress[]> {
  const facts = await store.recall(productKeys.map(keyOf), now);
  return facts.map((fact) => {
    if (fact === undefined) return never;
    try {
      const { cursor, endedAt } = progressSchema.parse(JSON.parse(fact));
      return { cursor, endedAt };
    } catch {
      // Written by another version of this code.
      return never;
    }
  });
}

export async function rememberProgress(
  productKey: string,
  progress: Progress,
  store: Store,
  now: number,
): Promise<void> {
  await store.remember([{ key: keyOf(productKey), value: JSON.stringify(progress), keepFor }], now);
}

/** Products that were stopped in between come first, then those that were last at their end longest ago. */
export function inTurn(productKeys: readonly string[], progress: readonly Progress[]): [string, Progress][] {
  return productKeys
    .map((productKey, index): [string, Progress] => [productKey, progress[index] ?? never])
    .sort(
      ([, one], [, other]) =>
        Number(one.cursor === undefined) - Number(other.cursor === undefined) || one.endedAt - other.endedAt,
    );
}
