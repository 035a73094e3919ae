import { readVersionRange } from '../version.ts';
import type { Matcher } from './matcher.ts';

/** `{ version: "<2.0.0" }`: a version in this range. A text that is no version is in none. */
export const version: Matcher = (operand) => {
  const isInRange = typeof operand === 'string' ? readVersionRange(operand) : undefined;
  return isInRange === undefined
    ? { fault: 'must be a range of versions in quotes, such as "<2.0.0" or ">=1.2 <2"' }
    : (value) => typeof value === 'string' && isInRange(value);
};
