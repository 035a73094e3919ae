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
  maybeTextOrNumber,
} from '../schema/answers.ts';
import {
  bytes,
  ignoringCase,
  jsonArray,
  jsonObject,
  max,
  maxItems,
  maxLength,
  measures,
  min,
  minItems,
  minLength,
  pattern,
  wideCharacters,
} from '../schema/checks.ts';
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
import { anyOf, productAtMost, requires } from '../schema/rules.ts';

/** The parameters of BatchAddThingTopo. */
export interface BatchAddThingTopoRequest {
  /** DeviceName of the gateway. */
  GwDeviceName: string;
  /** Key of the product to which the gateway belongs. */
  GwProductKey: string;
  /** Sub-devices to attach, up to 10 per call. */
  TopoAddItem: readonly BatchAddThingTopoTopoAddItem[];
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** One entry of TopoAddItem of BatchAddThingTopo. */
export interface BatchAddThingTopoTopoAddItem {
  /** Name of the sub-device. */
  DeviceName: string;
  /** Key of the sub-device's product. */
  ProductKey: string;
  /**
   * Result of SignMethod(deviceSecret, content). content: all of the sub-device's submitted parameters except
   * Sign and SignMethod, sorted alphabetically, each name followed by its value, no separators.
   */
  Sign: string;
  /** Signature algorithm; the value is case-insensitive. */
  SignMethod: string;
  /** UTC timestamp (in milliseconds, by the example). If sent, it must be part of the signature. */
  Timestamp?: string | undefined;
  /**
   * ID of the device, freely chosen, e.g. its serial number or MAC address. If sent, it must be part of the
   * signature.
   */
  ClientId?: string | undefined;
}

/** What BatchAddThingTopo answers. */
export interface BatchAddThingTopoResponse extends Answer {}

/**
 * Attaches several sub-devices to a gateway in one call.
 *
 * - Attaches up to 10 sub-devices to the gateway that GwProductKey and GwDeviceName name.
 * - The caller must own the gateway.
 * - A sub-device that is already attached to a gateway is moved: the given gateway replaces the former one.
 * - All or nothing: if one sub-device cannot be attached, everything is rolled back and none of the
 *   sub-devices is attached.
 * - After the call IoT Platform pushes a message with the result to the gateway on
 *   /sys/${productKey}/${deviceName}/thing/topo/change.
 * - Each sub-device must be signed: Sign = SignMethod(deviceSecret, content), a keyed hash with the
 *   sub-device's DeviceSecret as key.
 * - content is built from the sub-device's submitted parameters other than Sign and SignMethod, sorted
 *   alphabetically by name, name followed by value, with no separators.
 * - ClientId and Timestamp are optional, but go into the signature if they are sent.
 *
 * Limits: 10 calls a second per account; at most 10 sub-devices can be attached to a gateway in one call.
 *
 * Safe to repeat: a sub-device that the gateway has already stays there.
 *
 * Errors: Iot.Device.NotDeviceOwner, iot.device.TopoRelationCountExceeded, iot.device.VerifyDeviceFailed,
 * iot.common.InvalidFormattedParameter, iot.device.AddTopoRelationFailed, iot.device.NoneDeviceNameElement,
 * iot.device.NotExistedDevice, iot.prod.NullProductKey, iot.device.NullDeviceName,
 * iot.prod.InvalidFormattedProductkey, iot.device.InvalidFormattedDeviceName, iot.prod.NotExistedProduct,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.28.
 */
export const BatchAddThingTopo: Operation<BatchAddThingTopoRequest, BatchAddThingTopoResponse> = {
  name: 'BatchAddThingTopo',
  family: 'devices',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    GwDeviceName: text(minLength(1)),
    GwProductKey: text(minLength(1)),
    TopoAddItem: list(
      parameters({
        DeviceName: text(minLength(1)),
        ProductKey: text(minLength(1)),
        Sign: text(minLength(1)),
        SignMethod: text(ignoringCase('hmacSha1', 'hmacSha256', 'hmacMd5', 'Sha256')),
        Timestamp: optional(text()),
        ClientId: optional(text()),
      }),
      minItems(1),
      maxItems(10),
    ),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of BatchCheckDeviceNames. */
export interface BatchCheckDeviceNamesRequest {
  /** ProductKey of the product to which the devices belong. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * DeviceNames of the devices. 4 to 32 characters: letters (taken as A-Z, a-z in the pattern), digits,
   * hyphens (-), underscores (_), periods (.), at signs (@) and colons (:). Must be unique within the
   * product. At most 10,000 per call. Length and pattern hold per entry.
   */
  DeviceName?: readonly string[] | undefined;
  /**
   * DeviceNames with optional aliases, at most 10,000 names per call. Wire form: DeviceNameList.N.DeviceName
   * and DeviceNameList.N.DeviceNickname. Preferred over DeviceName when both are sent.
   */
  DeviceNameList?: readonly BatchCheckDeviceNamesDeviceNameList[] | undefined;
}

/** One entry of DeviceNameList of BatchCheckDeviceNames. */
export interface BatchCheckDeviceNamesDeviceNameList {
  /**
   * DeviceName of the device. 4 to 32 characters: letters (taken as A-Z, a-z in the pattern), digits, hyphens
   * (-), underscores (_), periods (.), at signs (@) and colons (:). Must be unique within the product.
   */
  DeviceName?: string | undefined;
  /**
   * Alias of the device. Rule in the text: 4 to 64 characters; letters, digits and underscores. The pattern
   * also admits Chinese characters, because BatchUpdateDeviceNickname counts them as alias characters (there
   * each counts as two); this operation's own text does not mention them. Needs DeviceName in the same entry.
   */
  DeviceNickname?: string | undefined;
}

/** What BatchCheckDeviceNames answers. */
export interface BatchCheckDeviceNamesResponse extends Answer {
  Data?: BatchCheckDeviceNamesData | null | undefined;
}

/** The structure Data of BatchCheckDeviceNames. */
export interface BatchCheckDeviceNamesData {
  /** Application ID; returned when the call succeeds. Needed by BatchRegisterDeviceWithApplyId. */
  ApplyId?: number | null | undefined;
  /** Invalid DeviceNames; returned when the call fails. Object that holds the array InvalidDeviceName. */
  InvalidDeviceNameList?: BatchCheckDeviceNamesInvalidDeviceNameList | null | undefined;
  /** Invalid aliases; returned when the call fails. Object that holds the array InvalidDeviceNickname. */
  InvalidDeviceNicknameList?: BatchCheckDeviceNamesInvalidDeviceNicknameList | null | undefined;
}

/** The structure Data.InvalidDeviceNameList of BatchCheckDeviceNames. */
export interface BatchCheckDeviceNamesInvalidDeviceNameList {
  /** The manual's example list: APT$, aw. */
  InvalidDeviceName?: string[] | null | undefined;
}

/** The structure Data.InvalidDeviceNicknameList of BatchCheckDeviceNames. */
export interface BatchCheckDeviceNamesInvalidDeviceNicknameList {
  /** The manual's example list: APT$, aw. */
  InvalidDeviceNickname?: string[] | null | undefined;
}

/**
 * Submits custom DeviceNames (and optional aliases) for devices to be registered under a product; the
 * platform checks them and returns an application ID.
 *
 * - First step of registering several devices with chosen names: the names are handed over for checking and
 *   an ApplyId is returned.
 * - A successful answer only means that the check request was submitted; the processing runs asynchronously
 *   and takes some minutes.
 * - The result of the name check is read with QueryBatchRegisterDeviceStatus.
 * - The ApplyId is then passed to BatchRegisterDeviceWithApplyId, which registers the devices; the
 *   registration result is read with QueryBatchRegisterDeviceStatus and the devices with QueryPageByApplyId.
 * - Each device gets a name of its own: a DeviceName must be unique within the product.
 * - When DeviceName and DeviceNameList are both sent, DeviceNameList is used.
 * - A call with more than 10,000 DeviceNames is over the limit and is discarded.
 * - When the call fails, the invalid DeviceNames and the invalid aliases are returned in two lists under Data
 *   (the examples of invalid ones are APT$ and aw: a forbidden character, and too short).
 *
 * Limits: 10 calls a second per account; at most 10,000 DeviceNames per call; a message over that size is
 * discarded.
 *
 * Safe to repeat: only checks names; a repeat gives another ApplyId.
 *
 * Errors: iot.device.NoneDeviceNameElement, iot.device.InvalidFormattedDeviceName,
 * iot.device.InvalidDeviceNickNameExisted, iot.device.DeviceCountExceeded, iot.device.NullDeviceName,
 * iot.device.AlreadyExistedDeviceName, iot.device.DeviceHasDistributed, iot.prod.NullProductKey,
 * iot.prod.InvalidFormattedProductkey, iot.prod.NotExistedProduct, iot.system.InstanceNotFound,
 * iot.device.ApplyManyDevicesFailed, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.15.
 */
export const BatchCheckDeviceNames: Operation<BatchCheckDeviceNamesRequest, BatchCheckDeviceNamesResponse> = {
  name: 'BatchCheckDeviceNames',
  family: 'devices',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      ProductKey: text(minLength(1)),
      IotInstanceId: optional(text()),
      DeviceName: optional(list(
        text(minLength(4), maxLength(32), pattern(/^[A-Za-z0-9_@.:-]+$/)),
        maxItems(10000),
      )),
      DeviceNameList: optional(list(
        parameters(
          {
            DeviceName: optional(text(minLength(4), maxLength(32), pattern(/^[A-Za-z0-9_@.:-]+$/))),
            DeviceNickname: optional(text(
              minLength(4),
              maxLength(64),
              pattern(/^[A-Za-z0-9_\u4e00-\u9fff]+$/),
            )),
          },
          requires('DeviceNickname', 'DeviceName'),
        ),
        maxItems(10000),
      )),
    },
    anyOf(['DeviceName'], ['DeviceNameList']),
  )),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      ApplyId: maybeNumber(),
      InvalidDeviceNameList: maybeFields({ InvalidDeviceName: maybeList(heldText()) }),
      InvalidDeviceNicknameList: maybeFields({ InvalidDeviceNickname: maybeList(heldText()) }),
    }),
  })),
};

/** The parameters of BatchGetDeviceState. */
export interface BatchGetDeviceStateRequest {
  /**
   * DeviceNames of the devices. When it is sent, ProductKey must be sent too. The bound of 50 is the stated
   * number of devices per call.
   */
  DeviceName?: readonly string[] | undefined;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** ProductKey of the product to which the devices belong. When it is sent, DeviceName must be sent too. */
  ProductKey?: string | undefined;
  /**
   * Globally unique IDs of the devices; each stands for one ProductKey + DeviceName pair, so that pair is not
   * needed next to it. When both are sent, IotId wins. The bound of 50 is the stated number of devices per
   * call.
   */
  IotId?: readonly string[] | undefined;
}

/** What BatchGetDeviceState answers. */
export interface BatchGetDeviceStateResponse extends Answer {
  /**
   * Statuses; present when the call succeeds. On the wire an object that holds the array DeviceStatus. There
   * is no Data field.
   */
  DeviceStatusList?: BatchGetDeviceStateDeviceStatusList | null | undefined;
}

/** The structure DeviceStatusList of BatchGetDeviceState. */
export interface BatchGetDeviceStateDeviceStatusList {
  /** One entry per device. */
  DeviceStatus?: BatchGetDeviceStateDeviceStatus[] | null | undefined;
}

/** One entry of DeviceStatusList.DeviceStatus of BatchGetDeviceState. */
export interface BatchGetDeviceStateDeviceStatus {
  /** IP address of the device. */
  AsAddress?: string | null | undefined;
  /** ID that is no longer in use; not to be used to identify the device. */
  DeviceId?: string | null | undefined;
  /** DeviceName of the device. */
  DeviceName?: string | null | undefined;
  /** Unique ID that the platform issued to the device. */
  IotId?: string | null | undefined;
  /**
   * Time at which the device was last online, 'yyyy-MM-dd HH:mm:ss'. The time zone is not stated; the value
   * equals GmtOnline of the device Humidity in QueryDeviceDetail's sample, which is UTC+8.
   */
  LastOnlineTime?: string | null | undefined;
  /**
   * Status of the device. ONLINE: the device is online; OFFLINE: the device is offline; UNACTIVE: the device
   * has not been activated; DISABLE: the device is disabled.
   */
  Status?: string | null | undefined;
}

/**
 * Returns the statuses of several devices of one product.
 *
 * - The devices are named either by a list of IotIds or by one ProductKey with a list of DeviceNames.
 * - When IotId and ProductKey + DeviceName are both given, the IotIds are used.
 * - The queried devices belong to one product.
 * - Each entry carries status, IP address and last-online time.
 * - DeviceId is no longer in use and must not be used to identify a device; IotId or ProductKey + DeviceName
 *   do that.
 *
 * Limits: 50 calls a second per account; at most 50 devices can be queried in one call.
 *
 * Safe to repeat.
 *
 * Errors: iot.device.DeviceCountExceeded, iot.prod.NullProductKey, iot.device.NoneDeviceNameElement,
 * iot.device.NotExistedDevice, iot.device.InvalidIoTId, iot.prod.InvalidFormattedProductkey,
 * iot.device.InvalidFormattedDeviceName, iot.prod.NotExistedProduct, Iot.Device.NotDeviceOwner,
 * iot.system.InstanceNotFound, iot.device.QueryDeviceStatusFailed, iot.Sre.IotInstanceNotFound,
 * iot.system.SystemException.
 *
 * Guide, section 4.8.11.
 */
export const BatchGetDeviceState: Operation<BatchGetDeviceStateRequest, BatchGetDeviceStateResponse> = {
  name: 'BatchGetDeviceState',
  family: 'devices',
  callsPerSecond: 50,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      DeviceName: optional(list(text(minLength(1)), maxItems(50))),
      IotInstanceId: optional(text()),
      ProductKey: optional(text()),
      IotId: optional(list(text(minLength(1)), maxItems(50))),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    DeviceStatusList: maybeFields({
      DeviceStatus: maybeList(fields({
        AsAddress: maybeText(),
        DeviceId: maybeText(),
        DeviceName: maybeText(),
        IotId: maybeText(),
        LastOnlineTime: maybeText(),
        Status: maybeText(),
      })),
    }),
  })),
};

