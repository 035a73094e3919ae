// Generated from shared/iot/spec by scripts/generate.ts (npm run generate). Do not edit.
import type { Operation, PagedOperation } from '../operation.ts';
import { byTime, byToken } from '../paging.ts';
import {
  type Answer,
  answer,
  fields,
  maybeFields,
  maybeFlag,
  maybeList,
  maybeNumber,
  maybeText,
  maybeTextOrNumber,
} from '../schema/answers.ts';
import { jsonObject, max, maxItems, min, minItems, minLength, unique } from '../schema/checks.ts';
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
import { anyOf, lessThan, requires } from '../schema/rules.ts';

/** The parameters of InvokeThingService. */
export interface InvokeThingServiceRequest {
  /**
   * JSON object with the service's input: key = input parameter identifier, value = its value; {} when the
   * service needs no input. The table's example column says null; the example here comes from its
   * description.
   */
  Args: JsonParameter;
  /**
   * Identifier of the service, as in the TSL data (QueryThingModel) or the console's Define Feature tab. For
   * a service of a custom (non-default) module: "<module identifier>:<service identifier>", e.g.
   * testFb:testService.
   */
  Identifier: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * Unique device ID issued by the platform; stands for one ProductKey + DeviceName pair. When it is given,
   * ProductKey and DeviceName are not needed; when both forms are given, only IotId is used.
   */
  IotId?: string | undefined;
  /** ProductKey of the product that the device belongs to. Given only together with DeviceName. */
  ProductKey?: string | undefined;
  /** DeviceName of the device that has the service. Given only together with ProductKey. */
  DeviceName?: string | undefined;
}

/** What InvokeThingService answers. */
export interface InvokeThingServiceResponse extends Answer {
  /** Returned if the call succeeds. */
  Data?: InvokeThingServiceData | null | undefined;
}

/** The structure Data of InvokeThingService. */
export interface InvokeThingServiceData {
  /** ID of the message that the platform sends to the device to call the service. */
  MessageId?: string | number | null | undefined;
  /**
   * Result of a synchronous call; absent for an asynchronous call. The table types it String with example
   * null; in the sample it is JSON text {"code": integer, "data": object, "id": string, "message": string,
   * "version": string}.
   */
  Result?: string | null | undefined;
}

/**
 * Calls one service of one device.
 *
 * - Whether the call is synchronous or asynchronous follows from the calling mode that the TSL model defines
 *   for the service named by Identifier; the caller does not choose it.
 * - Synchronous mode: the platform sends an RRPC request to the device and the device's RRPC response is
 *   returned to the caller.
 * - Synchronous mode: without a response within 5 seconds a timeout error occurs.
 * - Asynchronous mode: the platform sends a request to the device and the device answers later; no timeout
 *   applies.
 * - Result is returned only for synchronous calls; an asynchronous call returns no Result.
 * - Success does not mean that the device carried out the service; the outcome is found in the device logs.
 * - A service of a custom (non-default) module is addressed as moduleIdentifier:serviceIdentifier.
 * - A service without input is called with an empty JSON object as Args.
 *
 * Limits: 500 calls a second per account; a synchronous service call times out after 5 seconds without a
 * response; an asynchronous call has no timeout.
 *
 * Not safe to repeat: a repeat calls the service again.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.device.NullDeviceName, iot.device.InvalidIoTId,
 * iot.prod.InvalidFormattedProductkey, iot.device.InvalidFormattedDeviceName, iot.prod.NotExistedProduct,
 * iot.device.NotExistedDevice, iot.prod.NotSeniorProduct, iot.device.InvokeThingServiceFailed,
 * iot.device.InactiveDevice, iot.messagebroker.TIMEOUT.
 *
 * Guide, section 4.11.3.
 */
export const InvokeThingService: Operation<InvokeThingServiceRequest, InvokeThingServiceResponse> = {
  name: 'InvokeThingService',
  family: 'thing-data',
  callsPerSecond: 500,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters(
    {
      Args: json(jsonObject()),
      Identifier: text(minLength(1)),
      IotInstanceId: optional(text()),
      IotId: optional(text()),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({ MessageId: maybeTextOrNumber(), Result: maybeText() }),
  })),
};

/** The parameters of InvokeThingsService. */
export interface InvokeThingsServiceRequest {
  /**
   * JSON object with the service's input: key = input parameter identifier, value = its value; {} when the
   * service needs no input.
   */
  Args: JsonParameter;
  /** DeviceName of device N whose service is called; at most 100 devices. */
  DeviceName: readonly string[];
  /**
   * Identifier of the service, as in the TSL data (QueryThingModel) or the console's Define Feature tab. For
   * a service of a custom (non-default) module: "<module identifier>:<service identifier>", e.g.
   * testFb:testService.
   */
  Identifier: string;
  /** ProductKey of the product that the devices belong to. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What InvokeThingsService answers. */
export interface InvokeThingsServiceResponse extends Answer {}

/**
 * Calls one service on several devices of one product at the same time.
 *
 * - The operation works in asynchronous mode only.
 * - Success does not mean that the service was carried out; the outcome is written to the device logs.
 * - All named devices belong to the one product given by ProductKey.
 * - One call names at most 100 devices.
 * - A service of a custom (non-default) module is addressed as moduleIdentifier:serviceIdentifier.
 * - A service without input is called with an empty JSON object as Args.
 *
 * Limits: 10 calls a second per account; a call can name at most 100 devices; only asynchronous calls are
 * possible.
 *
 * Not safe to repeat: a repeat calls the service again.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.device.NoneDeviceNameElement, iot.prod.InvalidFormattedProductkey,
 * iot.device.InvalidFormattedDeviceName, iot.prod.NotExistedProduct, iot.device.NotExistedDevice,
 * iot.prod.NotSeniorProduct, iot.device.InvokeThingServiceFailed.
 *
 * Guide, section 4.11.4.
 */
export const InvokeThingsService: Operation<InvokeThingsServiceRequest, InvokeThingsServiceResponse> = {
  name: 'InvokeThingsService',
  family: 'thing-data',
  callsPerSecond: 10,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters({
    Args: json(jsonObject()),
    DeviceName: list(text(minLength(1)), minItems(1), maxItems(100)),
    Identifier: text(minLength(1)),
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of QueryDeviceDesiredProperty. */
export interface QueryDeviceDesiredPropertyRequest {
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** ProductKey of the product that the device belongs to. Given only together with DeviceName. */
  ProductKey?: string | undefined;
  /** DeviceName of the device. Given only together with ProductKey. */
  DeviceName?: string | undefined;
  /**
   * Identifiers of the properties to query, as on the console's Define Feature tab; at most 10, each only
   * once. If left out, the desired values of all properties are returned. No entry twice.
   */
  Identifier?: readonly string[] | undefined;
  /**
   * Unique device ID issued by the platform; stands for one ProductKey + DeviceName pair. When it is given,
   * ProductKey and DeviceName are not needed; when both forms are given, only IotId is used.
   */
  IotId?: string | undefined;
  /**
   * Identifier of a custom TSL module, unique within the product. If left out, data of the default module is
   * queried.
   */
  FunctionBlockId?: string | undefined;
}

/** What QueryDeviceDesiredProperty answers. */
export interface QueryDeviceDesiredPropertyResponse extends Answer {
  /** Returned if the call succeeds. */
  Data?: QueryDeviceDesiredPropertyData | null | undefined;
}

/** The structure Data of QueryDeviceDesiredProperty. */
export interface QueryDeviceDesiredPropertyData {
  List?: QueryDeviceDesiredPropertyList | null | undefined;
}

/** The structure Data.List of QueryDeviceDesiredProperty. */
export interface QueryDeviceDesiredPropertyList {
  DesiredPropertyInfo?: QueryDeviceDesiredPropertyDesiredPropertyInfo[] | null | undefined;
}

/** One entry of Data.List.DesiredPropertyInfo of QueryDeviceDesiredProperty. */
export interface QueryDeviceDesiredPropertyDesiredPropertyInfo {
  /** Data type of the property. */
  DataType?: string | null | undefined;
  /** Identifier of the property. */
  Identifier?: string | null | undefined;
  /** Name of the property. */
  Name?: string | null | undefined;
  /** Time when the desired value was modified. In ms. */
  Time?: string | number | null | undefined;
  /** Unit of the property. */
  Unit?: string | null | undefined;
  /** Desired value of the property. */
  Value?: string | null | undefined;
  /** Version of the desired value. */
  Version?: number | null | undefined;
}

/**
 * Queries the desired property values of one device.
 *
 * - At most 10 properties are queried by one call; the identifiers must differ from each other.
 * - Without Identifier the desired values of all properties are returned.
 * - Desired values of read-only properties cannot be queried.
 * - FunctionBlockId selects a custom TSL module; without it the default module is queried.
 * - Each entry shows data type, identifier, name, unit, desired value, its version and the time of its last
 *   change.
 * - When IotId and the ProductKey/DeviceName pair are both given, the pair is ignored and IotId decides which
 *   device is meant.
 *
 * Limits: 50 calls a second per account; a call can query at most 10 properties; desired values of read-only
 * properties cannot be queried.
 *
 * Safe to repeat.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.device.NullDeviceName, iot.device.InvalidIoTId,
 * iot.prod.InvalidFormattedProductkey, iot.device.InvalidFormattedDeviceName,
 * iot.device.InvalidFormattedDevicePropertyKey, iot.device.TooManyDevicePropertiesPerTime,
 * iot.prod.NotExistedProduct, iot.device.NotExistedDevice, iot.prod.NotSeniorProduct,
 * iot.device.NoneDeviceProperties, iot.common.QueryDevicePropertyActionError.
 *
 * Guide, section 4.11.10.
 */
export const QueryDeviceDesiredProperty: Operation<
  QueryDeviceDesiredPropertyRequest,
  QueryDeviceDesiredPropertyResponse
> = {
  name: 'QueryDeviceDesiredProperty',
  family: 'thing-data',
  callsPerSecond: 50,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      IotInstanceId: optional(text()),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
      Identifier: optional(list(text(minLength(1)), maxItems(10), unique())),
      IotId: optional(text()),
      FunctionBlockId: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      List: maybeFields({
        DesiredPropertyInfo: maybeList(fields({
          DataType: maybeText(),
          Identifier: maybeText(),
          Name: maybeText(),
          Time: maybeTextOrNumber(),
          Unit: maybeText(),
          Value: maybeText(),
          Version: maybeNumber(),
        })),
      }),
    }),
  })),
};

