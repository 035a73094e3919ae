import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { DrivenClock } from '../../../local/platform/clock.ts';
import {
  type Consumer,
  ConsumerGroup,
  type ConsumerGroupLimits,
  type Delivery,
  generousLimits,
  type Settling,
} from '../../../local/platform/consumer-group.ts';
import type { Message } from '../../../local/platform/messages.ts';

const nothing = Buffer.alloc(0);
const day = 24 * 60 * 60_000;

class TestConsumer implements Consumer {
  readonly clientId: string;
  readonly since = 0;
  readonly clientIp = '127.0.0.1:1';
  readonly taken: Delivery[] = [];
  /** How much it has room for, at all. */
  size: number;
  dropped: string | undefined;

  constructor(clientId: string, size = Number.POSITIVE_INFINITY) {
    this.clientId = clientId;
    this.size = size;
  }

  room(): number {
    return this.size - this.taken.length;
  }

  take(delivery: Delivery): void {
    this.taken.push(delivery);
  }

  drop(why: string): void {
    this.dropped = why;
  }

  get ids(): string[] {
    return this.taken.map(({ message }) => message.messageId);
  }

  settle(how: Settling, index = 0): void {
    this.taken.splice(index, 1)[0]?.settle(how);
  }
}

function made(limits: Partial<ConsumerGroupLimits> = {}) {
  const clock = new DrivenClock(Date.UTC(2030, 0));
  const group = new ConsumerGroup('group', 'name', clock, { ...generousLimits, ...limits });
  let count = 0;
  const publish = (messages = 1) => {
    for (let index = 0; index < messages; index++) {
      count += 1;
      const message: Message = {
        messageId: String(count),
        topic: '/t',
        generateTime: clock.now(),
        payload: nothing,
      };
      group.publish(message);
    }
  };
  return { clock, group, publish };
}

