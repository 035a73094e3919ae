import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import { createPlatform, type LocalPlatform } from '../../../../local/platform/create-platform.ts';
import type { Platform } from '../../../../local/platform/platform.ts';
import type { Device } from '../../../../local/platform/state/device.ts';
import { SimulatedDevice } from '../device-side/simulated-device.ts';
import { configurations } from '../operations/rules/forwarding.ts';
import { event, property, service, specified } from '../thing-model/documents.ts';
import { must } from './ask.ts';

const minute = 60_000;

/** A platform on which much has happened, in all of its parts; its time stands. */
export interface World {
  readonly clock: DrivenClock;
  readonly local: LocalPlatform;
  readonly platform: Platform;
  readonly products: { readonly senior: string; readonly basic: string };
  readonly jobs: { readonly planned: string; readonly running: string; readonly dynamic: string };
  readonly firmware: string;
}

/** Makes it through the API, as far as the API goes, and through devices. */
export async function makeWorld(): Promise<World> {
  const clock = new DrivenClock(Date.UTC(2030, 0));
  const local = createPlatform({ clock, seed: 1, instanceId: 'iot-world' });
  const { platform } = local;
  const call = async (operation: string, parameters: object = {}) => {
    clock.advance(1234);
    return must(platform, operation, parameters);
  };

  const { ProductKey: basic } = await call('CreateProduct', { ProductName: 'basic', NodeType: 1 });
  const { ProductKey: senior } = await call('CreateProduct', {
    ProductName: 'senior',
    NodeType: 0,
    DataFormat: 1,
    AliyunCommodityCode: 'iothub_senior',
    Description: 'with a "model"\nand two lines',
  });
  const { ProductKey: lamp } = await call('CreateProduct', {
    ProductName: 'street_lamp',
    NodeType: 0,
    DataFormat: 1,
    AliyunCommodityCode: 'iothub_senior',
    CategoryKey: 'Lighting',
  });
  await call('CreateProductTags', { ProductKey: basic, ProductTag: [{ TagKey: 'line', TagValue: 'b' }] });
  await call('UpdateProductFilterConfig', {
    ProductKey: senior,
    PropertyTimestampFilter: true,
    PropertyValueFilter: false,
  });
  await call('ReleaseProduct', { ProductKey: lamp });

  const { ProductKey: raw } = await call('CreateProduct', {
    ProductName: 'raw_data',
    NodeType: 0,
    DataFormat: 0,
    AliyunCommodityCode: 'iothub_senior',
  });
  await call('CreateThingScript', {
    ProductKey: raw,
    ScriptType: 'JavaScript',
    ScriptContent: 'function protocolToRawData(json) {}',
  });

  await thingModel(senior, call);
  await subscriptions(basic, senior, call);

  const names = ['dev1', 'dev2', 'dev3', 'dev4', 'dev5', 'dev6'];
  for (const DeviceName of names) await call('RegisterDevice', { ProductKey: basic, DeviceName });
  for (const DeviceName of ['meter', '1010', '2002']) {
    await call('RegisterDevice', { ProductKey: senior, DeviceName, Nickname: `n_${DeviceName}_電` });
  }
  await call('DeleteDevice', { ProductKey: basic, DeviceName: 'dev2' });
  const device = (name: string, product = basic): Device => {
    const found = platform.state.products.get(product)?.devices.get(name);
    if (found === undefined) throw new Error(`there is no device ${name}`);
    return found;
  };
  const [dev1, dev3, dev4, dev5] = ['dev1', 'dev3', 'dev4', 'dev5'].map((name) =>
    new SimulatedDevice(platform, device(name)).connect(),
  ) as [SimulatedDevice, SimulatedDevice, SimulatedDevice, SimulatedDevice];
  const meter = new SimulatedDevice(platform, device('meter', senior)).connect();

  await groupsAndTags(basic, senior, call);
  // The order is that in which they were attached.
  for (const name of ['2002', '1010']) platform.state.devices.attach(dev1.device, device(name, senior));
  await topics(basic, call, dev1);
  await thingData(senior, call, meter);
  await rules(basic, call, dev1);
  await applications(platform, basic, call);

  const { clientIds, deviceFiles, halfOpenUntil } = platform.state;
  clientIds.add(device('dev1'), { clientId: 'first', createdAt: clock.now() });
  clientIds.add(device('dev1'), { clientId: 'second', createdAt: clock.now() });
  clientIds.choose(device('dev1'), 'second');
  for (const name of ['log', 'trace']) {
    const file = {
      fileId: `file-${name}`,
      name,
      size: 7,
      uploadedAt: clock.now(),
      url: 'http://elsewhere/x',
    };
    deviceFiles.add(device('dev1'), file);
  }
  halfOpenUntil.set(device('dev5'), clock.now() + 60 * minute);
  await call('DisableThing', { ProductKey: basic, DeviceName: 'dev6' });

  const jobs = await updates(platform, basic, call, { dev1, dev3, dev4, dev5 });
  return { clock, local, platform, products: { senior, basic }, ...jobs };
}

