import type { Platform } from '../platform.ts';
import type { Device } from '../state/device.ts';
import type { UpdateTask } from '../state/update-task.ts';
import { failAttempt, progressed } from './attempt.ts';
import { offerDynamicUpdate } from './dynamic.ts';
import { succeed } from './task-status.ts';

/** A device tells which version of a module it runs: the only proof that an update is done. */
export function reportVersion(device: Device, moduleName: string, version: string, platform: Platform): void {
  if (device.moduleVersions?.get(moduleName) !== version) {
    device.moduleVersions ??= new Map();
    device.moduleVersions.set(moduleName, version);
    announceVersion(device, moduleName, version, platform);
  }
  for (const task of unfinishedTasks(device, moduleName, platform)) judge(task, version, platform);
  offerDynamicUpdate(device, moduleName, version, platform);
}

/**
 * A device tells how far its update has come.
 *
 * @param step percent, 0 to 100, or what failed: -1 the update, -2 the download, -3 the check, -4 the flashing
 */
export function reportProgress(
  device: Device,
  moduleName: string,
  step: number,
  description: string,
  platform: Platform,
): void {
  for (const task of unfinishedTasks(device, moduleName, platform)) {
    if (task.batch.status === 'PLANNED' || task.status === 'CONFIRM') continue;
    if (step >= 0) progressed(task, step, platform);
    else if (task.status !== 'QUEUED') failAttempt(task, description || failures.get(step) || '', platform);
  }
}

const failures = new Map([
  [-1, 'the update failed'],
  [-2, 'the download failed'],
  [-3, 'the verification failed'],
  [-4, 'the flashing failed'],
]);

function unfinishedTasks(device: Device, moduleName: string, platform: Platform): UpdateTask[] {
  return platform.state.ota
    .tasksOf(device)
    .filter((task) => task.unfinished && task.batch.plan.firmware.content.moduleName === moduleName);
}

function judge(task: UpdateTask, version: string, platform: Platform): void {
  if (task.status === 'CONFIRM') return;
  if (version === task.batch.plan.firmware.content.destVersion) {
    succeed(task, platform);
    return;
  }
  // A device that was updated without ever having told its version tells it now.
  task.srcVersion ??= version;
  if (version !== task.srcVersion && task.status === 'IN_PROGRESS') {
    task.progress = 0;
    failAttempt(task, 'report version is not conform', platform);
  }
}

function announceVersion(device: Device, moduleName: string, version: string, platform: Platform): void {
  const { product, iotId, deviceName } = device;
  const { productKey } = product;
  platform.messages.send(product, 'OtaVersionFlag', `/${productKey}/${deviceName}/ota/version/post`, {
    iotId,
    productKey,
    deviceName,
    moduleName,
    moduleVersion: version,
    messageCreateTime: platform.clock.now(),
  });
}
