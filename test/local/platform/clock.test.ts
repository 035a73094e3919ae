import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DrivenClock, machineClock } from '../../../local/platform/clock.ts';

describe('a driven clock', () => {
  test('stands still until it is advanced, and runs what falls due in the order of its time', () => {
    const clock = new DrivenClock(1000);
    const ran: [string, number][] = [];
    const note = (name: string) => () => void ran.push([name, clock.now()]);
    clock.after(30, note('third'));
    clock.after(10, note('first'));
    clock.after(10, note('second'));
    const cancel = clock.after(20, note('cancelled'));
    cancel();
    clock.after(31, note('not yet'));
    clock.advance(30);
    expect(ran).toEqual([
      ['first', 1010],
      ['second', 1010],
      ['third', 1030],
    ]);
    expect(clock.now()).toBe(1030);
  });

  test('runs what is asked for on the way, when it falls due on the way', () => {
    const clock = new DrivenClock(0);
    const ran: number[] = [];
    const again = () => {
      ran.push(clock.now());
      clock.after(10, again);
    };
    clock.after(10, again);
    clock.advance(35);
    expect(ran).toEqual([10, 20, 30]);
  });
});

describe("the machine's clock", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test('waits longer than a timer can hold', () => {
    const run = vi.fn();
    const days = 24 * 60 * 60_000;
    machineClock.after(30 * days, run);
    const cancel = machineClock.after(30 * days, () => expect.unreachable());
    vi.advanceTimersByTime(30 * days - 1);
    expect(run).not.toHaveBeenCalled();
    cancel();
    vi.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledOnce();
  });
});
