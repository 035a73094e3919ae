import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Device } from '../../../../local/platform/state/device.ts';
import type { Product } from '../../../../local/platform/state/products.ts';
import { newDevice, newProduct, type Parameters, type ServedPlatform, servePlatform } from '../api-caller.ts';
import { SimulatedDevice } from '../device-side/simulated-device.ts';
import { effectsOf } from '../effects.ts';

const { keeps, butNot } = effectsOf('topics');
let served: ServedPlatform;

beforeAll(async () => {
  served = await servePlatform();
});
afterAll(() => served.close());

interface Category {
  readonly Id: string;
  readonly ProductKey: string;
  readonly TopicShortName: string;
  readonly Operation: string;
  readonly Desc?: string;
}

const categories = async ({ productKey }: Product): Promise<Category[]> =>
  (await served.must('QueryProductTopic', { ProductKey: productKey })).Data.ProductTopicInfo;

const create = async ({ productKey }: Product, TopicShortName: string, Operation = 'ALL'): Promise<string> =>
  String(
    (await served.must('CreateProductTopic', { ProductKey: productKey, TopicShortName, Operation }))[
      'TopicId'
    ],
  );

const online = (product: Product, deviceName: string): SimulatedDevice =>
  new SimulatedDevice(served.platform, newDevice(served.platform, product, deviceName)).connect();

/** What a device may do on a topic. */
function permitted(device: Device, topic: string): string[] {
  return (['publish', 'subscribe'] as const).filter((how) =>
    served.platform.state.topics.mayUse(device, topic, how),
  );
}

const destinations = (topics: readonly string[]): Parameters =>
  Object.fromEntries(topics.map((topic, index) => [`DstTopic.${index + 1}`, topic]));

const routed = async (Topic: string): Promise<string[]> =>
  (await served.must('QueryTopicRouteTable', { Topic })).DstTopics.Topic;

const routedBack = async (Topic: string): Promise<string[]> =>
  (await served.must('QueryTopicReverseRouteTable', { Topic })).SrcTopics.Topic;

