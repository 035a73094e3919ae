import { IotError } from '../../iot/errors.ts';
import { SaveDeviceProp } from '../../iot/operations/devices.ts';
import type { Calls } from './calls.ts';
import type { Means, TagCarrier } from './carriers.ts';
import { byHalves } from './halves.ts';
import type { PlannedTagging } from './plan.ts';
import { TagClaims } from './tag-claims.ts';
import { codeOf, done, type Verdict, verdictOf } from './verdict.ts';

/** Refusals that no other choice of tags would mend. */
const aboutTheDevice =
  /^iot\.(prod\.|device\.(NotExistedDevice|NullDeviceName|InvalidFormattedDeviceName|InvalidIoTId))|^Iot\.Device\./;

/** Saves tags of devices, each when nobody else writes it, and only what is still the newest (`TagClaims`). */
export function saveTags(planned: readonly PlannedTagging[], { calls, store, now }: Means): TagCarrier {
  const claims = new TagClaims(planned, store, now);
  return {
    async save(call) {
      await claims.open();
      return save(call, claims, calls);
    },
    close: () => claims.close(),
  };
}

/**
 * Saves a device's tags in one call. When the platform refuses them, the tags are halved until only the ones that
 * it objects to are left out: they may come from another rule than their neighbours.
 *
 * @returns a verdict for each tag, in the order of `Props`
 */
async function save({ parameters }: PlannedTagging, claims: TagClaims, calls: Calls): Promise<Verdict[]> {
  const { Props, ...device } = parameters;
  const tags = Object.entries(Props).map(([key, value]) => ({
    key,
    value,
    verdict: claims.verdictOf(device, key),
  }));
  const saved = await byHalves(
    tags.filter(({ verdict }) => verdict === undefined),
    async (some) => {
      try {
        const props = Object.fromEntries(some.map(({ key, value }) => [key, value]));
        await calls.call(SaveDeviceProp, { ...device, Props: props }, claims.writeUntil);
        return done;
      } catch (error) {
        if (error instanceof IotError && error.outcomeUnknown)
          for (const { key } of some) claims.hold(device, key);
        const verdict = verdictOf(error);
        const other = verdict.result === 'refused' && !aboutTheDevice.test(codeOf(error) ?? '');
        return other && some.length > 1 ? { others: done } : verdict;
      }
    },
  );
  return tags.map(({ verdict }) => verdict ?? saved.shift() ?? done);
}
