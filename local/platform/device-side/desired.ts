import * as z from 'zod/mini';
import { alink } from './alink.ts';

/** How devices ask what their properties shall be, and say that they have done it. */
export const desiredUplink = [
  alink(
    '/sys/{productKey}/{deviceName}/thing/property/desired/get',
    z.array(z.string()),
    (keys, { device }, { state }) => {
      const desired = state.thingData.find(device)?.desired;
      return Object.fromEntries(
        keys.flatMap((key) => {
          const { value, version } = desired?.get(key) ?? {};
          return value === undefined ? [] : [[key, { value, version }]];
        }),
      );
    },
  ),

  // A value that was set anew since the device asked stays.
  alink(
    '/sys/{productKey}/{deviceName}/thing/property/desired/delete',
    z.record(z.string(), z.object({ version: z.optional(z.int()) })),
    (params, { device }, { state, clock }) => {
      const desired = state.thingData.find(device)?.desired;
      for (const [key, { version }] of Object.entries(params)) {
        const held = desired?.get(key);
        if (held === undefined || (version !== undefined && version !== held.version)) continue;
        desired?.set(key, { ...held, value: undefined, time: clock.now() });
      }
      return undefined;
    },
  ),
];
