import { randomInt } from 'node:crypto';
import { Random, type RandomState } from './random.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Makes the identifiers that the platform issues. */
export interface Identifiers {
  /** So many letters and digits. */
  newId(length: number): string;
  /** A message id: 19 digits. */
  newMessageId(): string;
  /** Where it stands, so that a platform that goes on where another ended issues nothing twice. */
  state: RandomState;
}

/**
 * @param seed with the same seed, the same identifiers come in the same order; left out, they differ from run to run
 */
export function createIdentifiers(seed: number = randomInt(2 ** 32)): Identifiers {
  const random = new Random(seed);
  return {
    newId(length) {
      const id = Buffer.allocUnsafe(length);
      for (let index = 0; index < length; index++) {
        id[index] = alphabet.charCodeAt(Math.floor(random.next() * alphabet.length));
      }
      // A text that is put together letter by letter takes ten times the memory of one that is read as a whole.
      return id.toString('latin1');
    },
    newMessageId() {
      const half = () => String(Math.floor(random.next() * 1e9)).padStart(9, '0');
      return `1${half()}${half()}`;
    },
    get state() {
      return random.state;
    },
    set state(state) {
      random.state = state;
    },
  };
}
