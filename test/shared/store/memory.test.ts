import { expect, test } from 'vitest';
import { createMemoryStore } from '../../../shared/store/memory.ts';
import type { Occurrence, Stamp } from '../../../shared/store/store.ts';

const at = (time: number, by = 'm'): Stamp => ({ time, by });

test('a stamp is kept for so many slots, and forgotten first where the last offer is oldest', async () => {
  const store = createMemoryStore({ maxEntries: 2 });
  await store.newest([
    { slot: 'a', stamp: at(1) },
    { slot: 'b', stamp: at(2) },
  ]);
  await store.newest([{ slot: 'a', stamp: at(0) }]);
  await store.newest([{ slot: 'c', stamp: at(3) }]);
  expect(await store.newest([{ slot: 'a' }, { slot: 'b' }, { slot: 'c' }])).toEqual([
    at(1),
    undefined,
    at(3),
  ]);
});

test('keeps so many occurrences, and forgets those of the window used longest ago first', async () => {
  const store = createMemoryStore({ maxEntries: 4 });
  const inWindow = (window: string, ...times: number[]) =>
    times.map((time): Occurrence => ({ window, count: 3, within: 10, mark: at(time, `m${time}`) }));
  await store.countWithin([...inWindow('a', 0, 1), ...inWindow('b', 0, 1)]);
  await store.countWithin(inWindow('c', 0));
  expect(await store.countWithin(inWindow('b', 2))).toEqual([at(2, 'm2')]);
  expect(await store.countWithin(inWindow('a', 2))).toEqual([undefined]);
});

test('a fact is kept beside so many others', async () => {
  const store = createMemoryStore({ maxEntries: 1 });
  await store.remember(
    [
      { key: 'a', value: '1', keepFor: 9 },
      { key: 'b', value: '2', keepFor: 9 },
    ],
    0,
  );
  expect(await store.recall(['a', 'b'], 1)).toEqual([undefined, '2']);
});

test('knows nothing any more when it is closed', async () => {
  const store = createMemoryStore();
  await store.newest([{ slot: 'a', stamp: at(1) }]);
  await store.claim([{ key: 'job', owner: 'one', holdFor: 100 }], 0);
  await store.close();
  expect(await store.newest([{ slot: 'a' }])).toEqual([undefined]);
  expect(await store.claim([{ key: 'job', owner: 'one', holdFor: 100 }], 0)).toEqual([true]);
});
