import type { Store } from '../store.ts';
import type { RedisConnection } from './connection.ts';
import { script } from './connection.ts';

/** ARGV: keepFor. */
const noteFailures = script(`
local answers = {}
for index, key in ipairs(KEYS) do
  answers[index] = redis.call('INCR', key)
  redis.call('PEXPIRE', key, ARGV[1])
end
return answers`);

/** @param keepFor for how many milliseconds after its last failure a message's count is kept */
export function failures(
  redis: RedisConnection,
  keyOf: (messageId: string) => string,
  keepFor: number,
): Pick<Store, 'noteFailures'> {
  return {
    async noteFailures(messageIds) {
      if (messageIds.length === 0) return [];
      return (await redis.run(noteFailures, messageIds.map(keyOf), [
        keepFor,
      ])) as readonly number[] as number[];
    },
  };
}
