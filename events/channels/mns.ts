import * as z from 'zod/mini';
import { deadLetter } from '../dead-letter.ts';
import { inferTopic } from '../infer-topic.ts';
import { readJson } from '../json.ts';
import { brokenRules, isObject, type Reading, readMessage } from '../message.ts';
import { bytesOfBase64, messageId, timestamp } from './envelope.ts';

const cloudEvent = z.looseObject(
  {
    data: z.looseObject(
      {
        messageId: z.nullish(z.string({ error: 'must be text' })),
        messageBody: z.string({ error: 'must be text' }),
      },
      { error: 'must be an object with messageBody' },
    ),
  },
  { error: 'must be a CloudEvent, or the JSON text of one' },
);

const mnsBody = z.looseObject(
  {
    messageid: messageId,
    topic: z.nullish(z.string({ error: 'must be text' })),
    payload: z.string({ error: 'must be base64 text' }),
    timestamp: z.nullish(timestamp),
  },
  { error: 'must be a JSON object' },
);

/**
 * Reads what EventBridge hands over from an MNS queue.
 *
 * @param elements CloudEvents, each an object or the JSON text of one. The MNS message's body is in
 * `data.messageBody`, as text or as base64 text.
 * @returns for each element, in their order, the event, or the dead letter when the element breaks a rule
 */
export function readMns(elements: readonly unknown[], receivedTime: number): Reading[] {
  return elements.map((element) => readElement(element, receivedTime));
}

function readElement(element: unknown, receivedTime: number): Reading {
  const text = typeof element === 'string' ? element : JSON.stringify(element);
  const refuse = (rule: string, held: string, id?: string): Reading => ({
    deadLetter: deadLetter({ channel: 'mns', receivedTime, id, bytes: Buffer.from(held) }, rule),
  });

  const json = typeof element === 'string' ? readJson(element) : { value: element };
  if ('fault' in json) return refuse(`element: ${json.fault}`, text);
  const envelope = cloudEvent.safeParse(json.value);
  if (!envelope.success) return refuse(brokenRules(envelope.error.issues, json.value, 'element'), text);

  const { messageId: queueId, messageBody } = envelope.data.data;
  // A queue that encodes hands its bodies over as base64 text, which is never JSON: that starts with a brace.
  const bodyText = bytesOfBase64(messageBody)?.toString() ?? messageBody;
  const bodyJson = readJson(bodyText);
  if ('fault' in bodyJson) return refuse(`messageBody: ${bodyJson.fault}`, bodyText, queueId ?? undefined);
  const body = mnsBody.safeParse(bodyJson.value);
  if (!body.success) {
    return refuse(
      brokenRules(body.error.issues, bodyJson.value, 'messageBody'),
      bodyText,
      queueId ?? undefined,
    );
  }

  const { messageid, timestamp: generateTime } = body.data;
  const payload = bytesOfBase64(body.data.payload);
  if (payload === undefined)
    return refuse('payload: must be base64 text, but is other text', bodyText, messageid);
  const topic = body.data.topic || topicOfBody(payload);
  if (topic === undefined) {
    return refuse(
      'topic: must be given where the body can be of several types, but is missing',
      bodyText,
      messageid,
    );
  }
  return readMessage({
    channel: 'mns',
    topic,
    messageId: messageid,
    generateTime: generateTime ?? undefined,
    receivedTime,
    payload,
  });
}

/** MNS leaves the topic out of some messages, as of those about a device's status; their body tells it. */
function topicOfBody(payload: Buffer): string | undefined {
  const json = readJson(payload);
  return 'value' in json && isObject(json.value) ? inferTopic(json.value) : undefined;
}
