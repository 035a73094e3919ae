import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import { newProduct, type Parameters, type ServedPlatform, servePlatform } from '../api-caller.ts';
import { effectsOf } from '../effects.ts';
import { configurations, RuleCaller } from './rules/forwarding.ts';

const actions = new Set([
  'CreateRuleAction',
  'UpdateRuleAction',
  'DeleteRuleAction',
  'GetRuleAction',
  'ListRuleActions',
]);
const { keeps, butNot } = effectsOf('rules', (operation) => !actions.has(operation));
const clock = new DrivenClock(Date.now());
let served: ServedPlatform;
let rules: RuleCaller;

beforeAll(async () => {
  served = await servePlatform({ clock });
  rules = new RuleCaller(served);
});
afterAll(() => served.close());

/** How GetRule and ListRule write now. */
const now = () => ({
  utc: new Date(clock.now()).toISOString(),
  china: expect.toSatisfy(
    (written: string) =>
      /^\w{3} \w{3} \d\d \d\d:\d\d:\d\d CST \d{4}$/.test(written) &&
      Date.parse(written.replace('CST', 'GMT+0800')) === Math.floor(clock.now() / 1000) * 1000,
  ),
});

/** Sends one message on each of these topics; gives those on which the rule forwarded it. */
function seen(RuleId: number, productKey: string, topics: readonly string[]): string[] {
  const { messages, state } = served.platform;
  const product = state.products.get(productKey) ?? newProduct(served.platform);
  const before = rules.deliveries(RuleId).length;
  for (const topic of topics) messages.send(product, 'DeviceDataFlag', topic, { topic });
  return rules
    .deliveries(RuleId)
    .slice(before)
    .map(({ topic }) => topic);
}

const toNowhere = ['MNS', configurations.MNS] as const;

