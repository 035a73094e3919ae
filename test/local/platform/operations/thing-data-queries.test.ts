import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import { newDevice, newProduct, type Parameters, type ServedPlatform, servePlatform } from '../api-caller.ts';
import { SimulatedDevice } from '../device-side/simulated-device.ts';
import { effectsOf } from '../effects.ts';
import { ModelledProduct } from '../thing-model/modelled-product.ts';

const isQuery = (operation: string) => /Data$|Status$/.test(operation);
const { keeps, butNot } = effectsOf('thing-data', isQuery);
const clock = new DrivenClock(Date.now());
const begin = clock.now();
const day = 24 * 60 * 60_000;
let served: ServedPlatform;
let lamps: ModelledProduct;
let lamp: SimulatedDevice;

beforeAll(async () => {
  served = await servePlatform({ clock });
  lamps = await ModelledProduct.make(served);
});
afterAll(() => served.close());
beforeEach(() => {
  lamp = lamps.device();
});

const named = ({ device }: SimulatedDevice) => ({
  ProductKey: device.product.productKey,
  DeviceName: device.deviceName,
});

/** Reports a property at each of these times, in milliseconds since the tests began, with the time as its value. */
const post = (key: string, ...times: readonly number[]) => {
  for (const time of times) {
    const reply = lamp.request('/thing/event/property/post', { [key]: { value: time, time: begin + time } });
    expect(reply.code).toBe(200);
  }
};

const raise = (key: string, value: object, time: number) =>
  lamp.request(`/thing/event/${key}/post`, { value, time: begin + time });

/** Calls services, a millisecond after one another, and has them answered. */
const call = async (...keys: readonly string[]) => {
  for (const Identifier of keys) {
    clock.advance(1);
    await served.must('InvokeThingService', { ...named(lamp), Identifier, Args: '{}' });
    const { topic, body } = lamp.delivered.at(-1) ?? { topic: '', body: {} };
    lamp.send(`${topic}_reply`, { id: body.id, code: 200, data: {} });
  }
};

const wide = () => ({ StartTime: begin - 1000, EndTime: clock.now() + 1000 });

interface Answer {
  readonly entries: readonly {
    readonly Value?: string;
    readonly Time: string;
    readonly Identifier?: string;
  }[];
  readonly next: { readonly time: number; readonly valid: boolean; readonly token: string };
}

/** A query of records; gives the entries and where the next page begins. */
async function query(operation: string, parameters: Parameters, device = lamp): Promise<Answer> {
  const answer = await served.must(operation, { ...named(device), ...wide(), ...parameters });
  const { List, NextTime, NextValid, NextPageToken, nextPageToken } = answer['Data'];
  const entries = List.PropertyInfo ?? List.EventInfo ?? List.ServiceInfo ?? List.PropertyStatusInfo;
  return { entries, next: { time: NextTime, valid: NextValid, token: NextPageToken ?? nextPageToken } };
}

const values = ({ entries }: Answer) => entries.map(({ Value }) => Number(Value));
const keys = ({ entries }: Answer) => entries.map(({ Identifier }) => Identifier);

/** All pages, as the vendor says to ask for them. */
async function pages(operation: string, parameters: Parameters, how: 'time' | 'token'): Promise<string[][]> {
  const found: string[][] = [];
  let more: Parameters = {};
  for (;;) {
    const { entries, next } = await query(operation, { ...parameters, ...more });
    found.push(entries.map(({ Value, Identifier }) => Value ?? Identifier ?? ''));
    if (!next.valid) return found;
    if (how === 'token') more = { NextPageToken: next.token };
    else more = parameters['Asc'] === 1 ? { StartTime: next.time } : { EndTime: next.time };
  }
}

