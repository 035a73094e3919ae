import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { readAnswer } from './answer.ts';
import { type Bounds, Cancellation, cancelled } from './cancellation.ts';
import { MissingCredentials, type Signer, type Signers } from './credentials.ts';
import { IotError, secretValues } from './errors.ts';
import { cancelledError, type FailingOperation, failureOf, type Progress, unsentError } from './failure.ts';
import type { Operation } from './operation.ts';
import { type IotClientSettings, isQuota } from './options.ts';
import { flatten, type Parameter } from './parameters.ts';
import { type Quota, TokenBuckets } from './quota.ts';
import { timestampRefused, waitBefore } from './retry.ts';
import { describeIssues } from './schema.ts';
import {
  canonicalize,
  type EncodedParameter,
  encodeParameter,
  sign,
  timestamp,
  UnencodableParameter,
} from './signature.ts';
import { type Exchange, Transport } from './transport.ts';

/** Makes the calls of all views of a client. */
export class Calls {
  readonly #settings: IotClientSettings;
  readonly #cancellation: Cancellation;
  readonly #transport: Transport;
  readonly #quota: Quota | undefined;
  /** By how much the platform's time is ahead of this machine's, in milliseconds; learned when it minds. */
  #clockOffset = 0;
  /** What every request has that does not say otherwise itself. */
  readonly #defaults: readonly EncodedParameter[];
  #underWay = 0;
  #closing: Promise<void> | undefined;
  #onIdle: (() => void) | undefined;
  /** What was logged of answers that were not as the catalogue says: `QueryDevice Data.DeviceInfo.GmtCreate`. */
  readonly #oddFields = new Set<string>();

