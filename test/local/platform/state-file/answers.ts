import { documentedOperations } from '../../../../local/platform/operations/index.ts';
import type { Platform } from '../../../../local/platform/platform.ts';
import { ask } from './ask.ts';

/** Operations that ask, and change nothing. */
const asksOnly = /^(?:Query|Get|List|BatchQuery|BatchGet)/;

const whole = { CurrentPage: 1, PageSize: 10 };
const day = 24 * 60 * 60_000;
const statuses = ['CONFIRM', 'QUEUED', 'NOTIFIED', 'IN_PROGRESS', 'SUCCEEDED', 'FAILED', 'CANCELED'];

/** What each operation that asks is asked about, from what there is on the platform. */
function questions({ state, clock }: Platform): Readonly<Record<string, readonly object[]>> {
  const ever = { StartTime: clock.now() - 7 * day, EndTime: clock.now() + day, Asc: 1, PageSize: 50 };
  const products = [...state.products.values()];
  const devices = [...state.devices.all()];
  const groups = [...state.groups.values()];
  const firmwares = [...state.ota.firmwares()];
  const batches = [...state.ota.batches()];
  const rules = [...state.rules.values()];
  const consumerGroups = [...state.consumerGroups.values()];
  const applications = [...state.applications.values()];

  const ofProducts = products.map(({ productKey }) => ({ ProductKey: productKey }));
  const named = devices.map(({ product, deviceName }) => ({
    ProductKey: product.productKey,
    DeviceName: deviceName,
  }));
  const ids = devices.map(({ iotId }) => ({ IotId: iotId }));
  const ofGroups = groups.map(({ groupId }) => ({ GroupId: groupId }));
  const topics = devices.flatMap(({ product, deviceName }) =>
    ['update', 'get', 'command'].map((name) => ({
      Topic: `/${product.productKey}/${deviceName}/user/${name}`,
    })),
  );
  const deviceTags = devices.flatMap(({ tags }) => tags.map(({ key, value }) => ({ key, value })));
  /** Questions about what devices said or were asked for, by every key that there is. */
  const said = (of: 'properties' | 'events' | 'services') =>
    devices.flatMap((device) => {
      const keys: string[] = [];
      for (const [key] of state.thingData.find(device)?.[of].all ?? []) keys.push(key);
      return keys.map((Identifier) => ({ IotId: device.iotId, Identifier }));
    });
  const models = products.flatMap((product) => {
    const versions = state.thingModels.of(product).versions.map(({ version }) => version);
    return [undefined, ...versions].flatMap((ModelVersion) =>
      [undefined, 'part'].map((FunctionBlockId) => ({
        ProductKey: product.productKey,
        ModelVersion,
        FunctionBlockId,
      })),
    );
  });
  const sql = [
    'SELECT * FROM device',
    'SELECT count(*) FROM device WHERE status = "OFFLINE"',
    'SELECT * FROM device WHERE tag.tag_name = "site" order by active_time limit 10',
    ...groups.map(({ groupId }) => `SELECT * FROM device WHERE group.group_id = "${groupId}"`),
    'SELECT * FROM device WHERE OTAModule.name = "default" and OTAModule.version = "1.0.0"',
  ].map((SQL) => ({ SQL }));

  return {
    BatchGetDeviceState: ids.map(({ IotId }) => ({ IotId: [IotId] })),
    BatchQueryDeviceDetail: named.map((one) => ({ ...one, DeviceName: [one.DeviceName] })),
    GetDeviceShadow: named,
    GetDeviceStatus: ids,
    GetGatewayBySubDevice: ids,
    GetRule: rules.map(({ ruleId }) => ({ RuleId: ruleId })),
    GetRuleAction: rules.flatMap(({ actions }) => actions.map(({ actionId }) => ({ ActionId: actionId }))),
    GetThingModelTsl: models,
    GetThingModelTslPublished: models,
    GetThingScript: ofProducts,
    GetThingTemplate: [{ CategoryKey: 'Lighting' }],
    GetThingTopo: ids.map((one) => ({ ...one, PageNo: 1, PageSize: 10 })),
    ListOTAFirmware: [whole, ...ofProducts.map((one) => ({ ...one, ...whole }))],
    ListOTAJobByDevice: firmwares.flatMap(({ content }) =>
      named.map((one) => ({ ...one, ...whole, FirmwareId: content.firmwareId })),
    ),
    ListOTAJobByFirmware: firmwares.map(({ content }) => ({ ...whole, FirmwareId: content.firmwareId })),
    ListOTAModuleByProduct: ofProducts,
    ListOTAModuleVersionsByDevice: ids.map((one) => ({ ...one, ...whole })),
    ListOTATaskByJob: batches.flatMap(({ plan }) =>
      [undefined, ...statuses].map((TaskStatus) => ({ JobId: plan.jobId, TaskStatus, ...whole })),
    ),
    ListOTAUnfinishedTaskByDevice: ids.flatMap((one) =>
      statuses.slice(0, 4).map((TaskStatus) => ({ ...one, TaskStatus })),
    ),
    ListProductByTags: [{ ProductTag: [{ TagKey: 'line', TagValue: 'b' }] }],
    ListProductTags: ofProducts,
    ListRule: [whole],
    ListRuleActions: rules.map(({ ruleId }) => ({ RuleId: ruleId })),
    ListThingModelVersion: ofProducts,
    ListThingTemplates: [{}],
    QueryBatchRegisterDeviceStatus: applications.map(({ applyId, product }) => ({
      ApplyId: applyId,
      ProductKey: product.productKey,
    })),
    QueryClientIds: ids,
    QueryConsumerGroupByGroupId: consumerGroups.map(({ groupId }) => ({ GroupId: groupId })),
    QueryConsumerGroupList: [whole],
    QueryConsumerGroupStatus: consumerGroups.map(({ groupId }) => ({ GroupId: groupId })),
    QueryDevice: [
      ...ofProducts,
      // A token for a page that begins after the second device of all.
      ...ofProducts.map((one) => ({ ...one, NextToken: Buffer.from('next:1').toString('base64url') })),
    ],
    QueryDeviceBySQL: sql,
    QueryDeviceByStatus: [0, 1, 3, 8].map((Status) => ({ Status })),
    QueryDeviceByTags: deviceTags.map(({ key, value }) => ({ Tag: [{ TagKey: key, TagValue: value }] })),
    QueryDeviceDesiredProperty: ids,
    QueryDeviceDetail: ids,
    QueryDeviceEventData: said('events').map((one) => ({ ...one, ...ever })),
    QueryDeviceFile: devices.flatMap((device) =>
      state.deviceFiles.of(device).map(({ fileId }) => ({ IotId: device.iotId, FileId: fileId })),
    ),
    QueryDeviceFileList: ids.map((one) => ({ ...one, ...whole })),
    QueryDeviceGroupByDevice: named,
    QueryDeviceGroupByTags: [{ Tag: [{ TagKey: 'floor', TagValue: '3' }] }],
    QueryDeviceGroupInfo: ofGroups,
    QueryDeviceGroupList: [{}, ...ofGroups.map(({ GroupId }) => ({ SuperGroupId: GroupId }))],
    QueryDeviceGroupTagList: ofGroups,
    QueryDeviceInfo: ids,
    QueryDeviceListByDeviceGroup: ofGroups,
    QueryDeviceOriginalEventData: said('events').map((one) => ({ ...one, ...ever })),
    QueryDeviceOriginalPropertyData: said('properties').map((one) => ({ ...one, ...ever })),
    QueryDeviceOriginalPropertyStatus: ids.map((one) => ({ ...one, Asc: 1, PageSize: 50 })),
    QueryDeviceOriginalServiceData: said('services').map((one) => ({ ...one, ...ever })),
    QueryDeviceProp: ids,
    QueryDevicePropertiesData: named.map((one) => ({ ...one, ...ever, Identifier: ['Level'] })),
    QueryDevicePropertyData: said('properties').map((one) => ({ ...one, ...ever })),
    QueryDevicePropertyStatus: ids,
    QueryDeviceServiceData: said('services').map((one) => ({ ...one, ...ever })),
    QueryDeviceStatistics: [{}, ...ofProducts, ...ofGroups],
    QueryOTAFirmware: firmwares.map(({ content }) => ({ FirmwareId: content.firmwareId })),
    QueryOTAJob: batches.map(({ plan }) => ({ JobId: plan.jobId })),
    QueryPageByApplyId: applications.map(({ applyId }) => ({ ApplyId: applyId })),
    QueryProduct: ofProducts,
    QueryProductList: [whole],
    QueryProductTopic: ofProducts,
    QuerySubscribeRelation: ofProducts.flatMap((one) => ['AMQP', 'MNS'].map((Type) => ({ ...one, Type }))),
    QuerySuperDeviceGroup: ofGroups,
    QueryThingModel: models,
    QueryThingModelExtendConfig: models,
    QueryThingModelExtendConfigPublished: models,
    QueryThingModelPublished: models,
    QueryTopicReverseRouteTable: topics,
    QueryTopicRouteTable: topics,
  };
}

