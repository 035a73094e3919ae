import { createIotClient, type IotClient } from '../../shared/iot/client.ts';
import type { AnsweredCall } from '../platform/api/gateway.ts';
import { type Clock, machineClock } from '../platform/clock.ts';
import { type RunningPlatform, startPlatform } from '../platform/start-platform.ts';

export interface CloudOptions {
  /** With the same seed, the platform makes the same identifiers. */
  readonly seed: number;
  /** What the platform goes by; the machine's unless given. Those who call go by the machine's in any case. */
  readonly clock?: Clock;
  /** Told of every call of the API when it is answered. */
  readonly onCall: (call: AnsweredCall) => void;
  /** Told of what the platform itself got wrong, in a sentence. */
  readonly onFault: (what: string) => void;
}

/** The platform on this machine, and the account's own way to its API. */
export interface Cloud {
  readonly running: RunningPlatform;
  readonly iot: IotClient;
  close(): Promise<void>;
}

/** A bought instance, for a public one has no QueryDeviceBySQL. */
const instanceId = 'iot-fleetkeeper';

/** Starts the platform on ports that are free, and a client with the account's AccessKey. */
export async function startCloud({ seed, clock, onCall, onFault }: CloudOptions): Promise<Cloud> {
  const running = await startPlatform({
    apiPort: 0,
    amqpPort: 0,
    instanceId,
    seed,
    clock,
    callersClock: machineClock,
    onCall,
    onInternalError: (error, operation) => onFault(`The platform failed at ${operation}: ${String(error)}`),
  });
  const { ready } = running;
  const iot = createIotClient({
    regionId: ready.regionId,
    endpoint: ready.api,
    iotInstanceId: instanceId,
    credentials: { accessKeyId: ready.accessKeyId, accessKeySecret: ready.accessKeySecret },
    // Beside the functions, which call other operations, nobody uses this account.
    quota: { share: 0.95 },
  });
  return {
    running,
    iot,
    async close() {
      await iot.close();
      await running.close();
    },
  };
}
