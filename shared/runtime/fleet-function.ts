import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reading } from '../../events/message.ts';
import type { ApplyOptions } from '../fleet/apply.ts';
import type { Duty } from '../fleet/duty.ts';
import { type Fleet, onlyRules } from '../fleet/fleet.ts';
import { loadFleetFile } from '../fleet/fleet-file.ts';
import { type Reaction, react } from '../fleet/react.ts';
import type { IotClient, ViewOptions } from '../iot/client.ts';
import type { Store } from '../store/store.ts';
import { type Equipment, equip, type Surroundings } from './equipment.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { FunctionSettings } from './settings.ts';

/** A function that lets rules decide on messages, ready: its rules read, its equipment made. */
export class FleetFunction {
  readonly #duty: Duty;
  readonly #fleet: Fleet;
  readonly #equipment: Equipment;

  /**
   * @param duty the kinds of rules that it carries out; the others of the file are none of its business
   * @throws SettingsError when the region is not known
   * @throws FleetFileError when the file has mistakes; such a function must not start
   */
  constructor(duty: Duty, settings: FunctionSettings, surroundings: Surroundings) {
    const file = settings.fleetFile ?? join(surroundings.codeFolder, 'fleet.yaml');
    this.#duty = duty;
    this.#fleet = onlyRules(loadFleetFile(readFileSync(file, 'utf8'), file), duty.kinds);
    this.#equipment = equip(settings, surroundings);
  }

  get store(): Store {
    return this.#equipment.store;
  }

  /** The log of one invocation, or of a host's whole run. */
  log(requestId?: string): Log {
    return this.#equipment.log(requestId);
  }

  /**
   * Lets the rules decide on messages and carries out what they decide.
   *
   * @param metrics what is done is counted here
   * @param within whose credentials to take, and by when to be done
   */
  async react(
    readings: readonly Reading[],
    log: Log,
    metrics: Metrics,
    within: ViewOptions = {},
  ): Promise<Reaction[]> {
    const reactions = await react(readings, { ...this.means(metrics, within), log });
    metrics.messages(readings, reactions, Date.now());
    return reactions;
  }

  /**
   * The rules, and what carrying out what they want takes.
   *
   * @param metrics calls are counted here
   * @param within whose credentials to take, and by when to be done
   */
  means(
    metrics: Metrics,
    within: ViewOptions = {},
  ): ApplyOptions & { readonly iot: IotClient; readonly fleet: Fleet } {
    const { iot, store } = this.#equipment;
    return {
      fleet: this.#fleet,
      carriers: this.#duty.carriers,
      iot: iot.with({ ...within, onCall: (record) => metrics.call(record) }),
      store,
      now: Date.now,
      deadline: within.deadline,
      signal: within.signal,
    };
  }

  close(): Promise<void> {
    return this.#equipment.close();
  }
}
