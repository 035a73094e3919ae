// Generated from shared/iot/spec by scripts/generate.ts (npm run generate). Do not edit.
import type { Operation } from '../operation.ts';
import { type Answer, answer, maybeText, maybeTextOrNumber } from '../schema/answers.ts';
import {
  decodedBytes,
  max,
  maxItems,
  maxLength,
  measures,
  min,
  minItems,
  minLength,
  pattern,
  unique,
} from '../schema/checks.ts';
import { once } from '../schema/once.ts';
import { choice, integer, list, optional, parameters, text } from '../schema/parameters.ts';
import { requires, totalLength } from '../schema/rules.ts';

/** The parameters of BatchPub. */
export interface BatchPubRequest {
  /**
   * Names of the receiving devices (DeviceName.1, DeviceName.2, ...); used together with ProductKey. All
   * devices must belong to that product; up to 100 names, no duplicates. No entry twice.
   */
  DeviceName: readonly string[];
  /**
   * Message body, at most 256 KB (limits.maxMessageBytes). Build it by turning the raw message into binary
   * data and Base64-encoding that. At most 262,144 bytes of the decoded message.
   */
  MessageContent: string;
  /** Product of the devices. */
  ProductKey: string;
  /**
   * Suffix of the custom topic /${productKey}/${deviceName}/user/${TopicShortName}. The topic needs the
   * permission SUB or ALL, and all devices should subscribe to it. Custom topics are listed by
   * QueryProductTopic.
   */
  TopicShortName: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * Quality of service of the message. 0: published at most once; not stored; 1: published at least once;
   * stored for up to 7 days. Default: 0.
   */
  Qos?: 0 | 1 | undefined;
}

/** What BatchPub answers. */
export interface BatchPubResponse extends Answer {}

/**
 * Publishes one message to several devices of a product over a custom topic.
 *
 * - The same message goes to each listed device on the device's own custom topic
 *   /${productKey}/${deviceName}/user/${TopicShortName}.
 * - One call reaches at most 100 devices; they must belong to the one product ProductKey, and their names
 *   must be unique in the call.
 * - The topic must carry the subscribe permission, or publish and subscribe (SUB or ALL); a publish-only
 *   topic does not do.
 * - All the devices are expected to subscribe to the topic.
 * - The call cannot be used to set properties (use SetDeviceProperty or SetDevicesProperty) or to call
 *   services (use InvokeThingService or InvokeThingsService).
 * - QoS 0 publishes at most once, QoS 1 at least once.
 * - QoS 1 messages are stored by the platform for up to 7 days; QoS 0 messages are not stored.
 * - The body is sent Base64-encoded and may be at most 256 KB.
 *
 * Limits: 50 calls a second per account; at most 100 devices of one product per call; QoS 1 messages are kept
 * for at most 7 days; from the manual's error-code table (not this section):
 * iot.messagebroker.MessageContentIsNotBase64Encode (content not Base64),
 * iot.messagebroker.NullMessageContent (content missing).
 *
 * Not safe to repeat: a repeat sends the message again.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.device.NoneDeviceNameElement, iot.prod.InvalidFormattedProductkey,
 * iot.device.InvalidFormattedDeviceName, iot.messagebroker.NullMessageContent,
 * iot.messagebroker.MessageContentIsNotBase64Encode, iot.messagebroker.NullTopicName,
 * iot.messagebroker.InvalidFormattedTopicName, iot.common.InvalidFormattedParameter,
 * iot.prod.NotExistedProduct, iot.device.NotExistedDevice, iot.messagebroker.TopicTemplateIsNotFound,
 * iot.messagebroker.PublishMessageFailed, iot.messagebroker.RateLimit,
 * iot.messagebroker.PublishMessageException.
 *
 * Guide, section 4.14.1.
 */
