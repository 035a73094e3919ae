import { codeOf, Verdicted } from '../../shared/fleet/apply/verdict.ts';
import { IotError } from '../../shared/iot/errors.ts';
import { CreateOTAVerifyJob, ListOTAJobByFirmware } from '../../shared/iot/operations/ota.ts';
import type { HookCall } from '../../shared/runtime/http/route.ts';
import type { Release } from './fields.ts';
import type { Firmware } from './firmware.ts';
import { verificationStatus } from './verification-status.ts';

/** Refusals that tell of a verification which there is, or was, already. */
const startedAlready = /^iot\.firmware\.(InProgressVerifyJobExisted|VerifyFirmwareNoNeed)$/;

/**
 * Starts the verification of a package on the release's devices, once: a package is verified by one batch at a time,
 * which the platform watches over. One that failed is not begun again by the same release.
 *
 * @returns the JobId of the package's verification batch, if it has one
 */
export async function verificationFor(
  { firmwareId, status }: Firmware,
  { productKey, verificationDevices }: Release,
  call: HookCall,
): Promise<string | undefined> {
  const { iot, log } = call;
  const known = verificationStatus(status);
  if (known !== 'unverified' && known !== 'unknown') return verifyJobOf(firmwareId, call);
  if (verificationDevices === undefined) return undefined;
  try {
    const { Data } = await iot.call(CreateOTAVerifyJob, {
      FirmwareId: firmwareId,
      ProductKey: productKey,
      TargetDeviceName: verificationDevices,
    });
    log.info('The verification of an update package is started.', { firmwareId, jobId: Data?.JobId });
    if (Data?.JobId) return Data.JobId;
  } catch (error) {
    const unknown = error instanceof IotError && error.outcomeUnknown;
    if (!unknown && !startedAlready.test(codeOf(error) ?? '')) throw error;
    const jobId = await verifyJobOf(firmwareId, call);
    if (jobId !== undefined) return jobId;
    if (unknown) throw error;
  }
  const message = `The verification of ${firmwareId} is started, and is not listed yet.`;
  throw new Verdicted('failed', 'VerificationNotListed', message);
}

/** The JobId of the newest verification batch of a package. */
async function verifyJobOf(firmwareId: string, { iot }: HookCall): Promise<string | undefined> {
  let newest: { readonly jobId: string; readonly made: string } | undefined;
  for await (const { JobId, JobType, UtcCreate } of iot.paginate(ListOTAJobByFirmware, {
    FirmwareId: firmwareId,
  })) {
    if (!JobId || !isVerification(JobType)) continue;
    const made = UtcCreate ?? '';
    if (newest === undefined || made > newest.made) newest = { jobId: JobId, made };
  }
  return newest?.jobId;
}

/** The guide spells the type in two ways (section 4.17.14). */
export function isVerification(jobType: string | null | undefined): boolean {
  return jobType === 'VERIFY_FIRMWARE' || jobType === 'VERFIY_FIRMWARE';
}
