import * as z from 'zod/mini';
import { gatewayFields, type Known } from './event-fields.ts';
import type { MessageType } from './message-type.ts';

/**
 * A gateway found sub-devices near it. `productKey`, `deviceName` and `iotId` are the gateway's. The body tells no
 * time: the event's is that at which IoT Platform made the message.
 *
 * @example
 * { "gwIotId": "4z819VQHk6VSLmmBJfrf00107e0100", "gwProductKey": "a1G2a3T4e5W", "gwDeviceName": "sh-gateway-01",
 *   "devices": [{ "iotId": "4z819VQHk6VSLmmBJfrf00107e0001", "productKey": "a1B2c3D4e5F", "deviceName": "sh-pump-0001" }] }
 */
const schema = z.looseObject({ type: z.literal('sub-devices.found'), ...gatewayFields });

export type SubDevicesFoundEvent = Known<z.infer<typeof schema>>;

export const subDevicesFound: MessageType<SubDevicesFoundEvent> = {
  type: 'sub-devices.found',
  topic: '/{productKey}/{deviceName}/thing/list/found',
  subscriptionFlag: 'FoundDeviceListFlag',
  mnsMessageType: 'topo_listfound',
  schema,
  kinds: [],
  arrange: (body, generateTime) => ({ iotId: body['gwIotId'], time: generateTime, order: generateTime }),
};
