import type { Clock } from '../../../shared/iot/clock.ts';

/** A clock that tells how many of its timers are set. */
export function countedClock(clock: Clock): Clock & { readonly timers: number } {
  let timers = 0;
  return {
    get timers() {
      return timers;
    },
    now: () => clock.now(),
    after(milliseconds, run) {
      timers += 1;
      let isOver = false;
      const end = () => {
        if (!isOver) timers -= 1;
        isOver = true;
      };
      const stop = clock.after(milliseconds, () => {
        end();
        run();
      });
      return () => {
        end();
        stop();
      };
    },
  };
}
