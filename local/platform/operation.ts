import type { Operation } from '../../shared/iot/operation.ts';
import type { Platform } from './platform.ts';

/** An operation as the local platform carries it out. */
export interface ServedOperation {
  readonly operation: Operation<object, object>;
  readonly refusals: ParameterRefusals;
  readonly run: (request: object, platform: Platform) => object | Promise<object>;
}

/**
 * The code with which an operation itself answers to a parameter that breaks its schema, by the parameter's name and
 * by what is wrong with it; `other` stands for whatever is not named. A parameter that is not listed is refused by
 * the gateway instead: `Missing…` or `Invalid…`, with HTTP status 400.
 *
 * A parameter inside a list is named without its number: `Device.DeviceName`.
 */
export type ParameterRefusals = Readonly<
  Record<string, string | Readonly<Partial<Record<ParameterFault, string>>>>
>;

/** What is wrong with a parameter: absent; not what its type or pattern allows; too long, large or many; given twice; given though another excludes it. */
export type ParameterFault =
  | 'missing'
  | 'malformed'
  | 'tooBig'
  | 'tooSmall'
  | 'tooMany'
  | 'duplicate'
  | 'excluded'
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
): ServedOperation {
  return {
    operation: operation as unknown as Operation<object, object>,
    refusals,
    run: run as ServedOperation['run'],
  };
}
