import { createHash } from 'node:crypto';
import {
  ListOTAJobByFirmware,
  type ListOTAJobByFirmwareSimpleOTAJobInfo,
  ListOTATaskByJob,
} from '../../iot/operations/ota.ts';
import { deviceKey } from '../device-name.ts';
import type { Calls } from './calls.ts';
import { verdictOf } from './verdict.ts';

/**
 * The tag that every batch of ours carries, so that it can be found when the answer to its creation was lost.
 * Devices get it with the notification (section 4.17.8).
 */
const tagKey = 'fleetkeeper.batch';

/** A value for the tag that no other batch has: nobody else makes one for these devices at this time. */
export function tagFor(firmwareId: string, devices: readonly string[], at: number): string {
  return createHash('sha256')
    .update(JSON.stringify([firmwareId, devices, at]))
    .digest('base64url')
    .slice(0, 22);
}

/** The tag as CreateOTAStaticUpgradeJob takes it. */
export function wireTag(tag: string): { Key: string; Value: string } {
  return { Key: tagKey, Value: tag };
}

/** The JobId of the package's batch with this tag, if there is one. A package that is gone has none. */
export async function findBatch(firmwareId: string, tag: string, calls: Calls): Promise<string | undefined> {
  const isIt = ({ JobId, Tags }: ListOTAJobByFirmwareSimpleOTAJobInfo) =>
    Boolean(JobId) && Tags?.OtaTagDTO?.some((one) => one?.Key === tagKey && one.Value === tag) === true;
  const found = await unlessGone(calls.select(ListOTAJobByFirmware, { FirmwareId: firmwareId }, isIt, 1));
  return found[0]?.JobId ?? undefined;
}

/** How far an update is that is not over yet. */
export type UnfinishedTask = 'waiting' | 'running';

/** The batch's tasks that are not over yet, by device key. A batch that is gone has none. */
export async function unfinishedTasks(jobId: string, calls: Calls): Promise<Map<string, UnfinishedTask>> {
  const tasks = await unlessGone(calls.select(ListOTATaskByJob, { JobId: jobId }, () => true));
  return new Map(
    tasks.flatMap(({ ProductKey, DeviceName, TaskStatus }) => {
      const task = taskOf(TaskStatus);
      if (task === undefined || !ProductKey || !DeviceName) return [];
      return [[deviceKey({ productKey: ProductKey, deviceName: DeviceName }), task] as const];
    }),
  );
}

async function unlessGone<Item>(listed: Promise<Item[]>): Promise<Item[]> {
  try {
    return await listed;
  } catch (error) {
    if (verdictOf(error).result === 'refused') return [];
    throw error;
  }
}

function taskOf(status: string | null | undefined): UnfinishedTask | undefined {
  if (status === 'IN_PROGRESS') return 'running';
  return status === 'CONFIRM' || status === 'QUEUED' || status === 'NOTIFIED' ? 'waiting' : undefined;
}
