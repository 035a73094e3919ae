import * as z from 'zod/mini';
import { gatewayFields, type Known, takenTime } from './event-fields.ts';
import type { MessageType } from './message-type.ts';

/**
 * A gateway found sub-devices near it. `productKey`, `deviceName` and `iotId` are the gateway's. The body tells no
 * time: the event's is that at which IoT Platform made the message.
 *
 * @example
 * { "gwIotId": "4z819VQHk6VSLmmBJfrf00107e0100", "gwProductKey": "a1G2a3T4e5W", "gwDeviceName": "sh-gateway-01",
 *   "devices": [{ "iotId": "4z819VQHk6VSLmmBJfrf00107e0001", "productKey": "a1B2c3D4e5F", "deviceName": "sh-pump-0001" }] }
 */
const schema = z.looseObject({
  type: z.literal('sub-devices.found'),
  generateTime: takenTime,
  ...gatewayFields,
});

export type SubDevicesFoundEvent = Known<z.infer<typeof schema>>;

export const subDevicesFound: MessageType<SubDevicesFoundEvent> = {
  type: 'sub-devices.found',
  topic: '/{gwProductKey}/{gwDeviceName}/thing/list/found',
  subscriptionFlag: 'FoundDeviceListFlag',
  mnsMessageType: 'topo_listfound',
  schema,
  marks: ['gwDeviceName', 'devices'],
  kinds: [],
  arrange: (body, generateTime) => ({
    productKey: body['gwProductKey'],
    deviceName: body['gwDeviceName'],
    iotId: body['gwIotId'],
    generateTime,
    time: generateTime,
    order: generateTime,
  }),
};
