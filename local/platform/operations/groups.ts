import * as z from 'zod/mini';
import {
  BatchAddDeviceGroupRelations,
  BatchDeleteDeviceGroupRelations,
  CreateDeviceGroup,
  DeleteDeviceGroup,
  QueryDeviceGroupByDevice,
  QueryDeviceGroupByTags,
  QueryDeviceGroupInfo,
  QueryDeviceGroupList,
  QueryDeviceGroupTagList,
  QueryDeviceListByDeviceGroup,
  QuerySuperDeviceGroup,
  SetDeviceGroupTags,
  UpdateDeviceGroup,
} from '../../../shared/iot/operations/groups.ts';
import { type ParameterRefusals, type ServedOperation, serve } from '../operation.ts';
import type { Platform } from '../platform.ts';
import { Refusal } from '../refusal.ts';
import type { Device } from '../state/device.ts';
import { DeviceGroup } from '../state/groups.ts';
import { deviceNamed } from './find.ts';
import { readJson } from './json-parameter.ts';
import { pageOf } from './pages.ts';

/** The limits of the guide's sections 4.9.1 to 4.9.8 and of its table of error codes. */
const mostSubgroups = 100;
const mostLevels = 3;
const mostGroupsOfDevice = 10;
const mostTags = 100;

/** What a static group's type is called; the guide gives the dynamic groups' alone. */
const staticGroup = 'LINK_PLATFORM';
const dynamicGroup = 'LINK_PLATFORM_DYNAMIC';

const groupIdRefusals: ParameterRefusals = { GroupId: { missing: 'iot.group.NullGroupId' } };
const pageRefusals: ParameterRefusals = {
  CurrentPage: 'iot.common.InvalidPageParams',
  PageSize: 'iot.common.InvalidPageParams',
};
const typedGroupRefusals: ParameterRefusals = {
  ...groupIdRefusals,
  GroupType: 'iot.common.InvalidFormattedParameter',
};
const membersRefusals: ParameterRefusals = {
  ...groupIdRefusals,
  Device: { missing: 'iot.device.NoneDeviceNameElement' },
  'Device.DeviceName': { missing: 'iot.device.NullDeviceName' },
  'Device.ProductKey': { missing: 'iot.prod.NullProductKey' },
};

