import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { machineClock } from '../../../local/platform/clock.ts';
import type { ReadyLine } from '../../../local/platform/start-platform.ts';
import { formBody, send, signedForm } from './api-caller.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
let child: ChildProcess | undefined;

afterEach(() => {
  child?.kill('SIGKILL');
});

function run(...flags: readonly string[]) {
  const started = spawn(process.execPath, ['--import', 'tsx', 'local/platform/main.ts', ...flags], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = started;
  return started;
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  'the first line says how to reach the platform, and %s ends it',
  async (signal) => {
    const started = run(
      '--api-port',
      '0',
      '--amqp-port',
      '0',
      '--mqtt-port',
      '0',
      '--admin-port',
      '0',
      '--access-key-id',
      'me',
      '--access-key-secret',
      'mine',
      '--region',
      'ap-southeast-1',
    );
    const [line] = await once(createInterface(started.stdout), 'line');
    const ready = JSON.parse(line) as ReadyLine;
    expect(ready).toEqual({
      api: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      amqp: { host: '127.0.0.1', port: expect.any(Number), tls: true, ca: expect.any(String) },
      mqtt: { host: '127.0.0.1', port: expect.any(Number) },
      admin: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      regionId: 'ap-southeast-1',
      accountId: '1234567890123456',
      accessKeyId: 'me',
      accessKeySecret: 'mine',
      consumerGroupId: 'DEFAULT_GROUP',
    });
    expect(existsSync(ready.amqp.ca ?? '')).toBe(true);
    const call = { Action: 'QueryConsumerGroupByGroupId', GroupId: ready.consumerGroupId };
    const form = signedForm(
      machineClock,
      'POST',
      { ...call, AccessKeyId: 'me', RegionId: ready.regionId },
      'mine',
    );
    expect((await send(`${ready.api}/`, formBody('POST', form))).body).toMatchObject({ Success: true });

    started.kill(signal);
    const [code] = await once(started, 'exit');
    expect(code).toBe(0);
    expect(existsSync(ready.amqp.ca ?? '')).toBe(false);
  },
);

test('a flag that cannot be is refused with a word why', async () => {
  const started = run('--api-port', '99999');
  let said = '';
  started.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(started, 'close');
  expect(code).toBe(1);
  expect(said).toContain(
    "'--api-port <port>' argument '99999' is invalid. It must be a number from 0 to 65535.",
  );
});

test('with a clock that is driven, time passes by the admin API alone, and callers keep their own', async () => {
  const started = run(
    ...['--api-port', '0', '--amqp-port', '0', '--mqtt-port', '0', '--admin-port', '0', '--driven-clock'],
  );
  const [line] = await once(createInterface(started.stdout), 'line');
  const { admin, api } = JSON.parse(line) as ReadyLine;
  const clock = async (path = '', init?: RequestInit) =>
    (await send(`${admin}/clock${path}`, init ?? {})).body;
  const { time, driven } = await clock();
  expect(driven).toBe(true);
  const day = 24 * 60 * 60_000;
  const advanced = await clock('/advance', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ milliseconds: day }),
  });
  expect(Date.parse(advanced['time'])).toBe(Date.parse(time) + day);
  const form = signedForm(machineClock, 'POST', { Action: 'QueryDeviceGroupList' });
  expect((await send(`${api}/`, formBody('POST', form))).body).toMatchObject({ Success: true });
});