/** The parameters of QueryDeviceEventData. */
export interface QueryDeviceEventDataRequest {
  /** End of the time range, 13-digit timestamp in milliseconds. In ms. */
  EndTime: number;
  /**
   * Beginning of the time range, 13-digit timestamp in milliseconds; only the most recent 30 days can be
   * queried. In ms.
   */
  StartTime: number;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Number of entries per page. 1 to 50. Default: 10. */
  PageSize?: number | undefined;
  /** ProductKey of the product that the device belongs to. Given only together with DeviceName. */
  ProductKey?: string | undefined;
  /** DeviceName of the device. Given only together with ProductKey. */
  DeviceName?: string | undefined;
  /**
   * Identifier of the event, as in the TSL data (QueryThingModel) or the console's Define Feature tab. For a
   * custom module: "<module identifier>:<event identifier>", e.g. testFb:PowerOff. If left out, all event
   * data of the default module and the custom modules is queried.
   */
  Identifier?: string | undefined;
  /** Type of the events to query. info: information. */
  EventType?: 'info' | 'alert' | 'error' | undefined;
  /**
   * Sorting of the returned event records. 0: reverse chronological order; 1: chronological order. Default:
   * 0.
   */
  Asc?: 0 | 1 | undefined;
  /**
   * Unique device ID issued by the platform; stands for one ProductKey + DeviceName pair. When it is given,
   * ProductKey and DeviceName are not needed; when both forms are given, only IotId is used.
   */
  IotId?: string | undefined;
}

/** What QueryDeviceEventData answers. */
export interface QueryDeviceEventDataResponse extends Answer {
  /** Returned if the call succeeds. */
  Data?: QueryDeviceEventDataData | null | undefined;
}

/** The structure Data of QueryDeviceEventData. */
export interface QueryDeviceEventDataData {
  List?: QueryDeviceEventDataList | null | undefined;
  /**
   * Start time of the event records on the next page: use it as EndTime when Asc=0, as StartTime when Asc=1.
   * In ms.
   */
  NextTime?: string | number | null | undefined;
  /** true: there is a next page and NextTime is returned; false: there is none. */
  NextValid?: boolean | null | undefined;
}

/** The structure Data.List of QueryDeviceEventData. */
export interface QueryDeviceEventDataList {
  EventInfo?: QueryDeviceEventDataEventInfo[] | null | undefined;
}

/** One entry of Data.List.EventInfo of QueryDeviceEventData. */
export interface QueryDeviceEventDataEventInfo {
  /** Type of the event. info: information. */
  EventType?: string | null | undefined;
  /** Identifier of the event. */
  Identifier?: string | null | undefined;
  /** Name of the event. */
  Name?: string | null | undefined;
  /**
   * Output parameters of the event as a string in MAP form; in the sample a JSON object: key = output
   * parameter identifier, value = its value (structs nested as objects, bool and enum as numbers, date as a
   * string of milliseconds). The table types it String with example null.
   */
  OutputData?: string | null | undefined;
  /** Time when the event occurred. In ms. */
  Time?: string | number | null | undefined;
}

/**
 * Queries the event records of one device within a time range.
 *
 * - Only event records generated in the last 30 days can be queried; the storage time of a record counts from
 *   the day it was generated.
 * - Without Identifier the event data of the default module and of all custom modules is queried.
 * - EventType, when given, selects the type of the events to query.
 * - Records come back in reverse chronological order unless Asc=1 asks for chronological order.
 * - NextValid tells whether there is a next page; if there is, NextTime is returned.
 * - To read the next page with Asc=0, repeat the call with the returned NextTime as EndTime.
 * - To read the next page with Asc=1, repeat the call with the returned NextTime as StartTime.
 * - An event of a custom module is addressed as moduleIdentifier:eventIdentifier.
 *
 * Limits: 50 calls a second per account; event records of the last 30 days can be queried; the period counts
 * from the day the record was generated; a page holds at most 50 records.
 *
 * Pages: by time; the answer names where to go on, NextTime, as long as NextValid is true; PageSize 50 unless
 * given.
 *
 * Safe to repeat.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.device.NullDeviceName, iot.device.InvalidIoTId,
 * iot.prod.InvalidFormattedProductkey, iot.device.InvalidFormattedDeviceName, iot.common.InvalidPageParams,
 * iot.common.InvalidFormattedParameter, iot.device.InvalidTimeBucket, iot.check.ParameterIsNotLessThanMax,
 * iot.prod.NotExistedProduct, iot.device.NotExistedDevice, iot.prod.NotSeniorProduct,
 * iot.device.QueryDeviceEventHistoryFailed.
 *
 * Guide, section 4.11.7.
 */
export const QueryDeviceEventData: PagedOperation<
  QueryDeviceEventDataRequest,
  QueryDeviceEventDataResponse,
  QueryDeviceEventDataEventInfo
> = {
  name: 'QueryDeviceEventData',
  family: 'thing-data',
  callsPerSecond: 50,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      EndTime: integer(min(1000000000000), max(9999999999999)),
      StartTime: integer(min(1000000000000), max(9999999999999)),
      IotInstanceId: optional(text()),
      PageSize: optional(integer(min(1), max(50))),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
      Identifier: optional(text()),
      EventType: optional(choice('info', 'alert', 'error')),
      Asc: optional(choice(0, 1)),
      IotId: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      List: maybeFields({
        EventInfo: maybeList(fields({
          EventType: maybeText(),
          Identifier: maybeText(),
          Name: maybeText(),
          OutputData: maybeText(),
          Time: maybeTextOrNumber(),
        })),
      }),
      NextTime: maybeTextOrNumber(),
      NextValid: maybeFlag(),
    }),
  })),
  pages: /* @__PURE__ */ byTime<
    QueryDeviceEventDataRequest,
    QueryDeviceEventDataResponse,
    QueryDeviceEventDataEventInfo
  >({
    size: 'PageSize',
    maximum: 50,
    items: (answer) => answer.Data?.List?.EventInfo,
    time: (answer) => answer.Data?.NextTime,
    more: (answer) => answer.Data?.NextValid,
  }),
};

/** The parameters of QueryDeviceOriginalEventData. */
export interface QueryDeviceOriginalEventDataRequest {
  /** Sorting of the returned event records. 0: descending; 1: ascending. */
  Asc: 0 | 1;
  /** End of the time range, 13-digit timestamp in milliseconds. In ms. */
  EndTime: number;
  /**
   * Identifier of the event. If low-level verification is applied: the identifier from the TSL data
   * (QueryThingModel) or the console's Define Feature tab. If no verification is applied: exactly the custom
   * identifier that the device submits.
   */
  Identifier: string;
  /** Number of entries per page. 1 to 50. Default: 10. */
  PageSize: number;
  /** Start of the time range, 13-digit timestamp in milliseconds. In ms. */
  StartTime: number;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** ProductKey of the product that the device belongs to. Given only together with DeviceName. */
  ProductKey?: string | undefined;
  /** DeviceName of the device. Given only together with ProductKey. */
  DeviceName?: string | undefined;
  /**
   * Token of the next page: when a next page exists the response returns it, and the next request must carry
   * its value.
   */
  NextPageToken?: string | undefined;
  /**
   * Unique device ID issued by the platform; stands for one ProductKey + DeviceName pair. When it is given,
   * ProductKey and DeviceName are not needed; when both forms are given, only IotId is used.
   */
  IotId?: string | undefined;
}

