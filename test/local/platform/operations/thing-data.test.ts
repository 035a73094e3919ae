import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import { newDevice, newProduct, type Parameters, type ServedPlatform, servePlatform } from '../api-caller.ts';
import { messagesOf, type Sent, type SimulatedDevice } from '../device-side/simulated-device.ts';
import { effectsOf } from '../effects.ts';
import { ModelledProduct } from '../thing-model/modelled-product.ts';

const isQuery = (operation: string) => /Data$|Status$/.test(operation);
const { keeps, butNot } = effectsOf('thing-data', (operation) => !isQuery(operation));
const clock = new DrivenClock(Date.now());
let served: ServedPlatform;
let lamps: ModelledProduct;
let lamp: SimulatedDevice;
let sent: Sent[];

beforeAll(async () => {
  served = await servePlatform({ clock });
  lamps = await ModelledProduct.make(served);
  sent = messagesOf(served.platform);
});
afterAll(() => served.close());
beforeEach(() => {
  lamp = lamps.device();
  sent.length = 0;
});

/** How calls name a device. */
const named = ({ device }: SimulatedDevice) => ({
  ProductKey: device.product.productKey,
  DeviceName: device.deviceName,
});

/** How a call names several devices. */
const namedAll = (...devices: readonly SimulatedDevice[]) => ({
  ProductKey: lamps.product.productKey,
  ...Object.fromEntries(devices.map(({ device }, index) => [`DeviceName.${index + 1}`, device.deviceName])),
});

const json = (value: unknown) => JSON.stringify(value);

/** The messages about what became of what devices were asked. */
const replies = () => sent.filter(({ topic }) => topic.endsWith('/thing/downlink/reply/message'));

/** The last request that a device got. */
const asked = ({ delivered }: SimulatedDevice) => {
  const last = delivered.at(-1);
  if (last === undefined) throw new Error('The device was asked nothing.');
  return last;
};

const reply = (device: SimulatedDevice, answer: object = { code: 200, data: {} }) => {
  const { topic, body } = asked(device);
  device.send(`${topic}_reply`, { id: body.id, ...answer });
};

const serviceRecords = async (device: SimulatedDevice) =>
  (
    await served.must('QueryDeviceServiceData', {
      ...named(device),
      StartTime: clock.now() - 60_000,
      EndTime: clock.now(),
    })
  )['Data'].List.ServiceInfo;

