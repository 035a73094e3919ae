import { describe, expect, it } from 'vitest';
import {
  type ConditionSpec,
  type ConstraintSpec,
  type FieldSpec,
  type OperationSpec,
  readOperations,
} from '../../../scripts/generate/catalogue.ts';
import type { Operation } from '../../../shared/iot/operation.ts';
import * as descriptors from '../../../shared/iot/operations/index.ts';
import { describeIssues, type IssueKind, issueKind } from '../../../shared/iot/schema.ts';
import { MENDED, nested, rightRequest, type Values } from './examples.ts';

const byName = new Map<string, Operation<object, object>>(
  Object.values(descriptors).map((descriptor) => [
    descriptor.name,
    descriptor as unknown as Operation<object, object>,
  ]),
);

function descriptorOf(name: string): Operation<object, object> {
  const descriptor = byName.get(name);
  if (descriptor === undefined) throw new Error(`No descriptor of ${name}`);
  return descriptor;
}

/** Examples of the guide that break its own rules; `docDiffs` of each says so. */
const WRONG_EXAMPLES: Readonly<Record<string, string>> = {
  BatchCheckDeviceNames:
    'DeviceNameList.3.DeviceNickname "Smart light 3" must match /^[A-Za-z0-9_\\u4e00-\\u9fff]+$/',
  CreateConsumerGroup: 'GroupName "Consumer group 1" must match /^[A-Za-z0-9_]+$/',
  ListOTAModuleVersionsByDevice: 'IotId or ProductKey with DeviceName is required',
  QueryDeviceOriginalEventData: 'IotId or ProductKey with DeviceName is required',
  QueryDeviceOriginalPropertyData:
    'IotId or ProductKey with DeviceName is required; StartTime 1579249499000 must be less than EndTime 1579249499000',
  QueryDeviceOriginalPropertyStatus: 'IotId or ProductKey with DeviceName is required',
  QueryDeviceOriginalServiceData: 'IotId or ProductKey with DeviceName is required',
  UpdateConsumerGroup: 'NewGroupName "Consumer group 2" must match /^[A-Za-z0-9_]+$/',
};

interface Told {
  readonly sentence: string;
  /** Kinds of what is wrong, by the parameter as the wire spells it. */
  readonly kinds: readonly (readonly [string, IssueKind])[];
}

/** What is said of a request; undefined when it is taken. */
function told(operation: string, request: unknown): Told | undefined {
  const result = descriptorOf(operation).request().safeParse(request);
  if (result.success) return undefined;
  const wire = (path: readonly PropertyKey[]) =>
    path.map((key) => (typeof key === 'number' ? key + 1 : String(key))).join('.');
  return {
    sentence: describeIssues(operation, result.error),
    kinds: result.error.issues.map((issue) => [wire(issue.path), issueKind(issue)] as const),
  };
}

/** A way to break one rule: the request, and what has to be said of which parameter. */
interface Violation {
  readonly of: string;
  readonly request: unknown;
  readonly parameter: string;
  readonly kind: IssueKind;
}

/** The violations that are not refused as they should be. */
const unrefused = (operation: string, violations: readonly Violation[]) =>
  violations.flatMap(({ of, request, parameter, kind }) => {
    const said = told(operation, request);
    const refused =
      said?.sentence.startsWith(`${operation}: `) === true &&
      said.kinds.some(([name, found]) => name === parameter && found === kind);
    return refused ? [] : [{ of, parameter, kind, said }];
  });

// ---- Values ----

const TEXTS = ['abcd', 'aGk=', '50', '1.0.1', '/p/d/user/get', '/broadcast/p/x', 'abc/def'];

/** A value that the field takes. */
function aValue(field: FieldSpec): unknown {
  const one = field.fields === undefined ? scalarOf(field) : membersOf(field.fields);
  return field.repeat === true ? [one] : one;
}

const membersOf = (fields: readonly FieldSpec[]): Values =>
  Object.fromEntries(
    fields.filter(({ required }) => required === true).map((field) => [field.name, aValue(field)]),
  );

