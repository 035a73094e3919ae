// Generated from shared/iot/spec by scripts/generate.ts (npm run generate). Do not edit.
import type { Operation, PagedOperation } from '../operation.ts';
import { byPageNumber } from '../paging.ts';
import {
  type Answer,
  answer,
  fields,
  maybeFields,
  maybeList,
  maybeNumber,
  maybeText,
} from '../schema/answers.ts';
import { jsonArray, max, maxItems, maxLength, min, minItems, minLength, pattern } from '../schema/checks.ts';
import { once } from '../schema/once.ts';
import {
  type JsonParameter,
  choice,
  integer,
  json,
  list,
  optional,
  parameters,
  text,
} from '../schema/parameters.ts';

/** The parameters of BatchAddDeviceGroupRelations. */
export interface BatchAddDeviceGroupRelationsRequest {
  /** The devices to add. At most 200 entries. */
  Device: readonly BatchAddDeviceGroupRelationsDevice[];
  /** ID of the group; a GUID. */
  GroupId: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** One entry of Device of BatchAddDeviceGroupRelations. */
export interface BatchAddDeviceGroupRelationsDevice {
  /** Name of the device; at most 200 in one call. */
  DeviceName: string;
  /** ProductKey of the product that the device belongs to; at most 200 in one call. */
  ProductKey: string;
}

/** What BatchAddDeviceGroupRelations answers. */
export interface BatchAddDeviceGroupRelationsResponse extends Answer {
  /** Number of devices that exist in the group. */
  AlreadyRelatedGroupDeviceCount?: number | null | undefined;
  /** Number of given devices that are in 10 or more groups. */
  ExceedTenGroupDeviceCount?: number | null | undefined;
  /** Number of devices added to the group. */
  SuccessAddedDeviceCount?: number | null | undefined;
  /** Number of valid devices among the given ones. */
  ValidDeviceCount?: number | null | undefined;
}

/**
 * Adds one or more devices to a device group.
 *
 * - The given devices are made members of the group named by GroupId.
 * - Up to 200 devices can be given in one call.
 * - A device can be in at most 10 groups; ExceedTenGroupDeviceCount counts the given devices that already are
 *   in 10 or more.
 * - SuccessAddedDeviceCount counts the devices that were added to the group.
 * - ValidDeviceCount counts the given devices that are valid.
 *
 * Limits: 500 calls a second per account; at most 200 devices in one call; a device can be in at most 10
 * groups.
 *
 * Safe to repeat: a device that is in the group already is counted and left as it is.
 *
 * Errors: iot.device.NoneDeviceNameElement, iot.device.NullDeviceName, iot.prod.NullProductKey,
 * iot.group.NullGroupId, iot.group.NotExistedGroup, iot.group.GroupCountExceedMax,
 * iot.device.NotExistedDevice, iot.device.InvalidFormattedDeviceName, iot.prod.NotExistedProduct,
 * iot.prod.InvalidFormattedProductkey, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.system.SystemException.
 *
 * Guide, section 4.9.4.
 */
export const BatchAddDeviceGroupRelations: Operation<
  BatchAddDeviceGroupRelationsRequest,
  BatchAddDeviceGroupRelationsResponse
> = {
  name: 'BatchAddDeviceGroupRelations',
  family: 'groups',
  callsPerSecond: 500,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    Device: list(
      parameters({ DeviceName: text(minLength(1)), ProductKey: text(minLength(1)) }),
      minItems(1),
      maxItems(200),
    ),
    GroupId: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    AlreadyRelatedGroupDeviceCount: maybeNumber(),
    ExceedTenGroupDeviceCount: maybeNumber(),
    SuccessAddedDeviceCount: maybeNumber(),
    ValidDeviceCount: maybeNumber(),
  })),
};

