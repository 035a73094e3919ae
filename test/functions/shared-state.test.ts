import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDeployment } from '../../local/fc/deployment.ts';
import { defineFunction, startRunner } from '../local/fc/functions.ts';
import { newDevice, newProduct, servePlatform } from '../local/platform/api-caller.ts';
import { type RedisServer, startRedis, withoutRedis } from '../shared/store/redis/redis-server.ts';

const deployed = await readDeployment(fileURLToPath(new URL('../../s.yaml', import.meta.url)));

const fleet = `
disabling:
  - { name: flapping, on: status.offline, when: { count: 2, within: 10m } }
`;

describe.skipIf(withoutRedis)('instances of a built function', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis('a secret');
  });
  afterAll(() => redis.close());

  /** Two instances of disable-devices, apart from each other, and what they log. */
  async function twoInstances(environment: Record<string, string>) {
    const served = await servePlatform();
    const product = newProduct(served.platform);
    const device = newDevice(served.platform, product, 'sh-meter-1');
    const { codeFolder } = await defineFunction('');
    const file = join(codeFolder, 'fleet.yaml');
    await writeFile(file, fleet);
    served.platform.account.accessKeys.add('STS.role', 'role-secret', {
      securityToken: 'role-token',
      expiresAt: Date.now() + 3_600_000,
    });
    const logs: string[] = [];
    const [first, second] = [1, 2].map(() =>
      startRunner(
        deployed.map((definition) => ({
          ...definition,
          environmentVariables: {
            ...definition.environmentVariables,
            IOT_ENDPOINT: served.url,
            FLEET_FILE: file,
            ...environment,
          },
        })),
        {
          credentialsFor: () => ({
            accessKeyId: 'STS.role',
            accessKeySecret: 'role-secret',
            securityToken: 'role-token',
          }),
          onLog: (_, line) => logs.push(line),
        },
      ),
    );
    if (first === undefined || second === undefined) throw new Error('there are no runners');
    const goesOffline = (runner: typeof first, time: number) =>
      runner.invoke(
        'fleetkeeper-test-disable-devices',
        Buffer.from(
          JSON.stringify({
            topic: `/as/mqtt/status/${product.productKey}/${device.deviceName}`,
            messageId: String(time),
            generateTime: time,
            status: 'offline',
            productKey: product.productKey,
            deviceName: device.deviceName,
            utcTime: new Date(time).toISOString(),
            utcLastTime: new Date(time).toISOString(),
          }),
        ),
      );
    return { served, first, second, goesOffline, isDisabled: () => device.disabled, logs };
  }

  test('count the messages together that each of them got, when they have a Redis', async () => {
    const { served, first, second, goesOffline, isDisabled, logs } = await twoInstances({
      REDIS_URL: redis.url.replace('a secret', 'a%20secret'),
    });
    const now = Date.now();
    expect((await goesOffline(first, now - 1_000)).error).toBeUndefined();
    expect(isDisabled()).toBe(false);
    expect((await goesOffline(second, now)).error).toBeUndefined();
    expect(isDisabled()).toBe(true);
    expect(logs.join()).not.toContain('secret');
    await served.close();
  });

  test('let the messages come again when Redis is gone, and say why without its password', async () => {
    const { served, first, goesOffline, logs } = await twoInstances({
      REDIS_URL: 'redis://:secret@127.0.0.1:1',
    });
    const { error } = await goesOffline(first, Date.now());
    expect(error).toBeDefined();
    const said = `${JSON.stringify(error)} ${logs.join()}`;
    expect(said).toContain('The store is not available: ECONNREFUSED');
    expect(said).not.toContain('secret@');
    await served.close();
  });
});
