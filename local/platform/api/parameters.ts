import type * as z from 'zod/mini';
import { errorHint } from '../../../shared/iot/error-codes.ts';
import type { Operation } from '../../../shared/iot/operation.ts';
import { describeIssues, type IssueKind, issueKind } from '../../../shared/iot/schema.ts';
import type { ParameterFault, ParameterRefusals, ServedOperation } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import type { Form } from './form.ts';
import { GatewayError } from './gateway-error.ts';

/**
 * Reads an operation's parameters off the wire, and checks them by the operation's own schema.
 *
 * On the wire everything is text and flat: `Device.1.ProductKey`, `TargetDeviceName.2`. What the operation does not
 * know is ignored. An empty value counts as none, but for a text that must have a length.
 *
 * @returns what the schema gives
 * @throws GatewayError `Missing…` or `Invalid…`, or a Refusal with the operation's own code where it has one
 */
export function readParameters(served: ServedOperation, form: Form): object {
  const { operation } = served;
  const values = unflatten(planOf(operation), form, (name, problem) => {
    throw fault(served, name, 'malformed', `${operation.name}: ${problem}`, {});
  });
  const checked = operation.request().safeParse(values);
  if (checked.success) return checked.data;
  throw refusalFor(served, checked.error, values);
}

// ---- From flat text to values ----

/** How the text of one parameter becomes its value; undefined where it counts as not given. */
type Reader = (text: string) => unknown;

/** What an operation takes, by wire name. */
interface Plan {
  readonly single: ReadonlyMap<string, Reader>;
  /** Repeated parameters: of one value each, or of structures whose members have these readers. */
  readonly repeated: ReadonlyMap<string, Reader | ReadonlyMap<string, Reader>>;
}

const plans = new WeakMap<Operation<object, object>, Plan>();

function planOf(operation: Operation<object, object>): Plan {
  let plan = plans.get(operation);
  if (plan === undefined) {
    const single = new Map<string, Reader>();
    const repeated = new Map<string, Reader | Map<string, Reader>>();
    for (const [name, schema] of Object.entries(shapeOf(operation.request()))) {
      const inner = given(schema);
      if (inner._zod.def.type === 'array') repeated.set(name, itemReader(inner));
      else single.set(name, readerOf(inner));
    }
    plan = { single, repeated };
    plans.set(operation, plan);
  }
  return plan;
}

type Schema = z.core.$ZodType;

/** The schema below what says that a parameter may be left out. */
function given(schema: Schema): Schema {
  const { def } = schema._zod;
  return 'innerType' in def ? given(def.innerType as Schema) : schema;
}

function shapeOf(schema: Schema): Readonly<Record<string, Schema>> {
  const { def } = schema._zod;
  return 'shape' in def ? (def.shape as Record<string, Schema>) : {};
}

function itemReader(list: Schema): Reader | Map<string, Reader> {
  const item = given((list._zod.def as z.core.$ZodArrayDef).element);
  if (item._zod.def.type !== 'object') return readerOf(item);
  return new Map(Object.entries(shapeOf(item)).map(([name, schema]) => [name, readerOf(given(schema))]));
}

function readerOf(schema: Schema): Reader {
  const { def } = schema._zod;
  switch (def.type) {
    case 'number':
      return readNumber;
    case 'boolean':
      return readFlag;
    case 'literal':
      return (def as z.core.$ZodLiteralDef<string | number>).values.some((value) => typeof value === 'number')
        ? readNumber
        : readText;
    default:
      return def.checks?.some((check) => minimumLength(check) > 0) ? (text) => text : readText;
  }
}

function minimumLength(check: z.core.$ZodCheck<never>): number {
  const { def } = check._zod;
  return def.check === 'min_length' && 'minimum' in def ? Number(def.minimum) : 0;
}

const readText: Reader = (text) => (text === '' ? undefined : text);

const numeral = /^[+-]?\d{1,30}(\.\d{1,30})?$/;

/** What is no number stays text: the schema says what it should have been. */
const readNumber: Reader = (text) => (numeral.test(text) ? Number(text) : readText(text));

const readFlag: Reader = (text) => {
  const lower = text.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : readText(text);
};

