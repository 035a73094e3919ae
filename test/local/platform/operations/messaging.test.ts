import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import { attach } from '../../../../local/platform/device/topology.ts';
import type { Device } from '../../../../local/platform/state/device.ts';
import type { Product } from '../../../../local/platform/state/products.ts';
import {
  type ConnectedDevice,
  connectDevice,
  type DeviceEndpoint,
  serveDevices,
  signedConnect,
} from '../../mqtt/device.ts';
import { newDevice, newProduct } from '../api-caller.ts';
import { effectsOf } from '../effects.ts';

const { keeps, butNot } = effectsOf('messaging');
const clock = new DrivenClock(Date.now());
const day = 24 * 3600 * 1000;
let served: DeviceEndpoint;
let product: Product;
let productKey: string;

beforeAll(async () => {
  served = await serveDevices({ clock });
  product = newProduct(served.platform);
  productKey = product.productKey;
  served.platform.state.topics.create(product, 'both', 'ALL');
});
afterAll(() => served.close());

let made = 0;
const device = (of = product): Device => {
  made += 1;
  return newDevice(served.platform, of, `speaker-${made}`);
};
const topicOf = ({ deviceName, product: of }: Device, rest: string) =>
  `/${of.productKey}/${deviceName}/${rest}`;
const base64 = (text: string) => Buffer.from(text).toString('base64');
const texts = ({ received }: ConnectedDevice) => received.map(({ text }) => text);
const numbered = (name: string, values: readonly string[]) =>
  Object.fromEntries(values.map((value, index) => [`${name}.${index + 1}`, value]));

const pub = (to: Device, text: string, Qos: 0 | 1 = 0, rest = 'user/get') =>
  served.must('Pub', {
    ProductKey: to.product.productKey,
    TopicFullName: topicOf(to, rest),
    MessageContent: base64(text),
    Qos,
  });

/** Waits until all that was sent before is there, by a message that follows it. */
async function settle(connected: ConnectedDevice, to: Device) {
  made += 1;
  const mark = `mark ${made}`;
  served.platform.devices.sessionOf(to)?.line.deliver(topicOf(to, 'user/both'), Buffer.from(mark), 0);
  await vi.waitFor(() => expect(texts(connected)).toContain(mark));
}

/** A device that listens on both of its topics. */
async function listening(to: Device, options: Parameters<typeof connectDevice>[2] = {}) {
  const connected = await connectDevice(served, to, options);
  await connected.subscribe([topicOf(to, 'user/get'), topicOf(to, 'user/both')]);
  return connected;
}

