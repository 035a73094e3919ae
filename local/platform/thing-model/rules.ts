import * as z from 'zod/mini';
import { said } from '../../../shared/iot/schema.ts';

/** Rules of the guide's section 4.10.19 that hold however a thing model is written down. */

const reserved: ReadonlySet<string> = new Set(['set', 'get', 'post', 'property', 'event', 'time', 'value']);

export const identifierRule = z.string().check(
  z.regex(/^[A-Za-z0-9_]{1,50}$/, 'must be 1 to 50 letters, digits and underscores'),
  z.refine((text) => !reserved.has(text), `must be none of ${[...reserved].join(', ')}`),
);

export const nameRule = z
  .string()
  .check(
    z.regex(
      /^[\p{L}\p{Nd}][\p{L}\p{Nd}_.-]{0,29}$/u,
      'must be 1 to 30 letters, digits, "-", "_" and ".", and start with a letter or digit',
    ),
  );

export const choiceNameRule = z
  .string()
  .check(
    z.regex(
      /^[\p{L}\p{Nd}][\p{L}\p{Nd}_-]{0,19}$/u,
      'must be 1 to 20 letters, digits, "_" and "-", and start with a letter or digit',
    ),
  );

export const wholeNumber = /^[+-]?\d+$/;
export const anyNumber = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** In bytes. */
export const longestText = 2048;

/** A property's or service's or event's address from outside: with its module before it when that is a custom one. */
export const featureKey = /^([A-Za-z0-9_]{1,30}:)?[A-Za-z0-9_]{1,50}$/;

/** Said of a data type that the place does not take. */
export const unknownType = { error: 'is none of the data types that may stand here' };

/** The lower bound must not be above the upper one. */
export const boundsRule = z.refine<{ readonly min: string; readonly max: string }>(
  ({ min, max }) => Number(min) <= Number(max),
  'max must not be below min',
);

/**
 * Reads one value by two schemas, and gives what both make of it. An intersection does not do here: it takes it for
 * a mistake of the program when two readings differ, as they do where one of them fails.
 */
export const together = <One extends object, Other extends object>(
  one: z.ZodMiniType<One>,
  other: z.ZodMiniType<Other>,
): z.ZodMiniType<One & Other> =>
  z.pipe(
    z.unknown(),
    z.transform((value, { issues }) => {
      const first = one.safeParse(value, { error: said });
      const second = other.safeParse(value, { error: said });
      if (first.success && second.success) return { ...first.data, ...second.data };
      for (const { path, message } of [...(first.error?.issues ?? []), ...(second.error?.issues ?? [])]) {
        issues.push({ code: 'custom', path: [...path], message, input: value });
      }
      return z.NEVER;
    }),
  );
