import {
  CreateProductTopic,
  CreateTopicRouteTable,
  DeleteProductTopic,
  DeleteTopicRouteTable,
  QueryProductTopic,
  QueryTopicReverseRouteTable,
  QueryTopicRouteTable,
  UpdateProductTopic,
} from '../../../shared/iot/operations/topics.ts';
import { type ParameterRefusals, type ServedOperation, serve } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import type { Product } from '../state/products.ts';
import type { State } from '../state/state.ts';
import type { RoutedTopic } from '../state/topic-routes.ts';
import type { TopicCategory } from '../state/topics.ts';
import { type CustomTopic, readCustomTopic } from '../topics/custom-topic.ts';
import { productWithKey } from './find.ts';

/** The guide's limits: the table of error codes, and section 4.12.5. */
const mostCategories = 50;
const mostDestinations = 100;

const malformedTopic = 'iot.messagebroker.InvalidFormattedTopicName';
const malformedSource = 'iot.messagebroker.InvalidFormattedSrcTopicName';

const productRefusals: ParameterRefusals = { ProductKey: { missing: 'iot.prod.NullProductKey' } };
const topicIdRefusals: ParameterRefusals = { TopicId: { missing: 'iot.messagebroker.NullTopicTemplateId' } };
const categoryRefusals: ParameterRefusals = {
  Operation: {
    missing: 'iot.messagebroker.NullTopicTemplateOperation',
    other: 'iot.messagebroker.InvalidTopicTemplateOperationValue',
  },
  TopicShortName: { missing: 'iot.messagebroker.NullTopicName', other: malformedTopic },
  Desc: 'iot.common.InvalidFormattedParameter',
};
const routeRefusals: ParameterRefusals = {
  SrcTopic: { missing: 'iot.messagebroker.NullSrcTopicName', other: malformedSource },
  DstTopic: {
    missing: 'iot.messagebroker.NoneElementDestTopicNameInArray',
    tooSmall: 'iot.messagebroker.NoneElementDestTopicNameInArray',
    tooMany: 'iot.messagebroker.DestTopicNameArraySizeIsLarge',
    other: malformedTopic,
  },
};

