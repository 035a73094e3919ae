import { expect, test } from 'vitest';
import { TokenBucket } from '../../../local/platform/token-bucket.ts';

test('so many are let through at once, and then one at a time as they come', () => {
  const bucket = new TokenBucket(4, 0);
  const takes = (now: number) => Array.from({ length: 6 }, () => bucket.take(now)).filter(Boolean).length;
  expect(takes(0)).toBe(4);
  expect(bucket.wait(0)).toBe(250);
  expect(takes(249)).toBe(0);
  expect(takes(250)).toBe(1);
  expect(takes(60_000)).toBe(4);
});

test('less than one a second is let through, too: one at first, then one in that time', () => {
  const bucket = new TokenBucket(1 / 60, 0);
  expect([bucket.take(0), bucket.take(59_999), bucket.take(60_000), bucket.take(60_001)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test('a clock that goes back gives nothing away', () => {
  const bucket = new TokenBucket(1, 10_000);
  expect([bucket.take(10_000), bucket.take(0), bucket.take(500)]).toEqual([true, false, false]);
});
