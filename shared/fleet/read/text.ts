import * as z from 'zod/mini';

/** Text of which a rule holds. YAML takes what looks like a number for one, and 1.10 is then 1.1: hence the quotes. */
export function textSchema(pattern: RegExp, rule: string) {
  return z
    .string({
      error: ({ input }) =>
        typeof input === 'number' || typeof input === 'boolean' ? 'must be text, in quotes' : rule,
    })
    .check(z.regex(pattern, { error: rule }));
}
