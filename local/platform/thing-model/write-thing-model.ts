import { parsed } from './extend-config.ts';
import {
  type DataType,
  type Feature,
  featuresOf,
  type Module,
  type Parameter,
  type ThingModel,
} from './thing-model.ts';

/** What a document says of where its model comes from. */
export interface Origin {
  readonly productKey: string;
  /** Of a published model. */
  readonly published: { readonly version: string; readonly description: string } | undefined;
}

/**
 * A module as ThingModelJson: the default one lists the custom ones, a custom one tells what it is called.
 *
 * Guide, section 4.10.19. All keys come in alphabetical order.
 */
export function writeThingModel(module: Module, model: ThingModel, origin: Origin): string {
  const { productKey, published } = origin;
  const features = writeFeatures(module, productKey);
  const { block } = module;
  const functionBlocks = [...model.blocks.values()].map((custom) => ({
    productKey,
    functionBlockId: custom.block?.id,
    functionBlockName: custom.block?.name,
  }));
  return write({
    productKey,
    _ppk: published,
    ...(block === undefined
      ? { functionBlocks: functionBlocks.length > 0 ? functionBlocks : undefined }
      : { identifier: block.id, name: block.name }),
    ...features,
  });
}

/** A category's features as ThingModelJson: of no product. */
export function writeTemplate(module: Module): string {
  return write(writeFeatures(module, undefined));
}

/**
 * The extended information of a module's features, as objects below the product's profile.
 *
 * Guide, sections 4.10.14 and 4.10.15.
 */
export function writeExtendConfig(module: Module, productKey: string): string {
  const of = (kind: Feature['kind']) =>
    featuresOf(module, kind).flatMap(({ extendConfig }) =>
      extendConfig === undefined ? [] : [parsed(extendConfig)],
    );
  const [services, events] = [of('service'), of('event')];
  return JSON.stringify({
    profile: { productKey },
    properties: of('property'),
    services: services.length > 0 ? services : undefined,
    events: events.length > 0 ? events : undefined,
  });
}

function writeFeatures(module: Module, productKey: string | undefined) {
  const common = (feature: Feature) => ({
    productKey,
    identifier: feature.identifier,
    description: feature.description,
    required: feature.required,
    custom: feature.custom,
    createTs: productKey === undefined ? undefined : feature.createTs,
    extendConfig: feature.extendConfig,
    configCode: feature.configCode,
  });
  return {
    properties: featuresOf(module, 'property').map((property) => ({
      ...common(property),
      name: property.name,
      rwFlag: property.rwFlag,
      std: property.std,
      customFlag: property.customFlag,
      dataType: property.dataType.type,
      ...writeSpecs(property.dataType, property.custom),
    })),
    services: featuresOf(module, 'service').map((service) => ({
      ...common(service),
      serviceName: service.name,
      callType: service.callType,
      inputParams: service.input.map((one) => writeParameter(one, 'PARAM_INPUT')),
      outputParams: service.output.map((one) => writeParameter(one, 'PARAM_OUTPUT')),
    })),
    events: featuresOf(module, 'event').map((event) => ({
      ...common(event),
      eventName: event.name,
      eventType: event.eventType,
      outputdata: event.output.map((one) => writeParameter(one, 'PARAM_OUTPUT')),
    })),
  };
}

function writeParameter(parameter: Parameter, direction: string) {
  const { identifier, name, paraOrder, custom, dataType } = parameter;
  return {
    identifier,
    name,
    direction,
    paraOrder,
    custom,
    dataType: dataType.type,
    ...writeSpecs(dataType, custom),
  };
}

/** `dataSpecs` or `dataSpecsList`, by the type. */
function writeSpecs(dataType: DataType, custom: boolean): object {
  switch (dataType.type) {
    case 'ENUM':
    case 'BOOL':
      return {
        dataSpecsList: dataType.choices.map(({ name, value }) => ({
          dataType: dataType.type,
          name,
          value,
          custom,
        })),
      };
    case 'STRUCT':
      return {
        dataSpecsList: dataType.members.map((member) => ({
          dataType: 'STRUCT',
          identifier: member.identifier,
          name: member.name,
          childName: member.name,
          childDataType: member.dataType.type,
          custom,
          ...writeSpecs(member.dataType, custom),
        })),
      };
    case 'ARRAY':
      return {
        dataSpecs: {
          dataType: 'ARRAY',
          size: dataType.size,
          childDataType: dataType.item.type,
          custom,
          ...(isBare(dataType.item) ? {} : writeSpecs(dataType.item, custom)),
        },
      };
    default: {
      const { type, ...specs } = dataType;
      return { dataSpecs: { dataType: type, custom, ...specs } };
    }
  }
}

/** Whether an array's element has no specification. */
function isBare(item: DataType): boolean {
  switch (item.type) {
    case 'TEXT':
      return item.length === undefined;
    case 'INT':
    case 'FLOAT':
    case 'DOUBLE':
      return item.min === undefined;
    default:
      return false;
  }
}

/** JSON with its keys in alphabetical order. */
function write(document: object): string {
  return JSON.stringify(document, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}
