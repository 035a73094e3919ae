import type { Device } from '../../local/platform/state/device.ts';
import type { Product } from '../../local/platform/state/products.ts';
import * as ota from '../../shared/iot/operations/ota.ts';
import type { SimulatedDevice } from '../local/platform/device-side/simulated-device.ts';
import { conforms } from './run.ts';
import { named, type Scene, type Values } from './scene.ts';

/** A module that the product's devices have besides the default one. */
async function customModule(scene: Scene) {
  const { productKey: ProductKey } = scene.product();
  const ModuleName = 'barcodeScanner';
  await scene.call('CreateOTAModule', { ProductKey, ModuleName, AliasName: 'Scanner', Desc: 'Reads codes' });
  return { ProductKey, ModuleName };
}

/** Uploads a file to the place that the platform gave for it; gives the file's address. */
async function uploaded(Data: Record<string, string>, text: string): Promise<string> {
  const form = new FormData();
  form.append('key', Data['Key'] ?? '');
  form.append('policy', Data['Policy'] ?? '');
  form.append('OSSAccessKeyId', Data['OSSAccessKeyId'] ?? Data['AccessKeyId'] ?? '');
  form.append('signature', Data['Signature'] ?? '');
  form.append('success_action_status', '200');
  form.append('file', new Blob([text]));
  const response = await fetch(Data['Host'] ?? '', { method: 'POST', body: form });
  if (response.status !== 200) throw new Error(await response.text());
  await response.arrayBuffer();
  return Data['FirmwareUrl'] ?? Data['FileUrl'] ?? '';
}

/** A delta package from 1.0.0 to 2.0.0, which needs no verification unless told otherwise. */
async function firmware(scene: Scene, product: Product, more: Values = {}): Promise<string> {
  const { Data } = await scene.call('CreateOTAFirmware', {
    ProductKey: product.productKey,
    FirmwareName: scene.name(),
    DestVersion: '2.0.0',
    FirmwareUrl: 'https://firmware.example/2.0.0.bin',
    FirmwareSign: '93230c3bde425a9d7984a594ac551111',
    FirmwareSize: 900,
    Type: 1,
    SrcVersion: '1.0.0',
    FirmwareDesc: 'Brighter',
    Udi: 'lamp=led',
    NeedToVerify: false,
    ...more,
  });
  return Data.FirmwareId;
}

/** A device that is online and runs 1.0.0. */
function running(scene: Scene, product: Product): SimulatedDevice {
  const device = scene.online(product);
  report(device, 'inform', { version: '1.0.0' });
  return device;
}

function report(device: SimulatedDevice, what: 'inform' | 'progress', params: Values): void {
  device.send(`/ota/device/${what}${device.path}`, { id: '1', params });
}

/** A product whose only device runs 1.0.0, and a package for it. */
async function updatable(scene: Scene) {
  const product = scene.product();
  const line = running(scene, product);
  const FirmwareId = await firmware(scene, product);
  return { product, ProductKey: product.productKey, line, device: line.device, FirmwareId };
}

/** A batch for that device, which is under way. */
async function batch(scene: Scene, more: Values = {}) {
  const { ProductKey, line, device, FirmwareId } = await updatable(scene);
  const { Data } = await scene.call('CreateOTAStaticUpgradeJob', {
    FirmwareId,
    ProductKey,
    TargetSelection: 'SPECIFIC',
    TargetDeviceName: [device.deviceName],
    TimeoutInMinutes: 1440,
    RetryInterval: 60,
    RetryCount: 1,
    MaximumPerMinute: 1000,
    Tag: [{ Key: 'ring', Value: 'one' }],
    ...more,
  });
  scene.clock.advance(0);
  const JobId: string = Data.JobId;
  const tasks = await scene.call('ListOTATaskByJob', { JobId });
  const TaskId: string = tasks.Data.SimpleOTATaskInfo[0].TaskId;
  return { JobId, TaskId, FirmwareId, ProductKey, line, device };
}

/** A batch whose one device has the new version: it is over. */
async function completed(scene: Scene) {
  const done = await batch(scene);
  report(done.line, 'inform', { version: '2.0.0' });
  return done;
}

/** A batch whose one device failed, without another try. */
async function failed(scene: Scene) {
  const known = await batch(scene, { RetryInterval: undefined, RetryCount: undefined });
  report(known.line, 'progress', { step: -1, desc: 'No space left' });
  return known;
}

