/** What values a property or a parameter takes: its data type with the specification of it. */
export type DataType = NumberType | TextType | DateType | ChoiceType | StructType | ArrayType;

/** Bounds and step are numbers written as text. Only an array's elements can be without them. */
export interface NumberType {
  readonly type: 'INT' | 'FLOAT' | 'DOUBLE';
  readonly min: string | undefined;
  readonly max: string | undefined;
  readonly step: string | undefined;
  readonly unit: string | undefined;
  readonly unitName: string | undefined;
  readonly precise: string | number | undefined;
  readonly defaultValue: string | undefined;
}

export interface TextType {
  readonly type: 'TEXT';
  /** In bytes; only an array's elements can be without it. */
  readonly length: number | undefined;
  readonly defaultValue: string | undefined;
}

/** A time in epoch milliseconds, written as text. */
export interface DateType {
  readonly type: 'DATE';
  readonly length: number | undefined;
  readonly defaultValue: string | undefined;
}

export interface ChoiceType {
  readonly type: 'ENUM' | 'BOOL';
  readonly choices: readonly Choice[];
}

export interface Choice {
  readonly name: string;
  readonly value: number;
}

/** Neither structures nor arrays are among its members. */
export interface StructType {
  readonly type: 'STRUCT';
  readonly members: readonly StructMember[];
}

export interface StructMember {
  readonly identifier: string;
  readonly name: string;
  readonly dataType: DataType;
}

export interface ArrayType {
  readonly type: 'ARRAY';
  /** The most elements it takes. */
  readonly size: number;
  /** A number, a text or a structure. */
  readonly item: DataType;
}

/** What properties, services and events have in common. */
interface FeatureFields {
  readonly identifier: string;
  readonly name: string;
  readonly description: string | undefined;
  /** Whether the standard category needs it. */
  readonly required: boolean;
  readonly custom: boolean;
  /** When it was defined, in epoch milliseconds. */
  readonly createTs: number;
  /** How the protocol of a gateway's connection maps to it: JSON. */
  readonly extendConfig: string | undefined;
  /** What the platform calls the extended information by. */
  readonly configCode: string | undefined;
}

export interface Property extends FeatureFields {
  readonly kind: 'property';
  readonly dataType: DataType;
  readonly rwFlag: 'READ_WRITE' | 'READ_ONLY';
  readonly std: boolean | undefined;
  readonly customFlag: boolean | undefined;
}

export interface Service extends FeatureFields {
  readonly kind: 'service';
  readonly callType: 'ASYNC' | 'SYNC';
  readonly input: readonly Parameter[];
  readonly output: readonly Parameter[];
}

export interface ThingEvent extends FeatureFields {
  readonly kind: 'event';
  readonly eventType: 'INFO_EVENT_TYPE' | 'ALERT_EVENT_TYPE' | 'ERROR_EVENT_TYPE';
  readonly output: readonly Parameter[];
}

/** A parameter of a service or an event; lists have them in the order of their serial numbers. */
export interface Parameter {
  readonly identifier: string;
  readonly name: string;
  readonly dataType: DataType;
  readonly paraOrder: number;
  readonly custom: boolean;
}

export type Feature = Property | Service | ThingEvent;

/** What a thing model says of a feature before the platform has taken it in. */
export type NewFeature =
  | (Omit<Property, 'createTs' | 'configCode'> & { readonly createTs: number | undefined })
  | (Omit<Service, 'createTs' | 'configCode'> & { readonly createTs: number | undefined })
  | (Omit<ThingEvent, 'createTs' | 'configCode'> & { readonly createTs: number | undefined });

/** The default module of a model, or one of its custom modules. Never changed: an edit makes another. */
export interface Module {
  /** Undefined for the default module. */
  readonly block: { readonly id: string; readonly name: string } | undefined;
  /** In the order of their time of creation. */
  readonly features: readonly Feature[];
}

/** A thing model: what devices of a product are and can do. Never changed: an edit makes another. */
export interface ThingModel {
  readonly main: Module;
  /** The custom modules, by their ID, which is unique in the product. */
  readonly blocks: ReadonlyMap<string, Module>;
}

export const emptyModel: ThingModel = { main: { block: undefined, features: [] }, blocks: new Map() };

/** The module with an ID, or the default one. */
export function moduleOf(model: ThingModel, blockId: string | undefined): Module | undefined {
  return blockId === undefined ? model.main : model.blocks.get(blockId);
}

/**
 * The feature that a key names: its identifier, or for a custom module's feature the module's and its own,
 * `testFb:temperature`.
 */
export function featureOf<Kind extends Feature['kind']>(
  model: ThingModel,
  kind: Kind,
  key: string,
): Extract<Feature, { kind: Kind }> | undefined {
  const colon = key.indexOf(':');
  const module = moduleOf(model, colon === -1 ? undefined : key.slice(0, colon));
  const identifier = key.slice(colon + 1);
  const isIt = (feature: Feature): feature is Extract<Feature, { kind: Kind }> =>
    feature.kind === kind && feature.identifier === identifier;
  return module?.features.find(isIt);
}

/** The features of one kind in a module. */
export function featuresOf<Kind extends Feature['kind']>(
  module: Module | undefined,
  kind: Kind,
): Extract<Feature, { kind: Kind }>[] {
  const isOfKind = (feature: Feature): feature is Extract<Feature, { kind: Kind }> => feature.kind === kind;
  return (module?.features ?? []).filter(isOfKind);
}

/** What a feature of a module is called from outside. */
export function keyOf({ block }: Module, identifier: string): string {
  return block === undefined ? identifier : `${block.id}:${identifier}`;
}
