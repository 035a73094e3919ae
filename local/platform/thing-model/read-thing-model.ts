import * as z from 'zod/mini';
import { extendConfigRule } from './extend-config.ts';
import {
  anyNumber,
  boundsRule,
  choiceNameRule,
  identifierRule,
  longestText,
  nameRule,
  together,
  unknownType,
  wholeNumber,
} from './rules.ts';
import type { DataType, NewFeature, NumberType, Parameter } from './thing-model.ts';

/*
 * Thing models as ThingModelJson has them: the guide's section 4.10.19. A key that the guide requires and its own
 * samples leave out may be left out. Keys that it does not know are ignored.
 */

// ---- Data types: { dataType, dataSpecs } or { dataType, dataSpecsList } ----

const numberSpecs = <Type extends NumberType['type']>(type: Type) => {
  const numeral = z
    .string()
    .check(
      type === 'INT'
        ? z.regex(wholeNumber, 'must be a whole number, written as a string')
        : z.regex(anyNumber, 'must be a number, written as a string'),
    );
  return z
    .object({
      dataType: z.literal(type),
      min: numeral,
      max: numeral,
      step: numeral,
      unit: z.optional(z.string()),
      unitName: z.optional(z.string()),
      precise: z.optional(z.union([z.string(), z.int()])),
      defaultValue: z.optional(z.string()),
    })
    .check(boundsRule);
};

const lengthRule = z.int().check(z.gte(1), z.lte(longestText));

const textSpecs = z.object({
  dataType: z.literal('TEXT'),
  length: lengthRule,
  defaultValue: z.optional(z.string()),
});

const dateSpecs = z.object({
  dataType: z.literal('DATE'),
  length: z.optional(lengthRule),
  defaultValue: z.optional(z.string()),
});

const number = <Type extends NumberType['type']>(type: Type) =>
  z.pipe(
    z.object({ dataType: z.literal(type), dataSpecs: numberSpecs(type) }),
    z.transform(({ dataSpecs }) => numberOf(type, dataSpecs)),
  );

/** A number among an array's elements, which the guide's sample shows without its specification. */
const elementNumber = <Type extends NumberType['type']>(type: Type) =>
  z.pipe(
    z.object({ dataType: z.literal(type), dataSpecs: z.optional(numberSpecs(type)) }),
    z.transform(({ dataSpecs }) => numberOf(type, dataSpecs)),
  );

function numberOf(
  type: NumberType['type'],
  specs: z.output<ReturnType<typeof numberSpecs>> | undefined,
): DataType {
  const { min, max, step, unit, unitName, precise, defaultValue } = specs ?? {};
  return { type, min, max, step, unit, unitName, precise, defaultValue };
}

const text = z.pipe(
  z.object({ dataType: z.literal('TEXT'), dataSpecs: textSpecs }),
  z.transform(
    ({ dataSpecs: { length, defaultValue } }): DataType => ({ type: 'TEXT', length, defaultValue }),
  ),
);

const elementText = z.pipe(
  z.object({ dataType: z.literal('TEXT'), dataSpecs: z.optional(textSpecs) }),
  z.transform(({ dataSpecs }): DataType => {
    return { type: 'TEXT', length: dataSpecs?.length, defaultValue: dataSpecs?.defaultValue };
  }),
);

const date = z.pipe(
  z.object({ dataType: z.literal('DATE'), dataSpecs: z.optional(dateSpecs) }),
  z.transform(
    ({ dataSpecs }): DataType => ({
      type: 'DATE',
      length: dataSpecs?.length,
      defaultValue: dataSpecs?.defaultValue,
    }),
  ),
);

const choice = <Type extends 'ENUM' | 'BOOL'>(type: Type) =>
  z.pipe(
    z.object({
      dataType: z.literal(type),
      dataSpecsList: z.array(z.object({ dataType: z.literal(type), name: choiceNameRule, value: z.int() })),
    }),
    z.transform(
      ({ dataSpecsList }): DataType => ({
        type,
        choices: dataSpecsList.map(({ name, value }) => ({ name, value })),
      }),
    ),
  );

const singleTypes = [
  number('INT'),
  number('FLOAT'),
  number('DOUBLE'),
  text,
  date,
  choice('ENUM'),
  choice('BOOL'),
] as const;

const typeOfMember: z.ZodMiniType<DataType> = z.discriminatedUnion('dataType', singleTypes, unknownType);

/** Reads a data type out of the object that has it among its keys. */
const among = (schema: z.ZodMiniType<DataType>) =>
  z.pipe(
    schema,
    z.transform((dataType) => ({ dataType })),
  );

/** As `among`, where the type is named by `childDataType`. */
const amongChildren = (schema: z.ZodMiniType<DataType>) =>
  z.pipe(
    z.transform((held: unknown): unknown => {
      const fields: Readonly<Record<string, unknown>> = { ...(held as object) };
      return { ...fields, dataType: fields['childDataType'] };
    }),
    among(schema),
  );

const member = together(
  z.pipe(
    z.object({
      dataType: z.literal('STRUCT'),
      identifier: identifierRule,
      name: nameRule,
      childName: nameRule,
    }),
    z.transform(({ identifier, childName }) => ({ identifier, name: childName })),
  ),
  amongChildren(typeOfMember),
);

