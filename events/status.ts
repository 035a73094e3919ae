import * as z from 'zod/mini';
import { anyText, deviceFields, type Known, utcText } from './event-fields.ts';
import type { MessageType } from './message-type.ts';

/**
 * A device came online or went offline.
 *
 * The messages of a device can come in any order: its state is that of the one with the newest `utcLastTime`,
 * when the device was last heard of. That is the event's `order`; `utcTime`, when the message was made, is its `time`
 * (the body's own `time` is the same moment as text in China's time).
 *
 * @example
 * { "status": "offline", "productKey": "a1B2c3D4e5F", "deviceName": "sh-pump-0001",
 *   "time": "2018-08-31 15:32:28.205", "utcTime": "2018-08-31T07:32:28.205Z",
 *   "lastTime": "2018-08-31 15:32:28.195", "utcLastTime": "2018-08-31T07:32:28.195Z", "clientIp": "192.0.2.1" }
 */
const schema = z.looseObject({
  type: z.literal('status'),
  status: z.enum(['online', 'offline'], { error: 'must be online or offline' }),
  utcTime: utcText,
  utcLastTime: utcText,
  lastTime: z.exactOptional(anyText),
  clientIp: z.exactOptional(anyText),
  ...deviceFields,
});

export type StatusEvent = Known<z.infer<typeof schema>>;

export const status: MessageType<StatusEvent> = {
  type: 'status',
  topic: '/as/mqtt/status/{productKey}/{deviceName}',
  subscriptionFlag: 'DeviceStatusChangeFlag',
  mnsMessageType: 'status',
  schema,
  marks: ['status', 'utcLastTime'],
  kinds: ['status.online', 'status.offline'],
  kindField: 'status',
  arrange: ({ utcTime, utcLastTime }) => ({ time: epochOf(utcTime), order: epochOf(utcLastTime) }),
};

function epochOf(time: unknown): number | undefined {
  return typeof time === 'string' ? Date.parse(time) : undefined;
}
