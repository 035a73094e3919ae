import { setTimeout } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { publish, startEndpoint } from '../../local/amqp/client.ts';
import { all, closedGate, reaction, startReceiving, unsettled } from './receiving.ts';

test('slow calls make the credit small, so that no message is handed out while it is in hand', async () => {
  const deliveryTime = 2_000;
  const endpoint = await startEndpoint({ consumerGroups: { settleWithin: deliveryTime } }, false);
  for (let index = 0; index < 40; index += 1) publish(endpoint, String(index));
  const done: string[] = [];
  const inHand: number[] = [];
  let turn = Promise.resolve();
  /** A quota that lets a call through every 80 ms: 25 in the time that a delivery may take. */
  const call = (text: string, by: number) => {
    const called = turn.then(async () => {
      if (Date.now() + 80 > by) return reaction('failed', 'DeadlinePassed');
      await setTimeout(80);
      done.push(text);
      inHand.push(endpoint.group.inHand);
      return reaction('done');
    });
    turn = called.then(() => {});
    return called;
  };
  const { stop } = startReceiving(endpoint, (texts, by) => Promise.all(texts.map((text) => call(text, by))), {
    deliveryTime,
    batch: { most: 20, wait: 20 },
  });
  await vi.waitFor(() => expect(new Set(done).size).toBe(40), { timeout: 15_000 });
  await stop();
  expect(done).toHaveLength(40);
  expect(endpoint.group.accumulated).toBe(0);
  expect(Math.max(...inHand.slice(0, 10))).toBeGreaterThan(30);
  expect(Math.max(...inHand.slice(-15))).toBeLessThan(20);
}, 30_000);

test('when it goes fast more messages are taken', async () => {
  const endpoint = await startEndpoint({}, false);
  for (let index = 0; index < 1_000; index += 1) publish(endpoint, String(index));
  let most = 0;
  const { batches } = startReceiving(endpoint, (texts) => {
    most = Math.max(most, endpoint.group.inHand);
    return all(texts);
  });
  await vi.waitFor(() => expect(batches.flat()).toHaveLength(1_000), { timeout: 10_000 });
  expect(most).toBeGreaterThan(100);
});

test('a message that has waited for too long is given back, rather than dealt with late', async () => {
  const endpoint = await startEndpoint({}, false);
  const gate = closedGate();
  const left: Record<string, number> = {};
  publish(endpoint, 'first');
  const { batches } = startReceiving(
    endpoint,
    async (texts, by) => {
      for (const text of texts) left[text] = by - Date.now();
      if (texts.includes('first')) await gate.promise;
      return all(texts);
    },
    { deliveryTime: 1_000, batch: { most: 10, wait: 100 } },
  );
  await vi.waitFor(() => expect(batches).toEqual([['first']]));
  publish(endpoint, 'second');
  await setTimeout(1_200);
  expect(batches).toEqual([['first']]);
  gate.resolve();
  await vi.waitFor(() => expect(batches).toEqual([['first'], ['second']]));
  expect(left['second']).toBeGreaterThan(350);
  await vi.waitFor(() => expect(endpoint.group.inHand).toBe(0));
  expect(endpoint.group.accumulated).toBe(0);
});

test('stopping gives back at once what waits, uncounted, and finishes what is being dealt with', async () => {
  const endpoint = await startEndpoint({}, false);
  const gate = closedGate();
  publish(endpoint, 'first');
  const { batches, stop } = startReceiving(endpoint, async (texts) => {
    await gate.promise;
    return all(texts);
  });
  await vi.waitFor(() => expect(batches).toEqual([['first']]));
  for (const text of ['a', 'b', 'c']) publish(endpoint, text);
  await vi.waitFor(() => expect(endpoint.group.inHand).toBe(4));
  const stopped = stop();
  await vi.waitFor(() => expect(endpoint.group.accumulated).toBe(3));
  expect(endpoint.group.inHand).toBe(1);
  gate.resolve();
  expect(await stopped).toMatchObject({ messages: 1, settled: 1 });
  expect([...endpoint.group.unconsumed()].map(({ deliveryCount }) => deliveryCount)).toEqual([0, 0, 0]);
});

test('what is given back between messages that are acknowledged comes again, every one of it', async () => {
  const endpoint = await startEndpoint({}, false);
  for (let index = 0; index < 60; index += 1) publish(endpoint, String(index));
  const seen = new Map<string, number>();
  const { batches, stop } = startReceiving(
    endpoint,
    (texts) =>
      texts.map((text) => {
        const times = (seen.get(text) ?? 0) + 1;
        seen.set(text, times);
        return Number(text) % 3 === 1 && times === 1 ? unsettled : reaction('done');
      }),
    { batch: { most: 60, wait: 50 } },
  );
  await vi.waitFor(() => expect(batches.flat()).toHaveLength(80), { timeout: 5_000 });
  await stop();
  for (const [text, times] of seen) expect(times, text).toBe(Number(text) % 3 === 1 ? 2 : 1);
  expect(endpoint.group.accumulated).toBe(0);
});