/** What QueryDeviceOriginalEventData answers. */
export interface QueryDeviceOriginalEventDataResponse extends Answer {
  /** Returned if the call succeeds. */
  Data?: QueryDeviceOriginalEventDataData | null | undefined;
}

/** The structure Data of QueryDeviceOriginalEventData. */
export interface QueryDeviceOriginalEventDataData {
  List?: QueryDeviceOriginalEventDataList | null | undefined;
  /** Token of the next page. */
  NextPageToken?: string | null | undefined;
  /**
   * true: there is a next page, put the returned next-page token into the next request as NextPageToken;
   * false: there is none.
   */
  NextValid?: boolean | null | undefined;
}

/** The structure Data.List of QueryDeviceOriginalEventData. */
export interface QueryDeviceOriginalEventDataList {
  EventInfo?: QueryDeviceOriginalEventDataEventInfo[] | null | undefined;
}

/** One entry of Data.List.EventInfo of QueryDeviceOriginalEventData. */
export interface QueryDeviceOriginalEventDataEventInfo {
  /** Type of the event. info: information. */
  EventType?: string | null | undefined;
  /** Identifier of the event. */
  Identifier?: string | null | undefined;
  /** Name of the event. */
  Name?: string | null | undefined;
  /**
   * Output parameters of the event as a string in MAP form; in the sample a JSON object: key = output
   * parameter identifier, value = its value (structs nested as objects, bool and enum as numbers, date as a
   * string of milliseconds).
   */
  OutputData?: string | null | undefined;
  /** Time when the event occurred, 13-digit timestamp in milliseconds. In ms. */
  Time?: string | number | null | undefined;
}

/**
 * Queries the raw records of one event that one device submitted within a time range, whether or not they
 * passed TSL verification.
 *
 * - The answer covers events that were verified against the TSL model as well as events that were not.
 * - Only event records generated in the last 30 days can be queried; the storage time of a record counts from
 *   the day it was generated.
 * - Records are sorted in descending (Asc=0) or ascending (Asc=1) order.
 * - With low-level verification the identifier is the TSL model's; without verification it has to be the
 *   identifier that the device itself submits.
 * - The answer is paged by token, 1 to 50 entries a page.
 * - When NextValid is true, the remaining data is read by repeating the request with the returned next-page
 *   token as NextPageToken.
 * - When IotId and the ProductKey/DeviceName pair are both given, the pair is ignored and IotId decides which
 *   device is meant.
 *
 * Limits: 50 calls a second per account; event records of the last 30 days can be queried; the period counts
 * from the day the record was generated; a page holds 1 to 50 entries.
 *
 * Pages: by token, NextPageToken, which the answer names for the next page; PageSize 50 unless given.
 *
 * Safe to repeat.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.device.NullDeviceName, iot.device.InvalidIoTId,
 * iot.prod.InvalidFormattedProductkey, iot.device.InvalidFormattedDeviceName, iot.common.InvalidPageParams,
 * iot.common.InvalidFormattedParameter, iot.device.InvalidTimeBucket, iot.check.ParameterIsNotLessThanMax,
 * iot.prod.NotExistedProduct, iot.device.NotExistedDevice, iot.tsl.InvalidIdentifierInEventError,
 * iot.device.PageTokenIsIllegal, iot.device.QueryDeviceEventHistoryFailed.
 *
 * Guide, section 4.11.14.
 */
export const QueryDeviceOriginalEventData: PagedOperation<
  QueryDeviceOriginalEventDataRequest,
  QueryDeviceOriginalEventDataResponse,
  QueryDeviceOriginalEventDataEventInfo
> = {
  name: 'QueryDeviceOriginalEventData',
  family: 'thing-data',
  callsPerSecond: 50,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      Asc: choice(0, 1),
      EndTime: integer(min(1000000000000), max(9999999999999)),
      Identifier: text(minLength(1)),
      PageSize: integer(min(1), max(50)),
      StartTime: integer(min(1000000000000), max(9999999999999)),
      IotInstanceId: optional(text()),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
      NextPageToken: optional(text()),
      IotId: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      List: maybeFields({
        EventInfo: maybeList(fields({
          EventType: maybeText(),
          Identifier: maybeText(),
          Name: maybeText(),
          OutputData: maybeText(),
          Time: maybeTextOrNumber(),
        })),
      }),
      NextPageToken: maybeText(),
      NextValid: maybeFlag(),
    }),
  })),
  pages: /* @__PURE__ */ byToken<
    QueryDeviceOriginalEventDataRequest,
    QueryDeviceOriginalEventDataResponse,
    QueryDeviceOriginalEventDataEventInfo
  >({
    token: 'NextPageToken',
    size: 'PageSize',
    maximum: 50,
    items: (answer) => answer.Data?.List?.EventInfo,
    nextToken: (answer) => answer.Data?.NextPageToken,
    more: (answer) => answer.Data?.NextValid,
  }),
};

/** The parameters of QueryDeviceOriginalPropertyData. */
export interface QueryDeviceOriginalPropertyDataRequest {
  /** Sorting of the returned property records. 0: descending; 1: ascending. */
  Asc: 0 | 1;
  /** End of the time range, 13-digit timestamp. In ms. */
  EndTime: number;
  /**
   * Identifier of the property. If low-level verification is applied: the identifier from the TSL data
   * (QueryThingModel) or the console's Define Feature tab. If no verification is applied: exactly the custom
   * identifier that the device submits.
   */
  Identifier: string;
  /**
   * Maximum number of records returned for each property; at most 100. No property may return more records
   * than this. No minimum is stated. 1 to 100.
   */
  PageSize: number;
  /** Start of the time range, 13-digit timestamp; must be earlier than EndTime. In ms. */
  StartTime: number;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** ProductKey of the product that the device belongs to. Given only together with DeviceName. */
  ProductKey?: string | undefined;
  /** DeviceName of the device. Given only together with ProductKey. */
  DeviceName?: string | undefined;
  /**
   * Token of the next page: when a next page exists the response returns it, and the next request must carry
   * its value.
   */
  NextPageToken?: string | undefined;
  /**
   * Unique device ID issued by the platform; stands for one ProductKey + DeviceName pair. When it is given,
   * ProductKey and DeviceName are not needed; when both forms are given, only IotId is used.
   */
  IotId?: string | undefined;
}

/** What QueryDeviceOriginalPropertyData answers. */
export interface QueryDeviceOriginalPropertyDataResponse extends Answer {
  /** Returned if the call succeeds. */
  Data?: QueryDeviceOriginalPropertyDataData | null | undefined;
}

/** The structure Data of QueryDeviceOriginalPropertyData. */
export interface QueryDeviceOriginalPropertyDataData {
  List?: QueryDeviceOriginalPropertyDataList | null | undefined;
  /**
   * true: there is a next page, put the returned next-page token into the next request as NextPageToken;
   * false: there is none.
   */
  NextValid?: boolean | null | undefined;
  /** Token of the next page. */
  nextPageToken?: string | null | undefined;
}

/** The structure Data.List of QueryDeviceOriginalPropertyData. */
export interface QueryDeviceOriginalPropertyDataList {
  PropertyInfo?: QueryDeviceOriginalPropertyDataPropertyInfo[] | null | undefined;
}

/** One entry of Data.List.PropertyInfo of QueryDeviceOriginalPropertyData. */
export interface QueryDeviceOriginalPropertyDataPropertyInfo {
  /** Time when the property was modified. In ms. */
  Time?: string | number | null | undefined;
  /** Value of the property. */
  Value?: string | null | undefined;
}

/**
 * Queries the raw records of one property that one device submitted within a time range, whether or not they
 * passed TSL verification.
 *
 * - The answer covers records that were verified against the TSL model as well as records that were not.
 * - Only data generated within the last 30 days can be queried; the storage time counts from the day the data
 *   was generated.
 * - The start time must be earlier than the end time in both sorting orders; Asc only decides how the records
 *   found are sorted.
 * - With low-level verification the identifier is the TSL model's; without verification it has to be the
 *   identifier that the device itself submits.
 * - The answer is paged by token, at most 100 records a page.
 * - When NextValid is true, the remaining data is read by repeating the request with the returned next-page
 *   token as NextPageToken.
 * - When IotId and the ProductKey/DeviceName pair are both given, the pair is ignored and IotId decides which
 *   device is meant.
 *
 * Limits: 50 calls a second per account; property data of the last 30 days can be queried; the period counts
 * from the day the data was generated; at most 100 records of the property are returned at a time.
 *
 * Pages: by token, NextPageToken, which the answer names for the next page; PageSize 100 unless given.
 *
 * Safe to repeat.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.device.NullDeviceName, iot.device.InvalidIoTId,
 * iot.prod.InvalidFormattedProductkey, iot.device.InvalidFormattedDeviceName, iot.common.InvalidPageParams,
 * iot.common.InvalidFormattedParameter, iot.device.InvalidTimeBucket, iot.check.ParameterIsNotLessThanMax,
 * iot.prod.NotExistedProduct, iot.device.NotExistedDevice, InvalidIdentifierInPropertyError,
 * iot.device.PageTokenIsIllegal, iot.device.QueryDeviceAttrDataHistoryFailed.
 *
 * Guide, section 4.11.13.
 */
