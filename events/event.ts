import * as z from 'zod/mini';
import { anyText, deviceFields, epochMilliseconds, type Known, text, valuesByName } from './event-fields.ts';
import type { MessageType } from './message-type.ts';

/** What a report of an event of the thing model holds, fresh or from a device's memory. */
export const thingEventFields = {
  identifier: text,
  name: z.exactOptional(anyText),
  /** The body's `type`: an event's own `type` says which message it is. */
  eventType: z.enum(['info', 'alert', 'error'], { error: 'must be info, alert or error' }),
  value: valuesByName,
  gmtCreate: z.exactOptional(epochMilliseconds),
  ...deviceFields,
};

/**
 * A device reported an event of its thing model, with the output parameters in `value`. The event's `time` is when it
 * happened, or else when IoT Platform made the message (`gmtCreate`); the body's `type` is here `eventType`.
 *
 * @example
 * { "identifier": "Overheated", "name": "Too hot", "type": "alert", "iotId": "4z819VQHk6VSLmmBJfrf00107e0001",
 *   "productKey": "a1B2c3D4e5F", "deviceName": "sh-pump-0001", "gmtCreate": 1510799670074,
 *   "value": { "Temperature": 92.5 }, "time": 1510799670070 }
 */
const schema = z.looseObject({ type: z.literal('event'), ...thingEventFields });

export type ThingEvent = Known<z.infer<typeof schema>>;

export const event: MessageType<ThingEvent> = {
  type: 'event',
  topic: '/{productKey}/{deviceName}/thing/event/{identifier}/post',
  subscriptionFlag: 'DeviceDataFlag',
  mnsMessageType: 'upload',
  schema,
  kinds: ['event.info', 'event.alert', 'event.error'],
  kindField: 'eventType',
  arrange: (body) => {
    const time = body['time'] ?? body['gmtCreate'];
    return { eventType: body['type'], time, order: time };
  },
};
