import * as z from 'zod/mini';
import type { History } from '../state/history.ts';
import type { Desired, EventRecord, PropertyRecord, ServiceRecord } from '../state/thing-data.ts';
import { count, type FieldsOf, flag, maybe, object, text, time } from './fields.ts';
import { statePart } from './state-part.ts';

/** So many records are in one line. */
const recordsPerLine = 100;

/** All records of a line have this key. */
const keyed = { device: text(), key: text() };

const propertyHistory = z.strictObject({
  ...keyed,
  records: z.array(
    z.strictObject({ value: z.unknown(), time: time(), verified: flag() } satisfies FieldsOf<
      PropertyRecord,
      'key'
    >),
  ),
});

const eventHistory = z.strictObject({
  ...keyed,
  records: z.array(
    z.strictObject({
      name: text(),
      type: z.enum(['info', 'alert', 'error']),
      output: object(),
      time: time(),
      verified: flag(),
    } satisfies FieldsOf<EventRecord, 'key'>),
  ),
});

const serviceHistory = z.strictObject({
  ...keyed,
  records: z.array(
    z.strictObject({
      name: text(),
      messageId: text(),
      input: object(),
      output: maybe(object()),
      time: time(),
      verified: flag(),
    } satisfies FieldsOf<ServiceRecord, 'key'>),
  ),
});

const desired = z.strictObject({
  ...keyed,
  value: z.optional(z.unknown()),
  version: count(),
  time: time(),
} satisfies FieldsOf<Desired, never, 'device' | 'key'>);

/** The records in an order in which they can come again: the one that came last is told from the others. */
function* linesOf<Record extends { readonly time: number }>(history: History<Record>) {
  const { records, lastAdded } = history;
  const inOrder = records.filter((record) => record !== lastAdded);
  if (lastAdded !== undefined) inOrder.push(lastAdded);
  for (let start = 0; start < inOrder.length; start += recordsPerLine) {
    yield inOrder.slice(start, start + recordsPerLine);
  }
}

export const thingDataPart = statePart(
  { propertyHistory, eventHistory, serviceHistory, desired },
  function* ({ platform: { state } }) {
    for (const device of state.devices.all()) {
      const data = state.thingData.find(device);
      if (data === undefined) continue;
      const { iotId } = device;
      for (const [key, history] of data.properties.all) {
        for (const lines of linesOf(history)) {
          const records = lines.map(({ key: _, ...record }) => record);
          yield ['propertyHistory', { device: iotId, key, records }] as const;
        }
      }
      for (const [key, history] of data.events.all) {
        for (const lines of linesOf(history)) {
          const records = lines.map(({ key: _, ...record }) => record);
          yield ['eventHistory', { device: iotId, key, records }] as const;
        }
      }
      for (const [key, history] of data.services.all) {
        for (const lines of linesOf(history)) {
          const records = lines.map(({ key: _, ...record }) => record);
          yield ['serviceHistory', { device: iotId, key, records }] as const;
        }
      }
      for (const [key, { value, version, time }] of data.desired) {
        yield ['desired', { device: iotId, key, value, version, time }] as const;
      }
    }
  },
  {
    propertyHistory({ device, key, records }, loading) {
      const { properties } = loading.platform.state.thingData.of(loading.device(device));
      for (const record of records) properties.add(key, { ...record, key });
    },
    eventHistory({ device, key, records }, loading) {
      const { events } = loading.platform.state.thingData.of(loading.device(device));
      for (const record of records) events.add(key, { ...record, key });
    },
    serviceHistory({ device, key, records }, loading) {
      const { services } = loading.platform.state.thingData.of(loading.device(device));
      for (const record of records) services.add(key, { ...record, key });
    },
    desired({ device, key, value, version, time }, loading) {
      loading.platform.state.thingData.of(loading.device(device)).desired.set(key, { value, version, time });
    },
  },
);
