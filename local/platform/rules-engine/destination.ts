import * as z from 'zod/mini';
import { said } from '../../../shared/iot/schema.ts';
import type { Platform } from '../platform.ts';
import { Refusal } from '../refusal.ts';

/** Where an action forwards data to: what its configuration holds, by its type. The guide's section 4.13.2. */
export type Destination = {
  [Type in DestinationType]: { readonly type: Type } & z.infer<ReturnType<(typeof configurations)[Type]>>;
}[DestinationType];

export type DestinationType = keyof typeof configurations;

export const destinationTypes = [
  'REPUBLISH',
  'AMQP',
  'MNS',
  'FC',
  'OTS',
  'DATAHUB',
  'ONS',
] as const satisfies readonly DestinationType[];

export type DestinationOf<Type extends DestinationType> = Extract<Destination, { readonly type: Type }>;

const name = () => z.string().check(z.minLength(1));
const region = () => z.string().check(z.regex(/^[a-z]{2}-[a-z0-9-]+$/));
const role = () => z.object({ roleArn: name(), roleName: name() });

const configurations = {
  REPUBLISH: () => z.object({ topic: name(), topicType: z.literal([0, 1]) }),
  AMQP: () => z.object({ groupId: name() }),
  MNS: () => z.object({ themeName: name(), regionName: region(), role: role() }),
  FC: () =>
    z.object({
      functionName: z.string().check(z.regex(/^[A-Za-z_][A-Za-z0-9_-]{0,127}$/)),
      serviceName: z.string().check(z.regex(/^[A-Za-z_][A-Za-z0-9_-]{0,127}$/)),
      regionName: region(),
      role: role(),
    }),
  OTS: () =>
    z.object({
      instanceName: name(),
      tableName: name(),
      regionName: region(),
      role: role(),
      primaryKeys: z.array(primaryKey()).check(z.minLength(1)),
    }),
  DATAHUB: () =>
    z.object({
      projectName: name(),
      topicName: name(),
      regionName: region(),
      role: role(),
      schemaVals: z
        .array(
          z.object({
            name: name(),
            value: z.string(),
            type: z.enum(['BIGINT', 'DOUBLE', 'BOOLEAN', 'TIMESTAMP', 'STRING', 'DECIMAL']),
          }),
        )
        .check(z.minLength(1)),
    }),
  ONS: () =>
    z.object({
      instanceId: name(),
      topic: name(),
      regionName: region(),
      role: role(),
      tag: z.optional(z.string().check(z.refine((tag) => Buffer.byteLength(tag) <= mostTagBytes))),
    }),
} as const;

const mostTagBytes = 128;

const primaryKey = () =>
  z
    .object({
      columnType: z.enum(['INTEGER', 'STRING', 'BINARY']),
      columnName: name(),
      columnValue: z._default(z.string(), ''),
      option: z._default(z.enum(['AUTO_INCREMENT', '']), ''),
    })
    .check(
      z.check(({ value, issues }) => {
        if (value.columnValue !== '' || isAutoIncrement(value)) return;
        issues.push({ code: 'custom', path: ['columnValue'], input: value, message: 'is required' });
      }),
    );

/** Whether Tablestore makes a primary key's value itself. */
export const isAutoIncrement = (key: { readonly columnType: string; readonly option: string }): boolean =>
  key.columnType === 'INTEGER' && key.option === 'AUTO_INCREMENT';

const unreadable = 'iot.rule.ParseRuleActionConfigError';
const malformedTopic = 'iot.messagebroker.InvalidFormattedTopicName';

/** The codes for keys of a configuration that are missing or empty. */
const missingCodes: Readonly<Record<DestinationType, Readonly<Record<string, string>>>> = {
  REPUBLISH: { topic: 'iot.messagebroker.NullTopicName' },
  AMQP: { groupId: 'iot.consumer.group.InvalidConsumerGroupId' },
  MNS: { themeName: 'iot.ruleng.NullTopicNameInMns' },
  FC: {
    serviceName: 'iot.ruleng.NullServiceNameInFc',
    functionName: 'iot.ruleng.NullFunctionNameInFc',
  },
  OTS: {
    instanceName: 'iot.ruleng.NullOtsInstanceName',
    tableName: 'iot.ruleng.NullTableNameInOtsInstance',
    primaryKeys: 'iot.ruleng.NullPrimaryKeyInOtsTable',
    'primaryKeys.columnName': 'iot.ruleng.NullPrimaryKeyNameInOts',
    'primaryKeys.columnType': 'iot.ruleng.NullPrimaryKeyTypeInOts',
    'primaryKeys.columnValue': 'iot.ruleng.NullPrimaryKeyValueInOts',
  },
  DATAHUB: {},
  ONS: { topic: 'iot.messagebroker.NullTopicName' },
};
const missingRoleCodes: Readonly<Record<string, string>> = {
  role: 'iot.ruleng.NullRamRoleArn',
  'role.roleArn': 'iot.ruleng.NullRamRoleArn',
  'role.roleName': 'iot.ruleng.NullRamRoleName',
};

