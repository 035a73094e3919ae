import { dayAndHour, mostDeadLetters, type Store } from '../store.ts';
import { claims } from './claims.ts';
import type { RedisConnection } from './connection.ts';
import { deadLetters } from './dead-letters.ts';
import { facts } from './facts.ts';
import { failures } from './failures.ts';
import { stamps } from './stamps.ts';
import { windows } from './windows.ts';

export interface RedisStoreOptions {
  /** How many milliseconds later than others of its time a message can come and still count with them. */
  readonly lateFor?: number;
}

/** Ends are told by the time that is handed in; the server only clears up, and a clock may be behind by so much. */
const grace = 60_000;

const letterFor = 7 * 24 * 3_600_000;

/**
 * Makes a store in a Redis, which all instances share that have its prefix: what one of them learns, all know. Each
 * method is one command, however long the batch, and all that it does is done at once or not at all.
 *
 * @param prefix of all keys, with a hash tag: a cluster then has all of them in one place
 */
export function createRedisStore(
  redis: RedisConnection,
  prefix: string,
  { lateFor = dayAndHour }: RedisStoreOptions = {},
): Store {
  const under = (kind: string) => (name: string) => `${prefix}${kind}:${name}`;
  return {
    ...stamps(redis, under('stamp'), dayAndHour),
    ...windows(redis, under('window'), lateFor),
    ...claims(redis, under('claim'), grace),
    ...facts(redis, under('fact'), grace),
    ...deadLetters(redis, under('dead'), mostDeadLetters, letterFor),
    ...failures(redis, under('failures'), dayAndHour),
    close: () => redis.close(),
  };
}
