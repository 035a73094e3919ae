import * as z from 'zod/mini';
import { text, time } from './fields.ts';
import { statePart } from './state-part.ts';

const halfOpen = z.strictObject({ device: text(), until: time() });

export const halfOpenPart = statePart(
  { halfOpen },
  function* ({ platform: { state, clock } }) {
    const now = clock.now();
    for (const device of state.devices.all()) {
      const until = state.halfOpenUntil.get(device);
      if (until !== undefined && until > now) yield ['halfOpen', { device: device.iotId, until }] as const;
    }
  },
  {
    halfOpen({ device, until }, loading) {
      loading.platform.state.halfOpenUntil.set(loading.device(device), until);
    },
  },
);
