import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ruleSql } from '../../events/channels/envelope.ts';
import { ruleName } from '../../setup/forwarding-rule.ts';
import { newProduct } from '../local/platform/api-caller.ts';
import { byRules, overAmqp, type ServedAccount, serveAccount, wordsOf } from './served-account.ts';

const fleet = `
grouping:
  - { name: sites, on: [lifecycle.create, status.online], match: { deviceName: [{ prefix: sh- }] }, group: sites/shanghai }
tagging:
  - { name: firmware, on: ota.version, tags: { firmware: "\${moduleVersion}" } }
upgrading:
  - { name: to-2, on: ota.version, match: { moduleVersion: [{ version: "<2.0.0" }] }, firmware: { version: 2.0.0 } }
`;
const neededFlags = ['DeviceStatusChangeFlag', 'DeviceLifeCycleFlag', 'OtaVersionFlag'];

/** Every operation that only reads starts so. */
const reading = /^(?:Query|List|Get)/;

function writingCalls({ calls }: ServedAccount): readonly string[] {
  return calls.filter((call) => !reading.test(call));
}

async function subscriptionOf({ must }: ServedAccount, ProductKey: string) {
  const { ConsumerGroupIds, ...answer } = await must('QuerySubscribeRelation', { ProductKey, Type: 'AMQP' });
  const flags = Object.keys(answer).filter((name) => name.endsWith('Flag') && answer[name] === true);
  return { flags: flags.sort(), groupIds: ConsumerGroupIds };
}

async function rulesOf({ must }: ServedAccount): Promise<Record<string, unknown>[]> {
  const { Data } = await must('ListRule', { CurrentPage: 1, PageSize: 100 });
  return Data.RuleInfo;
}

async function functionsOf({ must }: ServedAccount, RuleId: unknown): Promise<string[]> {
  const { RuleActionList } = await must('ListRuleActions', { RuleId: Number(RuleId) });
  return RuleActionList.RuleActionInfo.map(
    ({ Configuration }: { Configuration: string }) => JSON.parse(Configuration).functionName,
  );
}

describe('over AMQP', () => {
  test('a new account gets the consumer group, and the subscription with just the flags that the rules need', async () => {
    const account = await serveAccount();
    const { productKey } = newProduct(account.platform);
    const told = await account.setUp(fleet, [productKey], overAmqp);
    const groupId = account.platform.state.consumerGroups.named('fleetkeeper')?.groupId;
    expect(told).toEqual({
      failures: 0,
      lines: [
        `made          consumer group fleetkeeper, ID ${groupId}`,
        expect.stringMatching(
          `^made          subscription of ${productKey} \\(.*\\): ${neededFlags.join(', ')} to fleetkeeper$`,
        ),
      ],
    });
    expect(await subscriptionOf(account, productKey)).toEqual({
      flags: [...neededFlags].sort(),
      groupIds: [groupId],
    });
  });

  test('run again it changes nothing and says so', async () => {
    const account = await serveAccount();
    const { productKey } = newProduct(account.platform);
    await account.setUp(fleet, [productKey], overAmqp);
    account.calls.length = 0;
    expect(wordsOf(await account.setUp(fleet, [productKey], overAmqp))).toEqual(['unchanged']);
    expect(writingCalls(account)).toEqual([]);
  });

  test('a subscription that is there gets what it lacks and keeps what else it has', async () => {
    const account = await serveAccount();
    const { productKey } = newProduct(account.platform);
    await account.must('CreateSubscribeRelation', {
      ProductKey: productKey,
      Type: 'AMQP',
      'ConsumerGroupIds.1': 'DEFAULT_GROUP',
      DeviceLifeCycleFlag: true,
      DeviceTagFlag: true,
    });
    const { lines } = await account.setUp(fleet, [productKey], overAmqp);
    expect(lines[1]).toMatch(
      /^changed .*: with DeviceStatusChangeFlag, OtaVersionFlag, consumer group fleetkeeper$/,
    );
    const groupId = account.platform.state.consumerGroups.named('fleetkeeper')?.groupId;
    expect(await subscriptionOf(account, productKey)).toEqual({
      flags: [...neededFlags, 'DeviceTagFlag'].sort(),
      groupIds: ['DEFAULT_GROUP', groupId],
    });
    expect(wordsOf(await account.setUp(fleet, [productKey], overAmqp))).toEqual(['unchanged']);
  });

  test('a consumer group is found by its ID too, and by an ID before a name', async () => {
    const account = await serveAccount();
    const { productKey } = newProduct(account.platform);
    const channel = { name: 'amqp', consumerGroup: 'DEFAULT_GROUP' } as const;
    const { lines } = await account.setUp(fleet, [productKey], channel);
    expect(lines[0]).toBe('unchanged     consumer group DEFAULT_GROUP, ID DEFAULT_GROUP');
    expect(account.platform.state.consumerGroups.size).toBe(1);
    expect((await subscriptionOf(account, productKey)).groupIds).toEqual(['DEFAULT_GROUP']);
  });

  test('a consumer group that is not there and cannot be made is told with its flag', async () => {
    const account = await serveAccount();
    const channel = { name: 'amqp', consumerGroup: 'no such group' } as const;
    const { lines, failures } = await account.setUp(
      fleet,
      [newProduct(account.platform).productKey],
      channel,
    );
    expect(failures).toBe(1);
    expect(lines).toEqual([
      'failed        consumer group no such group (--consumer-group): no consumer group has this ID or name, and a new one has a name of 4 to 30 letters, digits and underscores',
    ]);
  });

  test('what only gateways tell is not asked of other products', async () => {
    const account = await serveAccount();
    const gateway = newProduct(account.platform, { nodeType: 1, commodityCode: 'iothub_senior' });
    const meter = newProduct(account.platform, { nodeType: 0, commodityCode: 'iothub_senior' });
    const topology = 'grouping:\n  - { name: a, on: topology.create, group: gateways }\n';
    const { lines } = await account.setUp(topology, [gateway.productKey, meter.productKey], overAmqp);
    expect(lines.slice(1)).toEqual([
      expect.stringContaining('DeviceTopoLifeCycleFlag to fleetkeeper'),
      expect.stringMatching(/^unchanged .*: no rule needs its messages$/),
    ]);
  });

  test('rules that shut devices out need to know of those that are let in', async () => {
    const account = await serveAccount();
    const { productKey } = newProduct(account.platform);
    await account.setUp('disabling:\n  - { name: a, on: event.alert }\n', [productKey], overAmqp);
    expect((await subscriptionOf(account, productKey)).flags).toEqual([
      'DeviceDataFlag',
      'DeviceLifeCycleFlag',
    ]);
  });
});

