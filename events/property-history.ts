import * as z from 'zod/mini';
import type { Known } from './event-fields.ts';
import type { MessageType } from './message-type.ts';
import { property, propertyFields } from './property.ts';

/**
 * A device reported properties that it had kept while it was not connected. The body is that of `property`, each
 * property with the time it was measured at.
 *
 * @example
 * { "iotId": "4z819VQHk6VSLmmBJfrf00107e0001", "productKey": "a1B2c3D4e5F", "deviceName": "sh-pump-0001",
 *   "gmtCreate": 1510799670074, "items": { "Temperature": { "value": 58.2, "time": 1510712000000 } } }
 */
const schema = z.looseObject({ type: z.literal('property.history'), ...propertyFields });

export type PropertyHistoryEvent = Known<z.infer<typeof schema>>;

export const propertyHistory: MessageType<PropertyHistoryEvent> = {
  type: 'property.history',
  topic: '/{productKey}/{deviceName}/thing/event/property/history/post',
  subscriptionFlag: 'ThingHistoryFlag',
  mnsMessageType: 'thing_history',
  schema,
  kinds: [],
  arrange: property.arrange,
};