/** The operations on device groups: the guide's section 4.9. */
export const groupsOperations: readonly ServedOperation[] = [
  serve(
    CreateDeviceGroup,
    { GroupName: 'iot.group.InvalidGroupName', GroupDesc: 'iot.group.LongGroupDescError' },
    ({ GroupName, GroupDesc = '', SuperGroupId }, { state, newId, clock }) => {
      const parent = SuperGroupId === undefined ? undefined : groupOf(state.groups.get(SuperGroupId));
      if (state.groups.named(GroupName) !== undefined) throw new Refusal('iot.group.GroupNameExisted');
      if (parent !== undefined && parent.level >= mostLevels) {
        throw new Refusal('iot.group.GroupLevelExceedingLimitError');
      }
      if (parent !== undefined && parent.subgroups.size >= mostSubgroups) {
        throw new Refusal('iot.group.GroupCountExceedMax');
      }
      const group = new DeviceGroup(newId(16), GroupName, GroupDesc, parent, clock.now());
      state.groups.add(group);
      return { Data: { ...named(group), UtcCreate: utcCreate(group) } };
    },
  ),

  serve(
    UpdateDeviceGroup,
    { ...typedGroupRefusals, GroupDesc: 'iot.group.LongGroupDescError' },
    ({ GroupId, GroupDesc, GroupType }, platform) => {
      const group = typedGroup(platform, GroupId, GroupType);
      if (GroupDesc !== undefined) group.description = GroupDesc;
      return {};
    },
  ),

  serve(DeleteDeviceGroup, groupIdRefusals, ({ GroupId }, { state }) => {
    const group = groupOf(state.groups.get(GroupId));
    if (group.subgroups.size > 0) throw new Refusal('iot.group.SubGroupNotNull');
    state.groups.delete(group);
    return {};
  }),

  serve(BatchAddDeviceGroupRelations, membersRefusals, ({ GroupId, Device }, platform) => {
    const { groups } = platform.state;
    const group = groupOf(groups.get(GroupId));
    let [valid, already, full, added] = [0, 0, 0, 0];
    for (const { ProductKey, DeviceName } of Device) {
      const device = known(platform, ProductKey, DeviceName);
      if (device === undefined) continue;
      valid += 1;
      if (group.devices.has(device)) already += 1;
      else if ((device.groups?.size ?? 0) >= mostGroupsOfDevice) full += 1;
      else {
        groups.join(device, group);
        added += 1;
      }
    }
    return {
      ValidDeviceCount: valid,
      AlreadyRelatedGroupDeviceCount: already,
      ExceedTenGroupDeviceCount: full,
      SuccessAddedDeviceCount: added,
      ErrorMessage: `${added} of ${Device.length} devices were added, ${Device.length - added} were not.`,
    };
  }),

  serve(BatchDeleteDeviceGroupRelations, membersRefusals, ({ GroupId, Device }, platform) => {
    const { groups } = platform.state;
    const group = groupOf(groups.get(GroupId));
    const devices = Device.map(({ ProductKey, DeviceName }) => known(platform, ProductKey, DeviceName));
    const valid = devices.filter((device) => device !== undefined);
    const members = valid.filter((device) => group.devices.has(device));
    for (const device of members) groups.leave(device, group);
    return {
      ValidDeviceCount: valid.length,
      AlreadyRelatedGroupDeviceCount: members.length,
      SuccessDeviceCount: members.length,
    };
  }),

  serve(QueryDeviceGroupInfo, typedGroupRefusals, ({ GroupId, GroupType }, platform) => {
    const group = typedGroup(platform, GroupId, GroupType);
    let [active, online] = [0, 0];
    for (const device of group.devices) {
      if (device.activatedAt !== undefined) active += 1;
      if (device.online) online += 1;
    }
    return {
      Data: {
        ...named(group),
        UtcCreate: utcCreate(group),
        DeviceCount: group.devices.size,
        DeviceActive: active,
        DeviceOnline: online,
      },
    };
  }),

  serve(
    QueryDeviceGroupList,
    { ...pageRefusals, GroupTypes: 'iot.common.InvalidFormattedParameter' },
    ({ SuperGroupId, GroupName, GroupTypes, CurrentPage, PageSize }, platform) => {
      const { groups } = platform.state;
      const parent = SuperGroupId === undefined ? undefined : groupOf(groups.get(SuperGroupId));
      const wanted = GroupName?.toLowerCase();
      if (GroupTypes !== undefined) checkDynamicGroups(platform);
      const found = GroupTypes !== undefined ? [] : [...(parent?.subgroups ?? groups.values())].reverse();
      const page = pageOf(
        wanted === undefined
          ? found
          : found.filter((group) => group.groupName.toLowerCase().includes(wanted)),
        CurrentPage,
        PageSize,
      );
      return {
        CurrentPage: page.number,
        PageSize: page.size,
        PageCount: page.count,
        Total: page.total,
        Data: { GroupInfo: page.items.map(groupInfo) },
      };
    },
  ),

  serve(
    SetDeviceGroupTags,
    {
      ...typedGroupRefusals,
      TagString: { tooMany: 'iot.group.TagCountExceedMax', other: 'iot.group.InvalidFormattedTagString' },
    },
    ({ GroupId, TagString, GroupType }, platform) => {
      const group = typedGroup(platform, GroupId, GroupType);
      if (TagString === undefined) return {};
      const given = readJson('TagString', TagString, groupTags(), 'iot.group.InvalidFormattedTagString');
      const tags = new Map(given.map(({ tagKey, tagValue }) => [tagKey, tagValue]));
      if (tags.size > mostTags) throw new Refusal('iot.group.TagCountExceedMax');
      group.tags = tags;
      return {};
    },
  ),

  serve(QueryDeviceGroupTagList, typedGroupRefusals, ({ GroupId, GroupType }, platform) => {
    const { tags } = typedGroup(platform, GroupId, GroupType);
    return { Data: { GroupTagInfo: [...tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue })) } };
  }),

  serve(
    QueryDeviceGroupByDevice,
    {
      DeviceName: { missing: 'iot.device.NullDeviceName' },
      ProductKey: { missing: 'iot.prod.NullProductKey' },
    },
    ({ ProductKey, DeviceName }, { state }) => {
      const { groups } = deviceNamed(state, ProductKey, DeviceName);
      return { GroupInfos: { GroupInfo: [...(groups ?? [])].map(groupInfo) } };
    },
  ),

  serve(QuerySuperDeviceGroup, groupIdRefusals, ({ GroupId }, { state }) => {
    const { parent } = groupOf(state.groups.get(GroupId));
    // The guide's samples and its table disagree on where the fields stand; here they stand in both places.
    return {
      Data: parent === undefined ? { GroupInfo: [] } : { ...named(parent), GroupInfo: [named(parent)] },
    };
  }),

  serve(
    QueryDeviceListByDeviceGroup,
    { ...groupIdRefusals, ...pageRefusals },
    ({ GroupId, CurrentPage, PageSize }, { state }) => {
      const page = pageOf(groupOf(state.groups.get(GroupId)).devices, CurrentPage, PageSize);
      return {
        Page: page.number,
        PageSize: page.size,
        PageCount: page.count,
        Total: page.total,
        Data: {
          SimpleDeviceInfo: page.items.map(({ iotId, deviceName, product }) => ({
            IotId: iotId,
            DeviceName: deviceName,
            ProductKey: product.productKey,
            ProductName: product.productName,
          })),
        },
      };
    },
  ),

  serve(
    QueryDeviceGroupByTags,
    { ...pageRefusals, Tag: 'iot.group.InvalidFormattedTagString' },
    ({ Tag, CurrentPage, PageSize }, { state }) => {
      const found = [...state.groups.values()].filter(({ tags }) =>
        Tag.every(({ TagKey, TagValue }) => tags.get(TagKey) === TagValue),
      );
      const page = pageOf(found.reverse(), CurrentPage, PageSize);
      return {
        Page: page.number,
        PageSize: page.size,
        PageCount: page.count,
        Total: page.total,
        Data: {
          DeviceGroup: page.items.map(({ groupId, groupName }) => ({
            GroupId: groupId,
            GroupName: groupName,
          })),
        },
      };
    },
  ),
];

