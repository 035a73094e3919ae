import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import type { ProductSettings } from '../../../../local/platform/state/products.ts';
import { newProduct, type Parameters, type ServedPlatform, servePlatform } from '../api-caller.ts';
import { effectsOf } from '../effects.ts';
import { event, isAboutDocuments, property, service, specified } from '../thing-model/documents.ts';

const { keeps, butNot } = effectsOf('thing-models', (operation) => !isAboutDocuments(operation));
const clock = new DrivenClock(Date.now());
let served: ServedPlatform;

beforeAll(async () => {
  served = await servePlatform({ clock });
});
afterAll(() => served.close());

const failed = 'iot.prod.BatchCreateThingModelFailed';
const malformed = 'iot.common.InvalidFormattedParameter';
const module = { FunctionBlockId: 'Battery', FunctionBlockName: 'Battery_module' };

/** A product with a thing model; gives its ProductKey. */
const senior = (settings: Partial<ProductSettings> = {}): string =>
  newProduct(served.platform, { commodityCode: 'iothub_senior', dataFormat: 1, ...settings }).productKey;

const create = (ProductKey: string, features: object, more: Parameters = {}) =>
  served.must('CreateThingModel', { ProductKey, ThingModelJson: JSON.stringify(features), ...more });

const refusedCreate = (ProductKey: string, features: unknown, more: Parameters = {}) =>
  served.refusal('CreateThingModel', {
    ProductKey,
    ThingModelJson: typeof features === 'string' ? features : JSON.stringify(features),
    ...more,
  });

const update = (ProductKey: string, features: object, more: Parameters = {}) =>
  served.must('UpdateThingModel', { ProductKey, ThingModelJson: JSON.stringify(features), ...more });

const publish = (ProductKey: string, more: Parameters = {}) =>
  served.must('PublishThingModel', { ProductKey, ...more });

const draft = async (ProductKey: string, more: Parameters = {}) =>
  JSON.parse((await served.must('QueryThingModel', { ProductKey, ...more }))['Data'].ThingModelJson);

const published = async (ProductKey: string, more: Parameters = {}) =>
  JSON.parse((await served.must('QueryThingModelPublished', { ProductKey, ...more }))['Data'].ThingModelJson);

const identifiers = (features: readonly { identifier: string }[]) =>
  features.map(({ identifier }) => identifier);

