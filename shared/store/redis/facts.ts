import type { Store } from '../store.ts';
import type { Answer, RedisConnection } from './connection.ts';
import { script } from './connection.ts';

/** `<until> <value>` under each fact's key. ARGV: of each, that and for how long it stays. */
const remember = script(`
for index, key in ipairs(KEYS) do
  redis.call('SET', key, ARGV[2 * index - 1], 'PX', ARGV[2 * index])
end`);

/** @param grace for how many milliseconds an entry outlives its end, as the clocks of instances differ */
export function facts(
  redis: RedisConnection,
  keyOf: (key: string) => string,
  grace: number,
): Pick<Store, 'remember' | 'recall' | 'forget'> {
  return {
    async remember(remembered, now) {
      if (remembered.length === 0) return;
      await redis.run(
        remember,
        remembered.map(({ key }) => keyOf(key)),
        remembered.flatMap(({ value, keepFor }) => [`${now + keepFor} ${value}`, keepFor + grace]),
      );
    },

    async recall(keys, now) {
      if (keys.length === 0) return [];
      const answers = (await redis.command(['MGET', ...keys.map(keyOf)])) as readonly Answer[];
      return answers.map((answer) => {
        if (typeof answer !== 'string') return undefined;
        const space = answer.indexOf(' ');
        return Number(answer.slice(0, space)) > now ? answer.slice(space + 1) : undefined;
      });
    },

    async forget(keys) {
      if (keys.length > 0) await redis.command(['DEL', ...keys.map(keyOf)]);
    },
  };
}
