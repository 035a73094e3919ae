import type { Stamp } from '../store/store.ts';
import type { DeviceName } from './device-name.ts';

/** What a rule wants done with one device, and why. Plain data: it can be printed, compared and kept. */
export type Action = GroupAction | TagAction | DisableAction | EnableAction | UpgradeAction;

interface ActionBase {
  readonly device: DeviceName;
  readonly reason: Reason;
}

/** Put the device into the group at this path (`sites/shanghai`); groups on the way are made when missing. */
export interface GroupAction extends ActionBase {
  readonly kind: 'group';
  readonly path: string;
}

/** Give the device these tags, replacing the values of those that it has. */
export interface TagAction extends ActionBase {
  readonly kind: 'tag';
  readonly tags: Readonly<Record<string, string>>;
  /**
   * Their place in the order of messages: of a tag that a newer one has something to say of, nothing is written any
   * more. Without it, they are written whatever messages say.
   */
  readonly stamp?: Stamp;
}

/** Shut the device out. The tags that say why are an action of their own. */
export interface DisableAction extends ActionBase {
  readonly kind: 'disable';
}

/** Let a disabled device connect again. */
export interface EnableAction extends ActionBase {
  readonly kind: 'enable';
}

/** Bring a module of the device to a firmware: the package with this name, or with this version. */
export interface UpgradeAction extends ActionBase {
  readonly kind: 'upgrade';
  readonly moduleName: string;
  readonly firmware: FirmwareChoice;
}

export type FirmwareChoice = { readonly name: string } | { readonly version: string };

/** Which rule asked for the action, and which message made it. */
export interface Reason {
  readonly rule: string;
  readonly eventId: string;
  /** When it happened by the message's own time, in epoch milliseconds. */
  readonly time: number;
}

/** What became of an action. */
export interface Outcome {
  readonly action: Action;
  /**
   * `done`: the platform has it so now; `unchanged`: it was so already, or another call makes it so;
   * `refused`: the platform will not do it, however often it is asked; `failed`: worth another try later.
   */
  readonly result: 'done' | 'unchanged' | 'refused' | 'failed';
  /** Why it was refused, failed or left unchanged; never holds a secret. */
  readonly code?: string;
  readonly message?: string;
}
