import * as z from 'zod/mini';
import { readAnswer } from './answer.ts';
import { type Bounds, Cancellation, cancelled } from './cancellation.ts';
import { MissingCredentials, type Signer, type Signers } from './credentials.ts';
import { DescribedAnswers } from './described-answers.ts';
import { IotError, secretValues } from './errors.ts';
import { cancelledError, type FailingOperation, failureOf, type Progress, unsentError } from './failure.ts';
import type { Operation } from './operation.ts';
import { type CallRecord, type IotClientSettings, isQuota } from './options.ts';
import { flatten } from './parameters.ts';
import { type Quota, TokenBuckets } from './quota.ts';
import { RequestBodies } from './request-body.ts';
import { timestampRefused, waitBefore } from './retry.ts';
import { describeIssues } from './schema.ts';
import { type EncodedParameter, UnencodableParameter } from './signature.ts';
import { type Exchange, Transport } from './transport.ts';

/** Makes the calls of all views of a client. */
export class Calls {
  readonly #settings: IotClientSettings;
  readonly #cancellation: Cancellation;
  readonly #transport: Transport;
  readonly #quota: Quota | undefined;
  readonly #bodies: RequestBodies;
  readonly #answers: DescribedAnswers;
  /** By how much the platform's time is ahead of this machine's, in milliseconds; learned when it minds. */
  #clockOffset = 0;
  #underWay = 0;
  #closing: Promise<void> | undefined;
  #onIdle: (() => void) | undefined;

  constructor(settings: IotClientSettings) {
    const { clock, quota, timeouts } = settings;
    this.#settings = settings;
    this.#cancellation = new Cancellation(clock);
    if (quota === false) this.#quota = undefined;
    else this.#quota = isQuota(quota) ? quota : new TokenBuckets(quota.share, clock, this.#cancellation);
    this.#bodies = new RequestBodies(settings.regionId, settings.iotInstanceId);
    this.#answers = new DescribedAnswers(settings.logger);
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
    onCall: ((record: CallRecord) => void) | undefined,
  ): Promise<Response> {
    const { clock, retries } = this.#settings;
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
        const signer = signers.fixed ?? (await this.#signer(operation, signers, bounds, progress));
        const platformTime = clock.now() + this.#clockOffset;
        const body = this.#bodies.write(operation.name, own, signer, platformTime);
        progress.attempts += 1;
        const exchange = await this.#transport.send(body, bounds);
        const answer =
          exchange.failure === undefined ? readAnswer(exchange.status, exchange.text()) : undefined;
        if (answer?.success) return this.#answers.read(operation, answer.fields);

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
      if (onCall !== undefined) this.#tell(onCall, operation, code, begun, progress);
    }
  }

  #tell(
    onCall: (record: CallRecord) => void,
    operation: FailingOperation,
    code: string,
    begun: number,
    { attempts, throttled }: Progress,
  ): void {
    try {
      onCall({
        operation: operation.name,
        code,
        milliseconds: this.#settings.clock.now() - begun,
        attempts,
        throttled,
      });
    } catch (error) {
      // The call is over, and is what it is.
      this.#settings.logger?.warn('onCall failed.', { operation: operation.name, error });
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
  #checked<Request extends object>(
    operation: AskingOperation<Request>,
    parameters: Request,
  ): EncodedParameter[] {
    const { name } = operation;
    if (this.#closing !== undefined) {
      throw new IotError({ operation: name, code: 'Client.Closed', reason: 'the client is closed' });
    }
    const checked = z.safeParse(operation.request(), parameters);
    if (!checked.success) throw invalidParameter(name, describeIssues(name, checked.error));
    try {
      return flatten(checked.data);
    } catch (error) {
      if (!(error instanceof UnencodableParameter)) throw error;
      throw invalidParameter(name, `${name}: ${error.message}`);
    }
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

  async #signer(
    operation: FailingOperation,
    signers: Signers,
    bounds: Bounds,
    progress: Progress,
  ): Promise<Signer> {
    let signer: Signer | undefined;
    try {
      signer = await this.#cancellation.within(signers.current(), bounds);
    } catch (cause) {
      const reason = cause instanceof MissingCredentials ? cause.message : 'the credentials function failed';
      throw unsentError(operation, 'Client.Credentials', reason, progress, cause);
    }
    this.#refuseCancelled(operation, bounds, progress);
    if (signer === undefined) throw cancelledError(operation, 'expired', progress);
    return signer;
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

  /** Learns from an answer what time it is for the platform. */
  #learnTime(exchange: Exchange): boolean {
    const told = Date.parse(exchange.header('date') ?? '');
    if (Number.isNaN(told)) return false;
    this.#clockOffset = told - this.#settings.clock.now();
    return true;
  }
}

/** What a request is checked by. */
type AskingOperation<Request extends object> = Pick<Operation<Request, object>, 'name' | 'request'>;

function invalidParameter(operation: string, reason: string): IotError {
  return new IotError({ operation, code: 'Client.InvalidParameter', reason });
}