describe('making rules', () => {
  keeps(
    'a rule has an ID by which it is asked for, and needs no more than a name',
    {
      CreateRule: ['A rule is created', 'Only Name is mandatory', 'DataType defaults to JSON'],
      GetRule: ['Read-only', 'TopicType is -1', 'A rule is either'],
      StartRule: ['The rule must have an SQL', 'By the note in CreateRule'],
      UpdateRule: 'This is also the way',
    },
    async () => {
      const { productKey: ProductKey } = newProduct(served.platform);
      const RuleId = await rules.create({ Name: 'no_topic' });
      const created = now();
      expect(await served.must('GetRule', { RuleId })).toMatchObject({
        RuleInfo: {
          Id: RuleId,
          Name: 'no_topic',
          RuleDesc: '',
          DataType: 'JSON',
          Status: 'STOP',
          TopicType: -1,
          CreateUserId: 1234567890123456,
          Created: created.china,
          UtcCreated: created.utc,
        },
      });
      const { Created } = await rules.get(RuleId);
      expect(await served.refusal('StartRule', { RuleId })).toBe('iot.rule.NullSqlForRule');
      await served.must('UpdateRule', { RuleId, Select: '*' });
      expect(await served.refusal('StartRule', { RuleId })).toBe('iot.rule.StartRuleFailed');
      await served.must('UpdateRule', { RuleId, ShortTopic: '+/user/get' });
      expect(await served.refusal('StartRule', { RuleId })).toBe('iot.rule.StartRuleFailed');
      clock.advance(60_000);
      await served.must('UpdateRule', { RuleId, ProductKey });
      expect(await served.refusal('StartRule', { RuleId })).toBe('iot.rule.NullForwardDestForRule');
      await rules.act(RuleId, ...toNowhere, true);
      expect(await served.refusal('StartRule', { RuleId })).toBe('iot.rule.NullForwardDestForRule');
      await rules.act(RuleId, ...toNowhere);
      await served.must('StartRule', { RuleId });
      expect(await rules.get(RuleId)).toEqual({
        Id: RuleId,
        Name: 'no_topic',
        RuleDesc: '',
        DataType: 'JSON',
        Status: 'RUNNING',
        ProductKey,
        ShortTopic: '+/user/get',
        Topic: `/${ProductKey}/+/user/get`,
        TopicType: 1,
        Select: '*',
        CreateUserId: 1234567890123456,
        Created,
        UtcCreated: created.utc,
        Modified: now().china,
        UtcModified: now().utc,
      });
    },
  );

  keeps(
    'a rule is changed in what a call names, and stays what it is in the rest',
    { UpdateRule: ['The rule RuleId gets', 'The call has no parameters for DataType'] },
    async () => {
      const { productKey: ProductKey } = newProduct(served.platform);
      const { productKey: other } = newProduct(served.platform);
      const RuleId = await rules.create({
        ProductKey,
        ShortTopic: 'lamp/user/get',
        TopicType: 1,
        DataType: 'BINARY',
        ResourceGroupId: 'rg-1',
        Select: '*',
        Where: "deviceName() = 'lamp'",
        RuleDesc: 'before',
      });
      const before = await rules.get(RuleId);
      await served.must('UpdateRule', {
        RuleId,
        RuleDesc: 'after',
        DataType: 'JSON',
        ResourceGroupId: 'rg-2',
      });
      expect(await rules.get(RuleId)).toEqual({ ...before, RuleDesc: 'after' });
      const list = await served.must('ListRule', { CurrentPage: 1, ResourceGroupId: 'rg-1' });
      expect(list.Data.RuleInfo).toHaveLength(1);
      await served.must('UpdateRule', {
        RuleId,
        Name: 'all_other',
        ProductKey: other,
        ShortTopic: '+',
        TopicType: 2,
        Select: 'topic() as topic',
        Where: "topic() <> ''",
      });
      expect(await rules.get(RuleId)).toMatchObject({
        Name: 'all_other',
        ProductKey: other,
        ShortTopic: '+',
        TopicType: 2,
        Topic: `/as/mqtt/status/${other}/+`,
        Select: 'topic() as topic',
        Where: "topic() <> ''",
      });
      expect(await served.refusal('UpdateRule', { RuleId: await rules.create(), Name: 'all_other' })).toBe(
        'iot.rule.RuleNameIsAlreadyExisted',
      );
      await served.must('UpdateRule', { RuleId, Name: 'all_other' });
    },
  );

  test('a running rule goes on with what it is changed to', async () => {
    const product = newProduct(served.platform);
    const { productKey: ProductKey } = product;
    const RuleId = await rules.run({ ProductKey, ShortTopic: '+/user/get' }, ...toNowhere);
    const topics = [`/${ProductKey}/lamp/user/get`, `/${ProductKey}/lamp/user/update`];
    expect(seen(RuleId, ProductKey, topics)).toEqual([topics[0]]);
    await served.must('UpdateRule', { RuleId, ShortTopic: '+/user/update', Select: "'x' as y" });
    expect(seen(RuleId, ProductKey, topics)).toEqual([topics[1]]);
    expect(rules.data(RuleId).at(-1)).toEqual({ y: 'x' });
    const refused = await served.call('UpdateRule', {
      RuleId,
      Select: 'count(*) as n',
      RuleDesc: 'not taken',
    });
    expect(refused.body).toMatchObject({ Success: false, Code: 'iot.rule.UpdateRuleFailed' });
    expect(await rules.get(RuleId)).toMatchObject({ Select: "'x' as y", RuleDesc: '', Status: 'RUNNING' });
  });

  keeps(
    'a deleted rule runs no more, and its actions are gone with it',
    { DeleteRule: 'The rule RuleId is deleted' },
    async () => {
      const { productKey: ProductKey } = newProduct(served.platform);
      const RuleId = await rules.run({ ProductKey, ShortTopic: '+/user/get', Name: 'gone' }, ...toNowhere);
      const [action] = await rules.actions(RuleId);
      await served.must('DeleteRule', { RuleId });
      expect(await served.refusal('GetRule', { RuleId })).toBe('iot.rule.NotFoundRule');
      expect(await served.refusal('GetRuleAction', { ActionId: action.Id })).toBe(
        'iot.rule.NotFoundRuleAction',
      );
      expect(seen(RuleId, ProductKey, [`/${ProductKey}/lamp/user/get`])).toEqual([]);
      await rules.create({ Name: 'gone' });
    },
  );

  keeps(
    'rules are listed by pages, the newest first, of all resource groups or of one',
    {
      CreateRule: 'A rule without ResourceGroupId',
      ListRule: ['Read-only', 'Without ResourceGroupId'],
    },
    async () => {
      const own = await servePlatform({ clock });
      const caller = new RuleCaller(own);
      const ids: number[] = [];
      for (const ResourceGroupId of [undefined, 'rg-1', undefined, 'rg-1']) {
        ids.push(await caller.create({ ResourceGroupId }));
        clock.advance(1000);
      }
      const list = async (parameters: Parameters) => {
        const { Data, Page, PageSize, Total } = await own.must('ListRule', parameters);
        return { ids: Data.RuleInfo.map(({ Id }: { Id: number }) => Id), Page, PageSize, Total };
      };
      expect(await list({ CurrentPage: 1 })).toEqual({
        ids: [...ids].reverse(),
        Page: 1,
        PageSize: 10,
        Total: 4,
      });
      expect(await list({ CurrentPage: 2, PageSize: 3 })).toEqual({
        ids: [ids[0]],
        Page: 2,
        PageSize: 3,
        Total: 4,
      });
      expect((await list({ CurrentPage: 1, ResourceGroupId: 'rg-1' })).ids).toEqual([ids[3], ids[1]]);
      expect((await list({ CurrentPage: 1, ResourceGroupId: 'rg-2' })).ids).toEqual([]);
      expect((await own.must('ListRule', { CurrentPage: 1 })).Data.RuleInfo[0]).not.toHaveProperty(
        'TopicType',
      );
      await own.close();
    },
  );

  test('there are at most 1000 rules', async () => {
    const own = await servePlatform({ clock });
    for (let count = 0; count < 999; count++) {
      own.platform.state.rules.create(`r${count}`, 'JSON', undefined, clock.now());
    }
    await own.must('CreateRule', { Name: 'last' });
    expect(await own.refusal('CreateRule', { Name: 'one_more' })).toBe('iot.rule.RuleCountExceedMax');
    await own.close();
  });
});

