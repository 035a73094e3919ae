import type { ConditionSpec, ConstraintSpec, FieldSpec, OperationSpec } from './catalogue.ts';
import { array, type Code, call, literal, object, quoted } from './layout.ts';

/** The source code of an operation's request schema, from the builders of shared/iot/schema/. */
export const requestSchema = (operation: OperationSpec): Code =>
  members(operation.request, operation.constraints, '');

function members(fields: readonly FieldSpec[], constraints: readonly ConstraintSpec[], prefix: string): Code {
  const rules = constraints.filter((constraint) => scope(constraint) === prefix).flatMap(ruleCode);
  const shape = object(
    fields.map((field) => [field.name, parameter(field, constraints, `${prefix}${field.name}.`)]),
  );
  return call('parameters', shape, ...rules);
}

function parameter(field: FieldSpec, constraints: readonly ConstraintSpec[], prefix: string): Code {
  const given = field.required === true || field.repeat === true;
  const one = field.fields === undefined ? scalar(field, given) : members(field.fields, constraints, prefix);
  const schema = field.repeat === true ? call('list', one, ...itemChecks(field)) : one;
  return field.required === true ? schema : call('optional', schema);
}

function itemChecks(field: FieldSpec): Code[] {
  const least = field.minItems ?? (field.required === true ? 1 : undefined);
  return [
    ...(least === undefined ? [] : [call('minItems', String(least))]),
    ...(field.maxItems === undefined ? [] : [call('maxItems', String(field.maxItems))]),
    ...(field.uniqueItems === true ? ['unique()'] : []),
  ];
}

function scalar(field: FieldSpec, given: boolean): Code {
  switch (field.type) {
    case 'Boolean':
      return 'flag()';
    case 'Integer':
    case 'Long':
      if (field.enum !== undefined) return call('choice', ...field.enum.map(literal));
      return call('integer', ...bound('min', field.min), ...bound('max', field.max));
    case 'JSON':
      return call('json', ...lengthChecks(field, false), ...holdsCheck(field));
    case 'String':
      if (field.enum !== undefined) {
        if (field.ignoreCase === true) return call('text', call('ignoringCase', ...field.enum.map(literal)));
        return call('choice', ...field.enum.map(literal));
      }
      return call('text', ...lengthChecks(field, given), ...patternCheck(field), ...heldNumberCheck(field));
    default:
      throw new Error(`No schema for a parameter of type ${field.type}: ${field.name}`);
  }
}

const bound = (name: string, value: number | undefined): Code[] =>
  value === undefined ? [] : [call(name, String(value))];

function lengthChecks(field: FieldSpec, given: boolean): Code[] {
  // An empty text is never a value for what must be given.
  const least = field.minLength ?? (given ? 1 : undefined);
  if (field.measure !== undefined) {
    const most = field.maxLength === undefined ? 'Number.POSITIVE_INFINITY' : String(field.maxLength);
    return [call('measures', field.measure, String(least ?? 0), most)];
  }
  return [...bound('minLength', least), ...bound('maxLength', field.maxLength)];
}

function patternCheck({ pattern, minLength, maxLength }: FieldSpec): Code[] {
  if (pattern === undefined) return [];
  // What the length's own checks tell need not be told again by the pattern.
  const counted = `{${minLength},${maxLength}}$`;
  const expression = pattern.endsWith(counted)
    ? `${pattern.slice(0, -counted.length)}${minLength === 0 ? '*' : '+'}$`
    : pattern;
  const flags = expression.includes('\\p{') ? 'u' : '';
  return [call('pattern', `/${expression.replaceAll('/', '\\/')}/${flags}`)];
}

const heldNumberCheck = ({ above, most }: FieldSpec): Code[] =>
  above === undefined || most === undefined ? [] : [call('numberBetween', String(above), String(most))];

const holdsCheck = ({ holds, maxMembers }: FieldSpec): Code[] =>
  holds === undefined
    ? []
    : [
        call(
          holds === 'object' ? 'jsonObject' : 'jsonArray',
          ...(maxMembers === undefined ? [] : [String(maxMembers)]),
        ),
      ];

// ---- Rules between parameters ----

/** The repeated structure within whose entries a rule holds, as `Tag.`; empty for the call itself. */
function scope(constraint: ConstraintSpec): string {
  if (constraint.rule === 'note' || constraint.rule === 'uniqueBy' || constraint.rule === 'totalLength')
    return '';
  const scopes = new Set(namesIn(constraint).map((name) => name.slice(0, name.lastIndexOf('.') + 1)));
  const [only, ...others] = scopes;
  if (others.length > 0) throw new Error(`A rule over several structures: ${constraint.text}`);
  return only ?? '';
}

function namesIn(constraint: ConstraintSpec): string[] {
  const conditions = [constraint.if, 'then' in constraint ? constraint.then : undefined];
  return [
    ...conditions.flatMap((condition) => (condition === undefined ? [] : conditionNames(condition))),
    ...('params' in constraint ? constraint.params.flat() : []),
  ];
}

const isNames = (condition: ConditionSpec): condition is readonly string[] => Array.isArray(condition);

const conditionNames = (condition: ConditionSpec): readonly string[] =>
  isNames(condition) ? condition : Object.keys(condition);

/** The name without the structure that it is in. */
const member = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

function condition(spec: ConditionSpec): Code {
  if (!isNames(spec)) return literal(spec);
  const names = spec.map(member);
  return names.length === 1 ? quoted(names[0] ?? '') : literal(names);
}

const conditionIfAny = (spec: ConditionSpec | undefined): Code[] =>
  spec === undefined ? [] : [condition(spec)];

function ruleCode(constraint: ConstraintSpec): Code[] {
  const alternatives = (params: readonly (readonly string[])[]): Code[] =>
    params.map((names) => array(names.map((name) => quoted(member(name)))));
  switch (constraint.rule) {
    case 'note':
      return [];
    case 'requires':
      return [
        call('requires', condition(constraint.if), ...constraint.then.map((name) => quoted(member(name)))),
      ];
    case 'excludes':
      return [call('excludes', condition(constraint.if), condition(constraint.then))];
    case 'anyOf':
      return [call('anyOf', ...alternatives(constraint.params))];
    case 'oneOf': {
      const when = constraint.if === undefined ? 'undefined' : condition(constraint.if);
      return [call('oneOf', when, ...alternatives(constraint.params))];
    }
    case 'anyTrue':
      return [call('anyTrue', ...constraint.params.map(quoted))];
    case 'lessThan':
    case 'differs':
      return [
        call(
          constraint.rule,
          ...constraint.params.map((name) => quoted(member(name))),
          ...conditionIfAny(constraint.if),
        ),
      ];
    case 'apart':
      return [
        call('apart', ...constraint.params.map(quoted), String(constraint.min), String(constraint.max)),
      ];
    case 'productAtMost': {
      const when = constraint.if === undefined ? 'undefined' : condition(constraint.if);
      const rest =
        constraint.unless === undefined ? conditionIfAny(constraint.if) : [when, quoted(constraint.unless)];
      return [call('productAtMost', literal(constraint.params), String(constraint.max), ...rest)];
    }
    case 'uniqueBy':
      return constraint.params.map((name) => call('uniqueBy', quoted(structure(name)), quoted(member(name))));
    case 'totalLength': {
      const [first = ''] = constraint.params;
      const names = array(constraint.params.map((name) => quoted(member(name))));
      return [call('totalLength', quoted(structure(first)), names, String(constraint.max))];
    }
  }
}

const structure = (name: string): string => name.slice(0, name.lastIndexOf('.'));
