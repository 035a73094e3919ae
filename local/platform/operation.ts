import type { Operation } from '../../shared/iot/operation.ts';
import type { Platform } from './platform.ts';

/** An operation as the local platform carries it out. */
export interface ServedOperation {
  readonly operation: Operation<object, object>;
  readonly refusals: ParameterRefusals;
  readonly run: (request: object, platform: Platform) => object | Promise<object>;
  readonly extras: OperationExtras<object>;
}

/** What only some operations have. */
export interface OperationExtras<Request extends object> {
  /** The quota of the calls like this one, where the guide names one besides the operation's. */
  readonly narrowerQuota?: (request: Request) => Quota | undefined;
  /** What the answer carries, besides code and message, when entries of a list are refused. */
  readonly refusedEntries?: RefusedEntries | readonly RefusedEntries[];
}

/** The fields of a failed answer that tell which entries of a list were refused. */
export interface RefusedEntries {
  /** The list's name. */
  readonly of: string;
  readonly fields: (entries: readonly unknown[]) => object;
}

/** How often some calls of an operation may be made, where that is less often than the operation in all. */
interface Quota {
  /** What the calls have in common, in a few words that tell them from others. */
  readonly of: string;
  readonly callsPerSecond: number;
}

/**
 * The code with which an operation itself answers (HTTP status 200) to a parameter that breaks its schema, by the
 * parameter's name and by what is wrong with it; `other` stands for every fault that is not named, and a plain code
 * for all faults.
 *
 * - A member of a repeated structure is named without its number: `Device.DeviceName`. A member that is not listed
 *   makes its list `malformed`: `{ Tag: 'iot.…' }` is for the tags as a whole.
 * - A parameter that is not listed, and a fault that is not named, is the gateway's: `Missing…` or `Invalid…`, with
 *   HTTP status 400. The gateway looks first: its refusals come before those with a code of the operation's own,
 *   which come in the order of the schema.
 * - Of `requires`, `excludes` and the like, the fault is that of the parameter that they name: a needed one is
 *   `missing`, a barred one `excluded`. Where one of several is needed, the last of them is `missing`; where one of
 *   several flags must be true, the first.
 * - An empty value on the wire is a missing one; only an optional text with a least length is `missing` for being
 *   empty, too, rather than left out.
 *
 * The message says what the code means, then names each parameter at fault, the rule, and what would be right.
 * `IotInstanceId` is not an operation's to check: the gateway does it for all, and first.
 */
export type ParameterRefusals = Readonly<
  Record<string, string | Readonly<Partial<Record<ParameterFault, string>>> | CodeByValues>
>;

/** Chooses the code where it hangs on what was given: `values` are the parameters as they came, by name. */
export type CodeByValues = (what: ParameterFault, values: Readonly<Record<string, unknown>>) => string;

/**
 * What is wrong with a parameter: absent; not what its type, pattern or list of values allows; above or below its
 * bounds, in value or length; more entries than allowed; given twice; given though another parameter bars it; at odds
 * with another parameter's value.
 */
export type ParameterFault =
  | 'missing'
  | 'malformed'
  | 'tooBig'
  | 'tooSmall'
  | 'tooMany'
  | 'duplicate'
  | 'excluded'
  | 'conflict'
  | 'other';

/**
 * Puts an operation on the local platform.
 *
 * @param run carries the call out on the platform's state; answers with the operation's own fields (the common
 *   `RequestId`, `Success`, `Code` are added to it), or throws a `Refusal` before it has changed anything
 */
export function serve<Request extends object, Response extends object>(
  operation: Operation<Request, Response>,
  refusals: ParameterRefusals,
  run: (request: Request, platform: Platform) => Response | Promise<Response>,
  extras: OperationExtras<Request> = {},
): ServedOperation {
  return {
    operation: operation as unknown as Operation<object, object>,
    refusals,
    run: run as ServedOperation['run'],
    extras: extras as ServedOperation['extras'],
  };
}