describe('setting properties', () => {
  const set = (items: unknown, more: Parameters = {}) =>
    served.must('SetDeviceProperty', { ...named(lamp), Items: json(items), ...more });

  keeps(
    'a device is asked to set its properties, and its answer comes as a message',
    {
      SetDeviceProperty: [
        'The platform sends',
        'Success means only',
        'The device SDK',
        'One call can',
        'A property of a custom',
        'The answer carries',
      ],
    },
    async () => {
      const params = { Level: 50, Switch: 1, 'Battery:Charge': 7 };
      const { Data } = await set(params);
      const { topic, body } = asked(lamp);
      expect(topic).toBe(`/sys${lamp.path}/thing/service/property/set`);
      expect(body).toEqual({
        id: Data.MessageId,
        version: '1.0',
        params,
        method: 'thing.service.property.set',
      });
      expect(replies()).toEqual([]);
      const status = await served.must('QueryDevicePropertyStatus', named(lamp));
      expect(status['Data'].List.PropertyStatusInfo[0]).not.toHaveProperty('Value');
      reply(lamp, { code: 200, data: { taken: true }, message: 'done' });
      expect(replies()).toMatchObject([
        { flag: 'DeviceDataFlag', topic: `${lamp.path}/thing/downlink/reply/message` },
      ]);
      expect(replies()[0]?.body).toEqual({
        gmtCreate: clock.now(),
        iotId: lamp.device.iotId,
        productKey: lamps.product.productKey,
        deviceName: lamp.device.deviceName,
        requestId: Data.MessageId,
        code: 200,
        message: 'done',
        topic,
        data: { taken: true },
      });
      // Once answered, the request is done with.
      reply(lamp);
      expect(replies()).toHaveLength(1);
      expect(await serviceRecords(lamp)).toEqual([
        {
          Identifier: 'set',
          Name: 'set',
          InputData: json(params),
          OutputData: expect.stringContaining('"taken":true'),
          Time: String(clock.now()),
        },
      ]);
    },
  );

  test('a device that is offline never gets the request, and that comes as a message', async () => {
    lamp.disconnect();
    const { Data } = await set({ Level: 1 });
    await set({ Level: 2 }, { IotId: lamps.device().device.iotId });
    expect(replies()).toEqual([]);
    clock.advance(0);
    expect(replies()).toHaveLength(1);
    expect(replies()[0]?.body).toMatchObject({
      requestId: Data.MessageId,
      code: 9201,
      message: 'device offline',
    });
    expect(lamp.delivered).toEqual([]);
  });

  keeps(
    'IotId decides which device is meant',
    {
      SetDeviceProperty: 'When IotId',
      SetDeviceDesiredProperty: 'When IotId',
      QueryDeviceDesiredProperty: 'When IotId',
      InvokeThingService: 'When IotId',
    },
    async () => {
      const other = lamps.device();
      const both = { ...named(lamp), IotId: other.device.iotId };
      await served.must('SetDeviceProperty', { ...both, Items: '{"Level":1}' });
      await served.must('SetDeviceDesiredProperty', { ...both, Items: '{"Level":2}', Versions: '{}' });
      await served.must('InvokeThingService', { ...both, Identifier: 'Reset', Args: '{}' });
      expect([lamp.delivered.length, other.delivered.length]).toEqual([0, 3]);
      const { Data } = await served.must('QueryDeviceDesiredProperty', { ...both, 'Identifier.1': 'Level' });
      expect(Data.List.DesiredPropertyInfo[0].Value).toBe('2');
    },
  );

  keeps(
    'up to 100 devices of one product are asked by one call',
    {
      SetDevicesProperty: [
        'The given properties',
        'All named devices',
        'One call names',
        'A property of a custom',
        'The answer carries',
      ],
    },
    async () => {
      const other = lamps.device();
      const fresh = lamps.offlineDevice();
      const Items = json({ Level: 5, 'Battery:Charge': 1 });
      const answer = await served.must('SetDevicesProperty', { ...namedAll(lamp, other, fresh), Items });
      expect(Object.keys(answer).toSorted()).toEqual(['Code', 'RequestId', 'Success']);
      for (const device of [lamp, other]) {
        expect(asked(device).body.params).toEqual({ Level: 5, 'Battery:Charge': 1 });
      }
      clock.advance(0);
      expect(replies()).toMatchObject([{ body: { deviceName: fresh.device.deviceName, code: 9200 } }]);
      const refused = (parameters: Parameters) =>
        served.refusal('SetDevicesProperty', { Items, ...parameters });
      const { ProductKey } = named(lamp);
      const many = Array.from({ length: 101 }, () => lamp);
      expect(await refused(namedAll(...many))).toBe('iot.device.SetDevicePropertyFailed');
      expect(await refused({ ProductKey })).toBe('iot.device.NoneDeviceNameElement');
      expect(await refused({ ProductKey, 'DeviceName.1': 'nobody' })).toBe('iot.device.NotExistedDevice');
      expect(await refused({ ProductKey, 'DeviceName.1': '?' })).toBe(
        'iot.device.InvalidFormattedDeviceName',
      );
      await served.must('SetDevicesProperty', { ...namedAll(...many.slice(1)), Items });
    },
  );

  test.each<[string, string | undefined, string]>([
    ['no Items', undefined, 'iot.device.NullDevicePropertiesString'],
    ['Items that are no object', '[1]', 'iot.device.InvalidFormattedDevicePropertiesString'],
    ['an empty key', '{"":1}', 'iot.device.NullDevicePropertyKey'],
    ['a key of a wrong form', '{"a-b":1}', 'iot.device.InvalidFormattedDevicePropertyKey'],
    ['no properties', '{}', 'iot.device.NoneDeviceProperties'],
    ['unknown properties alone', '{"Unknown":1}', 'iot.device.NoneDeviceProperties'],
    ['a read-only property', '{"Serial":"x"}', 'iot.device.SetDevicePropertyFailed'],
    ['a value of another type', '{"Level":"1"}', 'iot.device.SetDevicePropertyFailed'],
    ['a value out of bounds', '{"Level":101}', 'iot.device.SetDevicePropertyFailed'],
    ['null', '{"Level":null}', 'iot.device.SetDevicePropertyFailed'],
  ])('%s: refused by all that set properties', async (what, Items, code) => {
    expect(await served.refusal('SetDeviceProperty', { ...named(lamp), Items })).toBe(code);
    expect(await served.refusal('SetDevicesProperty', { ...namedAll(lamp), Items })).toBe(code);
    if (what === 'null') return;
    const desired = { ...named(lamp), Items, Versions: '{}' };
    expect(await served.refusal('SetDeviceDesiredProperty', desired)).toBe(code);
    expect(lamp.delivered).toEqual([]);
  });

  test('what the model does not know is left out as long as something is left', async () => {
    await set({ Level: 1, Unknown: 2 });
    expect(asked(lamp).body.params).toEqual({ Level: 1 });
  });

  test.each([
    'SetDeviceProperty',
    'InvokeThingService',
    'SetDeviceDesiredProperty',
    'QueryDeviceDesiredProperty',
  ])('%s names a device, of a product with a thing model', async (operation) => {
    const basic = newDevice(served.platform, newProduct(served.platform), 'basic');
    const { productKey: ProductKey } = lamps.product;
    const asks = operation.startsWith('Query') ? {} : { Identifier: 'Reset', Args: '{}' };
    const sets = { Items: '{"Level":1}', Versions: '{}' };
    const refused = (parameters: Parameters) =>
      served.refusal(operation, { ...asks, ...sets, ...parameters });
    expect(await refused({})).toBe('iot.prod.NullProductKey');
    expect(await refused({ ProductKey })).toBe('iot.device.NullDeviceName');
    expect(await refused({ DeviceName: 'x' })).toBe('iot.prod.NullProductKey');
    expect(await refused({ IotId: '?' })).toBe('iot.device.InvalidIoTId');
    expect(await refused({ IotId: 'none' })).toBe('iot.device.NotExistedDevice');
    expect(await refused({ ProductKey: '-', DeviceName: 'name' })).toBe(
      'iot.prod.InvalidFormattedProductkey',
    );
    expect(await refused({ ProductKey: 'a1none', DeviceName: 'name' })).toBe('iot.prod.NotExistedProduct');
    expect(await refused({ ProductKey, DeviceName: '?' })).toBe('iot.device.InvalidFormattedDeviceName');
    expect(await refused({ ProductKey, DeviceName: 'nobody' })).toBe('iot.device.NotExistedDevice');
    expect(await refused({ IotId: basic.iotId })).toBe('iot.prod.NotSeniorProduct');
  });

  test('a device that was never online is not asked', async () => {
    const fresh = named(lamps.offlineDevice());
    const inactive = 'iot.device.InactiveDevice';
    expect(await served.refusal('SetDeviceProperty', { ...fresh, Items: '{"Level":1}' })).toBe(inactive);
    const call = { ...fresh, Identifier: 'Reset', Args: '{}' };
    expect(await served.refusal('InvokeThingService', call)).toBe(inactive);
  });
});

