import { messageTypes } from '../events/device-event.ts';
import type { SubscriptionFlag } from '../events/message-type.ts';
import type { IotClient } from '../shared/iot/client.ts';
import { IotError } from '../shared/iot/errors.ts';
import {
  CreateSubscribeRelation,
  QuerySubscribeRelation,
  UpdateSubscribeRelation,
} from '../shared/iot/operations/subscriptions.ts';
import type { Account } from './account.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import type { NeededMessage } from './needed-messages.ts';
import type { Product } from './product.ts';

/** Which messages of a product go to which consumer groups. */
interface Subscription {
  readonly flags: readonly SubscriptionFlag[];
  readonly groupIds: readonly string[];
}

const allFlags: readonly SubscriptionFlag[] = [
  ...new Set(Object.values(messageTypes).map(({ subscriptionFlag }) => subscriptionFlag)),
];

/**
 * Sees to it that a product's messages of the needed types go to the consumer group. A subscription that is there keeps
 * what other messages and consumer groups it has.
 *
 * @throws IotError when a call fails
 */
export async function ensureSubscription(
  { productKey, label }: Product,
  needed: readonly NeededMessage[],
  group: ConsumerGroup,
  account: Account,
): Promise<void> {
  const { iot } = account;
  const what = `subscription of ${label}`;
  if (needed.length === 0) {
    account.unchanged(`${what}: no rule needs its messages`);
    return;
  }
  const flags = [...new Set(needed.map(({ subscriptionFlag }) => subscriptionFlag))];
  const present = await readSubscription(productKey, iot);
  const missing = flags.filter((flag) => present?.flags.includes(flag) !== true);
  const isMember = group.id !== undefined && present?.groupIds.includes(group.id) === true;
  if (present !== undefined && missing.length === 0 && isMember) {
    account.unchanged(`${what}: ${flags.join(', ')} to ${group.name}`);
    return;
  }

  const wanted = [...(present?.flags ?? []), ...missing];
  const parameters = {
    ProductKey: productKey,
    Type: 'AMQP',
    ConsumerGroupIds: [
      ...new Set([...(present?.groupIds ?? []), ...(group.id === undefined ? [] : [group.id])]),
    ],
    ...Object.fromEntries(wanted.map((flag) => [flag, true])),
  } as const;
  if (present === undefined) {
    await account.take('make', `${what}: ${flags.join(', ')} to ${group.name}`, () =>
      iot.call(CreateSubscribeRelation, parameters),
    );
    return;
  }
  const added = [...missing, ...(isMember ? [] : [`consumer group ${group.name}`])];
  await account.take('change', `${what}: with ${added.join(', ')}`, () =>
    iot.call(UpdateSubscribeRelation, parameters),
  );
}

/**
 * The AMQP subscription of a product; undefined when it has none.
 *
 * @throws IotError when the call fails
 */
export async function readSubscription(
  productKey: string,
  iot: IotClient,
): Promise<Subscription | undefined> {
  try {
    const answer = await iot.call(QuerySubscribeRelation, { ProductKey: productKey, Type: 'AMQP' });
    return {
      flags: allFlags.filter((flag) => answer[flag] === true),
      groupIds: answer.ConsumerGroupIds ?? [],
    };
  } catch (error) {
    if (error instanceof IotError && error.code === 'iot.consumer.group.SubscribeNotExist') return undefined;
    throw error;
  }
}
