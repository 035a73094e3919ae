import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DrivenClock } from '../../../local/platform/clock.ts';
import type { IotClient } from '../../../shared/iot/client.ts';
import {
  BatchAddDeviceGroupRelations,
  type CallRecord,
  CreateProduct,
  createIotClient,
  DisableThing,
  environmentCredentials,
  type IotClientOptions,
  IotError,
  type LimitedOperation,
  Pub,
  QueryDevice,
  QueryDeviceDetail,
  type Quota,
  RegisterDevice,
} from '../../../shared/iot/index.ts';
import { type Answer, cut, type Received, ScriptedApi, silence, status, success } from './scripted-api.ts';

const account = { accessKeyId: 'testid', accessKeySecret: 'testsecret' };
const device = { ProductKey: 'a1BwAGV', DeviceName: 'light' };
const product = { ProductName: 'meter', NodeType: 0 } as const;
const throttled = status(400, { RequestId: 'T1', Code: 'Throttling.User', Message: 'Too many.' });
const unavailable = status(503, { RequestId: 'U1', Code: 'ServiceUnavailable', Message: 'Later.' });

let api: ScriptedApi;
const clients: IotClient[] = [];

beforeEach(async () => {
  api = await ScriptedApi.start();
});

afterEach(async () => {
  await api.stop();
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

function client(options: Partial<IotClientOptions> = {}): IotClient {
  const made = createIotClient({
    regionId: 'cn-shanghai',
    credentials: account,
    endpoint: api.endpoint,
    quota: false,
    retries: { firstWait: 2, longestWait: 4 },
    ...options,
  });
  clients.push(made);
  return made;
}

async function failed(call: Promise<unknown>): Promise<IotError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof IotError)) throw new Error(`not an IotError: ${inspect(error)}`);
  return error;
}

function first(): Received {
  const [received] = api.received;
  if (received === undefined) throw new Error('nothing was sent');
  return received;
}

const sent = () => api.received.map(({ parameters }) => parameters);

