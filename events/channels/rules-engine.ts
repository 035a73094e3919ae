import * as z from 'zod/mini';
import { deadLetter } from '../dead-letter.ts';
import { inferTopic } from '../infer-topic.ts';
import { readJson } from '../json.ts';
import { brokenRules, isObject, type Reading, readMessage, shown } from '../message.ts';
import { generateTime, messageId, ruleSql } from './envelope.ts';

const selected = z.looseObject({
  messageId: z.nullish(messageId),
  generateTime: z.nullish(generateTime),
});

/**
 * Reads what the rules engine invokes a function with: the JSON that the rule's SQL selects of one message. The SQL
 * should select the envelope with the body:
 *
 * `SELECT *, topic() AS topic, messageId() AS messageId, timestamp() AS generateTime FROM "/as/mqtt/status/a1B2c3D4e5F/+"`
 *
 * Without a topic, the type is told by the body's fields where only one type has them, which leaves out properties,
 * events and custom topics. A rule over custom topics must always select the topic: a device can write any body.
 * Without a messageId, the id is made of the bytes.
 *
 * @param payload the invocation's bytes
 * @returns a list of one: the event, or the dead letter when the message breaks a rule
 */
export function readRulesEngine(payload: Uint8Array, receivedTime: number): Reading[] {
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  const json = readJson(bytes);
  if ('fault' in json) {
    return [
      { deadLetter: deadLetter({ channel: 'rules-engine', receivedTime, bytes }, `payload: ${json.fault}`) },
    ];
  }
  return [readSelected(json.value, bytes, receivedTime)];
}

/** As `readRulesEngine`, for one who has read the JSON already. */
export function readSelected(value: unknown, bytes: Buffer, receivedTime: number): Reading {
  const kept = { channel: 'rules-engine', receivedTime, bytes } as const;
  const refuse = (rule: string): Reading => ({ deadLetter: deadLetter(kept, rule) });
  if (!isObject(value)) return refuse(`payload: must be a JSON object, but is ${shown(value)}`);
  const checked = selected.safeParse(value);
  if (!checked.success)
    return refuse(`${brokenRules(checked.error.issues, value)} (select it with: ${ruleSql})`);

  const { topic, messageId: _id, generateTime: _time, ...body } = value;
  // A reply's own body has a `topic`, the one on which the device was asked; those all start so, and ours never do.
  const isSelected = typeof topic === 'string' && !topic.startsWith('/sys/');
  const known = isSelected ? topic : inferTopic(value);
  if (known === undefined) {
    return refuse(
      `topic: must be selected by the rule's SQL, as this body could be of several types: ${ruleSql}`,
    );
  }
  if (!isSelected && topic !== undefined) Object.assign(body, { topic });
  return readMessage({
    ...kept,
    topic: known,
    messageId: checked.data.messageId ?? undefined,
    generateTime: checked.data.generateTime ?? undefined,
    payload: bytes,
    body,
  });
}
