import type { ZodMiniType } from 'zod/mini';

/**
 * One operation of IoT Platform's API, as data: what the client needs to send it, and what the local platform
 * needs to check it. Descriptors are generated into `operations/<family>.ts` from `spec/operations/`.
 *
 * The schemas are functions, made on first use: a bundle that names one descriptor carries only that one,
 * and a cold start builds only what it calls.
 */
export interface Operation<Request extends object, Response extends object> {
  /** The API's `Action`, as the vendor spells it: `DisableThing`. */
  readonly name: string;
  readonly family: OperationFamily;
  /** How often an account may call it in a second; its RAM users share this. */
  readonly callsPerSecond: number;
  /** Whether sending the same call twice leaves the same state as sending it once. */
  readonly repeatable: boolean;
  /** Checks the parameters, and turns JSON parameters given as values into the text that goes on the wire. */
  readonly request: () => ZodMiniType<object, Request>;
  /** Describes the answer, unknown fields kept. */
  readonly response: () => ZodMiniType<Response>;
}

/** An operation that answers in pages. */
export interface PagedOperation<Request extends object, Response extends object, Item>
  extends Operation<Request, Response> {
  readonly pages: Pages<Request, Response, Item>;
}

/** How the pages of an operation follow one another. */
export interface Pages<Request extends object, Response extends object, Item> {
  /** `number`: counted pages; `token`: each answer names the next; `time`: each answer tells where to go on. */
  readonly style: 'number' | 'token' | 'time';
  /** What the first page is asked with where the caller says nothing: page 1, the largest page size. */
  readonly first: Partial<Request>;
  readonly items: (response: Response) => readonly Item[];
  /** The parameters that change for the page after this one, or `undefined` when this one is the last. */
  readonly next: (request: Request, response: Response) => Partial<Request> | undefined;
}

export type OperationFamily =
  | 'devices'
  | 'groups'
  | 'messaging'
  | 'ota'
  | 'products'
  | 'rules'
  | 'shadows'
  | 'subscriptions'
  | 'thing-data'
  | 'thing-models'
  | 'topics';
