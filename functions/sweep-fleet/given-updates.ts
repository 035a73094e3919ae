import type { UpgradeAction } from '../../shared/fleet/action.ts';
import { choiceKey, getOr } from '../../shared/fleet/apply/merge.ts';
import type { IotClient } from '../../shared/iot/client.ts';
import { ListOTAFirmware, ListOTAJobByFirmware, ListOTATaskByJob } from '../../shared/iot/operations/ota.ts';

/** A device that was given a package is not given it again so soon: one whose updates fail would never rest. */
const notAgainWithin = 24 * 60 * 60 * 1000;

const unfinished: ReadonlySet<string | null | undefined> = new Set(['PLANNED', 'IN_PROGRESS']);
const unfinishedTasks: ReadonlySet<string | null | undefined> = new Set([
  'CONFIRM',
  'QUEUED',
  'NOTIFIED',
  'IN_PROGRESS',
]);

/** A package, and the devices that were given it. */
interface Given {
  readonly version: string | undefined;
  readonly deviceNames: ReadonlySet<string>;
}

/**
 * The packages that updates want, and which devices have one on its way, or were given it within a day: as the
 * platform tells, whoever made the update batch. Each package is asked for once, with a call or two for each batch of
 * it that is not over or is young; asking for the tasks of each device would cost a call a device.
 */
export class GivenUpdates {
  readonly #iot: Pick<IotClient, 'paginate'>;
  readonly #now: number;
  readonly #asked = new Map<string, Promise<Given>>();
  readonly #known = new Map<string, Given>();

  /** @param now in epoch milliseconds */
  constructor(iot: Pick<IotClient, 'paginate'>, now: number) {
    this.#iot = iot;
    this.#now = now;
  }

  /** Looks up what is to be known of these updates. */
  async find(upgrades: readonly UpgradeAction[]): Promise<void> {
    await Promise.all(
      upgrades.map(async (upgrade) => {
        const key = keyOf(upgrade);
        this.#known.set(key, await getOr(this.#asked, key, () => this.#lookUp(upgrade)));
      }),
    );
  }

  /** The version of the package that an update wants; `undefined` when there is no such package. */
  versionOf(upgrade: UpgradeAction): string | undefined {
    return this.#known.get(keyOf(upgrade))?.version;
  }

  isGiven(upgrade: UpgradeAction): boolean {
    return this.#known.get(keyOf(upgrade))?.deviceNames.has(upgrade.device.deviceName) ?? false;
  }

  async #lookUp({ device, moduleName, firmware }: UpgradeAction): Promise<Given> {
    const ofVersion = 'version' in firmware ? { DestVersion: firmware.version } : {};
    const deviceNames = new Set<string>();
    let version: string | undefined;
    const listed = this.#iot.paginate(ListOTAFirmware, { ProductKey: device.productKey, ...ofVersion });
    for await (const { FirmwareId, FirmwareName, DestVersion, ModuleName } of listed) {
      const isIt = 'version' in firmware ? DestVersion === firmware.version : FirmwareName === firmware.name;
      // A package that names no module is for the default one.
      if (!isIt || !FirmwareId || (ModuleName || 'default') !== moduleName) continue;
      version = DestVersion ?? version;
      await this.#addDevices(FirmwareId, device.productKey, deviceNames);
    }
    return { version, deviceNames };
  }

  async #addDevices(firmwareId: string, productKey: string, deviceNames: Set<string>): Promise<void> {
    const jobs = this.#iot.paginate(ListOTAJobByFirmware, { FirmwareId: firmwareId });
    for await (const { JobId, JobStatus, UtcCreate } of jobs) {
      const isYoung = Date.parse(UtcCreate ?? '') > this.#now - notAgainWithin;
      if (!JobId || !(isYoung || unfinished.has(JobStatus))) continue;
      for await (const task of this.#iot.paginate(ListOTATaskByJob, { JobId })) {
        if (task.ProductKey !== productKey || !task.DeviceName) continue;
        if (isYoung || unfinishedTasks.has(task.TaskStatus)) deviceNames.add(task.DeviceName);
      }
    }
  }
}

function keyOf({ device, moduleName, firmware }: UpgradeAction): string {
  return `${device.productKey}/${moduleName}/${choiceKey(firmware)}`;
}