// biome-ignore lint/suspicious/noExplicitAny: tests reach into answers of every shape
type Call = (operation: string, parameters?: object) => Promise<any>;

async function thingModel(ProductKey: string, call: Call): Promise<void> {
  const create = (features: object, more: object = {}) =>
    call('CreateThingModel', { ProductKey, ThingModelJson: JSON.stringify(features), ...more });
  await create({
    properties: [property('Level', { extendConfig: '{"identifier":"Level"}' })],
    services: [service('Reset')],
    events: [event('Hot')],
  });
  const types = Object.entries(specified).map(([name, type]) => property(`P_${name}`, type));
  await create({ properties: types.slice(0, 6) });
  await create({ properties: types.slice(6) });
  await call('PublishThingModel', { ProductKey, ModelVersion: '1.0.0', Description: 'the first' });
  const module = { FunctionBlockId: 'part', FunctionBlockName: 'a_part' };
  await create({ properties: [property('Inner')] }, module);
  await call('PublishThingModel', { ProductKey, ModelVersion: '1.1.0' });
  await create({ properties: [property('Drafted')] });
}

async function subscriptions(basic: string, senior: string, call: Call): Promise<void> {
  const { GroupId } = await call('CreateConsumerGroup', { GroupName: 'second_group' });
  await call('CreateConsumerGroup', { GroupName: 'third_group' });
  const flags = {
    DeviceLifeCycleFlag: true,
    DeviceStatusChangeFlag: true,
    DeviceDataFlag: true,
    OtaEventFlag: true,
    OtaJobFlag: true,
  };
  await call('CreateSubscribeRelation', {
    ProductKey: basic,
    Type: 'AMQP',
    ConsumerGroupIds: ['DEFAULT_GROUP', GroupId],
    ...flags,
  });
  await call('CreateSubscribeRelation', {
    ProductKey: senior,
    Type: 'MNS',
    DeviceLifeCycleFlag: true,
    DeviceDataFlag: true,
    MnsConfiguration: JSON.stringify({
      queueName: 'aliyun-iot-queue',
      regionName: 'cn-shanghai',
      role: {
        roleArn: 'acs:ram::1234567890123456:role/aliyuniotaccessingmnsrole',
        roleName: 'AliyunIOTAccessingMNSRole',
      },
    }),
  });
}

async function groupsAndTags(basic: string, senior: string, call: Call): Promise<void> {
  const group = async (GroupName: string, SuperGroupId?: string): Promise<string> =>
    (await call('CreateDeviceGroup', { GroupName, SuperGroupId, GroupDesc: `about ${GroupName}` })).Data
      .GroupId;
  const sites = await group('sites');
  const shanghai = await group('shanghai', sites);
  const gone = await group('gone', sites);
  const other = await group('other');
  await call('SetDeviceGroupTags', {
    GroupId: shanghai,
    TagString: JSON.stringify([
      { tagKey: 'floor', tagValue: '3' },
      { tagKey: '11', tagValue: 'a' },
    ]),
  });
  const join = (GroupId: string, ...names: readonly (readonly [string, string])[]) =>
    call('BatchAddDeviceGroupRelations', {
      GroupId,
      Device: names.map(([ProductKey, DeviceName]) => ({ ProductKey, DeviceName })),
    });
  // The order in which devices joined is neither that of the groups nor that of the devices.
  await join(other, [basic, 'dev3'], [basic, 'dev1']);
  await join(shanghai, [senior, '1010'], [basic, 'dev1'], [senior, '2002']);
  await join(gone, [basic, 'dev4']);
  await call('DeleteDeviceGroup', { GroupId: gone });
  const tag = (ProductKey: string, DeviceName: string, tags: object) =>
    call('SaveDeviceProp', { ProductKey, DeviceName, Props: JSON.stringify(tags) });
  await tag(basic, 'dev1', { site: 'a', color: 'red' });
  await tag(basic, 'dev3', { site: 'b' });
  await tag(senior, 'meter', { '7': 'b', site: 'a' });
  await call('DeleteDeviceProp', { ProductKey: basic, DeviceName: 'dev1', PropKey: 'color' });
  await tag(basic, 'dev1', { color: 'blue', site: 'c' });
}

