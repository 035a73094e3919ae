import * as z from 'zod/mini';
import { said } from '../schema.ts';
import { once } from './once.ts';

/** What every answer carries besides the operation's own fields. */
export interface Answer {
  /** The platform's id of the request, to be named in a ticket. */
  RequestId?: string | null | undefined;
  /** Whether the call did what it was asked. */
  Success?: boolean | null | undefined;
  /** The error code of a failed call. */
  Code?: string | null | undefined;
  /** The error message of a failed call. */
  ErrorMessage?: string | null | undefined;
}

/** A text in a list of an answer. */
export const heldText = /* @__PURE__ */ once(() => z.string({ error: said }));

// A field of an answer may be left out, or be null.
export const maybeText = /* @__PURE__ */ once(() => z.nullish(heldText()));
export const maybeNumber = /* @__PURE__ */ once(() => z.nullish(z.number({ error: said })));
export const maybeFlag = /* @__PURE__ */ once(() => z.nullish(z.boolean({ error: said })));
export const maybeTextOrNumber = /* @__PURE__ */ once(() =>
  z.nullish(z.union([z.string(), z.number()], { error: 'must be a string or a number' })),
);

/** A structure of an answer; fields that the catalogue does not know are kept. */
export const fields = <Shape extends Record<string, z.ZodMiniType>>(shape: Shape) =>
  z.looseObject(shape, { error: said });

export const maybeFields = <Shape extends Record<string, z.ZodMiniType>>(shape: Shape) =>
  z.nullish(fields(shape));

/** A list of an answer. */
export const maybeList = <Item extends z.ZodMiniType>(item: Item) =>
  z.nullish(z.array(item, { error: said }));

/** The answer of an operation, with the fields that every answer has. */
export const answer = <Shape extends Record<string, z.ZodMiniType>>(shape: Shape) =>
  fields({
    RequestId: maybeText(),
    Success: maybeFlag(),
    Code: maybeText(),
    ErrorMessage: maybeText(),
    ...shape,
  });
