import { isUtf8 } from 'node:buffer';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { FunctionDefinition } from './function-definition.ts';
import { FunctionNotFound, type FunctionRunner, type Invocation } from './runner.ts';

const invocationPath = /^\/2023-03-30\/functions\/([^/]+)\/invocations$/;
const triggerPath = /^\/triggers\/([^/]+)(\/.*)?$/;
/** Function Compute takes at most this much in one synchronous invocation. */
const largestPayload = 32 * 1024 * 1024;

/**
 * The ways in to the functions over HTTP, for loopback only:
 *
 * - `POST /2023-03-30/functions/{functionName}/invocations` as Function Compute's InvokeFunction, with
 *   `X-Fc-Invocation-Type: Async` for an event that is only accepted
 * - `/triggers/{functionName}/…` for functions with an HTTP trigger; what follows is the path that the function sees
 * - `GET /abandoned`: the events that failed as often as their function allows
 */
export function createInvocationServer(runner: FunctionRunner, accountId: string): Server {
  return createServer((request, response) => {
    answer(runner, accountId, request, response).catch((error: unknown) => {
      const notFound = error instanceof FunctionNotFound;
      const tooLarge = error instanceof PayloadTooLarge;
      sendJson(response, notFound ? 404 : tooLarge ? 413 : 500, {
        Code: notFound ? 'FunctionNotFound' : tooLarge ? 'PayloadTooLarge' : 'InternalServerError',
        Message: notFound || tooLarge ? error.message : 'The local Function Compute failed.',
      });
    });
  });
}

async function answer(
  runner: FunctionRunner,
  accountId: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [, invoked] = invocationPath.exec(url.pathname) ?? [];
  if (invoked !== undefined && request.method === 'POST') {
    const payload = await readBody(request);
    const functionName = decodeURIComponent(invoked);
    if (request.headers['x-fc-invocation-type'] === 'Async') {
      const requestId = runner.invokeAsynchronously(functionName, payload);
      response.writeHead(202, { 'x-fc-request-id': requestId }).end();
      return;
    }
    sendInvocation(response, await runner.invoke(functionName, payload));
    return;
  }
  const [, triggered, path = '/'] = triggerPath.exec(url.pathname) ?? [];
  if (triggered !== undefined) {
    const functionName = decodeURIComponent(triggered);
    await answerTrigger(runner, accountId, functionName, path, url, request, response);
    return;
  }
  if (url.pathname === '/abandoned' && request.method === 'GET') {
    sendJson(
      response,
      200,
      runner.abandoned.map((event) => ({ ...event, payload: event.payload.toString('base64') })),
    );
    return;
  }
  sendJson(response, 404, {
    Code: 'NotFound',
    Message: `There is nothing at ${request.method} ${url.pathname}.`,
  });
}

async function answerTrigger(
  runner: FunctionRunner,
  accountId: string,
  functionName: string,
  path: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const definition = runner.functions.find((one) => one.functionName === functionName);
  const trigger = definition?.triggers.find((one) => one.type === 'http');
  if (definition === undefined || trigger?.type !== 'http') {
    throw new FunctionNotFound(
      functionName,
      runner.functions.filter(hasHttpTrigger).map((one) => one.functionName),
    );
  }
  const method = request.method ?? 'GET';
  if (!trigger.methods.includes(method)) {
    response.setHeader('allow', trigger.methods.join(', '));
    sendJson(response, 405, {
      Code: 'MethodNotAllowed',
      Message: `The trigger takes ${trigger.methods.join(', ')}.`,
    });
    return;
  }
  const body = await readBody(request);
  const isText = isUtf8(body);
  const now = new Date();
  const invocation = await runner.invoke(
    functionName,
    Buffer.from(
      JSON.stringify({
        version: 'v1',
        rawPath: path,
        body: isText ? body.toString('utf8') : body.toString('base64'),
        isBase64Encoded: !isText,
        headers: headersOf(request),
        queryParameters: Object.fromEntries(url.searchParams),
        requestContext: {
          accountId,
          domainName: request.headers.host ?? '',
          domainPrefix: functionName,
          http: {
            method,
            path,
            protocol: `HTTP/${request.httpVersion}`,
            sourceIp: request.socket.remoteAddress ?? '',
            userAgent: request.headers['user-agent'] ?? '',
          },
          requestId: '',
          time: now.toISOString(),
          timeEpoch: String(now.getTime()),
        },
      }),
    ),
  );
  if (invocation.error !== undefined) {
    sendInvocation(response, invocation, 502);
    return;
  }
  sendHttpResult(response, invocation);
}

/** An answer with a status code is taken apart; anything else is the body itself, as Function Compute does. */
function sendHttpResult(response: ServerResponse, { body, requestId }: Invocation): void {
  response.setHeader('x-fc-request-id', requestId);
  let result: unknown;
  try {
    result = JSON.parse(body.toString('utf8'));
  } catch {
    result = undefined;
  }
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    response.writeHead(200).end(body);
    return;
  }
  const { statusCode, headers, isBase64Encoded, body: text } = result as HttpResult;
  response
    .writeHead(Number(statusCode), headers)
    .end(Buffer.from(text ?? '', isBase64Encoded === true ? 'base64' : 'utf8'));
}

interface HttpResult {
  readonly statusCode: number;
  readonly headers?: Record<string, string>;
  readonly isBase64Encoded?: boolean;
  readonly body?: string;
}

function sendInvocation(
  response: ServerResponse,
  { requestId, body, error }: Invocation,
  failed = 200,
): void {
  response.writeHead(error === undefined ? 200 : failed, {
    'x-fc-request-id': requestId,
    ...(error !== undefined && { 'x-fc-error-type': error.errorType, 'content-type': 'application/json' }),
  });
  response.end(body);
}

function sendJson(response: ServerResponse, status: number, value: object): void {
  if (!response.headersSent) response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

class PayloadTooLarge extends Error {
  constructor() {
    super(`The payload is larger than ${largestPayload} bytes.`);
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestPayload) throw new PayloadTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function hasHttpTrigger(definition: FunctionDefinition): boolean {
  return definition.triggers.some((trigger) => trigger.type === 'http');
}

function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}
