import { Webhook } from 'standardwebhooks';
import { expect, onTestFinished, test, vi } from 'vitest';
import * as z from 'zod/mini';
import type { FunctionContext } from '../../../../shared/runtime/context.ts';
import { hook } from '../../../../shared/runtime/http/hook.ts';
import { type HookCall, route } from '../../../../shared/runtime/http/route.ts';
import { StoreUnavailable } from '../../../../shared/store/store.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

const context: FunctionContext = {
  requestId: 'request-1',
  credentials: { accessKeyId: 'id', accessKeySecret: 'role-secret', securityToken: 'role-token' },
  function: { name: 'example', handler: 'index.handler', memory: 128, timeout: 10 },
  region: 'cn-shanghai',
  accountId: '1',
};

/** A hook with one route, `POST /things/{name}`, that does this. */
function hookThat(
  work: (call: HookCall) => Promise<Record<string, unknown>>,
  environment = { HOOK_SECRETS: secret },
) {
  const things = route({
    method: 'POST',
    path: '/things/{name}',
    name: 'doThing',
    summary: 'Do a thing',
    parameters: z.object({ name: z.string() }),
    answer: { status: 202, description: 'It is done.', schema: z.looseObject({}) },
    work: (_parameters, _body, call) => work(call),
  });
  const { initialize, handler, preStop } = hook([things], { openapi: '3.1.0' }, environment, '.');
  onTestFinished(preStop);
  return { initialize, ask: (id: string) => handler(signedEvent(id), context) };
}

function signedEvent(id: string): Buffer {
  const at = new Date();
  return Buffer.from(
    JSON.stringify({
      rawPath: '/things/one',
      body: '',
      headers: {
        'Webhook-Id': id,
        'Webhook-Timestamp': String(Math.floor(at.getTime() / 1000)),
        'Webhook-Signature': new Webhook(secret).sign(id, at, ''),
      },
      requestContext: { http: { method: 'POST' } },
    }),
  );
}

/** What is written to the log, line by line. */
function keptLog(): () => Record<string, unknown>[] {
  const written: string[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    const spy = vi.spyOn(stream, 'write').mockImplementation((text) => {
      written.push(String(text));
      return true;
    });
    onTestFinished(() => spy.mockRestore());
  }
  return () =>
    written
      .join('')
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
}

test('a store that cannot be reached is 503: the same delivery is to come again, later', async () => {
  const { ask } = hookThat(async () => {
    throw new StoreUnavailable('it is away');
  });
  const lines = keptLog();
  const answer = await ask('msg_1');
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '10']);
  expect(answer.body).not.toContain('it is away');
  expect(lines()).toContainEqual(
    expect.objectContaining({ level: 'ERROR', message: 'The store cannot be reached.' }),
  );
  expect((await ask('msg_1')).statusCode).toBe(503);
});

test('a failure within is 500 without a trace of it, which the log has; and the delivery may come again', async () => {
  let broken = true;
  const { ask } = hookThat(async () => {
    if (broken) throw new Error('nothing to see outside');
    return { done: true };
  });
  const lines = keptLog();
  const failed = await ask('msg_1');
  expect([failed.statusCode, JSON.parse(failed.body)]).toEqual([
    500,
    { title: 'Internal error', status: 500, detail: 'The function failed; its log says how.' },
  ]);
  expect(lines()).toContainEqual(
    expect.objectContaining({
      level: 'ERROR',
      message: 'A request could not be answered.',
      error: expect.objectContaining({
        message: 'nothing to see outside',
        stack: expect.stringContaining('at '),
      }),
    }),
  );
  broken = false;
  const done = await ask('msg_1');
  expect([done.statusCode, done.headers['content-type'], JSON.parse(done.body)]).toEqual([
    202,
    'application/json',
    { done: true },
  ]);
  expect((await ask('msg_1')).statusCode).toBe(401);
});

test('the work is told which delivery asks for it, and by when to be over', async () => {
  let told: HookCall | undefined;
  const { ask } = hookThat(async (call) => {
    told = call;
    return {};
  });
  keptLog();
  const before = Date.now();
  await ask('msg_1');
  expect(told?.id).toBe('msg_1');
  expect(Math.abs((told?.sentAt ?? 0) - before)).toBeLessThan(2_000);
  expect(told?.deadline).toBeGreaterThanOrEqual(before + 7_000);
  expect(told?.deadline).toBeLessThan(before + 10_000);
});

test('each request is one line of the log, without a secret or a signature', async () => {
  const { ask } = hookThat(async () => ({}));
  const lines = keptLog();
  await ask('msg_1');
  expect(lines()).toMatchObject([
    { message: 'A request is answered.', method: 'POST', path: '/things/one', statusCode: 202 },
  ]);
  expect(JSON.stringify(lines())).not.toMatch(/whsec_|v1,|role-secret|role-token/);
});

test('a malformed secret keeps the function from starting, and is not shown', async () => {
  const { initialize } = hookThat(async () => ({}), { HOOK_SECRETS: 'whsec_c2hvcnQ=' });
  const started = initialize(context);
  await expect(started).rejects.toThrow('HOOK_SECRETS has to be secrets');
  await expect(started).rejects.not.toThrow('c2hvcnQ');
});