function unflatten(
  plan: Plan,
  form: Form,
  refuse: (name: string, problem: string) => never,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const lists = new Map<string, Map<number, unknown>>();
  for (const [wireName, text] of form) {
    const single = plan.single.get(wireName);
    if (single !== undefined) {
      values[wireName] = single(text);
      continue;
    }
    const dot = wireName.indexOf('.');
    const name = dot === -1 ? wireName : wireName.slice(0, dot);
    const repeated = plan.repeated.get(name);
    if (repeated === undefined) continue;
    if (dot === -1) refuse(name, `${name} is a list: give ${name}.1, ${name}.2 and so on`);
    const [number = '', member, ...deeper] = wireName.slice(dot + 1).split('.');
    if (!position.test(number)) {
      refuse(name, `${name}.${number.slice(0, 20)}: the numbers of a list are 1, 2 and so on, without a gap`);
    }
    let list = lists.get(name);
    if (list === undefined) {
      list = new Map();
      lists.set(name, list);
    }
    const index = Number(number);
    if (typeof repeated === 'function') {
      if (member === undefined) list.set(index, repeated(text) ?? '');
    } else if (member === undefined) {
      refuse(
        name,
        `${name}.${number} has members: give ${[...repeated.keys()].map((key) => `${name}.${number}.${key}`).join(', ')}`,
      );
    } else {
      let item = list.get(index) as Record<string, unknown> | undefined;
      if (item === undefined) {
        item = {};
        list.set(index, item);
      }
      const reader = deeper.length === 0 ? repeated.get(member) : undefined;
      if (reader !== undefined) item[member] = reader(text);
    }
  }
  for (const [name, list] of lists) {
    values[name] = Array.from({ length: list.size }, (_, index) =>
      list.has(index + 1)
        ? list.get(index + 1)
        : refuse(name, `${name}.${index + 1} is missing: the numbers of a list start at 1 and leave no gap`),
    );
  }
  return values;
}

const position = /^[1-9]\d{0,5}$/;

// ---- From what is wrong to a code ----

/**
 * The gateway looks before the operation does: what the operation has no code for comes first, then the first fault
 * in the order of the parameters.
 */
function refusalFor(
  served: ServedOperation,
  error: z.core.$ZodError,
  values: Readonly<Record<string, unknown>>,
): Error {
  const { operation } = served;
  const message = describeIssues(operation.name, error);
  let own: Error | undefined;
  for (const issue of error.issues) {
    const name = issue.path.filter((part) => typeof part === 'string').join('.');
    const refusal = fault(served, name, faultOf[issueKind(issue)], message, values, () =>
      refusedFields(served, error, values),
    );
    if (refusal instanceof GatewayError) return refusal;
    own ??= refusal;
  }
  return own ?? new GatewayError(400, 'InvalidParameter', message);
}

function refusedFields(
  { extras: { refusedEntries } }: ServedOperation,
  error: z.core.$ZodError,
  values: Readonly<Record<string, unknown>>,
): object | undefined {
  for (const { of, fields } of [refusedEntries ?? []].flat()) {
    const list = values[of];
    if (!Array.isArray(list)) continue;
    const refused = list.filter((_, index) =>
      error.issues.some(({ path }) => path[0] === of && path[1] === index),
    );
    if (refused.length > 0) return fields(refused);
  }
  return undefined;
}

const faultOf: Readonly<Record<IssueKind, ParameterFault>> = {
  missing: 'missing',
  type: 'malformed',
  format: 'malformed',
  value: 'malformed',
  unknown: 'malformed',
  tooSmall: 'tooSmall',
  tooShort: 'tooSmall',
  tooFew: 'tooSmall',
  tooBig: 'tooBig',
  tooLong: 'tooBig',
  tooMany: 'tooMany',
  duplicate: 'duplicate',
  excluded: 'excluded',
  conflict: 'conflict',
};

function fault(
  served: ServedOperation,
  name: string,
  what: ParameterFault,
  message: string,
  values: Readonly<Record<string, unknown>>,
  fields?: () => object | undefined,
): Error {
  const code = ownCode(served, name, what, values);
  if (code !== undefined) {
    const hint = errorHint(code);
    return new Refusal(code, hint === undefined ? message : `${hint.description} ${message}`, fields?.());
  }
  return new GatewayError(
    400,
    `${what === 'missing' ? 'Missing' : 'Invalid'}${name || 'Parameter'}`,
    message,
  );
}

function ownCode(
  { refusals }: ServedOperation,
  name: string,
  what: ParameterFault,
  values: Readonly<Record<string, unknown>>,
): string | undefined {
  const own = refusals[name];
  if (own !== undefined) return codeOf(own, what, values);
  const dot = name.lastIndexOf('.');
  const whole = dot === -1 ? undefined : refusals[name.slice(0, dot)];
  return whole === undefined ? undefined : codeOf(whole, 'malformed', values);
}

function codeOf(
  refusal: ParameterRefusals[string],
  what: ParameterFault,
  values: Readonly<Record<string, unknown>>,
): string | undefined {
  if (typeof refusal === 'string') return refusal;
  return typeof refusal === 'function' ? refusal(what, values) : (refusal[what] ?? refusal.other);
}
