import { type CustomEvent, custom } from './custom.ts';
import { type DownlinkReplyEvent, downlinkReply } from './downlink-reply.ts';
import { event, type ThingEvent } from './event.ts';
import { eventHistory, type ThingEventHistoryEvent } from './event-history.ts';
import { type LifecycleEvent, lifecycle } from './lifecycle.ts';
import type { MessageType } from './message-type.ts';
import { type OtaBatchStatusEvent, otaBatchStatus } from './ota-batch-status.ts';
import { type OtaStatusEvent, otaStatus } from './ota-status.ts';
import { type OtaVersionEvent, otaVersion } from './ota-version.ts';
import { type PropertyEvent, property } from './property.ts';
import { type PropertyHistoryEvent, propertyHistory } from './property-history.ts';
import { type StatusEvent, status } from './status.ts';
import { type SubDevicesFoundEvent, subDevicesFound } from './sub-devices-found.ts';
import { type TagsEvent, tags } from './tags.ts';
import { type TopologyEvent, topology } from './topology.ts';

/**
 * One message about devices, whatever channel it came by. `type` says which. All have
 *
 * - `id`: the message's id; two deliveries with one id are the same message
 * - `time`: the message's own time in epoch milliseconds, and `order`, the number by which the messages of one device
 *   and type are put in order: `utcLastTime` for a status, `time` for all others
 * - `topic`, `productKey`, and (all but `ota.batch`) `deviceName` and, where the message has it, `iotId`
 * - the body's fields under their own names, unknown ones too. The few whose name means something else here are
 *   renamed (`event`: `type` is `eventType`; `downlink.reply`: `topic` is `requestTopic`).
 *
 * No event holds a DeviceSecret.
 */
export type DeviceEvent =
  | CustomEvent
  | DownlinkReplyEvent
  | LifecycleEvent
  | OtaBatchStatusEvent
  | OtaStatusEvent
  | OtaVersionEvent
  | PropertyEvent
  | PropertyHistoryEvent
  | StatusEvent
  | SubDevicesFoundEvent
  | TagsEvent
  | ThingEvent
  | ThingEventHistoryEvent
  | TopologyEvent;

/** Every type of message, by the `type` of its events. */
export const messageTypes: {
  readonly [Type in DeviceEvent['type']]: MessageType<Extract<DeviceEvent, { type: Type }>>;
} = {
  status,
  property,
  event,
  'property.history': propertyHistory,
  'event.history': eventHistory,
  lifecycle,
  topology,
  'sub-devices.found': subDevicesFound,
  'downlink.reply': downlinkReply,
  'ota.status': otaStatus,
  'ota.version': otaVersion,
  'ota.batch': otaBatchStatus,
  tags,
  custom,
};

/** Every name that a rule's `on` can use: `status`, `status.online`, … */
export const eventKinds: readonly string[] = Object.values(messageTypes).flatMap(({ type, kinds }) => [
  type,
  ...kinds,
]);

/**
 * The names by which a rule's `on` can mean this event, the general one first.
 *
 * @example
 * kindsOf(event) // ['lifecycle', 'lifecycle.create']
 */
export function kindsOf(event: DeviceEvent): readonly string[] {
  const { type } = event;
  const { kindField } = messageTypes[type];
  const fields: Readonly<Record<string, unknown>> = event;
  return kindField === undefined ? [type] : [type, `${type}.${String(fields[kindField]).toLowerCase()}`];
}

/** The type of message that events of this kind come of, or `undefined` for a name that is not among `eventKinds`. */
export function messageTypeOf(kind: string): (typeof messageTypes)[DeviceEvent['type']] | undefined {
  return Object.values(messageTypes).find(({ type, kinds }) => type === kind || kinds.includes(kind));
}