describe('desired values', () => {
  const set = async (items: unknown, versions: unknown = {}, device = lamp) => {
    const parameters = { ...named(device), Items: json(items), Versions: json(versions) };
    const { Data } = await served.must('SetDeviceDesiredProperty', parameters);
    return { id: Data.MessageId, versions: JSON.parse(Data.Versions) };
  };

  const query = async (parameters: Parameters = {}, device = lamp) =>
    (await served.must('QueryDeviceDesiredProperty', { ...named(device), ...parameters }))['Data'].List
      .DesiredPropertyInfo;

  const refused = (items: unknown, versions: unknown) =>
    served.refusal('SetDeviceDesiredProperty', {
      ...named(lamp),
      Items: json(items),
      Versions: typeof versions === 'string' ? versions : json(versions),
    });

  keeps(
    'every setting raises the version, from 0, and goes to a device that is online',
    {
      SetDeviceDesiredProperty: [
        'The version of a desired',
        'Every setting',
        'The version given',
        'A caller unsure',
        'The platform sends',
        'The answer carries',
        'A property of a custom',
        'Each property must',
        'Each value must',
      ],
      QueryDeviceDesiredProperty: 'Each entry',
    },
    async () => {
      expect(await query({ 'Identifier.1': 'Level' })).toEqual([
        { Identifier: 'Level', Name: 'Level_name', DataType: 'int', Unit: '%', Version: 0 },
      ]);
      expect(await refused({ Level: 1 }, { Level: 1 })).toBe('iot.device.SetDevicePropertyFailed');
      expect((await set({ Level: 1 }, { Level: 0 })).versions).toEqual({ Level: 1 });
      expect((await set({ Level: 2, Switch: 0 })).versions).toEqual({ Level: 2, Switch: 1 });
      const stale = { Level: 3, Switch: 1 };
      expect(await refused(stale, { Level: 1, Switch: 1 })).toBe('iot.device.SetDevicePropertyFailed');
      clock.advance(1000);
      const { id, versions } = await set({ Level: 3, 'Battery:Charge': 9 }, { Level: 2 });
      expect(versions).toEqual({ Level: 3, 'Battery:Charge': 1 });
      expect(asked(lamp)).toEqual({
        topic: `/sys${lamp.path}/thing/service/property/set`,
        body: {
          id,
          version: '1.0',
          params: { Level: 3, 'Battery:Charge': 9 },
          method: 'thing.service.property.set',
        },
      });
      expect(await query({ 'Identifier.1': 'Level' })).toEqual([
        {
          Identifier: 'Level',
          Name: 'Level_name',
          DataType: 'int',
          Unit: '%',
          Value: '3',
          Version: 3,
          Time: String(clock.now()),
        },
      ]);
      expect((await query({ 'Identifier.1': 'Switch' }))[0]).toMatchObject({ Value: '0', DataType: 'bool' });
      for (const Versions of ['{', '[]', '{"Level":"1"}']) {
        expect(await refused({ Level: 1 }, Versions)).toBe('iot.common.InvalidFormattedParameter');
      }
    },
  );

  keeps('null clears a desired value', { SetDeviceDesiredProperty: 'The value null' }, async () => {
    await set({ Level: 1, Label: 'x' });
    const before = lamp.delivered.length;
    expect((await set({ Level: null })).versions).toEqual({ Level: 2 });
    expect(lamp.delivered).toHaveLength(before);
    const [level] = await query({ 'Identifier.1': 'Level' });
    expect(level).not.toHaveProperty('Value');
    expect(level.Version).toBe(2);
  });

  keeps(
    'up to ten are set and queried at once, or all, but read-only ones',
    {
      SetDeviceDesiredProperty: 'At most 10',
      QueryDeviceDesiredProperty: [
        'At most 10',
        'Without Identifier',
        'Desired values of read-only',
        'FunctionBlockId selects',
      ],
    },
    async () => {
      const eleven = Array.from({ length: 11 }, (_, index) => `p${index}`);
      const items = Object.fromEntries(eleven.map((key) => [key, 1]));
      expect(await refused(items, {})).toBe('iot.device.TooManyDevicePropertiesPerTime');
      await set({ Label: 'x', 'Battery:Charge': 4, Place: { Longitude: 1.5 } });
      const all = await query();
      expect(all.map(({ Identifier }: { Identifier: string }) => Identifier)).toEqual([
        'Level',
        'Switch',
        'Label',
        'Place',
      ]);
      expect(all[3]).toMatchObject({ DataType: 'struct', Value: '{"Longitude":1.5}' });
      expect(await query({ FunctionBlockId: 'Battery' })).toMatchObject([
        { Identifier: 'Charge', Value: '4' },
      ]);
      expect(await query({ FunctionBlockId: 'none' })).toEqual([]);
      const refusedQuery = (...identifiers: readonly string[]) =>
        served.refusal('QueryDeviceDesiredProperty', {
          ...named(lamp),
          ...Object.fromEntries(identifiers.map((key, index) => [`Identifier.${index + 1}`, key])),
        });
      const failed = 'iot.common.QueryDevicePropertyActionError';
      expect(await refusedQuery('Serial')).toBe(failed);
      expect(await refusedQuery('Level', 'Level')).toBe(failed);
      expect(await refusedQuery('none')).toBe('iot.device.NoneDeviceProperties');
      expect(await refusedQuery('a-b')).toBe('iot.device.InvalidFormattedDevicePropertyKey');
      expect(await refusedQuery(...eleven)).toBe('iot.device.TooManyDevicePropertiesPerTime');
    },
  );

  test('a device asks for desired values when it comes online, and clears what it has done', async () => {
    const fresh = lamps.offlineDevice();
    await set({ Level: 1, Label: 'x', 'Battery:Charge': 3 }, {}, fresh);
    clock.advance(0);
    expect(replies()).toEqual([]);
    fresh.connect();
    const get = (...keys: readonly string[]) => fresh.request('/thing/property/desired/get', keys);
    expect(get('Level', 'Battery:Charge', 'Switch', 'none')).toEqual({
      id: '123',
      version: '1.0',
      code: 200,
      message: 'success',
      method: 'thing.property.desired.get',
      data: { Level: { value: 1, version: 1 }, 'Battery:Charge': { value: 3, version: 1 } },
    });
    await set({ Level: 2 }, {}, fresh);
    const clear = (params: unknown) => fresh.request('/thing/property/desired/delete', params);
    const data = () => get('Level', 'Label', 'Battery:Charge').data;
    expect(clear({ Level: { version: 1 }, Label: {}, none: {} })).toMatchObject({ code: 200, data: {} });
    expect(data()).toEqual({ Level: { value: 2, version: 2 }, 'Battery:Charge': { value: 3, version: 1 } });
    clear({ Level: { version: 2 }, 'Battery:Charge': { version: 1 } });
    expect(data()).toEqual({});
    expect((await query({ 'Identifier.1': 'Level' }, fresh))[0]).toMatchObject({ Version: 2 });
    expect(get().data).toEqual({});
    for (const params of [{}, [5], 'Level', null]) {
      expect(fresh.request('/thing/property/desired/get', params).code).toBe(460);
    }
    expect(clear([]).code).toBe(460);
  });
});