function scalarOf(field: FieldSpec): unknown {
  if (field.enum !== undefined) return field.enum[0];
  switch (field.type) {
    case 'Boolean':
      return true;
    case 'Integer':
    case 'Long':
      return field.min ?? 1;
    case 'JSON':
      return field.holds === 'array' ? '[]' : '{}';
    default: {
      const right = new RegExp(field.pattern ?? '', 'u');
      return TEXTS.find((text) => right.test(text) && text.length >= (field.minLength ?? 0));
    }
  }
}

/** The spec of a parameter, or of a member by a name with a dot. */
function fieldOf(spec: OperationSpec, name: string): FieldSpec {
  const [first, member] = name.split('.');
  const outer = spec.request.find((field) => field.name === first);
  const field = member === undefined ? outer : outer?.fields?.find((inner) => inner.name === member);
  if (field === undefined) throw new Error(`${spec.operation} has no parameter ${name}`);
  return field;
}

/** The request with a value for a parameter, or for a member of the first entry of a repeated structure. */
function having(spec: OperationSpec, request: Values, name: string, value: unknown): Values {
  const [first = '', member] = name.split('.');
  if (member === undefined) return { ...request, [first]: value };
  const entries = (request[first] ?? [aValue({ ...fieldOf(spec, first), repeat: false })]) as Values[];
  return { ...request, [first]: [{ ...entries[0], [member]: value }, ...entries.slice(1)] };
}

/** As it is on the wire, for the first entry. */
const onWire = (name: string): string => name.replace('.', '.1.');

// ---- Bounds ----

/** Values that break a bound of a single value. */
function* wrongValues(field: FieldSpec): Generator<[of: string, value: unknown, kind: IssueKind]> {
  const { type, minLength, maxLength, measure } = field;
  const given = field.required === true || field.repeat === true;
  if (field.enum !== undefined) {
    yield ['enum', type === 'String' ? 'none of these' : 987_654, 'value'];
    return;
  }
  if (type === 'Integer' || type === 'Long') {
    yield ['type', '1', 'type'];
    yield ['type', 1.5, 'type'];
    if (field.min !== undefined) yield ['min', field.min - 1, 'tooSmall'];
    if (field.max !== undefined) yield ['max', field.max + 1, 'tooBig'];
  }
  if (type === 'Boolean') yield ['type', 'true', 'type'];
  if (type === 'String') {
    yield ['type', 1, 'type'];
    if (given) yield ['required', '', 'missing'];
    const long =
      measure === 'decodedBytes'
        ? 'A'.repeat(((maxLength ?? 0) * 4) / 3 + 8)
        : '字'.repeat((maxLength ?? 0) + 1);
    if (maxLength !== undefined) yield ['maxLength', long, 'tooLong'];
    if (minLength !== undefined && minLength > 1) yield ['minLength', 'a'.repeat(minLength - 1), 'tooShort'];
    if (field.pattern !== undefined) yield ['pattern', '?\n'.repeat(3), 'format'];
    if (field.most !== undefined) yield ['most', String(field.most + 1), 'tooBig'];
    if (field.above !== undefined) yield ['above', String(field.above), 'tooSmall'];
  }
  if (type === 'JSON') {
    yield ['type', 1, 'type'];
    if (maxLength !== undefined)
      yield ['maxLength', JSON.stringify({ a: '字'.repeat(maxLength / 3) }), 'tooLong'];
    if (field.holds !== undefined) {
      yield ['holds', 'no JSON', 'format'];
      yield ['holds', field.holds === 'object' ? [] : {}, 'format'];
    }
    if (field.maxMembers !== undefined) {
      const members = Array.from({ length: field.maxMembers + 1 }, (_, index) => [`k${index}`, '']);
      yield ['maxMembers', field.holds === 'array' ? members : Object.fromEntries(members), 'tooMany'];
    }
  }
}

