import { type ErrorCodeHint, errorHint } from './error-codes.ts';
import { PRIVATE } from './schema.ts';
import { type EncodedParameter, percentEncode } from './signature.ts';

/**
 * The codes of failures that the platform did not answer with:
 * - `Client.InvalidParameter`: the parameters break a rule of the operation; nothing was sent
 * - `Client.Credentials`: there are no credentials to sign with; nothing was sent
 * - `Client.Quota`: the quota that was handed in failed; nothing was sent
 * - `Client.Connection`: no connection could be made (name, refusal, TLS, connect timeout); nothing was sent
 * - `Client.ConnectionLost`: the connection broke after the request was sent
 * - `Client.Timeout`: an attempt took too long, or the call's deadline passed
 * - `Client.Aborted`: the caller's signal aborted the call
 * - `Client.UnexpectedAnswer`: an answer that is not of this API: a proxy's page, broken JSON, too large
 * - `Client.Closed`: the client was closed before the call; nothing was sent
 */
export type ClientCode =
  | 'Client.InvalidParameter'
  | 'Client.Credentials'
  | 'Client.Quota'
  | 'Client.Connection'
  | 'Client.ConnectionLost'
  | 'Client.Timeout'
  | 'Client.Aborted'
  | 'Client.UnexpectedAnswer'
  | 'Client.Closed';

/** What is known of a failure when its error is made. */
export interface IotErrorFacts {
  readonly operation: string;
  /** A code of the platform (`iot.device.NotExistedDevice`, `Throttling.User`) or one of `ClientCode`. */
  readonly code: string;
  /** What went wrong, as a sentence; without secrets. */
  readonly reason: string;
  readonly retryable?: boolean;
  readonly outcomeUnknown?: boolean;
  readonly requestId?: string | undefined;
  readonly httpStatus?: number | undefined;
  readonly attempts?: number;
  readonly cause?: unknown;
}

/**
 * A call that failed. Every rejection of `call` and `paginate` is one.
 *
 * @example
 * try {
 *   await iot.call(DisableThing, { ProductKey: 'a1BwAGV', DeviceName: 'light' });
 * } catch (error) {
 *   if (error instanceof IotError && error.code === 'iot.device.NotExistedDevice') return;
 *   throw error; // DisableThing: Throttling.User — Request was denied … (request id 57B144CF-…)
 * }
 */
export class IotError extends Error {
  override readonly name = 'IotError';
  /** The platform's code as it was answered, or one of `ClientCode`. */
  readonly code: string;
  /** The operation's name: `DisableThing`. */
  readonly operation: string;
  /** The platform's id of the request, to be named in a ticket; undefined when it did not answer. */
  readonly requestId: string | undefined;
  /** Whether the same call may succeed later, and making it again cannot do twice what it should do once. */
  readonly retryable: boolean;
  /** Whether the platform may have carried out the call all the same. */
  readonly outcomeUnknown: boolean;
  /** The catalogue's description of the code, and what to do about it. */
  readonly hint: ErrorCodeHint | undefined;
  /** Undefined when there was no answer. */
  readonly httpStatus: number | undefined;
  /** How many times the request was sent or tried to be sent; 0 when it was refused before. */
  readonly attempts: number;

  constructor(facts: IotErrorFacts) {
    super(messageOf(facts), facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = facts.code;
    this.operation = facts.operation;
    this.requestId = facts.requestId;
    this.retryable = facts.retryable ?? false;
    this.outcomeUnknown = facts.outcomeUnknown ?? false;
    this.hint = errorHint(facts.code);
    this.httpStatus = facts.httpStatus;
    this.attempts = facts.attempts ?? 0;
  }
}

function messageOf({ operation, code, reason, requestId }: IotErrorFacts): string {
  // What the schema says about the parameters names the operation, and says all.
  if (code === 'Client.InvalidParameter') return reason;
  // The platform does not say which right is missing.
  const right = code === 'Forbidden.RAM' ? ` The RAM policy has to allow iot:${operation}.` : '';
  return `${operation}: ${code} — ${reason}${right}${requestId === undefined ? '' : ` (request id ${requestId})`}`;
}

/** The values among a request's parameters that must not turn up in a message. */
export function secretValues(parameters: readonly EncodedParameter[]): string[] {
  return parameters
    .filter(({ name }) => PRIVATE.test(name))
    .map(({ text }) => decodeURIComponent(text.slice(text.indexOf('=') + 1)));
}

const signedText = /\b(?:GET|POST)&%2F&\S+/g;

/**
 * A text of the platform without the secrets that it repeats, however often they are encoded. A refused signature is
 * answered with the whole text that the platform signed, security token and all: that is left out altogether.
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  let cleared = text.replace(signedText, '[the signed text]');
  for (const secret of secrets) {
    // Less than that is no secret, and would tear holes into ordinary words.
    if (secret.length < 4) continue;
    const once = percentEncode(secret);
    for (const form of [percentEncode(once), once, secret]) cleared = cleared.replaceAll(form, '[secret]');
  }
  return cleared;
}
