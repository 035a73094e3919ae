import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import { newDevice, newProduct, type ServedPlatform, servePlatform } from '../api-caller.ts';
import { SimulatedDevice } from '../device-side/simulated-device.ts';
import { effectsOf } from '../effects.ts';
import { configurations, RuleCaller, TestConsumer } from './rules/forwarding.ts';

const { keeps, butNot } = effectsOf('rules', (operation) => /RuleAction/.test(operation));
const clock = new DrivenClock(Date.now());
let served: ServedPlatform;
let rules: RuleCaller;
/** What functions were invoked with, and what they answer to an invocation. */
const invocations: { functionName: string; body: unknown }[] = [];
let invoked: () => unknown = () => 'accepted';

beforeAll(async () => {
  served = await servePlatform({
    clock,
    onFunctionInvocation: (functionName, payload) => {
      invocations.push({ functionName, body: JSON.parse(payload.toString()) });
      return invoked();
    },
  });
  rules = new RuleCaller(served);
});
afterAll(() => served.close());

const online = (deviceName: string): SimulatedDevice => {
  const product = newProduct(served.platform);
  return new SimulatedDevice(served.platform, newDevice(served.platform, product, deviceName)).connect();
};

const ofDevice = ({ device }: SimulatedDevice, name = 'update') => ({
  ProductKey: device.product.productKey,
  ShortTopic: `${device.deviceName}/user/${name}`,
});

const { role: _, ...roleless } = configurations.FC;