/** The codes for keys whose value is not what it may be. */
const malformedCodes: Readonly<Partial<Record<DestinationType, Readonly<Record<string, string>>>>> = {
  AMQP: { groupId: 'iot.consumer.group.InvalidConsumerGroupId' },
  FC: { serviceName: 'iot.ruleng.NullServiceNameInFc' },
  ONS: { tag: 'iot.ruleng.InvalidFormattedTagInConfiguration' },
};

/** The role by which IoT Platform gets at a service. */
const roleNames = {
  MNS: 'AliyunIOTAccessingMNSRole',
  FC: 'AliyunIOTAccessingFCRole',
  OTS: 'AliyunIOTAccessingOTSRole',
  DATAHUB: 'AliyunIOTAccessingDataHubRole',
  ONS: 'AliyunIOTAccessingONSRole',
} as const;

/**
 * Reads an action's configuration.
 *
 * @param configuration a JSON object; keys that the type does not have are left alone
 * @throws Refusal with the code of the key at fault, or iot.rule.ParseRuleActionConfigError
 */
export function readDestination(
  type: DestinationType,
  configuration: object,
  platform: Platform,
): Destination {
  const destination = destinationOf(type, configuration);
  checkFurther(destination, platform);
  return destination;
}

/**
 * What an action's configuration says by itself, whatever there is on the platform.
 *
 * @throws Refusal as `readDestination`
 */
export function destinationOf(type: DestinationType, configuration: object): Destination {
  const checked = configurations[type]().safeParse(configuration, { error: said });
  if (!checked.success) throw refusalOf(type, checked.error, configuration);
  return { type, ...checked.data } as Destination;
}

function refusalOf(type: DestinationType, error: z.core.$ZodError, configuration: object): Refusal {
  const [issue] = error.issues;
  const path = issue?.path ?? [];
  const key = path.filter((step) => typeof step === 'string').join('.');
  const isMissing = isAbsent(configuration, path);
  const code = isMissing
    ? { ...(type in roleNames ? missingRoleCodes : {}), ...missingCodes[type] }[key]
    : malformedCodes[type]?.[key];
  return new Refusal(
    code ?? unreadable,
    `Configuration: ${z.core.toDotPath([...path])} ${issue?.message ?? ''}.`,
  );
}

function isAbsent(held: unknown, path: readonly PropertyKey[]): boolean {
  let value = held;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return true;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[step];
  }
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

function checkFurther(destination: Destination, platform: Platform): void {
  switch (destination.type) {
    case 'REPUBLISH':
      checkRepublish(destination, platform);
      return;
    case 'AMQP':
      checkConsumerGroup(destination, platform);
      return;
    default:
      checkRole(destination, platform);
      checkRegion(destination.regionName, platform.account.regionId);
  }
}

const level = '(?:[A-Za-z0-9_]|\\$\\{[^{}/]+\\})+';
const deviceLevel = '(?:[A-Za-z0-9_\\-@.:]|\\$\\{[^{}/]+\\})+';
const customTopic = new RegExp(`^/([A-Za-z0-9]+)/${deviceLevel}/user/${level}(?:/${level})*$`);
const downstreamTopic = new RegExp(
  `^/sys/([A-Za-z0-9]+)/${deviceLevel}/thing/service/(?:property/set|[A-Za-z0-9_:]+)$`,
);

/** The topic may have `${…}` in the place of a level, for a value of the rule's data. */
function checkRepublish({ topic, topicType }: DestinationOf<'REPUBLISH'>, { state }: Platform): void {
  const [, productKey] = (topicType === 0 ? downstreamTopic : customTopic).exec(topic) ?? [];
  if (productKey === undefined) {
    throw topicType === 0
      ? new Refusal(
          'iot.ruleng.IncorrectSysTopic',
          `${topic} is no topic for setting properties or calling a service of a device.`,
        )
      : new Refusal(
          malformedTopic,
          `${topic} is no custom topic: it must be /{productKey}/{deviceName}/user/….`,
        );
  }
  if (!state.products.has(productKey)) throw new Refusal('iot.prod.NotExistedProduct');
}

function checkConsumerGroup({ groupId }: DestinationOf<'AMQP'>, { state }: Platform): void {
  if (state.consumerGroups.get(groupId) !== undefined) return;
  throw new Refusal(
    /^[A-Za-z0-9_]{1,64}$/.test(groupId)
      ? 'iot.consumer.group.ConsumerGroupNotExist'
      : 'iot.consumer.group.InvalidConsumerGroupId',
  );
}

function checkRole(
  { type, role: { roleArn, roleName } }: Exclude<Destination, { type: 'REPUBLISH' | 'AMQP' }>,
  { account }: Platform,
): void {
  const expected = roleNames[type];
  const arn = `acs:ram::${account.accountId}:role/${expected.toLowerCase()}`;
  if (roleName === expected && roleArn.toLowerCase() === arn) return;
  const message = `The role must be ${expected}, with the roleArn ${arn}.`;
  throw new Refusal('iot.ruleng.InvalidRamRole', message);
}

/** Data can go from region to region within the Chinese mainland alone. */
function checkRegion(regionName: string, own: string): void {
  const inMainland = (id: string) => id.startsWith('cn-') && id !== 'cn-hongkong';
  if (regionName === own || (inMainland(regionName) && inMainland(own))) return;
  throw new Refusal('iot.ruleng.IncorrectRegionName', `Data cannot go from ${own} to ${regionName}.`);
}
