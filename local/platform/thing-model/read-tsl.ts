import * as z from 'zod/mini';
import {
  anyNumber,
  boundsRule,
  choiceNameRule,
  identifierRule,
  longestText,
  nameRule,
  unknownType,
  wholeNumber,
} from './rules.ts';
import type { DataType, NewFeature, NumberType, Parameter } from './thing-model.ts';

/*
 * Thing models in the standard TSL format: data types are `{ type, specs }`, with the numbers of a specification
 * written as strings. The guide prints the format in the samples of its sections 4.10.10 and 4.10.11.
 */

// ---- Data types ----

const numeralOf = (rule: RegExp, message: string) => z.string().check(z.regex(rule, message));

const numberSpecs = (type: NumberType['type']) => {
  const numeral =
    type === 'INT'
      ? numeralOf(wholeNumber, 'must be a whole number, written as a string')
      : numeralOf(anyNumber, 'must be a number, written as a string');
  return z
    .object({
      min: numeral,
      max: numeral,
      step: z.optional(numeral),
      unit: z.optional(z.string()),
      unitName: z.optional(z.string()),
      precise: z.optional(z.union([z.string(), z.int()])),
      defaultValue: z.optional(z.string()),
    })
    .check(boundsRule);
};

type NumberSpecs = z.output<ReturnType<typeof numberSpecs>>;

const numberOf = (type: NumberType['type'], specs: NumberSpecs | undefined): DataType => {
  const { min, max, step, unit, unitName, precise, defaultValue } = specs ?? {};
  return { type, min, max, step, unit, unitName, precise, defaultValue };
};

const number = <Name extends string>(name: Name, type: NumberType['type']) =>
  z.pipe(
    z.object({ type: z.literal(name), specs: numberSpecs(type) }),
    z.transform(({ specs }) => numberOf(type, specs)),
  );

const elementNumber = <Name extends string>(name: Name, type: NumberType['type']) =>
  z.pipe(
    z.object({ type: z.literal(name), specs: z.optional(numberSpecs(type)) }),
    z.transform(({ specs }) => numberOf(type, specs)),
  );

const count = (most: number) =>
  z.pipe(
    z.union([numeralOf(/^\d{1,9}$/, 'must be a whole number, written as a string'), z.int()]),
    z.pipe(z.transform(Number), z.int().check(z.gte(1), z.lte(most))),
  );

const text = z.pipe(
  z.object({ type: z.literal('text'), specs: z.object({ length: count(longestText) }) }),
  z.transform(({ specs }): DataType => textOf(specs.length)),
);

const elementText = z.pipe(
  z.object({
    type: z.literal('text'),
    specs: z.optional(z.object({ length: z.optional(count(longestText)) })),
  }),
  z.transform(({ specs }): DataType => textOf(specs?.length)),
);

const textOf = (length: number | undefined): DataType => ({ type: 'TEXT', length, defaultValue: undefined });

const date = z.pipe(
  z.object({
    type: z.literal('date'),
    specs: z.optional(z.object({ length: z.optional(count(longestText)) })),
  }),
  z.transform(({ specs }): DataType => ({ type: 'DATE', length: specs?.length, defaultValue: undefined })),
);

const choice = <Name extends string>(name: Name, type: 'ENUM' | 'BOOL') =>
  z.pipe(
    z.object({
      type: z.literal(name),
      specs: z.record(numeralOf(wholeNumber, 'must be a whole number'), choiceNameRule),
    }),
    z.transform(
      ({ specs }): DataType => ({
        type,
        choices: Object.entries(specs).map(([value, choiceName]) => ({
          name: choiceName,
          value: Number(value),
        })),
      }),
    ),
  );

const singleTypes = [
  number('int', 'INT'),
  number('float', 'FLOAT'),
  number('double', 'DOUBLE'),
  text,
  date,
  choice('enum', 'ENUM'),
  choice('bool', 'BOOL'),
] as const;

const member = z.object({
  identifier: identifierRule,
  name: nameRule,
  dataType: z.discriminatedUnion('type', singleTypes, unknownType),
});

