import * as z from 'zod/mini';
import type { ModelVersion, ProductModel, ThingScript } from '../state/thing-models.ts';
import type {
  ArrayType,
  Choice,
  ChoiceType,
  DataType,
  DateType,
  Module,
  NumberType,
  Parameter,
  Property,
  Service,
  StructMember,
  StructType,
  TextType,
  ThingEvent,
  ThingModel,
} from '../thing-model/thing-model.ts';
import { type FieldsOf, flag, maybe, text, time } from './fields.ts';
import { statePart } from './state-part.ts';

// A structure's members and an array's elements have data types themselves.
const dataType: z.ZodMiniType<DataType, DataType> = z.lazy(() => z.discriminatedUnion('type', dataTypes));

const dataTypes = [
  z.strictObject({
    type: z.enum(['INT', 'FLOAT', 'DOUBLE']),
    min: maybe(text()),
    max: maybe(text()),
    step: maybe(text()),
    unit: maybe(text()),
    unitName: maybe(text()),
    precise: maybe(z.union([text(), z.number()])),
    defaultValue: maybe(text()),
  } satisfies FieldsOf<NumberType>),
  z.strictObject({
    type: z.literal('TEXT'),
    length: maybe(z.number()),
    defaultValue: maybe(text()),
  } satisfies FieldsOf<TextType>),
  z.strictObject({
    type: z.literal('DATE'),
    length: maybe(z.number()),
    defaultValue: maybe(text()),
  } satisfies FieldsOf<DateType>),
  z.strictObject({
    type: z.enum(['ENUM', 'BOOL']),
    choices: z.array(z.strictObject({ name: text(), value: z.number() } satisfies FieldsOf<Choice>)),
  } satisfies FieldsOf<ChoiceType>),
  z.strictObject({
    type: z.literal('STRUCT'),
    members: z.array(
      z.strictObject({ identifier: text(), name: text(), dataType } satisfies FieldsOf<StructMember>),
    ),
  } satisfies FieldsOf<StructType>),
  z.strictObject({
    type: z.literal('ARRAY'),
    size: z.number(),
    item: dataType,
  } satisfies FieldsOf<ArrayType>),
] as const;

const parameters = z.array(
  z.strictObject({
    identifier: text(),
    name: text(),
    dataType,
    paraOrder: z.number(),
    custom: flag(),
  } satisfies FieldsOf<Parameter>),
);

const common = {
  identifier: text(),
  name: text(),
  description: maybe(text()),
  required: flag(),
  custom: flag(),
  createTs: time(),
  extendConfig: maybe(text()),
  configCode: maybe(text()),
};

const feature = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('property'),
    ...common,
    dataType,
    rwFlag: z.enum(['READ_WRITE', 'READ_ONLY']),
    std: maybe(flag()),
    customFlag: maybe(flag()),
  } satisfies FieldsOf<Property>),
  z.strictObject({
    kind: z.literal('service'),
    ...common,
    callType: z.enum(['ASYNC', 'SYNC']),
    input: parameters,
    output: parameters,
  } satisfies FieldsOf<Service>),
  z.strictObject({
    kind: z.literal('event'),
    ...common,
    eventType: z.enum(['INFO_EVENT_TYPE', 'ALERT_EVENT_TYPE', 'ERROR_EVENT_TYPE']),
    output: parameters,
  } satisfies FieldsOf<ThingEvent>),
]);

const module = z.strictObject({
  block: maybe(z.strictObject({ id: text(), name: text() })),
  features: z.array(feature),
} satisfies FieldsOf<Module>);

const model = z.strictObject({ main: module, blocks: z.array(module) } satisfies FieldsOf<ThingModel>);

const thingModel = z.strictObject({
  product: text(),
  draft: model,
  script: maybe(
    z.strictObject({
      type: z.enum(['JavaScript', 'Python_27', 'PHP_72']),
      content: text(),
    } satisfies FieldsOf<ThingScript>),
  ),
} satisfies FieldsOf<ProductModel, 'versions' | 'current', 'product'>);

/** A published version, the newest of a product first. */
const modelVersion = z.strictObject({
  product: text(),
  version: text(),
  description: text(),
  publishedAt: time(),
  model,
} satisfies FieldsOf<ModelVersion, never, 'product'>);

const written = ({ main, blocks }: ThingModel) => ({ main, blocks: [...blocks.values()] });

function read({ main, blocks }: z.output<typeof model>): ThingModel {
  return { main, blocks: new Map(blocks.map((module) => [module.block?.id ?? '', module])) };
}

export const thingModelsPart = statePart(
  { thingModel, modelVersion },
  function* ({ platform }) {
    const { products, thingModels } = platform.state;
    for (const product of products.values()) {
      const { productKey } = product;
      const { draft, script, versions } = thingModels.of(product);
      yield ['thingModel', { product: productKey, draft: written(draft), script }] as const;
      for (const { version, description, publishedAt, model } of versions) {
        const line = { product: productKey, version, description, publishedAt, model: written(model) };
        yield ['modelVersion', line] as const;
      }
    }
  },
  {
    thingModel({ product, draft, script }, loading) {
      const model = loading.platform.state.thingModels.of(loading.product(product));
      Object.assign(model, { draft: read(draft), script, versions: [] });
    },
    modelVersion({ product, model: saved, ...version }, loading) {
      const model = loading.platform.state.thingModels.of(loading.product(product));
      model.versions = [...model.versions, { ...version, model: read(saved) }];
    },
  },
);
