import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPlatform } from '../../../local/platform/create-platform.ts';
import type { Message } from '../../../local/platform/messages.ts';
import type { Platform } from '../../../local/platform/platform.ts';
import { defaultConsumerGroup } from '../../../local/platform/state/consumer-groups.ts';
import { Agenda } from '../../../local/simulation/agenda.ts';
import { Restless, underWay, untilQuiet } from '../../../local/simulation/quiet.ts';
import { Fleet as OtaFleet } from '../platform/ota/fleet.ts';

const forever = new AbortController().signal;
const message: Message = {
  messageId: '1',
  topic: '/a1product01/device0/user/x',
  generateTime: Date.now(),
  payload: Buffer.of(),
};
let platform: Platform;
let agenda: Agenda;

beforeEach(() => {
  platform = createPlatform().platform;
  agenda = new Agenda();
});
afterEach(() => agenda.clear());

const groupOf = () => {
  const group = platform.state.consumerGroups.get(defaultConsumerGroup);
  if (group === undefined) throw new Error('there is no default group');
  return group;
};

test('where nothing goes on, it is quiet at once', async () => {
  expect(underWay(platform, agenda)).toEqual([]);
  await untilQuiet(platform, agenda, 0, forever);
});

test('a device that has something planned is no quiet', async () => {
  const done: string[] = [];
  agenda.after(30, () => done.push('first'));
  agenda.after(60, () => done.push('second'));
  expect(underWay(platform, agenda)).toEqual(['The devices have 2 things planned.']);
  await untilQuiet(platform, agenda, 5_000, forever);
  expect(done).toEqual(['first', 'second']);
});

test('a message that waits, or that a function has in hand, is no quiet until it is settled', () => {
  const group = groupOf();
  group.publish(message);
  expect(underWay(platform, agenda)).toEqual(['1 messages wait in the consumer group.']);
  const settle: (() => void)[] = [];
  group.attach({
    clientId: 'function',
    since: 0,
    clientIp: '127.0.0.1:1',
    room: () => 1,
    take: (delivery) => settle.push(() => delivery.settle('consumed')),
    drop: () => {},
  });
  expect(underWay(platform, agenda)).toEqual(['1 messages are in the hands of a function.']);
  for (const one of settle) one();
  expect(underWay(platform, agenda)).toEqual([]);
});

test('an unfinished update is no quiet as long as its device is online', () => {
  const fleet = new OtaFleet();
  const [here, away] = [fleet.device('here').connect(), fleet.device('away')];
  fleet.batch(fleet.firmware(), [here, away]);
  fleet.advance();
  expect(underWay(fleet.platform, agenda)).toEqual(['1 devices are online and have an unfinished update.']);
  here.progress(-1);
  expect(underWay(fleet.platform, agenda)).toEqual([]);
});

test('what does not come to rest in time is said', async () => {
  groupOf().publish(message);
  const waiting = untilQuiet(platform, agenda, 30, forever);
  await expect(waiting).rejects.toThrow(Restless);
  await expect(waiting).rejects.toThrow('1 messages wait in the consumer group.');
});

test('waiting ends when it is stopped', async () => {
  groupOf().publish(message);
  const stop = new AbortController();
  const waiting = untilQuiet(platform, agenda, 60_000, stop.signal);
  stop.abort();
  await expect(waiting).rejects.toThrow(/abort/i);
});
