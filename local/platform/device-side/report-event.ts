import { identityOf, topicOf } from '../device/identity.ts';
import type { Platform } from '../platform.ts';
import type { Device } from '../state/device.ts';
import { checkParameters, type ValueFault } from '../thing-model/check-value.ts';
import { featureOf } from '../thing-model/thing-model.ts';
import { eventTypes } from '../thing-model/write-tsl.ts';
import { checkTime, modelToCheckBy, type ReportKind } from './report-properties.ts';

/** An event as a device reports it. */
export interface ReportedEvent {
  readonly value: Readonly<Record<string, unknown>>;
  /** When it happened; now unless given. */
  readonly time?: number | undefined;
}

/**
 * Takes an event that a device reports: keeps it, and tells the subscribers, as `reportProperties` does with
 * properties. An event that no thing model knows counts as information, and its identifier as its name.
 *
 * @param key the event's identifier, or for a custom module's event `testFb:overheated`
 * @returns what is wrong, by parameter, or by the event when that is unknown
 * @throws AlinkFailure when the time is too far ahead
 */
export function reportEvent(
  device: Device,
  key: string,
  { value, time: given }: ReportedEvent,
  kind: ReportKind,
  platform: Platform,
): Record<string, string> {
  const { state, clock, messages } = platform;
  const now = clock.now();
  const time = given ?? now;
  checkTime(key, time, now);
  const model = modelToCheckBy(device.product, platform);
  const event = model && featureOf(model, 'event', key);
  const faults = model === undefined ? {} : checkParameters(value, event?.output ?? [], 'type');
  const name = event?.name ?? key;
  const type = event === undefined ? 'info' : eventTypes[event.eventType];
  const verified = event !== undefined && Object.keys(faults).length === 0;
  state.thingData.of(device).events.add(key, { key, time, name, type, output: value, verified });
  messages.send(device.product, kind.flag, topicOf(device, `/thing/event/${key}${kind.path}/post`), {
    identifier: key,
    name,
    type,
    ...identityOf(device),
    gmtCreate: now,
    value: without(value, faults),
    time,
    ...(model === undefined ? {} : { checkFailedData: failedData(value, faults, time) }),
  });
  if (model !== undefined && event === undefined) {
    return { [key]: `tsl parse: event not exist -> ${key}` };
  }
  return Object.fromEntries(Object.entries(faults).map(([parameter, { message }]) => [parameter, message]));
}

type Values = Readonly<Record<string, unknown>>;
type Faults = Readonly<Record<string, ValueFault>>;

const without = (value: Values, faults: Faults): object =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !Object.hasOwn(faults, key)));

const failedData = (value: Values, faults: Faults, time: number): object =>
  Object.fromEntries(
    Object.entries(faults).map(([key, fault]) => [key, { ...fault, value: value[key], time }]),
  );
