import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMessage } from '../../../../events/message.ts';
import { otaUplink } from '../../../../local/platform/ota/uplink.ts';
import { Fleet } from './fleet.ts';

describe('what devices say about their updates', () => {
  test('a module may be left out or empty, and is then the default one', () => {
    const fleet = new Fleet();
    const device = fleet.device('lamp');
    device.inform('1.0.0').inform('1.1.0', '').inform('7', 'radio');
    expect([...(device.device.moduleVersions ?? [])]).toEqual([
      ['default', '1.1.0'],
      ['radio', '7'],
    ]);
  });

  test('a version is told to subscribers when it differs from the one before', () => {
    const fleet = new Fleet();
    const device = fleet.device('lamp');
    for (const version of ['1.0.0', '1.0.0', '1.1.0', '1.0.0']) device.inform(version);
    device.inform('1.0.0', 'radio');
    expect(
      fleet.said('OtaVersionFlag').map(({ moduleName, moduleVersion }) => [moduleName, moduleVersion]),
    ).toEqual([
      ['default', '1.0.0'],
      ['default', '1.1.0'],
      ['default', '1.0.0'],
      ['radio', '1.0.0'],
    ]);
  });

  test('a device that has no update to come is told so, or nothing', () => {
    const fleet = new Fleet();
    const device = fleet.device('lamp', '1.0.0').ask();
    expect(device.received).toEqual([
      { topic: '/sys/a1product01/lamp/thing/ota/firmware/get_reply', body: { id: '7', code: 200, data: {} } },
    ]);
    device.say('/ota/device/request/{productKey}/{deviceName}', { params: { version: '1.0.0' } });
    expect(device.received).toHaveLength(1);
  });

  test.each([
    ['no JSON', 'not JSON'],
    ['no version', { params: {} }],
    ['an empty version', { params: { version: '' } }],
    ['a version that is too long', { params: { version: '1'.repeat(65) } }],
    ['a strange module', { params: { version: '1.0.0', module: 'a/b' } }],
    ['no parameters', 'null'],
  ])('%s changes nothing', (_name, body) => {
    const fleet = new Fleet();
    const device = fleet.device('lamp').say('/ota/device/inform/{productKey}/{deviceName}', body);
    expect(device.device.moduleVersions).toBeUndefined();
  });

  test.each([[101], [-5], [1.5], ['half'], [null], ['']])('a step of %j changes nothing', (step) => {
    const fleet = new Fleet();
    const device = fleet.device('lamp', '1.0.0').connect();
    const job = fleet.batch(fleet.firmware(), [device]);
    device.say('/ota/device/progress/{productKey}/{deviceName}', { params: { step } });
    expect(fleet.task(job, device).TaskStatus).toBe('QUEUED');
  });

  test('any bytes on any of the topics leave the platform up', () => {
    const fleet = new Fleet();
    const device = fleet.device('lamp', '1.0.0').connect();
    fleet.batch(fleet.firmware(), [device]);
    fc.assert(
      fc.property(
        fc.constantFrom(...otaUplink.map(({ pattern }) => pattern)),
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.object().map((params) => JSON.stringify({ id: 1, params })),
        ),
        (pattern, body) => {
          device.say(pattern, body);
          fleet.advance(1);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("what subscribers are told is what the events' schemas allow", () => {
    const fleet = new Fleet();
    const [good, bad] = fleet.devices(2);
    fleet.platform.messages.listen(({ topic, payload, messageId, generateTime }, flag) => {
      if (!flag.startsWith('Ota')) return;
      const message = {
        channel: 'amqp',
        topic,
        payload,
        messageId,
        generateTime,
        receivedTime: generateTime,
      } as const;
      read.push(readMessage(message));
    });
    const read: ReturnType<typeof readMessage>[] = [];
    good.inform('1.0.0');
    const job = fleet.batch(fleet.firmware({ DestVersion: '2.0.0' }), [good, bad]);
    good.inform('2.0.0');
    bad.progress(1).progress(-1);
    expect(job).not.toBe('');
    expect(read.filter((one) => 'deadLetter' in one)).toEqual([]);
    expect(read.map((one) => ('event' in one ? one.event.type : 'none'))).toEqual([
      'ota.version',
      'ota.batch',
      'ota.version',
      'ota.status',
      'ota.status',
      'ota.batch',
    ]);
  });
});
