import * as z from 'zod/mini';
import { ListOTAFirmware } from '../../iot/operations/ota.ts';
import type { Store } from '../../store/store.ts';
import type { FirmwareChoice } from '../action.ts';
import type { Calls } from './calls.ts';
import { choiceKey, getOr } from './merge.ts';
import { Verdicted } from './verdict.ts';

/** The update packages that rules name. */
export interface Packages {
  /**
   * The FirmwareId of the product's package for the module, with this name or version.
   *
   * @throws Verdicted when there is none, or it may not be given to devices
   */
  firmwareId(productKey: string, moduleName: string, firmware: FirmwareChoice): Promise<string>;
  /** Forgets what is remembered of the package, because the platform knows better. */
  forget(productKey: string, moduleName: string, firmware: FirmwareChoice): Promise<void>;
}

/** Verification states of a package (sections 4.17.5 and 4.17.6). */
const status = { needsNone: -1, verified: 1, verifying: 2 };

/** A package that is there stays; one that is missing or not verified may be mended any minute. */
const rememberFor = { usable: 10 * 60 * 1000, unusable: 60 * 1000 };

const remembered = z.object({ firmwareId: z.optional(z.string()), status: z.optional(z.number()) });
type Remembered = z.infer<typeof remembered>;

/** A package as rules name it. */
export interface PackageName {
  readonly productKey: string;
  readonly moduleName: string;
  readonly firmware: FirmwareChoice;
}

/**
 * Finds packages, and remembers them for a while: the platform may be asked ten times a second only.
 *
 * @param expected the packages that will be asked for: what the store knows of them is read in one go
 */
export function packages(
  expected: readonly PackageName[],
  calls: Calls,
  store: Store,
  now: () => number,
): Packages {
  const keyOf = (productKey: string, moduleName: string, firmware: FirmwareChoice) =>
    `package/${productKey}/${moduleName}/${choiceKey(firmware)}`;

  const recalled = recall();
  // Whoever asks for a package is told.
  recalled.catch(() => {});

  async function recall(): Promise<Map<string, Remembered | undefined>> {
    const keys = expected.map(({ productKey, moduleName, firmware }) =>
      keyOf(productKey, moduleName, firmware),
    );
    const unique = [...new Set(keys)];
    const facts = await store.recall(unique, now());
    return new Map(unique.map((key, index) => [key, read(facts[index])]));
  }

  async function lookUp(
    productKey: string,
    moduleName: string,
    firmware: FirmwareChoice,
  ): Promise<Remembered> {
    const found = await calls.select(
      ListOTAFirmware,
      { ProductKey: productKey, ...('version' in firmware ? { DestVersion: firmware.version } : {}) },
      (listed) =>
        // A package that names no module is for the default one.
        (listed.ModuleName || 'default') === moduleName &&
        ('version' in firmware
          ? listed.DestVersion === firmware.version
          : listed.FirmwareName === firmware.name),
    );
    // There may be several of one version: one that can be used, and then a full one, serves more devices.
    const [best] = found.sort(
      (one, other) =>
        Number(isUsable(other.Status)) - Number(isUsable(one.Status)) || (one.Type ?? 0) - (other.Type ?? 0),
    );
    return {
      ...(best?.FirmwareId ? { firmwareId: best.FirmwareId } : {}),
      ...(typeof best?.Status === 'number' ? { status: best.Status } : {}),
    };
  }

  async function find(productKey: string, moduleName: string, firmware: FirmwareChoice): Promise<string> {
    const key = keyOf(productKey, moduleName, firmware);
    let known = (await recalled).get(key);
    if (known === undefined) {
      known = await lookUp(productKey, moduleName, firmware);
      const usable = known.firmwareId !== undefined && isUsable(known.status);
      const keepFor = usable ? rememberFor.usable : rememberFor.unusable;
      await store.remember([{ key, value: JSON.stringify(known), keepFor }], now());
    }
    return usableId(known, `${choiceKey(firmware).replace('/', ' ')} of module ${moduleName}`);
  }

  const asked = new Map<string, Promise<string>>();
  return {
    firmwareId(productKey, moduleName, firmware) {
      return getOr(asked, keyOf(productKey, moduleName, firmware), () =>
        find(productKey, moduleName, firmware),
      );
    },
    async forget(productKey, moduleName, firmware) {
      const key = keyOf(productKey, moduleName, firmware);
      asked.delete(key);
      await store.forget([key]);
    },
  };
}

function isUsable(verification: number | null | undefined): boolean {
  // Where the list does not say, the platform will when a batch is made.
  return verification == null || verification === status.verified || verification === status.needsNone;
}

/** A verification that runs ends by itself; for one that is missing or failed somebody has to do something. */
function usableId({ firmwareId, status: verification }: Remembered, named: string): string {
  if (firmwareId === undefined) {
    throw new Verdicted('refused', 'PackageNotFound', `there is no update package with ${named}`);
  }
  if (isUsable(verification)) return firmwareId;
  throw verification === status.verifying
    ? new Verdicted(
        'failed',
        'PackageBeingVerified',
        `the update package with ${named} is still being verified`,
      )
    : new Verdicted('refused', 'PackageNotVerified', `the update package with ${named} is not verified`);
}

function read(fact: string | undefined): Remembered | undefined {
  if (fact === undefined) return undefined;
  try {
    return remembered.parse(JSON.parse(fact));
  } catch {
    // Written by another version of this code: looked up again.
    return undefined;
  }
}
