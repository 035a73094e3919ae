import { functions } from './functions.ts';
import { RuleSqlError, type SqlPart } from './rule-sql-error.ts';
import type { Evaluate } from './sql-message.ts';
import type { ArithmeticOperator, ComparisonOperator, Expression, FieldExpression } from './syntax.ts';
import { compare, finite, like, numberOf, same, textOf, truthOf, type Value } from './values.ts';

/** Where an expression stands, which decides what it may be. */
export interface Surroundings {
  readonly part: SqlPart;
  /** The whole part. */
  readonly text: string;
  /** Whether the messages are binary, and so have no fields. */
  readonly binary: boolean;
  /** The fields of SELECT by alias: WHERE knows them, too, where the message has no field of the name. */
  readonly aliases?: ReadonlyMap<string, Evaluate> | undefined;
  /** Whether it is a part of a CASE. */
  readonly inCase?: boolean;
}

/**
 * Makes of an expression what evaluates it.
 *
 * @throws RuleSqlError of the kind `unsupported`, at the part that the rules engine does not know
 */
export function compile(expression: Expression, where: Surroundings): Evaluate {
  switch (expression.kind) {
    case 'literal': {
      const { value } = expression;
      return () => value;
    }
    case 'field':
      return field(expression, where);
    case 'call':
      return call(expression, where);
    case 'all':
      throw unsupported(where, expression, '* as a value is not supported');
    case 'negative': {
      const of = compile(expression.of, where);
      return (message) => negative(numberOf(of(message)));
    }
    case 'arithmetic':
      return arithmetic(expression, where);
    case 'not': {
      const of = compile(expression.of, where);
      return (message) => not(truthOf(of(message)));
    }
    case 'and':
    case 'or':
      return combined(expression.kind === 'or', expression.of, where);
    case 'comparison': {
      const [left, right] = [compile(expression.left, where), compile(expression.right, where)];
      const holds = comparisons[expression.operator];
      return (message) => holds(left(message), right(message));
    }
    case 'in': {
      const of = compile(expression.of, where);
      const list = expression.list.map((one) => compile(one, where));
      return (message) =>
        isIn(
          of(message),
          list.map((one) => one(message)),
        );
    }
    case 'like':
      return likeness(expression.of, expression.pattern, where);
    case 'case':
      return choice(expression, where);
    case 'unknown':
      throw unsupported(where, expression, `${expression.what} is not supported`);
  }
}

/** What is said of a part that the rules engine cannot evaluate. */
export function unsupported(
  { part, text }: Surroundings,
  { at }: { readonly at: number },
  problem: string,
): RuleSqlError {
  return new RuleSqlError('unsupported', part, text, at, problem);
}

function field(expression: FieldExpression, where: Surroundings): Evaluate {
  const { path, asArray } = expression;
  if (where.binary) {
    const problem = `a field of the message (${path.join('.')}) is not supported for a rule with DataType BINARY`;
    throw unsupported(where, expression, problem);
  }
  if (asArray) {
    return ({ json }) => {
      const value = valueAt(json, path);
      return value === undefined ? undefined : [value];
    };
  }
  const [only = ''] = path;
  const alias = path.length === 1 ? where.aliases?.get(String(only)) : undefined;
  if (alias === undefined) return ({ json }) => valueAt(json, path);
  return (message) => {
    const value = valueAt(message.json, path);
    return value === undefined ? alias(message) : value;
  };
}

