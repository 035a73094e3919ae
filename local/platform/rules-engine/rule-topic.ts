import { Refusal } from '../refusal.ts';
import { topicFilter } from '../topics/topic-filter.ts';

/** What CreateRule and UpdateRule say about the messages that a rule is for. */
export interface RuleTopic {
  readonly productKey?: string | undefined;
  /** Without the product's level: `+/user/get`; for the status of devices the device's level alone. */
  readonly shortTopic?: string | undefined;
  /** 0: the platform's own topics; 1: custom topics; 2: the status of devices. */
  readonly topicType?: TopicType | undefined;
  /** The complete topic; undefined until its parts are known. */
  readonly topic?: string | undefined;
}

export type TopicType = 0 | 1 | 2;

const malformed = 'iot.messagebroker.InvalidFormattedTopicName';

const device = '(?:[A-Za-z0-9_\\-@.:]+|\\+)';
const level = '[^/+#\\s]+';

/** The topics that the guide lists for TopicType 0, behind the device's level; `+` for any event, as the console has it. */
const systemTopics = [
  'thing/event/property/post',
  `thing/event/(?:${level}|\\+)/post`,
  'thing/lifecycle',
  'thing/downlink/reply/message',
  'thing/list/found',
  'thing/topo/lifecycle',
  'thing/event/property/history/post',
  `thing/event/(?:${level}|\\+)/history/post`,
  'ota/upgrade',
  'ota/version/post',
  'thing/deviceinfo/update',
  `edge/driver/${level}/point_post`,
];
const ofDevice = new RegExp(`^${device}/(?:${systemTopics.join('|')})$`);
const ofBatch = new RegExp(`^(?:${level}|\\+)/(?:${level}|\\+)/ota/job/status$`);
const custom = new RegExp(`^${device}/user/(?:#|${level}(?:/${level})*)$`);
const status = new RegExp(`^${device}$`);

const isSystem = (shortTopic: string): boolean => ofDevice.test(shortTopic) || ofBatch.test(shortTopic);

/**
 * Checks what was given, and fills in what follows from it: the parts of a complete topic, or the complete topic of
 * the parts. A TopicType that is left out is that of the topic.
 *
 * @throws Refusal iot.messagebroker.InvalidFormattedTopicName, iot.ruleng.IncorrectSysTopic
 */
export function readRuleTopic({ productKey, shortTopic, topicType, topic }: RuleTopic): RuleTopic {
  if (topic !== undefined) return { ...partsOf(topic), topic };
  if (shortTopic === undefined) return { productKey, topicType };
  const type = topicType ?? typeOf(shortTopic);
  checkShortTopic(shortTopic, type);
  if (productKey === undefined) return { shortTopic, topicType: type };
  const complete =
    type === 2 ? `/as/mqtt/status/${productKey}/${shortTopic}` : `/${productKey}/${shortTopic}`;
  return { productKey, shortTopic, topicType: type, topic: complete };
}

/** Whether a rule is for messages that have their form from the platform, which are JSON. */
export const isForSystemTopic = ({ shortTopic, topicType }: RuleTopic): boolean =>
  topicType === 0 || (topicType !== 2 && shortTopic !== undefined && isSystem(shortTopic));

/** Makes a test of messages' topics for a rule whose topic is complete. */
export function topicTest(
  productKey: string,
  shortTopic: string,
  topicType: TopicType,
): (topic: string) => boolean {
  const root = topicType === 2 ? '/as/mqtt/status' : '';
  return topicFilter(`${root}/${productKey}/${shortTopic}`);
}

function typeOf(shortTopic: string): TopicType {
  if (!shortTopic.includes('/')) return 2;
  return isSystem(shortTopic) ? 0 : 1;
}

function checkShortTopic(shortTopic: string, type: TopicType): void {
  switch (type) {
    case 0:
      if (isSystem(shortTopic)) return;
      throw new Refusal(
        'iot.ruleng.IncorrectSysTopic',
        `${shortTopic} is none of the basic and TSL communication topics.`,
      );
    case 1:
      // The guide's own sample has a TSL communication topic with TopicType 1.
      if (custom.test(shortTopic) || isSystem(shortTopic)) return;
      throw new Refusal(
        malformed,
        `${shortTopic} is no custom topic: \${deviceName} or +, then /user/… or /user/#.`,
      );
    case 2:
      if (status.test(shortTopic)) return;
      throw new Refusal(
        malformed,
        `${shortTopic} is no status topic: it must be \${deviceName} or +, and no more.`,
      );
  }
}

function partsOf(topic: string): Required<Omit<RuleTopic, 'topic'>> {
  const [, root = '', productKey = '', shortTopic = ''] =
    /^\/(as\/mqtt\/status\/|sys\/|(?!(?:as|sys)\/))([A-Za-z0-9]+)\/(.+)$/.exec(topic) ?? [];
  if (productKey === '')
    throw new Refusal(malformed, `${topic} is no complete topic: /{productKey}/{deviceName}/….`);
  const type = root === 'sys/' ? 0 : root === '' ? typeOf(`${shortTopic}`) : 2;
  if (root === '' && type === 2) throw new Refusal(malformed, `${topic} ends behind the device's level.`);
  checkShortTopic(shortTopic, type);
  return { productKey, shortTopic, topicType: type };
}
