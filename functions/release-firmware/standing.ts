import type { IotClient } from '../../shared/iot/client.ts';
import {
  ListOTAJobByFirmware,
  type ListOTAJobByFirmwareSimpleOTAJobInfo,
  QueryOTAFirmware,
} from '../../shared/iot/operations/ota.ts';
import { present } from '../../shared/runtime/http/present.ts';
import type { Standing } from './fields.ts';
import { isVerification } from './verification.ts';
import { verificationStatus } from './verification-status.ts';

/** Where a release stands: its package, how far its verification is, and its batches. */
export async function standingOf(firmwareId: string, iot: IotClient): Promise<Standing> {
  const [{ FirmwareInfo: info }, jobs] = await Promise.all([
    iot.call(QueryOTAFirmware, { FirmwareId: firmwareId }),
    jobsOf(firmwareId, iot),
  ]);
  return {
    firmwareId,
    moduleName: info?.ModuleName || 'default',
    verification: {
      status: verificationStatus(info?.Status),
      ...present({ progress: info?.VerifyProgress }),
    },
    jobs,
    ...present({
      firmwareName: info?.FirmwareName,
      productKey: info?.ProductKey,
      version: info?.DestVersion,
      sourceVersion: info?.SrcVersion || undefined,
      description: info?.FirmwareDesc || undefined,
      size: info?.FirmwareSize,
      md5: info?.FirmwareSign,
      utcCreate: info?.UtcCreate,
      utcModified: info?.UtcModified,
    }),
  };
}

async function jobsOf(firmwareId: string, iot: IotClient): Promise<Standing['jobs']> {
  const jobs: Standing['jobs'] = [];
  for await (const job of iot.paginate(ListOTAJobByFirmware, { FirmwareId: firmwareId })) {
    if (job.JobId) jobs.push({ jobId: job.JobId, ...told(job) });
  }
  return jobs;
}

/** The guide spells two values in two ways each; here each has one. */
function told(job: ListOTAJobByFirmwareSimpleOTAJobInfo) {
  return present({
    jobType: isVerification(job.JobType) ? 'VERIFY_FIRMWARE' : job.JobType,
    jobStatus: job.JobStatus === 'COMPLETE' ? 'COMPLETED' : job.JobStatus,
    selectionType: job.SelectionType,
    targetSelection: job.TargetSelection,
    utcCreate: job.UtcCreate,
    utcStartTime: job.UtcStartTime,
    utcEndTime: job.UtcEndTime,
  });
}
