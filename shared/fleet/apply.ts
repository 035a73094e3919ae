import type { Store } from '../store/store.ts';
import type { Action, Outcome } from './action.ts';
import { type ApplyClient, boundCalls } from './apply/calls.ts';
import type { Carriers } from './apply/carriers.ts';
import { type PlannedCall, type PlannedTagging, type PlannedUpgrade, plan } from './apply/plan.ts';
import { type Verdict, verdictOf, worse } from './apply/verdict.ts';

export type { ApplyClient } from './apply/calls.ts';
export { type PlannedCall, plan } from './apply/plan.ts';

export interface ApplyOptions {
  /** How each kind of action is carried out; an action of a kind that is missing here fails. */
  readonly carriers: Carriers;
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
  const { carriers, iot, store, now, deadline, signal, atOnce = 50, multiModule = false } = options;
  const calls = boundCalls(iot, { deadline, signal }, now, atOnce);
  const means = { calls, store, now, multiModule };
  const addToGroup = carriers.groups?.(groupsIn(planned), means);
  const tags = carriers.tags?.(tagsIn(planned), means);
  const run = (call: Exclude<PlannedCall, PlannedUpgrade>): Promise<Verdict[]> | undefined => {
    switch (call.operation) {
      case 'EnableThing':
        return carriers.enable?.(call, means);
      case 'DisableThing':
        return carriers.disable?.(call, means);
      case 'SaveDeviceProp':
        return tags?.save(call);
      case 'BatchAddDeviceGroupRelations':
        return addToGroup?.(call);
    }
  };

  const verdicts = new Map<number, Verdict>(settled);
  const settle = (indexes: readonly number[], verdict: Verdict) => {
    for (const index of indexes) verdicts.set(index, worse(verdicts.get(index), verdict));
  };
  const carryOut = async (call: Exclude<PlannedCall, PlannedUpgrade>): Promise<void> => {
    try {
      for (const [index, verdict] of ((await run(call)) ?? []).entries()) {
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
  await tags?.close();
  await carriers.upgrades?.(upgrades, means, settle);

  return actions.map((action, index) => ({ action, ...(verdicts.get(index) ?? forgotten) }));
}

/** Every call that has a carrier serves its actions; an action must not be lost because one is missing. */
const forgotten: Verdict = { result: 'failed', message: 'the action was not carried out' };

function groupsIn(planned: readonly PlannedCall[]): string[] {
  return planned.flatMap((call) => (call.operation === 'BatchAddDeviceGroupRelations' ? [call.group] : []));
}

function tagsIn(planned: readonly PlannedCall[]): PlannedTagging[] {
  return planned.flatMap((call) => (call.operation === 'SaveDeviceProp' ? [call] : []));
}
