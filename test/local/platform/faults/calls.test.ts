import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import { type Fault, fault } from '../../../../local/platform/faults/fault.ts';
import { newDevice, newProduct, type ServedPlatform, servePlatform } from '../api-caller.ts';

const clock = new DrivenClock(Date.UTC(2030, 0));
const answered: string[] = [];
let served: ServedPlatform;

beforeAll(async () => {
  served = await servePlatform({ clock, onCall: ({ code }) => answered.push(code) });
});
afterAll(() => served.close());
beforeEach(() => {
  served.platform.faults.clearAll();
  answered.length = 0;
});

const set = (settings: Partial<Fault> & Record<string, unknown>) =>
  served.platform.faults.set(fault.parse({ of: 'calls', ...settings }));

function target() {
  const product = newProduct(served.platform);
  const device = newDevice(served.platform, product, 'device');
  return { device, names: { ProductKey: product.productKey, DeviceName: device.deviceName } };
}

const unavailable = { status: 503, code: 'ServiceUnavailable' };

test('an error of the gateway comes instead of the effect, with its status and what the guide says of its code', async () => {
  const { device, names } = target();
  set({ error: unavailable });
  const { status, body } = await served.call('DisableThing', names);
  expect({ status, Code: body['Code'] }).toEqual({ status: 503, Code: 'ServiceUnavailable' });
  expect(device.disabled).toBe(false);
  await served.must('DisableThing', names);
  expect(device.disabled).toBe(true);
});

test('an error can come after the effect', async () => {
  const { device, names } = target();
  set({ error: unavailable, at: 'after' });
  expect((await served.call('DisableThing', names)).status).toBe(503);
  expect(device.disabled).toBe(true);
});

test('an error with the status 200 is a refusal of the operation', async () => {
  const { device, names } = target();
  set({ error: { status: 200, code: 'iot.system.SystemException', message: 'not now' } });
  const { status, body } = await served.call('DisableThing', names);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    Success: false,
    Code: 'iot.system.SystemException',
    ErrorMessage: 'not now',
  });
  expect(device.disabled).toBe(false);
});

test.each([
  ['before', false],
  ['after', true],
] as const)('a connection can end %s the effect, without an answer', async (at, disabled) => {
  const { device, names } = target();
  set({ drop: true, at });
  await expect(served.call('DisableThing', names)).rejects.toThrow('fetch failed');
  expect(device.disabled).toBe(disabled);
  expect(answered).toEqual(['dropped']);
  expect((await served.call('QueryDeviceGroupList')).status).toBe(200);
});

test.each([
  ['before', false],
  ['after', true],
] as const)('a call can wait %s its effect', async (at, disabled) => {
  const { device, names } = target();
  set({ delay: 5000, at });
  const answer = served.call('DisableThing', names);
  await expect.poll(() => served.platform.faults.list()[0]?.happened).toBe(1);
  clock.advance(4999);
  expect(device.disabled).toBe(disabled);
  expect(answered).toEqual([]);
  clock.advance(1);
  expect((await answer).body).toMatchObject({ Success: true });
  expect(device.disabled).toBe(true);
});

test('what the gateway refuses by itself does not use up a fault', async () => {
  const { names } = target();
  set({ error: unavailable });
  expect((await served.call('DisableThing', names, { secret: 'wrong' })).body['Code']).toBe(
    'SignatureDoesNotMatch',
  );
  expect((await served.call('DisableThing', names)).status).toBe(503);
});

test('a refusal of the operation gives way to the error after it', async () => {
  set({ error: unavailable, at: 'after' });
  expect((await served.call('DisableThing', { IotId: 'nobody' })).status).toBe(503);
});
