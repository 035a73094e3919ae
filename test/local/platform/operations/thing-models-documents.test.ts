import { once } from 'node:events';
import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import { createObjectStoreServer } from '../../../../local/platform/object-store/server.ts';
import type { ProductSettings } from '../../../../local/platform/state/products.ts';
import { newProduct, type Parameters, type ServedPlatform, servePlatform } from '../api-caller.ts';
import { effectsOf } from '../effects.ts';
import { event, isAboutDocuments, property, service, specified } from '../thing-model/documents.ts';

const { keeps, butNot } = effectsOf('thing-models', isAboutDocuments);
const clock = new DrivenClock(Date.now());
let served: ServedPlatform;
let store: Server;

beforeAll(async () => {
  served = await servePlatform({ clock });
  store = createObjectStoreServer(served.platform.objectStore).listen(0, '127.0.0.1');
  await once(store, 'listening');
});
afterAll(async () => {
  await served.close();
  const closed = once(store, 'close');
  store.close();
  store.closeAllConnections();
  await closed;
  await served.platform.objectStore.clear();
});

const malformed = 'iot.common.InvalidFormattedParameter';
const module = { FunctionBlockId: 'Battery', FunctionBlockName: 'Battery_module' };
const inModule = { FunctionBlockId: 'Battery' };

/** A product with a thing model; gives its ProductKey. */
const senior = (settings: Partial<ProductSettings> = {}): string =>
  newProduct(served.platform, { commodityCode: 'iothub_senior', dataFormat: 1, ...settings }).productKey;

const create = (ProductKey: string, features: object, more: Parameters = {}) =>
  served.must('CreateThingModel', { ProductKey, ThingModelJson: JSON.stringify(features), ...more });

const importTsl = (ProductKey: string, tsl: unknown, more: Parameters = {}) =>
  served.must('ImportThingModelTsl', { ProductKey, TslStr: JSON.stringify(tsl), ...more });

const publish = (ProductKey: string, ModelVersion: string) =>
  served.must('PublishThingModel', { ProductKey, ModelVersion });

const draft = async (ProductKey: string, more: Parameters = {}) =>
  JSON.parse((await served.must('QueryThingModel', { ProductKey, ...more }))['Data'].ThingModelJson);

const tslOf = async (ProductKey: string, more: Parameters = {}, operation = 'GetThingModelTsl') =>
  JSON.parse((await served.must(operation, { ProductKey, ...more }))['Data'].TslStr);

/** A model with every kind of feature and of data. */
const everything = {
  properties: Object.entries(specified).map(([name, type]) => property(name, type)),
};
const behaviour = {
  properties: [property('fixed', { rwFlag: 'READ_ONLY' })],
  services: [service('Reset', { callType: 'SYNC' })],
  events: [event('Hot', { eventType: 'ALERT_EVENT_TYPE' })],
};

const percent = { min: '0', max: '100', unit: '%', unitName: 'Percentage', step: '1' };
const int = { type: 'int', specs: percent };

