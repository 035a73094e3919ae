import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { readDeployment } from '../../local/fc/deployment.ts';
import type { FunctionRunner } from '../../local/fc/runner.ts';
import { defineFunction, ownCredentials, startRunner } from '../local/fc/functions.ts';
import { type ServedPlatform, servePlatform } from '../local/platform/api-caller.ts';

const deployed = await readDeployment(fileURLToPath(new URL('../../s.yaml', import.meta.url)));

const fleetFile = `
grouping:
  - { name: sites, on: lifecycle.create, match: { deviceName: [{ prefix: sh- }] }, group: sites/shanghai }
tagging:
  - { name: firmware, on: ota.version, tags: { firmware: "\${moduleVersion}" } }
disabling:
  - { name: tampered, on: event, match: { identifier: [tamper] }, tags: { why: tampered } }
upgrading:
  - name: to-2
    on: ota.version
    match: { moduleVersion: [{ version: "<2.0.0" }] }
    firmware: { version: 2.0.0 }
`;

interface Cloud {
  readonly served: ServedPlatform;
  readonly runner: FunctionRunner;
  readonly productKey: string;
  readonly logs: string[];
  /** What the functions were given to sign with. */
  readonly secrets: string[];
}

/** A platform with one product, and the functions as s.yaml deploys them, each calling it by its own policy, or all by one's. */
async function startCloud(fleet = fleetFile, policyOf?: string): Promise<Cloud> {
  const served = await servePlatform({
    onFunctionInvocation: (name, payload) => void runner.invokeAsynchronously(name, payload),
  });
  onTestFinished(() => served.close());
  const { ProductKey: productKey } = await served.must('CreateProduct', {
    ProductName: 'meters',
    NodeType: 0,
  });
  const { codeFolder } = await defineFunction('');
  const file = join(codeFolder, 'fleet.yaml');
  await writeFile(file, fleet);
  const logs: string[] = [];
  const secrets: string[] = [];
  const credentialsFor = await ownCredentials(served.platform, deployed);
  const runner: FunctionRunner = startRunner(
    deployed.map((definition) => ({
      ...definition,
      environmentVariables: {
        ...definition.environmentVariables,
        IOT_ENDPOINT: served.url,
        FLEET_FILE: file,
      },
    })),
    {
      async credentialsFor(functionName) {
        const role = policyOf === undefined ? functionName : `fleetkeeper-test-${policyOf}`;
        const credentials = await credentialsFor(role);
        secrets.push(credentials.accessKeySecret, String(credentials.securityToken));
        return credentials;
      },
      onLog: (_, line) => logs.push(line),
    },
  );
  return { served, runner, productKey: String(productKey), logs, secrets };
}

async function register({ served, productKey }: Cloud, ...names: string[]): Promise<void> {
  for (const name of names) await served.must('RegisterDevice', { ProductKey: productKey, DeviceName: name });
}

function invoke({ runner }: Cloud, name: string, event: unknown) {
  return runner.invoke(`fleetkeeper-test-${name}`, Buffer.from(JSON.stringify(event)));
}

/** What a rule of the rules engine hands over, with the SQL that the guide of this project gives. */
function selected(topic: string, body: object, messageId = String(Math.random()).slice(2)): object {
  return { ...body, topic, messageId, generateTime: Date.now() };
}

function versionReport(
  { productKey }: Cloud,
  deviceName: string,
  moduleVersion: string,
  messageId?: string,
): object {
  return selected(
    `/${productKey}/${deviceName}/ota/version/post`,
    { productKey, deviceName, moduleName: 'default', moduleVersion, messageCreateTime: Date.now() },
    messageId,
  );
}

function created({ productKey }: Cloud, deviceName: string): object {
  return selected(`/${productKey}/${deviceName}/thing/lifecycle`, {
    action: 'create',
    productKey,
    deviceName,
    deviceSecret: 'the-device-secret',
    messageCreateTime: Date.now(),
  });
}

async function groupsOf({ served, productKey }: Cloud, deviceName: string): Promise<string[]> {
  const answer = await served.must('QueryDeviceGroupByDevice', {
    ProductKey: productKey,
    DeviceName: deviceName,
  });
  return answer['GroupInfos'].GroupInfo.map(({ GroupName }: { GroupName: string }) => GroupName);
}

async function tagsOf({ served, productKey }: Cloud, deviceName: string): Promise<unknown> {
  const { Props } = await served.must('QueryDeviceProp', { ProductKey: productKey, DeviceName: deviceName });
  return JSON.parse(Props);
}

test('group-devices puts a new device into its group, which it makes on the way', async () => {
  const cloud = await startCloud();
  await register(cloud, 'sh-meter-1');
  const { body, error } = await invoke(cloud, 'group-devices', created(cloud, 'sh-meter-1'));
  expect(error).toBeUndefined();
  expect(JSON.parse(body.toString())).toEqual({
    messages: 1,
    settled: 1,
    deadLetters: 0,
    actions: { group: { done: 1 } },
  });
  expect(await groupsOf(cloud, 'sh-meter-1')).toEqual(['shanghai']);
});

