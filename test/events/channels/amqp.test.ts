import { describe, expect, test } from 'vitest';
import { type AmqpMessage, readAmqp } from '../../../events/channels/amqp.ts';

const topic = '/a1B2c3D4e5F/sh-pump-0001/ota/version/post';
const body = Buffer.from(
  '{"moduleName":"default","moduleVersion":"1.0.3","messageCreateTime":1571323748000}',
);
const application_properties = { topic, messageId: '1526450324825481216', generateTime: 1571323748100 };
const receivedTime = 1571323749000;
const event = {
  type: 'ota.version',
  id: '1526450324825481216',
  topic,
  moduleVersion: '1.0.3',
  time: 1571323748000,
};

describe('readAmqp', () => {
  test.each<[string, unknown]>([
    ['bytes', body],
    ['text', body.toString()],
    ['the content of a data section', { typecode: 0x75, content: body }],
    [
      'the contents of several data sections',
      { content: [body.subarray(0, 9), body.subarray(9)], multiple: true },
    ],
  ])('reads a body that is %s', (_what, body) => {
    expect(readAmqp({ application_properties, body }, { receivedTime })).toMatchObject([{ event }]);
  });

  test('reads a base64 body where the connection asked for one', () => {
    const encoded = { application_properties, body: Buffer.from(body.toString('base64')) };
    expect(readAmqp(encoded, { receivedTime, base64: true })).toMatchObject([{ event }]);
  });

  test.each<[unknown, object]>([
    [{ topic, messageId: 15264503248, generateTime: new Date(5) }, { id: '15264503248' }],
    [{ topic, messageId: '7', generateTime: '5' }, { id: '7' }],
    [{ topic, messageId: null }, { id: expect.stringMatching(/^[0-9a-f]{64}$/) }],
  ])('takes the properties %j', (application_properties, fields) => {
    expect(readAmqp({ application_properties, body }, { receivedTime })).toMatchObject([{ event: fields }]);
  });

  test('gives a custom event the time at which it was taken', () => {
    const message = {
      application_properties: { ...application_properties, topic: '/pk/dn/user/a' },
      body: 'stuck',
    };
    expect(readAmqp(message, { receivedTime })).toMatchObject([
      { event: { type: 'custom', time: 1571323748100, payload: Buffer.from('stuck') } },
    ]);
  });

  test.each<[string, AmqpMessage, boolean?]>([
    [
      'application properties: must be a map with topic, messageId and generateTime, but is missing',
      { body },
    ],
    ['topic: must be text, but is missing', { application_properties: {}, body }],
    [
      'generateTime: must be a number of milliseconds since 1970, but is "noon"',
      { application_properties: { topic, generateTime: 'noon' }, body },
    ],
    ['messageId: must be text, but is an object', { application_properties: { topic, messageId: {} }, body }],
    ['body: must be bytes, but is not', { application_properties }],
    ['body: must be bytes, but is not', { application_properties, body: { content: 5 } }],
    ['body: must be base64 text, but is not', { application_properties, body }, true],
    [
      'moduleVersion: must be text, but is missing',
      { application_properties, body: '{"moduleName":"default","messageCreateTime":1}' },
    ],
  ])('makes a dead letter that says: %s', (rule, message, base64 = false) => {
    const [reading, ...others] = readAmqp(message, { receivedTime, base64 });
    expect(reading).toMatchObject({ deadLetter: { channel: 'amqp', receivedTime, rule } });
    expect(others).toEqual([]);
  });

  test('keeps the bytes and the id of what breaks a rule', () => {
    const message = { application_properties, body: Buffer.from([1, 2, 3]) };
    expect(readAmqp(message, { receivedTime })).toMatchObject([
      { deadLetter: { id: '1526450324825481216', topic, generateTime: 1571323748100, payload: 'AQID' } },
    ]);
  });
});
