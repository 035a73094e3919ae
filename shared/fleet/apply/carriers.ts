import type { Store } from '../../store/store.ts';
import type { Calls } from './calls.ts';
import type { PlannedEnablement, PlannedGrouping, PlannedTagging, PlannedUpgrade } from './plan.ts';
import type { Verdict } from './verdict.ts';

/** What planned calls are carried out with. */
export interface Means {
  readonly calls: Calls;
  readonly store: Store;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  /** Whether the instance and the devices can update several modules at the same time. */
  readonly multiModule: boolean;
}

/** Takes the verdict for the actions with these indexes. */
export type Settle = (actions: readonly number[], verdict: Verdict) => void;

/** Writes tags, a call at a time. */
export interface TagCarrier {
  save(call: PlannedTagging): Promise<Verdict[]>;
  /** To be called when all is written; never rejects. */
  close(): Promise<void>;
}

/**
 * How each kind of planned call is carried out. They are handed in, so that a function's bundle has only those that its
 * rules need, and its role only the rights for their operations.
 *
 * A carrier of one call gives a verdict for each tag or device that the call names, in their order.
 */
export interface Carriers {
  readonly enable?: (call: PlannedEnablement, means: Means) => Promise<Verdict[]>;
  readonly disable?: (call: PlannedEnablement, means: Means) => Promise<Verdict[]>;
  /** Told at first of all tags of the plan. */
  readonly tags?: (calls: readonly PlannedTagging[], means: Means) => TagCarrier;
  /** Told at first of all group paths of the plan. */
  readonly groups?: (paths: readonly string[], means: Means) => (call: PlannedGrouping) => Promise<Verdict[]>;
  /** Takes all of the plan's update batches together, for a device takes one update at a time. Never rejects. */
  readonly upgrades?: (calls: readonly PlannedUpgrade[], means: Means, settle: Settle) => Promise<void>;
}