describe('handing out', () => {
  test('each message goes to one client, in turn', () => {
    const { group, publish } = made();
    const [a, b] = [new TestConsumer('a'), new TestConsumer('b')];
    group.attach(a);
    group.attach(b);
    publish(4);
    expect([a.ids, b.ids]).toEqual([
      ['1', '3'],
      ['2', '4'],
    ]);
  });

  test('a client without room is passed over, and what nobody has room for waits', () => {
    const { group, publish } = made();
    const [a, b] = [new TestConsumer('a', 1), new TestConsumer('b', 2)];
    group.attach(a);
    group.attach(b);
    publish(5);
    expect([a.ids, b.ids]).toEqual([['1'], ['2', '3']]);
    expect(group.accumulated).toBe(2);
    a.size = 2;
    group.serve();
    expect(a.ids).toEqual(['1', '4']);
    expect(group.accumulated).toBe(1);
  });

  test('what came while nobody was there goes to the first who comes, in its order', () => {
    const { group, publish } = made();
    publish(3);
    const a = new TestConsumer('a');
    group.attach(a);
    expect(a.ids).toEqual(['1', '2', '3']);
    expect(a.taken.map(({ deliveryCount }) => deliveryCount)).toEqual([0, 0, 0]);
  });

  test('hundreds of thousands of messages wait, and go out again, in no more time each than a few', () => {
    const { group, publish } = made();
    const started = performance.now();
    publish(300_000);
    let taken = 0;
    group.attach({
      clientId: 'sink',
      since: 0,
      clientIp: '',
      room: () => 1,
      take: (delivery) => {
        taken += 1;
        delivery.settle('consumed');
      },
      drop: () => {},
    });
    expect(taken).toBe(300_000);
    // Far more than it takes, but far less than if a message cost more the more there are.
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('what is not consumed', () => {
  test('a message that is returned comes again, counted, once the event loop has turned', async () => {
    const { group, publish } = made();
    const a = new TestConsumer('a');
    group.attach(a);
    publish();
    a.settle('returned');
    expect(a.ids).toEqual([]);
    await setImmediate();
    expect(a.taken).toMatchObject([{ message: { messageId: '1' }, deliveryCount: 1 }]);
  });

  test('a message that is released comes again, and was not delivered by that', async () => {
    const { group, publish } = made();
    const a = new TestConsumer('a');
    group.attach(a);
    publish();
    a.settle('released');
    await setImmediate();
    expect(a.taken).toMatchObject([{ message: { messageId: '1' }, deliveryCount: 0 }]);
  });

  test('a message that is not settled within 30 s comes again, and the late answer counts for nothing', () => {
    const { clock, group, publish } = made();
    const a = new TestConsumer('a', 2);
    group.attach(a);
    publish();
    clock.advance(20_000);
    publish();
    clock.advance(9_999);
    expect(group.accumulated).toBe(0);
    clock.advance(1);
    expect(group.accumulated).toBe(1);
    const b = new TestConsumer('b');
    group.attach(b);
    expect(b.taken).toMatchObject([{ message: { messageId: '1' }, deliveryCount: 1 }]);
    a.settle('consumed');
    expect(group.lastConsumedAt).toBeUndefined();
    a.size = 0;
    clock.advance(20_000);
    expect(b.ids).toEqual(['1', '2']);
    b.settle('consumed');
    expect(group.lastConsumedAt).toBe(clock.now());
    b.settle('consumed');
    clock.advance(60_000);
    expect(group.accumulated).toBe(0);
  });

  test('what a client has in hand goes to the others when it leaves', () => {
    const { group, publish } = made();
    const a = new TestConsumer('a');
    group.attach(a);
    publish(2);
    a.settle('consumed');
    const b = new TestConsumer('b');
    group.attach(b);
    group.detach(a);
    expect(b.taken).toMatchObject([{ message: { messageId: '2' }, deliveryCount: 1 }]);
    a.settle('returned');
    expect(group.accumulated).toBe(0);
    expect([...group.consumers.keys()]).toEqual([b]);
  });

  test('a client that returns everything at once does not stop the others from being served', async () => {
    const { group, publish } = made();
    const a = new TestConsumer('a');
    a.take = (delivery) => delivery.settle('returned');
    group.attach(a);
    publish(3);
    const b = new TestConsumer('b');
    group.attach(b);
    while (b.taken.length < 3) await setImmediate();
    expect(b.ids.sort()).toEqual(['1', '2', '3']);
    expect(group.accumulated).toBe(0);
  });

  test('a message is kept for a day', () => {
    const { clock, group, publish } = made();
    publish(2);
    clock.advance(day / 2);
    publish();
    expect(group.accumulated).toBe(3);
    clock.advance(day / 2);
    expect(group.accumulated).toBe(1);
    const a = new TestConsumer('a');
    group.attach(a);
    expect(a.ids).toEqual(['3']);
  });

  test('of more than may wait, the oldest are dropped', () => {
    const { group, publish } = made({ largestBacklog: 2 });
    publish(3);
    const a = new TestConsumer('a');
    group.attach(a);
    expect(a.ids).toEqual(['2', '3']);
  });

  test('a reset drops what waits, and leaves what is in hand', () => {
    const { group, publish } = made();
    const a = new TestConsumer('a', 1);
    group.attach(a);
    publish(3);
    group.reset();
    expect(group.accumulated).toBe(0);
    a.settle('consumed');
    group.serve();
    expect(a.ids).toEqual([]);
  });

  test('a group that is closed drops its clients, and keeps nothing', () => {
    const { clock, group, publish } = made();
    const a = new TestConsumer('a', 1);
    group.attach(a);
    publish(2);
    group.close('it was deleted');
    expect(a.dropped).toBe('it was deleted');
    expect(group.accumulated).toBe(0);
    clock.advance(60_000);
    expect(group.accumulated).toBe(0);
  });
});

describe('how fast', () => {
  test('a client gets so many new messages a second, and the rest from the backlog, at its pace', () => {
    const { clock, group, publish } = made({ realTimePerSecond: 10, backlogPerSecond: 2 });
    const a = new TestConsumer('a');
    group.attach(a);
    publish(15);
    expect(a.ids).toHaveLength(10);
    group.serve();
    expect(a.ids).toHaveLength(12);
    clock.advance(500);
    expect(a.ids).toHaveLength(13);
    clock.advance(1000);
    expect(a.ids).toHaveLength(15);
    expect(group.accumulated).toBe(0);
  });

  test('a group tells how many messages were consumed in the last minute, new and late, by client', () => {
    const { clock, group, publish } = made();
    publish(2);
    const [a, b] = [new TestConsumer('a'), new TestConsumer('b')];
    group.attach(a);
    group.attach(b);
    publish(3);
    while (a.taken.length > 0) a.settle('consumed');
    clock.advance(30_000);
    const status = () =>
      group.clients.map(({ consumer, realTimePerMinute, accumulatedPerMinute }) => [
        consumer.clientId,
        realTimePerMinute,
        accumulatedPerMinute,
      ]);
    expect(status()).toEqual([
      ['a', 2, 2],
      ['b', 0, 0],
    ]);
    clock.advance(30_000);
    expect(status()).toEqual([
      ['a', 0, 0],
      ['b', 0, 0],
    ]);
  });
});

test('whoever listens is told of each message that is handed out, and what became of it', () => {
  const { group, publish } = made();
  const told: string[] = [];
  const stop = group.listen(({ messageId }, what) => told.push(`${messageId} ${what}`));
  const client = new TestConsumer('c1');
  group.attach(client);
  publish(2);
  client.settle('consumed');
  client.settle('returned');
  expect(told).toEqual(['1 handed out', '2 handed out', '1 consumed', '2 returned']);
  stop();
  publish();
  expect(told).toHaveLength(4);
});
