import type { Platform } from '../platform.ts';
import type { Device } from '../state/device.ts';
import { cancel } from './task-status.ts';

/** A device that is deleted will not be updated any more: a batch must not wait for it. */
export function endUpdatesOf(device: Device, platform: Platform): void {
  for (const task of platform.state.ota.tasksOf(device)) {
    if (task.unfinished) cancel(task, 'the device was deleted', platform);
  }
}