describe('Pub and BatchPub', () => {
  keeps(
    'a message comes on the custom topic that it names, with the ID that the platform gave it',
    { Pub: ['The message is published', 'The platform generates'] },
    async () => {
      const to = device();
      const connected = await listening(to);
      const { MessageId } = await pub(to, 'hello');
      expect(await connected.message(topicOf(to, 'user/get'))).toMatchObject({ text: 'hello', qos: 0 });
      expect(MessageId).toMatch(/^\d{19}$/);
      expect((await pub(to, 'again')).MessageId).not.toBe(MessageId);
    },
  );

  keeps(
    'a message goes to each of the devices that a call lists, on its own topic, and to no other',
    { BatchPub: ['The same message goes', 'All the devices are expected'] },
    async () => {
      const [one, another, deaf, unnamed] = [device(), device(), device(), device()];
      const listeners = await Promise.all([one, another, unnamed].map((to) => listening(to)));
      const silent = await connectDevice(served, deaf);
      await silent.subscribe(topicOf(deaf, 'user/both'));
      await served.must('BatchPub', {
        ProductKey: productKey,
        ...numbered('DeviceName', [one.deviceName, another.deviceName, deaf.deviceName]),
        TopicShortName: 'get',
        MessageContent: base64('to all'),
      });
      for (const [index, to] of [one, another].entries()) {
        expect(await listeners[index]?.message(topicOf(to, 'user/get'))).toMatchObject({ text: 'to all' });
      }
      await settle(silent, deaf);
      expect(texts(silent)).not.toContain('to all');
      expect(listeners[2]?.received).toEqual([]);
    },
  );

  keeps(
    'a topic that devices only publish on takes no message',
    { Pub: 'The topic must carry', BatchPub: 'The topic must carry' },
    async () => {
      const to = device();
      const connected = await listening(to);
      for (const [shortName, refused] of [
        ['update', true],
        ['get', false],
        ['both', false],
      ] as const) {
        const MessageContent = base64('x');
        const calls = [
          served.call('Pub', {
            ProductKey: productKey,
            TopicFullName: topicOf(to, `user/${shortName}`),
            MessageContent,
          }),
          served.call('BatchPub', {
            ProductKey: productKey,
            'DeviceName.1': to.deviceName,
            TopicShortName: shortName,
            MessageContent,
          }),
        ];
        for (const { body } of await Promise.all(calls)) {
          expect(body).toMatchObject(
            refused ? { Success: false, Code: 'iot.messagebroker.PublishMessageFailed' } : { Success: true },
          );
        }
      }
      await vi.waitFor(() => expect(texts(connected)).toEqual(['x', 'x', 'x', 'x']));
    },
  );

  keeps(
    'a device that subscribes after the call does not receive the message',
    { Pub: 'A device that has not subscribed' },
    async () => {
      const to = device();
      const connected = await connectDevice(served, to);
      await pub(to, 'too early', 1);
      await connected.subscribe([topicOf(to, 'user/get'), topicOf(to, 'user/both')]);
      await pub(to, 'in time', 1);
      await connected.message(topicOf(to, 'user/get'));
      expect(texts(connected)).toEqual(['in time']);
    },
  );

  keeps(
    'properties and services are not to be reached this way',
    { Pub: 'The call cannot be used', BatchPub: 'The call cannot be used' },
    async () => {
      const to = device();
      for (const rest of ['thing/service/property/set', 'thing/service/reboot']) {
        for (const TopicFullName of [topicOf(to, rest), `/sys${topicOf(to, rest)}`]) {
          const parameters = { ProductKey: productKey, TopicFullName, MessageContent: base64('{}') };
          expect(await served.refusal('Pub', parameters)).toBe('iot.messagebroker.InvalidFormattedTopicName');
        }
        const batch = { ProductKey: productKey, 'DeviceName.1': to.deviceName, MessageContent: base64('{}') };
        expect(await served.refusal('BatchPub', { ...batch, TopicShortName: `../${rest}` })).toBe(
          'iot.messagebroker.InvalidFormattedTopicName',
        );
        expect(await served.refusal('BatchPub', { ...batch, TopicShortName: rest })).toBe(
          'iot.messagebroker.TopicTemplateIsNotFound',
        );
      }
    },
  );

  keeps(
    'QoS 0 reaches a device that is online or nobody; QoS 1 comes until it is acknowledged',
    {
      Pub: ['QoS 0 publishes', 'A QoS 1 message that'],
      BatchPub: 'QoS 0 publishes',
    },
    async () => {
      const to = device();
      const connected = await listening(to, { clean: false });
      // From here on the device acknowledges nothing.
      connected.client.handleMessage = () => {};
      await pub(to, 'unacknowledged', 1);
      await pub(to, 'at most once', 0);
      await vi.waitFor(() => expect(texts(connected)).toHaveLength(1));
      await connected.breakOff();
      await vi.waitFor(() => expect(to.status).toBe('OFFLINE'));
      await pub(to, 'lost', 0);
      const batch = { ProductKey: productKey, 'DeviceName.1': to.deviceName, TopicShortName: 'get' };
      await served.must('BatchPub', { ...batch, MessageContent: base64('batch, lost'), Qos: 0 });
      await served.must('BatchPub', { ...batch, MessageContent: base64('batch, kept'), Qos: 1 });

      const back = await connectDevice(served, to, { clean: false });
      await settle(back, to);
      expect(texts(back).slice(0, -1)).toEqual(['unacknowledged', 'batch, kept']);
      await back.leave();
      await vi.waitFor(() => expect(to.status).toBe('OFFLINE'));
      const again = await connectDevice(served, to, { clean: false });
      await settle(again, to);
      expect(texts(again)).toHaveLength(1);
    },
  );

  keeps(
    'a message of QoS 1 is kept for 7 days for a device that is offline',
    { BatchPub: 'QoS 1 messages are stored' },
    async () => {
      const to = device();
      const connected = await listening(to, { clean: false });
      await connected.leave();
      await vi.waitFor(() => expect(to.status).toBe('OFFLINE'));
      const send = (text: string, Qos: 0 | 1) =>
        served.must('BatchPub', {
          ProductKey: productKey,
          'DeviceName.1': to.deviceName,
          TopicShortName: 'get',
          MessageContent: base64(text),
          Qos,
        });
      await send('seven days old', 1);
      clock.advance(1);
      await send('a little younger', 1);
      await send('not stored', 0);
      clock.advance(7 * day - 1);
      const back = await connectDevice(served, to, { clean: false });
      await settle(back, to);
      expect(texts(back).slice(0, -1)).toEqual(['a little younger']);
    },
  );

  test('nothing is kept for a device that wants a clean session, nor for a topic that it does not subscribe to', async () => {
    const to = device();
    const clean = await listening(to);
    await clean.leave();
    await vi.waitFor(() => expect(to.status).toBe('OFFLINE'));
    await pub(to, 'for nobody', 1);
    const keeping = await connectDevice(served, to, { clean: false });
    await keeping.subscribe(topicOf(to, 'user/both'));
    await keeping.leave();
    await vi.waitFor(() => expect(to.status).toBe('OFFLINE'));
    await pub(to, 'not subscribed to', 1);
    await pub(to, 'kept', 1, 'user/both');
    const back = await connectDevice(served, to, { clean: false });
    await back.message(topicOf(to, 'user/both'));
    expect(texts(back)).toEqual(['kept']);
    await back.leave();
    await vi.waitFor(() => expect(to.status).toBe('OFFLINE'));
    await pub(to, 'thrown away', 1, 'user/both');
    const afresh = await listening(to);
    await settle(afresh, to);
    expect(texts(afresh)).toHaveLength(1);
  });

  test('a device gets no higher quality of service than it subscribed with', async () => {
    const to = device();
    const connected = await connectDevice(served, to);
    await connected.subscribe(topicOf(to, 'user/get'), 0);
    await pub(to, 'hello', 1);
    expect(await connected.message(topicOf(to, 'user/get'))).toMatchObject({ qos: 0 });
  });

  keeps(
    'BatchPub reaches at most 100 devices of one product, each named once',
    { BatchPub: 'One call reaches' },
    async () => {
      const names = Array.from({ length: 101 }, () => device().deviceName);
      const batch = (devices: readonly string[]) => ({
        ProductKey: productKey,
        ...numbered('DeviceName', devices),
        TopicShortName: 'get',
        MessageContent: base64('x'),
      });
      const failed = 'iot.messagebroker.PublishMessageFailed';
      expect(await served.refusal('BatchPub', batch(names))).toBe(failed);
      await served.must('BatchPub', batch(names.slice(1)));
      const [first = ''] = names;
      expect(await served.refusal('BatchPub', batch([first, first]))).toBe(failed);
      const elsewhere = device(newProduct(served.platform));
      expect(await served.refusal('BatchPub', batch([first, elsewhere.deviceName]))).toBe(
        'iot.device.NotExistedDevice',
      );
    },
  );

  keeps(
    'a message of BatchPub has 256 KB at most',
    { BatchPub: 'The body is sent Base64-encoded' },
    async () => {
      const to = device();
      const connected = await listening(to);
      const batch = { ProductKey: productKey, 'DeviceName.1': to.deviceName, TopicShortName: 'get' };
      const largest = Buffer.alloc(256 * 1024, 'x');
      const tooLarge = Buffer.alloc(256 * 1024 + 1, 'x').toString('base64');
      expect(await served.refusal('BatchPub', { ...batch, MessageContent: tooLarge })).toBe(
        'iot.messagebroker.PublishMessageFailed',
      );
      await served.must('BatchPub', { ...batch, MessageContent: largest.toString('base64') });
      expect((await connected.message(topicOf(to, 'user/get'))).text).toHaveLength(largest.length);
    },
  );

  test('bytes that are no text come as they are', async () => {
    const to = device();
    const connected = await listening(to);
    const bytes = Buffer.from([0, 255, 254, 128]);
    const came = new Promise<Buffer>((resolve) => {
      connected.client.once('message', (_, payload) => resolve(payload));
    });
    await served.must('Pub', {
      ProductKey: productKey,
      TopicFullName: topicOf(to, 'user/get'),
      MessageContent: bytes.toString('base64'),
    });
    expect(await came).toEqual(bytes);
  });

  test('what MQTT 5.0 adds is checked', async () => {
    const to = device();
    const message = {
      ProductKey: productKey,
      TopicFullName: topicOf(to, 'user/get'),
      MessageContent: 'eA==',
    };
    const properties = (count: number, length: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          [`UserProp.${index + 1}.Key`, `k${index}`],
          [`UserProp.${index + 1}.Value`, 'v'.repeat(length)],
        ]).flat(),
      );
    for (const [parameters, code] of [
      [{ ResponseTopic: topicOf(to, 'user/update'), CorrelationData: 'aGVsbG8=' }, undefined],
      [properties(20, 10), undefined],
      [{ ResponseTopic: 'update' }, 'InvalidMqttResponseTopic'],
      [{ CorrelationData: '' }, 'NullCorrelationData'],
      [{ CorrelationData: '%' }, 'CorrelationDataNotBase64Encode'],
      [{ CorrelationData: 'x'.repeat(129) }, 'CorrelationDataExceedMaxLength'],
      [{ 'UserProp.1.Key': 'k' }, 'InvalidUserProperty'],
      [{ 'UserProp.1.Value': 'v' }, 'InvalidUserProperty'],
      [properties(21, 1), 'TooManyUserProperties'],
      [properties(20, 500), 'UserPropertyListExceedMaxLength'],
    ] as const) {
      if (code === undefined) await served.must('Pub', { ...message, ...parameters });
      else
        expect(await served.refusal('Pub', { ...message, ...parameters })).toBe(`iot.messagebroker.${code}`);
    }
  });
});

