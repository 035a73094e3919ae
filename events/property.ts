import * as z from 'zod/mini';
import { anyText, deviceFields, epochMilliseconds, type Known } from './event-fields.ts';
import type { MessageType } from './message-type.ts';

/** What a report of properties holds, fresh or from a device's memory. */
export const propertyFields = {
  gmtCreate: epochMilliseconds,
  deviceType: z.exactOptional(anyText),
  items: z.record(
    z.string(),
    z.looseObject(
      {
        value: z.custom((value) => value !== undefined, { error: 'must be given' }),
        time: z.exactOptional(epochMilliseconds),
      },
      { error: 'must be { value, time }' },
    ),
    { error: 'must be an object of properties' },
  ),
  ...deviceFields,
};

/**
 * A device reported properties of its thing model. `gmtCreate`, when IoT Platform made the message, is the event's
 * `time`; each property has its own beside its value.
 *
 * @example
 * { "iotId": "4z819VQHk6VSLmmBJfrf00107e0001", "productKey": "a1B2c3D4e5F", "deviceName": "sh-pump-0001",
 *   "gmtCreate": 1510799670074, "deviceType": "Pump",
 *   "items": { "Temperature": { "value": 61.5, "time": 1510799670071 } } }
 */
const schema = z.looseObject({ type: z.literal('property'), ...propertyFields });

export type PropertyEvent = Known<z.infer<typeof schema>>;

export const property: MessageType<PropertyEvent> = {
  type: 'property',
  topic: '/{productKey}/{deviceName}/thing/event/property/post',
  subscriptionFlag: 'DeviceDataFlag',
  mnsMessageType: 'upload',
  schema,
  kinds: [],
  arrange: (body) => ({ time: body['gmtCreate'], order: body['gmtCreate'] }),
};