describe('topic categories', () => {
  keeps(
    'a category gives the devices of its product what it permits, below their own levels',
    {
      CreateProductTopic: [
        'A new custom topic category',
        "The platform generates the category's ID",
        'Operation fixes',
        'The product key and device name levels',
      ],
      QueryProductTopic: ['Read-only', 'The result is returned'],
    },
    async () => {
      const product = newProduct(served.platform);
      const device = newDevice(served.platform, product, 'light');
      const answer = await served.must('CreateProductTopic', {
        ProductKey: product.productKey,
        TopicShortName: 'submit',
        Operation: 'PUB',
        Desc: 'submit a test topic',
      });
      expect(answer['TopicId']).toEqual(expect.any(Number));
      await create(product, 'commands/all', 'SUB');
      await create(product, 'both', 'ALL');
      const own = (name: string) => `/${product.productKey}/\${deviceName}/user/${name}`;
      const found = await categories(product);
      expect(found.map(({ TopicShortName, Operation }) => [TopicShortName, Operation])).toEqual([
        [own('update'), '0'],
        [own('update/error'), '0'],
        [own('get'), '1'],
        [own('submit'), '0'],
        [own('commands/all'), '1'],
        [own('both'), '2'],
      ]);
      expect(found[3]).toEqual({
        Id: String(answer['TopicId']),
        ProductKey: product.productKey,
        TopicShortName: own('submit'),
        Operation: '0',
        Desc: 'submit a test topic',
      });
      const topic = (name: string) => `/${product.productKey}/light/user/${name}`;
      expect(permitted(device, topic('submit'))).toEqual(['publish']);
      expect(permitted(device, topic('commands/all'))).toEqual(['subscribe']);
      expect(permitted(device, topic('both'))).toEqual(['publish', 'subscribe']);
      expect(permitted(device, topic('none'))).toEqual([]);
      expect(await served.refusal('QueryProductTopic', { ProductKey: 'a1none' })).toBe(
        'iot.prod.NotExistedProduct',
      );
    },
  );

  keeps(
    'a category is changed whole, but for its product and for a description that is left out',
    {
      UpdateProductTopic: [
        'The topic category identified',
        'Desc, if sent',
        'The product of the category cannot',
      ],
    },
    async () => {
      const product = newProduct(served.platform);
      const device = newDevice(served.platform, product, 'light');
      const TopicId = await create(product, 'submit', 'PUB');
      const changed = { TopicId, TopicShortName: 'resubmit', Operation: 'SUB' };
      await served.must('UpdateProductTopic', { ...changed, Desc: 'changed' });
      await served.must('UpdateProductTopic', {
        ...changed,
        ProductKey: newProduct(served.platform).productKey,
      });
      expect((await categories(product)).at(-1)).toEqual({
        Id: TopicId,
        ProductKey: product.productKey,
        TopicShortName: `/${product.productKey}/\${deviceName}/user/resubmit`,
        Operation: '1',
        Desc: 'changed',
      });
      const topic = (name: string) => `/${product.productKey}/light/user/${name}`;
      expect(permitted(device, topic('submit'))).toEqual([]);
      expect(permitted(device, topic('resubmit'))).toEqual(['subscribe']);
      for (const missing of ['TopicShortName', 'Operation']) {
        expect(await served.refusal('UpdateProductTopic', { ...changed, [missing]: undefined })).toMatch(
          /^iot\.messagebroker\.Null/,
        );
      }
      await create(product, 'submit');
    },
  );

  keeps(
    'a deleted category permits nothing',
    { DeleteProductTopic: 'The topic category identified' },
    async () => {
      const product = newProduct(served.platform);
      const device = newDevice(served.platform, product, 'light');
      const TopicId = await create(product, 'submit');
      await served.must('DeleteProductTopic', { TopicId });
      expect((await categories(product)).map(({ Id }) => Id)).not.toContain(TopicId);
      expect(permitted(device, `/${product.productKey}/light/user/submit`)).toEqual([]);
      expect(await served.refusal('DeleteProductTopic', { TopicId })).toBe(
        'iot.messagebroker.TopicTemplateIsNotFound',
      );
      const gone = await create(product, 'again');
      await served.must('DeleteProduct', { ProductKey: product.productKey });
      expect(await served.refusal('DeleteProductTopic', { TopicId: gone })).toBe(
        'iot.messagebroker.TopicTemplateIsNotFound',
      );
    },
  );

  keeps(
    'the levels of a name are letters, digits and underscores',
    { CreateProductTopic: 'A topic level', UpdateProductTopic: 'A topic level' },
    async () => {
      const product = newProduct(served.platform);
      const TopicId = await create(product, 'a_1/B/3');
      for (const TopicShortName of ['a//b', '/a', 'a/', 'a-b', 'a b', 'a/+', '#', '温度']) {
        const code = 'iot.messagebroker.InvalidFormattedTopicName';
        const of = { ProductKey: product.productKey, Operation: 'ALL', TopicShortName };
        expect(await served.refusal('CreateProductTopic', of)).toBe(code);
        expect(
          await served.refusal('UpdateProductTopic', { TopicId, Operation: 'ALL', TopicShortName }),
        ).toBe(code);
      }
    },
  );

  test('a product holds 50 categories besides those it came with, each with a name of its own', async () => {
    const product = newProduct(served.platform);
    const ids = await Promise.all(
      Array.from({ length: 50 }, (_, index) => create(product, `topic_${index}`)),
    );
    const of = { ProductKey: product.productKey, Operation: 'ALL' };
    expect(await served.refusal('CreateProductTopic', { ...of, TopicShortName: 'one_more' })).toBe(
      'iot.messagebroker.TopicTemplateCountExceedMax',
    );
    expect(await served.refusal('CreateProductTopic', { ...of, TopicShortName: 'topic_3' })).toBe(
      'iot.messagebroker.TopicAlreadyFound',
    );
    const rename = { TopicId: ids[0] ?? '', Operation: 'ALL' };
    expect(await served.refusal('UpdateProductTopic', { ...rename, TopicShortName: 'topic_3' })).toBe(
      'iot.messagebroker.TopicAlreadyFound',
    );
    await served.must('UpdateProductTopic', { ...rename, TopicShortName: 'topic_0' });
    await served.must('DeleteProductTopic', { TopicId: ids[0] ?? '' });
    await create(product, 'one_more');
    await create(newProduct(served.platform), 'topic_3');
  });
});

