import { randomUUID } from 'node:crypto';
import type { Action, Outcome, UpgradeAction } from '../../shared/fleet/action.ts';
import { type ApplyOptions, apply } from '../../shared/fleet/apply.ts';
import { deviceKey } from '../../shared/fleet/device-name.ts';
import type { Fleet } from '../../shared/fleet/fleet.ts';
import type { IotClient } from '../../shared/iot/client.ts';
import { type Log, logOutcome, logSkip } from '../../shared/runtime/log.ts';
import type { Metrics } from '../../shared/runtime/metrics.ts';
import { type Derivable, derivableOf } from './derivable.ts';
import { differ } from './differ.ts';
import { GivenUpdates } from './given-updates.ts';
import { GroupIds } from './group-ids.ts';
import { imply } from './imply.ts';
import { outstanding } from './outstanding.ts';
import type { PresentDevice } from './present-device.ts';
import { inTurn, type Progress, recallProgress, rememberProgress } from './progress.ts';
import { findSilences } from './silence.ts';
import type { Walk } from './walk.ts';

export interface SweepOptions extends ApplyOptions {
  readonly iot: IotClient;
  readonly fleet: Fleet;
  readonly productKeys: readonly string[];
  readonly walk: Walk;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Only says what it would do: writes nothing, neither to the platform nor to the store. */
  readonly dryRun: boolean;
  /** From when on nothing new is begun, in epoch milliseconds, so that what is in hand is done by the deadline. */
  readonly stopAt: number;
  /** Begins nothing new once it is aborted. */
  readonly stop?: AbortSignal | undefined;
  /** How long no other sweep may begin if this one ends without saying so, in milliseconds. */
  readonly holdFor: number;
}

/** What a sweep did. */
export interface Sweep {
  readonly devices: number;
  /** What could not be looked at, a device or a part of a page; the log tells why. */
  readonly failed: number;
  /** How many actions of each kind were found wanting. */
  readonly differences: Partial<Record<Action['kind'], number>>;
  readonly outcomes: Partial<Record<Action['kind'], Partial<Record<Outcome['result'], number>>>>;
  /** Whether all products were swept to their end. */
  readonly complete: boolean;
  /** The products that were not, and why. */
  readonly stopped: readonly Stopped[];
}

export interface Stopped {
  readonly productKey: string;
  readonly reason: string;
  /** Whether only the time was over, so that the next sweep goes on from here. */
  readonly isToGoOn: boolean;
}

/** What is found wanting is carried out when it is so much, or at the latest after so many devices. */
const actionsTogether = 200;
const devicesTogether = 1_000;

/** A change can be seen by a search within ten seconds; and clocks differ. */
const visibleWithin = 60_000;

const claimKey = 'sweep-fleet';

/**
 * Walks all devices of the products and puts right what differs from what the rules imply for their present state.
 *
 * Two sweeps with one store do not run at once: the second ends at once. A product that was not done by `stopAt` is
 * gone on with by the next sweep.
 */
export async function sweep(options: SweepOptions): Promise<Sweep> {
  const { productKeys, store, now, log, dryRun, holdFor } = options;
  const startedAt = now();
  const claim = { key: claimKey, owner: randomUUID() };
  if (!dryRun) {
    const [isMine] = await store.claim([{ ...claim, holdFor }], startedAt);
    if (!isMine) {
      log.warn('Another sweep is under way, and this one ends.');
      const reason = 'another sweep is under way';
      return {
        ...nothing,
        stopped: productKeys.map((productKey) => ({ productKey, reason, isToGoOn: false })),
      };
    }
  }
  try {
    const sweeping = new Sweeping(options);
    const sum = await sweeping.run();
    const { stopped } = sum;
    const message = dryRun ? 'The dry run of a sweep is over.' : 'The sweep is over.';
    const about = { ...sum, duration: now() - startedAt };
    if (sum.failed > 0 || stopped.some(({ isToGoOn }) => !isToGoOn)) log.error(message, about);
    else log.info(message, about);
    return sum;
  } finally {
    if (!dryRun) await store.release([claim]);
  }
}

const nothing: Sweep = {
  devices: 0,
  failed: 0,
  differences: {},
  outcomes: {},
  complete: false,
  stopped: [],
};
const outOfTime = { reason: 'the time was over; the next sweep goes on from here', isToGoOn: true };

/** What was found wanting, and where the walk was by then. */
interface Found {
  readonly actions: Action[];
  devices: number;
  /** The moment of the oldest state among it. */
  asOf: number;
}

class Sweeping {
  readonly #options: SweepOptions;
  readonly #derivable: Derivable;
  readonly #groupIds: GroupIds;
  readonly #updates: GivenUpdates;
  #devices = 0;
  #failed = 0;
  readonly #differences: Record<string, number> = {};
  readonly #outcomes: Record<string, Record<string, number>> = {};

  constructor(options: SweepOptions) {
    this.#options = options;
    this.#derivable = derivableOf(options.fleet);
    this.#groupIds = new GroupIds(options.iot);
    this.#updates = new GivenUpdates(options.iot, options.now());
  }

  async run(): Promise<Sweep> {
    const { productKeys, store, now, log, dryRun } = this.#options;
    const { leftToMessages } = this.#derivable;
    if (leftToMessages.length > 0)
      log.debug('Some rules are left to messages, as a whole or in part.', { rules: leftToMessages });
    // A dry run looks at all devices, wherever the last sweep was.
    const progress = dryRun ? [] : await recallProgress(productKeys, store, now());
    const stopped: Stopped[] = [];
    for (const [productKey, before] of inTurn(productKeys, progress)) {
      const why = await this.#sweepProduct(productKey, before);
      if (why !== undefined) stopped.push({ productKey, ...why });
    }
    return {
      devices: this.#devices,
      failed: this.#failed,
      differences: this.#differences,
      outcomes: this.#outcomes,
      complete: stopped.length === 0,
      stopped,
    };
  }

