import * as z from 'zod/mini';

/**
 * The building blocks of the operations' schemas, and the words for what they refuse.
 *
 * Every issue they raise carries its sentence without its subject ("is required", "has 201 items, at most 200
 * are allowed"), so that `describeIssues` can name the parameter as the wire spells it, and is of a kind that
 * `issueKind` tells, so that a server can choose its error code by parameter and kind.
 */

/** A parameter that travels as JSON text: the text itself, or the value to write as JSON. */
export type JsonParameter = string | object;

/** What every answer carries besides the operation's own fields. */
export interface Answer {
  /** The platform's id of the request, to be named in a ticket. */
  RequestId?: string | null | undefined;
  /** Whether the call did what it was asked. */
  Success?: boolean | null | undefined;
  /** The error code of a failed call. */
  Code?: string | null | undefined;
  /** The error message of a failed call. */
  ErrorMessage?: string | null | undefined;
}

/** Remembers what `make` made, so that a schema is built when it is first needed, and once. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

// ---- What a refused value is told ----

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];
type Check = z.core.$ZodCheck<unknown>;

const REQUIRED = 'is required';

/** Parameters whose values must not turn up in a message: secrets, and what is sent to devices. */
const PRIVATE = /secret|password|pincode|appkey|accesskey|token|sign(?!method)|content|base64/i;

/** The value, shortened and quoted, before what is said of it; without it when it could be a secret. */
function of(value: unknown, path: readonly PropertyKey[] | undefined, sentence: string): string {
  if (path?.some((key) => PRIVATE.test(String(key)))) return sentence;
  const isObject = typeof value === 'object' && value !== null;
  const text = typeof value === 'string' ? JSON.stringify(value) : isObject ? typeName(value) : String(value);
  return `${text.length > 60 ? `${text.slice(0, 57)}…` : text} ${sentence}`;
}