describe('TSL', () => {
  keeps(
    'a model in TSL has its features, and what the platform adds to each',
    {
      GetThingModelTsl: ['Read-only', 'The TSL adds', 'Without FunctionBlockId'],
      GetThingModelTslPublished: ['Read-only', 'The TSL adds', 'Without FunctionBlockId'],
    },
    async () => {
      const ProductKey = senior();
      await create(ProductKey, { properties: [property('Level')] });
      await create(ProductKey, behaviour);
      await create(ProductKey, { services: [service('Charge')], events: [event('Full')] }, module);
      await publish(ProductKey, 'v1');
      const result = (identifier: string) => ({ identifier, name: identifier, dataType: int });
      const level = { identifier: 'Level', name: 'Level_name', dataType: int };
      const fixed = { identifier: 'fixed', name: 'fixed_name', dataType: int };
      const expected = {
        schema: 'https://iotx-tsl.oss-ap-southeast-1.aliyuncs.com/schema.json',
        profile: { productKey: ProductKey },
        properties: [
          { ...level, accessMode: 'rw', required: false },
          { ...fixed, accessMode: 'r', required: false },
        ],
        events: [
          {
            identifier: 'post',
            name: 'post',
            type: 'info',
            required: true,
            desc: 'Submit properties',
            method: 'thing.event.property.post',
            outputData: [level, fixed],
          },
          {
            identifier: 'Hot',
            name: 'Hot_name',
            type: 'alert',
            required: false,
            method: 'thing.event.Hot.post',
            outputData: [result('Code')],
          },
        ],
        services: [
          {
            identifier: 'set',
            name: 'set',
            required: true,
            callType: 'async',
            desc: 'Set properties',
            method: 'thing.service.property.set',
            inputData: [level],
            outputData: [],
          },
          {
            identifier: 'get',
            name: 'get',
            required: true,
            callType: 'async',
            desc: 'Obtain properties',
            method: 'thing.service.property.get',
            inputData: ['Level', 'fixed'],
            outputData: [level, fixed],
          },
          {
            identifier: 'Reset',
            name: 'Reset_name',
            required: false,
            callType: 'sync',
            method: 'thing.service.Reset',
            inputData: [result('Level')],
            outputData: [result('Result')],
          },
        ],
      };
      for (const operation of ['GetThingModelTsl', 'GetThingModelTslPublished']) {
        expect(await tslOf(ProductKey, {}, operation)).toEqual(expected);
        expect(await tslOf(ProductKey, inModule, operation)).toMatchObject({
          functionBlockId: 'Battery',
          functionBlockName: 'Battery_module',
          properties: [],
          events: [{ identifier: 'post' }, { identifier: 'Full', method: 'thing.event.Battery:Full.post' }],
          services: [{}, {}, { identifier: 'Charge', method: 'thing.service.Battery:Charge' }],
        });
      }
    },
  );

  keeps(
    'the published operations never tell of the draft',
    {
      GetThingModelTsl: 'Without ModelVersion',
      GetThingModelTslPublished: ['Without ModelVersion', 'Only published'],
    },
    async () => {
      const ProductKey = senior();
      const operation = 'GetThingModelTslPublished';
      expect(await served.refusal(operation, { ProductKey })).toBe('iot.prod.QueryProductAbilitiesFailed');
      for (const version of ['v1', 'v2', 'v3']) {
        await create(ProductKey, { properties: [property(version)] });
        if (version !== 'v3') await publish(ProductKey, version);
      }
      const properties = async (more: Parameters, from?: string) =>
        (await tslOf(ProductKey, more, from)).properties.length;
      expect(await properties({})).toBe(3);
      expect(await properties({}, operation)).toBe(2);
      expect(await properties({ ModelVersion: 'v1' })).toBe(1);
      expect(await properties({ ModelVersion: 'v1' }, operation)).toBe(1);
    },
  );

  keeps(
    'a simple model has identifiers and data types alone',
    { GetThingModelTsl: 'Simple=true', GetThingModelTslPublished: 'Simple=true' },
    async () => {
      const ProductKey = senior();
      await create(ProductKey, behaviour);
      await publish(ProductKey, 'v1');
      const fixed = { identifier: 'fixed', dataType: int };
      for (const operation of ['GetThingModelTsl', 'GetThingModelTslPublished']) {
        const { properties, events, services } = await tslOf(ProductKey, { Simple: true }, operation);
        expect({ properties, events, services }).toEqual({
          properties: [fixed],
          events: [
            { identifier: 'post', outputData: [fixed] },
            { identifier: 'Hot', outputData: [{ identifier: 'Code', dataType: int }] },
          ],
          services: [
            { identifier: 'set', inputData: [], outputData: [] },
            { identifier: 'get', inputData: ['fixed'], outputData: [fixed] },
            {
              identifier: 'Reset',
              inputData: [{ identifier: 'Level', dataType: int }],
              outputData: [{ identifier: 'Result', dataType: int }],
            },
          ],
        });
        expect(await served.refusal(operation, { ProductKey, Simple: 'yes' })).toBe(malformed);
      }
    },
  );

  keeps(
    'what is exported can be imported: into the draft, in the place of what was there',
    {
      ImportThingModelTsl: [
        'The properties, services',
        'TslStr must follow',
        'Extended information',
        'With FunctionBlockId and',
        'The imported model',
        'The answer carries',
      ],
    },
    async () => {
      const [source, target] = [senior(), senior()];
      for (const part of [
        { properties: everything.properties.slice(0, 6) },
        { properties: everything.properties.slice(6) },
        behaviour,
      ]) {
        await create(source, part);
      }
      const extendConfig = JSON.stringify({ identifier: 'x', customize: {} });
      await create(target, { properties: [property('replaced', { extendConfig })] });
      await publish(target, 'v1');
      const tsl = await tslOf(source);
      const answer = await importTsl(target, tsl);
      expect(Object.keys(answer).toSorted()).toEqual(['Code', 'RequestId', 'Success']);
      expect(await tslOf(target)).toEqual({ ...tsl, profile: { productKey: target } });
      const features = async (ProductKey: string) =>
        JSON.parse(
          JSON.stringify(await draft(ProductKey), (key, value) =>
            key === 'productKey' || key === 'createTs' ? undefined : value,
          ),
        );
      expect(await features(target)).toEqual(await features(source));
      expect((await tslOf(target, { ModelVersion: 'v1' })).properties).toHaveLength(1);
      await importTsl(target, { services: [], properties: [] }, module);
      expect((await draft(target, inModule)).properties).toEqual([]);
      await importTsl(target, tsl, module);
      expect((await draft(target, inModule)).properties).toHaveLength(tsl.properties.length);
    },
  );

  keeps(
    'only TslStr is imported',
    { ImportThingModelTsl: ['TslUrl has no effect', 'Refused while the'] },
    async () => {
      const ProductKey = senior();
      await create(ProductKey, behaviour);
      const { Data } = await served.must('GetThingModelTsl', { ProductKey });
      const refused = (more: Parameters) => served.refusal('ImportThingModelTsl', { ProductKey, ...more });
      const failed = 'iot.prod.BatchCreateThingModelFailed';
      expect(await refused({ TslUrl: Data.TslUri })).toBe(failed);
      await served.must('ImportThingModelTsl', { ProductKey, TslStr: '{}', TslUrl: Data.TslUri });
      expect((await draft(ProductKey)).properties).toEqual([]);
      const unlike = {
        properties: [{ identifier: 'a', name: 'a', accessMode: 'rw', dataType: { type: 'int' } }],
      };
      for (const TslStr of ['{', '[]', JSON.stringify(unlike), '{"properties":1}']) {
        expect(await refused({ TslStr })).toBe(malformed);
      }
      const long = JSON.stringify({ properties: [], desc: 'x'.repeat(256 * 1024) });
      expect(await refused({ TslStr: long })).toBe('iot.common.UpdateThingModelOverLimit');
      const text = { accessMode: 'rw', dataType: { type: 'text', specs: { length: '9' } } };
      const twice = { properties: ['a', 'b'].map((identifier) => ({ identifier, name: 'same', ...text })) };
      expect(await refused({ TslStr: JSON.stringify(twice) })).toBe('iot.prod.ThingModelNameDuplicated');
      expect(await refused({ TslStr: '{}', FunctionBlockId: 'Battery' })).toBe(failed);
      await served.must('ReleaseProduct', { ProductKey });
      expect(await refused({ TslStr: '{}' })).toBe(failed);
    },
  );
});

