import type { Action, Outcome } from '../../shared/fleet/action.ts';
import type { DeviceStatus } from '../platform/state/device.ts';

/** What there is to be seen at one moment. */
export interface Snapshot {
  /** What the run is at, in a few words. */
  readonly phase: string;
  /** Since the start, in milliseconds. */
  readonly elapsed: number;
  readonly regionId: string;
  readonly devices: Readonly<Record<DeviceStatus, number>>;
  /** The groups that have devices, by path, the largest first. */
  readonly groups: readonly (readonly [path: string, devices: number])[];
  readonly messages: {
    readonly sent: number;
    /** In the consumer group's backlog. */
    readonly waiting: number;
    /** With a function, and not settled yet. */
    readonly inHand: number;
    /** How many were sent in each of the last seconds, this one not among them; the last one last. */
    readonly rates: readonly number[];
  };
  readonly actions: ActionCounts;
  readonly updates: Updates;
  readonly calls: {
    /** Calls of the API that the functions made, by operation, the most frequent first. */
    readonly byOperation: readonly (readonly [operation: string, calls: number])[];
    readonly total: number;
    readonly throttled: number;
  };
  /** The last actions of each kind, the newest first. */
  readonly last: readonly SeenAction[];
  /** What the functions complained of last, the newest first. */
  readonly troubles: readonly string[];
}

export type ActionKind = Action['kind'];
export type ActionResult = Outcome['result'];
export type ActionCounts = Readonly<
  Partial<Record<ActionKind, Readonly<Partial<Record<ActionResult, number>>>>>
>;

/** Update batches, and the devices' tasks in them. */
export interface Updates {
  readonly batches: number;
  readonly succeeded: number;
  readonly failed: number;
  /** Of devices that are online. */
  readonly underWay: number;
  /** For their devices to come back. */
  readonly waiting: number;
}

/** An action that has its outcome. */
export interface SeenAction {
  /** Since the start, in milliseconds. */
  readonly at: number;
  readonly kind: ActionKind;
  readonly result: ActionResult;
  readonly deviceName: string;
  /** What was wanted: a group's path, tags, a version. */
  readonly wanted: string;
  readonly rule: string;
  /** The kind of the message that made the rule ask for it: `ota.version`. */
  readonly on: string;
}
