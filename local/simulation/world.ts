import type { Fleet as Rules } from '../../shared/fleet/fleet.ts';
import type { IotClient } from '../../shared/iot/client.ts';
import type { Cloud } from './cloud.ts';
import { Fleet } from './fleet.ts';
import { startFunctions } from './local-functions.ts';
import { type SetUp, setUpAccount } from './set-up.ts';

export interface PopulateOptions {
  /** The account's client. */
  readonly iot: IotClient;
  /** How many devices there are to be. */
  readonly size: number;
  readonly seed: number;
  /** For the update packages that they ask for. */
  readonly rules: Rules;
  /** Takes what the functions log, a line at a time. */
  readonly onLog: (line: string) => void;
}

/** A fleet on a platform, and the functions that keep it. */
export interface World {
  readonly fleet: Fleet;
  readonly setUp: SetUp;
  /** Ends the devices' doings and the functions. */
  close(): Promise<void>;
}

/** Puts an account with a fleet on the platform, its devices not online yet, and sets the functions to work. */
export async function populate(
  cloud: Cloud,
  { iot, size, seed, rules, onLog }: PopulateOptions,
): Promise<World> {
  const setUp = await setUpAccount(iot, rules);
  const { consumerGroupId } = setUp;
  const fleet = new Fleet(cloud.running.platform, iot, setUp, seed);
  // Registering takes its time, so the functions start meanwhile.
  const starting = startFunctions({ running: cloud.running, consumerGroupId, onLog });
  const close = async () => {
    fleet.stop();
    await (await starting).close();
  };
  try {
    await Promise.all([starting, fleet.register(size)]);
  } catch (error) {
    await close().catch(() => {}); // functions that could not start need no end, and are what is told
    throw error;
  }
  return { fleet, setUp, close };
}
