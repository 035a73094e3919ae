import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@redis/client';
import { Webhook } from 'standardwebhooks';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readDeployment } from '../../local/fc/deployment.ts';
import type { Invocation } from '../../local/fc/runner.ts';
import { createInvocationServer } from '../../local/fc/server.ts';
import { timerEvent } from '../../local/fc/timers.ts';
import { fault } from '../../local/platform/faults/fault.ts';
import { startPlatform } from '../../local/platform/start-platform.ts';
import { defaultConsumerGroup } from '../../local/platform/state/consumer-groups.ts';
import { defineFunction, ownCredentials, startRunner } from '../local/fc/functions.ts';
import { newDevice, newProduct } from '../local/platform/api-caller.ts';
import { startRedis, withoutRedis } from '../shared/store/redis/redis-server.ts';

const deployed = await readDeployment(fileURLToPath(new URL('../../s.yaml', import.meta.url)));

const fleet = `
grouping:
  - { name: all, on: [lifecycle.create, status.online], group: "all_of_them" }
tagging:
  - { name: firmware, on: ota.version, tags: { firmware: "\${moduleVersion}" } }
disabling:
  - { name: flapping, on: status.offline, when: { count: 2, within: 10m } }
upgrading:
  - { name: to-2, on: ota.version, firmware: { version: 2.0.0 } }
`;

/** Functions at work over a platform and a Redis, everything that they say, and every secret that they meet. */
async function startWorld() {
  const redisPassword = 'redis-password-8qk2';
  const redis = await startRedis(redisPassword);
  onTestFinished(() => redis.close());
  const running = await startPlatform({ apiPort: 0, amqpPort: 0, amqpPlain: true });
  onTestFinished(() => running.close());
  const { platform, ready } = running;
  const product = newProduct(platform);
  const device = newDevice(platform, product, 'sh-meter-1');
  device.deviceSecret = 'd3v1c3s3cr3t0123456789abcdef0123';
  const { codeFolder } = await defineFunction('');
  const file = join(codeFolder, 'fleet.yaml');
  await writeFile(file, fleet);

  const hookSecret = `whsec_${Buffer.from('a secret of the hooks, 32 bytes!').toString('base64')}`;
  const secrets = new Map<string, string>([
    ['the password of Redis', redisPassword],
    ['the secret of the hooks', hookSecret],
    ['the DeviceSecret', device.deviceSecret],
  ]);
  const issue = await ownCredentials(platform, deployed);
  const said: string[] = [];
  const runner = startRunner(
    deployed.map((definition) => ({
      ...definition,
      timeout: definition.functionName.endsWith('receive-events') ? 4 : definition.timeout,
      environmentVariables: {
        ...definition.environmentVariables,
        IOT_ENDPOINT: ready.api,
        AMQP_HOST: ready.amqp.host,
        AMQP_PORT: String(ready.amqp.port),
        AMQP_PLAIN: 'true',
        CONSUMER_GROUP_ID: ready.consumerGroupId,
        CONSUMER_GROUP_IDS: ready.consumerGroupId,
        PRODUCT_KEYS: product.productKey,
        FLEET_FILE: file,
        REDIS_URL: redis.url,
        HOOK_SECRETS: hookSecret,
      },
    })),
    {
      async credentialsFor(name) {
        const credentials = await issue(name);
        secrets.set(`the AccessKey secret of ${name}`, credentials.accessKeySecret);
        secrets.set(`the security token of ${name}`, credentials.securityToken ?? '');
        return credentials;
      },
      onLog: (_, line) => said.push(line),
    },
  );
  const hooks = createInvocationServer(runner, ready.accountId).listen(0, '127.0.0.1');
  await once(hooks, 'listening');
  onTestFinished(() => {
    hooks.close();
    hooks.closeAllConnections();
  });

  const note = ({ body, error }: Invocation) => {
    said.push(body.toString(), JSON.stringify(error ?? ''));
    return error;
  };
  return {
    platform,
    product,
    device,
    secrets,
    said,
    redis,
    hookSecret,
    invoke: async (name: string, payload: string | Buffer) =>
      note(await runner.invoke(`fleetkeeper-test-${name}`, Buffer.from(payload))),
    tick: async (name: string) =>
      note(
        await runner.invoke(
          `fleetkeeper-test-${name}`,
          timerEvent({ name: 'tick', payload: '' }, new Date()),
        ),
      ),
    async hook(name: string, method: string, path: string, body: string | undefined, headers: object = {}) {
      const id = randomUUID();
      const at = new Date();
      const address = `http://127.0.0.1:${(hooks.address() as AddressInfo).port}/triggers/fleetkeeper-test-${name}`;
      const answer = await fetch(`${address}${path}`, {
        method,
        ...(body !== undefined && { body }),
        headers: {
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
          'webhook-signature': new Webhook(hookSecret).sign(id, at, body ?? ''),
          ...headers,
        },
      });
      said.push(await answer.text());
      return answer.status;
    },
  };
}

