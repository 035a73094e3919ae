import type { Device, DeviceStatus } from './device.ts';
import type { Product } from './products.ts';

/**
 * All devices, and the indexes by which they are asked for. Whoever changes a device does it here, so that no index
 * falls behind.
 */
export class Devices {
  readonly #byIotId = new Map<string, Device>();
  readonly #byStatus = new Map<Product, Map<DeviceStatus, Set<Device>>>();
  readonly #byTag = new Map<string, Map<string, Set<Device>>>();

  get size(): number {
    return this.#byIotId.size;
  }

  byIotId(iotId: string): Device | undefined {
    return this.#byIotId.get(iotId);
  }

  all(): IterableIterator<Device> {
    return this.#byIotId.values();
  }

  /** The devices of a product in a state, in no particular order. */
  inStatus(product: Product, status: DeviceStatus): ReadonlySet<Device> {
    return this.#byStatus.get(product)?.get(status) ?? none;
  }

  /** The devices, of whatever product, that carry a tag; with a value, those that carry it with this value. */
  withTag(key: string, value: string): ReadonlySet<Device> {
    return this.#byTag.get(key)?.get(value) ?? none;
  }

  add(device: Device): void {
    this.#byIotId.set(device.iotId, device);
    device.product.devices.set(device.deviceName, device);
    this.#enterStatus(device);
  }

  delete(device: Device): void {
    for (const key of [...(device.tags?.keys() ?? [])]) this.removeTag(device, key);
    for (const group of device.groups ?? []) group.devices.delete(device);
    for (const subDevice of device.subDevices ?? []) subDevice.gateway = undefined;
    device.gateway?.subDevices?.delete(device);
    this.#leaveStatus(device);
    device.product.devices.delete(device.deviceName);
    this.#byIotId.delete(device.iotId);
  }

  /** Changes what a device's state depends on (online, disabled, activatedAt). */
  changeStatus(device: Device, change: (device: Device) => void): void {
    this.#leaveStatus(device);
    change(device);
    this.#enterStatus(device);
  }

  setTag(device: Device, key: string, value: string): void {
    this.removeTag(device, key);
    device.tags ??= new Map();
    device.tags.set(key, value);
    setIn(mapIn(this.#byTag, key), value).add(device);
  }

  removeTag(device: Device, key: string): boolean {
    const value = device.tags?.get(key);
    if (value === undefined) return false;
    device.tags?.delete(key);
    if (device.tags?.size === 0) device.tags = undefined;
    const values = this.#byTag.get(key);
    const bearers = values?.get(value);
    bearers?.delete(device);
    if (bearers?.size === 0) values?.delete(value);
    if (values?.size === 0) this.#byTag.delete(key);
    return true;
  }

  #enterStatus(device: Device): void {
    setIn(mapIn(this.#byStatus, device.product), device.status).add(device);
  }

  #leaveStatus(device: Device): void {
    this.#byStatus.get(device.product)?.get(device.status)?.delete(device);
  }
}

const none: ReadonlySet<Device> = new Set();

function mapIn<Key, Inner, Value>(outer: Map<Key, Map<Inner, Value>>, key: Key): Map<Inner, Value> {
  let inner = outer.get(key);
  if (inner === undefined) {
    inner = new Map();
    outer.set(key, inner);
  }
  return inner;
}

function setIn<Key, Value>(sets: Map<Key, Set<Value>>, key: Key): Set<Value> {
  let set = sets.get(key);
  if (set === undefined) {
    set = new Set();
    sets.set(key, set);
  }
  return set;
}
