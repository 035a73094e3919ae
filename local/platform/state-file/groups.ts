import * as z from 'zod/mini';
import { DeviceGroup } from '../state/groups.ts';
import { type FieldsOf, flag, maybe, pairs, text, time } from './fields.ts';
import type { Saving } from './saving.ts';
import { statePart } from './state-part.ts';

/** So many members of a group are in one line. */
const membersPerLine = 1000;

const group = z.strictObject({
  groupId: text(),
  groupName: text(),
  /** Its ID. */
  parent: maybe(text()),
  createdAt: time(),
  description: text(),
  tags: pairs(),
  deleted: maybe(flag()),
} satisfies FieldsOf<DeviceGroup, 'level' | 'subgroups' | 'devices', 'deleted'>);

/** The members of a group, in the order in which they joined it. */
const members = z.strictObject({ group: text(), devices: z.array(text()) });

/** A device with several groups, in the order in which it joined them. */
const memberships = z.strictObject({ device: text(), groups: z.array(text()) });

function lineOf({ groupId, groupName, parent, createdAt, description, tags }: DeviceGroup, deleted?: true) {
  const fields = { groupId, groupName, parent: parent?.groupId, createdAt, description, deleted };
  return ['group', { ...fields, tags: [...tags] }] as const;
}

/** A group that is deleted goes in front of the first line of something that still holds it. */
export function holdGroup(group: DeviceGroup, saving: Saving): void {
  if (saving.platform.state.groups.get(group.groupId) === group || !saving.isFirst(group)) return;
  if (group.parent !== undefined) holdGroup(group.parent, saving);
  saving.ahead.push(lineOf(group, true));
}

const idOf = ({ groupId }: DeviceGroup): string => groupId;

export const groupsPart = statePart(
  { group, members, memberships },
  function* ({ platform }) {
    const { groups } = platform.state;
    for (const group of groups.values()) yield lineOf(group);
    for (const group of groups.values()) {
      let devices: string[] = [];
      for (const { iotId } of group.devices) {
        devices.push(iotId);
        if (devices.length < membersPerLine) continue;
        yield ['members', { group: group.groupId, devices }] as const;
        devices = [];
      }
      if (devices.length > 0) yield ['members', { group: group.groupId, devices }] as const;
    }
    for (const group of groups.values()) {
      for (const { iotId, groups: joined } of group.devices) {
        // Each device once: with its first group.
        const [first, ...others] = joined ?? [];
        if (first !== group || others.length === 0) continue;
        yield ['memberships', { device: iotId, groups: [first, ...others].map(idOf) }] as const;
      }
    }
  },
  {
    group({ groupId, groupName, parent, createdAt, description, tags, deleted }, loading) {
      const parentGroup = parent === undefined ? undefined : loading.group(parent);
      const group = new DeviceGroup(groupId, groupName, description, parentGroup, createdAt);
      group.tags = new Map(tags);
      if (deleted === true) loading.deleted.groups.set(groupId, group);
      else loading.platform.state.groups.add(group);
    },
    members({ group, devices }, loading) {
      const { groups } = loading.platform.state;
      for (const device of devices) groups.join(loading.device(device), loading.group(group));
    },
    memberships({ device, groups }, loading) {
      loading.device(device).groups = new Set(groups.map((group) => loading.group(group)));
    },
  },
);
