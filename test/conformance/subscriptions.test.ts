import type { Consumer, Delivery } from '../../local/platform/consumer-group.ts';
import * as subscriptions from '../../shared/iot/operations/subscriptions.ts';
import { conforms } from './run.ts';
import type { Scene } from './scene.ts';

async function consumerGroup(scene: Scene): Promise<string> {
  return (await scene.call('CreateConsumerGroup', { GroupName: scene.name() })).GroupId;
}

/** A product whose messages go to one consumer group. */
async function subscribed(scene: Scene) {
  const product = scene.product();
  const { productKey: ProductKey } = product;
  const GroupId = await consumerGroup(scene);
  await scene.call('CreateSubscribeRelation', {
    ProductKey,
    Type: 'AMQP',
    DeviceStatusChangeFlag: true,
    ConsumerGroupIds: [GroupId],
  });
  return { product, ProductKey, GroupId };
}

/** A consumer that settles each message at once. */
const consumer = (clock: Scene['clock']): Consumer => ({
  clientId: 'client-1',
  since: clock.now(),
  clientIp: '192.0.2.1:36918',
  room: () => 1,
  take: (delivery: Delivery) => delivery.settle('consumed'),
  drop: () => {},
});

const mnsQueue = {
  queueName: 'fleet-events',
  regionName: 'cn-shanghai',
  role: {
    roleArn: 'acs:ram::1234567890123456:role/aliyuniotaccessingmnsrole',
    roleName: 'AliyunIOTAccessingMNSRole',
  },
};

conforms('subscriptions', subscriptions, {
  CreateSubscribeRelation: {
    given: async (scene) => ({
      ProductKey: scene.product().productKey,
      Type: 'AMQP',
      DeviceDataFlag: true,
      OtaEventFlag: true,
      ConsumerGroupIds: [await consumerGroup(scene)],
    }),
    further: [
      (scene) => ({
        ProductKey: scene.product().productKey,
        Type: 'MNS',
        DeviceDataFlag: true,
        MnsConfiguration: mnsQueue,
      }),
    ],
    refused: {
      but: { DeviceDataFlag: false, OtaEventFlag: false },
      code: 'iot.consumer.group.CallbackTypeEmpty',
    },
  },
  UpdateSubscribeRelation: {
    given: async (scene) => {
      const { ProductKey, GroupId } = await subscribed(scene);
      return { ProductKey, Type: 'AMQP', DeviceLifeCycleFlag: true, ConsumerGroupIds: [GroupId] };
    },
    refused: { but: { ConsumerGroupIds: ['nobody'] }, code: 'iot.consumer.group.ConsumerGroupNotExist' },
  },
  QuerySubscribeRelation: {
    given: async (scene) => ({ ProductKey: (await subscribed(scene)).ProductKey, Type: 'AMQP' }),
    further: [
      async (scene) => {
        const of = { ProductKey: scene.product().productKey, Type: 'MNS' } as const;
        const MnsConfiguration = mnsQueue;
        await scene.call('CreateSubscribeRelation', { ...of, DeviceDataFlag: true, MnsConfiguration });
        return of;
      },
    ],
    refused: { but: { Type: 'MNS' }, code: 'iot.consumer.group.SubscribeNotExist' },
  },
  DeleteSubscribeRelation: {
    given: async (scene) => ({ ProductKey: (await subscribed(scene)).ProductKey, Type: 'AMQP' }),
    // It is gone.
    refused: { but: {}, code: 'iot.consumer.group.SubscribeNotExist' },
  },
  CreateConsumerGroup: {
    given: (scene) => ({ GroupName: scene.name() }),
    refused: { but: {}, code: 'iot.consumer.group.ConsumerGroupNameExisted' },
  },
  UpdateConsumerGroup: {
    given: async (scene) => ({ GroupId: await consumerGroup(scene), NewGroupName: scene.name() }),
    refused: {
      but: { GroupId: 'DEFAULT_GROUP' },
      code: 'iot.consumer.group.ChangeDefaultConsumerGroupNotAllowed',
    },
  },
  DeleteConsumerGroup: {
    given: async (scene) => ({ GroupId: await consumerGroup(scene) }),
    refused: {
      but: async (scene) => ({ GroupId: (await subscribed(scene)).GroupId }),
      code: 'iot.consumer.group.DeleteConsumerGroupFailed',
    },
  },
  QueryConsumerGroupByGroupId: {
    given: async (scene) => ({ GroupId: await consumerGroup(scene) }),
    refused: { but: { GroupId: 'nobody' }, code: 'iot.consumer.group.ConsumerGroupNotExist' },
  },
  QueryConsumerGroupList: {
    given: async (scene) => {
      await consumerGroup(scene);
      return { CurrentPage: 1, PageSize: 10, Fuzzy: true, GroupName: 'name_' };
    },
    refused: { but: { GroupName: undefined }, code: 'iot.consumer.group.InvalidConsumerGroupName' },
  },
  QueryConsumerGroupStatus: {
    given: async (scene) => {
      const { product, GroupId } = await subscribed(scene);
      scene.platform.state.consumerGroups.get(GroupId)?.attach(consumer(scene.clock));
      scene.online(product);
      return { GroupId };
    },
    refused: { but: { GroupId: 'no such group' }, code: 'iot.consumer.group.InvalidConsumerGroupId' },
  },
  ResetConsumerGroupPosition: {
    given: async (scene) => ({ GroupId: await consumerGroup(scene) }),
    refused: { but: { GroupId: 'nobody' }, code: 'iot.consumer.group.ConsumerGroupNotExist' },
  },
  CreateConsumerGroupSubscribeRelation: {
    given: async (scene) => ({
      ProductKey: (await subscribed(scene)).ProductKey,
      ConsumerGroupId: await consumerGroup(scene),
    }),
    refused: {
      but: (scene) => ({ ProductKey: scene.product().productKey }),
      code: 'iot.consumer.group.SubscribeNotExist',
    },
  },
  DeleteConsumerGroupSubscribeRelation: {
    given: async (scene) => {
      const { ProductKey, GroupId: ConsumerGroupId } = await subscribed(scene);
      const another = { ProductKey, ConsumerGroupId: 'DEFAULT_GROUP' };
      await scene.call('CreateConsumerGroupSubscribeRelation', another);
      return { ProductKey, ConsumerGroupId };
    },
    refused: {
      but: { ConsumerGroupId: 'DEFAULT_GROUP' },
      code: 'iot.consumer.group.DeleteConsumerGroupFailed',
    },
  },
});
