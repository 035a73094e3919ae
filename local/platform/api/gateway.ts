import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { errorHint } from '../../../shared/iot/error-codes.ts';
import { type AccessKey, mayDo } from '../access-keys.ts';
import type { Clock } from '../clock.ts';
import type { CallFault } from '../faults/faults.ts';
import type { ServedOperation } from '../operation.ts';
import type { Platform } from '../platform.ts';
import { Refusal } from '../refusal.ts';
import { type Answer, type Format, write } from './answer.ts';
import { checkHeaderSignature, checkParameterSignature, hasHeaderSignature } from './caller.ts';
import { type Form, readForm, textOf } from './form.ts';
import { GatewayError } from './gateway-error.ts';
import { Nonces } from './nonces.ts';
import { readParameters } from './parameters.ts';
import { Quotas } from './quotas.ts';

/** A request as it came over HTTP. */
export interface ApiRequest {
  readonly method: string;
  /** The path and, behind a question mark, the query string. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What the gateway answers by. */
export interface GatewayOptions {
  /** The operations that are on the platform, by name. */
  readonly operations: ReadonlyMap<string, ServedOperation>;
  /** The names of all operations that the guide has, so that one that is not here yet is told from a wrong name. */
  readonly documented: ReadonlySet<string>;
  /** Whether the quotas hold; they do unless this is false. */
  readonly quota?: boolean | undefined;
  /** The clock of those who call, by which time stamps, quotas and the delays of faults go; the platform's unless given. */
  readonly callersClock?: Clock | undefined;
  /** Told of what the platform itself got wrong. */
  readonly onInternalError?: ((error: unknown, operation: string) => void) | undefined;
  /** Told of every call when it is answered. */
  readonly onCall?: ((call: AnsweredCall) => void) | undefined;
}

/** What became of a call. What the request did not say, or was not asked any more, is empty. */
export interface AnsweredCall {
  readonly operation: string;
  readonly accessKeyId: string;
  /** Empty when it was carried out, `dropped` when a fault ended the connection instead. */
  readonly code: string;
}

/** Checks each request in the order that the vendor's gateway does, has the operation carried out, and answers. */
export class Gateway {
  readonly #platform: Platform;
  readonly #options: GatewayOptions;
  readonly #callersClock: Clock;
  readonly #quotas: Quotas;
  readonly #nonces: Nonces;

  constructor(platform: Platform, options: GatewayOptions) {
    this.#platform = platform;
    this.#options = options;
    this.#callersClock = options.callersClock ?? platform.clock;
    this.#quotas = new Quotas(this.#callersClock);
    this.#nonces = new Nonces(this.#callersClock.now());
  }

  /** @returns undefined when the connection is to end without an answer */
  async answer(request: ApiRequest): Promise<Answer | undefined> {
    const requestId = randomUUID().toUpperCase();
    let format: Format = usualFormat(request.headers);
    let action = '';
    let accessKeyId = '';
    let code = '';
    try {
      const form = this.#readRequest(request);
      accessKeyId = form.get('AccessKeyId') ?? '';
      format = formatOf(form) ?? format;
      const call = this.#checkCall(request, form);
      action = call.action;
      const served = this.#find(action);
      checkRight(call.key, action);
      this.#checkInstance(served, form);
      const parameters = readParameters(served, form);
      if (this.#options.quota !== false) this.#count(served, parameters);
      const fault = this.#platform.faults.nextCall(action);
      const running =
        fault === undefined
          ? served.run(parameters, this.#platform)
          : this.#runWithFault(served, parameters, fault);
      const fields = running instanceof Promise ? await running : running;
      return write(format, 200, `${action}Response`, {
        ...fields,
        RequestId: requestId,
        Success: true,
        // Some operations have a Code of success.
        Code: 'Code' in fields ? fields.Code : '',
      });
    } catch (error) {
      if (error instanceof Refusal) {
        const { code: Code, message: ErrorMessage, fields } = error;
        code = Code;
        return write(format, 200, `${action}Response`, {
          ...fields,
          RequestId: requestId,
          Success: false,
          Code,
          ErrorMessage,
        });
      }
      if (error instanceof Dropped) {
        code = 'dropped';
        return undefined;
      }
      if (!(error instanceof GatewayError)) this.#options.onInternalError?.(error, action);
      code = error instanceof GatewayError ? error.code : 'InternalError';
      return failure(format, error, requestId);
    } finally {
      this.#options.onCall?.({ operation: action, accessKeyId, code });
    }
  }

  #readRequest({ method, url, headers, body }: ApiRequest): Form {
    if (method !== 'GET' && method !== 'POST') {
      throw new GatewayError(405, 'UnsupportedHTTPMethod', 'The method must be GET or POST.');
    }
    const mark = url.indexOf('?');
    const path = mark === -1 ? url : url.slice(0, mark);
    if (path !== '/') throw new GatewayError(404, 'InvalidPath', 'The API is served at the path / alone.');
    const form: Form = new Map();
    if (mark !== -1)
      readForm(form, textOf(Buffer.from(url.slice(mark + 1), 'latin1'), 'query string'), 'query string');
    if (method === 'POST' && body.length > 0 && !hasHeaderSignature(headers)) readBody(form, headers, body);
    return form;
  }

  /** @returns the operation's name, and with whose AccessKey it is called */
  #checkCall(request: ApiRequest, form: Form): { readonly action: string; readonly key: AccessKey } {
    const { method, headers, body } = request;
    const inHeaders = hasHeaderSignature(headers);
    const action = inHeaders ? (headers['x-acs-action'] ?? form.get('Action')) : form.get('Action');
    if (typeof action !== 'string' || action === '') {
      throw new GatewayError(400, 'MissingAction', 'Action is required: the name of the operation to call.');
    }
    const version = inHeaders ? (headers['x-acs-version'] ?? form.get('Version')) : form.get('Version');
    if (version === undefined || version === '') {
      throw new GatewayError(400, 'MissingVersion', 'Version is required: 2018-01-20.');
    }
    if (version !== '2018-01-20') {
      throw new GatewayError(400, 'InvalidVersion', 'Version must be 2018-01-20.');
    }
    const { account } = this.#platform;
    const now = this.#callersClock.now();
    const check = inHeaders ? checkHeaderSignature : checkParameterSignature;
    const { key, nonce } = check({ method, headers, form, body }, account.accessKeys, now);
    if (!this.#nonces.use(nonce, now)) {
      throw new GatewayError(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.');
    }
    if (inHeaders && body.length > 0) readBody(form, headers, body);
    const regionId = form.get('RegionId') || account.regionId;
    if (regionId !== account.regionId) {
      throw new GatewayError(
        400,
        'InvalidRegionId',
        `RegionId must be ${account.regionId}: this is its endpoint.`,
      );
    }
    return { action, key };
  }

  #find(action: string): ServedOperation {
    const served = this.#options.operations.get(action);
    if (served !== undefined) return served;
    if (this.#options.documented.has(action)) {
      const message = `${action} is not on the local platform yet.`;
      throw new GatewayError(400, 'NotOnLocalPlatformYet', message);
    }
    throw new GatewayError(400, 'UnsupportedOperation', 'The specified action is not supported.');
  }

