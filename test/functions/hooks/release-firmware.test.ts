import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SimulatedDevice } from '../../local/platform/device-side/simulated-device.ts';
import { type HookAnswer, type HookCloud, register, startHooks } from './cloud.ts';

const bytes = 'the bytes of the firmware';
const encoded = Buffer.from(bytes).toString('base64');

function release(cloud: HookCloud, more: object = {}, id?: string): Promise<HookAnswer> {
  const body = { productKey: cloud.productKey, version: '2.0.0', package: encoded, ...more };
  return cloud.send('release-firmware', 'POST', '/releases', body, id === undefined ? {} : { id });
}

const standing = (cloud: HookCloud, firmwareId: string) =>
  cloud.send('release-firmware', 'GET', `/releases/${firmwareId}`);

async function packages({ served }: HookCloud): Promise<number> {
  return (await served.must('ListOTAFirmware', { CurrentPage: 1, PageSize: 10 })).Total;
}

async function jobs({ served }: HookCloud, FirmwareId: string): Promise<number> {
  return (await served.must('ListOTAJobByFirmware', { FirmwareId, CurrentPage: 1, PageSize: 10 })).Total;
}

/** What happens once to the next call of an operation. */
function once(
  cloud: HookCloud,
  operation: string,
  at: 'before' | 'after',
  how: object = { drop: true },
): void {
  cloud.served.platform.faults.set({
    of: 'calls',
    times: 1,
    probability: 1,
    operation,
    at,
    drop: false,
    ...how,
  });
}

test('firmware is uploaded, made a package and verified, and a device gets its bytes', async () => {
  const cloud = await startHooks();
  await register(cloud, 'sh-meter-1');
  const [known] = [...cloud.served.platform.state.devices.all()];
  if (known === undefined) throw new Error('The device is missing.');
  const device = new SimulatedDevice(cloud.served.platform, known).connect();
  device.send(`/ota/device/inform${device.path}`, { id: '1', params: { version: '1.0.0' } });

  const { status, body } = await release(cloud, {
    verificationDevices: ['sh-meter-1'],
    description: 'fixes the clock',
  });
  expect([status, body]).toEqual([
    202,
    {
      firmwareId: expect.stringMatching(/^\w+$/),
      firmwareName: expect.stringMatching(/_2_0_0_[0-9a-f]{16}$/),
      verifyJobId: expect.stringMatching(/^\w+$/),
    },
  ]);
  expect((await standing(cloud, body.firmwareId)).body).toMatchObject({
    firmwareId: body.firmwareId,
    productKey: cloud.productKey,
    moduleName: 'default',
    version: '2.0.0',
    description: 'fixes the clock',
    size: bytes.length,
    md5: createHash('md5').update(bytes).digest('hex'),
    verification: { status: 'verifying', progress: 0 },
    jobs: [{ jobId: body.verifyJobId, jobType: 'VERIFY_FIRMWARE', jobStatus: 'IN_PROGRESS' }],
  });

  const push = () => device.delivered.find(({ topic }) => topic.startsWith('/ota/device/upgrade/'));
  await expect.poll(push).toBeDefined();
  const fetched = await fetch(push()?.body.data.url);
  expect(await fetched.text()).toBe(bytes);
  device.send(`/ota/device/inform${device.path}`, { id: '2', params: { version: '2.0.0' } });
  await expect
    .poll(async () => (await standing(cloud, body.firmwareId)).body.verification)
    .toEqual({ status: 'verified', progress: 100 });
  // Sent again when all is over, it is still this package and this verification.
  expect((await release(cloud, { verificationDevices: ['sh-meter-1'] })).body).toEqual(body);
});

test('a release sent twice at once is one package and one verification', async () => {
  const cloud = await startHooks();
  await register(cloud, 'sh-meter-1');
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => release(cloud, { verificationDevices: ['sh-meter-1'] })),
  );
  for (const answer of answers) expect([answer.status, answer.body]).toEqual([202, answers[0]?.body]);
  expect(await packages(cloud)).toBe(1);
  expect(await jobs(cloud, answers[0]?.body.firmwareId)).toBe(1);
});

test.each(['CreateOTAFirmware', 'CreateOTAVerifyJob'])(
  'a lost answer of %s makes no second package and no second verification',
  async (operation) => {
    const cloud = await startHooks();
    await register(cloud, 'sh-meter-1');
    once(cloud, operation, 'after');
    const { status, body } = await release(cloud, { verificationDevices: ['sh-meter-1'] });
    expect(status).toBe(202);
    expect(body.verifyJobId).toBeDefined();
    expect(await packages(cloud)).toBe(1);
    expect(await jobs(cloud, body.firmwareId)).toBe(1);
  },
);

