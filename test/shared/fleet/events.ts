import type { DeviceEvent } from '../../../events/device-event.ts';

type EventOf<Type extends DeviceEvent['type']> = Extract<DeviceEvent, { type: Type }>;

let made = 0;

const base = (type: string) => {
  made += 1;
  const time = 1_700_000_000_000 + made;
  return {
    id: `m${made}`,
    time,
    order: time,
    topic: `/a1meter0001/sh-meter-0001/${type}`,
    productKey: 'a1meter0001',
    deviceName: 'sh-meter-0001',
  };
};

/** Events of a device, with what a test does not care about filled in; each call makes another message. */
export const make = {
  status: (fields: Partial<EventOf<'status'>> = {}): EventOf<'status'> => ({
    ...base('status'),
    type: 'status',
    status: 'online',
    utcTime: '2023-11-14T22:13:20.000Z',
    utcLastTime: '2023-11-14T22:13:20.000Z',
    ...fields,
  }),
  lifecycle: (fields: Partial<EventOf<'lifecycle'>> = {}): EventOf<'lifecycle'> => ({
    ...base('lifecycle'),
    type: 'lifecycle',
    action: 'create',
    messageCreateTime: 1_700_000_000_000,
    ...fields,
  }),
  version: (fields: Partial<EventOf<'ota.version'>> = {}): EventOf<'ota.version'> => ({
    ...base('version'),
    type: 'ota.version',
    moduleName: 'default',
    moduleVersion: '1.0.0',
    messageCreateTime: 1_700_000_000_000,
    ...fields,
  }),
  updated: (fields: Partial<EventOf<'ota.status'>> = {}): EventOf<'ota.status'> => ({
    ...base('upgrade'),
    type: 'ota.status',
    status: 'SUCCEEDED',
    destVersion: '2.0.0',
    jobId: 'job1',
    taskId: 'task1',
    messageCreateTime: 1_700_000_000_000,
    ...fields,
  }),
  event: (fields: Partial<EventOf<'event'>> = {}): EventOf<'event'> => ({
    ...base('event'),
    type: 'event',
    identifier: 'tamper',
    eventType: 'alert',
    value: {},
    ...fields,
  }),
  property: (items: EventOf<'property'>['items']): EventOf<'property'> => ({
    ...base('property'),
    type: 'property',
    gmtCreate: 1_700_000_000_000,
    items,
  }),
  tags: (value: EventOf<'tags'>['value']): EventOf<'tags'> => ({
    ...base('tags'),
    type: 'tags',
    messageCreateTime: 1_700_000_000_000,
    value,
  }),
  batch: (): EventOf<'ota.batch'> => ({
    id: 'batch',
    time: 0,
    order: 0,
    topic: '/a1meter0001/package1/job1/ota/job/status',
    type: 'ota.batch',
    productKey: 'a1meter0001',
    moduleName: 'default',
    packageId: 'package1',
    jobId: 'job1',
    status: 'COMPLETED',
    messageCreateTime: 0,
  }),
};