describe('keeping actions', () => {
  keeps(
    'an action has an ID, a type and a configuration that goes with the type',
    {
      CreateRuleAction: [
        'A rule action is created',
        'Type decides',
        'ErrorActionFlag false',
        'For the service destinations',
        'OTS: a primary key',
      ],
      UpdateRuleAction: 'OTS: a primary key',
      GetRuleAction: ['Read-only', 'Configuration comes back'],
      ListRuleActions: ['Read-only', 'Configuration comes back'],
    },
    async () => {
      const { productKey } = newProduct(served.platform);
      const RuleId = await rules.create();
      const uid = '1234567890123456';
      const endPoint = 'http://testaaa.cn-shanghai.ots.aliyuncs.com';
      const expected: object[] = [];
      for (const Type of ['REPUBLISH', 'AMQP', 'MNS', 'FC', 'OTS', 'DATAHUB', 'ONS'] as const) {
        const configuration =
          Type === 'REPUBLISH'
            ? { topic: `/${productKey}/lamp/user/get`, topicType: 1 }
            : configurations[Type];
        const ActionId = await rules.act(RuleId, Type, configuration);
        const { RuleActionInfo } = await served.must('GetRuleAction', { ActionId });
        expect(RuleActionInfo).toMatchObject({ Id: ActionId, RuleId, Type, ErrorActionFlag: false });
        expect(JSON.parse(RuleActionInfo.Configuration)).toEqual({
          ...configuration,
          ...(Type === 'OTS' ? { endPoint } : {}),
          uid,
        });
        expected.push(RuleActionInfo);
      }
      expect(await rules.actions(RuleId)).toEqual(expected);
      expect(await rules.actions(await rules.create())).toEqual([]);
    },
  );

  keeps(
    'an action gets another type and configuration, both in one call',
    {
      UpdateRuleAction: ['The action ActionId gets', 'Type decides', 'The call has no ErrorActionFlag'],
    },
    async () => {
      const RuleId = await rules.create();
      const ActionId = await rules.act(RuleId, 'MNS', configurations.MNS, true);
      const Configuration = JSON.stringify(configurations.AMQP);
      expect(await served.refusal('UpdateRuleAction', { ActionId, Type: 'MNS', Configuration })).toBe(
        'iot.ruleng.NullTopicNameInMns',
      );
      await served.must('UpdateRuleAction', {
        ActionId,
        Type: 'AMQP',
        Configuration,
        ErrorActionFlag: false,
      });
      expect(await rules.actions(RuleId)).toMatchObject([
        { Id: ActionId, Type: 'AMQP', ErrorActionFlag: true },
      ]);
      expect(await served.refusal('UpdateRuleAction', { ActionId, Configuration })).toBe(
        'iot.ruleng.NullRuleActionType',
      );
      expect(await served.refusal('UpdateRuleAction', { ActionId, Type: 'AMQP' })).toBe(
        'iot.ruleng.NullRuleActionConfig',
      );
    },
  );

  keeps(
    'a deleted action gets nothing more',
    { DeleteRuleAction: 'The rule action ActionId is deleted' },
    async () => {
      const device = online('lamp');
      const RuleId = await rules.run(ofDevice(device), 'MNS', configurations.MNS);
      const ActionId = await rules.act(RuleId, 'ONS', configurations.ONS);
      await served.must('DeleteRuleAction', { ActionId });
      expect(await rules.actions(RuleId)).toHaveLength(1);
      expect(await served.refusal('DeleteRuleAction', { ActionId })).toBe('iot.rule.NotFoundRuleAction');
      device.send(`${device.path}/user/update`, { a: 1 });
      expect(rules.deliveries(RuleId).map(({ type }) => type)).toEqual(['MNS']);
    },
  );

  keeps(
    'a rule has at most 10 actions, no two alike, and one for error data',
    { CreateRuleAction: 'A rule can have at most 10 actions' },
    async () => {
      const RuleId = await rules.create();
      const theme = (number: number) => ({ ...configurations.MNS, themeName: `theme-${number}` });
      const create = (configuration: object, ErrorActionFlag = false) => ({
        RuleId,
        Type: 'MNS',
        Configuration: JSON.stringify(configuration),
        ErrorActionFlag,
      });
      for (let number = 0; number < 8; number++) await rules.act(RuleId, 'MNS', theme(number));
      expect(await served.refusal('CreateRuleAction', create(theme(0)))).toBe(
        'iot.rule.RuleActionIsAlreadyCreated',
      );
      await rules.act(RuleId, 'MNS', theme(0), true);
      expect(await served.refusal('CreateRuleAction', create(theme(1), true))).toBe(
        'iot.ruleng.OnlyAllowOneErrorAction',
      );
      const last = await rules.act(RuleId, 'MNS', theme(8));
      expect(await served.refusal('CreateRuleAction', create(theme(9)))).toBe('iot.rule.TooManyRuleAction');
      await served.must('DeleteRuleAction', { ActionId: last });
      await served.must('CreateRuleAction', create(theme(9)));
    },
  );

  keeps(
    'a binary rule does not forward to Tablestore, and none to ApsaraDB RDS',
    {
      CreateRuleAction: ['A rule whose DataType is BINARY', 'Forwarding to ApsaraDB RDS'],
      UpdateRuleAction: 'A rule whose DataType is BINARY',
    },
    async () => {
      const RuleId = await rules.create({ DataType: 'BINARY' });
      const ActionId = await rules.act(RuleId, 'MNS', configurations.MNS);
      const Configuration = JSON.stringify(configurations.OTS);
      for (const Type of ['OTS', 'RDS']) {
        const code = 'iot.rule.IncorrentRuleActionType';
        expect(await served.refusal('CreateRuleAction', { RuleId, Type, Configuration })).toBe(code);
        expect(await served.refusal('UpdateRuleAction', { ActionId, Type, Configuration })).toBe(code);
      }
    },
  );

  keeps(
    'of the topics that are not custom, REPUBLISH takes those to set properties and to call services',
    { CreateRuleAction: 'REPUBLISH to a system topic' },
    async () => {
      const { productKey } = newProduct(served.platform);
      const RuleId = await rules.create();
      for (const topic of ['thing/service/property/set', 'thing/service/TurnOn']) {
        await rules.act(RuleId, 'REPUBLISH', { topic: `/sys/${productKey}/lamp/${topic}`, topicType: 0 });
      }
      await rules.act(RuleId, 'REPUBLISH', { topic: `/${productKey}/\${to}/user/get`, topicType: 1 });
      const refused = (topic: string, topicType: number) =>
        served.refusal('CreateRuleAction', {
          RuleId,
          Type: 'REPUBLISH',
          Configuration: JSON.stringify({ topic, topicType }),
        });
      for (const topic of [
        `/sys/${productKey}/lamp/thing/event/property/post`,
        `/sys/${productKey}/lamp/thing/service`,
        `/${productKey}/lamp/user/get`,
        `/sys/${productKey}/+/thing/service/property/set`,
      ]) {
        expect(await refused(topic, 0)).toBe('iot.ruleng.IncorrectSysTopic');
      }
      for (const topic of [
        `/sys/${productKey}/lamp/thing/service/property/set`,
        `/${productKey}/+/user/get`,
        `/${productKey}/lamp/user/#`,
        `/${productKey}/lamp/thing/lifecycle`,
        '/${pk}/lamp/user/get',
      ]) {
        expect(await refused(topic, 1)).toBe('iot.messagebroker.InvalidFormattedTopicName');
      }
      expect(await refused('/a1none/lamp/user/get', 1)).toBe('iot.prod.NotExistedProduct');
    },
  );
});

