import * as z from 'zod/mini';
import {
  CreateConsumerGroup,
  CreateConsumerGroupSubscribeRelation,
  CreateSubscribeRelation,
  type CreateSubscribeRelationRequest,
  DeleteConsumerGroup,
  DeleteConsumerGroupSubscribeRelation,
  DeleteSubscribeRelation,
  QueryConsumerGroupByGroupId,
  QueryConsumerGroupList,
  QueryConsumerGroupStatus,
  QuerySubscribeRelation,
  ResetConsumerGroupPosition,
  UpdateConsumerGroup,
  UpdateSubscribeRelation,
} from '../../../shared/iot/operations/subscriptions.ts';
import type { ConsumerGroup } from '../consumer-group.ts';
import type { SubscriptionFlag } from '../messages.ts';
import { type ParameterRefusals, type ServedOperation, serve } from '../operation.ts';
import type { Platform } from '../platform.ts';
import { Refusal } from '../refusal.ts';
import { defaultConsumerGroup } from '../state/consumer-groups.ts';
import type { Product } from '../state/products.ts';
import type { State } from '../state/state.ts';
import type { AmqpSubscription, MnsSubscription, Subscription } from '../state/subscriptions.ts';
import { productWithKey } from './find.ts';
import { readJson } from './json-parameter.ts';
import { pageOf } from './pages.ts';

/** The guide has refusals for more than these, but no numbers. */
const mostConsumerGroups = 1000;
const mostGroupsOfSubscription = 100;
const mostProductsOfGroup = 1000;

const productRefusals: ParameterRefusals = { ProductKey: { missing: 'iot.prod.NullProductKey' } };
const typedRefusals: ParameterRefusals = {
  ...productRefusals,
  Type: 'iot.consumer.group.InvalidSubscribeType',
};
const settingsRefusals: ParameterRefusals = {
  ...typedRefusals,
  // The schema says it of the first flag when none is true.
  DeviceDataFlag: { missing: 'iot.consumer.group.CallbackTypeEmpty' },
  ConsumerGroupIds: 'iot.consumer.group.InvalidConsumerGroupId',
  MnsConfiguration: 'iot.common.InvalidFormattedParameter',
};
const groupIdRefusals: ParameterRefusals = {
  GroupId: { missing: 'iot.consumer.group.InvalidConsumerGroupId' },
};
const memberRefusals: ParameterRefusals = {
  ...productRefusals,
  ConsumerGroupId: { missing: 'iot.consumer.group.InvalidConsumerGroupId' },
};

