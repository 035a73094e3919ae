import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createInvocationServer } from '../../../../local/fc/server.ts';
import { invokeOverHttp } from '../../../../local/platform/rules-engine/invoke-over-http.ts';
import { defineFunction, startRunner } from '../../fc/functions.ts';

async function functionCompute() {
  const runner = startRunner([
    await defineFunction('exports.handler = async () => { throw new Error("seen"); };'),
  ]);
  const server = createInvocationServer(runner, '1').listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close().closeAllConnections());
  return { runner, invoke: invokeOverHttp(`http://127.0.0.1:${(server.address() as AddressInfo).port}`) };
}

test('what a rule forwards is accepted by the local Function Compute, byte for byte', async () => {
  const { runner, invoke } = await functionCompute();
  await invoke('example', Buffer.from([0, 255, 1]));
  await runner.quiet();
  expect(runner.abandoned).toMatchObject([{ functionName: 'example', payload: Buffer.from([0, 255, 1]) }]);
});

test('a function that is not there fails the forward', async () => {
  const { invoke } = await functionCompute();
  await expect(invoke('nothing', Buffer.from('{}'))).rejects.toThrow(
    'Function Compute answers 404 to an event for nothing.',
  );
});
