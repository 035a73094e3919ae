import * as z from 'zod/mini';
import { type DeadLetter, deadLetter } from '../dead-letter.ts';
import type { DeviceEvent } from '../device-event.ts';
import { brokenRules, type Reading, readMessage } from '../message.ts';
import { bytesOfBase64, generateTime, messageId } from './envelope.ts';

/** What one delivery from a consumer group brings; a message of the AMQP library rhea is one. */
export interface AmqpMessage {
  /** `topic`, `messageId` and `generateTime` (epoch milliseconds). */
  readonly application_properties?: unknown;
  /** The message's bytes: as they are, as the content of a data section, or as text. */
  readonly body?: unknown;
}

/** How the connection was made, as far as it matters for reading. */
export interface AmqpReading {
  /** When the delivery arrived, in epoch milliseconds. */
  readonly receivedTime: number;
  /** Whether the connection asked for base64 bodies (`encode=base64` in its user name). */
  readonly base64?: boolean;
}

const properties = z.looseObject(
  {
    topic: z.string({ error: 'must be text' }),
    messageId: z.nullish(messageId),
    generateTime: z.nullish(generateTime),
  },
  { error: 'must be a map with topic, messageId and generateTime' },
);

/**
 * Reads one delivery of an AMQP consumer group.
 *
 * @returns a list of one: the event, or the dead letter when the delivery breaks a rule
 */
export function readAmqp(message: AmqpMessage, { receivedTime, base64 = false }: AmqpReading): Reading[] {
  const bytes = bytesOfBody(message.body);
  const payload = base64 ? bytesOfBase64(bytes?.toString('latin1') ?? '') : bytes;
  const kept = { channel: 'amqp', receivedTime, bytes: payload ?? bytes ?? Buffer.alloc(0) } as const;

  const checked = properties.safeParse(message.application_properties);
  if (!checked.success) {
    const rule = brokenRules(checked.error.issues, message.application_properties, 'application properties');
    return [{ deadLetter: deadLetter(kept, rule) }];
  }
  const { topic } = checked.data;
  const envelope = {
    topic,
    messageId: checked.data.messageId ?? undefined,
    generateTime: checked.data.generateTime ?? undefined,
  };
  if (payload === undefined) {
    const rule = `body: must be ${base64 ? 'base64 text' : 'bytes'}, but is not`;
    return [{ deadLetter: deadLetter({ ...kept, ...envelope, id: envelope.messageId }, rule) }];
  }
  return [readMessage({ channel: 'amqp', ...envelope, receivedTime, payload })];
}

/**
 * Makes a dead letter of a delivery that was read well, and could not be dealt with.
 *
 * @param rule what it fails at
 */
export function refuseAmqp(
  message: AmqpMessage,
  event: DeviceEvent,
  receivedTime: number,
  rule: string,
): DeadLetter {
  const checked = properties.safeParse(message.application_properties);
  return deadLetter(
    {
      channel: 'amqp',
      receivedTime,
      id: event.id,
      topic: event.topic,
      generateTime: checked.data?.generateTime ?? undefined,
      bytes: bytesOfBody(message.body) ?? Buffer.alloc(0),
    },
    rule,
  );
}

function bytesOfBody(body: unknown): Buffer | undefined {
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (typeof body !== 'object' || body === null || !('content' in body)) return undefined;
  // A data section holds bytes, or a list of them when the message has several.
  const { content } = body;
  const parts = (Array.isArray(content) ? content : [content]).filter((part) => part instanceof Uint8Array);
  return parts.length > 0 ? Buffer.concat(parts) : undefined;
}
