import { Refusal } from '../refusal.ts';
import type { Feature, Module, NewFeature, ThingModel } from './thing-model.ts';
import { writeTsl } from './write-tsl.ts';

/** The guide's limit, in its table of error codes: characters of one TSL file. */
export const mostCharacters = 256 * 1024;

/** Where taken-in features get their time and the names of their extended information from. */
export interface Origin {
  readonly now: number;
  readonly newId: (length: number) => string;
}

/**
 * Adds features to a module.
 *
 * @throws Refusal when two features of the module would have one identifier or one name, or it grew too large
 */
export function addFeatures(module: Module, added: readonly NewFeature[], origin: Origin): Module {
  return checked({
    ...module,
    features: inOrder([...module.features, ...added.map((feature) => takeIn(feature, origin))]),
  });
}

/**
 * Puts a feature in the place of another.
 *
 * @throws Refusal as `addFeatures`
 */
export function replaceFeature(module: Module, old: Feature, changed: NewFeature, origin: Origin): Module {
  const feature = takeIn({ ...changed, createTs: changed.createTs ?? old.createTs }, origin);
  return checked({
    ...module,
    features: inOrder(module.features.map((one) => (one === old ? feature : one))),
  });
}

/** Puts a module in the place of the one with its ID, or among the custom ones. */
export function withModule(model: ThingModel, module: Module): ThingModel {
  if (module.block === undefined) return { ...model, main: module };
  return { ...model, blocks: new Map([...model.blocks, [module.block.id, module]]) };
}

function takeIn(feature: NewFeature, { now, newId }: Origin): Feature {
  const configCode = feature.extendConfig === undefined ? undefined : `${newId(32).toUpperCase()}${now}`;
  return { ...feature, createTs: feature.createTs ?? now, configCode };
}

const inOrder = (features: readonly Feature[]): Feature[] =>
  features.toSorted((one, other) => one.createTs - other.createTs);

function checked(module: Module): Module {
  const twice = repeated(module.features.map(({ identifier }) => identifier));
  if (twice !== undefined) {
    throw new Refusal(
      'iot.prod.BatchCreateThingModelFailed',
      `The TSL model would have two features with the identifier ${twice}.`,
    );
  }
  const sameName = repeated(module.features.map(({ name }) => name));
  if (sameName !== undefined) {
    throw new Refusal(
      'iot.prod.ThingModelNameDuplicated',
      `Two features of the TSL model would have the name ${sameName}.`,
    );
  }
  checkLength(writeTsl(module, ''));
  return module;
}

/** @throws Refusal iot.common.UpdateThingModelOverLimit */
export function checkLength(tsl: string): void {
  if (tsl.length > mostCharacters) throw new Refusal('iot.common.UpdateThingModelOverLimit');
}

function repeated(texts: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return texts.find((text) => seen.size === seen.add(text).size);
}
