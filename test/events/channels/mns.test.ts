import { describe, expect, test } from 'vitest';
import { readMns } from '../../../events/channels/mns.ts';

const receivedTime = 1720000001000;
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
const device = { productKey: 'a1B2c3D4e5F', deviceName: 'sh-pump-0001' };
const topic = '/a1B2c3D4e5F/sh-pump-0001/thing/lifecycle';
const lifecycle = { ...device, action: 'enable', messageCreateTime: 1720000000000 };
const mnsBody = {
  messageid: '1526450324825481216',
  messagetype: 'device_lifecycle',
  topic,
  payload: base64(lifecycle),
  timestamp: 1720000000,
};
const event = { type: 'lifecycle', id: '1526450324825481216', topic, action: 'enable' };

function cloudEvent(messageBody: unknown) {
  return {
    id: '5f0c3a52-7d1e-4b86-9a43-0e6b7c9d1001',
    source: 'acs:mns',
    specversion: '1.0',
    type: 'mns:Queue:SendMessage',
    data: { requestId: 'r', messageId: 'q', messageBody },
  };
}

describe('readMns', () => {
  test.each<[string, unknown]>([
    ['an object', cloudEvent(JSON.stringify(mnsBody))],
    ['the JSON text of one', JSON.stringify(cloudEvent(JSON.stringify(mnsBody)))],
    ['one from a queue that encodes', cloudEvent(base64(mnsBody))],
  ])('reads a CloudEvent that is %s', (_what, element) => {
    expect(readMns([element], receivedTime)).toMatchObject([{ event }]);
  });

  test('tells the topic of a status by its body', () => {
    const status = {
      ...device,
      status: 'online',
      utcTime: '2024-07-03T09:46:40.205Z',
      utcLastTime: '2024-07-03T09:46:40.195Z',
    };
    const body = { ...mnsBody, messagetype: 'status', topic: null, payload: base64(status) };
    expect(readMns([cloudEvent(JSON.stringify(body))], receivedTime)).toMatchObject([
      { event: { type: 'status', topic: '/as/mqtt/status/a1B2c3D4e5F/sh-pump-0001', status: 'online' } },
    ]);
  });

  test.each([1720000000, '1720000000'])('takes the time stamp %j as seconds', (timestamp) => {
    const body = { ...mnsBody, topic: '/a1B2c3D4e5F/sh-pump-0001/user/a', payload: '', timestamp };
    expect(readMns([cloudEvent(JSON.stringify(body))], receivedTime)).toMatchObject([
      { event: { type: 'custom', time: 1720000000000, payload: Buffer.alloc(0) } },
    ]);
  });

  test('reads the neighbours of a broken element', () => {
    const whole = cloudEvent(JSON.stringify(mnsBody));
    const readings = readMns([whole, 5, '{', cloudEvent('{'), whole], receivedTime);
    expect(
      readings.map((reading) => ('event' in reading ? reading.event.type : reading.deadLetter.channel)),
    ).toEqual(['lifecycle', 'mns', 'mns', 'mns', 'lifecycle']);
  });

  test.each<[string, unknown]>([
    ['element: must be JSON, but is other text', '{'],
    ['element: must be a CloudEvent, or the JSON text of one, but is 5', 5],
    ['element: must be a CloudEvent, or the JSON text of one, but is null', null],
    ['data: must be an object with messageBody, but is missing', {}],
    ['data.messageBody: must be text, but is missing', { data: {} }],
    ['messageBody: must be JSON, but is other text', cloudEvent('TEST')],
    ['messageBody: must be a JSON object, but is a list', cloudEvent('[]')],
    [
      'messageid: must be text, but is missing; payload: must be base64 text, but is missing',
      cloudEvent(JSON.stringify({ topic })),
    ],
    [
      'payload: must be base64 text, but is other text',
      cloudEvent(JSON.stringify({ ...mnsBody, payload: '{}' })),
    ],
    [
      'timestamp: must be a number of seconds since 1970, but is "noon"',
      cloudEvent(JSON.stringify({ ...mnsBody, timestamp: 'noon' })),
    ],
    [
      'topic: must be given where the body can be of several types, but is missing',
      cloudEvent(JSON.stringify({ ...mnsBody, topic: null, payload: base64({ gmtCreate: 1, items: {} }) })),
    ],
    [
      'action: must be create, delete, enable or disable, but is "move"',
      cloudEvent(JSON.stringify({ ...mnsBody, payload: base64({ ...lifecycle, action: 'move' }) })),
    ],
  ])('makes a dead letter that says: %s', (rule, element) => {
    expect(readMns([element], receivedTime)).toMatchObject([
      { deadLetter: { channel: 'mns', receivedTime, rule } },
    ]);
  });

  test('keeps the message of an envelope that could be opened, and the envelope of one that could not', () => {
    const body = { ...mnsBody, payload: Buffer.from('{').toString('base64') };
    expect(readMns([cloudEvent(JSON.stringify(body))], receivedTime)).toMatchObject([
      { deadLetter: { id: mnsBody.messageid, topic, generateTime: 1720000000000, payload: body.payload } },
    ]);
    expect(readMns([cloudEvent('{')], receivedTime)).toMatchObject([
      { deadLetter: { id: 'q', payload: 'ew==' } },
    ]);
    expect(readMns(['{ '], receivedTime)).toMatchObject([
      { deadLetter: { id: expect.stringMatching(/^[0-9a-f]{64}$/), payload: 'eyA=' } },
    ]);
  });

  test('hides a DeviceSecret in an envelope that could not be opened', () => {
    const deviceSecret = 'yLDyN6vhRyN1tzjKWvR9Nz3RBPMnk0OE';
    const { messageid: _id, ...broken } = { ...mnsBody, payload: base64({ ...lifecycle, deviceSecret }) };
    const [reading] = readMns([cloudEvent(base64(broken))], receivedTime);
    const letter = reading !== undefined && 'deadLetter' in reading ? reading.deadLetter : undefined;
    const kept: { payload: string } = JSON.parse(Buffer.from(letter?.payload ?? '', 'base64').toString());
    expect(JSON.parse(Buffer.from(kept.payload, 'base64').toString())).toEqual({
      ...lifecycle,
      deviceSecret: '***',
    });
  });
});
