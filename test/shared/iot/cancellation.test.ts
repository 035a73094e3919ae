import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { DrivenClock } from '../../../local/platform/clock.ts';
import { Cancellation, type Cancelled, unwatched, type Waiter } from '../../../shared/iot/cancellation.ts';

class Patient implements Waiter {
  readonly told: Cancelled[] = [];
  place = unwatched;
  readonly #cancellation: Cancellation;

  constructor(
    cancellation: Cancellation,
    public expires: number,
    readonly signal: AbortSignal | undefined = undefined,
  ) {
    this.#cancellation = cancellation;
    cancellation.watch(this);
  }

  cancel(why: Cancelled): void {
    this.told.push(why);
    this.#cancellation.unwatch(this);
  }
}

describe('Cancellation', () => {
  it('tells each waiter when its own time has come, and once', () => {
    const clock = new DrivenClock(0);
    const cancellation = new Cancellation(clock);
    const [late, soon, endless] = [300, 100, Number.POSITIVE_INFINITY].map(
      (at) => new Patient(cancellation, at),
    );
    clock.advance(99);
    expect(soon?.told).toEqual([]);
    clock.advance(1);
    expect([soon?.told, late?.told]).toEqual([['expired'], []]);
    clock.advance(1_000);
    expect([soon?.told, late?.told, endless?.told]).toEqual([['expired'], ['expired'], []]);
  });

  it('leaves alone who is not watched any more', () => {
    const clock = new DrivenClock(0);
    const cancellation = new Cancellation(clock);
    const { signal } = new AbortController();
    const waiter = new Patient(cancellation, 100, signal);
    cancellation.unwatch(waiter);
    clock.advance(1_000);
    expect(waiter.told).toEqual([]);
  });

  it('keeps the others when one leaves, wherever it is among them', () => {
    const clock = new DrivenClock(0);
    const cancellation = new Cancellation(clock);
    const waiters = [10, 20, 30, 40].map((at) => new Patient(cancellation, at));
    for (const leaving of [waiters[1], waiters[3]]) if (leaving) cancellation.unwatch(leaving);
    clock.advance(100);
    expect(waiters.map(({ told }) => told.length)).toEqual([1, 0, 1, 0]);
  });

  it('follows a waiter whose time is brought forward', () => {
    const clock = new DrivenClock(0);
    const cancellation = new Cancellation(clock);
    const waiter = new Patient(cancellation, 10_000);
    waiter.expires = 50;
    cancellation.watch(waiter);
    clock.advance(50);
    expect(waiter.told).toEqual(['expired']);
  });

  it('waits longer than a timer can hold', () => {
    const clock = new DrivenClock(0);
    const month = 30 * 24 * 3_600_000;
    const waiter = new Patient(new Cancellation(clock), month);
    clock.advance(month - 1);
    expect(waiter.told).toEqual([]);
    clock.advance(1);
    expect(waiter.told).toEqual(['expired']);
  });

  it('listens to a signal once, however many wait on it', () => {
    const cancellation = new Cancellation(new DrivenClock(0));
    const controller = new AbortController();
    const waiters = Array.from(
      { length: 1_000 },
      () => new Patient(cancellation, Number.POSITIVE_INFINITY, controller.signal),
    );
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
    controller.abort();
    expect(waiters.every(({ told }) => told.join() === 'aborted')).toBe(true);
  });

  it('ends a wait when its time is over, or before when its bounds end it', async () => {
    const clock = new DrivenClock(0);
    const cancellation = new Cancellation(clock);
    const ended: string[] = [];
    const controller = new AbortController();
    const endless = { deadline: Number.POSITIVE_INFINITY, signal: undefined };
    const wait = (name: string, bounds: Parameters<Cancellation['wait']>[1]) =>
      cancellation.wait(500, bounds).then(() => ended.push(`${name} ${clock.now()}`));
    const waits = [
      wait('whole', endless),
      wait('deadline', { ...endless, deadline: 200 }),
      wait('signal', { ...endless, signal: controller.signal }),
    ];
    clock.advance(100);
    controller.abort();
    await Promise.resolve();
    clock.advance(100);
    await Promise.resolve();
    clock.advance(300);
    await Promise.all(waits);
    expect(ended).toEqual(['signal 100', 'deadline 200', 'whole 500']);
  });
});