/** The parameters of BatchDeleteDeviceGroupRelations. */
export interface BatchDeleteDeviceGroupRelationsRequest {
  /** The devices to remove from the group. At most 200 entries. */
  Device: readonly BatchDeleteDeviceGroupRelationsDevice[];
  /** ID of the group; a GUID. */
  GroupId: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** One entry of Device of BatchDeleteDeviceGroupRelations. */
export interface BatchDeleteDeviceGroupRelationsDevice {
  /** Name of the device; at most 200 in one call. */
  DeviceName: string;
  /** ProductKey of the product that the device belongs to; at most 200 in one call. */
  ProductKey: string;
}

/** What BatchDeleteDeviceGroupRelations answers. */
export interface BatchDeleteDeviceGroupRelationsResponse extends Answer {
  /** Number of devices that exist in the group. */
  AlreadyRelatedGroupDeviceCount?: number | null | undefined;
  /** Number of devices removed from the group. */
  SuccessDeviceCount?: number | null | undefined;
  /** Number of valid devices among the given ones. */
  ValidDeviceCount?: number | null | undefined;
}

/**
 * Removes devices from a device group.
 *
 * - The given devices cease to be members of the group named by GroupId.
 * - Only the link between device and group goes; the devices themselves are kept.
 * - Up to 200 devices can be given in one call.
 * - SuccessDeviceCount counts the devices that were removed from the group.
 * - ValidDeviceCount counts the given devices that are valid.
 *
 * Limits: 50 calls a second per account; at most 200 devices in one call.
 *
 * Safe to repeat: a device that is not in the group is left as it is.
 *
 * Errors: iot.device.NoneDeviceNameElement, iot.device.NullDeviceName, iot.prod.NullProductKey,
 * iot.group.NullGroupId, iot.group.NotExistedGroup, iot.device.NotExistedDevice,
 * iot.device.InvalidFormattedDeviceName, iot.prod.NotExistedProduct, iot.prod.InvalidFormattedProductkey,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.9.5.
 */
export const BatchDeleteDeviceGroupRelations: Operation<
  BatchDeleteDeviceGroupRelationsRequest,
  BatchDeleteDeviceGroupRelationsResponse
> = {
  name: 'BatchDeleteDeviceGroupRelations',
  family: 'groups',
  callsPerSecond: 50,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    Device: list(
      parameters({ DeviceName: text(minLength(1)), ProductKey: text(minLength(1)) }),
      minItems(1),
      maxItems(200),
    ),
    GroupId: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    AlreadyRelatedGroupDeviceCount: maybeNumber(),
    SuccessDeviceCount: maybeNumber(),
    ValidDeviceCount: maybeNumber(),
  })),
};

/** The parameters of CreateDeviceGroup. */
export interface CreateDeviceGroupRequest {
  /** Name of the group. 4 to 30 characters: letters, digits and underscores (_). */
  GroupName: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** ID of the parent group. Leave out to create a first-level group. */
  SuperGroupId?: string | undefined;
  /** Description of the group, 1 to 100 characters. */
  GroupDesc?: string | undefined;
}

/** What CreateDeviceGroup answers. */
export interface CreateDeviceGroupResponse extends Answer {
  /** The new group, present when the call succeeded. */
  Data?: CreateDeviceGroupData | null | undefined;
}

/** The structure Data of CreateDeviceGroup. */
export interface CreateDeviceGroupData {
  GroupDesc?: string | null | undefined;
  /** GUID that the system generates for the group. */
  GroupId?: string | null | undefined;
  GroupName?: string | null | undefined;
  /** Creation time, as in the example: UTC, ISO 8601 with milliseconds. */
  UtcCreate?: string | null | undefined;
}

/**
 * Creates a device group.
 *
 * - A new group comes into being, and the system generates a globally unique GroupId for it.
 * - Without SuperGroupId the new group is a first-level group; with it, a subgroup of that group.
 * - The answer gives the group's ID, name, description and creation time.
 *
 * Limits: 500 calls a second per account; from the manual's error-code chapter (not this section): a group
 * has at most 100 subgroups (iot.group.GroupCountExceedMax), and groups nest in at most three levels
 * (iot.group.GroupLevelExceedingLimitError).
 *
 * Not safe to repeat: a repeat is refused for its name, and the first answer with the ID is lost.
 *
 * Errors: iot.group.InvalidGroupName, iot.group.LongGroupDescError, iot.group.GroupNameExisted,
 * iot.group.NotExistedGroup, iot.group.SuperGroupUnsupport, iot.group.GroupCountExceedMax,
 * iot.group.GroupLevelExceedingLimitError, iot.group.CreateGroupFailed, iot.group.BindGroupRelationFailed,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.9.1.
 */
export const CreateDeviceGroup: Operation<CreateDeviceGroupRequest, CreateDeviceGroupResponse> = {
  name: 'CreateDeviceGroup',
  family: 'groups',
  callsPerSecond: 500,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters({
    GroupName: text(minLength(4), maxLength(30), pattern(/^[A-Za-z0-9_]+$/)),
    IotInstanceId: optional(text()),
    SuperGroupId: optional(text()),
    GroupDesc: optional(text(minLength(1), maxLength(100))),
  })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      GroupDesc: maybeText(),
      GroupId: maybeText(),
      GroupName: maybeText(),
      UtcCreate: maybeText(),
    }),
  })),
};