/** All that a Redis holds: keys, and values of every kind. */
async function contentsOf(url: string): Promise<string[]> {
  const client = createClient({ url });
  await client.connect();
  const held: string[] = [];
  for await (const keys of client.scanIterator()) {
    for (const key of keys) held.push(key, JSON.stringify(await client.sendCommand(['DUMP', key])));
  }
  // DUMP may compress; what is kept as text, a list or a map is read as such, too.
  for (const key of held.filter((_, index) => index % 2 === 0)) {
    const type = await client.type(key);
    if (type === 'string') held.push(String(await client.get(key)));
    if (type === 'hash') held.push(JSON.stringify(await client.hGetAll(key)));
    if (type === 'zset') held.push(JSON.stringify(await client.zRange(key, 0, -1)));
  }
  await client.close();
  return held;
}

/** The ways in which a secret could stand in a text: as it is, encoded once or twice, or as a part of base64 text. */
function formsOf(secret: string): string[] {
  const once = encodeURIComponent(secret);
  const bytes = Buffer.from(secret);
  const inBase64 = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(before === 0 ? 0 : 4, -4),
  );
  return [secret, once, encodeURIComponent(once), bytes.toString('hex'), ...inBase64];
}

function leaks(texts: readonly string[], secrets: ReadonlyMap<string, string>): string[] {
  return [...secrets].flatMap(([name, secret]) =>
    formsOf(secret).flatMap((form) => {
      const text = texts.find((one) => one.includes(form));
      return text === undefined ? [] : [`${name} stands in: ${text.slice(0, 300)}`];
    }),
  );
}