describe('forwarding', () => {
  test('to Function Compute invokes the function with the data', async () => {
    const device = online('lamp');
    const Select = '*, topic() as topic, messageId() as messageId, timestamp() as generateTime';
    await rules.run({ ...ofDevice(device), Select }, 'FC', configurations.FC);
    invocations.length = 0;
    device.send(`${device.path}/user/update`, { on: true });
    device.send(`${device.path}/user/other`, { on: true });
    expect(invocations).toEqual([
      {
        functionName: 'weatherForecast',
        body: {
          on: true,
          topic: `${device.path}/user/update`,
          messageId: expect.stringMatching(/^\d{19}$/),
          generateTime: clock.now(),
        },
      },
    ]);
  });

  test('the status of devices, as they come and go', async () => {
    const device = online('lamp');
    const { productKey: ProductKey } = device.device.product;
    await rules.run(
      { ProductKey, ShortTopic: '+', TopicType: 2, Select: 'status, deviceName' },
      'FC',
      configurations.FC,
    );
    invocations.length = 0;
    device.disconnect();
    device.connect();
    expect(invocations.map(({ body }) => body)).toEqual([
      { status: 'offline', deviceName: 'lamp' },
      { status: 'online', deviceName: 'lamp' },
    ]);
  });

  test('to another device on a custom topic, which the data can name', async () => {
    const [lamp, remote] = [online('lamp'), online('remote')];
    const topic = `/${lamp.device.product.productKey}/\${to}/user/\${what}`;
    const RuleId = await rules.run({ ...ofDevice(remote), Select: "*, lower('GET') as what" }, 'REPUBLISH', {
      topic,
      topicType: 1,
    });
    remote.send(`${remote.path}/user/update`, { to: 'lamp', on: true });
    expect(lamp.delivered).toEqual([
      { topic: `${lamp.path}/user/get`, body: { to: 'lamp', on: true, what: 'get' } },
    ]);
    expect(remote.delivered).toEqual([]);
    // What goes down to a device is no message of a device: subscribers and rules do not get it.
    expect(rules.deliveries(RuleId)).toHaveLength(1);
    lamp.disconnect();
    remote.send(`${remote.path}/user/update`, { to: 'lamp', on: false });
    expect(rules.deliveries(RuleId).map(({ to, error }) => [to, error])).toEqual([
      [{ topic: `${lamp.path}/user/get` }, undefined],
      [{ topic: `${lamp.path}/user/get` }, undefined],
    ]);
  });

  test('to another device as a request to set properties, or to call a service', async () => {
    const [lamp, remote] = [online('lamp'), online('remote')];
    const set = { topic: `/sys${lamp.path}/thing/service/property/set`, topicType: 0 };
    const RuleId = await rules.run({ ...ofDevice(remote), Select: 'Switch' }, 'REPUBLISH', set);
    await rules.act(RuleId, 'REPUBLISH', { topic: `/sys${lamp.path}/thing/service/TurnOn`, topicType: 0 });
    remote.send(`${remote.path}/user/update`, { Switch: 1, other: 2 });
    await served.must('UpdateRule', { RuleId, Select: 'params' });
    remote.send(`${remote.path}/user/update`, { params: { Switch: 0 } });
    const request = (method: string, params: object) => ({
      topic: `/sys${lamp.path}/${method.replaceAll('.', '/')}`,
      body: { id: expect.any(String), version: '1.0', method, params },
    });
    expect(lamp.delivered).toEqual([
      request('thing.service.property.set', { Switch: 1 }),
      request('thing.service.TurnOn', { Switch: 1 }),
      request('thing.service.property.set', { Switch: 0 }),
      request('thing.service.TurnOn', { Switch: 0 }),
    ]);
  });

  test('to a consumer group, as the message that it is', async () => {
    const device = online('lamp');
    const groupId = (await served.must('CreateConsumerGroup', { GroupName: 'of_rules' }))['GroupId'];
    const consumer = new TestConsumer();
    served.platform.state.consumerGroups.get(groupId)?.attach(consumer);
    const RuleId = await rules.run({ ...ofDevice(device), Select: 'on' }, 'AMQP', { groupId });
    device.send(`${device.path}/user/update`, { on: true, more: 1 });
    const [delivery] = rules.deliveries(RuleId);
    expect(
      consumer.taken.map(({ message }) => ({ ...message, payload: message.payload.toString() })),
    ).toEqual([
      {
        messageId: delivery?.messageId,
        topic: `${device.path}/user/update`,
        generateTime: clock.now(),
        payload: '{"on":true}',
      },
    ]);
  });

  test('to services that are not on this machine keeps what they would have got', async () => {
    const device = online('lamp');
    const RuleId = await rules.run(
      { ...ofDevice(device), Select: '*, deviceName() as deviceName' },
      'MNS',
      configurations.MNS,
    );
    await rules.act(RuleId, 'ONS', { ...configurations.ONS, tag: 'of-${tt}' });
    await rules.act(RuleId, 'OTS', configurations.OTS);
    await rules.act(RuleId, 'DATAHUB', {
      ...configurations.DATAHUB,
      schemaVals: [
        { name: 'devicename', value: '${deviceName}', type: 'STRING' },
        { name: 'whole', value: '${number}', type: 'BIGINT' },
        { name: 'flag', value: '${flag}', type: 'BOOLEAN' },
        { name: 'deep', value: '${a.b}', type: 'DOUBLE' },
        { name: 'text', value: '${a}', type: 'STRING' },
        { name: 'decimal', value: '1.5', type: 'DECIMAL' },
        { name: 'none', value: '${none}', type: 'TIMESTAMP' },
      ],
    });
    device.send(`${device.path}/user/update`, { tt: 'x', number: '7', flag: true, a: { b: 1.25 } });
    const regionName = 'cn-shanghai';
    expect(rules.deliveries(RuleId).map(({ type, to, error }) => ({ type, to, error }))).toEqual([
      { type: 'MNS', to: { regionName, themeName: 'mns-test-topic1' } },
      {
        type: 'ONS',
        to: {
          regionName: 'cn-hangzhou',
          instanceId: configurations.ONS.instanceId,
          topic: 'aliyun-iot-XXXXX',
          tag: 'of-x',
        },
      },
      {
        type: 'OTS',
        to: {
          regionName,
          instanceName: 'testaaa',
          tableName: 'tt',
          primaryKeys: [
            { columnName: 'ttt', columnType: 'STRING', columnValue: 'x' },
            { columnName: 'id', columnType: 'INTEGER' },
          ],
        },
      },
      {
        type: 'DATAHUB',
        to: {
          regionName,
          projectName: 'iot_datahub_stream',
          topicName: 'device_message',
          record: {
            devicename: 'lamp',
            whole: 7,
            flag: true,
            deep: 1.25,
            text: '{"b":1.25}',
            decimal: 1.5,
            none: null,
          },
        },
      },
    ]);
    expect(rules.data(RuleId)[0]).toEqual({
      tt: 'x',
      number: '7',
      flag: true,
      a: { b: 1.25 },
      deviceName: 'lamp',
    });
  });

  test('the secret of a new device goes where the rule says, and is not kept', async () => {
    const { productKey: ProductKey } = newProduct(served.platform);
    const parameters = { ProductKey, ShortTopic: '+/thing/lifecycle', Select: '*, to_base64(*) as raw' };
    const RuleId = await rules.run(parameters, 'FC', configurations.FC);
    await rules.act(RuleId, 'ONS', { ...configurations.ONS, tag: '${deviceSecret}' });
    await rules.act(RuleId, 'REPUBLISH', { topic: `/${ProductKey}/\${deviceSecret}/user/get`, topicType: 1 });
    await rules.act(RuleId, 'MNS', configurations.MNS, true);
    invocations.length = 0;
    const registered = await served.must('RegisterDevice', { ProductKey, DeviceName: 'newcomer' });
    const { DeviceSecret } = registered.Data;
    for (const delay of [1_000, 3_000, 10_000]) clock.advance(delay);
    expect(invocations).toMatchObject([{ body: { action: 'create', deviceSecret: DeviceSecret } }]);
    const kept = rules.deliveries(RuleId);
    expect(kept.map(({ type, error }) => [type, error])).toEqual([
      ['FC', undefined],
      ['ONS', undefined],
      ['REPUBLISH', `There is no device for the topic /${ProductKey}/******/user/get.`],
      ['MNS', undefined],
    ]);
    const written = JSON.stringify(kept.map(({ payload, ...delivery }) => [delivery, payload.toString()]));
    const bytes = written.replace(/[A-Za-z0-9+/]{40,}=*/g, (base64) =>
      Buffer.from(base64, 'base64').toString(),
    );
    expect(bytes).toContain('******');
    expect(bytes).not.toContain(DeviceSecret);
  });

  test('of what was forwarded, the latest 10,000 are kept', async () => {
    const own = await servePlatform({ clock });
    const caller = new RuleCaller(own);
    const product = newProduct(own.platform);
    const RuleId = await caller.run(
      { ProductKey: product.productKey, ShortTopic: '+/user/get' },
      'MNS',
      configurations.MNS,
    );
    for (let count = 0; count < 10_001; count++) {
      own.platform.messages.send(product, 'DeviceDataFlag', `/${product.productKey}/lamp/user/get`, {
        count,
      });
    }
    const data = caller.data(RuleId);
    expect([data.length, data[0], data.at(-1)]).toEqual([10_000, { count: 1 }, { count: 10_000 }]);
    await own.close();
  });
});

