import * as z from 'zod/mini';
import { deviceFields, epochMilliseconds, type Known } from './event-fields.ts';
import type { MessageType } from './message-type.ts';

/**
 * A device was registered, deleted, enabled or disabled. The message about a new device carries its DeviceSecret:
 * it is taken out before anything else sees the message.
 *
 * @example
 * { "action": "create", "iotId": "4z819VQHk6VSLmmBJfrf00107e0001", "productKey": "a1B2c3D4e5F",
 *   "deviceName": "sh-pump-0001", "deviceSecret": "", "messageCreateTime": 1510292739881 }
 */
const schema = z.looseObject({
  type: z.literal('lifecycle'),
  action: z.enum(['create', 'delete', 'enable', 'disable'], {
    error: 'must be create, delete, enable or disable',
  }),
  messageCreateTime: epochMilliseconds,
  ...deviceFields,
});

export type LifecycleEvent = Known<z.infer<typeof schema>>;

export const lifecycle: MessageType<LifecycleEvent> = {
  type: 'lifecycle',
  topic: '/{productKey}/{deviceName}/thing/lifecycle',
  subscriptionFlag: 'DeviceLifeCycleFlag',
  mnsMessageType: 'device_lifecycle',
  schema,
  marks: ['action', 'deviceName', 'messageCreateTime'],
  kinds: ['lifecycle.create', 'lifecycle.delete', 'lifecycle.enable', 'lifecycle.disable'],
  kindField: 'action',
  arrange: (body) => ({ time: body['messageCreateTime'], order: body['messageCreateTime'] }),
};
