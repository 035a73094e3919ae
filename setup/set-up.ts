import { type Duty, disabling, grouping, tagging, upgrading } from '../shared/fleet/duty.ts';
import { type Fleet, onlyRules } from '../shared/fleet/fleet.ts';
import type { Account } from './account.ts';
import { type ConsumerGroup, ensureConsumerGroup } from './consumer-group.ts';
import { ensureForwarding, type Forwarding, readRules, runningRulesOf } from './forwarding-rule.ts';
import { neededMessages } from './needed-messages.ts';
import { type Product, readProduct } from './product.ts';
import type { Deployed } from './rule-action.ts';
import { ensureSubscription, readSubscription } from './subscription.ts';

/** How messages come to the functions. */
export type Channel =
  /** To a consumer group, from which `receive-events` takes them. */
  | { readonly name: 'amqp'; readonly consumerGroup: string }
  /** By the rules engine, which invokes the function of each kind of rules. */
  | { readonly name: 'rules'; readonly deployed: Deployed };

/** The functions that rules of the rules engine invoke, and what each is for. */
const dutyOfFunction: Readonly<Record<string, Duty>> = {
  'group-devices': grouping,
  'tag-devices': tagging,
  'disable-devices': disabling,
  'upgrade-devices': upgrading,
};

/**
 * Does what an account needs so that the messages of its products, as far as a fleet's rules need them, come to the
 * functions: compares first, and changes only what is missing. What fails is told, and the other products go on.
 *
 * @example
 * const account = new Account(iot, false, console.log);
 * await setUp(fleet, ['a1B2c3D4e5F'], { name: 'amqp', consumerGroup: 'fleetkeeper' }, account);
 * if (account.failures > 0) process.exitCode = 1;
 */
export async function setUp(
  fleet: Fleet,
  productKeys: readonly string[],
  channel: Channel,
  account: Account,
): Promise<void> {
  if (channel.name === 'amqp') {
    const group = await account.attempt(`consumer group ${channel.consumerGroup} (--consumer-group)`, () =>
      ensureConsumerGroup(channel.consumerGroup, account),
    );
    if (group !== undefined)
      await forEachProduct(productKeys, account, (product) => subscribe(fleet, product, group, account));
  } else {
    await forEachProduct(productKeys, account, (product) =>
      forward(fleet, product, channel.deployed, account),
    );
  }
}

async function forEachProduct(
  productKeys: readonly string[],
  account: Account,
  work: (product: Product) => Promise<void>,
): Promise<void> {
  for (const productKey of new Set(productKeys)) {
    await account.attempt(`product ${productKey} (--product)`, async () =>
      work(await readProduct(productKey, account.iot)),
    );
  }
}

async function subscribe(
  fleet: Fleet,
  product: Product,
  group: ConsumerGroup,
  account: Account,
): Promise<void> {
  await ensureSubscription(product, neededMessages(fleet, product.isGateway), group, account);
  const running = runningRulesOf(product, await readRules(account));
  if (running.length > 0) {
    const rules = `${running.length > 1 ? 'rules' : 'rule'} ${running.join(', ')}`;
    account.warn(
      `${product.label}: the ${rules} of the rules engine invoke functions for it as well. Stop them, or let no function receive from ${group.name}.`,
    );
  }
}

async function forward(fleet: Fleet, product: Product, deployed: Deployed, account: Account): Promise<void> {
  const forwardings = forwardingsOf(fleet, product);
  if (forwardings.length === 0)
    account.unchanged(`rules for ${product.label}: none of fleet.yaml needs its messages`);
  else {
    const present = await readRules(account);
    for (const forwarding of forwardings)
      await ensureForwarding(forwarding, product, present, deployed, account);
  }
  const subscription = await readSubscription(product.productKey, account.iot);
  if (subscription !== undefined) {
    account.warn(
      `${product.label}: its messages go to ${subscription.groupIds.join(', ')} over AMQP as well. Delete the subscription, or let no function receive from there.`,
    );
  }
}

function forwardingsOf(fleet: Fleet, { isGateway }: Product): readonly Forwarding[] {
  const needs = Object.entries(dutyOfFunction).map(
    ([name, { kinds }]) => [name, neededMessages(onlyRules(fleet, kinds), isGateway)] as const,
  );
  return neededMessages(fleet, isGateway).flatMap((message) => {
    const functions = needs.flatMap(([name, needed]) => (needed.includes(message) ? [name] : []));
    return functions.length > 0 ? [{ message, functions }] : [];
  });
}
