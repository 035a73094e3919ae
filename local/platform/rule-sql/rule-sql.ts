import { compile, type Surroundings, unsupported } from './expression.ts';
import { parse } from './grammar.ts';
import { type Evaluate, EvaluationError, type SqlMessage } from './sql-message.ts';
import type { Expression, SelectedField } from './syntax.ts';
import { truthOf, type Value } from './values.ts';

/** The SQL of a rule, as CreateRule takes it. */
export interface RuleSqlText {
  /** What stands behind SELECT. */
  readonly select: string;
  /** What stands behind WHERE, if anything. */
  readonly where?: string | undefined;
  readonly dataType: 'JSON' | 'BINARY';
}

/** A rule's SQL, ready to be run on messages. */
export interface RuleSql {
  /** What goes on; undefined when the message does not meet the condition, or is none that the rule can process. */
  evaluate(message: SqlMessage): SqlResult | undefined;
}

/** What SELECT made of a message. */
export interface SqlResult {
  readonly payload: Buffer;
  /** The payload as JSON, from which actions take values by `${…}`; undefined when it is none. */
  readonly json: Value;
}

/** The vendor's document "SQL expressions": so many fields a SELECT. */
const mostFields = 50;

/**
 * Checks that a rule's SQL is a statement at all.
 *
 * @throws RuleSqlError of the kind `syntax`
 */
export function checkSyntax({
  select,
  where,
}: {
  select?: string | undefined;
  where?: string | undefined;
}): void {
  if (select !== undefined) parse('Select', select);
  if (where !== undefined) parse('Where', where);
}

/**
 * Makes a rule's SQL ready to run.
 *
 * @throws RuleSqlError of the kind `unsupported` for what the rules engine cannot evaluate, `syntax` for what is no
 *   statement
 */
export function compileRuleSql({ select, where, dataType }: RuleSqlText): RuleSql {
  const binary = dataType === 'BINARY';
  const selected = selection(parse('Select', select), { part: 'Select', text: select, binary });
  const condition =
    where === undefined
      ? undefined
      : compile(parse('Where', where), { part: 'Where', text: where, binary, aliases: selected.aliases });
  return {
    evaluate(message) {
      if (!binary && message.json === undefined) return undefined;
      try {
        if (condition !== undefined && truthOf(condition(message)) !== true) return undefined;
        return selected.make(message);
      } catch (error) {
        // A value that a function cannot take, or JSON too deeply nested to be written: the rule is not run.
        if (error instanceof EvaluationError || error instanceof RangeError) return undefined;
        throw error;
      }
    },
  };
}

interface Selection {
  make(message: SqlMessage): SqlResult | undefined;
  readonly aliases: ReadonlyMap<string, Evaluate>;
}

function selection(fields: readonly SelectedField[], surroundings: Surroundings): Selection {
  const [first] = fields;
  if (first?.expression.kind === 'all' && fields.length === 1) {
    // The bytes as they came: numbers longer than JavaScript's stay what they are.
    return { aliases: new Map(), make: ({ payload, json }) => ({ payload, json }) };
  }
  const aliases = new Map<string, Evaluate>();
  const entries = fields.map(({ expression, name }, index) => {
    if (index === mostFields)
      throw unsupported(surroundings, expression, `more than ${mostFields} fields are not supported`);
    if (expression.kind === 'all') return everything(expression, surroundings);
    if (expression.kind === 'call' && expression.name === 'thingPropertyFlatMap') {
      return flatProperties(expression.parameters, expression, surroundings);
    }
    const evaluate = compile(expression, surroundings);
    aliases.set(name, evaluate);
    return (message: SqlMessage): Entries => [[name, evaluate(message)]];
  });
  return {
    aliases,
    make(message) {
      const all = entries.flatMap((entry) => entry(message)).filter(([, value]) => value !== undefined);
      const json = Object.fromEntries(all);
      return { payload: Buffer.from(JSON.stringify(json)), json };
    },
  };
}

type Entries = readonly (readonly [string, Value])[];

function everything(expression: Expression, surroundings: Surroundings): (message: SqlMessage) => Entries {
  if (surroundings.binary) {
    const problem = '* beside other fields is not supported for a rule with DataType BINARY';
    throw unsupported(surroundings, expression, problem);
  }
  return ({ json }) => {
    if (isObject(json)) return Object.entries(json);
    throw new EvaluationError('Only to an object can fields be added.');
  };
}

/**
 * `thingPropertyFlatMap('Power', 'Position')`: the values of these properties, or of all, without the level `items`;
 * a structure's members get keys of their own, as in `Position_latitude`.
 */
function flatProperties(
  parameters: readonly Expression[],
  expression: Expression,
  surroundings: Surroundings,
): (message: SqlMessage) => Entries {
  if (surroundings.binary) {
    const problem = 'thingPropertyFlatMap is not supported for a rule with DataType BINARY';
    throw unsupported(surroundings, expression, problem);
  }
  const wanted = parameters.map((parameter) => {
    if (parameter.kind === 'literal' && typeof parameter.value === 'string') return parameter.value;
    if (parameter.kind === 'field') return parameter.path.join('.');
    throw unsupported(surroundings, parameter, 'thingPropertyFlatMap takes names of properties alone');
  });
  return ({ json }) => {
    const items = isObject(json) ? json['items'] : undefined;
    if (!isObject(items)) return [];
    const names = wanted.length === 0 ? Object.keys(items) : wanted;
    return names.flatMap((name) => {
      const item = Object.hasOwn(items, name) ? items[name] : undefined;
      return isObject(item) ? flattened(name, item['value']) : [];
    });
  };
}

function flattened(name: string, value: Value): Entries {
  if (!isObject(value)) return [[name, value]];
  return Object.entries(value).flatMap(([key, member]) => flattened(`${name}_${key}`, member));
}

const isObject = (value: Value): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
