import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reading } from '../../events/message.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { onlyRules } from '../fleet/fleet.ts';
import { loadFleetFile } from '../fleet/fleet-file.ts';
import { type Reaction, react } from '../fleet/react.ts';
import type { Rule } from '../fleet/rules.ts';
import { createIotClient, type IotClient, type ViewOptions } from '../iot/client.ts';
import type { CredentialsSource } from '../iot/credentials.ts';
import { createMemoryStore } from '../store/memory.ts';
import type { Store } from '../store/store.ts';
import { createLog, type Log } from './log.ts';
import { type FunctionSettings, SettingsError } from './settings.ts';

/** Where a function runs: what a context or a host's start says of it. */
export interface Surroundings {
  readonly functionName: string;
  /** The folder of the code, in which a `fleet.yaml` lies unless the settings name another. */
  readonly codeFolder: string;
  /** Used unless the settings name a region; a host has none. */
  readonly regionId: string | undefined;
  readonly credentials: CredentialsSource;
}

/** A function that is ready: its rules read, its client and its memory made. */
export class FleetFunction {
  readonly #name: string;
  readonly #fleet: Fleet;
  readonly #iot: IotClient;
  readonly #store: Store;

  /**
   * @param kinds the kinds of rules that it carries out; the others of the file are none of its business
   * @throws SettingsError when the region is not known
   * @throws FleetFileError when the file has mistakes; such a function must not start
   */
  constructor(kinds: readonly Rule['kind'][], settings: FunctionSettings, surroundings: Surroundings) {
    const { functionName, codeFolder, regionId, credentials } = surroundings;
    const region = settings.regionId ?? regionId;
    if (region === undefined)
      throw new SettingsError(['IOT_REGION_ID is missing: it is a region ID such as cn-shanghai']);
    const file = settings.fleetFile ?? join(codeFolder, 'fleet.yaml');
    this.#name = functionName;
    this.#fleet = onlyRules(loadFleetFile(readFileSync(file, 'utf8'), file), kinds);
    this.#iot = createIotClient({
      regionId: region,
      endpoint: settings.endpoint,
      iotInstanceId: settings.instanceId,
      credentials,
      logger: createLog({ function: functionName }),
    });
    this.#store = createMemoryStore();
  }

  /** The log of one invocation, or of a host's whole run. */
  log(requestId?: string): Log {
    return createLog({ function: this.#name, ...(requestId !== undefined && { requestId }) });
  }

  /**
   * Lets the rules decide on messages and carries out what they decide.
   *
   * @param within whose credentials to take, and by when to be done
   */
  react(readings: readonly Reading[], log: Log, within: ViewOptions = {}): Promise<Reaction[]> {
    return react(readings, {
      fleet: this.#fleet,
      log,
      iot: this.#iot.with(within),
      store: this.#store,
      now: Date.now,
      deadline: within.deadline,
      signal: within.signal,
    });
  }

  async close(): Promise<void> {
    await this.#iot.close();
    await this.#store.close();
  }
}
