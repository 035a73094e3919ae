import { compileRuleSql } from '../rule-sql/rule-sql.ts';
import type { Rule, RunningRule } from '../state/rules.ts';
import { topicTest } from './rule-topic.ts';

/**
 * Makes a rule ready to run.
 *
 * @returns undefined when the rule lacks its SQL, or a part of its topic
 * @throws RuleSqlError for what the rules engine cannot evaluate
 */
export function runningRule({
  select,
  where,
  dataType,
  topic: { productKey, shortTopic, topicType },
}: Pick<Rule, 'select' | 'where' | 'dataType' | 'topic'>): RunningRule | undefined {
  if (select === undefined || productKey === undefined) return undefined;
  if (shortTopic === undefined || topicType === undefined) return undefined;
  const sql = compileRuleSql({ select, where, dataType });
  return { productKey, fits: topicTest(productKey, shortTopic, topicType), sql };
}
