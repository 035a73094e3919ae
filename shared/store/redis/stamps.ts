import type { Stamp, Store } from '../store.ts';
import type { Answer, RedisConnection } from './connection.ts';
import { script } from './connection.ts';
import { isNewer } from './order.ts';

/** `<time> <by>` under each slot's key. KEYS: the slots. ARGV: keepFor, then time and by of each; no time only asks. */
const newest = script(
  isNewer,
  `
local answers = {}
for index, key in ipairs(KEYS) do
  local time, by = ARGV[2 * index], ARGV[2 * index + 1]
  local known = redis.call('GET', key)
  if time == '' then
    answers[index] = known
  else
    local newest = time .. ' ' .. by
    if known then
      local knownTime, knownBy = known:match('^(%S+) (.*)$')
      if not isNewer(tonumber(time), by, tonumber(knownTime), knownBy) then newest = known end
    end
    redis.call('SET', key, newest, 'PX', ARGV[1])
    answers[index] = newest
  end
end
return answers`,
);

/** @param keepFor for how many milliseconds after its last offer a slot is kept */
export function stamps(
  redis: RedisConnection,
  keyOf: (slot: string) => string,
  keepFor: number,
): Pick<Store, 'newest'> {
  return {
    async newest(offers) {
      if (offers.length === 0) return [];
      const answers = (await redis.run(
        newest,
        offers.map(({ slot }) => keyOf(slot)),
        [keepFor, ...offers.flatMap(({ stamp }) => [stamp?.time ?? '', stamp?.by ?? ''])],
      )) as readonly Answer[];
      return answers.map(read);
    },
  };
}

function read(answer: Answer): Stamp | undefined {
  if (typeof answer !== 'string') return undefined;
  const space = answer.indexOf(' ');
  return { time: Number(answer.slice(0, space)), by: answer.slice(space + 1) };
}