describe('what a device may use', () => {
  test.each<[string, string[]]>([
    ['/{pk}/light/user/update', ['publish']],
    ['/{pk}/light/user/get', ['subscribe']],
    ['/{pk}/light/user/+', ['subscribe']],
    ['/{pk}/light/user/#', ['subscribe']],
    ['/{pk}/light/#', ['subscribe']],
    ['/{pk}/light/user/update/#', []],
    ['/{pk}/+/user/get', []],
    ['/{pk}/lamp/user/update', []],
    ['/a1other/light/user/update', []],
    ['/{pk}/bulb/user/update', ['publish']],
    ['/{pk}/light/thing/event/property/post', []],
    ['/{pk}/light', []],
    ['/sys/{pk}/light/thing/event/property/post', ['publish', 'subscribe']],
    ['/sys/{pk}/light/#', ['subscribe']],
    ['/sys/{pk}/bulb/thing/event/property/post', ['publish', 'subscribe']],
    ['/sys/{pk}/lamp/thing/event/property/post', []],
    ['/sys/{pk}/+/thing/event/property/post', []],
    ['/ota/device/inform/{pk}/light', ['publish', 'subscribe']],
    ['/ota/device/upgrade/{pk}/lamp', []],
    ['/shadow/update/{pk}/light', ['publish', 'subscribe']],
    ['/shadow/get/{pk}/lamp', []],
    ['/ext/session/{pk}/light/combine/login', ['publish', 'subscribe']],
    ['/ext/rrpc/+/any/topic', ['subscribe']],
    ['/ext/rrpc/123/any/topic', ['publish', 'subscribe']],
    ['/broadcast/{pk}/news', ['subscribe']],
    ['/broadcast/a1other/news', []],
    ['/constructor/{pk}/light', []],
    ['light', []],
    ['#', []],
    ['/', []],
    ['', []],
  ])('%s: %j', (pattern, expected) => {
    const { platform } = served;
    const product = newProduct(platform, { nodeType: 1 });
    const light = newDevice(platform, product, 'light');
    newDevice(platform, product, 'lamp');
    platform.state.devices.attach(light, newDevice(platform, product, 'bulb'));
    expect(permitted(light, pattern.replace('{pk}', product.productKey))).toEqual(expected);
  });
});

