import { expect, test } from 'vitest';
import { deadlineOf, type FunctionContext } from '../../../shared/runtime/context.ts';

const contextWith = (timeout: number) => ({ function: { timeout } }) as FunctionContext;

test.each([
  [60, 58_000],
  [10, 8_000],
  [3, 1_500],
  [1, 500],
])('with a timeout of %i s there are %i ms to work in, and the rest to finish', (timeout, milliseconds) => {
  expect(deadlineOf(contextWith(timeout), 1_000_000) - 1_000_000).toBe(milliseconds);
});
