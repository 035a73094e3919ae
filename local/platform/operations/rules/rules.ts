import {
  CreateRule,
  type CreateRuleRequest,
  DeleteRule,
  GetRule,
  ListRule,
  StartRule,
  StopRule,
  UpdateRule,
} from '../../../../shared/iot/operations/rules.ts';
import { type ParameterRefusals, type ServedOperation, serve } from '../../operation.ts';
import type { Platform } from '../../platform.ts';
import { Refusal } from '../../refusal.ts';
import { checkSyntax } from '../../rule-sql/rule-sql.ts';
import { RuleSqlError } from '../../rule-sql/rule-sql-error.ts';
import { isForSystemTopic, type RuleTopic, readRuleTopic } from '../../rules-engine/rule-topic.ts';
import { runningRule } from '../../rules-engine/running-rule.ts';
import type { Rule, RunningRule } from '../../state/rules.ts';
import type { State } from '../../state/state.ts';
import { chinaDate, utcTime } from '../../written-time.ts';
import { productWithKey } from '../find.ts';
import { pageOf } from '../pages.ts';
import { ruleWithId } from './find.ts';

/** The guide says that there is a most, not how many. */
const mostRules = 1000;

const malformed = 'iot.common.InvalidFormattedParameter';

const settingsRefusals: ParameterRefusals = {
  Name: { malformed, tooBig: malformed, tooSmall: malformed },
  RuleDesc: malformed,
  TopicType: 'iot.ruleng.IncorrectType',
};

/** The operations on data forwarding rules: the guide's sections 4.13.1 and 4.13.3 to 4.13.12. */
export const ruleOperations: readonly ServedOperation[] = [
  serve(CreateRule, { ...settingsRefusals, DataType: malformed }, (request, { state, clock }) => {
    const { Name, DataType = 'JSON', RuleDesc = '', Select, Where, ResourceGroupId } = request;
    checkNameIsFree(state, Name);
    const topic = topicOf(request, {}, DataType, state);
    checkSql(Select, Where);
    if (state.rules.size >= mostRules) throw new Refusal('iot.rule.RuleCountExceedMax');
    const rule = state.rules.create(Name, DataType, ResourceGroupId, clock.now());
    Object.assign(rule, { description: RuleDesc, select: Select, where: Where, topic });
    return { RuleId: rule.ruleId };
  }),

  serve(UpdateRule, settingsRefusals, (request, { state, clock }) => {
    const rule = ruleWithId(state, request.RuleId);
    const {
      Name = rule.name,
      RuleDesc = rule.description,
      Select = rule.select,
      Where = rule.where,
    } = request;
    if (Name !== rule.name) checkNameIsFree(state, Name);
    const topic = topicOf(request, rule.topic, rule.dataType, state);
    checkSql(Select, Where);
    const settings = { select: Select, where: Where, topic };
    // A running rule goes on with what it is told now.
    const running =
      rule.running && started({ ...settings, dataType: rule.dataType }, 'iot.rule.UpdateRuleFailed');
    if (Name !== rule.name) state.rules.rename(rule, Name);
    Object.assign(rule, { ...settings, description: RuleDesc, modifiedAt: clock.now() });
    if (running !== undefined) state.rules.start(rule, running);
    return {};
  }),

  serve(DeleteRule, {}, ({ RuleId }, { state }) => {
    state.rules.delete(ruleWithId(state, RuleId));
    return {};
  }),

  serve(GetRule, {}, ({ RuleId }, platform) => {
    const rule = ruleWithId(platform.state, RuleId);
    return { RuleInfo: { ...described(rule, platform), TopicType: topicTypeOf(rule) } };
  }),

  serve(
    ListRule,
    { CurrentPage: 'iot.common.InvalidPageParams', PageSize: 'iot.common.InvalidPageParams' },
    ({ CurrentPage, PageSize, ResourceGroupId }, platform) => {
      const rules = [...platform.state.rules.values()].filter(
        ({ resourceGroupId }) => ResourceGroupId === undefined || resourceGroupId === ResourceGroupId,
      );
      const page = pageOf(rules.reverse(), CurrentPage, PageSize);
      return {
        Page: page.number,
        PageSize: page.size,
        Total: page.total,
        Data: { RuleInfo: page.items.map((rule) => described(rule, platform)) },
      };
    },
  ),

  serve(StartRule, {}, ({ RuleId }, { state }) => {
    const rule = ruleWithId(state, RuleId);
    if (rule.running !== undefined) throw new Refusal('iot.ruleng.RuleAlreadyIsStarted');
    if (rule.select === undefined) throw new Refusal('iot.rule.NullSqlForRule');
    if (rule.topic.topic === undefined) {
      throw new Refusal(
        'iot.rule.StartRuleFailed',
        'The rule needs a ProductKey and a ShortTopic, or a Topic.',
      );
    }
    if (!rule.actions.some(({ forErrors }) => !forErrors)) {
      throw new Refusal('iot.rule.NullForwardDestForRule');
    }
    state.rules.start(rule, started(rule, 'iot.rule.StartRuleFailed'));
    return {};
  }),

  serve(StopRule, {}, ({ RuleId }, { state }) => {
    state.rules.stop(ruleWithId(state, RuleId));
    return {};
  }),
];

