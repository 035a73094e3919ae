import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deadLetter } from '../../../../events/dead-letter.ts';
import { createMemoryStore } from '../../../../shared/store/memory.ts';
import { RedisConnection } from '../../../../shared/store/redis/connection.ts';
import { createRedisStore } from '../../../../shared/store/redis/store.ts';
import {
  type Claim,
  isNewer,
  type Mark,
  type Occurrence,
  type StampOffer,
  type Store,
} from '../../../../shared/store/store.ts';
import { type RedisServer, startRedis, withoutRedis } from './redis-server.ts';

describe.skipIf(withoutRedis)('several stores in one Redis', () => {
  let server: RedisServer;
  const connections: RedisConnection[] = [];
  let prefixes = 0;

  beforeAll(async () => {
    server = await startRedis();
    for (let index = 0; index < 3; index += 1) connections.push(new RedisConnection(server.url));
  });
  afterAll(async () => {
    for (const connection of connections) await connection.close();
    await server.close();
  });

  /** Stores over connections of their own, that share a prefix nobody else has. */
  const someStores = (lateFor?: number): [Store, Store, Store] => {
    prefixes += 1;
    const [first, second, third] = connections.map((connection) =>
      createRedisStore(connection, `{test:${prefixes}}:`, lateFor === undefined ? {} : { lateFor }),
    );
    if (first === undefined || second === undefined || third === undefined) throw new Error('no connections');
    return [first, second, third];
  };

  const stamp = fc.record({ time: fc.nat(5), by: fc.constantFrom('a', 'a b', 'b', 'B', 'ab', '') });
  const slot = fc.constantFrom('s', 't', 'u');
  const offer = fc.oneof(fc.record({ slot }), fc.record({ slot, stamp }));
  const occurrence: fc.Arbitrary<Occurrence> = fc
    .record({
      window: fc.constantFrom('w', 'x'),
      time: fc.nat(60),
      by: fc.constantFrom('a', 'b', 'c', 'Z'),
      text: fc.constantFrom(undefined, '', 'text'),
      count: fc.constantFrom(2, 3),
      isReset: fc.integer({ min: 0, max: 5 }),
    })
    .map(({ window, time, by, text, count, isReset }) => ({
      window,
      mark: { time, by, ...(text !== undefined && { text }) },
      count,
      within: 10,
      ...(isReset === 0 && { reset: true as const }),
    }));

  test('answer one after the other as one store in memory does, batch by batch', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ at: fc.nat(2), batch: fc.array(occurrence, { maxLength: 12 }) }), {
          maxLength: 8,
        }),
        fc.array(fc.record({ at: fc.nat(2), batch: fc.array(offer, { maxLength: 6 }) }), { maxLength: 6 }),
        async (counted, offered) => {
          const memory = createMemoryStore({ lateFor: 20 });
          const stores = someStores(20);
          for (const { at, batch } of counted)
            expect(await stores[at]?.countWithin(batch)).toEqual(await memory.countWithin(batch));
          for (const { at, batch } of offered)
            expect(await stores[at]?.newest(batch)).toEqual(await memory.newest(batch));
        },
      ),
    );
  });

  test('hold the newest of what all of them are offered at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(stamp, { maxLength: 5 }), { maxLength: 6 }), async (batches) => {
        const stores = someStores();
        const asked = batches.map((batch, index) =>
          stores[index % 3]?.newest(batch.map((one): StampOffer => ({ slot: 's', stamp: one }))),
        );
        await Promise.all(asked);
        const [newest] = batches.flat().sort((one, other) => (isNewer(one, other) ? -1 : 1));
        expect(await stores[0].newest([{ slot: 's' }])).toEqual([newest]);
      }),
    );
  });

  test('tell exactly one that enough came together, whichever notes the last of them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 9 }), async (count) => {
        const stores = someStores();
        const marks: Mark[] = Array.from({ length: count }, (_, index) => ({ time: index, by: `m${index}` }));
        const answers = await Promise.all(
          marks.map((mark, index) =>
            stores[index % 3]?.countWithin([{ window: 'w', mark, count, within: 100 }]),
          ),
        );
        expect(answers.flat().filter((answer) => answer !== undefined)).toEqual([marks.at(-1)]);
      }),
    );
  });

  test('grant a claim once, however many want it at once', async () => {
    const stores = someStores();
    const keys = Array.from({ length: 50 }, (_, index) => `job ${index}`);
    const claims = (owner: string): Claim[] => keys.map((key) => ({ key, owner, holdFor: 1_000 }));
    const granted = await Promise.all(
      Array.from({ length: 12 }, (_, index) => stores[index % 3]?.claim(claims(`owner ${index}`), 0)),
    );
    for (const index of keys.keys()) expect(granted.filter((answers) => answers?.[index])).toHaveLength(1);
  });

  test('know what any of them learned, and nothing of those with another prefix', async () => {
    const [one, another] = someStores();
    const [stranger] = someStores();
    await one.remember([{ key: 'group', value: 'g 1', keepFor: 100 }], 0);
    expect(await another.recall(['group'], 1)).toEqual(['g 1']);
    expect(await stranger.recall(['group'], 1)).toEqual([undefined]);
    expect(await one.noteFailures(['m'], 0)).toEqual([1]);
    expect(await another.noteFailures(['m'], 0)).toEqual([2]);
    const letter = deadLetter({ channel: 'amqp', receivedTime: 1, id: 'm', bytes: Buffer.from('?') }, 'rule');
    expect(await one.keepDeadLetters([letter])).toEqual([true]);
    expect(await another.keepDeadLetters([letter])).toEqual([false]);
    expect(await another.deadLetters()).toEqual([letter]);
    expect(await stranger.deadLetters()).toEqual([]);
  });

  test('keep the dead letters in the order of their coming, and the newest thousand of them', async () => {
    const [one, another] = someStores();
    const letters = Array.from({ length: 1_010 }, (_, index) =>
      deadLetter({ channel: 'mns', receivedTime: 1, id: `${index}`, bytes: Buffer.from('?') }, 'rule'),
    );
    await one.keepDeadLetters(letters.slice(0, 700));
    await another.keepDeadLetters(letters.slice(700));
    expect((await one.deadLetters()).map(({ id }) => id)).toEqual(letters.slice(10).map(({ id }) => id));
  });

  test('let everything go in the end that they keep', async () => {
    const [store] = someStores();
    const prefix = `{test:${prefixes}}:`;
    await store.newest([{ slot: 's', stamp: { time: 1, by: 'm' } }]);
    await store.countWithin([{ window: 'w', mark: { time: 1, by: 'm' }, count: 2, within: 5_000 }]);
    await store.claim([{ key: 'c', owner: 'one', holdFor: 1_000 }], 0);
    await store.remember([{ key: 'f', value: '1', keepFor: 2_000 }], 0);
    await store.noteFailures(['m'], 0);
    await store.keepDeadLetters([
      deadLetter({ channel: 'mns', receivedTime: 1, bytes: Buffer.from('?') }, 'rule'),
    ]);
    const [connection] = connections;
    const keys = (await connection?.command(['KEYS', `${prefix}*`])) as string[];
    const seconds: Record<string, number> = {};
    for (const key of keys)
      seconds[key.slice(prefix.length)] = Math.ceil(Number(await connection?.command(['PTTL', key])) / 1_000);
    const dayAndHour = 25 * 3_600;
    expect(seconds).toEqual({
      'stamp:s': dayAndHour,
      'window:w': dayAndHour + 5,
      'claim:c': 61,
      'fact:f': 62,
      'failures:m': dayAndHour,
      'dead:letters': 7 * 24 * 3_600,
      'dead:order': 7 * 24 * 3_600,
    });
  });

  test('send one command a call, however long the batch', async () => {
    const [store] = someStores();
    const [connection] = connections;
    const sent: string[] = [];
    const command = connection?.command.bind(connection);
    if (connection === undefined || command === undefined) throw new Error('no connection');
    connection.command = (words) => {
      sent.push(words[0] ?? '');
      return command(words);
    };
    const many = Array.from({ length: 500 }, (_, index) => `${index}`);
    const calls: Record<string, () => Promise<unknown>> = {
      newest: () => store.newest(many.map((name) => ({ slot: name, stamp: { time: 1, by: name } }))),
      countWithin: () =>
        store.countWithin(
          many.map((by) => ({ window: 'w', mark: { time: Number(by), by }, count: 3, within: 9 })),
        ),
      claim: () =>
        store.claim(
          many.map((key) => ({ key, owner: 'one', holdFor: 9 })),
          0,
        ),
      release: () => store.release(many.map((key) => ({ key, owner: 'one' }))),
      remember: () =>
        store.remember(
          many.map((key) => ({ key, value: key, keepFor: 9 })),
          0,
        ),
      recall: () => store.recall(many, 0),
      forget: () => store.forget(many),
      noteFailures: () => store.noteFailures(many, 0),
      dropDeadLetters: () => store.dropDeadLetters(many),
      deadLetters: () => store.deadLetters(),
    };
    try {
      for (const [name, call] of Object.entries(calls)) {
        await call();
        sent.length = 0;
        await call();
        expect([name, sent.length]).toEqual([name, 1]);
      }
    } finally {
      connection.command = command;
    }
  });
});
