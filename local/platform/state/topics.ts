import { topicFilter } from '../topics/topic-filter.ts';
import type { Device } from './device.ts';
import type { Product } from './products.ts';

/** What devices may do on a topic: publish, subscribe, or both. */
export type TopicPermission = 'PUB' | 'SUB' | 'ALL';

/** A topic category: a custom topic as each of a product's devices has it. */
export interface TopicCategory {
  readonly topicId: string;
  readonly product: Product;
  /** The levels behind `/{productKey}/{deviceName}/user/`. */
  readonly shortName: string;
  readonly permission: TopicPermission;
  readonly description: string | undefined;
  /** Whether it came with the product. */
  readonly predefined: boolean;
}

/** The categories that each product has from the start, as the guide's sample of QueryProductTopic shows them. */
const predefined = [
  ['update', 'PUB'],
  ['update/error', 'PUB'],
  ['get', 'SUB'],
] as const;

/** The topic categories of all products. */
export class Topics {
  readonly #byProduct = new Map<Product, Map<string, TopicCategory>>();
  readonly #byId = new Map<string, TopicCategory>();
  #lastId = 9_999;

  /** The number in the ID that was issued last. */
  get lastId(): number {
    return this.#lastId;
  }

  /** The products that were asked for, each with its categories, the oldest first. */
  all(): readonly (readonly [Product, readonly TopicCategory[]])[] {
    return Array.from(this.#byProduct.keys(), (product) => [product, this.of(product)]);
  }

  /** Takes in a product's categories as they were before. @param lastId as it was then */
  restore(product: Product, categories: readonly TopicCategory[], lastId: number): void {
    this.#byProduct.set(product, new Map(categories.map((category) => [category.shortName, category])));
    for (const category of categories) this.#byId.set(category.topicId, category);
    this.#lastId = Math.max(this.#lastId, lastId);
  }

  get(topicId: string): TopicCategory | undefined {
    return this.#byId.get(topicId);
  }

  /** A product's categories, the oldest first. */
  of(product: Product): readonly TopicCategory[] {
    return [...this.#of(product).values()].sort((a, b) => Number(a.topicId) - Number(b.topicId));
  }

  named(product: Product, shortName: string): TopicCategory | undefined {
    return this.#of(product).get(shortName);
  }

  create(
    product: Product,
    shortName: string,
    permission: TopicPermission,
    description?: string | undefined,
  ): TopicCategory {
    return this.#keep(this.#of(product), {
      product,
      shortName,
      permission,
      description,
      predefined: false,
    });
  }

  update(category: TopicCategory, changes: Partial<TopicCategory>): void {
    const categories = this.#of(category.product);
    categories.delete(category.shortName);
    const changed = { ...category, ...changes };
    categories.set(changed.shortName, changed);
    this.#byId.set(changed.topicId, changed);
  }

  delete({ product, shortName, topicId }: TopicCategory): void {
    this.#of(product).delete(shortName);
    this.#byId.delete(topicId);
  }

  deleteAll(product: Product): void {
    for (const { topicId } of this.#byProduct.get(product)?.values() ?? []) this.#byId.delete(topicId);
    this.#byProduct.delete(product);
  }

  /**
   * Whether a device may publish on a topic, or subscribe to it: on the platform's own topics those of the device
   * itself and of its sub-devices, on custom topics what their category permits.
   *
   * @param topic for `subscribe`, it may be a filter with `+` and `#`
   */
  mayUse(device: Device, topic: string, how: 'publish' | 'subscribe'): boolean {
    if (how === 'publish' && /[+#]/.test(topic)) return false;
    const [empty, ...levels] = topic.split('/');
    const [first = '', second = ''] = levels;
    if (empty !== '' || levels.length < 2) return false;
    if (first === 'broadcast') return how === 'subscribe' && second === device.product.productKey;
    // `/ext/rrpc/{messageId}/{topic}`: the topic is any that the server and the device agree on.
    if (first === 'ext' && second === 'rrpc') return true;
    const place = Object.hasOwn(ownerPlaces, first) ? ownerPlaces[first] : 0;
    const [productKey, deviceName] = levels.slice(place);
    const owner = ownedBy(device, productKey, deviceName);
    if (owner === undefined) return false;
    return place === 0 ? this.#mayUseCustom(owner, levels.slice(2), how) : true;
  }

  #mayUseCustom({ product }: Device, levels: readonly string[], how: 'publish' | 'subscribe'): boolean {
    const [user, ...rest] = levels;
    const wanted = how === 'publish' ? 'PUB' : 'SUB';
    const permits = ({ permission }: TopicCategory) => permission === 'ALL' || permission === wanted;
    const shortName = rest.join('/');
    if (user === 'user' && !/[+#]/.test(shortName)) {
      const category = this.#of(product).get(shortName);
      return category !== undefined && permits(category);
    }
    const fits = topicFilter(levels.join('/'));
    return this.of(product).some((category) => permits(category) && fits(`user/${category.shortName}`));
  }

  #of(product: Product): Map<string, TopicCategory> {
    let categories = this.#byProduct.get(product);
    if (categories === undefined) {
      categories = new Map();
      this.#byProduct.set(product, categories);
      for (const [shortName, permission] of predefined) {
        this.#keep(categories, { product, shortName, permission, description: undefined, predefined: true });
      }
    }
    return categories;
  }

  #keep(categories: Map<string, TopicCategory>, described: Omit<TopicCategory, 'topicId'>): TopicCategory {
    this.#lastId += 1;
    const category = { topicId: String(this.#lastId), ...described };
    categories.set(category.shortName, category);
    this.#byId.set(category.topicId, category);
    return category;
  }
}

/** Behind how many levels the platform's own topics name their product and device, by their first level. */
const ownerPlaces: Readonly<Record<string, number>> = { sys: 1, ota: 3, shadow: 2, ext: 2 };

/** The device that a topic names, if it is this one or one of its sub-devices. */
function ownedBy(
  device: Device,
  productKey: string | undefined,
  deviceName: string | undefined,
): Device | undefined {
  const isNamed = (one: Device) => one.deviceName === deviceName && one.product.productKey === productKey;
  if (isNamed(device)) return device;
  for (const subDevice of device.subDevices ?? []) if (isNamed(subDevice)) return subDevice;
  return undefined;
}
