import { BatchAddDeviceGroupRelations } from '../../iot/operations/groups.ts';
import type { Calls } from './calls.ts';
import type { Means } from './carriers.ts';
import { type GroupPaths, groupPaths } from './group-paths.ts';
import { type Attempt, byHalves } from './halves.ts';
import type { PlannedGrouping, WireDevice } from './plan.ts';
import { codeOf, done, unchanged, type Verdict, verdictOf } from './verdict.ts';

const missingGroup = 'iot.group.NotExistedGroup';

/** Refusals of a whole call that one of its devices brings about. */
const aboutADevice =
  /^iot\.(device|prod)\.|^Iot\.(Device|Prod)\.|^iot\.group\.GroupCountExceedMax$|^Client\.InvalidParameter$/;

const inTenGroups: Verdict = {
  result: 'refused',
  code: 'ExceedTenGroupDeviceCount',
  message: 'the device is in ten groups already, and cannot be in more',
};

const unknownDevice: Verdict = {
  result: 'refused',
  code: 'ValidDeviceCount',
  message: 'the platform knows no such device',
};

/** Adds devices to the groups at these paths, each of which is looked up once. */
export function addToGroups(
  paths: readonly string[],
  { calls, store, now }: Means,
): (call: PlannedGrouping) => Promise<Verdict[]> {
  const known = groupPaths(paths, calls, store, now);
  return (call) => addToGroup(call, known, calls);
}

/**
 * Adds devices to the group at a path, which is made when it is missing.
 *
 * The answer counts how many devices were added, were in the group before, are in ten groups, or are not known
 * (section 4.9.4). When the counts leave some out, the call is made again for halves until it is clear which:
 * adding may be repeated, and is allowed ten times as often as asking for a device's groups. Where only a part of
 * the devices was in the group before, which part is not worth a call: all of them are in it now, which is `done`.
 *
 * @returns a verdict for each device, in the order of `Device`
 */
async function addToGroup(
  { group, parameters }: PlannedGrouping,
  paths: GroupPaths,
  calls: Calls,
): Promise<Verdict[]> {
  let groupId = await paths.idOf(group);
  let renewed = false;
  let asked = false;

  const add = async (devices: readonly WireDevice[]) => {
    const send = () => calls.call(BatchAddDeviceGroupRelations, { GroupId: groupId, Device: [...devices] });
    try {
      return await send();
    } catch (error) {
      if (renewed || codeOf(error) !== missingGroup) throw error;
      // The remembered group was deleted since.
      renewed = true;
      await paths.forget(group, groupId);
      groupId = await paths.idOf(group);
      return await send();
    }
  };

  const attempt = async (devices: readonly WireDevice[]): Promise<Attempt> => {
    const again = asked;
    asked = true;
    try {
      const answer = await add(devices);
      const added = answer.SuccessAddedDeviceCount ?? devices.length;
      const before = answer.AlreadyRelatedGroupDeviceCount ?? 0;
      const leftOut = devices.length - added - before;
      if (leftOut <= 0) return before >= devices.length && !again ? unchanged : done;
      if (answer.ValidDeviceCount === 0) return unknownDevice;
      if ((answer.ExceedTenGroupDeviceCount ?? 0) >= devices.length) return inTenGroups;
      if (devices.length > 1) return { atFault: leftOut, others: done };
      return { result: 'refused', message: answer.ErrorMessage ?? 'the device was not added to the group' };
    } catch (error) {
      const verdict = verdictOf(error);
      const split =
        devices.length > 1 && verdict.result === 'refused' && aboutADevice.test(codeOf(error) ?? '');
      return split ? { others: done } : verdict;
    }
  };

  return byHalves(parameters.Device, attempt);
}