/** What stands at a place in a JSON value; a message's own keys only. */
export function valueAt(json: Value, path: readonly (string | number)[]): Value {
  let value = json;
  for (const step of path) {
    if (typeof step === 'number' ? !Array.isArray(value) : Array.isArray(value)) return undefined;
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return value;
}

function call(expression: Expression & { kind: 'call' }, where: Surroundings): Evaluate {
  const { name, parameters } = expression;
  const known = functions.get(name);
  if (known === undefined) {
    const meant = [...functions.keys()].find((one) => one.toLowerCase() === name.toLowerCase());
    const hint = meant === undefined ? '' : ` (its name is ${meant})`;
    throw unsupported(where, expression, `the function ${name} is not supported${hint}`);
  }
  const [least, most] = known.parameters;
  if (parameters.length < least || parameters.length > most) {
    const count =
      least === most
        ? String(least)
        : most === Number.POSITIVE_INFINITY
          ? `${least} or more`
          : `${least} to ${most}`;
    const problem = `${name} with ${parameters.length} parameters is not supported: it takes ${count}`;
    throw unsupported(where, expression, problem);
  }
  const values = parameters.map((parameter): Evaluate => {
    if (known.takesAll !== (parameter.kind === 'all')) {
      throw unsupported(where, parameter, `${name} takes ${known.takesAll ? '* alone' : 'no *'}`);
    }
    return parameter.kind === 'all' ? () => undefined : compile(parameter, where);
  });
  const run = known.make(
    parameters.map((one) => (one.kind === 'literal' ? (one.value ?? undefined) : undefined)),
  );
  if (typeof run === 'object') throw unsupported(where, expression, run.problem);
  return (message) =>
    run(
      values.map((value) => value(message)),
      message,
    );
}

function arithmetic(expression: Expression & { kind: 'arithmetic' }, where: Surroundings): Evaluate {
  const first = compile(expression.first, where);
  const rest = expression.rest.map(({ operator, operand }) => ({
    calculate: calculations[operator],
    operand: compile(operand, where),
  }));
  return (message) => {
    let result = numberOf(first(message));
    for (const { calculate, operand } of rest) {
      const number = numberOf(operand(message));
      if (result === undefined || number === undefined) return undefined;
      result = finite(calculate(result, number));
    }
    return result;
  };
}

const calculations: Readonly<Record<ArithmeticOperator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
};

const comparisons: Readonly<Record<ComparisonOperator, (left: Value, right: Value) => boolean | undefined>> =
  {
    '=': same,
    '<>': (left, right) => not(same(left, right)),
    '<': ordered((order) => order < 0),
    '<=': ordered((order) => order <= 0),
    '>': ordered((order) => order > 0),
    '>=': ordered((order) => order >= 0),
  };

function ordered(holds: (order: number) => boolean): (left: Value, right: Value) => boolean | undefined {
  return (left, right) => {
    const order = compare(left, right);
    return order === undefined ? undefined : holds(order);
  };
}

const not = (truth: boolean | undefined): boolean | undefined => (truth === undefined ? undefined : !truth);

const negative = (number: number | undefined): number | undefined =>
  number === undefined ? undefined : -number;

/** AND and OR, as SQL has them: what cannot be told decides nothing by itself. */
function combined(decisive: boolean, of: readonly Expression[], where: Surroundings): Evaluate {
  const conditions = of.map((one) => compile(one, where));
  return (message) => {
    let truth: boolean | undefined = !decisive;
    for (const condition of conditions) {
      const one = truthOf(condition(message));
      if (one === decisive) return decisive;
      if (one === undefined) truth = undefined;
    }
    return truth;
  };
}

function isIn(value: Value, list: readonly Value[]): boolean | undefined {
  const found = list.map((one) => same(value, one));
  if (found.includes(true)) return true;
  return found.includes(undefined) ? undefined : false;
}

function likeness(of: Expression, pattern: Expression, where: Surroundings): Evaluate {
  const [text, form] = [compile(of, where), compile(pattern, where)];
  const constant = pattern.kind === 'literal' ? like(String(pattern.value)) : undefined;
  return (message) => {
    const value = textOf(text(message));
    const matches = constant ?? patternOf(form(message));
    return value === undefined || matches === undefined ? undefined : matches(value);
  };
}

function patternOf(value: Value): ((text: string) => boolean) | undefined {
  const text = textOf(value);
  return text === undefined ? undefined : like(text);
}

function choice(expression: Expression & { kind: 'case' }, where: Surroundings): Evaluate {
  if (where.inCase === true) throw unsupported(where, expression, 'a CASE in a CASE is not supported');
  const inside = { ...where, inCase: true };
  const of = expression.of === undefined ? undefined : compile(expression.of, inside);
  const cases = expression.cases.map((one) => ({
    when: compile(one.when, inside),
    value: compile(one.value, inside),
  }));
  const otherwise = expression.otherwise === undefined ? undefined : compile(expression.otherwise, inside);
  return (message) => {
    const value = of?.(message);
    const chosen = cases.find(({ when }) =>
      of === undefined ? truthOf(when(message)) === true : same(value, when(message)) === true,
    );
    return (chosen?.value ?? otherwise)?.(message);
  };
}
