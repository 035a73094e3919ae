import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DrivenClock } from '../../../local/platform/clock.ts';
import { deleteDevice, disableDevice, enableDevice } from '../../../local/platform/device/lifecycle.ts';
import { deviceSignature } from '../../../local/platform/device/signature.ts';
import { attach } from '../../../local/platform/device/topology.ts';
import type { Device } from '../../../local/platform/state/device.ts';
import type { Product } from '../../../local/platform/state/products.ts';
import { newDevice, newProduct } from '../platform/api-caller.ts';
import { connectDevice, type DeviceEndpoint, serveDevices, signedConnect } from './device.ts';

const clock = new DrivenClock(Date.UTC(2030, 0, 1));
let endpoint: DeviceEndpoint;
let product: Product;
/** The status messages so far: `pump-1 online`. */
const statuses: string[] = [];
/** What devices sent on their custom topics. */
const custom: string[] = [];

beforeAll(async () => {
  endpoint = await serveDevices({ clock });
  product = newProduct(endpoint.platform);
  endpoint.platform.messages.listen(({ topic, payload }, flag) => {
    if (flag === 'DeviceStatusChangeFlag') {
      const { deviceName, status } = JSON.parse(payload.toString());
      statuses.push(`${deviceName} ${status}`);
    }
    if (flag === 'DeviceDataFlag' && topic.includes('/user/')) custom.push(`${topic} ${payload}`);
  });
});
afterAll(() => endpoint.close());

let made = 0;
const device = (of = product): Device => {
  made += 1;
  return newDevice(endpoint.platform, of, `pump-${made}`);
};
const statusesOf = ({ deviceName }: Device) =>
  statuses.filter((status) => status.startsWith(`${deviceName} `)).map((status) => status.split(' ')[1]);
const own = ({ deviceName, product: { productKey } }: Device, rest: string) =>
  `/${productKey}/${deviceName}/user/${rest}`;

describe('who may connect', () => {
  test.each(['hmacmd5', 'hmacsha1', 'hmacsha256'])(
    'a password signed with %s is taken',
    async (signMethod) => {
      const pump = device();
      await connectDevice(endpoint, pump, signedConnect(pump, { signMethod }));
      expect(pump.status).toBe('ONLINE');
      expect(pump.clientIp).toBe('127.0.0.1');
    },
  );

  test.each([
    ['no time stamp', { timestamp: undefined }],
    ['more parameters than the platform knows', { more: { lan: 'C', _v: 'sdk-c-4.0.0' } }],
    ['a clientId of 64 characters', { clientId: 'x'.repeat(64) }],
    ['securemode=2, for TLS may end on the way', { more: { securemode: '2' } }],
  ])('%s is no hindrance', async (_, fields) => {
    const pump = device();
    await connectDevice(endpoint, pump, signedConnect(pump, fields));
    expect(pump.status).toBe('ONLINE');
  });

  test('the parameters of the client ID come in any order', async () => {
    const pump = device();
    const clientId = 'sensor|timestamp=1700000000000,signmethod=hmacsha256,securemode=3|';
    await connectDevice(endpoint, pump, { clientId });
    expect(pump.status).toBe('ONLINE');
  });

  test('MQTT 3.1 is taken as well', async () => {
    const pump = device();
    await connectDevice(endpoint, pump, { protocolVersion: 3, protocolId: 'MQIsdp' });
    expect(pump.status).toBe('ONLINE');
  });

  test.each<[string, number, (pump: Device) => object]>([
    ['a wrong secret', 4, (pump) => signedConnect(pump, { secret: 'guessed' })],
    [
      'a clientId that was not signed',
      4,
      (pump) => ({ clientId: signedConnect(pump, { clientId: 'x' }).clientId }),
    ],
    ['a device that the product does not have', 4, () => ({ username: `nobody&${product.productKey}` })],
    ['a product that does not exist', 4, (pump) => ({ username: `${pump.deviceName}&a1nothing` })],
    ['a user name of another form', 4, () => ({ username: 'admin' })],
    ['no user name', 4, () => ({ username: undefined, password: undefined })],
    [
      'an unknown way to sign',
      4,
      (pump) => ({ clientId: signedConnect(pump).clientId?.replace('sha256', 'sha512') }),
    ],
    ['a client ID without parameters', 2, () => ({ clientId: 'sensor' })],
    [
      'a client ID that does not end',
      2,
      (pump) => ({ clientId: signedConnect(pump).clientId?.slice(0, -1) }),
    ],
    ['a clientId of 65 characters', 2, (pump) => signedConnect(pump, { clientId: 'x'.repeat(65) })],
    ['no clientId', 2, (pump) => signedConnect(pump, { clientId: '' })],
    ['no securemode', 2, (pump) => signedConnect(pump, { more: { securemode: undefined } })],
    ['an unknown securemode', 2, (pump) => signedConnect(pump, { more: { securemode: '7' } })],
    ['a keep-alive below 30 s', 5, () => ({ keepalive: 29 })],
    ['a keep-alive above 1,200 s', 5, () => ({ keepalive: 1201 })],
    ['no keep-alive', 5, () => ({ keepalive: 0 })],
    ['MQTT 5.0', 1, () => ({ protocolVersion: 5 })],
  ])('%s is refused with the code %d', async (_, code, options) => {
    const pump = device();
    await expect(connectDevice(endpoint, pump, options(pump))).rejects.toMatchObject({ code });
    expect(pump.status).toBe('UNACTIVE');
    expect(statusesOf(pump)).toEqual([]);
  });

  test.each([30, 1200])('a keep-alive of %d s is taken', async (keepalive) => {
    const pump = device();
    await connectDevice(endpoint, pump, { keepalive });
    expect(pump.status).toBe('ONLINE');
  });

  test('a stranger who names the session of a device does it no harm', async () => {
    const pump = device();
    const connected = await connectDevice(endpoint, pump);
    await expect(connectDevice(endpoint, device(), { clientId: pump.iotId })).rejects.toMatchObject({
      code: 2,
    });
    await expect(
      connectDevice(endpoint, pump, signedConnect(pump, { secret: 'guessed' })),
    ).rejects.toMatchObject({ code: 4 });
    await connected.publish(own(pump, 'update'), 'still here');
    await vi.waitFor(() => expect(custom).toContain(`${own(pump, 'update')} still here`));
    expect(statusesOf(pump)).toEqual(['online']);
  });
});

