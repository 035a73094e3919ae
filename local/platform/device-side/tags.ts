import * as z from 'zod/mini';
import { hasRoomFor, saveTags } from '../device/tags.ts';
import { AlinkFailure, alink, alinkCodes } from './alink.ts';

const attrKey = z.string().check(z.minLength(1));
const mostAtOnce = z.maxLength(200);
const updated = z.array(z.object({ attrKey, attrValue: z.string() })).check(z.minLength(1), mostAtOnce);
const deleted = z.array(z.object({ attrKey })).check(z.minLength(1), mostAtOnce);

/** What devices say of their tags. */
export const tagUplink = [
  alink('/sys/{productKey}/{deviceName}/thing/deviceinfo/update', updated, (params, { device }, platform) => {
    const tags = params.map(({ attrKey, attrValue }) => [attrKey, attrValue] as const);
    if (
      !hasRoomFor(
        device,
        tags.map(([key]) => key),
      )
    ) {
      throw new AlinkFailure(alinkCodes.badRequest, 'request parameter error: a device has at most 100 tags');
    }
    saveTags(device, tags, platform);
    return undefined;
  }),

  alink(
    '/sys/{productKey}/{deviceName}/thing/deviceinfo/delete',
    deleted,
    (params, { device }, { state }) => {
      for (const { attrKey } of params) state.devices.removeTag(device, attrKey);
      return undefined;
    },
  ),
];
