import type { Device, DeviceStatus } from './device.ts';
import { OrdinalSet } from './ordinal-set.ts';
import type { Product } from './products.ts';
import { Tag } from './tag.ts';

/**
 * All devices, and the indexes by which they are asked for. Whoever changes a device does it here, so that no index
 * falls behind.
 */
export class Devices {
  readonly #byIotId = new Map<string, Device>();
  /** By ordinal; a place stays empty when its device is deleted. */
  readonly #byOrdinal: (Device | undefined)[] = [];
  /** The devices of a product, and of all products, by status and all together. */
  readonly #byProduct = new WeakMap<Product, StatusSets>();
  readonly #everyone = emptySets();
  /** The tags in use, by key and value. */
  readonly #tags = new Map<string, Map<string, Tag>>();

  get size(): number {
    return this.#byIotId.size;
  }

  byIotId(iotId: string): Device | undefined {
    return this.#byIotId.get(iotId);
  }

  /** All devices, the first registered first. */
  all(): IterableIterator<Device> {
    return this.#byIotId.values();
  }

  /** The devices with these ordinals, in their order; an ordinal whose device is gone is skipped. */
  *of(ordinals: Iterable<number>): Generator<Device, void, undefined> {
    for (const ordinal of ordinals) {
      const device = this.#byOrdinal[ordinal];
      if (device !== undefined) yield device;
    }
  }

  /** The ordinals of the devices of a product, or of all; with a status, of those that have it. */
  ordinals(product?: Product, status: DeviceStatus | 'all' = 'all'): OrdinalSet {
    const sets = product === undefined ? this.#everyone : this.#byProduct.get(product);
    return sets?.[status] ?? new OrdinalSet();
  }

  /** A tag that at least one device carries, of whatever product. */
  tag(key: string, value: string): Tag | undefined {
    return this.#tags.get(key)?.get(value);
  }

  /** The keys of the tags in use. */
  tagKeys(): IterableIterator<string> {
    return this.#tags.keys();
  }

  /** The tags with this key that at least one device carries. */
  tagsWithKey(key: string): IterableIterator<Tag> {
    return (this.#tags.get(key) ?? new Map<string, Tag>()).values();
  }

  /** @param ordinal of a device that had it before: a higher one than those that are taken */
  add(device: Device, ordinal: number = this.#byOrdinal.length): void {
    // The places of devices that are gone stay empty.
    while (this.#byOrdinal.length < ordinal) this.#byOrdinal.push(undefined);
    device.ordinal = this.#byOrdinal.length;
    this.#byOrdinal.push(device);
    this.#byIotId.set(device.iotId, device);
    device.product.devices.set(device.deviceName, device);
    if (!this.#byProduct.has(device.product)) this.#byProduct.set(device.product, emptySets());
    for (const sets of this.#setsOf(device)) sets.all.add(device.ordinal);
    this.#enterStatus(device);
  }

  delete(device: Device): void {
    for (const { key } of device.tags) this.removeTag(device, key);
    for (const group of device.groups ?? []) group.devices.delete(device);
    for (const subDevice of [...(device.subDevices ?? [])]) this.detach(subDevice);
    this.detach(device);
    this.#leaveStatus(device);
    for (const sets of this.#setsOf(device)) sets.all.delete(device.ordinal);
    device.deleted = true;
    this.#byOrdinal[device.ordinal] = undefined;
    device.product.devices.delete(device.deviceName);
    this.#byIotId.delete(device.iotId);
  }

  /** Changes what a device's state depends on (online, disabled, activatedAt). */
  changeStatus(device: Device, change: (device: Device) => void): void {
    this.#leaveStatus(device);
    change(device);
    this.#enterStatus(device);
  }

  /** @returns whether that is news: the device did not have the tag with this value before */
  setTag(device: Device, key: string, value: string): boolean {
    const before = device.tags.find((tag) => tag.key === key);
    if (before?.value === value) return false;
    const tag = this.#tag(key, value);
    tag.devices.add(device.ordinal);
    if (before === undefined) {
      device.tags = [...device.tags, tag];
    } else {
      device.tags = device.tags.map((other) => (other === before ? tag : other));
      this.#leaveTag(device, before);
    }
    return true;
  }

  /** @returns whether the device had the tag */
  removeTag(device: Device, key: string): boolean {
    const tag = device.tags.find((candidate) => candidate.key === key);
    if (tag === undefined) return false;
    device.tags = device.tags.filter((other) => other !== tag);
    this.#leaveTag(device, tag);
    return true;
  }

  /** Makes it a sub-device of the gateway, and no longer of another. */
  attach(gateway: Device, subDevice: Device): void {
    this.detach(subDevice);
    gateway.subDevices ??= new Set();
    gateway.subDevices.add(subDevice);
    subDevice.gateway = gateway;
  }

  /** Takes a sub-device from its gateway, if it has one. */
  detach(subDevice: Device): void {
    const { gateway } = subDevice;
    gateway?.subDevices?.delete(subDevice);
    if (gateway?.subDevices?.size === 0) gateway.subDevices = undefined;
    subDevice.gateway = undefined;
  }

  #tag(key: string, value: string): Tag {
    let values = this.#tags.get(key);
    if (values === undefined) {
      values = new Map();
      this.#tags.set(key, values);
    }
    let tag = values.get(value);
    if (tag === undefined) {
      tag = new Tag(key, value);
      values.set(value, tag);
    }
    return tag;
  }

  #leaveTag(device: Device, tag: Tag): void {
    tag.devices.delete(device.ordinal);
    if (tag.devices.size > 0) return;
    const values = this.#tags.get(tag.key);
    values?.delete(tag.value);
    if (values?.size === 0) this.#tags.delete(tag.key);
  }

  #enterStatus(device: Device): void {
    for (const sets of this.#setsOf(device)) sets[device.status].add(device.ordinal);
  }

  #leaveStatus(device: Device): void {
    for (const sets of this.#setsOf(device)) sets[device.status].delete(device.ordinal);
  }

  #setsOf(device: Device): readonly StatusSets[] {
    const own = this.#byProduct.get(device.product);
    return own === undefined ? [this.#everyone] : [this.#everyone, own];
  }
}

type StatusSets = Readonly<Record<DeviceStatus | 'all', OrdinalSet>>;

const emptySets = (): StatusSets => ({
  all: new OrdinalSet(),
  ONLINE: new OrdinalSet(),
  OFFLINE: new OrdinalSet(),
  UNACTIVE: new OrdinalSet(),
  DISABLE: new OrdinalSet(),
});
