import { expect, test } from 'vitest';
import { inTurn, recallProgress, rememberProgress } from '../../../functions/sweep-fleet/progress.ts';
import { createMemoryStore } from '../../../shared/store/memory.ts';

test('products that were stopped come first, then those that were at their end longest ago', () => {
  const progress = [
    { cursor: undefined, endedAt: 30 },
    { cursor: 'here', endedAt: 40 },
    { cursor: undefined, endedAt: 0 },
    { cursor: 'there', endedAt: 10 },
  ];
  const turn = inTurn(['a', 'b', 'c', 'd', 'e'], progress).map(([productKey]) => productKey);
  expect(turn).toEqual(['d', 'b', 'c', 'e', 'a']);
});

test('what was remembered is recalled for a week, and what another version wrote is as if it were not there', async () => {
  const store = createMemoryStore();
  const week = 7 * 86_400_000;
  await rememberProgress('a', { cursor: 'here', endedAt: 5 }, store, 0);
  await store.remember([{ key: 'sweep/b', value: '{"cursor":5}', keepFor: week }], 0);
  const beginning = { cursor: undefined, endedAt: 0 };
  expect(await recallProgress(['a', 'b', 'c'], store, week - 1)).toEqual([
    { cursor: 'here', endedAt: 5 },
    beginning,
    beginning,
  ]);
  expect(await recallProgress(['a'], store, week)).toEqual([beginning]);
});
