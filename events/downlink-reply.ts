import * as z from 'zod/mini';
import { anyText, deviceFields, epochMilliseconds, type Known, text } from './event-fields.ts';
import type { MessageType } from './message-type.ts';

/**
 * What became of a call that IoT Platform passed on to a device without waiting: the device's answer, or why it never
 * got there. Codes: 200 success, 400 request error, 403 request forbidden (overdue payment), 429 too many requests,
 * 460 request parameter error, 9200 device not activated, 9201 device offline. The body's `topic`, on which the device
 * was asked, is here `requestTopic`.
 *
 * @example
 * { "gmtCreate": 1510292739881, "iotId": "4z819VQHk6VSLmmBJfrf00107e0001", "productKey": "a1B2c3D4e5F",
 *   "deviceName": "sh-pump-0001", "requestId": 1234, "code": 200, "message": "success",
 *   "topic": "/sys/a1B2c3D4e5F/sh-pump-0001/thing/service/property/set", "data": {} }
 */
const schema = z.looseObject({
  type: z.literal('downlink.reply'),
  gmtCreate: epochMilliseconds,
  requestId: z.union([text, z.number()], { error: 'must be a number or text' }),
  code: z.int({ error: 'must be a whole number' }),
  message: z.exactOptional(anyText),
  requestTopic: z.exactOptional(anyText),
  data: z.optional(z.unknown()),
  ...deviceFields,
});

export type DownlinkReplyEvent = Known<z.infer<typeof schema>>;

export const downlinkReply: MessageType<DownlinkReplyEvent> = {
  type: 'downlink.reply',
  topic: '/{productKey}/{deviceName}/thing/downlink/reply/message',
  subscriptionFlag: 'DeviceDataFlag',
  mnsMessageType: 'upload',
  schema,
  marks: ['requestId', 'code', 'deviceName'],
  kinds: [],
  arrange: (body) => ({ requestTopic: body['topic'], time: body['gmtCreate'], order: body['gmtCreate'] }),
};