describe('online and offline', () => {
  test('a connection activates the device, its end is told, and both are', async () => {
    const pump = device();
    const connected = await connectDevice(endpoint, pump);
    expect([pump.status, pump.activatedAt]).toEqual(['ONLINE', clock.now()]);
    await connected.leave();
    await vi.waitFor(() => expect(pump.status).toBe('OFFLINE'));
    expect(statusesOf(pump)).toEqual(['online', 'offline']);
  });

  test('a second connection of a device puts the first offline', async () => {
    const pump = device();
    const first = await connectDevice(endpoint, pump);
    const second = await connectDevice(endpoint, pump, signedConnect(pump, { clientId: 'another' }));
    await first.closed;
    await second.publish(own(pump, 'update'), 'second');
    await vi.waitFor(() => expect(custom).toContain(`${own(pump, 'update')} second`));
    expect(statusesOf(pump)).toEqual(['online', 'offline', 'online']);
    expect(pump.status).toBe('ONLINE');
  });

  test('a connection that breaks off is an end as well', async () => {
    const pump = device();
    await (await connectDevice(endpoint, pump)).breakOff();
    await vi.waitFor(() => expect(pump.status).toBe('OFFLINE'));
  });

  test('a device that is not heard of for one and a half of its keep-alive is offline', async () => {
    const pump = device();
    const { closed, publish } = await connectDevice(endpoint, pump, {
      keepalive: 40,
      reschedulePings: false,
    });
    clock.advance(50_000);
    await publish(own(pump, 'update'), 'heard');
    clock.advance(59_000);
    expect(pump.status).toBe('ONLINE');
    clock.advance(1_000);
    await closed;
    await vi.waitFor(() => expect(pump.status).toBe('OFFLINE'));
  });

  test('a disabled device is dropped and refused, until it is enabled', async () => {
    const pump = device();
    const { closed } = await connectDevice(endpoint, pump);
    disableDevice(pump, endpoint.platform);
    await closed;
    expect(statusesOf(pump)).toEqual(['online', 'offline']);
    await expect(connectDevice(endpoint, pump)).rejects.toMatchObject({ code: 5 });
    enableDevice(pump, endpoint.platform);
    await connectDevice(endpoint, pump);
    expect(pump.status).toBe('ONLINE');
  });

  test('a deleted device is dropped and refused', async () => {
    const pump = device();
    const { closed } = await connectDevice(endpoint, pump);
    deleteDevice(pump, endpoint.platform);
    await closed;
    await expect(connectDevice(endpoint, pump)).rejects.toMatchObject({ code: 4 });
  });
});

