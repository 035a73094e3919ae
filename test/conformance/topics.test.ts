import * as topics from '../../shared/iot/operations/topics.ts';
import { conforms } from './run.ts';
import type { Scene } from './scene.ts';

/** A topic category of a product. */
async function category(scene: Scene) {
  const { productKey: ProductKey } = scene.product();
  const { TopicId } = await scene.call('CreateProductTopic', {
    ProductKey,
    TopicShortName: 'submit',
    Operation: 'PUB',
    Desc: 'What a lamp sees',
  });
  return { ProductKey, TopicId: String(TopicId) };
}

/** From what one device says to what another one hears. */
function twoTopics(scene: Scene) {
  const product = scene.product();
  const [switchLine, lamp] = [scene.online(product), scene.online(product)];
  return { SrcTopic: `${switchLine.path}/user/update`, DstTopic: [`${lamp.path}/user/get`] };
}

async function route(scene: Scene) {
  const request = twoTopics(scene);
  await scene.call('CreateTopicRouteTable', request);
  return request;
}

conforms('topics', topics, {
  CreateProductTopic: {
    given: (scene) => ({
      ProductKey: scene.product().productKey,
      TopicShortName: 'submit',
      Operation: 'PUB',
      Desc: 'What a lamp sees',
    }),
    refused: { but: {}, code: 'iot.messagebroker.TopicAlreadyFound' },
  },
  UpdateProductTopic: {
    given: async (scene) => ({
      TopicId: (await category(scene)).TopicId,
      TopicShortName: 'submit/light',
      Operation: 'ALL',
    }),
    refused: { but: { Operation: 'READ' }, code: 'iot.messagebroker.InvalidTopicTemplateOperationValue' },
  },
  DeleteProductTopic: {
    given: async (scene) => ({ TopicId: (await category(scene)).TopicId }),
    // It is gone.
    refused: { but: {}, code: 'iot.messagebroker.TopicTemplateIsNotFound' },
  },
  QueryProductTopic: {
    given: async (scene) => ({ ProductKey: (await category(scene)).ProductKey }),
    refused: { but: { ProductKey: 'a1BwAGV' }, code: 'iot.prod.NotExistedProduct' },
  },
  CreateTopicRouteTable: {
    given: twoTopics,
    // There is no such device; the answer names the topic.
    refused: {
      but: { DstTopic: ['/a1BwAGV/lamp/user/get'] },
      code: 'iot.messagebroker.CreateTopicRouteFailed',
    },
  },
  DeleteTopicRouteTable: {
    given: route,
    // It is gone.
    refused: { but: {}, code: 'iot.messagebroker.DeleteTopicRouteFailed' },
  },
  QueryTopicRouteTable: {
    given: async (scene) => ({ Topic: (await route(scene)).SrcTopic }),
    refused: {
      but: { Topic: '/a1BwAGV/switch/user/update' },
      code: 'iot.messagebroker.NotMatchedProductKeyWithSrcTopicOwner',
    },
  },
  QueryTopicReverseRouteTable: {
    given: async (scene) => ({ Topic: (await route(scene)).DstTopic.join() }),
    refused: { but: { Topic: undefined }, code: 'iot.messagebroker.NullTopicName' },
  },
});
