import type { Action, TagAction } from '../../shared/fleet/action.ts';
import { enabledSlot, tagSlot, versionSlot } from '../../shared/fleet/keys.ts';
import type { Stamp, StampOffer, Store } from '../../shared/store/store.ts';

/**
 * What is left of differences when messages are heard that are newer than the state they were found in: a message
 * that has been dealt with since says better what a tag is to be, which version runs, and whether a device was let in.
 * And what is left is noted as of the moment of the state, so that an older message which comes late does not undo it.
 *
 * @param asOf the moment that the state is of, in epoch milliseconds
 * @param note whether to note it; a dry run does not
 */
export async function outstanding(
  actions: readonly Action[],
  store: Store,
  asOf: number,
  note: boolean,
): Promise<Action[]> {
  const stamp: Stamp = { time: asOf, by: 'sweep' };
  const offers = actions.flatMap((action): StampOffer[] => {
    const { device } = action;
    if (action.kind === 'tag')
      return Object.keys(action.tags).map((key) => ({
        slot: tagSlot(device, key),
        ...(note && { stamp }),
      }));
    if (action.kind === 'upgrade') return [{ slot: versionSlot(device, action.moduleName) }];
    return action.kind === 'disable' ? [{ slot: enabledSlot(device) }] : [];
  });
  if (offers.length === 0) return [...actions];
  const stamps = await store.newest(offers);
  const overtaken = new Set(
    offers.flatMap(({ slot }, index) => ((stamps[index]?.time ?? 0) > asOf ? [slot] : [])),
  );
  return actions.flatMap((action): Action[] => {
    const { device } = action;
    if (action.kind === 'tag') return withoutTags(action, (key) => overtaken.has(tagSlot(device, key)));
    const slot = action.kind === 'upgrade' ? versionSlot(device, action.moduleName) : enabledSlot(device);
    return action.kind !== 'group' && overtaken.has(slot) ? [] : [action];
  });
}

function withoutTags(action: TagAction, isOvertaken: (key: string) => boolean): TagAction[] {
  const tags = Object.entries(action.tags).filter(([key]) => !isOvertaken(key));
  return tags.length > 0 ? [{ ...action, tags: Object.fromEntries(tags) }] : [];
}