  #checkInstance({ operation }: ServedOperation, form: Form): void {
    const given = form.get('IotInstanceId') || undefined;
    const { instanceId } = this.#platform.account;
    if (given === instanceId) return;
    const message =
      given === undefined
        ? `${operation.name}: IotInstanceId is required, for the instance has an ID.`
        : undefined;
    throw new Refusal('iot.system.InstanceNotFound', message);
  }

  async #runWithFault(served: ServedOperation, parameters: object, fault: CallFault): Promise<object> {
    if (fault.at === 'before') await this.#meet(fault);
    try {
      return await served.run(parameters, this.#platform);
    } finally {
      // What it throws goes before the operation's own answer, be that a refusal.
      if (fault.at === 'after') await this.#meet(fault);
    }
  }

  /** @throws what the fault has instead of an answer */
  async #meet({ delay, error, drop }: CallFault): Promise<void> {
    if (delay > 0) await new Promise<void>((resolve) => this.#callersClock.after(delay, resolve));
    if (drop) throw new Dropped();
    if (error === undefined) return;
    const { status, code, message } = error;
    if (status === 200) throw new Refusal(code, message);
    throw new GatewayError(status, code, message ?? errorHint(code)?.description ?? 'A fault that was set.');
  }

  #count({ operation, extras }: ServedOperation, parameters: object): void {
    this.#quotas.count(operation.name, operation.callsPerSecond);
    const narrower = extras.narrowerQuota?.(parameters);
    if (narrower !== undefined) {
      this.#quotas.count(`${operation.name} ${narrower.of}`, narrower.callsPerSecond);
    }
  }
}

/** A fault ends the connection instead of answering. */
class Dropped extends Error {}

/** The answer to a call that went no further than the gateway, or that the platform itself failed at. */
export function failure(
  format: Format,
  error: unknown,
  requestId: string = randomUUID().toUpperCase(),
): Answer {
  const { status, code, message } =
    error instanceof GatewayError
      ? error
      : {
          status: 500,
          code: 'InternalError',
          message: 'The request processing has failed due to some unknown error.',
        };
  return write(format, status, 'Error', { RequestId: requestId, Code: code, Message: message });
}

/** @throws GatewayError when the caller's policy does not let it call the operation */
function checkRight(key: AccessKey, action: string): void {
  if (mayDo(key, `iot:${action}`)) return;
  // The cloud's own words, which do not say which right is missing.
  const message =
    "User not authorized to operate on the specified resource, or this API doesn't support RAM.";
  throw new GatewayError(403, 'Forbidden.RAM', message);
}

function readBody(form: Form, headers: IncomingHttpHeaders, body: Buffer): void {
  const [type = ''] = (headers['content-type'] ?? formType).split(';');
  if (type.trim().toLowerCase() !== formType) {
    throw new GatewayError(415, 'UnsupportedMediaType', `The body must be ${formType}.`);
  }
  readForm(form, textOf(body, 'body'), 'body');
}

const formType = 'application/x-www-form-urlencoded';

/** XML, as the guide has it; JSON where the headers ask for it, as the vendor's newer SDKs do. */
function usualFormat({ accept = '' }: IncomingHttpHeaders): Format {
  return accept.startsWith('application/json') ? 'JSON' : 'XML';
}

/** @throws GatewayError when the format is neither JSON nor XML */
function formatOf(form: Form): Format | undefined {
  const format = form.get('Format')?.toUpperCase();
  if (format === undefined || format === '') return undefined;
  if (format === 'JSON' || format === 'XML') return format;
  throw new GatewayError(400, 'InvalidFormat', 'Format must be JSON or XML.');
}