keeps(
  'extended information is told by feature, of a published model',
  {
    QueryThingModelExtendConfig: [
      'Read-only',
      'Without ModelVersion',
      'Without FunctionBlockId',
      'Configuration',
    ],
    QueryThingModelExtendConfigPublished: [
      'Read-only',
      'Without ModelVersion',
      'Only published',
      'Without FunctionBlockId',
      'Configuration',
    ],
  },
  async () => {
    const ProductKey = senior();
    const modbus = { identifier: 'a', registerAddress: '0x04', operateType: 'inputStatus', trigger: 1 };
    const opcUa = { identifier: 'b', displayName: 'Action', inputData: [{ identifier: 'x', index: 1 }] };
    const custom = { identifier: 'c', customize: { any: ['thing'] } };
    const extended = (config: object) => ({ extendConfig: JSON.stringify(config) });
    await create(ProductKey, { properties: [property('a', extended(modbus)), property('plain')] });
    await create(ProductKey, { events: [event('c', extended(custom))] }, module);
    await publish(ProductKey, 'v1');
    await create(ProductKey, { services: [service('b', extended(opcUa))] });
    await publish(ProductKey, 'v2');
    await create(ProductKey, { properties: [property('draft', extended(modbus))] });
    const profile = { productKey: ProductKey };
    for (const operation of ['QueryThingModelExtendConfig', 'QueryThingModelExtendConfigPublished']) {
      const configuration = async (more: Parameters = {}) =>
        JSON.parse((await served.must(operation, { ProductKey, ...more }))['Data'].Configuration);
      expect(await configuration({ ModelVersion: 'v1' })).toEqual({ profile, properties: [modbus] });
      expect(await configuration()).toEqual({ profile, properties: [modbus], services: [opcUa] });
      expect(await configuration(inModule)).toEqual({ profile, properties: [], events: [custom] });
      const never = senior();
      expect(await served.refusal(operation, { ProductKey: never })).toBe(
        'iot.prod.QueryProductAbilitiesFailed',
      );
    }
    for (const config of [
      'no JSON',
      '[]',
      JSON.stringify({ registerAddress: '0x12345' }),
      JSON.stringify({ operateType: 'inputRegister', writeFunctionCode: 6 }),
      JSON.stringify({ writeFunctionCode: 0, writeOnly: 1 }),
      JSON.stringify({ operateType: 'coilStatus', bitMask: 3 }),
      JSON.stringify({ inputData: [] }),
      JSON.stringify({ displayName: 'a', inputData: [{ index: 1 }, { index: 1 }] }),
      JSON.stringify({ customize: 1 }),
    ]) {
      const ThingModelJson = JSON.stringify({ properties: [property('x', { extendConfig: config })] });
      expect(await served.refusal('CreateThingModel', { ProductKey, ThingModelJson }), config).toBe(
        malformed,
      );
    }
    const onService = JSON.stringify({ services: [service('x', extended(modbus))] });
    expect(await served.refusal('CreateThingModel', { ProductKey, ThingModelJson: onService })).toBe(
      malformed,
    );
  },
);

