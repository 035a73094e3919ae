import { describe, expect, test } from 'vitest';
import type { DeadLetter } from '../../events/dead-letter.ts';
import type { DeviceEvent } from '../../events/device-event.ts';
import { readMessage } from '../../events/message.ts';

const productKey = 'a1B2c3D4e5F';
const deviceName = 'sh-pump-0001';
const statusTopic = `/as/mqtt/status/${productKey}/${deviceName}`;
const status = {
  status: 'online',
  productKey,
  deviceName,
  utcTime: '2024-07-03T09:46:40.205Z',
  utcLastTime: '2024-07-03T09:46:40.195Z',
};
const lifecycle = { action: 'create', productKey, deviceName, messageCreateTime: 1720000000000 };

function read(
  topic: string,
  body: unknown,
  envelope: { messageId?: string; generateTime?: number } = { messageId: '1' },
) {
  const payload = body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body));
  return readMessage({ channel: 'amqp', topic, receivedTime: 1720000001000, payload, ...envelope });
}

function eventOf(...message: Parameters<typeof read>): DeviceEvent {
  const reading = read(...message);
  if ('event' in reading) return reading.event;
  throw new Error(`a dead letter: ${reading.deadLetter.rule}`);
}

function deadLetterOf(...message: Parameters<typeof read>): DeadLetter {
  const reading = read(...message);
  if ('deadLetter' in reading) return reading.deadLetter;
  throw new Error(`an event: ${JSON.stringify(reading.event)}`);
}

describe('an event', () => {
  test('keeps the fields that no schema knows', () => {
    expect(eventOf(statusTopic, { ...status, offlineReasonCode: 427, more: { deep: [1] } })).toEqual({
      ...status,
      type: 'status',
      id: '1',
      topic: statusTopic,
      time: 1720000000205,
      order: 1720000000195,
      offlineReasonCode: 427,
      more: { deep: [1] },
    });
  });

  test('has the device from the topic where the body leaves it out', () => {
    const { productKey: _key, deviceName: _name, ...rest } = status;
    expect(eventOf(statusTopic, rest)).toMatchObject({ productKey, deviceName });
  });

  test('takes a field that is null as missing', () => {
    expect(eventOf(statusTopic, { ...status, iotId: null, clientIp: null, later: null })).not.toHaveProperty(
      'iotId',
    );
  });

  test('has its own id, type, topic, time and order, whatever fields of those names the body has', () => {
    const taken = { id: 'x', type: 'x', topic: 'x', time: 'x', order: 'x' };
    expect(eventOf(statusTopic, { ...status, ...taken })).toMatchObject({
      id: '1',
      type: 'status',
      topic: statusTopic,
      time: 1720000000205,
      order: 1720000000195,
    });
  });

  test.each([
    ['add', 'create'],
    ['remove', 'delete'],
    ['create', 'create'],
    ['delete', 'delete'],
    ['enable', 'enable'],
  ])('of topology says for %s the present word %s', (came, action) => {
    const body = { action: came, gwProductKey: 'pk', gwDeviceName: 'gw', devices: [], messageCreateTime: 1 };
    expect(eventOf('/pk/gw/thing/topo/lifecycle', body)).toMatchObject({ type: 'topology', action });
  });

  test('of the thing model is as old as it says, or else as its message', () => {
    const topic = `/${productKey}/${deviceName}/thing/event/Hot/post`;
    const body = { identifier: 'Hot', type: 'alert', value: {}, gmtCreate: 20 };
    expect(eventOf(topic, { ...body, time: 10 })).toMatchObject({ time: 10, order: 10, gmtCreate: 20 });
    expect(eventOf(topic, body)).toMatchObject({ time: 20, order: 20 });
  });

  test('about an update batch has no device', () => {
    const body = { productKey, packageId: 'p', jobId: 'j', status: 'PLANNED', messageCreateTime: 5 };
    expect(eventOf(`/${productKey}/p/j/ota/job/status`, body)).toEqual({
      ...body,
      type: 'ota.batch',
      id: '1',
      topic: `/${productKey}/p/j/ota/job/status`,
      time: 5,
      order: 5,
    });
  });

  test('without a message id gets one that is the same for the same message only', () => {
    const { id } = eventOf(statusTopic, status, {});
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect(eventOf(statusTopic, status, {}).id).toBe(id);
    expect(eventOf(statusTopic, { ...status, status: 'offline' }, {}).id).not.toBe(id);
    expect(eventOf(statusTopic, status, { generateTime: 5 }).id).not.toBe(id);
  });
});

