import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeviceEvent } from '../../../events/device-event.ts';
import { apply } from '../../../shared/fleet/apply.ts';
import { decide } from '../../../shared/fleet/decide.ts';
import { gatherFacts } from '../../../shared/fleet/facts.ts';
import { loadFleetFile } from '../../../shared/fleet/fleet-file.ts';
import { RedisConnection } from '../../../shared/store/redis/connection.ts';
import { createRedisStore } from '../../../shared/store/redis/store.ts';
import { type RedisServer, startRedis, withoutRedis } from '../store/redis/redis-server.ts';
import { Platform } from './apply/platform.ts';
import { carriers } from './apply/setup.ts';
import { make } from './events.ts';

const fleet = loadFleetFile(
  `
grouping:
  - { name: sites, on: ota.version, group: sites/shanghai }
tagging:
  - { name: firmware, on: ota.version, tags: { firmware: "\${moduleVersion}" } }
disabling:
  - { name: flapping, on: status.offline, when: { count: 2, within: 1h }, tags: { why: flapping } }
upgrading:
  - { name: newest, on: ota.version, match: { moduleVersion: [{ version: "<2.0.0" }] }, firmware: { version: 2.0.0 } }
`,
  'fleet.yaml',
);

describe.skipIf(withoutRedis)('the round trips to Redis', () => {
  let server: RedisServer;
  let redis: RedisConnection;
  beforeAll(async () => {
    server = await startRedis();
    redis = new RedisConnection(server.url);
  });
  afterAll(async () => {
    await redis.close();
    await server.close();
  });

  test('are as many for a batch of 200 events as for one of three', async () => {
    const productKey = 'p1';
    const names = Array.from({ length: 200 }, (_, index) => `d${index}`);
    const platform = new Platform(names.map((name) => `${productKey}/${name}`));
    platform.addPackage({ FirmwareId: 'f2', DestVersion: '2.0.0' });
    const store = createRedisStore(redis, '{test}:');
    const send = redis.command.bind(redis);
    let sent = 0;
    redis.command = (words) => {
      sent += 1;
      return send(words);
    };
    /** Every other device reports a version, the others go offline twice. */
    const react = async (devices: readonly string[]) => {
      const events = devices.flatMap((deviceName, index): DeviceEvent[] => {
        const about = { productKey, deviceName };
        return index % 2 === 0
          ? [make.version(about)]
          : [make.status({ ...about, status: 'offline' }), make.status({ ...about, status: 'offline' })];
      });
      sent = 0;
      const facts = await gatherFacts(events, fleet, store);
      const actions = events.flatMap((event) => decide(event, fleet, facts).actions);
      const outcomes = await apply(actions, { carriers, iot: platform, store, now: Date.now });
      expect(new Set(outcomes.map(({ result }) => result))).toEqual(new Set(['done']));
      return { sent, events: events.length, kinds: new Set(actions.map(({ kind }) => kind)).size };
    };

    // The first batch learns the group and the package, and Redis the scripts.
    await react(names.slice(0, 2));
    expect(await react(names.slice(2, 4))).toEqual({ sent: 12, events: 3, kinds: 4 });
    expect(await react(names.slice(4, 138))).toEqual({ sent: 12, events: 201, kinds: 4 });
  });
});
