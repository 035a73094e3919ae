import * as z from 'zod/mini';
import { anyText, deviceFields, epochMilliseconds, type Known, text } from './event-fields.ts';
import type { MessageType } from './message-type.ts';

/**
 * A device's tags changed. `value` holds the changed ones.
 *
 * @example
 * { "iotId": "4z819VQHk6VSLmmBJfrf00107e0001", "productKey": "a1B2c3D4e5F", "deviceName": "sh-pump-0001",
 *   "value": [{ "attrKey": "room", "attrValue": "boiler" }], "messageCreateTime": 1510799670074 }
 */
const schema = z.looseObject({
  type: z.literal('tags'),
  value: z.array(
    z.looseObject({ attrKey: text, attrValue: anyText }, { error: 'must be { attrKey, attrValue }' }),
    {
      error: 'must be a list of { attrKey, attrValue }',
    },
  ),
  messageCreateTime: epochMilliseconds,
  ...deviceFields,
});

export type TagsEvent = Known<z.infer<typeof schema>>;

export const tags: MessageType<TagsEvent> = {
  type: 'tags',
  topic: '/{productKey}/{deviceName}/thing/deviceinfo/update',
  subscriptionFlag: 'DeviceTagFlag',
  schema,
  marks: ['value', 'deviceName', 'messageCreateTime'],
  kinds: [],
  arrange: (body) => ({ time: body['messageCreateTime'], order: body['messageCreateTime'] }),
};
