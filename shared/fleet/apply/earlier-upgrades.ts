import { findBatch, type UnfinishedTask, unfinishedTasks } from './batches.ts';
import { getOr } from './merge.ts';
import type { UpgradeRecord } from './upgrade-records.ts';
import { given, type Upgrading, unfinished, type WantedUpgrade } from './upgrading.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** A device that was given a package is not given it again so soon: one whose updates fail would never rest. */
const notAgainWithin = 24 * 60 * 60 * 1000;

/** The unfinished tasks of batches, by JobId and then by device key; or why they could not be had. */
type KnownTasks = ReadonlyMap<string, ReadonlyMap<string, UnfinishedTask> | Verdict>;

/**
 * Why devices need no batch, or can have none now, by what was done for them before.
 *
 * - A device that was given the package already stays as it is, for a day, and longer while its task is unfinished.
 * - A task for another package of the same module is in the way while it runs: the platform never overwrites that.
 *   One that waits is overwritten.
 * - A task for another module is in the way, unless devices can update several modules at the same time.
 *
 * Only tasks of batches made here are looked at, with a call or two a batch: asking for those of every device would
 * cost four calls each.
 *
 * @param mine devices whose claims are held
 */
export async function inTheWay(
  mine: readonly WantedUpgrade[],
  upgrading: Upgrading,
): Promise<Map<WantedUpgrade, Verdict>> {
  const verdicts = await findLost(mine, upgrading);
  const sure = mine.filter((wanted) => !verdicts.has(wanted));
  const tasks = await tasksOf(sure, upgrading);
  for (const wanted of sure) {
    const verdict = judge(wanted, tasks, upgrading);
    if (verdict !== undefined) verdicts.set(wanted, verdict);
  }
  return verdicts;
}

/**
 * Looks for the batches that somebody began to make, and was stopped.
 *
 * @returns the devices for which that failed, and why
 */
async function findLost(
  mine: readonly WantedUpgrade[],
  upgrading: Upgrading,
): Promise<Map<WantedUpgrade, Verdict>> {
  const { records, calls } = upgrading;
  const failed = new Map<WantedUpgrade, Verdict>();
  const lookups = new Map<string, Promise<string | undefined>>();
  const known = new Set<string>();
  await Promise.all(
    mine.map(async (wanted) => {
      try {
        for (const [moduleName, record] of relevant(wanted, upgrading)) {
          if (record.jobId !== undefined) continue;
          const { firmwareId, tag } = record;
          const jobId = await getOr(lookups, tag, () => findBatch(firmwareId, tag, calls));
          records.note(wanted.key, moduleName, jobId === undefined ? undefined : { ...record, jobId });
          known.add(wanted.key);
        }
      } catch (error) {
        failed.set(wanted, verdictOf(error));
      }
    }),
  );
  // What cannot be written now is found again by the next who looks.
  await records.save([...known]).catch(() => {});
  return failed;
}

/** The unfinished tasks of the batches that could be in the way. */
async function tasksOf(sure: readonly WantedUpgrade[], upgrading: Upgrading): Promise<KnownTasks> {
  const jobIds = new Set<string>();
  for (const wanted of sure) {
    for (const [, record] of relevant(wanted, upgrading)) {
      const stays = record.firmwareId === wanted.firmwareId && !mayRepeat(record, upgrading);
      if (record.jobId !== undefined && !stays) jobIds.add(record.jobId);
    }
  }
  const tasks = [...jobIds].map(
    async (jobId) => [jobId, await unfinishedTasks(jobId, upgrading.calls).catch(verdictOf)] as const,
  );
  return new Map(await Promise.all(tasks));
}

function judge(wanted: WantedUpgrade, tasks: KnownTasks, upgrading: Upgrading): Verdict | undefined {
  const { key, moduleName, firmwareId } = wanted;
  const own = upgrading.records.of(key).get(moduleName);
  if (own?.firmwareId === firmwareId && !mayRepeat(own, upgrading)) return given(own);
  for (const [otherModule, record] of relevant(wanted, upgrading)) {
    const known = tasks.get(record.jobId ?? '');
    if (known === undefined) continue;
    if ('result' in known) return known;
    const task = known.get(key);
    if (record === own) {
      if (record.firmwareId === firmwareId && task !== undefined) return given(record);
      if (task === 'running') return unfinished(moduleName);
    } else if (task !== undefined) {
      return unfinished(otherModule);
    }
  }
  return undefined;
}

/** What was done for the device that matters to this update, by module. */
function relevant(
  { key, moduleName }: WantedUpgrade,
  { records, multiModule }: Upgrading,
): [string, UpgradeRecord][] {
  const known = [...records.of(key)];
  return multiModule ? known.filter(([otherModule]) => otherModule === moduleName) : known;
}

function mayRepeat({ at }: UpgradeRecord, { now }: Upgrading): boolean {
  return now() >= at + notAgainWithin;
}