function typeName(value: unknown): string {
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
const measured = (length: number, noun: string, bound: unknown, edge: 'at least' | 'at most'): string =>
  `has ${counted(length, noun)}, ${edge} ${bound} ${bound === 1 ? 'is' : 'are'} ${allowed(edge)}`;

const oneOfThese = (values: readonly unknown[]): string =>
  `${values.length > 1 ? 'one of ' : ''}${values.join(', ')}`;

/** The sentence, without its subject, for what zod's own checks found. */
function said(issue: RawIssue): string | undefined {
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

// ---- Parameters ----

/** A String parameter. */
export const text = (...checks: z.core.$ZodCheck<string>[]) => z.string({ error: said }).check(...checks);

/** An Integer or Long parameter. */
export const integer = (...checks: z.core.$ZodCheck<number>[]) => z.int({ error: said }).check(...checks);

/** A Boolean parameter. */
export const flag = () => z.boolean({ error: said });

/** A parameter that is one of a few values. */
export const choice = <const Values extends readonly (string | number)[]>(...values: Values) =>
  z.literal<Values>(values, { error: said });

/** A repeated parameter. */
export const list = <Item extends z.ZodMiniType>(item: Item, ...checks: z.core.$ZodCheck<unknown[]>[]) =>
  z.array(item, { error: said }).check(...checks);

/** A parameter that may be left out. */
export const optional = <Schema extends z.ZodMiniType>(schema: Schema) => z.optional(schema);

/**
 * The parameters of a call, or the members of a repeated structure: what is not among them is refused, with the
 * closest known name. `rules` look at several parameters together, even when one of them is already refused.
 */
export const parameters = <Shape extends Record<string, z.ZodMiniType>>(shape: Shape, ...rules: Check[]) =>
  z
    .strictObject(shape, {
      error: (issue) =>
        issue.code === 'unrecognized_keys' ? unknownNames(issue, Object.keys(shape)) : said(issue),
    })
    .check(...rules);

/** A parameter that travels as JSON text. Takes the text, or a value that it writes as JSON; gives the text. */
export const json = (...checks: z.core.$ZodCheck<string>[]) =>
  z.pipe(
    z.pipe(
      z.custom<JsonParameter>(
        (value) => typeof value === 'string' || (typeof value === 'object' && value !== null),
        {
          error: ({ input }) =>
            input === undefined ? REQUIRED : `must be JSON text or a value for it, not ${typeName(input)}`,
        },
      ),
      z.transform((value, { issues }) => {
        const written = typeof value === 'string' ? value : writtenAsJson(value);
        if (written !== undefined) return written;
        issues.push({ code: 'custom', input: value, message: 'cannot be written as JSON' });
        return z.NEVER;
      }),
    ),
    z.string().check(...checks),
  );

/** What JSON has no place for (a BigInt, a circle) has no text. */
function writtenAsJson(value: object): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function unknownNames(issue: RawIssue & { code: 'unrecognized_keys' }, known: readonly string[]): string {
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

// ---- Checks of one value ----

export const min = (bound: number) => z.gte(bound, { error: said });
export const max = (bound: number) => z.lte(bound, { error: said });
export const minLength = (bound: number) => z.minLength(bound, { error: said });
export const maxLength = (bound: number) => z.maxLength(bound, { error: said });
export const minItems = (bound: number) => z.minLength(bound, { error: said });
export const maxItems = (bound: number) => z.maxLength(bound, { error: said });
export const pattern = (expression: RegExp) => z.regex(expression, { error: said });

/** How long a text is, where characters are not what counts. */
export interface Measure {
  readonly noun: string;
  readonly of: (text: string) => number;
}

/** UTF-8 bytes. */
export const bytes: Measure = { noun: 'byte', of: (value) => Buffer.byteLength(value) };

/** Characters, of which a Chinese one counts as two. */
export const wideCharacters: Measure = {
  noun: 'character',
  of: (value) => [...value].reduce((sum, character) => sum + (/\p{Script=Han}/u.test(character) ? 2 : 1), 0),
};

/** Bytes of the binary data that a Base64 text stands for. */
export const decodedBytes: Measure = {
  noun: 'byte',
  of: (value) => Math.floor((value.replace(/=+$/, '').length * 3) / 4),
};

/** Bounds on a text's length by a measure of its own. */
export const measures = (measure: Measure, least: number, most: number) =>
  z.check<string>(({ value, issues }) => {
    const length = measure.of(value);
    if (length < least) {
      const message = measured(length, measure.noun, least, 'at least');
      issues.push({
        code: 'too_small',
        origin: 'string',
        minimum: least,
        inclusive: true,
        input: value,
        message,
      });
    } else if (length > most) {
      const message = measured(length, measure.noun, most, 'at most');
      issues.push({
        code: 'too_big',
        origin: 'string',
        maximum: most,
        inclusive: true,
        input: value,
        message,
      });
    }
  });

/** A text that is one of a few, in upper or lower case. */
export const ignoringCase = (...values: readonly string[]) =>
  z.check<string>(({ value, issues }) => {
    if (values.some((known) => known.toLowerCase() === value.toLowerCase())) return;
    issues.push({
      code: 'invalid_value',
      values: [...values],
      input: value,
      message: of(value, undefined, `must be ${oneOfThese(values)}`),
    });
  });

/** A text that is a number within bounds: `above` itself is too small, `most` is allowed. */
export const numberBetween = (above: number, most: number) =>
  z.check<string>(({ value, issues }) => {
    const number = Number(value);
    if (number > above && number <= most) return;
    issues.push(
      number > most
        ? {
            code: 'too_big',
            origin: 'number',
            maximum: most,
            input: value,
            message: `${value} must be at most ${most}`,
          }
        : {
            code: 'too_small',
            origin: 'number',
            minimum: above,
            input: value,
            message: `${value} must be above ${above}`,
          },
    );
  });

/** A text that holds a JSON object, with at most so many members. */
export const jsonObject = (mostMembers = Number.POSITIVE_INFINITY) => jsonText('object', mostMembers);

/** A text that holds a JSON array, with at most so many entries. */
export const jsonArray = (mostEntries = Number.POSITIVE_INFINITY) => jsonText('array', mostEntries);

function jsonText(kind: 'object' | 'array', most: number) {
  return z.check<string>(({ value, issues }) => {
    const held = parsed(value);
    if (
      held === undefined ||
      held === null ||
      typeof held !== 'object' ||
      Array.isArray(held) !== (kind === 'array')
    ) {
      const message = `must hold a JSON ${kind}`;
      issues.push({ code: 'invalid_format', format: 'json', input: value, message });
      return;
    }
    const size = Object.keys(held).length;
    if (size <= most) return;
    const message = measured(size, kind === 'array' ? 'entry' : 'member', most, 'at most').replace(
      'entrys',
      'entries',
    );
    issues.push({ code: 'too_big', origin: 'array', maximum: most, inclusive: true, input: value, message });
  });
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/** No item twice. */
export const unique = () =>
  z.check<unknown[]>(({ value, issues }) => {
    const seen = new Set<unknown>();
    value.forEach((item, index) => {
      if (seen.has(item))
        issues.push(broken('duplicate', [index], of(item, undefined, 'is given twice'), value));
      seen.add(item);
    });
  });

// ---- Rules over several parameters ----

/** When a rule holds: these are all given, or they have one of these values. */
export type Condition = string | readonly string[] | Readonly<Record<string, unknown>>;

type Values = Readonly<Record<string, unknown>>;

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

function broken(rule: BrokenRule, path: PropertyKey[], message: string, input: unknown, subject?: string) {
  return { code: 'custom' as const, path, message, input, params: { rule, subject } };
}

type Broken = ReturnType<typeof broken>;

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

/** When both are given, the later one must lie so far behind the earlier one. */
export const apart = (earlier: string, later: string, least: number, most: number): Check =>
  rule(({ [earlier]: from, [later]: to }) =>
    typeof from === 'number' && typeof to === 'number' && (to - from < least || to - from > most)
      ? [broken('conflict', [later], `must be ${least} to ${most} after ${earlier}, not ${to - from}`, to)]
      : [],
  );

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

// ---- Answers ----

export const heldText = /* @__PURE__ */ once(() => z.string());
export const heldNumber = /* @__PURE__ */ once(() => z.number());
export const heldFlag = /* @__PURE__ */ once(() => z.boolean());
export const heldTextOrNumber = /* @__PURE__ */ once(() => z.union([z.string(), z.number()]));

// A field of an answer may be left out, or be null.
export const maybeText = /* @__PURE__ */ once(() => z.nullish(heldText()));
export const maybeNumber = /* @__PURE__ */ once(() => z.nullish(heldNumber()));
export const maybeFlag = /* @__PURE__ */ once(() => z.nullish(heldFlag()));
export const maybeTextOrNumber = /* @__PURE__ */ once(() => z.nullish(heldTextOrNumber()));

/** A structure of an answer; fields that the catalogue does not know are kept. */
export const fields = <Shape extends Record<string, z.ZodMiniType>>(shape: Shape) => z.looseObject(shape);

export const maybeFields = <Shape extends Record<string, z.ZodMiniType>>(shape: Shape) =>
  z.nullish(fields(shape));

/** A list of an answer. */
export const maybeList = <Item extends z.ZodMiniType>(item: Item) => z.nullish(z.array(item));

/** The answer of an operation, with the fields that every answer has. */
export const answer = <Shape extends Record<string, z.ZodMiniType>>(shape: Shape) =>
  z.looseObject({
    RequestId: maybeText(),
    Success: maybeFlag(),
    Code: maybeText(),
    ErrorMessage: maybeText(),
    ...shape,
  });

// ---- Telling what was refused ----

const wirePath = (path: readonly PropertyKey[]): string =>
  path.map((key) => (typeof key === 'number' ? key + 1 : String(key))).join('.');

/**
 * All that is wrong with a call's parameters, in one line that names each as the wire spells it:
 * `BatchAddDeviceGroupRelations: Device.2.DeviceName is required; GroupId is required`.
 * Values are shown where they help, never those of secrets.
 */
export function describeIssues(operationName: string, error: z.core.$ZodError): string {
  const sentences = error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys') return issue.message;
    const subject = issue.code === 'custom' ? issue.params?.['subject'] : undefined;
    const path = typeof subject === 'string' ? [...issue.path.slice(0, -1), subject] : issue.path;
    return `${path.length === 0 ? 'the request' : wirePath(path)} ${issue.message}`.trim();
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
