import {
  DeleteClientIds,
  QueryClientIds,
  TransformClientId,
} from '../../../../shared/iot/operations/devices.ts';
import { type ServedOperation, serve } from '../../operation.ts';
import { Refusal } from '../../refusal.ts';
import { deviceOf } from './named-device.ts';

const iotIdRefusals = { IotId: 'iot.device.InvalidIoTId' };

/** The ClientIDs of devices that registered themselves. */
export const clientIdOperations: readonly ServedOperation[] = [
  serve(QueryClientIds, iotIdRefusals, ({ IotId }, { state }) => {
    const clientIds = state.clientIds.of(deviceOf({ IotId }, state));
    return {
      Data: {
        IotId,
        DynamicRegClientIds: clientIds.map(({ clientId, createdAt }) => ({
          ClientId: clientId,
          CreateTime: createdAt,
        })),
      },
    };
  }),

  serve(TransformClientId, iotIdRefusals, ({ IotId, ClientId }, { state }) => {
    if (!state.clientIds.choose(deviceOf({ IotId }, state), ClientId)) {
      throw new Refusal(
        'iot.common.InvalidFormattedParameter',
        'request parameter error: the device has no such ClientId',
      );
    }
    return { Code: 'Success' };
  }),

  serve(DeleteClientIds, iotIdRefusals, ({ IotId }, { state }) => {
    state.clientIds.deleteAll(deviceOf({ IotId }, state));
    return { Code: 'Success' };
  }),
];
