import * as z from 'zod/mini';
import { epochMilliseconds, gatewayFields, type Known } from './event-fields.ts';
import type { MessageType } from './message-type.ts';

/**
 * Sub-devices were bound to a gateway, taken from it, enabled or disabled there. `productKey`, `deviceName` and
 * `iotId` are the gateway's.
 *
 * @example
 * { "action": "create", "gwIotId": "4z819VQHk6VSLmmBJfrf00107e0100", "gwProductKey": "a1G2a3T4e5W",
 *   "gwDeviceName": "sh-gateway-01",
 *   "devices": [{ "iotId": "4z819VQHk6VSLmmBJfrf00107e0001", "productKey": "a1B2c3D4e5F", "deviceName": "sh-pump-0001" }],
 *   "messageCreateTime": 1510292739881 }
 */
const schema = z.looseObject({
  type: z.literal('topology'),
  action: z.enum(['create', 'delete', 'enable', 'disable'], {
    error: 'must be create, delete, enable or disable',
  }),
  messageCreateTime: epochMilliseconds,
  ...gatewayFields,
});

export type TopologyEvent = Known<z.infer<typeof schema>>;

/** Older documents say add and remove; the present ones say create and delete, as a device's own lifecycle does. */
const presentWord: Readonly<Record<string, string>> = { add: 'create', remove: 'delete' };

export const topology: MessageType<TopologyEvent> = {
  type: 'topology',
  topic: '/{gwProductKey}/{gwDeviceName}/thing/topo/lifecycle',
  subscriptionFlag: 'DeviceTopoLifeCycleFlag',
  mnsMessageType: 'topo_lifecycle',
  schema,
  kinds: ['topology.create', 'topology.delete', 'topology.enable', 'topology.disable'],
  marks: ['action', 'gwDeviceName', 'devices'],
  kindField: 'action',
  arrange: (body) => {
    const action = body['action'];
    return {
      action: action === 'add' || action === 'remove' ? presentWord[action] : action,
      productKey: body['gwProductKey'],
      deviceName: body['gwDeviceName'],
      iotId: body['gwIotId'],
      time: body['messageCreateTime'],
      order: body['messageCreateTime'],
    };
  },
};
