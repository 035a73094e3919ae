import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { readDeployment } from '../../local/fc/deployment.ts';
import type { FunctionDefinition } from '../../local/fc/function-definition.ts';
import { timerEvent } from '../../local/fc/timers.ts';
import { defineFunction, ownCredentials, startRunner } from '../local/fc/functions.ts';
import { newDevice, type ServedPlatform, servePlatform } from '../local/platform/api-caller.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const deployed = await readDeployment(`${root}s.yaml`);

const fleet = `
grouping:
  - { name: sites, on: lifecycle.create, match: { deviceName: [{ prefix: sh- }] }, group: sites/shanghai }
`;

interface Cloud {
  readonly served: ServedPlatform;
  readonly productKey: string;
  readonly fleetFile: string;
  readonly logs: Record<string, unknown>[];
  invoke(
    name: string,
    payload?: string,
  ): Promise<{ answer: unknown; error: { errorMessage: string } | undefined }>;
}

/** A platform with a product, and the functions as s.yaml deploys them, beside it. */
async function startCloud(
  environment: (productKey: string) => Record<string, string>,
  settings: Partial<FunctionDefinition> = {},
): Promise<Cloud> {
  const served = await servePlatform();
  onTestFinished(() => served.close());
  const product = await served.must('CreateProduct', { ProductName: 'meters', NodeType: 0 });
  const productKey = String(product['ProductKey']);
  const { codeFolder } = await defineFunction('');
  const fleetFile = join(codeFolder, 'fleet.yaml');
  await writeFile(fleetFile, fleet);
  const logs: Record<string, unknown>[] = [];
  const own = { IOT_ENDPOINT: served.url, FLEET_FILE: fleetFile, ...environment(productKey) };
  const runner = startRunner(
    deployed.map((definition) => ({
      ...definition,
      ...settings,
      environmentVariables: { ...definition.environmentVariables, ...own },
    })),
    {
      credentialsFor: await ownCredentials(served.platform, deployed),
      onLog: (_, line) => logs.push(JSON.parse(line)),
    },
  );
  return {
    served,
    productKey,
    fleetFile,
    logs,
    async invoke(name, payload = '') {
      const event = timerEvent({ name: 'tick', payload }, new Date());
      const { body, error } = await runner.invoke(`fleetkeeper-test-${name}`, event);
      return { answer: error === undefined ? JSON.parse(body.toString()) : undefined, error };
    },
  };
}

async function groupsOf({ served, productKey }: Cloud, deviceName: string): Promise<string[]> {
  const { GroupInfos } = await served.must('QueryDeviceGroupByDevice', {
    ProductKey: productKey,
    DeviceName: deviceName,
  });
  return GroupInfos.GroupInfo.map(({ GroupName }: { GroupName: string }) => GroupName);
}

test('sweep-fleet says with payload dry-run what it would do, does it without, and counts both', async () => {
  const cloud = await startCloud((productKey) => ({ PRODUCT_KEYS: productKey }));
  const named = { ProductKey: cloud.productKey, DeviceName: 'sh-meter-1' };
  await cloud.served.must('RegisterDevice', named);

  const dry = await cloud.invoke('sweep-fleet', 'dry-run');
  expect(dry.answer).toMatchObject({ devices: 1, differences: { group: 1 }, outcomes: {}, complete: true });
  await expect
    .poll(() => cloud.logs)
    .toContainEqual(
      expect.objectContaining({
        message: 'A sweep would do this.',
        action: 'group',
        deviceName: 'sh-meter-1',
      }),
    );
  expect(await groupsOf(cloud, 'sh-meter-1')).toEqual([]);

  cloud.logs.length = 0;
  const { answer } = await cloud.invoke('sweep-fleet');
  expect(answer).toMatchObject({ devices: 1, outcomes: { group: { done: 1 } }, complete: true });
  expect(await groupsOf(cloud, 'sh-meter-1')).toEqual(['shanghai']);
  const metric = (metric: string, value: number, labels: object) =>
    expect.objectContaining({ message: 'metric', metric, value, requestId: expect.any(String), ...labels });
  for (const line of [
    metric('swept', 1, { productKey: cloud.productKey }),
    metric('differences', 1, { kind: 'group' }),
    metric('actions', 1, { kind: 'group', outcome: 'done' }),
    metric('calls', 1, { operation: 'QueryDeviceBySQL', outcome: 'OK' }),
  ]) {
    await expect.poll(() => cloud.logs).toContainEqual(line);
  }
  const over = () => cloud.logs.filter(({ message }) => message === 'The sweep is over.');
  await expect.poll(over).toHaveLength(1);
});

test('sweep-fleet stops before its timeout, tick after tick, until it has seen each device once', async () => {
  const cloud = await startCloud((productKey) => ({ PRODUCT_KEYS: productKey }), { timeout: 3 });
  const { platform } = cloud.served;
  const product = platform.state.products.get(cloud.productKey);
  if (product === undefined) throw new Error('the product is missing');
  for (let number = 0; number < 300; number += 1) newDevice(platform, product, `sh-meter-${number}`);
  platform.faults.set({
    of: 'calls',
    operation: 'QueryDeviceBySQL',
    delay: 300,
    at: 'before',
    times: 'always',
    probability: 1,
    drop: false,
  });
  const ticks: { devices: number; complete: boolean }[] = [];
  while (ticks.at(-1)?.complete !== true && ticks.length < 10) {
    const { answer, error } = await cloud.invoke('sweep-fleet');
    expect(error).toBeUndefined();
    ticks.push(answer as { devices: number; complete: boolean });
  }
  expect(ticks.length).toBeGreaterThan(1);
  expect(ticks.map(({ devices }) => devices).reduce((sum, devices) => sum + devices)).toBe(300);
  const [first] = ticks;
  expect(first).toMatchObject({ complete: false, stopped: [{ isToGoOn: true }] });
  const groups = [...product.devices.values()].map(({ groups }) => groups?.size ?? 0);
  expect(groups.every((size) => size === 1)).toBe(true);
});

