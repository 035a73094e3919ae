import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import type { Consumer, Delivery } from '../../../../local/platform/consumer-group.ts';
import type { SubscriptionFlag } from '../../../../local/platform/messages.ts';
import type { Product } from '../../../../local/platform/state/products.ts';
import { newProduct, type Parameters, type ServedPlatform, servePlatform } from '../api-caller.ts';
import { effectsOf } from '../effects.ts';

const { keeps, butNot } = effectsOf('subscriptions');
const clock = new DrivenClock(Date.now());
let served: ServedPlatform;

beforeAll(async () => {
  served = await servePlatform({ clock });
});
afterAll(() => served.close());

let made = 0;

async function consumerGroup(GroupName = `consumers_${++made}`): Promise<string> {
  clock.advance(1000);
  return (await served.must('CreateConsumerGroup', { GroupName }))['GroupId'];
}

const groupIds = (ids: readonly string[]) =>
  Object.fromEntries(ids.map((id, index) => [`ConsumerGroupIds.${index + 1}`, id]));

const subscribe = (product: Product, ids: readonly string[], flags: Parameters = { DeviceDataFlag: true }) =>
  served.must('CreateSubscribeRelation', {
    ProductKey: product.productKey,
    Type: 'AMQP',
    ...flags,
    ...groupIds(ids),
  });

const query = (product: Product, Type = 'AMQP') =>
  served.must('QuerySubscribeRelation', { ProductKey: product.productKey, Type });

const status = (GroupId: string) => served.must('QueryConsumerGroupStatus', { GroupId });

/** How many messages of each kind wait for a consumer group when one of each is sent. */
async function waitingOf(product: Product, groupId: string): Promise<SubscriptionFlag[]> {
  const taken: SubscriptionFlag[] = [];
  for (const flag of allFlags) {
    await served.must('ResetConsumerGroupPosition', { GroupId: groupId });
    served.platform.messages.send(product, flag, `/${product.productKey}/light/x`, { flag });
    if ((await status(groupId))['AccumulationCount'] === 1) taken.push(flag);
  }
  return taken;
}

const allFlags: readonly SubscriptionFlag[] = [
  'DeviceDataFlag',
  'DeviceStatusChangeFlag',
  'DeviceLifeCycleFlag',
  'ThingHistoryFlag',
  'OtaEventFlag',
  'DeviceTagFlag',
  'OtaVersionFlag',
  'OtaJobFlag',
  'DeviceTopoLifeCycleFlag',
  'FoundDeviceListFlag',
];
const gatewayFlags = ['DeviceTopoLifeCycleFlag', 'FoundDeviceListFlag'];
const amqpFlags = ['DeviceTagFlag', 'OtaVersionFlag', 'OtaJobFlag'];
const everyFlag = Object.fromEntries(allFlags.map((flag) => [flag, true]));

const mns = {
  queueName: 'fleet-events',
  regionName: 'cn-shanghai',
  role: {
    roleArn: 'acs:ram::1234567890123456:role/aliyuniotaccessingmnsrole',
    roleName: 'AliyunIOTAccessingMNSRole',
  },
};

class TestConsumer implements Consumer {
  readonly clientId = 'client-1';
  readonly since = clock.now();
  readonly clientIp = '192.168.1.2:36918';
  readonly taken: Delivery[] = [];
  dropped: string | undefined;

  room(): number {
    return 10;
  }

  take(delivery: Delivery): void {
    this.taken.push(delivery);
  }

  drop(why: string): void {
    this.dropped = why;
  }
}

