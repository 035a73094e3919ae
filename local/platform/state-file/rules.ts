import * as z from 'zod/mini';
import { compileRuleSql } from '../rule-sql/rule-sql.ts';
import { destinationOf, destinationTypes } from '../rules-engine/destination.ts';
import { type RuleTopic, topicTest } from '../rules-engine/rule-topic.ts';
import { Rule, type RuleAction, type RuleDelivery } from '../state/rules.ts';
import { count, type FieldsOf, flag, maybe, object, text, time } from './fields.ts';
import { StateFileError } from './state-file-error.ts';
import { statePart } from './state-part.ts';

const topic = z.strictObject({
  productKey: maybe(text()),
  shortTopic: maybe(text()),
  topicType: maybe(z.literal([0, 1, 2])),
  topic: maybe(text()),
} satisfies FieldsOf<RuleTopic>);

const rule = z.strictObject({
  ruleId: count(),
  dataType: z.enum(['JSON', 'BINARY']),
  resourceGroupId: maybe(text()),
  createdAt: time(),
  modifiedAt: time(),
  name: text(),
  description: text(),
  select: maybe(text()),
  where: maybe(text()),
  topic,
} satisfies FieldsOf<Rule, 'actions' | 'running'>);

const ruleAction = z.strictObject({
  actionId: count(),
  rule: count(),
  forErrors: flag(),
  /** The destination follows from these two. */
  type: z.enum(destinationTypes),
  configuration: object(),
} satisfies FieldsOf<RuleAction, 'destination', 'type'>);

/** Rules that run for one product come in the order in which they were started. */
const runningRule = z.strictObject({ rule: count() });

const ruleDelivery = z.strictObject({
  ruleId: count(),
  actionId: count(),
  type: z.enum(destinationTypes),
  forErrors: flag(),
  to: object(),
  messageId: text(),
  topic: text(),
  time: time(),
  attempts: count(),
  /** In base64. */
  payload: text(),
  error: maybe(text()),
} satisfies FieldsOf<RuleDelivery>);

/** The numbers that were given last, of whatever is there yet. */
const ruleNumbers = z.strictObject({ rule: count(), action: count() });

export const rulesPart = statePart(
  { rule, ruleAction, runningRule, ruleDelivery, ruleNumbers },
  function* ({ platform }) {
    const { rules } = platform.state;
    const products = new Set<string>();
    for (const { actions, running, topic, ...rule } of rules.values()) {
      const { productKey, shortTopic, topicType, topic: whole } = topic;
      yield ['rule', { ...rule, topic: { productKey, shortTopic, topicType, topic: whole } }] as const;
      for (const { actionId, forErrors, destination, configuration } of actions) {
        const { type } = destination;
        yield ['ruleAction', { actionId, rule: rule.ruleId, forErrors, type, configuration }] as const;
      }
      if (running !== undefined) products.add(running.productKey);
    }
    for (const productKey of products) {
      for (const { ruleId } of rules.running(productKey)) yield ['runningRule', { rule: ruleId }] as const;
    }
    for (const { payload, ...delivery } of rules.deliveries) {
      yield ['ruleDelivery', { ...delivery, payload: payload.toString('base64') }] as const;
    }
    yield ['ruleNumbers', rules.lastIds] as const;
  },
  {
    rule({ ruleId, name, dataType, resourceGroupId, createdAt, ...saved }, { platform }) {
      const rule = new Rule(ruleId, name, dataType, resourceGroupId, createdAt);
      platform.state.rules.enter(Object.assign(rule, saved));
    },
    ruleAction({ actionId, rule, forErrors, type, configuration }, loading) {
      const destination = destinationOf(type, configuration);
      loading.platform.state.rules.enterAction({
        ...{ actionId, forErrors, destination, configuration },
        rule: loading.rule(rule),
      });
    },
    runningRule({ rule: ruleId }, loading) {
      const rule = loading.rule(ruleId);
      const { productKey, shortTopic, topicType } = rule.topic;
      if (productKey === undefined || shortTopic === undefined || topicType === undefined) {
        throw new StateFileError(`the rule ${ruleId} cannot run without a topic.`);
      }
      loading.platform.state.rules.start(rule, {
        productKey,
        fits: topicTest(productKey, shortTopic, topicType),
        sql: compileRuleSql({ select: rule.select ?? '', where: rule.where, dataType: rule.dataType }),
      });
    },
    ruleDelivery({ payload, ...delivery }, { platform }) {
      platform.state.rules.record({ ...delivery, payload: Buffer.from(payload, 'base64') });
    },
    ruleNumbers(lastIds, { platform }) {
      platform.state.rules.lastIds = lastIds;
    },
  },
);
