import { expect, onTestFinished, test, vi } from 'vitest';
import { publish, startEndpoint } from '../../local/amqp/client.ts';
import { all, startReceiving } from './receiving.ts';

const credentials = { accessKeyId: 'testid', accessKeySecret: 'testsecret' };

/** Puts a message into the group every few milliseconds, until it is told to stop. */
function keepPublishing(endpoint: Awaited<ReturnType<typeof startEndpoint>>) {
  const published: string[] = [];
  const timer = setInterval(() => {
    for (let count = 0; count < 10; count += 1) {
      const text = String(published.length);
      published.push(text);
      publish(endpoint, text);
    }
  }, 10);
  onTestFinished(() => clearInterval(timer));
  return { published, stop: () => clearInterval(timer) };
}

test('more connections are opened while messages come as fast as they can bring them, and closed when idle', async () => {
  const endpoint = await startEndpoint({}, false);
  const { batches, stop } = startReceiving(endpoint, all, {
    connections: 3,
    scaling: { perSecond: 100, every: 100, idleTimes: 3 },
  });
  const { published, stop: stopPublishing } = keepPublishing(endpoint);
  await vi.waitFor(() => expect(endpoint.group.consumers.size).toBe(3), { timeout: 5_000 });
  stopPublishing();
  await vi.waitFor(() => expect(endpoint.group.consumers.size).toBe(1), { timeout: 5_000 });
  await vi.waitFor(() => expect(batches.flat()).toHaveLength(published.length), { timeout: 5_000 });
  await stop();
  expect(new Set(batches.flat()).size).toBe(published.length);
  expect(endpoint.group.accumulated).toBe(0);
});

test('one of several connections that is cut is made anew, and the others go on', async () => {
  const endpoint = await startEndpoint({}, false);
  let signed = 0;
  const { batches, log } = startReceiving(endpoint, all, {
    connections: 2,
    scaling: { perSecond: 100, every: 100, idleTimes: 1_000 },
    credentials: () => {
      signed += 1;
      return credentials;
    },
  });
  const { stop: stopPublishing } = keepPublishing(endpoint);
  await vi.waitFor(() => expect(endpoint.group.consumers.size).toBe(2), { timeout: 5_000 });
  stopPublishing();
  expect(signed).toBe(2);

  const [first] = endpoint.group.consumers.keys();
  first?.drop('maintenance');
  expect(endpoint.group.consumers.size).toBe(1);
  publish(endpoint, 'meanwhile');
  await vi.waitFor(() => expect(batches.flat()).toContain('meanwhile'));
  await vi.waitFor(() => expect(endpoint.group.consumers.size).toBe(2), { timeout: 5_000 });
  expect(signed).toBe(3);
  expect(log.filter((line) => line.includes('is lost'))).toHaveLength(1);

  // A batch takes the messages of both.
  const before = batches.length;
  for (const text of ['a', 'b', 'c', 'd']) publish(endpoint, text);
  await vi.waitFor(() => expect(batches.slice(before)).toHaveLength(1));
  expect(batches[before]?.sort()).toEqual(['a', 'b', 'c', 'd']);
  await vi.waitFor(() => expect(endpoint.group.inHand).toBe(0));
  expect(endpoint.group.accumulated).toBe(0);
});

test('while no connection can be made, stopping waits for none', async () => {
  const endpoint = await startEndpoint({}, false);
  await endpoint.server.close();
  const { log, stop } = startReceiving(endpoint, all, { connections: 4 });
  await vi.waitFor(() => expect(log.length).toBeGreaterThan(0));
  expect(await stop()).toMatchObject({ messages: 0 });
});