/** The operations on server-side subscriptions and their consumer groups: the guide's section 4.15. */
export const subscriptionsOperations: readonly ServedOperation[] = [
  serve(CreateSubscribeRelation, settingsRefusals, (request, platform) => {
    const { state } = platform;
    const product = productWithKey(state, request.ProductKey);
    state.subscriptions.set(product, subscriptionOf(request, product, platform));
    return {};
  }),

  serve(UpdateSubscribeRelation, settingsRefusals, (request, platform) => {
    const { state } = platform;
    const product = productWithKey(state, request.ProductKey);
    found(state.subscriptions.find(product, request.Type));
    state.subscriptions.set(product, subscriptionOf(request, product, platform));
    return {};
  }),

  serve(QuerySubscribeRelation, typedRefusals, ({ ProductKey, Type }, { state }) => {
    const subscription = found(state.subscriptions.find(productWithKey(state, ProductKey), Type));
    return {
      ProductKey,
      Type,
      ...Object.fromEntries(flagNames.map((name) => [name, subscription.flags.has(name)])),
      ...(subscription.type === 'AMQP'
        ? { ConsumerGroupIds: [...subscription.consumerGroups].map(({ groupId }) => groupId) }
        : { MnsConfiguration: subscription.configuration }),
    };
  }),

  serve(DeleteSubscribeRelation, typedRefusals, ({ ProductKey, Type }, { state }) => {
    const product = productWithKey(state, ProductKey);
    found(state.subscriptions.find(product, Type));
    state.subscriptions.delete(product, Type);
    return {};
  }),

  serve(
    CreateConsumerGroup,
    { GroupName: 'iot.consumer.group.InvalidConsumerGroupName' },
    ({ GroupName }, { state, newId }) => {
      checkNameIsFree(state, GroupName);
      if (state.consumerGroups.size >= mostConsumerGroups) {
        throw new Refusal('iot.consumer.group.ConsumerGroupExceedLimit');
      }
      return { GroupId: state.consumerGroups.create(newId(26), GroupName).groupId };
    },
  ),

  serve(
    UpdateConsumerGroup,
    { ...groupIdRefusals, NewGroupName: 'iot.consumer.group.InvalidConsumerGroupName' },
    ({ GroupId, NewGroupName }, { state }) => {
      const group = changeable(consumerGroupOf(state, GroupId));
      if (NewGroupName !== group.groupName) checkNameIsFree(state, NewGroupName);
      state.consumerGroups.rename(group, NewGroupName);
      return {};
    },
  ),

  serve(DeleteConsumerGroup, groupIdRefusals, ({ GroupId }, { state }) => {
    const group = changeable(consumerGroupOf(state, GroupId));
    if (state.subscriptions.productsOf(group) > 0) {
      const message = 'The consumer group is still part of an AMQP subscription.';
      throw new Refusal('iot.consumer.group.DeleteConsumerGroupFailed', message);
    }
    state.consumerGroups.delete(group);
    return {};
  }),

  serve(QueryConsumerGroupByGroupId, groupIdRefusals, ({ GroupId }, { state }) => ({
    Data: described(consumerGroupOf(state, GroupId)),
  })),

  serve(
    QueryConsumerGroupList,
    {
      CurrentPage: 'iot.common.InvalidPageParams',
      PageSize: 'iot.common.InvalidPageParams',
      GroupName: 'iot.consumer.group.InvalidConsumerGroupName',
    },
    ({ CurrentPage, PageSize, Fuzzy = false, GroupName = '' }, { state }) => {
      const wanted = Fuzzy ? GroupName.toLowerCase() : '';
      const groups = [...state.consumerGroups.values()].filter(({ groupName }) =>
        groupName.toLowerCase().includes(wanted),
      );
      const page = pageOf(groups.reverse(), CurrentPage, PageSize);
      return {
        CurrentPage: page.number,
        PageSize: page.size,
        PageCount: page.count,
        Total: page.total,
        Data: { ConsumerGroupDTO: page.items.map(described) },
      };
    },
  ),

  serve(QueryConsumerGroupStatus, groupIdRefusals, ({ GroupId }, { state }) => {
    const { accumulated, clients, lastConsumedAt } = consumerGroupOf(state, GroupId);
    const realTime = clients.reduce((sum, { realTimePerMinute }) => sum + realTimePerMinute, 0);
    const late = clients.reduce((sum, { accumulatedPerMinute }) => sum + accumulatedPerMinute, 0);
    return {
      AccumulationCount: accumulated,
      ConsumerSpeed: realTime + late,
      RealTimeConsumeCountPerMinute: realTime,
      AccumulatedConsumeCountPerMinute: late,
      LastConsumerTime: lastConsumedAt === undefined ? undefined : new Date(lastConsumedAt).toISOString(),
      ClientConnectionStatusList: {
        ConsumerGroupClientConnectionInfo: clients.map(
          ({ consumer, realTimePerMinute, accumulatedPerMinute }) => ({
            ClientId: consumer.clientId,
            ClientIpPort: consumer.clientIp,
            OnlineTime: consumer.since,
            RealTimeConsumeCountPerMinute: realTimePerMinute,
            AccumulatedConsumeCountPerMinute: accumulatedPerMinute,
          }),
        ),
      },
    };
  }),

  serve(ResetConsumerGroupPosition, groupIdRefusals, ({ GroupId }, { state }) => {
    consumerGroupOf(state, GroupId).reset();
    return {};
  }),

  serve(
    CreateConsumerGroupSubscribeRelation,
    memberRefusals,
    ({ ConsumerGroupId, ProductKey }, { state }) => {
      const group = consumerGroupOf(state, ConsumerGroupId);
      const { consumerGroups } = amqpSubscription(state, ProductKey);
      if (consumerGroups.has(group)) return {};
      checkRoom([...consumerGroups, group], [group], state);
      consumerGroups.add(group);
      return {};
    },
  ),

  serve(
    DeleteConsumerGroupSubscribeRelation,
    memberRefusals,
    ({ ConsumerGroupId, ProductKey }, { state }) => {
      const group = consumerGroupOf(state, ConsumerGroupId);
      const { consumerGroups } = amqpSubscription(state, ProductKey);
      if (!consumerGroups.has(group)) {
        const message = "The consumer group is not one of the subscription's.";
        throw new Refusal('iot.consumer.group.InvalidConsumerGroup', message);
      }
      if (consumerGroups.size === 1) {
        const message = "The consumer group is the subscription's only one.";
        throw new Refusal('iot.consumer.group.DeleteConsumerGroupFailed', message);
      }
      consumerGroups.delete(group);
      return {};
    },
  ),
];

const flagNames: readonly SubscriptionFlag[] = [
  'DeviceDataFlag',
  'DeviceStatusChangeFlag',
  'FoundDeviceListFlag',
  'DeviceTopoLifeCycleFlag',
  'DeviceLifeCycleFlag',
  'ThingHistoryFlag',
  'OtaEventFlag',
  'DeviceTagFlag',
  'OtaVersionFlag',
  'OtaJobFlag',
];

