import { DisableThing, EnableThing } from '../../iot/operations/devices.ts';
import type { Means } from './carriers.ts';
import type { PlannedEnablement } from './plan.ts';
import { done, type Verdict } from './verdict.ts';

// Both may be repeated; the answers do not say whether it was so before.

/** Lets a device in again. */
export async function enable({ parameters }: PlannedEnablement, { calls }: Means): Promise<Verdict[]> {
  await calls.call(EnableThing, parameters);
  return [done];
}

/** Shuts a device out. */
export async function disable({ parameters }: PlannedEnablement, { calls }: Means): Promise<Verdict[]> {
  await calls.call(DisableThing, parameters);
  return [done];
}
