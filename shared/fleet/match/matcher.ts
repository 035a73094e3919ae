/** Whether one value of an event fits: text, a number, a boolean, an object, or `undefined` where there is none. */
export type Test = (value: unknown) => boolean;

/**
 * What `{ prefix: sh- }` and its like mean: reads the operand, once, into a test.
 *
 * @returns the test, or in `fault` what the operand must be
 */
export type Matcher = (operand: unknown) => Test | { readonly fault: string };