/** A batch that waits for its time, for the devices of a group. */
async function scheduled(scene: Scene) {
  const { ProductKey, line, device, FirmwareId } = await updatable(scene);
  const ScheduleTime = scene.clock.now() + 3_600_000;
  return {
    line,
    request: {
      FirmwareId,
      ProductKey,
      TargetSelection: 'GROUP' as const,
      GroupId: await groupOf(scene, device),
      GroupType: 'LINK_PLATFORM' as const,
      ScheduleTime,
      ScheduleFinishTime: ScheduleTime + 7_200_000,
      TimeoutInMinutes: 1440,
      RetryInterval: 60 as const,
      RetryCount: 1 as const,
      MaximumPerMinute: 1000,
      Tag: [{ Key: 'ring', Value: 'one' }],
    },
  };
}

async function groupOf(scene: Scene, device: Device): Promise<string> {
  const { Data } = await scene.call('CreateDeviceGroup', { GroupName: scene.name() });
  const { GroupId } = Data;
  await scene.call('BatchAddDeviceGroupRelations', { GroupId, Device: [named(device)] });
  return GroupId;
}

/** What a dynamic batch is made of. */
async function policy(scene: Scene) {
  const { FirmwareId, ProductKey } = await updatable(scene);
  return { FirmwareId, ProductKey, SrcVersion: ['1.0.0'], DynamicMode: 2 as const };
}

async function dynamicBatch(scene: Scene): Promise<string> {
  return (await scene.call('CreateOTADynamicUpgradeJob', await policy(scene))).Data.JobId;
}