describe('the history of a property', () => {
  const level = (parameters: Parameters = {}) =>
    query('QueryDevicePropertyData', { Identifier: 'Level', PageSize: 50, Asc: 1, ...parameters });

  keeps(
    'records come in the order asked for, from both ends of the range on',
    {
      QueryDevicePropertyData: ['Only one property', 'Records come back', 'A property of a custom'],
    },
    async () => {
      post('Level', 30, 10, 20);
      post('Switch', 1);
      post('Battery:Charge', 40);
      expect(values(await level())).toEqual([10, 20, 30]);
      expect(values(await level({ Asc: 0 }))).toEqual([30, 20, 10]);
      expect(values(await level({ StartTime: begin + 10, EndTime: begin + 20 }))).toEqual([10, 20]);
      expect(values(await level({ StartTime: begin + 11, EndTime: begin + 19 }))).toEqual([]);
      expect(values(await level({ Identifier: 'Battery:Charge' }))).toEqual([40]);
      expect((await level()).entries[0]).toEqual({ Time: String(begin + 10), Value: '10' });
      lamp.request('/thing/event/property/post', { Label: 'a "b"', Place: { Longitude: 1 } });
      expect((await level({ Identifier: 'Label' })).entries[0]?.Value).toBe('a "b"');
      expect((await level({ Identifier: 'Place' })).entries[0]?.Value).toBe('{"Longitude":1}');
    },
  );

  keeps(
    'pages follow one another by time, in either order, and nothing is lost or told twice',
    {
      QueryDevicePropertyData: [
        'NextValid tells',
        'To read the next page with Asc=0',
        'To read the next page with Asc=1',
        'In the samples',
      ],
    },
    async () => {
      post('Level', 10, 20, 20, 20, 30, 40);
      const paged = (Asc: number) =>
        pages('QueryDevicePropertyData', { Identifier: 'Level', PageSize: 2, Asc }, 'time');
      // Those of one millisecond stay together: a query that goes on by time could not tell them apart.
      expect(await paged(1)).toEqual([['10'], ['20', '20', '20'], ['30', '40']]);
      expect(await paged(0)).toEqual([['40', '30'], ['20', '20', '20'], ['10']]);
      expect((await level({ Asc: 0 })).next).toMatchObject({ valid: false, time: begin + 9 });
      expect((await level()).next).toMatchObject({ valid: false, time: begin + 41 });
      expect((await level({ Identifier: 'Label' })).next).toEqual({ valid: false });
    },
  );

  keeps(
    'records can be queried for 30 days',
    {
      QueryDevicePropertyData: ['Only data generated', 'The storage time'],
      QueryDevicePropertiesData: 'Only data generated',
      QueryDeviceOriginalPropertyData: 'Only data generated',
      QueryDeviceEventData: 'Only event records',
      QueryDeviceOriginalEventData: 'Only event records',
      QueryDeviceServiceData: 'Only service call',
      QueryDeviceOriginalServiceData: 'Only service call',
    },
    async () => {
      const driven = new DrivenClock(begin);
      const later = await servePlatform({ clock: driven });
      const made = await ModelledProduct.make(later);
      const device = made.device();
      device.request('/thing/event/property/post', { Level: 1 });
      device.request('/thing/event/Cold/post', { value: {} });
      const ask = { ...named(device), Identifier: 'Reset', Args: '{}' };
      await later.must('InvokeThingService', ask);
      const count = async (operation: string, Identifier: string) => {
        const range = { StartTime: begin - 1, EndTime: later.platform.clock.now() };
        const { Data } = await later.must(operation, {
          ...named(device),
          ...range,
          Identifier,
          PageSize: 10,
          Asc: 1,
        });
        return (Data.List.PropertyInfo ?? Data.List.EventInfo ?? Data.List.ServiceInfo).length;
      };
      const several = async () => {
        const range = { StartTime: begin - 1, EndTime: later.platform.clock.now() };
        const parameters = { ...named(device), ...range, 'Identifier.1': 'Level', PageSize: 10, Asc: 1 };
        const { PropertyDataInfos } = await later.must('QueryDevicePropertiesData', parameters);
        return PropertyDataInfos.PropertyDataInfo[0].List.PropertyInfo.length;
      };
      const counts = async () => [
        await count('QueryDevicePropertyData', 'Level'),
        await count('QueryDeviceOriginalPropertyData', 'Level'),
        await count('QueryDeviceEventData', 'Cold'),
        await count('QueryDeviceOriginalEventData', 'Cold'),
        await count('QueryDeviceServiceData', 'Reset'),
        await count('QueryDeviceOriginalServiceData', 'Reset'),
        await several(),
      ];
      driven.advance(30 * day);
      expect(await counts()).toEqual([1, 1, 1, 1, 1, 1, 1]);
      driven.advance(1);
      expect(await counts()).toEqual([0, 0, 0, 0, 0, 0, 0]);
      await later.close();
    },
  );

  test('the last 1,000 records are kept', async () => {
    post('Level', ...Array.from({ length: 1005 }, (_, index) => index));
    const { entries } = await level({ Identifier: 'Level', PageSize: 1 });
    expect(entries[0]?.Value).toBe('5');
  });

  test.each<[string, Parameters, string]>([
    ['no Identifier', { Identifier: '' }, 'iot.device.NullDevicePropertyKey'],
    ['an Identifier of a wrong form', { Identifier: 'a-b' }, 'iot.device.InvalidFormattedDevicePropertyKey'],
    ['an unknown Identifier', { Identifier: 'Unknown' }, 'iot.device.NoneDeviceProperties'],
    ['a page that is too big', { PageSize: 51 }, 'iot.common.InvalidPageParams'],
    ['a page of nothing', { PageSize: 0 }, 'iot.common.InvalidPageParams'],
    ['another order', { Asc: 2 }, 'iot.common.InvalidFormattedParameter'],
    ['no time', { StartTime: 'now' }, 'iot.device.InvalidTimeBucket'],
    [
      'a range that ends before it begins',
      { StartTime: 2, EndTime: 1 },
      'iot.check.ParameterIsNotLessThanMax',
    ],
  ])('%s is refused', async (_what, parameters, code) => {
    const all = { ...named(lamp), ...wide(), Identifier: 'Level', PageSize: 50, Asc: 1, ...parameters };
    expect(await served.refusal('QueryDevicePropertyData', all)).toBe(code);
  });
});