const struct = z.pipe(
  z.object({ type: z.literal('struct'), specs: z.array(member) }),
  z.transform(({ specs }): DataType => ({ type: 'STRUCT', members: specs })),
);

const array = z.pipe(
  z.object({
    type: z.literal('array'),
    specs: z.object({
      size: count(Number.MAX_SAFE_INTEGER),
      item: z.discriminatedUnion(
        'type',
        [
          struct,
          elementNumber('int', 'INT'),
          elementNumber('float', 'FLOAT'),
          elementNumber('double', 'DOUBLE'),
          elementText,
        ],
        unknownType,
      ),
    }),
  }),
  z.transform(({ specs }): DataType => ({ type: 'ARRAY', size: specs.size, item: specs.item })),
);

const dataType: z.ZodMiniType<DataType> = z.discriminatedUnion(
  'type',
  [...singleTypes, struct, array],
  unknownType,
);

// ---- Features ----

const parameters = z.pipe(
  z.optional(z.array(z.object({ identifier: identifierRule, name: nameRule, dataType }))),
  z.transform((all = []): Parameter[] => all.map((one, paraOrder) => ({ ...one, paraOrder, custom: true }))),
);

const featureFields = {
  identifier: identifierRule,
  name: nameRule,
  required: z._default(z.boolean(), false),
  desc: z.optional(z.string()),
};

const property = z.pipe(
  z.object({ ...featureFields, accessMode: z.enum(['r', 'rw', 'w']), dataType }),
  z.transform(
    (read): NewFeature => ({
      kind: 'property',
      ...common(read),
      rwFlag: read.accessMode === 'r' ? 'READ_ONLY' : 'READ_WRITE',
      dataType: read.dataType,
      std: undefined,
      customFlag: undefined,
    }),
  ),
);

const service = z.pipe(
  z.object({
    ...featureFields,
    callType: z.enum(['async', 'sync']),
    inputData: parameters,
    outputData: parameters,
  }),
  z.transform(
    (read): NewFeature => ({
      kind: 'service',
      ...common(read),
      callType: read.callType === 'sync' ? 'SYNC' : 'ASYNC',
      input: read.inputData,
      output: read.outputData,
    }),
  ),
);

const eventTypes = {
  info: 'INFO_EVENT_TYPE',
  alert: 'ALERT_EVENT_TYPE',
  error: 'ERROR_EVENT_TYPE',
} as const;

const event = z.pipe(
  z.object({ ...featureFields, type: z.enum(['info', 'alert', 'error']), outputData: parameters }),
  z.transform(
    (read): NewFeature => ({
      kind: 'event',
      ...common(read),
      eventType: eventTypes[read.type],
      output: read.outputData,
    }),
  ),
);

function common(read: { identifier: string; name: string; required: boolean; desc?: string | undefined }) {
  const { identifier, name, required, desc } = read;
  return {
    identifier,
    name,
    required,
    description: desc,
    custom: true,
    createTs: undefined,
    extendConfig: undefined,
  };
}

/** What the platform itself puts into each model: they are no features of their own. */
const builtIn: ReadonlySet<unknown> = new Set([
  'thing.event.property.post',
  'thing.service.property.set',
  'thing.service.property.get',
]);

/** A list of features, without those that the platform puts there itself. */
const ownOnly = <Item extends z.ZodMiniType>(item: Item) =>
  z.optional(
    z.pipe(
      z.pipe(
        z.array(z.unknown()),
        z.transform((all) => all.filter((one) => !builtIn.has(methodOf(one)))),
      ),
      z.array(item),
    ),
  );

function methodOf(feature: unknown): unknown {
  return typeof feature === 'object' && feature !== null && 'method' in feature ? feature.method : undefined;
}

/** The features of a TSL document, properties first, then services and events. */
export const tslDocument = z.pipe(
  z.object({
    properties: z.optional(z.array(property)),
    services: ownOnly(service),
    events: ownOnly(event),
  }),
  z.transform(({ properties = [], services = [], events = [] }) => [...properties, ...services, ...events]),
);
