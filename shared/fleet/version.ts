import { satisfies } from 'compare-versions';

/** One to four numbers, or three or four with a pre-release or a build after them as in semantic versioning. */
const versionPattern = /^\d{1,15}(?:\.\d{1,15}){0,3}$/;
const semanticPattern =
  /^\d{1,15}(?:\.\d{1,15}){2,3}(?:-[\da-z-]+(?:\.[\da-z-]+)*)?(?:\+[\da-z-]+(?:\.[\da-z-]+)*)?$/i;

const comparatorPattern = /^(<=|>=|<|>|=|\^|~)?\s*(\S+)$/;

/**
 * Reads a version as device makers write them: `2.0.0`, `1.2`, `V1.0`, `v1.0.0.7`, `2.1.0-rc.1`.
 *
 * @returns the version without its v, or `undefined` for a text that is no version
 */
export function readVersion(text: string): string | undefined {
  const version = /^v/i.test(text) ? text.slice(1) : text;
  return versionPattern.test(version) || semanticPattern.test(version) ? version : undefined;
}

/**
 * Reads a range of versions: comparisons (`<2.0.0`, `>=1.2 <2`, `^1.4.0`, `~1.4`, `1.0.3`), all of which have to hold,
 * and alternatives of those between `||`. A missing number counts as zero, so that `1.2` is `1.2.0`. A pre-release is
 * older than its release: `2.0.0-rc.1` is in `<2.0.0`.
 *
 * @returns whether a text is a version in the range; a text that is no version never is. `undefined` for a text that
 *   is no range
 */
export function readVersionRange(text: string): ((version: string) => boolean) | undefined {
  const alternatives: string[][] = [];
  for (const alternative of text.split('||')) {
    const comparators = alternative.match(/(?:[<>=^~]+\s*)?[^\s<>=^~]+/g) ?? [];
    if (comparators.join('').replaceAll(/\s/g, '') !== alternative.replaceAll(/\s/g, '')) return undefined;
    const ranges: string[] = [];
    for (const comparator of comparators) {
      const [, operator = '=', version = ''] = comparatorPattern.exec(comparator) ?? [];
      const bound = readVersion(version);
      if (bound === undefined) return undefined;
      ranges.push(`${operator}${bound}`);
    }
    if (ranges.length === 0) return undefined;
    alternatives.push(ranges);
  }
  return (version) => {
    const read = readVersion(version);
    return (
      read !== undefined && alternatives.some((ranges) => ranges.every((range) => satisfies(read, range)))
    );
  };
}