describe('calling services', () => {
  const invoke = (Identifier: string, args: unknown, device = lamp) =>
    served.call('InvokeThingService', { ...named(device), Identifier, Args: json(args) });

  keeps(
    'an asynchronous service is asked for, and its answer comes later',
    {
      InvokeThingService: [
        'Whether the call',
        'Asynchronous mode',
        'Result is returned',
        'Success does not mean',
        'A service of a custom',
        'A service without',
        'The answer carries',
      ],
    },
    async () => {
      for (const [Identifier, args] of [
        ['Reset', { Level: 5 }],
        ['Battery:Fill', {}],
      ] as const) {
        const { body } = await invoke(Identifier, args);
        expect(body['Data']).toEqual({ MessageId: expect.stringMatching(/^\d+$/) });
        expect(asked(lamp)).toEqual({
          topic: `/sys${lamp.path}/thing/service/${Identifier}`,
          body: {
            id: body['Data'].MessageId,
            version: '1.0',
            params: args,
            method: `thing.service.${Identifier}`,
          },
        });
        clock.advance(60_000);
        expect(replies()).toEqual([]);
        reply(lamp, { code: 5, data: {}, message: 'no' });
        expect(replies().splice(0)).toMatchObject([
          { body: { code: 5, message: 'no', requestId: body['Data'].MessageId, topic: asked(lamp).topic } },
        ]);
        sent.length = 0;
      }
    },
  );

  keeps(
    'a synchronous service answers the caller, unless it takes longer than five seconds',
    { InvokeThingService: ['Synchronous mode: the', 'Synchronous mode: without'] },
    async () => {
      const waiting = invoke('Measure', { Level: 1 });
      await vi.waitFor(() => expect(lamp.delivered).toHaveLength(1));
      const { topic, body } = asked(lamp);
      expect(topic).toBe(`/sys${lamp.path}/rrpc/request/${body.id}`);
      expect(body).toMatchObject({ params: { Level: 1 }, method: 'thing.service.Measure' });
      clock.advance(4_999);
      const other = lamps.device();
      const response = { id: body.id, code: 200, data: { Result: 3 } };
      other.send(topic.replace(lamp.path, other.path).replace('request', 'response'), response);
      lamp.send(topic.replace('request', 'response'), response);
      const { Data } = (await waiting).body;
      expect(Data.MessageId).toBe(body.id);
      expect(JSON.parse(Data.Result)).toEqual({ ...response, message: '', version: '1.0' });
      expect(replies()).toEqual([]);
      expect(await serviceRecords(lamp)).toMatchObject([{ Identifier: 'Measure', OutputData: Data.Result }]);

      const late = invoke('Measure', {});
      await vi.waitFor(() => expect(lamp.delivered).toHaveLength(2));
      clock.advance(5_000);
      expect((await late).body['Code']).toBe('iot.messagebroker.TIMEOUT');
      lamp.send(asked(lamp).topic.replace('request', 'response'), { ...response, id: asked(lamp).body.id });

      const odd = invoke('Measure', {});
      await vi.waitFor(() => expect(lamp.delivered).toHaveLength(3));
      lamp.send(asked(lamp).topic.replace('request', 'response'), Buffer.from('ok'));
      expect((await odd).body['Code']).toBe('iot.device.InvokeThingServiceFailed');
    },
  );

  test.each<[string, string, unknown]>([
    ['a service that the model does not have', 'Unknown', {}],
    ['a property', 'Level', {}],
    ['a service of another module', 'Battery:Reset', {}],
    ['arguments that are no object', 'Reset', [1]],
    ['an argument that it does not take', 'Reset', { Other: 1 }],
    ['an argument of another type', 'Reset', { Level: 'x' }],
    ['an argument out of bounds', 'Reset', { Level: 500 }],
  ])('%s is refused', async (_what, Identifier, args) => {
    const failed = 'iot.device.InvokeThingServiceFailed';
    expect((await invoke(Identifier, args)).body['Code']).toBe(failed);
    const parameters = { ...namedAll(lamp), Identifier, Args: json(args) };
    expect(await served.refusal('InvokeThingsService', parameters)).toBe(failed);
  });

  test('a device that is offline is not asked', async () => {
    lamp.disconnect();
    expect((await invoke('Reset', {})).body['Code']).toBe('iot.device.InvokeThingServiceFailed');
  });

  keeps(
    'several devices are asked without waiting, whatever the service is',
    {
      InvokeThingsService: [
        'The operation works',
        'Success does not mean',
        'The answer carries',
        'All named devices',
        'One call names',
        'A service of a custom',
        'A service without',
      ],
    },
    async () => {
      const other = lamps.device();
      for (const Identifier of ['Measure', 'Battery:Fill']) {
        const parameters = { ...namedAll(lamp, other), Identifier, Args: '{}' };
        const answer = await served.must('InvokeThingsService', parameters);
        expect(Object.keys(answer).toSorted()).toEqual(['Code', 'RequestId', 'Success']);
        for (const device of [lamp, other]) {
          expect(asked(device).topic).toBe(`/sys${device.path}/thing/service/${Identifier}`);
        }
      }
      const many = Array.from({ length: 101 }, () => lamp);
      const refused = (parameters: Parameters) =>
        served.refusal('InvokeThingsService', { Identifier: 'Reset', Args: '{}', ...parameters });
      expect(await refused(namedAll(...many))).toBe('iot.device.InvokeThingServiceFailed');
      expect(await refused({ ProductKey: 'a1none', 'DeviceName.1': 'name' })).toBe(
        'iot.prod.NotExistedProduct',
      );
    },
  );

  test('without a check of what devices say, every service is asynchronous', async () => {
    const unchecked = await ModelledProduct.make(served, { validateType: 2 });
    const device = unchecked.device();
    const { body } = await invoke('Measure', {}, device);
    expect(body['Data']).not.toHaveProperty('Result');
    expect(asked(device).topic).toBe(`/sys${device.path}/thing/service/Measure`);
  });

  test('an answer that breaks the model keeps its record to the original ones', async () => {
    await invoke('Reset', {});
    reply(lamp, { code: 200, data: { Result: 'three' } });
    expect(await serviceRecords(lamp)).toEqual([]);
    const { Data } = await served.must('QueryDeviceOriginalServiceData', {
      ...named(lamp),
      Identifier: 'Reset',
      StartTime: clock.now() - 1000,
      EndTime: clock.now(),
      PageSize: 10,
      Asc: 1,
    });
    expect(JSON.parse(Data.List.ServiceInfo[0].OutputData)).toMatchObject({ data: { Result: 'three' } });
  });
});

butNot({});