export const QueryDeviceOriginalPropertyData: PagedOperation<
  QueryDeviceOriginalPropertyDataRequest,
  QueryDeviceOriginalPropertyDataResponse,
  QueryDeviceOriginalPropertyDataPropertyInfo
> = {
  name: 'QueryDeviceOriginalPropertyData',
  family: 'thing-data',
  callsPerSecond: 50,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      Asc: choice(0, 1),
      EndTime: integer(min(1000000000000), max(9999999999999)),
      Identifier: text(minLength(1)),
      PageSize: integer(min(1), max(100)),
      StartTime: integer(min(1000000000000), max(9999999999999)),
      IotInstanceId: optional(text()),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
      NextPageToken: optional(text()),
      IotId: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
    lessThan('StartTime', 'EndTime'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      List: maybeFields({
        PropertyInfo: maybeList(fields({ Time: maybeTextOrNumber(), Value: maybeText() })),
      }),
      NextValid: maybeFlag(),
      nextPageToken: maybeText(),
    }),
  })),
  pages: /* @__PURE__ */ byToken<
    QueryDeviceOriginalPropertyDataRequest,
    QueryDeviceOriginalPropertyDataResponse,
    QueryDeviceOriginalPropertyDataPropertyInfo
  >({
    token: 'NextPageToken',
    size: 'PageSize',
    maximum: 100,
    items: (answer) => answer.Data?.List?.PropertyInfo,
    nextToken: (answer) => answer.Data?.nextPageToken,
    more: (answer) => answer.Data?.NextValid,
  }),
};

/** The parameters of QueryDeviceOriginalPropertyStatus. */
export interface QueryDeviceOriginalPropertyStatusRequest {
  /**
   * Chronological order in which property data is queried. 0: reverse chronological order; 1: chronological
   * order.
   */
  Asc: 0 | 1;
  /** Number of entries per page. 1 to 50. */
  PageSize: number;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** ProductKey of the product that the device belongs to. Given only together with DeviceName. */
  ProductKey?: string | undefined;
  /** DeviceName of the device. Given only together with ProductKey. */
  DeviceName?: string | undefined;
  /**
   * Token of the next page: when a next page exists the response returns it, and the next request must carry
   * its value.
   */
  NextPageToken?: string | undefined;
  /**
   * Unique device ID issued by the platform; stands for one ProductKey + DeviceName pair. When it is given,
   * ProductKey and DeviceName are not needed; when both forms are given, only IotId is used.
   */
  IotId?: string | undefined;
}

/** What QueryDeviceOriginalPropertyStatus answers. */
export interface QueryDeviceOriginalPropertyStatusResponse extends Answer {
  /** Returned if the call succeeds. */
  Data?: QueryDeviceOriginalPropertyStatusData | null | undefined;
}

/** The structure Data of QueryDeviceOriginalPropertyStatus. */
export interface QueryDeviceOriginalPropertyStatusData {
  List?: QueryDeviceOriginalPropertyStatusList | null | undefined;
  /** Token of the next page. */
  NextPageToken?: string | null | undefined;
  /**
   * true: there is a next page, put the returned next-page token into the next request as NextPageToken;
   * false: there is none.
   */
  NextValid?: boolean | null | undefined;
  /** The token of the next page, as the samples spell it. */
  nextPageToken?: string | null | undefined;
}

/** The structure Data.List of QueryDeviceOriginalPropertyStatus. */
export interface QueryDeviceOriginalPropertyStatusList {
  /** The samples name it PropertyStatusInfo. */
  PropertyStatusDataInfo?: QueryDeviceOriginalPropertyStatusPropertyStatusDataInfo[] | null | undefined;
  /** The same list, as the samples name it. */
  PropertyStatusInfo?: QueryDeviceOriginalPropertyStatusPropertyStatusInfo[] | null | undefined;
}

/** One entry of Data.List.PropertyStatusDataInfo of QueryDeviceOriginalPropertyStatus. */
export interface QueryDeviceOriginalPropertyStatusPropertyStatusDataInfo {
  /** Identifier of the property. */
  Identifier?: string | null | undefined;
  /** Time when the property was modified. In ms. */
  Time?: string | number | null | undefined;
  /** Value of the property. */
  Value?: string | null | undefined;
}

/** One entry of Data.List.PropertyStatusInfo of QueryDeviceOriginalPropertyStatus. */
export interface QueryDeviceOriginalPropertyStatusPropertyStatusInfo {
  /** Identifier of the property. */
  Identifier?: string | null | undefined;
  /** Time when the property was modified. In ms. */
  Time?: string | number | null | undefined;
  /** Value of the property. */
  Value?: string | null | undefined;
}

/**
 * Queries the snapshot of the raw properties that one device submitted, whether or not they passed TSL
 * verification.
 *
 * - The answer covers properties that were verified against the TSL model as well as properties that were
 *   not.
 * - Each entry shows only identifier, value and time of change, without name, data type or unit.
 * - Data is queried in reverse chronological (Asc=0) or chronological (Asc=1) order.
 * - The answer is paged by token, 1 to 50 entries a page.
 * - When NextValid is true, the remaining data is read by repeating the request with the returned next-page
 *   token as NextPageToken.
 * - When IotId and the ProductKey/DeviceName pair are both given, the pair is ignored and IotId decides which
 *   device is meant.
 *
 * Limits: 50 calls a second per account; a page holds 1 to 50 entries.
 *
 * Pages: by token, NextPageToken, which the answer names for the next page; PageSize 50 unless given.
 *
 * Safe to repeat.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.device.NullDeviceName, iot.device.InvalidIoTId,
 * iot.prod.InvalidFormattedProductkey, iot.device.InvalidFormattedDeviceName, iot.common.InvalidPageParams,
 * iot.common.InvalidFormattedParameter, iot.prod.NotExistedProduct, iot.device.NotExistedDevice,
 * iot.device.PageTokenIsIllegal, iot.device.QueryDeviceAttrStatusFailed.
 *
 * Guide, section 4.11.12.
 */
export const QueryDeviceOriginalPropertyStatus: PagedOperation<
  QueryDeviceOriginalPropertyStatusRequest,
  QueryDeviceOriginalPropertyStatusResponse,
  QueryDeviceOriginalPropertyStatusPropertyStatusDataInfo
> = {
  name: 'QueryDeviceOriginalPropertyStatus',
  family: 'thing-data',
  callsPerSecond: 50,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      Asc: choice(0, 1),
      PageSize: integer(min(1), max(50)),
      IotInstanceId: optional(text()),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
      NextPageToken: optional(text()),
      IotId: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      List: maybeFields({
        PropertyStatusDataInfo: maybeList(fields({
          Identifier: maybeText(),
          Time: maybeTextOrNumber(),
          Value: maybeText(),
        })),
        PropertyStatusInfo: maybeList(fields({
          Identifier: maybeText(),
          Time: maybeTextOrNumber(),
          Value: maybeText(),
        })),
      }),
      NextPageToken: maybeText(),
      NextValid: maybeFlag(),
      nextPageToken: maybeText(),
    }),
  })),
  pages: /* @__PURE__ */ byToken<
    QueryDeviceOriginalPropertyStatusRequest,
    QueryDeviceOriginalPropertyStatusResponse,
    QueryDeviceOriginalPropertyStatusPropertyStatusDataInfo
  >({
    token: 'NextPageToken',
    size: 'PageSize',
    maximum: 50,
    items: (answer) => answer.Data?.List?.PropertyStatusDataInfo ?? answer.Data?.List?.PropertyStatusInfo,
    nextToken: (answer) => answer.Data?.NextPageToken ?? answer.Data?.nextPageToken,
    more: (answer) => answer.Data?.NextValid,
  }),
};

/** The parameters of QueryDeviceOriginalServiceData. */
export interface QueryDeviceOriginalServiceDataRequest {
  /** Sorting of the returned service call records. 0: descending; 1: ascending. */
  Asc: 0 | 1;
  /** End of the time range, 13-digit timestamp. In ms. */
  EndTime: number;
  /**
   * Identifier of the service. If low-level verification is applied: the identifier from the TSL data
   * (QueryThingModel) or the console's Define Feature tab. If no verification is applied: exactly the custom
   * identifier that the device submits.
   */
  Identifier: string;
  /** Number of entries per page; maximum 50. No minimum is stated. 1 to 50. */
  PageSize: number;
  /** Start of the time range, 13-digit timestamp; must be earlier than EndTime. In ms. */
  StartTime: number;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** ProductKey of the product that the device belongs to. Given only together with DeviceName. */
  ProductKey?: string | undefined;
  /** DeviceName of the device. Given only together with ProductKey. */
  DeviceName?: string | undefined;
  /**
   * Token of the next page: the response to the first request contains it, and it is added to the next
   * request.
   */
  NextPageToken?: string | undefined;
  /**
   * Unique device ID issued by the platform; stands for one ProductKey + DeviceName pair. When it is given,
   * ProductKey and DeviceName are not needed; when both forms are given, only IotId is used.
   */
  IotId?: string | undefined;
}