  constructor(settings: IotClientSettings) {
    const { clock, quota, timeouts } = settings;
    this.#settings = settings;
    this.#cancellation = new Cancellation(clock);
    if (quota === false) this.#quota = undefined;
    else this.#quota = isQuota(quota) ? quota : new TokenBuckets(quota.share, clock, this.#cancellation);
    const { iotInstanceId, regionId } = settings;
    this.#defaults = [
      encodeParameter('RegionId', regionId),
      ...(iotInstanceId === undefined ? [] : [encodeParameter('IotInstanceId', iotInstanceId)]),
    ];
    this.#transport = new Transport({
      endpoint: settings.endpoint,
      connectTimeout: timeouts.connect,
      answerTimeout: timeouts.answer,
      connections: settings.connections,
      maxAnswerBytes: settings.maxAnswerBytes,
      clock,
      cancellation: this.#cancellation,
    });
  }

  /** One call with all its attempts. */
  async make<Request extends object, Response extends object>(
    operation: Operation<Request, Response>,
    parameters: Request,
    signers: Signers,
    outerBounds: Bounds,
  ): Promise<Response> {
    const { clock, onCall, retries } = this.#settings;
    const begun = clock.now();
    const bounds = this.#limited(outerBounds, begun);
    const progress: Progress = { attempts: 0, throttled: 0, outcomeUnknown: false };
    let code = 'OK';
    this.#underWay += 1;
    try {
      const own = this.#checked(operation, parameters);
      let clockCorrected = false;
      for (;;) {
        this.#refuseCancelled(operation, bounds, progress);
        const turn = this.#quota?.take(operation, bounds);
        if (turn !== undefined) await this.#turn(operation, turn, bounds, progress);
        const signer = signers.fixed ?? (await this.#signer(operation, signers, progress));
        const body = this.#signed(operation.name, own, signer);
        progress.attempts += 1;
        const exchange = await this.#transport.send(body, bounds);
        const answer =
          exchange.failure === undefined ? readAnswer(exchange.status, exchange.text()) : undefined;
        if (answer?.success) return this.#described(operation, answer.fields);

        const throttledBefore = progress.throttled;
        const secrets = [...signer.secrets, ...secretValues(own)];
        const error = failureOf(operation, exchange, answer, progress, secrets);
        const throttled = progress.throttled > throttledBefore;
        if (throttled) this.#quota?.throttled(operation);
        if (progress.attempts >= retries.attempts) throw error;
        if (error.code === timestampRefused && !clockCorrected && this.#learnTime(exchange)) {
          clockCorrected = true;
          continue;
        }
        if (!error.retryable) throw error;
        const wait = waitBefore(retries, progress.attempts, throttled, Math.random());
        if (clock.now() + wait >= bounds.deadline) throw error;
        await this.#cancellation.wait(wait, bounds);
      }
    } catch (error) {
      code = error instanceof IotError ? error.code : 'Client.Unknown';
      throw error;
    } finally {
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#onIdle?.();
      onCall?.({
        operation: operation.name,
        code,
        milliseconds: clock.now() - begun,
        attempts: progress.attempts,
        throttled: progress.throttled,
      });
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    if (this.#underWay > 0) {
      await new Promise<void>((resolve) => {
        this.#onIdle = resolve;
      });
    }
    await this.#transport.close();
  }

  /** The call's own parameters as the wire has them. */
  #checked<Request extends object>(operation: AskingOperation<Request>, parameters: Request): Parameter[] {
    const { name } = operation;
    if (this.#closing !== undefined) {
      throw new IotError({ operation: name, code: 'Client.Closed', reason: 'the client is closed' });
    }
    const checked = z.safeParse(operation.request(), parameters);
    if (!checked.success) throw invalidParameter(name, describeIssues(name, checked.error));
    return flatten(checked.data);
  }

  #limited(bounds: Bounds, begun: number): Bounds {
    const { total } = this.#settings.timeouts;
    if (begun + total >= bounds.deadline) return bounds;
    return { deadline: begun + total, signal: bounds.signal };
  }

  #refuseCancelled(operation: FailingOperation, bounds: Bounds, progress: Progress): void {
    const why = cancelled(bounds, this.#settings.clock);
    if (why !== undefined) throw cancelledError(operation, why, progress);
  }

  async #signer(operation: FailingOperation, signers: Signers, progress: Progress): Promise<Signer> {
    try {
      return await signers.current();
    } catch (cause) {
      const reason = cause instanceof MissingCredentials ? cause.message : 'the credentials function failed';
      throw unsentError(operation, 'Client.Credentials', reason, progress, cause);
    }
  }

  /** Waits for the call's turn within its operation's quota. */
  async #turn(
    operation: FailingOperation,
    turn: Promise<void>,
    bounds: Bounds,
    progress: Progress,
  ): Promise<void> {
    try {
      await turn;
    } catch (cause) {
      throw unsentError(operation, 'Client.Quota', 'the quota could not be asked', progress, cause);
    }
    this.#refuseCancelled(operation, bounds, progress);
  }

  /** The body of a request: what is signed, and the signature. */
  #signed(action: string, own: readonly Parameter[], signer: Signer): string {
    const { clock } = this.#settings;
    // Those that are always the same come first, in their order: that leaves little to sort.
    const parameters = [
      signer.accessKeyId,
      encodeParameter('Action', action),
      ...alwaysTheSame,
      { name: 'SignatureNonce', text: `&SignatureNonce=${randomUUID()}` },
      timestamp(clock.now() + this.#clockOffset),
    ];
    if (signer.securityToken !== undefined) parameters.push(signer.securityToken);
    for (const parameter of this.#defaults) if (!has(own, parameter.name)) parameters.push(parameter);
    try {
      for (const [name, value] of own) parameters.push(encodeParameter(name, value));
    } catch (error) {
      if (!(error instanceof UnencodableParameter)) throw error;
      throw invalidParameter(action, `${action}: ${error.message}`);
    }
    const canonical = canonicalize(parameters);
    return `${canonical}&Signature=${encodeURIComponent(sign('POST', canonical, signer.key))}`;
  }

  /** Learns from an answer what time it is for the platform. */
  #learnTime(exchange: Exchange): boolean {
    const told = Date.parse(exchange.header('date') ?? '');
    if (Number.isNaN(told)) return false;
    this.#clockOffset = told - this.#settings.clock.now();
    return true;
  }

  /** The answer as its schema describes it, or as it came where the two differ. */
  #described<Response extends object>(operation: AnsweringOperation<Response>, fields: object): Response {
    const described = z.safeParse(operation.response(), fields);
    if (described.success) return described.data;
    for (const { path, message } of described.error.issues) {
      const field = path.filter((key) => typeof key !== 'number').join('.');
      const seen = `${operation.name} ${field}`;
      if (this.#oddFields.has(seen)) continue;
      this.#oddFields.add(seen);
      this.#settings.logger?.warn('An answer is not as the catalogue says.', {
        operation: operation.name,
        field,
        problem: message,
      });
    }
    // The call has succeeded; that its answer has an odd field is no reason to say that it failed.
    return fields as Response;
  }
}

/** What a request is checked by. */
type AskingOperation<Request extends object> = Pick<Operation<Request, object>, 'name' | 'request'>;

/** What an answer is read by. */
type AnsweringOperation<Response extends object> = Pick<Operation<object, Response>, 'name' | 'response'>;

const alwaysTheSame: readonly EncodedParameter[] = [
  encodeParameter('Format', 'JSON'),
  encodeParameter('SignatureMethod', 'HMAC-SHA1'),
  encodeParameter('SignatureVersion', '1.0'),
  encodeParameter('Version', '2018-01-20'),
];

function has(parameters: readonly Parameter[], wanted: string): boolean {
  for (const [name] of parameters) if (name === wanted) return true;
  return false;
}

function invalidParameter(operation: string, reason: string): IotError {
  return new IotError({ operation, code: 'Client.InvalidParameter', reason });
}
