import type { RedisOptions, Shared } from './redis/index.ts';
import type { Store } from './store.ts';

/**
 * Opens what instances share through a Redis. The code for it is loaded only here, because a function without a Redis
 * starts the faster without it: when functions are built, it is a file of its own beside them, `redis.js`.
 */
export function loadRedis(options: RedisOptions): Shared {
  let shared: Shared | undefined;
  const loading = import('./redis/index.ts').then(({ openRedis }) => {
    shared = openRedis(options);
    return shared;
  });
  // Whoever asks is told.
  loading.catch(() => {});

  return {
    store: onceLoaded(async () => (await loading).store),
    quota: {
      take: (operation, bounds) =>
        shared === undefined
          ? loading.then(({ quota }) => quota.take(operation, bounds))
          : shared.quota.take(operation, bounds),
      throttled: (operation) => shared?.quota.throttled(operation),
    },
  };
}

/** A store before it is there: every call waits for it. */
function onceLoaded(load: () => Promise<Store>): Store {
  return {
    newest: async (offers) => (await load()).newest(offers),
    countWithin: async (occurrences) => (await load()).countWithin(occurrences),
    claim: async (claims, now) => (await load()).claim(claims, now),
    release: async (claims) => (await load()).release(claims),
    remember: async (facts, now) => (await load()).remember(facts, now),
    recall: async (keys, now) => (await load()).recall(keys, now),
    forget: async (keys) => (await load()).forget(keys),
    keepDeadLetters: async (letters) => (await load()).keepDeadLetters(letters),
    deadLetters: async () => (await load()).deadLetters(),
    dropDeadLetters: async (ids) => (await load()).dropDeadLetters(ids),
    noteFailures: async (ids, now) => (await load()).noteFailures(ids, now),
    close: async () => (await load()).close(),
  };
}