describe('running rules', () => {
  keeps(
    'a rule runs from its start to its stop',
    { StartRule: 'The rule RuleId is enabled', StopRule: 'The rule RuleId is disabled' },
    async () => {
      const { productKey: ProductKey } = newProduct(served.platform);
      const topic = `/${ProductKey}/lamp/user/get`;
      const RuleId = await rules.create({ ProductKey, ShortTopic: '+/user/get', Select: '*' });
      await rules.act(RuleId, ...toNowhere);
      expect(seen(RuleId, ProductKey, [topic])).toEqual([]);
      await served.must('StartRule', { RuleId });
      expect(await rules.get(RuleId)).toMatchObject({ Status: 'RUNNING' });
      expect(seen(RuleId, ProductKey, [topic])).toEqual([topic]);
      expect(await served.refusal('StartRule', { RuleId })).toBe('iot.ruleng.RuleAlreadyIsStarted');
      for (let count = 0; count < 2; count++) {
        await served.must('StopRule', { RuleId });
        expect(await rules.get(RuleId)).toMatchObject({ Status: 'STOP' });
        expect(seen(RuleId, ProductKey, [topic])).toEqual([]);
      }
      await served.must('StartRule', { RuleId });
      expect(seen(RuleId, ProductKey, [topic])).toEqual([topic]);
    },
  );

  keeps(
    'SELECT chooses what goes on, and WHERE when',
    { CreateRule: 'Select chooses the data' },
    async () => {
      const product = newProduct(served.platform);
      const { productKey } = product;
      const RuleId = await rules.run(
        {
          ProductKey: productKey,
          ShortTopic: '+/thing/event/property/post',
          Select:
            'deviceName() as deviceName, items.Humidity.value as Humidity, items.Temperature.value as Temperature, ' +
            'messageId() as id, productKey() as product, timestamp() as time',
          Where: 'Temperature>35',
          TopicType: 0,
        },
        ...toNowhere,
      );
      const sent = [34, 36].map((value) =>
        served.platform.messages.send(
          product,
          'DeviceDataFlag',
          `/${productKey}/lamp/thing/event/property/post`,
          {
            deviceName: 'lamp',
            items: { Temperature: { value, time: 1 }, Humidity: { value: 80, time: 1 } },
          },
        ),
      );
      expect(rules.data(RuleId)).toEqual([
        {
          deviceName: 'lamp',
          Humidity: 80,
          Temperature: 36,
          id: sent[1]?.messageId,
          product: productKey,
          time: clock.now(),
        },
      ]);
      expect(rules.deliveries(RuleId)[0]).toMatchObject({ messageId: sent[1]?.messageId, time: clock.now() });
    },
  );

  test('what the rules engine cannot evaluate is refused at the start, by its place', async () => {
    const { productKey: ProductKey } = newProduct(served.platform);
    const RuleId = await rules.create({
      ProductKey,
      ShortTopic: '+/user/get',
      Select: 'a, sum(b) as total',
      Where: 'a in (select b from c)',
    });
    await rules.act(RuleId, ...toNowhere);
    const { body } = await served.call('StartRule', { RuleId });
    expect(body).toMatchObject({
      Success: false,
      Code: 'iot.rule.StartRuleFailed',
      ErrorMessage: 'Select, character 4 ("sum(b) as total"): the function sum is not supported.',
    });
    await served.must('UpdateRule', { RuleId, Select: 'a' });
    expect((await served.call('StartRule', { RuleId })).body['ErrorMessage']).toBe(
      'Where, character 7 ("select b from c)"): a subquery is not supported.',
    );
    await served.must('UpdateRule', { RuleId, Where: 'a in (1, 2)' });
    await served.must('StartRule', { RuleId });
  });

  test('what is no SQL at all is refused when it is given', async () => {
    const wrong = { Name: 'wrong', Select: 'a,', Where: 'a >' };
    expect((await served.call('CreateRule', wrong)).body).toMatchObject({
      Code: 'iot.messagebroker.IncorrectRuleSql',
      ErrorMessage: 'Select, character 3 (the end): expected a value.',
    });
    const RuleId = await rules.create();
    expect((await served.call('UpdateRule', { RuleId, Where: 'a >' })).body).toMatchObject({
      Code: 'iot.messagebroker.IncorrectRuleSql',
      ErrorMessage: 'Where, character 4 (the end): expected a value.',
    });
  });
});

