import type { Device } from './state/device.ts';

/** The platform's end of a line to a device: an MQTT connection, or a simulated device in the same process. */
export interface DeviceLine {
  readonly clientIp: string;
  /** Sends to the device, on a topic as spec'd for the device side. */
  deliver(topic: string, payload: Buffer, qos: 0 | 1): void;
  /** Ends the line from the platform's side: the device was disabled or deleted, or connected anew elsewhere. */
  drop(why: string): void;
}

/** A device that is connected. */
export interface Session {
  readonly device: Device;
  readonly line: DeviceLine;
}

/** What a device says goes through here, whatever line it came by. */
export interface DeviceSide {
  /**
   * The device comes online: it is activated at its first time, an earlier line of the same device is dropped, a
   * status message goes out, and what waits for it (updates, desired values) is sent.
   *
   * @throws Refusal when the device is disabled
   */
  connect(device: Device, line: DeviceLine): Session;
  /** A message of the device on a topic of the device side; what has no meaning there is ignored, as a broker would. */
  receive(session: Session, topic: string, payload: Buffer): void;
  /** The line ended from the device's side. */
  disconnect(session: Session): void;
  /** The session of a device, when it is online. */
  sessionOf(device: Device): Session | undefined;
}
