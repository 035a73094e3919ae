import { expect, test } from 'vitest';
import { type HookCloud, register, startHooks } from './cloud.ts';

const device = (cloud: HookCloud, name: string) => `/devices/${cloud.productKey}/${name}`;

async function statusOf({ served, productKey }: HookCloud, deviceName: string): Promise<string> {
  const { Data } = await served.must('GetDeviceStatus', { ProductKey: productKey, DeviceName: deviceName });
  return Data.Status;
}

/** An update package that needs no verification. */
async function firmware({ served, productKey }: HookCloud, version: string): Promise<string> {
  const { Data } = await served.must('CreateOTAFirmware', {
    FirmwareName: `meters-${version.replaceAll('.', '-')}`,
    DestVersion: version,
    ProductKey: productKey,
    FirmwareUrl: 'https://example.com/meters.bin',
    FirmwareSign: '93230c3bde425a9d7984a594ac55ea1e',
    SignMethod: 'MD5',
    FirmwareSize: 100,
    NeedToVerify: false,
  });
  return Data.FirmwareId;
}

/** An update batch for a device whose tasks wait to be confirmed. */
async function waitingTask(cloud: HookCloud, deviceName: string, version: string): Promise<string> {
  const { served, productKey } = cloud;
  await served.must('CreateOTAStaticUpgradeJob', {
    FirmwareId: await firmware(cloud, version),
    ProductKey: productKey,
    TargetSelection: 'SPECIFIC',
    'TargetDeviceName.1': deviceName,
    NeedConfirm: true,
  });
  const { Data } = await served.must('ListOTAUnfinishedTaskByDevice', {
    ProductKey: productKey,
    DeviceName: deviceName,
    TaskStatus: 'CONFIRM',
  });
  return Data.SimpleOTATaskInfo[0].TaskId;
}

test('a device is tagged with the reason and shut out, and let in again', async () => {
  const cloud = await startHooks();
  await register(cloud, 'sh-meter-1');
  const path = device(cloud, 'sh-meter-1');
  const shut = await cloud.send('manage-device', 'POST', `${path}/disable`, { tags: { why: 'stolen' } });
  expect([shut.status, shut.body]).toEqual([
    200,
    {
      productKey: cloud.productKey,
      deviceName: 'sh-meter-1',
      outcomes: [
        { action: 'tag', wanted: { tags: { why: 'stolen' } }, result: 'done' },
        { action: 'disable', wanted: {}, result: 'done' },
      ],
    },
  ]);
  expect(await statusOf(cloud, 'sh-meter-1')).toBe('DISABLE');
  const opened = await cloud.send('manage-device', 'POST', `${path}/enable`);
  expect(opened.status).toBe(200);
  expect(await statusOf(cloud, 'sh-meter-1')).toBe('UNACTIVE');
  await expect
    .poll(() => cloud.logs.map((line) => JSON.parse(line)))
    .toContainEqual(expect.objectContaining({ action: 'disable', rule: 'manage-device', outcome: 'done' }));
});

test('one GET tells state, tags, groups, module versions and unfinished tasks, and no DeviceSecret', async () => {
  const cloud = await startHooks();
  await register(cloud, 'sh-meter-1');
  const path = device(cloud, 'sh-meter-1');
  await cloud.send('manage-device', 'POST', `${path}/tags`, { tags: { floor: '3' } });
  await cloud.send('manage-device', 'POST', `${path}/groups`, { groups: ['sites/shanghai'] });
  const known = [...cloud.served.platform.state.devices.all()][0];
  if (known === undefined) throw new Error('The device is missing.');
  known.moduleVersions = new Map([
    ['default', '1.4.0'],
    ['modem', '7'],
  ]);
  const taskId = await waitingTask(cloud, 'sh-meter-1', '2.0.0');
  const { status, body, text } = await cloud.send('manage-device', 'GET', path);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    productKey: cloud.productKey,
    deviceName: 'sh-meter-1',
    status: 'UNACTIVE',
    tags: { floor: '3' },
    groups: [{ groupName: 'shanghai', groupId: expect.any(String) }],
    unfinishedTasks: [{ taskId, taskStatus: 'CONFIRM', srcVersion: '1.4.0', destVersion: '2.0.0' }],
  });
  expect(body.modules).toEqual(
    expect.arrayContaining([
      { moduleName: 'default', moduleVersion: '1.4.0' },
      { moduleName: 'modem', moduleVersion: '7' },
    ]),
  );
  expect(text).not.toContain(known.deviceSecret);
});