describe('routes', () => {
  keeps(
    'what an activated device publishes on a source topic goes to all of its destinations',
    {
      CreateTopicRouteTable: [
        'Each destination topic becomes',
        'The device that owns the source topic',
        'Only custom topics',
      ],
      QueryTopicRouteTable: 'Read-only',
      QueryTopicReverseRouteTable: 'Read-only',
    },
    async () => {
      const product = newProduct(served.platform);
      const [one, two] = [online(product, 'one'), online(newProduct(served.platform), 'two')];
      const sleeper = newDevice(served.platform, product, 'sleeper');
      const SrcTopic = `${one.path}/user/update`;
      const topics = [
        `${one.path}/user/add`,
        `${two.path}/user/get`,
        `/${product.productKey}/sleeper/user/get`,
      ];
      expect(await routed(SrcTopic)).toEqual([]);
      await served.must('CreateTopicRouteTable', { SrcTopic, ...destinations(topics) });
      await served.must('CreateTopicRouteTable', { SrcTopic, ...destinations(topics.slice(1, 2)) });
      expect(await routed(SrcTopic)).toEqual(topics);
      expect(await routedBack(topics[1] ?? '')).toEqual([SrcTopic]);
      expect(await routedBack(SrcTopic)).toEqual([]);
      one.send(SrcTopic, { on: true });
      expect(one.delivered).toEqual([{ topic: topics[0], body: { on: true } }]);
      expect(two.delivered).toEqual([{ topic: topics[1], body: { on: true } }]);
      const kept: unknown[] = [];
      served.platform.state.mailboxes.set(two.device, { put: (...message) => kept.push(message) });
      two.disconnect();
      one.send(SrcTopic, { on: true });
      expect(kept).toEqual([[topics[1], Buffer.from('{"on":true}')]]);
      one.delivered.length = 1;
      two.connect();
      two.send(`${two.path}/user/update`, { on: false });
      expect(one.delivered).toHaveLength(1);

      const unknown = `/${product.productKey}/sleeper/user/update`;
      const to = destinations(topics.slice(1, 2));
      expect(await served.refusal('CreateTopicRouteTable', { SrcTopic: unknown, ...to })).toBe(
        'iot.device.InactiveDevice',
      );
      served.platform.state.devices.delete(sleeper);
      expect(await routed(SrcTopic)).toEqual(topics.slice(0, 2));
      expect(await routedBack(topics[2] ?? '')).toEqual([]);
      const code = 'iot.messagebroker.InvalidFormattedTopicName';
      for (const topic of [
        `/sys${two.path}/thing/service/property/set`,
        `${two.path}/user/+`,
        `${two.path}/get`,
        'x',
      ]) {
        expect(await served.refusal('CreateTopicRouteTable', { SrcTopic, ...destinations([topic]) })).toBe(
          code,
        );
        expect(await served.refusal('CreateTopicRouteTable', { SrcTopic: topic, ...to })).toBe(
          'iot.messagebroker.InvalidFormattedSrcTopicName',
        );
      }
    },
  );

  keeps(
    'routes are made and deleted one by one, and the answer tells which could not be',
    {
      CreateTopicRouteTable: 'Routes are made',
      DeleteTopicRouteTable: ['The routing relationships', 'The routes are those', 'Routes are removed'],
    },
    async () => {
      const product = newProduct(served.platform);
      const [one, two] = [online(product, 'one'), online(product, 'two')];
      const SrcTopic = `${one.path}/user/update`;
      const [good, bad] = [`${two.path}/user/get`, `/${product.productKey}/nobody/user/get`];
      const created = await served.call('CreateTopicRouteTable', { SrcTopic, ...destinations([bad, good]) });
      expect(created.body).toMatchObject({
        Success: false,
        Code: 'iot.messagebroker.CreateTopicRouteFailed',
        IsAllSucceed: false,
        FailureTopics: { Topic: [bad] },
      });
      expect(await routed(SrcTopic)).toEqual([good]);
      const deleted = await served.call('DeleteTopicRouteTable', { SrcTopic, ...destinations([bad, good]) });
      expect(deleted.body).toMatchObject({
        Success: false,
        Code: 'iot.messagebroker.DeleteTopicRouteFailed',
        IsAllSucceed: false,
        FailureTopics: { Topic: [bad] },
      });
      expect(await routed(SrcTopic)).toEqual([]);
      one.send(SrcTopic, { on: true });
      expect(two.delivered).toEqual([]);
      const all = await served.must('CreateTopicRouteTable', { SrcTopic, ...destinations([good]) });
      expect(all).toMatchObject({ IsAllSucceed: true, FailureTopics: { Topic: [] } });
      expect(await served.must('DeleteTopicRouteTable', { SrcTopic, ...destinations([good]) })).toMatchObject(
        {
          IsAllSucceed: true,
          FailureTopics: { Topic: [] },
        },
      );
      expect(
        await served.refusal('DeleteTopicRouteTable', {
          SrcTopic: `/sys${one.path}/x`,
          ...destinations([good]),
        }),
      ).toBe('iot.messagebroker.InvalidFormattedSrcTopicName');
    },
  );

  keeps(
    'a source topic has at most 100 destinations',
    { CreateTopicRouteTable: 'A source topic can have' },
    async () => {
      const product = newProduct(served.platform);
      const one = online(product, 'one');
      const SrcTopic = `${one.path}/user/update`;
      const topics = Array.from({ length: 100 }, (_, index) => `${one.path}/user/to_${index}`);
      await served.must('CreateTopicRouteTable', { SrcTopic, ...destinations(topics) });
      await served.must('CreateTopicRouteTable', { SrcTopic, ...destinations(topics) });
      const large = 'iot.messagebroker.DestTopicNameArraySizeIsLarge';
      const more = `${one.path}/user/more`;
      expect(await served.refusal('CreateTopicRouteTable', { SrcTopic, ...destinations([more]) })).toBe(
        large,
      );
      expect(
        await served.refusal('CreateTopicRouteTable', {
          SrcTopic: more,
          ...destinations([...topics, `${one.path}/user/last`]),
        }),
      ).toBe(large);
      expect(await routed(SrcTopic)).toEqual(topics);
    },
  );

  keeps(
    'RegionId is that of the endpoint, if it is given',
    { QueryTopicReverseRouteTable: 'RegionId is no longer' },
    async () => {
      const one = online(newProduct(served.platform), 'one');
      const Topic = `${one.path}/user/get`;
      await served.must('QueryTopicReverseRouteTable', { Topic, RegionId: undefined });
      await served.must('QueryTopicReverseRouteTable', { Topic, RegionId: 'cn-shanghai' });
      const elsewhere = await served.call('QueryTopicReverseRouteTable', { Topic, RegionId: 'us-west-1' });
      expect(elsewhere).toMatchObject({ status: 400, body: { Code: 'InvalidRegionId' } });
    },
  );
});