/** The parameters of DeleteDeviceGroup. */
export interface DeleteDeviceGroupRequest {
  /** ID of the group; a GUID. */
  GroupId: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What DeleteDeviceGroup answers. */
export interface DeleteDeviceGroupResponse extends Answer {}

/**
 * Deletes a device group.
 *
 * - The group named by GroupId is removed.
 *
 * Limits: 500 calls a second per account.
 *
 * Safe to repeat: a repeat finds it gone and may be refused for it.
 *
 * Errors: iot.group.NullGroupId, iot.group.NotExistedGroup, iot.group.SubGroupNotNull,
 * iot.group.DeleteGroupFailed, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.system.SystemException.
 *
 * Guide, section 4.9.3.
 */
export const DeleteDeviceGroup: Operation<DeleteDeviceGroupRequest, DeleteDeviceGroupResponse> = {
  name: 'DeleteDeviceGroup',
  family: 'groups',
  callsPerSecond: 500,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    GroupId: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of QueryDeviceGroupByDevice. */
export interface QueryDeviceGroupByDeviceRequest {
  /** DeviceName of the device. */
  DeviceName: string;
  /** ProductKey of the product that the device belongs to. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What QueryDeviceGroupByDevice answers. */
export interface QueryDeviceGroupByDeviceResponse extends Answer {
  /** The device's groups, present when the call succeeded. */
  GroupInfos?: QueryDeviceGroupByDeviceGroupInfos | null | undefined;
}

/** The structure GroupInfos of QueryDeviceGroupByDevice. */
export interface QueryDeviceGroupByDeviceGroupInfos {
  GroupInfo?: QueryDeviceGroupByDeviceGroupInfo[] | null | undefined;
}

/** One entry of GroupInfos.GroupInfo of QueryDeviceGroupByDevice. */
export interface QueryDeviceGroupByDeviceGroupInfo {
  GroupDesc?: string | null | undefined;
  GroupId?: string | null | undefined;
  GroupName?: string | null | undefined;
  /** Type of the group; the value of a static group is not stated. */
  GroupType?: string | null | undefined;
  /** Creation time of the group. */
  UtcCreate?: string | null | undefined;
}

/**
 * Returns the groups that a device belongs to.
 *
 * - Read-only: returns the groups of the device named by ProductKey and DeviceName, all at once (there is no
 *   paging).
 * - A device can be in at most 10 groups.
 *
 * Limits: 50 calls a second per account; a device can be in at most 10 groups.
 *
 * Safe to repeat.
 *
 * Errors: iot.device.NullDeviceName, iot.prod.NullProductKey, iot.prod.NotExistedProduct,
 * iot.device.NotExistedDevice, iot.prod.InvalidFormattedProductkey, iot.device.InvalidFormattedDeviceName,
 * iot.group.QueryGroupRelationFailed, iot.group.QueryGroupListFailed, iot.common.QueryDeviceActionError,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.9.10.
 */
export const QueryDeviceGroupByDevice: Operation<
  QueryDeviceGroupByDeviceRequest,
  QueryDeviceGroupByDeviceResponse
> = {
  name: 'QueryDeviceGroupByDevice',
  family: 'groups',
  callsPerSecond: 50,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    DeviceName: text(minLength(1)),
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    GroupInfos: maybeFields({
      GroupInfo: maybeList(fields({
        GroupDesc: maybeText(),
        GroupId: maybeText(),
        GroupName: maybeText(),
        GroupType: maybeText(),
        UtcCreate: maybeText(),
      })),
    }),
  })),
};

/** The parameters of QueryDeviceGroupByTags. */
export interface QueryDeviceGroupByTagsRequest {
  /** The tags to search for. */
  Tag: readonly QueryDeviceGroupByTagsTag[];
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Number of the page to return. At least 1. Default: 1. */
  CurrentPage?: number | undefined;
  /** Entries per page. No bound is stated. At least 1. Default: 10. */
  PageSize?: number | undefined;
}

/** One entry of Tag of QueryDeviceGroupByTags. */
export interface QueryDeviceGroupByTagsTag {
  /** Key of the tag. */
  TagKey: string;
  /** Value of the tag. */
  TagValue: string;
}

