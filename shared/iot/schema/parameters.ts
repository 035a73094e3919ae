import * as z from 'zod/mini';
import { REQUIRED, said, typeName, unknownNames } from '../schema.ts';

/** A parameter that travels as JSON text: the text itself, or the value to write as JSON. */
export type JsonParameter = string | object;

/** A String parameter. */
export const text = (...checks: z.core.$ZodCheck<string>[]) => z.string({ error: said }).check(...checks);

/** An Integer or Long parameter. */
export const integer = (...checks: z.core.$ZodCheck<number>[]) => z.int({ error: said }).check(...checks);

/** A Boolean parameter. */
export const flag = () => z.boolean({ error: said });

/** A parameter that is one of a few values. */
export const choice = <const Values extends readonly (string | number)[]>(...values: Values) =>
  z.literal<Values>(values, { error: said });

/** A repeated parameter. */
export const list = <Item extends z.ZodMiniType>(item: Item, ...checks: z.core.$ZodCheck<unknown[]>[]) =>
  z.array(item, { error: said }).check(...checks);

/** A parameter that may be left out. */
export const optional = <Schema extends z.ZodMiniType>(schema: Schema) => z.optional(schema);

/**
 * The parameters of a call, or the members of a repeated structure: what is not among them is refused, with the
 * closest known name. `rules` look at several parameters together, even when one of them is already refused.
 */
export const parameters = <Shape extends Record<string, z.ZodMiniType>>(
  shape: Shape,
  ...rules: z.core.$ZodCheck<unknown>[]
) =>
  z
    .strictObject(shape, {
      error: (issue) =>
        issue.code === 'unrecognized_keys' ? unknownNames(issue, Object.keys(shape)) : said(issue),
    })
    .check(...rules);

/** A parameter that travels as JSON text. Takes the text, or a value that it writes as JSON; gives the text. */
export const json = (...checks: z.core.$ZodCheck<string>[]) =>
  z.pipe(
    z.pipe(
      z.custom<JsonParameter>(
        (value) => typeof value === 'string' || (typeof value === 'object' && value !== null),
        {
          error: ({ input }) =>
            input === undefined ? REQUIRED : `must be JSON text or a value for it, not ${typeName(input)}`,
        },
      ),
      z.transform((value, { issues }) => {
        const written = typeof value === 'string' ? value : writtenAsJson(value);
        if (written !== undefined) return written;
        issues.push({ code: 'custom', input: value, message: 'cannot be written as JSON' });
        return z.NEVER;
      }),
    ),
    z.string().check(...checks),
  );

/** What JSON has no place for (a BigInt, a circle) has no text. */
function writtenAsJson(value: object): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
