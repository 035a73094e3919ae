import * as z from 'zod/mini';
import { event, thingEventFields } from './event.ts';
import type { Known } from './event-fields.ts';
import type { MessageType } from './message-type.ts';

/**
 * A device reported an event that it had kept while it was not connected. The body is that of `event`.
 *
 * @example
 * { "identifier": "Overheated", "name": "Too hot", "type": "alert", "iotId": "4z819VQHk6VSLmmBJfrf00107e0001",
 *   "productKey": "a1B2c3D4e5F", "deviceName": "sh-pump-0001", "gmtCreate": 1510799670074,
 *   "value": { "Temperature": 92.5 }, "time": 1510712000000 }
 */
const schema = z.looseObject({ type: z.literal('event.history'), ...thingEventFields });

export type ThingEventHistoryEvent = Known<z.infer<typeof schema>>;

export const eventHistory: MessageType<ThingEventHistoryEvent> = {
  type: 'event.history',
  topic: '/{productKey}/{deviceName}/thing/event/{identifier}/history/post',
  subscriptionFlag: 'ThingHistoryFlag',
  mnsMessageType: 'thing_history',
  schema,
  kinds: [],
  arrange: event.arrange,
};
