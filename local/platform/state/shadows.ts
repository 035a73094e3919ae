import { emptyShadow, type Shadow } from '../shadow/shadow.ts';
import type { Device } from './device.ts';

/** The shadows of devices. A device that nobody said anything of has an empty one. */
export class Shadows {
  readonly #ofDevice = new WeakMap<Device, Shadow>();

  of(device: Device): Shadow {
    return this.#ofDevice.get(device) ?? emptyShadow;
  }

  set(device: Device, shadow: Shadow): void {
    this.#ofDevice.set(device, shadow);
  }
}
