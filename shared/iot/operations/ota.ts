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
import {
  max,
  maxItems,
  maxLength,
  min,
  minItems,
  minLength,
  numberBetween,
  pattern,
  unique,
} from '../schema/checks.ts';
import { once } from '../schema/once.ts';
import { choice, flag, integer, list, optional, parameters, text } from '../schema/parameters.ts';
import {
  anyOf,
  apart,
  differs,
  excludes,
  lessThan,
  oneOf,
  productAtMost,
  requires,
  totalLength,
  uniqueBy,
} from '../schema/rules.ts';

/** The parameters of CancelOTAStrategyByJob. */
export interface CancelOTAStrategyByJobRequest {
  /**
   * ID of the dynamic update batch, from CreateOTADynamicUpgradeJob or the Firmware Details page of the
   * console.
   */
  JobId: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What CancelOTAStrategyByJob answers. */
export interface CancelOTAStrategyByJobResponse extends Answer {}

/**
 * Cancels the dynamic update policy that belongs to a dynamic update batch.
 *
 * - Acts only on the policy attached to a dynamic update batch (made with CreateOTADynamicUpgradeJob); not
 *   usable for static batches.
 * - After success the JobStatus of the batch is CANCELED.
 *
 * Limits: 10 calls a second per account.
 *
 * Safe to repeat: a repeat finds the policy cancelled and may be refused for it.
 *
 * Errors: iot.firmware.NullOTAJobId, iot.firmware.InvalidOTAJobId, iot.firmware.NotDynamicJob,
 * iot.firmware.JobAlreadyCanceled, iot.firmware.CancelOTAStrategyByJobFailed, iot.ota.InvalidJobId,
 * iot.ota.JobCanceled, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.17.14.
 */
export const CancelOTAStrategyByJob: Operation<
  CancelOTAStrategyByJobRequest,
  CancelOTAStrategyByJobResponse
> = {
  name: 'CancelOTAStrategyByJob',
  family: 'ota',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    JobId: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of CancelOTATaskByDevice. */
export interface CancelOTATaskByDeviceRequest {
  /**
   * DeviceNames whose tasks are cancelled; without repetition, at most 200. 1 to 200 entries. No entry twice.
   */
  DeviceName: readonly string[];
  /** Unique ID of the package; from CreateOTAFirmware or ListOTAFirmware. */
  FirmwareId: string;
  /** ProductKey of the product that the devices belong to. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * ID of an update batch, from one of the three create operations or the Firmware Details page of the
   * console; restricts the call to the tasks of that batch.
   */
  JobId?: string | undefined;
}

/** What CancelOTATaskByDevice answers. */
export interface CancelOTATaskByDeviceResponse extends Answer {}

/**
 * Cancels the pending update tasks that up to 200 devices have for one update package.
 *
 * - With JobId only the tasks of the devices in that batch are cancelled; without it those of the whole
 *   package.
 * - JobId may come from CreateOTAVerifyJob, CreateOTAStaticUpgradeJob or CreateOTADynamicUpgradeJob.
 * - The devices are given by ProductKey plus device names; names must not repeat, at most 200.
 *
 * Limits: 10 calls a second per account; at most 200 device names per call; only pending tasks can be
 * cancelled.
 *
 * Safe to repeat: a repeat finds no task to cancel and may be refused for it.
 *
 * Errors: iot.firmware.IncorrectDeviceUpgradeJobStatus, iot.firmware.DeviceUpgradeRecordNotFound,
 * iot.device.NoneDeviceNameElement, iot.firmware.ParameterSizeExceedMax,
 * iot.common.InvalidFormattedParameter, iot.ota.DeviceNotExist, iot.firmware.InvalidOTAJobId,
 * iot.firmware.NullFirmwareId, iot.firmware.InvalidFirmwareId, iot.firmware.FirmwareNotFound,
 * iot.prod.NullProductKey, iot.firmware.InvalidProductKey, iot.prod.NotExistedProduct,
 * iot.firmware.FirmwareAndProductKeyMismatch, iot.firmware.BatchCancelDeviceUpgradeFailed,
 * iot.device.NotExistedDevice, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.system.SystemException.
 *
 * Guide, section 4.17.16.
 */
export const CancelOTATaskByDevice: Operation<CancelOTATaskByDeviceRequest, CancelOTATaskByDeviceResponse> = {
  name: 'CancelOTATaskByDevice',
  family: 'ota',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    DeviceName: list(text(minLength(1)), minItems(1), maxItems(200), unique()),
    FirmwareId: text(minLength(1)),
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
    JobId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of CancelOTATaskByJob. */
export interface CancelOTATaskByJobRequest {
  /**
   * ID of the update batch, from CreateOTAStaticUpgradeJob or CreateOTADynamicUpgradeJob, or the Firmware
   * Details page of the console.
   */
  JobId: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * For a scheduled batch, that is a static batch created with ScheduleTime. true: cancel the tasks of the
   * scheduled batch; false: do not. Default: false.
   */
  CancelScheduledTask?: boolean | undefined;
  /**
   * true: cancel tasks in state QUEUED (and CONFIRM when CancelUnconfirmedTask is absent); false: do not.
   * Default: false.
   */
  CancelQueuedTask?: boolean | undefined;
  /**
   * true: cancel tasks in state IN_PROGRESS; false: do not (the text prints NOTIFIED here by mistake).
   * Default: false.
   */
  CancelInProgressTask?: boolean | undefined;
  /** true: cancel tasks in state NOTIFIED; false: do not. Default: false. */
  CancelNotifiedTask?: boolean | undefined;
  /**
   * Empty by default; when absent, CONFIRM tasks are cancelled if and only if CancelQueuedTask is true. true:
   * cancel tasks in state CONFIRM; false: do not.
   */
  CancelUnconfirmedTask?: boolean | undefined;
}

/** What CancelOTATaskByJob answers. */
export interface CancelOTATaskByJobResponse extends Answer {}

/**
 * Cancels the device update tasks of one update batch, chosen by task state.
 *
 * - Acts on the tasks of a static or dynamic update batch; each switch selects the tasks of one state, and
 *   they become CANCELED.
 * - CancelScheduledTask=true cancels the tasks of a scheduled batch (a static batch created with
 *   ScheduleTime; JobStatus PLANNED by implication).
 * - CancelQueuedTask=true cancels tasks in state QUEUED.
 * - CancelNotifiedTask=true cancels tasks in state NOTIFIED.
 * - CancelInProgressTask=true cancels tasks in state IN_PROGRESS.
 * - CancelUnconfirmedTask=true cancels tasks in state CONFIRM; false leaves them.
 * - When CancelUnconfirmedTask is not given, CONFIRM tasks follow CancelQueuedTask: with
 *   CancelQueuedTask=true both QUEUED and CONFIRM tasks are cancelled, with false neither.
 * - When CancelUnconfirmedTask is given together with CancelQueuedTask=true, CancelQueuedTask reaches QUEUED
 *   tasks only and CancelUnconfirmedTask alone decides about CONFIRM tasks.
 *
 * Limits: 5 calls a second per account.
 *
 * Safe to repeat: a repeat finds no task to cancel and may be refused for it.
 *
 * Errors: iot.firmware.NullOTAJobId, iot.firmware.InvalidOTAJobId, iot.firmware.CancelOptionIsMandatory,
 * iot.firmware.JobHasNoScheduleTime, iot.firmware.JobAlreadyCanceled, iot.firmware.CancelOTATaskByJobFailed,
 * iot.firmware.CancelUpgradeTaskFailed, iot.ota.InvalidJobId, iot.system.InstanceNotFound,
 * iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.17.15.
 */
export const CancelOTATaskByJob: Operation<CancelOTATaskByJobRequest, CancelOTATaskByJobResponse> = {
  name: 'CancelOTATaskByJob',
  family: 'ota',
  callsPerSecond: 5,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      JobId: text(minLength(1)),
      IotInstanceId: optional(text()),
      CancelScheduledTask: optional(flag()),
      CancelQueuedTask: optional(flag()),
      CancelInProgressTask: optional(flag()),
      CancelNotifiedTask: optional(flag()),
      CancelUnconfirmedTask: optional(flag()),
    },
    anyOf(
      ['CancelScheduledTask'],
      ['CancelQueuedTask'],
      ['CancelNotifiedTask'],
      ['CancelInProgressTask'],
      ['CancelUnconfirmedTask'],
    ),
  )),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of ConfirmOTATask. */
export interface ConfirmOTATaskRequest {
  /** IDs of the tasks to confirm. 1 to 10 entries. */
  TaskId: readonly string[];
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What ConfirmOTATask answers. */
export interface ConfirmOTATaskResponse extends Answer {}

/**
 * Confirms device update tasks that wait for confirmation.
 *
 * - Acts on tasks in state CONFIRM (they come from batches created with NeedConfirm=true).
 * - After the confirmation the device can get its OTA task information in the way that NeedPush of the batch
 *   says; implied next state: QUEUED.
 * - For tasks of a scheduled batch the call must come within the time range set for the batch (ScheduleTime
 *   to ScheduleFinishTime by implication).
 * - 1 to 10 task IDs per call.
 * - Task IDs come from ListOTATaskByJob or ListOTAUnfinishedTaskByDevice (TaskId).
 *
 * Limits: 20 calls a second per account; at most 10 task IDs per call.
 *
 * Safe to repeat: a repeat finds the tasks confirmed and may be refused for it.
 *
 * Errors: iot.ota.TaskIdIsNull, iot.ota.TooManyOtaTask, iot.firmware.InvalidOTATaskId,
 * iot.firmware.InvalidTaskStatus, iot.ota.ConfirmNotAllowedNow, iot.system.InstanceNotFound,
 * iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.17.21.
 */
export const ConfirmOTATask: Operation<ConfirmOTATaskRequest, ConfirmOTATaskResponse> = {
  name: 'ConfirmOTATask',
  family: 'ota',
  callsPerSecond: 20,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    TaskId: list(text(minLength(1)), minItems(1), maxItems(10)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of CreateOTADynamicUpgradeJob. */
export interface CreateOTADynamicUpgradeJobRequest {
  /** ID of the package; from CreateOTAFirmware or ListOTAFirmware. */
  FirmwareId: string;
  /** ProductKey of the product that the package belongs to. */
  ProductKey: string;
  /**
   * Versions that are to be updated. For a delta package it must equal the SrcVersion of the package. See
   * FirmwareVersion in QueryDeviceDetail. 1 to 10 entries. No entry twice.
   */
  SrcVersion: readonly string[];
  /**
   * Tags of the update batch (wire names Tag.N.Key and Tag.N.Value). Optional as a whole; they are sent to
   * the devices with the update notification. All keys and values together at most 4,096 characters.
   */
  Tag?: readonly CreateOTADynamicUpgradeJobTag[] | undefined;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * Wait before an automatic retry when the update of a device failed. Without it there is no retry. Must be
   * less than TimeoutInMinutes (e.g. TimeoutInMinutes 60 allows at most 30, TimeoutInMinutes 1440 at most
   * 60); with RetryInterval 1440 it is recommended not to set TimeoutInMinutes. In minutes. 0: retry
   * immediately; 10: retry after 10 minutes; 30: retry after 30 minutes; 60: retry after 60 minutes (1 hour);
   * 1440: retry after 1,440 minutes (24 hours).
   */
  RetryInterval?: 0 | 10 | 30 | 60 | 1440 | undefined;
  /**
   * Number of automatic retries. Mandatory when RetryInterval is given. 1: one retry; 2: two retries; 5: five
   * retries.
   */
  RetryCount?: 1 | 2 | 5 | undefined;
  /**
   * Timeout of the update of one device; a device not updated within it gets a timeout error. The time runs
   * from the first progress report of the device and is not restarted when the package is pushed again
   * because the device went offline and online. A timeout triggers no retry. Without it no timeout errors
   * occur. 1 to 1,440 minutes.
   */
  TimeoutInMinutes?: number | undefined;
  /**
   * Most devices per minute that get the download URL of the package pushed. 10 to 1,000 devices per minute.
   * Default: 1000.
   */
  MaximumPerMinute?: number | undefined;
  /**
   * A task in progress is not overwritten. 1: earlier task not overwritten: a device that already has an
   * update task carries that one out; 2: earlier task overwritten: only the present task is carried out.
   * Default: 1.
   */
  OverwriteMode?: 1 | 2 | undefined;
  /**
   * 1: constantly updates the devices that meet the conditions; 2: updates only the devices that report the
   * newest firmware versions later on. Default: 1.
   */
  DynamicMode?: 1 | 2 | undefined;
  /**
   * Whether the platform pushes update tasks to devices by itself. true: after the batch is created the
   * platform pushes the update tasks to the specified devices that are online; a device may still ask for its
   * OTA task information itself; false: nothing is pushed; a device has to ask the platform for its OTA task
   * information.
   */
  NeedPush?: boolean | undefined;
  /**
   * Whether the update is controlled through a mobile app (which you develop yourself). Inferred: tasks then
   * start as CONFIRM. false: the device gets its OTA task information as NeedPush says; true: the update must
   * first be confirmed through your own mobile app; only then the device gets its OTA task information as
   * NeedPush says. Default: false.
   */
  NeedConfirm?: boolean | undefined;
}

/** One entry of Tag of CreateOTADynamicUpgradeJob. */
export interface CreateOTADynamicUpgradeJobTag {
  /** Letters, digits, periods (.); 1 to 30 characters. Comes in a pair with Value. */
  Key: string;
  /** 1 to 1,024 characters. Comes in a pair with Key. */
  Value: string;
}

/** What CreateOTADynamicUpgradeJob answers. */
export interface CreateOTADynamicUpgradeJobResponse extends Answer {
  /** Returned when the call succeeds. */
  Data?: CreateOTADynamicUpgradeJobData | null | undefined;
}

/** The structure Data of CreateOTADynamicUpgradeJob. */
export interface CreateOTADynamicUpgradeJobData {
  /** ID of the update batch. */
  JobId?: string | null | undefined;
  /** Creation time of the update batch, UTC. */
  UtcCreate?: string | null | undefined;
}

/**
 * Creates a dynamic update batch: devices that meet the conditions, or that later report a firmware version,
 * are updated on an ongoing basis.
 *
 * - Creates a batch with SelectionType DYNAMIC, TargetSelection ALL and JobType UPGRADE_FIRMWARE and returns
 *   its JobId and creation time.
 * - Precondition: the package is verified (Status 1), or it was created with NeedToVerify=false (Status -1).
 * - One package can have only one dynamic update that is running; a second one is refused while it runs (the
 *   error-code chapter advises to cancel the running one first).
 * - Together with the batch the platform creates the dynamic update policy; CancelOTAStrategyByJob cancels
 *   that policy (JobStatus becomes CANCELED).
 * - When a device falls under the dynamic policies of several packages, it carries out the newest dynamic
 *   update.
 * - A device may be pending or updating in one update job only; a further update task for such a device
 *   fails.
 * - SrcVersion lists the versions that are to be updated (1 to 10, distinct); for a delta package it must
 *   equal the SrcVersion of the package.
 * - DynamicMode 1 (default): devices that meet the conditions are updated all the time. DynamicMode 2: only
 *   devices that report the newest firmware version from then on are updated.
 *
 * Limits: 20 calls a second per account; at most 10 source versions; all tag keys and values together at most
 * 4,096 characters; 10 tags per batch (number from the sibling sections and the error table); one running
 * dynamic update per package.
 *
 * Not safe to repeat: a repeat creates another batch, or is refused while the first answer with the JobId is
 * lost.
 *
 * Errors: iot.firmware.FirmwareNotVerified, iot.firmware.InProgressDynamicJobExisted,
 * iot.firmware.NullSrcVersions, iot.firmware.SrcVersionsSizeExceedMax, iot.common.InvalidFormattedParameter,
 * iot.firmware.MoreThanOneSrcVersion, iot.firmware.UpgradeSrcVersionMismatch,
 * iot.firmware.SrcDestVersionMatched, iot.firmware.InvalidDynamicMode, iot.firmware.InvalidRetryInterval,
 * iot.firmware.InvalidRetryCount, iot.firmware.InvalidTimeoutSetting, iot.firmware.InvalidMaximumPerMinute,
 * iot.firmware.InvalidOverwriteMode, iot.firmware.JobTagTooMany, iot.firmware.JobTagIsTooLong,
 * iot.firmware.JobTagKeyInvalid, iot.firmware.JobTagValueInvalid, iot.ota.tag.KeyDuplicated,
 * iot.firmware.NullFirmwareId, iot.firmware.InvalidFirmwareId, iot.firmware.FirmwareNotFound,
 * iot.prod.NullProductKey, iot.firmware.InvalidProductKey, iot.prod.NotExistedProduct,
 * iot.firmware.FirmwareAndProductKeyMismatch, iot.firmware.CreateOTAUpgradeJobFailure,
 * iot.firmware.TooManyDeviceUpgrade, iot.ota.UpgradeDeviceCountExceedLimit, iot.firmware.SystemBusy,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.17.9.
 */
export const CreateOTADynamicUpgradeJob: Operation<
  CreateOTADynamicUpgradeJobRequest,
  CreateOTADynamicUpgradeJobResponse
> = {
  name: 'CreateOTADynamicUpgradeJob',
  family: 'ota',
  callsPerSecond: 20,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters(
    {
      FirmwareId: text(minLength(1)),
      ProductKey: text(minLength(1)),
      SrcVersion: list(text(minLength(1)), minItems(1), maxItems(10), unique()),
      Tag: optional(list(
        parameters(
          {
            Key: text(minLength(1), maxLength(30), pattern(/^[A-Za-z0-9.]+$/)),
            Value: text(minLength(1), maxLength(1024)),
          },
          requires('Key', 'Value'),
          requires('Value', 'Key'),
        ),
        maxItems(10),
      )),
      IotInstanceId: optional(text()),
      RetryInterval: optional(choice(0, 10, 30, 60, 1440)),
      RetryCount: optional(choice(1, 2, 5)),
      TimeoutInMinutes: optional(integer(min(1), max(1440))),
      MaximumPerMinute: optional(integer(min(10), max(1000))),
      OverwriteMode: optional(choice(1, 2)),
      DynamicMode: optional(choice(1, 2)),
      NeedPush: optional(flag()),
      NeedConfirm: optional(flag()),
    },
    requires('RetryInterval', 'RetryCount'),
    lessThan('RetryInterval', 'TimeoutInMinutes'),
    totalLength('Tag', ['Key', 'Value'], 4096),
    uniqueBy('Tag', 'Key'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({ JobId: maybeText(), UtcCreate: maybeText() }),
  })),
};

/** The parameters of CreateOTAFirmware. */
export interface CreateOTAFirmwareRequest {
  /**
   * Version number of the package. English letters, digits, periods (.), hyphens (-), underscores (_); 1 to
   * 64 characters.
   */
  DestVersion: string;
  /**
   * Unique within the Alibaba Cloud account; cannot be changed later. 1 to 40 characters: letters, digits,
   * hyphens (-), underscores (_), parentheses (); must start with a letter or digit.
   */
  FirmwareName: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * OSS address of the package file, as returned by GenerateOTAUploadURL. For a single-file package only, and
   * there mandatory.
   */
  FirmwareUrl?: string | undefined;
  /**
   * Signature of the package file content, computed with SignMethod. For a single-file package only. When
   * absent, the MD5 value of the file in OSS is used.
   */
  FirmwareSign?: string | undefined;
  /** Signature method of the package file; MD5 is the only value. Default: MD5. */
  SignMethod?: 'MD5' | undefined;
  /**
   * Size of the package file. For a single-file package only. When absent, the size of the file in OSS is
   * used. In bytes.
   */
  FirmwareSize?: number | undefined;
  /** ProductKey of the product that the package belongs to. */
  ProductKey?: string | undefined;
  /** Description, up to 100 characters; one Chinese character counts as one character (single doc). */
  FirmwareDesc?: string | undefined;
  /**
   * 0: full package: the file is the complete update package and is pushed whole; 1: delta package: the file
   * holds only the difference between the newest and the earlier package, and only that is pushed. Default:
   * 0.
   */
  Type?: 0 | 1 | undefined;
  /**
   * Version of the OTA module that is to be updated, i.e. the current module version of the device
   * (FirmwareVersion in QueryDeviceDetail). Mandatory for Type 1 and then different from DestVersion;
   * optional for Type 0.
   */
  SrcVersion?: string | undefined;
  /**
   * OTA module: one updatable unit of the devices of a product. Without it the default module is used, which
   * stands for the whole device firmware (the single doc names it "default"). Custom modules are made with
   * CreateOTAModule and listed with ListOTAModuleByProduct. Default: default.
   */
  ModuleName?: string | undefined;
  /**
   * Whether the package has to be verified before a batch update task is created. true: the package must be
   * verified before batch update tasks are created; false: no verification. Default: true.
   */
  NeedToVerify?: boolean | undefined;
  /**
   * Custom information pushed to the device with the update notification; any format, up to 4,096 characters.
   */
  Udi?: string | undefined;
  /** Wire name MultiFiles.N.<field>. For a package of several files; up to 20 files. */
  MultiFiles?: readonly CreateOTAFirmwareMultiFiles[] | undefined;
}

/** One entry of MultiFiles of CreateOTAFirmware. */
export interface CreateOTAFirmwareMultiFiles {
  /**
   * File name, 1 to 32 characters; unique among the files of the package. Mandatory when the package has
   * several files.
   */
  Name: string;
  /** File size. When absent, the size of the file in OSS is used. In bytes. */
  Size?: number | undefined;
  /**
   * OSS address of the file, as returned by GenerateOTAUploadURL. Mandatory when the package has several
   * files.
   */
  Url: string;
  /**
   * Signature of the file, computed with SignMethod. When absent, the MD5 value of the file in OSS is used.
   */
  SignValue?: string | undefined;
  /** MD5 value of the file. When absent, the MD5 value of the file in OSS is used. */
  FileMd5?: string | undefined;
}

/** What CreateOTAFirmware answers. */
export interface CreateOTAFirmwareResponse extends Answer {
  /** Returned when the call succeeds. */
  Data?: CreateOTAFirmwareData | null | undefined;
}

/** The structure Data of CreateOTAFirmware. */
export interface CreateOTAFirmwareData {
  /** ID of the package, issued by IoT Platform. */
  FirmwareId?: string | null | undefined;
  /** Creation time of the package, UTC. */
  UtcCreate?: string | null | undefined;
}

/**
 * Creates an OTA update package from one or more files that were uploaded to OSS.
 *
 * - Precondition: GenerateOTAUploadURL was called and the file was uploaded with OSS PostObject (within 1
 *   minute); this call has to follow within 60 minutes of the upload.
 * - Creates the package and issues its FirmwareId; the answer also carries the creation time.
 * - Success true means that the package was created, false that it was not.
 * - At most 500 update packages per Alibaba Cloud account.
 * - FirmwareName is unique within the account and can never be changed after the package is added.
 * - Two package forms exist: single file (FirmwareUrl, FirmwareSign, FirmwareSize) and multiple files
 *   (MultiFiles.N.*, up to 20 files with distinct names).
 * - Single file: FirmwareUrl must be given. Multiple files: MultiFiles.N.Name and MultiFiles.N.Url must be
 *   given for each file.
 * - A signature, size or MD5 value that is not given is taken from the file in OSS (signature = its MD5
 *   value).
 *
 * Limits: 10 calls a second per account; at most 500 update packages per Alibaba Cloud account; at most 20
 * files per package; must be called within 60 minutes after the file was uploaded (stated in
 * GenerateOTAUploadURL).
 *
 * Not safe to repeat: a repeat is refused for its name, and the first answer with the FirmwareId is lost.
 *
 * Errors: iot.firmware.NullFirmwareVersion, iot.firmware.IncorrectFormattedFirmwareVersion,
 * iot.firmware.NullFirmwareName, iot.firmware.BlankFirmwareName, iot.firmware.IncorrectFormattedFirmwareName,
 * iot.firmware.AlreadyExistedFirmwareName, iot.firmware.FirmwareCountExceedMax, iot.firmware.NullFirmwareUrl,
 * iot.firmware.MalformedFirmwareUrl, iot.firmware.InvalidFirmwareUrl, iot.ota.PackageFileParamConflict,
 * iot.ota.PackageFileAmountExceed, iot.ota.PackageFileNameDuplicated, iot.ota.PackageFileUrlDuplicated,
 * iot.ota.PackageFileSignDuplicated, iot.common.InvalidFormattedParameter,
 * iot.firmware.InvalidFirmwareSignMethod, iot.firmware.InvalidFirmwareSign, iot.firmware.InvalidFirmwareSize,
 * iot.firmware.EmptyFirmwareFile, iot.firmware.FirmwareDescriptionExceedMaxLength,
 * iot.firmware.InvalidFirmwareType, iot.firmware.SrcVersionIsMandatory, iot.firmware.SrcDestVersionMatched,
 * iot.firmware.IncorrectFormattedSrcVersion, iot.firmware.IncorrectFormattedModuleName,
 * iot.firmware.AlreadyExistedFirmwareVersion, iot.firmware.InvalidProductKey, iot.prod.NotExistedProduct,
 * iot.firmware.CreateFirmwareFailure, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.system.SystemException.
 *
 * Guide, section 4.17.3.
 */
export const CreateOTAFirmware: Operation<CreateOTAFirmwareRequest, CreateOTAFirmwareResponse> = {
  name: 'CreateOTAFirmware',
  family: 'ota',
  callsPerSecond: 10,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters(
    {
      DestVersion: text(minLength(1), maxLength(64), pattern(/^[A-Za-z0-9._\-]+$/)),
      FirmwareName: text(
        minLength(1),
        maxLength(40),
        pattern(
          /^[A-Za-z0-9\u4e00-\u9fff\u3040-\u309f\u30a0-\u30ff][A-Za-z0-9\u4e00-\u9fff\u3040-\u309f\u30a0-\u30ff_()\-]{0,39}$/,
        ),
      ),
      IotInstanceId: optional(text()),
      FirmwareUrl: optional(text()),
      FirmwareSign: optional(text()),
      SignMethod: optional(choice('MD5')),
      FirmwareSize: optional(integer()),
      ProductKey: optional(text()),
      FirmwareDesc: optional(text(maxLength(100))),
      Type: optional(choice(0, 1)),
      SrcVersion: optional(text()),
      ModuleName: optional(text()),
      NeedToVerify: optional(flag()),
      Udi: optional(text(maxLength(4096))),
      MultiFiles: optional(list(
        parameters({
          Name: text(minLength(1), maxLength(32)),
          Size: optional(integer()),
          Url: text(minLength(1)),
          SignValue: optional(text()),
          FileMd5: optional(text()),
        }),
        maxItems(20),
      )),
    },
    oneOf(undefined, ['FirmwareUrl'], ['MultiFiles']),
    excludes('MultiFiles', ['FirmwareUrl', 'FirmwareSign', 'FirmwareSize']),
    requires({ Type: 1 }, 'SrcVersion'),
    differs('SrcVersion', 'DestVersion', { Type: 1 }),
    uniqueBy('MultiFiles', 'Name'),
    uniqueBy('MultiFiles', 'Url'),
    uniqueBy('MultiFiles', 'SignValue'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({ FirmwareId: maybeText(), UtcCreate: maybeText() }),
  })),
};

/** The parameters of CreateOTAModule. */
export interface CreateOTAModuleRequest {
  /**
   * Letters, digits, periods (.), hyphens (-), underscores (_); 1 to 64 characters. Unique in the product
   * without regard to letter case; unchangeable.
   */
  ModuleName: string;
  /** ProductKey of the product that the module belongs to. */
  ProductKey: string;
  /** Alias. Letters, digits, periods (.), hyphens (-), underscores (_); 1 to 64 characters. */
  AliasName?: string | undefined;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Description, up to 100 characters. */
  Desc?: string | undefined;
}

/** What CreateOTAModule answers. */
export interface CreateOTAModuleResponse extends Answer {}

/**
 * Creates a custom OTA module for a product.
 *
 * - OTA modules are the separately updatable units of the devices of one product.
 * - The default module stands for the whole device firmware; by implication it exists without being created.
 *   This call makes custom modules only.
 * - At most 10 custom modules per product.
 * - ModuleName is unique within the product, regardless of letter case (scanner and Scanner cannot both
 *   exist), and can never be changed; alias and description can be changed with UpdateOTAModule.
 *
 * Limits: 10 calls a second per account; at most 10 custom OTA modules per product.
 *
 * Not safe to repeat: a repeat is refused for its name although the first call created the module.
 *
 * Errors: iot.ota.CreateOTAModuleParamError, iot.firmware.IncorrectFormattedModuleName,
 * iot.ota.CreateOTAModuleNameExist, iot.firmware.ModuleNameReserved, iot.ota.CreateOTAModuleExceedLimit,
 * iot.prod.NullProductKey, iot.prod.NotExistedProduct, iot.firmware.ModuleCountLimitExceeded,
 * iot.ota.CreateOTAModuleFailure, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.system.SystemException.
 *
 * Guide, section 4.17.17.
 */
export const CreateOTAModule: Operation<CreateOTAModuleRequest, CreateOTAModuleResponse> = {
  name: 'CreateOTAModule',
  family: 'ota',
  callsPerSecond: 10,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters({
    ModuleName: text(minLength(1), maxLength(64), pattern(/^[A-Za-z0-9._\-]+$/)),
    ProductKey: text(minLength(1)),
    AliasName: optional(text(minLength(1), maxLength(64), pattern(/^[A-Za-z0-9._\-]+$/))),
    IotInstanceId: optional(text()),
    Desc: optional(text(maxLength(100))),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of CreateOTAStaticUpgradeJob. */
export interface CreateOTAStaticUpgradeJobRequest {
  /** ID of the package; from CreateOTAFirmware or ListOTAFirmware. */
  FirmwareId: string;
  /** ProductKey of the product that the package belongs to. */
  ProductKey: string;
  /**
   * Tags of the update batch (wire names Tag.N.Key and Tag.N.Value). Optional as a whole; they are sent to
   * the devices with the update notification. All keys and values together at most 4,096 characters. At most
   * 10 entries.
   */
  Tag?: readonly CreateOTAStaticUpgradeJobTag[] | undefined;
  /**
   * Scope of the update. ALL: all devices; SPECIFIC: the given devices; GRAY: phased update of a percentage
   * of the devices; GROUP: the given device group.
   */
  TargetSelection: 'ALL' | 'SPECIFIC' | 'GRAY' | 'GROUP';
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * Versions that are to be updated; only with TargetSelection ALL or GRAY. For a delta package it must equal
   * the SrcVersion of the package. See FirmwareVersion in QueryDeviceDetail. At most 10 entries. No entry
   * twice.
   */
  SrcVersion?: readonly string[] | undefined;
  /**
   * Start time of the update as a 13-digit timestamp; 5 minutes to 7 days after the current time. Without it
   * the update starts immediately. In milliseconds.
   */
  ScheduleTime?: number | undefined;
  /**
   * Wait before an automatic retry when the update of a device failed. Without it there is no retry. Must be
   * less than TimeoutInMinutes (e.g. TimeoutInMinutes 60 allows at most 30, TimeoutInMinutes 1440 at most
   * 60); with RetryInterval 1440 it is recommended not to set TimeoutInMinutes. A timed-out update is never
   * retried. In minutes. 0: retry immediately; 10: retry after 10 minutes; 30: retry after 30 minutes; 60:
   * retry after 60 minutes (1 hour); 1440: retry after 1,440 minutes (24 hours).
   */
  RetryInterval?: 0 | 10 | 30 | 60 | 1440 | undefined;
  /**
   * Number of automatic retries. Mandatory when RetryInterval is given. 1: one retry; 2: two retries; 5: five
   * retries.
   */
  RetryCount?: 1 | 2 | 5 | undefined;
  /**
   * Timeout of the update of one device; a device not updated within it gets a timeout error. The time runs
   * from the first progress report of the device and is not restarted when the package is pushed again
   * because the device went offline and online. A timeout triggers no retry. Without it no timeout errors
   * occur. 1 to 1,440 minutes.
   */
  TimeoutInMinutes?: number | undefined;
  /**
   * Most devices per minute that get the download URL of the package pushed. 10 to 10,000 devices per minute.
   * Default: 10000.
   */
  MaximumPerMinute?: number | undefined;
  /**
   * Share of the phased update: a percentage as a string, up to three decimal places. The resulting number of
   * devices is rounded down and must be at least 1 (33.33 with 100 devices gives 33). Mandatory with
   * TargetSelection GRAY. A numeric range is not written out (percentage). In percent.
   */
  GrayPercent?: string | undefined;
  /**
   * DeviceNames of a specific update; all of the product of the package, without repetition, at most 200.
   * With TargetSelection SPECIFIC either this or DnListFileUrl, never both. With a delta package the OTA
   * module version of each device must equal the SrcVersion of the package. No entry twice.
   */
  TargetDeviceName?: readonly string[] | undefined;
  /**
   * End time of the update as a 13-digit timestamp; 1 hour to 30 days after ScheduleTime. Without it the
   * update is not ended forcibly. In milliseconds.
   */
  ScheduleFinishTime?: number | undefined;
  /**
   * A task in progress is not overwritten. 1: earlier task not overwritten: a device that already has an
   * update task carries that one out; 2: earlier task overwritten: only the present task is carried out; not
   * together with MultiModuleMode true. Default: 1.
   */
  OverwriteMode?: 1 | 2 | undefined;
  /**
   * URL of the device list file of a specific update, from GenerateDeviceNameListURL (FileUrl). With
   * TargetSelection SPECIFIC either this or TargetDeviceName, never both. Full update: devices already
   * updated are skipped. Delta update: devices already updated and devices on another source version are
   * skipped.
   */
  DnListFileUrl?: string | undefined;
  /**
   * Whether the platform pushes update tasks to devices by itself. true: after the batch is created the
   * platform pushes the update tasks to the specified devices that are online; a device may still ask for its
   * OTA task information itself; false: nothing is pushed; a device has to ask the platform for its OTA task
   * information. Default: true.
   */
  NeedPush?: boolean | undefined;
  /**
   * Whether the update is controlled through a mobile app (which you develop yourself). Inferred: tasks then
   * start as CONFIRM. false: the device gets its OTA task information as NeedPush says; true: the update must
   * first be confirmed through your own mobile app; only then the device gets its OTA task information as
   * NeedPush says. Default: false.
   */
  NeedConfirm?: boolean | undefined;
  /** ID of the device group (QueryDeviceGroupList). Mandatory, with GroupType, for TargetSelection GROUP. */
  GroupId?: string | undefined;
  /** Type of the group. Mandatory, with GroupId, for TargetSelection GROUP. */
  GroupType?: 'LINK_PLATFORM' | undefined;
  /**
   * Protocol with which the device downloads the package after the platform pushed its package information.
   * MQTT: service deployed in China (Shanghai), China (Beijing) or China (Shenzhen) only; the package has
   * exactly one file of at most 16 MB; the device needs the latest Link SDK for C (OTA and file download over
   * MQTT). Default: HTTPS.
   */
  DownloadProtocol?: 'HTTPS' | 'MQTT' | undefined;
  /**
   * Whether the device supports simultaneous updates of several modules. Enterprise Edition instances and new
   * public instances only; device on Link SDK for C 4.x. false: not supported; true: the device updates
   * several modules at once; do not set OverwriteMode 2; tasks of the same module are overwritten, tasks in
   * progress are not. Default: false.
   */
  MultiModuleMode?: boolean | undefined;
}

/** One entry of Tag of CreateOTAStaticUpgradeJob. */
export interface CreateOTAStaticUpgradeJobTag {
  /** Letters, digits, periods (.); 1 to 30 characters. Comes in a pair with Value. */
  Key: string;
  /** 1 to 1,024 characters. Comes in a pair with Key. */
  Value: string;
}

/** What CreateOTAStaticUpgradeJob answers. */
export interface CreateOTAStaticUpgradeJobResponse extends Answer {
  /** Returned when the call succeeds. */
  Data?: CreateOTAStaticUpgradeJobData | null | undefined;
}

/** The structure Data of CreateOTAStaticUpgradeJob. */
export interface CreateOTAStaticUpgradeJobData {
  /** ID of the update batch, unique. */
  JobId?: string | null | undefined;
  /** Creation time of the update batch, UTC. */
  UtcCreate?: string | null | undefined;
}

/**
 * Creates a static update batch: a fixed set of devices (all, listed, a percentage, or a group) is updated
 * with a package.
 *
 * - Creates a batch with SelectionType STATIC and JobType UPGRADE_FIRMWARE and returns its JobId and creation
 *   time.
 * - Precondition: the package is verified (Status 1), or it was created with NeedToVerify=false (Status -1).
 * - One package may be used for several static batches.
 * - At most 200 devices by TargetDeviceName per call; with a device list file up to 1,000,000 devices (the
 *   file is uploaded with the data of GenerateDeviceNameListURL beforehand).
 * - When several devices are targeted, those that already run the destination version are skipped.
 * - A device may be pending or updating in one update job only; a further update task for such a device
 *   fails.
 * - TargetSelection ALL updates all devices, SPECIFIC the given devices, GRAY a percentage of them (phased
 *   update), GROUP the given device group.
 * - SrcVersion is allowed for ALL and GRAY only and not available for SPECIFIC and GROUP; it restricts the
 *   update to devices on one of these versions (up to 10, distinct).
 *
 * Limits: 20 calls a second per account; at most 200 devices by name per call; up to 1,000,000 with a device
 * list file; at most 10 source versions; at most 10 tags per batch, 4,096 characters in all; ScheduleTime: 5
 * minutes to 7 days ahead; ScheduleFinishTime: 1 hour to 30 days after ScheduleTime; MQTT download: one file
 * of at most 16 MB, China (Shanghai), China (Beijing), China (Shenzhen) only.
 *
 * Not safe to repeat: a repeat creates another batch.
 *
 * Errors: iot.firmware.FirmwareNotVerified, iot.firmware.NullTargetSelection,
 * iot.firmware.InvalidTargetSelection, iot.firmware.NullTargetDeviceNames,
 * iot.firmware.TargetDeviceNamesNotAllowed, iot.firmware.ParameterSizeExceedMax,
 * iot.ota.UpgradeDeviceCountExceedLimit, iot.common.FileNotExist, iot.common.IllegalFileFormat,
 * iot.common.InvalidFormattedParameter, iot.ota.DeviceNotExist, iot.firmware.SrcVersionsNotAllowed,
 * iot.firmware.SrcVersionsSizeExceedMax, iot.firmware.NullSrcVersions, iot.firmware.MoreThanOneSrcVersion,
 * iot.firmware.UpgradeSrcVersionMismatch, iot.firmware.SrcDestVersionMatched,
 * iot.firmware.SrcVersionMismatch, iot.firmware.NonVersionedDeviceInArray, iot.firmware.NoDeviceCanUpgrade,
 * iot.firmware.NullGrayPercent, iot.firmware.BadlyFormattedGrayPercent, iot.firmware.InvalidGrayPercent,
 * iot.group.NullGroupId, iot.ota.GroupNotExist, iot.ota.GroupTypeInvalid,
 * iot.firmware.FireTimeMustLargeThanCurrentTime, iot.firmware.FireTimeTooShort, iot.firmware.FireTimeTooLate,
 * iot.firmware.ScheduleFinishTimeWithoutStartTime, iot.firmware.ScheduleFinishTimeEarlierThanStartTime,
 * iot.firmware.ScheduleFinishTimeTooEarly, iot.firmware.ScheduleFinishTimeTooLate,
 * iot.firmware.InvalidRetryInterval, iot.firmware.InvalidRetryCount, iot.firmware.InvalidTimeoutSetting,
 * iot.firmware.InvalidMaximumPerMinute, iot.firmware.InvalidOverwriteMode,
 * iot.ota.OverWriteAndMultiModuleConflict, iot.ota.multiModuleModeForbiddenInDefaultInstance,
 * iot.ota.DownloadProtocolInvalid, iot.ota.DownloadProtocolMqttNotSuitable, iot.firmware.JobTagTooMany,
 * iot.firmware.JobTagIsTooLong, iot.firmware.JobTagKeyInvalid, iot.firmware.JobTagValueInvalid,
 * iot.ota.tag.KeyDuplicated, iot.firmware.NullFirmwareId, iot.firmware.InvalidFirmwareId,
 * iot.firmware.FirmwareNotFound, iot.prod.NullProductKey, iot.firmware.InvalidProductKey,
 * iot.prod.NotExistedProduct, iot.firmware.FirmwareAndProductKeyMismatch,
 * iot.firmware.CreateOTAUpgradeJobFailure, iot.firmware.DeviceWithDestinationVersionInArray,
 * iot.firmware.TooManyDeviceUpgrade, iot.firmware.TooManyDeviceUpgradeForScheduleTime,
 * iot.firmware.SystemBusy, iot.firmware.SystemBusyForScheduleTime, iot.ota.GroupUpgradeTenantInvalid,
 * iot.group.NotExistedGroup, iot.device.NotExistedDevice, iot.system.InstanceNotFound,
 * iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.17.8.
 */
export const CreateOTAStaticUpgradeJob: Operation<
  CreateOTAStaticUpgradeJobRequest,
  CreateOTAStaticUpgradeJobResponse
> = {
  name: 'CreateOTAStaticUpgradeJob',
  family: 'ota',
  callsPerSecond: 20,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters(
    {
      FirmwareId: text(minLength(1)),
      ProductKey: text(minLength(1)),
      Tag: optional(list(
        parameters(
          {
            Key: text(minLength(1), maxLength(30), pattern(/^[A-Za-z0-9.]+$/)),
            Value: text(minLength(1), maxLength(1024)),
          },
          requires('Key', 'Value'),
          requires('Value', 'Key'),
        ),
        maxItems(10),
      )),
      TargetSelection: choice('ALL', 'SPECIFIC', 'GRAY', 'GROUP'),
      IotInstanceId: optional(text()),
      SrcVersion: optional(list(text(minLength(1)), maxItems(10), unique())),
      ScheduleTime: optional(integer(min(1000000000000), max(9999999999999))),
      RetryInterval: optional(choice(0, 10, 30, 60, 1440)),
      RetryCount: optional(choice(1, 2, 5)),
      TimeoutInMinutes: optional(integer(min(1), max(1440))),
      MaximumPerMinute: optional(integer(min(10), max(10000))),
      GrayPercent: optional(text(pattern(/^\d{1,3}(\.\d{1,3})?$/), numberBetween(0, 100))),
      TargetDeviceName: optional(list(text(minLength(1)), maxItems(200), unique())),
      ScheduleFinishTime: optional(integer(min(1000000000000), max(9999999999999))),
      OverwriteMode: optional(choice(1, 2)),
      DnListFileUrl: optional(text()),
      NeedPush: optional(flag()),
      NeedConfirm: optional(flag()),
      GroupId: optional(text()),
      GroupType: optional(choice('LINK_PLATFORM')),
      DownloadProtocol: optional(choice('HTTPS', 'MQTT')),
      MultiModuleMode: optional(flag()),
    },
    oneOf({ TargetSelection: 'SPECIFIC' }, ['TargetDeviceName'], ['DnListFileUrl']),
    requires({ TargetSelection: 'GRAY' }, 'GrayPercent'),
    requires({ TargetSelection: 'GROUP' }, 'GroupId', 'GroupType'),
    excludes({ TargetSelection: 'SPECIFIC' }, 'SrcVersion'),
    excludes({ TargetSelection: 'GROUP' }, 'SrcVersion'),
    excludes({ OverwriteMode: 2 }, { MultiModuleMode: true }),
    requires('RetryInterval', 'RetryCount'),
    lessThan('RetryInterval', 'TimeoutInMinutes'),
    requires('ScheduleFinishTime', 'ScheduleTime'),
    apart('ScheduleTime', 'ScheduleFinishTime', 3600000, 2592000000),
    totalLength('Tag', ['Key', 'Value'], 4096),
    uniqueBy('Tag', 'Key'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({ JobId: maybeText(), UtcCreate: maybeText() }),
  })),
};

/** The parameters of CreateOTAVerifyJob. */
export interface CreateOTAVerifyJobRequest {
  /** ID of the package; from CreateOTAFirmware or ListOTAFirmware. */
  FirmwareId: string;
  /** ProductKey of the product that the package belongs to. */
  ProductKey: string;
  /**
   * Tags of the update batch (wire names Tag.N.Key and Tag.N.Value). Optional as a whole; they are sent to
   * the devices with the update notification. All keys and values together at most 4,096 characters. At most
   * 10 entries.
   */
  Tag?: readonly CreateOTAVerifyJobTag[] | undefined;
  /**
   * DeviceNames to verify on; all of the product of the package, without repetition, at most 10. 1 to 10
   * entries. No entry twice.
   */
  TargetDeviceName: readonly string[];
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Timeout for a device to update the firmware. 1 to 1,440 minutes. */
  TimeoutInMinutes?: number | undefined;
  /**
   * Whether the platform pushes update tasks to devices by itself. true: after the batch is created the
   * platform pushes the update tasks to the specified devices that are online; a device may still ask for its
   * OTA task information itself; false: nothing is pushed; a device has to ask the platform for its OTA task
   * information. Default: true.
   */
  NeedPush?: boolean | undefined;
  /**
   * Whether the update is controlled through a mobile app (which you develop yourself). Inferred: tasks then
   * start as CONFIRM. false: the device gets its OTA task information as NeedPush says; true: the update must
   * first be confirmed through your own mobile app; only then the device gets its OTA task information as
   * NeedPush says. Default: false.
   */
  NeedConfirm?: boolean | undefined;
  /**
   * Protocol with which the device downloads the package after the platform pushed its package information.
   * MQTT: service deployed in China (Shanghai), China (Beijing) or China (Shenzhen) only; the package has
   * exactly one file of at most 16 MB; the device needs the latest Link SDK for C (OTA and file download over
   * MQTT). Default: HTTPS.
   */
  DownloadProtocol?: 'HTTPS' | 'MQTT' | undefined;
}

/** One entry of Tag of CreateOTAVerifyJob. */
export interface CreateOTAVerifyJobTag {
  /** Letters, digits, periods (.); 1 to 30 characters. Comes in a pair with Value. */
  Key: string;
  /** 1 to 1,024 characters. Comes in a pair with Key. */
  Value: string;
}

/** What CreateOTAVerifyJob answers. */
export interface CreateOTAVerifyJobResponse extends Answer {
  /** Returned when the call succeeds. */
  Data?: CreateOTAVerifyJobData | null | undefined;
}

/** The structure Data of CreateOTAVerifyJob. */
export interface CreateOTAVerifyJobData {
  /** ID of the verification batch. */
  JobId?: string | null | undefined;
  /** Creation time of the verification batch, UTC. */
  UtcCreate?: string | null | undefined;
}

/**
 * Starts a verification batch that tries an OTA update package on up to 10 devices.
 *
 * - A package that needs verification must be verified before it can be pushed in a batch update; only
 *   verified packages are usable for batches (exception: packages created with NeedToVerify=false).
 * - Refused for a package that is being verified (Status 2) or already verified (Status 1); by that rule it
 *   is allowed at Status 0 (unverified) and Status 3 (verification failed).
 * - Returns the JobId of the verification batch and its creation time; the verification itself runs on
 *   asynchronously.
 * - The JobId is also accepted by QueryOTAJob, ListOTATaskByJob and CancelOTATaskByDevice; the batch has
 *   JobType VERFIY_FIRMWARE there (so spelled; VERIFY_FIRMWARE in the Chinese doc).
 * - The sections of CancelOTATaskByJob and ReupgradeOTATask name only JobIds of static and dynamic update
 *   batches, not of verification batches.
 * - The devices must belong to the product of the package; names must not repeat; at most 10.
 * - TimeoutInMinutes bounds the update of each device (1 to 1440 minutes).
 * - NeedPush=true: the platform pushes the tasks to the listed devices that are online, and a device may also
 *   pull its task. NeedPush=false: the device must pull.
 *
 * Limits: 10 calls a second per account; at most 10 devices per verification batch; at most 10 tags per
 * batch, 4,096 characters in all; MQTT download: one file of at most 16 MB.
 *
 * Not safe to repeat: a repeat is refused while the package is being verified, and the first answer with the
 * JobId is lost.
 *
 * Errors: iot.firmware.InProgressVerifyJobExisted, iot.firmware.VerifyFirmwareNoNeed,
 * iot.device.NoneDeviceNameElement, iot.firmware.ParameterSizeExceedMax,
 * iot.common.InvalidFormattedParameter, iot.ota.DeviceNotExist, iot.firmware.FirmwareAndProductKeyMismatch,
 * iot.firmware.InvalidTimeoutSetting, iot.firmware.JobTagTooMany, iot.firmware.JobTagIsTooLong,
 * iot.firmware.JobTagKeyInvalid, iot.firmware.JobTagValueInvalid, iot.ota.tag.KeyDuplicated,
 * iot.ota.DownloadProtocolInvalid, iot.ota.DownloadProtocolMqttNotSuitable, iot.firmware.SrcVersionMismatch,
 * iot.firmware.NonVersionedDeviceInArray, iot.firmware.DeviceWithDestinationVersionInArray,
 * iot.firmware.NullFirmwareId, iot.firmware.InvalidFirmwareId, iot.firmware.FirmwareNotFound,
 * iot.prod.NullProductKey, iot.firmware.InvalidProductKey, iot.prod.NotExistedProduct,
 * iot.firmware.CreateOTAUpgradeJobFailure, iot.firmware.VerifyFirmwareFailed, iot.device.NotExistedDevice,
 * iot.firmware.SystemBusy, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.system.SystemException.
 *
 * Guide, section 4.17.7.
 */
export const CreateOTAVerifyJob: Operation<CreateOTAVerifyJobRequest, CreateOTAVerifyJobResponse> = {
  name: 'CreateOTAVerifyJob',
  family: 'ota',
  callsPerSecond: 10,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters(
    {
      FirmwareId: text(minLength(1)),
      ProductKey: text(minLength(1)),
      Tag: optional(list(
        parameters(
          {
            Key: text(minLength(1), maxLength(30), pattern(/^[A-Za-z0-9.]+$/)),
            Value: text(minLength(1), maxLength(1024)),
          },
          requires('Key', 'Value'),
          requires('Value', 'Key'),
        ),
        maxItems(10),
      )),
      TargetDeviceName: list(text(minLength(1)), minItems(1), maxItems(10), unique()),
      IotInstanceId: optional(text()),
      TimeoutInMinutes: optional(integer(min(1), max(1440))),
      NeedPush: optional(flag()),
      NeedConfirm: optional(flag()),
      DownloadProtocol: optional(choice('HTTPS', 'MQTT')),
    },
    totalLength('Tag', ['Key', 'Value'], 4096),
    uniqueBy('Tag', 'Key'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({ JobId: maybeText(), UtcCreate: maybeText() }),
  })),
};

/** The parameters of DeleteOTAFirmware. */
export interface DeleteOTAFirmwareRequest {
  /** Unique ID of the package; from CreateOTAFirmware or ListOTAFirmware. */
  FirmwareId: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What DeleteOTAFirmware answers. */
export interface DeleteOTAFirmwareResponse extends Answer {}

/**
 * Deletes an OTA update package.
 *
 * - The update package with this FirmwareId is deleted.
 * - The section states no precondition and does not say what becomes of existing batches and tasks of the
 *   package.
 * - A module that still has an update package cannot be deleted (DeleteOTAModule), so packages have to be
 *   deleted first.
 *
 * Limits: 10 calls a second per account.
 *
 * Safe to repeat: a repeat finds it gone and may be refused for it.
 *
 * Errors: iot.firmware.NullFirmwareId, iot.firmware.InvalidFirmwareId, iot.firmware.FirmwareNotFound,
 * iot.firmware.DeleteFirmwareFailure, iot.ota.NotFirmwareOwner, iot.system.InstanceNotFound,
 * iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.17.4.
 */
export const DeleteOTAFirmware: Operation<DeleteOTAFirmwareRequest, DeleteOTAFirmwareResponse> = {
  name: 'DeleteOTAFirmware',
  family: 'ota',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    FirmwareId: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of DeleteOTAModule. */
export interface DeleteOTAModuleRequest {
  /** Name of the module. */
  ModuleName: string;
  /** ProductKey of the product that the module belongs to. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What DeleteOTAModule answers. */
export interface DeleteOTAModuleResponse extends Answer {}

/**
 * Deletes a custom OTA module of a product.
 *
 * - The default module cannot be deleted.
 * - A module that still has an update package cannot be deleted.
 * - Only custom modules are deleted.
 *
 * Limits: 10 calls a second per account; the default module and modules with update packages cannot be
 * deleted.
 *
 * Safe to repeat: a repeat finds it gone and may be refused for it.
 *
 * Errors: iot.ota.DeleteOtaDefaultModule, iot.ota.DeleteOTAModulePackageExist, iot.ota.OTAModuleNotExist,
 * iot.ota.DeleteOTAModuleParamError, iot.prod.NullProductKey, iot.prod.NotExistedProduct,
 * iot.ota.DeleteOTAModuleFailure, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.system.SystemException.
 *
 * Guide, section 4.17.19.
 */
export const DeleteOTAModule: Operation<DeleteOTAModuleRequest, DeleteOTAModuleResponse> = {
  name: 'DeleteOTAModule',
  family: 'ota',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    ModuleName: text(minLength(1)),
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of GenerateDeviceNameListURL. */
export interface GenerateDeviceNameListURLRequest {
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What GenerateDeviceNameListURL answers. */
export interface GenerateDeviceNameListURLResponse extends Answer {
  /** Returned when the call succeeds. */
  Data?: GenerateDeviceNameListURLData | null | undefined;
}

/** The structure Data of GenerateDeviceNameListURL. */
export interface GenerateDeviceNameListURLData {
  /** AccessKey ID of the owner of the bucket that stores the file. */
  AccessKeyId?: string | null | undefined;
  /** OSS address of the file; goes into CreateOTAStaticUpgradeJob (DnListFileUrl) after the upload. */
  FileUrl?: string | null | undefined;
  /** OSS endpoint. */
  Host?: string | null | undefined;
  /** Full path of the file in OSS; used in the PostObject upload. */
  Key?: string | null | undefined;
  /** Kind of object storage. Default: OSS. */
  ObjectStorage?: string | null | undefined;
  /** Used by OSS to check the form fields of the upload request. */
  Policy?: string | null | undefined;
  /** Signature computed from AccessKeySecret and Policy; OSS verifies the POST request with it. */
  Signature?: string | null | undefined;
  /** Time at which the URL was generated, UTC. */
  UtcCreate?: string | null | undefined;
}

/**
 * Generates the OSS address and the signed form fields needed to upload a device list file for a static
 * update batch.
 *
 * - A device list file names the devices that a static update batch is to update.
 * - The file is in CSV format: one device name per line, names separated by line feeds.
 * - The file may be at most 5 MB.
 * - One file may hold up to 10,000 device names, of devices in the product that the update package belongs
 *   to.
 * - A file with too many names is refused only when it is used to create the static update batch (an error is
 *   returned there), not at upload time.
 * - Procedure: (1) this call, (2) upload of the file with OSS PostObject within 1 minute, (3)
 *   CreateOTAStaticUpgradeJob within 60 minutes after the upload.
 * - Key, AccessKeyId, Signature and Policy of the answer are the form fields of the PostObject upload; Host
 *   is the address that the form is posted to.
 * - FileUrl of the answer is what CreateOTAStaticUpgradeJob takes as DnListFileUrl.
 *
 * Limits: 10 calls a second per account; device list file: CSV, at most 5 MB, at most 10,000 device names;
 * the returned parameters are valid for 1 minute; CreateOTAStaticUpgradeJob has to follow within 60 minutes
 * after the upload.
 *
 * Safe to repeat: changes nothing; each call gives a URL of its own.
 *
 * Errors: iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.17.2.
 */
export const GenerateDeviceNameListURL: Operation<
  GenerateDeviceNameListURLRequest,
  GenerateDeviceNameListURLResponse
> = {
  name: 'GenerateDeviceNameListURL',
  family: 'ota',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({ IotInstanceId: optional(text()) })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      AccessKeyId: maybeText(),
      FileUrl: maybeText(),
      Host: maybeText(),
      Key: maybeText(),
      ObjectStorage: maybeText(),
      Policy: maybeText(),
      Signature: maybeText(),
      UtcCreate: maybeText(),
    }),
  })),
};

/** The parameters of GenerateOTAUploadURL. */
export interface GenerateOTAUploadURLRequest {
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** File name extension of the update package file, without a leading dot. Default: bin. */
  FileSuffix?: 'bin' | 'dav' | 'apk' | 'tar' | 'gz' | 'tar.gz' | 'zip' | 'gzip' | undefined;
}

/** What GenerateOTAUploadURL answers. */
export interface GenerateOTAUploadURLResponse extends Answer {
  /** Returned when the call succeeds. */
  Data?: GenerateOTAUploadURLData | null | undefined;
}

/** The structure Data of GenerateOTAUploadURL. */
export interface GenerateOTAUploadURLData {
  /** OSS address of the update package file; goes into CreateOTAFirmware after the upload. */
  FirmwareUrl?: string | null | undefined;
  /** OSS endpoint. */
  Host?: string | null | undefined;
  /** Full path of the file in OSS; used in the PostObject upload. */
  Key?: string | null | undefined;
  /** AccessKey ID of the owner of the bucket that stores the file. */
  OSSAccessKeyId?: string | null | undefined;
  /** Kind of object storage. Default: OSS. */
  ObjectStorage?: string | null | undefined;
  /** Used by OSS to check the form fields of the upload request. */
  Policy?: string | null | undefined;
  /** Signature computed from AccessKeySecret and Policy; OSS verifies the POST request with it. */
  Signature?: string | null | undefined;
  /** Time at which the URL was generated, UTC. */
  UtcCreate?: string | null | undefined;
}

/**
 * Generates the OSS address and the signed form fields needed to upload one OTA update package file.
 *
 * - First step of making an update package: (1) this call, (2) upload of the file with the OSS PostObject
 *   operation, (3) CreateOTAFirmware.
 * - Key, OSSAccessKeyId, Signature and Policy of the answer are the form fields of the PostObject upload;
 *   Host is the address that the form is posted to.
 * - FirmwareUrl of the answer is what CreateOTAFirmware takes later as FirmwareUrl (or as MultiFiles.N.Url).
 * - The answer is valid for 1 minute; the file must be uploaded within that minute.
 * - The uploaded file may be at most 2,000 MB.
 * - After the upload, CreateOTAFirmware must be called within 60 minutes.
 * - An uploaded file for which CreateOTAFirmware is never called is removed by a periodic clean-up of the
 *   system.
 * - The call itself creates no update package.
 *
 * Limits: 10 calls a second per account; update package file: at most 2,000 MB; the returned parameters are
 * valid for 1 minute; CreateOTAFirmware has to follow within 60 minutes after the upload.
 *
 * Safe to repeat: changes nothing; each call gives a URL of its own.
 *
 * Errors: iot.firmware.InvalidGenerateOTAUploadURLParam, iot.firmware.GenerateOTAUploadURLFailure,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.17.1.
 */
export const GenerateOTAUploadURL: Operation<GenerateOTAUploadURLRequest, GenerateOTAUploadURLResponse> = {
  name: 'GenerateOTAUploadURL',
  family: 'ota',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    IotInstanceId: optional(text()),
    FileSuffix: optional(choice('bin', 'dav', 'apk', 'tar', 'gz', 'tar.gz', 'zip', 'gzip')),
  })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      FirmwareUrl: maybeText(),
      Host: maybeText(),
      Key: maybeText(),
      OSSAccessKeyId: maybeText(),
      ObjectStorage: maybeText(),
      Policy: maybeText(),
      Signature: maybeText(),
      UtcCreate: maybeText(),
    }),
  })),
};

