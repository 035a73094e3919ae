import * as rules from '../../shared/iot/operations/rules.ts';
import { conforms } from './run.ts';
import type { Scene } from './scene.ts';

/** A rule for the temperatures that are too high. */
const ruleIn = (scene: Scene) =>
  ({
    Name: scene.name(),
    RuleDesc: 'Too hot',
    DataType: 'JSON',
    ProductKey: scene.product().productKey,
    ShortTopic: '+/thing/event/property/post',
    TopicType: 0,
    Select: 'deviceName() as deviceName, items.Temperature.value as temperature',
    Where: 'items.Temperature.value > 35',
  }) as const;

async function rule(scene: Scene) {
  const { RuleId } = await scene.call('CreateRule', ruleIn(scene));
  return { RuleId };
}

const toConsumerGroup = { Type: 'AMQP', Configuration: { groupId: 'DEFAULT_GROUP' } } as const;

const toFunction = {
  Type: 'FC',
  Configuration: {
    regionName: 'cn-shanghai',
    serviceName: 'fleet',
    functionName: 'tag-devices',
    role: {
      roleArn: 'acs:ram::1234567890123456:role/aliyuniotaccessingfcrole',
      roleName: 'AliyunIOTAccessingFCRole',
    },
  },
} as const;

/** A rule with one action. */
async function ruleWithAction(scene: Scene) {
  const { RuleId } = await rule(scene);
  const { ActionId } = await scene.call('CreateRuleAction', { RuleId, ...toConsumerGroup });
  return { RuleId, ActionId };
}

const unknownRule = { but: { RuleId: 1 }, code: 'iot.rule.NotFoundRule' };
const unknownAction = { but: { ActionId: 1 }, code: 'iot.rule.NotFoundRuleAction' };

conforms('rules', rules, {
  CreateRule: {
    given: ruleIn,
    refused: { but: {}, code: 'iot.rule.RuleNameIsAlreadyExisted' },
  },
  UpdateRule: {
    given: async (scene) => ({ ...(await rule(scene)), Where: 'items.Temperature.value > 40' }),
    refused: { but: { Select: 'temperature from' }, code: 'iot.messagebroker.IncorrectRuleSql' },
  },
  DeleteRule: {
    given: rule,
    // It is gone.
    refused: { but: {}, code: 'iot.rule.NotFoundRule' },
  },
  GetRule: { given: rule, refused: unknownRule },
  ListRule: {
    given: async (scene) => {
      await rule(scene);
      return { CurrentPage: 1, PageSize: 100 };
    },
    refused: { but: { PageSize: 101 }, code: 'iot.common.InvalidPageParams' },
  },
  StartRule: {
    given: async (scene) => ({ RuleId: (await ruleWithAction(scene)).RuleId }),
    // It forwards to nothing yet.
    refused: { but: rule, code: 'iot.rule.NullForwardDestForRule' },
  },
  StopRule: {
    given: async (scene) => {
      const { RuleId } = await ruleWithAction(scene);
      await scene.call('StartRule', { RuleId });
      return { RuleId };
    },
    refused: unknownRule,
  },
  CreateRuleAction: {
    given: async (scene) => ({ ...(await rule(scene)), ...toFunction }),
    refused: { but: {}, code: 'iot.rule.RuleActionIsAlreadyCreated' },
  },
  UpdateRuleAction: {
    given: async (scene) => ({ ActionId: (await ruleWithAction(scene)).ActionId, ...toFunction }),
    refused: {
      but: { Type: 'AMQP', Configuration: '{"groupId":"nobody"}' },
      code: 'iot.consumer.group.ConsumerGroupNotExist',
    },
  },
  DeleteRuleAction: {
    given: async (scene) => ({ ActionId: (await ruleWithAction(scene)).ActionId }),
    // It is gone.
    refused: { but: {}, code: 'iot.rule.NotFoundRuleAction' },
  },
  GetRuleAction: {
    given: async (scene) => ({ ActionId: (await ruleWithAction(scene)).ActionId }),
    refused: unknownAction,
  },
  ListRuleActions: {
    given: async (scene) => ({ RuleId: (await ruleWithAction(scene)).RuleId }),
    refused: unknownRule,
  },
});
