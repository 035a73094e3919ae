import { describe, expect, test } from 'vitest';
import { readAmqp, refuseAmqp } from '../../../events/channels/amqp.ts';
import { readInvocation } from '../../../events/channels/invocation.ts';
import { keptLetter, readKept } from '../../../events/channels/kept.ts';
import { readMns } from '../../../events/channels/mns.ts';
import type { DeadLetter } from '../../../events/dead-letter.ts';
import type { Reading } from '../../../events/message.ts';

const receivedTime = 1571323749000;
const topic = '/a1B2c3D4e5F/sh-pump-0001/ota/version/post';

function letterOf(readings: readonly Reading[]): DeadLetter {
  const [reading] = readings;
  if (reading === undefined || !('deadLetter' in reading)) throw new Error('it is no dead letter');
  // As a store or a line of a log gives it back.
  return keptLetter.parse(JSON.parse(JSON.stringify(reading.deadLetter)));
}

describe('readKept', () => {
  test('reads a message again that was read well and failed, to the very same event', () => {
    const message = {
      application_properties: { topic, messageId: '15', generateTime: 1571323748100 },
      body: Buffer.from('{"moduleVersion":"1.0.3","moduleName":"default","messageCreateTime":1571323748000}'),
    };
    const [reading] = readAmqp(message, { receivedTime });
    if (reading === undefined || !('event' in reading)) throw new Error('it is no event');
    const letter = refuseAmqp(message, reading.event, receivedTime, 'deliveries: too many');
    expect(letter).toMatchObject({ id: '15', topic, generateTime: 1571323748100, receivedTime });
    expect(readKept(letter)).toEqual([reading]);
  });

  test('a message without an id keeps the one that was made for it', () => {
    const message = { application_properties: { topic: '/pk/dn/user/a', generateTime: 5 }, body: 'stuck' };
    const [reading] = readAmqp(message, { receivedTime });
    if (reading === undefined || !('event' in reading)) throw new Error('it is no event');
    expect(readKept(refuseAmqp(message, reading.event, receivedTime, 'x'))).toEqual([reading]);
  });

  test.each<[string, readonly Reading[]]>([
    ['amqp', readAmqp({ application_properties: { topic, messageId: '1' }, body: '{}' }, { receivedTime })],
    ['rules-engine', readInvocation(Buffer.from(JSON.stringify({ topic, moduleVersion: 1 })), receivedTime)],
    ['http', readInvocation(Buffer.from(JSON.stringify([{ topic, payload: {} }])), receivedTime)],
    ['http, the envelope', readInvocation(Buffer.from('[{"topic":1,"payload":{}}]'), receivedTime)],
    [
      'mns',
      readMns([{ data: { messageBody: mnsBody({ topic, payload: Buffer.from('{}') }) } }], receivedTime),
    ],
    [
      'mns, its body',
      readMns([{ data: { messageId: 'q', messageBody: '{"messageid":"7"}' } }], receivedTime),
    ],
    ['mns, the element', readMns(['{"data":{}}'], receivedTime)],
    ['not known', readAmqp({ application_properties: undefined, body: 'text' }, { receivedTime })],
  ])('a message that still breaks the rule is the same dead letter again: %s', (_what, readings) => {
    const letter = letterOf(readings);
    expect(readKept(letter)).toEqual([{ deadLetter: letter }]);
  });

  test('a message whose envelope lacked its topic is read by its body, where that tells', () => {
    const body = Buffer.from(
      '{"moduleName":"default","moduleVersion":"1.0.3","messageCreateTime":5,"productKey":"pk","deviceName":"dn"}',
    );
    const letter = letterOf(readAmqp({ application_properties: { messageId: '9' }, body }, { receivedTime }));
    expect(readKept(letter)).toMatchObject([{ event: { type: 'ota.version', deviceName: 'dn' } }]);
  });
});

test.each([
  [{ id: '' }, 'id'],
  [{ channel: 'kafka' }, 'channel'],
  [{ payload: 'not base64!' }, 'payload'],
  [{ receivedTime: 'yesterday' }, 'receivedTime'],
])('a letter with %j is refused', (change, path) => {
  const letter = { id: '1', channel: 'amqp', receivedTime, payload: '', rule: 'r', ...change };
  expect(keptLetter.safeParse(letter).error?.issues[0]?.path).toEqual([path]);
});

function mnsBody({ topic, payload }: { topic: string; payload: Buffer }): string {
  return JSON.stringify({ messageid: '7', topic, payload: payload.toString('base64') });
}