/** The parameters of ListOTAFirmware. */
export interface ListOTAFirmwareRequest {
  /** Page to return; pages are numbered from 1. */
  CurrentPage: number;
  /** Entries per page. 1 to 100. */
  PageSize: number;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * ProductKey of the product that the packages belong to. Without it, the packages of the whole account are
   * returned.
   */
  ProductKey?: string | undefined;
  /** Package version number to filter by. */
  DestVersion?: string | undefined;
}

/** What ListOTAFirmware answers. */
export interface ListOTAFirmwareResponse extends Answer {
  /** Number of the returned page. */
  CurrentPage?: number | null | undefined;
  /** Wrapper object; the list is in SimpleFirmwareInfo. Returned when the call succeeds. */
  FirmwareInfo?: ListOTAFirmwareFirmwareInfo | null | undefined;
  /** Total number of pages. */
  PageCount?: number | null | undefined;
  /** Entries per page. */
  PageSize?: number | null | undefined;
  /** Total number of packages. */
  Total?: number | null | undefined;
}

/** The structure FirmwareInfo of ListOTAFirmware. */
export interface ListOTAFirmwareFirmwareInfo {
  SimpleFirmwareInfo?: ListOTAFirmwareSimpleFirmwareInfo[] | null | undefined;
}

/** One entry of FirmwareInfo.SimpleFirmwareInfo of ListOTAFirmware. */
export interface ListOTAFirmwareSimpleFirmwareInfo {
  /** Version number of the package. */
  DestVersion?: string | null | undefined;
  /** Description of the package. */
  FirmwareDesc?: string | null | undefined;
  /** Unique ID of the package. */
  FirmwareId?: string | null | undefined;
  /** Name of the package. */
  FirmwareName?: string | null | undefined;
  /** Signature of the package. */
  FirmwareSign?: string | null | undefined;
  /** Size of the package. In bytes. */
  FirmwareSize?: number | null | undefined;
  /** Name of the OTA module. */
  ModuleName?: string | null | undefined;
  /** ProductKey of the product that the package belongs to. */
  ProductKey?: string | null | undefined;
  /** Name of that product. */
  ProductName?: string | null | undefined;
  /** Signature method. */
  SignMethod?: string | null | undefined;
  /** Version before the update that the package starts from; null for a full update. */
  SrcVersion?: string | null | undefined;
  /** Verification status. 0: unverified; 1: verified; 2: verifying; 3: failed to be verified. */
  Status?: number | null | undefined;
  /** Package type. 0: complete (full) firmware package; 1: differential (delta) package. */
  Type?: number | null | undefined;
  /** Creation time of the package, UTC. */
  UtcCreate?: string | null | undefined;
  /** Time of the last modification, UTC. */
  UtcModified?: string | null | undefined;
}

