import * as z from 'zod/mini';
import { type Broken, broken, of, REQUIRED, wirePath } from '../schema.ts';

/** Rules over several parameters of a call, or over several members of a structure. */

type Check = z.core.$ZodCheck<unknown>;

/** When a rule holds: these are all given, or they have one of these values. */
export type Condition = string | readonly string[] | Readonly<Record<string, unknown>>;

type Values = Readonly<Record<string, unknown>>;

/** A rule looks at all parameters, even when one is already refused; but says no more of that one. */
function rule(find: (values: Values) => Broken[]): Check {
  return z.check<unknown>(
    ({ value, issues }) => {
      if (!isValues(value)) return;
      for (const found of find(value)) {
        const known = issues.some(
          ({ path }) => path !== undefined && wirePath(path) === wirePath(found.path),
        );
        if (!known) issues.push(found);
      }
    },
    { when: () => true },
  );
}

const isValues = (value: unknown): value is Values => typeof value === 'object' && value !== null;

const given = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

const among = (value: unknown, wanted: unknown): boolean =>
  Array.isArray(wanted) ? wanted.includes(value) : value === wanted;

const names = (condition: string | readonly string[]): readonly string[] =>
  typeof condition === 'string' ? [condition] : condition;

const isNames = (condition: Condition): condition is string | readonly string[] =>
  typeof condition === 'string' || Array.isArray(condition);

function holds(values: Values, condition: Condition | undefined): boolean {
  if (condition === undefined) return true;
  if (isNames(condition)) return names(condition).every((name) => given(values[name]));
  return Object.entries(condition).every(([name, wanted]) => among(values[name], wanted));
}

function inWords(condition: Condition | undefined): string {
  if (condition === undefined) return '';
  if (isNames(condition)) {
    const all = names(condition);
    return ` when ${all.join(' and ')} ${all.length > 1 ? 'are' : 'is'} given`;
  }
  return ` when ${Object.entries(condition)
    .map(([name, wanted]) => `${name} is ${Array.isArray(wanted) ? wanted.join(' or ') : String(wanted)}`)
    .join(' and ')}`;
}

/** When the condition holds, these must be given. */
export const requires = (condition: Condition, ...needed: readonly string[]): Check =>
  rule((values) =>
    holds(values, condition)
      ? needed
          .filter((name) => !given(values[name]))
          .map((name) => broken('missing', [name], REQUIRED + inWords(condition), values))
      : [],
  );

/** When the condition holds, these must not be given, or not have these values. */
export const excludes = (condition: Condition, barred: Condition): Check =>
  rule((values) => {
    if (!holds(values, condition)) return [];
    if (isNames(barred)) {
      return names(barred)
        .filter((name) => given(values[name]))
        .map((name) => broken('excluded', [name], `is not allowed${inWords(condition)}`, values));
    }
    return Object.entries(barred)
      .filter(([name, refused]) => among(values[name], refused))
      .map(([name]) =>
        broken('excluded', [name], `must not be ${String(values[name])}${inWords(condition)}`, values),
      );
  });

const alternativesInWords = (alternatives: readonly (readonly string[])[]): string =>
  alternatives.map((alternative) => alternative.join(' with ')).join(' or ');

function missingAlternative(
  values: Values,
  alternatives: readonly (readonly string[])[],
  condition?: Condition,
): Broken[] {
  const begun = alternatives.find((alternative) => alternative.some((name) => given(values[name])));
  if (begun !== undefined) {
    const present = begun.filter((name) => given(values[name]));
    return begun
      .filter((name) => !given(values[name]))
      .map((name) => broken('missing', [name], REQUIRED + inWords(present), values));
  }
  const last = alternatives.at(-1)?.[0] ?? '';
  return [
    broken('missing', [last], REQUIRED + inWords(condition), values, alternativesInWords(alternatives)),
  ];
}

/** One of these sets of parameters must be given whole. */
export const anyOf = (...alternatives: readonly (readonly string[])[]): Check =>
  rule((values) =>
    alternatives.some((alternative) => holds(values, alternative))
      ? []
      : missingAlternative(values, alternatives),
  );