describe("a rule's topic", () => {
  const topicsOf = (pk: string) => ({
    property: `/${pk}/lamp/thing/event/property/post`,
    otherProperty: `/${pk}/light/thing/event/property/post`,
    history: `/${pk}/lamp/thing/event/property/history/post`,
    event: `/${pk}/lamp/thing/event/alarm/post`,
    lifecycle: `/${pk}/lamp/thing/lifecycle`,
    tags: `/${pk}/lamp/thing/deviceinfo/update`,
    ota: `/${pk}/lamp/ota/upgrade`,
    batch: `/${pk}/package1/job1/ota/job/status`,
    get: `/${pk}/lamp/user/get`,
    otherGet: `/${pk}/light/user/get`,
    deep: `/${pk}/lamp/user/a/b`,
    status: `/as/mqtt/status/${pk}/lamp`,
    otherStatus: `/as/mqtt/status/${pk}/light`,
  });
  type Name = keyof ReturnType<typeof topicsOf>;

  /** The messages that a rule with this topic is run on. */
  async function runOn(parameters: (pk: string) => Parameters): Promise<string[]> {
    const { productKey } = newProduct(served.platform);
    const topics = topicsOf(productKey);
    const RuleId = await rules.run(parameters(productKey), ...toNowhere);
    const found = seen(RuleId, productKey, Object.values(topics));
    // Another product's messages are not for this rule.
    const other = newProduct(served.platform).productKey;
    expect(seen(RuleId, other, Object.values(topicsOf(other)))).toEqual([]);
    return (Object.keys(topics) as Name[]).filter((name) => found.includes(topics[name]));
  }

  keeps(
    "+ stands for all of the product's devices, and /user/# for all custom topics",
    {
      CreateRule: ['In ShortTopic the wildcard +', 'Only custom topics may', 'A rule on the topic kind'],
      UpdateRule: ['In ShortTopic the wildcard +', 'Only custom topics may', 'A rule on the topic kind'],
    },
    async () => {
      const short = (ShortTopic: string, TopicType?: number) => (ProductKey: string) => ({
        ProductKey,
        ShortTopic,
        TopicType,
      });
      const all: [ReturnType<typeof short>, Name[]][] = [
        [short('+/thing/event/property/post', 0), ['property', 'otherProperty']],
        [short('lamp/thing/event/property/post', 0), ['property']],
        [short('+/thing/event/property/history/post', 0), ['history']],
        [short('+/thing/event/alarm/post', 0), ['event']],
        [short('+/thing/event/+/post', 0), ['property', 'otherProperty', 'event']],
        [short('+/thing/lifecycle', 0), ['lifecycle']],
        [short('+/thing/deviceinfo/update', 0), ['tags']],
        [short('+/ota/upgrade', 0), ['ota']],
        [short('package1/job1/ota/job/status', 0), ['batch']],
        [short('+/+/ota/job/status', 0), ['batch']],
        [short('+/user/get', 1), ['get', 'otherGet']],
        [short('lamp/user/get', 1), ['get']],
        [short('lamp/user/#', 1), ['get', 'deep']],
        [short('+/user/#', 1), ['get', 'otherGet', 'deep']],
        [short('+', 2), ['status', 'otherStatus']],
        [short('lamp', 2), ['status']],
        // The guide's sample gives a TSL topic with TopicType 1; and TopicType may be left out.
        [short('+/thing/event/property/post', 1), ['property', 'otherProperty']],
        [short('+/thing/event/property/post'), ['property', 'otherProperty']],
        [short('+/user/#'), ['get', 'otherGet', 'deep']],
        [short('+'), ['status', 'otherStatus']],
      ];
      for (const [parameters, names] of all) expect(await runOn(parameters)).toEqual(names);
      const { productKey: ProductKey } = newProduct(served.platform);
      const RuleId = await rules.create({ ProductKey });
      for (const operation of ['CreateRule', 'UpdateRule']) {
        for (const [ShortTopic, TopicType, code] of [
          ['+/thing/event/#', 0, 'iot.ruleng.IncorrectSysTopic'],
          ['#', 2, 'iot.messagebroker.InvalidFormattedTopicName'],
          ['+/#', 1, 'iot.messagebroker.InvalidFormattedTopicName'],
          ['+/user/a/#', 1, 'iot.messagebroker.InvalidFormattedTopicName'],
          ['lamp/user/+', 1, 'iot.messagebroker.InvalidFormattedTopicName'],
        ] as const) {
          const parameters = { Name: 'refused', ProductKey, RuleId, ShortTopic, TopicType };
          expect(await served.refusal(operation, parameters)).toBe(code);
        }
      }
    },
  );

  keeps(
    'a complete topic stands for product, short topic and kind',
    {
      CreateRule: 'Topic (the complete topic)',
      UpdateRule: 'Topic (the complete topic)',
    },
    async () => {
      const all: [(pk: string) => string, Name[], object][] = [
        [
          (pk) => `/sys/${pk}/lamp/thing/event/property/post`,
          ['property'],
          { TopicType: 0, ShortTopic: 'lamp/thing/event/property/post' },
        ],
        [
          (pk) => `/${pk}/+/thing/event/property/post`,
          ['property', 'otherProperty'],
          { TopicType: 0, ShortTopic: '+/thing/event/property/post' },
        ],
        [(pk) => `/${pk}/+/user/#`, ['get', 'otherGet', 'deep'], { TopicType: 1, ShortTopic: '+/user/#' }],
        [(pk) => `/as/mqtt/status/${pk}/+`, ['status', 'otherStatus'], { TopicType: 2, ShortTopic: '+' }],
        [(pk) => `/${pk}/+/+/ota/job/status`, ['batch'], { TopicType: 0, ShortTopic: '+/+/ota/job/status' }],
      ];
      for (const [topic, names, parts] of all) {
        expect(await runOn((pk) => ({ Topic: topic(pk), ProductKey: 'a1none', TopicType: 2 }))).toEqual(
          names,
        );
        const { productKey } = newProduct(served.platform);
        const RuleId = await rules.create({ Select: '*' });
        await served.must('UpdateRule', { RuleId, Topic: topic(productKey) });
        expect(await rules.get(RuleId)).toMatchObject({
          ...parts,
          Topic: topic(productKey),
          ProductKey: productKey,
        });
      }
    },
  );

  keeps(
    'a binary rule is for custom topics and the status of devices',
    { CreateRule: 'Data of a BINARY rule' },
    async () => {
      const product = newProduct(served.platform);
      const { productKey: ProductKey } = product;
      const RuleId = await rules.create({
        ProductKey,
        ShortTopic: '+/user/get',
        DataType: 'BINARY',
        Select: '*',
      });
      const Configuration = JSON.stringify(configurations.OTS);
      const ots = { RuleId, Type: 'OTS', Configuration };
      expect(await served.refusal('CreateRuleAction', ots)).toBe('iot.rule.IncorrentRuleActionType');
      expect(await served.refusal('CreateRuleAction', { ...ots, Type: 'RDS' })).toBe(
        'iot.rule.IncorrentRuleActionType',
      );
      await rules.act(RuleId, ...toNowhere);
      await served.must('StartRule', { RuleId });
      const bytes = Buffer.from([0, 255, 1]);
      served.platform.messages.send(product, 'DeviceDataFlag', `/${ProductKey}/lamp/user/get`, bytes);
      expect(rules.deliveries(RuleId).map(({ payload }) => payload)).toEqual([bytes]);
      for (const topic of [
        { ShortTopic: '+/thing/lifecycle', TopicType: 0 },
        { ShortTopic: '+/thing/lifecycle' },
        { Topic: `/sys/${ProductKey}/+/thing/event/property/post` },
        { TopicType: 0 },
      ]) {
        const parameters = { ...topic, Name: 'binary', ProductKey, DataType: 'BINARY' };
        expect(await served.refusal('CreateRule', parameters)).toBe('iot.ruleng.IncorrectType');
      }
      expect(await served.refusal('UpdateRule', { RuleId, ShortTopic: '+/thing/lifecycle' })).toBe(
        'iot.ruleng.IncorrectType',
      );
    },
  );
});