/**
 * Lists OTA update packages, page by page.
 *
 * - With ProductKey only the packages of that product are listed; without it all packages of the current
 *   Alibaba Cloud account.
 * - With DestVersion only the package with that version number is returned.
 * - Read-only; the page starts at CurrentPage 1.
 * - Status carries the verification state of each package: 0 unverified, 2 verifying, 1 verified, 3
 *   verification failed.
 *
 * Limits: 10 calls a second per account; at most 100 entries per page.
 *
 * Pages: by number, CurrentPage; PageSize 100 unless given.
 *
 * Safe to repeat.
 *
 * Errors: iot.common.InvalidPageParams, iot.firmware.InvalidProductKey, iot.prod.NotExistedProduct,
 * iot.firmware.ListOTAFirmwareFailed, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.system.SystemException.
 *
 * Guide, section 4.17.5.
 */
export const ListOTAFirmware: PagedOperation<
  ListOTAFirmwareRequest,
  ListOTAFirmwareResponse,
  ListOTAFirmwareSimpleFirmwareInfo
> = {
  name: 'ListOTAFirmware',
  family: 'ota',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    CurrentPage: integer(min(1)),
    PageSize: integer(min(1), max(100)),
    IotInstanceId: optional(text()),
    ProductKey: optional(text()),
    DestVersion: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    CurrentPage: maybeNumber(),
    FirmwareInfo: maybeFields({
      SimpleFirmwareInfo: maybeList(fields({
        DestVersion: maybeText(),
        FirmwareDesc: maybeText(),
        FirmwareId: maybeText(),
        FirmwareName: maybeText(),
        FirmwareSign: maybeText(),
        FirmwareSize: maybeNumber(),
        ModuleName: maybeText(),
        ProductKey: maybeText(),
        ProductName: maybeText(),
        SignMethod: maybeText(),
        SrcVersion: maybeText(),
        Status: maybeNumber(),
        Type: maybeNumber(),
        UtcCreate: maybeText(),
        UtcModified: maybeText(),
      })),
    }),
    PageCount: maybeNumber(),
    PageSize: maybeNumber(),
    Total: maybeNumber(),
  })),
  pages: /* @__PURE__ */ byPageNumber<
    ListOTAFirmwareRequest,
    ListOTAFirmwareResponse,
    ListOTAFirmwareSimpleFirmwareInfo
  >({
    number: 'CurrentPage',
    size: 'PageSize',
    maximum: 100,
    items: (answer) => answer.FirmwareInfo?.SimpleFirmwareInfo,
    pageCount: (answer) => answer.PageCount,
    total: (answer) => answer.Total,
  }),
};

