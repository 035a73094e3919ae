import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import type { Device } from '../../../../local/platform/state/device.ts';
import type { Product } from '../../../../local/platform/state/products.ts';
import { type ConnectedDevice, connectDevice, type DeviceEndpoint, serveDevices } from '../../mqtt/device.ts';
import { newDevice, newProduct } from '../api-caller.ts';
import { effectsOf } from '../effects.ts';

const { keeps, butNot } = effectsOf('shadows');
const clock = new DrivenClock(Math.floor(Date.now() / 1000) * 1000);
const now = () => clock.now() / 1000;
let served: DeviceEndpoint;
let product: Product;

beforeAll(async () => {
  served = await serveDevices({ clock });
  product = newProduct(served.platform);
});
afterAll(() => served.close());

let made = 0;
const device = (): Device => {
  made += 1;
  return newDevice(served.platform, product, `bulb-${made}`);
};
const named = ({ deviceName }: Device) => ({ ProductKey: product.productKey, DeviceName: deviceName });
const topicOf = ({ deviceName }: Device, kind: 'get' | 'update') =>
  `/shadow/${kind}/${product.productKey}/${deviceName}`;

/** The shadow as the API gives it. */
const shadowOf = async (of: Device) => {
  const { ShadowMessage } = await served.must('GetDeviceShadow', named(of));
  return JSON.parse(ShadowMessage);
};
const want = (of: Device, desired: unknown, version: unknown, more: Record<string, boolean> = {}) =>
  served.call('UpdateDeviceShadow', {
    ...named(of),
    ShadowMessage: JSON.stringify({ method: 'update', state: { desired }, version }),
    ...more,
  });

/** A device that is connected and hears of its shadow; `say` gives the answer to what it says. */
async function connect(of: Device) {
  const connected = await connectDevice(served, of);
  await connected.subscribe(topicOf(of, 'get'));
  return { ...connected, say: (said: unknown) => say(connected, of, said) };
}

async function say({ received, publish }: ConnectedDevice, of: Device, said: unknown) {
  const before = received.length;
  await publish(topicOf(of, 'update'), typeof said === 'string' ? said : JSON.stringify(said));
  await vi.waitFor(() => expect(received.length).toBeGreaterThan(before));
  return JSON.parse(received[before]?.text ?? '');
}

const report = (reported: unknown, version: unknown) => ({ method: 'update', state: { reported }, version });

describe('GetDeviceShadow', () => {
  keeps(
    'gives what is wanted and what the device said, each property with its time, and changes nothing',
    {
      GetDeviceShadow: ['Changes nothing', 'The shadow comes back', 'The structure of the shadow'],
      UpdateDeviceShadow: 'Writes the desired state',
    },
    async () => {
      const bulb = device();
      expect(await shadowOf(bulb)).toEqual({
        method: 'update',
        state: {},
        metadata: {},
        timestamp: 0,
        version: 0,
      });
      await want(bulb, { color: 'green' }, 1);
      const wanted = now();
      expect(await shadowOf(bulb)).toEqual({
        method: 'update',
        state: { desired: { color: 'green' } },
        metadata: { desired: { color: { timestamp: wanted } } },
        timestamp: wanted,
        version: 1,
      });
      clock.advance(5000);
      const { say } = await connect(bulb);
      await say(report({ color: 'red', sizes: [1, 2] }, 2));
      const both = {
        method: 'update',
        state: { desired: { color: 'green' }, reported: { color: 'red', sizes: [1, 2] } },
        metadata: {
          desired: { color: { timestamp: wanted } },
          reported: { color: { timestamp: now() }, sizes: { timestamp: now() } },
        },
        timestamp: now(),
        version: 2,
      };
      expect(await shadowOf(bulb)).toEqual(both);
      expect(await shadowOf(bulb)).toEqual(both);
      const { body } = await served.call('GetDeviceShadow', { ...named(bulb), DeviceName: 'nobody' });
      expect(body).not.toHaveProperty('ShadowMessage');
    },
  );
});

