import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import { createPlatform } from '../../../../local/platform/create-platform.ts';
import { newDevice, newProduct } from '../api-caller.ts';
import { messagesOf, SimulatedDevice } from './simulated-device.ts';

function connected() {
  const clock = new DrivenClock(Date.UTC(2030, 0, 1));
  const { platform } = createPlatform({ clock, seed: 1 });
  const light = new SimulatedDevice(platform, newDevice(platform, newProduct(platform), 'light')).connect();
  const sent = messagesOf(platform);
  const { iotId, deviceName, product } = light.device;
  return { clock, light, sent, identity: { iotId, deviceName, productKey: product.productKey } };
}

test('properties go to the subscribers with the time that the device gave, or with now', () => {
  const { clock, light, sent, identity } = connected();
  const reply = light.request('/thing/event/property/post', {
    Power: 'on',
    Temperature: { value: 61.5, time: 1_510_799_670_071 },
    Position: { latitude: 1 },
  });
  expect(reply).toMatchObject({ id: '123', code: 200, data: {} });
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ flag: 'DeviceDataFlag', topic: `${light.path}/thing/event/property/post` });
  expect(sent[0]?.body).toEqual({
    ...identity,
    gmtCreate: clock.now(),
    deviceType: 'CustomCategory',
    items: {
      Power: { value: 'on', time: clock.now() },
      Temperature: { value: 61.5, time: 1_510_799_670_071 },
      Position: { value: { latitude: 1 }, time: clock.now() },
    },
  });
});

test('an event goes to the subscribers', () => {
  const { clock, light, sent, identity } = connected();
  const reply = light.request('/thing/event/Overheated/post', { value: { Temperature: 92.5 }, time: 1_000 });
  expect(reply).toMatchObject({ id: '123', code: 200, data: {} });
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({
    flag: 'DeviceDataFlag',
    topic: `${light.path}/thing/event/Overheated/post`,
    body: {
      ...identity,
      identifier: 'Overheated',
      type: 'info',
      value: { Temperature: 92.5 },
      time: 1_000,
      gmtCreate: clock.now(),
    },
  });
});

test('what a device sends on topics of its own goes on byte for byte', () => {
  const { light, sent } = connected();
  const bytes = Buffer.from([0, 255, 128, 10]);
  light.send(`${light.path}/user/up/raw`, bytes);
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ flag: 'DeviceDataFlag', topic: `${light.path}/user/up/raw` });
  expect(sent[0]?.payload.equals(bytes)).toBe(true);
});

test('a device sets and deletes its tags, and the subscribers are told of what is new', () => {
  const { clock, light, sent, identity } = connected();
  const update = (...tags: readonly (readonly [string, string])[]) =>
    light.request(
      '/thing/deviceinfo/update',
      tags.map(([attrKey, attrValue]) => ({ attrKey, attrValue })),
    );
  expect(update(['room', 'boiler'], ['floor', '1'])).toMatchObject({ id: '123', code: 200, data: {} });
  expect(light.device.tagValue('room')).toBe('boiler');
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ flag: 'DeviceTagFlag', topic: `${light.path}/thing/deviceinfo/update` });
  expect(sent[0]?.body).toEqual({
    ...identity,
    value: [
      { attrKey: 'room', attrValue: 'boiler' },
      { attrKey: 'floor', attrValue: '1' },
    ],
    messageCreateTime: clock.now(),
  });
  update(['room', 'roof'], ['floor', '1']);
  expect(sent[1]?.body.value).toEqual([{ attrKey: 'room', attrValue: 'roof' }]);
  update(['room', 'roof']);
  expect(light.request('/thing/deviceinfo/delete', [{ attrKey: 'room' }, { attrKey: 'none' }]).code).toBe(
    200,
  );
  expect(light.device.tags.map(({ key }) => key)).toEqual(['floor']);
  const full = Array.from({ length: 100 }, (_, index) => [`key${index}`, ''] as const);
  expect(update(...full).code).toBe(460);
  expect(light.device.tags).toHaveLength(1);
  expect(sent).toHaveLength(2);
});

test('a request that breaks a rule is answered with 460 and the place of the fault', () => {
  const { light, sent } = connected();
  const answered = (rest: string, params: unknown) => light.request(rest, params);
  expect(answered('/thing/event/property/post', ['Power']).message).toBe(
    'request parameter error: params must be a record, not an array',
  );
  expect(answered('/thing/event/Hot/post', {}).message).toBe(
    'request parameter error: params.value is required',
  );
  expect(answered('/thing/deviceinfo/update', [{ attrKey: 'a', attrValue: 1 }]).message).toBe(
    'request parameter error: params[0].attrValue must be a string, not an integer',
  );
  for (const reply of light.delivered) expect(reply.body).toMatchObject({ id: '123', code: 460, data: {} });
  light.send(`/sys${light.path}/thing/event/property/post`, Buffer.from('{"id":'));
  expect(light.delivered.at(-1)?.body).toMatchObject({ id: '', code: 460 });
  expect(sent).toEqual([]);
});

test('a device that waits for no answer gets none', () => {
  const { light, sent } = connected();
  light.send(`/sys${light.path}/thing/event/property/post`, {
    id: 7,
    sys: { ack: 0 },
    params: { Power: 'on' },
  });
  expect(sent).toHaveLength(1);
  expect(light.delivered).toEqual([]);
});

test('no bytes on any topic do harm', () => {
  const { light } = connected();
  const topics = [
    '/thing/event/property/post',
    '/thing/event/Hot/post',
    '/thing/deviceinfo/update',
    '/thing/deviceinfo/delete',
    '/thing/topo/add',
    '/thing/topo/delete',
    '/thing/topo/get',
    '/thing/list/found',
  ].map((rest) => `/sys${light.path}${rest}`);
  topics.push(`/ext/session${light.path}/combine/login`, `/ext/session${light.path}/combine/logout`);
  const payload = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.json().map((text) => Buffer.from(text)),
    fc.record({ id: fc.jsonValue(), params: fc.jsonValue(), sys: fc.jsonValue() }, { requiredKeys: [] }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...topics), payload, (topic, bytes) => {
      light.send(topic, bytes);
      for (const { body } of light.delivered.splice(0)) expect(body.code).toBeTypeOf('number');
    }),
  );
});
