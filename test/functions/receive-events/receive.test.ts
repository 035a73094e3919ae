import { expect, test, vi } from 'vitest';
import type { Log } from '../../../shared/runtime/log.ts';
import { publish, startEndpoint } from '../../local/amqp/client.ts';
import { all, closedGate, settled, startReceiving, unsettled } from './receiving.ts';

test('messages that are settled are acknowledged, over TLS', async () => {
  const endpoint = await startEndpoint();
  for (const text of ['a', 'b', 'c']) publish(endpoint, text);
  const { batches, stop } = startReceiving(endpoint, all);
  await vi.waitFor(() => expect(batches.flat()).toEqual(['a', 'b', 'c']));
  expect(await stop()).toMatchObject({ messages: 3, settled: 3, deadLetters: 0 });
  expect(endpoint.group.accumulated).toBe(0);
});

test('a message that is not settled comes again, its neighbours do not', async () => {
  const endpoint = await startEndpoint({}, false);
  for (const text of ['good', 'later']) publish(endpoint, text);
  let tries = 0;
  const { batches } = startReceiving(endpoint, (texts) =>
    texts.map((text) => (text === 'later' && ++tries < 3 ? unsettled : settled)),
  );
  await vi.waitFor(() => expect(batches.flat()).toEqual(['good', 'later', 'later', 'later']));
  await vi.waitFor(() => expect(endpoint.group.accumulated).toBe(0));
});

test('messages gather while a batch is dealt with, and none is larger than it may be', async () => {
  const endpoint = await startEndpoint({}, false);
  const gate = closedGate();
  publish(endpoint, 'first');
  const { batches } = startReceiving(endpoint, async (texts) => {
    await gate.promise;
    return all(texts);
  });
  await vi.waitFor(() => expect(batches).toEqual([['first']]));
  for (let index = 0; index < 25; index += 1) publish(endpoint, String(index));
  gate.resolve();
  await vi.waitFor(() => expect(batches.flat()).toHaveLength(26));
  expect(batches[1]).toHaveLength(10);
  expect(Math.max(...batches.map(({ length }) => length))).toBe(10);
});

test('to begin with, no more messages are taken than two batches', async () => {
  const endpoint = await startEndpoint({}, false);
  for (let index = 0; index < 50; index += 1) publish(endpoint, String(index));
  const gate = closedGate();
  const { batches } = startReceiving(endpoint, async (texts) => {
    await gate.promise;
    return all(texts);
  });
  await vi.waitFor(() => expect(batches.flat()).toHaveLength(20));
  expect(endpoint.group.accumulated).toBe(30);
  gate.resolve();
  await vi.waitFor(() => expect(batches.flat()).toHaveLength(50));
});

test('stopping takes no more, finishes and acknowledges what is in hand, and closes', async () => {
  const endpoint = await startEndpoint({}, false);
  const gate = closedGate();
  publish(endpoint, 'in hand');
  const { batches, stop } = startReceiving(endpoint, async (texts) => {
    await gate.promise;
    return all(texts);
  });
  await vi.waitFor(() => expect(batches).toEqual([['in hand']]));
  const stopped = stop();
  gate.resolve();
  expect(await stopped).toMatchObject({ messages: 1, settled: 1 });
  await vi.waitFor(() => expect(endpoint.group.consumers.size).toBe(0));
  publish(endpoint, 'too late');
  expect(endpoint.group.accumulated).toBe(1);
});

test('a connection that is cut is made anew, with a signature of its own', async () => {
  const endpoint = await startEndpoint({}, false);
  const signedAt: number[] = [];
  const { batches, log } = startReceiving(endpoint, all, {
    credentials: () => {
      signedAt.push(Date.now());
      return { accessKeyId: 'testid', accessKeySecret: 'testsecret' };
    },
  });
  await vi.waitFor(() => expect(endpoint.group.consumers.size).toBe(1));
  for (const consumer of endpoint.group.consumers.keys()) consumer.drop('maintenance');
  await vi.waitFor(() => expect(endpoint.group.consumers.size).toBe(1), { timeout: 5_000 });
  publish(endpoint, 'after the cut');
  await vi.waitFor(() => expect(batches).toEqual([['after the cut']]), { timeout: 5_000 });
  expect(signedAt).toHaveLength(2);
  expect(log).toContain('A connection to the consumer group is lost; the next is tried.');
});

test('credentials that are refused are tried again and never shown', async () => {
  const endpoint = await startEndpoint({}, false);
  const lines: string[] = [];
  const note = (...parts: unknown[]) => void lines.push(JSON.stringify(parts));
  const { stop } = startReceiving(endpoint, all, {
    credentials: () => ({
      accessKeyId: 'testid',
      accessKeySecret: 'the-wrong-secret',
      securityToken: 'the-token',
    }),
    log: { debug: note, info: note, warn: note, error: note } as unknown as Log,
  });
  await vi.waitFor(() => expect(lines.length).toBeGreaterThan(1), { timeout: 5_000 });
  expect(lines[0]).toContain('Failed to authenticate');
  expect(lines.join()).not.toMatch(/the-wrong-secret|the-token/);
  expect(await stop()).toMatchObject({ messages: 0 });
});

test('an endpoint that cannot be reached is said, and stopping ends the wait for the next try', async () => {
  const endpoint = await startEndpoint({}, false);
  await endpoint.server.close();
  const { log, stop } = startReceiving(endpoint, all);
  await vi.waitFor(() => expect(log.length).toBeGreaterThan(0));
  expect(await stop()).toMatchObject({ messages: 0 });
});

test('a message that breaks a rule is handed on as a dead letter beside its neighbours', async () => {
  const endpoint = await startEndpoint({}, false);
  publish(endpoint, 'not JSON', '/as/mqtt/status/a1/device');
  publish(endpoint, 'good');
  const { batches } = startReceiving(endpoint, all);
  await vi.waitFor(() => expect(batches.flat()).toEqual(['dead letter', 'good']));
});
