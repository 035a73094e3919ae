import { randomInt } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Makes the identifiers that the platform issues. */
export interface Identifiers {
  /** So many letters and digits. */
  newId(length: number): string;
  /** A message id: 19 digits. */
  newMessageId(): string;
}

/**
 * @param seed with the same seed, the same identifiers come in the same order; left out, they differ from run to run
 */
export function createIdentifiers(seed: number = randomInt(2 ** 32)): Identifiers {
  const random = smallFastCounter(seed);
  return {
    newId(length) {
      let id = '';
      for (let index = 0; index < length; index++) id += alphabet[Math.floor(random() * alphabet.length)];
      return id;
    },
    newMessageId() {
      const half = () => String(Math.floor(random() * 1e9)).padStart(9, '0');
      return `1${half()}${half()}`;
    },
  };
}

/** The sfc32 generator: small, quick, and with a period that no run comes to the end of. Gives 0 up to, not with, 1. */
function smallFastCounter(seed: number): () => number {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, seed >>> 0, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 12; round++) next();
  return next;
}
