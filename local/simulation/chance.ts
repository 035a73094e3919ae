/**
 * A number that looks like chance, from 0 up to, not with, 1, and is the same for the same words: what a simulated
 * device does then depends on nothing but the seed and its number.
 *
 * @example
 * chance(seed, index, 'version') < 0.5
 */
export function chance(...words: readonly (string | number)[]): number {
  // FNV-1a, and then MurmurHash3's last steps, so that numbers next to each other have nothing in common.
  let hash = 0x811c9dc5;
  for (const character of words.join(' ')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** One of the choices, by a number from 0 up to 1. */
export function pick<Choice>(choices: readonly [Choice, ...Choice[]], number: number): Choice {
  return choices[Math.floor(number * choices.length)] ?? choices[0];
}
