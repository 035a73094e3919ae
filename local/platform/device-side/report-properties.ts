import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { identityOf, topicOf } from '../device/identity.ts';
import type { Platform } from '../platform.ts';
import type { Device } from '../state/device.ts';
import type { Product } from '../state/products.ts';
import type { PropertyRecord } from '../state/thing-data.ts';
import { checkValue, unknownValue, type ValueFault } from '../thing-model/check-value.ts';
import { featureOf, type ThingModel } from '../thing-model/thing-model.ts';
import { AlinkFailure, alinkCodes } from './alink.ts';

/** The vendor's limits on a report. */
const mostProperties = 200;
const furthestAhead = 24 * 60 * 60_000;

/** Where a report goes: what has just been measured, or what a device kept while it was offline. */
export const freshReport = { flag: 'DeviceDataFlag', path: '' } as const;
export const historyReport = { flag: 'ThingHistoryFlag', path: '/history' } as const;
export type ReportKind = typeof freshReport | typeof historyReport;

/**
 * Takes what a device reports of its properties, each its value alone or `{ value, time }`: keeps it, and tells the
 * subscribers.
 *
 * With a thing model to check by, all is forwarded, too, as the guide's section 4.7.1 has it: what keeps to the model
 * among the message's `items`, the rest in its `checkFailedData`.
 *
 * @returns what is wrong, by property
 * @throws AlinkFailure when there are too many properties, or a time is too far ahead
 */
export function reportProperties(
  device: Device,
  params: Readonly<Record<string, unknown>>,
  kind: ReportKind,
  platform: Platform,
): Record<string, string> {
  const { state, clock, messages } = platform;
  const { product } = device;
  const now = clock.now();
  const reported = Object.entries(params).map(([key, held]) => ({ key, ...withTime(held, now) }));
  checkReport(reported, now);
  const model = modelToCheckBy(product, platform);
  const { properties } = state.thingData.of(device);
  const items: [string, object][] = [];
  const failed: [string, ValueFault & { readonly value: unknown; readonly time: number }][] = [];
  for (const { key, value, time } of reported) {
    const fault = model && faultOf(key, value, model);
    const earlier = properties.of(key)?.lastAdded;
    const record = { key, value, time, verified: model !== undefined && fault === undefined };
    properties.add(key, record);
    if (kind === freshReport && isRepeated(record, earlier, product)) continue;
    if (fault === undefined) items.push([key, { value, time }]);
    else failed.push([key, { ...fault, value, time }]);
  }
  if (items.length > 0 || failed.length > 0) {
    messages.send(product, kind.flag, topicOf(device, `/thing/event/property${kind.path}/post`), {
      ...identityOf(device),
      gmtCreate: now,
      deviceType: product.settings.category?.categoryKey ?? 'CustomCategory',
      items: Object.fromEntries(items),
      ...(model === undefined ? {} : { checkFailedData: Object.fromEntries(failed) }),
    });
  }
  return Object.fromEntries(failed.map(([key, { message }]) => [key, message]));
}

/** The thing model that a product's reports are checked by, if they are checked at all. */
export function modelToCheckBy(product: Product, { state }: Platform): ThingModel | undefined {
  return product.settings.validateType === 1 ? state.thingModels.current(product) : undefined;
}

/** @throws AlinkFailure when a report is of a time too far ahead */
export function checkTime(key: string, time: number, now: number): void {
  if (time <= now + furthestAhead) return;
  throw new AlinkFailure(
    alinkCodes.badRequest,
    `request parameter error: the time of ${key} is more than 24 hours ahead`,
  );
}

function checkReport(reported: readonly { key: string; time: number }[], now: number): void {
  if (reported.length > mostProperties) {
    throw new AlinkFailure(
      alinkCodes.badRequest,
      `request parameter error: params must have at most ${mostProperties} properties`,
    );
  }
  for (const { key, time } of reported) checkTime(key, time, now);
}

function faultOf(key: string, value: unknown, model: ThingModel): ValueFault | undefined {
  const property = featureOf(model, 'property', key);
  return property === undefined ? unknownValue(key) : checkValue(value, property.dataType, key, 'type');
}

/** Whether the product's rules drop a report: it is like the one before it in all that they look at. */
function isRepeated(
  record: PropertyRecord,
  earlier: PropertyRecord | undefined,
  { duplicates: { sameTimestamp, sameValue } }: Product,
): boolean {
  if (earlier === undefined || !(sameTimestamp || sameValue)) return false;
  return (
    (!sameTimestamp || earlier.time === record.time) &&
    (!sameValue || isDeepStrictEqual(earlier.value, record.value))
  );
}

const valueAndTime = z.strictObject({
  value: z.unknown(),
  time: z.optional(z.int().check(z.gte(0))),
});

function withTime(property: unknown, now: number): { value: unknown; time: number } {
  const { data } = valueAndTime.safeParse(property);
  return data !== undefined && 'value' in data
    ? { value: data.value, time: data.time ?? now }
    : { value: property, time: now };
}
