import * as z from 'zod/mini';
import { QueryDeviceBySQL, type QueryDeviceBySQLData } from '../../shared/iot/operations/devices.ts';
import { isStatus, type PresentDevice } from './present-device.ts';
import type { Page, Walk } from './walk.ts';

/** The most rows that one QueryDeviceBySQL gives, and the last that its LIMIT reaches (section 4.8.35). */
const rowsPerCall = 50;
const lastRow = 10_000;

/** All devices made after a moment, without the first so many: those of one moment may be on two pages. */
const cursorSchema = z.object({ createdAfter: z.string(), skip: z.number() });
type SqlCursor = z.infer<typeof cursorSchema>;

/** A moment before all devices. */
const beginning: SqlCursor = { createdAfter: '2000-01-01 00:00:00.000', skip: 0 };

/**
 * Reads by QueryDeviceBySQL, in the order in which devices were made: 50 devices a call with all that there is to know
 * of them, for ten calls a second. No other way is as cheap. LIMIT reaches 10,000 rows, so each page begins at the
 * moment at which the page before ended, and skips what that has told of this moment.
 *
 * @throws IotError with the code `iot.common.APINotSupportedInInstance` where the instance has no such query
 */
export const sqlWalk: Walk = async function* (iot, productKey, from) {
  let cursor = readCursor(from);
  for (;;) {
    const SQL =
      `SELECT * FROM device WHERE product_key = "${productKey}" AND gmt_create > "${cursor.createdAfter}" ` +
      `ORDER BY gmt_create LIMIT ${cursor.skip}, ${rowsPerCall}`;
    const { Data } = await iot.call(QueryDeviceBySQL, { SQL });
    const rows = Data ?? [];
    const page = pageOf(rows, cursor);
    yield { ...page, next: page.next && JSON.stringify(page.next), devices: rows.flatMap(deviceOf) };
    if (page.next === undefined) return;
    cursor = page.next;
  }
};

function pageOf(
  rows: readonly QueryDeviceBySQLData[],
  { createdAfter, skip }: SqlCursor,
): Pick<Page, 'leftOut'> & { readonly next: SqlCursor | undefined } {
  const times = rows.map(({ GmtCreate }) => GmtCreate ?? '');
  if (times.some((time, index) => index > 0 && time < (times[index - 1] ?? '')))
    throw new Error('QueryDeviceBySQL lists devices in another order than that in which they were made.');
  const last = times.at(-1);
  if (last === undefined || rows.length < rowsPerCall) return { next: undefined };
  const before = justBefore(last);
  const told = times.filter((time) => time === last).length;
  const next = { createdAfter: before, skip: before === createdAfter ? skip + told : told };
  if (next.skip + rowsPerCall <= lastRow) return { next };
  const leftOut = `of the devices that were made at ${last}, a query reaches ${lastRow}, and there may be more`;
  return { next: { createdAfter: last, skip: 0 }, leftOut };
}

/** A millisecond earlier. Which zone the text is of does not matter. */
function justBefore(time: string): string {
  const moment = new Date(`${time.replace(' ', 'T')}Z`);
  if (Number.isNaN(moment.getTime()))
    throw new Error(`QueryDeviceBySQL tells a GmtCreate that is no time such as ${beginning.createdAfter}.`);
  return new Date(moment.getTime() - 1).toISOString().replace('T', ' ').slice(0, -1);
}

function readCursor(from: string | undefined): SqlCursor {
  if (from === undefined) return beginning;
  try {
    return cursorSchema.parse(JSON.parse(from));
  } catch {
    // Written by another version of this code, or for another way to read: from the beginning.
    return beginning;
  }
}

function deviceOf(row: QueryDeviceBySQLData): PresentDevice[] {
  const { ProductKey, DeviceName, IotId, Status, ActiveTime, Groups, Tags, OTAModules } = row;
  if (!ProductKey || !DeviceName || !isStatus(Status)) return [];
  return [
    {
      name: { productKey: ProductKey, deviceName: DeviceName },
      iotId: IotId ?? undefined,
      status: Status,
      activated: Boolean(ActiveTime),
      groupIds: new Set(Groups?.flatMap(({ GroupId }) => GroupId ?? [])),
      tags: new Map(Tags?.map(({ TagName, TagValue }) => [TagName ?? '', TagValue ?? ''])),
      versions: new Map(
        OTAModules?.flatMap(({ ModuleName, FirmwareVersion }) =>
          ModuleName && FirmwareVersion ? [[ModuleName, FirmwareVersion] as const] : [],
        ),
      ),
    },
  ];
}