describe('what fails', () => {
  keeps(
    'is tried again, and goes to the action for error data in the end',
    { CreateRuleAction: 'ErrorActionFlag true' },
    async () => {
      const device = online('lamp');
      const RuleId = await rules.run(ofDevice(device), 'FC', configurations.FC);
      await rules.act(RuleId, 'OTS', configurations.OTS);
      await rules.act(RuleId, 'AMQP', configurations.AMQP);
      await rules.act(RuleId, 'ONS', configurations.ONS, true);
      invocations.length = 0;
      const broken = () => {
        throw new Error('There is no function "weatherForecast".');
      };
      invoked = broken;
      device.send(`${device.path}/user/update`, { on: true });
      const [message] = rules.deliveries(RuleId);
      expect(rules.deliveries(RuleId).map(({ type, error }) => [type, error])).toEqual([['AMQP', undefined]]);
      for (const delay of [1_000, 3_000, 10_000]) clock.advance(delay);
      expect(invocations).toHaveLength(4);
      const [, ...late] = rules.deliveries(RuleId);
      const noValue = 'The primary key ttt of tt has no value of the type STRING.';
      expect(late.map(({ type, attempts, forErrors, error }) => [type, attempts, forErrors, error])).toEqual([
        ['FC', 4, false, 'There is no function "weatherForecast".'],
        ['OTS', 4, false, noValue],
        ['ONS', 1, true, undefined],
      ]);
      expect(rules.data(RuleId).at(-1)).toEqual({
        ruleName: expect.any(String),
        topic: `${device.path}/user/update`,
        productKey: device.device.product.productKey,
        deviceName: 'lamp',
        messageId: message?.messageId,
        base64OriginalPayload: Buffer.from('{"on":true}').toString('base64'),
        failures: [
          {
            actionType: 'FC',
            actionRegion: 'cn-shanghai',
            actionResource: 'weather/weatherForecast',
            errorMessage: 'There is no function "weatherForecast".',
          },
          { actionType: 'OTS', actionRegion: 'cn-shanghai', actionResource: 'tt', errorMessage: noValue },
        ],
      });

      let failures = 2;
      invoked = () => {
        failures -= 1;
        return failures < 0 ? 'accepted' : broken();
      };
      device.send(`${device.path}/user/update`, { tt: 'x' });
      clock.advance(4_000);
      expect(rules.deliveries(RuleId).at(-1)).toMatchObject({ type: 'FC', attempts: 3, error: undefined });
      invoked = () => 'accepted';
    },
  );

  test('asynchronously, too', async () => {
    const device = online('lamp');
    const RuleId = await rules.run(ofDevice(device), 'FC', configurations.FC);
    let last = Promise.resolve();
    invoked = () => {
      last = Promise.reject(new Error('The function runs no more.'));
      return last;
    };
    device.send(`${device.path}/user/update`, {});
    for (const delay of [1_000, 3_000, 10_000]) {
      await last.catch(() => undefined);
      await new Promise(setImmediate);
      clock.advance(delay);
    }
    await new Promise(setImmediate);
    invoked = () => Promise.resolve();
    device.send(`${device.path}/user/update`, {});
    await new Promise(setImmediate);
    expect(rules.deliveries(RuleId).map(({ attempts, error }) => [attempts, error])).toEqual([
      [4, 'The function runs no more.'],
      [1, undefined],
    ]);
    invoked = () => 'accepted';
  });

  test.each([
    [
      'a device that is not there',
      'REPUBLISH',
      { topic: '/{pk}/nobody/user/get', topicType: 1 },
      {},
      'There is no device for the topic /{pk}/nobody/user/get.',
    ],
    [
      'a topic that the data lack',
      'REPUBLISH',
      { topic: '/{pk}/${to}/user/get', topicType: 1 },
      {},
      'The data lack a value for the topic /{pk}/${to}/user/get.',
    ],
    [
      'a topic that the data break',
      'REPUBLISH',
      { topic: '/{pk}/${to}/user/get', topicType: 1 },
      { to: 'a/b' },
      '/{pk}/a/b/user/get is no custom topic.',
    ],
    [
      'properties that are no object',
      'REPUBLISH',
      { topic: '/sys/{pk}/lamp/thing/service/property/set', topicType: 0 },
      [1],
      'Properties are set, and services called, with a JSON object.',
    ],
    [
      'a whole number that is none',
      'DATAHUB',
      configurations.DATAHUB,
      { msgTime: 1.5 },
      'The field msgtime of device_message has no value of the type TIMESTAMP.',
    ],
  ] as const)('%s', async (_name, type, configuration, data, error) => {
    const device = online('lamp');
    const { productKey } = device.device.product;
    const filled = JSON.parse(JSON.stringify(configuration).replace('{pk}', productKey));
    const RuleId = await rules.run(ofDevice(device), type, filled);
    device.send(`${device.path}/user/update`, data);
    for (const delay of [1_000, 3_000, 10_000]) clock.advance(delay);
    expect(rules.deliveries(RuleId)).toMatchObject([
      { error: error.replace('{pk}', productKey), attempts: 4 },
    ]);
  });

  test('a consumer group that is gone', async () => {
    const device = online('lamp');
    const groupId = (await served.must('CreateConsumerGroup', { GroupName: 'gone_later' }))['GroupId'];
    const RuleId = await rules.run(ofDevice(device), 'AMQP', { groupId });
    await served.must('DeleteConsumerGroup', { GroupId: groupId });
    device.send(`${device.path}/user/update`, {});
    for (const delay of [1_000, 3_000, 10_000]) clock.advance(delay);
    expect(rules.deliveries(RuleId)).toMatchObject([{ error: `There is no consumer group ${groupId}.` }]);
  });
});