describe('subscriptions', () => {
  keeps(
    'an AMQP subscription sends the kinds of messages whose flags are true to its consumer groups',
    {
      CreateSubscribeRelation: [
        'The new subscription',
        'An AMQP subscription pushes',
        'Only the message kinds',
        'For AMQP, the consumer groups',
      ],
      CreateConsumerGroup: ['Creates a consumer group', 'The ID is what'],
      QuerySubscribeRelation: [
        'Changes nothing',
        'Returns every flag',
        'ConsumerGroupIds is',
        'MnsConfiguration is',
      ],
    },
    async () => {
      const product = newProduct(served.platform);
      const ids = [await consumerGroup(), 'DEFAULT_GROUP'];
      await subscribe(product, ids, {
        DeviceStatusChangeFlag: true,
        OtaVersionFlag: true,
        OtaJobFlag: false,
      });
      for (const id of ids)
        expect(await waitingOf(product, id)).toEqual(['DeviceStatusChangeFlag', 'OtaVersionFlag']);
      const { RequestId, ...settings } = await query(product);
      expect(settings).toEqual({
        ProductKey: product.productKey,
        Type: 'AMQP',
        ...Object.fromEntries(allFlags.map((flag) => [flag, false])),
        DeviceStatusChangeFlag: true,
        OtaVersionFlag: true,
        ConsumerGroupIds: ids,
        Success: true,
        Code: '',
      });
      expect(await waitingOf(newProduct(served.platform), 'DEFAULT_GROUP')).toEqual([]);
    },
  );

  keeps(
    'an MNS subscription sends its messages to a queue, where they can be read back',
    {
      CreateSubscribeRelation: 'An MNS subscription pushes',
      UpdateSubscribeRelation: 'For MNS, MnsConfiguration',
    },
    async () => {
      const product = newProduct(served.platform);
      const of = { ProductKey: product.productKey, Type: 'MNS' };
      const MnsConfiguration = JSON.stringify(mns);
      await served.must('CreateSubscribeRelation', { ...of, ...everyFlag, MnsConfiguration });
      expect(await query(product, 'MNS')).toMatchObject({ Type: 'MNS', MnsConfiguration });
      expect(await query(product, 'MNS')).not.toHaveProperty('ConsumerGroupIds');
      const { messages, state } = served.platform;
      const { messageId, generateTime } = messages.send(
        product,
        'DeviceDataFlag',
        '/a1x/light/user/get',
        Buffer.from('hi'),
      );
      expect(state.subscriptions.mnsDeliveries).toEqual([
        {
          queueName: 'fleet-events',
          regionName: 'cn-shanghai',
          body: {
            messageid: messageId,
            messagetype: 'upload',
            topic: '/a1x/light/user/get',
            payload: Buffer.from('hi').toString('base64'),
            timestamp: Math.floor(generateTime / 1000),
          },
        },
      ]);
      const changed = JSON.stringify({ ...mns, queueName: 'other-queue' });
      await served.must('UpdateSubscribeRelation', {
        ...of,
        DeviceDataFlag: true,
        MnsConfiguration: changed,
      });
      messages.send(product, 'DeviceDataFlag', '/x', {});
      messages.send(product, 'DeviceStatusChangeFlag', '/x', {});
      expect(state.subscriptions.mnsDeliveries.map(({ queueName }) => queueName)).toEqual([
        'fleet-events',
        'other-queue',
      ]);
    },
  );

  test('of the messages to MNS queues, the latest 10,000 are kept', async () => {
    const platform = await servePlatform({ clock });
    const product = newProduct(platform.platform);
    await platform.must('CreateSubscribeRelation', {
      ProductKey: product.productKey,
      Type: 'MNS',
      DeviceDataFlag: true,
      MnsConfiguration: JSON.stringify(mns),
    });
    for (let count = 0; count < 10_001; count++) {
      platform.platform.messages.send(product, 'DeviceDataFlag', `/${count}`, {});
    }
    const { mnsDeliveries } = platform.platform.state.subscriptions;
    expect([mnsDeliveries.length, mnsDeliveries[0]?.body.topic, mnsDeliveries.at(-1)?.body.topic]).toEqual([
      10_000,
      '/1',
      '/10000',
    ]);
    await platform.close();
  });

  keeps(
    'topology and new sub-devices are for gateways only; tags and OTA versions and batches for AMQP only',
    {
      CreateSubscribeRelation: ['The topology and', 'The tag, OTA version'],
      UpdateSubscribeRelation: ['The topology and', 'The tag, OTA version'],
      QuerySubscribeRelation: ['FoundDeviceListFlag and', 'DeviceTagFlag, OtaVersionFlag'],
    },
    async () => {
      const device = newProduct(served.platform);
      const gateway = newProduct(served.platform, { nodeType: 1 });
      const id = await consumerGroup();
      const withFlags = async (product: Product, Type: string) => {
        const kept = await query(product, Type);
        return allFlags.filter((flag) => kept[flag] === true);
      };
      for (const operation of ['CreateSubscribeRelation', 'UpdateSubscribeRelation']) {
        for (const { productKey: ProductKey } of [device, gateway]) {
          await served.must(operation, { ProductKey, Type: 'AMQP', ...everyFlag, ...groupIds([id]) });
          const MnsConfiguration = JSON.stringify(mns);
          await served.must(operation, { ProductKey, Type: 'MNS', ...everyFlag, MnsConfiguration });
        }
        expect(await withFlags(gateway, 'AMQP')).toEqual(allFlags);
        expect(await withFlags(device, 'AMQP')).toEqual(
          allFlags.filter((flag) => !gatewayFlags.includes(flag)),
        );
        expect(await withFlags(gateway, 'MNS')).toEqual(allFlags.filter((flag) => !amqpFlags.includes(flag)));
        expect(await waitingOf(gateway, id)).toEqual(allFlags);
      }
    },
  );

  keeps(
    'a call without a flag that is true is not allowed',
    {
      CreateSubscribeRelation: 'A call in which no flag',
      UpdateSubscribeRelation: ['Changes the subscription', 'The default of every flag'],
    },
    async () => {
      const product = newProduct(served.platform);
      const id = await consumerGroup();
      const of = { ProductKey: product.productKey, Type: 'AMQP', ...groupIds([id]) };
      const none = 'iot.consumer.group.CallbackTypeEmpty';
      expect(await served.refusal('CreateSubscribeRelation', of)).toBe(none);
      expect(await served.refusal('CreateSubscribeRelation', { ...of, OtaJobFlag: false })).toBe(none);
      await subscribe(product, [id], { DeviceDataFlag: true, OtaJobFlag: true });
      expect(await served.refusal('UpdateSubscribeRelation', of)).toBe(none);
      await served.must('UpdateSubscribeRelation', { ...of, ThingHistoryFlag: true });
      expect(await waitingOf(product, id)).toEqual(['ThingHistoryFlag']);
    },
  );

  keeps(
    'a subscription changes its consumer groups whole, or by one',
    {
      CreateSubscribeRelation: 'More consumer groups',
      UpdateSubscribeRelation: 'For AMQP, ConsumerGroupIds',
      CreateConsumerGroupSubscribeRelation: ['The consumer group becomes', 'The consumer group comes'],
      DeleteConsumerGroupSubscribeRelation: [
        'The consumer group stops',
        'Refused if',
        'QuerySubscribeRelation shows',
      ],
    },
    async () => {
      const product = newProduct(served.platform);
      const [one, two, three] = [await consumerGroup(), await consumerGroup(), await consumerGroup()];
      const of = { ProductKey: product.productKey };
      await subscribe(product, [one]);
      expect(
        await served.refusal('DeleteConsumerGroupSubscribeRelation', { ...of, ConsumerGroupId: one }),
      ).toBe('iot.consumer.group.DeleteConsumerGroupFailed');
      await served.must('CreateConsumerGroupSubscribeRelation', { ...of, ConsumerGroupId: two });
      await served.must('CreateConsumerGroupSubscribeRelation', { ...of, ConsumerGroupId: two });
      expect((await query(product))['ConsumerGroupIds']).toEqual([one, two]);
      expect(await waitingOf(product, two)).toEqual(['DeviceDataFlag']);
      await served.must('DeleteConsumerGroupSubscribeRelation', { ...of, ConsumerGroupId: two });
      expect(await waitingOf(product, two)).toEqual([]);
      expect(
        await served.refusal('DeleteConsumerGroupSubscribeRelation', { ...of, ConsumerGroupId: two }),
      ).toBe('iot.consumer.group.InvalidConsumerGroup');
      const swap = { ...of, Type: 'AMQP', DeviceDataFlag: true, ...groupIds([three, two]) };
      await served.must('UpdateSubscribeRelation', swap);
      expect((await query(product))['ConsumerGroupIds']).toEqual([three, two]);
    },
  );

  keeps(
    'a deleted subscription sends nothing, and sets its consumer groups free',
    {
      DeleteSubscribeRelation: ['Removes the subscription', 'DeleteConsumerGroup names'],
      DeleteConsumerGroup: [
        'Removes the consumer group',
        'A consumer group that an AMQP',
        'If the subscription has several',
        'If it is the only group',
      ],
    },
    async () => {
      const product = newProduct(served.platform);
      const [one, two] = [await consumerGroup(), await consumerGroup()];
      await subscribe(product, [one, two]);
      const of = { ProductKey: product.productKey };
      for (const GroupId of [one, two]) {
        expect(await served.refusal('DeleteConsumerGroup', { GroupId })).toBe(
          'iot.consumer.group.DeleteConsumerGroupFailed',
        );
      }
      await served.must('DeleteConsumerGroupSubscribeRelation', { ...of, ConsumerGroupId: one });
      await served.must('DeleteConsumerGroup', { GroupId: one });
      await served.must('DeleteSubscribeRelation', { ...of, Type: 'AMQP' });
      expect(await served.refusal('QuerySubscribeRelation', { ...of, Type: 'AMQP' })).toBe(
        'iot.consumer.group.SubscribeNotExist',
      );
      expect(await waitingOf(product, two)).toEqual([]);
      await served.must('DeleteConsumerGroup', { GroupId: two });
      expect(await served.refusal('QueryConsumerGroupByGroupId', { GroupId: two })).toBe(
        'iot.consumer.group.ConsumerGroupNotExist',
      );
    },
  );
});

