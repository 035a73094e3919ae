import type { Store } from '../store/store.ts';
import type { Action, Outcome } from './action.ts';
import { type ApplyClient, boundCalls, type Calls } from './apply/calls.ts';
import { enableOrDisable } from './apply/enablement.ts';
import { type GroupPaths, groupPaths } from './apply/group-paths.ts';
import { addToGroup } from './apply/groups.ts';
import { type PlannedCall, type PlannedUpgrade, plan } from './apply/plan.ts';
import { saveTags } from './apply/tags.ts';
import { createUpgrades } from './apply/upgrades.ts';
import { type Verdict, verdictOf, worse } from './apply/verdict.ts';

export type { ApplyClient } from './apply/calls.ts';
export { type PlannedCall, plan } from './apply/plan.ts';

export interface ApplyOptions {
  readonly iot: ApplyClient;
  /** Remembers group ids and packages, and which device was given which update. One store an account and instance. */
  readonly store: Store;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  /** When all must be over, in epoch milliseconds; what is not done by then has failed, and is worth another try. */
  readonly deadline?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** How many calls of one operation may be under way at once. */
  readonly atOnce?: number | undefined;
  /** Whether the instance and the devices can update several modules at the same time (`MultiModuleMode`). */
  readonly multiModule?: boolean | undefined;
}

/**
 * Carries out what rules want done, with as few calls as do (`plan` says which), and says for each action what
 * became of it. Nothing here is done twice by being asked for twice, so actions that failed may be applied again.
 *
 * - `done`: the platform has it so now
 * - `unchanged`: it was so already, or a newer action of the batch says otherwise
 * - `refused`: the platform will not do it: no such device, a group of that name elsewhere, a package not verified
 * - `failed`: throttled to the end, no answer, out of time, an account without the permission, an update in the way
 *
 * @returns one outcome an action, in the same order. Never rejects.
 */
export async function apply(actions: readonly Action[], options: ApplyOptions): Promise<Outcome[]> {
  const { calls: planned, settled } = plan(actions);
  const { iot, store, now, deadline, signal, atOnce = 50, multiModule = false } = options;
  const calls = boundCalls(iot, { deadline, signal }, now, atOnce);
  const paths = groupPaths(groupsIn(planned), calls, store, now);

  const verdicts = new Map<number, Verdict>(settled);
  const settle = (indexes: readonly number[], verdict: Verdict) => {
    for (const index of indexes) verdicts.set(index, worse(verdicts.get(index), verdict));
  };
  const carryOut = async (call: Exclude<PlannedCall, PlannedUpgrade>): Promise<void> => {
    try {
      for (const [index, verdict] of (await run(call, calls, paths)).entries()) {
        settle(call.serves[index] ?? [], verdict);
      }
    } catch (error) {
      for (const indexes of call.serves) settle(indexes, verdictOf(error));
    }
  };

  const started: Promise<void>[] = [];
  const upgrades: PlannedUpgrade[] = [];
  for (const call of planned) {
    if (call.operation === 'CreateOTAStaticUpgradeJob') upgrades.push(call);
    else started.push(Promise.all(call.after.map((index) => started[index])).then(() => carryOut(call)));
  }
  await Promise.all(started);
  await createUpgrades(upgrades, calls, { store, now, multiModule }, settle);

  return actions.map((action, index) => ({ action, ...(verdicts.get(index) ?? forgotten) }));
}

/** Every call serves its actions, so this is a mistake of ours; the action must not be lost for it. */
const forgotten: Verdict = { result: 'failed', message: 'the action was not carried out' };

function run(
  call: Exclude<PlannedCall, PlannedUpgrade>,
  calls: Calls,
  paths: GroupPaths,
): Promise<Verdict[]> {
  switch (call.operation) {
    case 'EnableThing':
    case 'DisableThing':
      return enableOrDisable(call, calls);
    case 'SaveDeviceProp':
      return saveTags(call, calls);
    case 'BatchAddDeviceGroupRelations':
      return addToGroup(call, paths, calls);
  }
}

function groupsIn(planned: readonly PlannedCall[]): string[] {
  return planned.flatMap((call) => (call.operation === 'BatchAddDeviceGroupRelations' ? [call.group] : []));
}
