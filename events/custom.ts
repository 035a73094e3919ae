import * as z from 'zod/mini';
import { deviceFields, type Known, takenTime } from './event-fields.ts';
import type { MessageType } from './message-type.ts';

/**
 * What a device sent to a topic of its owner's making. IoT Platform passes the bytes on as they came: `payload` holds
 * them, and `body` what they say when they are JSON. The event's `time` is that at which IoT Platform took the message.
 */
const schema = z.looseObject({
  type: z.literal('custom'),
  generateTime: takenTime,
  payload: z.instanceof(Uint8Array, { error: 'must be bytes' }),
  body: z.optional(z.unknown()),
  ...deviceFields,
});

export type CustomEvent = Known<z.infer<typeof schema>>;

export const custom: MessageType<CustomEvent> = {
  type: 'custom',
  topic: '/{productKey}/{deviceName}/user/#',
  subscriptionFlag: 'DeviceDataFlag',
  mnsMessageType: 'upload',
  schema,
  kinds: [],
  arrange: (_body, generateTime) => ({ generateTime, time: generateTime, order: generateTime }),
};