/** The parameters of ListOTAJobByDevice. */
export interface ListOTAJobByDeviceRequest {
  /** Page to return; pages are numbered from 1. */
  CurrentPage: number;
  /** DeviceName of the device. */
  DeviceName: string;
  /** ID of the package, unique; from CreateOTAFirmware or ListOTAFirmware. */
  FirmwareId: string;
  /** Entries per page. 1 to 100. */
  PageSize: number;
  /** ProductKey of the product that the device belongs to. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What ListOTAJobByDevice answers. */
export interface ListOTAJobByDeviceResponse extends Answer {
  /** Number of the returned page. */
  CurrentPage?: number | null | undefined;
  /** Wrapper object; the list is in SimpleOTAJobInfo. Returned when the call succeeds. */
  Data?: ListOTAJobByDeviceData | null | undefined;
  /** Total number of pages. */
  PageCount?: number | null | undefined;
  /** Entries per page. */
  PageSize?: number | null | undefined;
  /** Total number of entries (the text says update packages). */
  Total?: number | null | undefined;
}

/** The structure Data of ListOTAJobByDevice. */
export interface ListOTAJobByDeviceData {
  SimpleOTAJobInfo?: ListOTAJobByDeviceSimpleOTAJobInfo[] | null | undefined;
}

/** One entry of Data.SimpleOTAJobInfo of ListOTAJobByDevice. */
export interface ListOTAJobByDeviceSimpleOTAJobInfo {
  /** ID of the package. */
  FirmwareId?: string | null | undefined;
  /** ID of the update batch. */
  JobId?: string | null | undefined;
  /**
   * Status of the batch. IN_PROGRESS: running; COMPLETED: completed; so in the example value, in single doc
   * 003 and in QueryOTAJob (use this one); COMPLETE: completed; so in the manual's value list; CANCELED:
   * cancelled.
   */
  JobStatus?: string | null | undefined;
  /**
   * Type of the batch. VERFIY_FIRMWARE: update package verification, as spelled in the manual;
   * VERIFY_FIRMWARE: update package verification, as spelled in the Chinese single doc 003 (use this one);
   * UPGRADE_FIRMWARE: batch update.
   */
  JobType?: string | null | undefined;
  /** ProductKey of the product that the package belongs to. */
  ProductKey?: string | null | undefined;
  /**
   * Update policy of the batch. DYNAMIC: dynamic update, batch made with CreateOTADynamicUpgradeJob; STATIC:
   * static update, batch made with CreateOTAStaticUpgradeJob.
   */
  SelectionType?: string | null | undefined;
  /** Tags of the update batch; wrapper object. */
  Tags?: ListOTAJobByDeviceTags | null | undefined;
  /**
   * Scope of the batch. ALL: all devices; always this value for a dynamic batch; SPECIFIC: specified devices;
   * GRAY: phased update.
   */
  TargetSelection?: string | null | undefined;
  /** Creation time, UTC. */
  UtcCreate?: string | null | undefined;
  /** End time of the batch, UTC; only for a completed batch. */
  UtcEndTime?: string | null | undefined;
  /** Time of the last modification, UTC. */
  UtcModified?: string | null | undefined;
  /** Start time of the batch, UTC. */
  UtcStartTime?: string | null | undefined;
}

/** The structure Data.SimpleOTAJobInfo.Tags of ListOTAJobByDevice. */
export interface ListOTAJobByDeviceTags {
  OtaTagDTO?: ListOTAJobByDeviceOtaTagDTO[] | null | undefined;
}

/** One entry of Data.SimpleOTAJobInfo.Tags.OtaTagDTO of ListOTAJobByDevice. */
export interface ListOTAJobByDeviceOtaTagDTO {
  /** Tag key. */
  Key?: string | null | undefined;
  /** Tag value. */
  Value?: string | null | undefined;
}

/**
 * Lists, for one update package, the update batches that a device is part of.
 *
 * - Read-only; the device is given by ProductKey and DeviceName, the package by FirmwareId.
 * - All batches of this package that contain the device are listed, page by page.
 * - JobStatus: IN_PROGRESS = running, COMPLETE = done, CANCELED = cancelled; PLANNED is not listed for this
 *   operation.
 * - UtcEndTime is returned only for a completed batch.
 * - TargetSelection is ALL for every dynamic batch.
 *
 * Limits: 10 calls a second per account; at most 100 entries per page.
 *
 * Pages: by number, CurrentPage; PageSize 100 unless given.
 *
 * Safe to repeat.
 *
 * Errors: iot.common.InvalidPageParams, iot.firmware.NullFirmwareId, iot.firmware.InvalidFirmwareId,
 * iot.firmware.FirmwareNotFound, iot.prod.NullProductKey, iot.firmware.InvalidProductKey,
 * iot.prod.NotExistedProduct, iot.device.NullDeviceName, iot.ota.DeviceNotExist,
 * iot.firmware.ListOTAJobFailed, iot.firmware.FirmwareAndProductKeyMismatch, iot.device.NotExistedDevice,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.17.11.
 */
export const ListOTAJobByDevice: PagedOperation<
  ListOTAJobByDeviceRequest,
  ListOTAJobByDeviceResponse,
  ListOTAJobByDeviceSimpleOTAJobInfo
> = {
  name: 'ListOTAJobByDevice',
  family: 'ota',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    CurrentPage: integer(min(1)),
    DeviceName: text(minLength(1)),
    FirmwareId: text(minLength(1)),
    PageSize: integer(min(1), max(100)),
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    CurrentPage: maybeNumber(),
    Data: maybeFields({
      SimpleOTAJobInfo: maybeList(fields({
        FirmwareId: maybeText(),
        JobId: maybeText(),
        JobStatus: maybeText(),
        JobType: maybeText(),
        ProductKey: maybeText(),
        SelectionType: maybeText(),
        Tags: maybeFields({ OtaTagDTO: maybeList(fields({ Key: maybeText(), Value: maybeText() })) }),
        TargetSelection: maybeText(),
        UtcCreate: maybeText(),
        UtcEndTime: maybeText(),
        UtcModified: maybeText(),
        UtcStartTime: maybeText(),
      })),
    }),
    PageCount: maybeNumber(),
    PageSize: maybeNumber(),
    Total: maybeNumber(),
  })),
  pages: /* @__PURE__ */ byPageNumber<
    ListOTAJobByDeviceRequest,
    ListOTAJobByDeviceResponse,
    ListOTAJobByDeviceSimpleOTAJobInfo
  >({
    number: 'CurrentPage',
    size: 'PageSize',
    maximum: 100,
    items: (answer) => answer.Data?.SimpleOTAJobInfo,
    pageCount: (answer) => answer.PageCount,
    total: (answer) => answer.Total,
  }),
};