describe('topics', () => {
  test.each<[string, (pump: Device) => string]>([
    ["another device's", () => own(device(), 'get')],
    ['a custom one whose category only publishes', (pump) => own(pump, 'update')],
    ['a custom one without a category', (pump) => own(pump, 'unheard/of')],
    ['everything', () => '#'],
    ['the custom ones of all devices', () => `/${product.productKey}/+/user/get`],
    ["the broker's own", () => '$SYS/#'],
    ['where devices publish to', () => '$platform'],
    ['broadcasts to another product', () => '/broadcast/a1another/all'],
    ['all broadcasts', () => `/broadcast/${product.productKey}/#`],
    ["another device's shadow", () => `/shadow/get/${product.productKey}/another`],
    ['custom RRPC requests, without ext=1', (pump) => `/ext/rrpc/+${own(pump, 'get')}`],
  ])('a subscription to %s is refused', async (_, topic) => {
    const pump = device();
    const { subscribe } = await connectDevice(endpoint, pump);
    expect(await subscribe(topic(pump))).toEqual([128]);
  });

  test('a subscription is granted the quality of service that it asks for, and QoS 2 is refused', async () => {
    const pump = device();
    const { subscribe } = await connectDevice(endpoint, pump);
    expect(await subscribe(own(pump, 'get'), 0)).toEqual([0]);
    expect(await subscribe(own(pump, 'get'), 1)).toEqual([1]);
    expect(await subscribe(own(pump, 'get'), 2)).toEqual([128]);
    const { productKey } = product;
    const system = [
      `/sys/${productKey}/${pump.deviceName}/#`,
      `/ota/device/upgrade/${productKey}/${pump.deviceName}`,
    ];
    expect(await subscribe(system)).toEqual([1, 1]);
  });

  test.each<[string, (pump: Device) => string, 0 | 1 | 2]>([
    ["on another device's topic", () => own(device(), 'update'), 1],
    ['on a custom topic whose category only subscribes', (pump) => own(pump, 'get'), 0],
    ['on a custom topic without a category', (pump) => own(pump, 'unheard/of'), 1],
    ['with QoS 2', (pump) => own(pump, 'update'), 2],
    ['on a broadcast topic', () => `/broadcast/${product.productKey}/all`, 0],
  ])('who publishes %s is disconnected, and nothing comes of it', async (_, topic, qos) => {
    const pump = device();
    const { client, closed } = await connectDevice(endpoint, pump);
    client.publish(topic(pump), 'forbidden', { qos });
    await closed;
    expect(custom.filter((message) => message.endsWith(' forbidden'))).toEqual([]);
  });

  test('what a device publishes goes to the platform alone, and is not retained', async () => {
    const pump = device();
    const category = endpoint.platform.state.topics.create(product, `both_${made}`, 'ALL');
    const topic = own(pump, category.shortName);
    const { client, subscribe, received } = await connectDevice(endpoint, pump);
    await subscribe(topic);
    await client.publishAsync(topic, 'to the platform', { qos: 1, retain: true });
    await vi.waitFor(() => expect(custom).toContain(`${topic} to the platform`));
    await subscribe(topic, 0);
    expect(received).toEqual([]);
  });

  test('a will is never published', async () => {
    const pump = device();
    const will = {
      topic: own(pump, 'update'),
      payload: Buffer.from('last words'),
      qos: 1,
      retain: true,
    } as const;
    await (await connectDevice(endpoint, pump, { will })).breakOff();
    await vi.waitFor(() => expect(pump.status).toBe('OFFLINE'));
    expect(custom.join()).not.toContain('last words');
  });

  test('what the platform answers comes only to who subscribes, or says that it need not', async () => {
    const silent = device();
    const listening = device();
    const subscribed = device();
    const asks = ({ deviceName }: Device) => `/sys/${product.productKey}/${deviceName}/thing/topo/get`;
    const request = { id: '1', params: {} };
    const deaf = await connectDevice(endpoint, silent);
    await deaf.publish(asks(silent), request);
    const hearing = await connectDevice(endpoint, listening);
    await hearing.subscribe(`/sys/${product.productKey}/${listening.deviceName}/thing/topo/+`);
    await hearing.publish(asks(listening), request);
    expect(await hearing.json(`${asks(listening)}_reply`)).toMatchObject({ id: '1', code: 200 });
    const told = await connectDevice(endpoint, subscribed, signedConnect(subscribed, { more: { _ss: '1' } }));
    await told.publish(asks(subscribed), request);
    expect(await told.json(`${asks(subscribed)}_reply`)).toMatchObject({ id: '1', code: 200 });
    expect(deaf.received).toEqual([]);
  });

  test('what the platform tells at once waits a little for the device to subscribe', async () => {
    const pump = device();
    const topic = `/ota/device/upgrade/${product.productKey}/${pump.deviceName}`;
    const { subscribe, message, received } = await connectDevice(endpoint, pump);
    const line = endpoint.platform.devices.sessionOf(pump)?.line;
    line?.deliver(topic, Buffer.from('early'), 1);
    line?.deliver(own(pump, 'get'), Buffer.from('custom'), 1);
    await subscribe([topic, own(pump, 'get')]);
    expect(await message(topic)).toMatchObject({ text: 'early', qos: 1 });
    expect(received).toHaveLength(1);

    const late = device();
    const connected = await connectDevice(endpoint, late);
    clock.advance(10_000);
    const lateTopic = `/ota/device/upgrade/${product.productKey}/${late.deviceName}`;
    endpoint.platform.devices.sessionOf(late)?.line.deliver(lateTopic, Buffer.from('late'), 1);
    await connected.subscribe(lateTopic);
    endpoint.platform.devices.sessionOf(late)?.line.deliver(lateTopic, Buffer.from('heard'), 1);
    expect(await connected.message(lateTopic)).toMatchObject({ text: 'heard' });
  });

  test('after UNSUBSCRIBE nothing comes any more', async () => {
    const pump = device();
    const { client, subscribe, message, received } = await connectDevice(endpoint, pump);
    await subscribe([own(pump, 'get')]);
    const line = endpoint.platform.devices.sessionOf(pump)?.line;
    line?.deliver(own(pump, 'get'), Buffer.from('one'), 1);
    await message(own(pump, 'get'));
    await client.unsubscribeAsync(own(pump, 'get'));
    line?.deliver(own(pump, 'get'), Buffer.from('two'), 1);
    await client.publishAsync(own(pump, 'update'), 'done', { qos: 1 });
    expect(received.map(({ text }) => text)).toEqual(['one']);
  });

  test('a device subscribes to 100 topics at most', async () => {
    const pump = device();
    const { subscribe } = await connectDevice(endpoint, pump);
    const topics = Array.from(
      { length: 101 },
      (_, i) => `/sys/${product.productKey}/${pump.deviceName}/${i}`,
    );
    const granted = await subscribe(topics);
    expect(granted.filter((qos) => qos === 128)).toHaveLength(1);
  });

  test('messages of QoS 0 and 1 come in the order in which they were sent', async () => {
    const pump = device();
    const { subscribe, received } = await connectDevice(endpoint, pump, { clean: false });
    await subscribe(own(pump, 'get'));
    const line = endpoint.platform.devices.sessionOf(pump)?.line;
    const texts = Array.from({ length: 50 }, (_, i) => String(i));
    for (const text of texts)
      line?.deliver(own(pump, 'get'), Buffer.from(text), Number(text) % 3 === 0 ? 0 : 1);
    await vi.waitFor(() => expect(received.map(({ text }) => text)).toEqual(texts));
  });
});

