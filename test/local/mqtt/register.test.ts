import { createHmac } from 'node:crypto';
import mqtt, { type IClientOptions } from 'mqtt';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { DrivenClock } from '../../../local/platform/clock.ts';
import type { Product } from '../../../local/platform/state/products.ts';
import { newDevice, newProduct } from '../platform/api-caller.ts';
import { connectDevice, type DeviceEndpoint, serveDevices, signedConnect } from './device.ts';

const clock = new DrivenClock(Date.UTC(2030, 0, 1));
let endpoint: DeviceEndpoint;
let product: Product;

beforeAll(async () => {
  endpoint = await serveDevices({ clock });
  product = newProduct(endpoint.platform);
});
afterAll(() => endpoint.close());

interface Asked {
  readonly authType: 'register' | 'regnwl';
  readonly deviceName: string;
  readonly of?: Product;
  readonly secret?: string;
  readonly securemode?: string;
  readonly at?: DeviceEndpoint;
}

/** Asks to be registered; gives the message that answers, or rejects with the client's error. */
async function register({
  authType,
  deviceName,
  of = product,
  secret,
  securemode = '-2',
  at = endpoint,
}: Asked) {
  const random = '567345';
  const content = `deviceName${deviceName}productKey${of.productKey}random${random}`;
  const options: IClientOptions = {
    clientId: `me|securemode=${securemode},authType=${authType},random=${random},signmethod=hmacsha256|`,
    username: `${deviceName}&${of.productKey}`,
    password: createHmac('sha256', secret ?? of.productSecret)
      .update(content)
      .digest('hex'),
  };
  const client = mqtt.connect({
    host: at.mqtt.host,
    port: at.mqtt.port,
    protocolVersion: 4,
    keepalive: 0,
    reconnectPeriod: 0,
    ...options,
  });
  onTestFinished(() => void client.end(true));
  const [topic, payload] = await new Promise<[string, Buffer]>((resolve, reject) => {
    client.once('message', (...message) => resolve([message[0], message[1]]));
    client.once('error', reject);
  });
  return { client, topic, told: JSON.parse(payload.toString()) as Record<string, string> };
}

const notAuthorized = { code: 5 };

test('a device that was made before gets its secret by that of its product, until it is activated', async () => {
  const pump = newDevice(endpoint.platform, product, 'made-before');
  const asked = { authType: 'register', deviceName: pump.deviceName } as const;
  const { topic, told } = await register(asked);
  expect(topic).toBe('/ext/register');
  expect(told).toEqual({
    productKey: product.productKey,
    deviceName: 'made-before',
    deviceSecret: pump.deviceSecret,
  });
  expect(pump.status).toBe('UNACTIVE');
  const connected = await connectDevice(
    endpoint,
    pump,
    signedConnect(pump, { secret: told['deviceSecret'] ?? '' }),
  );
  expect(pump.status).toBe('ONLINE');
  await connected.leave();
  await expect(register(asked)).rejects.toMatchObject(notAuthorized);
  await endpoint.must('ResetThing', { IotId: pump.iotId });
  expect((await register(asked)).told['deviceSecret']).toBe(pump.deviceSecret);
});

test('a device that was not made before is made, and connects by its ClientID and its token', async () => {
  const { topic, told } = await register({ authType: 'regnwl', deviceName: 'made-now' });
  expect(topic).toBe('/ext/regnwl');
  expect(told).toEqual({
    productKey: product.productKey,
    deviceName: 'made-now',
    clientId: expect.any(String),
    deviceToken: expect.any(String),
  });
  const device = product.devices.get('made-now');
  if (device === undefined) throw new Error('It was not made.');
  const listed = await endpoint.must('QueryClientIds', { IotId: device.iotId });
  expect(listed.Data.DynamicRegClientIds).toMatchObject([{ ClientId: told['clientId'] }]);

  const byToken = ({ clientId, deviceToken }: Record<string, string>): IClientOptions => ({
    clientId: `${clientId}|securemode=-2,authType=connwl|`,
    password: deviceToken ?? '',
  });
  await (await connectDevice(endpoint, device, byToken(told))).leave();
  const again = await register({ authType: 'regnwl', deviceName: 'made-now' });
  for (const wrong of [
    { ...told, deviceToken: 'guessed' },
    { ...told, clientId: again.told['clientId'] ?? '' },
  ]) {
    await expect(connectDevice(endpoint, device, byToken(wrong))).rejects.toMatchObject({ code: 4 });
  }
  await endpoint.must('TransformClientId', { IotId: device.iotId, ClientId: again.told['clientId'] });
  await expect(connectDevice(endpoint, device, byToken(told))).rejects.toMatchObject({ code: 4 });
  await (await connectDevice(endpoint, device, byToken(again.told))).leave();
  await endpoint.must('DeleteClientIds', { IotId: device.iotId });
  await expect(connectDevice(endpoint, device, byToken(again.told))).rejects.toMatchObject({ code: 4 });
});

test('a device registers without having been made in China (Shanghai) only', async () => {
  const elsewhere = await serveDevices({ regionId: 'ap-southeast-1' });
  onTestFinished(() => elsewhere.close());
  const of = newProduct(elsewhere.platform);
  const asked = { authType: 'regnwl', deviceName: 'far-away', of, at: elsewhere } as const;
  await expect(register(asked)).rejects.toMatchObject(notAuthorized);
  expect(of.devices.size).toBe(0);
});

test.each<[string, number, Partial<Asked>]>([
  ['a wrong ProductSecret', 4, { secret: 'guessed' }],
  ['a name that is none', 4, { deviceName: 'a b' }],
  ['another securemode', 2, { securemode: '3' }],
  ['a device that does not exist, where it should', 5, { authType: 'register', deviceName: 'nobody' }],
])('%s registers nothing', async (_, code, changes) => {
  const before = product.devices.size;
  await expect(register({ authType: 'regnwl', deviceName: 'stranger', ...changes })).rejects.toMatchObject({
    code,
  });
  expect(product.devices.size).toBe(before);
});

test('who registers may do nothing else, and is not waited for to leave', async () => {
  const { client } = await register({ authType: 'regnwl', deviceName: 'lingering' });
  const gone = new Promise<void>((resolve) => client.once('close', () => resolve()));
  expect(product.devices.get('lingering')?.status).toBe('UNACTIVE');
  await expect(client.subscribeAsync(`/${product.productKey}/lingering/user/get`)).rejects.toThrow();
  clock.advance(15_000);
  await gone;
});
