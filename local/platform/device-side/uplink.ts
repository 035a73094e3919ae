import type { Platform } from '../platform.ts';
import type { Session } from '../sessions.ts';
import type { Device } from '../state/device.ts';

/** What the platform does with the messages that devices send on one kind of topic. */
export interface UplinkHandler {
  /**
   * The topic, its varying parts in braces, each standing for one level: `/ota/device/inform/{productKey}/{deviceName}`.
   * A pattern with `{productKey}` and `{deviceName}` is about the device that they name: messages about a device that
   * is neither the sender nor one of its sub-devices that is online are dropped before they come here. A last `#`
   * stands for all levels that are left, one at least.
   */
  readonly pattern: string;
  handle(uplink: Uplink, platform: Platform): void;
}

/** One message of a device. */
export interface Uplink {
  /** The session of the device that it is about; an answer goes back here: `session.line.deliver(…)`. */
  readonly session: Session;
  /** The device that the topic is about: the one whose line it came by, or one of its sub-devices. */
  readonly device: Device;
  readonly topic: string;
  /** The topic's varying parts, by the names that the pattern gives them. */
  readonly parts: Readonly<Record<string, string>>;
  readonly payload: Buffer;
}

/** Told when a device has come online: its status message is out, and its line takes messages. */
export type ConnectListener = (session: Session, platform: Platform) => void;