describe('the histories of several properties', () => {
  const several = (identifiers: readonly string[], parameters: Parameters = {}) => ({
    ...named(lamp),
    ...wide(),
    ...Object.fromEntries(identifiers.map((key, index) => [`Identifier.${index + 1}`, key])),
    PageSize: 100,
    Asc: 1,
    ...parameters,
  });

  const querySeveral = async (identifiers: readonly string[], parameters: Parameters = {}) => {
    const answer = await served.must('QueryDevicePropertiesData', several(identifiers, parameters));
    const found = answer['PropertyDataInfos'].PropertyDataInfo.map(
      ({ Identifier, List }: { Identifier: string; List: { PropertyInfo: { Value: string }[] } }) => [
        Identifier,
        List.PropertyInfo.map(({ Value }) => Number(Value)),
      ],
    );
    return { found: Object.fromEntries(found), next: answer['NextTime'], more: answer['NextValid'] };
  };

  keeps(
    'each property has its own list, cut where one of them is full',
    {
      QueryDevicePropertiesData: [
        'As soon as',
        'NextValid=true',
        'NextValid=false',
        'To continue',
        'To read everything',
        'The answer has one entry',
        'A property of a custom',
      ],
    },
    async () => {
      post('Level', 10, 20, 30);
      post('Battery:Charge', 5, 25);
      const both = ['Level', 'Battery:Charge'];
      expect(await querySeveral(both)).toEqual({
        found: { Level: [10, 20, 30], 'Battery:Charge': [5, 25] },
        next: begin + 31,
        more: false,
      });
      const first = await querySeveral(both, { PageSize: 2 });
      expect(first).toEqual({
        found: { Level: [10, 20], 'Battery:Charge': [5] },
        next: begin + 21,
        more: true,
      });
      expect(await querySeveral(both, { PageSize: 2, StartTime: first.next })).toMatchObject({
        found: { Level: [30], 'Battery:Charge': [25] },
        more: false,
      });
    },
  );

  keeps(
    'a query from new to old sets out at its start time, which is the later one',
    { QueryDevicePropertiesData: ['With Asc=0', 'With Asc=1'] },
    async () => {
      post('Level', 10, 20, 30);
      const back = { Asc: 0, StartTime: begin + 1000, EndTime: begin };
      const first = await querySeveral(['Level'], { ...back, PageSize: 2 });
      expect(first).toEqual({ found: { Level: [30, 20] }, next: begin + 19, more: true });
      const second = await querySeveral(['Level'], { ...back, PageSize: 2, StartTime: first.next });
      expect(second).toMatchObject({ found: { Level: [10] }, more: false });
      for (const Asc of [0, 1]) {
        const wrong =
          Asc === 0 ? { StartTime: begin, EndTime: begin + 1 } : { StartTime: begin + 1, EndTime: begin };
        const all = several(['Level'], { Asc, ...wrong });
        expect(await served.refusal('QueryDevicePropertiesData', all)).toBe(
          'iot.check.ParameterIsNotLessThanMax',
        );
      }
    },
  );

  keeps(
    'ten properties, of 100 records each, are the most',
    { QueryDevicePropertiesData: ['Up to 10 properties', 'At most 100'] },
    async () => {
      const eleven = Array.from({ length: 11 }, (_, index) => `p${index}`);
      const refused = (identifiers: readonly string[], parameters: Parameters = {}) =>
        served.refusal('QueryDevicePropertiesData', several(identifiers, parameters));
      expect(await refused(eleven)).toBe('iot.device.TooManyDevicePropertiesPerTime');
      expect(await refused(['Level', 'Level'])).toBe('iot.device.QueryDeviceAttrDataHistoryFailed');
      expect(await refused(['Level'], { PageSize: 101 })).toBe('iot.common.InvalidPageParams');
      expect(await refused(eleven.slice(1))).toBe('iot.device.NoneDeviceProperties');
      expect(await refused(['a-b'])).toBe('iot.device.InvalidFormattedDevicePropertyKey');
      expect(await refused([])).toBe('iot.device.NullDevicePropertyKey');
      expect(await refused(['Level'], { IotId: '?' })).toBe('iot.device.InvalidIoTId');
      expect((await querySeveral([...eleven.slice(2), 'Level'])).found).toMatchObject({ Level: [], p2: [] });
    },
  );
});

