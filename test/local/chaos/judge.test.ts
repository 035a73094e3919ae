import { expect, test } from 'vitest';
import { deadLetter } from '../../../events/dead-letter.ts';
import { doubledUpdates, lostMessages, wrongDeadLetters } from '../../../local/chaos/judge.ts';
import { Ledger } from '../../../local/chaos/ledger.ts';
import type { Delivery } from '../../../local/platform/consumer-group.ts';
import { createPlatform } from '../../../local/platform/create-platform.ts';
import type { Message } from '../../../local/platform/messages.ts';
import { defaultConsumerGroup } from '../../../local/platform/state/consumer-groups.ts';
import { CreateOTAFirmware, CreateOTAStaticUpgradeJob } from '../../../shared/iot/operations/ota.ts';
import { Fleet } from '../platform/ota/fleet.ts';

const message = (messageId: string, topic = '/as/mqtt/status/a1/sh-1'): Message => ({
  messageId,
  topic,
  generateTime: Date.now(),
  payload: Buffer.from('{}'),
});

const letterOf = ({ messageId, topic, payload }: Message) =>
  deadLetter({ channel: 'amqp', receivedTime: 1, id: messageId, topic, bytes: payload }, 'a rule');

/** A consumer group with a client that keeps what it is handed. */
function receiving() {
  const { platform } = createPlatform({ seed: 1 });
  const group = platform.state.consumerGroups.get(defaultConsumerGroup);
  if (group === undefined) throw new Error('there is no default group');
  const ledger = new Ledger(group, platform);
  const inHand: Delivery[] = [];
  const consumer = {
    clientId: 'c1',
    since: 0,
    clientIp: '127.0.0.1:1',
    room: () => 1,
    take: (delivery: Delivery) => void inHand.push(delivery),
    drop: () => {},
  };
  return { group, ledger, consumer, inHand };
}

test('a message that was never acknowledged is lost', () => {
  const { group, ledger, consumer, inHand } = receiving();
  group.attach(consumer);
  const [kept, lost] = [message('m1'), message('m2')];
  for (const one of [kept, lost]) group.publish(one);
  inHand[0]?.settle('consumed');
  expect(lostMessages([kept, lost], ledger)).toEqual([
    'Message m2 on /as/mqtt/status/a1/sh-1 was never acknowledged.',
  ]);
  expect(ledger.deliveries).toBe(2);
});

test('a device is quiet when no message of its own waits or is in hand', () => {
  const { group, ledger, consumer, inHand } = receiving();
  group.publish(message('m1', '/a1/sh-1/thing/lifecycle'));
  expect(ledger.isQuiet('a1', 'sh-1')).toBe(false);
  expect(ledger.isQuiet('a1', 'sh-10')).toBe(true);
  group.attach(consumer);
  expect(ledger.isQuiet('a1', 'sh-1')).toBe(false);
  inHand[0]?.settle('consumed');
  expect(ledger.isQuiet('a1', 'sh-1')).toBe(true);
});

test('the dead letters are the broken messages, and no others', () => {
  const [broken, good] = [message('m1'), message('m2')];
  expect(wrongDeadLetters([broken], [letterOf(broken)])).toEqual([]);
  expect(wrongDeadLetters([broken], [])).toEqual(['The broken message m1 is not among the dead letters.']);
  expect(wrongDeadLetters([], [letterOf(good)])).toEqual([
    'Message m2 on /as/mqtt/status/a1/sh-1 is a dead letter, though nothing is wrong with it: a rule',
  ]);
  expect(wrongDeadLetters([broken], [letterOf(broken), letterOf(broken)])).toEqual([
    'There are 2 dead letters, and only 1 ids.',
  ]);
});

test('a device that has one package in two batches, and two batches of one intent, are told', () => {
  const fleet = new Fleet();
  const { platform } = fleet;
  const made = fleet.call(CreateOTAFirmware, {
    ProductKey: fleet.product.productKey,
    FirmwareName: 'package',
    DestVersion: '2.0.0',
    FirmwareUrl: 'https://firmware.example/1.bin',
    FirmwareSize: 1,
    FirmwareSign: 'a'.repeat(32),
    NeedToVerify: false,
  });
  const give = (deviceName: string, tag: string) =>
    fleet.call(CreateOTAStaticUpgradeJob, {
      FirmwareId: made.Data?.FirmwareId ?? '',
      ProductKey: fleet.product.productKey,
      TargetSelection: 'SPECIFIC',
      TargetDeviceName: [deviceName],
      Tag: [{ Key: 'fleetkeeper.batch', Value: tag }],
      OverwriteMode: 2,
    }).Data?.JobId;
  fleet.devices(2, '1.0.0');
  const first = give('device0', 'one');
  give('device1', 'two');
  expect(doubledUpdates(platform)).toEqual([]);
  const third = give('device0', 'one');
  expect(doubledUpdates(platform)).toEqual([
    `The batches ${first} and ${third} both have the tag fleetkeeper.batch=one.`,
    'device0 has 2.0.0 in two batches.',
  ]);
});
