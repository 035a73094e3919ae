import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FunctionNotFound } from '../../../local/fc/runner.ts';
import { defineFunction, startRunner } from './functions.ts';

test('a handler gets the event as a Buffer and the documented context', async () => {
  const runner = startRunner([
    await defineFunction(`exports.handler = async (event, context) => ({
      isBuffer: Buffer.isBuffer(event), text: event.toString(), context: { ...context, logger: typeof context.logger.info },
    });`),
  ]);
  const { body, requestId } = await runner.invoke('example', Buffer.from('hello'));
  expect(JSON.parse(body.toString())).toEqual({
    isBuffer: true,
    text: 'hello',
    context: {
      requestId,
      credentials: {
        accessKeyId: 'STS.example',
        accessKeySecret: 'temporary-secret',
        securityToken: 'temporary-token',
      },
      function: { name: 'example', handler: 'index.handler', memory: 128, timeout: 10 },
      service: { logProject: '', logStore: '', qualifier: 'LATEST', versionId: '' },
      region: 'cn-shanghai',
      accountId: '1000000000000001',
      retryCount: 0,
      logger: 'function',
    },
  });
});

test('an invocation for which there are no credentials fails, and says why', async () => {
  const runner = startRunner([await defineFunction('exports.handler = async () => "ran";')], {
    credentialsFor: async () => {
      throw new Error('The role may not be taken.');
    },
  });
  const { body, error } = await runner.invoke('example', Buffer.alloc(0));
  expect(error).toMatchObject({ errorType: 'AccessDenied', errorMessage: 'The role may not be taken.' });
  expect(body.toString()).not.toContain('ran');
});

test.each([
  ['a Buffer goes out as it is', 'Buffer.from([1, 2, 3])', Buffer.from([1, 2, 3])],
  ['an object goes out as JSON', '({ a: 1 })', Buffer.from('{"a":1}')],
  ['a number goes out as text', '12.5', Buffer.from('12.5')],
  ['nothing goes out as nothing', 'undefined', Buffer.alloc(0)],
])('of what a handler returns, %s', async (_, result, expected) => {
  const runner = startRunner([await defineFunction(`exports.handler = async () => ${result};`)]);
  expect((await runner.invoke('example', Buffer.alloc(0))).body).toEqual(expected);
});

test('an ES module is taken from index.mjs', async () => {
  const definition = await defineFunction('');
  const { writeFile } = await import('node:fs/promises');
  await writeFile(join(definition.codeFolder, 'index.mjs'), 'export const handler = async () => "module";');
  const runner = startRunner([definition]);
  expect((await runner.invoke('example', Buffer.alloc(0))).body.toString()).toBe('module');
});

test('an instance is initialized once and serves one invocation after the other', async () => {
  const runner = startRunner([
    await defineFunction(
      `let initialized = 0, served = 0;
       exports.initialize = async (context) => { if (context.function.name === 'example') initialized += 1; };
       exports.handler = async () => ({ initialized, served: ++served });`,
      { initializer: { handler: 'index.initialize', timeout: 3 } },
    ),
  ]);
  await runner.invoke('example', Buffer.alloc(0));
  const { body } = await runner.invoke('example', Buffer.alloc(0));
  expect(JSON.parse(body.toString())).toEqual({ initialized: 1, served: 2 });
});

test('a function whose initializer fails answers with that error, each time anew', async () => {
  const runner = startRunner([
    await defineFunction(
      `exports.initialize = async () => { throw new Error('no settings'); }; exports.handler = async () => 'never';`,
      { initializer: { handler: 'index.initialize', timeout: 3 } },
    ),
  ]);
  for (const attempt of [1, 2]) {
    const { error } = await runner.invoke('example', Buffer.from(String(attempt)));
    expect(error).toMatchObject({ errorMessage: 'no settings', errorType: 'Error' });
  }
});

test('invocations at the same time get instances of their own unless the function takes several', async () => {
  const code = `const { threadId } = require('node:worker_threads');
    exports.handler = async () => { await new Promise((done) => setTimeout(done, 50)); return threadId; };`;
  const runner = startRunner([
    await defineFunction(code, { functionName: 'alone' }),
    await defineFunction(code, { functionName: 'together', instanceConcurrency: 2 }),
  ]);
  const threads = async (name: string) =>
    new Set(
      (await Promise.all([1, 2].map(() => runner.invoke(name, Buffer.alloc(0))))).map(({ body }) =>
        String(body),
      ),
    ).size;
  expect(await threads('alone')).toBe(2);
  expect(await threads('together')).toBe(1);
});