describe('PubBroadcast', () => {
  keeps(
    'a broadcast without a topic comes unasked to all online devices of the product',
    { PubBroadcast: ['Without TopicFullName', 'MessageId in that topic', 'The platform generates'] },
    async () => {
      const of = newProduct(served.platform);
      const [one, another, offline] = [device(of), device(of), device(of)];
      const stranger = device(newProduct(served.platform));
      const connected = await Promise.all([one, another].map((to) => connectDevice(served, to)));
      const elsewhere = await connectDevice(served, stranger);
      const { MessageId } = await served.must('PubBroadcast', {
        ProductKey: of.productKey,
        MessageContent: base64('to all'),
      });
      for (const [index, to] of [one, another].entries()) {
        const topic = `/sys${topicOf(to, `broadcast/request/${MessageId}`)}`;
        expect(await connected[index]?.message(topic)).toMatchObject({ text: 'to all', qos: 0 });
      }
      expect(MessageId).toSatisfy(Number.isSafeInteger);
      const late = await connectDevice(served, offline);
      await served.must('PubBroadcast', { ProductKey: of.productKey, MessageContent: base64('next') });
      await late.message(/broadcast/);
      expect(texts(late)).toEqual(['next']);
      expect(elsewhere.received).toEqual([]);
    },
  );

  keeps(
    'a broadcast on a topic comes to those devices of the product that subscribe to it, and the topic needs no category',
    {
      PubBroadcast: ['With TopicFullName', 'A broadcast topic has the form', 'A broadcast topic is defined'],
    },
    async () => {
      const [one, deaf, gone] = [device(), device(), device()];
      const topic = `/broadcast/${productKey}/floor/1`;
      const connected = await connectDevice(served, one);
      expect(await connected.subscribe([topic, topicOf(one, 'user/both')])).toEqual([1, 1]);
      const silent = await connectDevice(served, deaf);
      await silent.subscribe(`/broadcast/${productKey}/floor/2`);
      const leaving = await connectDevice(served, gone);
      await leaving.subscribe(topic);
      await leaving.client.unsubscribeAsync(topic);
      const broadcast = (TopicFullName: string) => ({
        ProductKey: productKey,
        TopicFullName,
        MessageContent: base64('evacuate'),
      });
      await served.must('PubBroadcast', broadcast(topic));
      expect(await connected.message(topic)).toMatchObject({ text: 'evacuate' });
      await settle(connected, one);
      expect([texts(silent), texts(leaving)]).toEqual([[], []]);

      const bad = 'iot.messagebroker.InvalidFormattedTopicName';
      for (const other of [
        '/broadcast/a1another/floor',
        `/broadcast/${productKey}`,
        topicOf(one, 'user/get'),
      ]) {
        expect(await served.refusal('PubBroadcast', broadcast(other))).toBe(bad);
      }
      expect(await served.refusal('PubBroadcast', broadcast(`/broadcast/${productKey}/+`))).toBe(bad);
    },
  );

  keeps(
    'a broadcast topic has 1,000 subscribers at most, and a device that leaves makes room',
    { PubBroadcast: 'At most 1,000 devices' },
    async () => {
      const topic = `/broadcast/${productKey}/crowd`;
      const { broadcastTopics } = served.platform.state;
      const heard: string[] = [];
      for (let index = 0; index < 999; index++) {
        const line = { clientIp: '', deliver: () => void heard.push(String(index)), drop() {} };
        broadcastTopics.subscribe(line, topic);
      }
      const [last, beyond] = [device(), device()];
      const connected = await connectDevice(served, last);
      expect(await connected.subscribe(topic)).toEqual([1]);
      expect(await connected.subscribe(topic, 0)).toEqual([0]);
      const waiting = await connectDevice(served, beyond);
      expect(await waiting.subscribe(topic)).toEqual([128]);
      await served.must('PubBroadcast', {
        ProductKey: productKey,
        TopicFullName: topic,
        MessageContent: base64('x'),
      });
      await connected.message(topic);
      expect(heard).toHaveLength(999);
      await connected.leave();
      await vi.waitFor(async () => expect(await waiting.subscribe(topic)).toEqual([1]));
    },
  );

  keeps(
    'a broadcast has 64 KB at most, and its Base64 needs no padding',
    { PubBroadcast: 'The body is sent' },
    async () => {
      const to = device(newProduct(served.platform));
      const connected = await connectDevice(served, to);
      const broadcast = (content: string) => ({
        ProductKey: to.product.productKey,
        MessageContent: content,
      });
      await served.must('PubBroadcast', broadcast(Buffer.alloc(65_536, 'x').toString('base64')));
      expect((await connected.message(/broadcast/)).text).toHaveLength(65_536);
      expect(
        await served.refusal('PubBroadcast', broadcast(Buffer.alloc(65_537, 'x').toString('base64'))),
      ).toBe('iot.messagebroker.PublishMessageFailed');
      await served.must('PubBroadcast', broadcast('aGVsbG93b3JsZA'));
      await vi.waitFor(() => expect(texts(connected)).toContain('helloworld'));
    },
  );

  keeps(
    'broadcasts to a topic go once a second, those to all devices once a minute',
    { PubBroadcast: 'The rate limit' },
    async () => {
      const time = new DrivenClock(Date.now());
      const limited = await serveDevices({ clock: time, quota: true });
      const { productKey: ProductKey } = newProduct(limited.platform);
      const toTopic = { ProductKey, MessageContent: 'eA==', TopicFullName: `/broadcast/${ProductKey}/x` };
      const toAll = { ProductKey, MessageContent: 'eA==' };
      const outcomes: string[] = [];
      for (const [parameters, wait] of [
        [toTopic, 0],
        [toTopic, 999],
        [toTopic, 1],
        [toAll, 1000],
        [toTopic, 1000],
        [toAll, 57_000],
        [toAll, 2000],
      ] as const) {
        time.advance(wait);
        const { body } = await limited.call('PubBroadcast', parameters);
        outcomes.push(String(body['Success'] ?? body['Code']));
      }
      await limited.close();
      expect(outcomes).toEqual([
        'true',
        'Throttling.User',
        'true',
        'true',
        'true',
        'Throttling.User',
        'true',
      ]);
    },
  );
});