/**
 * The answers of all operations that ask, to all that can be asked about what there is on one of the platforms.
 *
 * @param about the platform whose things are asked about
 * @returns also the operations that refused whatever they were asked
 */
export async function answersOf(
  platform: Platform,
  about: Platform,
): Promise<{ readonly answers: Readonly<Record<string, unknown>>; readonly refused: readonly string[] }> {
  const asked = questions(about);
  const left = [...documentedOperations].filter((name) => asksOnly.test(name) && !(name in asked));
  if (left.length > 0) throw new Error(`Nothing is asked of ${left.join(', ')}.`);
  const answers: Record<string, unknown> = {};
  const refused = new Set(Object.keys(asked));
  for (const [operation, parameters] of Object.entries(asked)) {
    for (const one of parameters) {
      const answer = await ask(platform, operation, one);
      if (typeof answer === 'object') refused.delete(operation);
      answers[`${operation} ${JSON.stringify(one)}`] = withoutAddresses(answer, platform);
    }
  }
  return { answers, refused: [...refused] };
}

/** Where the object store listens, and with what it signs, is another matter each time. */
function withoutAddresses(answer: object | string, { objectStore }: Platform): unknown {
  const text = JSON.stringify(answer)
    .replaceAll(objectStore.origin ?? 'http://nowhere', 'http://store')
    .replace(/\?Expires=[^"\\]*/g, '');
  return JSON.parse(text);
}