function groupOf(group: DeviceGroup | undefined): DeviceGroup {
  if (group === undefined) throw new Refusal('iot.group.NotExistedGroup');
  return group;
}

/** No operation of this API makes a dynamic group, so none is here to be found. */
function typedGroup(platform: Platform, groupId: string, groupType: string | undefined): DeviceGroup {
  if (groupType === undefined) return groupOf(platform.state.groups.get(groupId));
  checkDynamicGroups(platform);
  throw new Refusal(
    'iot.group.NotExistedGroup',
    `No dynamic group has the given GroupId; ${dynamicGroup} asks for one.`,
  );
}

function checkDynamicGroups({ account }: Platform): void {
  if (account.regionId !== 'cn-shanghai') throw new Refusal('iot.device.RegionNotSupportDynamicGroup');
}

/** A device that a batch names; one that is not there is not valid, and does not fail the batch. */
const known = ({ state }: Platform, productKey: string, deviceName: string): Device | undefined =>
  state.products.get(productKey)?.devices.get(deviceName);

const named = ({ groupId, groupName, description }: DeviceGroup) => ({
  GroupId: groupId,
  GroupName: groupName,
  GroupDesc: description,
});

const utcCreate = ({ createdAt }: DeviceGroup): string => new Date(createdAt).toISOString();

const groupInfo = (group: DeviceGroup) => ({
  ...named(group),
  GroupType: staticGroup,
  UtcCreate: utcCreate(group),
});

const groupTags = () =>
  z.array(
    z.object({
      tagKey: z.string().check(z.regex(/^[A-Za-z0-9.]{2,30}$/)),
      tagValue: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,128}$/)),
    }),
  );
