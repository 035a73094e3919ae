/**
 * The word that was probably meant: the one with the fewest letters to add, take away or change, and not more than a
 * third of them. Upper and lower case count as the same.
 *
 * @returns `undefined` when none comes near
 */
export function closestWord(word: string, words: Iterable<string>): string | undefined {
  let closest: string | undefined;
  let fewest = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of words) {
    const changes = countChanges(word.toLowerCase(), candidate.toLowerCase(), fewest);
    if (changes < fewest) {
      fewest = changes;
      closest = candidate;
    }
  }
  return closest;
}

/** The Levenshtein distance, or some number not below `limit` when it is not below that. */
function countChanges(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) >= limit) return limit;
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let fromIndex = 0; fromIndex < from.length; fromIndex += 1) {
    const next = [fromIndex + 1];
    for (let toIndex = 0; toIndex < to.length; toIndex += 1) {
      const changed = (row[toIndex] ?? 0) + (from[fromIndex] === to[toIndex] ? 0 : 1);
      next.push(Math.min(changed, (row[toIndex + 1] ?? 0) + 1, (next[toIndex] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? limit;
}
