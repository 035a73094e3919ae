import { describe, expect, test } from 'vitest';
import { messageTypes } from '../../events/device-event.ts';
import { fillTopic, topicMatcher } from '../../events/topic.ts';

describe('topicMatcher over the message types', () => {
  const match = topicMatcher(Object.values(messageTypes).map(({ topic, type }) => [topic, type]));
  const device = { productKey: 'pk', deviceName: 'dn' };

  test.each<[string, string | undefined, object?]>([
    ['/as/mqtt/status/pk/dn', 'status', device],
    ['/pk/dn/thing/event/property/post', 'property', device],
    ['/pk/dn/thing/event/property/history/post', 'property.history', device],
    ['/pk/dn/thing/event/Hot/post', 'event', { ...device, identifier: 'Hot' }],
    ['/pk/dn/thing/event/block:Hot/post', 'event', { ...device, identifier: 'block:Hot' }],
    ['/pk/dn/thing/event/Hot/history/post', 'event.history', { ...device, identifier: 'Hot' }],
    ['/pk/dn/thing/event/history/post', 'event', { ...device, identifier: 'history' }],
    ['/pk/dn/thing/lifecycle', 'lifecycle', device],
    ['/pk/dn/thing/topo/lifecycle', 'topology', { gwProductKey: 'pk', gwDeviceName: 'dn' }],
    ['/pk/dn/thing/list/found', 'sub-devices.found', { gwProductKey: 'pk', gwDeviceName: 'dn' }],
    ['/pk/dn/thing/downlink/reply/message', 'downlink.reply', device],
    ['/pk/dn/ota/upgrade', 'ota.status', device],
    ['/pk/dn/ota/version/post', 'ota.version', device],
    ['/pk/package/job/ota/job/status', 'ota.batch', { productKey: 'pk', packageId: 'package', jobId: 'job' }],
    ['/pk/dn/thing/deviceinfo/update', 'tags', device],
    ['/pk/dn/user/update', 'custom', device],
    ['/pk/dn/user/a/b/c', 'custom', device],
    // A device can be called as the words of other topics are.
    ['/as/mqtt/thing/lifecycle', 'lifecycle', { productKey: 'as', deviceName: 'mqtt' }],
    ['/pk/thing/thing/lifecycle', 'lifecycle', { productKey: 'pk', deviceName: 'thing' }],
    ['/pk/dn/user', undefined],
    ['/pk/dn/user/', undefined],
    ['/pk//thing/lifecycle', undefined],
    ['pk/dn/thing/lifecycle', undefined],
    ['/pk/dn/thing/lifecycle/', undefined],
    ['/pk/dn/thing/event/a/b/post', undefined],
    ['/sys/pk/dn/thing/lifecycle', undefined],
    ['/', undefined],
    ['', undefined],
  ])('%s is of the type %s', (topic, type, segments = {}) => {
    expect(match(topic)).toEqual(type === undefined ? undefined : { value: type, segments });
  });
});

describe('fillTopic', () => {
  test('puts fields into the variable segments', () => {
    expect(fillTopic('/{productKey}/{deviceName}/ota/upgrade', { productKey: 'pk', deviceName: 'dn' })).toBe(
      '/pk/dn/ota/upgrade',
    );
  });

  test.each([[undefined], [''], ['a/b'], [5]])('makes no topic of the segment %j', (deviceName) => {
    expect(
      fillTopic('/{productKey}/{deviceName}/ota/upgrade', { productKey: 'pk', deviceName }),
    ).toBeUndefined();
  });
});
