import * as z from 'zod/mini';
import { readDuration } from '../duration.ts';
import type { Mistake, Report } from '../mistake.ts';
import type { Count } from '../rules.ts';
import { readObject, readValue } from './object.ts';

const countRule = 'must be a whole number from 2 to 1000';
const countSchema = z
  .int({ error: countRule })
  .check(z.minimum(2, { error: countRule }), z.maximum(1000, { error: countRule }));

/** The longest stretch in which events are counted. */
const thirtyDays = 30 * 86_400_000;

/** Reads a rule's `when`: `{ count: 5, within: 10m }`. */
export function readCount(value: unknown, path: Mistake['path'], report: Report): Count | undefined {
  const fields = readObject(value, path, ['count', 'within'], [], report);
  if (fields === undefined) return undefined;
  const count =
    'count' in fields ? readValue(countSchema, fields.count, [...path, 'count'], report) : undefined;
  const within = typeof fields.within === 'string' ? readDuration(fields.within) : undefined;
  const isRight = within !== undefined && within <= thirtyDays;
  if ('within' in fields && !isRight)
    report({
      path: [...path, 'within'],
      message: 'must be a time such as 30s, 10m, 2h or 1d, at most 30d',
      value: fields.within,
    });
  return count !== undefined && isRight ? { count, within } : undefined;
}