describe('scripts', () => {
  const script = {
    ScriptType: 'JavaScript',
    ScriptContent: 'function protocolToRawData(json) { return []; }',
  };

  keeps(
    'a script is kept with its language, and fetched from an address',
    {
      CreateThingScript: ['The script is stored', 'The script may', 'Not supported', 'The answer carries'],
      UpdateThingScript: ['The stored script', 'The script may', 'The answer carries'],
      GetThingScript: ['Read-only', 'The script content'],
    },
    async () => {
      const ProductKey = senior({ dataFormat: 0 });
      const get = async () => {
        const { Data } = await served.must('GetThingScript', { ProductKey });
        return Data.ScriptUrl === undefined
          ? Data
          : { ...Data, ScriptUrl: await (await fetch(Data.ScriptUrl)).text() };
      };
      expect(await get()).toEqual({});
      const created = await served.must('CreateThingScript', { ProductKey, ...script });
      expect(Object.keys(created).toSorted()).toEqual(['Code', 'RequestId', 'Success']);
      expect(await get()).toEqual({ ScriptType: 'JavaScript', ScriptUrl: script.ScriptContent });
      expect(await served.refusal('CreateThingScript', { ProductKey, ...script })).toBe(
        'iot.prod.ThingScriptExisted',
      );
      for (const ScriptType of ['Python_27', 'PHP_72']) {
        await served.must('UpdateThingScript', { ProductKey, ScriptType, ScriptContent: 'pass' });
        expect(await get()).toEqual({ ScriptType, ScriptUrl: 'pass' });
      }
      for (const operation of ['CreateThingScript', 'UpdateThingScript']) {
        const refused = (more: Parameters) =>
          served.refusal(operation, { ProductKey: senior(), ...script, ...more });
        expect(await refused({})).toBe('iot.prod.ThingScriptDataFormatError');
        expect(await refused({ ScriptType: 'Perl' })).toBe('iot.prod.InvalidScriptType');
        const { productKey } = newProduct(served.platform);
        expect(await refused({ ProductKey: productKey })).toBe('iot.prod.ProductDataFormatIsNull');
        expect(await refused({ ProductKey: 'a1none' })).toBe('iot.prod.NotExistedProduct');
      }
    },
  );
});