/** The parameters of BatchQueryDeviceDetail. */
export interface BatchQueryDeviceDetailRequest {
  /** DeviceNames of the devices, at most 100; all devices must be of the same product. */
  DeviceName: readonly string[];
  /** ProductKey of the product to which the named devices belong. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What BatchQueryDeviceDetail answers. */
export interface BatchQueryDeviceDetailResponse extends Answer {
  /** Device details; present when the call succeeds. On the wire an object that holds the array Data. */
  Data?: BatchQueryDeviceDetailData | null | undefined;
}

/** The structure Data of BatchQueryDeviceDetail. */
export interface BatchQueryDeviceDetailData {
  /** One entry per existing device. */
  Data?: BatchQueryDeviceDetailDataData[] | null | undefined;
}

/** One entry of Data.Data of BatchQueryDeviceDetail. */
export interface BatchQueryDeviceDetailDataData {
  /** DeviceName of the device. */
  DeviceName?: string | null | undefined;
  /** DeviceSecret of the device. */
  DeviceSecret?: string | null | undefined;
  /** Firmware version of the device. Missing in the samples. */
  FirmwareVersion?: string | null | undefined;
  /** Activation time, 'yyyy-MM-dd HH:mm:ss'; see docDiffs for the time zone. */
  GmtActive?: string | null | undefined;
  /** Creation time, 'yyyy-MM-dd HH:mm:ss'; see docDiffs for the time zone. */
  GmtCreate?: string | null | undefined;
  /** Unique ID that the platform issued to the device. */
  IotId?: string | null | undefined;
  /** Alias of the device. */
  Nickname?: string | null | undefined;
  /**
   * Node type. 0: device: no sub-devices can be attached to it; it connects to the platform directly or as a
   * sub-device of a gateway; 1: gateway: sub-devices can be attached to it; it manages them, keeps the
   * topological relationships with them and synchronizes those relationships to the platform.
   */
  NodeType?: number | null | undefined;
  /** ProductKey of the product to which the device belongs. */
  ProductKey?: string | null | undefined;
  /** Name of that product. */
  ProductName?: string | null | undefined;
  /** ID of the region where the device is; the same as that of the platform, as the console shows it. */
  Region?: string | null | undefined;
  /**
   * Status of the device. ONLINE: the device is online; OFFLINE: the device is offline; UNACTIVE: the device
   * has not been activated; DISABLE: the device is disabled.
   */
  Status?: string | null | undefined;
  /** Activation time in UTC, ISO 8601 with milliseconds. */
  UtcActive?: string | null | undefined;
  /** Creation time in UTC, ISO 8601 with milliseconds. */
  UtcCreate?: string | null | undefined;
}

/**
 * Returns the details of several devices of one product.
 *
 * - All named devices must be of the one product given.
 * - Names that do not exist are skipped without an error: only existing devices are returned.
 * - Only devices of the calling Alibaba Cloud account can be queried; naming a device of another account
 *   makes the call return an error.
 *
 * Limits: 5 calls a second per account; at most 100 devices can be queried in one call.
 *
 * Safe to repeat.
 *
 * Errors: Iot.Device.NotDeviceOwner, iot.device.DeviceCountExceeded, iot.device.NoneDeviceNameElement,
 * iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey, iot.prod.NotExistedProduct,
 * iot.device.InvalidFormattedDeviceName, iot.system.InstanceNotFound, iot.common.QueryDeviceActionError,
 * iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.7.
 */
export const BatchQueryDeviceDetail: Operation<
  BatchQueryDeviceDetailRequest,
  BatchQueryDeviceDetailResponse
> = {
  name: 'BatchQueryDeviceDetail',
  family: 'devices',
  callsPerSecond: 5,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    DeviceName: list(text(minLength(1)), minItems(1), maxItems(100)),
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      Data: maybeList(fields({
        DeviceName: maybeText(),
        DeviceSecret: maybeText(),
        FirmwareVersion: maybeText(),
        GmtActive: maybeText(),
        GmtCreate: maybeText(),
        IotId: maybeText(),
        Nickname: maybeText(),
        NodeType: maybeNumber(),
        ProductKey: maybeText(),
        ProductName: maybeText(),
        Region: maybeText(),
        Status: maybeText(),
        UtcActive: maybeText(),
        UtcCreate: maybeText(),
      })),
    }),
  })),
};

