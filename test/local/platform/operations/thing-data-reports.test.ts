import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readMessage } from '../../../../events/message.ts';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import type { ProductSettings } from '../../../../local/platform/state/products.ts';
import { newDevice, newProduct, type ServedPlatform, servePlatform } from '../api-caller.ts';
import { messagesOf, type Sent, SimulatedDevice } from '../device-side/simulated-device.ts';
import { ModelledProduct } from '../thing-model/modelled-product.ts';

const clock = new DrivenClock(Date.now());
let served: ServedPlatform;
let sent: Sent[];
let lamps: ModelledProduct;
let lamp: SimulatedDevice;

beforeAll(async () => {
  served = await servePlatform({ clock });
  lamps = await ModelledProduct.make(served);
  sent = messagesOf(served.platform);
});
afterAll(() => served.close());
beforeEach(() => {
  clock.advance(1000);
  lamp = lamps.device();
  sent.length = 0;
});

const post = (params: unknown, device = lamp) => device.request('/thing/event/property/post', params);

const identity = ({ device }: SimulatedDevice) => ({
  iotId: device.iotId,
  productKey: device.product.productKey,
  deviceName: device.deviceName,
});

const now = () => clock.now();

describe('reports of properties', () => {
  test('what keeps to the model is forwarded among the items, the rest as what failed the check', () => {
    const reply = post({
      Level: 500,
      Switch: { value: 'on', time: now() - 5 },
      Place: { Longitude: 1, Altitude: 2 },
      'Battery:Charge': 3,
      Unknown: 'x',
    });
    const unknown = 'tsl parse: params not exist -> Unknown';
    const altitude = 'tsl parse: params not exist -> Place.Altitude';
    const notInt = 'tsl parse: value of bool type must be int -> Switch';
    expect(reply).toEqual({
      id: '123',
      version: '1.0',
      code: 200,
      message: 'success',
      method: 'thing.event.property.post',
      data: { Unknown: unknown, Place: altitude, Switch: notInt },
    });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      flag: 'DeviceDataFlag',
      topic: `${lamp.path}/thing/event/property/post`,
    });
    // Of a value, only what it is called and its type are checked: 500 is out of bounds.
    expect(sent[0]?.body).toEqual({
      ...identity(lamp),
      gmtCreate: now(),
      deviceType: 'CustomCategory',
      items: { Level: { value: 500, time: now() }, 'Battery:Charge': { value: 3, time: now() } },
      checkFailedData: {
        Switch: { code: 6308, message: notInt, value: 'on', time: now() - 5 },
        Place: { code: 6304, message: altitude, value: { Longitude: 1, Altitude: 2 }, time: now() },
        Unknown: { code: 6304, message: unknown, value: 'x', time: now() },
      },
    });
  });

  test.each<[string, Partial<ProductSettings>]>([
    ['that checks nothing', { validateType: 2 }],
    ['that has no thing model', { commodityCode: 'iothub' }],
  ])('a product %s forwards all as it comes', async (_what, settings) => {
    const product = newProduct(served.platform, { commodityCode: 'iothub_senior', ...settings });
    const device = new SimulatedDevice(
      served.platform,
      newDevice(served.platform, product, 'free'),
    ).connect();
    sent.length = 0;
    expect(post({ Level: 'any' }, device).data).toEqual({});
    expect(sent[0]?.body.items).toEqual({ Level: { value: 'any', time: now() } });
    expect(sent[0]?.body).not.toHaveProperty('checkFailedData');
  });

  test('a change of the model holds once it is published', async () => {
    const own = await ModelledProduct.make(served);
    const device = own.device();
    const { productKey: ProductKey } = own.product;
    const faults = () => Object.keys(post({ Level: 1, Switch: 1 }, device).data);
    expect(faults()).toEqual([]);
    await served.must('DeleteThingModel', { ProductKey, 'PropertyIdentifier.1': 'Level' });
    expect(faults()).toEqual([]);
    await served.must('PublishThingModel', { ProductKey });
    expect(faults()).toEqual(['Level']);
  });

  test('a report has at most 200 properties, of at most 24 hours ahead', () => {
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, 1]));
    expect(post(many(200)).code).toBe(200);
    const day = 24 * 60 * 60_000;
    expect(post({ Level: { value: 1, time: now() + day } }).code).toBe(200);
    sent.length = 0;
    expect(post(many(201))).toMatchObject({ code: 460, message: expect.stringContaining('at most 200') });
    expect(post({ Level: { value: 1, time: now() + day + 1 } })).toMatchObject({
      code: 460,
      message: 'request parameter error: the time of Level is more than 24 hours ahead',
    });
    const late = { value: {}, time: now() + day + 1 };
    expect(lamp.request('/thing/event/Hot/post', late).code).toBe(460);
    expect(sent).toEqual([]);
  });

  test.each<[string, { sameTimestamp: boolean; sameValue: boolean }, readonly number[]]>([
    ['none', { sameTimestamp: false, sameValue: false }, [0, 1, 2, 3, 4]],
    ['those of one time', { sameTimestamp: true, sameValue: false }, [0, 3, 4]],
    ['those of one value', { sameTimestamp: false, sameValue: true }, [0, 2, 3]],
    ['those of one time and one value', { sameTimestamp: true, sameValue: true }, [0, 2, 3, 4]],
  ])('of repeated reports, %s are dropped on their way, but kept', async (_what, rules, forwarded) => {
    const own = await ModelledProduct.make(served);
    const device = own.device();
    await served.must('UpdateProductFilterConfig', {
      ProductKey: own.product.productKey,
      PropertyTimestampFilter: rules.sameTimestamp,
      PropertyValueFilter: rules.sameValue,
    });
    sent.length = 0;
    const reports = [
      { value: { Longitude: 1 }, time: 1 },
      { value: { Longitude: 1 }, time: 1 },
      { value: { Longitude: 2 }, time: 1 },
      { value: { Longitude: 3 }, time: 2 },
      { value: { Longitude: 3 }, time: 3 },
    ];
    const went = reports.map((Place) => {
      const before = sent.length;
      expect(post({ Place }, device).code).toBe(200);
      return sent.length > before;
    });
    expect([...went.entries()].filter(([, yes]) => yes).map(([index]) => index)).toEqual(forwarded);
    const kept = served.platform.state.thingData.of(device.device).properties.of('Place');
    expect(kept?.records).toHaveLength(5);
  });
});

