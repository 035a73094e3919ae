import { expect, test } from 'vitest';
import { SettingsError } from '../../../shared/runtime/settings.ts';
import { PayloadError, readTimerPayload } from '../../../shared/runtime/timer-event.ts';
import { readSweepSettings, readWatchSettings } from '../../../shared/runtime/timer-settings.ts';

test('a list takes commas and spaces, and each item once', () => {
  const environment = { PRODUCT_KEYS: ' a1, b2,a1 ,', CONSUMER_GROUP_IDS: 'DEFAULT_GROUP' };
  expect(readSweepSettings(environment).productKeys).toEqual(['a1', 'b2']);
  expect(readWatchSettings(environment)).toMatchObject({
    consumerGroupIds: ['DEFAULT_GROUP'],
    bounds: { maxBacklog: 1000, maxDelay: 300_000, minRate: 0, maxRate: undefined, minClients: 0 },
  });
});

test.each(['', ',', 'a1 b2', 'a1;b2', 'a"1', `${'a'.repeat(65)}`])(
  'no list of products is %j',
  (PRODUCT_KEYS) => {
    expect(() => readSweepSettings({ PRODUCT_KEYS })).toThrow(SettingsError);
    expect(() => readSweepSettings({ PRODUCT_KEYS })).toThrow('such as a1B2c3D4e5F,a1b2C3d4E5f');
  },
);

test('all bounds that are wrong are named at once', () => {
  const environment = {
    CONSUMER_GROUP_IDS: 'a',
    MAX_BACKLOG: 'many',
    MAX_CONSUMPTION_RATE: '-1',
    MIN_CLIENTS: '1.5',
  };
  expect(() => readWatchSettings(environment)).toThrow(
    [
      'MAX_BACKLOG has to be a whole number of messages such as 1000',
      'MAX_CONSUMPTION_RATE has to be a whole number of messages a minute such as 50000',
      'MIN_CLIENTS has to be a whole number of clients such as 1',
    ].join('\n  '),
  );
});

test.each([
  ['', undefined],
  ['{"payload":""}', undefined],
  ['{"triggerName":"x"}', undefined],
  ['{"payload":"dry-run"}', 'dry-run'],
])('the event %j has the payload %j', (event, payload) => {
  expect(readTimerPayload(Buffer.from(event), ['dry-run'])).toBe(payload);
});

test.each(['{"payload":"dry"}', '{"payload":5}', '[]', 'dry-run'])('the event %j is refused', (event) => {
  expect(() => readTimerPayload(Buffer.from(event), ['dry-run'])).toThrow(PayloadError);
});
