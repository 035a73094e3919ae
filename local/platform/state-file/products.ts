import * as z from 'zod/mini';
import { categories } from '../state/categories.ts';
import { Product, type ProductSettings } from '../state/products.ts';
import { type FieldsOf, flag, maybe, pairs, text, time } from './fields.ts';
import type { Saving } from './saving.ts';
import { StateFileError } from './state-file-error.ts';
import { statePart } from './state-part.ts';

const settings = z.strictObject({
  commodityCode: z.enum(['iothub_senior', 'iothub']),
  nodeType: z.literal([0, 1]),
  dataFormat: maybe(z.literal([0, 1])),
  protocolType: maybe(text()),
  netType: z.enum(['WIFI', 'CELLULAR', 'ETHERNET', 'LORA', 'OTHER']),
  joinPermissionId: maybe(text()),
  authType: z.enum(['secret', 'id2', 'x509']),
  resourceGroupId: maybe(text()),
  /** Its key. */
  category: maybe(text()),
  publishAuto: flag(),
  validateType: z.literal([1, 2]),
} satisfies FieldsOf<ProductSettings>);

const product = z.strictObject({
  productKey: text(),
  productSecret: text(),
  createdAt: time(),
  settings,
  productName: text(),
  description: text(),
  released: flag(),
  duplicates: z.strictObject({ sameTimestamp: flag(), sameValue: flag() } satisfies FieldsOf<
    Product['duplicates']
  >),
  deleted: flag(),
  tags: pairs(),
} satisfies FieldsOf<Product, 'devices' | 'isGateway' | 'hasThingModel'>);

/** A product as a line holds it. */
function lineOf({ settings: { category, ...settings }, ...product }: Product) {
  const { productKey, productSecret, createdAt, productName, description, released, duplicates, deleted } =
    product;
  return [
    'product',
    {
      ...{ productKey, productSecret, createdAt, productName, description, released, duplicates, deleted },
      settings: { ...settings, category: category?.categoryKey },
      tags: [...product.tags],
    },
  ] as const;
}

/** A product that is deleted goes in front of the first line of something that still holds it. */
export function holdProduct(product: Product, saving: Saving): void {
  if (product.deleted && saving.isFirst(product)) saving.ahead.push(lineOf(product));
}

export const productsPart = statePart(
  { product },
  function* ({ platform }) {
    for (const product of platform.state.products.values()) yield lineOf(product);
  },
  {
    product({ productKey, productSecret, productName, createdAt, tags, ...rest }, { platform, deleted }) {
      const { category: categoryKey, ...settings } = rest.settings;
      const category = categoryKey === undefined ? undefined : categories.get(categoryKey);
      if (categoryKey !== undefined && category === undefined) {
        throw new StateFileError(`settings.category: there is no category ${categoryKey}.`);
      }
      const product = new Product(productKey, productSecret, productName, createdAt, {
        ...settings,
        category,
      });
      const { description, released, duplicates } = rest;
      Object.assign(product, {
        description,
        released,
        duplicates,
        deleted: rest.deleted,
        tags: new Map(tags),
      });
      (rest.deleted ? deleted.products : platform.state.products).set(productKey, product);
    },
  },
);
