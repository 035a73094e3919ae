import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { type DeadLetter, deadLetter } from '../../../events/dead-letter.ts';
import type { Reading } from '../../../events/message.ts';
import { deadLetterCommand } from '../../../functions/receive-events/dead-letter-command.ts';
import { readDeployment } from '../../../local/fc/deployment.ts';
import type { Reaction } from '../../../shared/fleet/react.ts';
import { createMemoryStore } from '../../../shared/store/memory.ts';
import { defineFunction, ownCredentials, startRunner } from '../../local/fc/functions.ts';
import { newDevice, newProduct, servePlatform } from '../../local/platform/api-caller.ts';
import { startRedis, withoutRedis } from '../../shared/store/redis/redis-server.ts';
import { reaction, settled } from './receiving.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

function letter(id: string, text: string, topic = '/a1/device/user/get'): DeadLetter {
  return deadLetter(
    {
      channel: 'amqp',
      id,
      topic,
      generateTime: 5,
      receivedTime: 1_571_323_749_000,
      bytes: Buffer.from(text),
    },
    'deliveries: must be dealt with within 16, but has failed 16 times',
  );
}

/** The command over a store in memory with some letters; `react` is told the texts of the messages. */
async function run(
  letters: readonly DeadLetter[] | undefined,
  react: (texts: string[]) => Reaction[] = (texts) => texts.map(() => settled),
  input = '',
) {
  const store = createMemoryStore();
  await store.keepDeadLetters(letters ?? []);
  const ask = async (...parameters: string[]) => {
    const printed: string[] = [];
    const command = deadLetterCommand({
      store: () => (letters === undefined ? undefined : store),
      react: async (readings) => react(readings.map(textOf)),
      input: async () => input,
      print: (text) => void printed.push(text),
    });
    const problem = await command.parseAsync(parameters, { from: 'user' }).then(
      () => undefined,
      (error: Error) => error.message,
    );
    return { printed, problem };
  };
  return { ask, ids: async () => (await store.deadLetters()).map(({ id }) => id) };
}

function textOf(reading: Reading): string {
  return 'event' in reading && reading.event.type === 'custom'
    ? Buffer.from(reading.event.payload).toString()
    : 'other';
}

test('list prints one line each, the oldest first, or JSON', async () => {
  const letters = [letter('1', 'a'), letter('2', 'b', '/a1/\u001b[31m/user/get')];
  const { ask } = await run(letters);
  expect((await ask('list')).printed).toEqual([
    '1  2019-10-17T14:49:09.000Z  amqp  /a1/device/user/get  deliveries: must be dealt with within 16, but has failed 16 times',
    '2  2019-10-17T14:49:09.000Z  amqp  /a1/ [31m/user/get  deliveries: must be dealt with within 16, but has failed 16 times',
  ]);
  expect((await ask('list', '--json')).printed.map((line) => JSON.parse(line))).toEqual(letters);
  expect((await (await run([])).ask('list')).printed).toEqual(['There are no dead letters.']);
});

test('show prints the payload as text where it is text, and as base64 where not', async () => {
  const bytes = { channel: 'amqp', id: '2', receivedTime: 0, bytes: Buffer.from([0, 255, 1]) } as const;
  const { ask } = await run([letter('1', '{"a":1}'), deadLetter(bytes, 'broken')]);
  expect((await ask('show', '1')).printed[0]).toMatch(/payload {7}7 bytes, as text:\n\{"a":1\}$/);
  expect((await ask('show', '2')).printed[0]).toMatch(/as base64, for they are no text:\nAP8B$/);
  expect((await ask('show', '3')).problem).toBe('There is no dead letter 3.');
});

test('replay drops what is settled, keeps the rest, and says what became of each', async () => {
  const { ask, ids } = await run(
    [letter('1', 'good'), letter('2', 'bad'), letter('3', '', '/broken')],
    (texts) =>
      texts.map((text) => (text === 'good' ? reaction('done') : reaction('failed', 'Throttling.User'))),
  );
  const { printed, problem } = await ask('replay', '--all');
  expect(printed).toEqual([
    '1  settled and dropped: disable done (rule the rule)',
    '2  not settled: disable failed (rule the rule): Throttling.User what Throttling.User says',
    '3  not settled: it still breaks a rule: topic: must be that of a message about devices, but is "/broken"',
  ]);
  expect(problem).toBe('2 of 3 are not settled.');
  expect(await ids()).toEqual(['2', '3']);
});

test('replay and drop take ids, or all, and refuse what is neither', async () => {
  const { ask, ids } = await run([letter('1', 'a'), letter('2', 'b'), letter('3', 'c')]);
  expect((await ask('replay', '1', '1')).printed).toEqual([
    '1  settled and dropped: no rule wants anything of it',
  ]);
  expect((await ask('drop', '2')).printed).toEqual(['2  dropped']);
  expect(await ids()).toEqual(['3']);
  expect((await ask('drop')).problem).toBe('Give the ids of dead letters, or --all.');
  expect((await ask('drop', '3', '--all')).problem).toBe('Give ids, or --all, not both.');
  expect((await ask('replay', '3', '4')).problem).toBe('There is no dead letter 4.');
  expect(await ids()).toEqual(['3']);
  await ask('drop', '--all');
  expect(await ids()).toEqual([]);
});

