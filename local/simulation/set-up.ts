import { createHash } from 'node:crypto';
import type { Fleet as Rules } from '../../shared/fleet/fleet.ts';
import type { IotClient } from '../../shared/iot/client.ts';
import { CreateOTAFirmware, CreateOTAModule } from '../../shared/iot/operations/ota.ts';
import { CreateProduct } from '../../shared/iot/operations/products.ts';
import { CreateConsumerGroup, CreateSubscribeRelation } from '../../shared/iot/operations/subscriptions.ts';
import { CreateThingModel, PublishThingModel } from '../../shared/iot/operations/thing-models.ts';
import { defaultModule } from '../platform/state/firmware.ts';
import type { Model } from './character.ts';

/** What there is in the account before the first device. */
export interface SetUp {
  readonly productKeys: Readonly<Record<Model, string>>;
  readonly consumerGroupId: string;
}

/**
 * Makes what a fleet's owner has before there are devices, by the API as an owner would: two products with their thing
 * models, the update packages that the rules ask for, and a subscription of each product for a consumer group.
 */
export async function setUpAccount(iot: IotClient, rules: Rules): Promise<SetUp> {
  const [meter, gateway, { GroupId }] = await Promise.all([
    createProduct(iot, 'FleetMeter', 0, meterModel),
    createProduct(iot, 'FleetGateway', 1, gatewayModel),
    iot.call(CreateConsumerGroup, { GroupName: 'fleetkeeper' }),
  ]);
  const consumerGroupId = GroupId ?? '';
  await Promise.all([
    subscribe(iot, meter, consumerGroupId),
    subscribe(iot, gateway, consumerGroupId),
    createPackages(iot, meter, rules),
  ]);
  return { productKeys: { meter, gateway }, consumerGroupId };
}

/** The update packages for a product's devices, as the rules name them. */
async function createPackages(iot: IotClient, ProductKey: string, { rules }: Rules): Promise<void> {
  const asked = rules.flatMap((rule) => (rule.kind === 'upgrading' ? [rule] : []));
  const modules = new Set(asked.map(({ module = defaultModule }) => module));
  modules.delete(defaultModule);
  await Promise.all([...modules].map((ModuleName) => iot.call(CreateOTAModule, { ProductKey, ModuleName })));
  const packages = new Map(
    asked.map(({ module = defaultModule, firmware }) => [
      JSON.stringify([module, firmware]),
      { module, firmware },
    ]),
  );
  await Promise.all(
    [...packages.values()].map(({ module, firmware }, index) =>
      iot.call(CreateOTAFirmware, {
        ProductKey,
        FirmwareName: 'name' in firmware ? firmware.name : `package-${index + 1}`,
        DestVersion: 'version' in firmware ? firmware.version : `100.0.${index}`,
        ...(module === defaultModule ? {} : { ModuleName: module }),
        // Nobody fetches it: the simulated devices only say that they do.
        FirmwareUrl: `https://firmware.example/${index + 1}.bin`,
        FirmwareSize: 524_288,
        FirmwareSign: createHash('md5').update(String(index)).digest('hex'),
        NeedToVerify: false,
      }),
    ),
  );
}

async function createProduct(
  iot: IotClient,
  ProductName: string,
  NodeType: 0 | 1,
  thingModel: (productKey: string) => object,
): Promise<string> {
  const { Data } = await iot.call(CreateProduct, {
    ProductName,
    NodeType,
    AliyunCommodityCode: 'iothub_senior',
    DataFormat: 1,
    NetType: 'ETHERNET',
  });
  const ProductKey = Data?.ProductKey ?? '';
  await iot.call(CreateThingModel, { ProductKey, ThingModelJson: thingModel(ProductKey) });
  await iot.call(PublishThingModel, { ProductKey, ModelVersion: '1.0.0' });
  return ProductKey;
}

/** Every kind of message: which of them matter is for the rules to say. */
async function subscribe(iot: IotClient, ProductKey: string, consumerGroupId: string): Promise<void> {
  await iot.call(CreateSubscribeRelation, {
    ProductKey,
    Type: 'AMQP',
    ConsumerGroupIds: [consumerGroupId],
    DeviceDataFlag: true,
    DeviceLifeCycleFlag: true,
    DeviceStatusChangeFlag: true,
    DeviceTagFlag: true,
    OtaEventFlag: true,
    OtaJobFlag: true,
    OtaVersionFlag: true,
  });
}

const meterModel = (productKey: string) => ({
  productKey,
  properties: [
    {
      ...feature(productKey, 'voltage'),
      rwFlag: 'READ_ONLY',
      dataType: 'DOUBLE',
      dataSpecs: { dataType: 'DOUBLE', min: '0', max: '500', step: '0.1', unit: 'V' },
    },
    {
      ...feature(productKey, 'energy'),
      rwFlag: 'READ_ONLY',
      dataType: 'INT',
      dataSpecs: { dataType: 'INT', min: '0', max: '2147483647', step: '1', unit: 'kW·h' },
    },
  ],
  events: [tamper(productKey)],
});

const gatewayModel = (productKey: string) => ({
  productKey,
  properties: [
    {
      ...feature(productKey, 'load'),
      rwFlag: 'READ_ONLY',
      dataType: 'INT',
      dataSpecs: { dataType: 'INT', min: '0', max: '100', step: '1', unit: '%' },
    },
  ],
  events: [tamper(productKey)],
});

const feature = (productKey: string, identifier: string) => ({
  productKey,
  identifier,
  name: identifier,
  required: false,
  custom: true,
});

const tamper = (productKey: string) => ({
  productKey,
  identifier: 'tamper',
  eventName: 'tamper',
  eventType: 'ALERT_EVENT_TYPE',
  required: false,
  custom: true,
  outputdata: [
    {
      productKey,
      identifier: 'seal',
      name: 'seal',
      direction: 'PARAM_OUTPUT',
      paraOrder: 0,
      dataType: 'TEXT',
      dataSpecs: { dataType: 'TEXT', length: 32 },
      custom: true,
    },
  ],
});
