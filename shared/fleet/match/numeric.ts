import type { Matcher } from './matcher.ts';

const fault = "must be one or two comparisons with a number, such as ['>', 0, '<=', 5]";

const comparisons: ReadonlyMap<unknown, (value: number, bound: number) => boolean> = new Map([
  ['=', (value: number, bound: number) => value === bound],
  ['<', (value: number, bound: number) => value < bound],
  ['<=', (value: number, bound: number) => value <= bound],
  ['>', (value: number, bound: number) => value > bound],
  ['>=', (value: number, bound: number) => value >= bound],
]);

/** `{ numeric: ['>', 0, '<=', 5] }`: a number for which all the comparisons hold. */
export const numeric: Matcher = (operand) => {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4)) return { fault };
  const tests: ((value: number) => boolean)[] = [];
  for (let index = 0; index < operand.length; index += 2) {
    const compare = comparisons.get(operand[index]);
    const bound: unknown = operand[index + 1];
    if (compare === undefined || typeof bound !== 'number' || !Number.isFinite(bound)) return { fault };
    tests.push((value) => compare(value, bound));
  }
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
};
