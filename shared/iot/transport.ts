import type { Dispatcher } from 'undici';
import Pool from 'undici/lib/dispatcher/pool.js';
import type { Bounds, Cancellation, Cancelled, Waiter } from './cancellation.ts';
import type { Clock } from './clock.ts';

export interface TransportOptions {
  /** Where the API is: an http or https address. */
  readonly endpoint: URL;
  /** How long making a connection may take, in milliseconds. */
  readonly connectTimeout: number;
  /** How long an answer may take, from the sending of the request to its last byte, in milliseconds. */
  readonly answerTimeout: number;
  /** At most so many connections; further requests wait for one to become free. */
  readonly connections: number;
  /** An answer with more bytes than this is cut off. */
  readonly maxAnswerBytes: number;
  readonly clock: Clock;
  readonly cancellation: Cancellation;
}

const headers = ['content-type', 'application/x-www-form-urlencoded'];

/** Sends form-encoded requests to one endpoint, over connections that are kept alive. */
export class Transport {
  readonly #options: TransportOptions;
  readonly #path: string;
  readonly #pool: Pool;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#path = options.endpoint.pathname;
    this.#pool = new Pool(options.endpoint.origin, {
      connections: options.connections,
      connectTimeout: options.connectTimeout,
      maxResponseSize: options.maxAnswerBytes,
      // One timer watches over all exchanges, instead of two a connection.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  /** Sends a body, and says what came of it; never rejects. */
  send(body: string, bounds: Bounds): Promise<Exchange> {
    return new Promise((resolve) => {
      const exchange = new Exchange(this.#options, bounds, resolve);
      this.#pool.dispatch({ path: this.#path, method: 'POST', headers, body }, exchange);
    });
  }

  /** Closes the connections when all exchanges are done. */
  close(): Promise<void> {
    return this.#pool.close();
  }
}

/** Why there is no answer. */
export type ExchangeFailure =
  | { readonly kind: Cancelled }
  /** No answer came within the answer timeout. */
  | { readonly kind: 'slow' }
  /** No connection, or one that broke. */
  | { readonly kind: 'connection'; readonly cause: Error }
  /** What came is no HTTP answer, or too large a one. */
  | { readonly kind: 'answer'; readonly reason: string };

const nothing = Buffer.alloc(0);

/** One request and its answer: what undici calls while it carries them, and what came of it. */
export class Exchange implements Dispatcher.DispatchHandler, Waiter {
  /**
   * Whether the request may have reached the server: false as long as no byte of it was written, however long it
   * waited for a connection.
   */
  sent = false;
  status = 0;
  failure: ExchangeFailure | undefined;
  expires: number;
  readonly signal: AbortSignal | undefined;

  readonly #options: TransportOptions;
  readonly #deadline: number;
  #resolve: ((exchange: Exchange) => void) | undefined;
  #abort: (() => void) | undefined;
  #headers: readonly Buffer[] = [];
  #body: Buffer = nothing;
  #furtherChunks: Buffer[] | undefined;

  constructor(options: TransportOptions, bounds: Bounds, resolve: (exchange: Exchange) => void) {
    this.#options = options;
    this.#deadline = bounds.deadline;
    this.#resolve = resolve;
    this.expires = bounds.deadline;
    this.signal = bounds.signal;
    options.cancellation.watch(this);
  }

  /** The answer's body, as text. */
  text(): string {
    if (this.#furtherChunks === undefined) return this.#body.toString();
    return Buffer.concat([this.#body, ...this.#furtherChunks]).toString();
  }

  /** The value of one of the answer's headers. */
  header(name: string): string | undefined {
    for (let index = 0; index + 1 < this.#headers.length; index += 2) {
      if (this.#headers[index]?.toString().toLowerCase() === name)
        return this.#headers[index + 1]?.toString();
    }
    return undefined;
  }

  cancel(why: Cancelled): void {
    const kind = why === 'expired' && this.expires < this.#deadline ? 'slow' : why;
    this.#finish({ kind });
    this.#abort?.();
  }

  onConnect(abort: () => void): void {
    // Throwing is how undici takes back a request that is not written yet, and keeps the connection.
    if (this.#resolve === undefined) throw new Error('The request was given up before it was sent.');
    this.#abort = abort;
    this.sent = true;
    const { clock, answerTimeout, cancellation } = this.#options;
    this.expires = Math.min(this.#deadline, clock.now() + answerTimeout);
    cancellation.watch(this);
  }

  onHeaders(status: number, answered: Buffer[]): boolean {
    this.status = status;
    this.#headers = answered;
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.#body === nothing) this.#body = chunk;
    else if (this.#furtherChunks === undefined) this.#furtherChunks = [chunk];
    else this.#furtherChunks.push(chunk);
    return true;
  }

  onComplete(): void {
    this.#finish(undefined);
  }

  onError(error: Error): void {
    this.#finish(failureOf(error));
  }

  #finish(failure: ExchangeFailure | undefined): void {
    if (this.#resolve === undefined) return;
    const resolve = this.#resolve;
    this.#resolve = undefined;
    this.failure = failure;
    this.#options.cancellation.unwatch(this);
    resolve(this);
  }
}

function failureOf(error: Error & { readonly code?: unknown }): ExchangeFailure {
  const { code } = error;
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return { kind: 'answer', reason: 'the answer is too large' };
  // What undici's parser tripped over goes no further: it can repeat what was sent.
  if (typeof code === 'string' && (code.startsWith('HPE_') || protocolErrors.has(code))) {
    return { kind: 'answer', reason: 'the answer is not proper HTTP' };
  }
  return { kind: 'connection', cause: error };
}

const protocolErrors: ReadonlySet<string> = new Set([
  'UND_ERR_HEADERS_OVERFLOW',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
]);