function boundViolations(spec: OperationSpec): Violation[] {
  const right = rightRequest(spec);
  const violations: Violation[] = [];
  const add = (of: string, name: string, parameter: string, value: unknown, kind: IssueKind): void => {
    violations.push({ of, request: having(spec, right, name, value), parameter, kind });
  };
  const visit = (field: FieldSpec, prefix: string): void => {
    const name = prefix + field.name;
    const parameter = onWire(name);
    if (field.required === true) add('required', name, parameter, undefined, 'missing');
    add(
      'type',
      name,
      parameter,
      null,
      field.enum === undefined || field.ignoreCase === true || field.repeat === true ? 'type' : 'value',
    );
    if (field.repeat === true) {
      const { repeat: _, ...one } = field;
      const item = aValue(one);
      add('type', name, parameter, 'one', 'type');
      if (field.maxItems !== undefined) {
        const many = Array.from({ length: field.maxItems + 1 }, () => item);
        add('maxItems', name, parameter, many, 'tooMany');
      }
      if (field.required === true) add('minItems', name, parameter, [], 'tooFew');
      if (field.uniqueItems === true) add('uniqueItems', name, `${parameter}.2`, [item, item], 'duplicate');
    }
    if (field.fields !== undefined) {
      for (const member of field.fields) visit(member, `${name}.`);
      return;
    }
    for (const [of, value, kind] of wrongValues(field)) {
      if (field.repeat === true) add(of, name, `${parameter}.1`, [value], kind);
      else add(of, name, parameter, value, kind);
    }
  };
  for (const field of spec.request) visit(field, '');
  return violations;
}

// ---- Rules between parameters ----

const isNames = (condition: ConditionSpec): condition is readonly string[] => Array.isArray(condition);

/** The request such that the condition holds. */
function under(spec: OperationSpec, request: Values, condition: ConditionSpec | undefined): Values {
  if (condition === undefined) return request;
  const values: [string, unknown][] = isNames(condition)
    ? condition.map((name) => [name, aValue(fieldOf(spec, name))])
    : Object.entries(condition).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]);
  return values.reduce((all, [name, value]) => having(spec, all, name, value), request);
}

const without = (spec: OperationSpec, request: Values, names: readonly string[]): Values =>
  names.reduce((all, name) => having(spec, all, name, undefined), request);

const withAll = (spec: OperationSpec, request: Values, names: readonly string[]): Values =>
  under(spec, request, names);

function ruleViolations(spec: OperationSpec, rule: ConstraintSpec): Violation[] {
  const right = under(spec, rightRequest(spec), rule.if);
  const violation = (request: Values, name: string, kind: IssueKind): Violation => ({
    of: rule.text,
    request,
    parameter: onWire(name),
    kind,
  });
  const entriesOf = (name: string) => name.split('.')[0] ?? '';
  switch (rule.rule) {
    case 'note':
      return [];
    case 'requires':
      return rule.then.map((name) => violation(without(spec, right, [name]), name, 'missing'));
    case 'excludes':
      if (!isNames(rule.then)) {
        const [[name = ''] = []] = Object.entries(rule.then);
        return [violation(under(spec, right, rule.then), name, 'excluded')];
      }
      return rule.then.map((name) => violation(withAll(spec, right, [name]), name, 'excluded'));
    case 'anyOf': {
      const named = rule.params.at(-1)?.[0] ?? '';
      return [violation(without(spec, right, rule.params.flat()), named, 'missing')];
    }
    case 'oneOf': {
      const [[first = ''] = [], [second = ''] = []] = rule.params;
      return [
        violation(without(spec, right, rule.params.flat()), second, 'missing'),
        violation(withAll(spec, right, [first, second]), second, 'excluded'),
      ];
    }
    case 'anyTrue': {
      const none = rule.params.reduce((all, name) => having(spec, all, name, false), right);
      return [violation(none, rule.params[0] ?? '', 'missing')];
    }
    case 'lessThan': {
      const [lower, upper] = rule.params;
      const { enum: values, min } = fieldOf(spec, lower);
      const value = values?.find((one) => Number(one) > 0) ?? min ?? 1;
      return [violation({ ...right, [lower]: value, [upper]: value }, lower, 'conflict')];
    }
    case 'differs': {
      const [one, other] = rule.params;
      return [violation({ ...right, [one]: '1.0.1', [other]: '1.0.1' }, one, 'conflict')];
    }
    case 'apart': {
      const [earlier, later] = rule.params;
      return (
        [
          [rule.min - 1, 'tooSmall'],
          [rule.max + 1, 'tooBig'],
        ] as const
      ).map(([distance, kind]) =>
        violation(
          { ...right, [earlier]: 1_700_000_000_000, [later]: 1_700_000_000_000 + distance },
          later,
          kind,
        ),
      );
    }
    case 'productAtMost': {
      const [one, other] = rule.params;
      return [violation({ ...right, [one]: rule.max + 1, [other]: 1 }, one, 'tooBig')];
    }
    case 'uniqueBy':
      return rule.params.map((name) => {
        const list = entriesOf(name);
        const [entry] = withAll(spec, { ...right, [list]: undefined }, rule.params)[list] as Values[];
        return {
          ...violation({ ...right, [list]: [entry, entry] }, name, 'duplicate'),
          parameter: name.replace('.', '.2.'),
        };
      });
    case 'totalLength': {
      const list = entriesOf(rule.params[0] ?? '');
      const entries = Array.from({ length: 10 }, () =>
        Object.fromEntries(rule.params.map((name) => [name.split('.')[1], 'a'.repeat(rule.max / 10)])),
      );
      return [violation({ ...right, [list]: entries }, list, 'tooBig')];
    }
  }
}

