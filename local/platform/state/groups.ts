import type { Device } from './device.ts';

/** A device group: its place among the groups, its tags, its members. */
export class DeviceGroup {
  readonly groupId: string;
  readonly groupName: string;
  readonly parent: DeviceGroup | undefined;
  readonly createdAt: number;
  description: string;
  subgroups = new Set<DeviceGroup>();
  tags = new Map<string, string>();
  devices = new Set<Device>();

  constructor(
    groupId: string,
    groupName: string,
    description: string,
    parent: DeviceGroup | undefined,
    createdAt: number,
  ) {
    this.groupId = groupId;
    this.groupName = groupName;
    this.description = description;
    this.parent = parent;
    this.createdAt = createdAt;
  }

  /** 1 for a first-level group, 2 for a subgroup of one. */
  get level(): number {
    return this.parent === undefined ? 1 : this.parent.level + 1;
  }
}

/** All device groups. */
export class Groups {
  readonly #byId = new Map<string, DeviceGroup>();
  readonly #byName = new Map<string, DeviceGroup>();

  get size(): number {
    return this.#byId.size;
  }

  get(groupId: string): DeviceGroup | undefined {
    return this.#byId.get(groupId);
  }

  /** No two groups have one name, wherever they stand. */
  named(groupName: string): DeviceGroup | undefined {
    return this.#byName.get(groupName);
  }

  /** The oldest first. */
  values(): IterableIterator<DeviceGroup> {
    return this.#byId.values();
  }

  add(group: DeviceGroup): void {
    this.#byId.set(group.groupId, group);
    this.#byName.set(group.groupName, group);
    group.parent?.subgroups.add(group);
  }

  /** The group's devices stay, but for their place in it. */
  delete(group: DeviceGroup): void {
    for (const device of group.devices) this.leave(device, group);
    group.parent?.subgroups.delete(group);
    this.#byName.delete(group.groupName);
    this.#byId.delete(group.groupId);
  }

  join(device: Device, group: DeviceGroup): void {
    device.groups ??= new Set();
    device.groups.add(group);
    group.devices.add(device);
  }

  leave(device: Device, group: DeviceGroup): void {
    group.devices.delete(device);
    device.groups?.delete(group);
    if (device.groups?.size === 0) device.groups = undefined;
  }
}
