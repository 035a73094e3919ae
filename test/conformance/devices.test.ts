import { createHmac } from 'node:crypto';
import { issueClientId } from '../../local/platform/device/dynamic-registration.ts';
import type { Product } from '../../local/platform/state/products.ts';
import * as devices from '../../shared/iot/operations/devices.ts';
import { SimulatedDevice } from '../local/platform/device-side/simulated-device.ts';
import { conforms } from './run.ts';
import { named, type Scene } from './scene.ts';

/** A device that is online, and of which all is known that can be: its alias, its version, a tag, a group. */
async function light(scene: Scene, product: Product = scene.product()) {
  const { Data } = await scene.call('RegisterDevice', {
    ProductKey: product.productKey,
    DeviceName: scene.name(),
    Nickname: 'street_light',
  });
  const device = scene.platform.state.devices.byIotId(Data.IotId);
  if (device === undefined) throw new Error('The device is not there.');
  const line = new SimulatedDevice(scene.platform, device).connect();
  line.send(`/ota/device/inform${line.path}`, { id: '1', params: { version: '1.0.0' } });
  const { IotId } = Data;
  await scene.call('SaveDeviceProp', { IotId, Props: { room: '101' } });
  const { Data: group } = await scene.call('CreateDeviceGroup', { GroupName: scene.name() });
  await scene.call('BatchAddDeviceGroupRelations', { GroupId: group.GroupId, Device: [named(device)] });
  return { device, IotId: device.iotId };
}

const byIotId = async (scene: Scene) => ({ IotId: (await light(scene)).IotId });

/** What the platform answers to a device that it does not have. */
const unknownDevice = { but: { IotId: 'Q7uOhVRdZRRlDnTLv00100' }, code: 'iot.device.NotExistedDevice' };

/** A device that registered itself, and so has a ClientID. */
async function selfRegistered(scene: Scene) {
  const { device, IotId } = await light(scene);
  return { IotId, ClientId: issueClientId(device, scene.platform) };
}

/** A device that has uploaded a file. */
async function withFile(scene: Scene) {
  const { device, IotId } = await light(scene);
  const url = 'https://files.example/log.txt';
  const file = { fileId: 'iS65Nk', name: 'log.txt', size: 2_000, uploadedAt: scene.clock.now(), url };
  scene.platform.state.deviceFiles.add(device, file);
  return { IotId, FileId: file.fileId };
}

/** A gateway and a sub-device that may be attached to it. */
async function gatewayAndSensor(scene: Scene) {
  const { device: gateway } = await light(scene, scene.product({ nodeType: 1 }));
  const { device: sensor } = await light(scene);
  const { DeviceName, ProductKey } = named(sensor);
  const Sign = createHmac('sha256', sensor.deviceSecret)
    .update(`deviceName${DeviceName}productKey${ProductKey}`)
    .digest('hex');
  return {
    gateway,
    sensor,
    gatewayNamed: { GwProductKey: gateway.product.productKey, GwDeviceName: gateway.deviceName },
    item: { ProductKey, DeviceName, Sign, SignMethod: 'hmacSha256' } as const,
  };
}

/** A gateway with a sub-device. */
async function topology(scene: Scene) {
  const { gateway, sensor, gatewayNamed, item } = await gatewayAndSensor(scene);
  await scene.call('BatchAddThingTopo', { ...gatewayNamed, TopoAddItem: [item] });
  return { gateway, sensor };
}

/** An application to register two devices, whose names are checked by now. */
async function application(scene: Scene) {
  const { productKey: ProductKey } = scene.product();
  const { Data } = await scene.call('BatchCheckDeviceNames', {
    ProductKey,
    DeviceName: ['light_1', 'light_2'],
  });
  scene.clock.advance(60_000);
  return { ProductKey, ApplyId: Data.ApplyId as number };
}

/** An application whose devices are registered. */
async function registered(scene: Scene) {
  const applied = await application(scene);
  await scene.call('BatchRegisterDeviceWithApplyId', applied);
  scene.clock.advance(60_000);
  return applied;
}

const inSampleOnly = "It stands in the guide's sample alone; its table and the SDK have another name for it.";