function checkNameIsFree({ rules }: State, name: string): void {
  if (rules.named(name) !== undefined) throw new Refusal('iot.rule.RuleNameIsAlreadyExisted');
}

/** The rule's topic, when what a call says about it is laid over what it was before. */
function topicOf(
  request: Pick<CreateRuleRequest, 'Topic' | 'ProductKey' | 'ShortTopic' | 'TopicType'>,
  before: RuleTopic,
  dataType: Rule['dataType'],
  state: State,
): RuleTopic {
  const { Topic, ProductKey, ShortTopic, TopicType } = request;
  const isLeftAlone = [Topic, ProductKey, ShortTopic, TopicType].every((value) => value === undefined);
  if (isLeftAlone) return before;
  const topic = readRuleTopic({
    productKey: ProductKey ?? before.productKey,
    shortTopic: ShortTopic ?? before.shortTopic,
    topicType: TopicType ?? (ShortTopic === undefined ? before.topicType : undefined),
    topic: Topic,
  });
  if (dataType === 'BINARY' && isForSystemTopic(topic)) {
    const message = 'A rule with DataType BINARY cannot have a basic or TSL communication topic.';
    throw new Refusal('iot.ruleng.IncorrectType', message);
  }
  if (topic.productKey !== undefined && topic.productKey !== before.productKey) {
    productWithKey(state, topic.productKey);
  }
  return topic;
}

function checkSql(select: string | undefined, where: string | undefined): void {
  try {
    checkSyntax({ select, where });
  } catch (error) {
    if (error instanceof RuleSqlError) throw new Refusal('iot.messagebroker.IncorrectRuleSql', error.message);
    throw error;
  }
}

/** @throws Refusal with the given code, that says what the rules engine cannot evaluate, or that the rule lacks */
function started(rule: Parameters<typeof runningRule>[0], code: string): RunningRule {
  try {
    const running = runningRule(rule);
    if (running !== undefined) return running;
  } catch (error) {
    if (error instanceof RuleSqlError) throw new Refusal(code, error.message);
    throw error;
  }
  throw new Refusal(code, 'The rule needs a Select, and a ProductKey and a ShortTopic or a Topic.');
}

/** -1 stands for a rule without its SQL. */
const topicTypeOf = ({ select, topic }: Rule): number =>
  select === undefined ? -1 : (topic.topicType ?? -1);

function described(rule: Rule, { account }: Platform) {
  const { createdAt, modifiedAt, topic } = rule;
  const userId = Number(account.accountId);
  return {
    Id: rule.ruleId,
    Name: rule.name,
    RuleDesc: rule.description,
    DataType: rule.dataType,
    Status: rule.running === undefined ? 'STOP' : 'RUNNING',
    ProductKey: topic.productKey,
    ShortTopic: topic.shortTopic,
    Topic: topic.topic,
    Select: rule.select,
    Where: rule.where,
    CreateUserId: Number.isSafeInteger(userId) ? userId : account.accountId,
    Created: chinaDate(createdAt),
    UtcCreated: utcTime(createdAt),
    Modified: chinaDate(modifiedAt),
    UtcModified: utcTime(modifiedAt),
  };
}
