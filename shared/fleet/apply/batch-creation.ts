import { IotError } from '../../iot/errors.ts';
import { CreateOTAStaticUpgradeJob } from '../../iot/operations/ota.ts';
import { findBatch, tagFor, wireTag } from './batches.ts';
import type { Attempt } from './halves.ts';
import type { UpgradeRecord } from './upgrade-records.ts';
import type { Upgrading, WantedUpgrade } from './upgrading.ts';
import { codeOf, done, type Verdict, verdictOf } from './verdict.ts';

/** Refusals of a whole batch that one of its devices brings about. */
const aboutADevice =
  /^iot\.ota\.DeviceNotExist$|^iot\.firmware\.(SrcVersionMismatch|NonVersionedDeviceInArray|DeviceWithDestinationVersionInArray|TargetDeviceNamesNotAllowed)$|^iot\.device\.|^Iot\.Device\.|^Client\.InvalidParameter$/;

/** The devices run the package's version already: NoDeviceCanUpgrade says so of all of them. */
const upToDate = /^iot\.firmware\.(NoDeviceCanUpgrade|DeviceWithDestinationVersionInArray)$/;

const aboutThePackage = /^iot\.firmware\.(FirmwareNotFound|FirmwareNotVerified)$/;

const unlisted: Verdict = {
  result: 'failed',
  message: 'the batch was made without a JobId, and is not listed yet',
};

/**
 * Makes one update batch for devices of one package, whose claims are held. Where it stays open whether the platform
 * has it, the batch is looked for by its tag; and when it is not to be found, the claims are left to end by
 * themselves, because it may still come.
 *
 * An unfinished task for another package is overwritten (OverwriteMode 2): what is wanted now holds. The platform
 * never overwrites one that runs.
 */
export async function createBatch(
  devices: readonly [WantedUpgrade, ...WantedUpgrade[]],
  upgrading: Upgrading,
): Promise<Attempt> {
  const { calls, packages, records, now, multiModule } = upgrading;
  const [{ firmwareId, device, moduleName, firmware }] = devices;
  const keys = devices.map(({ key }) => key);
  const names = devices.map((one) => one.device.deviceName);
  const at = now();
  const tag = tagFor(firmwareId, names, at);
  const before = new Map(keys.map((key) => [key, records.of(key).get(moduleName)]));
  const note = (record: (key: string) => UpgradeRecord | undefined) => {
    for (const key of keys) records.note(key, moduleName, record(key));
    return records.save(keys);
  };

  let jobId: string | undefined;
  let problem = unlisted;
  try {
    await note(() => ({ firmwareId, tag, at }));
    const { Data } = await calls.call(
      CreateOTAStaticUpgradeJob,
      {
        FirmwareId: firmwareId,
        ProductKey: device.productKey,
        TargetSelection: 'SPECIFIC',
        TargetDeviceName: names,
        Tag: [wireTag(tag)],
        ...(multiModule ? { MultiModuleMode: true } : { OverwriteMode: 2 }),
      },
      records.createUntil,
    );
    jobId = Data?.JobId ?? undefined;
  } catch (error) {
    if (!(error instanceof IotError && error.outcomeUnknown)) {
      // A note that stays leads to a look for the batch, no more.
      await note((key) => before.get(key)).catch(() => {});
      const code = codeOf(error) ?? '';
      if (devices.length > 1 && aboutADevice.test(code)) return { others: done };
      if (aboutThePackage.test(code)) {
        await packages.forget(device.productKey, moduleName, firmware).catch(() => {});
      }
      return judged(verdictOf(error));
    }
    problem = { ...verdictOf(error), result: 'failed' };
  }

  jobId ??= await findBatch(firmwareId, tag, calls).catch(() => undefined);
  if (jobId === undefined) {
    for (const key of keys) records.hold(key);
    return problem;
  }
  const made = { firmwareId, tag, jobId, at };
  // What cannot be written now is found by its tag.
  await note(() => made).catch(() => {});
  return done;
}

function judged(verdict: Verdict): Verdict {
  const { code = '' } = verdict;
  if (upToDate.test(code)) return { ...verdict, result: 'unchanged' };
  // The package was remembered, and is looked for again the next time.
  if (code === 'iot.firmware.FirmwareNotFound') return { ...verdict, result: 'failed' };
  return verdict;
}
