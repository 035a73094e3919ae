import { setTimeout } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { createMemoryStore } from '../../../shared/store/memory.ts';
import type { Store } from '../../../shared/store/store.ts';
import { publish, startEndpoint } from '../../local/amqp/client.ts';
import { all, reaction, startReceiving } from './receiving.ts';

/** A store that can be gone, and tells how often it was asked to count a failure. */
function unreliableStore() {
  const store = createMemoryStore();
  const state = { gone: false, counted: 0 };
  const answer = <Result>(result: () => Promise<Result>): Promise<Result> =>
    state.gone ? Promise.reject(new Error('ECONNREFUSED')) : result();
  const unreliable: Store = {
    ...store,
    recall: (keys, now) => answer(() => store.recall(keys, now)),
    noteFailures: (ids, now) =>
      answer(() => {
        state.counted += ids.length;
        return store.noteFailures(ids, now);
      }),
  };
  return { store: unreliable, state };
}

test('while the store is gone nothing is taken and nothing acknowledged; when it is back it goes on', async () => {
  const endpoint = await startEndpoint({}, false);
  const { store, state } = unreliableStore();
  state.gone = true;
  const { batches, lines } = startReceiving(
    endpoint,
    (texts) => {
      if (state.gone) throw new Error('ECONNREFUSED');
      return all(texts);
    },
    { store },
  );
  for (const text of ['a', 'b', 'c']) publish(endpoint, text);
  const lost = () => lines.filter(([level]) => level === 'error');
  await vi.waitFor(() => expect(lost()).toHaveLength(1));
  expect(lost()[0]).toMatchObject([
    'error',
    'The store cannot be reached: receiving pauses.',
    { reason: 'ECONNREFUSED' },
  ]);
  await vi.waitFor(() => expect(endpoint.group.accumulated).toBe(3));
  for (const text of ['d', 'e']) publish(endpoint, text);
  const tried = batches.length;
  await setTimeout(600);
  expect(batches).toHaveLength(tried);
  expect(endpoint.group.accumulated).toBe(5);
  expect(endpoint.group.lastConsumedAt).toBeUndefined();

  state.gone = false;
  await vi.waitFor(() => expect(batches.slice(tried).flat().sort()).toEqual(['a', 'b', 'c', 'd', 'e']));
  await vi.waitFor(() => expect(endpoint.group.inHand).toBe(0));
  expect(endpoint.group.accumulated).toBe(0);
  expect(lost()).toHaveLength(1);
  expect(lines.filter(([, line]) => line.includes('can be reached again'))).toHaveLength(1);
  expect(state.counted).toBe(0);
});

test('a store that goes while a failure is looked into is no fault of the message', async () => {
  const endpoint = await startEndpoint({}, false);
  const { store, state } = unreliableStore();
  let tries = 0;
  startReceiving(
    endpoint,
    (texts) => {
      tries += 1;
      state.gone = tries === 1;
      return texts.map(() => reaction(state.gone ? 'failed' : 'done'));
    },
    { store, maxDeliveries: 1 },
  );
  publish(endpoint, 'a');
  await vi.waitFor(() => expect(state.gone).toBe(true));
  await setTimeout(200);
  expect(tries).toBe(1);
  state.gone = false;
  await vi.waitFor(() => expect(tries).toBe(2));
  await vi.waitFor(() => expect(endpoint.group.inHand).toBe(0));
  expect(endpoint.group.accumulated).toBe(0);
  expect(state.counted).toBe(0);
});

test.each(['Throttling.User', 'Forbidden.RAM', 'Client.Connection', 'DeadlinePassed'])(
  'when all that is wanted fails with %s it is tried in growing pauses, and is no fault of the messages',
  async (code) => {
    const endpoint = await startEndpoint({}, false);
    const { store, state } = unreliableStore();
    let fails = true;
    const { batches, lines } = startReceiving(
      endpoint,
      (texts) => texts.map(() => (fails ? reaction('failed', code) : reaction('done'))),
      { store, maxDeliveries: 1 },
    );
    for (let index = 0; index < 30; index += 1) publish(endpoint, String(index));
    await setTimeout(1_000);
    // The first takes and tries of at most 10 after 50–100, 100–200, 200–400 ms.
    expect(batches.length).toBeLessThan(12);
    expect(lines.filter(([level]) => level === 'error')).toMatchObject([
      [
        'error',
        'Nothing that the rules want can be done: receiving pauses.',
        { reason: expect.stringContaining(code) },
      ],
    ]);
    fails = false;
    await vi.waitFor(() => expect(endpoint.group.accumulated + endpoint.group.inHand).toBe(0), {
      timeout: 5_000,
    });
    expect(lines.filter(([, line]) => line.includes('can be done again'))).toHaveLength(1);
    expect(state.counted).toBe(0);
    expect(await store.deadLetters()).toEqual([]);
  },
);