/** The parameters of ListOTAJobByFirmware. */
export interface ListOTAJobByFirmwareRequest {
  /** Page to return; pages are numbered from 1. */
  CurrentPage: number;
  /** ID of the package, unique; from CreateOTAFirmware or ListOTAFirmware. */
  FirmwareId: string;
  /** Entries per page. 1 to 200. */
  PageSize: number;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What ListOTAJobByFirmware answers. */
export interface ListOTAJobByFirmwareResponse extends Answer {
  /** Number of the returned page. */
  CurrentPage?: number | null | undefined;
  /** Wrapper object; the list is in SimpleOTAJobInfo. Returned when the call succeeds. */
  Data?: ListOTAJobByFirmwareData | null | undefined;
  /** Total number of pages. */
  PageCount?: number | null | undefined;
  /** Entries per page. */
  PageSize?: number | null | undefined;
  /** Total number of update batches. */
  Total?: number | null | undefined;
}

/** The structure Data of ListOTAJobByFirmware. */
export interface ListOTAJobByFirmwareData {
  SimpleOTAJobInfo?: ListOTAJobByFirmwareSimpleOTAJobInfo[] | null | undefined;
}

/** One entry of Data.SimpleOTAJobInfo of ListOTAJobByFirmware. */
export interface ListOTAJobByFirmwareSimpleOTAJobInfo {
  /** ID of the package. */
  FirmwareId?: string | null | undefined;
  /** ID of the update batch, unique. */
  JobId?: string | null | undefined;
  /**
   * Status of the batch. PLANNED: created, scheduled time not reached yet; static updates only; IN_PROGRESS:
   * running; COMPLETED: completed; not in this section, but in QueryOTAJob, single doc 003 and the example
   * value of ListOTAJobByDevice (use this one); COMPLETE: completed; so in this section and single doc 002;
   * CANCELED: cancelled.
   */
  JobStatus?: string | null | undefined;
  /**
   * Type of the batch. VERFIY_FIRMWARE: update package verification, as spelled in the manual and single doc
   * 002; VERIFY_FIRMWARE: update package verification, as spelled in the Chinese single doc 003 (use this
   * one); UPGRADE_FIRMWARE: batch update.
   */
  JobType?: string | null | undefined;
  /** ProductKey of the product that the package belongs to. */
  ProductKey?: string | null | undefined;
  /**
   * Update policy of the batch. DYNAMIC: dynamic update, batch made with CreateOTADynamicUpgradeJob; STATIC:
   * static update, batch made with CreateOTAStaticUpgradeJob.
   */
  SelectionType?: string | null | undefined;
  /** Tags of the update batch; wrapper object. */
  Tags?: ListOTAJobByFirmwareTags | null | undefined;
  /**
   * Scope of the batch. ALL: all devices; always this value for a dynamic batch; SPECIFIC: specified devices;
   * GRAY: phased update.
   */
  TargetSelection?: string | null | undefined;
  /** Creation time, UTC. */
  UtcCreate?: string | null | undefined;
  /** End time, UTC; only for a completed batch. */
  UtcEndTime?: string | null | undefined;
  /** Time of the last modification, UTC. */
  UtcModified?: string | null | undefined;
  /** Start time, UTC. */
  UtcStartTime?: string | null | undefined;
}

/** The structure Data.SimpleOTAJobInfo.Tags of ListOTAJobByFirmware. */
export interface ListOTAJobByFirmwareTags {
  OtaTagDTO?: ListOTAJobByFirmwareOtaTagDTO[] | null | undefined;
}

/** One entry of Data.SimpleOTAJobInfo.Tags.OtaTagDTO of ListOTAJobByFirmware. */
export interface ListOTAJobByFirmwareOtaTagDTO {
  /** Tag key. */
  Key?: string | null | undefined;
  /** Tag value. */
  Value?: string | null | undefined;
}

/**
 * Lists the update batches of one update package, page by page.
 *
 * - Read-only; lists the batches (verification, static, dynamic) of the package given by FirmwareId.
 * - JobStatus: PLANNED = batch is created but its scheduled time has not come (static updates only),
 *   IN_PROGRESS = running, COMPLETE = done, CANCELED = cancelled.
 * - UtcEndTime is returned only for a completed batch.
 * - TargetSelection is ALL for every dynamic batch.
 * - JobType tells verification batches from batch updates.
 *
 * Limits: 10 calls a second per account; at most 200 entries per page.
 *
 * Pages: by number, CurrentPage; PageSize 200 unless given.
 *
 * Safe to repeat.
 *
 * Errors: iot.common.InvalidPageParams, iot.firmware.NullFirmwareId, iot.firmware.InvalidFirmwareId,
 * iot.firmware.FirmwareNotFound, iot.firmware.ListOTAJobFailed, iot.system.InstanceNotFound,
 * iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.17.10.
 */
export const ListOTAJobByFirmware: PagedOperation<
  ListOTAJobByFirmwareRequest,
  ListOTAJobByFirmwareResponse,
  ListOTAJobByFirmwareSimpleOTAJobInfo
> = {
  name: 'ListOTAJobByFirmware',
  family: 'ota',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    CurrentPage: integer(min(1)),
    FirmwareId: text(minLength(1)),
    PageSize: integer(min(1), max(200)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    CurrentPage: maybeNumber(),
    Data: maybeFields({
      SimpleOTAJobInfo: maybeList(fields({
        FirmwareId: maybeText(),
        JobId: maybeText(),
        JobStatus: maybeText(),
        JobType: maybeText(),
        ProductKey: maybeText(),
        SelectionType: maybeText(),
        Tags: maybeFields({ OtaTagDTO: maybeList(fields({ Key: maybeText(), Value: maybeText() })) }),
        TargetSelection: maybeText(),
        UtcCreate: maybeText(),
        UtcEndTime: maybeText(),
        UtcModified: maybeText(),
        UtcStartTime: maybeText(),
      })),
    }),
    PageCount: maybeNumber(),
    PageSize: maybeNumber(),
    Total: maybeNumber(),
  })),
  pages: /* @__PURE__ */ byPageNumber<
    ListOTAJobByFirmwareRequest,
    ListOTAJobByFirmwareResponse,
    ListOTAJobByFirmwareSimpleOTAJobInfo
  >({
    number: 'CurrentPage',
    size: 'PageSize',
    maximum: 200,
    items: (answer) => answer.Data?.SimpleOTAJobInfo,
    pageCount: (answer) => answer.PageCount,
    total: (answer) => answer.Total,
  }),
};