/** What takes effect only for a gateway product, and what only for an AMQP subscription. */
const gatewayFlags: ReadonlySet<SubscriptionFlag> = new Set([
  'FoundDeviceListFlag',
  'DeviceTopoLifeCycleFlag',
]);
const amqpFlags: ReadonlySet<SubscriptionFlag> = new Set(['DeviceTagFlag', 'OtaVersionFlag', 'OtaJobFlag']);

type Settings = Omit<CreateSubscribeRelationRequest, 'ProductKey' | 'IotInstanceId'>;

function subscriptionOf(settings: Settings, product: Product, platform: Platform): Subscription {
  const { Type } = settings;
  const flags = new Set(
    flagNames.filter(
      (name) =>
        settings[name] === true &&
        (product.isGateway || !gatewayFlags.has(name)) &&
        (Type === 'AMQP' || !amqpFlags.has(name)),
    ),
  );
  switch (Type) {
    case 'AMQP':
      return amqpSubscriptionOf(settings.ConsumerGroupIds ?? [], flags, product, platform.state);
    case 'MNS':
      return mnsSubscriptionOf(settings.MnsConfiguration ?? '', flags, platform);
    default:
      throw new Refusal('iot.consumer.group.InvalidSubscribeType', 'Type is required: MNS or AMQP.');
  }
}

function amqpSubscriptionOf(
  groupIds: readonly string[],
  flags: AmqpSubscription['flags'],
  product: Product,
  state: State,
): AmqpSubscription {
  const consumerGroups = new Set(groupIds.map((groupId) => consumerGroupOf(state, groupId)));
  const present = state.subscriptions.find(product, 'AMQP')?.consumerGroups;
  checkRoom(
    [...consumerGroups],
    [...consumerGroups].filter((group) => present?.has(group) !== true),
    state,
  );
  return { type: 'AMQP', flags, consumerGroups };
}

function checkRoom(all: readonly ConsumerGroup[], added: readonly ConsumerGroup[], state: State): void {
  if (all.length > mostGroupsOfSubscription)
    throw new Refusal('iot.consumer.group.ConsumerGroupExceedsLimit');
  if (added.some((group) => state.subscriptions.productsOf(group) >= mostProductsOfGroup)) {
    throw new Refusal('iot.consumer.group.ProductKeyExceedsLimit');
  }
}

const mnsConfiguration = () =>
  z.object({
    queueName: z.string().check(z.minLength(1)),
    regionName: z.string().check(z.minLength(1)),
    role: z.object({ roleArn: z.string(), roleName: z.string() }),
  });

function mnsSubscriptionOf(
  configuration: string | object,
  flags: MnsSubscription['flags'],
  { account }: Platform,
): MnsSubscription {
  const { queueName, regionName, role } = readJson(
    'MnsConfiguration',
    configuration,
    mnsConfiguration(),
    'iot.common.InvalidFormattedParameter',
  );
  const roleArn = `acs:ram::${account.accountId}:role/aliyuniotaccessingmnsrole`;
  if (role.roleName !== 'AliyunIOTAccessingMNSRole' || role.roleArn.toLowerCase() !== roleArn) {
    const message = `The role must be AliyunIOTAccessingMNSRole, with the roleArn ${roleArn}.`;
    throw new Refusal('iot.consumer.group.MnsCheckFailed', message);
  }
  const text = typeof configuration === 'string' ? configuration : JSON.stringify(configuration);
  return { type: 'MNS', flags, queue: { queueName, regionName }, configuration: text };
}

function consumerGroupOf({ consumerGroups }: State, groupId: string): ConsumerGroup {
  const group = consumerGroups.get(groupId);
  if (group !== undefined) return group;
  throw new Refusal(
    /^[A-Za-z0-9_]{1,64}$/.test(groupId)
      ? 'iot.consumer.group.ConsumerGroupNotExist'
      : 'iot.consumer.group.InvalidConsumerGroupId',
  );
}

function amqpSubscription(state: State, productKey: string): AmqpSubscription {
  return found(state.subscriptions.find(productWithKey(state, productKey), 'AMQP'));
}

function found<Kind extends Subscription>(subscription: Kind | undefined): Kind {
  if (subscription === undefined) throw new Refusal('iot.consumer.group.SubscribeNotExist');
  return subscription;
}

function changeable(group: ConsumerGroup): ConsumerGroup {
  if (group.groupId === defaultConsumerGroup) {
    throw new Refusal('iot.consumer.group.ChangeDefaultConsumerGroupNotAllowed');
  }
  return group;
}

function checkNameIsFree({ consumerGroups }: State, groupName: string): void {
  if (consumerGroups.named(groupName) !== undefined) {
    throw new Refusal('iot.consumer.group.ConsumerGroupNameExisted');
  }
}

const described = ({ groupId, groupName, createdAt }: ConsumerGroup) => ({
  GroupId: groupId,
  GroupName: groupName,
  CreateTime: new Date(createdAt).toISOString(),
});
