import * as z from 'zod/mini';
import { anyText, epochMilliseconds, eventFields, type Known, text } from './event-fields.ts';
import type { MessageType } from './message-type.ts';

/**
 * An update batch started or ended. It is about a batch, not about a device: there is no `deviceName`. `packageId` is
 * the FirmwareId of the API.
 *
 * @example
 * { "productKey": "a1B2c3D4e5F", "moduleName": "default", "packageId": "wahVIzGkCMuAUE2gDERM010001",
 *   "jobId": "wahVIzGkCMuAUE2gDERM020001", "status": "IN_PROGRESS", "messageCreateTime": 1571323748000 }
 */
const schema = z.looseObject({
  type: z.literal('ota.batch'),
  status: z.enum(['PLANNED', 'IN_PROGRESS', 'COMPLETED', 'CANCELED'], {
    error: 'must be PLANNED, IN_PROGRESS, COMPLETED or CANCELED',
  }),
  moduleName: z.exactOptional(anyText),
  packageId: text,
  jobId: text,
  messageCreateTime: epochMilliseconds,
  ...eventFields,
});

export type OtaBatchStatusEvent = Known<z.infer<typeof schema>>;

export const otaBatchStatus: MessageType<OtaBatchStatusEvent> = {
  type: 'ota.batch',
  topic: '/{productKey}/{packageId}/{jobId}/ota/job/status',
  subscriptionFlag: 'OtaJobFlag',
  schema,
  marks: ['status', 'packageId', 'jobId'],
  kinds: ['ota.batch.planned', 'ota.batch.in_progress', 'ota.batch.completed', 'ota.batch.canceled'],
  kindField: 'status',
  arrange: (body) => ({ time: body['messageCreateTime'], order: body['messageCreateTime'] }),
};
