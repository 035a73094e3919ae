import type { Platform } from '../platform.ts';
import type { Device } from '../state/device.ts';
import { verification } from '../state/firmware.ts';
import { type BatchPlan, UpdateBatch } from '../state/update-batch.ts';
import { assignTask } from './assign.ts';
import { announceBatch, settleBatch } from './batch-status.ts';
import { devicesUnderPolicy } from './dynamic.ts';
import { pushSoon } from './push.ts';
import { keepSchedule } from './schedule.ts';

/** Makes a batch for devices that are known now: an update or a verification. Without a schedule it starts at once. */
export function startStaticBatch(
  plan: BatchPlan,
  devices: readonly Device[],
  platform: Platform,
): UpdateBatch {
  const batch = new UpdateBatch(plan);
  platform.state.ota.addBatch(batch);
  if (plan.jobType === 'VERIFY_FIRMWARE') beginVerification(batch, platform);
  announceBatch(batch, platform);
  assignAll(batch, devices, platform);
  keepSchedule(batch, platform);
  settleBatch(batch, platform);
  return batch;
}

/** Makes a batch with a policy for devices to come; in its first mode also for those that meet it now. */
export function startDynamicBatch(plan: BatchPlan, platform: Platform): UpdateBatch {
  const batch = new UpdateBatch(plan);
  platform.state.ota.addBatch(batch);
  announceBatch(batch, platform);
  if (plan.dynamicMode === 1) assignAll(batch, devicesUnderPolicy(batch), platform);
  return batch;
}

function assignAll(batch: UpdateBatch, devices: readonly Device[], platform: Platform): void {
  for (const device of devices) pushSoon(assignTask(batch, device, platform), platform);
}

function beginVerification(batch: UpdateBatch, platform: Platform): void {
  const { firmware } = batch.plan;
  firmware.status = verification.verifying;
  firmware.modifiedAt = platform.clock.now();
  firmware.verifyBatch = batch;
}
