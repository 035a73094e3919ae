import * as z from 'zod/mini';
import { deadLetter } from '../dead-letter.ts';
import { type DeviceEvent, messageTypes } from '../device-event.ts';
import { redactBytes } from '../device-secret.ts';
import { readJson } from '../json.ts';
import { brokenRules, isObject, type Reading, readMessage, shown } from '../message.ts';
import { bytesOfBase64, generateTime, messageId } from './envelope.ts';
import { readMns } from './mns.ts';
import { readSelected } from './rules-engine.ts';

const savedMessage = z.looseObject({
  topic: z.string({ error: 'must be text' }),
  messageId: z.nullish(messageId),
  generateTime: z.nullish(generateTime),
});

/**
 * Reads whatever an event function is invoked with:
 *
 * - a JSON object: a message that the rules engine passes on, or one CloudEvent from an MNS queue
 * - a JSON array, of which each element is a CloudEvent from an MNS queue (or its JSON text), a `DeviceEvent` as
 *   `JSON.stringify` saves it (a custom event's `payload` may also be base64 text), or a saved message
 *   `{ topic, messageId, generateTime, payload }` with the body in `payload`, as in `events/examples/`
 *
 * @param payload the invocation's bytes
 * @param receivedTime when it arrived, in epoch milliseconds
 * @returns for each message, in their order, the event, or the dead letter when the message breaks a rule
 */
export function readInvocation(payload: Uint8Array, receivedTime: number): Reading[] {
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  const json = readJson(bytes);
  if ('fault' in json) {
    return [
      { deadLetter: deadLetter({ channel: 'rules-engine', receivedTime, bytes }, `payload: ${json.fault}`) },
    ];
  }
  if (!Array.isArray(json.value)) {
    return isCloudEvent(json.value)
      ? readMns([json.value], receivedTime)
      : [readSelected(json.value, bytes, receivedTime)];
  }
  return json.value.flatMap((element: unknown) => readElement(element, receivedTime));
}

function readElement(element: unknown, receivedTime: number): Reading[] {
  if (typeof element === 'string' || isCloudEvent(element)) return readMns([element], receivedTime);
  const kept = { channel: 'http', receivedTime, bytes: Buffer.from(JSON.stringify(element)) } as const;
  const refuse = (rule: string): Reading[] => [{ deadLetter: deadLetter(kept, rule) }];
  if (!isObject(element)) return refuse(`element: must be an event or a message, but is ${shown(element)}`);

  const { type, payload } = element;
  if (isEventType(type) && 'order' in element) {
    const event = type === 'custom' ? { ...element, payload: savedBytes(payload) } : element;
    const checked = messageTypes[type].schema.safeParse(event);
    return checked.success
      ? [{ event: checked.data, channel: 'http' }]
      : refuse(brokenRules(checked.error.issues, event, 'element'));
  }
  if (payload === undefined)
    return refuse('element: must be a CloudEvent, an event or a message, but is another object');
  const saved = savedMessage.safeParse(element);
  if (!saved.success) return refuse(brokenRules(saved.error.issues, element, 'element'));
  return [
    readMessage({
      channel: 'http',
      topic: saved.data.topic,
      messageId: saved.data.messageId ?? undefined,
      generateTime: saved.data.generateTime ?? undefined,
      receivedTime,
      payload: Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)),
    }),
  ];
}

function isCloudEvent(value: unknown): boolean {
  return isObject(value) && 'specversion' in value && 'data' in value;
}

function isEventType(type: unknown): type is DeviceEvent['type'] {
  return typeof type === 'string' && Object.hasOwn(messageTypes, type);
}

/** A custom event's bytes, which JSON holds as base64 text or in the form that Node.js gives a Buffer. */
function savedBytes(payload: unknown): unknown {
  if (typeof payload === 'string') {
    const bytes = bytesOfBase64(payload);
    return bytes && redactBytes(bytes);
  }
  const octets = isObject(payload) && payload['type'] === 'Buffer' ? payload['data'] : undefined;
  return Array.isArray(octets) && octets.every(Number.isInteger) ? redactBytes(Buffer.from(octets)) : payload;
}
