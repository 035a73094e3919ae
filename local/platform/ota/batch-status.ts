import type { Platform } from '../platform.ts';
import { verification } from '../state/firmware.ts';
import type { JobStatus, UpdateBatch } from '../state/update-batch.ts';

/** Puts a batch into another state, and tells those who subscribed to it. */
export function changeBatch(batch: UpdateBatch, status: JobStatus, platform: Platform): void {
  const now = platform.clock.now();
  batch.status = status;
  batch.modifiedAt = now;
  if (status === 'IN_PROGRESS') batch.startedAt ??= now;
  batch.endedAt = status === 'COMPLETED' ? now : undefined;
  announceBatch(batch, platform);
}

/** Sends the message that tells a batch's state. */
export function announceBatch(batch: UpdateBatch, platform: Platform): void {
  const { jobId, firmware, product } = batch.plan;
  const packageId = firmware.content.firmwareId;
  platform.messages.send(
    product,
    'OtaJobFlag',
    `/${product.productKey}/${packageId}/${jobId}/ota/job/status`,
    {
      productKey: product.productKey,
      moduleName: firmware.content.moduleName,
      packageId,
      jobId,
      status: batch.status,
      messageCreateTime: platform.clock.now(),
    },
  );
}

/**
 * Ends a running batch whose tasks are all at their end: a task that is still to be retried is not. A dynamic batch
 * never ends by itself, for devices may come under its policy any time.
 */
export function settleBatch(batch: UpdateBatch, platform: Platform): void {
  if (batch.status !== 'IN_PROGRESS' || batch.plan.selectionType === 'DYNAMIC') return;
  if (batch.unfinishedCount > 0) return;
  const allCanceled = batch.inStatus('CANCELED').size === batch.tasks.length;
  changeBatch(batch, allCanceled ? 'CANCELED' : 'COMPLETED', platform);
  settleVerification(batch, platform);
}

/** A package is verified when every device of its verification batch was updated. */
function settleVerification(batch: UpdateBatch, platform: Platform): void {
  const { firmware } = batch.plan;
  if (batch.plan.jobType !== 'VERIFY_FIRMWARE' || firmware.verifyBatch !== batch) return;
  const allSucceeded = batch.inStatus('SUCCEEDED').size === batch.tasks.length;
  firmware.status = allSucceeded ? verification.verified : verification.failed;
  firmware.modifiedAt = platform.clock.now();
}
