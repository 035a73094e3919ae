import type { ZodMiniType } from 'zod/mini';
import { closestWord } from '../closest.ts';
import type { Mistake, Report } from '../mistake.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is an object with keys, and not a list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Checks that a value is an object with known keys only, and that it has those it must have.
 *
 * @returns the object, whatever else is wrong with it, or `undefined` when it is none
 */
export function readObject(
  value: unknown,
  path: Mistake['path'],
  required: readonly string[],
  optional: readonly string[],
  report: Report,
): Fields | undefined {
  const known = [...required, ...optional];
  if (!isFields(value)) {
    report({ path, message: `must be an object with ${known.join(', ')}`, value });
    return undefined;
  }
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const meant = closestWord(key, known);
    const hint = meant === undefined ? `known here are ${known.join(', ')}` : `did you mean ${meant}?`;
    report({ path: [...path, key], message: `is not a known key; ${hint}` });
  }
  for (const key of required)
    if (!Object.hasOwn(value, key)) report({ path, message: `has no ${key}, which it must have` });
  return value;
}

/** Checks a value with a schema, whose messages say what would be right. */
export function readValue<Value>(
  schema: ZodMiniType<Value>,
  value: unknown,
  path: Mistake['path'],
  report: Report,
): Value | undefined {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  for (const { message } of result.error.issues.slice(0, 1)) report({ path, message, value });
  return undefined;
}
