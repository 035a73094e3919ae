import { isUtf8 } from 'node:buffer';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { type HookCloud, type HookName, nextSecret, register, signature, startHooks } from './cloud.ts';
import { type Answered, expectDocumented } from './documented.ts';

const hooks: readonly HookName[] = ['manage-device', 'release-firmware'];

interface Request {
  readonly name: HookName;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The event that Function Compute makes of a request. */
function eventOf({ method, path, headers, body }: Request): object {
  return {
    version: 'v1',
    rawPath: path,
    body: body.toString('base64'),
    isBase64Encoded: true,
    headers,
    queryParameters: {},
    requestContext: { accountId: '1', http: { method, path, protocol: 'HTTP/1.1' } },
  };
}

async function invoke({ runner }: HookCloud, name: HookName, payload: Uint8Array): Promise<Answered> {
  const { body, error } = await runner.invoke(`fleetkeeper-test-${name}`, payload);
  expect(error).toBeUndefined();
  const answer = JSON.parse(body.toString());
  return {
    status: answer.statusCode,
    header: (header) => answer.headers[header.toLowerCase()],
    text: answer.body,
  };
}

async function ask(cloud: HookCloud, request: Request): Promise<Answered> {
  const answer = await invoke(cloud, request.name, Buffer.from(JSON.stringify(eventOf(request))));
  expectDocumented(request.method, request.path, answer);
  return answer;
}

const anyText = fc.oneof(fc.string({ maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 40 }));
const anySegment = fc.oneof(
  anyText,
  anyText.map((one) => encodeURIComponent(Buffer.from(one).toString())),
  fc.constantFrom('%', '%2F', '%00', '..', '', 'sh-meter-1', 'a'.repeat(5000)),
);
const method = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('GET', 'POST') },
  fc.constantFrom('PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'get', 'TRACE'),
);
const ends = ['', '/disable', '/enable', '/tags', '/groups', '/upgrade', '/confirm-upgrade', '/nothing'];

/** A path of a function, or something near it. */
function pathOf(name: HookName, productKey: string) {
  const device = fc
    .tuple(fc.oneof(fc.constant(productKey), anySegment), fc.oneof(fc.constant('sh-meter-1'), anySegment))
    .chain(([product, deviceName]) =>
      fc.constantFrom(...ends).map((end) => `/devices/${product}/${deviceName}${end}`),
    );
  const release = fc.oneof(
    fc.constantFrom('/releases', '/uploads'),
    anySegment.map((one) => `/releases/${one}`),
  );
  return fc.oneof(
    { weight: 8, arbitrary: name === 'manage-device' ? device : release },
    anyText.map((one) => `/${one}`),
    fc.constantFrom('/openapi.json', '', '/', '//'),
  );
}