describe('what is refused', () => {
  const Name = 'refused';
  test.each([
    ['CreateRule', { Name: 'a b' }, 'iot.common.InvalidFormattedParameter'],
    ['CreateRule', { Name: 'x'.repeat(31) }, 'iot.common.InvalidFormattedParameter'],
    ['CreateRule', { Name, RuleDesc: 'x'.repeat(101) }, 'iot.common.InvalidFormattedParameter'],
    ['CreateRule', { Name, DataType: 'XML' }, 'iot.common.InvalidFormattedParameter'],
    ['CreateRule', { Name, TopicType: 3 }, 'iot.ruleng.IncorrectType'],
    ['CreateRule', { Name, DataType: 'BINARY', TopicType: 0 }, 'iot.ruleng.IncorrectType'],
    ['CreateRule', { Name, ProductKey: 'a1none' }, 'iot.prod.NotExistedProduct'],
    ['CreateRule', { Name, ProductKey: 'a1 none' }, 'iot.prod.InvalidFormattedProductkey'],
    ['CreateRule', { Name, Topic: '/a1none/+/user/get' }, 'iot.prod.NotExistedProduct'],
    ['CreateRule', { Name, Topic: 'a1none/+/user/get' }, 'iot.messagebroker.InvalidFormattedTopicName'],
    ['CreateRule', { Name, Topic: '/a1none/lamp' }, 'iot.messagebroker.InvalidFormattedTopicName'],
    ['CreateRule', { Name, Topic: '/sys/a1none/lamp/user/get' }, 'iot.ruleng.IncorrectSysTopic'],
    ['CreateRule', { Name, ShortTopic: '+/thing/none', TopicType: 0 }, 'iot.ruleng.IncorrectSysTopic'],
    [
      'CreateRule',
      { Name, ShortTopic: 'lamp/get', TopicType: 1 },
      'iot.messagebroker.InvalidFormattedTopicName',
    ],
    [
      'CreateRule',
      { Name, ShortTopic: '/+/user/get', TopicType: 1 },
      'iot.messagebroker.InvalidFormattedTopicName',
    ],
    [
      'CreateRule',
      { Name, ShortTopic: 'lamp/user/get', TopicType: 2 },
      'iot.messagebroker.InvalidFormattedTopicName',
    ],
    ['UpdateRule', { RuleId: 1 }, 'iot.rule.NotFoundRule'],
    ['UpdateRule', { RuleId: 1, Name: 'a b' }, 'iot.common.InvalidFormattedParameter'],
    ['UpdateRule', { RuleId: 1, TopicType: 'x' }, 'iot.ruleng.IncorrectType'],
    ['DeleteRule', { RuleId: 1 }, 'iot.rule.NotFoundRule'],
    ['GetRule', { RuleId: 1 }, 'iot.rule.NotFoundRule'],
    ['StartRule', { RuleId: 1 }, 'iot.rule.NotFoundRule'],
    ['StopRule', { RuleId: 1 }, 'iot.rule.NotFoundRule'],
    ['ListRule', {}, 'iot.common.InvalidPageParams'],
    ['ListRule', { CurrentPage: 1001 }, 'iot.common.InvalidPageParams'],
    ['ListRule', { CurrentPage: 1, PageSize: 101 }, 'iot.common.InvalidPageParams'],
  ])('%s with %j answers %s', async (operation, parameters, code) => {
    expect(await served.refusal(operation, parameters)).toBe(code);
  });

  test('a name that another rule has', async () => {
    await rules.create({ Name: 'taken' });
    expect(await served.refusal('CreateRule', { Name: 'taken' })).toBe('iot.rule.RuleNameIsAlreadyExisted');
  });
});

butNot({});
