import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { ObjectStore, StoredObject } from './object-store.ts';
import { rangeOf } from './range.ts';
import { StoreError } from './store-error.ts';
import { takeUpload } from './upload.ts';

/**
 * The object store over HTTP, not listening yet: `POST /` uploads a form, `GET` and `HEAD` fetch an object by its signed
 * address, or a part of it.
 *
 * @example
 * const server = createObjectStoreServer(store);
 * server.listen(0, '127.0.0.1');
 */
export function createObjectStoreServer(store: ObjectStore): Server {
  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 30 * 60_000, connectionsCheckingInterval: 5_000 },
    (request, response) => {
      answer(request, response, store).catch((error: unknown) => fail(request, response, error));
    },
  );
  server.timeout = 60_000;
  server.on('listening', () => {
    const address = server.address();
    if (address !== null && typeof address === 'object') {
      const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
      store.origin = `http://${host}:${address.port}`;
    }
  });
  server.on('close', () => {
    store.origin = undefined;
  });
  return server;
}

async function answer(request: IncomingMessage, response: ServerResponse, store: ObjectStore): Promise<void> {
  const url = URL.parse(request.url ?? '/', 'http://store');
  const key = url?.pathname.slice(1) ?? '';
  if (request.method === 'POST') {
    const { object, status } = await takeUpload(request, store);
    response.writeHead(status, { ETag: etag(object), 'Content-Length': 0 }).end();
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw new StoreError(
      405,
      'MethodNotAllowed',
      'The specified method is not allowed against this resource.',
    );
  }
  await send(request, response, store.open(key, url?.searchParams ?? new URLSearchParams()));
}

async function send(request: IncomingMessage, response: ServerResponse, object: StoredObject): Promise<void> {
  const { size } = object;
  const range = rangeOf(request.headers.range, size);
  if (range === 'none') {
    response.setHeader('Content-Range', `bytes */${size}`);
    throw new StoreError(416, 'InvalidRange', 'The requested range cannot be satisfied.');
  }
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('Content-Type', 'application/octet-stream');
  response.setHeader('ETag', etag(object));
  response.setHeader('Last-Modified', new Date(object.uploadedAt).toUTCString());
  response.setHeader('Content-MD5', Buffer.from(object.md5, 'hex').toString('base64'));
  response.setHeader('Content-Length', range === undefined ? size : range.end - range.start + 1);
  if (range !== undefined) response.setHeader('Content-Range', `bytes ${range.start}-${range.end}/${size}`);
  response.statusCode = range === undefined ? 200 : 206;
  if (request.method === 'HEAD' || size === 0) response.end();
  else await pipeline(createReadStream(object.path, range), response);
}

/** Answers as OSS does, as long as an answer can still be given. */
function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent || (request.destroyed && !request.complete)) {
    response.destroy();
    return;
  }
  const { status, code, message } =
    error instanceof StoreError ? error : new StoreError(500, 'InternalError', 'The object store failed.');
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${inXml(message)}</Message></Error>`;
  response.writeHead(status, {
    'Content-Type': 'application/xml',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
  // What a request with no meaning here still sends is read, so that its sender gets to read the answer.
  request.resume();
}

function etag({ md5 }: StoredObject): string {
  return `"${md5.toUpperCase()}"`;
}

function inXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