describe('reports of events', () => {
  const raise = (key: string, value: unknown) =>
    lamp.request(`/thing/event/${key}/post`, { value, time: now() - 1 });

  test('an event has the name and the type that the model gives it', () => {
    expect(raise('Hot', { Code: 1 })).toMatchObject({ code: 200, data: {} });
    expect(sent[0]).toMatchObject({ flag: 'DeviceDataFlag', topic: `${lamp.path}/thing/event/Hot/post` });
    expect(sent[0]?.body).toEqual({
      identifier: 'Hot',
      name: 'Hot_name',
      type: 'alert',
      ...identity(lamp),
      gmtCreate: now(),
      value: { Code: 1 },
      time: now() - 1,
      checkFailedData: {},
    });
    raise('Battery:Full', {});
    expect(sent[1]).toMatchObject({
      topic: `${lamp.path}/thing/event/Battery:Full/post`,
      body: { identifier: 'Battery:Full', name: 'Full_name', type: 'info' },
    });
  });

  test('what breaks the model is forwarded as what failed the check', () => {
    const message = 'tsl parse: data type is not int -> Code';
    expect(raise('Hot', { Code: 'x' })).toMatchObject({ code: 200, data: { Code: message } });
    expect(sent[0]?.body).toMatchObject({
      type: 'alert',
      value: {},
      checkFailedData: { Code: { code: 6306, message, value: 'x', time: now() - 1 } },
    });
    expect(raise('Unknown', { a: 1 }).data).toEqual({ Unknown: 'tsl parse: event not exist -> Unknown' });
    expect(sent[1]?.body).toMatchObject({
      name: 'Unknown',
      type: 'info',
      value: {},
      checkFailedData: { a: { code: 6304, value: 1 } },
    });
  });
});

