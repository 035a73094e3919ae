import { type Cancel, type Clock, machineClock } from '../platform/clock.ts';

/** The machine's clock, put back by some time that can be made up for at once: what was a moment ago then was long ago. */
export class ShiftedClock implements Clock {
  #behind: number;

  /** @param behind by how many milliseconds it is put back */
  constructor(behind: number) {
    this.#behind = behind;
  }

  now(): number {
    return machineClock.now() - this.#behind;
  }

  /** What is to come comes after so long on the machine's clock, whatever is made up for meanwhile. */
  after(milliseconds: number, run: () => void): Cancel {
    return machineClock.after(milliseconds, run);
  }

  /** Puts it right. */
  catchUp(): void {
    this.#behind = 0;
  }
}
