import { readFileSync } from 'node:fs';
import { allDuties } from '../../shared/fleet/duty.ts';
import type { Credentials } from '../../shared/iot/credentials.ts';
import type { Surroundings } from '../../shared/runtime/equipment.ts';
import { FleetFunction } from '../../shared/runtime/fleet-function.ts';
import { measure } from '../../shared/runtime/metrics.ts';
import { type ReceiverSettings, readReceiverSettings } from '../../shared/runtime/settings.ts';
import type { Tally } from '../../shared/runtime/tally.ts';
import type { Endpoint } from './consumer.ts';
import { receive } from './receive.ts';
import type { ConsumerIdentity } from './sign-in.ts';

/** How often a run that goes on for ever writes its metrics, in milliseconds. */
const minute = 60_000;

/** How one run of the receiver goes. */
export interface Run {
  readonly credentials: () => Credentials;
  /** Takes no more messages from then on. */
  readonly stop: AbortSignal;
  /** By when all has to be over, in epoch milliseconds; a host has no such time. */
  readonly deadline?: number;
  readonly requestId?: string;
}

/** The receiver of a consumer group: the same for a timer's invocation and for a host, which differ in their runs. */
export class Receiver {
  readonly #fleet: FleetFunction;
  readonly #endpoint: Endpoint;
  readonly #identity: Omit<ConsumerIdentity, 'clientId'>;
  readonly #connections: number;
  readonly #maxDeliveries: number;

  /**
   * @throws SettingsError when the environment is not right
   * @throws FleetFileError when the rules are not right
   */
  constructor(environment: NodeJS.ProcessEnv, surroundings: Surroundings) {
    const settings = readReceiverSettings(environment);
    this.#endpoint = endpointOf(settings);
    this.#identity = { consumerGroupId: settings.consumerGroupId, iotInstanceId: settings.instanceId };
    this.#connections = settings.amqp.connections;
    this.#maxDeliveries = settings.maxDeliveries;
    this.#fleet = new FleetFunction(allDuties, settings, surroundings);
  }

  async run({ credentials, stop, deadline, requestId }: Run): Promise<Tally> {
    const log = this.#fleet.log(requestId);
    const startedAt = Date.now();
    const sum = await measure(
      log,
      (metrics) =>
        receive({
          endpoint: this.#endpoint,
          identity: this.#identity,
          credentials,
          connections: this.#connections,
          maxDeliveries: this.#maxDeliveries,
          store: this.#fleet.store,
          react: (readings, by) =>
            this.#fleet.react(readings, log, metrics, {
              credentials,
              deadline: Math.min(by, deadline ?? by),
            }),
          log,
          metrics,
          stop,
        }),
      minute,
    );
    log.info('Receiving is over.', { ...sum, duration: Date.now() - startedAt });
    return sum;
  }

  close(): Promise<void> {
    return this.#fleet.close();
  }
}

function endpointOf({ amqp }: ReceiverSettings): Endpoint {
  const { host, port, plain, ca } = amqp;
  const certificateAuthority = ca === undefined ? undefined : readFileSync(ca, 'utf8');
  return { host, port, plain, certificateAuthority };
}
