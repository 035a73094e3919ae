import * as z from 'zod/mini';
import { deviceFields, epochMilliseconds, type Known, text } from './event-fields.ts';
import type { MessageType } from './message-type.ts';

/**
 * A device reported a version of one of its modules that differs from the one it reported before.
 *
 * @example
 * { "iotId": "4z819VQHk6VSLmmBJfrf00107e0001", "productKey": "a1B2c3D4e5F", "deviceName": "sh-pump-0001",
 *   "moduleName": "default", "moduleVersion": "1.0.3", "messageCreateTime": 1571323748000 }
 */
const schema = z.looseObject({
  type: z.literal('ota.version'),
  moduleName: text,
  moduleVersion: text,
  messageCreateTime: epochMilliseconds,
  ...deviceFields,
});

export type OtaVersionEvent = Known<z.infer<typeof schema>>;

export const otaVersion: MessageType<OtaVersionEvent> = {
  type: 'ota.version',
  topic: '/{productKey}/{deviceName}/ota/version/post',
  subscriptionFlag: 'OtaVersionFlag',
  schema,
  marks: ['moduleName', 'moduleVersion', 'deviceName'],
  kinds: [],
  arrange: (body) => ({ time: body['messageCreateTime'], order: body['messageCreateTime'] }),
};
