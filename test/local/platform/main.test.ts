import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { machineClock } from '../../../local/platform/clock.ts';
import type { ReadyLine } from '../../../local/platform/start-platform.ts';
import { formBody, type Parameters, send, signedForm } from './api-caller.ts';

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

describe('with a state file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'platform-'));
    file = join(folder, 'state.jsonl');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const anyPorts = ['--api-port', '0', '--amqp-port', '0', '--mqtt-port', '0', '--admin-port', '0'];

  /** Runs a platform with the file for as long as something is done with it, and lets a signal, and another, end it. */
  async function during(signal: 'SIGTERM' | 'SIGINT', work: (api: string) => Promise<void>): Promise<void> {
    const started = run(...anyPorts, '--state', file);
    const [line] = await once(createInterface(started.stdout), 'line');
    await work((JSON.parse(line) as ReadyLine).api);
    started.kill(signal);
    started.kill(signal === 'SIGINT' ? 'SIGTERM' : 'SIGINT');
    expect(await once(started, 'exit')).toEqual([0, null]);
  }

  async function call(api: string, parameters: Parameters): Promise<Record<string, unknown>> {
    const form = signedForm(machineClock, 'POST', parameters);
    const { body } = await send(`${api}/`, formBody('POST', form));
    expect(body).toMatchObject({ Success: true });
    return body;
  }

  test('a platform begins where the one before it ended', async () => {
    let product: unknown;
    await during('SIGTERM', async (api) => {
      const { ProductKey } = await call(api, {
        Action: 'CreateProduct',
        ProductName: 'lamp',
        NodeType: 0,
      });
      const asked = { Action: 'QueryProduct', ProductKey: String(ProductKey) };
      product = (await call(api, asked))['Data'];
      await call(api, { Action: 'RegisterDevice', ProductKey: String(ProductKey), DeviceName: 'lamp-1' });
    });
    await during('SIGINT', async (api) => {
      const { List } = (await call(api, { Action: 'QueryProductList', CurrentPage: 1 }))['Data'] as {
        List: { ProductInfo: { ProductKey: string; DeviceCount: number }[] };
      };
      const [found] = List.ProductInfo;
      expect(found).toMatchObject({ ProductName: 'lamp', DeviceCount: 1 });
      const asked = { Action: 'QueryProduct', ProductKey: found?.ProductKey };
      expect((await call(api, asked))['Data']).toEqual({ ...(product as object), DeviceCount: 1 });
    });
  });

  test('one that cannot be read is told of, and left as it is', async () => {
    writeFileSync(file, '["state",{"format":"local IoT platform","version":99}]\n');
    const started = run(...anyPorts, '--state', file);
    let said = '';
    started.stderr.on('data', (chunk) => {
      said += chunk;
    });
    expect(await once(started, 'close')).toEqual([1, null]);
    expect(said).toContain(
      `${file}, line 1: the file has the version 99; this platform reads the version 1.`,
    );
    expect(readFileSync(file, 'utf8')).toContain('99');
  });

  test('one that could not be written in the end is told of at the start', async () => {
    const started = run(...anyPorts, '--state', join(folder, 'nowhere', 'state.jsonl'));
    let said = '';
    started.stderr.on('data', (chunk) => {
      said += chunk;
    });
    expect(await once(started, 'close')).toEqual([1, null]);
    expect(said).toContain(`ENOENT: no such file or directory, access '${join(folder, 'nowhere')}'`);
  });
});