const struct = z.pipe(
  z.object({ dataType: z.literal('STRUCT'), dataSpecsList: z.array(member) }),
  z.transform(({ dataSpecsList }): DataType => ({ type: 'STRUCT', members: dataSpecsList })),
);

const elementStruct = z.pipe(
  z.object({ dataType: z.literal('STRUCT'), dataSpecsList: z.optional(z.array(member)) }),
  z.transform(({ dataSpecsList = [] }): DataType => ({ type: 'STRUCT', members: dataSpecsList })),
);

const typeOfElement: z.ZodMiniType<DataType> = z.discriminatedUnion(
  'dataType',
  [elementStruct, elementNumber('INT'), elementNumber('FLOAT'), elementNumber('DOUBLE'), elementText],
  unknownType,
);

const array = z.pipe(
  z.object({
    dataType: z.literal('ARRAY'),
    dataSpecs: together(
      z.pipe(
        z.object({ dataType: z.literal('ARRAY'), size: z.int().check(z.gte(1)) }),
        z.transform(({ size }) => ({ size })),
      ),
      amongChildren(typeOfElement),
    ),
  }),
  z.transform(
    ({ dataSpecs }): DataType => ({ type: 'ARRAY', size: dataSpecs.size, item: dataSpecs.dataType }),
  ),
);

const dataType = among(z.discriminatedUnion('dataType', [...singleTypes, struct, array], unknownType));

// ---- Features ----

const parameter = together(
  z.object({
    identifier: identifierRule,
    name: nameRule,
    // Said by the list that it stands in, too.
    direction: z.enum(['PARAM_INPUT', 'PARAM_OUTPUT']),
    paraOrder: z.int().check(z.gte(0)),
    custom: z.boolean(),
  }),
  dataType,
);

const parameters = z.pipe(
  z.optional(
    z
      .array(parameter)
      .check(
        z.refine(
          (all) => new Set(all.map(({ paraOrder }) => paraOrder)).size === all.length,
          'has a paraOrder twice',
        ),
      ),
  ),
  z.transform((all = []): Parameter[] =>
    all
      .map(({ direction: _, ...parameter }) => parameter)
      .sort((one, other) => one.paraOrder - other.paraOrder),
  ),
);

const featureFields = {
  identifier: identifierRule,
  description: z.optional(z.string()),
  required: z.boolean(),
  custom: z.boolean(),
  createTs: z.optional(z.int()),
};

const property = z.pipe(
  together(
    z.object({
      ...featureFields,
      name: nameRule,
      rwFlag: z.enum(['READ_WRITE', 'READ_ONLY']),
      std: z.optional(z.boolean()),
      customFlag: z.optional(z.boolean()),
      extendConfig: z.optional(extendConfigRule('property')),
    }),
    dataType,
  ),
  z.transform(
    (read): NewFeature => ({
      kind: 'property',
      ...common(read),
      name: read.name,
      rwFlag: read.rwFlag,
      std: read.std,
      customFlag: read.customFlag,
      dataType: read.dataType,
    }),
  ),
);

const service = z.pipe(
  z.object({
    ...featureFields,
    serviceName: nameRule,
    callType: z.enum(['ASYNC', 'SYNC']),
    inputParams: parameters,
    outputParams: parameters,
    extendConfig: z.optional(extendConfigRule('service')),
  }),
  z.transform(
    (read): NewFeature => ({
      kind: 'service',
      ...common(read),
      name: read.serviceName,
      callType: read.callType,
      input: read.inputParams,
      output: read.outputParams,
    }),
  ),
);

const event = z.pipe(
  z.object({
    ...featureFields,
    required: z._default(z.boolean(), false),
    eventName: nameRule,
    eventType: z.enum(['INFO_EVENT_TYPE', 'ALERT_EVENT_TYPE', 'ERROR_EVENT_TYPE']),
    // The guide spells it both ways.
    outputdata: parameters,
    outputData: parameters,
    extendConfig: z.optional(extendConfigRule('event')),
  }),
  z.transform(
    (read): NewFeature => ({
      kind: 'event',
      ...common(read),
      name: read.eventName,
      eventType: read.eventType,
      output: read.outputdata.length > 0 ? read.outputdata : read.outputData,
    }),
  ),
);

function common(read: {
  identifier: string;
  description?: string | undefined;
  required: boolean;
  custom: boolean;
  createTs?: number | undefined;
  extendConfig?: string | undefined;
}) {
  const { identifier, description, required, custom, createTs, extendConfig } = read;
  return { identifier, description, required, custom, createTs, extendConfig };
}

/**
 * The features of a ThingModelJson document, properties first, then services and events.
 *
 * What the document says of its module is left alone: a call's own parameters name the module.
 */
export const thingModelDocument = z.pipe(
  z.object({
    properties: z.optional(z.array(property)),
    services: z.optional(z.array(service)),
    events: z.optional(z.array(event)),
  }),
  z.transform(({ properties = [], services = [], events = [] }) => [...properties, ...services, ...events]),
);
