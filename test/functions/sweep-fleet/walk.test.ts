import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyWalk } from '../../../functions/sweep-fleet/any-walk.ts';
import { sqlWalk } from '../../../functions/sweep-fleet/sql-walk.ts';
import type { Cursor, Walk } from '../../../functions/sweep-fleet/walk.ts';
import { type QueryDeviceBySQLData, SaveDeviceProp } from '../../../shared/iot/operations/devices.ts';
import { newDevice } from '../../local/platform/api-caller.ts';
import { startSwept } from './sweeping.ts';

const everything = { groups: true, tags: true, versions: true };

/** The rows of a table of devices, as QueryDeviceBySQL answers a walk's statement. */
function tableOf(rows: readonly QueryDeviceBySQLData[]) {
  const statements: string[] = [];
  const call = async (_: unknown, { SQL }: { SQL: string }) => {
    statements.push(SQL);
    const [, after = '', offset, count] =
      /^SELECT \* FROM device WHERE product_key = "a1" AND gmt_create > "(.*)" ORDER BY gmt_create LIMIT (\d+), (\d+)$/.exec(
        SQL,
      ) ?? [];
    expect(Number(offset) + Number(count)).toBeLessThanOrEqual(10_000);
    const found = rows.filter(({ GmtCreate }) => (GmtCreate ?? '') > after);
    return { Data: found.slice(Number(offset), Number(offset) + Number(count)) };
  };
  return { iot: { call } as never, statements };
}

function rowsAt(times: readonly number[]): QueryDeviceBySQLData[] {
  return [...times]
    .sort((one, other) => one - other)
    .map((time, index) => ({
      ProductKey: 'a1',
      DeviceName: `meter-${index}`,
      Status: 'UNACTIVE',
      GmtCreate: new Date(1_700_000_000_000 + time).toISOString().replace('T', ' ').slice(0, -1),
    }));
}

async function namesFrom(walk: Walk, iot: never, from?: Cursor) {
  const pages: { names: string[]; next: Cursor | undefined; leftOut: string | undefined }[] = [];
  for await (const { devices, next, leftOut } of walk(iot, 'a1', from, everything))
    pages.push({ names: devices.map(({ name }) => name.deviceName), next, leftOut });
  return pages;
}

describe('by SQL', () => {
  test('reads each device once, whatever moments they were made at, also when it is gone on with', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.nat(10_000)), { maxLength: 400 }),
        fc.nat(10),
        async (times, resumeAt) => {
          const { iot } = tableOf(rowsAt(times));
          const pages = await namesFrom(sqlWalk, iot);
          const all = pages.flatMap(({ names }) => names);
          expect(new Set(all).size).toBe(all.length);
          expect(all).toHaveLength(times.length);
          const page = pages[resumeAt % pages.length];
          if (page?.next === undefined) return;
          const rest = (await namesFrom(sqlWalk, iot, page.next)).flatMap(({ names }) => names);
          expect(rest).toEqual(all.slice(all.length - rest.length));
          expect(rest).toHaveLength(all.length - 50 * ((resumeAt % pages.length) + 1));
        },
      ),
      { numRuns: 50 },
    );
  });

  test('goes beyond 10,000 devices, and says so when more were made in one millisecond', async () => {
    const many = tableOf(rowsAt(Array.from({ length: 12_000 }, (_, index) => index)));
    const pages = await namesFrom(sqlWalk, many.iot);
    expect(pages.flatMap(({ names }) => names)).toHaveLength(12_000);
    expect(many.statements).toHaveLength(241);

    const together = tableOf(rowsAt(Array.from({ length: 10_100 }, (_, index) => (index < 10_050 ? 0 : 1))));
    const partly = await namesFrom(sqlWalk, together.iot);
    expect(partly.flatMap(({ names }) => names)).toHaveLength(10_000 + 50);
    expect(partly.flatMap(({ leftOut }) => leftOut ?? [])).toEqual([
      expect.stringContaining('that were made at 2023-11-14 22:13:20.000, a query reaches 10000'),
    ]);
  });

  test('does not trust another order than that in which devices were made', async () => {
    const { iot } = tableOf(rowsAt([1, 2, 3]).reverse());
    await expect(namesFrom(sqlWalk, iot)).rejects.toThrow('in another order');
  });
});

test('an instance without the query is read by lists, page by page, and gone on with', async () => {
  const { product, served, iot } = await startSwept({ regionId: 'cn-hangzhou' });
  for (let number = 0; number < 70; number += 1) newDevice(served.platform, product, `meter-${number}`);
  const named = { ProductKey: product.productKey, DeviceName: 'meter-69' };
  await iot.call(SaveDeviceProp, { ...named, Props: { site: 'sh' } });

  const pages = [];
  for await (const page of anyWalk(iot, product.productKey, undefined, everything)) pages.push(page);
  expect(pages.map(({ devices }) => devices.length)).toEqual([50, 20]);
  const [first] = pages;
  expect(first?.devices[0]).toMatchObject({ status: 'UNACTIVE', tags: new Map([['site', 'sh']]) });
  const rest = [];
  for await (const page of anyWalk(iot, product.productKey, first?.next, everything)) rest.push(page);
  expect(rest.map(({ devices }) => devices.length)).toEqual([20]);
});
