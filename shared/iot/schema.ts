import type * as z from 'zod/mini';

/**
 * What is said of a request that an operation's schema refuses.
 *
 * Every issue carries its sentence without its subject ("is required", "has 201 items, at most 200 are allowed"), so
 * that `describeIssues` can name the parameter as the wire spells it, and is of a kind that `issueKind` tells, so that
 * a server can choose its error code by parameter and kind.
 */

/** What a rule found wrong, for those who choose an error code by it. */
export type BrokenRule = 'missing' | 'excluded' | 'duplicate' | 'conflict' | 'tooBig' | 'tooSmall';

/** What can be wrong with a parameter. */
export type IssueKind =
  | 'missing'
  | 'type'
  | 'format'
  | 'value'
  | 'tooSmall'
  | 'tooBig'
  | 'tooShort'
  | 'tooLong'
  | 'tooFew'
  | 'tooMany'
  | 'duplicate'
  | 'excluded'
  | 'conflict'
  | 'unknown';

export function broken(
  rule: BrokenRule,
  path: PropertyKey[],
  message: string,
  input: unknown,
  subject?: string,
) {
  return { code: 'custom' as const, path, message, input, params: { rule, subject } };
}

export type Broken = ReturnType<typeof broken>;

export type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

export const REQUIRED = 'is required';

/** Parameters whose values must not turn up in a message: secrets, and what is sent to devices. */
export const PRIVATE = /secret|password|pincode|appkey|accesskey|token|sign(?!method)|content|base64/i;

/** The value, shortened and quoted, before what is said of it; without it when it could be a secret. */
export function of(value: unknown, path: readonly PropertyKey[] | undefined, sentence: string): string {
  if (path?.some((key) => PRIVATE.test(String(key)))) return sentence;
  const isObject = typeof value === 'object' && value !== null;
  const text = typeof value === 'string' ? JSON.stringify(value) : isObject ? typeName(value) : String(value);
  return `${text.length > 60 ? `${text.slice(0, 57)}…` : text} ${sentence}`;
}

export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'an integer' : 'a number with a fraction';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

const TYPES: Record<string, string> = { int: 'an integer', array: 'an array', object: 'an object' };

function bounds(issue: RawIssue, bound: unknown, edge: 'at least' | 'at most'): string {
  const { input } = issue;
  const origin = 'origin' in issue ? issue.origin : undefined;
  if (origin === 'array' && Array.isArray(input)) return measured(input.length, 'item', bound, edge);
  if (origin === 'string' && typeof input === 'string') {
    return measured([...input].length, 'character', bound, edge);
  }
  return of(input, issue.path, `must be ${edge} ${bound}`);
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
const allowed = (edge: 'at least' | 'at most'): string => (edge === 'at most' ? 'allowed' : 'needed');
export const measured = (
  length: number,
  noun: string,
  bound: unknown,
  edge: 'at least' | 'at most',
): string => `has ${counted(length, noun)}, ${edge} ${bound} ${bound === 1 ? 'is' : 'are'} ${allowed(edge)}`;

export const oneOfThese = (values: readonly unknown[]): string =>
  `${values.length > 1 ? 'one of ' : ''}${values.join(', ')}`;

/** The sentence, without its subject, for what zod's own checks found. */
export function said(issue: RawIssue): string | undefined {
  const { input, path } = issue;
  switch (issue.code) {
    case 'invalid_type':
      if (input === undefined) return REQUIRED;
      return `must be ${TYPES[issue.expected] ?? `a ${issue.expected}`}, not ${typeName(input)}`;
    case 'invalid_value':
      if (input === undefined) return REQUIRED;
      return of(input, path, `must be ${oneOfThese(issue.values)}`);
    case 'too_small':
      if (input === '') return REQUIRED;
      return bounds(issue, issue.minimum, 'at least');
    case 'too_big':
      return bounds(issue, issue.maximum, 'at most');
    case 'invalid_format':
      return of(input, path, `must match ${issue['pattern']}`);
    default:
      return undefined;
  }
}

export function unknownNames(
  issue: RawIssue & { code: 'unrecognized_keys' },
  known: readonly string[],
): string {
  const prefix = wirePath(issue.path ?? []);
  return issue.keys
    .map((key) => {
      const closest = closestName(key, known);
      const name = prefix === '' ? key : `${prefix}.${key}`;
      return `${name} is not a parameter${closest === undefined ? '' : `, did you mean ${closest}?`}`;
    })
    .join('; ');
}

function closestName(name: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, distance: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return ranked !== undefined && ranked.distance <= Math.max(2, name.length / 3)
    ? ranked.candidate
    : undefined;
}

/** Levenshtein's distance, one row at a time. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

export const wirePath = (path: readonly PropertyKey[]): string =>
  path.map((key) => (typeof key === 'number' ? key + 1 : String(key))).join('.');

/**
 * All that is wrong with a call's parameters, in one line that names each as the wire spells it:
 * `BatchAddDeviceGroupRelations: Device.2.DeviceName is required; GroupId is required`.
 * Values are shown where they help, never those of secrets.
 */
export function describeIssues(operationName: string, error: z.core.$ZodError): string {
  const missing = new Set(
    error.issues.filter(({ message }) => message === REQUIRED).map(({ path }) => wirePath(path)),
  );
  const sentences = error.issues
    .filter(({ path, message }) => message === REQUIRED || !missing.has(wirePath(path)))
    .map((issue) => {
      if (issue.code === 'unrecognized_keys') return issue.message;
      const subject: unknown = issue.code === 'custom' ? issue.params?.['subject'] : undefined;
      const path = typeof subject === 'string' ? [...issue.path.slice(0, -1), subject] : issue.path;
      return `${path.length === 0 ? 'the request' : wirePath(path)} ${issue.message}`;
    });
  return `${operationName}: ${[...new Set(sentences)].join('; ')}`;
}

/** What is wrong with the parameter that the issue's `path` names. */
export function issueKind(issue: z.core.$ZodIssue): IssueKind {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message === REQUIRED ? 'missing' : 'type';
    case 'invalid_value':
      return issue.message === REQUIRED ? 'missing' : 'value';
    case 'invalid_format':
      return 'format';
    case 'unrecognized_keys':
      return 'unknown';
    case 'too_small':
      if (issue.message === REQUIRED) return 'missing';
      return issue.origin === 'array' ? 'tooFew' : issue.origin === 'string' ? 'tooShort' : 'tooSmall';
    case 'too_big':
      return issue.origin === 'array' ? 'tooMany' : issue.origin === 'string' ? 'tooLong' : 'tooBig';
    case 'custom': {
      if (issue.message === REQUIRED) return 'missing';
      const kind: unknown = issue.params?.['rule'];
      return isBrokenRule(kind) ? kind : 'type';
    }
    default:
      return 'type';
  }
}

const isBrokenRule = (value: unknown): value is BrokenRule =>
  value === 'missing' ||
  value === 'excluded' ||
  value === 'duplicate' ||
  value === 'conflict' ||
  value === 'tooBig' ||
  value === 'tooSmall';
