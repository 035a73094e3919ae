import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { FunctionRunner } from '../../../local/fc/runner.ts';
import { createInvocationServer } from '../../../local/fc/server.ts';
import { defineFunction, startRunner } from './functions.ts';

async function listen(runner: FunctionRunner): Promise<string> {
  const server = createInvocationServer(runner, '1000000000000001').listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const echo = `exports.handler = async (event) => {
  const request = JSON.parse(event);
  return { statusCode: 201, headers: { 'x-seen': request.rawPath }, body: JSON.stringify(request) };
};`;
const trigger = { type: 'http', name: 'http', methods: ['GET', 'POST'] } as const;

test('a synchronous invocation answers with what the function returned', async () => {
  const address = await listen(
    startRunner([await defineFunction('exports.handler = async (event) => event.toString().toUpperCase();')]),
  );
  const answer = await fetch(`${address}/2023-03-30/functions/example/invocations`, {
    method: 'POST',
    body: 'abc',
  });
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe('ABC');
  expect(answer.headers.get('x-fc-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

test('a failed invocation is told by a header, with the error as its body', async () => {
  const address = await listen(
    startRunner([
      await defineFunction('exports.handler = async () => { throw new RangeError("too far"); };'),
    ]),
  );
  const answer = await fetch(`${address}/2023-03-30/functions/example/invocations`, { method: 'POST' });
  expect(answer.headers.get('x-fc-error-type')).toBe('RangeError');
  expect(await answer.json()).toMatchObject({ errorMessage: 'too far', errorType: 'RangeError' });
});

test('an asynchronous invocation is accepted at once', async () => {
  const runner = startRunner([
    await defineFunction('exports.handler = async () => { throw new Error("no"); };'),
  ]);
  const address = await listen(runner);
  const answer = await fetch(`${address}/2023-03-30/functions/example/invocations`, {
    method: 'POST',
    headers: { 'x-fc-invocation-type': 'Async' },
    body: 'later',
  });
  expect(answer.status).toBe(202);
  await runner.quiet();
  const abandoned = await (await fetch(`${address}/abandoned`)).json();
  expect(abandoned).toMatchObject([{ payload: Buffer.from('later').toString('base64') }]);
});

test('an HTTP trigger hands the request over as its event, and the answer back', async () => {
  const address = await listen(startRunner([await defineFunction(echo, { triggers: [trigger] })]));
  const answer = await fetch(`${address}/triggers/example/releases/7?full=yes`, {
    method: 'POST',
    headers: { 'x-custom': 'a' },
    body: '{"a":"ü"}',
  });
  expect(answer.status).toBe(201);
  expect(answer.headers.get('x-seen')).toBe('/releases/7');
  expect(await answer.json()).toMatchObject({
    version: 'v1',
    rawPath: '/releases/7',
    body: '{"a":"ü"}',
    isBase64Encoded: false,
    headers: { 'x-custom': 'a' },
    queryParameters: { full: 'yes' },
    requestContext: {
      http: { method: 'POST', path: '/releases/7', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
    },
  });
});

test('bytes that are no text reach an HTTP function in base64', async () => {
  const address = await listen(startRunner([await defineFunction(echo, { triggers: [trigger] })]));
  const answer = await fetch(`${address}/triggers/example/`, {
    method: 'POST',
    body: Buffer.from([0xff, 0x00]),
  });
  expect(await answer.json()).toMatchObject({ body: '/wA=', isBase64Encoded: true });
});

test.each([
  ['GET', '/nowhere', 404, 'NotFound'],
  ['POST', '/2023-03-30/functions/none/invocations', 404, 'FunctionNotFound'],
  ['GET', '/triggers/none/', 404, 'FunctionNotFound'],
  ['DELETE', '/triggers/example/', 405, 'MethodNotAllowed'],
])('%s %s is refused with %i %s', async (method, path, status, code) => {
  const address = await listen(startRunner([await defineFunction(echo, { triggers: [trigger] })]));
  const answer = await fetch(address + path, { method });
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ Code: code });
});
