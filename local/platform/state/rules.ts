import type { RuleSql } from '../rule-sql/rule-sql.ts';
import type { Destination } from '../rules-engine/destination.ts';
import type { RuleTopic } from '../rules-engine/rule-topic.ts';
import { Latest } from './latest.ts';

/** A data forwarding rule. */
export class Rule {
  readonly ruleId: number;
  readonly dataType: 'JSON' | 'BINARY';
  readonly resourceGroupId: string | undefined;
  readonly createdAt: number;
  modifiedAt: number;
  name: string;
  description: string;
  /** What stands behind SELECT and WHERE. */
  select: string | undefined;
  where: string | undefined;
  topic: RuleTopic;
  /** Its actions, the oldest first. Changed by `Rules` only. */
  readonly actions: RuleAction[] = [];
  /** What it runs by; undefined while it is stopped. Changed by `Rules` only. */
  running: RunningRule | undefined;

  constructor(
    ruleId: number,
    name: string,
    dataType: 'JSON' | 'BINARY',
    resourceGroupId: string | undefined,
    createdAt: number,
  ) {
    this.ruleId = ruleId;
    this.name = name;
    this.dataType = dataType;
    this.resourceGroupId = resourceGroupId;
    this.createdAt = createdAt;
    this.modifiedAt = createdAt;
    this.description = '';
    this.topic = {};
  }
}

/** What a running rule looks for, and what it makes of it. */
export interface RunningRule {
  readonly productKey: string;
  readonly fits: (topic: string) => boolean;
  readonly sql: RuleSql;
}

/** Where a rule forwards its data to. */
export interface RuleAction {
  readonly actionId: number;
  readonly rule: Rule;
  /** Whether it gets what could not be forwarded, and nothing else. */
  readonly forErrors: boolean;
  destination: Destination;
  /** The configuration as it was given. */
  configuration: object;
}

/** Something that a rule forwarded, or could not. */
export interface RuleDelivery {
  readonly ruleId: number;
  readonly actionId: number;
  readonly type: Destination['type'];
  readonly forErrors: boolean;
  /** Where to, in the words of the action's configuration, and with the message's values in its placeholders. */
  readonly to: object;
  /** The message that the rule was run on. */
  readonly messageId: string;
  readonly topic: string;
  /** When it was forwarded or given up, in epoch milliseconds. */
  readonly time: number;
  readonly attempts: number;
  readonly payload: Buffer;
  /** Why it was given up; undefined when it was forwarded. */
  readonly error: string | undefined;
}

/** So many deliveries are kept, the latest. */
const mostDeliveries = 10_000;

/** All rules, and what they did. */
export class Rules {
  readonly #byId = new Map<number, Rule>();
  readonly #byName = new Map<string, Rule>();
  readonly #actions = new Map<number, RuleAction>();
  readonly #running = new Map<string, Set<Rule>>();
  readonly #deliveries = new Latest<RuleDelivery>(mostDeliveries);
  #lastRuleId = 99_999;
  #lastActionId = 9_999;

  get size(): number {
    return this.#byId.size;
  }

  get(ruleId: number): Rule | undefined {
    return this.#byId.get(ruleId);
  }

  named(name: string): Rule | undefined {
    return this.#byName.get(name);
  }

  /** The oldest first. */
  values(): IterableIterator<Rule> {
    return this.#byId.values();
  }

  action(actionId: number): RuleAction | undefined {
    return this.#actions.get(actionId);
  }

  /** The rules that run for a product. */
  running(productKey: string): Iterable<Rule> {
    return this.#running.get(productKey) ?? [];
  }

  /** What was forwarded and what could not be, the oldest first: the latest 10,000. */
  get deliveries(): readonly RuleDelivery[] {
    return this.#deliveries.all;
  }

  create(
    name: string,
    dataType: 'JSON' | 'BINARY',
    resourceGroupId: string | undefined,
    createdAt: number,
  ): Rule {
    this.#lastRuleId += 1;
    const rule = new Rule(this.#lastRuleId, name, dataType, resourceGroupId, createdAt);
    this.enter(rule);
    return rule;
  }

  /** Takes in a rule without its actions. */
  enter(rule: Rule): void {
    this.#byId.set(rule.ruleId, rule);
    this.#byName.set(rule.name, rule);
  }

  rename(rule: Rule, name: string): void {
    this.#byName.delete(rule.name);
    rule.name = name;
    this.#byName.set(name, rule);
  }

  /** Deletes the rule and its actions. */
  delete(rule: Rule): void {
    this.stop(rule);
    for (const action of [...rule.actions]) this.deleteAction(action);
    this.#byName.delete(rule.name);
    this.#byId.delete(rule.ruleId);
  }

  createAction(described: Omit<RuleAction, 'actionId'>): RuleAction {
    this.#lastActionId += 1;
    const action = { actionId: this.#lastActionId, ...described };
    this.enterAction(action);
    return action;
  }

  enterAction(action: RuleAction): void {
    this.#actions.set(action.actionId, action);
    action.rule.actions.push(action);
  }

  /** The numbers that were given last. */
  get lastIds(): { readonly rule: number; readonly action: number } {
    return { rule: this.#lastRuleId, action: this.#lastActionId };
  }

  set lastIds({ rule, action }) {
    this.#lastRuleId = rule;
    this.#lastActionId = action;
  }

  deleteAction(action: RuleAction): void {
    const { actions } = action.rule;
    actions.splice(actions.indexOf(action), 1);
    this.#actions.delete(action.actionId);
  }

  /** Lets a rule run, by these settings from now on if it runs already. */
  start(rule: Rule, running: RunningRule): void {
    this.stop(rule);
    rule.running = running;
    const rules = this.#running.get(running.productKey);
    if (rules === undefined) this.#running.set(running.productKey, new Set([rule]));
    else rules.add(rule);
  }

  stop(rule: Rule): void {
    if (rule.running === undefined) return;
    const { productKey } = rule.running;
    const rules = this.#running.get(productKey);
    rules?.delete(rule);
    if (rules?.size === 0) this.#running.delete(productKey);
    rule.running = undefined;
  }

  record(delivery: RuleDelivery): void {
    this.#deliveries.add(delivery);
  }
}