test('a started rule of the rules engine hands group-devices what happens to devices', async () => {
  const cloud = await startCloud();
  const { served, productKey } = cloud;
  const { RuleId } = await served.must('CreateRule', {
    Name: 'group_devices',
    ProductKey: productKey,
    ShortTopic: '+/thing/lifecycle',
    TopicType: 0,
    Select: '*, topic() AS topic, messageId() AS messageId, timestamp() AS generateTime',
  });
  await served.must('CreateRuleAction', {
    RuleId,
    Type: 'FC',
    Configuration: JSON.stringify({
      regionName: 'cn-shanghai',
      serviceName: 'fleetkeeper',
      functionName: 'fleetkeeper-test-group-devices',
      role: {
        roleArn: 'acs:ram::1234567890123456:role/aliyuniotaccessingfcrole',
        roleName: 'AliyunIOTAccessingFCRole',
      },
    }),
  });
  await served.must('StartRule', { RuleId });
  await register(cloud, 'sh-meter-1');
  await expect.poll(() => groupsOf(cloud, 'sh-meter-1'), { timeout: 10_000 }).toEqual(['shanghai']);
});

test('a batch from an MNS queue is carried out by one call for all its devices', async () => {
  const cloud = await startCloud();
  const names = Array.from({ length: 5 }, (_, index) => `sh-meter-${index}`);
  await register(cloud, ...names);
  const batch = names.map((name) => {
    const { topic, messageId, generateTime, ...body } = created(cloud, name) as Record<string, unknown>;
    const payload = Buffer.from(JSON.stringify(body)).toString('base64');
    return {
      id: messageId,
      source: 'acs:mns',
      specversion: '1.0',
      type: 'mns:Queue:SendMessage',
      data: {
        requestId: 'r',
        messageId,
        messageBody: JSON.stringify({
          messageid: messageId,
          messagetype: 'device_lifecycle',
          topic,
          payload,
          timestamp: Math.floor(Number(generateTime) / 1000),
        }),
      },
    };
  });
  const { body } = await invoke(cloud, 'group-devices', batch);
  expect(JSON.parse(body.toString())).toMatchObject({ messages: 5, actions: { group: { done: 5 } } });
  expect(await groupsOf(cloud, 'sh-meter-4')).toEqual(['shanghai']);
});

test('tag-devices gives a device the tag that its message says', async () => {
  const cloud = await startCloud();
  await register(cloud, 'sh-meter-1');
  await invoke(cloud, 'tag-devices', versionReport(cloud, 'sh-meter-1', '1.4.0'));
  expect(await tagsOf(cloud, 'sh-meter-1')).toEqual({ firmware: '1.4.0' });
});

test('disable-devices shuts a device out and tags it with the reason', async () => {
  const cloud = await startCloud();
  await register(cloud, 'sh-meter-1');
  await invoke(
    cloud,
    'disable-devices',
    selected(`/${cloud.productKey}/sh-meter-1/thing/event/tamper/post`, {
      identifier: 'tamper',
      name: 'tamper',
      type: 'alert',
      productKey: cloud.productKey,
      deviceName: 'sh-meter-1',
      value: {},
      time: Date.now(),
    }),
  );
  const { Data } = await cloud.served.must('GetDeviceStatus', {
    ProductKey: cloud.productKey,
    DeviceName: 'sh-meter-1',
  });
  expect(Data.Status).toBe('DISABLE');
  expect(await tagsOf(cloud, 'sh-meter-1')).toEqual({ why: 'tampered' });
});

test('upgrade-devices makes one update batch, however often the message comes', async () => {
  const cloud = await startCloud();
  await register(cloud, 'sh-meter-1');
  const { served, productKey } = cloud;
  const firmware = await served.must('CreateOTAFirmware', {
    FirmwareName: 'meters-2',
    DestVersion: '2.0.0',
    ProductKey: productKey,
    FirmwareUrl: 'https://example.com/meters-2.bin',
    FirmwareSign: '93230c3bde425a9d7984a594ac55ea1e',
    SignMethod: 'MD5',
    FirmwareSize: 100,
    NeedToVerify: false,
  });
  const report = versionReport(cloud, 'sh-meter-1', '1.4.0', '4711');
  for (const attempt of [1, 2]) {
    const { error } = await invoke(cloud, 'upgrade-devices', report);
    expect(error, `attempt ${attempt}`).toBeUndefined();
  }
  const { Data } = await served.must('ListOTAJobByFirmware', {
    FirmwareId: firmware['Data'].FirmwareId,
    CurrentPage: 1,
    PageSize: 10,
  });
  expect(Data.SimpleOTAJobInfo).toHaveLength(1);
});

