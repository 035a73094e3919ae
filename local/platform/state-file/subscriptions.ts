import * as z from 'zod/mini';
import { subscriptionFlags } from '../messages.ts';
import type { AmqpSubscription, MnsDelivery, MnsQueue, MnsSubscription } from '../state/subscriptions.ts';
import { type FieldsOf, text } from './fields.ts';
import { statePart } from './state-part.ts';

const common = { product: text(), flags: z.array(z.enum(subscriptionFlags)) };
const queue = { queueName: text(), regionName: text() } satisfies FieldsOf<MnsQueue>;

const subscription = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('AMQP'),
    ...common,
    consumerGroups: z.array(text()),
  } satisfies FieldsOf<AmqpSubscription>),
  z.strictObject({
    type: z.literal('MNS'),
    ...common,
    queue: z.strictObject(queue),
    configuration: text(),
  } satisfies FieldsOf<MnsSubscription>),
]);

const mnsDelivery = z.strictObject({
  ...queue,
  body: z.strictObject({
    messageid: text(),
    messagetype: text(),
    topic: text(),
    payload: text(),
    timestamp: z.number(),
  } satisfies FieldsOf<MnsDelivery['body']>),
} satisfies FieldsOf<MnsDelivery>);

export const subscriptionsPart = statePart(
  { subscription, mnsDelivery },
  function* ({ platform }) {
    const { products, subscriptions } = platform.state;
    for (const product of products.values()) {
      for (const type of ['AMQP', 'MNS'] as const) {
        const subscription = subscriptions.find(product, type);
        if (subscription === undefined) continue;
        const common = { product: product.productKey, flags: [...subscription.flags] };
        if (subscription.type === 'MNS') {
          const { queue, configuration } = subscription;
          yield ['subscription', { type: 'MNS', ...common, queue, configuration }] as const;
        } else {
          const consumerGroups = Array.from(subscription.consumerGroups, ({ groupId }) => groupId);
          yield ['subscription', { type: 'AMQP', ...common, consumerGroups }] as const;
        }
      }
    }
    for (const delivery of subscriptions.mnsDeliveries) yield ['mnsDelivery', delivery] as const;
  },
  {
    subscription({ product, flags, ...saved }, loading) {
      const { subscriptions } = loading.platform.state;
      const common = { flags: new Set(flags) };
      if (saved.type === 'MNS') subscriptions.set(loading.product(product), { ...saved, ...common });
      else {
        const consumerGroups = new Set(saved.consumerGroups.map((group) => loading.consumerGroup(group)));
        subscriptions.set(loading.product(product), { type: 'AMQP', ...common, consumerGroups });
      }
    },
    mnsDelivery(delivery, { platform }) {
      platform.state.subscriptions.record(delivery);
    },
  },
);
