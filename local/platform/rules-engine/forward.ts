import { tell } from '../device/line.ts';
import type { Message } from '../messages.ts';
import type { Platform } from '../platform.ts';
import type { SqlResult } from '../rule-sql/rule-sql.ts';
import { numberOf, textOf, type Value } from '../rule-sql/values.ts';
import type { Device } from '../state/device.ts';
import { readCustomTopic } from '../topics/custom-topic.ts';
import { publish } from '../topics/publish.ts';
import { type Destination, type DestinationOf, isAutoIncrement } from './destination.ts';
import { filled } from './placeholders.ts';

/** Invokes a function with an event, and need not wait for it; throws, or rejects, when it cannot. */
export type InvokeFunction = (functionName: string, payload: Buffer) => unknown;

/** Why data could not be forwarded. */
export class ForwardingError extends Error {
  override readonly name = 'ForwardingError';
}

/** Data on their way to a destination. */
export interface Forwarding {
  /** Where to, in the words of the configuration, with the data's values in its placeholders. */
  readonly to: object;
  /** Sends them; throws, or rejects, when that cannot be. Services that are not on this machine take everything. */
  send(): unknown;
}

/**
 * Brings a rule's data and the destination of an action together.
 *
 * @param message what the rule was run on
 * @throws ForwardingError when the data lack what the destination needs
 */
export function forwarding(
  destination: Destination,
  data: SqlResult,
  message: Message,
  platform: Platform,
  invokeFunction: InvokeFunction | undefined,
): Forwarding {
  switch (destination.type) {
    case 'REPUBLISH':
      return republishing(destination, data, platform);
    case 'AMQP': {
      const { groupId } = destination;
      return { to: { groupId }, send: () => toConsumerGroup(groupId, data, message, platform) };
    }
    case 'FC': {
      const { serviceName, functionName, regionName } = destination;
      return {
        to: { regionName, serviceName, functionName },
        send: () => invokeFunction?.(functionName, data.payload),
      };
    }
    case 'MNS': {
      const { regionName, themeName } = destination;
      return { to: { regionName, themeName }, send() {} };
    }
    case 'ONS': {
      const { regionName, instanceId, topic, tag = '' } = destination;
      return { to: { regionName, instanceId, topic, tag: filled(tag, data.json) }, send() {} };
    }
    case 'OTS':
      return { to: tableRow(destination, data.json), send() {} };
    case 'DATAHUB':
      return { to: dataHubRecord(destination, data.json), send() {} };
  }
}

function republishing(
  { topic: pattern, topicType }: DestinationOf<'REPUBLISH'>,
  { json, payload }: SqlResult,
  platform: Platform,
): Forwarding {
  const topic = textOf(filled(pattern, json));
  if (topic === undefined) throw new ForwardingError(`The data lack a value for the topic ${pattern}.`);
  if (topicType === 1) {
    const custom = readCustomTopic(topic);
    if (custom === undefined) throw new ForwardingError(`${topic} is no custom topic.`);
    return {
      to: { topic },
      send() {
        const device = deviceAt(custom.productKey, custom.deviceName, topic, platform);
        publish(device, topic, payload, platform);
      },
    };
  }
  const [, , productKey = '', deviceName = '', ...method] = topic.split('/');
  return {
    to: { topic },
    send() {
      const device = deviceAt(productKey, deviceName, topic, platform);
      tell(device, method.join('.'), alinkParams(json), platform);
    },
  };
}

function deviceAt(productKey: string, deviceName: string, topic: string, { state }: Platform): Device {
  const device = state.products.get(productKey)?.devices.get(deviceName);
  if (device === undefined) throw new ForwardingError(`There is no device for the topic ${topic}.`);
  return device;
}

/** What a device is asked to set, or a service is called with: the data, or their `params` when they are a request. */
function alinkParams(json: Value): object {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new ForwardingError('Properties are set, and services called, with a JSON object.');
  }
  const { params } = json as { readonly params?: unknown };
  return typeof params === 'object' && params !== null ? params : json;
}

function toConsumerGroup(
  groupId: string,
  { payload }: SqlResult,
  message: Message,
  { state }: Platform,
): void {
  const group = state.consumerGroups.get(groupId);
  if (group === undefined) throw new ForwardingError(`There is no consumer group ${groupId}.`);
  group.publish({ ...message, payload });
}

function tableRow({ regionName, instanceName, tableName, primaryKeys }: DestinationOf<'OTS'>, json: Value) {
  return {
    regionName,
    instanceName,
    tableName,
    primaryKeys: primaryKeys.map((key) => {
      const { columnName, columnType } = key;
      if (isAutoIncrement(key)) return { columnName, columnType };
      const value = filled(key.columnValue, json);
      const columnValue = columnType === 'INTEGER' ? wholeNumber(value) : textOf(value);
      if (columnValue !== undefined) return { columnName, columnType, columnValue };
      const problem = `The primary key ${columnName} of ${tableName} has no value of the type ${columnType}.`;
      throw new ForwardingError(problem);
    }),
  };
}

function wholeNumber(value: Value): number | undefined {
  const number = numberOf(value);
  return Number.isSafeInteger(number) ? number : undefined;
}

function dataHubRecord(
  { regionName, projectName, topicName, schemaVals }: DestinationOf<'DATAHUB'>,
  json: Value,
) {
  const fields = schemaVals.map(({ name, value: pattern, type }) => {
    const value = filled(pattern, json);
    // A field of DataHub may be empty.
    if (value === undefined || value === null) return [name, null] as const;
    const fitting = dataHubValues[type](value);
    if (fitting !== undefined) return [name, fitting] as const;
    throw new ForwardingError(`The field ${name} of ${topicName} has no value of the type ${type}.`);
  });
  return { regionName, projectName, topicName, record: Object.fromEntries(fields) };
}

const dataHubValues: Readonly<
  Record<DestinationOf<'DATAHUB'>['schemaVals'][number]['type'], (value: Value) => Value>
> = {
  BIGINT: wholeNumber,
  TIMESTAMP: wholeNumber,
  DOUBLE: numberOf,
  DECIMAL: numberOf,
  BOOLEAN: (value) => (value === 'true' || value === 'false' ? value === 'true' : booleanOf(value)),
  STRING: (value) => textOf(value) ?? JSON.stringify(value),
};

const booleanOf = (value: Value): boolean | undefined => (typeof value === 'boolean' ? value : undefined);