describe('a call', () => {
  it('sends the parameters with what the API asks for, and a signature that holds', async () => {
    await client({ iotInstanceId: 'iot-060a' }).call(DisableThing, { ...device, DeviceName: 'sh *~+门' });
    const { parameters, body } = first();
    const { Signature, SignatureNonce, Timestamp, ...others } = parameters;
    expect(others).toEqual({
      AccessKeyId: 'testid',
      Action: 'DisableThing',
      DeviceName: 'sh *~+门',
      Format: 'JSON',
      IotInstanceId: 'iot-060a',
      ProductKey: 'a1BwAGV',
      RegionId: 'cn-shanghai',
      SignatureMethod: 'HMAC-SHA1',
      SignatureVersion: '1.0',
      Version: '2018-01-20',
    });
    expect(SignatureNonce).toMatch(/^[\da-f-]{36}$/);
    expect(Math.abs(Date.parse(Timestamp ?? '') - Date.now())).toBeLessThan(3_000);
    const canonical = body.slice(0, body.indexOf('&Signature='));
    expect(Object.keys(parameters).slice(0, -1)).toEqual(Object.keys(parameters).slice(0, -1).sort());
    const text = `POST&%2F&${encodeURIComponent(canonical)}`;
    expect(Signature).toBe(createHmac('sha1', 'testsecret&').update(text).digest('base64'));
  });

  it('sends lists and structures under the names that the wire has for them', async () => {
    await client().call(BatchAddDeviceGroupRelations, { GroupId: 'W16X', Device: [device, device] });
    expect(sent()[0]).toMatchObject({
      'Device.1.ProductKey': 'a1BwAGV',
      'Device.1.DeviceName': 'light',
      'Device.2.DeviceName': 'light',
    });
  });

  it('puts two hundred devices in an order that the signature holds in', async () => {
    const Device = Array.from({ length: 200 }, (_, index) => ({ ...device, DeviceName: `meter-${index}` }));
    await client().call(BatchAddDeviceGroupRelations, { GroupId: 'W16X', Device });
    const { body, parameters } = first();
    const canonical = body.slice(0, body.indexOf('&Signature='));
    const names = canonical.split('&').map((pair) => pair.slice(0, pair.indexOf('=')));
    expect(names).toEqual(names.toSorted());
    const text = `POST&%2F&${encodeURIComponent(canonical)}`;
    expect(parameters['Signature']).toBe(createHmac('sha1', 'testsecret&').update(text).digest('base64'));
  });

  it('keeps an instance that the call names itself', async () => {
    const iot = client({ iotInstanceId: 'iot-060a' });
    await iot.call(DisableThing, { ...device, IotInstanceId: 'iot-other' });
    await iot.call(DisableThing, { ...device, IotInstanceId: undefined });
    expect(sent().map(({ IotInstanceId }) => IotInstanceId)).toEqual(['iot-other', 'iot-060a']);
  });

  it('sends the security token of temporary credentials', async () => {
    await client({ credentials: { ...account, securityToken: 'CAIS+/=' } }).call(DisableThing, device);
    expect(sent()[0]).toMatchObject({ SecurityToken: 'CAIS+/=' });
  });

  it('gives the answer with its request id and with what the catalogue does not know', async () => {
    api.answers({ ...success, Data: { Status: 'ONLINE', Shade: 'green' }, Extra: [1] });
    expect(await client().call(QueryDeviceDetail, device)).toEqual({
      ...success,
      Data: { Status: 'ONLINE', Shade: 'green' },
      Extra: [1],
    });
  });

  it('keeps every digit of a message id', async () => {
    api.answers((response) => response.end('{"Success":true,"MessageId":889455942124347329}'));
    const topic = { ProductKey: 'a1B', TopicFullName: '/a1B/light/user/get', MessageContent: 'aGk=' };
    expect((await client().call(Pub, topic)).MessageId).toBe('889455942124347329');
  });

  it('does not fail for an odd field, hands it on as it is, and logs it once', async () => {
    api.answers({ ...success, Data: { DeviceInfo: [{ DeviceName: 7 }, { DeviceName: 8 }] }, Total: 'two' });
    const warn = vi.fn();
    const iot = client({ logger: { warn } });
    const answer = await iot.call(QueryDevice, { ProductKey: 'a1B', CurrentPage: 1, PageSize: 10 });
    expect(answer.Data?.DeviceInfo?.[1]?.DeviceName).toBe(8);
    await iot.call(QueryDevice, { ProductKey: 'a1B', CurrentPage: 1, PageSize: 10 });
    expect(warn.mock.calls.map(([, { field, operation }]) => `${operation} ${field}`).sort()).toEqual([
      'QueryDevice Data.DeviceInfo.DeviceName',
      'QueryDevice Total',
    ]);
  });
});

describe('bad parameters', () => {
  it('are refused before anything is sent', async () => {
    const error = await failed(client().call(DisableThing, { ProductKey: 'a1BwAGV' }));
    expect(error.message).toBe('DisableThing: DeviceName is required when ProductKey is given');
    expect(error).toMatchObject({ code: 'Client.InvalidParameter', attempts: 0, retryable: false });
    expect(api.received).toHaveLength(0);
  });

  it('are text that no bytes stand for, too', async () => {
    const error = await failed(client().call(DisableThing, { ...device, DeviceName: 'light\uD83D' }));
    expect(error.code).toBe('Client.InvalidParameter');
    expect(error.message).toMatch(/^DisableThing: DeviceName holds half of a surrogate pair/);
    expect(api.received).toHaveLength(0);
  });
});

