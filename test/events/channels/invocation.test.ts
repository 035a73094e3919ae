import { describe, expect, test } from 'vitest';
import { readInvocation } from '../../../events/channels/invocation.ts';

const receivedTime = 1720000001000;
const read = (value: unknown) => readInvocation(Buffer.from(JSON.stringify(value)), receivedTime);

const topic = '/a1B2c3D4e5F/sh-pump-0001/thing/lifecycle';
const body = {
  productKey: 'a1B2c3D4e5F',
  deviceName: 'sh-pump-0001',
  action: 'enable',
  messageCreateTime: 1720000000000,
};
const event = { ...body, type: 'lifecycle', id: '5', topic, time: 1720000000000, order: 1720000000000 };
const cloudEvent = {
  specversion: '1.0',
  data: {
    messageBody: JSON.stringify({
      messageid: '5',
      messagetype: 'device_lifecycle',
      topic,
      payload: Buffer.from(JSON.stringify(body)).toString('base64'),
      timestamp: 1720000000,
    }),
  },
};
const saved = { topic, messageId: '5', generateTime: 1720000000100, payload: body };

describe('readInvocation', () => {
  test.each<[string, unknown]>([
    [
      'a message that the rules engine passes on',
      { ...body, topic, messageId: '5', generateTime: 1720000000100 },
    ],
    ['a CloudEvent', cloudEvent],
    ['a list of CloudEvents', [cloudEvent]],
    ['a list of JSON texts of CloudEvents', [JSON.stringify(cloudEvent)]],
    ['a list of events', [event]],
    ['a list of saved messages', [saved]],
    ['a list of saved messages whose payload is text', [{ ...saved, payload: JSON.stringify(body) }]],
  ])('reads %s', (_what, invocation) => {
    expect(read(invocation)).toMatchObject([{ event }]);
  });

  test('reads a list of each, in order, past what is broken', () => {
    const readings = read([cloudEvent, 5, event, {}, saved]);
    expect(
      readings.map((reading) => ('event' in reading ? reading.event.type : reading.deadLetter.rule)),
    ).toEqual([
      'lifecycle',
      'element: must be an event or a message, but is 5',
      'lifecycle',
      'element: must be a CloudEvent, an event or a message, but is another object',
      'lifecycle',
    ]);
  });

  test('reads an empty list as no messages', () => {
    expect(read([])).toEqual([]);
  });

  test.each<[string, (bytes: Buffer) => unknown]>([
    ['as JSON.stringify writes it', (bytes) => bytes],
    ['as base64 text', (bytes) => bytes.toString('base64')],
  ])("reads a custom event's payload %s", (_what, write) => {
    const bytes = Buffer.from([0, 255, 16]);
    const custom = {
      ...{ type: 'custom', id: '5', topic: '/pk/dn/user/a', productKey: 'pk', deviceName: 'dn' },
      ...{ generateTime: 1, time: 1, order: 1 },
    };
    expect(read([{ ...custom, payload: write(bytes) }])).toEqual([
      { event: { ...custom, payload: bytes }, channel: 'http' },
    ]);
    expect(read([{ ...custom, payload: [0, 255] }])).toMatchObject([
      { deadLetter: { channel: 'http', rule: 'payload: must be bytes, but is a list' } },
    ]);
  });

  test.each<[string, unknown]>([
    ['payload: must be a JSON object, but is 5', 5],
    ['action: must be create, delete, enable or disable, but is "move"', [{ ...event, action: 'move' }]],
    ['topic: must be text, but is missing', [{ payload: {} }]],
    [
      'generateTime: must be a number of milliseconds since 1970, but is "x"',
      [{ ...saved, generateTime: 'x' }],
    ],
    ['element: must be an event or a message, but is a list', [[event]]],
  ])('makes a dead letter that says: %s', (rule, invocation) => {
    expect(read(invocation)).toMatchObject([{ deadLetter: { receivedTime, rule } }]);
  });

  test('makes a dead letter of bytes that are no JSON', () => {
    expect(readInvocation(Buffer.from([0xff]), receivedTime)).toMatchObject([
      {
        deadLetter: {
          channel: 'rules-engine',
          payload: '/w==',
          rule: 'payload: must be JSON in UTF-8, but is other bytes',
        },
      },
    ]);
  });

  test('drops a DeviceSecret that a saved event or message still holds', () => {
    const deviceSecret = 'yLDyN6vhRyN1tzjKWvR9Nz3RBPMnk0OE';
    const withSecret = [
      { ...event, deviceSecret },
      { ...saved, payload: { ...body, deviceSecret } },
      { ...saved, payload: JSON.stringify({ ...body, deviceSecret }) },
    ];
    expect(read(withSecret)).toMatchObject([{ event }, { event }, { event }]);
  });
});
