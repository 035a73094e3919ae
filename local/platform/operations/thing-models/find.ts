import type { ParameterRefusals } from '../../operation.ts';
import type { Platform } from '../../platform.ts';
import { Refusal } from '../../refusal.ts';
import type { Product } from '../../state/products.ts';
import type { State } from '../../state/state.ts';
import type { ModelVersion, ProductModel } from '../../state/thing-models.ts';
import { type Module, moduleOf, type ThingModel } from '../../thing-model/thing-model.ts';
import { productWithKey } from '../find.ts';

export const productRefusals: ParameterRefusals = { ProductKey: { missing: 'iot.prod.NullProductKey' } };

/**
 * The product that a call is about, which must have a thing model.
 *
 * @throws Refusal iot.prod.NullProductKey, iot.prod.NotSeniorProduct, or as `productWithKey`
 */
export function seniorProduct(state: State, productKey: string | undefined): Product {
  if (productKey === undefined) throw new Refusal('iot.prod.NullProductKey');
  const product = productWithKey(state, productKey);
  if (!product.hasThingModel) throw new Refusal('iot.prod.NotSeniorProduct');
  return product;
}

/**
 * The model of a product that may be edited.
 *
 * @throws Refusal iot.prod.BatchCreateThingModelFailed when the product is published, or as `seniorProduct`
 */
export function modelToEdit({ state }: Platform, productKey: string | undefined): ProductModel {
  const product = seniorProduct(state, productKey);
  if (product.released) {
    throw new Refusal(
      'iot.prod.BatchCreateThingModelFailed',
      'The product is published: call CancelReleaseProduct before its TSL model is changed.',
    );
  }
  return state.thingModels.of(product);
}

/** @throws Refusal iot.prod.QueryProductAbilitiesFailed when there is no such version, or none at all */
export function publishedVersion(model: ProductModel, version: string | undefined): ModelVersion {
  const published = model.version(version);
  if (published !== undefined) return published;
  throw new Refusal(
    'iot.prod.QueryProductAbilitiesFailed',
    version === undefined ? 'The TSL model was never published.' : `The TSL model has no version ${version}.`,
  );
}

/** @throws Refusal iot.prod.QueryProductAbilitiesFailed */
export function moduleToRead(model: ThingModel, blockId: string | undefined): Module {
  const module = moduleOf(model, blockId);
  if (module !== undefined) return module;
  throw new Refusal('iot.prod.QueryProductAbilitiesFailed', `The TSL model has no module ${blockId}.`);
}
