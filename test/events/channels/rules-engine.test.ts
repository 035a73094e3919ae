import { describe, expect, test } from 'vitest';
import { readRulesEngine } from '../../../events/channels/rules-engine.ts';

const receivedTime = 1720000001000;
const device = { productKey: 'a1B2c3D4e5F', deviceName: 'sh-pump-0001' };
const version = {
  ...device,
  moduleName: 'default',
  moduleVersion: '1.0.3',
  messageCreateTime: 1571323748000,
};
const versionTopic = '/a1B2c3D4e5F/sh-pump-0001/ota/version/post';
const sql = 'SELECT *, topic() AS topic, messageId() AS messageId, timestamp() AS generateTime';

function read(selected: unknown) {
  return readRulesEngine(Buffer.from(JSON.stringify(selected)), receivedTime);
}

describe('readRulesEngine', () => {
  test('reads the body and the envelope that the SQL selects', () => {
    const selected = { ...version, topic: versionTopic, messageId: '5', generateTime: 1571323748100 };
    expect(read(selected)).toEqual([
      {
        channel: 'rules-engine',
        event: {
          ...version,
          type: 'ota.version',
          id: '5',
          topic: versionTopic,
          time: 1571323748000,
          order: 1571323748000,
        },
      },
    ]);
  });

  test('tells the topic by the body where only one type has such a body', () => {
    expect(read(version)).toMatchObject([{ event: { type: 'ota.version', topic: versionTopic } }]);
  });

  test('makes an id of the bytes where the SQL selects none, the same at a second try', () => {
    const [first, second] = [read(version), read(version)];
    expect(first).toMatchObject([{ event: { id: expect.stringMatching(/^[0-9a-f]{64}$/) } }]);
    expect(second).toEqual(first);
  });

  test("does not take a reply's own topic for the message's", () => {
    const requestTopic = '/sys/a1B2c3D4e5F/sh-pump-0001/thing/service/property/set';
    const reply = { ...device, gmtCreate: 1, requestId: 2, code: 200, topic: requestTopic };
    expect(read(reply)).toMatchObject([
      {
        event: {
          type: 'downlink.reply',
          topic: '/a1B2c3D4e5F/sh-pump-0001/thing/downlink/reply/message',
          requestTopic,
        },
      },
    ]);
  });

  test("makes a custom event of the device's JSON, without what the SQL added", () => {
    const selected = {
      starts: 42,
      topic: '/a1B2c3D4e5F/sh-pump-0001/user/report',
      messageId: '5',
      generateTime: 7,
    };
    expect(read(selected)).toMatchObject([
      {
        event: {
          type: 'custom',
          id: '5',
          time: 7,
          body: { starts: 42 },
          payload: Buffer.from('{"starts":42}'),
        },
      },
    ]);
  });

  test.each<[string, unknown]>([
    [
      `topic: must be selected by the rule's SQL, as this body could be of several types: ${sql}`,
      { ...device, gmtCreate: 1, items: {} },
    ],
    [
      `topic: must be selected by the rule's SQL, as this body could be of several types: ${sql}`,
      { starts: 42 },
    ],
    [
      `topic: must be selected by the rule's SQL, as this body could be of several types: ${sql}`,
      { ...version, status: 'online', utcLastTime: 'x', jobId: 'j', taskId: 't', packageId: 'p' },
    ],
    [
      `messageId: must be text, but is an object (select it with: ${sql})`,
      { ...version, topic: versionTopic, messageId: {} },
    ],
    [
      `generateTime: must be a number of milliseconds since 1970, but is "now" (select it with: ${sql})`,
      { ...version, topic: versionTopic, generateTime: 'now' },
    ],
    ['payload: must be a JSON object, but is 5', 5],
    ['topic: must be that of a message about devices, but is "/else"', { ...version, topic: '/else' }],
    [
      'deviceName: must be "sh-pump-0001" as in the topic, but is "other"',
      { ...version, deviceName: 'other', topic: versionTopic },
    ],
  ])('makes a dead letter that says: %s', (rule, selected) => {
    expect(read(selected)).toMatchObject([
      {
        deadLetter: {
          channel: 'rules-engine',
          receivedTime,
          rule,
          payload: Buffer.from(JSON.stringify(selected)).toString('base64'),
        },
      },
    ]);
  });

  test('makes a dead letter of bytes that are no JSON', () => {
    expect(readRulesEngine(Buffer.from('{'), receivedTime)).toMatchObject([
      { deadLetter: { rule: 'payload: must be JSON, but is other text', payload: 'ew==' } },
    ]);
  });
});
