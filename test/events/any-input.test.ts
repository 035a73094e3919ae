import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAmqp } from '../../events/channels/amqp.ts';
import { readInvocation } from '../../events/channels/invocation.ts';
import { readMns } from '../../events/channels/mns.ts';
import { readRulesEngine } from '../../events/channels/rules-engine.ts';
import { messageTypes } from '../../events/device-event.ts';
import type { Reading } from '../../events/message.ts';
import { fillTopic } from '../../events/topic.ts';

const receivedTime = 1720000001000;

/** Every reader, given these bytes in the place of a message and in the place of all that holds one. */
function readEverywhere(topic: unknown, bytes: Buffer): Reading[] {
  const base64 = bytes.toString('base64');
  const envelope = { topic, messageId: '5', generateTime: 1720000000000 };
  const mnsBody = { messageid: '5', messagetype: 'upload', topic, payload: base64, timestamp: 1720000000 };
  const cloudEvents = [
    JSON.stringify(mnsBody),
    Buffer.from(JSON.stringify(mnsBody)).toString('base64'),
    base64,
    bytes.toString(),
  ].map((messageBody) => ({ specversion: '1.0', data: { messageId: 'q', messageBody } }));
  return [
    ...readAmqp({ application_properties: envelope, body: bytes }, { receivedTime }),
    ...readAmqp({ application_properties: envelope, body: base64 }, { receivedTime, base64: true }),
    ...readRulesEngine(bytes, receivedTime),
    ...readMns([...cloudEvents, JSON.stringify(cloudEvents[0]), bytes.toString()], receivedTime),
    ...readInvocation(bytes, receivedTime),
    ...readInvocation(
      Buffer.from(JSON.stringify([...cloudEvents, { ...envelope, payload: bytes.toString() }])),
      receivedTime,
    ),
  ];
}

function expectReadings(readings: readonly Reading[]): void {
  for (const reading of readings) {
    if ('event' in reading) {
      expect(reading.event).toMatchObject({
        id: expect.any(String),
        time: expect.any(Number),
        order: expect.any(Number),
      });
    } else {
      expect(reading.deadLetter.rule).toMatch(/^[^:]+: must .*/);
      expect(reading.deadLetter.rule).not.toMatch(/Invalid input/);
    }
  }
}

const examples: readonly { topic: string; payload: Record<string, unknown> }[] = Object.values(messageTypes)
  .filter(({ type }) => type !== 'custom')
  .flatMap(({ type }) => {
    const name = { 'ota.batch': 'ota-batch-status' }[type] ?? type.replace('.', '-');
    return JSON.parse(readFileSync(new URL(`../../events/examples/${name}.json`, import.meta.url), 'utf8'));
  });

const topics = fc.oneof(
  fc.constantFrom(...Object.values(messageTypes)).map(({ topic }) => {
    const names = [
      'productKey',
      'deviceName',
      'gwProductKey',
      'gwDeviceName',
      'packageId',
      'jobId',
      'identifier',
    ];
    return fillTopic(topic.replace('#', 'a/b'), Object.fromEntries(names.map((name) => [name, name])));
  }),
  fc.string(),
);

/** Values that JSON can hold and code stumbles on: odd names, odd types, whatever nests. */
const json = fc.oneof(
  fc.jsonValue(),
  fc.json().map((text): unknown => JSON.parse(text)),
  fc.dictionary(
    fc.constantFrom(
      '__proto__',
      'constructor',
      'toString',
      'valueOf',
      'type',
      'order',
      'topic',
      'id',
      'data',
    ),
    fc.jsonValue(),
  ),
);

describe('any reader', () => {
  test('makes an event or a dead letter of any bytes', () => {
    fc.assert(
      fc.property(topics, fc.uint8Array({ maxLength: 200 }), (topic, bytes) => {
        expectReadings(readEverywhere(topic, Buffer.from(bytes)));
      }),
    );
  });

  test('makes an event or a dead letter of any JSON, also in the place of topic and envelope', () => {
    fc.assert(
      fc.property(fc.oneof(topics, json), json, (topic, value) => {
        expectReadings(readEverywhere(topic, Buffer.from(JSON.stringify(value))));
        expectReadings(readMns([value, { data: value }], receivedTime));
        expectReadings(readAmqp({ application_properties: value, body: value }, { receivedTime }));
      }),
      { numRuns: 300 },
    );
  });

  test('makes an event or a dead letter of a message with any field gone wrong', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...examples),
        fc.nat(20),
        json,
        fc.boolean(),
        ({ topic, payload }, nth, odd, gone) => {
          const names = Object.keys(payload);
          const name = names[nth % names.length] ?? '';
          const body = { ...payload, [name]: gone ? undefined : odd };
          expectReadings(readEverywhere(topic, Buffer.from(JSON.stringify(body))));
          expectReadings(
            readInvocation(
              Buffer.from(JSON.stringify([{ ...body, type: 'status', order: 1 }])),
              receivedTime,
            ),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  test('reads a broken element without harm to its neighbours', () => {
    const whole = {
      topic: examples[0]?.topic,
      messageId: '5',
      generateTime: 1,
      payload: examples[0]?.payload,
    };
    fc.assert(
      fc.property(fc.array(json), json, fc.array(json), (before, odd, after) => {
        const readings = readInvocation(
          Buffer.from(JSON.stringify([...before, whole, odd, whole, ...after])),
          receivedTime,
        );
        expect(readings).toHaveLength(before.length + after.length + 3);
        expect(readings[before.length]).toHaveProperty('event');
        expect(readings[before.length + 2]).toEqual(readings[before.length]);
      }),
    );
  });

  test('lets no DeviceSecret through, in messages whole, cut short or with a field gone wrong', () => {
    const secrets = fc.stringMatching(/^Zq7x[A-Za-z0-9]{16,28}$/);
    fc.assert(
      fc.property(
        fc.constantFrom(...examples),
        secrets,
        fc.constantFrom('deviceSecret', 'DeviceSecret'),
        fc.nat(400),
        fc.boolean(),
        fc.boolean(),
        ({ topic, payload }, secret, name, cut, odd, last) => {
          const body = last ? { ...payload, [name]: secret } : { [name]: secret, ...payload };
          const text = JSON.stringify({
            ...body,
            ...(odd && { action: 5, status: { [name]: secret }, gmtCreate: 'x' }),
          });
          for (const bytes of [Buffer.from(text), Buffer.from(text.slice(0, cut))]) {
            // Eight letters of a secret are too many already.
            const part = secret.slice(0, 8);
            for (const reading of readEverywhere(topic, bytes)) {
              expect(everythingIn(reading)).not.toContain(part);
            }
          }
        },
      ),
    );
  });
});

/** A reading as text, with whatever is base64 in it opened, three times over. */
function everythingIn(reading: Reading): string {
  const payload =
    'event' in reading && reading.event.type === 'custom'
      ? Buffer.from(reading.event.payload).toString()
      : '';
  let text = JSON.stringify(reading) + payload;
  let all = text;
  for (let layer = 0; layer < 3; layer += 1) {
    text = (text.match(/[A-Za-z0-9+/=]{8,}/g) ?? [])
      .map((run) => Buffer.from(run, 'base64').toString())
      .join('\n');
    all += text;
  }
  return all;
}
