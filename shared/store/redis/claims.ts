import type { Store } from '../store.ts';
import type { Answer, RedisConnection } from './connection.ts';
import { script } from './connection.ts';

/** `<until> <owner>` under each claim's key. ARGV: now, grace, then owner and holdFor of each. */
const claim = script(`
local now, grace = tonumber(ARGV[1]), tonumber(ARGV[2])
local answers = {}
for index, key in ipairs(KEYS) do
  local owner, holdFor = ARGV[2 * index + 1], tonumber(ARGV[2 * index + 2])
  local held = redis.call('GET', key)
  if held and tonumber(held:match('^%S+')) > now then
    answers[index] = 0
  else
    redis.call('SET', key, string.format('%.17g', now + holdFor) .. ' ' .. owner, 'PX', holdFor + grace)
    answers[index] = 1
  end
end
return answers`);

/** ARGV: the owner of each. */
const release = script(`
for index, key in ipairs(KEYS) do
  local held = redis.call('GET', key)
  if held and held:match('^%S+ (.*)$') == ARGV[index] then redis.call('DEL', key) end
end`);

/** @param grace for how many milliseconds an entry outlives its end, as the clocks of instances differ */
export function claims(
  redis: RedisConnection,
  keyOf: (key: string) => string,
  grace: number,
): Pick<Store, 'claim' | 'release'> {
  return {
    async claim(offered, now) {
      if (offered.length === 0) return [];
      const granted = (await redis.run(
        claim,
        offered.map(({ key }) => keyOf(key)),
        [now, grace, ...offered.flatMap(({ owner, holdFor }) => [owner, holdFor])],
      )) as readonly Answer[];
      return granted.map((answer) => answer === 1);
    },

    async release(held) {
      if (held.length === 0) return;
      await redis.run(
        release,
        held.map(({ key }) => keyOf(key)),
        held.map(({ owner }) => owner),
      );
    },
  };
}