/** The parameters of ListOTAModuleByProduct. */
export interface ListOTAModuleByProductRequest {
  /** ProductKey of the product. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What ListOTAModuleByProduct answers. */
export interface ListOTAModuleByProductResponse extends Answer {
  /** A plain array (OtaModuleDTO), without a wrapper object. Returned when the call succeeds. */
  Data?: ListOTAModuleByProductData[] | null | undefined;
}

/** One entry of Data of ListOTAModuleByProduct. */
export interface ListOTAModuleByProductData {
  /** Alias of the module. */
  AliasName?: string | null | undefined;
  /** Description of the module. */
  Desc?: string | null | undefined;
  /** Creation time, UTC, without seconds in the examples. */
  GmtCreate?: string | null | undefined;
  /** Time of the last update, UTC, without seconds in the examples. */
  GmtModified?: string | null | undefined;
  /** Name of the module. */
  ModuleName?: string | null | undefined;
  /** ProductKey of the product. */
  ProductKey?: string | null | undefined;
}

/**
 * Lists all OTA modules of a product.
 *
 * - Read-only and without paging: all modules of the product are returned at once.
 *
 * Limits: 10 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.prod.NullProductKey, iot.ota.ListOTAModuleParamError, iot.prod.NotExistedProduct,
 * iot.ota.ListOTAModuleFailure, iot.firmware.ListOTAModuleFailed,
 * iot.firmware.ListOTAModuleNameByProductFailed, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.system.SystemException.
 *
 * Guide, section 4.17.20.
 */
export const ListOTAModuleByProduct: Operation<
  ListOTAModuleByProductRequest,
  ListOTAModuleByProductResponse
> = {
  name: 'ListOTAModuleByProduct',
  family: 'ota',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeList(fields({
      AliasName: maybeText(),
      Desc: maybeText(),
      GmtCreate: maybeText(),
      GmtModified: maybeText(),
      ModuleName: maybeText(),
      ProductKey: maybeText(),
    })),
  })),
};

/** The parameters of ListOTATaskByJob. */
export interface ListOTATaskByJobRequest {
  /**
   * ID of the update batch, from one of the three create operations or the Firmware Details page of the
   * console.
   */
  JobId: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Entries per page. CurrentPage x PageSize at most 100,000. Not needed with DeviceNames. 1 to 100. */
  PageSize?: number | undefined;
  /**
   * Only tasks in this state; without it all tasks of the batch. CONFIRM: waits for confirmation; QUEUED:
   * update notification is still to be pushed; NOTIFIED: update notification was pushed to the device;
   * IN_PROGRESS: update is running on the device; SUCCEEDED: update was successful; FAILED: update failed;
   * CANCELED: cancelled (text: the update batch is cancelled).
   */
  TaskStatus?: 'CONFIRM' | 'QUEUED' | 'NOTIFIED' | 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED' | 'CANCELED' | undefined;
  /** Page to return, numbered from 1. CurrentPage x PageSize at most 100,000. Not needed with DeviceNames. */
  CurrentPage?: number | undefined;
  /**
   * DeviceNames whose tasks are wanted; takes precedence over PageSize and CurrentPage. At most 50 entries.
   */
  DeviceNames?: readonly string[] | undefined;
}

