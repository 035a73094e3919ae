import type { core } from 'zod/mini';
import { type Channel, type DeadLetter, deadLetter, idOfBytes } from './dead-letter.ts';
import { type DeviceEvent, messageTypes } from './device-event.ts';
import { redactBytes } from './device-secret.ts';
import { type Json, readJson } from './json.ts';
import { topicMatcher } from './topic.ts';

/** A message as a channel delivers it, its envelope opened. */
export interface DeviceMessage {
  readonly channel: Channel;
  readonly topic: string;
  /** Without one, the message gets an id made of its bytes. */
  readonly messageId?: string | undefined;
  /** When IoT Platform took the message, in epoch milliseconds. */
  readonly generateTime?: number | undefined;
  /** When the message arrived here, in epoch milliseconds. */
  readonly receivedTime: number;
  readonly payload: Uint8Array;
  /**
   * The message's body as JSON, where the channel had to take it out of something greater. The event is made of it in
   * place; a custom event's bytes are made of it.
   */
  readonly body?: unknown;
}

/** What became of a message: an event and how it came, or a dead letter that says which rule the message breaks. */
export type Reading =
  | { readonly event: DeviceEvent; readonly channel: Channel }
  | { readonly deadLetter: DeadLetter };

const typeOfTopic = topicMatcher(
  Object.values(messageTypes).map((messageType) => [messageType.topic, messageType]),
);

/**
 * Reads one message about devices: its type by the topic, its body by the type's schema. Fields that no schema knows
 * are kept; a field that is null counts as missing; a DeviceSecret is dropped.
 *
 * @returns the event, or a dead letter when the message breaks a rule. It never throws, whatever the message holds.
 *
 * @example
 * readMessage({
 *   channel: 'amqp',
 *   topic: '/as/mqtt/status/a1B2c3D4e5F/sh-pump-0001',
 *   messageId: '1526450324825481216',
 *   generateTime: 1535700748205,
 *   receivedTime: Date.now(),
 *   payload: Buffer.from('{ "status": "online", … }'),
 * }); // { event: { type: 'status', status: 'online', … }, channel: 'amqp' }
 */
export function readMessage(message: DeviceMessage): Reading {
  const { topic, generateTime } = message;
  const bytes = bufferOf(message.payload);
  const id = message.messageId ?? idOfBytes(bytes, topic, String(generateTime));
  const refuse = (rule: string): Reading => ({ deadLetter: deadLetter({ ...message, id, bytes }, rule) });

  const match = typeOfTopic(topic);
  if (match === undefined)
    return refuse(`topic: must be that of a message about devices, but is ${shown(topic)}`);
  const { value: messageType, segments } = match;

  const json = message.body === undefined ? readJson(bytes) : { value: message.body };
  const body = messageType.type === 'custom' ? customBody(message, bytes, json) : json;
  if ('fault' in body) return refuse(`payload: ${body.fault}`);
  if (!isObject(body.value)) return refuse(`payload: must be a JSON object, but is ${shown(body.value)}`);

  const fields = body.value;
  for (const name in fields) if (fields[name] === null) Reflect.deleteProperty(fields, name);
  for (const name in segments) {
    fields[name] ??= segments[name];
    if (fields[name] !== segments[name]) {
      return refuse(
        `${name}: must be ${shown(segments[name])} as in the topic, but is ${shown(fields[name])}`,
      );
    }
  }
  const arranged = messageType.arrange(fields, generateTime);
  for (const name in arranged) {
    if (arranged[name] === undefined) Reflect.deleteProperty(fields, name);
    else fields[name] = arranged[name];
  }
  fields['type'] = messageType.type;
  fields['id'] = id;
  fields['topic'] = topic;

  const checked = messageType.schema.safeParse(fields);
  return checked.success
    ? { event: checked.data, channel: message.channel }
    : refuse(brokenRules(checked.error.issues, fields));
}

/** A message can break a rule once for each of its thousands of items: more than these say nothing new. */
const mostTold = 10;

/**
 * Says which rules a value breaks: `status: must be online or offline, but is "asleep"; …`.
 *
 * @param issues what the schema found
 * @param value what was checked
 * @param name what the value as a whole is called
 */
export function brokenRules(issues: readonly core.$ZodIssue[], value: unknown, name = 'payload'): string {
  // `time` and `order` are taken from other fields, whose own issue says more.
  const ofOthers = issues.filter(({ path: [name] }) => name !== 'time' && name !== 'order');
  const told = ofOthers.length > 0 ? ofOthers.slice(0, mostTold) : issues.slice(0, 1);
  const rules = told.map(({ path, message }) => {
    const came = path.reduce<unknown>(
      (held, key) => (typeof held === 'object' && held !== null ? Reflect.get(held, key) : undefined),
      value,
    );
    return `${path.length === 0 ? name : path.join('.')}: ${message}, but is ${shown(came)}`;
  });
  if (ofOthers.length > mostTold) rules.push(`and ${ofOthers.length - mostTold} more`);
  return rules.join('; ');
}

/** A value in a few words, for telling what came in the place of what should have. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** A device's own bytes are the message; that they are JSON makes them only easier to match. */
function customBody(message: DeviceMessage, bytes: Buffer, json: Json): Json {
  const own = message.body === undefined ? redactBytes(bytes) : Buffer.from(JSON.stringify(message.body));
  return { value: { payload: own, ...('value' in json && { body: json.value }) } };
}

/** Whether a value from JSON is an object, not a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