/** The parameters of BatchRegisterDevice. */
export interface BatchRegisterDeviceRequest {
  /** Number of devices to register, at most 10,000 in one call. 1 to 10,000. */
  Count: number;
  /** ProductKey of the product to which the devices belong. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What BatchRegisterDevice answers. */
export interface BatchRegisterDeviceResponse extends Answer {
  /** Present when the call succeeds. */
  Data?: BatchRegisterDeviceData | null | undefined;
}

/** The structure Data of BatchRegisterDevice. */
export interface BatchRegisterDeviceData {
  /** Application ID of this request. */
  ApplyId?: number | null | undefined;
}

/**
 * Registers a number of devices under a product with random DeviceNames.
 *
 * - Registers Count new devices under the product; the platform generates their DeviceNames at random.
 * - A successful answer only means that the request was submitted: it returns an ApplyId, and the
 *   registration runs asynchronously and takes some minutes.
 * - The result is read with QueryBatchRegisterDeviceStatus.
 * - The registered devices with DeviceName, DeviceSecret and IotId are read with QueryPageByApplyId.
 * - Custom DeviceNames are not possible here; BatchRegisterDeviceWithApplyId is for that.
 *
 * Limits: 10 calls a second per account; at most 10,000 devices can be created in one call.
 *
 * Not safe to repeat: a repeat registers as many devices again.
 *
 * Errors: iot.device.DeviceCountExceeded, iot.common.InvalidFormattedParameter,
 * iot.device.CreateDeviceTaskIsRunning, iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey,
 * iot.prod.NotExistedProduct, iot.system.InstanceNotFound, iot.device.ApplyManyDevicesFailed,
 * iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.17.
 */
export const BatchRegisterDevice: Operation<BatchRegisterDeviceRequest, BatchRegisterDeviceResponse> = {
  name: 'BatchRegisterDevice',
  family: 'devices',
  callsPerSecond: 10,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters({
    Count: integer(min(1), max(10000)),
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({ Data: maybeFields({ ApplyId: maybeNumber() }) })),
};

/** The parameters of BatchRegisterDeviceWithApplyId. */
export interface BatchRegisterDeviceWithApplyIdRequest {
  /** Application ID that BatchCheckDeviceNames returned. */
  ApplyId: number;
  /** ProductKey of the product to which the devices belong. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What BatchRegisterDeviceWithApplyId answers. */
export interface BatchRegisterDeviceWithApplyIdResponse extends Answer {
  /** Present when the call succeeds. */
  Data?: BatchRegisterDeviceWithApplyIdData | null | undefined;
}

/** The structure Data of BatchRegisterDeviceWithApplyId. */
export interface BatchRegisterDeviceWithApplyIdData {
  /** ID of the application. */
  ApplyId?: number | null | undefined;
}

/**
 * Registers the devices of an application whose names were checked by BatchCheckDeviceNames.
 *
 * - Registers several devices with custom DeviceNames: the names are those that BatchCheckDeviceNames took
 *   under the same ApplyId.
 * - It comes after BatchCheckDeviceNames, which returns the ApplyId when the names are valid, and after the
 *   result of the name check was read with QueryBatchRegisterDeviceStatus.
 * - A successful answer only means that the registration application was submitted; the registration itself
 *   runs on and takes some minutes.
 * - The registration result can be read with QueryBatchRegisterDeviceStatus, by ApplyId.
 * - The details of the registered devices are read with QueryPageByApplyId, by ApplyId.
 * - The ApplyId in the response is that of the application.
 * - Devices with random names are registered with BatchRegisterDevice instead.
 *
 * Limits: 500 calls a second per account.
 *
 * Not safe to repeat: a repeat is refused although the first call registered the devices.
 *
 * Errors: iot.device.NullApplyId, iot.device.InvalidFormattedApplyId, iot.device.DeviceApplyIsNotFound,
 * iot.device.IncorrentDeviceApplyInfo, iot.device.CreateDeviceTaskIsRunning, iot.prod.NullProductKey,
 * iot.prod.InvalidFormattedProductkey, iot.prod.NotExistedProduct, iot.system.InstanceNotFound,
 * iot.device.ApplyManyDevicesFailed, iot.device.QueryDeviceApplyActionError, iot.Sre.IotInstanceNotFound,
 * iot.system.SystemException.
 *
 * Guide, section 4.8.16.
 */
export const BatchRegisterDeviceWithApplyId: Operation<
  BatchRegisterDeviceWithApplyIdRequest,
  BatchRegisterDeviceWithApplyIdResponse
> = {
  name: 'BatchRegisterDeviceWithApplyId',
  family: 'devices',
  callsPerSecond: 500,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters({
    ApplyId: integer(),
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({ Data: maybeFields({ ApplyId: maybeNumber() }) })),
};

/** The parameters of BatchUpdateDeviceNickname. */
export interface BatchUpdateDeviceNicknameRequest {
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * One entry per device. Wire form: DeviceNicknameInfo.N.ProductKey and so on. The table has no row for the
   * list itself; all its members are marked as not required.
   */
  DeviceNicknameInfo?: readonly BatchUpdateDeviceNicknameDeviceNicknameInfo[] | undefined;
}

/** One entry of DeviceNicknameInfo of BatchUpdateDeviceNickname. */
export interface BatchUpdateDeviceNicknameDeviceNicknameInfo {
  /** ProductKey of the product that the device belongs to. When it is sent, DeviceName must be sent too. */
  ProductKey?: string | undefined;
  /** DeviceName of the device. When it is sent, ProductKey must be sent too. */
  DeviceName?: string | undefined;
  /**
   * New alias: 4 to 32 characters; letters, digits and underscores; a Chinese character counts as two
   * characters for the length (so minLength/maxLength are not plain string lengths). Left out: the present
   * alias is deleted.
   */
  Nickname?: string | undefined;
  /**
   * Globally unique device ID; it stands for one ProductKey + DeviceName pair, so that pair is not needed
   * next to it. When both are sent, IotId wins.
   */
  IotId?: string | undefined;
}

/** What BatchUpdateDeviceNickname answers. */
export interface BatchUpdateDeviceNicknameResponse extends Answer {}

/**
 * Changes the aliases of several devices.
 *
 * - Sets a new alias for each device in the list.
 * - An entry without Nickname deletes the device's present alias.
 * - Each device is named by IotId or by ProductKey + DeviceName of its entry.
 * - When an entry gives both, IotId is used.
 *
 * Limits: 10 calls a second per account; the text states no maximum number of devices per call.
 *
 * Safe to repeat.
 *
 * Errors: iot.device.InvalidDeviceNickNameExisted, iot.prod.NullProductKey, iot.device.NullDeviceName,
 * iot.device.NotExistedDevice, iot.device.InvalidIoTId, iot.prod.InvalidFormattedProductkey,
 * iot.device.InvalidFormattedDeviceName, iot.prod.NotExistedProduct, Iot.Device.NotDeviceOwner,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.18.
 */
export const BatchUpdateDeviceNickname: Operation<
  BatchUpdateDeviceNicknameRequest,
  BatchUpdateDeviceNicknameResponse
> = {
  name: 'BatchUpdateDeviceNickname',
  family: 'devices',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    IotInstanceId: optional(text()),
    DeviceNicknameInfo: optional(list(parameters(
      {
        ProductKey: optional(text()),
        DeviceName: optional(text()),
        Nickname: optional(text(measures(wideCharacters, 4, 32), pattern(/^[A-Za-z0-9_\u4e00-\u9fff]+$/))),
        IotId: optional(text()),
      },
      anyOf(['IotId'], ['ProductKey', 'DeviceName']),
      requires('ProductKey', 'DeviceName'),
      requires('DeviceName', 'ProductKey'),
    ))),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of DeleteClientIds. */
export interface DeleteClientIdsRequest {
  /** ID of the device. */
  IotId: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What DeleteClientIds answers. */
export interface DeleteClientIdsResponse extends Answer {}

/**
 * Deletes all ClientIDs of a device that has reached more ClientIDs than allowed (limit 5).
 *
 * - Deletes every ClientID of the device; a single ClientID cannot be picked.
 * - The deleted ClientIDs cannot be restored.
 * - The device gets a new ClientID by registering again.
 * - Meant for a device whose number of ClientIDs exceeds the limit of 5.
 * - It concerns devices that use unique-certificate-per-product authentication without pre-registration.
 * - The number of ClientIDs of a device can be looked up with QueryClientIds.
 * - A successful answer carries Code 'Success'; any other Code means an error.
 *
 * Limits: 10 calls a second per account; a device is limited to 5 ClientIDs; the operation is for a device
 * that is over that limit.
 *
 * Safe to repeat: a repeat finds it gone and may be refused for it.
 *
 * Errors: iot.device.NotExistedDevice, iot.device.InvalidIoTId, Iot.Device.NotDeviceOwner,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.4.
 */
export const DeleteClientIds: Operation<DeleteClientIdsRequest, DeleteClientIdsResponse> = {
  name: 'DeleteClientIds',
  family: 'devices',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    IotId: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of DeleteDevice. */
export interface DeleteDeviceRequest {
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** ProductKey of the product that the device belongs to. When it is sent, DeviceName must be sent too. */
  ProductKey?: string | undefined;
  /** DeviceName of the device. When it is sent, ProductKey must be sent too. */
  DeviceName?: string | undefined;
  /**
   * Globally unique device ID issued by the platform; it stands for one ProductKey + DeviceName pair, so that
   * pair is not needed next to it. When both are sent, IotId wins.
   */
  IotId?: string | undefined;
}

/** What DeleteDevice answers. */
export interface DeleteDeviceResponse extends Answer {}

/**
 * Deletes one device.
 *
 * - The device is deleted and its IotId becomes invalid.
 * - All information related to the device is deleted with it.
 * - No operation can be done on the device any more.
 * - The device must be named by IotId or by ProductKey + DeviceName.
 * - When IotId and ProductKey + DeviceName are both given, the device named by IotId is used.
 *
 * Limits: 50 calls a second per account.
 *
 * Safe to repeat: a repeat finds it gone and may be refused for it.
 *
 * Errors: iot.device.NotExistedDevice, iot.prod.NullProductKey, iot.device.NullDeviceName,
 * iot.device.InvalidIoTId, iot.prod.InvalidFormattedProductkey, iot.device.InvalidFormattedDeviceName,
 * iot.prod.NotExistedProduct, Iot.Device.NotDeviceOwner, iot.system.InstanceNotFound,
 * iot.device.DeleteDeviceFailed, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.9.
 */
export const DeleteDevice: Operation<DeleteDeviceRequest, DeleteDeviceResponse> = {
  name: 'DeleteDevice',
  family: 'devices',
  callsPerSecond: 50,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      IotInstanceId: optional(text()),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
      IotId: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of DeleteDeviceFile. */
export interface DeleteDeviceFileRequest {
  /** ID of the file, from QueryDeviceFileList. */
  FileId: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** ProductKey of the product to which the device belongs. Goes together with DeviceName. */
  ProductKey?: string | undefined;
  /** Name of the device. Goes together with ProductKey. */
  DeviceName?: string | undefined;
  /**
   * Globally unique ID of the device, issued by IoT Platform; stands for the pair ProductKey + DeviceName and
   * takes precedence over it.
   */
  IotId?: string | undefined;
}

/** What DeleteDeviceFile answers. */
export interface DeleteDeviceFileResponse extends Answer {}

/**
 * Deletes a file that a device has uploaded to IoT Platform.
 *
 * - Deletes one uploaded file of one device.
 * - FileId comes from the response of QueryDeviceFileList.
 * - The device is identified by IotId, or by ProductKey together with DeviceName; if both are sent, IotId
 *   decides.
 *
 * Limits: 500 calls a second per account.
 *
 * Safe to repeat: a repeat finds it gone and may be refused for it.
 *
 * Errors: iot.common.FileNotExist, iot.device.NotExistedDevice, iot.prod.NullProductKey,
 * iot.device.NullDeviceName, iot.device.InvalidIoTId, iot.prod.InvalidFormattedProductkey,
 * iot.device.InvalidFormattedDeviceName, iot.prod.NotExistedProduct, Iot.Device.NotDeviceOwner,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.33.
 */
export const DeleteDeviceFile: Operation<DeleteDeviceFileRequest, DeleteDeviceFileResponse> = {
  name: 'DeleteDeviceFile',
  family: 'devices',
  callsPerSecond: 500,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      FileId: text(minLength(1)),
      IotInstanceId: optional(text()),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
      IotId: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of DeleteDeviceProp. */
export interface DeleteDevicePropRequest {
  /** Key of the tag to delete. */
  PropKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** ProductKey of the product to which the device belongs. Goes together with DeviceName. */
  ProductKey?: string | undefined;
  /** Name of the device. Goes together with ProductKey. */
  DeviceName?: string | undefined;
  /**
   * Globally unique ID of the device, issued by IoT Platform; stands for the pair ProductKey + DeviceName and
   * takes precedence over it.
   */
  IotId?: string | undefined;
}

/** What DeleteDeviceProp answers. */
export interface DeleteDevicePropResponse extends Answer {}

/**
 * Deletes a tag from a device.
 *
 * - Looks for the tag key PropKey on one device and deletes that tag.
 * - If the device has no tag with that key, nothing is done.
 * - One call deletes one tag.
 * - The device is identified by IotId, or by ProductKey together with DeviceName; if both are sent, IotId
 *   decides.
 *
 * Limits: 500 calls a second per account.
 *
 * Safe to repeat: a repeat finds it gone and may be refused for it.
 *
 * Errors: iot.device.NullDevicePropertyKey, iot.device.InvalidFormattedDevicePropertyKey,
 * iot.device.NotExistedDevice, iot.prod.NullProductKey, iot.device.NullDeviceName, iot.device.InvalidIoTId,
 * iot.prod.InvalidFormattedProductkey, iot.device.InvalidFormattedDeviceName, iot.prod.NotExistedProduct,
 * Iot.Device.NotDeviceOwner, iot.system.InstanceNotFound, iot.device.DeleteDevicePropertyFailed,
 * iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.24.
 */
export const DeleteDeviceProp: Operation<DeleteDevicePropRequest, DeleteDevicePropResponse> = {
  name: 'DeleteDeviceProp',
  family: 'devices',
  callsPerSecond: 500,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      PropKey: text(minLength(1)),
      IotInstanceId: optional(text()),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
      IotId: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of DisableThing. */
export interface DisableThingRequest {
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** ProductKey of the product that the device belongs to. When it is sent, DeviceName must be sent too. */
  ProductKey?: string | undefined;
  /** DeviceName of the device. When it is sent, ProductKey must be sent too. */
  DeviceName?: string | undefined;
  /**
   * Globally unique device ID issued by the platform; it stands for one ProductKey + DeviceName pair, so that
   * pair is not needed next to it. When both are sent, IotId wins.
   */
  IotId?: string | undefined;
}

/** What DisableThing answers. */
export interface DisableThingResponse extends Answer {}

/**
 * Disables one device so that it can no longer connect.
 *
 * - A disabled device cannot connect to the platform.
 * - The information about the device is kept on the platform.
 * - EnableThing lets a disabled device connect again.
 * - When IotId and ProductKey + DeviceName are both given, the device named by IotId is used.
 *
 * Limits: 500 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.device.NotExistedDevice, iot.prod.NullProductKey, iot.device.NullDeviceName,
 * iot.device.InvalidIoTId, iot.prod.InvalidFormattedProductkey, iot.device.InvalidFormattedDeviceName,
 * iot.prod.NotExistedProduct, Iot.Device.NotDeviceOwner, iot.system.InstanceNotFound,
 * iot.device.DisableDeviceFailed, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.12.
 */
export const DisableThing: Operation<DisableThingRequest, DisableThingResponse> = {
  name: 'DisableThing',
  family: 'devices',
  callsPerSecond: 500,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      IotInstanceId: optional(text()),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
      IotId: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of EnableThing. */
export interface EnableThingRequest {
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** ProductKey of the product that the device belongs to. When it is sent, DeviceName must be sent too. */
  ProductKey?: string | undefined;
  /** DeviceName of the device. When it is sent, ProductKey must be sent too. */
  DeviceName?: string | undefined;
  /**
   * Globally unique device ID issued by the platform; it stands for one ProductKey + DeviceName pair, so that
   * pair is not needed next to it. When both are sent, IotId wins.
   */
  IotId?: string | undefined;
}

/** What EnableThing answers. */
export interface EnableThingResponse extends Answer {}

/**
 * Enables a device that has been disabled.
 *
 * - Applies to a device that was disabled before (DisableThing); afterwards the device can connect to the
 *   platform again.
 * - When IotId and ProductKey + DeviceName are both given, the device named by IotId is used.
 *
 * Limits: 500 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.device.NotExistedDevice, iot.prod.NullProductKey, iot.device.NullDeviceName,
 * iot.device.InvalidIoTId, iot.prod.InvalidFormattedProductkey, iot.device.InvalidFormattedDeviceName,
 * iot.prod.NotExistedProduct, Iot.Device.NotDeviceOwner, iot.system.InstanceNotFound,
 * iot.device.EnableDeviceFailed, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.13.
 */
export const EnableThing: Operation<EnableThingRequest, EnableThingResponse> = {
  name: 'EnableThing',
  family: 'devices',
  callsPerSecond: 500,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      IotInstanceId: optional(text()),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
      IotId: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of GetDeviceStatus. */
export interface GetDeviceStatusRequest {
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** ProductKey of the product that the device belongs to. When it is sent, DeviceName must be sent too. */
  ProductKey?: string | undefined;
  /** DeviceName of the device. When it is sent, ProductKey must be sent too. */
  DeviceName?: string | undefined;
  /**
   * Globally unique device ID issued by the platform; it stands for one ProductKey + DeviceName pair, so that
   * pair is not needed next to it. When both are sent, IotId wins.
   */
  IotId?: string | undefined;
}

/** What GetDeviceStatus answers. */
export interface GetDeviceStatusResponse extends Answer {
  /** The device status; present when the call succeeds. */
  Data?: GetDeviceStatusData | null | undefined;
}

/** The structure Data of GetDeviceStatus. */
export interface GetDeviceStatusData {
  /**
   * Status of the device. ONLINE: the device is online; OFFLINE: the device is offline; UNACTIVE: the device
   * has not been activated; DISABLE: the device is disabled.
   */
  Status?: string | null | undefined;
  /** Time at which the device status changed; the example is in milliseconds since the epoch. */
  Timestamp?: number | null | undefined;
}

/**
 * Returns the status of one device.
 *
 * - Returns the current status together with the time at which the status changed.
 * - When IotId and ProductKey + DeviceName are both given, the device named by IotId is used.
 *
 * Limits: 500 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.device.NotExistedDevice, iot.prod.NullProductKey, iot.device.NullDeviceName,
 * iot.device.InvalidIoTId, iot.prod.InvalidFormattedProductkey, iot.device.InvalidFormattedDeviceName,
 * iot.prod.NotExistedProduct, Iot.Device.NotDeviceOwner, iot.system.InstanceNotFound,
 * iot.device.QueryDeviceStatusFailed, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.10.
 */
export const GetDeviceStatus: Operation<GetDeviceStatusRequest, GetDeviceStatusResponse> = {
  name: 'GetDeviceStatus',
  family: 'devices',
  callsPerSecond: 500,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      IotInstanceId: optional(text()),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
      IotId: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({ Status: maybeText(), Timestamp: maybeNumber() }),
  })),
};

/** The parameters of GetGatewayBySubDevice. */
export interface GetGatewayBySubDeviceRequest {
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * ProductKey of the product to which the sub-device belongs (text: "the device"). Goes together with
   * DeviceName.
   */
  ProductKey?: string | undefined;
  /** DeviceName of the sub-device. Goes together with ProductKey. */
  DeviceName?: string | undefined;
  /**
   * Globally unique ID of the sub-device, issued by IoT Platform; stands for the pair ProductKey + DeviceName
   * and takes precedence over it.
   */
  IotId?: string | undefined;
}

/** What GetGatewayBySubDevice answers. */
export interface GetGatewayBySubDeviceResponse extends Answer {
  /** Gateway details, on success. */
  Data?: GetGatewayBySubDeviceData | null | undefined;
}

/** The structure Data of GetGatewayBySubDevice. */
export interface GetGatewayBySubDeviceData {
  /** DeviceName of the gateway. */
  DeviceName?: string | null | undefined;
  /** DeviceSecret of the gateway. */
  DeviceSecret?: string | null | undefined;
  /** Firmware version number of the device. */
  FirmwareVersion?: string | null | undefined;
  /** Activation time of the gateway; called GMT, but in the local time of the gateway's region. */
  GmtActive?: string | null | undefined;
  /** Creation time of the gateway; called GMT, but in the local time of the gateway's region. */
  GmtCreate?: string | null | undefined;
  /** Last time the gateway was online; called GMT, but in the local time of the gateway's region. */
  GmtOnline?: string | null | undefined;
  IpAddress?: string | null | undefined;
  /** 1: the device is a gateway. */
  NodeType?: string | number | null | undefined;
  /** ProductKey of the gateway's product. */
  ProductKey?: string | null | undefined;
  /** Name of the gateway's product. */
  ProductName?: string | null | undefined;
  /**
   * online: the device is online; offline: the device is offline; unactive: the device is not activated;
   * disable: the device is disabled.
   */
  Status?: string | null | undefined;
  /** Activation time, UTC. */
  UtcActive?: string | null | undefined;
  /** Creation time, UTC. */
  UtcCreate?: string | null | undefined;
  /** Last online time, UTC. */
  UtcOnline?: string | null | undefined;
  /** Unique ID of the gateway. Wire name begins with a lower-case i. */
  iotId?: string | null | undefined;
  /** Region of the gateway, as shown in the console. Wire name begins with a lower-case r. */
  region?: string | null | undefined;
}

/**
 * Finds the gateway to which a given sub-device is attached and returns the gateway's details.
 *
 * - Read-only; the request identifies the sub-device and the reply describes its gateway.
 * - The sub-device is identified by IotId, or by ProductKey together with DeviceName; if both are sent, IotId
 *   decides.
 * - The reply gives the gateway's product, name, secret, firmware version, status, IP address, region, and
 *   its creation, activation and last-online times.
 * - Each time comes twice: Gmt* as yyyy-MM-dd HH:mm:ss in the local time of the gateway's region, Utc* as an
 *   ISO 8601 UTC time with milliseconds.
 * - The local time in the gateway's region is worked out from a Utc* time with the time zone of that region.
 * - The region is the one that the IoT Platform console shows.
 * - NodeType 1 marks the device as a gateway.
 *
 * Limits: 50 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.device.QueryTopoRelationFailed, iot.device.NotExistedDevice, iot.prod.NullProductKey,
 * iot.device.NullDeviceName, iot.device.InvalidIoTId, iot.prod.InvalidFormattedProductkey,
 * iot.device.InvalidFormattedDeviceName, iot.prod.NotExistedProduct, Iot.Device.NotDeviceOwner,
 * iot.system.InstanceNotFound, iot.common.QueryDeviceActionError, iot.Sre.IotInstanceNotFound,
 * iot.system.SystemException.
 *
 * Guide, section 4.8.21.
 */
export const GetGatewayBySubDevice: Operation<GetGatewayBySubDeviceRequest, GetGatewayBySubDeviceResponse> = {
  name: 'GetGatewayBySubDevice',
  family: 'devices',
  callsPerSecond: 50,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      IotInstanceId: optional(text()),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
      IotId: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      DeviceName: maybeText(),
      DeviceSecret: maybeText(),
      FirmwareVersion: maybeText(),
      GmtActive: maybeText(),
      GmtCreate: maybeText(),
      GmtOnline: maybeText(),
      IpAddress: maybeText(),
      NodeType: maybeTextOrNumber(),
      ProductKey: maybeText(),
      ProductName: maybeText(),
      Status: maybeText(),
      UtcActive: maybeText(),
      UtcCreate: maybeText(),
      UtcOnline: maybeText(),
      iotId: maybeText(),
      region: maybeText(),
    }),
  })),
};

/** The parameters of GetThingTopo. */
export interface GetThingTopoRequest {
  /** Entries per page. 1 to 50. */
  PageSize: number;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** ProductKey of the product to which the gateway belongs. Goes together with DeviceName. */
  ProductKey?: string | undefined;
  /** DeviceName of the gateway. Goes together with ProductKey. */
  DeviceName?: string | undefined;
  /**
   * Page to return. Entries in all may not exceed 10,000; PageNo may not exceed the number of pages they
   * fill. At least 1.
   */
  PageNo?: number | undefined;
  /**
   * Globally unique ID of the gateway, issued by IoT Platform; stands for the pair ProductKey + DeviceName
   * and takes precedence over it.
   */
  IotId?: string | undefined;
  /** Token that fetches the next page of results; not needed for the first query. */
  NextToken?: string | undefined;
}

/** What GetThingTopo answers. */
export interface GetThingTopoResponse extends Answer {
  /** On success. */
  Data?: GetThingTopoData | null | undefined;
}

/** The structure Data of GetThingTopo. */
export interface GetThingTopoData {
  /** Number of the returned page. */
  CurrentPage?: number | null | undefined;
  /** Sub-devices. */
  List?: GetThingTopoList | null | undefined;
  /** Token for the next page; empty if there is none. */
  NextToken?: string | null | undefined;
  /** Total number of pages. */
  PageCount?: number | null | undefined;
  /** Entries per page. */
  PageSize?: number | null | undefined;
  /** Total number of returned entries. */
  Total?: number | null | undefined;
}

/** The structure Data.List of GetThingTopo. */
export interface GetThingTopoList {
  deviceInfo?: GetThingTopoDeviceInfo[] | null | undefined;
}

/** One entry of Data.List.deviceInfo of GetThingTopo. */
export interface GetThingTopoDeviceInfo {
  DeviceName?: string | null | undefined;
  /** Unique ID of the sub-device. */
  IotId?: string | null | undefined;
  ProductKey?: string | null | undefined;
}

/**
 * Queries the sub-devices of a gateway.
 *
 * - Read-only; lists, page by page, the sub-devices attached to one gateway.
 * - The gateway is identified by IotId, or by ProductKey together with DeviceName; if both are sent, IotId
 *   decides.
 * - Paging works by PageNo, or by NextToken: the token of one reply, sent with the next query, yields the
 *   next page.
 * - The first query needs no NextToken; an empty NextToken in the reply means there is no further page.
 * - At most 10,000 entries in all can be reached, and PageNo may not exceed the number of pages that the
 *   entries fill.
 * - Each entry gives the sub-device's IotId, DeviceName and ProductKey.
 *
 * Limits: 500 calls a second per account; at most 50 entries per page; the total number of entries may not
 * exceed 10,000, and PageNo may not exceed the total number of pages.
 *
 * Pages: by number, PageNo and NextToken, which the answer names for the next page; PageSize 50 unless given.
 *
 * Safe to repeat.
 *
 * Errors: iot.device.QueryTopoRelationFailed, iot.common.InvalidPageParams, iot.device.NotExistedDevice,
 * iot.prod.NullProductKey, iot.device.NullDeviceName, iot.device.InvalidIoTId,
 * iot.prod.InvalidFormattedProductkey, iot.device.InvalidFormattedDeviceName, iot.prod.NotExistedProduct,
 * Iot.Device.NotDeviceOwner, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.system.SystemException.
 *
 * Guide, section 4.8.26.
 */
export const GetThingTopo: PagedOperation<
  GetThingTopoRequest,
  GetThingTopoResponse,
  GetThingTopoDeviceInfo
> = {
  name: 'GetThingTopo',
  family: 'devices',
  callsPerSecond: 500,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      PageSize: integer(min(1), max(50)),
      IotInstanceId: optional(text()),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
      PageNo: optional(integer(min(1))),
      IotId: optional(text()),
      NextToken: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      CurrentPage: maybeNumber(),
      List: maybeFields({
        deviceInfo: maybeList(fields({
          DeviceName: maybeText(),
          IotId: maybeText(),
          ProductKey: maybeText(),
        })),
      }),
      NextToken: maybeText(),
      PageCount: maybeNumber(),
      PageSize: maybeNumber(),
      Total: maybeNumber(),
    }),
  })),
  pages: /* @__PURE__ */ byPageNumber<GetThingTopoRequest, GetThingTopoResponse, GetThingTopoDeviceInfo>({
    number: 'PageNo',
    size: 'PageSize',
    maximum: 50,
    items: (answer) => answer.Data?.List?.deviceInfo,
    token: ['NextToken', (answer) => answer.Data?.NextToken],
    pageCount: (answer) => answer.Data?.PageCount,
    total: (answer) => answer.Data?.Total,
  }),
};