describe('what a device has now', () => {
  keeps(
    'each property of a module stands with its latest value that keeps to the model',
    {
      QueryDevicePropertyStatus: [
        'The answer lists',
        'FunctionBlockId selects',
        'The answer is one list',
        'The IotId',
      ],
    },
    async () => {
      post('Level', 20, 10);
      lamp.request('/thing/event/property/post', { Level: 'wrong', Switch: 1, 'Battery:Charge': 3 });
      const status = async (parameters: Parameters) =>
        (await served.must('QueryDevicePropertyStatus', parameters))['Data'].List.PropertyStatusInfo;
      const detail = await served.must('QueryDeviceDetail', named(lamp));
      const all = await status({ IotId: detail['Data'].IotId });
      expect(all.slice(0, 3)).toEqual([
        {
          Identifier: 'Level',
          Name: 'Level_name',
          DataType: 'int',
          Unit: '%',
          Value: '20',
          Time: String(begin + 20),
        },
        {
          Identifier: 'Switch',
          Name: 'Switch_name',
          DataType: 'bool',
          Value: '1',
          Time: String(clock.now()),
        },
        { Identifier: 'Label', Name: 'Label_name', DataType: 'text' },
      ]);
      expect(all).toHaveLength(5);
      expect(await status({ ...named(lamp), FunctionBlockId: 'Battery' })).toMatchObject([
        { Identifier: 'Charge', Value: '3' },
      ]);
    },
  );

  keeps(
    'the original snapshot has whatever was reported, page by page',
    {
      QueryDeviceOriginalPropertyStatus: [
        'The answer covers',
        'Each entry shows',
        'Data is queried',
        'The answer is paged',
        'When NextValid',
      ],
    },
    async () => {
      post('Level', 10);
      post('Unknown', 30);
      lamp.request('/thing/event/property/post', { Label: { value: 5, time: begin + 20 } });
      const status = (parameters: Parameters) =>
        query('QueryDeviceOriginalPropertyStatus', { PageSize: 50, Asc: 1, ...parameters });
      const { entries } = await status({});
      expect(entries).toEqual([
        { Identifier: 'Level', Value: '10', Time: begin + 10 },
        { Identifier: 'Label', Value: '5', Time: begin + 20 },
        { Identifier: 'Unknown', Value: '30', Time: begin + 30 },
      ]);
      const paged = (Asc: number) =>
        pages('QueryDeviceOriginalPropertyStatus', { PageSize: 2, Asc }, 'token');
      expect(await paged(1)).toEqual([['10', '5'], ['30']]);
      expect(await paged(0)).toEqual([['30', '5'], ['10']]);
      const refused = (parameters: Parameters) =>
        served.refusal('QueryDeviceOriginalPropertyStatus', {
          ...named(lamp),
          PageSize: 1,
          Asc: 1,
          ...parameters,
        });
      expect(await refused({ PageSize: 51 })).toBe('iot.common.InvalidPageParams');
      expect(await refused({ Asc: 5 })).toBe('iot.common.InvalidFormattedParameter');
      for (const NextPageToken of ['x', (await status({ PageSize: 1, Asc: 0 })).next.token]) {
        expect(await refused({ NextPageToken })).toBe('iot.device.PageTokenIsIllegal');
      }
    },
  );
});

