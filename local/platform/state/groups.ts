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
}
