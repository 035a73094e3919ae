import { BatchPub, Pub, PubBroadcast, RRpc } from '../../../shared/iot/operations/messaging.ts';
import { topicOf } from '../device/identity.ts';
import { responseTo } from '../device/rrpc.ts';
import type { Messages } from '../messages.ts';
import { type ParameterRefusals, type ServedOperation, serve } from '../operation.ts';
import type { Platform } from '../platform.ts';
import { Refusal } from '../refusal.ts';
import type { Device } from '../state/device.ts';
import { type CustomTopic, readCustomTopic } from '../topics/custom-topic.ts';
import { deviceOf } from './devices/named-device.ts';
import { productWithKey } from './find.ts';

const notPublished = 'iot.messagebroker.PublishMessageFailed';
const notBase64 = 'iot.messagebroker.MessageContentIsNotBase64Encode';
const badTopic = 'iot.messagebroker.InvalidFormattedTopicName';

const productRefusals: ParameterRefusals = { ProductKey: { missing: 'iot.prod.NullProductKey' } };
const contentRefusals: ParameterRefusals = {
  MessageContent: {
    missing: 'iot.messagebroker.NullMessageContent',
    tooBig: notPublished,
    other: notBase64,
  },
};
const qosRefusals: ParameterRefusals = { Qos: 'iot.common.InvalidFormattedParameter' };