/** JSON of which the members are often named as they should be. */
function jsonOf(productKey: string) {
  const member = fc.oneof(
    { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
    fc.constantFrom<unknown>(
      { why: 'tested' },
      ['sites/shanghai'],
      ['sh-meter-1'],
      '2.0.0',
      'AAAA',
      productKey,
      true,
      'https://example.com/a.bin',
    ),
  );
  const known = fc.constantFrom(
    ...['tags', 'groups', 'version', 'firmwareName', 'moduleName', 'taskIds', 'productKey', 'package', 'url'],
    ...[
      'md5',
      'sourceVersion',
      'description',
      'needToVerify',
      'verificationDevices',
      'fileSuffix',
      '__proto__',
    ],
  );
  return fc.oneof(
    { weight: 6, arbitrary: fc.dictionary(fc.oneof({ weight: 9, arbitrary: known }, fc.string()), member) },
    fc.constantFrom<unknown>(
      {},
      { tags: { why: 'tested' } },
      { groups: ['sites/shanghai'] },
      { version: '2.0.0' },
      { productKey, version: '7.0.0', package: 'AAAA' },
    ),
    fc.jsonValue(),
  );
}

/** A body: JSON, JSON that is cut short, or any bytes. */
function bodyOf(productKey: string) {
  const json = jsonOf(productKey).map((value) => Buffer.from(JSON.stringify(value)));
  return fc.oneof(
    { weight: 6, arbitrary: json },
    fc.tuple(json, fc.nat(30)).map(([bytes, cut]) => bytes.subarray(0, Math.max(0, bytes.length - cut))),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    json.map((bytes) => Buffer.from(bytes.toString(), 'utf16le')),
  );
}

/** Requests to a hook, not signed. */
function requestOf(productKey: string): fc.Arbitrary<Request> {
  return fc.constantFrom(...hooks).chain((name) =>
    fc.record({
      name: fc.constant(name),
      method,
      path: pathOf(name, productKey),
      headers: fc.dictionary(
        fc.oneof(
          fc.constantFrom('content-type', 'content-encoding', 'Content-Length'),
          fc.string({ maxLength: 20 }),
        ),
        fc.oneof(
          fc.constantFrom('gzip', 'identity', 'application/json', 'utf-16'),
          fc.string({ maxLength: 20 }),
        ),
        { maxKeys: 3 },
      ),
      body: bodyOf(productKey),
    }),
  );
}

/** Requests of which each is answered in another way, so that every run has all of them. */
function someOfEach(productKey: string): [Request][] {
  const request = (method: string, path: string, body = ''): [Request] => [
    { name: 'manage-device', method, path, headers: {}, body: Buffer.from(body) },
  ];
  const path = `/devices/${productKey}/sh-meter-1`;
  return [
    request('GET', path),
    request('POST', `${path}/tags`, '{"tags":{"why":"tested"}}'),
    request('POST', `${path}/tags`, '{"tags":'),
    request('POST', `${path}/tags`, '{"tags":[]}'),
    request('POST', `/devices/${productKey}/sh-meter-2/disable`),
    request('DELETE', path),
  ];
}

/** Puts a right signature beside a request's headers. */
function signed(request: Request, how: Parameters<typeof signature>[1] = {}): Request {
  return { ...request, headers: { ...request.headers, ...signature(request.body.toString(), how) } };
}

let cloud: HookCloud;
beforeEach(async () => {
  cloud = await startHooks();
  await register(cloud, 'sh-meter-1');
});

describe('a request that is not authenticated', () => {
  /** What can be wrong with a signature. */
  const spoiled = (request: Request): fc.Arbitrary<Request> => {
    const right = signed(request);
    const {
      'webhook-id': id = '',
      'webhook-timestamp': timestamp = '',
      'webhook-signature': sign = '',
    } = right.headers;
    const with_ = (headers: Record<string, string>) => ({
      ...right,
      headers: { ...right.headers, ...headers },
    });
    const off = (seconds: number) => new Date(Date.now() + seconds * 1000);
    return fc.oneof(
      fc.constant(request),
      fc.constant({ ...right, body: Buffer.concat([right.body, Buffer.from(' ')]) }),
      fc.constant(signed(request, { secret: nextSecret })),
      fc
        .oneof(fc.integer({ min: 302, max: 1e9 }), fc.integer({ min: -1e9, max: -302 }))
        .map((seconds) => signed(request, { at: off(seconds) })),
      fc.string({ minLength: 1 }).map((more) => with_({ 'webhook-id': `${id}${more}` })),
      fc.nat(Math.max(0, id.length - 1)).map((length) => with_({ 'webhook-id': id.slice(0, length) })),
      fc.string().map((one) => with_({ 'webhook-timestamp': one })),
      fc
        .integer({ min: 1, max: 250 })
        .map((more) => with_({ 'webhook-timestamp': String(Number(timestamp) + more) })),
      fc.nat(sign.length - 1).map((length) => with_({ 'webhook-signature': sign.slice(0, length) })),
      fc.string().map((one) => with_({ 'webhook-signature': one })),
      fc
        .constantFrom('v1', 'v1,', 'v1,=', `v2${sign.slice(2)}`, sign.replace(',', ' '))
        .map((one) => with_({ 'webhook-signature': one })),
    );
  };

  test('is answered as documented, always alike, and asks nothing of the platform', async () => {
    cloud.calls.length = 0;
    const unauthenticated = new Set<string>();
    await fc.assert(
      fc.asyncProperty(requestOf(cloud.productKey).chain(spoiled), async (request) => {
        const { status, text } = await ask(cloud, request);
        if (status === 401) unauthenticated.add(text);
        if (request.path !== '/openapi.json') expect(status).toBeGreaterThanOrEqual(400);
        expect([200, 401, 404, 405, 413]).toContain(status);
      }),
      { numRuns: 300 },
    );
    expect(unauthenticated.size).toBe(1);
    expect(cloud.calls).toEqual([]);
  });

  test('is refused for its size, its path or its method before', async () => {
    cloud.calls.length = 0;
    const large = Buffer.alloc(2 ** 20 + 1, 0x20);
    const base = { name: 'release-firmware', method: 'POST', path: '/releases', headers: {} } as const;
    expect((await ask(cloud, { ...base, body: large })).status).toBe(413);
    expect((await ask(cloud, { ...base, body: large.subarray(1) })).status).toBe(401);
    expect((await ask(cloud, { ...base, path: '/nothing', body: large })).status).toBe(404);
    const other = await ask(cloud, { ...base, method: 'DELETE', body: large });
    expect([other.status, other.header('allow')]).toEqual([405, 'POST']);
    expect(cloud.calls).toEqual([]);
  });
});

describe('an authenticated request', () => {
  test('is answered as documented, whatever it asks for', async () => {
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(requestOf(cloud.productKey), async (request) => {
        const { status } = await ask(cloud, signed(request));
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        // Other bytes than UTF-8 are no JSON; a GET says nothing in its body.
        if (request.method === 'POST' && !isUtf8(request.body)) expect(status).toBeGreaterThanOrEqual(400);
      }),
      { numRuns: 300, examples: someOfEach(cloud.productKey) },
    );
    for (const status of [200, 400, 404, 405, 422])
      expect(statuses.get(status), String(status)).toBeGreaterThan(0);
    expect(statuses.get(500)).toBeUndefined();
  }, 60_000);

  test('that comes again is refused, and has no further effect', async () => {
    const headers = {};
    const path = `/devices/${cloud.productKey}/sh-meter-1/tags`;
    await fc.assert(
      fc.asyncProperty(jsonOf(cloud.productKey), async (value) => {
        const request: Request = {
          name: 'manage-device',
          method: 'POST',
          path,
          headers,
          body: Buffer.from(JSON.stringify(value)),
        };
        const once = signed(request);
        expect((await ask(cloud, once)).status).toBeOneOf([200, 422]);
        cloud.calls.length = 0;
        expect((await ask(cloud, once)).status).toBe(401);
        // Method and path are not signed; an id that is used up is of no use elsewhere.
        expect((await ask(cloud, { ...once, path: path.replace('/tags', '/disable') })).status).toBe(401);
        expect(cloud.calls).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  test('has its effect once, of many copies that come at once', async () => {
    const path = `/devices/${cloud.productKey}/sh-meter-1/tags`;
    const body = Buffer.from('{"tags":{"why":"once"}}');
    const request = signed({ name: 'manage-device', method: 'POST', path, headers: {}, body });
    cloud.calls.length = 0;
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(cloud, request)));
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200,
      ...Array.from({ length: 9 }, () => 401),
    ]);
    expect(cloud.calls).toEqual(['SaveDeviceProp']);
  });
});

test('an event that no HTTP trigger made is answered with 400, cut short or not', async () => {
  cloud.calls.length = 0;
  const whole = signed({
    name: 'manage-device',
    method: 'POST',
    path: `/devices/${cloud.productKey}/sh-meter-1/disable`,
    headers: {},
    body: Buffer.from('{}'),
  });
  const payload = Buffer.from(JSON.stringify(eventOf(whole)));
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.nat(payload.length - 1).map((length) => payload.subarray(0, length)),
        fc.uint8Array().map((bytes) => Buffer.from(bytes)),
        fc.json().map((one) => Buffer.from(one)),
      ),
      async (bytes) => {
        const answer = await invoke(cloud, 'manage-device', bytes);
        expect(answer.status).toBe(400);
        expectDocumented('POST', '/', answer);
      },
    ),
    { numRuns: 100 },
  );
  expect(cloud.calls).toEqual([]);
});

