import type { AccessKeys } from './access-keys.ts';
import type { Clock } from './clock.ts';
import type { Faults } from './faults/faults.ts';
import type { Messages } from './messages.ts';
import type { ObjectStore } from './object-store/object-store.ts';
import type { DeviceSide } from './sessions.ts';
import type { State } from './state/state.ts';

/** The local IoT Platform: one account in one region, its state, and the ways in and out of it. */
export interface Platform {
  readonly account: Account;
  readonly clock: Clock;
  /** What goes wrong on purpose. */
  readonly faults: Faults;
  /** Another one after a reset: to be asked for each time, and not kept. */
  readonly state: State;
  readonly messages: Messages;
  readonly devices: DeviceSide;
  /** Where files are uploaded to and devices fetch them from. */
  readonly objectStore: ObjectStore;
  /** Makes identifiers of a given length out of letters and digits; seeded, so that a run can be repeated. */
  readonly newId: (length: number) => string;
}

interface Account {
  readonly accountId: string;
  readonly regionId: string;
  readonly accessKeys: AccessKeys;
  /** The ID of the instance, or undefined for a public instance that has none. */
  readonly instanceId: string | undefined;
}
