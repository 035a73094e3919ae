import type { Platform } from '../platform.ts';
import type { Device } from '../state/device.ts';
import type { UpdateBatch } from '../state/update-batch.ts';
import { assignTask, isBlocked, moduleVersion, tasksInTheWay } from './assign.ts';
import { pushSoon } from './push.ts';

/** A device that reported a version comes under the newest dynamic policy that asks for this version. */
export function offerDynamicUpdate(
  device: Device,
  moduleName: string,
  version: string,
  platform: Platform,
): void {
  const policies = [...platform.state.ota.runningDynamicBatches(device.product)];
  const newest = policies.findLast(
    ({ plan }) => plan.firmware.content.moduleName === moduleName && plan.srcVersions?.includes(version),
  );
  if (newest !== undefined && isOpenTo(device, newest, platform)) {
    pushSoon(assignTask(newest, device, platform), platform);
  }
}

/** The devices of the product that meet a new policy's conditions already. */
export function devicesUnderPolicy(batch: UpdateBatch): Device[] {
  const { product, srcVersions, firmware } = batch.plan;
  return [...product.devices.values()].filter((device) => {
    const version = moduleVersion(device, firmware.content.moduleName);
    return version !== undefined && srcVersions?.includes(version) === true;
  });
}

/**
 * A device gets one task of a policy: one that failed or was canceled is not made again by every later report. One
 * that could not even begin is, once the way is free, and so is one that succeeded, for the device went back since.
 */
function isOpenTo(device: Device, batch: UpdateBatch, platform: Platform): boolean {
  const last = platform.state.ota.tasksOf(device).findLast((task) => task.batch === batch);
  if (last === undefined || last.status === 'SUCCEEDED') return true;
  return last.blocked && !last.unfinished && !isBlocked(batch, tasksInTheWay(batch, device, platform));
}
