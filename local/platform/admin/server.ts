import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Problem } from '../../../shared/runtime/http/problem.ts';
import type { Administered } from './administered.ts';
import { checkCaller } from './guard.ts';
import { statusPage } from './page.ts';
import { type Route, routes } from './routes.ts';

/** The largest body, in bytes: a fault is small. */
const largestBody = 64 * 2 ** 10;

/**
 * The platform's own admin API, which the vendor has not: state in numbers, deliveries, faults, the clock, and a reset.
 * Not listening yet, and to listen at loopback only. What it refuses it refuses with a problem document (RFC 9457).
 *
 * @example
 * const server = createAdminServer({ platform, drivenClock, reset, cutConnections: () => amqp.cut() });
 * server.listen(8121, '127.0.0.1');
 */
export function createAdminServer(
  administered: Administered,
  onInternalError: (error: unknown) => void = () => {},
): Server {
  return createServer({ requestTimeout: 10_000 }, (request, response) => {
    answer(request, response, administered).catch((error: unknown) => {
      if (!(error instanceof Problem)) onInternalError(error);
      fail(request, response, error);
    });
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  administered: Administered,
): Promise<void> {
  checkCaller(request);
  const url = URL.parse(request.url ?? '/', 'http://localhost');
  const path = url?.pathname ?? '/';
  if (path === '/' && request.method === 'GET') {
    send(response, 200, 'text/html; charset=utf-8', statusPage(administered.platform));
    return;
  }
  const { route, id } = routeOf(request, path);
  const body = await readBody(request);
  const query = Object.fromEntries(url?.searchParams ?? []);
  const answered = await route.answer({ id, query, body }, administered);
  if (route.status === 204) response.writeHead(204).end();
  else send(response, route.status, 'application/json', JSON.stringify(answered));
}

function routeOf({ method }: IncomingMessage, path: string): { readonly route: Route; readonly id: string } {
  const there = routes.flatMap((route) => {
    const [start = '', end] = route.path.split('{id}');
    if (end === undefined) return route.path === path ? [{ route, id: '' }] : [];
    const id = path.startsWith(start) ? path.slice(start.length) : '';
    return /^[\w-]+$/.test(id) ? [{ route, id }] : [];
  });
  const found = there.find(({ route }) => route.method === method);
  if (found !== undefined) return found;
  if (there.length > 0) {
    const methods = there.map(({ route }) => route.method).join(' or ');
    throw new Problem(405, 'Method not allowed', `${path} is for ${methods}.`);
  }
  const paths = [...new Set(['/', ...routes.map((route) => route.path)])].join(', ');
  throw new Problem(404, 'Not found', `There is nothing at ${path}; there are ${paths}.`);
}

/** @throws Problem unless the body is JSON, or there is none */
async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largestBody) chunks.push(chunk);
  }
  if (size > largestBody)
    throw new Problem(413, 'Too large', `The body may have at most ${largestBody} bytes.`);
  if (size === 0) return undefined;
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new Problem(415, 'Not JSON', 'The header Content-Type must be application/json.');
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch (error) {
    throw new Problem(
      400,
      'Not JSON',
      `The body is no JSON: ${error instanceof Error ? error.message : ''}.`,
    );
  }
}

function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const problem =
    error instanceof Problem
      ? error
      : new Problem(500, 'Internal error', 'The platform failed; its log says how.');
  if (!request.complete) response.setHeader('Connection', 'close');
  send(response, problem.status, 'application/problem+json', JSON.stringify(problem));
}

function send(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.writeHead(status, {
    'Content-Type': contentType,
    'Content-Length': Buffer.byteLength(body),
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  response.end(body);
}