/** What QueryDeviceGroupByTags answers. */
export interface QueryDeviceGroupByTagsResponse extends Answer {
  /** The groups, present when the call succeeded. */
  Data?: QueryDeviceGroupByTagsData | null | undefined;
  /** Number of the returned page. */
  Page?: number | null | undefined;
  /** Total number of pages. */
  PageCount?: number | null | undefined;
  /** Entries per page. */
  PageSize?: number | null | undefined;
  /** Total number of records. */
  Total?: number | null | undefined;
}

/** The structure Data of QueryDeviceGroupByTags. */
export interface QueryDeviceGroupByTagsData {
  DeviceGroup?: QueryDeviceGroupByTagsDeviceGroup[] | null | undefined;
}

/** One entry of Data.DeviceGroup of QueryDeviceGroupByTags. */
export interface QueryDeviceGroupByTagsDeviceGroup {
  GroupId?: string | null | undefined;
  GroupName?: string | null | undefined;
}

/**
 * Returns the device groups that carry given tags.
 *
 * - Read-only: returns one page of the groups that have the given tags, each tag given by key and value.
 *
 * Limits: 5 calls a second per account.
 *
 * Pages: by number, CurrentPage; PageSize 50 unless given.
 *
 * Safe to repeat.
 *
 * Errors: iot.group.InvalidFormattedTagString, iot.common.InvalidPageParams, iot.group.QueryGroupListFailed,
 * iot.group.QueryGroupTagFailed, iot.group.QueryGroupCountFailed, iot.system.InstanceNotFound,
 * iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.9.13.
 */
export const QueryDeviceGroupByTags: PagedOperation<
  QueryDeviceGroupByTagsRequest,
  QueryDeviceGroupByTagsResponse,
  QueryDeviceGroupByTagsDeviceGroup
> = {
  name: 'QueryDeviceGroupByTags',
  family: 'groups',
  callsPerSecond: 5,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    Tag: list(parameters({ TagKey: text(minLength(1)), TagValue: text(minLength(1)) }), minItems(1)),
    IotInstanceId: optional(text()),
    CurrentPage: optional(integer(min(1))),
    PageSize: optional(integer(min(1))),
  })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({ DeviceGroup: maybeList(fields({ GroupId: maybeText(), GroupName: maybeText() })) }),
    Page: maybeNumber(),
    PageCount: maybeNumber(),
    PageSize: maybeNumber(),
    Total: maybeNumber(),
  })),
  pages: /* @__PURE__ */ byPageNumber<
    QueryDeviceGroupByTagsRequest,
    QueryDeviceGroupByTagsResponse,
    QueryDeviceGroupByTagsDeviceGroup
  >({
    number: 'CurrentPage',
    size: 'PageSize',
    maximum: 50,
    items: (answer) => answer.Data?.DeviceGroup,
    pageCount: (answer) => answer.PageCount,
    total: (answer) => answer.Total,
  }),
};

/** The parameters of QueryDeviceGroupInfo. */
export interface QueryDeviceGroupInfoRequest {
  /** ID of the group; a GUID. QueryDeviceGroupList returns the IDs. */
  GroupId: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Type of the group. Left out: a static group is meant. LINK_PLATFORM_DYNAMIC: dynamic group. */
  GroupType?: 'LINK_PLATFORM_DYNAMIC' | undefined;
}

/** What QueryDeviceGroupInfo answers. */
export interface QueryDeviceGroupInfoResponse extends Answer {
  /** Group details, present when the call succeeded. */
  Data?: QueryDeviceGroupInfoData | null | undefined;
}

/** The structure Data of QueryDeviceGroupInfo. */
export interface QueryDeviceGroupInfoData {
  /** Number of activated devices. */
  DeviceActive?: number | null | undefined;
  /** Total number of devices. */
  DeviceCount?: number | null | undefined;
  /** Number of online devices. */
  DeviceOnline?: number | null | undefined;
  /** Rule of the dynamic group; only when a dynamic group is queried. */
  DynamicGroupExpression?: string | null | undefined;
  GroupDesc?: string | null | undefined;
  GroupId?: string | null | undefined;
  GroupName?: string | null | undefined;
  /** Creation time of the group. */
  UtcCreate?: string | null | undefined;
}