describe('sub-devices', () => {
  test("speak and listen on their gateway's line once it has logged them on", async () => {
    const gateways = newProduct(endpoint.platform, { nodeType: 1 });
    const gateway = device(gateways);
    const meter = device();
    attach(gateway, [meter], endpoint.platform);
    const line = await connectDevice(endpoint, gateway);
    await line.publish(own(meter, 'update'), 'before');
    const login = `/ext/session/${gateways.productKey}/${gateway.deviceName}/combine/login`;
    const fields = { productKey: product.productKey, deviceName: meter.deviceName, clientId: 'meter' };
    const sign = deviceSignature('hmacsha1', meter.deviceSecret, fields);
    await line.subscribe([`${login}_reply`, own(meter, 'get')]);
    await line.publish(login, { id: '7', params: { ...fields, sign, signMethod: 'hmacSha1' } });
    expect(await line.json(`${login}_reply`)).toMatchObject({ code: 200 });
    expect(statusesOf(meter)).toEqual(['online']);

    await line.publish(own(meter, 'update'), 'after');
    await vi.waitFor(() => expect(custom).toContain(`${own(meter, 'update')} after`));
    expect(custom).not.toContain(`${own(meter, 'update')} before`);
    endpoint.platform.devices.sessionOf(meter)?.line.deliver(own(meter, 'get'), Buffer.from('hello'), 1);
    expect(await line.message(own(meter, 'get'))).toMatchObject({ text: 'hello' });

    await line.leave();
    await vi.waitFor(() => expect(statusesOf(meter)).toEqual(['online', 'offline']));
  });
});