describe('adding features', () => {
  keeps(
    'each property, service and event becomes a feature of the draft, in use once it is published',
    {
      CreateThingModel: [
        'Each property',
        'An edit of the model',
        'A feature may carry',
        'The caller can check',
        'The answer carries',
      ],
      QueryThingModel: ['Read-only', '_ppk'],
      QueryThingModelPublished: ['Read-only', 'Only published', '_ppk'],
      PublishThingModel: ['The draft TSL', 'A model that was', 'The answer carries'],
    },
    async () => {
      const ProductKey = senior();
      clock.advance(1000);
      const extendConfig = JSON.stringify({ identifier: 'Temperature', registerAddress: '0x04', scaling: 1 });
      const features = {
        properties: [property('Temperature', { extendConfig })],
        services: [service('Reset')],
        events: [event('Hot')],
      };
      const answer = await create(ProductKey, features);
      expect(Object.keys(answer).toSorted()).toEqual(['Code', 'RequestId', 'Success']);
      const made = { createTs: clock.now(), productKey: ProductKey };
      const expected = {
        productKey: ProductKey,
        properties: [
          {
            ...property('Temperature'),
            ...made,
            extendConfig,
            configCode: expect.stringMatching(/^[A-Z0-9]{32}\d{13}$/),
          },
        ],
        services: [{ ...service('Reset'), ...made }],
        events: [{ ...event('Hot'), ...made }],
      };
      expect(await draft(ProductKey)).toEqual(expected);
      const query = { ProductKey };
      expect(await served.refusal('QueryThingModelPublished', query)).toBe(
        'iot.prod.QueryProductAbilitiesFailed',
      );
      await publish(ProductKey, { ModelVersion: 'v1', Description: 'the first' });
      const _ppk = { version: 'v1', description: 'the first' };
      expect(await published(ProductKey)).toEqual({ ...expected, _ppk });
      await create(ProductKey, { properties: [property('Later')] });
      expect(await published(ProductKey)).toEqual({ ...expected, _ppk });
      expect(await draft(ProductKey)).not.toHaveProperty('_ppk');
    },
  );

  keeps('a call adds ten features at most', { CreateThingModel: 'A single call' }, async () => {
    const ProductKey = senior();
    const eleven = Array.from({ length: 11 }, (_, index) => index);
    const of = (count: number) => ({
      properties: eleven.slice(0, 4).map((index) => property(`p${index}`)),
      services: eleven.slice(0, 4).map((index) => service(`s${index}`)),
      events: eleven.slice(0, count - 8).map((index) => event(`e${index}`)),
    });
    expect(await refusedCreate(ProductKey, of(11))).toBe(failed);
    await create(ProductKey, of(10));
  });

  keeps(
    'a custom module has features of its own, and a shape of its own',
    {
      CreateThingModel: ['With FunctionBlockId and', 'A FunctionBlockId identifies'],
      QueryThingModel: ['With FunctionBlockId only', 'The default module and', 'All keys'],
      QueryThingModelPublished: ['Without FunctionBlockId', 'All keys'],
    },
    async () => {
      const ProductKey = senior();
      await create(ProductKey, { properties: [property('Level')] });
      await create(ProductKey, { properties: [property('Level')] }, module);
      await create(ProductKey, { services: [service('Charge')] }, module);
      const block = await draft(ProductKey, { FunctionBlockId: 'Battery' });
      expect(block).toMatchObject({ identifier: 'Battery', name: 'Battery_module', productKey: ProductKey });
      expect(identifiers(block.properties)).toEqual(['Level']);
      expect(identifiers(block.services)).toEqual(['Charge']);
      const main = await draft(ProductKey);
      expect(main.functionBlocks).toEqual([
        { productKey: ProductKey, functionBlockId: 'Battery', functionBlockName: 'Battery_module' },
      ]);
      expect(main.services).toEqual([]);
      await publish(ProductKey);
      expect((await published(ProductKey)).services).toEqual([]);
      expect((await published(ProductKey, { FunctionBlockId: 'Battery' })).services).toHaveLength(1);

      for (const read of [await draft(ProductKey), await published(ProductKey), block]) {
        const keys = (value: unknown): void => {
          if (typeof value !== 'object' || value === null) return;
          if (!Array.isArray(value)) expect(Object.keys(value)).toEqual(Object.keys(value).toSorted());
          for (const held of Object.values(value)) keys(held);
        };
        keys(read);
      }
      const other = { ...module, FunctionBlockName: 'Another_name' };
      expect(await refusedCreate(ProductKey, {}, other)).toBe(failed);
    },
  );

  test.each<[string, unknown, Parameters, string]>([
    ['text that is no JSON', '{', {}, malformed],
    ['an array', [], {}, malformed],
    ['a property without a name', { properties: [{ ...property('a'), name: undefined }] }, {}, malformed],
    ['a reserved identifier', { properties: [property('set')] }, {}, malformed],
    ['a wrong data type', { properties: [property('a', { dataType: 'LONG' })] }, {}, malformed],
    [
      'a maximum below the minimum',
      { properties: [property('a', { dataSpecs: { ...specified.int.dataSpecs, max: '-1' } })] },
      {},
      malformed,
    ],
    ['two of one identifier', { properties: [property('a'), property('a', { name: 'b' })] }, {}, failed],
    [
      'two of one name',
      { properties: [property('a')], events: [event('b', { eventName: 'a_name' })] },
      {},
      'iot.prod.ThingModelNameDuplicated',
    ],
    ['a module with no name', {}, { FunctionBlockId: 'Battery' }, failed],
    ['a module with no ID', {}, { FunctionBlockName: 'Battery' }, failed],
    ['a module with a wrong ID', {}, { ...module, FunctionBlockId: 'a-b' }, malformed],
    ['a module with a short name', {}, { ...module, FunctionBlockName: 'abc' }, malformed],
    ['no product', {}, { ProductKey: 'a1none' }, 'iot.prod.NotExistedProduct'],
    ['a ProductKey of a wrong form', {}, { ProductKey: '-' }, 'iot.prod.InvalidFormattedProductkey'],
    ['an empty ProductKey', {}, { ProductKey: '' }, 'iot.prod.NullProductKey'],
  ])('%s is refused', async (_what, features, more, code) => {
    expect(await refusedCreate(senior(), features, more)).toBe(code);
  });

  test('a model may not outgrow 256 x 1024 characters', async () => {
    const ProductKey = senior();
    const description = 'x'.repeat(60_000);
    const long = (name: string) => ({ properties: [property(name, { description })] });
    for (const name of ['a', 'b', 'c', 'd']) await create(ProductKey, long(name));
    expect(await refusedCreate(ProductKey, long('e'))).toBe('iot.common.UpdateThingModelOverLimit');
  });

  test('features stand in the order of their time, which the caller may give', async () => {
    const ProductKey = senior();
    await create(ProductKey, { properties: [property('second'), property('first', { createTs: 1 })] });
    clock.advance(10);
    await create(ProductKey, { properties: [property('third')] });
    expect(identifiers((await draft(ProductKey)).properties)).toEqual(['first', 'second', 'third']);
  });
});

