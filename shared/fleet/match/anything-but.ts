import type { Matcher, Test } from './matcher.ts';
import { prefix, suffix } from './text.ts';

const fault = 'must be text or a number, a list of those, or one { prefix: … } or { suffix: … }';

/** `{ anything-but: … }`: any value but this one, but one of these, or but one that begins or ends so. */
export const anythingBut: Matcher = (operand) => {
  if (typeof operand === 'object' && operand !== null && !Array.isArray(operand)) {
    const [[operator, text] = [], ...others] = Object.entries(operand);
    const matcher = operator === 'prefix' ? prefix : operator === 'suffix' ? suffix : undefined;
    const test = matcher?.(text);
    return typeof test === 'function' && others.length === 0 ? butNot(test) : { fault };
  }
  const excluded: unknown[] = Array.isArray(operand) ? operand : [operand];
  if (excluded.length === 0 || !excluded.every((value) => isTextOrNumber(value))) return { fault };
  const set = new Set(excluded);
  return butNot((value) => set.has(value));
};

/** Something has to be there: a missing field is not anything but something. */
function butNot(test: Test): Test {
  return (value) => value !== undefined && !test(value);
}

function isTextOrNumber(value: unknown): boolean {
  return typeof value === 'string' || Number.isFinite(value);
}