export const BatchPub: Operation<BatchPubRequest, BatchPubResponse> = {
  name: 'BatchPub',
  family: 'messaging',
  callsPerSecond: 50,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters(
    {
      DeviceName: list(text(minLength(1)), minItems(1), maxItems(100), unique()),
      MessageContent: text(measures(decodedBytes, 1, 262144), pattern(/^[A-Za-z0-9+\/]*={0,2}$/)),
      ProductKey: text(minLength(1)),
      TopicShortName: text(minLength(1)),
      IotInstanceId: optional(text()),
      Qos: optional(choice(0, 1)),
    },
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of Pub. */
export interface PubRequest {
  /**
   * Message body. Build it by turning the raw message into binary data and Base64-encoding that. No size is
   * stated in this section.
   */
  MessageContent: string;
  /** Product of the receiving device. */
  ProductKey: string;
  /**
   * Custom topic on which the message is published, form /${productKey}/${deviceName}/user/${TopicShortName}.
   * It needs the permission SUB or ALL, and the device must have subscribed to it before the call. Custom
   * topics are listed by QueryProductTopic.
   */
  TopicFullName: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * Quality of service of the message. 0: published at most once; 1: published at least once; without a
   * PUBACK it is pushed again when the device reconnects. Default: 0.
   */
  Qos?: 0 | 1 | undefined;
  /** MQTT 5.0 only: response topic of the request/response mode. */
  ResponseTopic?: string | undefined;
  /**
   * MQTT 5.0 only: correlation data of the request/response mode, Base64 of the binary data. The bound of 128
   * characters comes from the manual's error-code table. 1 to 128 characters.
   */
  CorrelationData?: string | undefined;
  /**
   * MQTT 5.0 only: custom properties (UserProp.N.Key, UserProp.N.Value). The bound of 20 entries (and 8,192
   * characters in total) comes from the manual's error-code table.
   */
  UserProp?: readonly PubUserProp[] | undefined;
}

/** One entry of UserProp of Pub. */
export interface PubUserProp {
  /** Key of the custom property; must be paired with UserProp.N.Value. */
  Key?: string | undefined;
  /** Value of the custom property; must be paired with UserProp.N.Key. */
  Value?: string | undefined;
}

/** What Pub answers. */
export interface PubResponse extends Answer {
  /** ID of the message, generated by the platform when the message is sent. Example 889455942124347329. */
  MessageId?: string | number | null | undefined;
}

/**
 * Publishes a message to one device over a custom topic.
 *
 * - The message is published on TopicFullName, a custom topic of the receiving device.
 * - The topic must carry the subscribe permission, or publish and subscribe (SUB or ALL); a publish-only
 *   topic does not do.
 * - A device that has not subscribed to the topic before the call does not receive the message.
 * - The call cannot be used to set properties (use SetDeviceProperty or SetDevicesProperty) or to call
 *   services (use InvokeThingService or InvokeThingsService).
 * - QoS 0 publishes at most once, QoS 1 at least once.
 * - A QoS 1 message that the device has not acknowledged with PUBACK is pushed again when the device
 *   reconnects.
 * - The platform generates the message's ID when the message is sent and returns it as MessageId.
 * - ResponseTopic, CorrelationData and UserProp are for MQTT 5.0: response topic and correlation data of its
 *   request/response mode, and custom properties.
 *
 * Limits: 1600 calls a second per account; from the manual's error-code table (not this section): at most 20
 * custom properties (iot.messagebroker.TooManyUserProperties) with a total of 8,192 characters
 * (iot.messagebroker.UserPropertyListExceedMaxLength); CorrelationData at most 128 characters
 * (iot.messagebroker.CorrelationDataExceedMaxLength), not empty (iot.messagebroker.NullCorrelationData) and
 * Base64 (iot.messagebroker.CorrelationDataNotBase64Encode); a bad ResponseTopic gives
 * iot.messagebroker.InvalidMqttResponseTopic, bad custom properties iot.messagebroker.InvalidUserProperty,
 * content that is not Base64 iot.messagebroker.MessageContentIsNotBase64Encode.
 *
 * Not safe to repeat: a repeat sends the message again.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey, iot.messagebroker.NullMessageContent,
 * iot.messagebroker.MessageContentIsNotBase64Encode, iot.messagebroker.NullTopicName,
 * iot.messagebroker.InvalidFormattedTopicName, iot.common.InvalidFormattedParameter,
 * iot.messagebroker.NullCorrelationData, iot.messagebroker.CorrelationDataNotBase64Encode,
 * iot.messagebroker.CorrelationDataExceedMaxLength, iot.messagebroker.InvalidMqttResponseTopic,
 * iot.messagebroker.InvalidUserProperty, iot.messagebroker.TooManyUserProperties,
 * iot.messagebroker.UserPropertyListExceedMaxLength, iot.prod.NotExistedProduct, iot.device.NotExistedDevice,
 * iot.messagebroker.TopicTemplateIsNotFound, iot.messagebroker.PublishMessageFailed,
 * iot.messagebroker.RateLimit, iot.messagebroker.PublishMessageException.
 *
 * Guide, section 4.14.2.
 */
export const Pub: Operation<PubRequest, PubResponse> = {
  name: 'Pub',
  family: 'messaging',
  callsPerSecond: 1600,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters(
    {
      MessageContent: text(minLength(1), pattern(/^[A-Za-z0-9+\/]*={0,2}$/)),
      ProductKey: text(minLength(1)),
      TopicFullName: text(minLength(1), pattern(/^\/[^\/]+\/[^\/]+\/user\/.+$/)),
      IotInstanceId: optional(text()),
      Qos: optional(choice(0, 1)),
      ResponseTopic: optional(text()),
      CorrelationData: optional(text(minLength(1), maxLength(128))),
      UserProp: optional(list(
        parameters(
          { Key: optional(text()), Value: optional(text()) },
          requires('Key', 'Value'),
          requires('Value', 'Key'),
        ),
        maxItems(20),
      )),
    },
    totalLength('UserProp', ['Key', 'Value'], 8192),
  )),
  response: /* @__PURE__ */ once(() => answer({ MessageId: maybeTextOrNumber() })),
};

/** The parameters of PubBroadcast. */
export interface PubBroadcastRequest {
  /**
   * Message body, at most 64 KB (limits.maxMessageBytes). Build it by turning the raw message into binary
   * data and Base64-encoding that. At most 65,536 bytes of the decoded message.
   */
  MessageContent: string;
  /** Product of the devices that receive the broadcast. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * Broadcast topic, form /broadcast/${productKey}/<custom field>; ${productKey} is the ProductKey of the
   * receiving devices. If missing, all online devices of the product get the message.
   */
  TopicFullName?: string | undefined;
}

/** What PubBroadcast answers. */
export interface PubBroadcastResponse extends Answer {
  /** ID of the message, generated by the platform when the message is sent. Example 1234291569964771840. */
  MessageId?: string | number | null | undefined;
}

/**
 * Broadcasts a message to all online devices of a product, or to all devices that subscribe to a broadcast
 * topic.
 *
 * - Without TopicFullName the message is pushed to all online devices of the product; each receives it on
 *   /sys/${productKey}/${deviceName}/broadcast/request/${MessageId}.
 * - MessageId in that topic is generated by the platform.
 * - With TopicFullName the message is pushed to those devices of the product that subscribe to that topic.
 * - A broadcast topic has the form /broadcast/${productKey}/<custom field>, with the ProductKey of the
 *   receiving devices; the custom field is free.
 * - A broadcast topic is defined in the device's code and need not be created in the console.
 * - At most 1,000 devices can subscribe to one broadcast topic; more devices must be split over several
 *   topics, one call for each.
 * - The platform generates the message's ID when the message is sent and returns it as MessageId.
 * - The body is sent Base64-encoded and may be at most 64 KB.
 *
 * Limits: 1 call a second per account; with TopicFullName: at most 1 query per second for each Alibaba Cloud
 * account; without TopicFullName (all online devices of a product): at most 1 query per minute for each
 * Alibaba Cloud account; at most 1,000 devices can subscribe to a broadcast topic.
 *
 * Not safe to repeat: a repeat sends the message again.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey, iot.messagebroker.NullMessageContent,
 * iot.messagebroker.MessageContentIsNotBase64Encode, iot.messagebroker.InvalidFormattedTopicName,
 * iot.prod.NotExistedProduct, iot.messagebroker.PublishMessageFailed, iot.messagebroker.RateLimit,
 * iot.messagebroker.PublishMessageException.
 *
 * Guide, section 4.14.3.
 */
export const PubBroadcast: Operation<PubBroadcastRequest, PubBroadcastResponse> = {
  name: 'PubBroadcast',
  family: 'messaging',
  callsPerSecond: 1,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters({
    MessageContent: text(measures(decodedBytes, 1, 65536), pattern(/^[A-Za-z0-9+\/]*={0,2}$/)),
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
    TopicFullName: optional(text(pattern(/^\/broadcast\/[^\/]+\/.+$/))),
  })),
  response: /* @__PURE__ */ once(() => answer({ MessageId: maybeTextOrNumber() })),
};