test('whatever fails on the way, two senders who try until it is done make one package and one verification', async () => {
  const cloud = await startHooks();
  await register(cloud, 'sh-meter-1');
  const fault = fc.record({
    operation: fc.constantFrom(
      ...['ListOTAFirmware', 'QueryOTAFirmware', 'GenerateOTAUploadURL', 'CreateOTAFirmware'],
      ...['CreateOTAVerifyJob', 'ListOTAJobByFirmware'],
    ),
    at: fc.constantFrom('before' as const, 'after' as const),
    how: fc.constantFrom<object>(
      { drop: true },
      { error: { status: 200, code: 'iot.system.SystemException' } },
      { error: { status: 403, code: 'Forbidden.RAM' } },
    ),
  });
  let version = 1;
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { minLength: 1, maxLength: 5 }), async (faults) => {
      version += 1;
      const wanted = { version: `${version}.0.0`, verificationDevices: ['sh-meter-1'] };
      for (const { operation, at, how } of faults) once(cloud, operation, at, how);
      const senders = ['first', 'second'].map(async (sender) => {
        for (;;) {
          // The id stays the same for as long as the answer says to try again.
          const answer = await release(cloud, wanted, `msg_${sender}_${version}`);
          if (answer.status < 500) return answer;
        }
      });
      const [first, second] = await Promise.all(senders);
      expect([first?.status, first?.body]).toEqual([202, second?.body]);
      cloud.served.platform.faults.clearAll();
      expect(await packages(cloud)).toBe(version - 1);
      expect(await jobs(cloud, first?.body.firmwareId)).toBe(1);
    }),
    { numRuns: 6 },
  );
}, 60_000);

test('a release that broke off between its package and its verification goes on with the same delivery', async () => {
  const cloud = await startHooks();
  await register(cloud, 'sh-meter-1');
  once(cloud, 'CreateOTAVerifyJob', 'before', { error: { status: 403, code: 'Forbidden.RAM' } });
  const send = () => release(cloud, { verificationDevices: ['sh-meter-1'] }, 'msg_release');
  const first = await send();
  expect([first.status, first.body.code]).toEqual([502, 'Forbidden.RAM']);
  const second = await send();
  expect([second.status, second.body.verifyJobId]).toEqual([202, expect.any(String)]);
  expect(await packages(cloud)).toBe(1);
  expect((await send()).status).toBe(401);
});

test('a package is verified later by the same release with devices, and needs none when that is said', async () => {
  const cloud = await startHooks();
  await register(cloud, 'sh-meter-1');
  const first = await release(cloud);
  expect(first.body.verifyJobId).toBeUndefined();
  expect((await standing(cloud, first.body.firmwareId)).body.verification.status).toBe('unverified');
  const second = await release(cloud, { verificationDevices: ['sh-meter-1'] });
  expect(second.body).toEqual({ ...first.body, verifyJobId: expect.any(String) });

  const free = await release(cloud, { version: '3.0.0', needToVerify: false });
  expect((await standing(cloud, free.body.firmwareId)).body.verification).toEqual({
    status: 'not-needed',
    progress: 0,
  });
});

test.each([
  ['package', { package: Buffer.from('other bytes').toString('base64') }],
  ['needToVerify', { needToVerify: false }],
])('another release under the same version is refused: another %s', async (field, more) => {
  const cloud = await startHooks();
  const { body } = await release(cloud);
  const other = await release(cloud, more);
  expect([other.status, other.body.code, other.body.firmwareId]).toEqual([
    409,
    'AnotherRelease',
    body.firmwareId,
  ]);
  expect(other.body.detail).toContain(`another ${field}.`);
  expect(await packages(cloud)).toBe(1);
});

test('a version or a name that is taken is refused with the code of the platform', async () => {
  const cloud = await startHooks();
  await release(cloud, { firmwareName: 'meters' });
  const version = await release(cloud, { firmwareName: 'meters_again' });
  expect([version.status, version.body.code]).toEqual([409, 'iot.firmware.AlreadyExistedFirmwareVersion']);
  const name = await release(cloud, { firmwareName: 'meters', version: '3.0.0' });
  expect([name.status, name.body.code]).toEqual([409, 'iot.firmware.AlreadyExistedFirmwareName']);
});