/** What QueryDeviceOriginalServiceData answers. */
export interface QueryDeviceOriginalServiceDataResponse extends Answer {
  /** Returned if the call succeeds. */
  Data?: QueryDeviceOriginalServiceDataData | null | undefined;
}

/** The structure Data of QueryDeviceOriginalServiceData. */
export interface QueryDeviceOriginalServiceDataData {
  List?: QueryDeviceOriginalServiceDataList | null | undefined;
  /** Token of the next page. */
  NextPageToken?: string | null | undefined;
  /**
   * true: there is a next page, put the returned next-page token into the next request as NextPageToken;
   * false: there is none.
   */
  NextValid?: boolean | null | undefined;
}

/** The structure Data.List of QueryDeviceOriginalServiceData. */
export interface QueryDeviceOriginalServiceDataList {
  ServiceInfo?: QueryDeviceOriginalServiceDataServiceInfo[] | null | undefined;
}

/** One entry of Data.List.ServiceInfo of QueryDeviceOriginalServiceData. */
export interface QueryDeviceOriginalServiceDataServiceInfo {
  /** Identifier of the service. */
  Identifier?: string | null | undefined;
  /**
   * Input parameters of the service. As a string in MAP form (key:value); in the sample JSON text: an object,
   * key = input parameter identifier, value = its value.
   */
  InputData?: string | null | undefined;
  /** Name of the service. */
  Name?: string | null | undefined;
  /**
   * Output parameters of the service. As a string in MAP form (key:value); in the sample JSON text {"code":
   * integer, "data": object, "id": string, "message": string, "version": string}.
   */
  OutputData?: string | null | undefined;
  /** Time when the service was called. In ms. */
  Time?: string | number | null | undefined;
}

/**
 * Queries the raw call records of one service of one device within a time range, whether or not they passed
 * TSL verification.
 *
 * - The answer covers service records that were verified against the TSL model as well as records that were
 *   not.
 * - Only service call records of the last 30 days can be queried; the storage time of a record counts from
 *   the day the service was called.
 * - The start time must be earlier than the end time in both sorting orders; Asc only decides how the records
 *   found are sorted.
 * - With low-level verification the identifier is the TSL model's; without verification it has to be the
 *   identifier that the device itself submits.
 * - The answer is paged by token, at most 50 entries a page.
 * - The response to the first request contains the token that is added to the next request.
 * - When NextValid is true, the remaining data is read by repeating the request with the returned next-page
 *   token as NextPageToken.
 * - When IotId and the ProductKey/DeviceName pair are both given, the pair is ignored and IotId decides which
 *   device is meant.
 *
 * Limits: 50 calls a second per account; service call records of the last 30 days can be queried; the period
 * counts from the day the service was called; a page holds at most 50 entries.
 *
 * Pages: by token, NextPageToken, which the answer names for the next page; PageSize 50 unless given.
 *
 * Safe to repeat.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.device.NullDeviceName, iot.device.InvalidIoTId,
 * iot.prod.InvalidFormattedProductkey, iot.device.InvalidFormattedDeviceName, iot.common.InvalidPageParams,
 * iot.common.InvalidFormattedParameter, iot.device.InvalidTimeBucket, iot.check.ParameterIsNotLessThanMax,
 * iot.prod.NotExistedProduct, iot.device.NotExistedDevice, InvalidIdentifierInServiceError,
 * iot.device.PageTokenIsIllegal, iot.device.QueryDeviceServiceHistoryFailed.
 *
 * Guide, section 4.11.15.
 */
export const QueryDeviceOriginalServiceData: PagedOperation<
  QueryDeviceOriginalServiceDataRequest,
  QueryDeviceOriginalServiceDataResponse,
  QueryDeviceOriginalServiceDataServiceInfo
> = {
  name: 'QueryDeviceOriginalServiceData',
  family: 'thing-data',
  callsPerSecond: 50,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      Asc: choice(0, 1),
      EndTime: integer(min(1000000000000), max(9999999999999)),
      Identifier: text(minLength(1)),
      PageSize: integer(min(1), max(50)),
      StartTime: integer(min(1000000000000), max(9999999999999)),
      IotInstanceId: optional(text()),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
      NextPageToken: optional(text()),
      IotId: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
    lessThan('StartTime', 'EndTime'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      List: maybeFields({
        ServiceInfo: maybeList(fields({
          Identifier: maybeText(),
          InputData: maybeText(),
          Name: maybeText(),
          OutputData: maybeText(),
          Time: maybeTextOrNumber(),
        })),
      }),
      NextPageToken: maybeText(),
      NextValid: maybeFlag(),
    }),
  })),
  pages: /* @__PURE__ */ byToken<
    QueryDeviceOriginalServiceDataRequest,
    QueryDeviceOriginalServiceDataResponse,
    QueryDeviceOriginalServiceDataServiceInfo
  >({
    token: 'NextPageToken',
    size: 'PageSize',
    maximum: 50,
    items: (answer) => answer.Data?.List?.ServiceInfo,
    nextToken: (answer) => answer.Data?.NextPageToken,
    more: (answer) => answer.Data?.NextValid,
  }),
};

/** The parameters of QueryDevicePropertiesData. */
export interface QueryDevicePropertiesDataRequest {
  /**
   * Sorting of the returned property records. 0: reverse chronological order; StartTime must be later than
   * EndTime; 1: chronological order; StartTime must be earlier than EndTime.
   */
  Asc: 0 | 1;
  /** DeviceName of the device. */
  DeviceName: string;
  /** End of the time range, 13-digit timestamp in milliseconds. In ms. */
  EndTime: number;
  /**
   * Identifiers of the properties; each only once, at most 10. As in the TSL data (QueryThingModel) or the
   * console's Define Feature tab. For a custom (non-default) module: "<module identifier>:<property
   * identifier>", e.g. testFb:temperature. No entry twice.
   */
  Identifier: readonly string[];
  /**
   * Maximum number of records returned for each property; at most 100. No property may return more records
   * than this. No minimum is stated. 1 to 100.
   */
  PageSize: number;
  /** ProductKey of the product that the device belongs to. */
  ProductKey: string;
  /** Start of the time range, 13-digit timestamp in milliseconds. In ms. */
  StartTime: number;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * Globally unique device ID issued by the platform; stands for one ProductKey + DeviceName pair. When it is
   * given beside that pair, IotId is used.
   */
  IotId?: string | undefined;
}

/** What QueryDevicePropertiesData answers. */
export interface QueryDevicePropertiesDataResponse extends Answer {
  /**
   * Start time for the query of the next page: use it as StartTime of the next call. The sample with
   * NextValid=false does not show it. In ms.
   */
  NextTime?: string | number | null | undefined;
  /** true: there is a next page, NextTime serves as its StartTime; false: there is none. */
  NextValid?: boolean | null | undefined;
  /** Property records, returned if the call succeeds. */
  PropertyDataInfos?: QueryDevicePropertiesDataPropertyDataInfos | null | undefined;
}

/** The structure PropertyDataInfos of QueryDevicePropertiesData. */
export interface QueryDevicePropertiesDataPropertyDataInfos {
  PropertyDataInfo?: QueryDevicePropertiesDataPropertyDataInfo[] | null | undefined;
}

/** One entry of PropertyDataInfos.PropertyDataInfo of QueryDevicePropertiesData. */
export interface QueryDevicePropertiesDataPropertyDataInfo {
  /** Identifier of the property. */
  Identifier?: string | null | undefined;
  /** Records of the property. */
  List?: QueryDevicePropertiesDataList | null | undefined;
}

/** The structure PropertyDataInfos.PropertyDataInfo.List of QueryDevicePropertiesData. */
export interface QueryDevicePropertiesDataList {
  PropertyInfo?: QueryDevicePropertiesDataPropertyInfo[] | null | undefined;
}

/** One entry of PropertyDataInfos.PropertyDataInfo.List.PropertyInfo of QueryDevicePropertiesData. */
export interface QueryDevicePropertiesDataPropertyInfo {
  /** Time when the property was submitted. In ms. */
  Time?: string | number | null | undefined;
  /** Value of the property. */
  Value?: string | null | undefined;
}