/**
 * Returns the details of a device group.
 *
 * - Read-only: returns the details of the group named by GroupId, with the number of its devices, activated
 *   devices and online devices.
 * - GroupType LINK_PLATFORM_DYNAMIC addresses a dynamic group; left out, a static group is meant.
 * - DynamicGroupExpression, the rule of the group, comes back only when a dynamic group is queried.
 *
 * Limits: 30 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.group.NullGroupId, iot.group.NotExistedGroup, iot.common.InvalidFormattedParameter,
 * iot.device.RegionNotSupportDynamicGroup, iot.group.QueryGroupInfoFailed, iot.system.InstanceNotFound,
 * iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.9.6.
 */
export const QueryDeviceGroupInfo: Operation<QueryDeviceGroupInfoRequest, QueryDeviceGroupInfoResponse> = {
  name: 'QueryDeviceGroupInfo',
  family: 'groups',
  callsPerSecond: 30,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    GroupId: text(minLength(1)),
    IotInstanceId: optional(text()),
    GroupType: optional(choice('LINK_PLATFORM_DYNAMIC')),
  })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      DeviceActive: maybeNumber(),
      DeviceCount: maybeNumber(),
      DeviceOnline: maybeNumber(),
      DynamicGroupExpression: maybeText(),
      GroupDesc: maybeText(),
      GroupId: maybeText(),
      GroupName: maybeText(),
      UtcCreate: maybeText(),
    }),
  })),
};

/** The parameters of QueryDeviceGroupList. */
export interface QueryDeviceGroupListRequest {
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Entries per page, at most 200. 1 to 200. Default: 10. */
  PageSize?: number | undefined;
  /** ID of the parent group whose subgroups are wanted. */
  SuperGroupId?: string | undefined;
  /** Name of the group to search for, matched fuzzily. Left out: all groups. */
  GroupName?: string | undefined;
  /** Number of the page to return. At least 1. Default: 1. */
  CurrentPage?: number | undefined;
  /** Types of the groups wanted. Left out: static groups. LINK_PLATFORM_DYNAMIC: dynamic group. */
  GroupTypes?: readonly 'LINK_PLATFORM_DYNAMIC'[] | undefined;
}

/** What QueryDeviceGroupList answers. */
export interface QueryDeviceGroupListResponse extends Answer {
  /** Number of the returned page. */
  CurrentPage?: number | null | undefined;
  /** Groups, newest first; present when the call succeeded. */
  Data?: QueryDeviceGroupListData | null | undefined;
  /** Total number of pages. */
  PageCount?: number | null | undefined;
  /** Entries per page. */
  PageSize?: number | null | undefined;
  /** Total number of records. */
  Total?: number | null | undefined;
}

/** The structure Data of QueryDeviceGroupList. */
export interface QueryDeviceGroupListData {
  GroupInfo?: QueryDeviceGroupListGroupInfo[] | null | undefined;
}

/** One entry of Data.GroupInfo of QueryDeviceGroupList. */
export interface QueryDeviceGroupListGroupInfo {
  GroupDesc?: string | null | undefined;
  GroupId?: string | null | undefined;
  GroupName?: string | null | undefined;
  /** Type of the group; the value of a static group is not stated. */
  GroupType?: string | null | undefined;
  /** Creation time of the group. */
  UtcCreate?: string | null | undefined;
}

/**
 * Returns device groups page by page.
 *
 * - Read-only: returns one page of groups.
 * - The groups are sorted by creation time, newest first.
 * - SuperGroupId returns the subgroups of that parent group.
 * - GroupName searches by name, fuzzily; left out, all groups are returned.
 * - GroupTypes with LINK_PLATFORM_DYNAMIC returns dynamic groups; left out, static groups.
 *
 * Limits: 100 calls a second per account.
 *
 * Pages: by number, CurrentPage; PageSize 200 unless given.
 *
 * Safe to repeat.
 *
 * Errors: iot.common.InvalidPageParams, iot.group.NotExistedGroup, iot.common.InvalidFormattedParameter,
 * iot.device.RegionNotSupportDynamicGroup, iot.group.QueryGroupListFailed, iot.group.QueryGroupCountFailed,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.9.7.
 */
export const QueryDeviceGroupList: PagedOperation<
  QueryDeviceGroupListRequest,
  QueryDeviceGroupListResponse,
  QueryDeviceGroupListGroupInfo
