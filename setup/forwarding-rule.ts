import { createHash } from 'node:crypto';
import { ruleSql } from '../events/channels/envelope.ts';
import { messageTypes } from '../events/device-event.ts';
import {
  CreateRule,
  GetRule,
  type GetRuleRuleInfo,
  ListRule,
  type ListRuleRuleInfo,
  StartRule,
  UpdateRule,
} from '../shared/iot/operations/rules.ts';
import type { Account } from './account.ts';
import type { NeededMessage } from './needed-messages.ts';
import type { Product } from './product.ts';
import { type Deployed, ensureAction, readActions } from './rule-action.ts';

/** A type of message, and the functions that act on it: `group-devices`, … */
export interface Forwarding {
  readonly message: NeededMessage;
  readonly functions: readonly string[];
}

/** A rule of the rules engine as it is in the account. */
export type PresentRule = ListRuleRuleInfo;

const namePrefix = 'fleetkeeper-';
const longestName = 30;
/** What a rule's SQL has behind SELECT. */
const select = ruleSql.replace(/^SELECT /, '');

/** A topic for events of any identifier is one for properties too; the bodies of those have no identifier. */
const ofEvents: readonly string[] = [messageTypes.event.type, messageTypes['event.history'].type];
const isEvent = "identifier <> ''";

/**
 * All rules of the account's rules engine.
 *
 * @throws IotError when a call fails
 */
export async function readRules({ iot }: Account): Promise<readonly PresentRule[]> {
  const rules: PresentRule[] = [];
  for await (const rule of iot.paginate(ListRule, {})) rules.push(rule);
  return rules;
}

/** The names of the rules that were made here for a product, for whatever stage, and that run. */
export function runningRulesOf({ productKey }: Product, present: readonly PresentRule[]): readonly string[] {
  return present.flatMap(({ Name, ProductKey, Status }) =>
    Name?.startsWith(namePrefix) && ProductKey === productKey && Status === 'RUNNING' ? [Name] : [],
  );
}

/**
 * Sees to it that a rule forwards a type of a product's messages to the functions that act on it, and that it runs. A
 * rule that is there keeps its condition and what other actions it has.
 *
 * @param present the account's rules
 * @throws IotError when a call fails
 */
export async function ensureForwarding(
  { message, functions }: Forwarding,
  product: Product,
  present: readonly PresentRule[],
  deployed: Deployed,
  account: Account,
): Promise<void> {
  const { productKey, label } = product;
  const { stage } = deployed;
  const name = ruleName(stage, productKey, message.type);
  const what = `rule ${name}: ${message.type} of ${label}`;
  const settings = {
    ProductKey: productKey,
    ...ruleTopicOf(message.topic),
    Select: select,
    ...(ofEvents.includes(message.type) && { Where: isEvent }),
    RuleDesc: `Fleetkeeper, stage ${stage}: ${message.type} messages of ${productKey}`,
  };
  const found = present.find(({ Name }) => Name === name);
  const ruleId =
    found?.Id == null
      ? await makeRule(name, what, settings, account)
      : await ensureSettings(found.Id, what, settings, account);

  const actions = found?.Id == null ? [] : await readActions(found.Id, account);
  for (const one of functions) await ensureAction(ruleId, actions, one, deployed, account);

  if (found?.Status === 'RUNNING') account.unchanged('  it runs');
  else
    await account.take('start', `rule ${name}`, async () => {
      if (ruleId !== undefined) await account.iot.call(StartRule, { RuleId: ruleId });
    });
}

/**
 * The name of the rule for a type of a product's messages. With the stage, the ProductKey and the type in it it would be
 * longer than a name can be: a digest of them tells the rules apart, and the description says them.
 */
export function ruleName(stage: string, productKey: string, type: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([stage, productKey, type]))
    .digest('hex');
  return `${namePrefix}${digest}`.slice(0, longestName);
}

interface RuleTopic {
  readonly ShortTopic: string;
  readonly TopicType: 0 | 1 | 2;
}

interface RuleSettings extends RuleTopic {
  readonly ProductKey: string;
  readonly Select: string;
  readonly Where?: string;
  readonly RuleDesc: string;
}

/** How CreateRule names the topic of a type of message, for all devices of a product (guide, 4.13.1). */
function ruleTopicOf(topic: string): RuleTopic {
  if (topic.startsWith('/as/mqtt/status/')) return { ShortTopic: '+', TopicType: 2 };
  const [, , ...levels] = topic.split('/');
  const ShortTopic = levels.map((level) => (level.startsWith('{') ? '+' : level)).join('/');
  return { ShortTopic, TopicType: levels[1] === 'user' ? 1 : 0 };
}

/** @returns the rule's ID; undefined in a dry run */
async function makeRule(
  Name: string,
  what: string,
  settings: RuleSettings,
  account: Account,
): Promise<number | undefined> {
  const made = await account.take('make', what, () =>
    account.iot.call(CreateRule, { Name, DataType: 'JSON', ...settings }),
  );
  return made?.RuleId ?? undefined;
}

/** What the messages depend on. A description that somebody has put better stays. */
const compared = [
  'ProductKey',
  'ShortTopic',
  'TopicType',
  'Select',
] as const satisfies readonly (keyof GetRuleRuleInfo)[];

async function ensureSettings(
  RuleId: number,
  what: string,
  settings: RuleSettings,
  account: Account,
): Promise<number> {
  const { RuleInfo } = await account.iot.call(GetRule, { RuleId });
  if (RuleInfo?.DataType === 'BINARY')
    throw new Error(`${what} is for binary data, which cannot be changed: delete it, and run this again`);
  const different = compared.filter((name) => RuleInfo?.[name] !== settings[name]);
  if (different.length === 0) account.unchanged(what);
  else
    await account.take('change', `${what}, ${different.join(', ')}`, () => {
      const { ProductKey, ShortTopic, TopicType, Select } = settings;
      return account.iot.call(UpdateRule, { RuleId, ProductKey, ShortTopic, TopicType, Select });
    });
  return RuleId;
}
