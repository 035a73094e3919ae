import { IotError } from '../../iot/errors.ts';
import type { Outcome } from '../action.ts';

/** What became of a part of the work, before it is told to the actions that asked for it. */
export type Verdict = Omit<Outcome, 'action'>;

export const done: Verdict = { result: 'done' };
export const unchanged: Verdict = { result: 'unchanged' };

/** Ends a piece of work from within, with what its actions are to be told. */
export class Verdicted extends Error {
  override readonly name = 'Verdicted';
  readonly verdict: Verdict;

  constructor(result: Verdict['result'], code: string, message: string) {
    super(message);
    this.verdict = { result, code, message };
  }
}

/**
 * Refusals that tell of the account, its credentials or the instance. They are no fault of the action: its message
 * has to stay until the owner has set them right, so they count as failures that pass.
 */
const aboutTheAccount =
  /^(Forbidden|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidTimeStamp|InvalidSecurityToken|MissingSecurityToken|Iot\.system\.BillIsOverDue|iot\.system\.(InstanceNotFound|UidNotFound)|iot\.Sre\.IotInstanceNotFound|iot\.common\.(RamActionPermissionDeny|AuthActionPermissionDeny|InvalidTenant))/;

/** Whether a code tells of the account, its credentials or its rights, and not of what was asked. */
export function isAboutTheAccount(code: string): boolean {
  return aboutTheAccount.test(code) || code === 'Client.Credentials';
}

/** Failures that have to do with the way to the platform, and with nothing that was asked. */
const aboutTheWay = /^Client\.(?!InvalidParameter$)/;

/**
 * What a failed call means for the actions behind it: `refused` when the platform said no to what was asked, or the
 * parameters break its rules; `failed` for all else, and for whatever may have been carried out all the same.
 */
export function verdictOf(error: unknown): Verdict {
  if (error instanceof Verdicted) return error.verdict;
  if (!(error instanceof IotError)) {
    return { result: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
  const { code, message, retryable, outcomeUnknown } = error;
  const passes = retryable || outcomeUnknown || aboutTheAccount.test(code) || aboutTheWay.test(code);
  return { result: passes ? 'failed' : 'refused', code, message };
}

/** The platform's code of a failed call. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof IotError ? error.code : undefined;
}

const gravity: Record<Verdict['result'], number> = { unchanged: 0, done: 1, refused: 2, failed: 3 };

/** The verdict for an action of several parts: that of its worst part. */
export function worse(one: Verdict | undefined, other: Verdict): Verdict {
  return one === undefined || gravity[other.result] > gravity[one.result] ? other : one;
}
