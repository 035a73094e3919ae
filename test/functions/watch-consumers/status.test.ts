import { expect, test } from 'vitest';
import { beyondBounds, statusOf } from '../../../functions/watch-consumers/status.ts';

const now = Date.parse('2026-03-14T08:00:00.000Z');
const bounds = { maxBacklog: 100, maxDelay: 60_000, minRate: 0, maxRate: undefined, minClients: 0 };

test('a group whose messages are all taken has no delay, however long ago the last one was', () => {
  const answer = { AccumulationCount: 0, ConsumerSpeed: 0, LastConsumerTime: '2026-03-13T08:00:00.000Z' };
  expect(statusOf(answer, now)).toEqual({ backlog: 0, rate: 0, delay: 0, clients: 0 });
});

test('a group that has messages waiting is late by the time since it took the last', () => {
  const answer = {
    AccumulationCount: 5,
    ConsumerSpeed: 14,
    LastConsumerTime: '2026-03-14T07:59:00.000Z',
    ClientConnectionStatusList: { ConsumerGroupClientConnectionInfo: [{ ClientId: 'a' }, { ClientId: 'b' }] },
  };
  expect(statusOf(answer, now)).toEqual({ backlog: 5, rate: 14, delay: 60_000, clients: 2 });
  expect(statusOf({ AccumulationCount: 5 }, now)).toMatchObject({ delay: 0 });
});

test('what is just within its bounds is well', () => {
  const status = { backlog: 100, rate: 10, delay: 60_000, clients: 1 };
  expect(beyondBounds(status, { ...bounds, minRate: 10, maxRate: 10, minClients: 1 })).toEqual([]);
});

test.each([
  [{ backlog: 101 }, {}, '101 messages wait, and 100 may'],
  [{ delay: 60_001 }, {}, 'none was taken for 60001 ms while some wait, and 60000 ms may pass'],
  [{ rate: 9 }, { minRate: 10 }, '9 messages a minute are taken while some wait, and 10 have to be'],
  [{ rate: 11 }, { maxRate: 10 }, '11 messages a minute are taken, and 10 may be'],
  [{ clients: 0 }, { minClients: 1 }, '0 clients are connected, and 1 have to be'],
])('%o is beyond its bounds', (status, own, sentence) => {
  const well = { backlog: 1, rate: 10, delay: 0, clients: 1 };
  expect(beyondBounds({ ...well, ...status }, { ...bounds, ...own })).toEqual([sentence]);
});

test('a group that has nothing to take may be slow', () => {
  expect(beyondBounds({ backlog: 0, rate: 0, delay: 0, clients: 0 }, { ...bounds, minRate: 10 })).toEqual([]);
});