describe('a custom event', () => {
  const topic = `/${productKey}/${deviceName}/user/report`;
  const envelope = { messageId: '1', generateTime: 1720000000000 };

  test('keeps the bytes, and tells what they say when they are JSON', () => {
    const payload = Buffer.from('{ "starts" : 42 }');
    expect(eventOf(topic, payload, envelope)).toEqual({
      type: 'custom',
      id: '1',
      topic,
      productKey,
      deviceName,
      generateTime: 1720000000000,
      time: 1720000000000,
      order: 1720000000000,
      payload,
      body: { starts: 42 },
    });
  });

  test.each([
    ['bytes that are no text', [0xff, 0x00, 0xfe]],
    ['text', [...Buffer.from('valve stuck')]],
    ['nothing', []],
  ])('can hold %s', (_what, octets) => {
    const event = eventOf(topic, Uint8Array.from(octets), envelope);
    expect(event).toMatchObject({ type: 'custom', payload: Buffer.from(octets) });
    expect(event).not.toHaveProperty('body');
  });

  test('without the time at which it was taken is a dead letter that says how to get it', () => {
    expect(deadLetterOf(topic, {}).rule).toBe(
      "generateTime: must be given in milliseconds since 1970, as this body tells no time (in a rule's SQL: " +
        'timestamp() AS generateTime), but is missing',
    );
  });
});

describe('a dead letter', () => {
  test('keeps the message: its id, topic, times and bytes, and says what is wrong', () => {
    const payload = Buffer.from('{ "status": "asleep" ');
    expect(deadLetterOf(statusTopic, payload, { messageId: '7', generateTime: 5 })).toEqual({
      id: '7',
      channel: 'amqp',
      topic: statusTopic,
      generateTime: 5,
      receivedTime: 1720000001000,
      payload: payload.toString('base64'),
      rule: 'payload: must be JSON, but is other text',
    });
  });

  const property = { gmtCreate: 1, items: { Power: { value: 1 } } };
  const propertyTopic = `/${productKey}/${deviceName}/thing/event/property/post`;
  const lifecycleTopic = `/${productKey}/${deviceName}/thing/lifecycle`;
  const gatewayTopic = '/pk/gw/thing/topo/lifecycle';
  const topology = { action: 'create', devices: [], messageCreateTime: 1 };
  const version = { moduleName: 'default', moduleVersion: '1.0.0', messageCreateTime: 1 };

  test.each<[string, string, unknown]>([
    [
      'topic: must be that of a message about devices, but is "/pk/dn/thing/unheard/of"',
      '/pk/dn/thing/unheard/of',
      {},
    ],
    ['payload: must be JSON, but is empty', statusTopic, Buffer.alloc(0)],
    ['payload: must be JSON in UTF-8, but is other bytes', statusTopic, Buffer.from([0x22, 0xff, 0x22])],
    ['payload: must be a JSON object, but is a list', statusTopic, [status]],
    ['payload: must be a JSON object, but is "online"', statusTopic, 'online'],
    ['payload: must be a JSON object, but is null', statusTopic, null],
    ['status: must be online or offline, but is "asleep"', statusTopic, { ...status, status: 'asleep' }],
    [
      'utcLastTime: must be a time in UTC such as 2018-08-31T07:32:28.195Z, but is "yesterday"',
      statusTopic,
      { ...status, utcLastTime: 'yesterday' },
    ],
    [
      'utcLastTime: must be a time in UTC such as 2018-08-31T07:32:28.195Z, but is "2024-13-41T09:46:40.195Z"',
      statusTopic,
      { ...status, utcLastTime: '2024-13-41T09:46:40.195Z' },
    ],
    [
      'status: must be online or offline, but is missing; ' +
        'utcTime: must be a time in UTC such as 2018-08-31T07:32:28.195Z, but is 5',
      statusTopic,
      { ...status, status: undefined, utcTime: 5 },
    ],
    [
      'deviceName: must be "sh-pump-0001" as in the topic, but is "sh-pump-0002"',
      statusTopic,
      { ...status, deviceName: 'sh-pump-0002' },
    ],
    [
      'productKey: must be "a1B2c3D4e5F" as in the topic, but is 5',
      statusTopic,
      { ...status, productKey: 5 },
    ],
    [
      'gwDeviceName: must be "gw" as in the topic, but is "other"',
      gatewayTopic,
      { ...topology, gwDeviceName: 'other' },
    ],
    [
      'identifier: must be "Hot" as in the topic, but is "Cold"',
      `/${productKey}/${deviceName}/thing/event/Hot/post`,
      { identifier: 'Cold', type: 'alert', value: {}, time: 1 },
    ],
    [
      'eventType: must be info, alert or error, but is "fault"',
      `/${productKey}/${deviceName}/thing/event/Hot/post`,
      { type: 'fault', value: {}, time: 1 },
    ],
    [
      'time: must be a whole number of milliseconds since 1970, but is missing',
      `/${productKey}/${deviceName}/thing/event/Hot/post`,
      { type: 'alert', value: {} },
    ],
    ['items: must be an object of properties, but is a list', propertyTopic, { ...property, items: [] }],
    [
      'items.Power.value: must be given, but is missing',
      propertyTopic,
      { ...property, items: { Power: { time: 1 } } },
    ],
    ['items.Power: must be { value, time }, but is 5', propertyTopic, { ...property, items: { Power: 5 } }],
    [
      'gmtCreate: must be a whole number of milliseconds since 1970, but is "1"',
      propertyTopic,
      { ...property, gmtCreate: '1' },
    ],
    [
      'action: must be create, delete, enable or disable, but is "move"',
      lifecycleTopic,
      { ...lifecycle, action: 'move' },
    ],
    [
      'messageCreateTime: must be a whole number of milliseconds since 1970, but is -1',
      lifecycleTopic,
      { ...lifecycle, messageCreateTime: -1 },
    ],
    [
      'devices.1.deviceName: must be text, but is missing',
      gatewayTopic,
      { ...topology, devices: [{ productKey, deviceName }, { productKey }] },
    ],
    [
      'moduleVersion: must not be empty, but is ""',
      `/${productKey}/${deviceName}/ota/version/post`,
      { ...version, moduleVersion: '' },
    ],
    [
      'value.0: must be { attrKey, attrValue }, but is "room"',
      `/${productKey}/${deviceName}/thing/deviceinfo/update`,
      { value: ['room'], messageCreateTime: 1 },
    ],
    [
      `status: must be online or offline, but is "${'x'.repeat(60)}…"`,
      statusTopic,
      { ...status, status: 'x'.repeat(10_000) },
    ],
  ])('says: %s', (rule, topic, body) => {
    expect(deadLetterOf(topic, body).rule).toBe(rule);
  });

  test('tells ten of many broken rules', () => {
    const items = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`p${index}`, index]));
    const { rule } = deadLetterOf(propertyTopic, { ...property, items });
    expect(rule).toMatch(/^items\.p0: must be \{ value, time \}, but is 0; .*; and 4990 more$/);
    expect(rule.split('; ')).toHaveLength(11);
  });

  test('says when the body nests too deep for those who walk it later', () => {
    const deep = (levels: number) => Buffer.from(`{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`);
    expect(deadLetterOf(statusTopic, deep(100_000)).rule).toBe(
      'payload: must be JSON of at most 100 levels, but has more',
    );
    expect(deadLetterOf(statusTopic, deep(100)).rule).toMatch(/at most 100 levels/);
    expect(deadLetterOf(statusTopic, deep(99)).rule).toMatch(/^status:/);
    expect(deadLetterOf(statusTopic, { a: '['.repeat(500), b: '\\"['.repeat(500) }).rule).toMatch(/^status:/);
  });
});

