import * as z from 'zod/mini';

/**
 * A field that has to be said, be it that it is undefined; the file then leaves it out. So that no field of a thing can
 * be forgotten: neither where it is saved nor where it is loaded.
 */
export function maybe<Schema extends z.ZodMiniType>(
  schema: Schema,
): z.ZodMiniType<z.output<Schema> | undefined, z.input<Schema> | undefined> {
  // An optional field's type would let it be left out, too.
  return z.optional(schema) as unknown as z.ZodMiniType<
    z.output<Schema> | undefined,
    z.input<Schema> | undefined
  >;
}

/** The names of what a thing holds: not of its methods. */
type FieldOf<Thing> = {
  [Name in keyof Thing]: Thing[Name] extends (...parameters: never) => unknown ? never : Name;
}[keyof Thing];

/**
 * A schema for each field of a thing but those that are left out, for they follow from others, and for what more is to
 * be known of it. A field that comes to the thing later is an error here, until it is saved or left out.
 */
export type FieldsOf<Thing, LeftOut extends FieldOf<Thing> = never, More extends string = never> = Readonly<
  Record<Exclude<FieldOf<Thing>, LeftOut> | More, z.ZodMiniType>
>;

export const text = () => z.string();
export const flag = () => z.boolean();
export const object = () =>
  z.custom<object>((value) => typeof value === 'object' && value !== null, { error: 'must be an object' });
export const count = () => z.int().check(z.gte(0));
/** In epoch milliseconds. */
export const time = () => z.number();
/** Pairs, for an object would sort names that look like numbers to the front. */
export const pairs = () => z.array(z.tuple([z.string(), z.string()]));