describe('reports of the time offline', () => {
  const report = (params: unknown) => lamp.request('/thing/event/property/history/post', params);

  test('they go to those who ask for history, and are kept as of their own time', async () => {
    const properties = [
      { Level: { value: 1, time: now() - 100 } },
      { Level: { value: 2, time: now() - 50 } },
    ];
    const events = [{ Hot: { value: { Code: 1 }, time: now() - 70 }, Cold: { value: {}, time: now() - 60 } }];
    const { productKey, deviceName } = identity(lamp);
    expect(report([{ identity: { productKey, deviceName }, properties }, { events }])).toMatchObject({
      code: 200,
      data: {},
    });
    expect(sent.map(({ flag, topic }) => [flag, topic])).toEqual([
      ['ThingHistoryFlag', `${lamp.path}/thing/event/property/history/post`],
      ['ThingHistoryFlag', `${lamp.path}/thing/event/property/history/post`],
      ['ThingHistoryFlag', `${lamp.path}/thing/event/Hot/history/post`],
      ['ThingHistoryFlag', `${lamp.path}/thing/event/Cold/history/post`],
    ]);
    expect(sent[0]?.body).toMatchObject({
      ...identity(lamp),
      items: { Level: { value: 1, time: now() - 100 } },
    });
    expect(sent[2]?.body).toMatchObject({ ...identity(lamp), type: 'alert', time: now() - 70 });
    const { Data } = await served.must('QueryDevicePropertyStatus', { productKey, IotId: lamp.device.iotId });
    expect(Data.List.PropertyStatusInfo[0]).toMatchObject({ Value: '2', Time: String(now() - 50) });
  });

  test('nobody speaks of others but a gateway of its sub-devices', () => {
    const other = lamps.device();
    const { productKey, deviceName } = identity(other);
    const params = [{ identity: { productKey, deviceName }, properties: [{ Level: 1 }] }];
    sent.length = 0;
    expect(report(params)).toMatchObject({ code: 6401 });
    expect(sent).toEqual([]);
    served.platform.state.devices.attach(lamp.device, other.device);
    expect(report(params)).toMatchObject({ code: 200 });
    expect(sent[0]?.topic).toBe(`${other.path}/thing/event/property/history/post`);
  });
});

test('no bytes on any topic do harm, and whatever goes out can be read', () => {
  const { deviceName, productKey } = identity(lamp);
  const topics = [
    '/thing/event/property/post',
    '/thing/event/property/history/post',
    '/thing/event/Hot/post',
    '/thing/event/Unknown/post',
    '/thing/property/desired/get',
    '/thing/property/desired/delete',
    '/thing/service/property/set_reply',
    '/thing/service/Reset_reply',
    '/thing/service/_reply',
    '/rrpc/response/1',
  ].map((rest) => `/sys${lamp.path}${rest}`);
  const key = fc.constantFrom('Level', 'Place', 'Battery:Charge', 'Code', '__proto__', 'toString', '', ':');
  const value = fc.oneof(fc.jsonValue(), fc.record({ value: fc.jsonValue(), time: fc.nat() }));
  const values = fc.dictionary(key, value);
  const params = fc.oneof(
    fc.jsonValue(),
    values,
    fc.record({ value: values, time: fc.nat() }),
    fc.array(
      fc.record({
        identity: fc.constant({ productKey, deviceName }),
        properties: fc.array(values),
        events: fc.array(fc.dictionary(key, fc.record({ value: values }))),
      }),
    ),
  );
  const payload = fc.oneof(
    fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
    params.map((held) => Buffer.from(JSON.stringify({ id: '1', code: 200, data: held, params: held }))),
  );
  fc.assert(
    fc.property(fc.constantFrom(...topics), payload, (topic, bytes) => {
      lamp.send(topic, bytes);
      for (const { body } of lamp.delivered.splice(0)) expect(body.code).toBeTypeOf('number');
      for (const message of sent.splice(0)) {
        const reading = readMessage({
          channel: 'amqp',
          topic: message.topic,
          messageId: '1',
          receivedTime: now(),
          payload: message.payload,
        });
        expect(reading).toHaveProperty('event');
      }
    }),
    { numRuns: 300 },
  );
});