test('a device is sent a package once, however often it is asked for', async () => {
  const cloud = await startHooks();
  await register(cloud, 'sh-meter-1');
  const FirmwareId = await firmware(cloud, '2.0.0');
  const ask = () =>
    cloud.send('manage-device', 'POST', `${device(cloud, 'sh-meter-1')}/upgrade`, { version: '2.0.0' });
  expect((await ask()).body.outcomes).toMatchObject([{ action: 'upgrade', result: 'done' }]);
  expect((await ask()).body.outcomes).toMatchObject([
    { action: 'upgrade', result: 'unchanged', code: 'UpgradeGiven' },
  ]);
  const { Total } = await cloud.served.must('ListOTAJobByFirmware', {
    FirmwareId,
    CurrentPage: 1,
    PageSize: 10,
  });
  expect(Total).toBe(1);
});

test('update tasks that wait are confirmed: all of them, or those that are named and are of the device', async () => {
  const cloud = await startHooks();
  await register(cloud, 'sh-meter-1', 'sh-meter-2');
  const first = await waitingTask(cloud, 'sh-meter-1', '2.0.0');
  const other = await waitingTask(cloud, 'sh-meter-2', '2.0.1');
  const confirm = (body?: object) =>
    cloud.send('manage-device', 'POST', `${device(cloud, 'sh-meter-1')}/confirm-upgrade`, body);
  const refused = await confirm({ taskIds: [first, other] });
  expect([refused.status, refused.body.code]).toEqual([409, 'TaskNotWaiting']);
  expect(refused.body.detail).toContain(other);
  expect(refused.body.detail).not.toContain(first);
  expect((await confirm({ taskIds: [first] })).body.taskIds).toEqual([first]);
  expect((await confirm()).body.taskIds).toEqual([]);
});

test('a confirmation whose answer is lost is found to be done', async () => {
  const cloud = await startHooks();
  await register(cloud, 'sh-meter-1');
  const taskId = await waitingTask(cloud, 'sh-meter-1', '2.0.0');
  cloud.served.platform.faults.set({
    of: 'calls',
    times: 1,
    probability: 1,
    operation: 'ConfirmOTATask',
    at: 'after',
    drop: true,
  });
  const path = `${device(cloud, 'sh-meter-1')}/confirm-upgrade`;
  const { status, body } = await cloud.send('manage-device', 'POST', path);
  expect([status, body.taskIds]).toEqual([200, [taskId]]);
});

test('a device that nobody knows is 404 with the code of the platform, and all outcomes', async () => {
  const cloud = await startHooks();
  const path = device(cloud, 'nobody-knows-it');
  const shut = await cloud.send('manage-device', 'POST', `${path}/disable`);
  expect(shut.headers.get('content-type')).toBe('application/problem+json');
  expect([shut.status, shut.body]).toMatchObject([
    404,
    {
      status: 404,
      code: 'iot.device.NotExistedDevice',
      outcomes: [{ action: 'disable', result: 'refused' }],
    },
  ]);
  for (const [method, end] of [
    ['GET', ''],
    ['POST', '/confirm-upgrade'],
    ['POST', '/groups'],
  ] as const) {
    const body = end === '/groups' ? { groups: ['sites'] } : undefined;
    expect(
      (await cloud.send('manage-device', method, `${path}${end}`, body)).status,
      `${method} ${end}`,
    ).toBe(404);
  }
  const missing = await cloud.send('manage-device', 'POST', `${path}/upgrade`, { version: '9' });
  expect([missing.status, missing.body.code]).toEqual([404, 'PackageNotFound']);
});