// ---- The tests ----

const specs = readOperations();

describe('an operation’s request schema', () => {
  it.each(specs.filter(({ operation }) => WRONG_EXAMPLES[operation] === undefined))(
    'takes the guide’s example of $operation',
    (spec) => {
      expect(told(spec.operation, rightRequest(spec))).toBeUndefined();
    },
  );

  it.each(Object.entries(WRONG_EXAMPLES))(
    'says what is wrong with the guide’s example of %s',
    (operation, wrong) => {
      const spec = specs.find((one) => one.operation === operation);
      expect(told(operation, nested(spec?.exampleRequest ?? {}))?.sentence).toBe(`${operation}: ${wrong}`);
      expect(
        told(operation, { ...nested(spec?.exampleRequest ?? {}), ...MENDED[operation] }),
      ).toBeUndefined();
    },
  );

  it.each(specs)('keeps the bounds of each parameter of $operation', (spec) => {
    const violations = boundViolations(spec);
    expect(unrefused(spec.operation, violations)).toEqual([]);
    expect(violations.length).toBeGreaterThan(0);
  });

  const withRules = specs.filter(({ constraints }) => constraints.some(({ rule }) => rule !== 'note'));
  it.each(withRules)('keeps the rules between the parameters of $operation', (spec) => {
    const violations = spec.constraints.flatMap((rule) => ruleViolations(spec, rule));
    expect(unrefused(spec.operation, violations)).toEqual([]);
    expect(violations.length).toBeGreaterThan(0);
  });

  it.each(specs)('refuses what is no parameter of $operation', (spec) => {
    const said = told(spec.operation, { ...rightRequest(spec), IotInstanceID: 'iot-1' });
    expect(said?.sentence).toBe(
      `${spec.operation}: IotInstanceID is not a parameter, did you mean IotInstanceId?`,
    );
    expect(said?.kinds).toEqual([['', 'unknown']]);
  });

  it('writes JSON parameters given as values, and leaves those given as text as they are', () => {
    const { SaveDeviceProp } = descriptors;
    const given = (Props: string | object) => SaveDeviceProp.request().parse({ IotId: 'i', Props });
    expect(given({ color: 'red' })).toEqual({ IotId: 'i', Props: '{"color":"red"}' });
    expect(given('{ "color": "red" }')).toEqual({ IotId: 'i', Props: '{ "color": "red" }' });
  });
});

describe('an operation’s response schema', () => {
  it.each(specs)('takes the guide’s example of $operation as it is', (spec) => {
    const result = descriptorOf(spec.operation).response().safeParse(spec.exampleResponse);
    expect(result.error?.issues ?? []).toEqual([]);
    expect(result.data).toEqual(spec.exampleResponse);
  });

  it.each(specs)(
    'takes an empty answer of $operation, one with nulls, and fields it does not know',
    (spec) => {
      const schema = descriptorOf(spec.operation).response();
      const nulls = Object.fromEntries(spec.response.map(({ name }) => [name, null]));
      for (const answer of [{}, { Success: true, ...nulls }, { RequestId: 'r', Newcomer: { a: [1] } }]) {
        expect(schema.parse(answer)).toEqual(answer);
      }
    },
  );
});
