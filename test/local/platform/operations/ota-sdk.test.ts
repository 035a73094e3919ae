import { once } from 'node:events';
import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import { createObjectStoreServer } from '../../../../local/platform/object-store/server.ts';
import type { DeviceLine } from '../../../../local/platform/sessions.ts';
import type { Device } from '../../../../local/platform/state/device.ts';
import { DeviceGroup } from '../../../../local/platform/state/groups.ts';
import type { Product } from '../../../../local/platform/state/products.ts';
import { newDevice, newProduct, type ServedPlatform, servePlatform } from '../api-caller.ts';
import { callSdk, expectEveryField } from '../vendor-sdk.ts';

const clock = new DrivenClock(Date.now());
let served: ServedPlatform;
let objectStore: Server;
let product: Product;
let made = 0;

beforeAll(async () => {
  served = await servePlatform({ clock });
  objectStore = createObjectStoreServer(served.platform.objectStore);
  objectStore.listen(0, '127.0.0.1');
  await once(objectStore, 'listening');
  product = newProduct(served.platform);
});

afterAll(async () => {
  await served.close();
  objectStore.close();
  objectStore.closeAllConnections();
  await once(objectStore, 'close');
  await served.platform.objectStore.clear();
});

// biome-ignore lint/suspicious/noExplicitAny: the SDK's answers come in every shape
type Body = Record<string, any>;

const call = async (operation: string, parameters: object): Promise<Body> =>
  await callSdk(served, operation, parameters);

const failure = async (operation: string, parameters: object): Promise<string> => {
  const body = await call(operation, parameters);
  expect(body).toMatchObject({ success: false, errorMessage: expect.any(String) });
  return String(body['code']);
};

/** Uploads a file with the fields that the API gave. */
async function upload(data: Body, text: string): Promise<number> {
  const body = new FormData();
  body.append('key', data['key']);
  body.append('policy', data['policy']);
  body.append('OSSAccessKeyId', data['OSSAccessKeyId'] ?? data['accessKeyId']);
  body.append('signature', data['signature']);
  body.append('success_action_status', '200');
  body.append('file', new Blob([text]));
  const response = await fetch(data['host'], { method: 'POST', body });
  await response.arrayBuffer();
  return response.status;
}

async function firmware(more: object = {}): Promise<string> {
  made += 1;
  const { data } = await call('CreateOTAFirmware', {
    productKey: product.productKey,
    firmwareName: `sdk_${made}`,
    destVersion: `9.0.${made}`,
    firmwareUrl: 'https://firmware.example/sdk.bin',
    firmwareSign: '93230c3bde425a9d7984a594ac551111',
    firmwareSize: 900,
    needToVerify: false,
    ...more,
  });
  return data.firmwareId;
}

function device(version = '1.0.0'): Device {
  made += 1;
  const registered = newDevice(served.platform, product, `sdk-device-${made}`);
  registered.moduleVersions = new Map([['default', version]]);
  return registered;
}

/** A line to a device, and what came over it. */
function connect(registered: Device) {
  const received: Body[] = [];
  const line: DeviceLine = {
    clientIp: '127.0.0.1',
    deliver: (_topic, payload) => received.push(JSON.parse(payload.toString())),
    drop: () => {},
  };
  const session = served.platform.devices.connect(registered, line);
  const say = (topic: string, params: object) =>
    served.platform.devices.receive(session, topic, Buffer.from(JSON.stringify({ id: '1', params })));
  const { productKey } = product;
  return {
    received,
    inform: (version: string) =>
      say(`/ota/device/inform/${productKey}/${registered.deviceName}`, { version }),
    progress: (step: number) =>
      say(`/ota/device/progress/${productKey}/${registered.deviceName}`, { step, desc: 'of the test' }),
  };
}