/**
 * Queries the historical records of several properties that one device submitted within a time range.
 *
 * - Up to 10 properties are queried in one call; their identifiers must differ from each other.
 * - At most 100 records per property are returned by one call.
 * - Only data generated within the last 30 days can be queried; the storage time of a record counts from the
 *   day it was generated.
 * - As soon as the number of records of any one property reaches PageSize the query stops, so records of the
 *   other properties may be missing from the answer.
 * - NextValid=true means that records between NextTime and EndTime have not been returned yet.
 * - NextValid=false means that all records of the range have been returned.
 * - To continue, repeat the call with the returned NextTime as StartTime until NextValid is false; this holds
 *   for both sorting orders.
 * - To read everything in a range, set PageSize to its maximum and repeat the call until NextValid is false.
 *
 * Limits: 10 calls a second per account; at most 10 properties per call, at most 100 records per property;
 * property data of the last 30 days can be queried; the period counts from the day the record was generated.
 *
 * Pages: by time; the answer names where to go on, NextTime, as long as NextValid is true; PageSize 100
 * unless given.
 *
 * Safe to repeat.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.device.NullDeviceName, iot.prod.InvalidFormattedProductkey,
 * iot.device.InvalidFormattedDeviceName, iot.device.InvalidIoTId, iot.device.NullDevicePropertyKey,
 * iot.device.InvalidFormattedDevicePropertyKey, iot.device.TooManyDevicePropertiesPerTime,
 * iot.common.InvalidPageParams, iot.common.InvalidFormattedParameter, iot.device.InvalidTimeBucket,
 * iot.check.ParameterIsNotLessThanMax, iot.prod.NotExistedProduct, iot.device.NotExistedDevice,
 * iot.prod.NotSeniorProduct, iot.device.NoneDeviceProperties, iot.device.QueryDeviceAttrDataHistoryFailed.
 *
 * Guide, section 4.11.6.
 */
export const QueryDevicePropertiesData: PagedOperation<
  QueryDevicePropertiesDataRequest,
  QueryDevicePropertiesDataResponse,
  QueryDevicePropertiesDataPropertyDataInfo
> = {
  name: 'QueryDevicePropertiesData',
  family: 'thing-data',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      Asc: choice(0, 1),
      DeviceName: text(minLength(1)),
      EndTime: integer(min(1000000000000), max(9999999999999)),
      Identifier: list(text(minLength(1)), minItems(1), maxItems(10), unique()),
      PageSize: integer(min(1), max(100)),
      ProductKey: text(minLength(1)),
      StartTime: integer(min(1000000000000), max(9999999999999)),
      IotInstanceId: optional(text()),
      IotId: optional(text()),
    },
    lessThan('EndTime', 'StartTime', { Asc: 0 }),
    lessThan('StartTime', 'EndTime', { Asc: 1 }),
  )),
  response: /* @__PURE__ */ once(() => answer({
    NextTime: maybeTextOrNumber(),
    NextValid: maybeFlag(),
    PropertyDataInfos: maybeFields({
      PropertyDataInfo: maybeList(fields({
        Identifier: maybeText(),
        List: maybeFields({
          PropertyInfo: maybeList(fields({ Time: maybeTextOrNumber(), Value: maybeText() })),
        }),
      })),
    }),
  })),
  pages: /* @__PURE__ */ byTime<
    QueryDevicePropertiesDataRequest,
    QueryDevicePropertiesDataResponse,
    QueryDevicePropertiesDataPropertyDataInfo
  >({
    size: 'PageSize',
    maximum: 100,
    items: (answer) => answer.PropertyDataInfos?.PropertyDataInfo,
    time: (answer) => answer.NextTime,
    more: (answer) => answer.NextValid,
  }),
};

/** The parameters of QueryDevicePropertyData. */
export interface QueryDevicePropertyDataRequest {
  /** Sorting of the returned property records. 0: reverse chronological order; 1: chronological order. */
  Asc: 0 | 1;
  /** End of the time range, timestamp in milliseconds. In ms. */
  EndTime: number;
  /**
   * Identifier of the property, as in the TSL data (QueryThingModel) or the console's Define Feature tab. For
   * a custom module: "<module identifier>:<property identifier>", e.g. testFb:temperature.
   */
  Identifier: string;
  /** Number of entries per page; maximum 50. No minimum is stated. 1 to 50. */
  PageSize: number;
  /** Start of the time range, timestamp in milliseconds. In ms. */
  StartTime: number;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * Unique device ID issued by the platform; stands for one ProductKey + DeviceName pair. When it is given,
   * ProductKey and DeviceName are not needed; when both forms are given, only IotId is used.
   */
  IotId?: string | undefined;
  /** ProductKey of the product that the device belongs to. Given only together with DeviceName. */
  ProductKey?: string | undefined;
  /** DeviceName of the device. Given only together with ProductKey. */
  DeviceName?: string | undefined;
}

/** What QueryDevicePropertyData answers. */
export interface QueryDevicePropertyDataResponse extends Answer {
  /** Returned if the call succeeds. */
  Data?: QueryDevicePropertyDataData | null | undefined;
}

/** The structure Data of QueryDevicePropertyData. */
export interface QueryDevicePropertyDataData {
  List?: QueryDevicePropertyDataList | null | undefined;
  /**
   * Start time for the query of the next page: use it as EndTime when Asc=0, as StartTime when Asc=1. In ms.
   */
  NextTime?: string | number | null | undefined;
  /** true: there is a next page; false: there is none. */
  NextValid?: boolean | null | undefined;
}

/** The structure Data.List of QueryDevicePropertyData. */
export interface QueryDevicePropertyDataList {
  PropertyInfo?: QueryDevicePropertyDataPropertyInfo[] | null | undefined;
}

/** One entry of Data.List.PropertyInfo of QueryDevicePropertyData. */
export interface QueryDevicePropertyDataPropertyInfo {
  /** Time when the property was modified. In ms. */
  Time?: string | number | null | undefined;
  /** Value of the property. */
  Value?: string | null | undefined;
}

/**
 * Queries the historical records of one property of one device within a time range.
 *
 * - Only one property is queried per call; several properties need several calls.
 * - Only data generated within the last 30 days can be queried.
 * - The storage time of a record counts from the day on which it was generated.
 * - Records come back in reverse chronological order (Asc=0) or in chronological order (Asc=1).
 * - NextValid tells whether there is a next page.
 * - To read the next page with Asc=0, repeat the call with the returned NextTime as EndTime.
 * - To read the next page with Asc=1, repeat the call with the returned NextTime as StartTime.
 * - A property of a custom (non-default) module is addressed as moduleIdentifier:propertyIdentifier.
 *
 * Limits: 50 calls a second per account; property data of the last 30 days can be queried; the period counts
 * from the day the data was generated; a page holds at most 50 records; one call queries one property.
 *
 * Pages: by time; the answer names where to go on, NextTime, as long as NextValid is true; PageSize 50 unless
 * given.
 *
 * Safe to repeat.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.device.NullDeviceName, iot.device.InvalidIoTId,
 * iot.prod.InvalidFormattedProductkey, iot.device.InvalidFormattedDeviceName,
 * iot.device.NullDevicePropertyKey, iot.device.InvalidFormattedDevicePropertyKey,
 * iot.common.InvalidPageParams, iot.common.InvalidFormattedParameter, iot.device.InvalidTimeBucket,
 * iot.check.ParameterIsNotLessThanMax, iot.prod.NotExistedProduct, iot.device.NotExistedDevice,
 * iot.prod.NotSeniorProduct, iot.device.NoneDeviceProperties, iot.device.QueryDeviceAttrDataHistoryFailed.
 *
 * Guide, section 4.11.5.
 */
export const QueryDevicePropertyData: PagedOperation<
  QueryDevicePropertyDataRequest,
  QueryDevicePropertyDataResponse,
  QueryDevicePropertyDataPropertyInfo
> = {
  name: 'QueryDevicePropertyData',
  family: 'thing-data',
  callsPerSecond: 50,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      Asc: choice(0, 1),
      EndTime: integer(),
      Identifier: text(minLength(1)),
      PageSize: integer(min(1), max(50)),
      StartTime: integer(),
      IotInstanceId: optional(text()),
      IotId: optional(text()),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      List: maybeFields({
        PropertyInfo: maybeList(fields({ Time: maybeTextOrNumber(), Value: maybeText() })),
      }),
      NextTime: maybeTextOrNumber(),
      NextValid: maybeFlag(),
    }),
  })),
  pages: /* @__PURE__ */ byTime<
    QueryDevicePropertyDataRequest,
    QueryDevicePropertyDataResponse,
    QueryDevicePropertyDataPropertyInfo
  >({
    size: 'PageSize',
    maximum: 50,
    items: (answer) => answer.Data?.List?.PropertyInfo,
    time: (answer) => answer.Data?.NextTime,
    more: (answer) => answer.Data?.NextValid,
  }),
};

/** The parameters of QueryDevicePropertyStatus. */
export interface QueryDevicePropertyStatusRequest {
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** ProductKey of the product that the device belongs to. Given only together with DeviceName. */
  ProductKey?: string | undefined;
  /** DeviceName of the device. Given only together with ProductKey. */
  DeviceName?: string | undefined;
  /**
   * Unique device ID issued by the platform; stands for one ProductKey + DeviceName pair. When it is given,
   * ProductKey and DeviceName are not needed; when both forms are given, only IotId is used. It can be looked
   * up with QueryDeviceDetail.
   */
  IotId?: string | undefined;
  /**
   * Identifier of a custom TSL module, unique within the product. If left out, data of the default module is
   * queried.
   */
  FunctionBlockId?: string | undefined;
}