/** The parameters of RRpc. */
export interface RRpcRequest {
  /** Device that receives the request. */
  DeviceName: string;
  /** Product of the device. */
  ProductKey: string;
  /** Request message, Base64-encoded. */
  RequestBase64Byte: string;
  /** How long to wait for the response. 1,000 to 8,000 ms. */
  Timeout: number;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * Custom RRPC topic; the device must have been configured for it. Without it the default RRPC topic is
   * used.
   */
  Topic?: string | undefined;
}

/** What RRpc answers. */
export interface RRpcResponse extends Answer {
  /**
   * ID of the request, generated by the platform after the request has been sent. Example 889455942124347392.
   */
  MessageId?: string | number | null | undefined;
  /** Payload of the device's response, Base64-encoded. */
  PayloadBase64Byte?: string | null | undefined;
  /**
   * Outcome of the request. UNKNOWN: a system error occurred; SUCCESS: the request succeeded; TIMEOUT: the
   * request timed out; OFFLINE: the device is offline; HALFCONN: the device is offline, but has not been so
   * for a full heartbeat cycle.
   */
  RrpcCode?: string | null | undefined;
}

/**
 * Sends a request to a device and waits for its response in the same call.
 *
 * - The request is sent to the device and the call returns with the device's response, Base64-encoded in
 *   PayloadBase64Byte.
 * - If the device does not answer within Timeout, the call counts as failed, even if the device has received
 *   the message.
 * - Timeout is given in milliseconds, from 1000 to 8000.
 * - Without Topic the default RRPC topic is used.
 * - A custom RRPC topic can be used only if the device has been configured for it beforehand.
 * - The platform generates the request's ID (MessageId) after the request has been sent.
 * - RrpcCode tells the outcome: SUCCESS, TIMEOUT, OFFLINE, HALFCONN (offline, but for less than a full
 *   heartbeat cycle) or UNKNOWN (system error).
 *
 * Limits: 1000 calls a second per account; the response timeout is 1000 to 8000 milliseconds (the error-code
 * table has for this: iot.messagebroker.InvalidTimeoutValue); from the manual's error-code table (not this
 * section): iot.messagebroker.HALFCONN, iot.messagebroker.OFFLINE, iot.messagebroker.TIMEOUT,
 * iot.messagebroker.RrpcException, iot.messagebroker.RrpcFailed.
 *
 * Not safe to repeat: a repeat sends the request again.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.device.NullDeviceName, iot.prod.InvalidFormattedProductkey,
 * iot.device.InvalidFormattedDeviceName, iot.messagebroker.NullMessageContent,
 * iot.messagebroker.MessageContentIsNotBase64Encode, iot.messagebroker.InvalidTimeoutValue,
 * iot.messagebroker.InvalidFormattedTopicName, iot.prod.NotExistedProduct, iot.device.NotExistedDevice,
 * iot.messagebroker.OFFLINE, iot.messagebroker.HALFCONN, iot.messagebroker.TIMEOUT,
 * iot.messagebroker.RrpcFailed, iot.messagebroker.RateLimit, iot.messagebroker.RrpcException.
 *
 * Guide, section 4.14.4.
 */
export const RRpc: Operation<RRpcRequest, RRpcResponse> = {
  name: 'RRpc',
  family: 'messaging',
  callsPerSecond: 1000,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters({
    DeviceName: text(minLength(1)),
    ProductKey: text(minLength(1)),
    RequestBase64Byte: text(minLength(1), pattern(/^[A-Za-z0-9+\/]*={0,2}$/)),
    Timeout: integer(min(1000), max(8000)),
    IotInstanceId: optional(text()),
    Topic: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    MessageId: maybeTextOrNumber(),
    PayloadBase64Byte: maybeText(),
    RrpcCode: maybeText(),
  })),
};
