import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RedisServer } from '../../../local/chaos/redis-server.ts';
import { RedisConnection } from '../../../shared/store/redis/connection.ts';
import { withoutRedis } from '../../shared/store/redis/redis-server.ts';

describe.skipIf(withoutRedis)('a Redis that may be killed', () => {
  let folder: string;
  let server: RedisServer;
  let redis: RedisConnection;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fleetkeeper-redis-'));
    server = await RedisServer.start(folder);
    redis = new RedisConnection(server.url);
  });
  afterEach(async () => {
    redis.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  test.each(['SIGKILL', 'SIGTERM'] as const)(
    'has after %s what it had answered to before',
    async (signal) => {
      await redis.command(['SET', 'key', 'value']);
      await server.restart(signal, 0);
      // What was connected before may be told first that it is not any more.
      await expect.poll(() => redis.command(['GET', 'key']).catch(() => 'not yet')).toBe('value');
    },
  );

  test('is there once, however many restarts are asked for at the same time', async () => {
    await Promise.all([server.restart('SIGKILL', 0), server.restart('SIGTERM', 10)]);
    await server.close();
    await expect(redis.command(['PING'])).rejects.toThrow();
  });
});