/** What ListOTATaskByJob answers. */
export interface ListOTATaskByJobResponse extends Answer {
  /** Number of the returned page. */
  CurrentPage?: number | null | undefined;
  /** Wrapper object; the list is in SimpleOTATaskInfo. Returned when the call succeeds. */
  Data?: ListOTATaskByJobData | null | undefined;
  /** Total number of pages. */
  PageCount?: number | null | undefined;
  /** Entries per page. */
  PageSize?: number | null | undefined;
  /** Total number of tasks. */
  Total?: number | null | undefined;
}

/** The structure Data of ListOTATaskByJob. */
export interface ListOTATaskByJobData {
  SimpleOTATaskInfo?: ListOTATaskByJobSimpleOTATaskInfo[] | null | undefined;
}

/** One entry of Data.SimpleOTATaskInfo of ListOTATaskByJob. */
export interface ListOTATaskByJobSimpleOTATaskInfo {
  /** Destination version of the update package. */
  DestVersion?: string | null | undefined;
  /** Name of the device. */
  DeviceName?: string | null | undefined;
  /** ID of the package. */
  FirmwareId?: string | null | undefined;
  /** ID of the device. */
  IotId?: string | null | undefined;
  /** ID of the update batch. */
  JobId?: string | null | undefined;
  /** ProductKey of the product that the device belongs to. */
  ProductKey?: string | null | undefined;
  /** Name of that product. */
  ProductName?: string | null | undefined;
  /** Present update progress. */
  Progress?: string | null | undefined;
  /** Version before the update. */
  SrcVersion?: string | null | undefined;
  /** Description of the task; an error message when the update timed out or the task was cancelled. */
  TaskDesc?: string | null | undefined;
  /** ID of the update task. */
  TaskId?: string | null | undefined;
  /**
   * Update status of the device. CONFIRM: waits for confirmation; QUEUED: update notification is still to be
   * pushed; NOTIFIED: update notification was pushed to the device; IN_PROGRESS: update is running on the
   * device; SUCCEEDED: update was successful; FAILED: update failed; CANCELED: cancelled (text: the update
   * batch is cancelled).
   */
  TaskStatus?: string | null | undefined;
  /** Timeout of the device update; null when the batch has none. In minutes. */
  Timeout?: string | null | undefined;
  /** Creation time of the task, UTC. */
  UtcCreate?: string | null | undefined;
  /** Time of the last modification of the task, UTC. */
  UtcModified?: string | null | undefined;
}

/**
 * Lists the device update tasks of one update batch.
 *
 * - Read-only; the batch is given by JobId, which may come from CreateOTAVerifyJob, CreateOTAStaticUpgradeJob
 *   or CreateOTADynamicUpgradeJob.
 * - With TaskStatus only tasks in that state are returned; without it all tasks of the batch.
 * - With DeviceNames only the tasks of these devices (up to 50) are returned, and paging is not needed; if
 *   DeviceNames and paging are both given, DeviceNames is used.
 * - CurrentPage times PageSize must not exceed 100,000.
 * - Task states: CONFIRM, QUEUED, NOTIFIED, IN_PROGRESS (unfinished); SUCCEEDED, FAILED, CANCELED (finished).
 * - TaskDesc carries the error message when the update timed out or the task was cancelled.
 * - Timeout is a string in minutes, null when the batch has no timeout.
 *
 * Limits: 10 calls a second per account; at most 100 entries per page; CurrentPage x PageSize at most
 * 100,000; at most 50 device names.
 *
 * Pages: by number, CurrentPage; PageSize 100 unless given.
 *
 * Safe to repeat.
 *
 * Errors: iot.firmware.NullOTAJobId, iot.firmware.InvalidOTAJobId, iot.firmware.InvalidTaskStatus,
 * iot.firmware.ParameterSizeExceedMax, iot.common.InvalidPageParams, iot.firmware.ListOTATaskByJobFailed,
 * iot.ota.InvalidJobId, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.17.12.
 */
export const ListOTATaskByJob: PagedOperation<
  ListOTATaskByJobRequest,
  ListOTATaskByJobResponse,
  ListOTATaskByJobSimpleOTATaskInfo
> = {
  name: 'ListOTATaskByJob',
  family: 'ota',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      JobId: text(minLength(1)),
      IotInstanceId: optional(text()),
      PageSize: optional(integer(min(1), max(100))),
      TaskStatus: optional(choice(
        'CONFIRM',
        'QUEUED',
        'NOTIFIED',
        'IN_PROGRESS',
        'SUCCEEDED',
        'FAILED',
        'CANCELED',
      )),
      CurrentPage: optional(integer(min(1))),
      DeviceNames: optional(list(text(minLength(1)), maxItems(50))),
    },
    productAtMost(['CurrentPage', 'PageSize'], 100000),
  )),
  response: /* @__PURE__ */ once(() => answer({
    CurrentPage: maybeNumber(),
    Data: maybeFields({
      SimpleOTATaskInfo: maybeList(fields({
        DestVersion: maybeText(),
        DeviceName: maybeText(),
        FirmwareId: maybeText(),
        IotId: maybeText(),
        JobId: maybeText(),
        ProductKey: maybeText(),
        ProductName: maybeText(),
        Progress: maybeText(),
        SrcVersion: maybeText(),
        TaskDesc: maybeText(),
        TaskId: maybeText(),
        TaskStatus: maybeText(),
        Timeout: maybeText(),
        UtcCreate: maybeText(),
        UtcModified: maybeText(),
      })),
    }),
    PageCount: maybeNumber(),
    PageSize: maybeNumber(),
    Total: maybeNumber(),
  })),
  pages: /* @__PURE__ */ byPageNumber<
    ListOTATaskByJobRequest,
    ListOTATaskByJobResponse,
    ListOTATaskByJobSimpleOTATaskInfo
  >({
    number: 'CurrentPage',
    size: 'PageSize',
    maximum: 100,
    items: (answer) => answer.Data?.SimpleOTATaskInfo,
    pageCount: (answer) => answer.PageCount,
    total: (answer) => answer.Total,
    unless: 'DeviceNames',
  }),
};

/** The parameters of ListOTAUnfinishedTaskByDevice. */
export interface ListOTAUnfinishedTaskByDeviceRequest {
  /**
   * State of the tasks to list. CONFIRM: waits for confirmation; QUEUED: update notification is still to be
   * pushed; NOTIFIED: update notification was pushed to the device; IN_PROGRESS: update is running on the
   * device.
   */
  TaskStatus: 'CONFIRM' | 'QUEUED' | 'NOTIFIED' | 'IN_PROGRESS';
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** OTA module; without it the tasks of all modules. */
  ModuleName?: string | undefined;
  /** ProductKey of the product that the device belongs to. Needs DeviceName. */
  ProductKey?: string | undefined;
  /** DeviceName of the device. Needs ProductKey. */
  DeviceName?: string | undefined;
  /**
   * Globally unique ID of the device; stands for ProductKey plus DeviceName and takes precedence over them.
   */
  IotId?: string | undefined;
}

/** What ListOTAUnfinishedTaskByDevice answers. */
export interface ListOTAUnfinishedTaskByDeviceResponse extends Answer {
  /** Wrapper object; the list is in SimpleOTATaskInfo. Returned when the call succeeds. */
  Data?: ListOTAUnfinishedTaskByDeviceData | null | undefined;
}

/** The structure Data of ListOTAUnfinishedTaskByDevice. */
export interface ListOTAUnfinishedTaskByDeviceData {
  SimpleOTATaskInfo?: ListOTAUnfinishedTaskByDeviceSimpleOTATaskInfo[] | null | undefined;
}

/** One entry of Data.SimpleOTATaskInfo of ListOTAUnfinishedTaskByDevice. */
export interface ListOTAUnfinishedTaskByDeviceSimpleOTATaskInfo {
  /** Firmware version after the update. */
  DestVersion?: string | null | undefined;
  /** DeviceName of the device. */
  DeviceName?: string | null | undefined;
  /** ID of the package. */
  FirmwareId?: string | null | undefined;
  /** Unique ID of the device, issued by the platform. */
  IotId?: string | null | undefined;
  /** ID of the update batch. */
  JobId?: string | null | undefined;
  /** Name of the OTA module. */
  ModuleName?: string | null | undefined;
  /** ProductKey of the product that the device belongs to. */
  ProductKey?: string | null | undefined;
  /** Name of that product. */
  ProductName?: string | null | undefined;
  /** Firmware version before the update. */
  SrcVersion?: string | null | undefined;
  /** ID of the update task. */
  TaskId?: string | null | undefined;
  /**
   * State of the task. CONFIRM: waits for confirmation; QUEUED: update notification is still to be pushed;
   * NOTIFIED: update notification was pushed to the device; IN_PROGRESS: update is running on the device.
   */
  TaskStatus?: string | null | undefined;
  /** Creation time of the task, UTC. */
  UtcCreate?: string | null | undefined;
  /** Time of the last modification of the task, UTC. */
  UtcModified?: string | null | undefined;
}

/**
 * Lists the unfinished update tasks of one device in one given state.
 *
 * - Read-only and without paging.
 * - Unfinished task states are CONFIRM, QUEUED, NOTIFIED and IN_PROGRESS; exactly one of them must be asked
 *   for.
 * - The device is given by IotId or by ProductKey plus DeviceName; if both are given, IotId takes precedence.
 * - With ModuleName only tasks of that OTA module are returned, without it those of all modules.
 *
 * Limits: 10 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.ota.EmptyDeviceInfoParams, iot.prod.NullProductKey, iot.device.NullDeviceName,
 * iot.ota.DeviceNotExist, iot.firmware.InvalidTaskStatus, iot.ota.InvalidOtaModuleName,
 * iot.firmware.ListOTATaskByDeviceFailed, iot.device.NotExistedDevice, iot.device.InvalidIoTId,
 * iot.prod.NotExistedProduct, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.system.SystemException.
 *
 * Guide, section 4.17.22.
 */
export const ListOTAUnfinishedTaskByDevice: Operation<
  ListOTAUnfinishedTaskByDeviceRequest,
  ListOTAUnfinishedTaskByDeviceResponse
> = {
  name: 'ListOTAUnfinishedTaskByDevice',
  family: 'ota',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      TaskStatus: choice('CONFIRM', 'QUEUED', 'NOTIFIED', 'IN_PROGRESS'),
      IotInstanceId: optional(text()),
      ModuleName: optional(text()),
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
      SimpleOTATaskInfo: maybeList(fields({
        DestVersion: maybeText(),
        DeviceName: maybeText(),
        FirmwareId: maybeText(),
        IotId: maybeText(),
        JobId: maybeText(),
        ModuleName: maybeText(),
        ProductKey: maybeText(),
        ProductName: maybeText(),
        SrcVersion: maybeText(),
        TaskId: maybeText(),
        TaskStatus: maybeText(),
        UtcCreate: maybeText(),
        UtcModified: maybeText(),
      })),
    }),
  })),
};

/** The parameters of QueryOTAFirmware. */
export interface QueryOTAFirmwareRequest {
  /** Unique ID of the package; from CreateOTAFirmware or ListOTAFirmware. */
  FirmwareId: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What QueryOTAFirmware answers. */
export interface QueryOTAFirmwareResponse extends Answer {
  /** Returned when the call succeeds. */
  FirmwareInfo?: QueryOTAFirmwareFirmwareInfo | null | undefined;
}

/** The structure FirmwareInfo of QueryOTAFirmware. */
export interface QueryOTAFirmwareFirmwareInfo {
  /** Version number of the package. */
  DestVersion?: string | null | undefined;
  /** Description of the package. */
  FirmwareDesc?: string | null | undefined;
  /** Unique ID of the package. */
  FirmwareId?: string | null | undefined;
  /** Name of the package. */
  FirmwareName?: string | null | undefined;
  /** Signature of the package. Only for a single-file package. */
  FirmwareSign?: string | null | undefined;
  /** Size of the package file. Only for a single-file package. In bytes. */
  FirmwareSize?: number | null | undefined;
  /** Signed OSS address of the package file. Only for a single-file package. */
  FirmwareUrl?: string | null | undefined;
  /** Name of the OTA module; updates are made per module of a device. */
  ModuleName?: string | null | undefined;
  /** Files of the package. Only for a package of several files. */
  MultiFiles?: QueryOTAFirmwareMultiFiles[] | null | undefined;
  /** ProductKey of the product that the package belongs to. */
  ProductKey?: string | null | undefined;
  /** Name of that product. */
  ProductName?: string | null | undefined;
  /** Signature method. */
  SignMethod?: string | null | undefined;
  /** Version before the update that the package starts from. Returned for a delta update (see Type). */
  SrcVersion?: string | null | undefined;
  /**
   * Verification status. 0: unverified; 1: verified; 2: verifying; 3: failed to be verified; -1: no
   * verification is required.
   */
  Status?: number | null | undefined;
  /**
   * Package type. 0: full package: the complete file is pushed to the device; 1: delta package: only the
   * difference between the newest and the earlier package is pushed.
   */
  Type?: number | null | undefined;
  /**
   * Custom information sent to the device with the update notification; any format. At most 4,096 characters.
   */
  Udi?: string | null | undefined;
  /** Creation time of the package, UTC. */
  UtcCreate?: string | null | undefined;
  /** Time of the last modification, UTC. */
  UtcModified?: string | null | undefined;
  /**
   * Verification progress; see Status for the state. 0 to 100 percent. 0: unverified; 100: verified; N
   * (between 0 and 100): N percent of the verification is done.
   */
  VerifyProgress?: number | null | undefined;
}

/** One entry of FirmwareInfo.MultiFiles of QueryOTAFirmware. */
export interface QueryOTAFirmwareMultiFiles {
  /** MD5 value of the file. */
  FileMd5?: string | null | undefined;
  /** Name of the file. */
  Name?: string | null | undefined;
  /** Signature of the file. */
  SignValue?: string | null | undefined;
  /** Size of the file. In bytes. */
  Size?: number | null | undefined;
  /** Signed OSS address of the file. */
  Url?: string | null | undefined;
}

/**
 * Returns the details of one OTA update package, with name, type, verification status and file data.
 *
 * - Also the way to watch a verification: Status gives the state, VerifyProgress the percentage.
 * - Verification states of a package: -1 no verification required, 0 unverified, 2 verifying, 1 verified, 3
 *   verification failed.
 * - VerifyProgress 0 means unverified, 100 verified, a number N between them means that the verification is N
 *   percent done; whether it really succeeded must be read from Status.
 * - FirmwareSign, FirmwareSize and FirmwareUrl are returned for a single-file package; MultiFiles is returned
 *   for a package of several files.
 * - Udi is the custom information that is sent to the device together with the update notification.
 *
 * Limits: 20 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.firmware.NullFirmwareId, iot.firmware.InvalidFirmwareId, iot.firmware.FirmwareNotFound,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.17.6.
 */
export const QueryOTAFirmware: Operation<QueryOTAFirmwareRequest, QueryOTAFirmwareResponse> = {
  name: 'QueryOTAFirmware',
  family: 'ota',
  callsPerSecond: 20,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    FirmwareId: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    FirmwareInfo: maybeFields({
      DestVersion: maybeText(),
      FirmwareDesc: maybeText(),
      FirmwareId: maybeText(),
      FirmwareName: maybeText(),
      FirmwareSign: maybeText(),
      FirmwareSize: maybeNumber(),
      FirmwareUrl: maybeText(),
      ModuleName: maybeText(),
      MultiFiles: maybeList(fields({
        FileMd5: maybeText(),
        Name: maybeText(),
        SignValue: maybeText(),
        Size: maybeNumber(),
        Url: maybeText(),
      })),
      ProductKey: maybeText(),
      ProductName: maybeText(),
      SignMethod: maybeText(),
      SrcVersion: maybeText(),
      Status: maybeNumber(),
      Type: maybeNumber(),
      Udi: maybeText(),
      UtcCreate: maybeText(),
      UtcModified: maybeText(),
      VerifyProgress: maybeNumber(),
    }),
  })),
};

