import * as z from 'zod/mini';
import { anyText, deviceFields, epochMilliseconds, type Known, text } from './event-fields.ts';
import type { MessageType } from './message-type.ts';

/**
 * A device's update ended. A task that fails because another task of the device is still pending sends no message.
 * The guide names SUCCEEDED and FAILED; the vendor's later documents add CANCELED.
 *
 * @example
 * { "iotId": "4z819VQHk6VSLmmBJfrf00107e0001", "productKey": "a1B2c3D4e5F", "deviceName": "sh-pump-0001",
 *   "moduleName": "default", "status": "SUCCEEDED", "messageCreateTime": 1571323748000, "srcVersion": "1.0.1",
 *   "destVersion": "1.0.2", "desc": "success", "jobId": "wahVIzGkCMuAUE2gDERM020001", "taskId": "y3tOmCDNgpR8F9jnVEzC010001" }
 */
const schema = z.looseObject({
  type: z.literal('ota.status'),
  status: z.enum(['SUCCEEDED', 'FAILED', 'CANCELED'], { error: 'must be SUCCEEDED, FAILED or CANCELED' }),
  moduleName: z.exactOptional(anyText),
  srcVersion: z.exactOptional(anyText),
  destVersion: text,
  desc: z.exactOptional(anyText),
  jobId: text,
  taskId: text,
  messageCreateTime: epochMilliseconds,
  ...deviceFields,
});

export type OtaStatusEvent = Known<z.infer<typeof schema>>;

export const otaStatus: MessageType<OtaStatusEvent> = {
  type: 'ota.status',
  topic: '/{productKey}/{deviceName}/ota/upgrade',
  subscriptionFlag: 'OtaEventFlag',
  mnsMessageType: 'ota_event',
  schema,
  marks: ['status', 'jobId', 'taskId'],
  kinds: ['ota.status.succeeded', 'ota.status.failed', 'ota.status.canceled'],
  kindField: 'status',
  arrange: (body) => ({ time: body['messageCreateTime'], order: body['messageCreateTime'] }),
};