/** What QueryDevicePropertyStatus answers. */
export interface QueryDevicePropertyStatusResponse extends Answer {
  /** Returned if the call succeeds. */
  Data?: QueryDevicePropertyStatusData | null | undefined;
}

/** The structure Data of QueryDevicePropertyStatus. */
export interface QueryDevicePropertyStatusData {
  List?: QueryDevicePropertyStatusList | null | undefined;
}

/** The structure Data.List of QueryDevicePropertyStatus. */
export interface QueryDevicePropertyStatusList {
  PropertyStatusInfo?: QueryDevicePropertyStatusPropertyStatusInfo[] | null | undefined;
}

/** One entry of Data.List.PropertyStatusInfo of QueryDevicePropertyStatus. */
export interface QueryDevicePropertyStatusPropertyStatusInfo {
  /**
   * Data type of the property. int: integer; float: single-precision floating-point number; double:
   * double-precision floating-point number; enum: enumeration; bool: Boolean; text: character string; date:
   * time (UTC timestamp in milliseconds, as a string); struct: structure.
   */
  DataType?: string | null | undefined;
  /** Identifier of the property. */
  Identifier?: string | null | undefined;
  /** Name of the property. */
  Name?: string | null | undefined;
  /** Time when the property was modified. In ms. */
  Time?: string | number | null | undefined;
  /** Unit of the property value. */
  Unit?: string | null | undefined;
  /** Value of the property. */
  Value?: string | null | undefined;
}

/**
 * Queries the property snapshot of one device.
 *
 * - The answer lists the device's properties, each with identifier, name, data type, unit, value and the time
 *   when it was modified.
 * - FunctionBlockId selects a custom TSL module; without it the default module is queried.
 * - The IotId of a device can be looked up with QueryDeviceDetail.
 * - When IotId and the ProductKey/DeviceName pair are both given, the pair is ignored and IotId decides which
 *   device is meant.
 *
 * Limits: 200 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.device.NullDeviceName, iot.device.InvalidIoTId,
 * iot.prod.InvalidFormattedProductkey, iot.device.InvalidFormattedDeviceName, iot.prod.NotExistedProduct,
 * iot.device.NotExistedDevice, iot.prod.NotSeniorProduct, iot.device.QueryDeviceAttrStatusFailed.
 *
 * Guide, section 4.11.11.
 */
export const QueryDevicePropertyStatus: Operation<
  QueryDevicePropertyStatusRequest,
  QueryDevicePropertyStatusResponse
> = {
  name: 'QueryDevicePropertyStatus',
  family: 'thing-data',
  callsPerSecond: 200,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      IotInstanceId: optional(text()),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
      IotId: optional(text()),
      FunctionBlockId: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      List: maybeFields({
        PropertyStatusInfo: maybeList(fields({
          DataType: maybeText(),
          Identifier: maybeText(),
          Name: maybeText(),
          Time: maybeTextOrNumber(),
          Unit: maybeText(),
          Value: maybeText(),
        })),
      }),
    }),
  })),
};

/** The parameters of QueryDeviceServiceData. */
export interface QueryDeviceServiceDataRequest {
  /** End of the time range, timestamp in milliseconds. In ms. */
  EndTime: number;
  /** Start of the time range, timestamp in milliseconds. In ms. */
  StartTime: number;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * Unique device ID issued by the platform; stands for one ProductKey + DeviceName pair. When it is given,
   * ProductKey and DeviceName are not needed; when both forms are given, only IotId is used.
   */
  IotId?: string | undefined;
  /** ProductKey of the product that the device belongs to. Given only together with DeviceName. */
  ProductKey?: string | undefined;
  /** DeviceName of the device. Given only together with ProductKey. */
  DeviceName?: string | undefined;
  /**
   * Identifier of the service that was called, as in the TSL data (QueryThingModel) or the console's Define
   * Feature tab. For a custom (non-default) module: "<module identifier>:<service identifier>", e.g.
   * testFb:testService. If left out, all service data of the default module and the custom modules is
   * queried.
   */
  Identifier?: string | undefined;
  /** Sorting of the returned service call records. No default is stated. 0: descending; 1: ascending. */
  Asc?: 0 | 1 | undefined;
  /** Number of entries per page; maximum 50. No minimum and no default are stated. 1 to 50. */
  PageSize?: number | undefined;
}

/** What QueryDeviceServiceData answers. */
export interface QueryDeviceServiceDataResponse extends Answer {
  /** Returned if the call succeeds. */
  Data?: QueryDeviceServiceDataData | null | undefined;
}

/** The structure Data of QueryDeviceServiceData. */
export interface QueryDeviceServiceDataData {
  List?: QueryDeviceServiceDataList | null | undefined;
  /** Start time of the service call records on the next page: use it as StartTime of the next call. In ms. */
  NextTime?: string | number | null | undefined;
  /** true: there is a next page, NextTime serves as its StartTime; false: there is none. */
  NextValid?: boolean | null | undefined;
}

/** The structure Data.List of QueryDeviceServiceData. */
export interface QueryDeviceServiceDataList {
  ServiceInfo?: QueryDeviceServiceDataServiceInfo[] | null | undefined;
}

/** One entry of Data.List.ServiceInfo of QueryDeviceServiceData. */
export interface QueryDeviceServiceDataServiceInfo {
  /** Identifier of the service. */
  Identifier?: string | null | undefined;
  /**
   * Input parameters of the service. As a string in MAP form (key:value); in the sample JSON text: an object,
   * key = input parameter identifier, value = its value.
   */
  InputData?: string | null | undefined;
  /** Name of the service. */
  Name?: string | null | undefined;
  /**
   * Output parameters of the service. As a string in MAP form (key:value); in the sample JSON text {"code":
   * integer, "data": object, "id": string, "message": string, "version": string}.
   */
  OutputData?: string | null | undefined;
  /** Time when the service was called. In ms. */
  Time?: string | number | null | undefined;
}

/**
 * Queries the service call records of one device within a time range.
 *
 * - Only service call records of the last 30 days can be queried; the storage time of a record counts from
 *   the day the service was called.
 * - Without Identifier the service data of the default module and of all custom modules is queried.
 * - Each record shows the service, its name, its input, its output and the time of the call.
 * - Records are sorted in descending (Asc=0) or ascending (Asc=1) order.
 * - NextValid tells whether there is a next page.
 * - To read the next page, repeat the call with the returned NextTime as StartTime; the text makes no
 *   difference between the sorting orders here.
 * - A service of a custom (non-default) module is addressed as moduleIdentifier:serviceIdentifier.
 * - When IotId and the ProductKey/DeviceName pair are both given, the pair is ignored and IotId decides which
 *   device is meant.
 *
 * Limits: 500 calls a second per account; service call records of the last 30 days can be queried; the period
 * counts from the day the service was called; a page holds at most 50 records.
 *
 * Pages: by time; the answer names where to go on, NextTime, as long as NextValid is true; PageSize 50 unless
 * given.
 *
 * Safe to repeat.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.device.NullDeviceName, iot.device.InvalidIoTId,
 * iot.prod.InvalidFormattedProductkey, iot.device.InvalidFormattedDeviceName, iot.common.InvalidPageParams,
 * iot.common.InvalidFormattedParameter, iot.device.InvalidTimeBucket, iot.check.ParameterIsNotLessThanMax,
 * iot.prod.NotExistedProduct, iot.device.NotExistedDevice, iot.prod.NotSeniorProduct,
 * iot.device.QueryDeviceServiceHistoryFailed.
 *
 * Guide, section 4.11.8.
 */
export const QueryDeviceServiceData: PagedOperation<
  QueryDeviceServiceDataRequest,
  QueryDeviceServiceDataResponse,
  QueryDeviceServiceDataServiceInfo
> = {
  name: 'QueryDeviceServiceData',
  family: 'thing-data',
  callsPerSecond: 500,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      EndTime: integer(),
      StartTime: integer(),
      IotInstanceId: optional(text()),
      IotId: optional(text()),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
      Identifier: optional(text()),
      Asc: optional(choice(0, 1)),
      PageSize: optional(integer(min(1), max(50))),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      List: maybeFields({
        ServiceInfo: maybeList(fields({
          Identifier: maybeText(),
          InputData: maybeText(),
          Name: maybeText(),
          OutputData: maybeText(),
          Time: maybeTextOrNumber(),
        })),
      }),
      NextTime: maybeTextOrNumber(),
      NextValid: maybeFlag(),
    }),
  })),
  pages: /* @__PURE__ */ byTime<
    QueryDeviceServiceDataRequest,
    QueryDeviceServiceDataResponse,
    QueryDeviceServiceDataServiceInfo
  >({
    size: 'PageSize',
    maximum: 50,
    items: (answer) => answer.Data?.List?.ServiceInfo,
    time: (answer) => answer.Data?.NextTime,
    more: (answer) => answer.Data?.NextValid,
  }),
};