describe('a refusal', () => {
  it('of the operation is an error with its code, and is final', async () => {
    api.answers({
      RequestId: 'R1',
      Success: false,
      Code: 'iot.device.NotExistedDevice',
      ErrorMessage: 'No device.',
    });
    const error = await failed(client().call(DisableThing, device));
    expect(error.message).toBe('DisableThing: iot.device.NotExistedDevice — No device. (request id R1)');
    expect(error).toMatchObject({ httpStatus: 200, attempts: 1, retryable: false, outcomeUnknown: false });
    expect(error.hint?.solution).toBeTypeOf('string');
  });

  it('of the gateway is an error with its code, and is final', async () => {
    api.answers(status(403, { RequestId: 'R2', Code: 'Forbidden.RAM', Message: 'Not authorized.' }));
    expect(await failed(client().call(DisableThing, device))).toMatchObject({
      message:
        'DisableThing: Forbidden.RAM — Not authorized. The RAM policy has to allow iot:DisableThing. (request id R2)',
      code: 'Forbidden.RAM',
      requestId: 'R2',
      httpStatus: 403,
      attempts: 1,
    });
  });

  it.each([
    [
      status(404, '<html>', { 'content-type': 'text/html' }),
      404,
      'HTTP 404 with text/html instead of an answer in JSON',
    ],
    [status(301, '', { location: '/' }), 301, 'HTTP 301 with application/json instead of an answer in JSON'],
    [status(200, '{"Succ'), 200, 'HTTP 200 with application/json instead of an answer in JSON'],
    [status(400, '{}'), 400, 'HTTP 400 without an error code'],
  ])('that is not of this API says what came instead (%#)', async (answer: Answer, httpStatus, reason) => {
    api.answers(answer);
    const error = await failed(client().call(DisableThing, device));
    expect(error).toMatchObject({ code: 'Client.UnexpectedAnswer', httpStatus, attempts: 1 });
    expect(error.message).toBe(`DisableThing: Client.UnexpectedAnswer — ${reason}`);
    // A cut success may well have been one.
    expect(error.outcomeUnknown).toBe(httpStatus === 200);
  });
});

