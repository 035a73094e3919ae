import { type Firmware, verification } from '../state/firmware.ts';

/** How far a package's verification has come, in percent; 100 only when it is verified. */
export function verifyProgress({ status, verifyBatch }: Firmware): number {
  if (status === verification.verified) return 100;
  if (verifyBatch === undefined) return 0;
  const succeeded = verifyBatch.inStatus('SUCCEEDED').size;
  const count =
    status === verification.verifying ? verifyBatch.tasks.length - verifyBatch.unfinishedCount : succeeded;
  return Math.floor((count * 100) / verifyBatch.tasks.length);
}