describe('consumer groups', () => {
  keeps(
    'the default consumer group is there, and cannot be changed or deleted',
    {
      DeleteConsumerGroup: 'The default consumer group',
      UpdateConsumerGroup: 'The default consumer group',
    },
    async () => {
      const GroupId = 'DEFAULT_GROUP';
      const refused = 'iot.consumer.group.ChangeDefaultConsumerGroupNotAllowed';
      expect(await served.refusal('DeleteConsumerGroup', { GroupId })).toBe(refused);
      expect(await served.refusal('UpdateConsumerGroup', { GroupId, NewGroupName: 'mine' })).toBe(refused);
      expect((await served.must('QueryConsumerGroupByGroupId', { GroupId }))['Data']).toMatchObject({
        GroupId,
      });
    },
  );

  keeps(
    'a consumer group has a name that no other has, and can be renamed',
    {
      UpdateConsumerGroup: 'Gives the consumer group',
      QueryConsumerGroupByGroupId: ['Changes nothing', 'Data is returned'],
    },
    async () => {
      const GroupId = await consumerGroup('first_name');
      const created = new Date(clock.now()).toISOString();
      await consumerGroup('second_name');
      const taken = 'iot.consumer.group.ConsumerGroupNameExisted';
      expect(await served.refusal('CreateConsumerGroup', { GroupName: 'first_name' })).toBe(taken);
      expect(await served.refusal('UpdateConsumerGroup', { GroupId, NewGroupName: 'second_name' })).toBe(
        taken,
      );
      await served.must('UpdateConsumerGroup', { GroupId, NewGroupName: 'third_name' });
      expect((await served.must('QueryConsumerGroupByGroupId', { GroupId }))['Data']).toEqual({
        GroupId,
        GroupName: 'third_name',
        CreateTime: created,
      });
      await consumerGroup('first_name');
    },
  );

  keeps(
    'consumer groups are listed by pages, and searched by a part of their name',
    {
      QueryConsumerGroupList: [
        'Changes nothing',
        'With Fuzzy false',
        'With Fuzzy true',
        'Pages are counted',
        'Data is returned',
      ],
    },
    async () => {
      for (const name of ['search_alpha', 'search_BETA', 'search_gamma']) await consumerGroup(name);
      const list = async (parameters: Parameters) => {
        const { Data, ...page } = await served.must('QueryConsumerGroupList', parameters);
        return {
          ...page,
          names: Data.ConsumerGroupDTO.map(({ GroupName }: { GroupName: string }) => GroupName),
        };
      };
      expect(await list({ CurrentPage: 2, PageSize: 2, Fuzzy: true, GroupName: 'search_' })).toMatchObject({
        names: ['search_alpha'],
        CurrentPage: 2,
        PageSize: 2,
        PageCount: 2,
        Total: 3,
      });
      expect((await list({ CurrentPage: 1, Fuzzy: true, GroupName: 'H_b' })).names).toEqual(['search_BETA']);
      const { size } = served.platform.state.consumerGroups;
      const all = await list({ CurrentPage: 1, PageSize: 1000, Fuzzy: false, GroupName: 'search_' });
      expect(all).toMatchObject({ Total: size, PageCount: 1 });
      expect(all.names).toContain('DEFAULT_GROUP');
    },
  );

  keeps(
    'a consumer group tells its clients, its backlog and how fast it consumes; a reset clears the backlog',
    {
      QueryConsumerGroupStatus: [
        'Changes nothing',
        "Returns the group's backlog",
        'Lists each client',
        'All rates are',
      ],
      ResetConsumerGroupPosition: 'Drops all messages',
      CreateSubscribeRelation: 'QueryConsumerGroupStatus then',
    },
    async () => {
      const product = newProduct(served.platform);
      const GroupId = await consumerGroup();
      await subscribe(product, [GroupId]);
      const group = served.platform.state.consumerGroups.get(GroupId);
      const send = () => served.platform.messages.send(product, 'DeviceDataFlag', '/x', {});
      send();
      const idle = {
        AccumulationCount: 1,
        ConsumerSpeed: 0,
        ClientConnectionStatusList: { ConsumerGroupClientConnectionInfo: [] },
      };
      expect(await status(GroupId)).toMatchObject(idle);
      const consumer = new TestConsumer();
      group?.attach(consumer);
      send();
      send();
      for (const delivery of consumer.taken) delivery.settle('consumed');
      expect(await status(GroupId)).toMatchObject({
        AccumulationCount: 0,
        ConsumerSpeed: 3,
        RealTimeConsumeCountPerMinute: 2,
        AccumulatedConsumeCountPerMinute: 1,
        LastConsumerTime: new Date(clock.now()).toISOString(),
        ClientConnectionStatusList: {
          ConsumerGroupClientConnectionInfo: [
            {
              ClientId: 'client-1',
              ClientIpPort: '192.168.1.2:36918',
              OnlineTime: consumer.since,
              RealTimeConsumeCountPerMinute: 2,
              AccumulatedConsumeCountPerMinute: 1,
            },
          ],
        },
      });
      group?.detach(consumer);
      send();
      clock.advance(60_000);
      expect(await status(GroupId)).toMatchObject({ AccumulationCount: 1, ConsumerSpeed: 0 });
      await served.must('ResetConsumerGroupPosition', { GroupId });
      expect(await status(GroupId)).toMatchObject({ AccumulationCount: 0 });
    },
  );

  test('the clients of a deleted consumer group are dropped', async () => {
    const GroupId = await consumerGroup();
    const consumer = new TestConsumer();
    served.platform.state.consumerGroups.get(GroupId)?.attach(consumer);
    await served.must('DeleteConsumerGroup', { GroupId });
    expect(consumer.dropped).toBe('The consumer group was deleted.');
  });
});

