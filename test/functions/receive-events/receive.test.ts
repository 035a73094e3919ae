import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Reading } from '../../../events/message.ts';
import { type ReceiveOptions, receive } from '../../../functions/receive-events/receive.ts';
import type { Reaction } from '../../../shared/fleet/react.ts';
import type { Log } from '../../../shared/runtime/log.ts';
import type { Tally } from '../../../shared/runtime/tally.ts';
import { type Endpoint, publish, startEndpoint } from '../../local/amqp/client.ts';

const settled: Reaction = { settled: true, outcomes: [] };
const unsettled: Reaction = { settled: false, outcomes: [] };

interface Run {
  readonly batches: string[][];
  readonly log: string[];
  stop(): Promise<Tally>;
}

/** Receives from the endpoint until the test ends; `react` is told the texts of a batch. */
function run(
  { server }: Endpoint,
  react: (texts: string[]) => Promise<Reaction[]> | Reaction[],
  options: Partial<ReceiveOptions> = {},
): Run {
  const batches: string[][] = [];
  const log: string[] = [];
  const note = (message: unknown) => void log.push(String(message));
  const stop = new AbortController();
  const done = receive({
    endpoint: {
      host: server.host,
      port: server.port,
      plain: !server.tls,
      certificateAuthority: server.ca === undefined ? undefined : readFileSync(server.ca, 'utf8'),
    },
    identity: { consumerGroupId: 'DEFAULT_GROUP', iotInstanceId: undefined },
    credentials: () => ({ accessKeyId: 'testid', accessKeySecret: 'testsecret' }),
    react: async (readings) => {
      const texts = readings.map(textOf);
      batches.push(texts);
      return react(texts);
    },
    log: { debug: note, info: note, warn: note, error: note } as unknown as Log,
    stop: stop.signal,
    batch: { most: 10, wait: 20 },
    ...options,
  });
  const end = () => {
    stop.abort();
    return done;
  };
  onTestFinished(async () => void (await end()));
  return { batches, log, stop: end };
}

function textOf(reading: Reading): string {
  if (!('event' in reading) || reading.event.type !== 'custom') return 'dead letter';
  return Buffer.from(reading.event.payload).toString();
}

/** Holds up whoever waits for it until it is opened. */
function closedGate(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((open) => {
    resolve = open;
  });
  return { promise, resolve };
}

const all = (texts: string[]) => texts.map(() => settled);

test('messages that are settled are acknowledged, over TLS', async () => {
  const endpoint = await startEndpoint();
  for (const text of ['a', 'b', 'c']) publish(endpoint, text);
  const { batches, stop } = run(endpoint, all);
  await vi.waitFor(() => expect(batches.flat()).toEqual(['a', 'b', 'c']));
  expect(await stop()).toMatchObject({ messages: 3, settled: 3, deadLetters: 0 });
  expect(endpoint.group.accumulated).toBe(0);
});

test('a message that is not settled comes again, its neighbours do not', async () => {
  const endpoint = await startEndpoint({}, false);
  for (const text of ['good', 'later']) publish(endpoint, text);
  let tries = 0;
  const { batches } = run(endpoint, (texts) =>
    texts.map((text) => (text === 'later' && ++tries < 3 ? unsettled : settled)),
  );
  await vi.waitFor(() => expect(batches.flat()).toEqual(['good', 'later', 'later', 'later']));
  await vi.waitFor(() => expect(endpoint.group.accumulated).toBe(0));
});

test('a batch that fails as a whole is given back and comes again', async () => {
  const endpoint = await startEndpoint({}, false);
  publish(endpoint, 'a');
  let first = true;
  const { batches, log } = run(endpoint, (texts) => {
    if (first) {
      first = false;
      throw new Error('the store is gone');
    }
    return all(texts);
  });
  await vi.waitFor(() => expect(batches).toEqual([['a'], ['a']]));
  expect(log).toContain('A batch could not be dealt with and is given back.');
});

test('messages gather while a batch is dealt with, and none is larger than it may be', async () => {
  const endpoint = await startEndpoint({}, false);
  const gate = closedGate();
  publish(endpoint, 'first');
  const { batches } = run(endpoint, async (texts) => {
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

test('no more messages are taken than two batches', async () => {
  const endpoint = await startEndpoint({}, false);
  for (let index = 0; index < 50; index += 1) publish(endpoint, String(index));
  const gate = closedGate();
  const { batches } = run(endpoint, async (texts) => {
    await gate.promise;
    return all(texts);
  });
  await vi.waitFor(() => expect(batches).toHaveLength(1));
  await vi.waitFor(() => expect(endpoint.group.accumulated).toBe(30));
  gate.resolve();
  await vi.waitFor(() => expect(batches.flat()).toHaveLength(50));
});

test('stopping takes no more, finishes and acknowledges what is in hand, and closes', async () => {
  const endpoint = await startEndpoint({}, false);
  const gate = closedGate();
  publish(endpoint, 'in hand');
  const { batches, stop } = run(endpoint, async (texts) => {
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
  const { batches, log } = run(endpoint, all, {
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
  expect(log).toContain('The connection to the consumer group is lost; the next is tried.');
});

test('credentials that are refused are tried again and never shown', async () => {
  const endpoint = await startEndpoint({}, false);
  const lines: string[] = [];
  const note = (...parts: unknown[]) => void lines.push(JSON.stringify(parts));
  const { stop } = run(endpoint, all, {
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
  const { log, stop } = run(endpoint, all);
  await vi.waitFor(() => expect(log.length).toBeGreaterThan(0));
  expect(await stop()).toMatchObject({ messages: 0 });
});

test('a message that breaks a rule is handed on as a dead letter beside its neighbours', async () => {
  const endpoint = await startEndpoint({}, false);
  publish(endpoint, 'not JSON', '/as/mqtt/status/a1/device');
  publish(endpoint, 'good');
  const { batches } = run(endpoint, all);
  await vi.waitFor(() => expect(batches.flat()).toEqual(['dead letter', 'good']));
});
