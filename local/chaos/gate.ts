import { Refusal } from '../platform/refusal.ts';
import type { DeviceLine, DeviceSide, Session } from '../platform/sessions.ts';
import type { Device } from '../platform/state/device.ts';

/** The devices' way to the platform, which can be closed to some of them: to those it is as if the network were gone. */
export class Gate implements DeviceSide {
  readonly #devices: DeviceSide;
  readonly #closedTo = new Set<string>();

  constructor(devices: DeviceSide) {
    this.#devices = devices;
  }

  closeTo(deviceName: string): void {
    this.#closedTo.add(deviceName);
  }

  openTo(deviceName: string): void {
    this.#closedTo.delete(deviceName);
  }

  /** @throws Refusal when the gate is closed to the device */
  connect(device: Device, line: DeviceLine): Session {
    if (this.#closedTo.has(device.deviceName))
      throw new Refusal('iot.device.VerifyDeviceFailed', 'No network.');
    return this.#devices.connect(device, line);
  }

  receive(session: Session, topic: string, payload: Buffer): void {
    this.#devices.receive(session, topic, payload);
  }

  disconnect(session: Session): void {
    this.#devices.disconnect(session);
  }

  sessionOf(device: Device): Session | undefined {
    return this.#devices.sessionOf(device);
  }
}