> = {
  name: 'QueryDeviceGroupList',
  family: 'groups',
  callsPerSecond: 100,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    IotInstanceId: optional(text()),
    PageSize: optional(integer(min(1), max(200))),
    SuperGroupId: optional(text()),
    GroupName: optional(text()),
    CurrentPage: optional(integer(min(1))),
    GroupTypes: optional(list(choice('LINK_PLATFORM_DYNAMIC'))),
  })),
  response: /* @__PURE__ */ once(() => answer({
    CurrentPage: maybeNumber(),
    Data: maybeFields({
      GroupInfo: maybeList(fields({
        GroupDesc: maybeText(),
        GroupId: maybeText(),
        GroupName: maybeText(),
        GroupType: maybeText(),
        UtcCreate: maybeText(),
      })),
    }),
    PageCount: maybeNumber(),
    PageSize: maybeNumber(),
    Total: maybeNumber(),
  })),
  pages: /* @__PURE__ */ byPageNumber<
    QueryDeviceGroupListRequest,
    QueryDeviceGroupListResponse,
    QueryDeviceGroupListGroupInfo
  >({
    number: 'CurrentPage',
    size: 'PageSize',
    maximum: 200,
    items: (answer) => answer.Data?.GroupInfo,
    pageCount: (answer) => answer.PageCount,
    total: (answer) => answer.Total,
  }),
};

/** The parameters of QueryDeviceGroupTagList. */
export interface QueryDeviceGroupTagListRequest {
  /** ID of the group; a GUID. */
  GroupId: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Type of the group. Left out: a static group is meant. LINK_PLATFORM_DYNAMIC: dynamic group. */
  GroupType?: 'LINK_PLATFORM_DYNAMIC' | undefined;
}

/** What QueryDeviceGroupTagList answers. */
export interface QueryDeviceGroupTagListResponse extends Answer {
  /** The group's tags, present when the call succeeded. */
  Data?: QueryDeviceGroupTagListData | null | undefined;
}

/** The structure Data of QueryDeviceGroupTagList. */
export interface QueryDeviceGroupTagListData {
  GroupTagInfo?: QueryDeviceGroupTagListGroupTagInfo[] | null | undefined;
}

/** One entry of Data.GroupTagInfo of QueryDeviceGroupTagList. */
export interface QueryDeviceGroupTagListGroupTagInfo {
  TagKey?: string | null | undefined;
  TagValue?: string | null | undefined;
}

/**
 * Returns the tags of a device group.
 *
 * - Read-only: returns the tags of the group named by GroupId, all at once (there is no paging).
 * - GroupType LINK_PLATFORM_DYNAMIC addresses a dynamic group; left out, a static group is meant.
 *
 * Limits: 500 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.group.NullGroupId, iot.group.NotExistedGroup, iot.common.InvalidFormattedParameter,
 * iot.device.RegionNotSupportDynamicGroup, iot.group.QueryGroupTagFailed, iot.system.InstanceNotFound,
 * iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.9.9.
 */
export const QueryDeviceGroupTagList: Operation<
  QueryDeviceGroupTagListRequest,
  QueryDeviceGroupTagListResponse
> = {
  name: 'QueryDeviceGroupTagList',
  family: 'groups',
  callsPerSecond: 500,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    GroupId: text(minLength(1)),
    IotInstanceId: optional(text()),
    GroupType: optional(choice('LINK_PLATFORM_DYNAMIC')),
  })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({ GroupTagInfo: maybeList(fields({ TagKey: maybeText(), TagValue: maybeText() })) }),
  })),
};

/** The parameters of QueryDeviceListByDeviceGroup. */
export interface QueryDeviceListByDeviceGroupRequest {
  /** ID of the group; a GUID. */
  GroupId: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Entries per page. Neither bound nor default is stated. At least 1. */
  PageSize?: number | undefined;
  /** Number of the page to return. No default is stated. At least 1. */
  CurrentPage?: number | undefined;
}

/** What QueryDeviceListByDeviceGroup answers. */
export interface QueryDeviceListByDeviceGroupResponse extends Answer {
  /** The devices, present when the call succeeded. */
  Data?: QueryDeviceListByDeviceGroupData | null | undefined;
  /** Number of the returned page. */
  Page?: number | null | undefined;
  /** Total number of pages. */
  PageCount?: number | null | undefined;
  /** Entries per page. */
  PageSize?: number | null | undefined;
  /** Total number of devices. */
  Total?: number | null | undefined;
}

/** The structure Data of QueryDeviceListByDeviceGroup. */
export interface QueryDeviceListByDeviceGroupData {
  SimpleDeviceInfo?: QueryDeviceListByDeviceGroupSimpleDeviceInfo[] | null | undefined;
}

