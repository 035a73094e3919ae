import { closestWord } from '../closest.ts';
import { fieldOf } from '../field.ts';
import type { Report } from '../mistake.ts';
import { anythingBut } from './anything-but.ts';
import { cidr } from './cidr.ts';
import { exists } from './exists.ts';
import type { Matcher, Test } from './matcher.ts';
import { numeric } from './numeric.ts';
import { contains, equalsIgnoreCase, prefix, suffix } from './text.ts';
import { version } from './version.ts';

const matchers: ReadonlyMap<string, Matcher> = new Map([
  ['prefix', prefix],
  ['suffix', suffix],
  ['contains', contains],
  ['anything-but', anythingBut],
  ['numeric', numeric],
  ['exists', exists],
  ['equals-ignore-case', equalsIgnoreCase],
  ['cidr', cidr],
  ['version', version],
]);

/**
 * Reads a pattern in the syntax of Alibaba Cloud's EventBridge into a function, once, so that matching is fast.
 *
 * All fields of a pattern have to fit. A field's pattern is a list of alternatives: a value itself, or an operator
 * such as `{ prefix: sh- }`; or it is a pattern of the fields within. Where an event has a list, one element that fits
 * is enough. A field that is null or an empty list counts as missing; `null` and `{ exists: false }` say the same.
 *
 * @param report is told each mistake, by its path in the pattern
 * @returns whether a value fits; a pattern with mistakes fits nothing
 *
 * @example
 * compilePattern({ deviceName: [{ prefix: 'sh-' }], items: { Power: { value: [{ numeric: ['>', 90] }] } } }, report)
 */
export function compilePattern(pattern: unknown, report: Report): Test {
  if (isObject(pattern)) return compileFields(pattern, [], report);
  report({ path: [], message: 'must be fields of the message with what fits them', value: pattern });
  return () => false;
}

function compileFields(
  pattern: Readonly<Record<string, unknown>>,
  path: readonly (string | number)[],
  report: Report,
): Test {
  const fields = Object.entries(pattern).map(([name, field]): { name: string; test: Test } => {
    const fieldPath = [...path, name];
    if (Array.isArray(field)) return { name, test: compileAlternatives(field, fieldPath, report) };
    if (isObject(field)) return { name, test: inAnyElement(compileFields(field, fieldPath, report)) };
    report({ path: fieldPath, message: 'must be a list of alternatives, such as [a, b]', value: field });
    return { name, test: () => false };
  });
  if (fields.length === 0) {
    report({ path, message: 'must name a field; where every message fits, leave match out', value: pattern });
    return () => false;
  }
  return (value) => {
    for (const { name, test } of fields) if (!test(fieldOf(value, name))) return false;
    return true;
  };
}

function compileAlternatives(
  alternatives: readonly unknown[],
  path: readonly (string | number)[],
  report: Report,
): Test {
  if (alternatives.length === 0)
    report({ path, message: 'must hold an alternative: with none, nothing fits', value: alternatives });
  const exact = new Set<unknown>();
  const tests: Test[] = [];
  for (const [index, alternative] of alternatives.entries()) {
    if (typeof alternative === 'object' && alternative !== null)
      tests.push(compileOperator(alternative, [...path, index], report));
    else exact.add(alternative ?? undefined);
  }
  if (exact.size > 0) tests.push((value) => exact.has(value));
  const [only, ...others] = tests;
  return inAnyElement(
    only !== undefined && others.length === 0 ? only : (value) => tests.some((test) => test(value)),
  );
}

function compileOperator(operator: object, path: readonly (string | number)[], report: Report): Test {
  const [[name, operand] = [], ...others] = Object.entries(operator);
  if (Array.isArray(operator) || name === undefined || others.length > 0) {
    const message = 'must be a value, or one operator such as { prefix: sh- }';
    report({ path, message, value: operator });
    return () => false;
  }
  const matcher = matchers.get(name);
  if (matcher === undefined) {
    const meant = closestWord(name, matchers.keys());
    const rule =
      meant === undefined ? `there are ${[...matchers.keys()].join(', ')}` : `did you mean ${meant}?`;
    report({ path: [...path, name], message: `is not an operator; ${rule}` });
    return () => false;
  }
  const test = matcher(operand);
  if (typeof test === 'function') return test;
  report({ path: [...path, name], message: test.fault, value: operand });
  return () => false;
}

function inAnyElement(test: Test): Test {
  return (value) => {
    if (!Array.isArray(value)) return test(value);
    return value.length === 0 ? test(undefined) : value.some((element) => test(element ?? undefined));
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
