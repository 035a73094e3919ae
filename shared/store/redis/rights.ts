import type { Rights, RightsAnswer } from '../../iot/shared-quota.ts';
import type { RedisConnection } from './connection.ts';
import { script } from './connection.ts';

/**
 * `<next> <pausedUntil>` under each operation's key, by the server's clock: when the next right that nobody has is
 * good, and until when the last pause is. ARGV: count, interval, age, pause.
 */
const reserve = script(`
local count, interval, age, pause = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local nextRight, pausedUntil = now, 0
local known = redis.call('GET', KEYS[1])
if known then
  local first, second = known:match('^(%S+) (%S+)$')
  nextRight, pausedUntil = tonumber(first), tonumber(second)
end
local first = math.max(nextRight, now - age)
if pause > 0 and pausedUntil <= now then
  pausedUntil = now + pause
  first = math.max(first, now) + pause
end
nextRight = first + count * interval
local keepFor = math.ceil(math.max(nextRight - now, 0) + 60000)
redis.call('SET', KEYS[1], string.format('%.17g %.17g', nextRight, pausedUntil), 'PX', keepFor)
return { string.format('%.17g', now), string.format('%.17g', first), string.format('%.17g', pausedUntil) }`);

/** Counts the rights to calls in a Redis, for all instances that have its prefix. */
export function redisRights(redis: RedisConnection, prefix: string): Rights {
  const ask = async (operation: string, values: readonly number[]): Promise<RightsAnswer> => {
    const answer = (await redis.run(reserve, [`${prefix}quota:${operation}`], values)) as readonly string[];
    const [now = Number.NaN, first = Number.NaN, pausedUntil = Number.NaN] = answer.map(Number);
    return { now, first, pausedUntil };
  };
  return {
    reserve: (operation, count, interval, age) => ask(operation, [count, interval, age, 0]),
    pause: (operation, milliseconds) => ask(operation, [0, 0, 0, milliseconds]),
  };
}
