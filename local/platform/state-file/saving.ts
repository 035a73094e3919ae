import type { Platform } from '../platform.ts';
import type { Line } from './state-part.ts';

/** What the parts of the state share while they are saved. */
export class Saving {
  readonly platform: Platform;
  /** Lines that go in front of the next one, for it needs them. */
  readonly ahead: Line[] = [];
  readonly #asked = new Set<object>();

  constructor(platform: Platform) {
    this.platform = platform;
  }

  /** Whether it is asked of this thing for the first time: what is deleted is saved with the first that still holds it. */
  isFirst(thing: object): boolean {
    if (this.#asked.has(thing)) return false;
    this.#asked.add(thing);
    return true;
  }
}