/** The parameters of ListOTAModuleVersionsByDevice. */
export interface ListOTAModuleVersionsByDeviceRequest {
  /** Page to return. At least 1. Default: 1. */
  CurrentPage: number;
  /** Entries per page. 1 to 200. */
  PageSize: number;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** ProductKey of the product to which the device belongs. Goes together with DeviceName. */
  ProductKey?: string | undefined;
  /** DeviceName of the device to query. Goes together with ProductKey. */
  DeviceName?: string | undefined;
  /**
   * Globally unique ID of the device, issued by IoT Platform; stands for the pair ProductKey + DeviceName and
   * takes precedence over it.
   */
  IotId?: string | undefined;
}

/** What ListOTAModuleVersionsByDevice answers. */
export interface ListOTAModuleVersionsByDeviceResponse extends Answer {
  /** Number of the current page. */
  CurrentPage?: number | null | undefined;
  /** Module versions submitted by the device, on success. */
  Data?: ListOTAModuleVersionsByDeviceData | null | undefined;
  /** Total number of pages. */
  PageCount?: number | null | undefined;
  /** Module versions per page. */
  PageSize?: number | null | undefined;
  /** Total number of module versions that the device submitted. */
  Total?: number | null | undefined;
}

/** The structure Data of ListOTAModuleVersionsByDevice. */
export interface ListOTAModuleVersionsByDeviceData {
  SimpleOTAModuleInfo?: ListOTAModuleVersionsByDeviceSimpleOTAModuleInfo[] | null | undefined;
}

/** One entry of Data.SimpleOTAModuleInfo of ListOTAModuleVersionsByDevice. */
export interface ListOTAModuleVersionsByDeviceSimpleOTAModuleInfo {
  DeviceName?: string | null | undefined;
  /** ID of the device. */
  IotId?: string | null | undefined;
  /** Name of the OTA module (default in the sample). */
  ModuleName?: string | null | undefined;
  /** Module version that the device submitted. */
  ModuleVersion?: string | null | undefined;
  ProductKey?: string | null | undefined;
}

/**
 * Queries the versions of the OTA modules that a device has submitted.
 *
 * - Read-only; lists, page by page, the module versions that one device reported.
 * - The device is identified by IotId, or by ProductKey together with DeviceName; if both are sent, IotId
 *   decides.
 * - Each entry gives the device's IotId, ProductKey and DeviceName, the module name, and the module version
 *   as the device reported it.
 * - Total counts the module versions that the device submitted.
 *
 * Limits: 10 calls a second per account; at most 200 entries per page.
 *
 * Pages: by number, CurrentPage; PageSize 200 unless given.
 *
 * Safe to repeat.
 *
 * Errors: iot.common.InvalidPageParams, iot.device.NotExistedDevice, iot.prod.NullProductKey,
 * iot.device.NullDeviceName, iot.device.InvalidIoTId, iot.prod.InvalidFormattedProductkey,
 * iot.device.InvalidFormattedDeviceName, iot.prod.NotExistedProduct, Iot.Device.NotDeviceOwner,
 * iot.system.InstanceNotFound, iot.firmware.ListOTAModuleFailed, iot.Sre.IotInstanceNotFound,
 * iot.system.SystemException.
 *
 * Guide, section 4.8.36.
 */
export const ListOTAModuleVersionsByDevice: PagedOperation<
  ListOTAModuleVersionsByDeviceRequest,
  ListOTAModuleVersionsByDeviceResponse,
  ListOTAModuleVersionsByDeviceSimpleOTAModuleInfo
> = {
  name: 'ListOTAModuleVersionsByDevice',
  family: 'devices',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      CurrentPage: integer(min(1)),
      PageSize: integer(min(1), max(200)),
      IotInstanceId: optional(text()),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
      IotId: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    CurrentPage: maybeNumber(),
    Data: maybeFields({
      SimpleOTAModuleInfo: maybeList(fields({
        DeviceName: maybeText(),
        IotId: maybeText(),
        ModuleName: maybeText(),
        ModuleVersion: maybeText(),
        ProductKey: maybeText(),
      })),
    }),
    PageCount: maybeNumber(),
    PageSize: maybeNumber(),
    Total: maybeNumber(),
  })),
  pages: /* @__PURE__ */ byPageNumber<
    ListOTAModuleVersionsByDeviceRequest,
    ListOTAModuleVersionsByDeviceResponse,
    ListOTAModuleVersionsByDeviceSimpleOTAModuleInfo
  >({
    number: 'CurrentPage',
    size: 'PageSize',
    maximum: 200,
    items: (answer) => answer.Data?.SimpleOTAModuleInfo,
    pageCount: (answer) => answer.PageCount,
    total: (answer) => answer.Total,
  }),
};

/** The parameters of NotifyAddThingTopo. */
export interface NotifyAddThingTopoRequest {
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * String with a JSON array of sub-devices; each element is either {"productKey": String, "deviceName":
   * String} (both keys, lower-case first letter) or {"IotId": String} (upper-case I). No bound on the number
   * of elements is stated.
   */
  DeviceListStr?: JsonParameter | undefined;
  /**
   * Globally unique ID of the gateway, issued by IoT Platform; stands for the pair GwProductKey +
   * GwDeviceName and takes precedence over it.
   */
  GwIotId?: string | undefined;
  /** ProductKey of the product to which the gateway belongs. Goes together with GwDeviceName. */
  GwProductKey?: string | undefined;
  /** DeviceName of the gateway. Goes together with GwProductKey. */
  GwDeviceName?: string | undefined;
}

/** What NotifyAddThingTopo answers. */
export interface NotifyAddThingTopoResponse extends Answer {
  /** On success. */
  Data?: NotifyAddThingTopoData | null | undefined;
}

/** The structure Data of NotifyAddThingTopo. */
export interface NotifyAddThingTopoData {
  /** ID of the message sent to the gateway. */
  MessageId?: string | number | null | undefined;
}

/**
 * Notifies a gateway that it should add topological relationships with sub-devices.
 *
 * - Sends the gateway a message that tells it to add the listed sub-devices to its topology; the call itself
 *   changes no topology.
 * - Success means only that the command was sent to the gateway, not that the relationships were added.
 * - The gateway must subscribe to the topic on which such notifications are sent (topic and message format:
 *   Manage topological relationships).
 * - Data.MessageId is the ID of the message that IoT Platform sent to the gateway.
 * - The gateway is identified by GwIotId, or by GwProductKey together with GwDeviceName; if both are sent,
 *   GwIotId decides.
 * - Each sub-device in DeviceListStr is identified by productKey + deviceName, or by IotId alone.
 *
 * Limits: 500 calls a second per account; no maximum number of sub-devices per call is stated.
 *
 * Not safe to repeat: a repeat sends the notification again.
 *
 * Errors: iot.common.InvalidFormattedParameter, iot.device.NoneDeviceNameElement,
 * iot.device.NotExistedDevice, iot.prod.NullProductKey, iot.device.NullDeviceName, iot.device.InvalidIoTId,
 * iot.prod.InvalidFormattedProductkey, iot.device.InvalidFormattedDeviceName, iot.prod.NotExistedProduct,
 * Iot.Device.NotDeviceOwner, iot.system.InstanceNotFound, iot.messagebroker.PublishMessageFailed,
 * iot.messagebroker.PublishMessageException, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.27.
 */
export const NotifyAddThingTopo: Operation<NotifyAddThingTopoRequest, NotifyAddThingTopoResponse> = {
  name: 'NotifyAddThingTopo',
  family: 'devices',
  callsPerSecond: 500,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters(
    {
      IotInstanceId: optional(text()),
      DeviceListStr: optional(json(jsonArray())),
      GwIotId: optional(text()),
      GwProductKey: optional(text()),
      GwDeviceName: optional(text()),
    },
    anyOf(['GwIotId'], ['GwProductKey', 'GwDeviceName']),
    requires('GwProductKey', 'GwDeviceName'),
    requires('GwDeviceName', 'GwProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({ Data: maybeFields({ MessageId: maybeTextOrNumber() }) })),
};

/** The parameters of QueryBatchRegisterDeviceStatus. */
export interface QueryBatchRegisterDeviceStatusRequest {
  /** Application ID from the result of BatchRegisterDeviceWithApplyId or BatchRegisterDevice. */
  ApplyId: number;
  /** ProductKey of the product to which the devices belong. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What QueryBatchRegisterDeviceStatus answers. */
export interface QueryBatchRegisterDeviceStatusResponse extends Answer {
  /** Status information, on success. */
  Data?: QueryBatchRegisterDeviceStatusData | null | undefined;
}

/** The structure Data of QueryBatchRegisterDeviceStatus. */
export interface QueryBatchRegisterDeviceStatusData {
  /**
   * DeviceNames that failed to be created, when Status is CHECK_FAILED or CREATE_FAILED; an empty Name array
   * when Status is CHECK_SUCCESS or CREATE_SUCCESS. The contents during CHECK and CREATE are not stated.
   */
  InvalidList?: QueryBatchRegisterDeviceStatusInvalidList | null | undefined;
  /**
   * CHECK: the DeviceNames are being verified; CHECK_SUCCESS: all devices in the application are verified;
   * CHECK_FAILED: all devices in the application failed verification; CREATE: the devices are being created;
   * CREATE_SUCCESS: all devices in the application are created (with their X.509 certificates, if the product
   * uses X.509); CREATE_FAILED: all devices in the application failed to be created.
   */
  Status?: string | null | undefined;
  /**
   * DeviceNames of the created devices, when Status is CHECK_SUCCESS or CREATE_SUCCESS; an empty Name array
   * when Status is CHECK_FAILED or CREATE_FAILED. The contents during CHECK and CREATE are not stated.
   */
  ValidList?: QueryBatchRegisterDeviceStatusValidList | null | undefined;
}

/** The structure Data.InvalidList of QueryBatchRegisterDeviceStatus. */
export interface QueryBatchRegisterDeviceStatusInvalidList {
  Name?: string[] | null | undefined;
}

/** The structure Data.ValidList of QueryBatchRegisterDeviceStatus. */
export interface QueryBatchRegisterDeviceStatusValidList {
  Name?: string[] | null | undefined;
}

/**
 * Queries how far the registration of multiple devices has got, and its result.
 *
 * - Read-only; looks up the batch application that ApplyId names, under the product in ProductKey.
 * - ApplyId is the application ID that a successful BatchRegisterDevice or BatchRegisterDeviceWithApplyId
 *   call returned.
 * - It also answers for an ApplyId that BatchCheckDeviceNames returned, and then tells the result of the name
 *   check (said in 4.8.15 and 4.8.16, not here).
 * - Data.Status tells the phase: DeviceNames are first checked (CHECK, then CHECK_SUCCESS or CHECK_FAILED),
 *   devices are then created (CREATE, then CREATE_SUCCESS or CREATE_FAILED).
 * - CHECK_FAILED is worded as: all DeviceNames of the application failed verification; CREATE_FAILED as: all
 *   devices of the application failed to be created.
 * - For a product that authenticates with X.509 certificates, CREATE_SUCCESS means the devices were created
 *   along with their X.509 certificates.
 * - For a product that authenticates with X.509 certificates, one failed device or certificate in the batch
 *   makes all devices of the batch fail.
 * - In CHECK_FAILED or CREATE_FAILED, Data.InvalidList.Name holds the DeviceNames that failed to be created
 *   and Data.ValidList.Name is an empty array.
 *
 * Limits: 30 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.device.NullApplyId, iot.device.InvalidFormattedApplyId, iot.device.DeviceApplyIsNotFound,
 * iot.device.IncorrentDeviceApplyInfo, iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey,
 * iot.prod.NotExistedProduct, iot.system.InstanceNotFound, iot.device.QueryDeviceApplyActionError,
 * iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.19.
 */
export const QueryBatchRegisterDeviceStatus: Operation<
  QueryBatchRegisterDeviceStatusRequest,
  QueryBatchRegisterDeviceStatusResponse
> = {
  name: 'QueryBatchRegisterDeviceStatus',
  family: 'devices',
  callsPerSecond: 30,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    ApplyId: integer(),
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      InvalidList: maybeFields({ Name: maybeList(heldText()) }),
      Status: maybeText(),
      ValidList: maybeFields({ Name: maybeList(heldText()) }),
    }),
  })),
};