/** One entry of Data.SimpleDeviceInfo of QueryDeviceListByDeviceGroup. */
export interface QueryDeviceListByDeviceGroupSimpleDeviceInfo {
  DeviceName?: string | null | undefined;
  /** Unique identifier that the platform issued to the device. */
  IotId?: string | null | undefined;
  /** ProductKey of the device's product. */
  ProductKey?: string | null | undefined;
  /** Name of the device's product. */
  ProductName?: string | null | undefined;
}

/**
 * Returns the devices of a device group.
 *
 * - Read-only: returns one page of the devices of the group named by GroupId.
 *
 * Limits: 5 calls a second per account.
 *
 * Pages: by number, CurrentPage; PageSize 50 unless given.
 *
 * Safe to repeat.
 *
 * Errors: iot.group.NullGroupId, iot.group.NotExistedGroup, iot.common.InvalidPageParams,
 * iot.device.QueryDeviceListActionError, iot.group.QueryGroupRelationFailed, iot.system.InstanceNotFound,
 * iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.9.12.
 */
export const QueryDeviceListByDeviceGroup: PagedOperation<
  QueryDeviceListByDeviceGroupRequest,
  QueryDeviceListByDeviceGroupResponse,
  QueryDeviceListByDeviceGroupSimpleDeviceInfo
> = {
  name: 'QueryDeviceListByDeviceGroup',
  family: 'groups',
  callsPerSecond: 5,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    GroupId: text(minLength(1)),
    IotInstanceId: optional(text()),
    PageSize: optional(integer(min(1))),
    CurrentPage: optional(integer(min(1))),
  })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      SimpleDeviceInfo: maybeList(fields({
        DeviceName: maybeText(),
        IotId: maybeText(),
        ProductKey: maybeText(),
        ProductName: maybeText(),
      })),
    }),
    Page: maybeNumber(),
    PageCount: maybeNumber(),
    PageSize: maybeNumber(),
    Total: maybeNumber(),
  })),
  pages: /* @__PURE__ */ byPageNumber<
    QueryDeviceListByDeviceGroupRequest,
    QueryDeviceListByDeviceGroupResponse,
    QueryDeviceListByDeviceGroupSimpleDeviceInfo
  >({
    number: 'CurrentPage',
    size: 'PageSize',
    maximum: 50,
    items: (answer) => answer.Data?.SimpleDeviceInfo,
    pageCount: (answer) => answer.PageCount,
    total: (answer) => answer.Total,
  }),
};

/** The parameters of QuerySuperDeviceGroup. */
export interface QuerySuperDeviceGroupRequest {
  /** ID of the subgroup; a GUID. */
  GroupId: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What QuerySuperDeviceGroup answers. */
export interface QuerySuperDeviceGroupResponse extends Answer {
  /**
   * The parent group, present when the call succeeded. The samples hold its fields straight in Data, table
   * and SDK hold it in the array GroupInfo; both shapes are listed.
   */
  Data?: QuerySuperDeviceGroupData | null | undefined;
}

/** The structure Data of QuerySuperDeviceGroup. */
export interface QuerySuperDeviceGroupData {
  /** Description of the parent group; straight in Data, as in both samples. */
  GroupDesc?: string | null | undefined;
  /** ID of the parent group; straight in Data, as in both samples. */
  GroupId?: string | null | undefined;
  /** Name of the parent group; straight in Data, as in both samples. */
  GroupName?: string | null | undefined;
  /**
   * The same three fields in the shape of table (Data is an array of GroupInfo) and SDK; not in the samples
   * (see docDiffs).
   */
  GroupInfo?: QuerySuperDeviceGroupGroupInfo[] | null | undefined;
}

/** One entry of Data.GroupInfo of QuerySuperDeviceGroup. */
export interface QuerySuperDeviceGroupGroupInfo {
  GroupDesc?: string | null | undefined;
  GroupId?: string | null | undefined;
  GroupName?: string | null | undefined;
}

/**
 * Returns the parent group of a subgroup.
 *
 * - Read-only: returns ID, name and description of the parent group of the subgroup named by GroupId.
 *
 * Limits: 10 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.group.NullGroupId, iot.group.NotExistedGroup, iot.group.QueryGroupRelationFailed,
 * iot.group.QueryGroupTreeFailed, iot.group.QueryGroupInfoFailed, iot.system.InstanceNotFound,
 * iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.9.11.
 */
export const QuerySuperDeviceGroup: Operation<QuerySuperDeviceGroupRequest, QuerySuperDeviceGroupResponse> = {
  name: 'QuerySuperDeviceGroup',
  family: 'groups',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    GroupId: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      GroupDesc: maybeText(),
      GroupId: maybeText(),
      GroupName: maybeText(),
      GroupInfo: maybeList(fields({ GroupDesc: maybeText(), GroupId: maybeText(), GroupName: maybeText() })),
    }),
  })),
};