describe('templates', () => {
  keeps(
    'each category has a model, whose features are not custom ones',
    {
      ListThingTemplates: ['Read-only', 'Returns the predefined', 'Each category'],
      GetThingTemplate: ['Read-only', 'ThingModelJSON holds', 'CategoryKey must', 'The features of'],
    },
    async () => {
      const { Data } = await served.must('ListThingTemplates');
      expect(Data).toContainEqual({ CategoryKey: 'Lighting', CategoryName: 'Street lighting' });
      for (const { CategoryKey } of Data) {
        const answer = await served.must('GetThingTemplate', { CategoryKey });
        const { properties, services, events } = JSON.parse(answer['ThingModelJSON']);
        expect(properties.length).toBeGreaterThan(2);
        for (const one of properties)
          expect(one).toMatchObject({ custom: false, std: true, customFlag: false });
        for (const one of [...services, ...events]) expect(one).toMatchObject({ custom: false });
        expect(services.length + events.length).toBeGreaterThan(0);
        // A template can be given back as it is.
        const ThingModelJson = JSON.stringify({ properties, services, events });
        await served.must('CreateThingModel', { ProductKey: senior(), ThingModelJson });
      }
      for (const CategoryKey of ['', 'Nothing']) {
        expect(await served.refusal('GetThingTemplate', { CategoryKey })).toBe(
          'iot.prod.InvalidFormattedCatId',
        );
      }
    },
  );

  keeps(
    'a product that is made in a category begins with its model, published unless the caller says otherwise',
    { ListThingTemplates: 'CreateProduct takes' },
    async () => {
      const made = async (ProductName: string, more: Parameters) => {
        const parameters = { ProductName, NodeType: 0, AliyunCommodityCode: 'iothub_senior', DataFormat: 1 };
        const { Data } = await served.must('CreateProduct', { ...parameters, ...more });
        const { ProductKey } = Data;
        const versions = (await served.must('ListThingModelVersion', { ProductKey }))['Data'].ModelVersions;
        return [(await draft(ProductKey)).properties.length, versions.length];
      };
      expect(await made('street_lamp', { CategoryKey: 'Lighting' })).toEqual([8, 1]);
      expect(await made('later', { CategoryKey: 'Lighting', PublishAuto: false })).toEqual([8, 0]);
      expect(await made('own_model', {})).toEqual([0, 0]);
    },
  );
});

keeps(
  'the address of a model holds for 60 minutes',
  { GetThingModelTsl: 'TslUri points', GetThingModelTslPublished: 'TslUri points' },
  async () => {
    const ProductKey = senior();
    await create(ProductKey, behaviour);
    await publish(ProductKey, 'v1');
    const answers = [
      await served.must('GetThingModelTsl', { ProductKey, Simple: true }),
      await served.must('GetThingModelTslPublished', { ProductKey }),
    ];
    const fetched = (uri: string) => fetch(uri).then(async (answer) => [answer.status, await answer.text()]);
    for (const wait of [0, 59 * 60_000]) {
      clock.advance(wait);
      for (const { Data } of answers) expect(await fetched(Data.TslUri)).toEqual([200, Data.TslStr]);
    }
    clock.advance(61_000);
    for (const { Data } of answers) expect(await fetched(Data.TslUri)).toEqual([403, expect.any(String)]);
  },
);

const notRun = 'scripts are kept and given back, but not run';

butNot({
  CreateThingScript: { 'The script turns': notRun },
  UpdateThingScript: { 'The script turns': notRun },
  GetThingScript: { 'The script turns': notRun },
});