async function batch(firmwareId: string, devices: readonly Device[], more: object = {}): Promise<string> {
  const { data } = await call('CreateOTAStaticUpgradeJob', {
    firmwareId,
    productKey: product.productKey,
    targetSelection: 'SPECIFIC',
    targetDeviceName: devices.map(({ deviceName }) => deviceName),
    ...more,
  });
  return data.jobId;
}

describe("the vendor's SDK", () => {
  test('reads every field about modules', async () => {
    const module = { productKey: product.productKey, moduleName: 'scanner' };
    await expectEveryField(served, 'CreateOTAModule', {
      ...module,
      aliasName: 'Scanner',
      desc: 'reads codes',
    });
    await expectEveryField(served, 'UpdateOTAModule', { ...module, aliasName: 'Scanner_2' });
    await expectEveryField(served, 'ListOTAModuleByProduct', { productKey: product.productKey });
    expect(await failure('CreateOTAModule', module)).toBe('iot.ota.CreateOTAModuleNameExist');
    expect(await failure('UpdateOTAModule', { ...module, moduleName: 'other' })).toBe(
      'iot.ota.OTAModuleNotExist',
    );
    expect(await failure('DeleteOTAModule', { ...module, moduleName: 'default' })).toBe(
      'iot.ota.DeleteOtaDefaultModule',
    );
    expect(await failure('ListOTAModuleByProduct', { productKey: 'a1nowhere' })).toBe(
      'iot.prod.NotExistedProduct',
    );
    await expectEveryField(served, 'DeleteOTAModule', module);
  });

  test('uploads a package and reads every field about it', async () => {
    // The SDK spells this one field as the wire does.
    await expectEveryField(served, 'GenerateOTAUploadURL', {}, ['data.oSSAccessKeyId']);
    const { data } = await call('GenerateOTAUploadURL', { fileSuffix: 'zip' });
    expect(data.OSSAccessKeyId).toMatch(/^\w+$/);
    expect(await failure('GenerateOTAUploadURL', { fileSuffix: 'exe' })).toBe(
      'iot.firmware.InvalidGenerateOTAUploadURLParam',
    );
    expect(await upload(data, 'firmware')).toBe(200);
    const request = {
      productKey: product.productKey,
      firmwareName: 'sdk-package',
      destVersion: '8.0.0',
      firmwareUrl: data.firmwareUrl,
      firmwareDesc: 'of the test',
      udi: 'note',
      type: 1,
      srcVersion: '7.0.0',
    };
    await expectEveryField(served, 'CreateOTAFirmware', request);
    expect(await failure('CreateOTAFirmware', request)).toBe('iot.firmware.AlreadyExistedFirmwareName');
    const pages = { currentPage: 1, pageSize: 10 };
    const { firmwareInfo } = await call('ListOTAFirmware', { ...pages, destVersion: '8.0.0' });
    const [{ firmwareId }] = firmwareInfo.simpleFirmwareInfo;
    await expectEveryField(served, 'ListOTAFirmware', { ...pages, destVersion: '8.0.0' });
    expect(await failure('ListOTAFirmware', { ...pages, pageSize: 101 })).toBe(
      'iot.common.InvalidPageParams',
    );
    // A package of one file has no list of files, one of several no file of its own.
    await expectEveryField(served, 'QueryOTAFirmware', { firmwareId }, ['firmwareInfo.multiFiles']);
    const several = await firmware({
      firmwareUrl: undefined,
      firmwareSign: undefined,
      firmwareSize: undefined,
      firmwareDesc: 'of the test',
      udi: 'note',
      multiFiles: [{ name: 'a', url: 'https://firmware.example/a', size: 1, fileMd5: 'a', signValue: 'a' }],
    });
    await expectEveryField(served, 'QueryOTAFirmware', { firmwareId: several }, [
      'firmwareInfo.firmwareSign',
      'firmwareInfo.firmwareSize',
      'firmwareInfo.firmwareUrl',
    ]);
    expect(await failure('QueryOTAFirmware', { firmwareId: 'nobody' })).toBe('iot.firmware.FirmwareNotFound');
    await expectEveryField(served, 'DeleteOTAFirmware', { firmwareId });
    expect(await failure('DeleteOTAFirmware', { firmwareId })).toBe('iot.firmware.FirmwareNotFound');
  });

  test('verifies a package on a device', async () => {
    const firmwareId = await firmware({ needToVerify: true, destVersion: '8.1.0' });
    const tested = device();
    const request = {
      firmwareId,
      productKey: product.productKey,
      targetDeviceName: [tested.deviceName],
      timeoutInMinutes: 1440,
      tag: [{ key: 'ring', value: 'test' }],
    };
    await expectEveryField(served, 'CreateOTAVerifyJob', request);
    expect(await failure('CreateOTAVerifyJob', request)).toBe('iot.firmware.InProgressVerifyJobExisted');
    connect(tested).inform('8.1.0');
    const { firmwareInfo } = await call('QueryOTAFirmware', { firmwareId });
    expect([firmwareInfo.status, firmwareInfo.verifyProgress]).toEqual([1, 100]);
  });

  test('updates devices and reads every field about batches and tasks', async () => {
    const firmwareId = await firmware({ destVersion: '8.2.0' });
    const [updated, stubborn] = [device(), device()];
    const group = new DeviceGroup('sdkgroup', 'SDK', '', undefined, 0);
    served.platform.state.groups.add(group);
    served.platform.state.groups.join(updated, group);
    const soon = clock.now() + 600_000;
    const request = {
      firmwareId,
      productKey: product.productKey,
      scheduleTime: soon,
      scheduleFinishTime: soon + 7_200_000,
      timeoutInMinutes: 1440,
      retryInterval: 60,
      retryCount: 1,
      tag: [{ key: 'ring', value: 'one' }],
    };
    const grouped = { ...request, targetSelection: 'GROUP', groupId: 'sdkgroup', groupType: 'LINK_PLATFORM' };
    await expectEveryField(served, 'CreateOTAStaticUpgradeJob', grouped);
    expect(await failure('CreateOTAStaticUpgradeJob', { ...grouped, groupId: 'nobody' })).toBe(
      'iot.ota.GroupNotExist',
    );
    const pages = { firmwareId, currentPage: 1, pageSize: 10 };
    const { data } = await call('ListOTAJobByFirmware', pages);
    const [{ jobId }] = data.simpleOTAJobInfo;
    clock.advance(600_000);
    connect(updated).inform('8.2.0');
    // What one kind of batch has, another has not: here, of a group, the source versions, a share and a dynamic mode.
    await expectEveryField(served, 'QueryOTAJob', { jobId }, [
      'data.dynamicMode',
      'data.grayPercent',
      'data.srcVersions',
    ]);
    await expectEveryField(served, 'ListOTAJobByFirmware', pages);
    const ofDevice = { ...pages, productKey: product.productKey, deviceName: updated.deviceName };
    await expectEveryField(served, 'ListOTAJobByDevice', ofDevice);
    expect(await failure('ListOTAJobByDevice', { ...ofDevice, deviceName: 'nobody' })).toBe(
      'iot.ota.DeviceNotExist',
    );
    expect(await failure('ListOTAJobByFirmware', { ...pages, firmwareId: 'nobody' })).toBe(
      'iot.firmware.FirmwareNotFound',
    );
    expect(await failure('QueryOTAJob', { jobId: 'nobody' })).toBe('iot.firmware.InvalidOTAJobId');

    const second = await batch(firmwareId, [stubborn], { timeoutInMinutes: 1440, needConfirm: true });
    const named = { productKey: product.productKey, deviceName: stubborn.deviceName };
    await expectEveryField(served, 'ListOTAUnfinishedTaskByDevice', { ...named, taskStatus: 'CONFIRM' });
    expect(await failure('ListOTAUnfinishedTaskByDevice', { ...named, taskStatus: 'FAILED' })).toBe(
      'iot.firmware.InvalidTaskStatus',
    );
    const { data: tasks } = await call('ListOTATaskByJob', { jobId: second });
    const taskId = [tasks.simpleOTATaskInfo[0].taskId];
    await expectEveryField(served, 'ConfirmOTATask', { taskId });
    expect(await failure('ConfirmOTATask', { taskId })).toBe('iot.firmware.InvalidTaskStatus');
    const line = connect(stubborn);
    clock.advance(0);
    expect(line.received.at(-1)).toMatchObject({ code: '1000', data: { version: '8.2.0' } });
    line.progress(-1);
    await expectEveryField(served, 'ListOTATaskByJob', { jobId: second, taskStatus: 'FAILED' });
    expect(await failure('ListOTATaskByJob', { jobId: 'nobody' })).toBe('iot.firmware.InvalidOTAJobId');
    await expectEveryField(served, 'ReupgradeOTATask', { jobId: second, taskId });
    expect(await failure('ReupgradeOTATask', { jobId: second, taskId })).toBe('iot.ota.FailedTaskNotFound');
    const ofPackage = { firmwareId, productKey: product.productKey, deviceName: [stubborn.deviceName] };
    await expectEveryField(served, 'CancelOTATaskByDevice', ofPackage);
    expect(await failure('CancelOTATaskByDevice', ofPackage)).toBe(
      'iot.firmware.IncorrectDeviceUpgradeJobStatus',
    );
  });

  test('updates a share of the devices, and cancels their tasks', async () => {
    const firmwareId = await firmware({ destVersion: '8.3.0' });
    device('0.5.0');
    const jobId = await batch(firmwareId, [], {
      targetDeviceName: undefined,
      targetSelection: 'GRAY',
      grayPercent: '100.000',
      srcVersion: ['0.5.0'],
    });
    const { data } = await call('QueryOTAJob', { jobId });
    expect([data.grayPercent, data.srcVersions.srcVersion]).toEqual(['100.000', ['0.5.0']]);
    await expectEveryField(served, 'CancelOTATaskByJob', { jobId, cancelQueuedTask: true });
    expect(await failure('CancelOTATaskByJob', { jobId })).toBe('iot.firmware.CancelOptionIsMandatory');
  });

  test('updates whatever comes under a policy, until it cancels it', async () => {
    const firmwareId = await firmware({ destVersion: '8.4.0' });
    const request = { firmwareId, productKey: product.productKey, srcVersion: ['0.6.0'], dynamicMode: 2 };
    await expectEveryField(served, 'CreateOTADynamicUpgradeJob', request);
    expect(await failure('CreateOTADynamicUpgradeJob', request)).toBe(
      'iot.firmware.InProgressDynamicJobExisted',
    );
    const { data } = await call('ListOTAJobByFirmware', { firmwareId, currentPage: 1, pageSize: 1 });
    const [{ jobId }] = data.simpleOTAJobInfo;
    expect((await call('QueryOTAJob', { jobId }))['data'].dynamicMode).toBe(2);
    await expectEveryField(served, 'CancelOTAStrategyByJob', { jobId });
    expect(await failure('CancelOTAStrategyByJob', { jobId })).toBe('iot.firmware.JobAlreadyCanceled');
  });

  test('updates the devices of an uploaded list', async () => {
    await expectEveryField(served, 'GenerateDeviceNameListURL', {});
    const { data } = await call('GenerateDeviceNameListURL', {});
    const listed = device();
    expect(await upload(data, `${listed.deviceName}\n`)).toBe(200);
    const jobId = await batch(await firmware(), [], {
      targetDeviceName: undefined,
      dnListFileUrl: data.fileUrl,
    });
    const { data: tasks } = await call('ListOTATaskByJob', { jobId, deviceNames: [listed.deviceName] });
    expect(tasks.simpleOTATaskInfo).toHaveLength(1);
  });
});
