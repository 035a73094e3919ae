// Generated from shared/iot/spec by scripts/generate.ts (npm run generate). Do not edit.
import type { Operation, PagedOperation } from '../operation.ts';
import { byPageNumber } from '../paging.ts';
import {
  type Answer,
  answer,
  fields,
  heldText,
  maybeFields,
  maybeFlag,
  maybeList,
  maybeNumber,
  maybeText,
} from '../schema/answers.ts';
import { jsonObject, max, maxLength, min, minLength, pattern } from '../schema/checks.ts';
import { once } from '../schema/once.ts';
import {
  type JsonParameter,
  choice,
  flag,
  integer,
  json,
  list,
  optional,
  parameters,
  text,
} from '../schema/parameters.ts';
import { anyTrue, requires } from '../schema/rules.ts';

/** The parameters of CreateConsumerGroup. */
export interface CreateConsumerGroupRequest {
  /** Name of the consumer group. 4 to 30 characters: letters, digits and underscores (_). */
  GroupName: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What CreateConsumerGroup answers. */
export interface CreateConsumerGroupResponse extends Answer {
  /** ID of the new consumer group. */
  GroupId?: string | null | undefined;
}

/**
 * Creates a consumer group for AMQP server-side subscriptions and returns its ID.
 *
 * - Creates a consumer group and returns its ID in GroupId.
 * - The ID is what CreateSubscribeRelation, UpdateSubscribeRelation and CreateConsumerGroupSubscribeRelation
 *   take, and what AMQP clients present to connect.
 *
 * Limits: 5 calls a second per account; from the manual's error-code table (not this section): names of
 * consumer groups are unique (iot.consumer.group.ConsumerGroupNameExisted); their number is limited, value
 * not given (iot.consumer.group.ConsumerGroupExceedLimit).
 *
 * Not safe to repeat: a repeat is refused for its name, and the first answer with the ID is lost.
 *
 * Errors: iot.consumer.group.InvalidConsumerGroupName, iot.consumer.group.ConsumerGroupNameExisted,
 * iot.consumer.group.ConsumerGroupExceedLimit, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.consumer.group.CreateConsumerGroupFailed.
 *
 * Guide, section 4.15.5.
 */
export const CreateConsumerGroup: Operation<CreateConsumerGroupRequest, CreateConsumerGroupResponse> = {
  name: 'CreateConsumerGroup',
  family: 'subscriptions',
  callsPerSecond: 5,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters({
    GroupName: text(minLength(4), maxLength(30), pattern(/^[A-Za-z0-9_]+$/)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({ GroupId: maybeText() })),
};

/** The parameters of CreateConsumerGroupSubscribeRelation. */
export interface CreateConsumerGroupSubscribeRelationRequest {
  /**
   * ID of the consumer group to add, as returned by CreateConsumerGroup or found by name with
   * QueryConsumerGroupList.
   */
  ConsumerGroupId: string;
  /** ProductKey of the product the subscription belongs to. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What CreateConsumerGroupSubscribeRelation answers. */
export interface CreateConsumerGroupSubscribeRelationResponse extends Answer {}

/**
 * Adds a consumer group to a product's AMQP subscription.
 *
 * - The consumer group becomes one more receiver of the product's AMQP subscription.
 * - The consumer group comes from an earlier CreateConsumerGroup call.
 *
 * Limits: 5 calls a second per account; from the manual's error-code table (not this section): the number of
 * consumer groups of a subscription (iot.consumer.group.ConsumerGroupExceedsLimit) and of services that a
 * consumer group subscribes to (iot.consumer.group.ProductKeyExceedsLimit) is limited, values not given.
 *
 * Not safe to repeat: a repeat may be refused although the first call added the group.
 *
 * Errors: iot.consumer.group.SubscribeNotExist, iot.consumer.group.ConsumerGroupNotExist,
 * iot.consumer.group.InvalidConsumerGroupId, iot.consumer.group.ConsumerGroupExceedsLimit,
 * iot.consumer.group.ProductKeyExceedsLimit, iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey,
 * iot.prod.NotExistedProduct, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.consumer.group.InvalidConsumerGroup.
 *
 * Guide, section 4.15.12.
 */
export const CreateConsumerGroupSubscribeRelation: Operation<
  CreateConsumerGroupSubscribeRelationRequest,
  CreateConsumerGroupSubscribeRelationResponse
> = {
  name: 'CreateConsumerGroupSubscribeRelation',
  family: 'subscriptions',
  callsPerSecond: 5,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters({
    ConsumerGroupId: text(minLength(1)),
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of CreateSubscribeRelation. */
export interface CreateSubscribeRelationRequest {
  /** ProductKey of the product the subscription belongs to. */
  ProductKey: string;
  /**
   * Kind of subscription. MNS: messages are pushed to a Message Service queue; AMQP: messages are pushed to
   * consumer groups over an AMQP channel.
   */
  Type?: 'MNS' | 'AMQP' | undefined;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Push upstream device messages. true: pushed; false: not pushed. Default: false. */
  DeviceDataFlag?: boolean | undefined;
  /** Push device status change messages. true: pushed; false: not pushed. Default: false. */
  DeviceStatusChangeFlag?: boolean | undefined;
  /**
   * Push messages on changes of device topology. true is valid only for gateway products. true: pushed;
   * false: not pushed. Default: false.
   */
  DeviceTopoLifeCycleFlag?: boolean | undefined;
  /**
   * Push messages when a gateway detects new sub-devices. true is valid only for gateway products. true:
   * pushed; false: not pushed. Default: false.
   */
  FoundDeviceListFlag?: boolean | undefined;
  /** Push upstream historical TSL data. true: pushed; false: not pushed. Default: false. */
  ThingHistoryFlag?: boolean | undefined;
  /** Push device lifecycle change messages. true: pushed; false: not pushed. Default: false. */
  DeviceLifeCycleFlag?: boolean | undefined;
  /**
   * Push notifications about the status of OTA update batches. true: pushed; false: not pushed. Default:
   * false.
   */
  OtaEventFlag?: boolean | undefined;
  /**
   * Push messages on changes of device tags (see docDiffs: the table text says topology). true is valid
   * (takes effect) only if Type is AMQP. true: pushed; false: not pushed. Default: false.
   */
  DeviceTagFlag?: boolean | undefined;
  /**
   * Push messages with OTA module version numbers. true is valid (takes effect) only if Type is AMQP. true:
   * pushed; false: not pushed. Default: false.
   */
  OtaVersionFlag?: boolean | undefined;
  /**
   * Push notifications about OTA update batches. true is valid (takes effect) only if Type is AMQP. true:
   * pushed; false: not pushed. Default: false.
   */
  OtaJobFlag?: boolean | undefined;
  /**
   * IDs of the consumer groups of the AMQP subscription (from CreateConsumerGroup or QueryConsumerGroupList);
   * needed if Type is AMQP. No maximum number is stated.
   */
  ConsumerGroupIds?: readonly string[] | undefined;
  /**
   * Configuration of the MNS queue. JSON object {"queueName": String, "regionName": String, "role":
   * {"roleArn": String, "roleName": String}}. queueName: name of an MNS queue that already exists (created in
   * the MNS console) and receives the data; regionName: code of the region where MNS runs, e.g.
   */
  MnsConfiguration?: JsonParameter | undefined;
}

/** What CreateSubscribeRelation answers. */
export interface CreateSubscribeRelationResponse extends Answer {}

/**
 * Creates an MNS or AMQP server-side subscription for a product.
 *
 * - The new subscription belongs to the product given by ProductKey and has a type, MNS or AMQP.
 * - An MNS subscription pushes the chosen device messages into an MNS queue, where server applications read
 *   them.
 * - An AMQP subscription pushes the chosen device messages over an AMQP channel to its consumer groups.
 * - Only the message kinds whose flag is true are pushed; a flag that is left out counts as false.
 * - A call in which no flag is true is not allowed.
 * - For AMQP, the consumer groups must exist first: CreateConsumerGroup returns the ID that is passed here,
 *   and AMQP clients use the same ID to connect.
 * - More consumer groups can be added later with CreateConsumerGroupSubscribeRelation and taken away with
 *   DeleteConsumerGroupSubscribeRelation.
 * - QueryConsumerGroupStatus then shows clients, consumption rate, backlog and last consumption time;
 *   ResetConsumerGroupPosition clears the backlog.
 *
 * Limits: 5 calls a second per account; from the manual's error-code table (not this section): an MNS
 * subscription is not possible for a product that has a transferred device
 * (iot.consumer.group.MnsNotSupport); the number of consumer groups of a subscription
 * (iot.consumer.group.ConsumerGroupExceedsLimit) and of services that a consumer group subscribes to
 * (iot.consumer.group.ProductKeyExceedsLimit) is limited, values not given.
 *
 * Not safe to repeat: a repeat is refused although the first call created the subscription.
 *
 * Errors: iot.consumer.group.CallbackTypeEmpty, iot.consumer.group.InvalidSubscribeType,
 * iot.consumer.group.InvalidConsumerGroupId, iot.consumer.group.ConsumerGroupNotExist,
 * iot.consumer.group.ConsumerGroupExceedsLimit, iot.consumer.group.ProductKeyExceedsLimit,
 * iot.consumer.group.MnsCheckFailed, iot.common.InvalidFormattedParameter, iot.consumer.group.MnsNotSupport,
 * iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey, iot.prod.NotExistedProduct,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.consumer.group.InvalidConsumerGroup,
 * iot.common.QueryProductActionError.
 *
 * Guide, section 4.15.1.
 */
export const CreateSubscribeRelation: Operation<
  CreateSubscribeRelationRequest,
  CreateSubscribeRelationResponse
> = {
  name: 'CreateSubscribeRelation',
  family: 'subscriptions',
  callsPerSecond: 5,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters(
    {
      ProductKey: text(minLength(1)),
      Type: optional(choice('MNS', 'AMQP')),
      IotInstanceId: optional(text()),
      DeviceDataFlag: optional(flag()),
      DeviceStatusChangeFlag: optional(flag()),
      DeviceTopoLifeCycleFlag: optional(flag()),
      FoundDeviceListFlag: optional(flag()),
      ThingHistoryFlag: optional(flag()),
      DeviceLifeCycleFlag: optional(flag()),
      OtaEventFlag: optional(flag()),
      DeviceTagFlag: optional(flag()),
      OtaVersionFlag: optional(flag()),
      OtaJobFlag: optional(flag()),
      ConsumerGroupIds: optional(list(text(minLength(1)))),
      MnsConfiguration: optional(json(jsonObject())),
    },
    anyTrue(
      'DeviceDataFlag',
      'DeviceStatusChangeFlag',
      'DeviceTopoLifeCycleFlag',
      'FoundDeviceListFlag',
      'ThingHistoryFlag',
      'DeviceLifeCycleFlag',
      'OtaEventFlag',
      'DeviceTagFlag',
      'OtaVersionFlag',
      'OtaJobFlag',
    ),
    requires({ Type: 'AMQP' }, 'ConsumerGroupIds'),
    requires({ Type: 'MNS' }, 'MnsConfiguration'),
  )),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of DeleteConsumerGroup. */
export interface DeleteConsumerGroupRequest {
  /** Consumer group ID, as returned by CreateConsumerGroup or found by name with QueryConsumerGroupList. */
  GroupId: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What DeleteConsumerGroup answers. */
export interface DeleteConsumerGroupResponse extends Answer {}

/**
 * Deletes a consumer group that no AMQP subscription uses.
 *
 * - Removes the consumer group.
 * - The default consumer group that IoT Platform provides cannot be deleted.
 * - A consumer group that an AMQP subscription still uses cannot be deleted before it is taken out of that
 *   subscription.
 * - If the subscription has several groups, take this one out with DeleteConsumerGroupSubscribeRelation.
 * - If it is the only group, change the subscription's group with UpdateSubscribeRelation or delete the
 *   subscription with DeleteSubscribeRelation.
 *
 * Limits: 5 calls a second per account; the default consumer group provided by IoT Platform cannot be
 * deleted; a consumer group associated with an AMQP subscription must be disassociated first.
 *
 * Safe to repeat: a repeat finds it gone and may be refused for it.
 *
 * Errors: iot.consumer.group.ChangeDefaultConsumerGroupNotAllowed,
 * iot.consumer.group.DeleteConsumerGroupFailed, iot.consumer.group.ConsumerGroupNotExist,
 * iot.consumer.group.InvalidConsumerGroupId, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound.
 *
 * Guide, section 4.15.11.
 */
export const DeleteConsumerGroup: Operation<DeleteConsumerGroupRequest, DeleteConsumerGroupResponse> = {
  name: 'DeleteConsumerGroup',
  family: 'subscriptions',
  callsPerSecond: 5,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    GroupId: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of DeleteConsumerGroupSubscribeRelation. */
export interface DeleteConsumerGroupSubscribeRelationRequest {
  /** ID of the consumer group to remove; QuerySubscribeRelation lists those of a subscription. */
  ConsumerGroupId: string;
  /** ProductKey of the product the subscription belongs to. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What DeleteConsumerGroupSubscribeRelation answers. */
export interface DeleteConsumerGroupSubscribeRelationResponse extends Answer {}

/**
 * Takes a consumer group out of a product's AMQP subscription.
 *
 * - The consumer group stops being a receiver of the product's AMQP subscription.
 * - Refused if the consumer group is the subscription's only one.
 * - QuerySubscribeRelation shows the IDs of the groups in the subscription.
 *
 * Limits: 5 calls a second per account; the only consumer group of an AMQP subscription cannot be removed
 * with this call.
 *
 * Safe to repeat: a repeat finds it gone and may be refused for it.
 *
 * Errors: iot.consumer.group.DeleteConsumerGroupFailed, iot.consumer.group.InvalidConsumerGroup,
 * iot.consumer.group.SubscribeNotExist, iot.consumer.group.ConsumerGroupNotExist,
 * iot.consumer.group.InvalidConsumerGroupId, iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey,
 * iot.prod.NotExistedProduct, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound.
 *
 * Guide, section 4.15.13.
 */
export const DeleteConsumerGroupSubscribeRelation: Operation<
  DeleteConsumerGroupSubscribeRelationRequest,
  DeleteConsumerGroupSubscribeRelationResponse
> = {
  name: 'DeleteConsumerGroupSubscribeRelation',
  family: 'subscriptions',
  callsPerSecond: 5,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    ConsumerGroupId: text(minLength(1)),
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of DeleteSubscribeRelation. */
export interface DeleteSubscribeRelationRequest {
  /** ProductKey of the product the subscription belongs to. */
  ProductKey: string;
  /**
   * Kind of subscription. MNS: messages are pushed to a Message Service queue; AMQP: messages are pushed to
   * consumer groups over an AMQP channel.
   */
  Type: 'MNS' | 'AMQP';
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What DeleteSubscribeRelation answers. */
export interface DeleteSubscribeRelationResponse extends Answer {}

/**
 * Deletes a product's MNS or AMQP server-side subscription.
 *
 * - Removes the subscription selected by product and type.
 * - DeleteConsumerGroup names this call as one way to free a consumer group that is its subscription's only
 *   one, so that the group can then be deleted.
 *
 * Limits: 5 calls a second per account.
 *
 * Safe to repeat: a repeat finds it gone and may be refused for it.
 *
 * Errors: iot.consumer.group.SubscribeNotExist, iot.consumer.group.InvalidSubscribeType,
 * iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey, iot.prod.NotExistedProduct,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound.
 *
 * Guide, section 4.15.4.
 */
export const DeleteSubscribeRelation: Operation<
  DeleteSubscribeRelationRequest,
  DeleteSubscribeRelationResponse
> = {
  name: 'DeleteSubscribeRelation',
  family: 'subscriptions',
  callsPerSecond: 5,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    ProductKey: text(minLength(1)),
    Type: choice('MNS', 'AMQP'),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of QueryConsumerGroupByGroupId. */
export interface QueryConsumerGroupByGroupIdRequest {
  /** Consumer group ID, as returned by CreateConsumerGroup or found by name with QueryConsumerGroupList. */
  GroupId: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What QueryConsumerGroupByGroupId answers. */
export interface QueryConsumerGroupByGroupIdResponse extends Answer {
  /** Details of the consumer group; only if the call succeeds. */
  Data?: QueryConsumerGroupByGroupIdData | null | undefined;
}

/** The structure Data of QueryConsumerGroupByGroupId. */
export interface QueryConsumerGroupByGroupIdData {
  /** Creation time, ISO 8601 yyyy-MM-ddTHH:mm:ss.SSSZ, UTC, to the millisecond. */
  CreateTime?: string | null | undefined;
  GroupId?: string | null | undefined;
  GroupName?: string | null | undefined;
}

/**
 * Returns the details of one consumer group, found by its ID.
 *
 * - Changes nothing; reads one consumer group.
 * - Data is returned only if the call succeeds.
 *
 * Limits: 5 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.consumer.group.ConsumerGroupNotExist, iot.consumer.group.InvalidConsumerGroupId,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound.
 *
 * Guide, section 4.15.7.
 */
export const QueryConsumerGroupByGroupId: Operation<
  QueryConsumerGroupByGroupIdRequest,
  QueryConsumerGroupByGroupIdResponse
> = {
  name: 'QueryConsumerGroupByGroupId',
  family: 'subscriptions',
  callsPerSecond: 5,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    GroupId: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({ CreateTime: maybeText(), GroupId: maybeText(), GroupName: maybeText() }),
  })),
};

/** The parameters of QueryConsumerGroupList. */
export interface QueryConsumerGroupListRequest {
  /** Number of the page to return, counted from 1. */
  CurrentPage: number;
  /** Entries per page, 1 to 1000. No default is stated. */
  PageSize?: number | undefined;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * Whether to search by name. true: fuzzy search by GroupName; false: all consumer groups of the account.
   * Default: false.
   */
  Fuzzy?: boolean | undefined;
  /** Name (part) to look for; needed if Fuzzy is true. No bounds are stated here. */
  GroupName?: string | undefined;
}

/** What QueryConsumerGroupList answers. */
export interface QueryConsumerGroupListResponse extends Answer {
  CurrentPage?: number | null | undefined;
  /** Only if the call succeeds. */
  Data?: QueryConsumerGroupListData | null | undefined;
  /** Number of pages. */
  PageCount?: number | null | undefined;
  PageSize?: number | null | undefined;
  /** Number of all entries. */
  Total?: number | null | undefined;
}

/** The structure Data of QueryConsumerGroupList. */
export interface QueryConsumerGroupListData {
  ConsumerGroupDTO?: QueryConsumerGroupListConsumerGroupDTO[] | null | undefined;
}

/** One entry of Data.ConsumerGroupDTO of QueryConsumerGroupList. */
export interface QueryConsumerGroupListConsumerGroupDTO {
  /** Creation time, ISO 8601 yyyy-MM-ddTHH:mm:ss.SSSZ, UTC, to the millisecond. */
  CreateTime?: string | null | undefined;
  GroupId?: string | null | undefined;
  GroupName?: string | null | undefined;
}

/**
 * Lists the account's consumer groups by page, optionally by a fuzzy match on the name.
 *
 * - Changes nothing; reads consumer groups page by page.
 * - With Fuzzy false or left out, all consumer groups of the account are listed.
 * - With Fuzzy true, a fuzzy search on GroupName is made and GroupName must be given.
 * - Pages are counted from 1.
 * - Data is returned only if the call succeeds; Total is the number of all entries and PageCount the number
 *   of pages.
 *
 * Limits: 5 calls a second per account.
 *
 * Pages: by number, CurrentPage; PageSize 1000 unless given.
 *
 * Safe to repeat.
 *
 * Errors: iot.consumer.group.InvalidConsumerGroupName, iot.common.InvalidPageParams,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound.
 *
 * Guide, section 4.15.8.
 */
export const QueryConsumerGroupList: PagedOperation<
  QueryConsumerGroupListRequest,
  QueryConsumerGroupListResponse,
  QueryConsumerGroupListConsumerGroupDTO
> = {
  name: 'QueryConsumerGroupList',
  family: 'subscriptions',
  callsPerSecond: 5,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      CurrentPage: integer(min(1)),
      PageSize: optional(integer(min(1), max(1000))),
      IotInstanceId: optional(text()),
      Fuzzy: optional(flag()),
      GroupName: optional(text()),
    },
    requires({ Fuzzy: true }, 'GroupName'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    CurrentPage: maybeNumber(),
    Data: maybeFields({
      ConsumerGroupDTO: maybeList(fields({
        CreateTime: maybeText(),
        GroupId: maybeText(),
        GroupName: maybeText(),
      })),
    }),
    PageCount: maybeNumber(),
    PageSize: maybeNumber(),
    Total: maybeNumber(),
  })),
  pages: /* @__PURE__ */ byPageNumber<
    QueryConsumerGroupListRequest,
    QueryConsumerGroupListResponse,
    QueryConsumerGroupListConsumerGroupDTO
  >({
    number: 'CurrentPage',
    size: 'PageSize',
    maximum: 1000,
    items: (answer) => answer.Data?.ConsumerGroupDTO,
    pageCount: (answer) => answer.PageCount,
    total: (answer) => answer.Total,
  }),
};

/** The parameters of QueryConsumerGroupStatus. */
export interface QueryConsumerGroupStatusRequest {
  /** Consumer group ID, as returned by CreateConsumerGroup or found by name with QueryConsumerGroupList. */
  GroupId: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What QueryConsumerGroupStatus answers. */
export interface QueryConsumerGroupStatusResponse extends Answer {
  /**
   * Rate at which accumulated messages are consumed (the table says only "message consumption rate"). In
   * messages/minute.
   */
  AccumulatedConsumeCountPerMinute?: number | null | undefined;
  /** Number of accumulated messages (backlog). In messages. */
  AccumulationCount?: number | null | undefined;
  /** Details of the clients. */
  ClientConnectionStatusList?: QueryConsumerGroupStatusClientConnectionStatusList | null | undefined;
  /** Consumption rate of the whole consumer group. In messages/minute. */
  ConsumerSpeed?: number | null | undefined;
  /** Time the last message was consumed, yyyy-MM-dd'T'HH:mm:ss.SSSZ, UTC, to the millisecond. */
  LastConsumerTime?: string | null | undefined;
  /** Rate at which the group consumes real-time messages. In messages/minute. */
  RealTimeConsumeCountPerMinute?: number | null | undefined;
}

/** The structure ClientConnectionStatusList of QueryConsumerGroupStatus. */
export interface QueryConsumerGroupStatusClientConnectionStatusList {
  ConsumerGroupClientConnectionInfo?: QueryConsumerGroupStatusConsumerGroupClientConnectionInfo[] | null | undefined;
}

/** One entry of ClientConnectionStatusList.ConsumerGroupClientConnectionInfo of QueryConsumerGroupStatus. */
export interface QueryConsumerGroupStatusConsumerGroupClientConnectionInfo {
  /** Rate at which this client consumes accumulated messages. In messages/minute. */
  AccumulatedConsumeCountPerMinute?: number | null | undefined;
  ClientId?: string | null | undefined;
  /** IP address and port of the client. */
  ClientIpPort?: string | null | undefined;
  /** Last time the client was online. In ms since 1970-01-01T00:00:00Z. */
  OnlineTime?: number | null | undefined;
  /** Rate at which this client consumes real-time messages. In messages/minute. */
  RealTimeConsumeCountPerMinute?: number | null | undefined;
}

/**
 * Returns the state of a consumer group: online clients, consumption rates, backlog and last consumption
 * time.
 *
 * - Changes nothing; reads the live state of an AMQP consumer group.
 * - Returns the group's backlog size, its rates (in all, real-time and accumulated messages) and the time the
 *   last message was consumed.
 * - Lists each client of the group with its address, the time it was last online and its own consumption
 *   rates.
 * - All rates are messages per minute.
 *
 * Limits: 5 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.consumer.group.ConsumerGroupNotExist, iot.consumer.group.InvalidConsumerGroupId,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.consumer.group.QueryConsumerGroupStatusFailed.
 *
 * Guide, section 4.15.9.
 */
export const QueryConsumerGroupStatus: Operation<
  QueryConsumerGroupStatusRequest,
  QueryConsumerGroupStatusResponse
> = {
  name: 'QueryConsumerGroupStatus',
  family: 'subscriptions',
  callsPerSecond: 5,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    GroupId: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    AccumulatedConsumeCountPerMinute: maybeNumber(),
    AccumulationCount: maybeNumber(),
    ClientConnectionStatusList: maybeFields({
      ConsumerGroupClientConnectionInfo: maybeList(fields({
        AccumulatedConsumeCountPerMinute: maybeNumber(),
        ClientId: maybeText(),
        ClientIpPort: maybeText(),
        OnlineTime: maybeNumber(),
        RealTimeConsumeCountPerMinute: maybeNumber(),
      })),
    }),
    ConsumerSpeed: maybeNumber(),
    LastConsumerTime: maybeText(),
    RealTimeConsumeCountPerMinute: maybeNumber(),
  })),
};

/** The parameters of QuerySubscribeRelation. */
export interface QuerySubscribeRelationRequest {
  /** ProductKey of the product the subscription belongs to. */
  ProductKey: string;
  /**
   * Kind of subscription. MNS: messages are pushed to a Message Service queue; AMQP: messages are pushed to
   * consumer groups over an AMQP channel.
   */
  Type: 'MNS' | 'AMQP';
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What QuerySubscribeRelation answers. */
export interface QuerySubscribeRelationResponse extends Answer {
  /** Upstream device messages. true: pushed; false: not pushed. */
  DeviceDataFlag?: boolean | null | undefined;
  /** Device status change messages. true: pushed; false: not pushed. */
  DeviceStatusChangeFlag?: boolean | null | undefined;
  /**
   * Messages about new sub-devices detected by a gateway. true only for gateway products. true: pushed;
   * false: not pushed.
   */
  FoundDeviceListFlag?: boolean | null | undefined;
  /**
   * Messages on changes of device topology. true only for gateway products. true: pushed; false: not pushed.
   */
  DeviceTopoLifeCycleFlag?: boolean | null | undefined;
  /** Device lifecycle change messages. true: pushed; false: not pushed. */
  DeviceLifeCycleFlag?: boolean | null | undefined;
  /** Upstream historical TSL data. true: pushed; false: not pushed. */
  ThingHistoryFlag?: boolean | null | undefined;
  /** Notifications about the status of OTA update batches. true: pushed; false: not pushed. */
  OtaEventFlag?: boolean | null | undefined;
  /**
   * Messages on changes of device tags. true only if Type is AMQP. true: pushed; false: not pushed. Default:
   * false.
   */
  DeviceTagFlag?: boolean | null | undefined;
  /**
   * Messages with OTA module version numbers. true only if Type is AMQP. true: pushed; false: not pushed.
   * Default: false.
   */
  OtaVersionFlag?: boolean | null | undefined;
  /**
   * Notifications about OTA update batches. true only if Type is AMQP. true: pushed; false: not pushed.
   * Default: false.
   */
  OtaJobFlag?: boolean | null | undefined;
  ProductKey?: string | null | undefined;
  /**
   * Plain JSON array of consumer group IDs; only if Type is AMQP. The table's example list also contains
   * DEFAULT_GROUP, presumably the default consumer group.
   */
  ConsumerGroupIds?: string[] | null | undefined;
  Type?: string | null | undefined;
  /**
   * Only if Type is MNS. JSON object {"queueName": String, "regionName": String, "role": {"roleArn": String,
   * "roleName": String}}. queueName: name of the MNS queue that receives the data; regionName: code of the
   * region where MNS runs, e.g.
   */
  MnsConfiguration?: string | null | undefined;
}

/**
 * Returns the settings of a product's MNS or AMQP server-side subscription.
 *
 * - Changes nothing; reads the subscription selected by product and type.
 * - Returns every flag of the subscription, its product and its type.
 * - ConsumerGroupIds is returned only for an AMQP subscription.
 * - MnsConfiguration is returned only for an MNS subscription.
 * - FoundDeviceListFlag and DeviceTopoLifeCycleFlag can be true only for gateway products.
 * - DeviceTagFlag, OtaVersionFlag and OtaJobFlag can be true only for AMQP subscriptions and default to
 *   false.
 *
 * Limits: 5 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.consumer.group.SubscribeNotExist, iot.consumer.group.InvalidSubscribeType,
 * iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey, iot.prod.NotExistedProduct,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound.
 *
 * Guide, section 4.15.3.
 */
export const QuerySubscribeRelation: Operation<
  QuerySubscribeRelationRequest,
  QuerySubscribeRelationResponse
> = {
  name: 'QuerySubscribeRelation',
  family: 'subscriptions',
  callsPerSecond: 5,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    ProductKey: text(minLength(1)),
    Type: choice('MNS', 'AMQP'),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    DeviceDataFlag: maybeFlag(),
    DeviceStatusChangeFlag: maybeFlag(),
    FoundDeviceListFlag: maybeFlag(),
    DeviceTopoLifeCycleFlag: maybeFlag(),
    DeviceLifeCycleFlag: maybeFlag(),
    ThingHistoryFlag: maybeFlag(),
    OtaEventFlag: maybeFlag(),
    DeviceTagFlag: maybeFlag(),
    OtaVersionFlag: maybeFlag(),
    OtaJobFlag: maybeFlag(),
    ProductKey: maybeText(),
    ConsumerGroupIds: maybeList(heldText()),
    Type: maybeText(),
    MnsConfiguration: maybeText(),
  })),
};

/** The parameters of ResetConsumerGroupPosition. */
export interface ResetConsumerGroupPositionRequest {
  /** Consumer group ID, as returned by CreateConsumerGroup or found by name with QueryConsumerGroupList. */
  GroupId: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What ResetConsumerGroupPosition answers. */
export interface ResetConsumerGroupPositionResponse extends Answer {}

/**
 * Clears the backlog of accumulated messages of a consumer group.
 *
 * - Drops all messages that have accumulated for the consumer group of an AMQP subscription.
 *
 * Limits: 5 calls a second per account.
 *
 * Not safe to repeat: a repeat also drops the messages that came in between.
 *
 * Errors: iot.consumer.group.ConsumerGroupNotExist, iot.consumer.group.InvalidConsumerGroupId,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound.
 *
 * Guide, section 4.15.10.
 */
export const ResetConsumerGroupPosition: Operation<
  ResetConsumerGroupPositionRequest,
  ResetConsumerGroupPositionResponse
> = {
  name: 'ResetConsumerGroupPosition',
  family: 'subscriptions',
  callsPerSecond: 5,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters({
    GroupId: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of UpdateConsumerGroup. */
export interface UpdateConsumerGroupRequest {
  /** Consumer group ID, as returned by CreateConsumerGroup or found by name with QueryConsumerGroupList. */
  GroupId: string;
  /** New name of the consumer group. 4 to 30 characters: letters, digits and underscores (_). */
  NewGroupName: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What UpdateConsumerGroup answers. */
export interface UpdateConsumerGroupResponse extends Answer {}

/**
 * Renames a consumer group used for AMQP server-side subscriptions.
 *
 * - Gives the consumer group with this ID a new name.
 * - The default consumer group that IoT Platform provides cannot be modified.
 *
 * Limits: 5 calls a second per account; the default consumer group provided by IoT Platform cannot be
 * modified; from the manual's error-code table (not this section): names of consumer groups are unique
 * (iot.consumer.group.ConsumerGroupNameExisted).
 *
 * Safe to repeat.
 *
 * Errors: iot.consumer.group.ChangeDefaultConsumerGroupNotAllowed,
 * iot.consumer.group.InvalidConsumerGroupName, iot.consumer.group.ConsumerGroupNameExisted,
 * iot.consumer.group.ConsumerGroupNotExist, iot.consumer.group.InvalidConsumerGroupId,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.consumer.group.UpdateConsumerGroupFailed.
 *
 * Guide, section 4.15.6.
 */
export const UpdateConsumerGroup: Operation<UpdateConsumerGroupRequest, UpdateConsumerGroupResponse> = {
  name: 'UpdateConsumerGroup',
  family: 'subscriptions',
  callsPerSecond: 5,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    GroupId: text(minLength(1)),
    NewGroupName: text(minLength(4), maxLength(30), pattern(/^[A-Za-z0-9_]+$/)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of UpdateSubscribeRelation. */
export interface UpdateSubscribeRelationRequest {
  /** ProductKey of the product the subscription belongs to. */
  ProductKey: string;
  /**
   * Kind of subscription. MNS: messages are pushed to a Message Service queue; AMQP: messages are pushed to
   * consumer groups over an AMQP channel.
   */
  Type: 'MNS' | 'AMQP';
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Push upstream device messages. true: pushed; false: not pushed. Default: false. */
  DeviceDataFlag?: boolean | undefined;
  /** Push device status change messages. true: pushed; false: not pushed. Default: false. */
  DeviceStatusChangeFlag?: boolean | undefined;
  /**
   * Push messages on changes of device topology. true is valid only for gateway products. true: pushed;
   * false: not pushed. Default: false.
   */
  DeviceTopoLifeCycleFlag?: boolean | undefined;
  /**
   * Push messages when a gateway detects new sub-devices. true is valid only for gateway products. true:
   * pushed; false: not pushed. Default: false.
   */
  FoundDeviceListFlag?: boolean | undefined;
  /** Push upstream historical TSL data. true: pushed; false: not pushed. Default: false. */
  ThingHistoryFlag?: boolean | undefined;
  /** Push device lifecycle change messages. true: pushed; false: not pushed. Default: false. */
  DeviceLifeCycleFlag?: boolean | undefined;
  /**
   * Push notifications about the status of OTA update batches. true: pushed; false: not pushed. Default:
   * false.
   */
  OtaEventFlag?: boolean | undefined;
  /**
   * Push messages on changes of device tags (see docDiffs: the table text says topology). true is valid
   * (takes effect) only if Type is AMQP. true: pushed; false: not pushed. Default: false.
   */
  DeviceTagFlag?: boolean | undefined;
  /**
   * Push messages with OTA module version numbers. true is valid (takes effect) only if Type is AMQP. true:
   * pushed; false: not pushed. Default: false.
   */
  OtaVersionFlag?: boolean | undefined;
  /**
   * Push notifications about the statuses of OTA update batches. true is valid (takes effect) only if Type is
   * AMQP. true: pushed; false: not pushed. Default: false.
   */
  OtaJobFlag?: boolean | undefined;
  /**
   * Configuration of the MNS queue. JSON object {"queueName": String, "regionName": String, "role":
   * {"roleArn": String, "roleName": String}}. queueName: name of an MNS queue that already exists (created in
   * the MNS console) and receives the data; regionName: code of the region where MNS runs, e.g.
   */
  MnsConfiguration?: JsonParameter | undefined;
  /**
   * IDs of the consumer groups of the AMQP subscription (from CreateConsumerGroup or QueryConsumerGroupList);
   * needed if Type is AMQP. No maximum number is stated.
   */
  ConsumerGroupIds?: readonly string[] | undefined;
}

/** What UpdateSubscribeRelation answers. */
export interface UpdateSubscribeRelationResponse extends Answer {}

/**
 * Changes an existing MNS or AMQP server-side subscription.
 *
 * - Changes the subscription of the given product and type.
 * - The default of every flag is false, so a flag that is left out counts as false; at least one flag must be
 *   true.
 * - For AMQP, ConsumerGroupIds.N names the consumer groups of the subscription; DeleteConsumerGroup names
 *   this call as the way to swap the only consumer group of a subscription for another one.
 * - For MNS, MnsConfiguration names the queue, region and role.
 * - The topology and new-sub-device flags work only on gateway products.
 * - The tag, OTA version and OTA job flags take effect only on AMQP subscriptions.
 *
 * Limits: 5 calls a second per account; from the manual's error-code table (not this section): an MNS
 * subscription is not possible for a product that has a transferred device
 * (iot.consumer.group.MnsNotSupport); the number of consumer groups of a subscription
 * (iot.consumer.group.ConsumerGroupExceedsLimit) and of services that a consumer group subscribes to
 * (iot.consumer.group.ProductKeyExceedsLimit) is limited, values not given.
 *
 * Safe to repeat.
 *
 * Errors: iot.consumer.group.CallbackTypeEmpty, iot.consumer.group.SubscribeNotExist,
 * iot.consumer.group.InvalidSubscribeType, iot.consumer.group.InvalidConsumerGroupId,
 * iot.consumer.group.ConsumerGroupNotExist, iot.consumer.group.ConsumerGroupExceedsLimit,
 * iot.consumer.group.ProductKeyExceedsLimit, iot.consumer.group.MnsCheckFailed,
 * iot.common.InvalidFormattedParameter, iot.consumer.group.MnsNotSupport, iot.prod.NullProductKey,
 * iot.prod.InvalidFormattedProductkey, iot.prod.NotExistedProduct, iot.system.InstanceNotFound,
 * iot.Sre.IotInstanceNotFound, iot.consumer.group.InvalidConsumerGroup, iot.common.QueryProductActionError.
 *
 * Guide, section 4.15.2.
 */
export const UpdateSubscribeRelation: Operation<
  UpdateSubscribeRelationRequest,
  UpdateSubscribeRelationResponse
> = {
  name: 'UpdateSubscribeRelation',
  family: 'subscriptions',
  callsPerSecond: 5,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      ProductKey: text(minLength(1)),
      Type: choice('MNS', 'AMQP'),
      IotInstanceId: optional(text()),
      DeviceDataFlag: optional(flag()),
      DeviceStatusChangeFlag: optional(flag()),
      DeviceTopoLifeCycleFlag: optional(flag()),
      FoundDeviceListFlag: optional(flag()),
      ThingHistoryFlag: optional(flag()),
      DeviceLifeCycleFlag: optional(flag()),
      OtaEventFlag: optional(flag()),
      DeviceTagFlag: optional(flag()),
      OtaVersionFlag: optional(flag()),
      OtaJobFlag: optional(flag()),
      MnsConfiguration: optional(json(jsonObject())),
      ConsumerGroupIds: optional(list(text(minLength(1)))),
    },
    anyTrue(
      'DeviceDataFlag',
      'DeviceStatusChangeFlag',
      'DeviceTopoLifeCycleFlag',
      'FoundDeviceListFlag',
      'ThingHistoryFlag',
      'DeviceLifeCycleFlag',
      'OtaEventFlag',
      'DeviceTagFlag',
      'OtaVersionFlag',
      'OtaJobFlag',
    ),
    requires({ Type: 'AMQP' }, 'ConsumerGroupIds'),
    requires({ Type: 'MNS' }, 'MnsConfiguration'),
  )),
  response: /* @__PURE__ */ once(() => answer({})),
};