/** The parameters of QueryClientIds. */
export interface QueryClientIdsRequest {
  /** ID of the device; QueryDeviceInfo returns it. */
  IotId: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What QueryClientIds answers. */
export interface QueryClientIdsResponse extends Answer {
  /** The ClientIDs of the device; present when the call succeeds. */
  Data?: QueryClientIdsData | null | undefined;
}

/** The structure Data of QueryClientIds. */
export interface QueryClientIdsData {
  /** ID of the device. */
  IotId?: string | null | undefined;
  /** The list of ClientIDs. On the wire it is a plain array directly under Data (no wrapper object). */
  DynamicRegClientIds?: QueryClientIdsDynamicRegClientIds[] | null | undefined;
}

/** One entry of Data.DynamicRegClientIds of QueryClientIds. */
export interface QueryClientIdsDynamicRegClientIds {
  /** A ClientID of the device. */
  ClientId?: string | null | undefined;
  /** Time at which the ClientID was created; the examples are milliseconds since the epoch. */
  CreateTime?: number | null | undefined;
}

/**
 * Lists the ClientIDs of a device (pre-registration-free unique-certificate-per-product authentication).
 *
 * - Read-only: lists the ClientIDs of the device with the time each was created.
 * - It concerns devices that use unique-certificate-per-product authentication without pre-registration.
 * - A device can have several ClientIDs at the same time.
 * - The IotId to pass can be looked up with QueryDeviceInfo.
 *
 * Limits: 10 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.device.NotExistedDevice, iot.device.InvalidIoTId, Iot.Device.NotDeviceOwner,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.2.
 */
export const QueryClientIds: Operation<QueryClientIdsRequest, QueryClientIdsResponse> = {
  name: 'QueryClientIds',
  family: 'devices',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    IotId: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      IotId: maybeText(),
      DynamicRegClientIds: maybeList(fields({ ClientId: maybeText(), CreateTime: maybeNumber() })),
    }),
  })),
};

/** The parameters of QueryDevice. */
export interface QueryDeviceRequest {
  /** ProductKey of the product whose devices are listed. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Entries per page. 1 to 50. Default: 10. */
  PageSize?: number | undefined;
  /** Number of the page to return. At least 1. Default: 1. */
  CurrentPage?: number | undefined;
  /**
   * Token of the next page, from the response of the query before; not needed for the first query. Needed
   * when PageSize x CurrentPage is over 10,000.
   */
  NextToken?: string | undefined;
}

/** What QueryDevice answers. */
export interface QueryDeviceResponse extends Answer {
  /** The devices; present when the call succeeds. On the wire an object that holds the array DeviceInfo. */
  Data?: QueryDeviceData | null | undefined;
  /** Token for the next page; empty when there is none. */
  NextToken?: string | null | undefined;
  /** Number of the returned page. */
  Page?: number | null | undefined;
  /** Total number of pages. */
  PageCount?: number | null | undefined;
  /** Entries per page. */
  PageSize?: number | null | undefined;
  /** Total number of devices. */
  Total?: number | null | undefined;
}

/** The structure Data of QueryDevice. */
export interface QueryDeviceData {
  /** Devices in reverse order of creation time. */
  DeviceInfo?: QueryDeviceDeviceInfo[] | null | undefined;
}

/** One entry of Data.DeviceInfo of QueryDevice. */
export interface QueryDeviceDeviceInfo {
  /** Deprecated ID of the device; not to be used to identify it. */
  DeviceId?: string | null | undefined;
  /** DeviceName of the device. */
  DeviceName?: string | null | undefined;
  /** DeviceSecret of the device. */
  DeviceSecret?: string | null | undefined;
  /**
   * Status of the device. ONLINE: the device is online; OFFLINE: the device is offline; UNACTIVE: the device
   * has not been activated; DISABLE: the device is disabled.
   */
  DeviceStatus?: string | null | undefined;
  /** Category of the product; the text says that it is not returned. */
  DeviceType?: string | null | undefined;
  /** Creation time in UTC, in the form 'EEE, dd-MMM-yyyy HH:mm:ss GMT'. */
  GmtCreate?: string | null | undefined;
  /**
   * Time of the last update of the device information in UTC, in the form 'EEE, dd-MMM-yyyy HH:mm:ss GMT'.
   */
  GmtModified?: string | null | undefined;
  /** Unique ID that the platform generated for the device. */
  IotId?: string | null | undefined;
  /** Alias of the device. */
  Nickname?: string | null | undefined;
  /** ProductKey of the product to which the device belongs. */
  ProductKey?: string | null | undefined;
  /** Creation time in UTC, ISO 8601 with milliseconds. */
  UtcCreate?: string | null | undefined;
  /** Time of the last update of the device information in UTC, ISO 8601 with milliseconds. */
  UtcModified?: string | null | undefined;
}

/**
 * Lists all devices of a product, page by page.
 *
 * - Lists every device of the product, newest creation time first.
 * - Paged by PageSize and CurrentPage; the response repeats both and adds the total number of devices and of
 *   pages.
 * - The response also carries NextToken, to be passed in the next query for the next page; an empty NextToken
 *   means that no next page exists.
 * - The first query needs no NextToken; later ones take the token from the query before.
 * - When PageSize x CurrentPage is over 10,000, NextToken must be given, else no data is returned.
 * - With NextToken, PageSize x CurrentPage must be under 500,000, else no data is returned.
 * - When CurrentPage x PageSize is 100,000 or more, the allowed rate drops to 2 queries per second.
 * - DeviceId is deprecated and must not be used to identify a device; IotId or ProductKey + DeviceName do
 *   that.
 *
 * Limits: 50 calls a second per account; when CurrentPage x PageSize is at least 100,000, the account may run
 * at most 2 queries per second; CurrentPage x PageSize above 10,000 works only with NextToken; with
 * NextToken, CurrentPage x PageSize must stay below 500,000 (exclusive); at most 50 entries per page.
 *
 * Pages: by number, CurrentPage and NextToken, which the answer names for the next page; PageSize 50 unless
 * given.
 *
 * Safe to repeat.
 *
 * Errors: iot.common.InvalidPageParams, iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey,
 * iot.prod.NotExistedProduct, iot.system.InstanceNotFound, iot.device.QueryDeviceListActionError,
 * iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.8.
 */
export const QueryDevice: PagedOperation<QueryDeviceRequest, QueryDeviceResponse, QueryDeviceDeviceInfo> = {
  name: 'QueryDevice',
  family: 'devices',
  callsPerSecond: 50,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      ProductKey: text(minLength(1)),
      IotInstanceId: optional(text()),
      PageSize: optional(integer(min(1), max(50))),
      CurrentPage: optional(integer(min(1))),
      NextToken: optional(text()),
    },
    productAtMost(['CurrentPage', 'PageSize'], 10000, undefined, 'NextToken'),
    productAtMost(['CurrentPage', 'PageSize'], 499999, 'NextToken'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      DeviceInfo: maybeList(fields({
        DeviceId: maybeText(),
        DeviceName: maybeText(),
        DeviceSecret: maybeText(),
        DeviceStatus: maybeText(),
        DeviceType: maybeText(),
        GmtCreate: maybeText(),
        GmtModified: maybeText(),
        IotId: maybeText(),
        Nickname: maybeText(),
        ProductKey: maybeText(),
        UtcCreate: maybeText(),
        UtcModified: maybeText(),
      })),
    }),
    NextToken: maybeText(),
    Page: maybeNumber(),
    PageCount: maybeNumber(),
    PageSize: maybeNumber(),
    Total: maybeNumber(),
  })),
  pages: /* @__PURE__ */ byPageNumber<QueryDeviceRequest, QueryDeviceResponse, QueryDeviceDeviceInfo>({
    number: 'CurrentPage',
    size: 'PageSize',
    maximum: 50,
    items: (answer) => answer.Data?.DeviceInfo,
    token: ['NextToken', (answer) => answer.NextToken],
    pageCount: (answer) => answer.PageCount,
    total: (answer) => answer.Total,
  }),
};

/** The parameters of QueryDeviceBySQL. */
export interface QueryDeviceBySQLRequest {
  /** SQL-like statement. At most 400 characters. */
  SQL: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What QueryDeviceBySQL answers. */
export interface QueryDeviceBySQLResponse extends Answer {
  /** Devices found, on success; a plain array on the wire. */
  Data?: QueryDeviceBySQLData[] | null | undefined;
  /** Number of rows that match, returned if the statement begins with SELECT count(*) FROM device. */
  TotalCount?: number | null | undefined;
}

/** One entry of Data of QueryDeviceBySQL. */
export interface QueryDeviceBySQLData {
  /**
   * Activation time, "in the GMT format" (yyyy-MM-dd HH:mm:ss.SSS). Missing in the sample for a device that
   * is UNACTIVE.
   */
  ActiveTime?: string | null | undefined;
  DeviceName?: string | null | undefined;
  /** Creation time, "in the GMT format" (yyyy-MM-dd HH:mm:ss.SSS). */
  GmtCreate?: string | null | undefined;
  /** Time of the last update of the device information, "in the GMT format" (yyyy-MM-dd HH:mm:ss.SSS). */
  GmtModified?: string | null | undefined;
  /** Groups the device belongs to; a plain array on the wire. */
  Groups?: QueryDeviceBySQLGroups[] | null | undefined;
  /** Unique device ID issued by IoT Platform. */
  IotId?: string | null | undefined;
  /** Alias of the device. */
  Nickname?: string | null | undefined;
  /** Firmware of each of the device's modules; a plain array on the wire. */
  OTAModules?: QueryDeviceBySQLOTAModules[] | null | undefined;
  ProductKey?: string | null | undefined;
  /**
   * ONLINE: the device is online; OFFLINE: the device is offline; UNACTIVE: the device is not activated;
   * DISABLE: the device is disabled.
   */
  Status?: string | null | undefined;
  /** Tags of the device; a plain array (not in the samples, by the SDK). */
  Tags?: QueryDeviceBySQLTags[] | null | undefined;
}

/** One entry of Data.Groups of QueryDeviceBySQL. */
export interface QueryDeviceBySQLGroups {
  GroupId?: string | null | undefined;
}

/** One entry of Data.OTAModules of QueryDeviceBySQL. */
export interface QueryDeviceBySQLOTAModules {
  /** Version number of the OTA module. */
  FirmwareVersion?: string | null | undefined;
  /** Name of the OTA module. */
  ModuleName?: string | null | undefined;
}

/** One entry of Data.Tags of QueryDeviceBySQL. */
export interface QueryDeviceBySQLTags {
  /** Key of the tag. */
  TagName?: string | null | undefined;
  /** Value of the tag. */
  TagValue?: string | null | undefined;
}

/**
 * Queries devices by an SQL-like statement and returns those that meet its conditions.
 *
 * - Read-only; runs the SQL-like statement in SQL over the device table and returns the matching devices.
 * - Works only for Enterprise Edition instances, and only in the regions China (Shanghai), China (Beijing),
 *   China (Shenzhen) and Japan (Tokyo).
 * - SELECT and WHERE clauses are mandatory; ORDER BY and LIMIT clauses are optional and come in that order
 *   after WHERE.
 * - The only table is device: SELECT ... FROM device.
 * - SELECT takes the fields to obtain, or * for all fields, or count(*) for the number of rows that match.
 * - With count(*) the number of matching rows comes back in TotalCount.
 * - iot_id is returned by default.
 * - WHERE takes up to five conditions, joined by AND or OR; nesting (parentheses) is not supported.
 *
 * Limits: 10 calls a second per account; a statement is at most 400 characters long; at most five conditions
 * in the WHERE clause, without nesting; at most five logical operators (AND, OR); limit k: k at most 50;
 * limit n,k: k at most 50 and n + k at most 10,000, so at most 10,000 rows can be reached, 50 per page; no
 * LIMIT clause means limit 20; a LIKE prefix has at least 4 characters, none of the special characters \ / &
 * + - ! ( ) : ~ { } * ? (the list is introduced by "such as"), and ends in %; sorting only by gmt_create,
 * gmt_modified or active_time; only for Enterprise Edition instances in China (Shanghai), China (Beijing),
 * China (Shenzhen) and Japan (Tokyo).
 *
 * Safe to repeat.
 *
 * Errors: iot.common.APINotSupportedInInstance, iot.devicesearch.InvalidSQLError,
 * iot.devicesearch.InvalidSQLParamError, iot.devicesearch.InvalidSQLFieldError,
 * iot.devicesearch.InvalidSQLConditionError, iot.devicesearch.InvalidSQLOperatorTypeError,
 * iot.devicesearch.InvalidSQLOrderError, iot.devicesearch.InvalidSQLOffsetError,
 * iot.device.FuzzyRuntimeSearchMinLengthLimit, iot.system.InstanceNotFound,
 * iot.device.QueryDeviceListActionError, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.35.
 */
export const QueryDeviceBySQL: Operation<QueryDeviceBySQLRequest, QueryDeviceBySQLResponse> = {
  name: 'QueryDeviceBySQL',
  family: 'devices',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    SQL: text(minLength(1), maxLength(400)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeList(fields({
      ActiveTime: maybeText(),
      DeviceName: maybeText(),
      GmtCreate: maybeText(),
      GmtModified: maybeText(),
      Groups: maybeList(fields({ GroupId: maybeText() })),
      IotId: maybeText(),
      Nickname: maybeText(),
      OTAModules: maybeList(fields({ FirmwareVersion: maybeText(), ModuleName: maybeText() })),
      ProductKey: maybeText(),
      Status: maybeText(),
      Tags: maybeList(fields({ TagName: maybeText(), TagValue: maybeText() })),
    })),
    TotalCount: maybeNumber(),
  })),
};

/** The parameters of QueryDeviceByStatus. */
export interface QueryDeviceByStatusRequest {
  /**
   * Status of the devices. The manual prints "3: offline" twice, at the end of the list too, where a value
   * for disabled is missing (see docDiffs). 0: inactive; 1: online; 3: offline.
   */
  Status: 0 | 1 | 3;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** ProductKey of the product to which the devices belong. */
  ProductKey?: string | undefined;
  /** Page to return. No default is stated. At least 1. */
  CurrentPage?: number | undefined;
  /** Entries per page. No default is stated. 1 to 50. */
  PageSize?: number | undefined;
  /**
   * ID of the resource group to which the product belongs, as shown in the console; restricts the search to
   * that group. Left out: the whole account.
   */
  ResourceGroupId?: string | undefined;
}

