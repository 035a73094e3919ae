import type { DeviceName } from '../../shared/fleet/device-name.ts';

/** What the platform says of a device now. */
export interface PresentDevice {
  readonly name: DeviceName;
  readonly iotId: string | undefined;
  readonly status: 'ONLINE' | 'OFFLINE' | 'UNACTIVE' | 'DISABLE';
  /** Whether it was ever online, which the status of a disabled device does not say. */
  readonly activated: boolean;
  readonly groupIds: ReadonlySet<string>;
  readonly tags: ReadonlyMap<string, string>;
  /** The version of each module, by the module's name. */
  readonly versions: ReadonlyMap<string, string>;
}

/** Whether a text is a status of a device. */
export function isStatus(text: string | null | undefined): text is PresentDevice['status'] {
  return text === 'ONLINE' || text === 'OFFLINE' || text === 'UNACTIVE' || text === 'DISABLE';
}
