import { createHash } from 'node:crypto';
import { redactEnvelope, redactText } from './device-secret.ts';

/** How a message came: over an AMQP connection, from the rules engine, from an MNS queue, or handed in by someone. */
export type Channel = 'amqp' | 'rules-engine' | 'mns' | 'http';

/** A message that breaks a rule, kept so that nothing is lost and someone can see why it was not acted on. */
export interface DeadLetter {
  /** The message's id; where it has none, one made of its bytes, so that a repeat has the same. */
  readonly id: string;
  readonly channel: Channel;
  /** The message's topic, as far as it is known. */
  readonly topic?: string;
  /** When IoT Platform took the message, in epoch milliseconds, as far as it is known. */
  readonly generateTime?: number;
  /** When the message arrived here, in epoch milliseconds. */
  readonly receivedTime: number;
  /** The message's bytes as base64 text, with `***` in the place of a DeviceSecret. */
  readonly payload: string;
  /** The rule that the message breaks: the field, what it must be, and what came. */
  readonly rule: string;
}

/** Makes a dead letter. Secrets are taken out of the bytes and of the rule's text. */
export function deadLetter(
  letter: {
    readonly channel: Channel;
    readonly receivedTime: number;
    readonly id?: string | undefined;
    readonly topic?: string | undefined;
    readonly generateTime?: number | undefined;
    readonly bytes: Buffer;
  },
  rule: string,
): DeadLetter {
  const { channel, receivedTime, topic, generateTime, bytes } = letter;
  return {
    id: letter.id ?? idOfBytes(bytes),
    channel,
    ...(topic !== undefined && { topic: redactText(topic) }),
    ...(generateTime !== undefined && { generateTime }),
    receivedTime,
    payload: redactEnvelope(bytes).toString('base64'),
    rule: redactText(rule),
  };
}

/** An id for a message that brought none: the same bytes have the same id, wherever and whenever they are read. */
export function idOfBytes(bytes: Buffer, ...context: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of context) hash.update(part).update('\n');
  return hash.update(bytes).digest('hex');
}