/** The parameters of QueryOTAJob. */
export interface QueryOTAJobRequest {
  /**
   * ID of the update batch, from one of the three create operations or the Update Package Details page of the
   * console.
   */
  JobId: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What QueryOTAJob answers. */
export interface QueryOTAJobResponse extends Answer {
  /** Returned when the call succeeds. */
  Data?: QueryOTAJobData | null | undefined;
}

/** The structure Data of QueryOTAJob. */
export interface QueryOTAJobData {
  /** Destination firmware version of the update. */
  DestVersion?: string | null | undefined;
  /** Download protocol of the package. */
  DownloadProtocol?: string | null | undefined;
  /**
   * Mode of the dynamic update; only for dynamic updates. 1: constantly updates the devices that meet the
   * conditions; 2: updates only the devices that report the newest firmware versions later on.
   */
  DynamicMode?: number | null | undefined;
  /** ID of the package. */
  FirmwareId?: string | null | undefined;
  /** Ratio of the phased update; only for phased updates. In percent. */
  GrayPercent?: string | null | undefined;
  /** ID of the device group to be updated. */
  GroupId?: string | null | undefined;
  /** Name of the device group to be updated. */
  GroupName?: string | null | undefined;
  /** Description of the batch. */
  JobDesc?: string | null | undefined;
  /** ID of the batch. */
  JobId?: string | null | undefined;
  /**
   * Status of the batch. PLANNED: created, scheduled time not reached yet; static updates only; IN_PROGRESS:
   * running; COMPLETED: completed (COMPLETE in ListOTAJobByFirmware); CANCELED: cancelled.
   */
  JobStatus?: string | null | undefined;
  /**
   * Type of the batch. VERFIY_FIRMWARE: update package verification, as spelled in the manual;
   * VERIFY_FIRMWARE: update package verification, as spelled in the Chinese single doc 003 (use this one);
   * UPGRADE_FIRMWARE: batch update.
   */
  JobType?: string | null | undefined;
  /** Most devices per minute that get the download URL pushed. In devices per minute. */
  MaximumPerMinute?: number | null | undefined;
  /** Whether the device supports simultaneous updates of several modules. Default: false. */
  MultiModuleMode?: boolean | null | undefined;
  /** Name of the package. */
  Name?: string | null | undefined;
  /** Whether the update has to be confirmed with your own mobile app. */
  NeedConfirm?: boolean | null | undefined;
  /** Whether the platform pushes the tasks to devices by itself. */
  NeedPush?: boolean | null | undefined;
  /**
   * Whether an earlier task of a device is overwritten; a task in progress never is. 1: earlier task not
   * overwritten, it is the one carried out; 2: earlier task overwritten, only the present one is carried out.
   */
  OverwriteMode?: number | null | undefined;
  /** ProductKey of the product that the package belongs to. */
  ProductKey?: string | null | undefined;
  /** Number of automatic retries; only when a retry policy was set. */
  RetryCount?: number | null | undefined;
  /** Automatic retry interval; only when a retry policy was set. In minutes. */
  RetryInterval?: number | null | undefined;
  /**
   * Update policy of the batch. DYNAMIC: dynamic update, batch made with CreateOTADynamicUpgradeJob; STATIC:
   * static update, batch made with CreateOTAStaticUpgradeJob.
   */
  SelectionType?: string | null | undefined;
  /** Versions to be updated; wrapper object. The table example is null. */
  SrcVersions?: QueryOTAJobSrcVersions | null | undefined;
  /** Tags of the update batch; wrapper object. */
  Tags?: QueryOTAJobTags | null | undefined;
  /**
   * Scope of the batch. ALL: all devices; always this value for a dynamic batch; SPECIFIC: specified devices;
   * GRAY: phased update.
   */
  TargetSelection?: string | null | undefined;
  /** Timeout of the device update; only when one was set. In minutes. */
  TimeoutInMinutes?: number | null | undefined;
  /** Creation time, UTC. */
  UtcCreate?: string | null | undefined;
  /** End time, UTC; only for a completed batch. */
  UtcEndTime?: string | null | undefined;
  /** Time of the last modification, UTC. */
  UtcModified?: string | null | undefined;
  /** End time of the scheduled batch; only when it was set. */
  UtcScheduleFinishTime?: string | null | undefined;
  /** Start time of the scheduled batch; only for scheduled batches. */
  UtcScheduleTime?: string | null | undefined;
  /** Start time, UTC. */
  UtcStartTime?: string | null | undefined;
}

/** The structure Data.SrcVersions of QueryOTAJob. */
export interface QueryOTAJobSrcVersions {
  SrcVersion?: string[] | null | undefined;
}

/** The structure Data.Tags of QueryOTAJob. */
export interface QueryOTAJobTags {
  OtaTagDTO?: QueryOTAJobOtaTagDTO[] | null | undefined;
}

/** One entry of Data.Tags.OtaTagDTO of QueryOTAJob. */
export interface QueryOTAJobOtaTagDTO {
  /** Tag key. */
  Key?: string | null | undefined;
  /** Tag value. */
  Value?: string | null | undefined;
}

/**
 * Returns the details of one update batch.
 *
 * - Read-only; takes a JobId of CreateOTAVerifyJob, CreateOTAStaticUpgradeJob or CreateOTADynamicUpgradeJob.
 * - JobStatus: PLANNED = batch is created but its scheduled time has not come (static updates only),
 *   IN_PROGRESS = running, COMPLETED = done, CANCELED = cancelled.
 * - DynamicMode is returned only for a dynamic update, GrayPercent only for a phased one.
 * - RetryInterval and RetryCount are returned only when the batch was created with a retry policy,
 *   TimeoutInMinutes only when it was created with a timeout.
 * - UtcScheduleTime is returned only for a scheduled batch, UtcScheduleFinishTime only for a scheduled batch
 *   with an end time, UtcEndTime only for a completed batch.
 * - TargetSelection is ALL for every dynamic batch.
 * - OverwriteMode 1 keeps the earlier task of a device, 2 replaces it; a task in progress is never
 *   overwritten.
 *
 * Limits: 10 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.firmware.NullOTAJobId, iot.firmware.InvalidOTAJobId, iot.ota.InvalidJobId,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.17.13.
 */
export const QueryOTAJob: Operation<QueryOTAJobRequest, QueryOTAJobResponse> = {
  name: 'QueryOTAJob',
  family: 'ota',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    JobId: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      DestVersion: maybeText(),
      DownloadProtocol: maybeText(),
      DynamicMode: maybeNumber(),
      FirmwareId: maybeText(),
      GrayPercent: maybeText(),
      GroupId: maybeText(),
      GroupName: maybeText(),
      JobDesc: maybeText(),
      JobId: maybeText(),
      JobStatus: maybeText(),
      JobType: maybeText(),
      MaximumPerMinute: maybeNumber(),
      MultiModuleMode: maybeFlag(),
      Name: maybeText(),
      NeedConfirm: maybeFlag(),
      NeedPush: maybeFlag(),
      OverwriteMode: maybeNumber(),
      ProductKey: maybeText(),
      RetryCount: maybeNumber(),
      RetryInterval: maybeNumber(),
      SelectionType: maybeText(),
      SrcVersions: maybeFields({ SrcVersion: maybeList(heldText()) }),
      Tags: maybeFields({ OtaTagDTO: maybeList(fields({ Key: maybeText(), Value: maybeText() })) }),
      TargetSelection: maybeText(),
      TimeoutInMinutes: maybeNumber(),
      UtcCreate: maybeText(),
      UtcEndTime: maybeText(),
      UtcModified: maybeText(),
      UtcScheduleFinishTime: maybeText(),
      UtcScheduleTime: maybeText(),
      UtcStartTime: maybeText(),
    }),
  })),
};

/** The parameters of ReupgradeOTATask. */
export interface ReupgradeOTATaskRequest {
  /**
   * ID of the update batch, from CreateOTAStaticUpgradeJob or CreateOTADynamicUpgradeJob, or the Firmware
   * Details page of the console.
   */
  JobId: string;
  /** IDs of the device update tasks to run again; N is 1 to 10. */
  TaskId: readonly string[];
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What ReupgradeOTATask answers. */
export interface ReupgradeOTATaskResponse extends Answer {}

/**
 * Runs failed or cancelled device update tasks of an update batch again.
 *
 * - Acts on tasks in state FAILED or CANCELED only; they must belong to the batch given by JobId.
 * - 1 to 10 tasks per call.
 * - The JobId is one of a static or dynamic update batch.
 *
 * Limits: 20 calls a second per account; at most 10 task IDs per call.
 *
 * Not safe to repeat: a repeat runs a task again that failed once more in between.
 *
 * Errors: iot.ota.InvalidTaskExist, iot.ota.UnmatchedJob, iot.firmware.NullOTAJobId, iot.ota.InvalidJobId,
 * iot.ota.TaskIdIsNull, iot.ota.TooManyOtaTask, iot.ota.InvalidTaskId, iot.ota.JobCanceled,
 * iot.ota.FailedTaskNotFound, iot.ota.InvalidFirmwareUid, iot.ota.NotFirmwareOwner,
 * iot.ota.FirmwareNotVerified, iot.firmware.ReUpgradeFailedFirmwareNotVerified, iot.ota.DeviceNotExist,
 * iot.ota.DeviceNotReUpgraded, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.system.SystemException.
 *
 * Guide, section 4.17.23.
 */
export const ReupgradeOTATask: Operation<ReupgradeOTATaskRequest, ReupgradeOTATaskResponse> = {
  name: 'ReupgradeOTATask',
  family: 'ota',
  callsPerSecond: 20,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters({
    JobId: text(minLength(1)),
    TaskId: list(text(minLength(1)), minItems(1), maxItems(10)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of UpdateOTAModule. */
export interface UpdateOTAModuleRequest {
  /** Name of the module. */
  ModuleName: string;
  /** ProductKey of the product that the module belongs to. */
  ProductKey: string;
  /** New alias. Letters, digits, periods (.), hyphens (-), underscores (_); 1 to 64 characters. */
  AliasName?: string | undefined;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** New description, up to 100 characters. */
  Desc?: string | undefined;
}

/** What UpdateOTAModule answers. */
export interface UpdateOTAModuleResponse extends Answer {}

/**
 * Changes the alias and the description of an OTA module.
 *
 * - The module is found by ProductKey and ModuleName; its name itself cannot be changed.
 *
 * Limits: 10 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.ota.OTAModuleNotExist, iot.ota.UpdateOTAModuleParamError, iot.prod.NullProductKey,
 * iot.prod.NotExistedProduct, iot.ota.UpdateOTAModuleFailure, iot.system.InstanceNotFound,
 * iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.17.18.
 */
export const UpdateOTAModule: Operation<UpdateOTAModuleRequest, UpdateOTAModuleResponse> = {
  name: 'UpdateOTAModule',
  family: 'ota',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    ModuleName: text(minLength(1)),
    ProductKey: text(minLength(1)),
    AliasName: optional(text(minLength(1), maxLength(64), pattern(/^[A-Za-z0-9._\-]+$/))),
    IotInstanceId: optional(text()),
    Desc: optional(text(maxLength(100))),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};
