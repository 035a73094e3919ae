import { allDuties } from '../../shared/fleet/duty.ts';
import type { CredentialsSource } from '../../shared/iot/credentials.ts';
import type { Surroundings } from '../../shared/runtime/equipment.ts';
import { FleetFunction } from '../../shared/runtime/fleet-function.ts';
import { measure } from '../../shared/runtime/metrics.ts';
import { readSweepSettings } from '../../shared/runtime/timer-settings.ts';
import { anyWalk } from './any-walk.ts';
import { type Sweep, sweep } from './sweep.ts';

/** How one sweep goes. */
export interface SweepRun {
  readonly credentials: CredentialsSource;
  /** Begins nothing new once it is aborted. */
  readonly stop?: AbortSignal;
  /** By when all has to be over, in epoch milliseconds; a dry run on a host has no such time. */
  readonly deadline?: number;
  /** The keys of the products; those of the environment when left out. */
  readonly productKeys?: readonly string[];
  readonly dryRun: boolean;
  readonly requestId?: string;
}

/** The end of a sweep is for finishing what is in hand. */
const finishing = 30_000;

/** So long after its deadline a sweep that has not said that it is over is none any more. */
const grace = 30_000;

/** Sweeps the products of the environment: the same for a timer's invocation and for a host. */
export class Sweeper {
  readonly #fleet: FleetFunction;
  readonly #productKeys: readonly string[];

  /**
   * @throws SettingsError when the environment is not right
   * @throws FleetFileError when the rules are not right
   */
  constructor(environment: NodeJS.ProcessEnv, surroundings: Surroundings) {
    const settings = readSweepSettings(environment);
    this.#productKeys = settings.productKeys;
    this.#fleet = new FleetFunction(allDuties, settings, surroundings);
  }

  run({ dryRun, requestId, productKeys = this.#productKeys, stop, ...within }: SweepRun): Promise<Sweep> {
    const fleet = this.#fleet;
    const log = fleet.log(requestId);
    const { deadline = Number.POSITIVE_INFINITY } = within;
    const time = deadline - Date.now();
    return measure(log, (metrics) =>
      sweep({
        ...fleet.means(metrics, within),
        productKeys,
        walk: anyWalk,
        log,
        metrics,
        dryRun,
        stop,
        stopAt: deadline - Math.min(finishing, time / 3),
        holdFor: time + grace,
      }),
    );
  }

  close(): Promise<void> {
    return this.#fleet.close();
  }
}