describe('what is refused', () => {
  const without = (type: keyof typeof configurations, key: string) => ({
    ...configurations[type],
    [key]: undefined,
  });
  const withRole = (role: object) => ({ ...roleless, role });
  const key = configurations.OTS.primaryKeys[0];
  const withKey = (changes: object) => ({ ...configurations.OTS, primaryKeys: [{ ...key, ...changes }] });
  const unreadable = 'iot.rule.ParseRuleActionConfigError';
  test.each([
    ['REPUBLISH', { topicType: 1 }, 'iot.messagebroker.NullTopicName'],
    ['REPUBLISH', { topic: '/a1none/lamp/user/get' }, unreadable],
    ['REPUBLISH', { topic: '/a1none/lamp/user/get', topicType: 2 }, unreadable],
    ['AMQP', {}, 'iot.consumer.group.InvalidConsumerGroupId'],
    ['AMQP', { groupId: 7 }, 'iot.consumer.group.InvalidConsumerGroupId'],
    ['AMQP', { groupId: 'a b' }, 'iot.consumer.group.InvalidConsumerGroupId'],
    ['AMQP', { groupId: 'none' }, 'iot.consumer.group.ConsumerGroupNotExist'],
    ['MNS', without('MNS', 'themeName'), 'iot.ruleng.NullTopicNameInMns'],
    ['MNS', { ...configurations.MNS, themeName: '' }, 'iot.ruleng.NullTopicNameInMns'],
    ['MNS', without('MNS', 'regionName'), unreadable],
    ['MNS', { ...configurations.MNS, regionName: 'Shanghai' }, unreadable],
    ['MNS', { ...configurations.MNS, regionName: 'us-west-1' }, 'iot.ruleng.IncorrectRegionName'],
    ['MNS', { ...configurations.MNS, regionName: 'cn-hongkong' }, 'iot.ruleng.IncorrectRegionName'],
    ['FC', without('FC', 'serviceName'), 'iot.ruleng.NullServiceNameInFc'],
    ['FC', { ...configurations.FC, serviceName: 'a b' }, 'iot.ruleng.NullServiceNameInFc'],
    ['FC', without('FC', 'functionName'), 'iot.ruleng.NullFunctionNameInFc'],
    ['FC', { ...configurations.FC, functionName: 'a b' }, unreadable],
    ['FC', roleless, 'iot.ruleng.NullRamRoleArn'],
    ['FC', withRole({ roleName: 'AliyunIOTAccessingFCRole' }), 'iot.ruleng.NullRamRoleArn'],
    ['FC', withRole({ roleArn: configurations.FC.role.roleArn }), 'iot.ruleng.NullRamRoleName'],
    ['FC', withRole(configurations.MNS.role), 'iot.ruleng.InvalidRamRole'],
    ['OTS', without('OTS', 'instanceName'), 'iot.ruleng.NullOtsInstanceName'],
    ['OTS', without('OTS', 'tableName'), 'iot.ruleng.NullTableNameInOtsInstance'],
    ['OTS', without('OTS', 'primaryKeys'), 'iot.ruleng.NullPrimaryKeyInOtsTable'],
    ['OTS', { ...configurations.OTS, primaryKeys: [] }, 'iot.ruleng.NullPrimaryKeyInOtsTable'],
    ['OTS', withKey({ columnName: '' }), 'iot.ruleng.NullPrimaryKeyNameInOts'],
    ['OTS', withKey({ columnType: undefined }), 'iot.ruleng.NullPrimaryKeyTypeInOts'],
    ['OTS', withKey({ columnType: 'TEXT' }), unreadable],
    ['OTS', withKey({ columnValue: '' }), 'iot.ruleng.NullPrimaryKeyValueInOts'],
    ['OTS', withKey({ columnValue: '', option: 'AUTO_INCREMENT' }), 'iot.ruleng.NullPrimaryKeyValueInOts'],
    ['OTS', without('OTS', 'role'), 'iot.ruleng.NullRamRoleArn'],
    ['DATAHUB', without('DATAHUB', 'projectName'), unreadable],
    ['DATAHUB', without('DATAHUB', 'schemaVals'), unreadable],
    ['DATAHUB', without('DATAHUB', 'role'), 'iot.ruleng.NullRamRoleArn'],
    ['ONS', without('ONS', 'topic'), 'iot.messagebroker.NullTopicName'],
    ['ONS', without('ONS', 'instanceId'), unreadable],
    ['ONS', { ...configurations.ONS, tag: '温'.repeat(43) }, 'iot.ruleng.InvalidFormattedTagInConfiguration'],
    ['RDS', {}, 'iot.rule.IncorrentRuleActionType'],
    ['TSDB', {}, 'iot.rule.IncorrentRuleActionType'],
  ])('%s with %j answers %s', async (Type, configuration, code) => {
    const Configuration = JSON.stringify(configuration);
    const RuleId = await rules.create();
    expect(await served.refusal('CreateRuleAction', { RuleId, Type, Configuration })).toBe(code);
    const ActionId = await rules.act(RuleId, 'AMQP', configurations.AMQP);
    expect(await served.refusal('UpdateRuleAction', { ActionId, Type, Configuration })).toBe(code);
  });

  const Configuration = JSON.stringify(configurations.AMQP);
  test.each([
    ['CreateRuleAction', { RuleId: 1, Type: 'AMQP', Configuration }, 'iot.rule.NotFoundRule'],
    ['CreateRuleAction', { RuleId: 1, Configuration }, 'iot.ruleng.NullRuleActionType'],
    ['CreateRuleAction', { RuleId: 1, Type: 'AMQP' }, 'iot.ruleng.NullRuleActionConfig'],
    [
      'CreateRuleAction',
      { RuleId: 1, Type: 'AMQP', Configuration: '{groupId}' },
      'iot.ruleng.RuleActionConfigurationIsNotJson',
    ],
    ['UpdateRuleAction', { ActionId: 1, Type: 'AMQP', Configuration }, 'iot.rule.NotFoundRuleAction'],
    ['UpdateRuleAction', { ActionId: 'x', Type: 'AMQP', Configuration }, 'iot.rule.IncorrentRuleActionId'],
    ['DeleteRuleAction', { ActionId: 1 }, 'iot.rule.NotFoundRuleAction'],
    ['DeleteRuleAction', { ActionId: 0 }, 'iot.rule.IncorrentRuleActionId'],
    ['GetRuleAction', { ActionId: 1 }, 'iot.rule.NotFoundRuleAction'],
    ['GetRuleAction', { ActionId: 1.5 }, 'iot.rule.IncorrentRuleActionId'],
    ['ListRuleActions', { RuleId: 1 }, 'iot.rule.NotFoundRule'],
  ])('%s with %j answers %s', async (operation, parameters, code) => {
    expect(await served.refusal(operation, parameters)).toBe(code);
  });

  test('the message names the key of the configuration, what is wrong with it, and no more than that', async () => {
    const RuleId = await rules.create();
    const Configuration = JSON.stringify({
      ...configurations.OTS,
      primaryKeys: [{ ...key, columnType: 'TEXT' }],
    });
    expect(
      (await served.call('CreateRuleAction', { RuleId, Type: 'OTS', Configuration })).body['ErrorMessage'],
    ).toBe('Configuration: primaryKeys[0].columnType "TEXT" must be one of INTEGER, STRING, BINARY.');
  });
});

const noTable = 'the guide has no table of which services a region can forward to';
const noZones = 'RocketMQ is not on this machine: its deliveries are only kept';

butNot({
  CreateRuleAction: {
    'Which cloud services': noTable,
    'ONS: IoT Platform must first': noZones,
    'ONS: within one zone': noZones,
  },
  UpdateRuleAction: {
    'Which cloud services': noTable,
    'ONS: within one zone': noZones,
  },
});