describe('RRpc', () => {
  const rrpc = (to: Device, more: Record<string, string | number> = {}) =>
    served.call('RRpc', {
      ProductKey: to.product.productKey,
      DeviceName: to.deviceName,
      RequestBase64Byte: base64('how are you?'),
      Timeout: 5000,
      ...more,
    });

  keeps(
    'the device receives the request on the default topic, and the call brings its response',
    {
      RRpc: ['The request is sent', 'Without Topic the default', 'The platform generates', 'RrpcCode tells'],
    },
    async () => {
      const to = device();
      const connected = await connectDevice(served, to);
      await connected.subscribe(`/sys${topicOf(to, 'rrpc/request/+')}`);
      const answered = rrpc(to);
      const request = await connected.message(/rrpc/);
      expect(request.text).toBe('how are you?');
      const messageId = Number(request.topic.split('/').at(-1));
      await connected.publish(request.topic.replace('request', 'response'), 'fine');
      expect((await answered).body).toMatchObject({
        Success: true,
        RrpcCode: 'SUCCESS',
        PayloadBase64Byte: base64('fine'),
        MessageId: messageId,
      });
    },
  );

  keeps(
    'a response that comes too late is none, and the call fails though the device has the request',
    { RRpc: 'If the device does not answer' },
    async () => {
      const to = device();
      const connected = await connectDevice(served, to);
      await connected.subscribe(`/sys${topicOf(to, 'rrpc/request/+')}`);
      const answered = rrpc(to, { Timeout: 1000 });
      const request = await connected.message(/rrpc/);
      let body: unknown;
      void answered.then((answer) => {
        body = answer.body;
      });
      clock.advance(999);
      await served.must('QueryProduct', { ProductKey: productKey });
      expect(body).toBeUndefined();
      clock.advance(1);
      expect((await answered).body).toMatchObject({
        Success: false,
        Code: 'iot.messagebroker.TIMEOUT',
        RrpcCode: 'TIMEOUT',
        MessageId: Number(request.topic.split('/').at(-1)),
      });
      await connected.publish(request.topic.replace('request', 'response'), 'too late');
      expect(connected.client.connected).toBe(true);
    },
  );

  test.each([999, 8001, 'soon', undefined])('a Timeout of %s is refused', async (Timeout) => {
    const parameters = { ProductKey: productKey, DeviceName: 'x', RequestBase64Byte: 'eA==', Timeout };
    expect(await served.refusal('RRpc', parameters)).toBe('iot.messagebroker.InvalidTimeoutValue');
  });

  keeps('a Timeout of 1 s to 8 s is taken', { RRpc: 'Timeout is given' }, async () => {
    const to = device();
    await connectDevice(served, to);
    for (const Timeout of [1000, 8000]) {
      const answered = rrpc(to, { Timeout });
      let body: unknown;
      void answered.then((answer) => {
        body = answer.body;
      });
      await vi.waitFor(() => {
        clock.advance(1000);
        expect(body).toMatchObject({ RrpcCode: 'TIMEOUT' });
      });
    }
  });

  test('of a device that is offline, the code tells whether its line broke just now', async () => {
    const to = device();
    const offline = { Success: false, Code: 'iot.messagebroker.OFFLINE', RrpcCode: 'OFFLINE' };
    expect((await rrpc(to)).body).toMatchObject(offline);
    const connected = await connectDevice(served, to, { keepalive: 60 });
    await connected.breakOff();
    await vi.waitFor(() => expect(to.status).toBe('OFFLINE'));
    clock.advance(59_999);
    expect((await rrpc(to)).body).toMatchObject({
      Success: false,
      Code: 'iot.messagebroker.HALFCONN',
      RrpcCode: 'HALFCONN',
    });
    clock.advance(1);
    expect((await rrpc(to)).body).toMatchObject(offline);
    await (await connectDevice(served, to)).leave();
    await vi.waitFor(() => expect(to.status).toBe('OFFLINE'));
    expect((await rrpc(to)).body).toMatchObject(offline);
  });

  test('a line that cannot send makes an unknown error of it', async () => {
    const to = device();
    served.platform.devices.connect(to, {
      clientIp: '127.0.0.1',
      deliver() {
        throw new Error('The line is broken.');
      },
      drop() {},
    });
    expect((await rrpc(to)).body).toMatchObject({
      Success: false,
      Code: 'iot.messagebroker.RrpcFailed',
      RrpcCode: 'UNKNOWN',
    });
  });

  keeps(
    'a custom topic serves a device that said ext=1 when it connected, and no other',
    { RRpc: 'A custom RRPC topic' },
    async () => {
      const [able, unable] = [device(), device()];
      const more = { ext: '1' };
      const connected = await connectDevice(served, able, signedConnect(able, { more }));
      const subscription = (to: Device) => `/ext/rrpc/+${topicOf(to, 'user/get')}`;
      expect(await connected.subscribe(subscription(able))).toEqual([1]);
      const answered = rrpc(able, { Topic: topicOf(able, 'user/get') });
      const request = await connected.message(/^\/ext\/rrpc/);
      expect(request.topic).toMatch(new RegExp(`^/ext/rrpc/\\d+${topicOf(able, 'user/get')}$`));
      await connected.publish(request.topic, 'by its own topic');
      expect((await answered).body).toMatchObject({
        RrpcCode: 'SUCCESS',
        PayloadBase64Byte: base64('by its own topic'),
      });

      const old = await connectDevice(served, unable);
      expect(await old.subscribe(subscription(unable))).toEqual([128]);
      const unanswered = rrpc(unable, { Topic: topicOf(unable, 'user/get'), Timeout: 1000 });
      let body: unknown;
      void unanswered.then((answer) => {
        body = answer.body;
      });
      await vi.waitFor(() => {
        clock.advance(1000);
        expect(body).toMatchObject({ RrpcCode: 'TIMEOUT' });
      });
      expect(old.received).toEqual([]);
    },
  );

  test('a device responds for itself alone', async () => {
    const [asked, other] = [device(), device()];
    const connected = await connectDevice(served, asked);
    await connected.subscribe(`/sys${topicOf(asked, 'rrpc/request/+')}`);
    const forger = await connectDevice(served, other);
    const answered = rrpc(asked);
    const request = await connected.message(/rrpc/);
    const messageId = request.topic.split('/').at(-1);
    await forger.publish(`/sys${topicOf(other, `rrpc/response/${messageId}`)}`, 'forged');
    await connected.publish(`/sys${topicOf(asked, `rrpc/response/${messageId}`)}`, 'true');
    expect((await answered).body).toMatchObject({ PayloadBase64Byte: base64('true') });
  });

  test("a sub-device is asked on its gateway's line, and is half open when that breaks", async () => {
    const gateway = device(newProduct(served.platform, { nodeType: 1 }));
    const meter = device();
    attach(gateway, [meter], served.platform);
    const connected = await connectDevice(served, gateway);
    await connected.breakOff();
    await vi.waitFor(() => expect(gateway.status).toBe('OFFLINE'));
    expect((await rrpc(meter)).body).toMatchObject({ RrpcCode: 'HALFCONN' });
  });
});

