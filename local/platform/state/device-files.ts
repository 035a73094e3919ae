import type { Device } from './device.ts';

/** A file that a device uploaded. */
export interface DeviceFile {
  readonly fileId: string;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly uploadedAt: number;
  /** Where it is in the object store. */
  readonly url: string;
}

/** The files that devices uploaded. They go with their device. */
export class DeviceFiles {
  readonly #ofDevice = new WeakMap<Device, Map<string, DeviceFile>>();

  /** The device's files, the newest first. */
  of(device: Device): readonly DeviceFile[] {
    return [...(this.#ofDevice.get(device)?.values() ?? [])].reverse();
  }

  get(device: Device, fileId: string): DeviceFile | undefined {
    return this.#ofDevice.get(device)?.get(fileId);
  }

  add(device: Device, file: DeviceFile): void {
    const files = this.#ofDevice.get(device);
    if (files === undefined) this.#ofDevice.set(device, new Map([[file.fileId, file]]));
    else files.set(file.fileId, file);
  }

  /** @returns whether there was such a file */
  delete(device: Device, fileId: string): boolean {
    return this.#ofDevice.get(device)?.delete(fileId) ?? false;
  }
}