/** The operations that send messages to devices: the guide's section 4.14. */
export const messagingOperations: readonly ServedOperation[] = [
  serve(
    Pub,
    {
      ...productRefusals,
      ...contentRefusals,
      TopicFullName: { missing: 'iot.messagebroker.NullTopicName', other: badTopic },
      ...qosRefusals,
      CorrelationData: {
        missing: 'iot.messagebroker.NullCorrelationData',
        tooBig: 'iot.messagebroker.CorrelationDataExceedMaxLength',
      },
      UserProp: {
        tooMany: 'iot.messagebroker.TooManyUserProperties',
        tooBig: 'iot.messagebroker.UserPropertyListExceedMaxLength',
        other: 'iot.messagebroker.InvalidUserProperty',
      },
      'UserProp.Key': 'iot.messagebroker.InvalidUserProperty',
      'UserProp.Value': 'iot.messagebroker.InvalidUserProperty',
    },
    (request, platform) => {
      const { ProductKey, TopicFullName, MessageContent, Qos = 0 } = request;
      checkRequestResponse(request);
      const topic = readCustomTopic(TopicFullName);
      if (topic?.productKey !== ProductKey) {
        throw new Refusal(
          badTopic,
          `TopicFullName must be /${ProductKey}/{deviceName}/user/{topicShortName}.`,
        );
      }
      const device = deviceOf({ ProductKey, DeviceName: topic.deviceName }, platform.state);
      checkCategory(topic, device, platform);
      const messageId = platform.messages.newId();
      publish(device, TopicFullName, Buffer.from(MessageContent, 'base64'), Qos, platform);
      return { MessageId: messageId };
    },
  ),

  serve(
    BatchPub,
    {
      ...productRefusals,
      DeviceName: { missing: 'iot.device.NoneDeviceNameElement', other: notPublished },
      ...contentRefusals,
      TopicShortName: { missing: 'iot.messagebroker.NullTopicName', other: badTopic },
      ...qosRefusals,
    },
    ({ ProductKey, DeviceName, TopicShortName, MessageContent, Qos = 0 }, platform) => {
      const devices = DeviceName.map((name) => deviceOf({ ProductKey, DeviceName: name }, platform.state));
      const addressed = devices.map((device) => {
        const topic = topicOf(device, `/user/${TopicShortName}`);
        const read = readCustomTopic(topic);
        if (read === undefined) throw new Refusal(badTopic);
        checkCategory(read, device, platform);
        return { device, topic };
      });
      const payload = Buffer.from(MessageContent, 'base64');
      for (const { device, topic } of addressed) publish(device, topic, payload, Qos, platform);
      return {};
    },
  ),

  serve(
    PubBroadcast,
    { ...productRefusals, ...contentRefusals, TopicFullName: badTopic },
    ({ ProductKey, TopicFullName, MessageContent }, { state, devices, messages }) => {
      const product = productWithKey(state, ProductKey);
      const messageId = newLong(messages);
      const payload = Buffer.from(MessageContent, 'base64');
      if (TopicFullName === undefined) {
        for (const device of state.devices.of(state.devices.ordinals(product, 'ONLINE').values())) {
          const topic = `/sys${topicOf(device, `/broadcast/request/${messageId}`)}`;
          devices.sessionOf(device)?.line.deliver(topic, payload, 0);
        }
        return { MessageId: messageId };
      }
      if (!TopicFullName.startsWith(`/broadcast/${ProductKey}/`) || /[+#]/.test(TopicFullName)) {
        throw new Refusal(badTopic, `TopicFullName must be /broadcast/${ProductKey}/{any name}.`);
      }
      for (const line of state.broadcastTopics.subscribersOf(TopicFullName)) {
        line.deliver(TopicFullName, payload, 0);
      }
      return { MessageId: messageId };
    },
    {
      narrowerQuota: ({ TopicFullName }) =>
        TopicFullName === undefined
          ? { of: 'to all online devices of a product', callsPerSecond: 1 / 60 }
          : undefined,
    },
  ),

  serve(
    RRpc,
    {
      ...productRefusals,
      DeviceName: { missing: 'iot.device.NullDeviceName' },
      RequestBase64Byte: { missing: 'iot.messagebroker.NullMessageContent', other: notBase64 },
      Timeout: 'iot.messagebroker.InvalidTimeoutValue',
    },
    async ({ Topic, RequestBase64Byte, Timeout, ...named }, platform) => {
      const device = deviceOf(named, platform.state);
      if (Topic !== undefined) checkIsOf(device, Topic);
      const line = platform.devices.sessionOf(device)?.line;
      if (line === undefined) return refuseRrpc(isHalfOpen(device, platform) ? 'HALFCONN' : 'OFFLINE');
      const MessageId = newLong(platform.messages);
      const messageId = String(MessageId);
      const [asks, answers] = rrpcTopics(device, messageId, Topic);
      const answer = responseTo(messageId, device, answers, Timeout, platform);
      try {
        line.deliver(asks, Buffer.from(RequestBase64Byte, 'base64'), 0);
      } catch {
        platform.state.rrpcRequests.delete(messageId);
        return refuseRrpc('UNKNOWN');
      }
      const payload = await answer;
      if (payload === undefined) return refuseRrpc('TIMEOUT', { MessageId });
      return { RrpcCode: 'SUCCESS', PayloadBase64Byte: payload.toString('base64'), MessageId };
    },
  ),
];

/**
 * A message's ID where the guide has it as a number (as Pub has not). The guide's examples have 19 digits, of which a
 * reader in JavaScript loses some; with 15, everyone reads what the topic says.
 */
const newLong = (messages: Messages): number => Number(messages.newId().slice(0, 15));

/** What MQTT 5.0 adds to a message. */
function checkRequestResponse({
  ResponseTopic,
  CorrelationData,
}: {
  ResponseTopic?: string | undefined;
  CorrelationData?: string | undefined;
}): void {
  if (ResponseTopic !== undefined && readCustomTopic(ResponseTopic) === undefined) {
    throw new Refusal('iot.messagebroker.InvalidMqttResponseTopic');
  }
  if (CorrelationData !== undefined && !/^[A-Za-z0-9+/]*={0,2}$/.test(CorrelationData)) {
    throw new Refusal('iot.messagebroker.CorrelationDataNotBase64Encode');
  }
}

/** @throws Refusal when devices of the product do not have the topic, or may not subscribe to it */
function checkCategory({ shortName }: CustomTopic, { product }: Device, { state }: Platform): void {
  const category = state.topics.named(product, shortName);
  if (category === undefined) throw new Refusal('iot.messagebroker.TopicTemplateIsNotFound');
  if (category.permission === 'PUB') {
    throw new Refusal(notPublished, `The topic category ${shortName} needs the permission SUB or ALL.`);
  }
}

/** To a device that is offline, a message of QoS 1 goes when it comes back, if its session is kept. */
function publish(
  device: Device,
  topic: string,
  payload: Buffer,
  qos: 0 | 1,
  { devices, state }: Platform,
): void {
  const session = devices.sessionOf(device);
  if (session !== undefined) session.line.deliver(topic, payload, qos);
  else if (qos === 1) state.mailboxes.get(device)?.put(topic, payload);
}

function checkIsOf(device: Device, topic: string): void {
  const read = readCustomTopic(topic);
  if (read?.deviceName === device.deviceName && read.productKey === device.product.productKey) return;
  throw new Refusal(badTopic, `Topic must be ${topicOf(device, '/user/{topicShortName}')}.`);
}

/** The topics of the request and of its response: the default ones, or one for both that ends in the custom topic. */
function rrpcTopics(device: Device, messageId: string, topic: string | undefined): [string, string] {
  if (topic !== undefined) return [`/ext/rrpc/${messageId}${topic}`, `/ext/rrpc/${messageId}${topic}`];
  const rrpc = `/sys${topicOf(device, '/rrpc')}`;
  return [`${rrpc}/request/${messageId}`, `${rrpc}/response/${messageId}`];
}

/** Whether the line of the device, or of the gateway that carries it, broke less than a keep-alive ago. */
function isHalfOpen(device: Device, { state, clock }: Platform): boolean {
  return [device, device.gateway].some(
    (one) => one !== undefined && clock.now() < (state.halfOpenUntil.get(one) ?? 0),
  );
}

const rrpcFailures = {
  OFFLINE: 'iot.messagebroker.OFFLINE',
  HALFCONN: 'iot.messagebroker.HALFCONN',
  TIMEOUT: 'iot.messagebroker.TIMEOUT',
  UNKNOWN: 'iot.messagebroker.RrpcFailed',
} as const;

function refuseRrpc(RrpcCode: keyof typeof rrpcFailures, sent: object = {}): never {
  throw new Refusal(rrpcFailures[RrpcCode], undefined, { RrpcCode, ...sent });
}
