import { createHmac } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import { createPlatform } from '../../../../local/platform/create-platform.ts';
import { disableDevice, enableDevice } from '../../../../local/platform/device/lifecycle.ts';
import type { Platform } from '../../../../local/platform/platform.ts';
import type { Device } from '../../../../local/platform/state/device.ts';
import type { Product } from '../../../../local/platform/state/products.ts';
import { newDevice, newProduct } from '../api-caller.ts';
import { messagesOf, type Sent, SimulatedDevice } from './simulated-device.ts';

let platform: Platform;
let gateways: Product;
let gateway: SimulatedDevice;
let pump: Device;
let valve: Device;
let sent: Sent[];

beforeEach(() => {
  platform = createPlatform({ clock: new DrivenClock(Date.UTC(2030, 0, 1)), seed: 1 }).platform;
  gateways = newProduct(platform, { nodeType: 1 });
  const sensors = newProduct(platform);
  gateway = new SimulatedDevice(platform, newDevice(platform, gateways, 'gateway')).connect();
  pump = newDevice(platform, sensors, 'pump');
  valve = newDevice(platform, sensors, 'valve');
  sent = messagesOf(platform);
});

const nameOf = ({ product, deviceName }: Device) => ({ productKey: product.productKey, deviceName });
const identityOf = (device: Device) => ({ iotId: device.iotId, ...nameOf(device) });
const pathOf = ({ product, deviceName }: Device) => `/${product.productKey}/${deviceName}`;

/** Signs as the spec of the device side says. */
function signed(device: Device, secret = device.deviceSecret) {
  const { productKey, deviceName } = nameOf(device);
  const content = `clientId1234deviceName${deviceName}productKey${productKey}timestamp1646277090411`;
  const sign = createHmac('sha1', secret).update(content).digest('hex');
  return {
    productKey,
    deviceName,
    clientId: '1234',
    timestamp: '1646277090411',
    signMethod: 'hmacSha1',
    sign,
  };
}

const add = (...devices: readonly Device[]) =>
  gateway.request(
    '/thing/topo/add',
    devices.map((device) => {
      const { signMethod, ...rest } = signed(device);
      return { ...rest, signmethod: signMethod };
    }),
  );
const topology = () => gateway.request('/thing/topo/get', {}).data;
const login = (device: Device, fields: object = signed(device)) =>
  gateway.ask(`/ext/session${gateway.path}/combine/login`, fields);

test('a gateway adds, lists and deletes its sub-devices, and the subscribers are told', () => {
  expect(add(pump, valve)).toMatchObject({ code: 200, data: [nameOf(pump), nameOf(valve)] });
  expect(topology()).toEqual([nameOf(pump), nameOf(valve)]);
  expect(sent).toHaveLength(1);
  const { iotId: gwIotId, productKey: gwProductKey, deviceName: gwDeviceName } = identityOf(gateway.device);
  const changed = (action: string, ...devices: readonly Device[]) => ({
    action,
    gwIotId,
    gwProductKey,
    gwDeviceName,
    devices: devices.map(identityOf),
    messageCreateTime: platform.clock.now(),
  });
  expect(sent[0]).toMatchObject({
    flag: 'DeviceTopoLifeCycleFlag',
    topic: `${gateway.path}/thing/topo/lifecycle`,
  });
  expect(sent[0]?.body).toEqual(changed('create', pump, valve));
  expect(gateway.request('/thing/topo/delete', [nameOf(pump)])).toMatchObject({
    code: 200,
    data: [nameOf(pump)],
  });
  expect(sent[1]?.body).toEqual(changed('delete', pump));
  expect(topology()).toEqual([nameOf(valve)]);
  expect(gateway.request('/thing/topo/delete', [nameOf(pump)]).code).toBe(6401);
});

test('the gateway itself is told of each change of its topology', () => {
  add(pump);
  disableDevice(pump, platform);
  enableDevice(pump, platform);
  gateway.request('/thing/topo/delete', [nameOf(pump)]);
  const told = gateway.delivered.filter(({ topic }) => topic.endsWith('/thing/topo/change'));
  expect(told.map(({ body }) => body.params)).toEqual(
    [0, 8, 2, 1].map((status) => ({ status, subList: [nameOf(pump)] })),
  );
  expect(
    sent.filter(({ flag }) => flag === 'DeviceTopoLifeCycleFlag').map(({ body }) => body.action),
  ).toEqual(['create', 'disable', 'enable', 'delete']);
});