describe('the history of events', () => {
  const events = (parameters: Parameters = {}) => query('QueryDeviceEventData', parameters);

  keeps(
    'events of all modules, of one, or of one type',
    {
      QueryDeviceEventData: [
        'Without Identifier',
        'EventType, when given',
        'Records come back',
        'An event of a custom',
      ],
    },
    async () => {
      raise('Hot', { Code: 1 }, 10);
      raise('Cold', { Code: 2 }, 20);
      raise('Battery:Full', {}, 30);
      expect(keys(await events())).toEqual(['Battery:Full', 'Cold', 'Hot']);
      expect(keys(await events({ Asc: 1 }))).toEqual(['Hot', 'Cold', 'Battery:Full']);
      expect(keys(await events({ Identifier: 'Battery:Full' }))).toEqual(['Battery:Full']);
      expect(keys(await events({ EventType: 'alert' }))).toEqual(['Hot']);
      expect((await events({ Identifier: 'Hot' })).entries).toEqual([
        {
          Identifier: 'Hot',
          Name: 'Hot_name',
          EventType: 'alert',
          OutputData: '{"Code":1}',
          Time: String(begin + 10),
        },
      ]);
      const refused = (parameters: Parameters) =>
        served.refusal('QueryDeviceEventData', { ...named(lamp), ...wide(), ...parameters });
      expect(await refused({ EventType: 'none' })).toBe('iot.common.InvalidFormattedParameter');
      expect(await refused({ PageSize: 51 })).toBe('iot.common.InvalidPageParams');
      expect(await refused({ StartTime: 5 })).toBe('iot.device.InvalidTimeBucket');
      expect(await refused({ StartTime: clock.now() + 5000 })).toBe('iot.check.ParameterIsNotLessThanMax');
    },
  );

  keeps(
    'pages of events follow one another by time',
    {
      QueryDeviceEventData: [
        'NextValid tells',
        'To read the next page with Asc=0',
        'To read the next page with Asc=1',
        'In the samples',
      ],
    },
    async () => {
      for (const [index, key] of ['Hot', 'Cold', 'Hot', 'Battery:Full', 'Cold'].entries())
        raise(key, {}, index);
      const paged = (Asc: number) => pages('QueryDeviceEventData', { PageSize: 2, Asc }, 'time');
      expect(await paged(1)).toEqual([['Hot', 'Cold'], ['Hot', 'Battery:Full'], ['Cold']]);
      expect(await paged(0)).toEqual([['Cold', 'Battery:Full'], ['Hot', 'Cold'], ['Hot']]);
      expect((await events()).next).toMatchObject({ valid: false, time: begin - 1 });
      expect((await events({ PageSize: 5 })).entries).toHaveLength(5);
    },
  );
});

describe('the history of service calls', () => {
  const services = (parameters: Parameters = {}) => query('QueryDeviceServiceData', parameters);

  keeps(
    'calls of all modules or of one service, with input and output, page by page',
    {
      QueryDeviceServiceData: [
        'Without Identifier',
        'Each record shows',
        'Records are sorted',
        'NextValid tells',
        'In the samples',
        'A service of a custom',
      ],
    },
    async () => {
      await call('Reset', 'Battery:Fill', 'Reset');
      expect(keys(await services())).toEqual(['Reset', 'Battery:Fill', 'Reset']);
      expect(keys(await services({ Identifier: 'Battery:Fill' }))).toEqual(['Battery:Fill']);
      const { entries } = await services({ Asc: 1, PageSize: 1 });
      expect(entries).toEqual([
        {
          Identifier: 'Reset',
          Name: 'Reset_name',
          InputData: '{}',
          OutputData: expect.stringMatching(
            /^{"message":"","version":"1.0","id":"\d+","code":200,"data":{}}$/,
          ),
          Time: String(clock.now() - 2),
        },
      ]);
      const paged = (Asc: number) => pages('QueryDeviceServiceData', { PageSize: 2, Asc }, 'time');
      expect(await paged(1)).toEqual([['Reset', 'Battery:Fill'], ['Reset']]);
      expect(await paged(0)).toEqual([['Reset', 'Battery:Fill'], ['Reset']]);
      expect((await services({ Asc: 0 })).next).toMatchObject({ valid: false, time: clock.now() - 3 });
    },
  );
});