describe('changing features', () => {
  keeps(
    'a call changes one feature and nothing else',
    {
      UpdateThingModel: [
        'Exactly one feature',
        'Identifier names the feature',
        'Extended information',
        'When Identifier is given',
        'The caller can check',
        'An edit of the model',
        'The answer carries',
      ],
    },
    async () => {
      const ProductKey = senior();
      await create(ProductKey, { properties: [property('a'), property('b')], events: [event('c')] });
      await publish(ProductKey);
      const before = await draft(ProductKey);
      clock.advance(1000);
      const extendConfig = JSON.stringify({ identifier: 'a', customize: {} });
      const changed = property('a', {
        name: 'renamed',
        ...specified.bool,
        extendConfig,
      });
      const answer = await update(ProductKey, { properties: [changed] }, { Identifier: 'a' });
      expect(Object.keys(answer).toSorted()).toEqual(['Code', 'RequestId', 'Success']);
      const after = await draft(ProductKey);
      const { createTs, productKey } = before.properties[0];
      expect(after).toEqual({
        ...before,
        properties: [
          { ...changed, createTs, productKey, configCode: expect.any(String) },
          before.properties[1],
        ],
      });
      expect((await published(ProductKey)).properties[0]).not.toHaveProperty('extendConfig');
      const refused = (features: object, more: Parameters = {}) =>
        served.refusal('UpdateThingModel', { ProductKey, ThingModelJson: JSON.stringify(features), ...more });
      expect(await refused({ properties: [property('a')], events: [event('c')] })).toBe(malformed);
      expect(await refused({ properties: [property('b')] }, { Identifier: 'a' })).toBe(malformed);
      expect(await refused({}, { Identifier: 'a' })).toBe(malformed);
      const notFound = 'iot.prod.QueryProductAbilityFailed';
      expect(await refused({ properties: [property('nobody')] })).toBe(notFound);
      expect(await refused({ events: [event('a')] }, { Identifier: 'a' })).toBe(notFound);
      expect(await refused({ properties: [property('a')] }, { FunctionBlockId: 'none' })).toBe(notFound);
      expect(await refused({ properties: [property('a', { name: 'b_name' })] })).toBe(
        'iot.prod.ThingModelNameDuplicated',
      );
    },
  );

  keeps(
    'a feature has 50 parameters at most, unless it is named',
    { UpdateThingModel: 'When Identifier is absent' },
    async () => {
      const ProductKey = senior();
      await create(ProductKey, { services: [service('a')] });
      const parameters = Array.from({ length: 51 }, (_, paraOrder) => ({
        ...(service('a')['inputParams'] as object[])[0],
        identifier: `p${paraOrder}`,
        paraOrder,
      }));
      const ThingModelJson = JSON.stringify({
        services: [service('a', { inputParams: parameters, outputParams: [] })],
      });
      expect(await served.refusal('UpdateThingModel', { ProductKey, ThingModelJson })).toBe(malformed);
      await served.must('UpdateThingModel', { ProductKey, ThingModelJson, Identifier: 'a' });
    },
  );

  keeps(
    'a custom module is changed by its ID and renamed by its name, the default one is not',
    {
      UpdateThingModel: ['With FunctionBlockId', 'FunctionBlockName together', 'The default module'],
      QueryThingModel: 'Without FunctionBlockId',
    },
    async () => {
      const ProductKey = senior();
      await create(ProductKey, { properties: [property('a')] });
      await create(ProductKey, { properties: [property('a')] }, module);
      const changed = { properties: [property('a', { rwFlag: 'READ_ONLY' })] };
      const FunctionBlockId = 'Battery';
      await update(ProductKey, changed, { FunctionBlockId });
      expect((await draft(ProductKey)).properties[0].rwFlag).toBe('READ_WRITE');
      expect((await draft(ProductKey, { FunctionBlockId })).properties[0].rwFlag).toBe('READ_ONLY');
      await update(ProductKey, changed);
      expect((await draft(ProductKey)).properties[0].rwFlag).toBe('READ_ONLY');
      await update(ProductKey, changed, { FunctionBlockId, FunctionBlockName: 'Renamed_module' });
      await update(ProductKey, {}, { FunctionBlockId, FunctionBlockName: 'Renamed_again' });
      expect((await draft(ProductKey, { FunctionBlockId })).name).toBe('Renamed_again');
      const rename = {
        ProductKey,
        ThingModelJson: JSON.stringify(changed),
        FunctionBlockName: 'Default_module',
      };
      expect(await served.refusal('UpdateThingModel', rename)).toBe(malformed);
      expect(await draft(ProductKey)).not.toHaveProperty('name');
    },
  );

  keeps(
    'features are deleted by name, or all of a module at once',
    {
      DeleteThingModel: [
        'The named',
        'With identifiers and',
        'With FunctionBlockId and no',
        'The limits ask',
        'An edit of the model',
        'The answer carries',
      ],
    },
    async () => {
      const ProductKey = senior();
      const all = {
        properties: [property('a'), property('b')],
        services: [service('c'), service('d')],
        events: [event('e'), event('f')],
      };
      await create(ProductKey, all);
      await create(ProductKey, all, module);
      await publish(ProductKey);
      const listed = async (more: Parameters = {}) => {
        const { properties, services, events } = await draft(ProductKey, more);
        return identifiers([...properties, ...services, ...events]).join('');
      };
      const FunctionBlockId = 'Battery';
      const some = { 'PropertyIdentifier.1': 'a', 'ServiceIdentifier.1': 'c', 'EventIdentifier.1': 'e' };
      const answer = await served.must('DeleteThingModel', { ProductKey, ...some });
      expect(Object.keys(answer).toSorted()).toEqual(['Code', 'RequestId', 'Success']);
      expect([await listed(), await listed({ FunctionBlockId })]).toEqual(['bdf', 'abcdef']);
      await served.must('DeleteThingModel', { ProductKey, FunctionBlockId, 'EventIdentifier.1': 'f' });
      expect([await listed(), await listed({ FunctionBlockId })]).toEqual(['bdf', 'abcde']);
      await served.must('DeleteThingModel', { ProductKey, FunctionBlockId });
      expect([await listed(), await listed({ FunctionBlockId })]).toEqual(['bdf', '']);
      expect((await published(ProductKey)).properties).toHaveLength(2);
      const refused = (more: Parameters) => served.refusal('DeleteThingModel', { ProductKey, ...more });
      for (const more of [some, { 'EventIdentifier.1': 'b' }, { FunctionBlockId: 'none' }]) {
        expect(await refused(more)).toBe('iot.prod.QueryProductAbilityFailed');
      }
      expect((await served.call('DeleteThingModel', { ProductKey })).status).toBe(400);
      expect(await served.refusal('DeleteThingModel', { FunctionBlockId })).toBe('iot.prod.NullProductKey');
    },
  );

  const edits = [
    ['CreateThingModel', { ThingModelJson: '{}' }],
    ['UpdateThingModel', { ThingModelJson: JSON.stringify({ properties: [property('a')] }) }],
    ['DeleteThingModel', { 'PropertyIdentifier.1': 'a' }],
    ['ImportThingModelTsl', { TslStr: '{}' }],
    ['PublishThingModel', {}],
    ['CopyThingModel', {}],
  ] as const;

  keeps(
    'a published product keeps its model as it is',
    Object.fromEntries(
      edits.filter(([action]) => !isAboutDocuments(action)).map(([action]) => [action, 'Refused while the']),
    ),
    async () => {
      const ProductKey = senior();
      await create(ProductKey, { properties: [property('a')] });
      await served.must('ReleaseProduct', { ProductKey });
      const parameters = { ProductKey, TargetProductKey: ProductKey, SourceProductKey: ProductKey };
      for (const [action, more] of edits) {
        expect(await served.refusal(action, { ...parameters, ...more }), action).toBe(failed);
      }
      await served.must('CancelReleaseProduct', { ProductKey });
      for (const [action, more] of edits) await served.must(action, { ...parameters, ...more });
    },
  );

  test('a product without a thing model has none to be changed or read', async () => {
    const { productKey: ProductKey } = newProduct(served.platform);
    const reads = [
      'ListThingModelVersion',
      'QueryThingModel',
      'QueryThingModelPublished',
      'GetThingModelTsl',
      'GetThingModelTslPublished',
      'QueryThingModelExtendConfig',
      'QueryThingModelExtendConfigPublished',
    ].map((action) => [action, {}] as const);
    const parameters = { ProductKey, TargetProductKey: ProductKey, SourceProductKey: ProductKey };
    for (const [action, more] of [...edits, ...reads]) {
      expect(await served.refusal(action, { ...parameters, ...more }), action).toBe(
        'iot.prod.NotSeniorProduct',
      );
    }
  });
});