/** What QueryDeviceByStatus answers. */
export interface QueryDeviceByStatusResponse extends Answer {
  /** Devices found, on success. */
  Data?: QueryDeviceByStatusData | null | undefined;
  /** Number of the returned page. */
  Page?: number | null | undefined;
  /** Total number of pages. */
  PageCount?: number | null | undefined;
  /** Entries per page. */
  PageSize?: number | null | undefined;
  /** Total number of devices returned. */
  Total?: number | null | undefined;
  /** Page, as the samples name it. */
  CurrentPage?: number | null | undefined;
  /** PageCount, as the samples name it. */
  TotalPageCount?: number | null | undefined;
  /** Total, as the samples name it. */
  TotalCount?: number | null | undefined;
}

/** The structure Data of QueryDeviceByStatus. */
export interface QueryDeviceByStatusData {
  SimpleDeviceInfo?: QueryDeviceByStatusSimpleDeviceInfo[] | null | undefined;
}

/** One entry of Data.SimpleDeviceInfo of QueryDeviceByStatus. */
export interface QueryDeviceByStatusSimpleDeviceInfo {
  DeviceName?: string | null | undefined;
  DeviceSecret?: string | null | undefined;
  /** Creation time, yyyy-MM-dd HH:mm:ss. Said to be UTC; the examples are UTC+8. */
  GmtCreate?: string | null | undefined;
  /**
   * Time of the last change of the device information, yyyy-MM-dd HH:mm:ss. Said to be UTC; the examples are
   * UTC+8.
   */
  GmtModified?: string | null | undefined;
  IotId?: string | null | undefined;
  /** Alias of the device. */
  Nickname?: string | null | undefined;
  ProductKey?: string | null | undefined;
  /**
   * UNACTIVE: the device is not activated; ONLINE: the device is online; OFFLINE: the device is offline;
   * DISABLE: the device is disabled.
   */
  Status?: string | null | undefined;
  /** Creation time, UTC. */
  UtcCreate?: string | null | undefined;
  /** Time of the last change of the device information, UTC. */
  UtcModified?: string | null | undefined;
  /**
   * Status, as one of the devices in the samples has it. UNACTIVE: the device is not activated; ONLINE: the
   * device is online; OFFLINE: the device is offline; DISABLE: the device is disabled.
   */
  DeviceStatus?: string | null | undefined;
}

/**
 * Queries devices by their status.
 *
 * - Read-only; lists, page by page, the devices that have the given status.
 * - A status change becomes searchable within 10 seconds; until then the device is still found under its
 *   previous status.
 * - With ResourceGroupId, the devices of that status in the resource group are returned.
 * - Without ResourceGroupId, all devices of that status in the current account are returned.
 * - ProductKey optionally names the product to which the devices belong.
 * - Each entry gives IotId, ProductKey, DeviceName, DeviceSecret, alias, status, and the creation and
 *   last-modification times.
 *
 * Limits: 50 calls a second per account; a changed status takes effect for this query within 10 seconds;
 * before that the previous status applies; page size 1 to 50.
 *
 * Pages: by number, CurrentPage; PageSize 50 unless given.
 *
 * Safe to repeat.
 *
 * Errors: iot.common.InvalidFormattedParameter, iot.common.InvalidPageParams,
 * iot.prod.InvalidFormattedProductkey, iot.prod.NotExistedProduct, iot.system.InstanceNotFound,
 * iot.device.QueryDeviceListActionError, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.34.
 */
export const QueryDeviceByStatus: PagedOperation<
  QueryDeviceByStatusRequest,
  QueryDeviceByStatusResponse,
  QueryDeviceByStatusSimpleDeviceInfo
> = {
  name: 'QueryDeviceByStatus',
  family: 'devices',
  callsPerSecond: 50,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    Status: choice(0, 1, 3),
    IotInstanceId: optional(text()),
    ProductKey: optional(text()),
    CurrentPage: optional(integer(min(1))),
    PageSize: optional(integer(min(1), max(50))),
    ResourceGroupId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      SimpleDeviceInfo: maybeList(fields({
        DeviceName: maybeText(),
        DeviceSecret: maybeText(),
        GmtCreate: maybeText(),
        GmtModified: maybeText(),
        IotId: maybeText(),
        Nickname: maybeText(),
        ProductKey: maybeText(),
        Status: maybeText(),
        UtcCreate: maybeText(),
        UtcModified: maybeText(),
        DeviceStatus: maybeText(),
      })),
    }),
    Page: maybeNumber(),
    PageCount: maybeNumber(),
    PageSize: maybeNumber(),
    Total: maybeNumber(),
    CurrentPage: maybeNumber(),
    TotalPageCount: maybeNumber(),
    TotalCount: maybeNumber(),
  })),
  pages: /* @__PURE__ */ byPageNumber<
    QueryDeviceByStatusRequest,
    QueryDeviceByStatusResponse,
    QueryDeviceByStatusSimpleDeviceInfo
  >({
    number: 'CurrentPage',
    size: 'PageSize',
    maximum: 50,
    items: (answer) => answer.Data?.SimpleDeviceInfo,
    pageCount: (answer) => answer.PageCount ?? answer.TotalPageCount,
    total: (answer) => answer.Total ?? answer.TotalCount,
  }),
};

/** The parameters of QueryDeviceByTags. */
export interface QueryDeviceByTagsRequest {
  /** Tags to search for, up to 10. */
  Tag: readonly QueryDeviceByTagsTag[];
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Page to return. At least 1. Default: 1. */
  CurrentPage?: number | undefined;
  /** Entries per page. 1 to 50. Default: 10. */
  PageSize?: number | undefined;
}

/** One entry of Tag of QueryDeviceByTags. */
export interface QueryDeviceByTagsTag {
  /** Key of the device tag. */
  TagKey: string;
  /** Value of the device tag. */
  TagValue: string;
}

/** What QueryDeviceByTags answers. */
export interface QueryDeviceByTagsResponse extends Answer {
  /** Devices found, on success. */
  Data?: QueryDeviceByTagsData | null | undefined;
  /** Number of the returned page. */
  Page?: number | null | undefined;
  /** Total number of pages. */
  PageCount?: number | null | undefined;
  /** Entries per page. */
  PageSize?: number | null | undefined;
  /** Total number of records. */
  Total?: number | null | undefined;
}

/** The structure Data of QueryDeviceByTags. */
export interface QueryDeviceByTagsData {
  SimpleDeviceInfo?: QueryDeviceByTagsSimpleDeviceInfo[] | null | undefined;
}

/** One entry of Data.SimpleDeviceInfo of QueryDeviceByTags. */
export interface QueryDeviceByTagsSimpleDeviceInfo {
  DeviceName?: string | null | undefined;
  /** Unique device ID issued by IoT Platform. */
  IotId?: string | null | undefined;
  ProductKey?: string | null | undefined;
  ProductName?: string | null | undefined;
}

/**
 * Queries devices by their tags.
 *
 * - Read-only; lists, page by page, the devices that carry the given tags.
 * - Each tag in the request is a pair of key and value; up to 10 pairs can be given.
 * - Page defaults to 1 and page size to 10 (at most 50); the reply carries Page, PageSize, PageCount (pages)
 *   and Total (records).
 * - Each entry gives the device's IotId, DeviceName, ProductKey and ProductName.
 *
 * Limits: 5 calls a second per account; at most 10 tags per call; at most 50 entries per page.
 *
 * Pages: by number, CurrentPage; PageSize 50 unless given.
 *
 * Safe to repeat.
 *
 * Errors: iot.device.TooManyDevicePropertiesPerTime, iot.device.NullDevicePropertyKey,
 * iot.common.InvalidPageParams, iot.system.InstanceNotFound, iot.device.QueryDeviceListActionError,
 * iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.25.
 */
export const QueryDeviceByTags: PagedOperation<
  QueryDeviceByTagsRequest,
  QueryDeviceByTagsResponse,
  QueryDeviceByTagsSimpleDeviceInfo
> = {
  name: 'QueryDeviceByTags',
  family: 'devices',
  callsPerSecond: 5,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    Tag: list(
      parameters({ TagKey: text(minLength(1)), TagValue: text(minLength(1)) }),
      minItems(1),
      maxItems(10),
    ),
    IotInstanceId: optional(text()),
    CurrentPage: optional(integer(min(1))),
    PageSize: optional(integer(min(1), max(50))),
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
    QueryDeviceByTagsRequest,
    QueryDeviceByTagsResponse,
    QueryDeviceByTagsSimpleDeviceInfo
  >({
    number: 'CurrentPage',
    size: 'PageSize',
    maximum: 50,
    items: (answer) => answer.Data?.SimpleDeviceInfo,
    pageCount: (answer) => answer.PageCount,
    total: (answer) => answer.Total,
  }),
};

/** The parameters of QueryDeviceDetail. */
export interface QueryDeviceDetailRequest {
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** ProductKey of the product that the device belongs to. When it is sent, DeviceName must be sent too. */
  ProductKey?: string | undefined;
  /** DeviceName of the device. When it is sent, ProductKey must be sent too. */
  DeviceName?: string | undefined;
  /**
   * Globally unique device ID issued by the platform; it stands for one ProductKey + DeviceName pair, so that
   * pair is not needed next to it. When both are sent, IotId wins.
   */
  IotId?: string | undefined;
}

/** What QueryDeviceDetail answers. */
export interface QueryDeviceDetailResponse extends Answer {
  /** The device details; present when the call succeeds. */
  Data?: QueryDeviceDetailData | null | undefined;
}

/** The structure Data of QueryDeviceDetail. */
export interface QueryDeviceDetailData {
  /** DeviceName of the device. */
  DeviceName?: string | null | undefined;
  /** DeviceSecret of the device. */
  DeviceSecret?: string | null | undefined;
  /** Version of the device's default OTA module, reported by the device. Missing in the samples. */
  FirmwareVersion?: string | null | undefined;
  /** Activation time, 'yyyy-MM-dd HH:mm:ss'; see docDiffs for the time zone. */
  GmtActive?: string | null | undefined;
  /** Creation time, 'yyyy-MM-dd HH:mm:ss'; see docDiffs for the time zone. */
  GmtCreate?: string | null | undefined;
  /** Last time the device was online, 'yyyy-MM-dd HH:mm:ss'; see docDiffs for the time zone. */
  GmtOnline?: string | null | undefined;
  /** Unique ID that the platform issued to the device. */
  IotId?: string | null | undefined;
  /** IP address of the device. */
  IpAddress?: string | null | undefined;
  /** Alias of the device. */
  Nickname?: string | null | undefined;
  /**
   * Node type. 0: device: no sub-devices can be attached to it; it connects to the platform directly or as a
   * sub-device of a gateway; 1: gateway: sub-devices can be attached to it; it manages them, keeps the
   * topological relationships with them and synchronizes those relationships to the platform.
   */
  NodeType?: number | null | undefined;
  /** Whether the caller is the owner of the device. */
  Owner?: boolean | null | undefined;
  /** ProductKey of the product to which the device belongs. */
  ProductKey?: string | null | undefined;
  /** Name of that product. */
  ProductName?: string | null | undefined;
  /** ID of the region where the device is; the same as that of the platform, as the console shows it. */
  Region?: string | null | undefined;
  /**
   * Status of the device. ONLINE: the device is online; OFFLINE: the device is offline; UNACTIVE: the device
   * has not been activated; DISABLE: the device is disabled.
   */
  Status?: string | null | undefined;
  /** Activation time in UTC, ISO 8601 with milliseconds. */
  UtcActive?: string | null | undefined;
  /** Creation time in UTC, ISO 8601 with milliseconds. */
  UtcCreate?: string | null | undefined;
  /** Last time the device was online, in UTC, ISO 8601 with milliseconds. */
  UtcOnline?: string | null | undefined;
}

/**
 * Returns the details of one device: identity, product, status, addresses and times.
 *
 * - When IotId and ProductKey + DeviceName are both given, the device named by IotId is used.
 * - FirmwareVersion is the version of the device's default OTA module as the device itself reported it;
 *   versions of other modules come from ListOTAModuleVersionsByDevice.
 * - Owner tells whether the caller owns the device.
 * - Region is the region of the device, which equals the region of the platform.
 * - Creation, activation and last-online times are each given twice: as a Gmt* string and as a Utc* ISO 8601
 *   string.
 *
 * Limits: 50 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.device.NotExistedDevice, iot.prod.NullProductKey, iot.device.NullDeviceName,
 * iot.device.InvalidIoTId, iot.prod.InvalidFormattedProductkey, iot.device.InvalidFormattedDeviceName,
 * iot.prod.NotExistedProduct, iot.system.InstanceNotFound, iot.common.QueryDeviceActionError,
 * iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.6.
 */
export const QueryDeviceDetail: Operation<QueryDeviceDetailRequest, QueryDeviceDetailResponse> = {
  name: 'QueryDeviceDetail',
  family: 'devices',
  callsPerSecond: 50,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      IotInstanceId: optional(text()),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
      IotId: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      DeviceName: maybeText(),
      DeviceSecret: maybeText(),
      FirmwareVersion: maybeText(),
      GmtActive: maybeText(),
      GmtCreate: maybeText(),
      GmtOnline: maybeText(),
      IotId: maybeText(),
      IpAddress: maybeText(),
      Nickname: maybeText(),
      NodeType: maybeNumber(),
      Owner: maybeFlag(),
      ProductKey: maybeText(),
      ProductName: maybeText(),
      Region: maybeText(),
      Status: maybeText(),
      UtcActive: maybeText(),
      UtcCreate: maybeText(),
      UtcOnline: maybeText(),
    }),
  })),
};

/** The parameters of QueryDeviceFile. */
export interface QueryDeviceFileRequest {
  /** ID of the file, from QueryDeviceFileList. */
  FileId: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** ProductKey of the product to which the device belongs. Goes together with DeviceName. */
  ProductKey?: string | undefined;
  /** Name of the device. Goes together with ProductKey. */
  DeviceName?: string | undefined;
  /**
   * Globally unique ID of the device, issued by IoT Platform; stands for the pair ProductKey + DeviceName and
   * takes precedence over it.
   */
  IotId?: string | undefined;
}

/** What QueryDeviceFile answers. */
export interface QueryDeviceFileResponse extends Answer {
  /** File information, on success. */
  Data?: QueryDeviceFileData | null | undefined;
}

/** The structure Data of QueryDeviceFile. */
export interface QueryDeviceFileData {
  /** Download URL of the file. */
  DownloadUrl?: string | null | undefined;
  /** ID of the file. */
  FileId?: string | null | undefined;
  /** Name of the file. */
  Name?: string | null | undefined;
  /** Size of the file, as a string. In KB. */
  Size?: string | null | undefined;
  /** Time at which the file was created. */
  UtcCreatedOn?: string | null | undefined;
}