describe('what is refused', () => {
  let ProductKey: string;
  beforeAll(() => {
    ProductKey = newProduct(served.platform).productKey;
  });
  const flag = { DeviceDataFlag: true };
  const amqp = { Type: 'AMQP', ...flag };
  const group = { ConsumerGroupId: 'DEFAULT_GROUP' };

  test.each([
    [
      'CreateSubscribeRelation',
      { ...flag, ...groupIds(['DEFAULT_GROUP']) },
      'iot.consumer.group.InvalidSubscribeType',
    ],
    ['CreateSubscribeRelation', { ...flag, Type: 'HTTP' }, 'iot.consumer.group.InvalidSubscribeType'],
    ['CreateSubscribeRelation', amqp, 'iot.consumer.group.InvalidConsumerGroupId'],
    ['CreateSubscribeRelation', { ...amqp, ...groupIds(['']) }, 'iot.consumer.group.InvalidConsumerGroupId'],
    [
      'CreateSubscribeRelation',
      { ...amqp, ...groupIds(['a b']) },
      'iot.consumer.group.InvalidConsumerGroupId',
    ],
    [
      'CreateSubscribeRelation',
      { ...amqp, ...groupIds(['nobody']) },
      'iot.consumer.group.ConsumerGroupNotExist',
    ],
    ['CreateSubscribeRelation', { ...flag, Type: 'MNS' }, 'iot.common.InvalidFormattedParameter'],
    [
      'CreateSubscribeRelation',
      { ...flag, Type: 'MNS', MnsConfiguration: '{}' },
      'iot.common.InvalidFormattedParameter',
    ],
    [
      'CreateSubscribeRelation',
      { ...flag, Type: 'MNS', MnsConfiguration: 'x' },
      'iot.common.InvalidFormattedParameter',
    ],
    [
      'CreateSubscribeRelation',
      {
        ...flag,
        Type: 'MNS',
        MnsConfiguration: JSON.stringify({ ...mns, role: { ...mns.role, roleName: 'X' } }),
      },
      'iot.consumer.group.MnsCheckFailed',
    ],
    ['CreateSubscribeRelation', { ...amqp, ProductKey: '' }, 'iot.prod.NullProductKey'],
    [
      'CreateSubscribeRelation',
      { ...amqp, ProductKey: 'a-1', ...groupIds(['x']) },
      'iot.prod.InvalidFormattedProductkey',
    ],
    [
      'CreateSubscribeRelation',
      { ...amqp, ProductKey: 'a1x', ...groupIds(['x']) },
      'iot.prod.NotExistedProduct',
    ],
    [
      'UpdateSubscribeRelation',
      { ...amqp, ...groupIds(['DEFAULT_GROUP']) },
      'iot.consumer.group.SubscribeNotExist',
    ],
    ['UpdateSubscribeRelation', { ...flag }, 'iot.consumer.group.InvalidSubscribeType'],
    ['QuerySubscribeRelation', { Type: 'AMQP' }, 'iot.consumer.group.SubscribeNotExist'],
    ['QuerySubscribeRelation', { Type: 'X' }, 'iot.consumer.group.InvalidSubscribeType'],
    ['DeleteSubscribeRelation', { Type: 'MNS' }, 'iot.consumer.group.SubscribeNotExist'],
    ['DeleteSubscribeRelation', {}, 'iot.consumer.group.InvalidSubscribeType'],
    ['CreateConsumerGroup', {}, 'iot.consumer.group.InvalidConsumerGroupName'],
    ['CreateConsumerGroup', { GroupName: 'a b c d' }, 'iot.consumer.group.InvalidConsumerGroupName'],
    [
      'UpdateConsumerGroup',
      { GroupId: 'x', NewGroupName: 'abc' },
      'iot.consumer.group.InvalidConsumerGroupName',
    ],
    [
      'UpdateConsumerGroup',
      { GroupId: 'x', NewGroupName: 'good' },
      'iot.consumer.group.ConsumerGroupNotExist',
    ],
    ['DeleteConsumerGroup', { GroupId: 'x' }, 'iot.consumer.group.ConsumerGroupNotExist'],
    ['DeleteConsumerGroup', { GroupId: 'x y' }, 'iot.consumer.group.InvalidConsumerGroupId'],
    ['QueryConsumerGroupByGroupId', {}, 'iot.consumer.group.InvalidConsumerGroupId'],
    ['QueryConsumerGroupStatus', { GroupId: 'x' }, 'iot.consumer.group.ConsumerGroupNotExist'],
    ['ResetConsumerGroupPosition', { GroupId: 'x' }, 'iot.consumer.group.ConsumerGroupNotExist'],
    ['QueryConsumerGroupList', {}, 'iot.common.InvalidPageParams'],
    ['QueryConsumerGroupList', { CurrentPage: 1, PageSize: 1001 }, 'iot.common.InvalidPageParams'],
    [
      'QueryConsumerGroupList',
      { CurrentPage: 1, Fuzzy: true },
      'iot.consumer.group.InvalidConsumerGroupName',
    ],
    ['CreateConsumerGroupSubscribeRelation', group, 'iot.consumer.group.SubscribeNotExist'],
    ['CreateConsumerGroupSubscribeRelation', {}, 'iot.consumer.group.InvalidConsumerGroupId'],
    [
      'CreateConsumerGroupSubscribeRelation',
      { ConsumerGroupId: 'x' },
      'iot.consumer.group.ConsumerGroupNotExist',
    ],
    ['DeleteConsumerGroupSubscribeRelation', group, 'iot.consumer.group.SubscribeNotExist'],
    ['DeleteConsumerGroupSubscribeRelation', { ...group, ProductKey: '' }, 'iot.prod.NullProductKey'],
  ])('%s with %j answers %s', async (operation, parameters, code) => {
    expect(await served.refusal(operation, { ProductKey, ...parameters })).toBe(code);
  });
});

butNot({
  CreateSubscribeRelation: {
    'For MNS, the queue must': 'there is no MNS here; that the configuration names the role is checked',
  },
});
