import type { Device } from './device.ts';
import { Histories } from './history.ts';

/** What a device reported, or was asked for. */
interface Recorded {
  readonly key: string;
  readonly time: number;
  /** Whether it kept to the product's thing model; what was not checked did not. */
  readonly verified: boolean;
}

export interface PropertyRecord extends Recorded {
  readonly value: unknown;
}

export interface EventRecord extends Recorded {
  readonly name: string;
  readonly type: 'info' | 'alert' | 'error';
  readonly output: object;
}

/** A call of a service. It is `set` when it set properties. */
export interface ServiceRecord {
  readonly key: string;
  readonly time: number;
  readonly name: string;
  readonly messageId: string;
  readonly input: object;
  /** The device's whole answer, once it has come. */
  output: object | undefined;
  /** False once the answer has broken the thing model. */
  verified: boolean;
}

/** What a property shall be. */
export interface Desired {
  /** Undefined when it was cleared. */
  readonly value: unknown;
  /** How often it was set. */
  readonly version: number;
  readonly time: number;
}

/** What is known of one device by its thing model. */
export class DeviceData {
  readonly properties = new Histories<PropertyRecord>();
  readonly events = new Histories<EventRecord>();
  readonly services = new Histories<ServiceRecord>();
  readonly desired = new Map<string, Desired>();
}

/** What devices reported and were asked for. Of a device that did neither, nothing is held. */
export class ThingData {
  readonly #byDevice = new WeakMap<Device, DeviceData>();

  find(device: Device): DeviceData | undefined {
    return this.#byDevice.get(device);
  }

  of(device: Device): DeviceData {
    let data = this.#byDevice.get(device);
    if (data === undefined) {
      data = new DeviceData();
      this.#byDevice.set(device, data);
    }
    return data;
  }
}