describe('original records', () => {
  keeps(
    'they cover what the model does not know, by the name that the device gives it',
    {
      QueryDeviceOriginalPropertyData: ['The answer covers', 'With low-level'],
      QueryDeviceOriginalEventData: ['The answer covers', 'With low-level'],
      QueryDeviceOriginalServiceData: ['The answer covers', 'With low-level'],
    },
    async () => {
      const original = (what: string, Identifier: string, parameters: Parameters = {}) =>
        query(`QueryDeviceOriginal${what}Data`, { Identifier, PageSize: 50, Asc: 1, ...parameters });
      post('Level', 1);
      post('Own', 2);
      lamp.request('/thing/event/property/post', { Level: { value: 'wrong', time: begin + 3 } });
      raise('Hot', { Code: 'wrong' }, 4);
      raise('Own', { any: 1 }, 5);
      await call('Reset');
      expect((await original('Property', 'Level')).entries.map(({ Value }) => Value)).toEqual(['1', 'wrong']);
      expect((await original('Property', 'Own')).entries).toEqual([{ Value: '2', Time: String(begin + 2) }]);
      expect(
        (await query('QueryDevicePropertyData', { Identifier: 'Level', PageSize: 9, Asc: 1 })).entries,
      ).toHaveLength(1);
      expect((await original('Event', 'Hot')).entries).toMatchObject([
        { EventType: 'alert', OutputData: '{"Code":"wrong"}' },
      ]);
      expect((await original('Event', 'Own')).entries).toMatchObject([{ Name: 'Own', EventType: 'info' }]);
      expect(await query('QueryDeviceEventData', {})).toMatchObject({ entries: [] });
      expect((await original('Service', 'Reset')).entries).toHaveLength(1);
      expect((await original('Service', 'Measure')).entries).toEqual([]);
      for (const [what, code] of [
        ['Property', 'InvalidIdentifierInPropertyError'],
        ['Event', 'iot.tsl.InvalidIdentifierInEventError'],
        ['Service', 'InvalidIdentifierInServiceError'],
      ] as const) {
        for (const Identifier of ['', 'Nobody']) {
          const parameters = { ...named(lamp), ...wide(), Identifier, PageSize: 9, Asc: 1 };
          expect(await served.refusal(`QueryDeviceOriginal${what}Data`, parameters)).toBe(code);
        }
      }
      // Products without a thing model have original data as well.
      const basic = new SimulatedDevice(
        served.platform,
        newDevice(served.platform, newProduct(served.platform), 'basic'),
      ).connect();
      basic.request('/thing/event/property/post', { Level: 5 });
      const parameters = { Identifier: 'Level', PageSize: 50, Asc: 1 };
      expect((await query('QueryDeviceOriginalPropertyData', parameters, basic)).entries).toHaveLength(1);
    },
  );

  keeps(
    'they come in the order asked for, and page by page with a token',
    {
      QueryDeviceOriginalPropertyData: ['The start time', 'The answer is paged', 'When NextValid'],
      QueryDeviceOriginalEventData: ['Records are sorted', 'The answer is paged', 'When NextValid'],
      QueryDeviceOriginalServiceData: [
        'The start time',
        'The answer is paged',
        'The response to the first',
        'When NextValid',
      ],
    },
    async () => {
      post('Level', 10, 20, 20, 20, 30);
      for (const time of [1, 2, 3]) raise('Hot', { Code: time }, time);
      await call('Reset', 'Reset', 'Reset');
      const paged = (what: string, Identifier: string, Asc: number, PageSize: number) =>
        pages(`QueryDeviceOriginal${what}Data`, { Identifier, Asc, PageSize }, 'token');
      expect(await paged('Property', 'Level', 1, 2)).toEqual([['10', '20'], ['20', '20'], ['30']]);
      expect(await paged('Property', 'Level', 0, 3)).toEqual([
        ['30', '20', '20'],
        ['20', '10'],
      ]);
      expect((await paged('Event', 'Hot', 0, 2)).map((page) => page.length)).toEqual([2, 1]);
      expect((await paged('Service', 'Reset', 1, 2)).map((page) => page.length)).toEqual([2, 1]);
      const at = (Asc: number) => ({ Identifier: 'Hot', PageSize: 50, Asc });
      const times = async (Asc: number) =>
        (await query('QueryDeviceOriginalEventData', at(Asc))).entries.map(
          ({ Time }) => Number(Time) - begin,
        );
      expect([await times(0), await times(1)]).toEqual([
        [3, 2, 1],
        [1, 2, 3],
      ]);

      const backwards = { StartTime: begin + 5, EndTime: begin + 5 };
      for (const [what, Identifier, most] of [
        ['Property', 'Level', 100],
        ['Event', 'Hot', 50],
        ['Service', 'Reset', 50],
      ] as const) {
        const operation = `QueryDeviceOriginal${what}Data`;
        const { next } = await query(operation, { Identifier, PageSize: 2, Asc: 1, ...wide() });
        expect(next.token).toMatch(/^[\w-]+$/);
        const refused = (parameters: Parameters) =>
          served.refusal(operation, {
            ...named(lamp),
            ...wide(),
            Identifier,
            PageSize: 9,
            Asc: 1,
            ...parameters,
          });
        for (const NextPageToken of ['none', `${next.token}x`]) {
          expect(await refused({ NextPageToken })).toBe('iot.device.PageTokenIsIllegal');
        }
        expect(await refused({ NextPageToken: next.token, Asc: 0 })).toBe('iot.device.PageTokenIsIllegal');
        expect(await refused({ PageSize: most + 1 })).toBe('iot.common.InvalidPageParams');
        expect(await refused({ StartTime: 5 })).toBe('iot.device.InvalidTimeBucket');
        const later = { StartTime: begin + 6, EndTime: begin + 5 };
        for (const range of what === 'Event' ? [later] : [later, backwards]) {
          expect(await refused({ ...range, Asc: 0 })).toBe('iot.check.ParameterIsNotLessThanMax');
        }
      }
    },
  );
});