async function topics(basic: string, call: Call, dev1: SimulatedDevice): Promise<void> {
  const topic = (TopicShortName: string, Operation: string) =>
    call('CreateProductTopic', { ProductKey: basic, TopicShortName, Operation, Desc: `to ${Operation}` });
  const { TopicId } = await topic('command', 'SUB');
  await topic('extra', 'ALL');
  await call('UpdateProductTopic', { TopicId, TopicShortName: 'command', Operation: 'ALL' });
  const route = (source: string, ...destinations: readonly string[]) =>
    call('CreateTopicRouteTable', {
      SrcTopic: `/${basic}/${source}`,
      DstTopic: destinations.map((destination) => `/${basic}/${destination}`),
    });
  await route('dev3/user/update', 'dev1/user/command');
  await route('dev1/user/update', 'dev3/user/get', 'dev1/user/get');
  await route('dev4/user/update', 'dev1/user/command', 'dev1/user/get');
  dev1.send(`${dev1.path}/user/update`, { hello: 'world' });
  dev1.send(`${dev1.path}/user/update/error`, Buffer.from([0xff, 0xfe, 0x00]));
}

async function thingData(senior: string, call: Call, meter: SimulatedDevice): Promise<void> {
  const named = { ProductKey: senior, DeviceName: 'meter' };
  for (const Level of [3, 5, 4]) {
    await call('QueryProduct', { ProductKey: senior });
    meter.request('/thing/event/property/post', { Level });
  }
  meter.request('/thing/event/property/post', { Level: { value: 2, time: Date.UTC(2029, 11, 31) } });
  meter.request('/thing/event/Hot/post', { value: { Code: 7 }, time: Date.UTC(2030, 0) });
  await call('SetDeviceDesiredProperty', { ...named, Items: '{"Level":9}', Versions: '{"Level":0}' });
  await call('InvokeThingService', { ...named, Identifier: 'Reset', Args: '{"Level":1}' });
  await call('SetDeviceProperty', { ...named, Items: '{"Level":8}' });
  await call('UpdateDeviceShadow', {
    ...named,
    ShadowMessage: JSON.stringify({
      method: 'update',
      state: { desired: { color: 'red', 1: 2 } },
      version: 1,
    }),
  });
  meter.send(`/shadow/update${meter.path}`, {
    method: 'update',
    state: { reported: { color: 'green' } },
    version: 2,
  });
}

async function rules(basic: string, call: Call, dev1: SimulatedDevice): Promise<void> {
  const rule = async (Name: string) => {
    const { RuleId } = await call('CreateRule', {
      Name,
      ProductKey: basic,
      ShortTopic: '+/user/update',
      TopicType: 1,
      Select: 'hello as greeting, deviceName() as device',
      Where: "hello = 'rules'",
    });
    const act = (Type: keyof typeof configurations, more: object = {}) =>
      call('CreateRuleAction', {
        RuleId,
        Type,
        Configuration: JSON.stringify(configurations[Type]),
        ...more,
      });
    await act('OTS');
    await act('AMQP');
    await act('MNS', { ErrorActionFlag: true });
    return RuleId;
  };
  const gone = await rule('gone');
  const [first, second] = [await rule('first'), await rule('second')];
  await rule('idle');
  await call('DeleteRule', { RuleId: gone });
  await call('StartRule', { RuleId: second });
  await call('StartRule', { RuleId: first });
  dev1.send(`${dev1.path}/user/update`, { hello: 'rules' });
}

async function applications(platform: Platform, ProductKey: string, call: Call): Promise<void> {
  const apply = async (...DeviceName: readonly string[]): Promise<number> =>
    (await call('BatchCheckDeviceNames', { ProductKey, DeviceName })).Data.ApplyId;
  const ApplyId = await apply('batch_1', 'batch_2');
  await apply('never_1');
  await apply('taken_1', 'taken_2');
  // Before its names are checked.
  await must(platform, 'RegisterDevice', { ProductKey, DeviceName: 'taken_2' });
  await call('BatchRegisterDeviceWithApplyId', { ProductKey, ApplyId });
  await call('QueryProduct', { ProductKey });
  await call('DeleteDevice', { ProductKey, DeviceName: 'batch_2' });
  await call('BatchRegisterDevice', { ProductKey, Count: 2 });
}