conforms('ota', ota, {
  CreateOTAModule: {
    given: (scene) => ({
      ProductKey: scene.product().productKey,
      ModuleName: 'barcodeScanner',
      AliasName: 'Scanner',
      Desc: 'Reads codes',
    }),
    refused: { but: {}, code: 'iot.ota.CreateOTAModuleNameExist' },
  },
  UpdateOTAModule: {
    given: async (scene) => ({
      ...(await customModule(scene)),
      AliasName: 'Reader',
      Desc: 'Reads more codes',
    }),
    refused: { but: { ModuleName: 'wifi' }, code: 'iot.ota.OTAModuleNotExist' },
  },
  DeleteOTAModule: {
    given: customModule,
    refused: { but: { ModuleName: 'default' }, code: 'iot.ota.DeleteOtaDefaultModule' },
  },
  ListOTAModuleByProduct: {
    given: async (scene) => ({ ProductKey: (await customModule(scene)).ProductKey }),
    refused: { but: { ProductKey: 'a1BwAGV' }, code: 'iot.prod.NotExistedProduct' },
  },
  GenerateOTAUploadURL: {
    given: { FileSuffix: 'zip' },
    refused: { but: { FileSuffix: 'exe' }, code: 'iot.firmware.InvalidGenerateOTAUploadURLParam' },
  },
  GenerateDeviceNameListURL: {
    given: {},
    // It has no parameter of its own.
    refused: { but: { IotInstanceId: 'iot-nowhere' }, code: 'iot.system.InstanceNotFound' },
  },
  CreateOTAFirmware: {
    given: async (scene) => {
      const { Data } = await scene.call('GenerateOTAUploadURL', { FileSuffix: 'bin' });
      return {
        ProductKey: scene.product().productKey,
        FirmwareName: scene.name(),
        DestVersion: '2.0.0',
        FirmwareUrl: await uploaded(Data, 'the bytes of version 2.0.0'),
      };
    },
    refused: { but: {}, code: 'iot.firmware.AlreadyExistedFirmwareName' },
  },
  DeleteOTAFirmware: {
    given: async (scene) => ({ FirmwareId: (await updatable(scene)).FirmwareId }),
    // It is gone.
    refused: { but: {}, code: 'iot.firmware.FirmwareNotFound' },
  },
  ListOTAFirmware: {
    given: async (scene) => ({
      ProductKey: (await updatable(scene)).ProductKey,
      CurrentPage: 1,
      PageSize: 100,
    }),
    refused: { but: { PageSize: 101 }, code: 'iot.common.InvalidPageParams' },
  },
  QueryOTAFirmware: {
    given: async (scene) => ({ FirmwareId: (await updatable(scene)).FirmwareId }),
    further: [
      async (scene) => ({
        FirmwareId: await firmware(scene, scene.product(), {
          FirmwareUrl: undefined,
          FirmwareSign: undefined,
          FirmwareSize: undefined,
          MultiFiles: [
            { Name: 'boot', Url: 'https://firmware.example/boot', Size: 1, FileMd5: 'a', SignValue: 'a' },
            { Name: 'system', Url: 'https://firmware.example/system', Size: 2, FileMd5: 'b', SignValue: 'b' },
          ],
        }),
      }),
    ],
    refused: { but: { FirmwareId: 'nothing' }, code: 'iot.firmware.FirmwareNotFound' },
  },
  CreateOTAVerifyJob: {
    given: async (scene) => {
      const product = scene.product();
      return {
        FirmwareId: await firmware(scene, product, { NeedToVerify: true }),
        ProductKey: product.productKey,
        TargetDeviceName: [running(scene, product).device.deviceName],
        TimeoutInMinutes: 1440,
        Tag: [{ Key: 'ring', Value: 'test' }],
      };
    },
    refused: { but: {}, code: 'iot.firmware.InProgressVerifyJobExisted' },
  },
  CreateOTAStaticUpgradeJob: {
    given: async (scene) => {
      const { product, ProductKey, FirmwareId } = await updatable(scene);
      const { Data } = await scene.call('GenerateDeviceNameListURL', {});
      const { deviceName } = running(scene, product).device;
      return {
        FirmwareId,
        ProductKey,
        TargetSelection: 'SPECIFIC',
        DnListFileUrl: await uploaded(Data, `${deviceName}\n`),
      };
    },
    further: [async (scene) => (await scheduled(scene)).request],
    refused: { but: { TargetDeviceName: ['light'] }, code: 'iot.firmware.TargetDeviceNamesNotAllowed' },
  },
  CreateOTADynamicUpgradeJob: {
    given: policy,
    refused: { but: {}, code: 'iot.firmware.InProgressDynamicJobExisted' },
  },
  QueryOTAJob: {
    given: async (scene) => {
      const { request, line } = await scheduled(scene);
      const { Data } = await scene.call('CreateOTAStaticUpgradeJob', request);
      scene.clock.advance(3_600_000);
      report(line, 'inform', { version: '2.0.0' });
      return { JobId: Data.JobId };
    },
    further: [
      async (scene) => ({ JobId: await dynamicBatch(scene) }),
      async (scene) => {
        const { FirmwareId, ProductKey } = await updatable(scene);
        const { Data } = await scene.call('CreateOTAStaticUpgradeJob', {
          FirmwareId,
          ProductKey,
          TargetSelection: 'GRAY',
          GrayPercent: '100.000',
          SrcVersion: ['1.0.0'],
        });
        return { JobId: Data.JobId };
      },
    ],
    refused: { but: { JobId: 'nothing' }, code: 'iot.firmware.InvalidOTAJobId' },
  },
  ListOTAJobByFirmware: {
    given: async (scene) => ({
      FirmwareId: (await completed(scene)).FirmwareId,
      CurrentPage: 1,
      PageSize: 200,
    }),
    refused: { but: { PageSize: 201 }, code: 'iot.common.InvalidPageParams' },
  },
  ListOTAJobByDevice: {
    given: async (scene) => {
      const { FirmwareId, device } = await completed(scene);
      return { FirmwareId, ...named(device), CurrentPage: 1, PageSize: 100 };
    },
    refused: { but: { DeviceName: 'nobody' }, code: 'iot.ota.DeviceNotExist' },
  },
  ListOTATaskByJob: {
    given: async (scene) => ({ JobId: (await failed(scene)).JobId, CurrentPage: 1, PageSize: 100 }),
    refused: { but: { TaskStatus: 'FINISHED' }, code: 'iot.firmware.InvalidTaskStatus' },
  },
  ListOTAUnfinishedTaskByDevice: {
    given: async (scene) => ({ ...named((await batch(scene)).device), TaskStatus: 'NOTIFIED' }),
    refused: { but: { TaskStatus: 'FAILED' }, code: 'iot.firmware.InvalidTaskStatus' },
  },
  ConfirmOTATask: {
    given: async (scene) => ({ TaskId: [(await batch(scene, { NeedConfirm: true })).TaskId] }),
    // It waits to be confirmed no longer.
    refused: { but: {}, code: 'iot.firmware.InvalidTaskStatus' },
  },
  ReupgradeOTATask: {
    given: async (scene) => {
      const { JobId, TaskId } = await failed(scene);
      return { JobId, TaskId: [TaskId] };
    },
    // It has not failed this time.
    refused: { but: {}, code: 'iot.ota.FailedTaskNotFound' },
  },
  CancelOTATaskByDevice: {
    given: async (scene) => {
      const { FirmwareId, ProductKey, device } = await batch(scene);
      return { FirmwareId, ProductKey, DeviceName: [device.deviceName] };
    },
    // It is pending no longer.
    refused: { but: {}, code: 'iot.firmware.IncorrectDeviceUpgradeJobStatus' },
  },
  CancelOTATaskByJob: {
    given: async (scene) => ({ JobId: (await batch(scene)).JobId, CancelNotifiedTask: true }),
    refused: { but: { CancelNotifiedTask: undefined }, code: 'iot.firmware.CancelOptionIsMandatory' },
  },
  CancelOTAStrategyByJob: {
    given: async (scene) => ({ JobId: await dynamicBatch(scene) }),
    refused: { but: {}, code: 'iot.firmware.JobAlreadyCanceled' },
  },
});
