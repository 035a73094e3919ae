import { templateOf } from '../thing-model/templates.ts';
import { emptyModel, type ThingModel } from '../thing-model/thing-model.ts';
import type { Product } from './products.ts';

/** A thing model as it was published. */
export interface ModelVersion {
  readonly version: string;
  readonly description: string;
  readonly publishedAt: number;
  readonly model: ThingModel;
}

/** What turns a product's data in a format of its own into JSON, and back. It is kept, and not run. */
export interface ThingScript {
  readonly type: 'JavaScript' | 'Python_27' | 'PHP_72';
  readonly content: string;
}

/** A product's thing model: what is being edited, and what was published. */
export class ProductModel {
  draft: ThingModel;
  script: ThingScript | undefined;
  /** The newest first. */
  versions: readonly ModelVersion[] = [];

  constructor(product: Product) {
    this.script = undefined;
    const { category, publishAuto } = product.settings;
    const template = category === undefined ? undefined : templateOf(category.categoryKey, product.createdAt);
    this.draft = template === undefined ? emptyModel : { ...emptyModel, main: template };
    if (template !== undefined && publishAuto) {
      this.publish(undefined, category?.categoryName ?? '', product.createdAt);
    }
  }

  /** What devices and callers go by. */
  get current(): ThingModel | undefined {
    return this.versions[0]?.model;
  }

  /** The version with a number, or the newest. */
  version(version: string | undefined): ModelVersion | undefined {
    return version === undefined
      ? this.versions[0]
      : this.versions.find((published) => published.version === version);
  }

  /** @param version left out, it is the time: the guide's samples show such versions */
  publish(version: string | undefined, description: string, now: number): void {
    this.versions = [
      { version: version ?? String(now), description, publishedAt: now, model: this.draft },
      ...this.versions,
    ];
  }
}

/** The thing models of all products. A product that was made in a category begins with the category's. */
export class ThingModels {
  readonly #byProduct = new WeakMap<Product, ProductModel>();

  of(product: Product): ProductModel {
    let model = this.#byProduct.get(product);
    if (model === undefined) {
      model = new ProductModel(product);
      this.#byProduct.set(product, model);
    }
    return model;
  }

  /** The model that a product's devices and callers go by, when it has one. */
  current(product: Product): ThingModel | undefined {
    return product.hasThingModel ? this.of(product).current : undefined;
  }
}
