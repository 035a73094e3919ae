import type { Dispatcher } from 'undici';
import buildConnector from 'undici/lib/core/connect.js';
import Client from 'undici/lib/dispatcher/client.js';
import { type Bounds, type Cancellation, type Cancelled, unwatched, type Waiter } from './cancellation.ts';
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

/**
 * Sends form-encoded requests to one endpoint, over connections that are kept alive, one request at a time on each.
 *
 * undici has a pool, but its connections count as taken until a while after their answers, so that calls one after
 * the other take turns on two. Here the next request follows on the connection that has just become free.
 */
export class Transport {
  readonly #options: TransportOptions;
  readonly #path: string;
  /** Shared, so that a new connection resumes the TLS session of another. */
  readonly #connect: ReturnType<typeof buildConnector>;
  readonly #connections: Client[] = [];
  /** The last that became free is the first to be taken, so that what is not needed falls idle and is closed. */
  readonly #free: Client[] = [];
  /** Exchanges that wait for a connection, in the order of their coming. */
  readonly #queue = new Set<Exchange>();

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#path = options.endpoint.pathname;
    this.#connect = buildConnector({ timeout: options.connectTimeout });
  }

  /** Sends a body, and says what came of it; never rejects. */
  send(body: string, bounds: Bounds): Promise<Exchange> {
    return new Promise((resolve) => {
      const exchange = new Exchange(body, bounds, this.#options, this, resolve);
      const connection = this.#queue.size === 0 ? (this.#free.pop() ?? this.#another()) : undefined;
      if (connection === undefined) this.#queue.add(exchange);
      else this.#dispatch(exchange, connection);
    });
  }

  /** Takes back an exchange that waits for a connection. */
  leave(exchange: Exchange): void {
    this.#queue.delete(exchange);
  }

  /** Takes the connection of an exchange that is over. */
  release(connection: Client): void {
    this.#free.push(connection);
    // Not at once: undici is amid the end of the one before.
    if (this.#queue.size > 0) queueMicrotask(() => this.#next());
  }

  #next(): void {
    const [exchange] = this.#queue;
    if (exchange === undefined) return;
    const connection = this.#free.pop();
    if (connection === undefined) return;
    this.#queue.delete(exchange);
    this.#dispatch(exchange, connection);
  }

  /** Closes the connections, when nothing is under way any more. */
  async close(): Promise<void> {
    await Promise.all(this.#connections.map((connection) => connection.close()));
  }

  #another(): Client | undefined {
    const { connections, endpoint, maxAnswerBytes } = this.#options;
    if (this.#connections.length >= connections) return undefined;
    const connection = new Client(endpoint.origin, {
      connect: this.#connect,
      maxResponseSize: maxAnswerBytes,
      // One timer watches over all exchanges, instead of two a connection.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    this.#connections.push(connection);
    return connection;
  }

  #dispatch(exchange: Exchange, connection: Client): void {
    exchange.connection = connection;
    connection.dispatch({ path: this.#path, method: 'POST', headers, body: exchange.body }, exchange);
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

const nothing: Buffer = Buffer.alloc(0);

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
  place = unwatched;
  readonly body: string;
  /** The connection that it is on; undefined while it waits for one, and when it is over. */
  connection: Client | undefined;

  readonly #options: TransportOptions;
  readonly #transport: Transport;
  readonly #deadline: number;
  #resolve: ((exchange: Exchange) => void) | undefined;
  #abort: (() => void) | undefined;
  #headers: readonly Buffer[] = [];
  #firstChunk = nothing;
  #furtherChunks: Buffer[] | undefined;

  constructor(
    body: string,
    bounds: Bounds,
    options: TransportOptions,
    transport: Transport,
    resolve: (exchange: Exchange) => void,
  ) {
    this.body = body;
    this.#options = options;
    this.#transport = transport;
    this.#deadline = bounds.deadline;
    this.#resolve = resolve;
    this.expires = bounds.deadline;
    this.signal = bounds.signal;
    options.cancellation.watch(this);
  }

  /** The answer's body, as text. */
  text(): string {
    if (this.#furtherChunks === undefined) return this.#firstChunk.toString();
    return Buffer.concat([this.#firstChunk, ...this.#furtherChunks]).toString();
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
    if (this.connection === undefined) this.#transport.leave(this);
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
    if (this.#firstChunk === nothing) this.#firstChunk = chunk;
    else if (this.#furtherChunks === undefined) this.#furtherChunks = [chunk];
    else this.#furtherChunks.push(chunk);
    return true;
  }

  onComplete(): void {
    this.#finish(undefined);
    this.#release();
  }

  onError(error: Error): void {
    this.#finish(failureOf(error));
    this.#release();
  }

  #release(): void {
    const { connection } = this;
    this.connection = undefined;
    if (connection !== undefined) this.#transport.release(connection);
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
  if (error.name === 'HTTPParserError' || protocolErrors.has(code)) {
    return { kind: 'answer', reason: 'the answer is not proper HTTP' };
  }
  return { kind: 'connection', cause: error };
}

const protocolErrors: ReadonlySet<unknown> = new Set([
  'UND_ERR_HEADERS_OVERFLOW',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
]);