test('what the platform refuses otherwise is 409 with its code', async () => {
  const cloud = await startHooks();
  await register(cloud, 'sh-meter-1');
  await cloud.served.must('CreateDeviceGroup', { GroupName: 'shanghai' });
  const path = `${device(cloud, 'sh-meter-1')}/groups`;
  const { status, body } = await cloud.send('manage-device', 'POST', path, { groups: ['sites/shanghai'] });
  expect([status, body.code]).toEqual([409, 'iot.group.GroupNameExisted']);
});

test('what may pass is 503 with Retry-After, and the same delivery is then taken', async () => {
  const cloud = await startHooks();
  await register(cloud, 'sh-meter-1');
  cloud.served.platform.faults.set({
    of: 'calls',
    times: 4,
    probability: 1,
    operation: 'DisableThing',
    at: 'before',
    drop: false,
    error: { status: 200, code: 'iot.system.SystemException' },
  });
  const path = `${device(cloud, 'sh-meter-1')}/disable`;
  const ask = () => cloud.send('manage-device', 'POST', path, {}, { id: 'msg_again' });
  const first = await ask();
  expect([first.status, first.body.code]).toEqual([503, 'iot.system.SystemException']);
  expect(Number(first.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await ask()).status).toBe(200);
  expect((await ask()).status).toBe(401);
});

test('a function without the right is 502, and does not say whose right it is', async () => {
  const cloud = await startHooks();
  await register(cloud, 'sh-meter-1');
  cloud.served.platform.faults.set({
    of: 'calls',
    times: 'always',
    probability: 1,
    operation: 'DisableThing',
    at: 'before',
    drop: false,
    error: { status: 403, code: 'Forbidden.RAM', message: 'acs:ram::1234:role/somebody may not' },
  });
  const { status, body } = await cloud.send(
    'manage-device',
    'POST',
    `${device(cloud, 'sh-meter-1')}/disable`,
  );
  expect([status, body.code, body.detail]).toEqual([
    502,
    'Forbidden.RAM',
    'IoT Platform does not let the function do this; its log says why.',
  ]);
});

test('every field that is wrong is named, with what would be right', async () => {
  const cloud = await startHooks();
  const path = device(cloud, 'sh-meter-1');
  const wrong = async (end: string, body: object, at = path) => {
    const answer = await cloud.send('manage-device', 'POST', `${at}${end}`, body);
    expect([answer.status, answer.body.title]).toEqual([422, 'The request is not right']);
    return answer.body.errors.map(({ field, detail }: Record<string, string>) => `${field} ${detail}`);
  };
  expect(await wrong('/tags', { tags: { 'a b': 'x', ok: '' } })).toEqual([
    'tags.a b is no key of a tag: a letter or digit comes first, and no spaces',
    'tags.ok must be text that is not empty',
  ]);
  expect(await wrong('/tags', {})).toEqual(['tags is required']);
  expect(await wrong('/disable', { tag: {} })).toEqual(['tag is not known here']);
  expect(await wrong('/groups', { groups: ['a/b', 7] })).toEqual([
    'groups.0 must be names of 4 to 30 letters, digits and underscores, with a / between them',
    'groups.1 must be a string, not an integer',
  ]);
  expect(await wrong('/upgrade', { version: '1', firmwareName: 'one' })).toEqual([
    'version must name an update package by either its version or its firmwareName',
  ]);
  expect(await wrong('/enable', {}, '/devices/a%2Fb/x%20y')).toEqual([
    'productKey must be a ProductKey: 1 to 64 letters and digits',
    'deviceName must be a DeviceName: 4 to 32 letters, digits, -, _, @, . and :',
  ]);
  expect(cloud.calls).toEqual([]);
});

test('names in the path are decoded', async () => {
  const cloud = await startHooks();
  await register(cloud, 'a:b@c.d');
  const { status, body } = await cloud.send('manage-device', 'GET', device(cloud, 'a%3Ab%40c%2Ed'));
  expect([status, body.deviceName]).toEqual([200, 'a:b@c.d']);
});
