import type { Matcher } from './matcher.ts';

/** `{ prefix: sh- }`: text that begins so. */
export const prefix = matcherOfText((operand) => (value) => value.startsWith(operand));

/** `{ suffix: -eu }`: text that ends so. */
export const suffix = matcherOfText((operand) => (value) => value.endsWith(operand));

/** `{ contains: pump }`: text that has this in it. */
export const contains = matcherOfText((operand) => (value) => value.includes(operand));

/** `{ equals-ignore-case: sh-pump-1 }`: this text, in upper or lower case. */
export const equalsIgnoreCase = matcherOfText((operand) => {
  const lower = operand.toLowerCase();
  return (value) => value.toLowerCase() === lower;
});

function matcherOfText(fits: (operand: string) => (value: string) => boolean): Matcher {
  return (operand) => {
    if (typeof operand !== 'string' || operand === '') return { fault: 'must be text that is not empty' };
    const test = fits(operand);
    return (value) => typeof value === 'string' && test(value);
  };
}