  /** @returns why it ended before its end, if it did */
  async #sweepProduct(
    productKey: string,
    before: Progress,
  ): Promise<Omit<Stopped, 'productKey'> | undefined> {
    const { iot, walk, store, log, now, stopAt, stop, dryRun } = this.#options;
    const { endedAt } = before;
    const isOver = () => now() >= stopAt || stop?.aborted === true;
    if (isOver()) return outOfTime;
    let found = nothingFound();
    const carryOut = async (progress: Progress) => {
      await this.#carryOut(found);
      found = nothingFound();
      if (!dryRun) await rememberProgress(productKey, progress, store, now());
    };
    let next = before.cursor;
    try {
      let readAt = now();
      let devices = 0;
      for await (const page of walk(iot, productKey, next, this.#derivable.wanted)) {
        await this.#look(page.devices, found, readAt - visibleWithin);
        if (page.leftOut !== undefined) {
          log.error('Some devices could not be swept.', { productKey, reason: page.leftOut });
          this.#failed += 1;
        }
        next = page.next;
        devices += page.devices.length;
        const isFull = found.actions.length >= actionsTogether || found.devices >= devicesTogether;
        if (next === undefined) await carryOut({ cursor: undefined, endedAt: now() });
        else if (isFull || isOver()) await carryOut({ cursor: next, endedAt });
        if (next !== undefined && isOver()) return outOfTime;
        readAt = now();
      }
      if (devices === 0 && before.cursor === undefined)
        log.warn('A product has no devices; its key may be wrong.', { productKey });
      return undefined;
    } catch (error) {
      const reason = messageOf(error);
      log.error('The sweep of a product was stopped.', { productKey, reason });
      // What was found before is no worse for it.
      await carryOut({ cursor: next, endedAt });
      return { reason, isToGoOn: false };
    }
  }

  /** Adds to what was found what some devices lack. */
  async #look(devices: readonly PresentDevice[], found: Found, asOf: number): Promise<void> {
    const { iot, store, log, metrics } = this.#options;
    const { silenceRules } = this.#derivable;
    const least = Math.min(...silenceRules.map(({ silent }) => silent));
    const silences =
      silenceRules.length > 0 ? await findSilences(devices, least, iot, store, asOf) : undefined;
    for (const [device, error] of silences?.failed ?? []) {
      log.warn('Whether a device is silent could not be found out.', { device, reason: messageOf(error) });
      this.#failed += 1;
    }

    const implied = devices.map((device) => {
      const silentSince = silences?.since.get(deviceKey(device.name));
      const { actions, skipped } = imply(device, this.#derivable, silentSince, asOf);
      for (const skip of skipped) logSkip(log, skip);
      return { device, actions };
    });
    const all = implied.flatMap(({ actions }) => actions);
    await this.#groupIds.find(all.flatMap((action) => (action.kind === 'group' ? [action.path] : [])));
    const wanting = implied.map(({ device, actions }) => ({
      device,
      actions: this.#differ(device, actions),
    }));
    const updates = wanting.flatMap(({ actions }) => actions.filter(isUpgrade));
    await this.#updates.find(updates);
    for (const { device, actions } of wanting) found.actions.push(...this.#differ(device, actions));

    found.devices += devices.length;
    found.asOf = Math.min(found.asOf, asOf);
    this.#devices += devices.length;
    const productKey = devices[0]?.name.productKey;
    if (productKey !== undefined) metrics.add('swept', devices.length, { productKey });
  }

  #differ(device: PresentDevice, actions: readonly Action[]): Action[] {
    return differ(device, actions, {
      groupId: (path) => this.#groupIds.of(path),
      version: (upgrade) =>
        'version' in upgrade.firmware ? upgrade.firmware.version : this.#updates.versionOf(upgrade),
      isGiven: (upgrade) => this.#updates.isGiven(upgrade),
    });
  }

  async #carryOut({ actions: found, asOf }: Found): Promise<void> {
    const { store, log, metrics, dryRun, now } = this.#options;
    const startedAt = now();
    const actions = await outstanding(found, store, asOf, !dryRun);
    for (const { kind } of actions) {
      this.#differences[kind] = (this.#differences[kind] ?? 0) + 1;
      metrics.add('differences', 1, { kind });
    }
    if (dryRun) {
      for (const action of actions) log.info('A sweep would do this.', wouldDo(action));
      return;
    }
    const outcomes = await apply(actions, this.#options);
    metrics.outcomes(outcomes);
    const duration = now() - startedAt;
    for (const outcome of outcomes) {
      logOutcome(log, outcome, duration);
      const ofKind = this.#outcomes[outcome.action.kind] ?? {};
      ofKind[outcome.result] = (ofKind[outcome.result] ?? 0) + 1;
      this.#outcomes[outcome.action.kind] = ofKind;
    }
  }
}

function nothingFound(): Found {
  return { actions: [], devices: 0, asOf: Number.POSITIVE_INFINITY };
}

function isUpgrade(action: Action): action is UpgradeAction {
  return action.kind === 'upgrade';
}

/** An action as a line of the log tells it. */
function wouldDo({ kind, device, reason, ...wanted }: Action): Record<string, unknown> {
  return { action: kind, wanted, ...device, rule: reason.rule };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