/** The parameters of SetDeviceGroupTags. */
export interface SetDeviceGroupTagsRequest {
  /** ID of the group; a GUID. */
  GroupId: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * String that holds a JSON array of objects, one per tag, each with both keys: tagKey (String, 2 to 30
   * characters: letters, digits and periods (.), ^[A-Za-z0-9.]{2,30}$) and tagValue (String, 1 to 128
   * characters: letters, digits, underscores (_) and hyphens (-), ^[A-Za-z0-9_-]{1,128}$).
   */
  TagString?: JsonParameter | undefined;
  /** Type of the group. Left out: a static group is meant. LINK_PLATFORM_DYNAMIC: dynamic group. */
  GroupType?: 'LINK_PLATFORM_DYNAMIC' | undefined;
}

/** What SetDeviceGroupTags answers. */
export interface SetDeviceGroupTagsResponse extends Answer {}

/**
 * Adds, changes or deletes the tags of a device group.
 *
 * - A tag in TagString whose key the group does not have yet is added to the group.
 * - A tag in TagString whose key the group has already gets the new value, which overwrites the old one.
 * - A tag is deleted by not giving its key and value.
 * - A group can hold at most 100 tags.
 * - GroupType LINK_PLATFORM_DYNAMIC addresses a dynamic group; left out, a static group is meant.
 *
 * Limits: 50 calls a second per account; a group can hold at most 100 tags.
 *
 * Safe to repeat.
 *
 * Errors: iot.group.InvalidFormattedTagString, iot.group.TagCountExceedMax, iot.group.NullGroupId,
 * iot.group.NotExistedGroup, iot.common.InvalidFormattedParameter, iot.device.RegionNotSupportDynamicGroup,
 * iot.group.SetGroupTagFailed, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.system.SystemException.
 *
 * Guide, section 4.9.8.
 */
export const SetDeviceGroupTags: Operation<SetDeviceGroupTagsRequest, SetDeviceGroupTagsResponse> = {
  name: 'SetDeviceGroupTags',
  family: 'groups',
  callsPerSecond: 50,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    GroupId: text(minLength(1)),
    IotInstanceId: optional(text()),
    TagString: optional(json(jsonArray(100))),
    GroupType: optional(choice('LINK_PLATFORM_DYNAMIC')),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of UpdateDeviceGroup. */
export interface UpdateDeviceGroupRequest {
  /** ID of the group; a GUID. */
  GroupId: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Description of the group, 1 to 100 characters. */
  GroupDesc?: string | undefined;
  /** Type of the group. Left out: a static group is meant. LINK_PLATFORM_DYNAMIC: dynamic group. */
  GroupType?: 'LINK_PLATFORM_DYNAMIC' | undefined;
}

/** What UpdateDeviceGroup answers. */
export interface UpdateDeviceGroupResponse extends Answer {}

/**
 * Changes the information on a device group.
 *
 * - The group named by GroupId gets the given description.
 * - The description is the only thing that the call's parameters can change; the name stays.
 * - GroupType LINK_PLATFORM_DYNAMIC addresses a dynamic group; left out, a static group is meant.
 *
 * Limits: 50 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.group.NullGroupId, iot.group.NotExistedGroup, iot.group.LongGroupDescError,
 * iot.common.InvalidFormattedParameter, iot.device.RegionNotSupportDynamicGroup, iot.group.UpdateGroupFailed,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.9.2.
 */
export const UpdateDeviceGroup: Operation<UpdateDeviceGroupRequest, UpdateDeviceGroupResponse> = {
  name: 'UpdateDeviceGroup',
  family: 'groups',
  callsPerSecond: 50,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    GroupId: text(minLength(1)),
    IotInstanceId: optional(text()),
    GroupDesc: optional(text(minLength(1), maxLength(100))),
    GroupType: optional(choice('LINK_PLATFORM_DYNAMIC')),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};
