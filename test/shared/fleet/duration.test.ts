import { expect, test } from 'vitest';
import { readDuration } from '../../../shared/fleet/duration.ts';

test.each([
  ['30s', 30_000],
  ['10m', 600_000],
  ['2h', 7_200_000],
  ['1d', 86_400_000],
])('reads %s', (text, milliseconds) => {
  expect(readDuration(text)).toBe(milliseconds);
});

test.each(['', '10', 'm', '0m', '-1m', '1.5h', '10 m', '10M', '10ms', '1h30m', '9999999999s', '10m\n'])(
  'takes %j for no length of time',
  (text) => {
    expect(readDuration(text)).toBeUndefined();
  },
);
