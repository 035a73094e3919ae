import type { DeadLetter } from '../../../events/dead-letter.ts';
import type { Store } from '../store.ts';
import type { Answer, RedisConnection } from './connection.ts';
import { script } from './connection.ts';

/** The letters by their ids (KEYS[1]), and their ids by when they came, in microseconds of the server (KEYS[2]). */
const dropOld = `
local function drop(id)
  redis.call('HDEL', KEYS[1], id)
  return redis.call('ZREM', KEYS[2], id)
end
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local function dropOld(keepFor)
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now - keepFor * 1000)) do drop(id) end
end`;

/** ARGV: keepFor, how many at most, then id and letter of each. */
const keep = script(
  dropOld,
  `
dropOld(tonumber(ARGV[1]))
local answers = {}
for first = 3, #ARGV, 2 do
  local isNew = redis.call('HSETNX', KEYS[1], ARGV[first], ARGV[first + 1])
  if isNew == 1 then redis.call('ZADD', KEYS[2], string.format('%.17g', now + first), ARGV[first]) end
  answers[#answers + 1] = isNew
end
local tooMany = redis.call('ZCARD', KEYS[2]) - tonumber(ARGV[2])
if tooMany > 0 then
  for _, id in ipairs(redis.call('ZRANGE', KEYS[2], 0, tooMany - 1)) do drop(id) end
end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
redis.call('PEXPIRE', KEYS[2], ARGV[1])
return answers`,
);

/** ARGV: keepFor. */
const list = script(
  dropOld,
  `
dropOld(tonumber(ARGV[1]))
local letters = {}
for index, id in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do letters[index] = redis.call('HGET', KEYS[1], id) end
return letters`,
);

/** ARGV: the ids. */
const drop = script(
  dropOld,
  `
local answers = {}
for index, id in ipairs(ARGV) do answers[index] = drop(id) end
return answers`,
);

/**
 * @param most beyond so many, the oldest go
 * @param keepFor for how many milliseconds they are kept
 */
export function deadLetters(
  redis: RedisConnection,
  keyOf: (part: 'letters' | 'order') => string,
  most: number,
  keepFor: number,
): Pick<Store, 'keepDeadLetters' | 'deadLetters' | 'dropDeadLetters'> {
  const keys = [keyOf('letters'), keyOf('order')];
  return {
    async keepDeadLetters(letters) {
      if (letters.length === 0) return [];
      const texts = letters.flatMap((letter) => [letter.id, JSON.stringify(letter)]);
      const answers = (await redis.run(keep, keys, [keepFor, most, ...texts])) as readonly Answer[];
      return answers.map((answer) => answer === 1);
    },

    async deadLetters() {
      const letters = (await redis.run(list, keys, [keepFor])) as readonly string[];
      return letters.map((letter): DeadLetter => JSON.parse(letter));
    },

    async dropDeadLetters(ids) {
      if (ids.length === 0) return [];
      const answers = (await redis.run(drop, keys, ids)) as readonly Answer[];
      return answers.map((answer) => answer === 1);
    },
  };
}
