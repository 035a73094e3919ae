import type { FunctionContext } from '../shared/runtime/context.ts';

/**
 * `group-devices` as one would write it by hand with the vendor's SDK: reads the message, knows the group by the
 * device's name, finds the group or makes it, and adds the device.
 */

// The SDK is CommonJS that says it is an ES module; so a bundler takes it as Node.js does.
const {
  default: Client,
  ...models
}: typeof import('@alicloud/iot20180120') = require('@alicloud/iot20180120');

const groups: Readonly<Record<string, string>> = { 'sh-': 'shanghai', 'bj-': 'beijing', 'gw-': 'gateways' };

type Iot = InstanceType<typeof Client>;

let client: Iot | undefined;
const groupIds = new Map<string, string>();

export async function initialize({ credentials, region }: FunctionContext): Promise<void> {
  client = new Client({
    ...credentials,
    regionId: region,
    // Where the platform is; without it, the SDK works it out from the region.
    endpoint: process.env['IOT_ENDPOINT']?.replace('http://', ''),
    protocol: 'http',
  } as unknown as ConstructorParameters<typeof Client>[0]);
}

export async function handler(payload: Uint8Array, context: FunctionContext): Promise<object> {
  const message = JSON.parse(Buffer.from(payload).toString());
  const { action, productKey, deviceName } = message;
  if (typeof productKey !== 'string' || typeof deviceName !== 'string') throw new Error('No such message.');
  const group = groups[deviceName.slice(0, 3)];
  if (action !== 'create' || group === undefined) return { grouped: 0 };

  const groupId = groupIds.get(group) ?? (await findOrMake(group));
  groupIds.set(group, groupId);
  const { body } = await iot().batchAddDeviceGroupRelations(
    new models.BatchAddDeviceGroupRelationsRequest({
      groupId,
      device: [new models.BatchAddDeviceGroupRelationsRequestDevice({ productKey, deviceName })],
    }),
  );
  if (body?.success !== true) throw new Error(body?.errorMessage);
  console.log(JSON.stringify({ requestId: context.requestId, deviceName, group }));
  return { grouped: body.successAddedDeviceCount };
}

async function findOrMake(groupName: string): Promise<string> {
  const { body: found } = await iot().queryDeviceGroupList(
    new models.QueryDeviceGroupListRequest({ groupName, currentPage: 1, pageSize: 200 }),
  );
  if (found?.success !== true) throw new Error(found?.errorMessage);
  const group = found.data?.groupInfo?.find((one) => one.groupName === groupName);
  if (group?.groupId !== undefined) return group.groupId;
  const { body: made } = await iot().createDeviceGroup(new models.CreateDeviceGroupRequest({ groupName }));
  if (made?.success !== true || made.data?.groupId === undefined) throw new Error(made?.errorMessage);
  return made.data.groupId;
}

function iot(): Iot {
  if (client === undefined) throw new Error('initialize comes first.');
  return client;
}
