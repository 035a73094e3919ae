import { DisableThing, EnableThing } from '../../iot/operations/devices.ts';
import type { Calls } from './calls.ts';
import type { PlannedEnablement } from './plan.ts';
import { done, type Verdict } from './verdict.ts';

/** Shuts a device out, or lets it in again. Both may be repeated; the answer does not say whether it was so before. */
export async function enableOrDisable(
  { operation, parameters }: PlannedEnablement,
  calls: Calls,
): Promise<Verdict[]> {
  await calls.call(operation === 'EnableThing' ? EnableThing : DisableThing, parameters);
  return [done];
}
