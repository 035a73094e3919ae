import { Refusal } from '../refusal.ts';
import { readPreciseRegionTime } from '../written-time.ts';
import { parserOf, placeIn, SyntaxFault } from './grammar.ts';

/** The fields of the table `device`, and what they hold. */
export const fieldTypes = {
  product_key: 'text',
  iot_id: 'text',
  name: 'text',
  active_time: 'date',
  nickname: 'text',
  gmt_create: 'date',
  gmt_modified: 'date',
  status: 'text',
  'group.group_id': 'text',
  'tag.tag_name': 'text',
  'tag.tag_value': 'text',
  'ota_module.module_name': 'text',
  'ota_module.firmware_version': 'text',
} as const;

export type Field = keyof typeof fieldTypes;
export type DateField = { [Name in Field]: (typeof fieldTypes)[Name] extends 'date' ? Name : never }[Field];
export type TextField = Exclude<Field, DateField>;

/** What a device has to meet. `null` stands for a field that has no value. */
export type Condition = TextCondition | DateCondition;

/** With LIKE, `value` is the prefix, without its percent sign. */
export interface TextCondition {
  readonly type: 'text';
  readonly field: TextField;
  readonly operator: '=' | '!=' | 'LIKE';
  readonly value: string | null;
}

export interface DateCondition {
  readonly type: 'date';
  readonly field: DateField;
  readonly operator: '=' | '!=' | '>' | '<';
  /** Epoch milliseconds. */
  readonly value: number | null;
}

/** A query for devices. */
export interface DeviceQuery {
  /** The fields wanted, or the number of devices alone. */
  readonly selection: 'count' | readonly Field[];
  /** A device is found when it meets all conditions of one of these: AND binds closer than OR. */
  readonly alternatives: readonly (readonly Condition[])[];
  readonly orderBy: DateField | undefined;
  readonly offset: number;
  readonly rows: number;
}

/** A word of the statement, and how many characters come before it. */
interface Placed {
  readonly at: number;
}

interface ParsedCondition {
  /** How it is joined to the one before. */
  readonly join?: 'AND' | 'OR';
  readonly field: Placed & { readonly name: string };
  readonly operator: Placed & { readonly symbol: '=' | '!=' | '>' | '<' | 'LIKE' };
  readonly value: Placed & { readonly text: string | null };
}

/** What the grammar makes of a statement. */
interface ParsedStatement {
  readonly selection:
    | { readonly kind: 'all' | 'count' }
    | { readonly kind: 'fields'; readonly fields: readonly ParsedCondition['field'][] };
  readonly conditions: readonly ParsedCondition[];
  readonly orderBy: ParsedCondition['field'] | null;
  readonly limit: {
    readonly offset: Placed & { readonly value: number };
    readonly rows: Placed & { readonly value: number };
  } | null;
}

const parse = parserOf<{ Statement: ParsedStatement }>(new URL('./device-query.peggy', import.meta.url), [
  'Statement',
]);

/** The guide's limits: section 4.8.35. */
const mostConditions = 5;
const mostRows = 50;
const mostReached = 10_000;
const usualRows = 20;
const leastPrefix = 4;

/** What a LIKE prefix must not contain. */
const special = /[\\/&+\-!():~{}*?]/;

/**
 * Reads a statement of QueryDeviceBySQL (the guide's section 4.8.35).
 *
 * @param regionId in whose time the statement tells dates
 * @throws Refusal with the code for what is wrong, and a message that says at which character and what would be right
 */
