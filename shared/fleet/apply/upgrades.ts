import { deviceKey } from '../device-name.ts';
import { createBatch } from './batch-creation.ts';
import type { Means, Settle } from './carriers.ts';
import { inTheWay } from './earlier-upgrades.ts';
import { byHalves } from './halves.ts';
import { getOr } from './merge.ts';
import { packages } from './packages.ts';
import { inParts, type PlannedUpgrade } from './plan.ts';
import { UpgradeRecords } from './upgrade-records.ts';
import { given, type Upgrading, unfinished, type WantedUpgrade } from './upgrading.ts';
import { type Verdict, verdictOf } from './verdict.ts';

const inHand: Verdict = {
  result: 'failed',
  code: 'UpgradeInHand',
  message: 'another process is making an update batch for the device',
};

/**
 * Makes the planned update batches, each once, whatever breaks: `UpgradeRecords` says how, `inTheWay` for which
 * devices not. Never rejects: what goes wrong is settled as a verdict.
 */
export async function createUpgrades(
  planned: readonly PlannedUpgrade[],
  { calls, store, now, multiModule }: Means,
  settle: Settle,
): Promise<void> {
  if (planned.length === 0) return;
  const records = new UpgradeRecords(store, now);
  const named = planned.map(({ parameters: { ProductKey: productKey }, moduleName, firmware }) => {
    return { productKey, moduleName, firmware };
  });
  const known = packages(named, calls, store, now);
  const upgrading: Upgrading = { calls, packages: known, records, now, multiModule };

  const found = (await Promise.all(planned.map((call) => resolve(call, upgrading, settle)))).flat();
  const wanted = multiModule ? found : oneModuleADevice(found, settle);
  if (wanted.length === 0) return;
  try {
    await records.open([...new Set(wanted.map(({ key }) => key))]);
  } catch (error) {
    for (const { actions } of wanted) settle(actions, verdictOf(error));
    return;
  }

  const mine = wanted.filter(({ key }) => records.has(key));
  const others = wanted.filter(({ key }) => !records.has(key));
  const verdicts = await inTheWay(mine, upgrading);
  for (const [{ actions }, verdict] of verdicts) settle(actions, verdict);
  await createAll(
    mine.filter((one) => !verdicts.has(one)),
    upgrading,
    settle,
  );
  await settleOthers(others, records, settle);
  // A claim that cannot be given back ends by itself.
  await records.close().catch(() => {});
}

async function resolve(
  { parameters, moduleName, firmware, serves }: PlannedUpgrade,
  { packages: known }: Upgrading,
  settle: Settle,
): Promise<WantedUpgrade[]> {
  const productKey = parameters.ProductKey;
  try {
    const firmwareId = await known.firmwareId(productKey, moduleName, firmware);
    return parameters.TargetDeviceName.map((deviceName, index) => {
      const device = { productKey, deviceName };
      const actions = serves[index] ?? [];
      return { key: deviceKey(device), device, moduleName, firmware, firmwareId, actions };
    });
  } catch (error) {
    for (const actions of serves) settle(actions, verdictOf(error));
    return [];
  }
}

/** A device takes one update at a time; that of its other module is to come later. */
function oneModuleADevice(wanted: readonly WantedUpgrade[], settle: Settle): WantedUpgrade[] {
  const moduleOf = new Map<string, string>();
  return wanted.filter(({ key, moduleName, actions }) => {
    const first = getOr(moduleOf, key, () => moduleName);
    if (first !== moduleName) settle(actions, unfinished(first));
    return first === moduleName;
  });
}

async function createAll(
  wanted: readonly WantedUpgrade[],
  upgrading: Upgrading,
  settle: Settle,
): Promise<void> {
  // Two choices, a name and a version, may be one package.
  const byPackage = new Map<string, WantedUpgrade[]>();
  for (const one of wanted) getOr(byPackage, one.firmwareId, () => []).push(one);
  const batches = [...byPackage.values()].flatMap((alike) => [...inParts(alike)]);
  await Promise.all(
    batches.map(async (devices) => {
      const verdicts = await byHalves(devices, (some) => createBatch(some, upgrading));
      for (const [index, verdict] of verdicts.entries()) settle(devices[index]?.actions ?? [], verdict);
    }),
  );
}

/**
 * Settles the devices that another process, or another batch of this one, has in hand. Only when their batch is made
 * is it safe to say so: whoever makes it may still be stopped, and then somebody has to come again.
 */
async function settleOthers(
  others: readonly WantedUpgrade[],
  records: UpgradeRecords,
  settle: Settle,
): Promise<void> {
  if (others.length === 0) return;
  try {
    await records.read([...new Set(others.map(({ key }) => key))]);
  } catch (error) {
    for (const { actions } of others) settle(actions, verdictOf(error));
    return;
  }
  for (const { key, moduleName, firmwareId, actions } of others) {
    const record = records.of(key).get(moduleName);
    const isGiven = record?.firmwareId === firmwareId && record.jobId !== undefined;
    settle(actions, isGiven ? given(record) : inHand);
  }
}
