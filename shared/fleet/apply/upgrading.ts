import type { FirmwareChoice } from '../action.ts';
import type { DeviceName } from '../device-name.ts';
import type { Calls } from './calls.ts';
import type { Packages } from './packages.ts';
import type { UpgradeRecord, UpgradeRecords } from './upgrade-records.ts';
import type { Verdict } from './verdict.ts';

/** What the steps of making update batches share. */
export interface Upgrading {
  readonly calls: Calls;
  readonly packages: Packages;
  readonly records: UpgradeRecords;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  /** Whether the instance and the devices can update several modules at the same time (`MultiModuleMode`). */
  readonly multiModule: boolean;
}

/** A device that is to get a package for one of its modules. */
export interface WantedUpgrade {
  /** The device's key. */
  readonly key: string;
  readonly device: DeviceName;
  readonly moduleName: string;
  readonly firmware: FirmwareChoice;
  readonly firmwareId: string;
  /** The indexes of the actions that want it. */
  readonly actions: readonly number[];
}

/** The device has its batch. */
export function given({ jobId }: UpgradeRecord): Verdict {
  const message = `the device is in update batch ${jobId} already`;
  return { result: 'unchanged', code: 'UpgradeGiven', message };
}

/** Another update has to be over before. */
export function unfinished(moduleName: string): Verdict {
  const message = `an update of the device's module ${moduleName} is not finished`;
  return { result: 'failed', code: 'UpgradeUnfinished', message };
}