/** When the condition holds, exactly one of these sets of parameters must be given. */
export const oneOf = (
  condition: Condition | undefined,
  ...alternatives: readonly (readonly string[])[]
): Check =>
  rule((values) => {
    if (!holds(values, condition)) return [];
    const [first, ...others] = alternatives.filter((alternative) => holds(values, alternative));
    if (first === undefined) return missingAlternative(values, alternatives, condition);
    return others.flatMap((other) =>
      other.map((name) => broken('excluded', [name], `is not allowed beside ${first.join(' and ')}`, values)),
    );
  });

/** One of these flags must be true. */
export const anyTrue = (...flags: readonly string[]): Check =>
  rule((values) =>
    flags.some((name) => values[name] === true)
      ? []
      : [broken('missing', [flags[0] ?? ''], 'must be true', values, `one of ${flags.join(', ')}`)],
  );

/** When the condition holds and both are given, the first must be below the second. */
export const lessThan = (lower: string, upper: string, condition?: Condition): Check =>
  rule(({ [lower]: low, [upper]: high, ...others }) =>
    typeof low === 'number' && typeof high === 'number' && low >= high && holds(others, condition)
      ? [broken('conflict', [lower], `${low} must be less than ${upper} ${high}${inWords(condition)}`, low)]
      : [],
  );

/** When both are given, the later one must lie so far behind the earlier one; not behind it at all is a conflict. */
export const apart = (earlier: string, later: string, least: number, most: number): Check =>
  rule(({ [earlier]: from, [later]: to }) => {
    if (typeof from !== 'number' || typeof to !== 'number') return [];
    const distance = to - from;
    if (distance >= least && distance <= most) return [];
    const kind = distance <= 0 ? 'conflict' : distance < least ? 'tooSmall' : 'tooBig';
    return [broken(kind, [later], `must be ${least} to ${most} after ${earlier}, not ${distance}`, to)];
  });

/** When the condition holds and `unless` is not given, the product of the two must not be greater. */
export const productAtMost = (
  [one, other]: readonly [string, string],
  most: number,
  condition?: Condition,
  unless?: string,
): Check =>
  rule((values) => {
    const { [one]: a, [other]: b } = values;
    if (typeof a !== 'number' || typeof b !== 'number' || a * b <= most) return [];
    if (!holds(values, condition) || (unless !== undefined && given(values[unless]))) return [];
    const without = unless === undefined ? '' : ` without ${unless}`;
    const message = `times ${other} is ${a * b}, at most ${most} is allowed${without}${inWords(condition)}`;
    return [broken('tooBig', [one], message, a)];
  });

/** When the condition holds, the two must differ. */
export const differs = (one: string, other: string, condition?: Condition): Check =>
  rule((values) =>
    given(values[one]) && values[one] === values[other] && holds(values, condition)
      ? [broken('conflict', [one], `must differ from ${other}${inWords(condition)}`, values)]
      : [],
  );

const entries = (value: unknown): Values[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'object' && entry !== null) : [];

/** No two entries of the list have the same value in this member. */
export const uniqueBy = (name: string, member: string): Check =>
  rule((values) => {
    const seen = new Set<unknown>();
    return entries(values[name]).flatMap(({ [member]: value }, index) => {
      if (!given(value)) return [];
      if (!seen.has(value)) {
        seen.add(value);
        return [];
      }
      const path = [name, index, member];
      return [broken('duplicate', path, of(value, path, 'is given twice'), value)];
    });
  });

/** The texts in these members of all entries together have at most so many characters. */
export const totalLength = (name: string, members: readonly string[], most: number): Check =>
  rule((values) => {
    const length = entries(values[name])
      .flatMap((entry) => members.map((member) => String(entry[member] ?? '').length))
      .reduce((sum, one) => sum + one, 0);
    const message = `has ${length} characters in all, at most ${most} are allowed`;
    return length > most ? [broken('tooBig', [name], message, values[name])] : [];
  });
