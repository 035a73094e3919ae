import { describe, expect, test } from 'vitest';
import {
  type DeviceEvent,
  eventKinds,
  kindsOf,
  messageTypeOf,
  messageTypes,
} from '../../events/device-event.ts';

const device = { id: '1', time: 1, order: 1, topic: '/t', productKey: 'a1B2c3D4e5F', deviceName: 'pump-1' };

describe('kindsOf', () => {
  const cases: readonly [readonly string[], DeviceEvent][] = [
    [
      ['status', 'status.online'],
      {
        ...device,
        type: 'status',
        status: 'online',
        utcTime: '2024-07-03T09:46:40.205Z',
        utcLastTime: '2024-07-03T09:46:40.195Z',
      },
    ],
    [
      ['lifecycle', 'lifecycle.create'],
      { ...device, type: 'lifecycle', action: 'create', messageCreateTime: 1 },
    ],
    [
      ['event', 'event.alert'],
      { ...device, type: 'event', identifier: 'Hot', eventType: 'alert', value: {} },
    ],
    [['property'], { ...device, type: 'property', gmtCreate: 1, items: {} }],
    [
      ['ota.version'],
      { ...device, type: 'ota.version', moduleName: 'default', moduleVersion: '1.0.0', messageCreateTime: 1 },
    ],
    [
      ['ota.status', 'ota.status.succeeded'],
      {
        ...device,
        type: 'ota.status',
        status: 'SUCCEEDED',
        destVersion: '1.0.1',
        jobId: 'j',
        taskId: 't',
        messageCreateTime: 1,
      },
    ],
    [
      ['ota.batch', 'ota.batch.in_progress'],
      {
        id: '1',
        time: 1,
        order: 1,
        topic: '/t',
        productKey: 'a1B2c3D4e5F',
        type: 'ota.batch',
        status: 'IN_PROGRESS',
        packageId: 'p',
        jobId: 'j',
        messageCreateTime: 1,
      },
    ],
    [
      ['topology', 'topology.delete'],
      {
        ...device,
        type: 'topology',
        action: 'delete',
        gwProductKey: 'a1B2c3D4e5F',
        gwDeviceName: 'pump-1',
        devices: [],
        messageCreateTime: 1,
      },
    ],
  ];

  test.each(cases)('names %j', (kinds, event) => {
    expect(kindsOf(event)).toEqual(kinds);
    for (const kind of kinds) expect(eventKinds).toContain(kind);
  });
});

describe('eventKinds', () => {
  test('holds every type and every finer kind once', () => {
    expect(new Set(eventKinds).size).toBe(eventKinds.length);
    expect(eventKinds).toEqual(expect.arrayContaining(Object.keys(messageTypes)));
    expect(eventKinds).toEqual(
      expect.arrayContaining(['status.offline', 'lifecycle.disable', 'ota.status.failed', 'topology.create']),
    );
  });
});

describe('messageTypeOf', () => {
  test.each([
    ['status', 'DeviceStatusChangeFlag'],
    ['status.online', 'DeviceStatusChangeFlag'],
    ['property', 'DeviceDataFlag'],
    ['event.error', 'DeviceDataFlag'],
    ['property.history', 'ThingHistoryFlag'],
    ['event.history', 'ThingHistoryFlag'],
    ['lifecycle.create', 'DeviceLifeCycleFlag'],
    ['topology', 'DeviceTopoLifeCycleFlag'],
    ['sub-devices.found', 'FoundDeviceListFlag'],
    ['downlink.reply', 'DeviceDataFlag'],
    ['ota.status.failed', 'OtaEventFlag'],
    ['ota.version', 'OtaVersionFlag'],
    ['ota.batch', 'OtaJobFlag'],
    ['tags', 'DeviceTagFlag'],
    ['custom', 'DeviceDataFlag'],
    ['status.asleep', undefined],
  ])('of %s is %s', (kind, flag) => {
    expect(messageTypeOf(kind)?.subscriptionFlag).toBe(flag);
  });
});
