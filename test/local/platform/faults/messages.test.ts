import { beforeEach, expect, test } from 'vitest';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import { type Fault, fault } from '../../../../local/platform/faults/fault.ts';
import { Faults } from '../../../../local/platform/faults/faults.ts';
import { Messages } from '../../../../local/platform/messages.ts';
import { Product } from '../../../../local/platform/state/products.ts';

let clock: DrivenClock;
let faults: Faults;
let messages: Messages;
let arrived: string[];

beforeEach(() => {
  clock = new DrivenClock(0);
  faults = new Faults();
  let made = 0;
  messages = new Messages(clock, () => String(++made), faults);
  arrived = [];
  messages.listen(({ messageId }) => arrived.push(messageId));
});

const product = new Product('a1', 'secret', 'Product', 0);
const set = (settings: Partial<Fault> & Record<string, unknown>) =>
  faults.set(fault.parse({ of: 'messages', ...settings }));
const send = (count: number) => {
  for (; count > 0; count--) messages.send(product, 'DeviceDataFlag', '/a1/device/user/update', {});
};

test('a message goes out several times, each time as the same message', () => {
  set({ duplicates: 2 });
  send(2);
  expect(arrived).toEqual(['1', '1', '1', '2']);
});

test('a message that is late goes out when its time has come, with the time at which it was made', () => {
  const times: number[] = [];
  messages.listen(({ generateTime }) => times.push(generateTime));
  set({ delay: 1000 });
  send(2);
  clock.advance(999);
  expect(arrived).toEqual(['2']);
  clock.advance(1);
  expect(arrived).toEqual(['2', '1']);
  expect(times).toEqual([0, 0]);
});

test('of a message with duplicates, only these are late', () => {
  set({ duplicates: 1, delay: 500 });
  send(1);
  expect(arrived).toEqual(['1']);
  clock.advance(500);
  expect(arrived).toEqual(['1', '1']);
});

test('a message is overtaken by as many as the fault says', () => {
  set({ behind: 2 });
  send(4);
  expect(arrived).toEqual(['2', '3', '1', '4']);
  clock.advance(10_000);
  expect(arrived.length).toBe(4);
});

test('a message waits no longer than its delay for others to overtake it, a second unless it has one', () => {
  set({ behind: 5 });
  set({ behind: 5, delay: 200 });
  send(2);
  clock.advance(200);
  expect(arrived).toEqual(['2']);
  clock.advance(800);
  expect(arrived).toEqual(['2', '1']);
});

test('what is held back can be let go all at once, or dropped', () => {
  set({ behind: 5, times: 'always' });
  send(2);
  expect(messages.late.messages.map(({ messageId }) => messageId)).toHaveLength(2);
  messages.late.sendAll();
  expect(arrived).toEqual(['1', '2']);
  expect(messages.late.messages).toEqual([]);
  send(1);
  messages.late.drop();
  clock.advance(10_000);
  expect(arrived).toEqual(['1', '2']);
});
