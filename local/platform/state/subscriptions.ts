import type { ConsumerGroup } from '../consumer-group.ts';
import type { Message, SubscriptionFlag } from '../messages.ts';
import { Latest } from './latest.ts';
import type { Product } from './products.ts';

/** A product's server-side subscription: which of its messages go out, and where to. */
export type Subscription = AmqpSubscription | MnsSubscription;

export interface AmqpSubscription {
  readonly type: 'AMQP';
  readonly flags: ReadonlySet<SubscriptionFlag>;
  readonly consumerGroups: Set<ConsumerGroup>;
}

export interface MnsSubscription {
  readonly type: 'MNS';
  readonly flags: ReadonlySet<SubscriptionFlag>;
  readonly queue: MnsQueue;
  /** The configuration as it was given: JSON. */
  readonly configuration: string;
}

export interface MnsQueue {
  readonly queueName: string;
  readonly regionName: string;
}

/** A message that went to an MNS queue, which there is none of here: it is kept to be looked at. */
export interface MnsDelivery extends MnsQueue {
  readonly body: {
    readonly messageid: string;
    readonly messagetype: string;
    readonly topic: string;
    /** Base64. */
    readonly payload: string;
    /** Epoch seconds. */
    readonly timestamp: number;
  };
}

/** So many deliveries to MNS queues are kept, the latest. */
const mostDeliveries = 10_000;

/** All subscriptions, at most one of a type a product. */
export class Subscriptions {
  readonly #byProduct = new Map<Product, { AMQP?: AmqpSubscription; MNS?: MnsSubscription }>();
  readonly #mnsDeliveries = new Latest<MnsDelivery>(mostDeliveries);

  find(product: Product, type: 'AMQP'): AmqpSubscription | undefined;
  find(product: Product, type: Subscription['type']): Subscription | undefined;
  find(product: Product, type: Subscription['type']): Subscription | undefined {
    return this.#byProduct.get(product)?.[type];
  }

  /** Makes it the product's subscription of its type. */
  set(product: Product, subscription: Subscription): void {
    this.#byProduct.set(product, { ...this.#byProduct.get(product), [subscription.type]: subscription });
  }

  delete(product: Product, type: Subscription['type']): void {
    const { [type]: _, ...others } = this.#byProduct.get(product) ?? {};
    if (Object.keys(others).length === 0) this.#byProduct.delete(product);
    else this.#byProduct.set(product, others);
  }

  deleteAll(product: Product): void {
    this.#byProduct.delete(product);
  }

  /** How many products' AMQP subscriptions have the consumer group. */
  productsOf(group: ConsumerGroup): number {
    let count = 0;
    for (const { AMQP } of this.#byProduct.values()) if (AMQP?.consumerGroups.has(group)) count += 1;
    return count;
  }

  /** Sends a message about a product's devices where its subscriptions say. */
  deliver(message: Message, flag: SubscriptionFlag, product: Product): void {
    const subscriptions = this.#byProduct.get(product);
    if (subscriptions?.AMQP?.flags.has(flag)) {
      for (const group of subscriptions.AMQP.consumerGroups) group.publish(message);
    }
    if (subscriptions?.MNS?.flags.has(flag)) this.record(mnsDelivery(subscriptions.MNS.queue, message, flag));
  }

  /** What went to MNS queues, the oldest first. */
  get mnsDeliveries(): readonly MnsDelivery[] {
    return this.#mnsDeliveries.all;
  }

  record(delivery: MnsDelivery): void {
    this.#mnsDeliveries.add(delivery);
  }
}

function mnsDelivery(
  { queueName, regionName }: MnsQueue,
  message: Message,
  flag: SubscriptionFlag,
): MnsDelivery {
  return {
    queueName,
    regionName,
    body: {
      messageid: message.messageId,
      messagetype: messageTypes[flag] ?? 'upload',
      topic: message.topic,
      payload: message.payload.toString('base64'),
      timestamp: Math.floor(message.generateTime / 1000),
    },
  };
}

/** What MNS calls the kinds of messages that it gets; the others go by AMQP alone. */
const messageTypes: Readonly<Partial<Record<SubscriptionFlag, string>>> = {
  DeviceDataFlag: 'upload',
  DeviceStatusChangeFlag: 'status',
  DeviceLifeCycleFlag: 'device_lifecycle',
  DeviceTopoLifeCycleFlag: 'topo_lifecycle',
  FoundDeviceListFlag: 'topo_listfound',
  OtaEventFlag: 'ota_event',
  ThingHistoryFlag: 'thing_history',
};