async function updates(
  platform: Platform,
  ProductKey: string,
  call: Call,
  lines: Readonly<Record<'dev1' | 'dev3' | 'dev4' | 'dev5', SimulatedDevice>>,
): Promise<Pick<World, 'jobs' | 'firmware'>> {
  const report = (line: SimulatedDevice, what: 'inform' | 'progress', params: object) =>
    line.send(`/ota/device/${what}${line.path}`, { id: '1', params });
  await call('CreateOTAModule', { ProductKey, ModuleName: 'modem', AliasName: 'Modem', Desc: 'LTE' });
  for (const line of Object.values(lines)) report(line, 'inform', { version: '1.0.0' });
  report(lines.dev1, 'inform', { version: '7', module: 'modem' });

  const bytes = Buffer.from('the bytes of a package');
  const url = await uploaded(platform, bytes);
  const md5 = createHash('md5').update(bytes).digest('hex');
  let made = 0;
  const firmware = async (FirmwareUrl: string, more: object = {}): Promise<string> => {
    made += 1;
    const { Data } = await call('CreateOTAFirmware', {
      ProductKey,
      FirmwareName: `package_${made}`,
      DestVersion: `2.0.${made}`,
      FirmwareUrl,
      FirmwareSign: md5,
      FirmwareSize: bytes.length,
      NeedToVerify: false,
      ...more,
    });
    return Data.FirmwareId;
  };
  const uploadedPackage = await firmware(url, { Udi: '{"why":"because"}' });
  const verified = await firmware('https://firmware.example/2.bin', { NeedToVerify: true });
  const [deleted, other] = [
    await firmware('https://firmware.example/3.bin'),
    await firmware('https://firmware.example/4.bin'),
  ];
  const job = async (operation: string, parameters: object): Promise<string> =>
    (await call(operation, parameters)).Data.JobId;

  await job('CreateOTAVerifyJob', { FirmwareId: verified, ProductKey, TargetDeviceName: ['dev4'] });
  const running = await job('CreateOTAStaticUpgradeJob', {
    FirmwareId: uploadedPackage,
    ProductKey,
    TargetSelection: 'SPECIFIC',
    TargetDeviceName: ['dev1', 'dev3', 'dev5'],
    RetryInterval: 10,
    RetryCount: 2,
    TimeoutInMinutes: 30,
    MaximumPerMinute: 100,
    Tag: [{ Key: 'why', Value: 'because' }],
  });
  await call('QueryOTAJob', { JobId: running });
  report(lines.dev3, 'progress', { step: 40, desc: '' });
  report(lines.dev5, 'progress', { step: -2, desc: 'broken' });
  const planned = await job('CreateOTAStaticUpgradeJob', {
    FirmwareId: other,
    ProductKey,
    TargetSelection: 'SPECIFIC',
    TargetDeviceName: ['batch_1'],
    ScheduleTime: platform.clock.now() + 60 * minute,
    ScheduleFinishTime: platform.clock.now() + 180 * minute,
    OverwriteMode: 2,
  });
  const stopped = await job('CreateOTADynamicUpgradeJob', {
    FirmwareId: other,
    ProductKey,
    SrcVersion: ['1.6.0'],
    DynamicMode: 2,
  });
  await call('CancelOTAStrategyByJob', { JobId: stopped });
  const dynamic = await job('CreateOTADynamicUpgradeJob', {
    FirmwareId: other,
    ProductKey,
    SrcVersion: ['1.5.0'],
    DynamicMode: 1,
  });
  // The last one is told of its update first.
  const queued = ['late_1', 'late_2', 'late_3'];
  for (const DeviceName of queued) await call('RegisterDevice', { ProductKey, DeviceName });
  await job('CreateOTAStaticUpgradeJob', {
    FirmwareId: other,
    ProductKey,
    TargetSelection: 'SPECIFIC',
    TargetDeviceName: queued,
  });
  for (const name of queued.toReversed()) {
    const device = platform.state.products.get(ProductKey)?.devices.get(name);
    if (device !== undefined) new SimulatedDevice(platform, device).connect();
    await call('QueryProduct', { ProductKey });
  }
  // A package and a device that are gone leave a batch and its task behind.
  await call('RegisterDevice', { ProductKey, DeviceName: 'passing' });
  const canceled = await job('CreateOTAStaticUpgradeJob', {
    FirmwareId: deleted,
    ProductKey,
    TargetSelection: 'SPECIFIC',
    TargetDeviceName: ['passing'],
  });
  await call('CancelOTATaskByJob', { JobId: canceled, CancelQueuedTask: true });
  await call('DeleteDevice', { ProductKey, DeviceName: 'passing' });
  await call('DeleteOTAFirmware', { FirmwareId: deleted });
  return { jobs: { planned, running, dynamic }, firmware: uploadedPackage };
}

/** Uploads a file as a form does; gives its address. */
async function uploaded(platform: Platform, bytes: Buffer): Promise<string> {
  const { objectStore } = platform;
  objectStore.origin ??= 'http://127.0.0.1:1';
  const { Data } = await must(platform, 'GenerateOTAUploadURL');
  const fields = {
    key: Data.Key,
    policy: Data.Policy,
    ossaccesskeyid: Data.OSSAccessKeyId,
    signature: Data.Signature,
  };
  await objectStore.put(new Map(Object.entries<string>(fields)), Readable.from([bytes]));
  return Data.FirmwareUrl;
}