describe('a retry', () => {
  it('follows a connection that broke, and is signed anew', async () => {
    api.answers(cut, unavailable, status(502, '<html>'), success);
    expect(await client().call(DisableThing, device)).toEqual(success);
    expect(api.received).toHaveLength(4);
    expect(new Set(sent().map(({ SignatureNonce }) => SignatureNonce)).size).toBe(4);
    expect(new Set(sent().map(({ Signature }) => Signature)).size).toBe(4);
  });

  it('that is refused does not settle what the attempt before it has done', async () => {
    api.answers(unavailable, { RequestId: '1', Success: false, Code: 'iot.device.NotExistedDevice' });
    const error = await failed(client().call(DisableThing, device));
    expect(error).toMatchObject({ code: 'iot.device.NotExistedDevice', attempts: 2, outcomeUnknown: true });
  });

  it('is made at most so often that a call has four attempts', async () => {
    api.answers(unavailable);
    const error = await failed(client().call(DisableThing, device));
    expect(error).toMatchObject({
      code: 'ServiceUnavailable',
      attempts: 4,
      retryable: true,
      outcomeUnknown: true,
    });
    expect(api.received).toHaveLength(4);
  });

  it('is not made when retries are off', async () => {
    api.answers(unavailable);
    expect(await failed(client({ retries: false }).call(DisableThing, device))).toMatchObject({
      attempts: 1,
    });
  });

  it('follows what the catalogue calls retryable', async () => {
    api.answers({ RequestId: '1', Success: false, Code: 'iot.system.SystemException' }, success);
    await client().call(DisableThing, device);
    expect(api.received).toHaveLength(2);
  });

  it('follows a refused connection', async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const address = probe.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    probe.close();
    const iot = client({ endpoint: `http://127.0.0.1:${port}` });
    const error = await failed(iot.call(CreateProduct, product));
    expect(error).toMatchObject({
      code: 'Client.Connection',
      attempts: 4,
      retryable: true,
      outcomeUnknown: false,
    });
    expect(error.cause).toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('follows an answer that does not come in time', async () => {
    api.answers(silence, success);
    const iot = client({ timeouts: { answer: 50 } });
    expect(await iot.call(DisableThing, device)).toEqual(success);
  });

  it('is never begun past the deadline', async () => {
    api.answers(throttled);
    const iot = client({ retries: { firstWait: 60_000, longestWait: 60_000 } });
    vi.spyOn(Math, 'random').mockReturnValue(0.9);
    const begun = Date.now();
    const error = await failed(iot.call(DisableThing, device, { deadline: begun + 10_000 }));
    vi.restoreAllMocks();
    expect(error).toMatchObject({ code: 'Throttling.User', attempts: 1, retryable: true });
    expect(Date.now() - begun).toBeLessThan(5_000);
  });

  describe('of an operation whose repeat is not harmless', () => {
    it.each([
      ['the connection broke', cut, 'Client.ConnectionLost'],
      ['the server failed', unavailable, 'ServiceUnavailable'],
      ['the nonce was known already', status(400, { Code: 'SignatureNonceUsed' }), 'SignatureNonceUsed'],
      [
        'the platform failed',
        { Success: false, Code: 'iot.system.SystemException' },
        'iot.system.SystemException',
      ],
    ])('is not made when it may have arrived: %s', async (_why, answer: Answer, code) => {
      api.answers(answer);
      const error = await failed(client().call(CreateProduct, product));
      expect(error).toMatchObject({ code, attempts: 1, retryable: false, outcomeUnknown: true });
    });

    it('is not made when no answer came in time', async () => {
      api.answers(silence);
      const error = await failed(client({ timeouts: { answer: 50 } }).call(CreateProduct, product));
      expect(error).toMatchObject({
        code: 'Client.Timeout',
        attempts: 1,
        retryable: false,
        outcomeUnknown: true,
      });
    });

    it('is made when it surely was refused', async () => {
      api.answers(throttled, success);
      await client().call(CreateProduct, product);
      expect(api.received).toHaveLength(2);
    });
  });

  it('of a harmless operation follows a nonce that was known already', async () => {
    api.answers(status(400, { Code: 'SignatureNonceUsed', Message: 'Used.' }), success);
    await client().call(DisableThing, device);
    expect(new Set(sent().map(({ SignatureNonce }) => SignatureNonce)).size).toBe(2);
  });
});

describe("a clock that differs from the platform's", () => {
  const platformAhead = 3_600_000;
  const refuseOtherTimes: Answer = (response, { parameters }) => {
    const now = Date.now() + platformAhead;
    const off = Math.abs(Date.parse(parameters['Timestamp'] ?? '') - now) > 900_000;
    const answer = off ? { RequestId: '1', Code: 'InvalidTimeStamp.Expired', Message: 'Expired.' } : success;
    response.sendDate = false;
    response.setHeader('date', new Date(now).toUTCString());
    response.writeHead(off ? 400 : 200).end(JSON.stringify(answer));
  };

  it('is corrected by what the first refusal says, for this call and those after it', async () => {
    api.answers(refuseOtherTimes);
    const iot = client();
    await iot.call(CreateProduct, product);
    expect(api.received).toHaveLength(2);
    await iot.call(DisableThing, device);
    expect(api.received).toHaveLength(3);
  });

  it('is corrected once a call', async () => {
    api.answers(status(400, { Code: 'InvalidTimeStamp.Expired', Message: 'Expired.' }));
    const error = await failed(client().call(DisableThing, device));
    expect(error).toMatchObject({ code: 'InvalidTimeStamp.Expired', attempts: 2, retryable: false });
  });
});

describe('the quota', () => {
  it('lets a burst queue, and calls go in their order', async () => {
    const iot = client({ quota: { share: 1 } });
    const slow = { ...DisableThing, callsPerSecond: 50 };
    const begun = Date.now();
    const names = Array.from({ length: 12 }, (_, index) => `light-${index}`);
    await Promise.all(names.map((DeviceName) => iot.call(slow, { ...device, DeviceName })));
    // Two and a half at once, the others 20 ms apart.
    expect(Date.now() - begun).toBeGreaterThan(150);
    expect(sent().map(({ DeviceName }) => DeviceName)).toEqual(names);
  });

  it('can be one that others share', async () => {
    const taken: string[] = [];
    const quota: Quota = {
      take: (operation: LimitedOperation) => {
        taken.push(operation.name);
        return Promise.resolve();
      },
      throttled: (operation: LimitedOperation) => {
        taken.push(`${operation.name} throttled`);
      },
    };
    api.answers(throttled, success);
    await client({ quota }).call(DisableThing, device);
    expect(taken).toEqual(['DisableThing', 'DisableThing throttled', 'DisableThing']);
  });

  it('that fails ends the call, with nothing sent', async () => {
    const quota: Quota = { take: () => Promise.reject(new Error('gone')), throttled: () => {} };
    const error = await failed(client({ quota }).call(CreateProduct, product));
    expect(error).toMatchObject({
      code: 'Client.Quota',
      attempts: 0,
      retryable: true,
      outcomeUnknown: false,
    });
    expect(api.received).toHaveLength(0);
  });
});

describe('ending a call', () => {
  it('by a signal that is aborted already sends nothing', async () => {
    const error = await failed(client().call(DisableThing, device, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({
      code: 'Client.Aborted',
      attempts: 0,
      retryable: false,
      outcomeUnknown: false,
    });
    expect(api.received).toHaveLength(0);
  });

  it('by a signal while it waits for an answer leaves its outcome unknown', async () => {
    api.answers(silence);
    const controller = new AbortController();
    const call = failed(client().call(DisableThing, device, { signal: controller.signal }));
    await vi.waitFor(() => expect(api.received).toHaveLength(1));
    controller.abort();
    expect(await call).toMatchObject({ code: 'Client.Aborted', attempts: 1, outcomeUnknown: true });
  });

  it('by a signal while it waits for its turn sends nothing', async () => {
    const iot = client({ quota: {} });
    const rare = { ...DisableThing, callsPerSecond: 1 };
    await iot.call(rare, device);
    const controller = new AbortController();
    const call = failed(iot.call(rare, device, { signal: controller.signal }));
    controller.abort();
    expect(await call).toMatchObject({ code: 'Client.Aborted', attempts: 0 });
    expect(api.received).toHaveLength(1);
  });

  it('by a signal between two attempts remembers what the first may have done', async () => {
    api.answers(unavailable);
    const iot = client({ retries: { firstWait: 60_000, longestWait: 60_000 } });
    const controller = new AbortController();
    vi.spyOn(Math, 'random').mockReturnValue(0.9);
    const call = failed(iot.call(DisableThing, device, { signal: controller.signal }));
    await vi.waitFor(() => expect(Math.random).toHaveBeenCalled());
    controller.abort();
    vi.restoreAllMocks();
    expect(await call).toMatchObject({ code: 'Client.Aborted', attempts: 1, outcomeUnknown: true });
  });

  it('by its deadline says so, wherever it is', async () => {
    api.answers(silence);
    const iot = client({ quota: {} });
    const inFlight = await failed(iot.call(DisableThing, device, { deadline: Date.now() + 300 }));
    expect(inFlight).toMatchObject({ code: 'Client.Timeout', attempts: 1, outcomeUnknown: true });
    const rare = { ...DisableThing, name: 'Rare', callsPerSecond: 1 };
    const [, queued] = await Promise.all([
      failed(iot.call(rare, device, { deadline: Date.now() + 50 })),
      failed(iot.call(rare, device, { deadline: Date.now() + 50 })),
    ]);
    expect(queued).toMatchObject({
      code: 'Client.Timeout',
      attempts: 0,
      outcomeUnknown: false,
      retryable: true,
    });
    const past = await failed(iot.call(DisableThing, device, { deadline: Date.now() - 1 }));
    expect(past.message).toBe('DisableThing: Client.Timeout — the deadline passed before the call was done');
  });

  it('by the total timeout holds for all attempts together', async () => {
    api.answers(silence);
    const error = await failed(client({ timeouts: { answer: 40, total: 100 } }).call(DisableThing, device));
    expect(error.code).toBe('Client.Timeout');
    expect(error.attempts).toBeLessThan(4);
  });

  it('by its deadline does not wait for credentials that do not come', async () => {
    const iot = client({ credentials: () => new Promise(() => {}) });
    const error = await failed(iot.call(DisableThing, device, { deadline: Date.now() + 20 }));
    expect(error).toMatchObject({ code: 'Client.Timeout', attempts: 0 });
  });
});

describe('a view', () => {
  it('has credentials and bounds of its own, over the same connections and quotas', async () => {
    const iot = client({ quota: {} });
    const rare = { ...DisableThing, callsPerSecond: 1 };
    const credentials = { accessKeyId: 'STS.1', accessKeySecret: 's', securityToken: 'token' };
    await iot.with({ credentials }).call(rare, device);
    expect(sent()[0]).toMatchObject({ AccessKeyId: 'STS.1', SecurityToken: 'token' });
    const hurried = iot.with({ deadline: Date.now() + 30 });
    expect(await failed(hurried.call(rare, device))).toMatchObject({ code: 'Client.Timeout', attempts: 0 });
    await iot.call(QueryDeviceDetail, device);
    expect(sent()[1]).toMatchObject({ AccessKeyId: 'testid' });
    expect(new Set(api.received.map(({ socket }) => socket)).size).toBe(1);
  });

  it('of a view keeps the narrower bounds', async () => {
    const controller = new AbortController();
    const view = client()
      .with({ signal: controller.signal })
      .with({ deadline: Date.now() + 60_000 });
    controller.abort();
    expect(await failed(view.call(DisableThing, device))).toMatchObject({ code: 'Client.Aborted' });
    const other = client().with({ deadline: Date.now() - 1 });
    const { signal } = new AbortController();
    expect(
      await failed(other.call(DisableThing, device, { signal, deadline: Date.now() + 60_000 })),
    ).toMatchObject({
      code: 'Client.Timeout',
    });
  });

  it('is refused credentials that lack something', () => {
    expect(() => client().with({ credentials: { accessKeyId: '', accessKeySecret: 's' } })).toThrow(
      'accessKeyId is missing in the credentials',
    );
  });
});

describe('credentials from a function', () => {
  it('are asked for each attempt', async () => {
    let asked = 0;
    api.answers(unavailable, success);
    const credentials = async () => ({ ...account, accessKeyId: `key-${++asked}` });
    await client({ credentials }).call(DisableThing, device);
    expect(sent().map(({ AccessKeyId }) => AccessKeyId)).toEqual(['key-1', 'key-2']);
  });

  it('that fails ends the call, with nothing sent', async () => {
    const failing = client({ credentials: () => Promise.reject(new Error('no role')) });
    const error = await failed(failing.call(DisableThing, device));
    expect(error.message).toBe('DisableThing: Client.Credentials — the credentials function failed');
    expect(error.cause).toMatchObject({ message: 'no role' });
    const lacking = client({ credentials: () => environmentCredentials({}) });
    expect((await failed(lacking.call(DisableThing, device))).message).toMatch(
      /^DisableThing: Client.Credentials — ALIBABA_CLOUD_ACCESS_KEY_ID and .* are missing in the environment$/,
    );
    expect(api.received).toHaveLength(0);
  });
});

describe('onCall', () => {
  it('hears of every call how it went', async () => {
    const records: CallRecord[] = [];
    const clock = new DrivenClock(Date.now());
    const iot = client({ onCall: (record) => records.push(record), clock, retries: { attempts: 1 } });
    api.answers((response) => {
      clock.advance(70);
      response.end(JSON.stringify(success));
    }, throttled);
    await iot.call(DisableThing, device);
    await failed(iot.call(DisableThing, device));
    await failed(iot.call(DisableThing, {}));
    expect(records).toEqual([
      { operation: 'DisableThing', code: 'OK', milliseconds: 70, attempts: 1, throttled: 0 },
      { operation: 'DisableThing', code: 'Throttling.User', milliseconds: 0, attempts: 1, throttled: 1 },
      {
        operation: 'DisableThing',
        code: 'Client.InvalidParameter',
        milliseconds: 0,
        attempts: 0,
        throttled: 0,
      },
    ]);
  });

  it('cannot make a call fail', async () => {
    const warn = vi.fn();
    const onCall = () => {
      throw new Error('no metrics today');
    };
    expect(await client({ onCall, logger: { warn } }).call(DisableThing, device)).toEqual(success);
    expect(warn).toHaveBeenCalledOnce();
  });
});

describe('close', () => {
  it('lets calls under way finish, with their retries, and takes no more', async () => {
    let answer = () => {};
    api.answers((response) => {
      answer = () => response.writeHead(503).end('{"Code":"ServiceUnavailable"}');
    }, success);
    const iot = client();
    const call = iot.call(DisableThing, device);
    await vi.waitFor(() => expect(api.received).toHaveLength(1));
    const closed = iot.close();
    const error = await failed(iot.with({}).call(DisableThing, device));
    expect(error).toMatchObject({ code: 'Client.Closed', attempts: 0 });
    answer();
    expect(await call).toEqual(success);
    await closed;
    await iot.close();
    await vi.waitFor(() => expect(api.sockets.size).toBe(0));
  });
});

describe('secrets', () => {
  it('turn up in no error, whatever the platform repeats', async () => {
    const secrets = {
      accessKeySecret: 'SecretOfTheKey+/==',
      securityToken: 'TokenOfTheRole+/==',
      deviceSecret: 'SecretOfTheDevice',
    };
    const credentials = {
      accessKeyId: 'testid',
      accessKeySecret: secrets.accessKeySecret,
      securityToken: secrets.securityToken,
    };
    const all = Object.values(secrets).join(' ');
    const repeating =
      (code: number): Answer =>
      (response, { body }) => {
        const told = `${all} string to sign is: POST&%2F&${encodeURIComponent(body)} ${body}`;
        const answer = { RequestId: all, Code: `Signature${all}`, Message: told, Success: false };
        response
          .writeHead(code, { 'content-type': all.replaceAll(/[^\w]/g, '') })
          .end(JSON.stringify(answer));
      };
    const logged = vi.fn();
    const iot = client({ credentials, logger: { warn: logged }, retries: false, timeouts: { answer: 200 } });
    const html: Answer = (response, { body }) => response.writeHead(502).end(`<html>${all} ${body}</html>`);
    const noHttp: Answer = (_response, { socket, body }) => socket.end(`${all} ${body}\r\n\r\n`);
    const errors: IotError[] = [];
    for (const answer of [repeating(200), repeating(400), repeating(503), html, noHttp, cut, silence]) {
      api.answers(answer);
      const PinCode = secrets.deviceSecret;
      errors.push(await failed(iot.call(RegisterDevice, { ProductKey: 'a1BwAGV', DevEui: 'd8', PinCode })));
    }
    // What the caller mistakes for a parameter is not repeated either.
    const mistaken = { ProductKey: 'a1BwAGV', DeviceSecret: secrets.deviceSecret };
    errors.push(await failed(iot.call(DisableThing, mistaken)));
    api.answers({ ...success, Data: { DeviceSecret: [all], IotId: { all } } });
    await iot.call(RegisterDevice, { ProductKey: 'a1BwAGV' });
    expect(logged).toHaveBeenCalledTimes(2);

    expect(errors).toHaveLength(8);
    expect(errors[0]?.message).toContain('[secret]');
    const shown = inspect([errors, iot, logged.mock.calls], {
      depth: 20,
      showHidden: true,
      maxStringLength: null,
    });
    for (const secret of Object.values(secrets)) {
      const once = encodeURIComponent(secret);
      for (const form of [secret, once, encodeURIComponent(once)]) expect(shown).not.toContain(form);
    }
  });
});

describe('createIotClient', () => {
  it('names every option that is wrong', () => {
    const wrong = { regionId: 'Shanghai', endpont: 'x', connections: 0, quota: { share: 2 }, retries: 3 };
    // @ts-expect-error What is wrong is wrong for the compiler too.
    const make = () => createIotClient(wrong);
    expect(make).toThrow(TypeError);
    for (const part of [
      'createIotClient: regionId "Shanghai" must match',
      'credentials is required',
      'connections 0 must be at least 1',
      'quota.share must be above 0, up to 1',
      'retries must be false or { attempts, firstWait, longestWait }',
      'endpont is not a parameter, did you mean endpoint?',
    ]) {
      expect(make).toThrow(part);
    }
  });

  it('does not take an endpoint that is no address', () => {
    expect(() => client({ endpoint: 'iot.cn-shanghai.aliyuncs.com' })).toThrow(
      /endpoint .*http or https address/,
    );
  });

  it('calls the endpoint of its region by default', async () => {
    const iot = createIotClient({ regionId: 'zz-nowhere', credentials: account, retries: false });
    const error = await failed(iot.call(DisableThing, device, { deadline: Date.now() + 10_000 }));
    await iot.close();
    expect(error.message).toContain('iot.zz-nowhere.aliyuncs.com');
  });
});