describe.skipIf(withoutRedis)('secrets', () => {
  test('that are fed into every path stand in no log, error, answer, metric, dead letter or store', async () => {
    const world = await startWorld();
    const { platform, product, device, secrets, said, redis } = world;
    const { deviceSecret } = device;
    const { productKey } = product;
    const base64 = (text: string) => Buffer.from(text).toString('base64');
    const lifecycle = {
      action: 'create',
      iotId: device.iotId,
      productKey,
      deviceName: device.deviceName,
      deviceSecret,
      messageCreateTime: Date.now(),
    };
    const topic = `/${productKey}/${device.deviceName}/thing/lifecycle`;

    // Messages: whole, without their fields, cut short, and encoded once more.
    const texts = [
      JSON.stringify({ ...lifecycle, topic, messageId: '1', generateTime: Date.now() }),
      JSON.stringify({ ...lifecycle, productKey: 5, topic, messageId: '2' }),
      JSON.stringify({ ...lifecycle, topic, messageId: '3' }).slice(0, -4),
      JSON.stringify([{ topic, messageId: '4', payload: lifecycle }]),
      JSON.stringify([{ topic: `${topic}/wrong`, messageId: '5', payload: lifecycle }]),
      JSON.stringify([
        {
          specversion: '1.0',
          data: {
            messageBody: JSON.stringify({
              messageid: '6',
              topic,
              payload: base64(JSON.stringify(lifecycle)),
            }),
          },
        },
      ]),
    ];
    for (const name of ['group-devices', 'tag-devices', 'disable-devices', 'upgrade-devices']) {
      for (const text of texts) await world.invoke(name, text);
    }

    // A gateway that repeats what it was sent: as a refusal, as a failure, and instead of an answer's JSON.
    const [accessKeySecret = '', securityToken = ''] = [...secrets]
      .filter(([name]) => name.endsWith('tag-devices'))
      .map(([, secret]) => secret);
    for (const error of [
      {
        status: 400,
        code: 'SignatureDoesNotMatch',
        message: `server string to sign is:POST&%2F&SecurityToken%3D${encodeURIComponent(encodeURIComponent(securityToken))}`,
      },
      { status: 500, code: 'InternalError', message: `with ${accessKeySecret} and ${securityToken}` },
      {
        status: 200,
        code: 'iot.system.SystemException',
        message: `token ${encodeURIComponent(securityToken)}`,
      },
    ]) {
      platform.faults.set(fault.parse({ of: 'calls', operation: 'SaveDeviceProp', times: 'always', error }));
      const report = {
        topic: `/${productKey}/${device.deviceName}/ota/version/post`,
        messageId: `version ${error.status}`,
        productKey,
        deviceName: device.deviceName,
        moduleName: 'default',
        moduleVersion: '1.0.0',
        messageCreateTime: Date.now(),
      };
      expect(await world.invoke('tag-devices', JSON.stringify(report))).toBeDefined();
      platform.faults.clearAll();
    }

    // Hooks: right, and with the secrets in every place of a request.
    const path = `/devices/${productKey}/${device.deviceName}`;
    expect(await world.hook('manage-device', 'GET', path, undefined)).toBe(200);
    expect(await world.hook('manage-device', 'POST', `${path}/tags`, '{"tags":{"site":"one"}}')).toBe(200);
    for (const headers of [
      { 'webhook-id': world.hookSecret },
      { 'webhook-timestamp': world.hookSecret },
      { 'webhook-signature': world.hookSecret },
      { authorization: `Bearer ${world.hookSecret}`, 'webhook-signature': 'v1,AAAA' },
    ]) {
      expect(await world.hook('manage-device', 'GET', path, undefined, headers)).toBe(401);
    }
    expect(await world.hook('release-firmware', 'GET', '/releases/none', undefined)).toBe(404);
    expect(
      await world.hook('release-firmware', 'POST', '/releases', `{"deviceSecret":"${deviceSecret}"}`),
    ).toBe(422);

    // Timers, and a receiver whose Redis goes away under it.
    for (const name of ['sweep-fleet', 'watch-consumers']) await world.tick(name);
    const group = platform.state.consumerGroups.get(defaultConsumerGroup);
    const publish = (payload: string) =>
      group?.publish({
        messageId: payload.slice(0, 9),
        topic,
        generateTime: Date.now(),
        payload: Buffer.from(payload),
      });
    for (const text of texts) publish(text);
    await world.tick('receive-events');
    const held = await contentsOf(redis.url);
    await redis.kill();
    await world.invoke('group-devices', texts[0] ?? '');
    expect(await world.hook('manage-device', 'GET', path, undefined)).toBe(503);
    await world.tick('receive-events');

    // What is looked through is there: the same search finds what is no secret.
    const everything = [...said, ...held];
    expect(held.length).toBeGreaterThan(10);
    expect(leaks(said, new Map([['the ProductKey', productKey]]))).not.toEqual([]);
    expect(leaks(held, new Map([['the device', device.deviceName]]))).not.toEqual([]);
    expect(said.join()).toContain('"metric":"calls"');
    expect(said.join()).toContain('The store is not available');
    expect(leaks(everything, secrets)).toEqual([]);
  });
});
