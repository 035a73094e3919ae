import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mayDo } from '../../../../local/platform/access-keys.ts';
import { createAdminServer } from '../../../../local/platform/admin/server.ts';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import { createPlatform, type LocalPlatform } from '../../../../local/platform/create-platform.ts';
import type { Device } from '../../../../local/platform/state/device.ts';
import { newDevice, newProduct } from '../api-caller.ts';

const clock = new DrivenClock(Date.UTC(2030, 0));
let local: LocalPlatform;
let server: ReturnType<typeof createAdminServer>;
let port: number;
let cuts: number;
const failures: unknown[] = [];

async function start(drivenClock: DrivenClock | undefined): Promise<void> {
  local = createPlatform({ clock, seed: 1 });
  cuts = 0;
  const { platform, reset } = local;
  const cutConnections = () => {
    cuts += 1;
    return 3;
  };
  server = createAdminServer({ platform, drivenClock, reset, cutConnections }, (error) =>
    failures.push(error),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
}

beforeEach(() => start(clock));
afterEach(async () => {
  server.close();
  server.closeAllConnections();
  await local.platform.objectStore.clear();
  expect(failures).toEqual([]);
});

interface Answered {
  readonly status: number;
  readonly type: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into answers of every shape
  readonly body: any;
}

/** Sends a request with headers that `fetch` would not let through. */
async function ask(
  method: string,
  path: string,
  body?: string | object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const text = typeof body === 'object' ? JSON.stringify(body) : body;
  const request = httpRequest({
    port,
    host: '127.0.0.1',
    method,
    path,
    headers: {
      ...(text === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
      ...headers,
    },
  });
  request.end(text);
  const [response] = await once(request, 'response');
  let answer = '';
  for await (const chunk of response) answer += chunk;
  const type: string | undefined = response.headers['content-type'];
  return {
    status: response.statusCode,
    type,
    body: type?.includes('json') === true ? JSON.parse(answer) : answer,
  };
}

const problem = (status: number, detail: string, errors?: readonly object[]) => ({
  status,
  type: 'application/problem+json',
  body: { title: expect.any(String), status, detail, ...(errors === undefined ? {} : { errors }) },
});

describe('faults', () => {
  test('are set, listed with how often they happened, and cleared one by one or all', async () => {
    const drop = { of: 'calls', operation: 'Pub', drop: true, times: 2 };
    const set = await ask('POST', '/faults', drop);
    expect(set).toMatchObject({ status: 201, body: { id: '1', happened: 0, fault: drop } });
    await ask('POST', '/faults', { of: 'messages', duplicates: 1 });
    expect(local.platform.faults.nextCall('Pub')).toMatchObject({ drop: true });
    const { body } = await ask('GET', '/faults');
    expect(body.faults).toMatchObject([
      { id: '1', happened: 1 },
      { id: '2', happened: 0 },
    ]);
    expect((await ask('DELETE', '/faults/1')).status).toBe(204);
    expect(await ask('DELETE', '/faults/1')).toEqual(problem(404, 'There is no fault 1.'));
    expect((await ask('DELETE', '/faults')).status).toBe(204);
    expect((await ask('GET', '/faults')).body).toEqual({ faults: [] });
  });

  test.each([
    [{ of: 'weather' }, 'of', 'must be calls, messages or connections'],
    [{ of: 'calls' }, '', 'must have a delay, an error or drop'],
    [{ of: 'calls', delay: '5' }, 'delay', expect.stringContaining('must be milliseconds')],
    [{ of: 'calls', error: { status: 302, code: 'a' } }, 'error.status', 'must be 200 or from 400 to 599'],
    [{ of: 'messages', duplicates: 1, flag: 'x' }, 'flag', expect.stringContaining('must be one of')],
    [{ of: 'messages', duplicates: 1, speed: 1 }, 'speed', 'is not known here'],
    [{ of: 'connections', times: 0 }, 'times', expect.stringContaining('0 must be at least 1')],
    ['[]', '', 'must be an object, not an array'],
    [undefined, '', 'is required'],
  ])('%j is refused, naming what is wrong', async (body, field, detail) => {
    const answered = await ask('POST', '/faults', body);
    expect(answered).toEqual(problem(400, expect.any(String), [{ field, detail }]));
    expect(local.platform.faults.list()).toEqual([]);
  });
});

describe('credentials', () => {
  const policy = {
    Version: '1',
    Statement: [{ Effect: 'Allow', Action: 'iot:QueryDevice', Resource: '*' }],
  };

  test('are issued to a role that a policy limits, for as long as is asked', async () => {
    const { status, body } = await ask('POST', '/credentials', { policy, durationSeconds: 900 });
    expect(status).toBe(201);
    const { accessKeyId, accessKeySecret, securityToken, expiration } = body;
    expect(Date.parse(expiration) - clock.now()).toBe(900_000);
    const { accessKeys } = local.platform.account;
    const key = accessKeys.find(accessKeyId);
    expect(key).toMatchObject({ accessKeySecret, temporary: { securityToken } });
    expect(key !== undefined && mayDo(key, 'iot:QueryDevice')).toBe(true);
    expect(key !== undefined && mayDo(key, 'iot:DisableThing')).toBe(false);
    clock.advance(900_000);
    expect(accessKeys.secretOf(accessKeyId, securityToken)).toBeUndefined();
    const hour = await ask('POST', '/credentials', { policy });
    expect(Date.parse(hour.body.expiration) - clock.now()).toBe(3_600_000);
    // Those whose time is over are forgotten on the way.
    expect(accessKeys.find(accessKeyId)).toBeUndefined();
  });

  const conditional = { ...policy.Statement[0], Condition: {} };
  test.each([
    [{}, 'policy', 'is required'],
    [{ policy, durationSeconds: 0 }, 'durationSeconds', expect.stringContaining('must be at least 1')],
    [
      { policy, durationSeconds: 43_201 },
      'durationSeconds',
      expect.stringContaining('must be at most 43200'),
    ],
    [
      { policy: { ...policy, Statement: [conditional] } },
      'policy.Statement.0.Condition',
      'is not known here',
    ],
    [
      { policy: { ...policy, Statement: [{ Effect: 'Allow', Action: 'Pub', Resource: '*' }] } },
      'policy.Statement.0.Action.0',
      'must be * or service:Action, such as iot:DisableThing',
    ],
  ])('%j is refused, naming what is wrong', async (body, field, detail) => {
    const answered = await ask('POST', '/credentials', body);
    expect(answered).toEqual(problem(400, expect.any(String), [{ field, detail }]));
  });
});

describe('deliveries', () => {
  function deliverToMns(count: number): void {
    const { state, messages } = local.platform;
    const product = newProduct(local.platform);
    state.subscriptions.set(product, {
      type: 'MNS',
      flags: new Set(['DeviceDataFlag'] as const),
      queue: { queueName: 'aliyun-iot-<queue>', regionName: 'cn-shanghai' },
      configuration: '{}',
    });
    for (let index = 0; index < count; index++) {
      messages.send(product, 'DeviceDataFlag', `/${index}`, { deviceSecret: 'the-secret' });
    }
  }

  test('to MNS come in pages, the oldest first', async () => {
    deliverToMns(5);
    const { body } = await ask('GET', '/deliveries/mns?page=2&pageSize=2');
    expect(body).toMatchObject({ total: 5, page: 2, pageSize: 2, pages: 3 });
    const topics = body.deliveries.map((delivery: { body: { topic: string } }) => delivery.body.topic);
    expect(topics).toEqual(['/2', '/3']);
  });

  test('of rules come with their payload in base64 and as text', async () => {
    const payload = Buffer.from('{"a":1}');
    local.platform.state.rules.record({
      ruleId: 100000,
      actionId: 10000,
      type: 'OTS',
      forErrors: false,
      to: { tableName: 'readings' },
      messageId: '1',
      topic: '/a1/device/user/update',
      time: clock.now(),
      attempts: 1,
      payload,
      error: undefined,
    });
    const { body } = await ask('GET', '/deliveries/rules');
    expect(body).toMatchObject({
      total: 1,
      deliveries: [
        {
          ruleId: 100000,
          to: { tableName: 'readings' },
          payload: payload.toString('base64'),
          text: '{"a":1}',
        },
      ],
    });
  });

  test.each(['page=0', 'page=x', 'pageSize=1001', 'size=1'])('a page by %s is refused', async (query) => {
    const field = query.split('=')[0];
    const { status, body } = await ask('GET', `/deliveries/mns?${query}`);
    expect({ status, errors: body.errors }).toEqual({
      status: 400,
      errors: [{ field, detail: expect.any(String) }],
    });
  });

  test('are on the page for humans with the faults, as text and without secrets', async () => {
    deliverToMns(1);
    await ask('POST', '/faults', { of: 'calls', error: { status: 500, code: 'InternalError' } });
    const { status, type, body } = await ask('GET', '/');
    expect({ status, type }).toEqual({ status: 200, type: 'text/html; charset=utf-8' });
    expect(body).toContain('aliyun-iot-&#60;queue&#62;');
    expect(body).toContain('InternalError');
    expect(body).not.toContain('the-secret');
  });
});

test('the clock is advanced, and what falls due on the way happens', async () => {
  let happened = 0;
  local.platform.clock.after(60_000, () => happened++);
  const before = clock.now();
  const { body } = await ask('POST', '/clock/advance', { milliseconds: 60_000 });
  expect(body).toEqual({ time: new Date(before + 60_000).toISOString() });
  expect(happened).toBe(1);
  expect((await ask('GET', '/clock')).body).toEqual({ ...body, driven: true });
  expect((await ask('POST', '/clock/advance', { milliseconds: -1 })).body.errors).toEqual([
    { field: 'milliseconds', detail: '-1 must be at least 0' },
  ]);
});

test("the machine's clock is not advanced", async () => {
  server.close();
  await start(undefined);
  expect(await ask('POST', '/clock/advance', { milliseconds: 1 })).toEqual(
    problem(409, expect.stringContaining('--driven-clock')),
  );
  expect((await ask('GET', '/clock')).body).toMatchObject({ driven: false });
});

test('the connections of AMQP clients are cut', async () => {
  expect((await ask('POST', '/connections/cut')).body).toEqual({ cut: 3 });
  expect(cuts).toBe(1);
});

test('the summary counts what there is', async () => {
  const { platform } = local;
  const product = newProduct(platform);
  const [first] = ['one', 'two'].map((name) => newDevice(platform, product, name));
  platform.devices.connect(first as Device, { clientIp: '', deliver: () => {}, drop: () => {} });
  await ask('POST', '/faults', { of: 'calls', drop: true });
  expect((await ask('GET', '/summary')).body).toMatchObject({
    products: 1,
    devices: { total: 2, ONLINE: 1, OFFLINE: 0, UNACTIVE: 1, DISABLE: 0 },
    deviceGroups: 0,
    consumerGroups: [{ groupId: 'DEFAULT_GROUP', clients: 0, waiting: 0, inHand: 0 }],
    rules: { total: 0, running: 0 },
    deliveries: { mns: 0, rules: 0 },
    faults: 1,
  });
});

describe('a reset', () => {
  test('forgets products, devices, groups and what waits, and lets go of devices and clients', async () => {
    const { platform } = local;
    const product = newProduct(platform);
    const device = newDevice(platform, product, 'one');
    const drops: string[] = [];
    platform.devices.connect(device, { clientIp: '', deliver: () => {}, drop: (why) => drops.push(why) });
    platform.state.consumerGroups.get('DEFAULT_GROUP')?.attach({
      clientId: 'client',
      since: 0,
      clientIp: '',
      room: () => 0,
      take: () => {},
      drop: (why) => drops.push(why),
    });
    expect((await ask('POST', '/reset')).status).toBe(204);
    expect(drops).toEqual(['The platform was reset.', 'The platform was reset.']);
    expect(platform.devices.sessionOf(device)).toBeUndefined();
    expect((await ask('GET', '/summary')).body).toMatchObject({
      products: 0,
      devices: { total: 0, ONLINE: 0 },
      consumerGroups: [{ groupId: 'DEFAULT_GROUP', clients: 0, waiting: 0 }],
    });
  });

  test('calls off what was to come, and keeps the faults', async () => {
    let happened = 0;
    local.platform.clock.after(1000, () => happened++);
    await ask('POST', '/faults', { of: 'calls', drop: true });
    await ask('POST', '/reset');
    clock.advance(1000);
    expect(happened).toBe(0);
    expect(local.platform.faults.list().length).toBe(1);
  });
});

describe('who may use it', () => {
  test.each(['evil.example', 'evil.example:8121', '127.0.0.1', 'localhost:1'])(
    'a request for the host %s is refused, for a web page could have sent it by a name of its own',
    async (host) => {
      expect(await ask('POST', '/reset', undefined, { host })).toMatchObject({ status: 403 });
    },
  );

  test.each(['http://evil.example', 'https://localhost', 'null'])(
    'a request from a page of %s is refused',
    async (origin) => {
      expect(await ask('POST', '/reset', undefined, { origin })).toMatchObject({ status: 403 });
    },
  );

  test('this machine and its own page may, by each of their names', async () => {
    for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
      const host = `${name}:${port}`;
      const { status } = await ask('GET', '/faults', undefined, { host, origin: `http://${host}` });
      expect(status).toBe(200);
    }
  });
});

describe('a request that is not right', () => {
  test('is told which paths and methods there are', async () => {
    expect(await ask('GET', '/nothing')).toEqual(
      problem(404, expect.stringMatching(/^There is nothing at \/nothing; there are \/, \/summary, /)),
    );
    expect(await ask('PUT', '/faults')).toEqual(problem(405, '/faults is for GET or POST or DELETE.'));
  });

  test('has to be JSON, and small', async () => {
    expect((await ask('POST', '/faults', '{}', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await ask('POST', '/faults', '{"of":')).status).toBe(400);
    expect((await ask('POST', '/faults', `"${'x'.repeat(70_000)}"`)).status).toBe(413);
  });

  test('is answered with a problem document whatever it holds', async () => {
    const anyPath = fc.webPath().map((path) => (path.startsWith('/') ? path : `/${path}`));
    const method = fc.constantFrom('GET', 'POST', 'DELETE', 'PUT');
    const paths = fc.oneof(anyPath, fc.constantFrom('/faults', '/clock/advance', '/deliveries/mns?page=%'));
    await fc.assert(
      fc.asyncProperty(method, paths, fc.json({ maxDepth: 2 }), async (verb, path, body) => {
        const { status, type } = await ask(verb, path, body);
        expect(status).toBeLessThan(500);
        if (status >= 400) expect(type).toBe('application/problem+json');
      }),
      { numRuns: 100 },
    );
  });
});