/** The parameters of SetDeviceDesiredProperty. */
export interface SetDeviceDesiredPropertyRequest {
  /**
   * JSON object with at most 10 keys; key = property identifier (unique, the property must allow reading and
   * writing), value = desired value in the data type and range the TSL defines, or null to clear the desired
   * value.
   */
  Items: JsonParameter;
  /**
   * JSON object; key = property identifier (unique), value = integer, the current version of the property's
   * desired value (0 before the first setting). {} when the current versions are not known.
   */
  Versions: JsonParameter;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * Unique device ID issued by the platform; stands for one ProductKey + DeviceName pair. When it is given,
   * ProductKey and DeviceName are not needed; when both forms are given, only IotId is used.
   */
  IotId?: string | undefined;
  /** DeviceName of the device. Given only together with ProductKey. */
  DeviceName?: string | undefined;
  /** ProductKey of the product that the device belongs to. Given only together with DeviceName. */
  ProductKey?: string | undefined;
}

/** What SetDeviceDesiredProperty answers. */
export interface SetDeviceDesiredPropertyResponse extends Answer {
  /** Returned if the call succeeds. */
  Data?: SetDeviceDesiredPropertyData | null | undefined;
}

/** The structure Data of SetDeviceDesiredProperty. */
export interface SetDeviceDesiredPropertyData {
  /** ID of the message that the platform sends to the device to set the desired values. */
  MessageId?: string | null | undefined;
  /**
   * Current versions of the desired values as a string: JSON object, key = property identifier, value =
   * integer version number.
   */
  Versions?: string | null | undefined;
}

/**
 * Sets the desired values of one or more properties of one device.
 *
 * - At most 10 desired property values are set by one call; each property identifier appears only once.
 * - Each property must be readable and writable; setting a read-only property fails.
 * - Each value must fit the data type and value range that the TSL model defines for the property.
 * - The value null clears the property's desired value.
 * - The version of a desired value is 0 after the device has been created, so a version given with the first
 *   setting must be 0.
 * - Every setting raises the property's version by 1 (first setting gives 1, second 2, third 3).
 * - The version given for a property has to be its current version; the server rejects the request otherwise.
 * - A caller unsure of the current versions gives no version numbers and passes {} as Versions.
 *
 * Limits: 50 calls a second per account; a call can set at most 10 desired property values; only properties
 * that allow reading and writing can be set (the limits paragraph itself says that desired values of
 * read-only properties cannot be queried).
 *
 * Not safe to repeat: each call raises the version of the desired value; with Versions given, a repeat is
 * refused as outdated.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.device.NullDeviceName, iot.device.InvalidIoTId,
 * iot.prod.InvalidFormattedProductkey, iot.device.InvalidFormattedDeviceName,
 * iot.device.NullDevicePropertiesString, iot.device.InvalidFormattedDevicePropertiesString,
 * iot.device.NullDevicePropertyKey, iot.device.InvalidFormattedDevicePropertyKey,
 * iot.device.TooManyDevicePropertiesPerTime, iot.common.InvalidFormattedParameter,
 * iot.prod.NotExistedProduct, iot.device.NotExistedDevice, iot.prod.NotSeniorProduct,
 * iot.device.NoneDeviceProperties, iot.device.SetDevicePropertyFailed, iot.device.LongDevicePropertiesString.
 *
 * Guide, section 4.11.9.
 */
export const SetDeviceDesiredProperty: Operation<
  SetDeviceDesiredPropertyRequest,
  SetDeviceDesiredPropertyResponse
> = {
  name: 'SetDeviceDesiredProperty',
  family: 'thing-data',
  callsPerSecond: 50,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters(
    {
      Items: json(jsonObject(10)),
      Versions: json(jsonObject()),
      IotInstanceId: optional(text()),
      IotId: optional(text()),
      DeviceName: optional(text()),
      ProductKey: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({ MessageId: maybeText(), Versions: maybeText() }),
  })),
};

/** The parameters of SetDeviceProperty. */
export interface SetDevicePropertyRequest {
  /**
   * JSON object; each key is a property identifier, each value the value to set (in the type the TSL defines,
   * e.g. 1 for a BOOL switch, "blue" for a text colour); several properties separated by commas.
   */
  Items: JsonParameter;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * Unique device ID issued by the platform; stands for one ProductKey + DeviceName pair. When it is given,
   * ProductKey and DeviceName are not needed; when both forms are given, only IotId is used.
   */
  IotId?: string | undefined;
  /** DeviceName of the device. Given only together with ProductKey. */
  DeviceName?: string | undefined;
  /** ProductKey of the product that the device belongs to. Given only together with DeviceName. */
  ProductKey?: string | undefined;
}

/** What SetDeviceProperty answers. */
export interface SetDevicePropertyResponse extends Answer {
  /** Returned if the call succeeds. */
  Data?: SetDevicePropertyData | null | undefined;
}

/** The structure Data of SetDeviceProperty. */
export interface SetDevicePropertyData {
  /** ID of the message that the platform sends to the device. */
  MessageId?: string | number | null | undefined;
}

/**
 * Sets the values of properties on one device.
 *
 * - The platform sends a property-set request to the device; the device receives and handles it
 *   asynchronously.
 * - Success means only that the platform sent the request, not that the device got it or applied it.
 * - The device SDK has to answer the request and then set the properties; the call itself does not change
 *   them.
 * - One call can set several properties of the device at once.
 * - A property of a custom (non-default) TSL module is addressed as moduleIdentifier:propertyIdentifier; a
 *   property of the default module by its bare identifier.
 * - The answer carries the ID of the message that was sent to the device.
 * - When IotId and the ProductKey/DeviceName pair are both given, the pair is ignored and IotId decides which
 *   device is meant.
 *
 * Limits: 500 calls a second per account.
 *
 * Safe to repeat: the device is told the same values again.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.device.NullDeviceName, iot.device.InvalidIoTId,
 * iot.prod.InvalidFormattedProductkey, iot.device.InvalidFormattedDeviceName,
 * iot.device.NullDevicePropertiesString, iot.device.InvalidFormattedDevicePropertiesString,
 * iot.device.NullDevicePropertyKey, iot.device.InvalidFormattedDevicePropertyKey, iot.prod.NotExistedProduct,
 * iot.device.NotExistedDevice, iot.prod.NotSeniorProduct, iot.device.InactiveDevice,
 * iot.device.NoneDeviceProperties, iot.device.SetDevicePropertyFailed, iot.device.LongDevicePropertiesString,
 * iot.device.TooManyDevicePropertiesPerTime.
 *
 * Guide, section 4.11.1.
 */
export const SetDeviceProperty: Operation<SetDevicePropertyRequest, SetDevicePropertyResponse> = {
  name: 'SetDeviceProperty',
  family: 'thing-data',
  callsPerSecond: 500,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      Items: json(jsonObject()),
      IotInstanceId: optional(text()),
      IotId: optional(text()),
      DeviceName: optional(text()),
      ProductKey: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({ Data: maybeFields({ MessageId: maybeTextOrNumber() }) })),
};

/** The parameters of SetDevicesProperty. */
export interface SetDevicesPropertyRequest {
  /** DeviceName of device N whose properties are to be set; 1 to 100 devices. */
  DeviceName: readonly string[];
  /**
   * JSON object; each property is one key:value pair (key = property identifier, value = value to set), pairs
   * separated by commas. For a custom (non-default) module the key is "<module identifier>:<property
   * identifier>", e.g. {"testFb:Switch":1,"testFb:Color":"blue"}.
   */
  Items: JsonParameter;
  /** Key of the product that the devices belong to. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What SetDevicesProperty answers. */
export interface SetDevicesPropertyResponse extends Answer {}

/**
 * Sets the same properties on several devices of one product in one call.
 *
 * - The given properties are specified for every device that the call names.
 * - All named devices belong to the one product given by ProductKey.
 * - One call names 1 to 100 devices.
 * - A property of a custom (non-default) TSL module is addressed as moduleIdentifier:propertyIdentifier.
 *
 * Limits: 10 calls a second per account; a call can name 1 to 100 devices.
 *
 * Safe to repeat: the devices are told the same values again.
 *
 * Errors: iot.system.SystemException, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.prod.NullProductKey, iot.device.NoneDeviceNameElement, iot.prod.InvalidFormattedProductkey,
 * iot.device.InvalidFormattedDeviceName, iot.device.NullDevicePropertiesString,
 * iot.device.InvalidFormattedDevicePropertiesString, iot.device.NullDevicePropertyKey,
 * iot.device.InvalidFormattedDevicePropertyKey, iot.prod.NotExistedProduct, iot.device.NotExistedDevice,
 * iot.prod.NotSeniorProduct, iot.device.NoneDeviceProperties, iot.device.SetDevicePropertyFailed,
 * iot.device.LongDevicePropertiesString, iot.device.TooManyDevicePropertiesPerTime.
 *
 * Guide, section 4.11.2.
 */
export const SetDevicesProperty: Operation<SetDevicesPropertyRequest, SetDevicesPropertyResponse> = {
  name: 'SetDevicesProperty',
  family: 'thing-data',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    DeviceName: list(text(minLength(1)), minItems(1), maxItems(100)),
    Items: json(jsonObject()),
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};
