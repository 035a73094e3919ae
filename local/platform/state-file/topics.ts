import * as z from 'zod/mini';
import type { TopicCategory } from '../state/topics.ts';
import { count, type FieldsOf, flag, maybe, text } from './fields.ts';
import { statePart } from './state-part.ts';

const category = z.strictObject({
  topicId: text(),
  shortName: text(),
  permission: z.enum(['PUB', 'SUB', 'ALL']),
  description: maybe(text()),
  predefined: flag(),
} satisfies FieldsOf<TopicCategory, 'product'>);

const topics = z.strictObject({ product: text(), categories: z.array(category), lastId: count() });

export const topicsPart = statePart(
  { topics },
  function* ({ platform }) {
    const { lastId } = platform.state.topics;
    for (const [{ productKey, deleted }, all] of platform.state.topics.all()) {
      if (deleted) continue;
      const categories = all.map(({ topicId, shortName, permission, description, predefined }) => ({
        ...{ topicId, shortName, permission, description, predefined },
      }));
      yield ['topics', { product: productKey, categories, lastId }] as const;
    }
  },
  {
    topics({ product: productKey, categories, lastId }, loading) {
      const product = loading.product(productKey);
      const whole = categories.map((category) => ({ ...category, product }));
      loading.platform.state.topics.restore(product, whole, lastId);
    },
  },
);