describe('a DeviceSecret', () => {
  const topic = `/${productKey}/${deviceName}/thing/lifecycle`;
  const deviceSecret = 'yLDyN6vhRyN1tzjKWvR9Nz3RBPMnk0OE';

  test('is not in the event about the new device', () => {
    const event = eventOf(topic, { ...lifecycle, deviceSecret });
    expect(event).toMatchObject({ type: 'lifecycle', action: 'create' });
    expect(event).not.toHaveProperty('deviceSecret');
  });

  test('is not in a custom event, wherever its device wrote it', () => {
    const body = {
      ok: 1,
      deviceSecret,
      deep: [{ device_secret: deviceSecret, note: `{"deviceSecret":"${deviceSecret}"}` }],
    };
    const event = eventOf(`/${productKey}/${deviceName}/user/a`, body, { generateTime: 1 });
    expect(event).toMatchObject({ body: { ok: 1, deep: [{ note: '{"deviceSecret":"***"}' }] } });
    expect(event.type === 'custom' && Buffer.from(event.payload).toString()).toBe(
      '{"ok":1,"deviceSecret":"***","deep":[{"device_secret":"***","note":"{\\"deviceSecret\\":\\"***\\"}"}]}',
    );
  });

  test('is hidden in the bytes of a dead letter, which are otherwise as they came', () => {
    const letter = deadLetterOf(
      topic,
      Buffer.from(`{ "action":"move", "deviceSecret" : "${deviceSecret}", "é":1 }`),
    );
    expect(Buffer.from(letter.payload, 'base64').toString()).toBe(
      '{ "action":"move", "deviceSecret" : "***", "é":1 }',
    );
  });
});