/** The operations on topic categories and on routes between topics: the guide's section 4.12. */
export const topicsOperations: readonly ServedOperation[] = [
  serve(
    CreateProductTopic,
    { ...productRefusals, ...categoryRefusals },
    ({ ProductKey, TopicShortName, Operation, Desc }, { state }) => {
      const product = productWithKey(state, ProductKey);
      checkNameIsFree(state, product, TopicShortName);
      // What a product brings along does not count.
      if (state.topics.of(product).filter(({ predefined }) => !predefined).length >= mostCategories) {
        throw new Refusal('iot.messagebroker.TopicTemplateCountExceedMax');
      }
      return { TopicId: Number(state.topics.create(product, TopicShortName, Operation, Desc).topicId) };
    },
  ),

  serve(
    UpdateProductTopic,
    { ...topicIdRefusals, ...categoryRefusals },
    ({ TopicId, TopicShortName, Operation, Desc }, { state }) => {
      const category = categoryOf(state, TopicId);
      if (TopicShortName !== category.shortName) checkNameIsFree(state, category.product, TopicShortName);
      state.topics.update(category, {
        shortName: TopicShortName,
        permission: Operation,
        description: Desc ?? category.description,
      });
      return {};
    },
  ),

  serve(DeleteProductTopic, topicIdRefusals, ({ TopicId }, { state }) => {
    state.topics.delete(categoryOf(state, TopicId));
    return {};
  }),

  serve(QueryProductTopic, productRefusals, ({ ProductKey }, { state }) => ({
    Data: {
      ProductTopicInfo: state.topics.of(productWithKey(state, ProductKey)).map((category) => ({
        Id: category.topicId,
        ProductKey,
        // The guide's table says that product and device are left out; its samples have them.
        TopicShortName: `/${ProductKey}/\${deviceName}/user/${category.shortName}`,
        Operation: permissionDigits[category.permission],
        Desc: category.description,
      })),
    },
  })),

  serve(CreateTopicRouteTable, routeRefusals, ({ SrcTopic, DstTopic }, { state }) => {
    const source = sourceOf(state, SrcTopic);
    const destinations = DstTopic.map((topic) => ({ topic, ...wellFormed(topic, malformedTopic) }));
    const device = state.products.get(source.productKey)?.devices.get(source.deviceName);
    if (device === undefined) throw new Refusal('iot.device.NotExistedDevice');
    if (device.activatedAt === undefined) throw new Refusal('iot.device.InactiveDevice');
    const all = new Set([...state.topicRoutes.destinations(SrcTopic).map(({ topic }) => topic), ...DstTopic]);
    if (all.size > mostDestinations) {
      throw new Refusal(
        'iot.messagebroker.DestTopicNameArraySizeIsLarge',
        `A source topic has at most ${mostDestinations} destination topics; it would have ${all.size}.`,
      );
    }
    const failed: string[] = [];
    for (const { topic, productKey, deviceName } of destinations) {
      const target = state.products.get(productKey)?.devices.get(deviceName);
      if (target === undefined) failed.push(topic);
      else state.topicRoutes.add({ topic: SrcTopic, device }, { topic, device: target });
    }
    return outcome('iot.messagebroker.CreateTopicRouteFailed', failed, 'There is no such device');
  }),

  serve(DeleteTopicRouteTable, routeRefusals, ({ SrcTopic, DstTopic }, { state }) => {
    sourceOf(state, SrcTopic);
    for (const topic of DstTopic) wellFormed(topic, malformedTopic);
    const failed = DstTopic.filter((topic) => !state.topicRoutes.remove(SrcTopic, topic));
    return outcome('iot.messagebroker.DeleteTopicRouteFailed', failed, 'There is no such route');
  }),

  serve(
    QueryTopicRouteTable,
    { Topic: { missing: 'iot.messagebroker.NullSrcTopicName', other: malformedSource } },
    ({ Topic }, { state }) => {
      sourceOf(state, Topic);
      return { DstTopics: { Topic: state.topicRoutes.destinations(Topic).map(topicName) } };
    },
  ),

  serve(
    QueryTopicReverseRouteTable,
    { Topic: { missing: 'iot.messagebroker.NullTopicName', other: malformedTopic } },
    ({ Topic }, { state }) => {
      wellFormed(Topic, malformedTopic);
      return { SrcTopics: { Topic: state.topicRoutes.sources(Topic).map(topicName) } };
    },
  ),
];

/** What a permission is in QueryProductTopic. */
const permissionDigits = { PUB: '0', SUB: '1', ALL: '2' } as const;

const topicName = ({ topic }: RoutedTopic): string => topic;

function categoryOf({ topics }: State, topicId: string): TopicCategory {
  const category = topics.get(topicId);
  if (category !== undefined) return category;
  throw new Refusal(
    /^\d{1,18}$/.test(topicId)
      ? 'iot.messagebroker.TopicTemplateIsNotFound'
      : 'iot.messagebroker.InvalidFormattedTopicTemplateId',
  );
}

function checkNameIsFree({ topics }: State, product: Product, shortName: string): void {
  if (topics.named(product, shortName) !== undefined) {
    throw new Refusal('iot.messagebroker.TopicAlreadyFound');
  }
}

function wellFormed(topic: string, code: string): CustomTopic {
  const custom = readCustomTopic(topic);
  if (custom !== undefined) return custom;
  throw new Refusal(code, `${topic} is no custom topic: it must be /{productKey}/{deviceName}/user/….`);
}

function sourceOf({ products }: State, topic: string): CustomTopic {
  const source = wellFormed(topic, malformedSource);
  if (products.has(source.productKey)) return source;
  throw new Refusal('iot.messagebroker.NotMatchedProductKeyWithSrcTopicOwner');
}

/** @throws Refusal that tells the topics that failed; the others are done all the same */
function outcome(code: string, failed: readonly string[], why: string) {
  if (failed.length === 0) return { IsAllSucceed: true, FailureTopics: { Topic: [] } };
  throw new Refusal(code, `${why}: ${failed.join(', ')}.`, {
    IsAllSucceed: false,
    FailureTopics: { Topic: [...failed] },
  });
}
