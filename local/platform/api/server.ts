import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Platform } from '../platform.ts';
import type { Answer } from './answer.ts';
import { failure, Gateway, type GatewayOptions } from './gateway.ts';
import { GatewayError } from './gateway-error.ts';

/** What may be given to the API's server besides the operations. */
export interface ApiServerOptions extends GatewayOptions {
  /** The largest body, in bytes. */
  readonly largestBody?: number | undefined;
  /** How long a caller may take for the headers, and for the whole request, in milliseconds. */
  readonly headersTimeout?: number | undefined;
  readonly requestTimeout?: number | undefined;
}

/** The longest ThingModelJson, each of its characters percent-encoded, and some. */
const usualLargestBody = 4 * 2 ** 20;

/** The vendor's SDKs send all parameters in the request line, up to some hundred names of devices. */
const largestHead = 256 * 2 ** 10;

/**
 * The platform's API as an ordinary HTTP server, not listening yet: signed calls by GET and POST at the path `/`.
 *
 * @example
 * const server = createApiServer(platform, { operations, documented });
 * server.listen(0, '127.0.0.1');
 */
export function createApiServer(platform: Platform, options: ApiServerOptions): Server {
  const gateway = new Gateway(platform, options);
  const largestBody = options.largestBody ?? usualLargestBody;
  const requestTimeout = options.requestTimeout ?? 30_000;
  const server = createServer(
    {
      maxHeaderSize: largestHead,
      headersTimeout: options.headersTimeout ?? 10_000,
      requestTimeout,
      connectionsCheckingInterval: Math.min(1000, requestTimeout),
      keepAliveTimeout: 60_000,
    },
    (request, response) => {
      readBody(request, largestBody, (body) => {
        if (body === undefined) {
          const message = `The body must have at most ${largestBody} bytes.`;
          send(response, failure('XML', new GatewayError(413, 'RequestEntityTooLarge', message)), true);
          return;
        }
        const { method = '', url = '', headers } = request;
        gateway.answer({ method, url, headers, body }).then(
          (answer) => (answer === undefined ? request.socket.destroy() : send(response, answer)),
          // The gateway answers to whatever happens; should writing the answer itself fail, the caller still gets one.
          (error: unknown) => {
            options.onInternalError?.(error, '');
            send(response, failure('XML', error));
          },
        );
      });
    },
  );
  server.on('clientError', answerToNoRequest);
  return server;
}

/** Hands on the whole body, or undefined once it is larger than allowed; nothing when the caller goes away. */
function readBody(request: IncomingMessage, largest: number, done: (body: Buffer | undefined) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= largest) chunks.push(chunk);
    else if (size - chunk.length <= largest) done(undefined);
  });
  request.on('end', () => {
    const [first] = chunks;
    if (size <= largest)
      done(first === undefined ? nothing : chunks.length === 1 ? first : Buffer.concat(chunks));
  });
  request.on('error', () => chunks.splice(0));
}

const nothing = Buffer.alloc(0);

function send(response: ServerResponse, { status, contentType, body }: Answer, close = false): void {
  const headers: Record<string, string | number> = {
    'Content-Type': contentType,
    'Content-Length': Buffer.byteLength(body),
  };
  if (close) headers['Connection'] = 'close';
  if (status === 405) headers['Allow'] = 'GET, POST';
  response.writeHead(status, headers);
  response.end(body);
}

/** Bytes that are no HTTP request, or one that is too long or too slow. */
function answerToNoRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, contentType, body } = failure('XML', noRequest(error.code));
  const head = [
    `HTTP/1.1 ${status} ${status === 431 ? 'Request Header Fields Too Large' : status === 408 ? 'Request Timeout' : 'Bad Request'}`,
    `Content-Type: ${contentType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `Date: ${new Date().toUTCString()}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

function noRequest(code: string | undefined): GatewayError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new GatewayError(
        431,
        'RequestHeaderTooLarge',
        `The request line and headers must have at most ${largestHead} bytes.`,
      );
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new GatewayError(408, 'RequestTimeout', 'The request took too long to arrive.');
    default:
      return new GatewayError(400, 'InvalidRequest', 'The bytes are not an HTTP request.');
  }
}