test('sweep-fleet does nothing on a payload that it does not know', async () => {
  const cloud = await startCloud((productKey) => ({ PRODUCT_KEYS: productKey }));
  await cloud.served.must('RegisterDevice', { ProductKey: cloud.productKey, DeviceName: 'sh-meter-1' });
  const { error } = await cloud.invoke('sweep-fleet', 'dryrun');
  expect(error?.errorMessage).toBe('The payload of the timer trigger has to be "dry-run" or empty.');
  expect(await groupsOf(cloud, 'sh-meter-1')).toEqual([]);
});

test('a timer function without its settings does not start, and says what to set', async () => {
  const cloud = await startCloud(() => ({ PRODUCT_KEYS: '', CONSUMER_GROUP_IDS: '' }));
  const [sweep, watch] = await Promise.all([cloud.invoke('sweep-fleet'), cloud.invoke('watch-consumers')]);
  expect(sweep.error?.errorMessage).toContain(
    'PRODUCT_KEYS is missing: it is the keys of the products to sweep',
  );
  expect(watch.error?.errorMessage).toContain(
    'CONSUMER_GROUP_IDS is missing: it is the IDs of the consumer groups',
  );
});

test('watch-consumers warns of a group beyond its bounds, and tells of all in numbers', async () => {
  const cloud = await startCloud(() => ({
    CONSUMER_GROUP_IDS: 'DEFAULT_GROUP,missing00',
    MAX_BACKLOG: '2',
    MIN_CLIENTS: '1',
  }));
  const group = cloud.served.platform.state.consumerGroups.get('DEFAULT_GROUP');
  for (let number = 0; number < 3; number += 1)
    group?.publish({
      messageId: `m${number}`,
      topic: '/a/b',
      generateTime: Date.now(),
      payload: Buffer.from('{}'),
    });
  const { answer } = await cloud.invoke('watch-consumers');
  expect(answer).toEqual({ consumerGroups: 2, beyondBounds: 1, failed: 1 });
  await expect.poll(() => cloud.logs.filter(({ message }) => message === 'metric').length).toBeGreaterThan(4);
  await expect
    .poll(() => cloud.logs)
    .toContainEqual(
      expect.objectContaining({
        level: 'WARN',
        consumerGroup: 'DEFAULT_GROUP',
        backlog: 3,
        clients: 0,
        beyond: ['3 messages wait, and 2 may', '0 clients are connected, and 1 have to be'],
      }),
    );
  await expect
    .poll(() => cloud.logs)
    .toContainEqual(
      expect.objectContaining({
        level: 'ERROR',
        consumerGroup: 'missing00',
        reason: expect.stringContaining('ConsumerGroupNotExist'),
      }),
    );
  const about = { message: 'metric', consumerGroup: 'DEFAULT_GROUP' };
  await expect
    .poll(() => cloud.logs)
    .toContainEqual(expect.objectContaining({ ...about, metric: 'backlog', value: 3 }));
  await expect
    .poll(() => cloud.logs)
    .toContainEqual(expect.objectContaining({ ...about, metric: 'clients', value: 0 }));
});

test('on a host one sweep goes through to its end; a dry run comes before it', async () => {
  const cloud = await startCloud(() => ({}));
  await cloud.served.must('RegisterDevice', { ProductKey: cloud.productKey, DeviceName: 'sh-meter-1' });
  const run = async (...flags: string[]) => {
    const host = spawn(process.execPath, ['--import', 'tsx', 'functions/sweep-fleet/host.ts', ...flags], {
      cwd: root,
      env: {
        PATH: process.env['PATH'],
        IOT_REGION_ID: 'cn-shanghai',
        IOT_ENDPOINT: cloud.served.url,
        FLEET_FILE: cloud.fleetFile,
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'testid',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'testsecret',
      },
    });
    onTestFinished(() => void host.kill('SIGKILL'));
    let output = '';
    for (const stream of [host.stdout, host.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    const [code] = await once(host, 'close');
    return { code, output };
  };

  const dry = await run('--dry-run', '--product', cloud.productKey);
  expect(dry.code, dry.output).toBe(0);
  expect(dry.output).toContain('A sweep would do this.');
  expect(await groupsOf(cloud, 'sh-meter-1')).toEqual([]);
  const real = await run('--product', cloud.productKey);
  expect(real.code, real.output).toBe(0);
  expect(await groupsOf(cloud, 'sh-meter-1')).toEqual(['shanghai']);
  expect(real.output).not.toContain('testsecret');
  const wrong = await run();
  expect(wrong).toMatchObject({ code: 1, output: expect.stringContaining('PRODUCT_KEYS is missing') });
}, 60_000);
