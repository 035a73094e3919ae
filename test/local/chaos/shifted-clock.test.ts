import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ShiftedClock } from '../../../local/chaos/shifted-clock.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

test('the clock is put back until it is put right, and what is to come comes on time', () => {
  const clock = new ShiftedClock(600_000);
  const ran: number[] = [];
  clock.after(100, () => ran.push(clock.now()));
  expect(clock.now()).toBe(400_000);
  vi.advanceTimersByTime(50);
  expect(clock.now()).toBe(400_050);
  clock.catchUp();
  expect(clock.now()).toBe(1_000_050);
  vi.advanceTimersByTime(50);
  expect(ran).toEqual([1_000_100]);
});
