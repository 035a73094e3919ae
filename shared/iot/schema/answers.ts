import * as z from 'zod/mini';
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

export const heldText = /* @__PURE__ */ once(() => z.string());
export const heldNumber = /* @__PURE__ */ once(() => z.number());
export const heldFlag = /* @__PURE__ */ once(() => z.boolean());
export const heldTextOrNumber = /* @__PURE__ */ once(() => z.union([z.string(), z.number()]));

// A field of an answer may be left out, or be null.
export const maybeText = /* @__PURE__ */ once(() => z.nullish(heldText()));
export const maybeNumber = /* @__PURE__ */ once(() => z.nullish(heldNumber()));
export const maybeFlag = /* @__PURE__ */ once(() => z.nullish(heldFlag()));
export const maybeTextOrNumber = /* @__PURE__ */ once(() => z.nullish(heldTextOrNumber()));

/** A structure of an answer; fields that the catalogue does not know are kept. */
export const fields = <Shape extends Record<string, z.ZodMiniType>>(shape: Shape) => z.looseObject(shape);

export const maybeFields = <Shape extends Record<string, z.ZodMiniType>>(shape: Shape) =>
  z.nullish(fields(shape));

/** A list of an answer. */
export const maybeList = <Item extends z.ZodMiniType>(item: Item) => z.nullish(z.array(item));

/** The answer of an operation, with the fields that every answer has. */
export const answer = <Shape extends Record<string, z.ZodMiniType>>(shape: Shape) =>
  z.looseObject({
    RequestId: maybeText(),
    Success: maybeFlag(),
    Code: maybeText(),
    ErrorMessage: maybeText(),
    ...shape,
  });
