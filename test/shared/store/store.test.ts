import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DeadLetter, deadLetter } from '../../../events/dead-letter.ts';
import { createMemoryStore } from '../../../shared/store/memory.ts';
import { RedisConnection } from '../../../shared/store/redis/connection.ts';
import { createRedisStore } from '../../../shared/store/redis/store.ts';
import { isNewer, type Mark, type Occurrence, type Stamp, type Store } from '../../../shared/store/store.ts';
import { type RedisServer, startRedis, withoutRedis } from './redis/redis-server.ts';

const at = (time: number, by = 'm'): Stamp => ({ time, by });

type NewStore = (options?: { readonly lateFor?: number }) => Store;

describe('in memory', () => suite(createMemoryStore));

describe.skipIf(withoutRedis)('in Redis', () => {
  let server: RedisServer;
  let redis: RedisConnection;
  let stores = 0;
  beforeAll(async () => {
    server = await startRedis();
    redis = new RedisConnection(server.url);
  });
  afterAll(async () => {
    await redis.close();
    await server.close();
  });
  suite((options) => {
    stores += 1;
    return createRedisStore(redis, `{test:${stores}}:`, options);
  });
});

/** What every store does. */
function suite(newStore: NewStore): void {
  describe('the newest stamp of a slot', () => {
    test('is what the greatest offer was, whatever came when', async () => {
      const store = newStore();
      expect(await store.newest([{ slot: 'a', stamp: at(5) }])).toEqual([at(5)]);
      expect(await store.newest([{ slot: 'a', stamp: at(3) }])).toEqual([at(5)]);
      expect(await store.newest([{ slot: 'a', stamp: at(5) }])).toEqual([at(5)]);
      expect(await store.newest([{ slot: 'a', stamp: at(5, 'n') }])).toEqual([at(5, 'n')]);
      expect(await store.newest([{ slot: 'a', stamp: at(5, 'm') }])).toEqual([at(5, 'n')]);
    });

    test('can be asked for without an offer', async () => {
      const store = newStore();
      expect(await store.newest([{ slot: 'a' }])).toEqual([undefined]);
      await store.newest([{ slot: 'a', stamp: at(1) }]);
      expect(await store.newest([{ slot: 'a' }, { slot: 'b' }])).toEqual([at(1), undefined]);
    });
  });

  describe('counting in a window', () => {
    const three = { window: 'w', count: 3, within: 10 };
    const note = (time: number, by = `m${time}`, more: Partial<Occurrence> = {}): Occurrence => ({
      ...three,
      mark: at(time, by),
      ...more,
    });

    test('answers once enough are together, with the newest of them', async () => {
      const store = newStore();
      const answers = await store.countWithin([note(0), note(5), note(10), note(21), note(30), note(31)]);
      expect(answers).toEqual([undefined, undefined, at(10, 'm10'), undefined, undefined, at(31, 'm31')]);
    });

    test('counts a message that comes twice once', async () => {
      const store = newStore();
      expect(await store.countWithin([note(0), note(0), note(1), note(0), note(1)])).not.toContainEqual(
        expect.anything(),
      );
      expect(await store.countWithin([note(2)])).toEqual([at(2, 'm2')]);
      expect(await store.countWithin([note(2), note(1)])).toEqual([at(2, 'm2'), at(2, 'm2')]);
    });

    test('counts messages of one millisecond apart', async () => {
      const store = newStore();
      expect(await store.countWithin([note(0, 'c'), note(0, 'a'), note(0, 'b')])).toEqual([
        undefined,
        undefined,
        at(0, 'c'),
      ]);
    });

    test('counts a late message with those of its time', async () => {
      const store = newStore();
      await store.countWithin([note(0), note(5), note(1000), note(1005)]);
      expect(await store.countWithin([note(8)])).toEqual([at(8, 'm8')]);
      expect(await store.countWithin([note(995)])).toEqual([at(1005, 'm1005')]);
    });

    test('forgets what is older than a message can be late', async () => {
      const store = newStore({ lateFor: 100 });
      await store.countWithin([note(0), note(5), note(1000)]);
      expect(await store.countWithin([note(8)])).toEqual([undefined]);
    });

    test('keeps the text of the newest', async () => {
      const store = newStore();
      const withText = (time: number): Occurrence => ({
        ...note(time),
        mark: { ...at(time), text: `text ${time}` },
      });
      await store.countWithin([withText(2), withText(1)]);
      expect(await store.countWithin([withText(0)])).toEqual([{ ...at(2), text: 'text 2' }]);
    });

    test('does not count across a reset', async () => {
      const store = newStore();
      await store.countWithin([note(0), note(1), note(2, 'enabled', { reset: true })]);
      expect(await store.countWithin([note(3), note(4)])).toEqual([undefined, undefined]);
      // One that comes late counts with those on its own side.
      expect(await store.countWithin([note(1, 'late')])).toEqual([at(1, 'm1')]);
      expect(await store.countWithin([note(5)])).toEqual([at(5, 'm5')]);
    });

    test('need not tell of older ones any more once a newer one had enough with it', async () => {
      const store = newStore();
      await store.countWithin([note(0), note(1), note(100), note(101), note(102)]);
      expect(await store.countWithin([note(2)])).toEqual([undefined]);
      expect(await store.countWithin([note(103)])).toEqual([at(103, 'm103')]);
    });

    test('keeps windows apart', async () => {
      const store = newStore();
      await store.countWithin([note(0), note(1)]);
      expect(await store.countWithin([note(2, 'm2', { window: 'other' })])).toEqual([undefined]);
    });

    /** The newest of those that are enough together with the noted one, found the long way. */
    function newestTogether(noted: Mark, marks: readonly Mark[], resets: readonly Stamp[]): Mark | undefined {
      const together = marks.filter((last) => {
        if (isNewer(noted, last)) return false;
        const before = marks.filter(
          (mark) =>
            !isNewer(mark, last) &&
            mark.time >= last.time - three.within &&
            !resets.some((reset) => isNewer(reset, mark) && !isNewer(reset, last)),
        );
        const nearest = before.sort((one, other) => (isNewer(one, other) ? -1 : 1)).slice(0, three.count);
        return nearest.length === three.count && nearest.some(({ by }) => by === noted.by);
      });
      return together.sort((one, other) => (isNewer(one, other) ? -1 : 1))[0];
    }

    test('tells of the newest that has enough others with it, in whatever order they come', async () => {
      const history = fc
        .array(fc.record({ time: fc.nat(60), isReset: fc.boolean() }), { maxLength: 12 })
        .map((list) =>
          list.map(({ time, isReset }, index) =>
            note(time, `m${index}`, isReset && index % 3 === 0 ? { reset: true } : {}),
          ),
        );
      await fc.assert(
        fc.asyncProperty(
          history.chain((occurrences) =>
            fc.shuffledSubarray([...occurrences, ...occurrences], { minLength: occurrences.length * 2 }),
          ),
          async (occurrences) => {
            const resets = occurrences.flatMap(({ reset, mark }) => (reset ? [mark] : []));
            // A reset that comes after what it should keep apart comes too late; here they are known beforehand.
            const rest = occurrences.filter(({ reset }) => !reset);
            const store = newStore();
            await store.countWithin(occurrences.filter(({ reset }) => reset));
            const answers = await store.countWithin(rest);

            const marks = [...new Map(rest.map(({ mark }) => [mark.by, mark])).values()];
            const everTold = answers.filter((answer) => answer !== undefined);
            const newest = everTold.sort((one, other) => (isNewer(one, other) ? -1 : 1))[0];
            const expected = marks
              .map((mark) => newestTogether(mark, marks, resets))
              .filter((mark) => mark !== undefined)
              .sort((one, other) => (isNewer(one, other) ? -1 : 1))[0];
            expect(newest).toEqual(expected);
          },
        ),
      );
    });

    test('answers at once however many have come', async () => {
      const store = newStore();
      const started = performance.now();
      for (let batch = 0; batch < 100; batch += 1)
        await store.countWithin(Array.from({ length: 1000 }, (_, index) => note(batch * 1000 + index)));
      expect(performance.now() - started).toBeLessThan(5000);
    });
  });

  describe('a claim', () => {
    test('is given to one, until it is released or over', async () => {
      const store = newStore();
      const claim = [{ key: 'job', owner: 'one', holdFor: 100 }];
      expect(await store.claim([...claim, ...claim], 0)).toEqual([true, false]);
      expect(await store.claim(claim, 99)).toEqual([false]);
      expect(await store.claim(claim, 100)).toEqual([true]);
      await store.release([
        { key: 'job', owner: 'one' },
        { key: 'unknown', owner: 'one' },
      ]);
      expect(await store.claim(claim, 101)).toEqual([true]);
    });

    test('that ended is not given back by its owner once somebody else has it', async () => {
      const store = newStore();
      await store.claim([{ key: 'job', owner: 'one', holdFor: 100 }], 0);
      expect(await store.claim([{ key: 'job', owner: 'another', holdFor: 100 }], 100)).toEqual([true]);
      await store.release([{ key: 'job', owner: 'one' }]);
      expect(await store.claim([{ key: 'job', owner: 'third', holdFor: 100 }], 101)).toEqual([false]);
      await store.release([{ key: 'job', owner: 'another' }]);
      expect(await store.claim([{ key: 'job', owner: 'third', holdFor: 100 }], 101)).toEqual([true]);
    });
  });

  describe('a fact', () => {
    test('is remembered until it is forgotten or over', async () => {
      const store = newStore();
      await store.remember([{ key: 'group', value: 'g1', keepFor: 100 }], 0);
      expect(await store.recall(['group', 'other'], 99)).toEqual(['g1', undefined]);
      expect(await store.recall(['group'], 100)).toEqual([undefined]);
      await store.remember([{ key: 'group', value: 'g2', keepFor: 100 }], 100);
      expect(await store.recall(['group'], 150)).toEqual(['g2']);
      await store.forget(['group', 'unknown']);
      expect(await store.recall(['group'], 150)).toEqual([undefined]);
    });
  });

  test('a dead letter is told of once, and kept until it is dropped', async () => {
    const store = newStore();
    const letter: DeadLetter = deadLetter(
      { channel: 'amqp', receivedTime: 1, id: 'm1', bytes: Buffer.from('?') },
      'body: must be JSON',
    );
    expect(await store.keepDeadLetters([letter, letter])).toEqual([true, false]);
    expect(await store.deadLetters()).toEqual([letter]);
    expect(await store.dropDeadLetters([letter.id, 'unknown'])).toEqual([true, false]);
    expect(await store.deadLetters()).toEqual([]);
  });

  test('failed deliveries are counted, of each message by itself', async () => {
    const store = newStore();
    expect(await store.noteFailures(['m1', 'm2', 'm1'], 0)).toEqual([1, 1, 2]);
    expect(await store.noteFailures(['m2'], 1)).toEqual([2]);
  });
}