/**
 * Queries one file that a device has uploaded to IoT Platform, with its download URL.
 *
 * - Read-only; returns the details of one uploaded file: ID, name, size, creation time and download URL.
 * - FileId comes from the response of QueryDeviceFileList.
 * - The device is identified by IotId, or by ProductKey together with DeviceName; if both are sent, IotId
 *   decides.
 *
 * Limits: 500 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.common.FileNotExist, iot.device.NotExistedDevice, iot.prod.NullProductKey,
 * iot.device.NullDeviceName, iot.device.InvalidIoTId, iot.prod.InvalidFormattedProductkey,
 * iot.device.InvalidFormattedDeviceName, iot.prod.NotExistedProduct, Iot.Device.NotDeviceOwner,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.32.
 */
export const QueryDeviceFile: Operation<QueryDeviceFileRequest, QueryDeviceFileResponse> = {
  name: 'QueryDeviceFile',
  family: 'devices',
  callsPerSecond: 500,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      FileId: text(minLength(1)),
      IotInstanceId: optional(text()),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
      IotId: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      DownloadUrl: maybeText(),
      FileId: maybeText(),
      Name: maybeText(),
      Size: maybeText(),
      UtcCreatedOn: maybeText(),
    }),
  })),
};

/** The parameters of QueryDeviceFileList. */
export interface QueryDeviceFileListRequest {
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Entries per page. 1 to 200. Default: 10. */
  PageSize?: number | undefined;
  /** ProductKey of the product to which the device belongs. Goes together with DeviceName. */
  ProductKey?: string | undefined;
  /** DeviceName of the device. Goes together with ProductKey. */
  DeviceName?: string | undefined;
  /**
   * Globally unique ID of the device, issued by IoT Platform; stands for the pair ProductKey + DeviceName and
   * takes precedence over it.
   */
  IotId?: string | undefined;
  /** Page to return; pages count from 1. Default: 1. */
  CurrentPage?: number | undefined;
}

/** What QueryDeviceFileList answers. */
export interface QueryDeviceFileListResponse extends Answer {
  /** Number of the returned page. */
  CurrentPage?: number | null | undefined;
  /** Files, on success. */
  Data?: QueryDeviceFileListData | null | undefined;
  /** Total number of pages. */
  PageCount?: number | null | undefined;
  /** Entries per page. */
  PageSize?: number | null | undefined;
  /** Total number of files. */
  Total?: number | null | undefined;
}

/** The structure Data of QueryDeviceFileList. */
export interface QueryDeviceFileListData {
  /** The samples call this array FileStoreSummary. */
  FileSummary?: QueryDeviceFileListFileSummary[] | null | undefined;
  /** The same list, as the samples name it. */
  FileStoreSummary?: QueryDeviceFileListFileStoreSummary[] | null | undefined;
}

/** One entry of Data.FileSummary of QueryDeviceFileList. */
export interface QueryDeviceFileListFileSummary {
  /** Unique ID of the file. */
  FileId?: string | null | undefined;
  /** Name of the file. */
  Name?: string | null | undefined;
  /** Size of the file, as a string. In KB. */
  Size?: string | null | undefined;
  /** Time at which the file was created. */
  UtcCreatedOn?: string | null | undefined;
}

/** One entry of Data.FileStoreSummary of QueryDeviceFileList. */
export interface QueryDeviceFileListFileStoreSummary {
  /** Unique ID of the file. */
  FileId?: string | null | undefined;
  /** Name of the file. */
  Name?: string | null | undefined;
  /** Size of the file, as a string. In KB. */
  Size?: string | null | undefined;
  /** Time at which the file was created. */
  UtcCreatedOn?: string | null | undefined;
}

/**
 * Queries all files that a device has uploaded to IoT Platform.
 *
 * - Read-only; lists, page by page, the files that one device uploaded.
 * - The device is identified by IotId, or by ProductKey together with DeviceName; if both are sent, IotId
 *   decides.
 * - The entries carry no download URLs; QueryDeviceFile gives the URL of one file.
 * - Each entry gives the file's unique ID, name, size and creation time.
 * - Pages count from 1 (the default); page size defaults to 10 (at most 200).
 *
 * Limits: 500 calls a second per account; the returned file information holds no download URLs; at most 200
 * entries per page.
 *
 * Pages: by number, CurrentPage; PageSize 200 unless given.
 *
 * Safe to repeat.
 *
 * Errors: iot.common.InvalidPageParams, iot.device.NotExistedDevice, iot.prod.NullProductKey,
 * iot.device.NullDeviceName, iot.device.InvalidIoTId, iot.prod.InvalidFormattedProductkey,
 * iot.device.InvalidFormattedDeviceName, iot.prod.NotExistedProduct, Iot.Device.NotDeviceOwner,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.31.
 */
export const QueryDeviceFileList: PagedOperation<
  QueryDeviceFileListRequest,
  QueryDeviceFileListResponse,
  QueryDeviceFileListFileSummary
> = {
  name: 'QueryDeviceFileList',
  family: 'devices',
  callsPerSecond: 500,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      IotInstanceId: optional(text()),
      PageSize: optional(integer(min(1), max(200))),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
      IotId: optional(text()),
      CurrentPage: optional(integer(min(1))),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    CurrentPage: maybeNumber(),
    Data: maybeFields({
      FileSummary: maybeList(fields({
        FileId: maybeText(),
        Name: maybeText(),
        Size: maybeText(),
        UtcCreatedOn: maybeText(),
      })),
      FileStoreSummary: maybeList(fields({
        FileId: maybeText(),
        Name: maybeText(),
        Size: maybeText(),
        UtcCreatedOn: maybeText(),
      })),
    }),
    PageCount: maybeNumber(),
    PageSize: maybeNumber(),
    Total: maybeNumber(),
  })),
  pages: /* @__PURE__ */ byPageNumber<
    QueryDeviceFileListRequest,
    QueryDeviceFileListResponse,
    QueryDeviceFileListFileSummary
  >({
    number: 'CurrentPage',
    size: 'PageSize',
    maximum: 200,
    items: (answer) => answer.Data?.FileSummary ?? answer.Data?.FileStoreSummary,
    pageCount: (answer) => answer.PageCount,
    total: (answer) => answer.Total,
  }),
};

/** The parameters of QueryDeviceInfo. */
export interface QueryDeviceInfoRequest {
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** ProductKey of the product that the device belongs to. When it is sent, DeviceName must be sent too. */
  ProductKey?: string | undefined;
  /** DeviceName of the device. When it is sent, ProductKey must be sent too. */
  DeviceName?: string | undefined;
  /**
   * Globally unique device ID issued by the platform; it stands for one ProductKey + DeviceName pair, so that
   * pair is not needed next to it. When both are sent, IotId wins.
   */
  IotId?: string | undefined;
}

/** What QueryDeviceInfo answers. */
export interface QueryDeviceInfoResponse extends Answer {
  /** The device; present when the call succeeds. */
  Data?: QueryDeviceInfoData | null | undefined;
}

/** The structure Data of QueryDeviceInfo. */
export interface QueryDeviceInfoData {
  /** DeviceName of the device. */
  DeviceName?: string | null | undefined;
  /** DeviceSecret of the device. */
  DeviceSecret?: string | null | undefined;
  /** Unique ID that the platform issued to the device. */
  IotId?: string | null | undefined;
  /** Alias of the device. */
  Nickname?: string | null | undefined;
  /** ProductKey of the product to which the device belongs. */
  ProductKey?: string | null | undefined;
}

/**
 * Returns the basic information about one device: its ID, certificate and alias.
 *
 * - Returns the device's IotId, its certificate (ProductKey, DeviceName, DeviceSecret) and its alias.
 * - When IotId and ProductKey + DeviceName are both given, the device named by IotId is used.
 *
 * Limits: 500 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.device.NotExistedDevice, iot.prod.NullProductKey, iot.device.NullDeviceName,
 * iot.device.InvalidIoTId, iot.prod.InvalidFormattedProductkey, iot.device.InvalidFormattedDeviceName,
 * iot.prod.NotExistedProduct, Iot.Device.NotDeviceOwner, iot.system.InstanceNotFound,
 * iot.common.QueryDeviceActionError, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.5.
 */
export const QueryDeviceInfo: Operation<QueryDeviceInfoRequest, QueryDeviceInfoResponse> = {
  name: 'QueryDeviceInfo',
  family: 'devices',
  callsPerSecond: 500,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      IotInstanceId: optional(text()),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
      IotId: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      DeviceName: maybeText(),
      DeviceSecret: maybeText(),
      IotId: maybeText(),
      Nickname: maybeText(),
      ProductKey: maybeText(),
    }),
  })),
};

/** The parameters of QueryDeviceProp. */
export interface QueryDevicePropRequest {
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** ProductKey of the product to which the device belongs. Goes together with DeviceName. */
  ProductKey?: string | undefined;
  /** DeviceName of the device. Goes together with ProductKey. */
  DeviceName?: string | undefined;
  /**
   * Globally unique ID of the device, issued by IoT Platform; stands for the pair ProductKey + DeviceName and
   * takes precedence over it.
   */
  IotId?: string | undefined;
}

/** What QueryDeviceProp answers. */
export interface QueryDevicePropResponse extends Answer {
  /**
   * String with a JSON object: each key is a tag key (String), each value the tag value (String in the
   * sample). The table's example column has null.
   */
  Props?: string | null | undefined;
}

/**
 * Queries the tags of a device.
 *
 * - Read-only; returns all tags of one device as a single JSON string in Props.
 * - The device is identified by IotId, or by ProductKey together with DeviceName; if both are sent, IotId
 *   decides.
 * - Props is an object in string form that maps each tag key to its value.
 *
 * Limits: 50 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.device.NotExistedDevice, iot.prod.NullProductKey, iot.device.NullDeviceName,
 * iot.device.InvalidIoTId, iot.prod.InvalidFormattedProductkey, iot.device.InvalidFormattedDeviceName,
 * iot.prod.NotExistedProduct, Iot.Device.NotDeviceOwner, iot.system.InstanceNotFound,
 * iot.common.QueryDevicePropertyActionError, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.22.
 */
export const QueryDeviceProp: Operation<QueryDevicePropRequest, QueryDevicePropResponse> = {
  name: 'QueryDeviceProp',
  family: 'devices',
  callsPerSecond: 50,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      IotInstanceId: optional(text()),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
      IotId: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({ Props: maybeText() })),
};

/** The parameters of QueryDeviceStatistics. */
export interface QueryDeviceStatisticsRequest {
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Counts only devices of this product (and of the group, if GroupId is given too). */
  ProductKey?: string | undefined;
  /** Counts only devices in this group (and of the product, if ProductKey is given too). */
  GroupId?: string | undefined;
}

/** What QueryDeviceStatistics answers. */
export interface QueryDeviceStatisticsResponse extends Answer {
  /** Device statistics, on success. */
  Data?: QueryDeviceStatisticsData | null | undefined;
}

/** The structure Data of QueryDeviceStatistics. */
export interface QueryDeviceStatisticsData {
  /** Number of activated devices. */
  activeCount?: number | null | undefined;
  /** Total number of devices. */
  deviceCount?: number | null | undefined;
  /** Number of online devices. */
  onlineCount?: number | null | undefined;
}

/**
 * Queries device counts: devices online, devices activated and devices in all.
 *
 * - Read-only; returns three counts: deviceCount (all devices), activeCount (activated), onlineCount
 *   (online).
 * - With ProductKey alone, the devices of that product are counted.
 * - With GroupId alone, the devices added to that group are counted.
 * - With both, the devices that belong to the product and were added to the group are counted.
 * - With neither, all devices of the current account are counted.
 *
 * Limits: 50 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.group.NotExistedGroup, iot.prod.InvalidFormattedProductkey, iot.prod.NotExistedProduct,
 * iot.system.InstanceNotFound, iot.device.QueryDeviceStatisticsFailed, iot.Sre.IotInstanceNotFound,
 * iot.system.SystemException.
 *
 * Guide, section 4.8.30.
 */
export const QueryDeviceStatistics: Operation<QueryDeviceStatisticsRequest, QueryDeviceStatisticsResponse> = {
  name: 'QueryDeviceStatistics',
  family: 'devices',
  callsPerSecond: 50,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    IotInstanceId: optional(text()),
    ProductKey: optional(text()),
    GroupId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({ activeCount: maybeNumber(), deviceCount: maybeNumber(), onlineCount: maybeNumber() }),
  })),
};

/** The parameters of QueryPageByApplyId. */
export interface QueryPageByApplyIdRequest {
  /** Application ID from the response of BatchRegisterDeviceWithApplyId or BatchRegisterDevice. */
  ApplyId: number;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Entries per page. 1 to 50. Default: 10. */
  PageSize?: number | undefined;
  /** Page to return. At least 1. Default: 1. */
  CurrentPage?: number | undefined;
}

/** What QueryPageByApplyId answers. */
export interface QueryPageByApplyIdResponse extends Answer {
  /** Registered devices, on success. */
  ApplyDeviceList?: QueryPageByApplyIdApplyDeviceList | null | undefined;
  /** Number of the returned page. */
  Page?: number | null | undefined;
  /** Total number of pages. */
  PageCount?: number | null | undefined;
  /** Entries per page. */
  PageSize?: number | null | undefined;
  /** Total number of devices. */
  Total?: number | null | undefined;
}

/** The structure ApplyDeviceList of QueryPageByApplyId. */
export interface QueryPageByApplyIdApplyDeviceList {
  ApplyDeviceInfo?: QueryPageByApplyIdApplyDeviceInfo[] | null | undefined;
}

/** One entry of ApplyDeviceList.ApplyDeviceInfo of QueryPageByApplyId. */
export interface QueryPageByApplyIdApplyDeviceInfo {
  /** Expired: no longer used, not to be used as an identifier. */
  DeviceId?: string | null | undefined;
  DeviceName?: string | null | undefined;
  DeviceSecret?: string | null | undefined;
  /** Unique device ID issued by IoT Platform. */
  IotId?: string | null | undefined;
}

/**
 * Queries, page by page, the devices that one batch registration created.
 *
 * - Read-only; lists the registered devices of the batch application that ApplyId names.
 * - ApplyId is the application ID that BatchRegisterDeviceWithApplyId or BatchRegisterDevice returned.
 * - Each entry carries DeviceName, DeviceSecret, IotId and the obsolete DeviceId.
 * - DeviceId is no longer in use and must not serve to identify a device; IotId or ProductKey + DeviceName
 *   does.
 * - Page defaults to 1 and page size to 10 (at most 50); the reply carries Page, PageSize, PageCount (pages)
 *   and Total (devices).
 *
 * Limits: 50 calls a second per account; at most 50 entries per page.
 *
 * Pages: by number, CurrentPage; PageSize 50 unless given.
 *
 * Safe to repeat.
 *
 * Errors: iot.device.NullApplyId, iot.device.InvalidFormattedApplyId, iot.device.DeviceApplyIsNotFound,
 * iot.common.InvalidPageParams, iot.system.InstanceNotFound, iot.device.QueryDeviceApplyActionError,
 * iot.device.QueryDeviceListActionError, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.20.
 */
