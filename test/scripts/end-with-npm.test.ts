import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';

test('SIGTERM to npm ends the platform that it runs', async () => {
  const npm = spawn(
    'npm',
    [
      'run',
      '--silent',
      'platform',
      '--',
      ...['api', 'amqp', 'mqtt', 'admin'].flatMap((one) => [`--${one}-port`, '0']),
    ],
    { cwd: fileURLToPath(new URL('../..', import.meta.url)), detached: true },
  );
  onTestFinished(() => {
    try {
      process.kill(-Number(npm.pid), 'SIGKILL');
    } catch {
      // All of its processes have ended, as they should.
    }
  });
  const [line] = (await once(createInterface(npm.stdout), 'line')) as [string];
  const { api } = JSON.parse(line) as { api: string };
  expect((await fetch(api)).status).toBe(400);
  npm.kill('SIGTERM');
  await vi.waitFor(() => expect(fetch(api)).rejects.toThrow('fetch failed'), {
    timeout: 10_000,
    interval: 100,
  });
}, 60_000);
