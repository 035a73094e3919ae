import * as z from 'zod/mini';
import type { ClientId } from '../state/client-ids.ts';
import { type FieldsOf, maybe, text, time } from './fields.ts';
import { statePart } from './state-part.ts';

const clientIds = z.strictObject({
  device: text(),
  all: z.array(z.strictObject({ clientId: text(), createdAt: time() } satisfies FieldsOf<ClientId>)),
  chosen: maybe(text()),
});

export const clientIdsPart = statePart(
  { clientIds },
  function* ({ platform: { state } }) {
    for (const device of state.devices.all()) {
      const all = state.clientIds.of(device);
      if (all.length === 0) continue;
      yield ['clientIds', { device: device.iotId, all, chosen: state.clientIds.chosen(device) }] as const;
    }
  },
  {
    clientIds({ device: iotId, all, chosen }, loading) {
      const { clientIds } = loading.platform.state;
      const device = loading.device(iotId);
      for (const clientId of all) clientIds.add(device, clientId);
      if (chosen !== undefined) clientIds.choose(device, chosen);
    },
  },
);
