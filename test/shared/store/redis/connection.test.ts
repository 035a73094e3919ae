import { once } from 'node:events';
import { connect as connectTo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { RedisConnection, script } from '../../../../shared/store/redis/connection.ts';
import { createRedisStore } from '../../../../shared/store/redis/store.ts';
import { isStoreUnavailable, type Store, StoreUnavailable } from '../../../../shared/store/store.ts';
import { type RedisServer, startRedis, withoutRedis } from './redis-server.ts';

describe.skipIf(withoutRedis)('a connection to Redis', () => {
  const opened: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.close();
  });
  const server = async (password?: string): Promise<RedisServer> => {
    const redis = await startRedis(password);
    opened.push(redis);
    return redis;
  };
  const connect = (url: string, limits = {}): RedisConnection => {
    const redis = new RedisConnection(url, { answerWithin: 500, longestWait: 100, ...limits });
    opened.push(redis);
    return redis;
  };
  const problem = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => 'none',
      (error) => (error instanceof StoreUnavailable ? error.problem : error),
    );

  test('rejects every call of a store within its time when nothing is there', async () => {
    const redisServer = await server();
    await redisServer.kill();
    const store = createRedisStore(connect(redisServer.url), '{test}:');
    const calls: Record<Exclude<keyof Store, 'close'>, Promise<unknown>> = {
      newest: store.newest([{ slot: 's' }]),
      countWithin: store.countWithin([{ window: 'w', mark: { time: 1, by: 'm' }, count: 2, within: 9 }]),
      claim: store.claim([{ key: 'c', owner: 'one', holdFor: 9 }], 0),
      release: store.release([{ key: 'c', owner: 'one' }]),
      remember: store.remember([{ key: 'f', value: '1', keepFor: 9 }], 0),
      recall: store.recall(['f'], 0),
      forget: store.forget(['f']),
      keepDeadLetters: store.keepDeadLetters([
        { id: 'm', channel: 'mns', receivedTime: 1, payload: '', rule: 'rule' },
      ]),
      deadLetters: store.deadLetters(),
      dropDeadLetters: store.dropDeadLetters(['m']),
      noteFailures: store.noteFailures(['m'], 0),
    };
    const started = performance.now();
    for (const [name, call] of Object.entries(calls))
      expect([name, await problem(call)]).toEqual([name, 'ECONNREFUSED']);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('goes on by itself when a killed Redis is back, and brings its scripts along', async () => {
    const redisServer = await server();
    const store = createRedisStore(connect(redisServer.url), '{test}:');
    expect(await store.noteFailures(['m'], 0)).toEqual([1]);
    await redisServer.kill();
    expect(isStoreUnavailable(await store.noteFailures(['m'], 0).catch((error) => error))).toBe(true);
    await redisServer.start();
    await expect.poll(() => store.noteFailures(['m'], 0).catch(() => 'gone')).toEqual([1]);
  });

  test('gives up on a Redis that is there and does not answer, and goes on when it does', async () => {
    const redisServer = await server('secret');
    const store = createRedisStore(connect(redisServer.url), '{test}:');
    await store.recall(['f'], 0);
    redisServer.freeze();
    const started = performance.now();
    const several = await Promise.all([1, 2, 3].map(() => problem(store.recall(['f'], 0))));
    expect(several).toContain('no answer');
    expect(several).not.toContain('none');
    expect(await problem(store.recall(['f'], 0))).toBe('no answer');
    expect(performance.now() - started).toBeLessThan(5_000);
    redisServer.thaw();
    await expect.poll(() => problem(store.recall(['f'], 0))).toBe('none');
  });

  test('is tried first when it rested, as the other side may have gone without a word', async () => {
    const redisServer = await server();
    const proxy = await silentProxy(redisServer.port);
    opened.push(proxy);
    const redis = connect(`redis://127.0.0.1:${proxy.port}`, { restsFor: -1, answerWithin: 1_500 });
    await redis.command(['SET', 'key', '1']);
    proxy.silence();
    expect(await redis.command(['INCR', 'key'])).toBe(2);
    expect(proxy.connections()).toBe(2);
  });

  test('says what is wrong with its password, and not the password', async () => {
    const { port } = await server('the right secret');
    const redis = connect(`redis://:the-wrong-secret@127.0.0.1:${port}`);
    const error = await redis.command(['PING']).catch((one) => one);
    expect(error).toMatchObject({ name: 'StoreUnavailable', problem: 'WRONGPASS' });
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain('secret');
    const without = connect(`redis://127.0.0.1:${port}`);
    expect(await problem(without.command(['GET', 'key']))).toBe('NOAUTH');
  });

  test('takes a password with signs in it', async () => {
    const { port } = await server('s/e:c@r?t');
    const redis = connect(`redis://default:${encodeURIComponent('s/e:c@r?t')}@127.0.0.1:${port}`);
    expect(await redis.command(['PING'])).toBe('PONG');
  });

  test('tells what Redis refuses in the words of Redis', async () => {
    const { url } = await server();
    const error = await connect(url)
      .run(script('return redis.call("NOSUCH")'), [], [])
      .catch((one) => one);
    expect(error).toMatchObject({ name: 'StoreUnavailable', problem: 'ERR' });
    expect(error.message).toContain('Unknown Redis command');
  });

  test('is made anew when the other side became a replica, and refuses to write', async () => {
    const redisServer = await server();
    const redis = connect(redisServer.url);
    const before = await redis.command(['CLIENT', 'ID']);
    await redis.command(['REPLICAOF', '127.0.0.1', '1']);
    expect(await problem(redis.command(['SET', 'key', '1']))).toBe('READONLY');
    expect(await redis.command(['CLIENT', 'ID'])).not.toBe(before);
    await redis.command(['REPLICAOF', 'NO', 'ONE']);
    expect(await redis.command(['SET', 'key', '1'])).toBe('OK');
  });

  test('lets what is under way end when it is closed, and takes no more', async () => {
    const redisServer = await server();
    const redis = connect(redisServer.url);
    await redis.command(['SET', 'key', '1']);
    const underWay = redis.command(['INCR', 'key']);
    const closed = redis.close();
    expect(await problem(redis.command(['PING']))).toBe('closed');
    expect(await underWay).toBe(2);
    await closed;
  });
});

/** Passes bytes on to a port, until it is told to keep those of the connections that are open. */
async function silentProxy(port: number) {
  const sockets: Socket[] = [];
  let count = 0;
  const proxy: Server = createServer((client) => {
    count += 1;
    const upstream = connectTo(port, '127.0.0.1');
    client.pipe(upstream);
    upstream.pipe(client);
    sockets.push(client, upstream);
    for (const socket of [client, upstream]) socket.on('error', () => {});
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  return {
    port: typeof address === 'object' ? address?.port : undefined,
    connections: () => count,
    silence() {
      for (const socket of sockets) {
        socket.unpipe();
        socket.pause();
      }
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      proxy.close();
      await once(proxy, 'close');
    },
  };
}