describe('versions', () => {
  keeps(
    'each publication makes a version, the newest first',
    {
      PublishThingModel: ['Every publication', 'ModelVersion and Description'],
      ListThingModelVersion: [
        'Read-only',
        'Versions come',
        'Each publication',
        'After ImportThingModelTsl',
        'All versions',
      ],
      QueryThingModel: 'Without ModelVersion',
      QueryThingModelPublished: 'Without ModelVersion',
    },
    async () => {
      const ProductKey = senior();
      await create(ProductKey, { properties: [property('a')] });
      const versions = async () =>
        (await served.must('ListThingModelVersion', { ProductKey }))['Data'].ModelVersions;
      expect(await versions()).toEqual([]);
      const expected = [];
      for (const [index, ModelVersion] of ['v1', 'v2', undefined].entries()) {
        clock.advance(1000);
        const Description = `Version ${index}`;
        await publish(ProductKey, { ModelVersion, Description });
        const version = ModelVersion ?? String(clock.now());
        expected.unshift({ ModelVersion: version, GmtCreate: clock.now(), Description });
        await create(ProductKey, { properties: [property(`added${index}`)] });
      }
      expect(await versions()).toEqual(expected);
      const counts = async (more: Parameters) => [
        (await draft(ProductKey, more)).properties.length,
        (await published(ProductKey, more)).properties.length,
      ];
      expect(await counts({ ModelVersion: 'v1' })).toEqual([1, 1]);
      expect(await counts({ ModelVersion: 'v2' })).toEqual([2, 2]);
      expect(await counts({})).toEqual([4, 3]);
      expect((await draft(ProductKey, { ModelVersion: 'v1' }))._ppk).toEqual({
        version: 'v1',
        description: 'Version 0',
      });
      for (const action of ['QueryThingModel', 'GetThingModelTsl', 'QueryThingModelExtendConfig']) {
        for (const suffix of ['', 'Published']) {
          for (const more of [{ ModelVersion: 'v9' }, { FunctionBlockId: 'none' }]) {
            expect(await served.refusal(`${action}${suffix}`, { ProductKey, ...more })).toBe(
              'iot.prod.QueryProductAbilitiesFailed',
            );
          }
        }
      }
      for (const ModelVersion of ['v 1', 'x'.repeat(17)]) {
        expect(await served.refusal('PublishThingModel', { ProductKey, ModelVersion })).toBe(malformed);
      }
    },
  );

  keeps(
    'a copy takes one version of a model of the same category, to be published there',
    {
      CopyThingModel: [
        'The TSL model of the source',
        'SourceModelVersion',
        'Refused unless',
        'The copied model',
        'The answer carries',
      ],
    },
    async () => {
      const source = senior();
      const target = senior();
      await create(source, { properties: [property('a')] });
      await create(source, { properties: [property('a')] }, module);
      await create(target, { properties: [property('replaced')] });
      const copy = (more: Parameters = {}) => ({
        SourceProductKey: source,
        TargetProductKey: target,
        ...more,
      });
      await publish(source, { ModelVersion: 'v1' });
      await create(source, { properties: [property('b')] });
      await publish(source, { ModelVersion: 'v2' });
      const answer = await served.must('CopyThingModel', copy({ SourceModelVersion: 'v1' }));
      expect(Object.keys(answer).toSorted()).toEqual(['Code', 'RequestId', 'Success']);
      const copied = await draft(target);
      expect(copied.properties).toMatchObject([{ identifier: 'a', productKey: target }]);
      expect(copied.functionBlocks).toHaveLength(1);
      expect(await served.refusal('QueryThingModelPublished', { ProductKey: target })).toBe(
        'iot.prod.QueryProductAbilitiesFailed',
      );
      await served.must('CopyThingModel', copy());
      await publish(target);
      expect(identifiers((await published(target)).properties)).toEqual(['a', 'b']);
      const category = served.platform.state.products.get(source)?.settings.category;
      expect(category).toBeUndefined();
      const { Data } = await served.must('CreateProduct', {
        ProductName: 'in_a_category',
        NodeType: 0,
        AliyunCommodityCode: 'iothub_senior',
        DataFormat: 1,
        CategoryKey: 'Lighting',
      });
      const elsewhere = copy({ TargetProductKey: Data.ProductKey });
      expect(await served.refusal('CopyThingModel', elsewhere)).toBe(failed);
      const wrong = copy({ SourceModelVersion: 'v9' });
      expect(await served.refusal('CopyThingModel', wrong)).toBe('iot.prod.QueryProductAbilitiesFailed');
      for (const name of ['SourceProductKey', 'TargetProductKey']) {
        expect(await served.refusal('CopyThingModel', copy({ [name]: '' }))).toBe('iot.prod.NullProductKey');
      }
    },
  );
});

butNot({});
