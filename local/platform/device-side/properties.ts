import * as z from 'zod/mini';
import { identityOf, topicOf } from '../device/identity.ts';
import { alink } from './alink.ts';

const time = z.int().check(z.gte(0));
const reported = z.record(z.string(), z.unknown());
const valueAndTime = z.strictObject({ value: z.unknown(), time: z.optional(time) });

/** What devices report of their properties. */
export const propertyUplink = [
  alink(
    '/sys/{productKey}/{deviceName}/thing/event/property/post',
    reported,
    (params, { device }, platform) => {
      const now = platform.clock.now();
      const items = Object.fromEntries(
        Object.entries(params).map(([identifier, property]) => [identifier, withTime(property, now)]),
      );
      if (Object.keys(items).length === 0) return undefined;
      platform.messages.send(
        device.product,
        'DeviceDataFlag',
        topicOf(device, '/thing/event/property/post'),
        {
          ...identityOf(device),
          gmtCreate: now,
          deviceType: device.product.settings.category?.categoryKey ?? 'CustomCategory',
          items,
        },
      );
      return undefined;
    },
  ),
];

/** A property comes as its value alone, or as `{ value, time }`. */
function withTime(property: unknown, now: number): { value: unknown; time: number } {
  const { data } = valueAndTime.safeParse(property);
  return data !== undefined && 'value' in data
    ? { value: data.value, time: data.time ?? now }
    : { value: property, time: now };
}