test('a hook without a secret refuses every call, and says so in its log', async () => {
  const own = await startHooks({ secrets: '' });
  const { status } = await own.send('manage-device', 'GET', `/devices/${own.productKey}/sh-meter-1`);
  expect(status).toBe(401);
  expect((await own.send('manage-device', 'GET', '/openapi.json')).status).toBe(200);
  await expect
    .poll(() => own.logs.map((line) => JSON.parse(line)))
    .toContainEqual(
      expect.objectContaining({ level: 'ERROR', message: expect.stringContaining('HOOK_SECRETS') }),
    );
});

test('over a socket, a body that breaks off has no effect, and one in another encoding is told so', async () => {
  cloud.calls.length = 0;
  const path = `/devices/${cloud.productKey}/sh-meter-1/disable`;
  const address = new URL(cloud.address('manage-device'));
  const headers = Object.entries(signature('{}')).map(([name, value]) => `${name}: ${value}\r\n`);
  const socket = connect(Number(address.port), address.hostname);
  socket.end(
    `POST ${address.pathname}${path} HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n${headers.join('')}\r\n{`,
  );
  await text(socket).catch(() => '');
  const latin = Buffer.from('{"tags":{"why":"caf\xe9"}}', 'latin1');
  const answer = await cloud.send('manage-device', 'POST', path, latin);
  expect([answer.status, answer.body.detail]).toEqual([
    400,
    'The body must be JSON in UTF-8, but is other bytes.',
  ]);
  expect(cloud.calls).toEqual([]);
});
