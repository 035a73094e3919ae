import { Refusal } from '../../refusal.ts';
import type { Rule, RuleAction } from '../../state/rules.ts';
import type { State } from '../../state/state.ts';

/** @throws Refusal iot.rule.NotFoundRule */
export function ruleWithId({ rules }: State, ruleId: number): Rule {
  const rule = rules.get(ruleId);
  if (rule === undefined) throw new Refusal('iot.rule.NotFoundRule');
  return rule;
}

/** @throws Refusal iot.rule.IncorrentRuleActionId, iot.rule.NotFoundRuleAction */
export function actionWithId({ rules }: State, actionId: number): RuleAction {
  if (actionId < 1) throw new Refusal('iot.rule.IncorrentRuleActionId');
  const action = rules.action(actionId);
  if (action === undefined) throw new Refusal('iot.rule.NotFoundRuleAction');
  return action;
}