describe('what is refused', () => {
  const category = { ProductKey: 'a1none', TopicShortName: 'submit', Operation: 'PUB' };
  const route = { SrcTopic: '/a1none/one/user/update', 'DstTopic.1': '/a1none/two/user/get' };
  test.each([
    [
      'CreateProductTopic',
      { ...category, Operation: undefined },
      'iot.messagebroker.NullTopicTemplateOperation',
    ],
    [
      'CreateProductTopic',
      { ...category, Operation: 'NONE' },
      'iot.messagebroker.InvalidTopicTemplateOperationValue',
    ],
    ['CreateProductTopic', { ...category, TopicShortName: undefined }, 'iot.messagebroker.NullTopicName'],
    ['CreateProductTopic', { ...category, Desc: 'x'.repeat(101) }, 'iot.common.InvalidFormattedParameter'],
    ['CreateProductTopic', { ...category, ProductKey: undefined }, 'iot.prod.NullProductKey'],
    ['CreateProductTopic', category, 'iot.prod.NotExistedProduct'],
    ['UpdateProductTopic', { ...category, TopicId: undefined }, 'iot.messagebroker.NullTopicTemplateId'],
    [
      'UpdateProductTopic',
      { ...category, TopicId: 'x' },
      'iot.messagebroker.InvalidFormattedTopicTemplateId',
    ],
    ['UpdateProductTopic', { ...category, TopicId: '1' }, 'iot.messagebroker.TopicTemplateIsNotFound'],
    [
      'UpdateProductTopic',
      { ...category, TopicId: '1', Desc: 'x'.repeat(101) },
      'iot.common.InvalidFormattedParameter',
    ],
    ['DeleteProductTopic', {}, 'iot.messagebroker.NullTopicTemplateId'],
    ['DeleteProductTopic', { TopicId: '-1' }, 'iot.messagebroker.InvalidFormattedTopicTemplateId'],
    ['QueryProductTopic', {}, 'iot.prod.NullProductKey'],
    ['CreateTopicRouteTable', { ...route, SrcTopic: undefined }, 'iot.messagebroker.NullSrcTopicName'],
    [
      'CreateTopicRouteTable',
      { ...route, 'DstTopic.1': undefined },
      'iot.messagebroker.NoneElementDestTopicNameInArray',
    ],
    [
      'CreateTopicRouteTable',
      { ...route, 'DstTopic.1': '' },
      'iot.messagebroker.NoneElementDestTopicNameInArray',
    ],
    [
      'CreateTopicRouteTable',
      { ...route, 'DstTopic.1': 'x' },
      'iot.messagebroker.NotMatchedProductKeyWithSrcTopicOwner',
    ],
    ['CreateTopicRouteTable', route, 'iot.messagebroker.NotMatchedProductKeyWithSrcTopicOwner'],
    ['DeleteTopicRouteTable', { ...route, SrcTopic: undefined }, 'iot.messagebroker.NullSrcTopicName'],
    [
      'DeleteTopicRouteTable',
      { ...route, 'DstTopic.1': undefined },
      'iot.messagebroker.NoneElementDestTopicNameInArray',
    ],
    ['DeleteTopicRouteTable', route, 'iot.messagebroker.NotMatchedProductKeyWithSrcTopicOwner'],
    ['QueryTopicRouteTable', {}, 'iot.messagebroker.NullSrcTopicName'],
    ['QueryTopicRouteTable', { Topic: 'x' }, 'iot.messagebroker.InvalidFormattedSrcTopicName'],
    [
      'QueryTopicRouteTable',
      { Topic: route.SrcTopic },
      'iot.messagebroker.NotMatchedProductKeyWithSrcTopicOwner',
    ],
    ['QueryTopicReverseRouteTable', {}, 'iot.messagebroker.NullTopicName'],
    ['QueryTopicReverseRouteTable', { Topic: 'x' }, 'iot.messagebroker.InvalidFormattedTopicName'],
  ])('%s with %j answers %s', async (operation, parameters, code) => {
    expect(await served.refusal(operation, parameters)).toBe(code);
  });

  test('a route from a device that is not there', async () => {
    const { productKey } = newProduct(served.platform);
    const of = { SrcTopic: `/${productKey}/one/user/update`, 'DstTopic.1': `/${productKey}/two/user/get` };
    expect(await served.refusal('CreateTopicRouteTable', of)).toBe('iot.device.NotExistedDevice');
  });
});

butNot({});