export const QueryPageByApplyId: PagedOperation<
  QueryPageByApplyIdRequest,
  QueryPageByApplyIdResponse,
  QueryPageByApplyIdApplyDeviceInfo
> = {
  name: 'QueryPageByApplyId',
  family: 'devices',
  callsPerSecond: 50,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    ApplyId: integer(),
    IotInstanceId: optional(text()),
    PageSize: optional(integer(min(1), max(50))),
    CurrentPage: optional(integer(min(1))),
  })),
  response: /* @__PURE__ */ once(() => answer({
    ApplyDeviceList: maybeFields({
      ApplyDeviceInfo: maybeList(fields({
        DeviceId: maybeText(),
        DeviceName: maybeText(),
        DeviceSecret: maybeText(),
        IotId: maybeText(),
      })),
    }),
    Page: maybeNumber(),
    PageCount: maybeNumber(),
    PageSize: maybeNumber(),
    Total: maybeNumber(),
  })),
  pages: /* @__PURE__ */ byPageNumber<
    QueryPageByApplyIdRequest,
    QueryPageByApplyIdResponse,
    QueryPageByApplyIdApplyDeviceInfo
  >({
    number: 'CurrentPage',
    size: 'PageSize',
    maximum: 50,
    items: (answer) => answer.ApplyDeviceList?.ApplyDeviceInfo,
    pageCount: (answer) => answer.PageCount,
    total: (answer) => answer.Total,
  }),
};

/** The parameters of RegisterDevice. */
export interface RegisterDeviceRequest {
  /**
   * ProductKey of the product to which the device is added: the GUID that the platform issued to the product.
   * All ProductKeys of the account can be looked up in the console or with QueryProductList.
   */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * 4 to 32 characters: letters (taken as A-Z, a-z in the pattern), digits, hyphens (-), underscores (_), at
   * signs (@), periods (.) and colons (:). Generated at random when left out. Together with ProductKey it
   * identifies the device.
   */
  DeviceName?: string | undefined;
  /** DevEUI of the LoRaWAN device. Required when a LoRaWAN device is created. */
  DevEui?: string | undefined;
  /**
   * Alias of the device. Rule in the text: 4 to 64 characters; letters, digits and underscores. The pattern
   * also admits Chinese characters, because BatchUpdateDeviceNickname counts them as alias characters (there
   * each counts as two); this operation's own text does not mention them.
   */
  Nickname?: string | undefined;
  /**
   * PIN code of the LoRaWAN device, used to verify the DevEUI. Required for a LoRaWAN device whose
   * LoraNodeType is ALIYUNDEFINED.
   */
  PinCode?: string | undefined;
  /** JoinEUI of the LoRaWAN device. Required for a LoRaWAN device whose LoraNodeType is USERDEFINED. */
  JoinEui?: string | undefined;
  /** AppKey of the LoRaWAN device. Required for a LoRaWAN device whose LoraNodeType is USERDEFINED. */
  AppKey?: string | undefined;
  /**
   * Type of the LoRaWAN device. ALIYUNDEFINED: issued by Alibaba Cloud; DevEui and PinCode must be given;
   * USERDEFINED: defined by the user; DevEui, JoinEui and AppKey must be given.
   */
  LoraNodeType?: 'ALIYUNDEFINED' | 'USERDEFINED' | undefined;
}

/** What RegisterDevice answers. */
export interface RegisterDeviceResponse extends Answer {
  /** The registered device; present when the call succeeds. */
  Data?: RegisterDeviceData | null | undefined;
}

/** The structure Data of RegisterDevice. */
export interface RegisterDeviceData {
  /** DevEUI; returned only when a LoRaWAN device is created. */
  DevEui?: string | null | undefined;
  /** DeviceName of the device; to be kept confidential. */
  DeviceName?: string | null | undefined;
  /** DeviceSecret of the device; to be kept confidential. */
  DeviceSecret?: string | null | undefined;
  /** Unique ID that the platform issued to the device; to be kept confidential. */
  IotId?: string | null | undefined;
  /** JoinEUI; returned only when a LoRaWAN device is created. */
  JoinEui?: string | null | undefined;
  /** Alias of the device; empty when none was specified. */
  Nickname?: string | null | undefined;
  /** ProductKey of the product to which the device belongs. */
  ProductKey?: string | null | undefined;
}

/**
 * Registers one device under a product.
 *
 * - A new device is added to the given product and appears under it in the console.
 * - The platform issues an IotId, a globally unique identifier, to the new device; it is used to address the
 *   device in later operations.
 * - The new device can also be addressed by ProductKey + DeviceName.
 * - Where a later operation gets both, IotId has priority over ProductKey + DeviceName.
 * - The ProductKey comes from the creation of the product; the DeviceName is either chosen by the caller or
 *   generated at random.
 * - If DeviceName is left out, the platform generates a random DeviceName.
 * - If Nickname is left out, the device gets no alias, and Nickname in the response is empty.
 * - A DeviceSecret is issued and returned together with DeviceName, ProductKey and IotId.
 *
 * Limits: 30 calls a second per account.
 *
 * Not safe to repeat: a repeat is refused (or, without a name, registers another device), and the first
 * answer with the DeviceSecret is lost.
 *
 * Errors: iot.device.AlreadyExistedDeviceName, iot.device.InvalidFormattedDeviceName,
 * iot.common.InvalidFormattedParameter, iot.device.CreateDeviceFailed, iot.device.VerifyDeviceFailed,
 * iot.device.DeviceHasDistributed, iot.prod.NullProductKey, iot.prod.InvalidFormattedProductkey,
 * iot.prod.NotExistedProduct, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.system.SystemException.
 *
 * Guide, section 4.8.1.
 */
export const RegisterDevice: Operation<RegisterDeviceRequest, RegisterDeviceResponse> = {
  name: 'RegisterDevice',
  family: 'devices',
  callsPerSecond: 30,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters(
    {
      ProductKey: text(minLength(1)),
      IotInstanceId: optional(text()),
      DeviceName: optional(text(minLength(4), maxLength(32), pattern(/^[A-Za-z0-9_@.:-]+$/))),
      DevEui: optional(text()),
      Nickname: optional(text(minLength(4), maxLength(64), pattern(/^[A-Za-z0-9_\u4e00-\u9fff]+$/))),
      PinCode: optional(text()),
      JoinEui: optional(text()),
      AppKey: optional(text()),
      LoraNodeType: optional(choice('ALIYUNDEFINED', 'USERDEFINED')),
    },
    requires({ LoraNodeType: 'ALIYUNDEFINED' }, 'DevEui', 'PinCode'),
    requires({ LoraNodeType: 'USERDEFINED' }, 'DevEui', 'JoinEui', 'AppKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      DevEui: maybeText(),
      DeviceName: maybeText(),
      DeviceSecret: maybeText(),
      IotId: maybeText(),
      JoinEui: maybeText(),
      Nickname: maybeText(),
      ProductKey: maybeText(),
    }),
  })),
};

/** The parameters of RemoveThingTopo. */
export interface RemoveThingTopoRequest {
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** ProductKey of the product to which the device belongs. Goes together with DeviceName. */
  ProductKey?: string | undefined;
  /** DeviceName of the device. Goes together with ProductKey. */
  DeviceName?: string | undefined;
  /**
   * Globally unique ID of the device, issued by IoT Platform; stands for the pair ProductKey + DeviceName and
   * takes precedence over it.
   */
  IotId?: string | undefined;
}

/** What RemoveThingTopo answers. */
export interface RemoveThingTopoResponse extends Answer {
  /** true: the topological relationship was deleted; false: the deletion failed. */
  Data?: boolean | null | undefined;
  /** ID of the device job. */
  JobId?: string | null | undefined;
}

/**
 * Removes the topological relationships of a gateway with all of its sub-devices, or of one sub-device with
 * its gateway.
 *
 * - If the device is a gateway, its relationships with all attached sub-devices are removed.
 * - If the device is a sub-device, its relationship with the gateway it is attached to is removed.
 * - The device is identified by IotId, or by ProductKey together with DeviceName; if both are sent, IotId
 *   decides.
 * - Data is true if the relationship was deleted and false if the deletion failed.
 * - JobId in the reply is the ID of a device job.
 *
 * Limits: 500 calls a second per account.
 *
 * Safe to repeat: a repeat finds it gone and may be refused for it.
 *
 * Errors: iot.device.RemoveTopoRelationFailed, iot.device.NotExistedDevice, iot.prod.NullProductKey,
 * iot.device.NullDeviceName, iot.device.InvalidIoTId, iot.prod.InvalidFormattedProductkey,
 * iot.device.InvalidFormattedDeviceName, iot.prod.NotExistedProduct, Iot.Device.NotDeviceOwner,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.29.
 */
export const RemoveThingTopo: Operation<RemoveThingTopoRequest, RemoveThingTopoResponse> = {
  name: 'RemoveThingTopo',
  family: 'devices',
  callsPerSecond: 500,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      IotInstanceId: optional(text()),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
      IotId: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({ Data: maybeFlag(), JobId: maybeText() })),
};

/** The parameters of ResetThing. */
export interface ResetThingRequest {
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** ProductKey of the product that the device belongs to. When it is sent, DeviceName must be sent too. */
  ProductKey?: string | undefined;
  /** DeviceName of the device. When it is sent, ProductKey must be sent too. */
  DeviceName?: string | undefined;
  /**
   * Globally unique device ID issued by the platform; it stands for one ProductKey + DeviceName pair, so that
   * pair is not needed next to it. When both are sent, IotId wins.
   */
  IotId?: string | undefined;
}

/** What ResetThing answers. */
export interface ResetThingResponse extends Answer {}

/**
 * Resets the unique-certificate-per-product authentication status of a directly connected device and deletes
 * its current topological relationship.
 *
 * - The dynamic-registration (unique-certificate-per-product) status of the device is reset.
 * - The device's current topological relationship is deleted.
 * - It concerns devices that connect to the platform directly.
 * - Once such a device is activated, it cannot fetch its certificate by dynamic registration any more; after
 *   a reset it can.
 * - After the reset, dynamic registration gives the device new certificate information (ProductKey,
 *   DeviceName, DeviceSecret).
 * - When IotId and ProductKey + DeviceName are both given, the device named by IotId is used.
 *
 * Limits: 500 calls a second per account.
 *
 * Safe to repeat: a device that was reset already stays so.
 *
 * Errors: iot.device.NotExistedDevice, iot.prod.NullProductKey, iot.device.NullDeviceName,
 * iot.device.InvalidIoTId, iot.prod.InvalidFormattedProductkey, iot.device.InvalidFormattedDeviceName,
 * iot.prod.NotExistedProduct, Iot.Device.NotDeviceOwner, iot.system.InstanceNotFound,
 * iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.14.
 */
export const ResetThing: Operation<ResetThingRequest, ResetThingResponse> = {
  name: 'ResetThing',
  family: 'devices',
  callsPerSecond: 500,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      IotInstanceId: optional(text()),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
      IotId: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of SaveDeviceProp. */
export interface SaveDevicePropRequest {
  /**
   * String with one JSON object of at most 100 members: key = tag name (String), value = tag value (String in
   * the samples), e.g. {"color":"red","shape":"round"}. The size limit is stated as 5 KB (taken as 5120
   * bytes); the 100 as tags added or modified at a time.
   */
  Props: JsonParameter;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** ProductKey of the product to which the device belongs. Goes together with DeviceName. */
  ProductKey?: string | undefined;
  /** DeviceName of the device. Goes together with ProductKey. */
  DeviceName?: string | undefined;
  /**
   * Globally unique ID of the device, issued by IoT Platform; stands for the pair ProductKey + DeviceName and
   * takes precedence over it.
   */
  IotId?: string | undefined;
}

/** What SaveDeviceProp answers. */
export interface SaveDevicePropResponse extends Answer {}

/**
 * Sets tags on a device.
 *
 * - Adds the given tags to one device, or changes the values of those whose keys it already has.
 * - The device is identified by IotId, or by ProductKey together with DeviceName; if both are sent, IotId
 *   decides.
 * - Several tags can be set in one call: Props is a JSON object with one Key:Value pair per tag, separated by
 *   commas.
 * - The Props value may be at most 5 KB in size.
 * - A device can have at most 100 tags.
 * - One call can add or modify at most 100 tags.
 *
 * Limits: 50 calls a second per account; props is at most 5 KB; a device has at most 100 tags; at most 100
 * tags are added or modified per call.
 *
 * Safe to repeat.
 *
 * Errors: iot.device.NullDevicePropertiesString, iot.device.InvalidFormattedDevicePropertiesString,
 * iot.device.NoneDeviceProperties, iot.device.LongDevicePropertiesString,
 * iot.device.TooManyDevicePropertiesPerTime, iot.device.SaveOrUpdateDevicePropertiesFailed,
 * iot.device.InvalidFormattedDevicePropertyKey, iot.device.NotExistedDevice, iot.prod.NullProductKey,
 * iot.device.NullDeviceName, iot.device.InvalidIoTId, iot.prod.InvalidFormattedProductkey,
 * iot.device.InvalidFormattedDeviceName, iot.prod.NotExistedProduct, Iot.Device.NotDeviceOwner,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.23.
 */
export const SaveDeviceProp: Operation<SaveDevicePropRequest, SaveDevicePropResponse> = {
  name: 'SaveDeviceProp',
  family: 'devices',
  callsPerSecond: 50,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      Props: json(measures(bytes, 0, 5120), jsonObject(100)),
      IotInstanceId: optional(text()),
      ProductKey: optional(text()),
      DeviceName: optional(text()),
      IotId: optional(text()),
    },
    anyOf(['IotId'], ['ProductKey', 'DeviceName']),
    requires('ProductKey', 'DeviceName'),
    requires('DeviceName', 'ProductKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of TransformClientId. */
export interface TransformClientIdRequest {
  /** The ClientID of the device that shall be the valid one. */
  ClientId: string;
  /** ID of the device. */
  IotId: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What TransformClientId answers. */
export interface TransformClientIdResponse extends Answer {}

/**
 * Names the one valid ClientID of a device that has several (pre-registration-free
 * unique-certificate-per-product authentication).
 *
 * - Makes the given ClientID the valid one of the device, so that illegal logons with its other ClientIDs are
 *   prevented.
 * - Meant for a device that has several ClientIDs.
 * - It concerns devices that use unique-certificate-per-product authentication without pre-registration.
 * - The device's ClientIDs can be looked up with QueryClientIds first.
 * - A successful answer carries Code 'Success'; any other Code means an error.
 *
 * Limits: 10 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.device.NotExistedDevice, iot.device.InvalidIoTId, Iot.Device.NotDeviceOwner,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.8.3.
 */
export const TransformClientId: Operation<TransformClientIdRequest, TransformClientIdResponse> = {
  name: 'TransformClientId',
  family: 'devices',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    ClientId: text(minLength(1)),
    IotId: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};
