// Generated from shared/iot/spec by scripts/generate.ts (npm run generate). Do not edit.
import type { Operation } from '../operation.ts';
import { type Answer, answer, maybeText } from '../schema/answers.ts';
import { jsonObject, minLength } from '../schema/checks.ts';
import { once } from '../schema/once.ts';
import { type JsonParameter, flag, json, optional, parameters, text } from '../schema/parameters.ts';

/** The parameters of GetDeviceShadow. */
export interface GetDeviceShadowRequest {
  /** DeviceName of the device. */
  DeviceName: string;
  /** ProductKey of the product the device belongs to. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What GetDeviceShadow answers. */
export interface GetDeviceShadowResponse extends Answer {
  /**
   * Shadow document as a JSON string, e.g.
   * {"method":"update","state":{"desired":{...},"reported":...},"version":1}; its structure varies with the
   * device status and the manual defines no more of it here.
   */
  ShadowMessage?: string | null | undefined;
}

/**
 * Returns the shadow of a device.
 *
 * - Changes nothing; reads the shadow of one device.
 * - The shadow comes back in ShadowMessage only if the call succeeds.
 * - The structure of the shadow document varies with the status of the device.
 *
 * Limits: 500 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.device.NullDeviceName, iot.prod.NullProductKey, iot.prod.NotExistedProduct,
 * iot.device.NotExistedDevice, iot.messagebroker.RateLimit, iot.prod.InvalidFormattedProductkey,
 * iot.device.InvalidFormattedDeviceName, iot.messagebroker.QueryDeviceShadowActionError,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.16.1.
 */
export const GetDeviceShadow: Operation<GetDeviceShadowRequest, GetDeviceShadowResponse> = {
  name: 'GetDeviceShadow',
  family: 'shadows',
  callsPerSecond: 500,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    DeviceName: text(minLength(1)),
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({ ShadowMessage: maybeText() })),
};

/** The parameters of UpdateDeviceShadow. */
export interface UpdateDeviceShadowRequest {
  /** DeviceName of the device whose shadow is changed. */
  DeviceName: string;
  /** ProductKey of the product the device belongs to. */
  ProductKey: string;
  /**
   * Expected shadow as JSON object {"method": String, "state": {"desired": Object}, "version": Long}. method:
   * must be "update"; state: the shadow's state, with the expected state in desired (a JSON object of
   * property name to value); version: must be higher than the current version of the shadow.
   */
  ShadowMessage: JsonParameter;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * Whether desired is updated incrementally. true: incremental update of desired; false: full update of
   * desired. Default: false.
   */
  DeltaUpdate?: boolean | undefined;
}

/** What UpdateDeviceShadow answers. */
export interface UpdateDeviceShadowResponse extends Answer {}

/**
 * Changes the expected (desired) state in a device's shadow.
 *
 * - Writes the desired state of the device shadow.
 * - The version in the message must be higher than the shadow's current version.
 * - With DeltaUpdate true, the desired part is updated incrementally; with false or left out, it is replaced
 *   as a whole.
 * - The method in the message must be "update".
 *
 * Limits: 500 calls a second per account; a shadow may have at most 16 KB, taken here as 16 x 1024 bytes
 * (stated in 4.6, iot.messagebroker.ShadowMessageLengthIsLarge); a shadow may include at most 128 properties;
 * the desired part is checked against it (stated in 4.6, iot.messagebroker.TooManyElementInDesire).
 *
 * Not safe to repeat: a repeat is refused because its version is no longer above the one of the shadow.
 *
 * Errors: iot.messagebroker.InvalidVersionValueInShadowMessage, iot.messagebroker.MethodValueIsNotUpdate,
 * iot.messagebroker.NotFoundMethodInShadowMessage, iot.messagebroker.NotFoundStateInShadowMessage,
 * iot.messagebroker.NotFoundDesireInShadowMessage, iot.messagebroker.NotFoundVersionOrNullVersionValue,
 * iot.messagebroker.NullShadowMessage, iot.messagebroker.ShadowMessageIsNotJson,
 * iot.messagebroker.ShadowMessageLengthIsLarge, iot.messagebroker.DesireValueIsNullInShadowMessage,
 * iot.messagebroker.DesireInfoInShadowMessageIsNotJson, iot.messagebroker.NoneElementInDesire,
 * iot.messagebroker.ElementKeyOrValueIsNullInDesire, iot.messagebroker.TooManyElementInDesire,
 * iot.device.NullDeviceName, iot.prod.NullProductKey, iot.prod.NotExistedProduct,
 * iot.device.NotExistedDevice, iot.messagebroker.RateLimit, iot.prod.InvalidFormattedProductkey,
 * iot.device.InvalidFormattedDeviceName, iot.messagebroker.UpdateDeviceShadowMessageFailed,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.16.2.
 */
export const UpdateDeviceShadow: Operation<UpdateDeviceShadowRequest, UpdateDeviceShadowResponse> = {
  name: 'UpdateDeviceShadow',
  family: 'shadows',
  callsPerSecond: 500,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters({
    DeviceName: text(minLength(1)),
    ProductKey: text(minLength(1)),
    ShadowMessage: json(jsonObject()),
    IotInstanceId: optional(text()),
    DeltaUpdate: optional(flag()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};