test('replay - takes letters and lines of the log, and tells every mistake with its line', async () => {
  const seen: string[] = [];
  const react = (texts: string[]) => {
    seen.push(...texts);
    return texts.map(() => settled);
  };
  const line = JSON.stringify({ level: 'ERROR', deadLetter: letter('1', 'from the log') });
  const lines = `${line}\n\n${JSON.stringify(letter('2', 'by itself'))}\n`;
  const { ask } = await run(undefined, react, lines);
  expect((await ask('replay', '-')).printed).toHaveLength(2);
  expect(seen).toEqual(['from the log', 'by itself']);
  const pretty = JSON.stringify([letter('3', 'in a list')], undefined, 2);
  await (await run(undefined, react, pretty)).ask('replay', '-');
  expect(seen).toHaveLength(3);

  const broken = `${line}\nnonsense\n{"deadLetter":{"id":"9"}}`;
  const { problem } = await (await run(undefined, react, broken)).ask('replay', '-');
  expect(problem).toMatch(/^Nothing was replayed\.\nline 2: must be JSON\nline 3: channel: must be amqp/);
  expect(seen).toHaveLength(3);
});

test('without a shared store it says where dead letters are, and how to replay them from there', async () => {
  const { ask } = await run(undefined);
  for (const parameters of [['list'], ['show', '1'], ['replay', '--all'], ['drop', '1']])
    expect((await ask(...parameters)).problem).toMatch(/^REDIS_URL is not set\.[\s\S]*replay -$/);
});

/** `npm run dead-letters`, with nothing in its environment but what is given. */
async function start(parameters: string[], environment: NodeJS.ProcessEnv, input: string) {
  const process_ = spawn(
    process.execPath,
    ['--import', 'tsx', 'functions/receive-events/dead-letters.ts', ...parameters],
    { cwd: root, env: { PATH: process.env['PATH'], ...environment } },
  );
  onTestFinished(() => void process_.kill('SIGKILL'));
  let output = '';
  for (const stream of [process_.stdout, process_.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  process_.stdin.end(input);
  const [code] = await once(process_, 'close');
  return { code, output };
}

test('as a command it carries out on the platform what the rules want of a letter of the log', async () => {
  const { platform, url, must, close } = await servePlatform();
  onTestFinished(close);
  const { productKey } = newDevice(platform, newProduct(platform), 'sh-pump').product;
  const folder = await mkdtemp(join(tmpdir(), 'fleetkeeper-dead-letters-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const fleetFile = join(folder, 'fleet.yaml');
  await writeFile(fleetFile, 'disabling:\n  - name: all\n    on: custom\n');
  const { code, output } = await start(
    ['replay', '-'],
    {
      IOT_REGION_ID: 'cn-shanghai',
      IOT_ENDPOINT: url,
      FLEET_FILE: fleetFile,
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'testid',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'testsecret',
    },
    JSON.stringify({ deadLetter: letter('1', 'a', `/${productKey}/sh-pump/user/get`) }),
  );
  expect(output).toBe('1  settled: disable done (rule all)\n');
  expect(code).toBe(0);
  const { Data } = await must('GetDeviceStatus', { ProductKey: productKey, DeviceName: 'sh-pump' });
  expect(Data.Status).toBe('DISABLE');
}, 30_000);

test.skipIf(withoutRedis)(
  'a letter that a deployed function kept in Redis is listed and shown, stays when it breaks the rule again, and is dropped',
  async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.close());
    const { platform, url, close } = await servePlatform();
    onTestFinished(close);
    const { productKey } = newDevice(platform, newProduct(platform), 'sh-pump').product;
    const { codeFolder } = await defineFunction('');
    const fleetFile = join(codeFolder, 'fleet.yaml');
    await writeFile(fleetFile, 'grouping:\n  - { name: all, on: lifecycle.create, group: everything }\n');
    const environment = {
      IOT_REGION_ID: 'cn-shanghai',
      IOT_ENDPOINT: url,
      FLEET_FILE: fleetFile,
      REDIS_URL: redis.url,
      REDIS_NAMESPACE: 'test',
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'testid',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'testsecret',
    };
    const deployed = await readDeployment(join(root, 's.yaml'));
    const runner = startRunner(
      deployed.map((definition) => ({
        ...definition,
        environmentVariables: { ...definition.environmentVariables, ...environment },
      })),
      { credentialsFor: await ownCredentials(platform, deployed) },
    );
    const message = { topic: `/${productKey}/sh-pump/thing/lifecycle`, messageId: '17', action: 'explode' };
    const { error } = await runner.invoke(
      'fleetkeeper-test-group-devices',
      Buffer.from(JSON.stringify(message)),
    );
    expect(error).toBeUndefined();

    const listed = await start(['list'], environment, '');
    expect(listed.output).toMatch(/^17 .*action: must be create, delete, enable or disable/);
    expect((await start(['show', '17'], environment, '')).output).toContain('explode');
    const again = await start(['replay', '17'], environment, '');
    expect(again.output).toMatch(/^17 .*action: must be create/);
    const kept = await start(['list', '--json'], environment, '');
    expect(JSON.parse(kept.output)).toMatchObject({ id: '17', topic: message.topic });
    expect((await start(['drop', '17'], environment, '')).code).toBe(0);
    expect((await start(['list', '--json'], environment, '')).output.trim()).toBe('');
  },
  60_000,
);

test('as a command it fails with what is wrong, and shows its help', async () => {
  const none = await start(['list'], {}, '');
  expect(none.code).toBe(1);
  expect(none.output).toContain('REDIS_URL is not set.');
  const unknown = await start(['eat'], {}, '');
  expect(unknown.code).toBe(1);
  expect(unknown.output).toContain("unknown command 'eat'");
}, 30_000);
