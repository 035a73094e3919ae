import * as z from 'zod/mini';
import { identityOf, topicOf } from '../device/identity.ts';
import { alink } from './alink.ts';

const reported = z.object({
  value: z.record(z.string(), z.unknown()),
  time: z.optional(z.int().check(z.gte(0))),
});

/** What devices report as events. */
export const eventUplink = [
  alink(
    '/sys/{productKey}/{deviceName}/thing/event/{identifier}/post',
    reported,
    ({ value, time }, uplink, platform) => {
      const { device, parts } = uplink;
      const { identifier = '' } = parts;
      const now = platform.clock.now();
      platform.messages.send(
        device.product,
        'DeviceDataFlag',
        topicOf(device, `/thing/event/${identifier}/post`),
        {
          identifier,
          name: identifier,
          type: 'info',
          ...identityOf(device),
          gmtCreate: now,
          value,
          time: time ?? now,
        },
      );
      return undefined;
    },
  ),
];