conforms('devices', devices, {
  RegisterDevice: {
    given: (scene) => ({
      ProductKey: scene.product().productKey,
      DeviceName: 'light_1',
      Nickname: 'street_light',
    }),
    further: [
      (scene) => ({
        ProductKey: scene.product({ netType: 'LORA' }).productKey,
        DevEui: 'd896e0efff000001',
        JoinEui: 'd896e0efff000002',
        AppKey: 'd896e0efff000003d896e0efff000004',
        LoraNodeType: 'USERDEFINED',
      }),
    ],
    refused: { but: {}, code: 'iot.device.AlreadyExistedDeviceName' },
  },
  DeleteDevice: {
    given: byIotId,
    // It is gone.
    refused: { but: {}, code: 'iot.device.NotExistedDevice' },
  },
  ResetThing: { given: byIotId, refused: unknownDevice },
  DisableThing: {
    given: async (scene) => named((await light(scene)).device),
    refused: { but: { DeviceName: undefined }, code: 'iot.device.NullDeviceName' },
  },
  EnableThing: {
    given: async (scene) => {
      const { device, IotId } = await light(scene);
      await scene.call('DisableThing', { IotId });
      return named(device);
    },
    refused: { but: { ProductKey: undefined, DeviceName: undefined }, code: 'iot.prod.NullProductKey' },
  },
  GetDeviceStatus: { given: byIotId, refused: unknownDevice },
  BatchGetDeviceState: {
    given: async (scene) => ({ IotId: [(await light(scene)).IotId] }),
    refused: {
      but: { IotId: Array.from({ length: 51 }, (_, index) => `iot${index}`) },
      code: 'iot.device.DeviceCountExceeded',
    },
  },
  QueryDeviceInfo: {
    given: async (scene) => named((await light(scene)).device),
    refused: { but: { DeviceName: 'no light' }, code: 'iot.device.InvalidFormattedDeviceName' },
  },
  QueryDeviceDetail: {
    given: async (scene) => named((await light(scene)).device),
    refused: { but: { DeviceName: 'nobody' }, code: 'iot.device.NotExistedDevice' },
  },
  BatchQueryDeviceDetail: {
    given: async (scene) => {
      const { ProductKey, DeviceName } = named((await light(scene)).device);
      return { ProductKey, DeviceName: [DeviceName] };
    },
    refused: { but: { ProductKey: 'a1BwAGV' }, code: 'iot.prod.NotExistedProduct' },
  },
  BatchUpdateDeviceNickname: {
    given: async (scene) => ({
      DeviceNicknameInfo: [{ IotId: (await light(scene)).IotId, Nickname: 'garden_light' }],
    }),
    refused: {
      but: async (scene) => ({
        DeviceNicknameInfo: [{ IotId: (await light(scene)).IotId, Nickname: 'abc' }],
      }),
      code: 'iot.device.InvalidDeviceNickNameExisted',
    },
  },
  QueryDevice: {
    given: async (scene) => ({
      ProductKey: (await light(scene)).device.product.productKey,
      CurrentPage: 1,
      PageSize: 50,
    }),
    absent: { 'Data.DeviceInfo.DeviceType': 'The guide says itself that it is not returned.' },
    refused: { but: { PageSize: 51 }, code: 'iot.common.InvalidPageParams' },
  },
  QueryDeviceByStatus: {
    given: async (scene) => ({ ProductKey: (await light(scene)).device.product.productKey, Status: 1 }),
    absent: {
      'Data.SimpleDeviceInfo.DeviceStatus': inSampleOnly,
      CurrentPage: inSampleOnly,
      TotalPageCount: inSampleOnly,
      TotalCount: inSampleOnly,
    },
    refused: { but: { Status: 2 }, code: 'iot.common.InvalidFormattedParameter' },
  },
  QueryDeviceByTags: {
    given: async (scene) => {
      await light(scene);
      return { Tag: [{ TagKey: 'room', TagValue: '101' }] };
    },
    refused: {
      but: { Tag: Array.from({ length: 11 }, (_, index) => ({ TagKey: `key${index}`, TagValue: 'x' })) },
      code: 'iot.device.TooManyDevicePropertiesPerTime',
    },
  },
  QueryDeviceBySQL: {
    given: async (scene) => {
      const { productKey } = (await light(scene)).device.product;
      return { SQL: `SELECT * FROM device WHERE product_key = "${productKey}" ORDER BY active_time` };
    },
    further: [{ SQL: 'SELECT count(*) FROM device WHERE status = "ONLINE"' }],
    refused: {
      but: { SQL: 'SELECT * FROM device WHERE colour = "red"' },
      code: 'iot.devicesearch.InvalidSQLFieldError',
    },
  },
  QueryDeviceStatistics: {
    given: async (scene) => ({ ProductKey: (await light(scene)).device.product.productKey }),
    refused: { but: { GroupId: 'nobody' }, code: 'iot.group.NotExistedGroup' },
  },
  BatchCheckDeviceNames: {
    given: (scene) => ({
      ProductKey: scene.product().productKey,
      DeviceNameList: [{ DeviceName: 'light_1', DeviceNickname: 'street_light' }, { DeviceName: 'light_2' }],
    }),
    refused: {
      but: { DeviceNameList: [{ DeviceName: 'APT$', DeviceNickname: 'a light' }] },
      code: 'iot.device.InvalidFormattedDeviceName',
    },
  },
  BatchRegisterDeviceWithApplyId: {
    given: application,
    // It is being worked on.
    refused: { but: {}, code: 'iot.device.CreateDeviceTaskIsRunning' },
  },
  BatchRegisterDevice: {
    given: (scene) => ({ ProductKey: scene.product().productKey, Count: 2 }),
    refused: { but: { Count: 10_001 }, code: 'iot.device.DeviceCountExceeded' },
  },
  QueryBatchRegisterDeviceStatus: {
    given: registered,
    further: [
      async (scene) => {
        const ProductKey = scene.product().productKey;
        const DeviceName = ['light_1', 'light_1'];
        const { Data } = await scene.call('BatchCheckDeviceNames', { ProductKey, DeviceName });
        scene.clock.advance(60_000);
        return { ProductKey, ApplyId: Data.ApplyId };
      },
    ],
    refused: { but: { ApplyId: 1 }, code: 'iot.device.DeviceApplyIsNotFound' },
  },
  QueryPageByApplyId: {
    given: async (scene) => ({ ApplyId: (await registered(scene)).ApplyId, CurrentPage: 1, PageSize: 50 }),
    refused: { but: { PageSize: 51 }, code: 'iot.common.InvalidPageParams' },
  },
  SaveDeviceProp: {
    given: async (scene) => ({ ...(await byIotId(scene)), Props: { colour: 'red', shape: 'round' } }),
    refused: {
      but: { Props: '["red","round"]' },
      code: 'iot.device.InvalidFormattedDevicePropertiesString',
    },
  },
  QueryDeviceProp: { given: byIotId, refused: unknownDevice },
  DeleteDeviceProp: {
    given: async (scene) => ({ ...(await byIotId(scene)), PropKey: 'room' }),
    refused: { but: { PropKey: undefined }, code: 'iot.device.NullDevicePropertyKey' },
  },
  QueryClientIds: {
    given: async (scene) => ({ IotId: (await selfRegistered(scene)).IotId }),
    refused: unknownDevice,
  },
  TransformClientId: { given: selfRegistered, refused: unknownDevice },
  DeleteClientIds: {
    given: async (scene) => ({ IotId: (await selfRegistered(scene)).IotId }),
    refused: { but: { IotId: undefined }, code: 'iot.device.InvalidIoTId' },
  },
  QueryDeviceFileList: {
    given: async (scene) => ({
      IotId: (await withFile(scene)).IotId,
      CurrentPage: 1,
      PageSize: 200,
    }),
    absent: { 'Data.FileStoreSummary': inSampleOnly },
    refused: { but: { PageSize: 201 }, code: 'iot.common.InvalidPageParams' },
  },
  QueryDeviceFile: {
    given: withFile,
    refused: { but: { FileId: 'nothing' }, code: 'iot.common.FileNotExist' },
  },
  DeleteDeviceFile: {
    given: withFile,
    // It is gone.
    refused: { but: {}, code: 'iot.common.FileNotExist' },
  },
  BatchAddThingTopo: {
    given: async (scene) => {
      const { gatewayNamed, item } = await gatewayAndSensor(scene);
      return { ...gatewayNamed, TopoAddItem: [item] };
    },
    refused: {
      but: async (scene) => {
        const { item } = await gatewayAndSensor(scene);
        return { TopoAddItem: [{ ...item, Sign: 'forged' }] };
      },
      code: 'iot.device.VerifyDeviceFailed',
    },
  },
  RemoveThingTopo: {
    given: async (scene) => ({ IotId: (await topology(scene)).sensor.iotId }),
    absent: { JobId: "The SDK's model does not have it." },
    // It is attached to no gateway any more.
    refused: { but: {}, code: 'iot.device.RemoveTopoRelationFailed' },
  },
  GetThingTopo: {
    given: async (scene) => ({ IotId: (await topology(scene)).gateway.iotId, PageNo: 1, PageSize: 50 }),
    absent: { 'Data.NextToken': "The SDK's model does not have it." },
    refused: { but: { PageNo: 2 }, code: 'iot.common.InvalidPageParams' },
  },
  GetGatewayBySubDevice: {
    given: async (scene) => ({ IotId: (await topology(scene)).sensor.iotId }),
    refused: { but: byIotId, code: 'iot.device.QueryTopoRelationFailed' },
  },
  NotifyAddThingTopo: {
    given: async (scene) => {
      const { gatewayNamed, sensor } = await gatewayAndSensor(scene);
      const { ProductKey: productKey, DeviceName: deviceName } = named(sensor);
      return { ...gatewayNamed, DeviceListStr: [{ productKey, deviceName }] };
    },
    refused: { but: { DeviceListStr: '[{"name":"light"}]' }, code: 'iot.common.InvalidFormattedParameter' },
  },
  ListOTAModuleVersionsByDevice: {
    given: async (scene) => ({ ...(await byIotId(scene)), CurrentPage: 1, PageSize: 200 }),
    refused: { but: { CurrentPage: 0 }, code: 'iot.common.InvalidPageParams' },
  },
});