test('all or none of the sub-devices are added', () => {
  const one = signed(pump);
  const cases: readonly [fields: object, code: number][] = [
    [{ ...one, sign: signed(pump, 'another').sign }, 401],
    [{ ...one, clientId: 'other' }, 401],
    [{ ...one, signMethod: 'rot13' }, 401],
    [{ ...one, deviceName: 'none' }, 6100],
    [signed(gateway.device), 6402],
  ];
  for (const [fields, code] of cases) {
    expect(gateway.request('/thing/topo/add', [signed(valve), fields]).code).toBe(code);
  }
  expect(topology()).toEqual([]);
  const plain = new SimulatedDevice(platform, pump).connect();
  expect(plain.request('/thing/topo/add', [signed(valve)]).code).toBe(460);
});

test('a sub-device moves to the gateway that adds it, and goes off the line of the other', () => {
  add(pump);
  login(pump);
  const other = new SimulatedDevice(platform, newDevice(platform, gateways, 'other')).connect();
  sent.length = 0;
  expect(other.request('/thing/topo/add', [signed(pump)]).code).toBe(200);
  expect(topology()).toEqual([]);
  expect(pump.gateway).toBe(other.device);
  expect(sent.map(({ body }) => body.status ?? `${body.action} ${body.gwDeviceName}`)).toEqual([
    'offline',
    'delete gateway',
    'create other',
  ]);
});

test('sub-devices that a gateway found go to the subscribers, registered or not', () => {
  const { productKey } = pump.product;
  const found = [nameOf(pump), { productKey, deviceName: 'new-pump' }];
  expect(gateway.request('/thing/list/found', found).code).toBe(200);
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ flag: 'FoundDeviceListFlag', topic: `${gateway.path}/thing/list/found` });
  expect(sent[0]?.body).toEqual({
    gwIotId: gateway.device.iotId,
    gwProductKey: gateways.productKey,
    gwDeviceName: 'gateway',
    devices: [identityOf(pump), { productKey, deviceName: 'new-pump' }],
  });
  const refused = (productKey: string, deviceName: string) =>
    gateway.request('/thing/list/found', [{ productKey, deviceName }]).code;
  expect([refused('none', 'pump'), refused(productKey, 'a$')]).toEqual([6250, 6280]);
});

test('a sub-device comes online over its gateway, and speaks and is answered there', () => {
  expect(login(pump).code).toBe(6401);
  add(pump);
  gateway.send(`${pathOf(pump)}/user/up`, { before: 'login' });
  sent.length = 0;
  expect(login(pump)).toMatchObject({ code: 200, data: nameOf(pump) });
  expect(pump).toMatchObject({ status: 'ONLINE', clientIp: '192.0.2.1' });
  expect(gateway.request('/thing/event/property/post', { Power: 'on' }, pathOf(pump)).code).toBe(200);
  expect(sent.map(({ topic }) => topic)).toEqual([
    `/as/mqtt/status${pathOf(pump)}`,
    `${pathOf(pump)}/thing/event/property/post`,
  ]);
  expect(gateway.ask(`/ext/session${gateway.path}/combine/logout`, nameOf(pump)).code).toBe(200);
  expect(pump.status).toBe('OFFLINE');
  expect(gateway.ask(`/ext/session${gateway.path}/combine/logout`, nameOf(pump)).code).toBe(520);
  expect(gateway.device.status).toBe('ONLINE');
});

test('a sub-device is refused when it is wrongly signed or disabled', () => {
  add(pump);
  expect(login(pump, signed(pump, 'another')).code).toBe(6287);
  disableDevice(pump, platform);
  expect(login(pump).code).toBe(522);
  expect(pump.status).toBe('DISABLE');
});

test('sub-devices go offline with their gateway, and one that is dropped leaves it online', () => {
  add(pump, valve);
  login(pump);
  login(valve);
  disableDevice(pump, platform);
  expect(gateway.dropped).toBeUndefined();
  expect([pump.status, valve.status, gateway.device.status]).toEqual(['DISABLE', 'ONLINE', 'ONLINE']);
  gateway.disconnect();
  expect([valve.status, gateway.device.status]).toEqual(['OFFLINE', 'OFFLINE']);
});