describe('UpdateDeviceShadow', () => {
  keeps(
    'replaces what is wanted, or with DeltaUpdate changes the part that it names',
    { UpdateDeviceShadow: 'With DeltaUpdate true' },
    async () => {
      const bulb = device();
      await want(bulb, { color: 'green', power: 1 }, 1);
      await want(bulb, { color: 'blue' }, 2, { DeltaUpdate: true });
      expect((await shadowOf(bulb)).state).toEqual({ desired: { color: 'blue', power: 1 } });
      await want(bulb, { color: 'red' }, 3, { DeltaUpdate: false });
      expect((await shadowOf(bulb)).state).toEqual({ desired: { color: 'red' } });
      await want(bulb, { power: 0 }, 4);
      expect((await shadowOf(bulb)).state).toEqual({ desired: { power: 0 } });
    },
  );

  keeps(
    'takes a version above the last one alone, whoever gave that',
    { UpdateDeviceShadow: 'The version in the message' },
    async () => {
      const bulb = device();
      const outcome = async (version: unknown) =>
        (await want(bulb, { color: 'green' }, version)).body['Code'];
      const invalid = 'iot.messagebroker.InvalidVersionValueInShadowMessage';
      expect(await outcome(0)).toBe(invalid);
      expect(await outcome(7)).toBe('');
      expect(await outcome(7)).toBe(invalid);
      expect(await outcome(6)).toBe(invalid);
      expect(await outcome(7.5)).toBe(invalid);
      expect(await outcome('8')).toBe(invalid);
      const { say } = await connect(bulb);
      await say(report({ color: 'red' }, 9));
      expect(await outcome(9)).toBe(invalid);
      expect(await outcome(10)).toBe('');
    },
  );

  test('tells a device that is online what is wanted; one that is offline asks when it comes back', async () => {
    const bulb = device();
    const connected = await connect(bulb);
    await connected.say(report({ color: 'red' }, 1));
    await want(bulb, { color: 'green' }, 2);
    const control = await vi.waitFor(() => JSON.parse(connected.received[1]?.text ?? ''));
    expect(control).toEqual({
      method: 'control',
      payload: {
        state: { desired: { color: 'green' }, reported: { color: 'red' } },
        metadata: { desired: { color: { timestamp: now() } }, reported: { color: { timestamp: now() } } },
      },
      version: 2,
      timestamp: now(),
    });
    await connected.leave();
    await vi.waitFor(() => expect(bulb.status).toBe('OFFLINE'));
    await want(bulb, { color: 'blue' }, 3);
    const back = await connect(bulb);
    expect(await back.say({ method: 'get' })).toEqual({
      method: 'reply',
      payload: {
        status: 'success',
        state: { desired: { color: 'blue' }, reported: { color: 'red' } },
        metadata: expect.anything(),
      },
      version: 3,
      timestamp: now(),
    });
    expect(back.received).toHaveLength(1);
  });

  keeps(
    'refuses a message of another form, and the shadow stays as it is',
    { UpdateDeviceShadow: 'The method in the message' },
    async () => {
      const bulb = device();
      await want(bulb, { color: 'green' }, 5);
      const before = await shadowOf(bulb);
      const properties = (count: number) =>
        Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, 1]));
      const good = { method: 'update', state: { desired: { a: 1 } }, version: 6 };
      const desired = (wanted: unknown) => ({ ...good, state: { desired: wanted } });
      for (const [said, code] of [
        [{ ...good, method: 'delete' }, 'MethodValueIsNotUpdate'],
        [{ ...good, method: undefined }, 'NotFoundMethodInShadowMessage'],
        [{ ...good, state: undefined }, 'NotFoundStateInShadowMessage'],
        [{ ...good, state: {} }, 'NotFoundDesireInShadowMessage'],
        [{ ...good, state: 'x' }, 'NotFoundDesireInShadowMessage'],
        [{ ...good, version: undefined }, 'NotFoundVersionOrNullVersionValue'],
        [{ ...good, version: null }, 'NotFoundVersionOrNullVersionValue'],
        [{ ...good, version: '' }, 'NotFoundVersionOrNullVersionValue'],
        [{ ...good, version: 'six' }, 'InvalidVersionValueInShadowMessage'],
        [{ ...good, version: -1 }, 'InvalidVersionValueInShadowMessage'],
        [desired(null), 'DesireValueIsNullInShadowMessage'],
        [desired(''), 'DesireValueIsNullInShadowMessage'],
        [desired('x'), 'DesireInfoInShadowMessageIsNotJson'],
        [desired([1]), 'DesireInfoInShadowMessageIsNotJson'],
        [desired({}), 'NoneElementInDesire'],
        [desired({ '': 1 }), 'ElementKeyOrValueIsNullInDesire'],
        [desired({ a: null }), 'ElementKeyOrValueIsNullInDesire'],
        [desired({ a: '' }), 'ElementKeyOrValueIsNullInDesire'],
        [desired(properties(129)), 'TooManyElementInDesire'],
        [desired({ a: 'x'.repeat(17_000) }), 'ShadowMessageLengthIsLarge'],
        ['{', 'ShadowMessageIsNotJson'],
        ['', 'NullShadowMessage'],
      ] as const) {
        const ShadowMessage = typeof said === 'string' ? said : JSON.stringify(said);
        expect(await served.refusal('UpdateDeviceShadow', { ...named(bulb), ShadowMessage })).toBe(
          `iot.messagebroker.${code}`,
        );
      }
      expect(await shadowOf(bulb)).toEqual(before);
      expect((await want(bulb, properties(128), 6)).body).toMatchObject({ Success: true });
      expect((await want(bulb, { one: 'more' }, 7, { DeltaUpdate: true })).body).toMatchObject({
        Code: 'iot.messagebroker.TooManyElementInDesire',
      });
    },
  );

  test('a shadow has 16 KB at most, both parts together', async () => {
    const bulb = device();
    const { say } = await connect(bulb);
    expect(await say(report({ text: 'x'.repeat(10_000) }, 1))).toMatchObject({
      payload: { status: 'success' },
    });
    const large = { text: 'y'.repeat(7_000) };
    expect((await want(bulb, large, 2)).body).toMatchObject({
      Code: 'iot.messagebroker.ShadowMessageLengthIsLarge',
    });
    expect(await say(report({ more: 'x'.repeat(7_000) }, 2))).toMatchObject({
      payload: { status: 'error', content: { errorcode: '408' } },
    });
    expect((await want(bulb, { text: 'y'.repeat(6_000) }, 2)).body).toMatchObject({ Success: true });
  });
});