keeps(
  'IotId decides which device is meant, in every query',
  Object.fromEntries(
    [
      'QueryDeviceEventData',
      'QueryDeviceOriginalEventData',
      'QueryDeviceOriginalPropertyData',
      'QueryDeviceOriginalPropertyStatus',
      'QueryDeviceOriginalServiceData',
      'QueryDevicePropertiesData',
      'QueryDevicePropertyData',
      'QueryDevicePropertyStatus',
      'QueryDeviceServiceData',
    ].map((operation) => [operation, 'When IotId']),
  ),
  async () => {
    const other = named(lamps.device());
    post('Level', 1);
    raise('Hot', {}, 1);
    await call('Reset');
    const identifiers = { Property: 'Level', Event: 'Hot', Service: 'Reset' };
    const both = { ...other, ...wide(), IotId: lamp.device.iotId, PageSize: 9, Asc: 1 };
    for (const [what, Identifier] of Object.entries(identifiers)) {
      for (const operation of [`QueryDevice${what}Data`, `QueryDeviceOriginal${what}Data`]) {
        expect((await query(operation, { ...both, Identifier })).entries, operation).toHaveLength(1);
        if (operation.includes('Original')) continue;
        expect((await query(operation, { ...both, IotId: undefined, Identifier })).entries).toHaveLength(0);
      }
    }
    expect((await query('QueryDeviceOriginalPropertyStatus', both)).entries).toHaveLength(1);
    expect((await query('QueryDevicePropertyStatus', both)).entries[0]?.Value).toBe('1');
    const several = await served.must('QueryDevicePropertiesData', { ...both, 'Identifier.1': 'Level' });
    expect(several['PropertyDataInfos'].PropertyDataInfo[0].List.PropertyInfo).toHaveLength(1);
  },
);

test('products without a thing model have no data that keeps to one', async () => {
  const basic = newDevice(served.platform, newProduct(served.platform), 'basic');
  for (const operation of [
    'QueryDevicePropertyData',
    'QueryDeviceEventData',
    'QueryDeviceServiceData',
    'QueryDevicePropertyStatus',
  ]) {
    const parameters = { IotId: basic.iotId, ...wide(), Identifier: 'Level', PageSize: 9, Asc: 1 };
    expect(await served.refusal(operation, parameters)).toBe('iot.prod.NotSeniorProduct');
  }
});

butNot({
  QueryDeviceServiceData: {
    'To read the next page': 'kept for Asc=1; from new to old, NextTime can only be the next EndTime',
  },
});
