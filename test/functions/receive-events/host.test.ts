import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startPlatform } from '../../../local/platform/start-platform.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

interface Host {
  readonly process: ChildProcess;
  readonly output: { text: string };
}

/** `npm run receive`, with nothing in its environment but what is given. */
function startHost(environment: NodeJS.ProcessEnv): Host {
  const host = spawn(process.execPath, ['--import', 'tsx', 'functions/receive-events/host.ts'], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...environment },
  });
  const output = { text: '' };
  for (const stream of [host.stdout, host.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output.text += text;
    });
  }
  onTestFinished(() => void host.kill('SIGKILL'));
  return { process: host, output };
}

test('on a host it receives over TLS until SIGTERM, which ends it cleanly', async () => {
  const { platform, ready, close } = await startPlatform({ apiPort: 0, amqpPort: 0 });
  onTestFinished(close);
  const group = platform.state.consumerGroups.get(ready.consumerGroupId);
  if (group === undefined) throw new Error('the consumer group is missing');
  const host = startHost({
    IOT_REGION_ID: ready.regionId,
    IOT_ENDPOINT: ready.api,
    AMQP_HOST: ready.amqp.host,
    AMQP_PORT: String(ready.amqp.port),
    AMQP_CA: ready.amqp.ca,
    CONSUMER_GROUP_ID: ready.consumerGroupId,
    ALIBABA_CLOUD_ACCESS_KEY_ID: ready.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: ready.accessKeySecret,
  });
  await vi.waitFor(() => expect(group.consumers.size, host.output.text).toBe(1), { timeout: 15_000 });

  const now = Date.now();
  const product = 'a1product00';
  group.publish({
    messageId: '1',
    topic: `/${product}/sh-gone-1/thing/lifecycle`,
    generateTime: now,
    payload: Buffer.from(
      JSON.stringify({
        action: 'create',
        productKey: product,
        deviceName: 'sh-gone-1',
        messageCreateTime: now,
      }),
    ),
  });
  // The device does not exist: the platform refuses it for ever, so the message is settled and the log says why.
  await vi.waitFor(() => expect(host.output.text).toContain('The platform refused an action.'), {
    timeout: 15_000,
  });

  host.process.kill('SIGTERM');
  const [code] = await once(host.process, 'exit');
  expect(code).toBe(0);
  expect(host.output.text).toContain('Receiving is over.');
  expect(host.output.text).not.toContain(ready.accessKeySecret);
  await vi.waitFor(() => expect(group.consumers.size).toBe(0));
  expect(group.accumulated).toBe(0);
}, 60_000);

test('on a host without its settings it says all that is missing, and does not start', async () => {
  const host = startHost({});
  const [code] = await once(host.process, 'exit');
  expect(code).toBe(1);
  expect(host.output.text).toContain('AMQP_HOST is missing');
  expect(host.output.text).toContain('CONSUMER_GROUP_ID is missing');
});
