import { expect, test } from 'vitest';
import { readMessage } from '../../events/message.ts';

// The samples of the vendor's "Data formats", with its masked ids; where a sample says "online|offline", one of them.
const samples: readonly { topic: string; body: object; event: object }[] = [
  {
    topic: '/as/mqtt/status/al12345****/deviceName1234',
    body: {
      status: 'offline',
      productKey: 'al12345****',
      deviceName: 'deviceName1234',
      time: '2018-08-31 15:32:28.205',
      utcTime: '2018-08-31T07:32:28.205Z',
      lastTime: '2018-08-31 15:32:28.195',
      utcLastTime: '2018-08-31T07:32:28.195Z',
      clientIp: '123.123.123. ***',
    },
    event: {
      type: 'status',
      status: 'offline',
      time: 1535700748205,
      order: 1535700748195,
      utcLastTime: '2018-08-31T07:32:28.195Z',
      lastTime: '2018-08-31 15:32:28.195',
    },
  },
  {
    topic: '/al12345****/deviceName1234/thing/event/property/post',
    body: {
      iotId: '4z819VQHk6VSLmmBJfrf00107e****',
      productKey: 'al12345****',
      deviceName: 'deviceName1234',
      gmtCreate: 1510799670074,
      deviceType: 'Ammeter',
      items: {
        Power: { value: 'on', time: 1510799670074 },
        Position: { time: 1510292697470, value: { latitude: 39.9, longitude: 116.38 } },
      },
    },
    event: {
      type: 'property',
      time: 1510799670074,
      order: 1510799670074,
      items: {
        Power: { value: 'on', time: 1510799670074 },
        Position: { time: 1510292697470, value: { latitude: 39.9, longitude: 116.38 } },
      },
    },
  },
  {
    topic: '/X5eCzh6****/5gJtxDVeGAkaEztpisjX/thing/event/BrokenInfo/post',
    body: {
      identifier: 'BrokenInfo',
      name: 'Damage rate report',
      type: 'info',
      iotId: '4z819VQHk6VSLmmBJfrf00107e****',
      productKey: 'X5eCzh6****',
      deviceName: '5gJtxDVeGAkaEztpisjX',
      gmtCreate: 1510799670074,
      value: { Power: 'on', Position: { latitude: 39.9, longitude: 116.38 } },
      time: 1510799670070,
    },
    event: {
      type: 'event',
      identifier: 'BrokenInfo',
      eventType: 'info',
      time: 1510799670070,
      order: 1510799670070,
    },
  },
  {
    topic: '/al5eCzh****/5gJtxDVeGAkaEztpisjX/thing/lifecycle',
    body: {
      action: 'create',
      iotId: '4z819VQHk6VSLmmBJfrf00107e****',
      productKey: 'al5eCzh****',
      deviceName: '5gJtxDVeGAkaEztpisjX',
      deviceSecret: '',
      messageCreateTime: 1510292739881,
    },
    event: { type: 'lifecycle', action: 'create', time: 1510292739881, order: 1510292739881 },
  },
  {
    topic: '/al5eCzh****/deviceName1234/thing/topo/lifecycle',
    body: {
      action: 'delete',
      gwIotId: 'dfaejVQHk6VSLmmBJfrf00107e****',
      gwProductKey: 'al5eCzh****',
      gwDeviceName: 'deviceName1234',
      devices: [
        { iotId: '4z819VQHk6VSLmmBJfrf00107e****', productKey: 'ala4Czh****', deviceName: 'deviceName1234' },
      ],
      messageCreateTime: 1510292739881,
    },
    event: {
      type: 'topology',
      action: 'delete',
      productKey: 'al5eCzh****',
      deviceName: 'deviceName1234',
      iotId: 'dfaejVQHk6VSLmmBJfrf00107e****',
      devices: [
        { iotId: '4z819VQHk6VSLmmBJfrf00107e****', productKey: 'ala4Czh****', deviceName: 'deviceName1234' },
      ],
      time: 1510292739881,
    },
  },
  {
    topic: '/al12345****/deviceName1234/thing/list/found',
    body: {
      gwIotId: 'dfaew9VQHk6VSLmmBJfrf00107e****',
      gwProductKey: 'al12345****',
      gwDeviceName: 'deviceName1234',
      devices: [
        { iotId: '4z819VQHk6VSLmmBJfrf00107e****', productKey: 'alr56g9****', deviceName: 'deviceName1234' },
      ],
    },
    event: {
      type: 'sub-devices.found',
      productKey: 'al12345****',
      iotId: 'dfaew9VQHk6VSLmmBJfrf00107e****',
      time: 1700000000000,
      order: 1700000000000,
    },
  },
  {
    topic: '/al12355****/deviceName1234/thing/downlink/reply/message',
    body: {
      gmtCreate: 1510292739881,
      iotId: '4z819VQHk6VSLmmBJfrf00107e****',
      productKey: 'al12355****',
      deviceName: 'deviceName1234',
      requestId: 1234,
      code: 200,
      message: 'success',
      topic: '/sys/al12355****/deviceName1234/thing/service/property/set',
      data: {},
    },
    event: {
      type: 'downlink.reply',
      requestId: 1234,
      code: 200,
      requestTopic: '/sys/al12355****/deviceName1234/thing/service/property/set',
      time: 1510292739881,
    },
  },
  {
    topic: '/12345****/deviceName1234/thing/event/property/history/post',
    body: {
      iotId: '4z819VQHk6VSLmmBJfrf00107e****',
      productKey: '12345****',
      deviceName: 'deviceName1234',
      gmtCreate: 1510799670074,
      deviceType: 'Ammeter',
      items: { Power: { value: 'on', time: 1510799670000 } },
    },
    event: {
      type: 'property.history',
      time: 1510799670074,
      items: { Power: { value: 'on', time: 1510799670000 } },
    },
  },
  {
    topic: '/X5eCzh6****/5gJtxDVeGAkaEztpisjX/thing/event/BrokenInfo/history/post',
    body: {
      identifier: 'BrokenInfo',
      name: 'Damage rate report',
      type: 'info',
      iotId: '4z819VQHk6VSLmmBJfrf00107e****',
      productKey: 'X5eCzh6****',
      deviceName: '5gJtxDVeGAkaEztpisjX',
      gmtCreate: 1510799670074,
      value: { Power: 'on' },
      time: 1510799670074,
    },
    event: { type: 'event.history', identifier: 'BrokenInfo', value: { Power: 'on' }, time: 1510799670074 },
  },
  {
    topic: '/X5eCzh6****/deviceName1234/ota/upgrade',
    body: {
      iotId: '4z819VQHk6VSLmmBJfrf00107e****',
      productKey: 'X5eCzh6****',
      deviceName: 'deviceName1234',
      status: 'SUCCEEDED',
      messageCreateTime: 1571323748000,
      srcVersion: '1.0.1',
      destVersion: '1.0.2',
      desc: 'success',
      jobId: 'wahVIzGkCMuAUE2gDERM02****',
      taskId: 'y3tOmCDNgpR8F9jnVEzC01****',
    },
    event: { type: 'ota.status', status: 'SUCCEEDED', destVersion: '1.0.2', time: 1571323748000 },
  },
  {
    topic: '/X5eCzh6****/deviceName1234/ota/version/post',
    body: {
      iotId: '4z819VQHk6VSLmmBJfrf00107e****',
      deviceName: 'deviceName1234',
      productKey: 'X5eCzh6****',
      moduleName: 'BarcodeScanner',
      moduleVersion: '1.0.3',
      messageCreateTime: 1571323748000,
    },
    event: { type: 'ota.version', moduleName: 'BarcodeScanner', moduleVersion: '1.0.3', time: 1571323748000 },
  },
  {
    topic: '/X5eCzh6****/wahVIzGkCMuAUE2xxxx/wahVIzGkCMuAUE2gDERM02****/ota/job/status',
    body: {
      productKey: 'X5eCzh6****',
      moduleName: 'BarcodeScanner',
      packageId: 'wahVIzGkCMuAUE2xxxx',
      jobId: 'wahVIzGkCMuAUE2gDERM02****',
      status: 'IN_PROGRESS',
      messageCreateTime: 1571323748000,
    },
    event: {
      type: 'ota.batch',
      status: 'IN_PROGRESS',
      packageId: 'wahVIzGkCMuAUE2xxxx',
      time: 1571323748000,
    },
  },
  {
    topic: '/X5eCzh6****/deviceName1234/thing/deviceinfo/update',
    body: {
      iotId: '4z819VQHk6VSLmmBJfrf00107e****',
      productKey: 'X5eCzh6****',
      deviceName: 'deviceName1234',
      value: [{ attrKey: 'tagKey', attrValue: 'tagValue' }],
      messageCreateTime: 1510799670074,
    },
    event: { type: 'tags', value: [{ attrKey: 'tagKey', attrValue: 'tagValue' }], time: 1510799670074 },
  },
];

test.each(samples)('the documented message of $topic is an event', ({ topic, body, event }) => {
  const reading = readMessage({
    channel: 'amqp',
    topic,
    messageId: '1',
    generateTime: 1700000000000,
    receivedTime: 1700000000500,
    payload: Buffer.from(JSON.stringify(body)),
  });
  expect(reading).toMatchObject({ event: { id: '1', topic, ...event } });
});