export function readDeviceQuery(sql: string, regionId: string): DeviceQuery {
  const { selection, conditions, orderBy, limit } = parsed(sql);
  const refuse = (kind: string, { at }: Placed, what: string): never => {
    const code = kind.startsWith('iot.') ? kind : `iot.devicesearch.InvalidSQL${kind}Error`;
    throw new Refusal(code, `SQL, ${placeIn(sql, at)}: ${what}`);
  };
  const fieldOf = (field: ParsedCondition['field']): Field =>
    isField(field.name)
      ? field.name
      : refuse(
          'Field',
          field,
          `there is no field ${field.name}; there are ${Object.keys(fieldTypes).join(', ')}.`,
        );

  const selected = selection.kind === 'fields' ? selection.fields.map(fieldOf) : allFields;
  const excess = conditions[mostConditions];
  if (excess !== undefined)
    refuse('Condition', excess.field, `at most ${mostConditions} conditions are allowed.`);
  const alternatives = joined(conditions).map((alternative) => {
    const read = alternative.map((condition) =>
      readCondition(condition, fieldOf(condition.field), regionId, refuse),
    );
    const module = alternative.find(({ field }) => field.name === 'ota_module.module_name');
    if (module !== undefined && !read.some(({ field }) => field === 'ota_module.firmware_version')) {
      refuse('Field', module.field, 'it needs ota_module.firmware_version beside it.');
    }
    return read;
  });
  if (orderBy !== null && !isDateField(orderBy.name)) {
    refuse('Order', orderBy, 'devices can be sorted by gmt_create, gmt_modified and active_time.');
  }
  if (limit !== null) {
    const { offset, rows } = limit;
    if (rows.value < 1 || rows.value > mostRows) refuse('Offset', rows, `the rows must be 1 to ${mostRows}.`);
    if (offset.value + rows.value > mostReached) {
      refuse('Offset', offset, `offset and rows together must be at most ${mostReached}.`);
    }
  }
  return {
    selection: selection.kind === 'count' ? 'count' : selected,
    alternatives,
    orderBy: orderBy !== null && isDateField(orderBy.name) ? orderBy.name : undefined,
    offset: limit?.offset.value ?? 0,
    rows: limit?.rows.value ?? usualRows,
  };
}

type Refuse = (kind: string, place: Placed, what: string) => never;

function readCondition(
  { field, operator, value }: ParsedCondition,
  name: Field,
  regionId: string,
  refuse: Refuse,
): Condition {
  const { symbol } = operator;
  const { text } = value;
  if (text === null && symbol !== '=' && symbol !== '!=') {
    return refuse('Param', value, `null goes with = and != only, not with ${symbol}.`);
  }
  if (isDateField(name)) {
    if (symbol === 'LIKE')
      return refuse('OperatorType', operator, `LIKE does not fit ${field.name}, a date.`);
    if (text === null) return { type: 'date', field: name, operator: symbol, value: null };
    const time = readPreciseRegionTime(text, regionId);
    if (time === undefined) return refuse('Param', value, 'a date is written "yyyy-MM-dd HH:mm:ss.SSS".');
    return { type: 'date', field: name, operator: symbol, value: time };
  }
  if (symbol === '>' || symbol === '<') {
    return refuse('OperatorType', operator, `${symbol} does not fit ${field.name}, a text.`);
  }
  if (symbol !== 'LIKE' || text === null) return { type: 'text', field: name, operator: symbol, value: text };
  const prefix = text.slice(0, -1);
  if (!text.endsWith('%'))
    return refuse('Param', value, 'what LIKE compares with must end in a percent sign.');
  if (special.test(prefix) || prefix.includes('%')) {
    return refuse(
      'Param',
      value,
      String.raw`what LIKE compares with must not contain \ / & + - ! ( ) : ~ { } * ? and one % only.`,
    );
  }
  if (prefix.length < leastPrefix) {
    return refuse(
      'iot.device.FuzzyRuntimeSearchMinLengthLimit',
      value,
      `before the percent sign there must be at least ${leastPrefix} characters.`,
    );
  }
  return { type: 'text', field: name, operator: symbol, value: prefix };
}

function parsed(sql: string): ParsedStatement {
  try {
    return parse(sql, 'Statement');
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    const lacksClause = error.expected.some((word) => word === 'SELECT' || word === 'WHERE');
    throw new Refusal(
      lacksClause ? 'iot.devicesearch.InvalidSQLError' : 'iot.devicesearch.InvalidSQLParamError',
      `SQL, ${error.message}`,
    );
  }
}

/** Splits the conditions at each OR. */
function joined(conditions: readonly ParsedCondition[]): ParsedCondition[][] {
  const alternatives: ParsedCondition[][] = [];
  for (const condition of conditions) {
    if (condition.join === 'AND') alternatives.at(-1)?.push(condition);
    else alternatives.push([condition]);
  }
  return alternatives;
}

const isField = (name: string): name is Field => Object.hasOwn(fieldTypes, name);
const isDateField = (name: string): name is DateField => isField(name) && fieldTypes[name] === 'date';
const allFields = Object.keys(fieldTypes).filter(isField);
