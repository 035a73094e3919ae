import { SaveDeviceProp } from '../../iot/operations/devices.ts';
import type { Means } from './carriers.ts';
import { byHalves } from './halves.ts';
import type { PlannedTagging } from './plan.ts';
import { codeOf, done, type Verdict, verdictOf } from './verdict.ts';

/** Refusals that no other choice of tags would mend. */
const aboutTheDevice =
  /^iot\.(prod\.|device\.(NotExistedDevice|NullDeviceName|InvalidFormattedDeviceName|InvalidIoTId))|^Iot\.Device\./;

/**
 * Saves a device's tags in one call. When the platform refuses them, the tags are halved until only the ones that
 * it objects to are left out: they may come from another rule than their neighbours.
 *
 * @returns a verdict for each tag, in the order of `Props`
 */
export async function saveTags({ parameters }: PlannedTagging, { calls }: Means): Promise<Verdict[]> {
  const { Props, ...device } = parameters;
  return byHalves(Object.entries(Props), async (tags) => {
    try {
      await calls.call(SaveDeviceProp, { ...device, Props: Object.fromEntries(tags) });
      return done;
    } catch (error) {
      const verdict = verdictOf(error);
      const other = verdict.result === 'refused' && !aboutTheDevice.test(codeOf(error) ?? '');
      return other && tags.length > 1 ? { others: done } : verdict;
    }
  });
}
