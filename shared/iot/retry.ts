import { errorHint } from './error-codes.ts';

/** How often and how fast a failed call is made again. */
export interface RetryPolicy {
  /** At most so many attempts a call, the first among them. */
  readonly attempts: number;
  /** The longest wait before the second attempt, in milliseconds; it doubles with every further one. */
  readonly firstWait: number;
  /** No wait is longer than this, in milliseconds. */
  readonly longestWait: number;
}

export const defaultRetryPolicy: RetryPolicy = { attempts: 4, firstWait: 100, longestWait: 5_000 };

/** What a failure means for another attempt. */
export interface Verdict {
  /** Whether the cause is one that passes. */
  readonly passing: boolean;
  /** Whether the platform may have carried out the call all the same. */
  readonly outcomeUnknown: boolean;
  /** Whether the account made more calls than its quota allows. */
  readonly throttled: boolean;
}

/** The platform's answer to a time stamp that is too far from its own time. */
export const timestampRefused = 'InvalidTimeStamp.Expired';

/**
 * Judges an error that the platform, or something before it, answered with.
 *
 * @param status the HTTP status
 * @param code the `Code` of the answer; undefined when it had none
 */
export function judge(status: number, code: string | undefined): Verdict {
  // The gateway turns calls over the quota away before anything is done.
  if (status === 429 || code === 'Throttling' || code?.startsWith('Throttling.')) {
    return { passing: true, outcomeUnknown: false, throttled: true };
  }
  // Every attempt has a nonce of its own. If it is known already, something on the way sent the request twice,
  // and the answer to the first copy is lost.
  if (code === 'SignatureNonceUsed') return { passing: true, outcomeUnknown: true, throttled: false };
  // A code that passes with time tells of work that was begun.
  const passing = status >= 500 || (code !== undefined && errorHint(code)?.retryable === true);
  return { passing, outcomeUnknown: passing, throttled: false };
}

/**
 * How long to wait before another attempt, in milliseconds: anything between nothing and a bound that doubles with
 * every attempt, so that clients that failed together do not come back together. After throttling the bound starts
 * at a second, which is what the quotas count by.
 *
 * @param attempt the number of attempts made so far
 * @param chance a random number from 0 to 1
 */
export function waitBefore(policy: RetryPolicy, attempt: number, throttled: boolean, chance: number): number {
  const first = throttled ? Math.max(policy.firstWait, 1_000) : policy.firstWait;
  return Math.round(chance * Math.min(policy.longestWait, first * 2 ** (attempt - 1)));
}