describe('by the rules engine', () => {
  test('a new account gets a running rule for each type of message, which invokes the functions that need it', async () => {
    const account = await serveAccount();
    const { productKey } = newProduct(account.platform);
    const told = await account.setUp(fleet, [productKey], byRules);
    expect(told.failures).toBe(0);
    expect(wordsOf(told)).toEqual(['made', 'started']);

    const rules = new Map((await rulesOf(account)).map((rule) => [rule['Name'], rule]));
    const expected = {
      status: { Topic: `/as/mqtt/status/${productKey}/+`, functions: ['group'] },
      lifecycle: { Topic: `/${productKey}/+/thing/lifecycle`, functions: ['group'] },
      'ota.version': { Topic: `/${productKey}/+/ota/version/post`, functions: ['tag', 'upgrade'] },
    };
    expect(rules.size).toBe(3);
    for (const [type, { Topic, functions }] of Object.entries(expected)) {
      const rule = rules.get(ruleName('test', productKey, type));
      expect(rule, type).toMatchObject({ Topic, Status: 'RUNNING' });
      expect(`SELECT ${rule?.['Select']}`).toBe(ruleSql);
      expect(await functionsOf(account, rule?.['Id'])).toEqual(
        functions.map((name) => `fleetkeeper-test-${name}-devices`),
      );
    }
  });

  test('run again it changes nothing and says so', async () => {
    const account = await serveAccount();
    const { productKey } = newProduct(account.platform);
    await account.setUp(fleet, [productKey], byRules);
    account.calls.length = 0;
    expect(wordsOf(await account.setUp(fleet, [productKey], byRules))).toEqual(['unchanged']);
    expect(writingCalls(account)).toEqual([]);
  });

  test('every type of message that rules can be about has a topic that a rule takes', async () => {
    const account = await serveAccount();
    const { productKey } = newProduct(account.platform, {
      nodeType: 1,
      commodityCode: 'iothub_senior',
    });
    const all =
      'tagging:\n  - { name: a, on: [status, property, event, property.history, event.history, lifecycle.create, topology, sub-devices.found, downlink.reply, ota.status, ota.version, tags, custom], tags: { a: b } }\n';
    expect(await account.setUp(all, [productKey], byRules)).toMatchObject({ failures: 0 });
    expect(await rulesOf(account)).toHaveLength(13);
  });

  test('what differs is put right: the SQL, an action, a rule that stands still; a condition and other actions stay', async () => {
    const account = await serveAccount();
    const { productKey } = newProduct(account.platform);
    await account.setUp(fleet, [productKey], byRules);
    const named = async (type: string) =>
      (await rulesOf(account)).find(({ Name }) => Name === ruleName('test', productKey, type));
    const RuleId = Number((await named('ota.version'))?.['Id']);
    await account.must('UpdateRule', { RuleId, Select: '*', Where: "moduleName = 'default'" });
    await account.must('StopRule', { RuleId });
    const { RuleActionList } = await account.must('ListRuleActions', { RuleId });
    const [tagging, upgrading] = RuleActionList.RuleActionInfo;
    const Configuration = JSON.parse(tagging.Configuration);
    await account.must('UpdateRuleAction', {
      ActionId: tagging.Id,
      Type: 'FC',
      Configuration: JSON.stringify({ ...Configuration, serviceName: 'another' }),
    });
    await account.must('DeleteRuleAction', { ActionId: upgrading.Id });
    await account.must('CreateRuleAction', {
      RuleId,
      Type: 'AMQP',
      Configuration: JSON.stringify({ groupId: 'DEFAULT_GROUP' }),
    });

    const { lines } = await account.setUp(fleet, [productKey], byRules);
    const name = ruleName('test', productKey, 'ota.version');
    expect(lines.filter((line) => !line.startsWith('unchanged'))).toEqual([
      expect.stringMatching(`^changed       rule ${name}: ota.version of .*, Select$`),
      'changed         its action: fleetkeeper-test-tag-devices, serviceName',
      'made            its action: fleetkeeper-test-upgrade-devices',
      `started       rule ${name}`,
    ]);
    expect(await named('ota.version')).toMatchObject({
      Status: 'RUNNING',
      Where: "moduleName = 'default'",
      Select: expect.stringContaining('messageId() AS messageId'),
    });
    expect((await account.must('ListRuleActions', { RuleId }))['RuleActionList'].RuleActionInfo).toHaveLength(
      3,
    );
    expect(wordsOf(await account.setUp(fleet, [productKey], byRules))).toEqual(['unchanged']);
  });

  test('a rule for events is not one for properties, whose topic looks the same', async () => {
    const account = await serveAccount();
    const { platform } = account;
    const product = newProduct(platform);
    await account.setUp('disabling:\n  - { name: a, on: event.alert }\n', [product.productKey], byRules);
    for (const [identifier, example] of [
      ['property', 'property'],
      ['Overheated', 'event'],
    ] as const) {
      const file = new URL(`../../events/examples/${example}.json`, import.meta.url);
      const [{ payload }] = JSON.parse(readFileSync(file, 'utf8'));
      const topic = `/${product.productKey}/sh-pump-0001/thing/event/${identifier}/post`;
      platform.messages.send(product, 'DeviceDataFlag', topic, payload);
    }
    const forwarded = platform.state.rules.deliveries.map(({ topic }) => topic);
    expect(forwarded).toEqual([`/${product.productKey}/sh-pump-0001/thing/event/Overheated/post`]);
  });

  test('a rule of that name that is for binary data is told, as it cannot be changed', async () => {
    const account = await serveAccount();
    const { productKey } = newProduct(account.platform);
    const Name = ruleName('test', productKey, 'custom');
    await account.must('CreateRule', { Name, DataType: 'BINARY' });
    const custom = 'grouping:\n  - { name: a, on: custom, group: talkers }\n';
    const { lines, failures } = await account.setUp(custom, [productKey], byRules);
    expect(failures).toBe(1);
    expect(lines.at(-1)).toMatch(/^failed .* is for binary data, which cannot be changed: delete it/);
  });

  test('two stages have rules of their own', async () => {
    const account = await serveAccount();
    const { productKey } = newProduct(account.platform);
    await account.setUp(fleet, [productKey], byRules);
    const stage = 'the-longest-name-of-all-stages';
    const production = { ...byRules, deployed: { ...byRules.deployed, stage } };
    expect(await account.setUp(fleet, [productKey], production)).toMatchObject({ failures: 0 });
    const names = (await rulesOf(account)).map(({ Name }) => String(Name));
    expect(new Set(names).size).toBe(6);
    expect(names.every((name) => name.length <= 30)).toBe(true);
  });

  test('a role of another account is refused by the platform, and told', async () => {
    const account = await serveAccount();
    const { productKey } = newProduct(account.platform);
    const other = { ...byRules, deployed: { ...byRules.deployed, accountId: '42' } };
    const { lines, failures } = await account.setUp(fleet, [productKey], other);
    expect(failures).toBe(1);
    expect(lines.at(-1)).toMatch(/^failed .*CreateRuleAction: iot\.ruleng\.InvalidRamRole/);
  });
});