test('a build server uploads a large package by itself, and releases it by its address', async () => {
  const cloud = await startHooks();
  const prepared = await cloud.send('release-firmware', 'POST', '/uploads', { fileSuffix: 'tar.gz' });
  expect(prepared.status).toBe(200);
  const { host, fields, url } = prepared.body;
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
  form.append('file', new Blob([Buffer.alloc(3 * 2 ** 20, 7)]));
  expect((await fetch(host, { method: 'POST', body: form })).status).toBe(200);
  const byUrl = { package: undefined, url };
  const { status, body } = await release(cloud, byUrl);
  expect(status).toBe(202);
  expect((await standing(cloud, body.firmwareId)).body.size).toBe(3 * 2 ** 20);
  expect((await release(cloud, byUrl)).body).toEqual(body);
  const other = await release(cloud, { package: undefined, url: `${url}.other` });
  expect(other.body.detail).toContain('another url.');
});

test('a delta package is made from a version', async () => {
  const cloud = await startHooks();
  const { body } = await release(cloud, { sourceVersion: '1.0.0' });
  expect((await standing(cloud, body.firmwareId)).body).toMatchObject({ sourceVersion: '1.0.0' });
  expect((await release(cloud, { sourceVersion: '1.0.0' })).body).toEqual(body);
});

test('a product, a module or a device that nobody knows is 404', async () => {
  const cloud = await startHooks();
  for (const [more, code] of [
    [{ productKey: 'a1nobody' }, 'iot.prod.NotExistedProduct'],
    [{ moduleName: 'modem' }, 'iot.ota.OTAModuleNotExist'],
    [{ verificationDevices: ['nobody-knows'] }, 'iot.ota.DeviceNotExist'],
  ] as const) {
    const { status, body } = await release(cloud, more);
    expect([status, body.code]).toEqual([404, code]);
  }
  const { status, body } = await standing(cloud, 'nobodyknowsit');
  expect([status, body.code]).toEqual([404, 'iot.firmware.FirmwareNotFound']);
});

test('an object store that is not there is 503, and one that refuses is 502; both may be tried again', async () => {
  const cloud = await startHooks();
  const { objectStore } = cloud.served.local;
  const form = cloud.served.platform.objectStore.uploadForm.bind(cloud.served.platform.objectStore);
  // A form that is good for no time at all.
  cloud.served.platform.objectStore.uploadForm = (extension, most) => form(extension, most, -1);
  const refused = await release(cloud, {}, 'msg_store');
  expect([refused.status, refused.body.code]).toEqual([502, 'UploadRefused']);
  const port = (objectStore.address() as { port: number }).port;
  cloud.served.platform.objectStore.uploadForm = (extension, most, validFor) => {
    const made = form(extension, most, validFor);
    return made && { ...made, host: made.host.replace(String(port), '1') };
  };
  const away = await release(cloud, {}, 'msg_store');
  expect([away.status, away.body.code]).toEqual([503, 'UploadFailed']);
  cloud.served.platform.objectStore.uploadForm = form;
  expect((await release(cloud, {}, 'msg_store')).status).toBe(202);
});

test('every field that is wrong is named, with what would be right', async () => {
  const cloud = await startHooks();
  const wrong = async (more: object) => {
    const answer = await release(cloud, more);
    expect(answer.status).toBe(422);
    return answer.body.errors.map(({ field, detail }: Record<string, string>) => `${field} ${detail}`);
  };
  expect(await wrong({ package: '§§§§' })).toEqual(['package must be base64 text']);
  expect(await wrong({ package: undefined })).toEqual([
    'package must be given, or url instead of it, and not both',
  ]);
  expect(await wrong({ url: 'ftp://x', package: undefined })).toEqual([
    'url must be the address of an uploaded file, as POST /uploads answers it',
  ]);
  expect(await wrong({ productKey: undefined, version: '2 0', verificationDevices: [] })).toEqual([
    'productKey is required',
    'version must be a version: 1 to 64 letters, digits, ., - and _',
    'verificationDevices has 0 items, at least 1 is needed',
  ]);
  expect(
    await wrong({ sourceVersion: '2.0.0', needToVerify: false, verificationDevices: ['meter'] }),
  ).toEqual([
    'sourceVersion must differ from version',
    'verificationDevices cannot be given when needToVerify is false',
  ]);
  expect(cloud.calls).toEqual([]);
});