describe('what a device says of its shadow', () => {
  test('is taken and answered with the version', async () => {
    const bulb = device();
    const { say } = await connect(bulb);
    expect(await say(report({ color: 'red', power: 1 }, 3))).toEqual({
      method: 'reply',
      payload: { status: 'success', version: 3 },
      timestamp: now(),
    });
    await say(report({ power: 0 }, 4));
    expect((await shadowOf(bulb)).state).toEqual({ reported: { color: 'red', power: 0 } });
  });

  test('when it has done what was wanted, it says so, and what is wanted is gone', async () => {
    const bulb = device();
    await want(bulb, { color: 'green' }, 1);
    const { say } = await connect(bulb);
    await say({ method: 'update', state: { desired: 'null' }, version: 2 });
    expect((await shadowOf(bulb)).state).toEqual({});
    await want(bulb, { color: 'blue', power: 1 }, 3);
    await vi.waitFor(async () => expect((await shadowOf(bulb)).version).toBe(3));
    await say({
      method: 'update',
      state: { reported: { color: 'blue' }, desired: { color: null } },
      version: 4,
    });
    expect((await shadowOf(bulb)).state).toEqual({ desired: { power: 1 }, reported: { color: 'blue' } });
  });

  test.each([
    ['one property, by the word null', { color: 'null' }, { reported: { power: 1 } }],
    ['one property, by null', { power: null }, { reported: { color: 'red' } }],
    ['all it said', 'null', {}],
  ])('can be deleted: %s', async (_, reported, left) => {
    const bulb = device();
    const { say } = await connect(bulb);
    await say(report({ color: 'red', power: 1 }, 1));
    expect(await say({ method: 'delete', state: { reported }, version: 2 })).toMatchObject({
      payload: { status: 'success', version: 2 },
    });
    expect(await shadowOf(bulb)).toMatchObject({ state: left, version: 2 });
    expect((await shadowOf(bulb)).state).toEqual(left);
  });

  test('begins to count anew with the version -1', async () => {
    const bulb = device();
    const { say } = await connect(bulb);
    await say(report({ color: 'red' }, 100));
    expect(await say(report({ color: 'blue' }, -1))).toMatchObject({
      payload: { status: 'success', version: 0 },
    });
    expect(await say(report({ color: 'green' }, 1))).toMatchObject({
      payload: { status: 'success', version: 1 },
    });
  });

  const many = Object.fromEntries(Array.from({ length: 129 }, (_, index) => [`p${index}`, 1]));
  test.each<[string, unknown]>([
    ['400', '{'],
    ['400', '[1]'],
    ['400', report('red', 6)],
    ['400', { method: 'update', state: 1, version: 6 }],
    ['401', { state: { reported: { a: 1 } }, version: 6 }],
    ['402', { method: 'update', version: 6 }],
    ['403', report({ a: 1 }, 'six')],
    ['403', report({ a: 1 }, undefined)],
    ['403', report({ a: 1 }, -2)],
    ['404', { method: 'update', state: {}, version: 6 }],
    ['405', report({}, 6)],
    ['406', { method: 'patch', state: { reported: { a: 1 } }, version: 6 }],
    ['407', ''],
    ['407', '{}'],
    ['408', report(many, 6)],
    ['409', report({ a: 1 }, 5)],
  ])('is answered with the code %s when it is %j, and changes nothing', async (errorcode, said) => {
    const bulb = device();
    const { say } = await connect(bulb);
    await say(report({ color: 'red' }, 5));
    const before = await shadowOf(bulb);
    expect(await say(said)).toEqual({
      method: 'reply',
      payload: { status: 'error', content: { errorcode, errormessage: expect.any(String) } },
      timestamp: now(),
    });
    expect(await shadowOf(bulb)).toEqual(before);
  });

  test('is about itself alone', async () => {
    const [bulb, other] = [device(), device()];
    const { client, closed } = await connect(bulb);
    client.publish(topicOf(other, 'update'), JSON.stringify(report({ color: 'red' }, 1)));
    await closed;
    expect((await shadowOf(other)).version).toBe(0);
  });
});

describe('what is refused', () => {
  const message = JSON.stringify({ method: 'update', state: { desired: { a: 1 } }, version: 1 });
  test.each([
    [{ ProductKey: undefined }, 'iot.prod.NullProductKey'],
    [{ DeviceName: undefined }, 'iot.device.NullDeviceName'],
    [{ ProductKey: 'a1gone' }, 'iot.prod.NotExistedProduct'],
    [{ ProductKey: '-' }, 'iot.prod.InvalidFormattedProductkey'],
    [{ DeviceName: 'nobody' }, 'iot.device.NotExistedDevice'],
    [{ DeviceName: 'a b c d' }, 'iot.device.InvalidFormattedDeviceName'],
  ])('both operations answer to %j with %s', async (changes, code) => {
    const parameters = { ...named(device()), ...changes };
    expect(await served.refusal('GetDeviceShadow', parameters)).toBe(code);
    expect(await served.refusal('UpdateDeviceShadow', { ...parameters, ShadowMessage: message })).toBe(code);
  });
});

butNot({});