test('a handler that takes longer than its timeout is ended, and the next invocation has a new instance', async () => {
  const runner = startRunner([
    await defineFunction(
      `exports.handler = async (event) => event.length ? 'quick' : new Promise(() => setInterval(() => {}, 1000));`,
      { timeout: 0.5 },
    ),
  ]);
  expect((await runner.invoke('example', Buffer.alloc(0))).error).toEqual({
    errorMessage: 'Function timed out after 0.5 seconds (index.handler).',
    errorType: 'FunctionTimeoutError',
    stackTrace: [],
  });
  expect((await runner.invoke('example', Buffer.from('x'))).body.toString()).toBe('quick');
});

test('a function that ends its process fails its invocation and nothing else', async () => {
  const runner = startRunner([
    await defineFunction(`exports.handler = async (event) => event.length ? 'alive' : process.exit(3);`),
  ]);
  expect((await runner.invoke('example', Buffer.alloc(0))).error?.errorMessage).toContain('exit code 3');
  expect((await runner.invoke('example', Buffer.from('x'))).body.toString()).toBe('alive');
});

test('a failed asynchronous event is tried again until it succeeds', async () => {
  const runner = startRunner([
    await defineFunction(`let count = 0;
      exports.handler = async (event, context) => {
        if (context.retryCount < 2) throw new Error('not yet');
        console.log('done at retry ' + context.retryCount);
      };`),
  ]);
  runner.invokeAsynchronously('example', Buffer.alloc(0));
  await runner.quiet();
  expect(runner.abandoned).toEqual([]);
});

test('an asynchronous event that keeps failing ends at the failure destination with its payload', async () => {
  const runner = startRunner([
    await defineFunction(`exports.handler = async () => { throw new TypeError('never'); };`, {
      asynchronous: {
        maxAsyncRetryAttempts: 2,
        maxAsyncEventAge: 60,
        onFailure: 'acs:mns:::/queues/failures',
      },
    }),
  ]);
  const requestId = runner.invokeAsynchronously('example', Buffer.from('the event'));
  await runner.quiet();
  expect(runner.abandoned).toMatchObject([
    {
      requestId,
      functionName: 'example',
      destination: 'acs:mns:::/queues/failures',
      attempts: 3,
      payload: Buffer.from('the event'),
      error: { errorMessage: 'never', errorType: 'TypeError' },
    },
  ]);
});

test('what a function prints comes line by line, under its name', async () => {
  const lines: string[] = [];
  const runner = startRunner(
    [await defineFunction(`exports.handler = async () => { console.log('one\\ntwo'); };`)],
    { onLog: (name, line) => lines.push(`${name}: ${line}`) },
  );
  await runner.invoke('example', Buffer.alloc(0));
  await expect.poll(() => lines).toEqual(['example: one', 'example: two']);
});

test('closing runs each instance’s preStop', async () => {
  const definition = await defineFunction(
    `const { writeFileSync } = require('node:fs');
     exports.handler = async () => {};
     exports.preStop = async () => writeFileSync(process.env.MARK, 'stopped');`,
    { preStop: { handler: 'index.preStop', timeout: 3 } },
  );
  const mark = join(definition.codeFolder, 'mark');
  const runner = startRunner([{ ...definition, environmentVariables: { MARK: mark } }]);
  await runner.invoke('example', Buffer.alloc(0));
  expect(existsSync(mark)).toBe(false);
  await runner.close();
  expect(readFileSync(mark, 'utf8')).toBe('stopped');
});

test('a name that no function has is said, with the names there are', async () => {
  const runner = startRunner([await defineFunction('')]);
  expect(() => runner.invoke('exampel', Buffer.alloc(0))).toThrow(FunctionNotFound);
  expect(() => runner.invoke('exampel', Buffer.alloc(0))).toThrow(
    'There is no function "exampel"; there are example.',
  );
});

test('terminating ends an invocation that would run on', async () => {
  const runner = startRunner([await defineFunction('exports.handler = () => new Promise(() => {});')]);
  const invocation = runner.invoke('example', Buffer.alloc(0));
  await runner.terminate();
  expect((await invocation).error?.errorType).toBe('FunctionUnhandledError');
});
