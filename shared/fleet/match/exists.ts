import type { Matcher } from './matcher.ts';

/** `{ exists: false }`: the field is missing, or null. `{ exists: true }`: it is there. */
export const exists: Matcher = (operand) =>
  typeof operand === 'boolean'
    ? (value) => (value !== undefined) === operand
    : { fault: 'must be true or false' };
