import type * as z from 'zod/mini';
import type { Loading } from './loading.ts';
import type { Saving } from './saving.ts';

/** One line of a state file: what kind of thing it holds, and the thing. */
export type Line = readonly [kind: string, thing: object];

/** How a part of the state is saved and loaded. */
export interface StatePart {
  /** The part in lines, each of which needs no more than what is in lines before it. */
  save(saving: Saving): Iterable<Line>;
  /** What is to be done with a line, by its kind. */
  readonly kinds: Readonly<Record<string, LineKind>>;
}

export interface LineKind {
  readonly schema: z.ZodMiniType;
  /** @param thing as the schema gives it */
  load(thing: unknown, loading: Loading): void;
}

type LineOf<Schemas extends Record<string, z.ZodMiniType>> = {
  [Kind in keyof Schemas & string]: readonly [Kind, Unchanged<z.input<Schemas[Kind]>>];
}[keyof Schemas & string];

/** The same, and nobody is going to change it. */
type Unchanged<Value> = Value extends object
  ? { readonly [Field in keyof Value]: Unchanged<Value[Field]> }
  : Value;

/**
 * Describes how a part is saved and loaded.
 *
 * @param schemas what the part's lines hold, by their kind
 */
export function statePart<Schemas extends Record<string, z.ZodMiniType>>(
  schemas: Schemas,
  save: (saving: Saving) => Iterable<LineOf<Schemas>>,
  load: { readonly [Kind in keyof Schemas]: (thing: z.output<Schemas[Kind]>, loading: Loading) => void },
): StatePart {
  const kinds = Object.entries(schemas).map(([kind, schema]): [string, LineKind] => [
    kind,
    { schema, load: load[kind] as LineKind['load'] },
  ]);
  return { save: save as StatePart['save'], kinds: Object.fromEntries(kinds) };
}