test('a message that breaks a rule is told once, and does not keep its neighbour from being dealt with', async () => {
  const cloud = await startCloud();
  await register(cloud, 'sh-meter-1');
  const saved = [
    {
      topic: `/${cloud.productKey}/sh-meter-2/thing/lifecycle`,
      messageId: '1',
      generateTime: 1,
      payload: { action: 'explode' },
    },
    {
      topic: `/${cloud.productKey}/sh-meter-1/thing/lifecycle`,
      messageId: '2',
      generateTime: 2,
      payload: created(cloud, 'sh-meter-1'),
    },
  ];
  for (const attempt of [1, 2]) {
    const { body } = await invoke(cloud, 'group-devices', saved);
    expect(JSON.parse(body.toString()), `attempt ${attempt}`).toMatchObject({ settled: 2, deadLetters: 1 });
  }
  expect(await groupsOf(cloud, 'sh-meter-1')).toEqual(['shanghai']);
  // The second invocation says what it did after all else.
  await expect.poll(() => cloud.logs.filter((line) => line.includes('are dealt with'))).toHaveLength(2);
  expect(cloud.logs.filter((line) => line.includes('dead letter'))).toHaveLength(1);
});

test('an invocation whose actions have to be tried again fails, so that Function Compute invokes it again', async () => {
  const cloud = await startCloud();
  await cloud.served.close();
  const { error } = await invoke(cloud, 'group-devices', created(cloud, 'sh-meter-1'));
  expect(error).toMatchObject({
    errorType: 'UnsettledMessages',
    errorMessage: '1 of 1 messages are not settled; the log says why.',
  });
});

test('a function with a broken fleet.yaml does not start, and says every mistake with its place', async () => {
  const cloud = await startCloud('grouping:\n  - { name: a, on: lifecycle.creat, group: x }\n');
  const { error } = await invoke(cloud, 'group-devices', created(cloud, 'sh-meter-1'));
  expect(error?.errorType).toBe('FleetFileError');
  expect(error?.errorMessage).toMatch(/fleet\.yaml:2:\d+/);
  expect(error?.errorMessage).toContain('lifecycle.create');
});

test('an invocation writes what it did in numbers, with its request ID', async () => {
  const cloud = await startCloud();
  await register(cloud, 'sh-meter-1', 'sh-meter-2');
  const { requestId } = await invoke(cloud, 'tag-devices', versionReport(cloud, 'sh-meter-1', '1.4.0'));
  await invoke(cloud, 'tag-devices', versionReport(cloud, 'sh-meter-2', '1.4.0'));
  await expect.poll(() => cloud.logs.filter((line) => line.includes('"lag"')).length).toBe(2);
  const metrics = cloud.logs
    .map((line) => JSON.parse(line))
    .filter((line) => line.message === 'metric' && line.requestId === requestId);
  expect(metrics).toMatchObject([
    { metric: 'calls', value: 1, operation: 'SaveDeviceProp', outcome: 'OK', level: 'INFO' },
    { metric: 'events', value: 1, type: 'ota.version', channel: 'rules-engine' },
    { metric: 'lag', value: expect.any(Number), channel: 'rules-engine' },
    { metric: 'actions', value: 1, kind: 'tag', outcome: 'done', function: 'fleetkeeper-test-tag-devices' },
  ]);
});

test('no secret that goes through a function comes out in its log or its answer', async () => {
  const cloud = await startCloud();
  await register(cloud, 'sh-meter-1');
  const answers = [
    await invoke(cloud, 'group-devices', created(cloud, 'sh-meter-1')),
    await invoke(cloud, 'group-devices', { ...created(cloud, 'sh-meter-1'), action: 'explode' }),
  ];
  await expect.poll(() => cloud.logs.length).toBeGreaterThan(2);
  const shown = `${cloud.logs.join()}${answers.map(({ body }) => body.toString()).join()}`;
  expect(cloud.secrets).toHaveLength(4);
  for (const secret of [...cloud.secrets, 'the-device-secret']) expect(shown).not.toContain(secret);
});

test('a function whose policy lacks a right fails its action, keeps the message, and says which right', async () => {
  const cloud = await startCloud(fleetFile, 'group-devices');
  await register(cloud, 'sh-meter-1');
  const { error } = await invoke(
    cloud,
    'disable-devices',
    selected(`/${cloud.productKey}/sh-meter-1/thing/event/tamper/post`, {
      identifier: 'tamper',
      name: 'tamper',
      type: 'alert',
      productKey: cloud.productKey,
      deviceName: 'sh-meter-1',
      value: {},
      time: Date.now(),
    }),
  );
  expect(error?.errorType).toBe('UnsettledMessages');
  const told = () => cloud.logs.map((line) => JSON.parse(line)).find(({ action }) => action === 'disable');
  await expect.poll(told).toMatchObject({
    level: 'WARN',
    outcome: 'failed',
    code: 'Forbidden.RAM',
    reason: expect.stringContaining('The RAM policy has to allow iot:DisableThing.'),
  });
  const { Data } = await cloud.served.must('GetDeviceStatus', {
    ProductKey: cloud.productKey,
    DeviceName: 'sh-meter-1',
  });
  expect(Data.Status).toBe('UNACTIVE');
});