describe('limits', () => {
  test('a message of 256 KB is taken, one that is larger ends the connection before it is read', async () => {
    const pump = device();
    const { client, closed } = await connectDevice(endpoint, pump);
    const topic = own(pump, 'update');
    await client.publishAsync(topic, Buffer.alloc(256 * 1024, 'x'), { qos: 1 });
    await vi.waitFor(() => expect(custom.at(-1)).toHaveLength(256 * 1024 + topic.length + 1));
    client.publish(topic, Buffer.alloc(258 * 1024, 'y'), { qos: 0 });
    await closed;
    expect(custom.some((message) => message.endsWith('yyy'))).toBe(false);
  });

  test('a packet that says it is too large is not waited for', async () => {
    const socket = connectTcp(endpoint.mqtt.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.resume();
    socket.write(Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f]));
    await once(socket, 'close');
  });

  test('a connection that sends no CONNECT is closed after 15 s, also when it drips', async () => {
    const socket = connectTcp(endpoint.mqtt.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.resume();
    const opened = clock.now();
    const gone = once(socket, 'close');
    await once(socket, 'connect');
    socket.write(Buffer.from([0x10, 0x20, 0x00]));
    // The server's end comes up a little later than the client's.
    await vi.waitFor(() => {
      clock.advance(1000);
      expect(socket.closed).toBe(true);
    });
    await gone;
    expect(clock.now() - opened).toBeGreaterThanOrEqual(15_000);
  });
});

describe('any bytes', () => {
  const packets = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 400 }),
    // What looks like a packet, with any body.
    fc
      .tuple(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 100 }))
      .map(([header, body]) => Uint8Array.from([header, body.length, ...body])),
  );

  const sendRaw = async (chunks: readonly Uint8Array[]) => {
    const socket = connectTcp(endpoint.mqtt.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.resume();
    const gone = once(socket, 'close');
    for (const chunk of chunks) if (!socket.destroyed) socket.write(chunk);
    socket.end();
    await gone;
  };

  test('leave the platform up, and other devices undisturbed', async () => {
    const pump = device();
    const witness = await connectDevice(endpoint, pump);
    await fc.assert(fc.asyncProperty(fc.array(packets, { minLength: 1, maxLength: 5 }), sendRaw), {
      numRuns: 150,
    });
    await witness.publish(own(pump, 'update'), 'undisturbed');
    await vi.waitFor(() => expect(custom).toContain(`${own(pump, 'update')} undisturbed`));
    expect(statusesOf(pump)).toEqual(['online']);
    expect(endpoint.internalErrors).toEqual([]);
  });

  test('do no harm either when they come from a device', async () => {
    const pump = device();
    const witness = await connectDevice(endpoint, pump);
    const fuzzer = device();
    await fc.assert(
      fc.asyncProperty(fc.array(packets, { minLength: 1, maxLength: 5 }), async (chunks) => {
        const { client } = await connectDevice(endpoint, fuzzer, { clean: chunks.length % 2 === 0 });
        const { stream } = client;
        const gone = once(stream, 'close');
        for (const chunk of chunks) if (!stream.destroyed) stream.write(chunk);
        stream.end();
        await gone;
      }),
      { numRuns: 100 },
    );
    await witness.publish(own(pump, 'update'), 'untouched');
    await vi.waitFor(() => expect(custom).toContain(`${own(pump, 'update')} untouched`));
    expect(endpoint.internalErrors).toEqual([]);
  });

  test('do no harm as the payload of any topic that the platform understands', async () => {
    const pump = device();
    const { publish, client } = await connectDevice(endpoint, pump);
    const { productKey } = product;
    const name = pump.deviceName;
    const topics = [
      `/shadow/update/${productKey}/${name}`,
      `/sys/${productKey}/${name}/thing/event/property/post`,
      `/sys/${productKey}/${name}/thing/topo/add`,
      `/sys/${productKey}/${name}/rrpc/response/1`,
      `/ext/session/${productKey}/${name}/combine/login`,
      `/ota/device/inform/${productKey}/${name}`,
    ];
    const payload = fc.oneof(
      fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((text) => Buffer.from(text)),
      fc
        .jsonValue()
        .map((params) => Buffer.from(JSON.stringify({ id: '1', method: 'update', params, state: params }))),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...topics), payload, (topic, bytes) => publish(topic, bytes)),
      { numRuns: 300 },
    );
    expect(client.connected).toBe(true);
    expect(endpoint.internalErrors).toEqual([]);
  });
});
