import * as z from 'zod/mini';
import type { DeadLetter } from '../dead-letter.ts';
import { inferTopic } from '../infer-topic.ts';
import { readJson } from '../json.ts';
import { isObject, type Reading, readMessage } from '../message.ts';
import { readInvocation } from './invocation.ts';
import { readMns } from './mns.ts';
import { readRulesEngine } from './rules-engine.ts';

/** A dead letter as the store and the log hold it. */
export const keptLetter: z.ZodMiniType<DeadLetter> = z.object(
  {
    id: z.string({ error: 'must be text' }).check(z.minLength(1, { error: 'must not be empty' })),
    channel: z.enum(['amqp', 'rules-engine', 'mns', 'http'], {
      error: 'must be amqp, rules-engine, mns or http',
    }),
    topic: z.exactOptional(z.string({ error: 'must be text' })),
    generateTime: z.exactOptional(z.int({ error: 'must be a number of milliseconds since 1970' })),
    receivedTime: z.int({ error: 'must be a number of milliseconds since 1970' }),
    payload: z
      .string({ error: 'must be base64 text' })
      .check(z.regex(/^[A-Za-z0-9+/]*={0,2}$/, { error: 'must be base64 text' })),
    rule: z.string({ error: 'must be text' }),
  },
  { error: 'must be a dead letter, an object with id, channel, receivedTime, payload and rule' },
);

/**
 * Reads the message of a dead letter again, as its channel did: for when the rule that it broke has changed, or what it
 * failed at is over.
 *
 * @returns the events that it holds, or a dead letter for each rule that it still breaks
 */
export function readKept(letter: DeadLetter): Reading[] {
  const { channel, id, topic, generateTime, receivedTime } = letter;
  const bytes = Buffer.from(letter.payload, 'base64');
  if (channel === 'rules-engine') return readRulesEngine(bytes, receivedTime);
  // Where the envelope is broken the letter holds all of it, and no topic.
  const known = topic ?? (channel === 'amqp' ? topicOf(bytes) : undefined);
  if (known !== undefined) {
    return [
      readMessage({ channel, topic: known, messageId: id, generateTime, receivedTime, payload: bytes }),
    ];
  }
  if (channel === 'http') return readInvocation(Buffer.from(`[${bytes.toString()}]`), receivedTime);
  return channel === 'mns' ? readMns([elementOf(bytes, id)], receivedTime) : [{ deadLetter: letter }];
}

function topicOf(bytes: Buffer): string | undefined {
  const json = readJson(bytes);
  return 'value' in json && isObject(json.value) ? inferTopic(json.value) : undefined;
}

/** A letter from an MNS queue holds the CloudEvent, or only the MNS body out of it. */
function elementOf(bytes: Buffer, messageId: string): unknown {
  const text = bytes.toString();
  const json = readJson(text);
  return 'value' in json && isObject(json.value) && 'data' in json.value
    ? text
    : { data: { messageId, messageBody: text } };
}