describe('what is refused', () => {
  const missing = 'iot.messagebroker.NullMessageContent';
  const notBase64 = 'iot.messagebroker.MessageContentIsNotBase64Encode';
  const badTopic = 'iot.messagebroker.InvalidFormattedTopicName';
  const pub = (more: Record<string, unknown> = {}) => ({
    ProductKey: productKey,
    TopicFullName: `/${productKey}/nobody/user/get`,
    MessageContent: 'eA==',
    ...more,
  });
  const batch = (more: Record<string, unknown> = {}) => ({
    ProductKey: productKey,
    'DeviceName.1': 'nobody',
    TopicShortName: 'get',
    MessageContent: 'eA==',
    ...more,
  });
  const rrpc = (more: Record<string, unknown> = {}) => ({
    ProductKey: productKey,
    DeviceName: 'nobody',
    RequestBase64Byte: 'eA==',
    Timeout: 1000,
    ...more,
  });
  const none = undefined;

  test.each<[string, () => object, string]>([
    ['Pub', () => pub({ ProductKey: none }), 'iot.prod.NullProductKey'],
    ['Pub', () => pub({ ProductKey: '-', TopicFullName: '/-/x/user/get' }), badTopic],
    ['Pub', () => pub({ MessageContent: none }), missing],
    ['Pub', () => pub({ MessageContent: '%' }), notBase64],
    ['Pub', () => pub({ TopicFullName: none }), 'iot.messagebroker.NullTopicName'],
    ['Pub', () => pub({ TopicFullName: 'get' }), badTopic],
    ['Pub', () => pub({ TopicFullName: '/a1another/nobody/user/get' }), badTopic],
    ['Pub', () => pub({ TopicFullName: `/${productKey}/nobody/user/+` }), badTopic],
    ['Pub', () => pub({ Qos: 2 }), 'iot.common.InvalidFormattedParameter'],
    [
      'Pub',
      () => pub({ ProductKey: 'a1gone', TopicFullName: '/a1gone/nobody/user/get' }),
      'iot.prod.NotExistedProduct',
    ],
    ['Pub', () => pub(), 'iot.device.NotExistedDevice'],
    [
      'Pub',
      () => pub({ TopicFullName: topicOf(device(), 'user/unheard/of') }),
      'iot.messagebroker.TopicTemplateIsNotFound',
    ],
    ['BatchPub', () => batch({ ProductKey: none }), 'iot.prod.NullProductKey'],
    ['BatchPub', () => batch({ ProductKey: '-' }), 'iot.prod.InvalidFormattedProductkey'],
    ['BatchPub', () => batch({ 'DeviceName.1': none }), 'iot.device.NoneDeviceNameElement'],
    ['BatchPub', () => batch({ 'DeviceName.1': 'a b c d' }), 'iot.device.InvalidFormattedDeviceName'],
    ['BatchPub', () => batch({ MessageContent: none }), missing],
    ['BatchPub', () => batch({ MessageContent: '%' }), notBase64],
    ['BatchPub', () => batch({ TopicShortName: none }), 'iot.messagebroker.NullTopicName'],
    ['BatchPub', () => batch({ TopicShortName: '#', 'DeviceName.1': device().deviceName }), badTopic],
    ['BatchPub', () => batch({ Qos: 2 }), 'iot.common.InvalidFormattedParameter'],
    ['BatchPub', () => batch({ ProductKey: 'a1gone' }), 'iot.prod.NotExistedProduct'],
    ['BatchPub', () => batch(), 'iot.device.NotExistedDevice'],
    [
      'BatchPub',
      () => batch({ 'DeviceName.1': device().deviceName, TopicShortName: 'unheard/of' }),
      'iot.messagebroker.TopicTemplateIsNotFound',
    ],
    ['PubBroadcast', () => ({ MessageContent: 'eA==' }), 'iot.prod.NullProductKey'],
    [
      'PubBroadcast',
      () => ({ ProductKey: '-', MessageContent: 'eA==' }),
      'iot.prod.InvalidFormattedProductkey',
    ],
    ['PubBroadcast', () => ({ ProductKey: 'a1gone', MessageContent: 'eA==' }), 'iot.prod.NotExistedProduct'],
    ['PubBroadcast', () => ({ ProductKey: productKey }), missing],
    ['PubBroadcast', () => ({ ProductKey: productKey, MessageContent: '%' }), notBase64],
    ['RRpc', () => rrpc({ ProductKey: none }), 'iot.prod.NullProductKey'],
    ['RRpc', () => rrpc({ ProductKey: '-' }), 'iot.prod.InvalidFormattedProductkey'],
    ['RRpc', () => rrpc({ ProductKey: 'a1gone' }), 'iot.prod.NotExistedProduct'],
    ['RRpc', () => rrpc({ DeviceName: none }), 'iot.device.NullDeviceName'],
    ['RRpc', () => rrpc({ DeviceName: 'a b c d' }), 'iot.device.InvalidFormattedDeviceName'],
    ['RRpc', () => rrpc(), 'iot.device.NotExistedDevice'],
    ['RRpc', () => rrpc({ RequestBase64Byte: none }), missing],
    ['RRpc', () => rrpc({ RequestBase64Byte: '%' }), notBase64],
    [
      'RRpc',
      () => rrpc({ DeviceName: device().deviceName, Topic: `/${productKey}/another/user/get` }),
      badTopic,
    ],
    ['RRpc', () => rrpc({ DeviceName: device().deviceName, Topic: 'get' }), badTopic],
  ])('%s, as in row %#, answers the code of its fault', async (operation, parameters, code) => {
    expect(await served.refusal(operation, parameters() as Record<string, string>)).toBe(code);
  });
});

butNot({
  Pub: {
    'ResponseTopic, CorrelationData':
      'the broker speaks MQTT 3.1 and 3.1.1 alone; the parameters are checked',
    'The receiver can process': 'the broker speaks MQTT 3.1 and 3.1.1 alone, which carry no correlation data',
  },
});
