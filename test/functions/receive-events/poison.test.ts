import { expect, test, vi } from 'vitest';
import type { Log } from '../../../shared/runtime/log.ts';
import { Metrics } from '../../../shared/runtime/metrics.ts';
import { publish, startEndpoint } from '../../local/amqp/client.ts';
import { reaction, settled, startReceiving } from './receiving.ts';

test('a message whose action fails every time becomes a dead letter, beside neighbours that are done once', async () => {
  const endpoint = await startEndpoint({}, false);
  const poison = publish(endpoint, '{"deviceSecret":"the-secret"}');
  for (const text of ['a', 'b', 'c', 'd']) publish(endpoint, text);
  const metrics = new Metrics();
  const { batches, store, lines, stop } = startReceiving(
    endpoint,
    (texts) =>
      texts.map((text) =>
        text.length > 1 ? reaction('failed', 'iot.system.SystemException') : reaction('done'),
      ),
    { maxDeliveries: 3, metrics },
  );
  await vi.waitFor(async () => expect(await store.deadLetters()).toHaveLength(1), { timeout: 5_000 });
  const tally = await stop();
  expect(endpoint.group.accumulated).toBe(0);
  expect(batches.flat().filter((text) => text.length === 1)).toEqual(['a', 'b', 'c', 'd']);
  expect(batches.flat().filter((text) => text.length > 1)).toHaveLength(3);
  expect(tally).toMatchObject({ settled: 5, deadLetters: 1 });

  const [letter] = await store.deadLetters();
  expect(letter).toMatchObject({ id: poison, channel: 'amqp', topic: '/a1/device/user/get' });
  expect(letter?.generateTime).toBeTypeOf('number');
  expect(letter?.rule).toBe(
    'deliveries: must be dealt with within 3, but has failed 3 times, at last at disable of rule the rule: iot.system.SystemException (what iot.system.SystemException says)',
  );
  expect(Buffer.from(letter?.payload ?? '', 'base64').toString()).toBe('{"deviceSecret":"***"}');
  expect(lines.filter(([level]) => level === 'error')).toHaveLength(1);
  expect(JSON.stringify(lines)).not.toContain('the-secret');
  const counted: unknown[] = [];
  metrics.write({ info: (_: unknown, about: unknown) => counted.push(about) } as unknown as Log);
  expect(counted).toEqual([{ metric: 'deadLetters', value: 1, channel: 'amqp' }]);
});

test('a message that breaks deciding is found, its neighbours are done, and it becomes a dead letter', async () => {
  const endpoint = await startEndpoint({}, false);
  for (let index = 0; index < 10; index += 1) publish(endpoint, index === 6 ? 'poison' : String(index));
  const done: string[] = [];
  const { store, stop } = startReceiving(
    endpoint,
    (texts) => {
      if (texts.includes('poison')) throw new TypeError('cannot read it');
      done.push(...texts);
      return texts.map(() => settled);
    },
    { maxDeliveries: 2 },
  );
  await vi.waitFor(() => expect(done).toHaveLength(9));
  await vi.waitFor(() => expect(endpoint.group.inHand + endpoint.group.accumulated).toBeLessThanOrEqual(1));
  await vi.waitFor(async () => expect(await store.deadLetters()).toHaveLength(1), { timeout: 5_000 });
  await stop();
  expect(done).toHaveLength(9);
  expect(endpoint.group.accumulated).toBe(0);
  expect((await store.deadLetters())[0]?.rule).toBe(
    'deliveries: must be dealt with within 2, but has failed 2 times, at last at deciding: cannot read it',
  );
});

test('an update that is in the way of another is waited for, and is no fault of the message', async () => {
  const endpoint = await startEndpoint({}, false);
  publish(endpoint, 'a');
  publish(endpoint, 'b');
  let tries = 0;
  const { store } = startReceiving(
    endpoint,
    (texts) =>
      texts.map((text) => reaction(text === 'a' && ++tries < 4 ? 'failed' : 'done', 'UpgradeUnfinished')),
    { maxDeliveries: 2, pauses: { first: 20, most: 40 } },
  );
  await vi.waitFor(() => expect(tries).toBe(4), { timeout: 5_000 });
  await vi.waitFor(() => expect(endpoint.group.inHand + endpoint.group.accumulated).toBe(0));
  expect(await store.deadLetters()).toEqual([]);
});

test('when every message breaks deciding it is the code that is broken, and none becomes a dead letter', async () => {
  const endpoint = await startEndpoint({}, false);
  for (const text of ['a', 'b', 'c', 'd']) publish(endpoint, text);
  let broken = true;
  let tries = 0;
  const { lines, store } = startReceiving(
    endpoint,
    (texts) => {
      tries += 1;
      if (broken) throw new TypeError('no such function');
      return texts.map(() => reaction('done'));
    },
    { maxDeliveries: 1 },
  );
  await vi.waitFor(() => expect(tries).toBeGreaterThan(14), { timeout: 5_000 });
  broken = false;
  await vi.waitFor(() => expect(endpoint.group.inHand + endpoint.group.accumulated).toBe(0), {
    timeout: 5_000,
  });
  expect(await store.deadLetters()).toEqual([]);
  expect(lines.filter(([level]) => level === 'error')).toMatchObject([
    [
      'error',
      'Nothing that the rules want can be done: receiving pauses.',
      { reason: 'deciding: no such function' },
    ],
  ]);
});
