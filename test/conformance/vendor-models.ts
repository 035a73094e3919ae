import { createRequire } from 'node:module';
import type { FieldSpec } from '../../scripts/generate/catalogue.ts';

const { default: Sdk, ...models } = createRequire(import.meta.url)(
  '@alicloud/iot20180120',
) as typeof import('@alicloud/iot20180120');

export { Sdk };

/** A class of the vendor's for a request, an answer or a part of one. Its names begin in lower case. */
interface ModelClass {
  new (values: object): object;
  /** How the wire spells each of its names. */
  names(): Record<string, string>;
  types(): Record<string, unknown>;
}

/** The SDK's request of an operation. */
export function requestModel(operation: string): ModelClass {
  const Model = (models as unknown as Record<string, ModelClass | undefined>)[`${operation}Request`];
  if (Model === undefined) throw new Error(`The SDK has no ${operation}`);
  return Model;
}

/** The SDK's method of an operation. */
export const sdkMethod = (operation: string): string =>
  operation.charAt(0).toLowerCase() + operation.slice(1);

/** Values with the names of the wire, in the SDK's models. */
export function inModel(Model: ModelClass, values: Readonly<Record<string, unknown>>): object {
  const wireNames = Object.entries(Model.names());
  const types = Model.types();
  const named = Object.entries(values).map(([wireName, value]) => {
    const [name] = wireNames.find(([, spelled]) => spelled === wireName) ?? [];
    if (name === undefined) throw new Error(`${Model.name} has no ${wireName}`);
    const { itemType } = (types[name] ?? {}) as { itemType?: unknown };
    const isModel = typeof itemType === 'function' && Array.isArray(value);
    return [name, isModel ? value.map((one) => inModel(itemType as ModelClass, one)) : value];
  });
  return new Model(Object.fromEntries(named));
}

/** What a client holds of a field of an answer, by the name that the wire has for it. */
type Read = (holder: object, wireName: string) => unknown;

/** Reads through the SDK's models. What a model has no name for cannot be read. */
export const throughModel: Read = (holder, wireName) => {
  const Model = holder.constructor as Partial<ModelClass>;
  if (Model.names === undefined) return undefined;
  const [name] = Object.entries(Model.names()).find(([, spelled]) => spelled === wireName) ?? [];
  return name === undefined ? undefined : (holder as Record<string, unknown>)[name];
};

/** Reads an answer as the wire has it. */
export const asOnTheWire: Read = (holder, wireName) => (holder as Record<string, unknown>)[wireName];

/**
 * The fields of the catalogue that a client finds nothing in, as paths: `Data.GroupInfo.GroupId`. Of a list, one
 * entry that has the field is enough; where a structure is missing, its own fields are not named.
 */
export function unread(
  fields: readonly FieldSpec[],
  holders: readonly object[],
  read: Read,
  path = '',
): string[] {
  return fields.flatMap((field) => {
    const here = `${path}${field.name}`;
    const values = holders
      .flatMap((holder) => read(holder, field.name))
      .filter((value) => value !== undefined && value !== null);
    if (values.length === 0) return [here];
    return field.fields === undefined ? [] : unread(field.fields, values as object[], read, `${here}.`);
  });
}

/**
 * The fields of an answer whose values are not of the type that the catalogue gives them, as paths. The SDK would not
 * tell: it makes text of a number where its model has text, and the other way round.
 */
export function mistyped(fields: readonly FieldSpec[], holders: readonly object[], path = ''): string[] {
  return fields.flatMap((field) => {
    const here = `${path}${field.name}`;
    const values = holders
      .flatMap((holder) => asOnTheWire(holder, field.name))
      .filter((value) => value !== undefined && value !== null);
    if (!values.every((value) => isOfType(value, field))) return [here];
    return field.fields === undefined ? [] : mistyped(field.fields, values as object[], `${here}.`);
  });
}

function isOfType(value: unknown, { type }: FieldSpec): boolean {
  switch (type) {
    case 'Integer':
    case 'Long':
      // The vendor's older client reads what has more than 15 digits as an object of its own.
      return Number.isInteger(typeof value === 'object' ? Number(value) : value);
    case 'Boolean':
      return typeof value === 'boolean';
    case 'Struct':
    case 'Map':
      return typeof value === 'object';
    case 'String':
    case 'JSON':
      return typeof value === 'string';
    default:
      return typeof value === 'number';
  }
}
