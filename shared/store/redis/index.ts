import { Cancellation } from '../../iot/cancellation.ts';
import { systemClock } from '../../iot/clock.ts';
import type { Quota } from '../../iot/quota.ts';
import { type QuotaLog, SharedQuota } from '../../iot/shared-quota.ts';
import type { Store } from '../store.ts';
import { RedisConnection } from './connection.ts';
import { redisRights } from './rights.ts';
import { createRedisStore } from './store.ts';

export interface RedisOptions {
  /** `redis://` or `rediss://`, with the user and password if there are any. */
  readonly url: string;
  /** Whose entries these are; several fleets can share a Redis. */
  readonly namespace: string;
  /** Whose calls are counted together: all fleets' of an account and an instance of IoT Platform. */
  readonly quotaNamespace: string;
  /** Keeps calls within this instance's own share while Redis is gone. */
  readonly ownShare: Quota;
  readonly log: QuotaLog;
}

/** What instances share. Closing the store closes the connection. */
export interface Shared {
  readonly store: Store;
  readonly quota: Quota;
}

/** Opens what instances share through a Redis. It connects when it is first asked. */
export function openRedis({ url, namespace, quotaNamespace, ownShare, log }: RedisOptions): Shared {
  const redis = new RedisConnection(url);
  return {
    store: createRedisStore(redis, prefixOf(namespace)),
    quota: new SharedQuota({
      rights: redisRights(redis, prefixOf(quotaNamespace)),
      ownShare,
      clock: systemClock,
      cancellation: new Cancellation(systemClock),
      log,
    }),
  };
}

/** With the hash tag, a cluster has all keys in one place, as a script over several of them needs it. */
const prefixOf = (namespace: string): string => `{fleetkeeper:${namespace}}:`;
