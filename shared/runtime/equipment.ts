import { Cancellation } from '../iot/cancellation.ts';
import { createIotClient, type IotClient } from '../iot/client.ts';
import { systemClock } from '../iot/clock.ts';
import { type CredentialsSource, contextCredentials } from '../iot/credentials.ts';
import { defaultShare, TokenBuckets } from '../iot/quota.ts';
import { loadRedis } from '../store/load-redis.ts';
import { createMemoryStore } from '../store/memory.ts';
import type { Store } from '../store/store.ts';
import type { FunctionContext } from './context.ts';
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

/** Where a function of Function Compute runs. */
export function surroundingsOf(context: FunctionContext, codeFolder: string): Surroundings {
  return {
    functionName: context.function.name,
    codeFolder,
    regionId: context.region,
    credentials: contextCredentials(context),
  };
}

/** What every function works with, kept from one invocation to the next. */
export interface Equipment {
  readonly iot: IotClient;
  readonly store: Store;
  /** The log of one invocation, or of a host's whole run. */
  log(requestId?: string): Log;
  close(): Promise<void>;
}

/** @throws SettingsError when the region is not known */
export function equip(settings: FunctionSettings, surroundings: Surroundings): Equipment {
  const { functionName, regionId, credentials } = surroundings;
  const region = settings.regionId ?? regionId;
  if (region === undefined)
    throw new SettingsError(['IOT_REGION_ID is missing: it is a region ID such as cn-shanghai']);
  const log = (requestId?: string) =>
    createLog({ function: functionName, ...(requestId !== undefined && { requestId }) });
  const ownShare = settings.quotaShare ?? defaultShare;
  const shared =
    settings.redisUrl === undefined
      ? { store: createMemoryStore(), quota: { share: ownShare } }
      : loadRedis({
          url: settings.redisUrl,
          namespace: joined(region, settings.instanceId, settings.redisNamespace),
          quotaNamespace: joined(region, settings.instanceId),
          ownShare: new TokenBuckets(ownShare, systemClock, new Cancellation(systemClock)),
          log: log(),
        });
  const iot = createIotClient({
    regionId: region,
    endpoint: settings.endpoint,
    iotInstanceId: settings.instanceId,
    credentials,
    quota: shared.quota,
    logger: log(),
  });
  return {
    iot,
    store: shared.store,
    log,
    async close() {
      await iot.close();
      await shared.store.close();
    },
  };
}

const joined = (...names: (string | undefined)[]): string =>
  names.filter((name) => name !== undefined).join(':');
