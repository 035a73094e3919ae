import type { ParameterRefusals } from '../../operation.ts';

// The codes for parameters that several operations of the family share.

export const firmwareId: ParameterRefusals = {
  FirmwareId: { missing: 'iot.firmware.NullFirmwareId', other: 'iot.firmware.InvalidFirmwareId' },
};

export const productKey: ParameterRefusals = {
  ProductKey: { missing: 'iot.prod.NullProductKey', other: 'iot.firmware.InvalidProductKey' },
};

export const jobId: ParameterRefusals = {
  JobId: { missing: 'iot.firmware.NullOTAJobId', other: 'iot.firmware.InvalidOTAJobId' },
};

export const pages: ParameterRefusals = {
  CurrentPage: 'iot.common.InvalidPageParams',
  PageSize: 'iot.common.InvalidPageParams',
};

/** What the three kinds of batch have in common. */
export const batch: ParameterRefusals = {
  ...firmwareId,
  ...productKey,
  Tag: { tooMany: 'iot.firmware.JobTagTooMany', tooBig: 'iot.firmware.JobTagIsTooLong' },
  'Tag.Key': { duplicate: 'iot.ota.tag.KeyDuplicated', other: 'iot.firmware.JobTagKeyInvalid' },
  'Tag.Value': 'iot.firmware.JobTagValueInvalid',
  TimeoutInMinutes: 'iot.firmware.InvalidTimeoutSetting',
};

/** What the two kinds of update batch have in common. */
export const updateBatch: ParameterRefusals = {
  ...batch,
  RetryInterval: 'iot.firmware.InvalidRetryInterval',
  RetryCount: 'iot.firmware.InvalidRetryCount',
  MaximumPerMinute: 'iot.firmware.InvalidMaximumPerMinute',
  OverwriteMode: 'iot.firmware.InvalidOverwriteMode',
};

export const downloadProtocol: ParameterRefusals = { DownloadProtocol: 'iot.ota.DownloadProtocolInvalid' };
