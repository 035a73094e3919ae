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

/** Calls that came too fast, as the gateway and single services say it, and work that the time did not do for. */
const aboutTheTime = /^(Throttling(\.|$)|DeadlinePassed$|Aborted$)|RateLimit|TooManyRequests/;

/** What others do, or have not done yet: a tag that is being written, an update that runs, a group that was just made, a package being verified. */
const aboutOthers =
  /^(TagInHand|UpgradeInHand|UpgradeUnfinished|PackageBeingVerified|GroupNotFound|iot\.group\.GroupNameExisted|iot\.firmware\.FirmwareNotFound)$/;

/**
 * Why an action failed, as far as its outcome tells.
 *
 * - `account`: it has to do with the account, its quotas, the time or the way to the platform, and would happen to any
 *   action
 * - `others`: something that the action needs is not so yet
 * - `message`: the platform has failed on this very action
 * - `unknown`: it was no answer of the platform; the store, or a mistake in the code
 */
export type Cause = 'account' | 'others' | 'message' | 'unknown';

/** Why an action with this outcome, which is `failed`, failed. */
export function causeOf({ code }: Verdict): Cause {
  if (code === undefined) return 'unknown';
  if (aboutTheAccount.test(code) || aboutTheWay.test(code) || aboutTheTime.test(code)) return 'account';
  return aboutOthers.test(code) ? 'others' : 'message';
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
