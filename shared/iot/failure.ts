import type { ApiAnswer } from './answer.ts';
import type { Cancelled } from './cancellation.ts';
import { type ClientCode, IotError, withoutSecrets } from './errors.ts';
import { judge, type Verdict } from './retry.ts';
import type { Exchange } from './transport.ts';

/** How far a call has come. */
export interface Progress {
  /** How many times it was sent, or tried to be sent. */
  attempts: number;
  /** How many of the attempts the platform turned away for the account's quota. */
  throttled: number;
  /** Whether an attempt may have been carried out though it failed. */
  outcomeUnknown: boolean;
}

export interface FailingOperation {
  readonly name: string;
  readonly repeatable: boolean;
}

/**
 * What a failed attempt means: notes in the progress what it adds, and gives the error that the call ends with
 * unless it is tried again.
 *
 * @param answer undefined when no answer of the API came
 * @param secrets what must not turn up in the error
 */
export function failureOf(
  operation: FailingOperation,
  exchange: Exchange,
  answer: ApiAnswer | undefined,
  progress: Progress,
  secrets: readonly string[],
): IotError {
  const { code, reason, verdict, cause } =
    answer === undefined ? unanswered(exchange) : refused(exchange.status, answer);
  progress.outcomeUnknown ||= verdict.outcomeUnknown;
  if (verdict.throttled) progress.throttled += 1;
  const clear = (text: string) => withoutSecrets(text, secrets);
  return new IotError({
    operation: operation.name,
    code: clear(code),
    reason: clear(reason),
    cause,
    attempts: progress.attempts,
    outcomeUnknown: progress.outcomeUnknown,
    retryable: verdict.passing && mayRepeat(operation, progress),
    requestId: answer?.requestId === undefined ? undefined : clear(answer.requestId),
    httpStatus: exchange.status === 0 ? undefined : exchange.status,
  });
}

/** The error of a call that its caller ended between two attempts, or before the first. */
export function cancelledError(operation: FailingOperation, why: Cancelled, progress: Progress): IotError {
  const { code, reason } = cancellation[why];
  return unsentError(operation, code, reason, progress, undefined, why === 'expired');
}

/** The error of a call that could not be sent, or not again. */
export function unsentError(
  operation: FailingOperation,
  code: ClientCode,
  reason: string,
  progress: Progress,
  cause: unknown,
  passing = true,
): IotError {
  return new IotError({
    operation: operation.name,
    code,
    reason,
    cause,
    attempts: progress.attempts,
    outcomeUnknown: progress.outcomeUnknown,
    retryable: passing && mayRepeat(operation, progress),
  });
}

const mayRepeat = (operation: FailingOperation, progress: Progress): boolean =>
  operation.repeatable || !progress.outcomeUnknown;

interface Finding {
  readonly code: string;
  readonly reason: string;
  readonly verdict: Verdict;
  readonly cause?: unknown;
}

/** A failure that the platform did not answer with. */
interface OwnFinding extends Finding {
  readonly code: ClientCode;
}

const cancellation: Readonly<Record<Cancelled, { readonly code: ClientCode; readonly reason: string }>> = {
  aborted: { code: 'Client.Aborted', reason: 'the caller aborted the call' },
  expired: { code: 'Client.Timeout', reason: 'the deadline passed before the call was done' },
};

/** The platform, or the gateway before it, refuses. */
function refused(status: number, answer: ApiAnswer): Finding {
  const verdict = judge(status, answer.code);
  if (answer.code === undefined) return strangeAnswer(verdict, `HTTP ${status} without an error code`);
  return { code: answer.code, reason: shortened(answer.message ?? 'no reason is given'), verdict };
}

/** No answer, or none of this API. */
function unanswered(exchange: Exchange): OwnFinding {
  const { failure, sent, status } = exchange;
  const passing: Verdict = { passing: true, outcomeUnknown: sent, throttled: false };
  const lasting: Verdict = { passing: false, outcomeUnknown: sent, throttled: false };
  switch (failure?.kind) {
    case 'aborted':
      return { ...cancellation.aborted, verdict: lasting };
    case 'expired':
      return { ...cancellation.expired, verdict: passing };
    case 'slow':
      return { code: 'Client.Timeout', reason: 'no answer came in time', verdict: passing };
    case 'connection': {
      const { cause } = failure;
      return sent
        ? { code: 'Client.ConnectionLost', reason: `no answer came: ${said(cause)}`, verdict: passing, cause }
        : { code: 'Client.Connection', reason: `no connection: ${said(cause)}`, verdict: passing, cause };
    }
    case 'answer':
      return strangeAnswer(lasting, failure.reason);
    default: {
      const type = /^[\w.+/-]{1,60}/.exec(exchange.header('content-type') ?? '')?.[0] ?? 'no content type';
      const reason = `HTTP ${status} with ${type} instead of an answer in JSON`;
      // A redirection or a refusal comes from before the API, a success may come from the API.
      const verdict = status < 300 ? lasting : judge(status, undefined);
      return strangeAnswer(verdict, reason);
    }
  }
}

const strangeAnswer = (verdict: Verdict, reason: string): OwnFinding => ({
  code: 'Client.UnexpectedAnswer',
  reason,
  verdict,
});

/** A connection's error in words: one that tried several addresses has them in its members only. */
function said(error: Error & { readonly code?: unknown }): string {
  return error.message || (typeof error.code === 'string' ? error.code : error.name);
}

const shortened = (text: string): string => (text.length > 500 ? `${text.slice(0, 499)}…` : text);
