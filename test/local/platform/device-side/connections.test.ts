import { expect, test } from 'vitest';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import { createPlatform } from '../../../../local/platform/create-platform.ts';
import { Refusal } from '../../../../local/platform/refusal.ts';
import { newDevice, newProduct } from '../api-caller.ts';
import { messagesOf, SimulatedDevice } from './simulated-device.ts';

function fleet() {
  const clock = new DrivenClock(Date.UTC(2030, 0, 1, 20));
  const { platform } = createPlatform({ clock, seed: 1 });
  const product = newProduct(platform);
  const sent = messagesOf(platform);
  const device = (name = 'light') => new SimulatedDevice(platform, newDevice(platform, product, name));
  return { clock, platform, product, sent, device };
}

test('a device that connects is activated and online, and the subscribers are told in both times', () => {
  const { clock, platform, sent, device } = fleet();
  const light = device().connect();
  expect(light.device).toMatchObject({
    status: 'ONLINE',
    activatedAt: clock.now(),
    lastOnlineAt: clock.now(),
    clientIp: '192.0.2.1',
  });
  expect(platform.devices.sessionOf(light.device)).toBe(light.session);
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ flag: 'DeviceStatusChangeFlag', topic: `/as/mqtt/status${light.path}` });
  expect(sent[0]?.body).toEqual({
    status: 'online',
    iotId: light.device.iotId,
    productKey: light.device.product.productKey,
    deviceName: 'light',
    time: '2030-01-02 04:00:00.000',
    utcTime: '2030-01-01T20:00:00.000Z',
    lastTime: '2030-01-02 04:00:00.000',
    utcLastTime: '2030-01-01T20:00:00.000Z',
    clientIp: '192.0.2.1',
  });
});

test('a device whose line ends is offline, and stays activated', () => {
  const { clock, platform, sent, device } = fleet();
  const light = device().connect();
  const activatedAt = clock.now();
  clock.advance(5_000);
  light.disconnect();
  light.disconnect();
  expect(light.device).toMatchObject({ status: 'OFFLINE', activatedAt, lastOnlineAt: activatedAt });
  expect(platform.devices.sessionOf(light.device)).toBeUndefined();
  expect(sent.map(({ body }) => body.status)).toEqual(['online', 'offline']);
  expect(light.dropped).toBeUndefined();
});

test('a second line of a device puts the first offline', () => {
  const { platform, sent, device } = fleet();
  const first = device().connect();
  const second = new SimulatedDevice(platform, first.device).connect();
  expect(first.dropped).toBe('The device connected anew.');
  expect(platform.devices.sessionOf(first.device)).toBe(second.session);
  first.disconnect();
  first.send(`${first.path}/user/get`, { from: 'the first' });
  expect(first.device.status).toBe('ONLINE');
  expect(sent.map(({ body }) => body.status)).toEqual(['online', 'offline', 'online']);
});

test('no two changes of a device share a time, however fast they follow one another', () => {
  const { sent, device } = fleet();
  const light = device();
  for (let round = 0; round < 3; round++) {
    light.connect();
    light.disconnect();
  }
  const times = sent.map(({ body }) => body.utcLastTime);
  expect(times).toHaveLength(6);
  expect(new Set(times).size).toBe(6);
  expect([...times].sort()).toEqual(times);
});

test('a disabled device and a deleted one cannot connect', () => {
  const { platform, sent, device } = fleet();
  const light = device();
  light.device.disabled = true;
  expect(() => light.connect()).toThrow(Refusal);
  light.device.disabled = false;
  platform.state.devices.delete(light.device);
  expect(() => light.connect()).toThrow(Refusal);
  expect(sent).toEqual([]);
});

test('what a device says of others, on topics without a meaning, or after its line ended, is ignored', () => {
  const { sent, device } = fleet();
  const light = device().connect();
  const other = device('other').connect();
  const before = sent.length;
  light.send(`${other.path}/user/get`, {});
  light.send(`/sys${other.path}/thing/event/property/post`, { id: '1', params: { Power: 1 } });
  for (const topic of ['', '/', 'user', '/sys', `/sys${light.path}/thing/none`, `${light.path}/user`]) {
    light.send(topic, {});
  }
  light.disconnect();
  light.send(`${light.path}/user/get`, {});
  expect(sent.slice(before).map(({ body }) => body.status)).toEqual(['offline']);
  expect([...light.delivered, ...other.delivered]).toEqual([]);
});