describe.each([
  ['amqp', overAmqp, 'UpdateSubscribeRelation'],
  ['rules', byRules, 'StartRule'],
] as const)('with --channel %s', (_, channel, lastCall) => {
  test('a dry run says what would be done, and makes no call that writes', async () => {
    const account = await serveAccount();
    const { productKey } = newProduct(account.platform);
    const dry = await account.setUp(fleet, [productKey], channel, { dryRun: true });
    expect(wordsOf(dry).every((word) => word.startsWith('would '))).toBe(true);
    expect(writingCalls(account)).toEqual([]);
    const { lines } = await account.setUp(fleet, [productKey], channel);
    const plain = (line: string) => line.slice(14).replace(/, ID .*/, '');
    expect(lines.map(plain)).toEqual(dry.lines.map(plain));
  });

  test('a product that is not there is told with its flag, and the others are set up all the same', async () => {
    const account = await serveAccount();
    const { productKey } = newProduct(account.platform);
    const { lines, failures } = await account.setUp(fleet, ['a1Missing00', productKey, productKey], channel);
    expect(failures).toBe(1);
    const failed = lines.filter((line) => line.startsWith('failed'));
    expect(failed).toEqual([
      expect.stringMatching(
        /^failed {8}product a1Missing00 \(--product\): QueryProduct: iot\.prod\.NotExistedProduct — .* Check ProductKey/,
      ),
    ]);
    expect(lines.at(-1)).toMatch(/^(made|started)/);
  });

  test('a right that is missing is told with the operation, and what was left over is done by the next run', async () => {
    const account = await serveAccount();
    const { productKey } = newProduct(account.platform);
    if (channel.name === 'amqp') {
      await account.must('CreateSubscribeRelation', {
        ProductKey: productKey,
        Type: 'AMQP',
        'ConsumerGroupIds.1': 'DEFAULT_GROUP',
        DeviceTagFlag: true,
      });
    }
    account.platform.faults.set({
      of: 'calls',
      operation: lastCall,
      times: 1,
      probability: 1,
      at: 'before',
      drop: false,
      error: {
        status: 403,
        code: 'Forbidden.RAM',
        message: 'User not authorized to operate on the specified resource.',
      },
    });
    const first = await account.setUp(fleet, [productKey], channel);
    expect(first.failures).toBe(1);
    expect(first.lines.at(-1)).toContain(
      `${lastCall}: Forbidden.RAM — User not authorized to operate on the specified resource.`,
    );
    expect(first.lines.at(-1)).toMatch(/Grant the permission in RAM\.$/);
    expect(await account.setUp(fleet, [productKey], channel)).toMatchObject({ failures: 0 });
    expect(wordsOf(await account.setUp(fleet, [productKey], channel))).toEqual(['unchanged']);
  });
});

test('it warns of a product whose messages come both ways', async () => {
  const account = await serveAccount();
  const { productKey } = newProduct(account.platform);
  await account.setUp(fleet, [productKey], overAmqp);
  const groupId = account.platform.state.consumerGroups.named('fleetkeeper')?.groupId;
  const rules = await account.setUp(fleet, [productKey], byRules);
  expect(rules.failures).toBe(0);
  expect(rules.lines.at(-1)).toMatch(
    new RegExp(`^warning .*its messages go to ${groupId} over AMQP as well`),
  );
  const amqp = await account.setUp(fleet, [productKey], overAmqp);
  expect(amqp.lines.at(-1)).toMatch(/^warning .*the rules fleetkeeper-.* invoke functions for it as well/);
});

test('a fleet whose rules need nothing of a product leaves it alone', async () => {
  const account = await serveAccount();
  const { productKey } = newProduct(account.platform);
  for (const channel of [overAmqp, byRules]) {
    const { lines, failures } = await account.setUp('grouping: []\n', [productKey], channel);
    expect(failures).toBe(0);
    expect(lines.at(-1)).toMatch(/^unchanged .*needs its messages$/);
  }
  expect(writingCalls(account)).toEqual(['CreateConsumerGroup']);
});
