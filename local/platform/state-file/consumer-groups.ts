import { isUtf8 } from 'node:buffer';
import * as z from 'zod/mini';
import type { Message } from '../messages.ts';
import { count, type FieldsOf, maybe, text, time } from './fields.ts';
import { statePart } from './state-part.ts';

const consumerGroup = z.strictObject({
  groupId: text(),
  groupName: text(),
  createdAt: time(),
  lastConsumedAt: maybe(time()),
});

const message = z.strictObject({
  messageId: text(),
  topic: text(),
  generateTime: time(),
  payload: z.union([text(), z.strictObject({ base64: text() })], { error: 'must be text or { base64 }' }),
} satisfies FieldsOf<Message>);

/** A message that waits to be handed out. */
const waiting = z.strictObject({ consumerGroup: text(), message, deliveryCount: count() });

export const consumerGroupsPart = statePart(
  { consumerGroup, waiting },
  function* ({ platform }) {
    for (const group of platform.state.consumerGroups.values()) {
      const { groupId, groupName, createdAt, lastConsumedAt } = group;
      yield ['consumerGroup', { groupId, groupName, createdAt, lastConsumedAt }] as const;
      for (const { message, deliveryCount } of group.unconsumed()) {
        const { payload, ...rest } = message;
        const written = isUtf8(payload) ? payload.toString() : { base64: payload.toString('base64') };
        yield [
          'waiting',
          { consumerGroup: groupId, message: { ...rest, payload: written }, deliveryCount },
        ] as const;
      }
    }
  },
  {
    consumerGroup({ groupId, groupName, createdAt, lastConsumedAt }, { platform }) {
      platform.state.consumerGroups.create(groupId, groupName, { createdAt, lastConsumedAt });
    },
    waiting({ consumerGroup, message: { payload, ...rest }, deliveryCount }, loading) {
      const bytes =
        typeof payload === 'string' ? Buffer.from(payload) : Buffer.from(payload.base64, 'base64');
      loading.consumerGroup(consumerGroup).keep({ message: { ...rest, payload: bytes }, deliveryCount });
    },
  },
);
