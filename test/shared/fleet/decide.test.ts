import { describe, expect, test } from 'vitest';
import type { DeviceEvent } from '../../../events/device-event.ts';
import { decide } from '../../../shared/fleet/decide.ts';
import { gatherFacts, noFacts } from '../../../shared/fleet/facts.ts';
import { onlyRules } from '../../../shared/fleet/fleet.ts';
import { loadFleetFile } from '../../../shared/fleet/fleet-file.ts';
import { createMemoryStore } from '../../../shared/store/memory.ts';
import type { Store } from '../../../shared/store/store.ts';
import { make } from './events.ts';

const device = { productKey: 'a1meter0001', deviceName: 'sh-meter-0001' };

const load = (text: string) => loadFleetFile(text, 'fleet.yaml');

/** What is decided on messages that come one by one, each with what the store knows by then. */
async function decideInTurn(
  text: string,
  events: readonly DeviceEvent[],
  store: Store = createMemoryStore(),
) {
  const fleet = load(text);
  const decisions = [];
  for (const event of events) decisions.push(decide(event, fleet, await gatherFacts([event], fleet, store)));
  return decisions;
}

/** The kinds and contents of the actions, without what is the same in all. */
function brief(decisions: readonly { actions: readonly object[] }[]): object[][] {
  return decisions.map(({ actions }) =>
    actions.map((action) =>
      Object.fromEntries(
        Object.entries(action).filter(([key]) => !['device', 'reason', 'stamp'].includes(key)),
      ),
    ),
  );
}

describe('one event on its own', () => {
  const fleet = load(`
grouping:
  - { name: site, on: lifecycle.create, match: { deviceName: [{ prefix: sh- }] }, group: sites/shanghai }
  - { name: by-product, on: lifecycle.create, group: "products/\${productKey}" }
  - { name: by-model, on: property, group: "models/\${items.model.value}" }
tagging:
  - { name: firmware, on: ota.version, tags: { firmware: "\${moduleVersion}", module: "\${moduleName}" } }
  - { name: room, on: tags, match: { value: { attrKey: [room] } }, tags: { checked: "yes" } }
disabling:
  - { name: tampered, on: event.alert, match: { identifier: [tamper] }, tags: { why: "tamper at \${value.place}" } }
  - { name: quarantine, on: lifecycle, match: { deviceName: [{ prefix: new- }] } }
upgrading:
  - { name: up, on: ota.version, match: { moduleVersion: [{ version: "<2.0.0" }] }, firmware: { version: 2.0.0 } }
  - { name: mcu, on: ota.status.failed, module: mcu, firmware: { name: mcu_2 } }
`);

  const table: [string, DeviceEvent, object[], object[]][] = [
    [
      'a new device joins its groups',
      make.lifecycle(),
      [
        { kind: 'group', path: 'sites/shanghai' },
        { kind: 'group', path: 'products/a1meter0001' },
      ],
      [],
    ],
    [
      'a group is named after what a device reports',
      make.property({ model: { value: 'A700' } }),
      [{ kind: 'group', path: 'models/A700' }],
      [],
    ],
    [
      'a message without the field that names the group groups nothing',
      make.property({ temperature: { value: 21 } }),
      [],
      [{ rule: 'by-model', code: 'missing', message: 'group: the message has no items.model.value' }],
    ],
    [
      'a group that the platform would not take is not asked for',
      make.property({ model: { value: 'A-7' } }),
      [],
      [{ rule: 'by-model', code: 'invalid', message: expect.stringContaining('but is models/A-7') }],
    ],
    [
      'a field cannot put the device deeper than groups go',
      make.property({ model: { value: 'made/by/somebody' } }),
      [],
      [{ rule: 'by-model', code: 'invalid' }],
    ],
    [
      'an old version is tagged and updated',
      make.version({ moduleVersion: 'V1.9' }),
      [
        { kind: 'tag', tags: { firmware: 'V1.9', module: 'default' } },
        { kind: 'upgrade', moduleName: 'default', firmware: { version: '2.0.0' } },
      ],
      [],
    ],
    [
      'a new version is tagged only',
      make.version({ moduleVersion: '2.0.0' }),
      [{ kind: 'tag', tags: { firmware: '2.0.0', module: 'default' } }],
      [],
    ],
    [
      'another module is updated as itself',
      make.version({ moduleName: 'modem', moduleVersion: '1.0.0' }),
      [
        { kind: 'tag', tags: { firmware: '1.0.0', module: 'modem' } },
        { kind: 'upgrade', moduleName: 'modem', firmware: { version: '2.0.0' } },
      ],
      [],
    ],
    [
      'a rule can name the module to update',
      make.updated({ status: 'FAILED' }),
      [{ kind: 'upgrade', moduleName: 'mcu', firmware: { name: 'mcu_2' } }],
      [],
    ],
    [
      'a device is shut out, and told why',
      make.event({ value: { place: 'the lid' } }),
      [{ kind: 'tag', tags: { why: 'tamper at the lid' } }, { kind: 'disable' }],
      [],
    ],
    [
      'a device is shut out even when the reason cannot be told',
      make.event(),
      [{ kind: 'disable' }],
      [{ rule: 'tampered', code: 'missing', message: 'tags.why: the message has no value.place' }],
    ],
    [
      'a new device is shut out',
      make.lifecycle({ deviceName: 'new-0001' }),
      [{ kind: 'group', path: 'products/a1meter0001' }, { kind: 'disable' }],
      [],
    ],
    [
      'a device that is shut out already is not shut out again',
      make.lifecycle({ deviceName: 'new-0001', action: 'disable' }),
      [],
      [{ rule: 'quarantine', code: 'unchanged' }],
    ],
    [
      'a device that somebody has just let in is not shut out',
      make.lifecycle({ deviceName: 'new-0001', action: 'enable' }),
      [],
      [{ rule: 'quarantine', code: 'older' }],
    ],
    [
      'nothing is done with a device that is gone',
      make.lifecycle({ deviceName: 'new-0001', action: 'delete' }),
      [],
      [],
    ],
    [
      'a tag that the message does not show is given',
      make.tags([{ attrKey: 'room', attrValue: '1' }]),
      [{ kind: 'tag', tags: { checked: 'yes' } }],
      [],
    ],
    [
      'a tag that the message shows is not given again',
      make.tags([
        { attrKey: 'room', attrValue: '1' },
        { attrKey: 'checked', attrValue: 'yes' },
      ]),
      [],
      [{ rule: 'room', code: 'unchanged' }],
    ],
    ['an event that no rule matches leads to nothing', make.event({ identifier: 'heartbeat' }), [], []],
    ['an event of a kind without rules leads to nothing', make.status(), [], []],
    ['an event about no device leads to nothing', make.batch(), [], []],
  ];

  test.each(table)('%s', (_, event, actions, skipped) => {
    const decision = decide(event, fleet, noFacts);
    expect(brief([decision])).toEqual([actions]);
    expect(decision.skipped).toEqual(
      skipped.map((skip) => expect.objectContaining({ eventId: event.id, ...skip })),
    );
  });

  test('says for each action which device, which rule and which message', () => {
    const event = make.version();
    expect(decide(event, fleet, noFacts).actions[1]).toEqual({
      kind: 'upgrade',
      device,
      moduleName: 'default',
      firmware: { version: '2.0.0' },
      reason: { rule: 'up', eventId: event.id, time: event.time },
    });
  });

  test('decides by the rules of some kinds only, for a function that carries out no others', () => {
    const tagging = onlyRules(fleet, ['tagging']);
    expect(decide(make.version(), tagging, noFacts).actions.map(({ kind }) => kind)).toEqual(['tag']);
    expect(decide(make.lifecycle(), tagging, noFacts).actions).toEqual([]);
  });

  test('does not give tags that are too much for one call', () => {
    const large = load(
      `tagging: [{ name: all, on: event, tags: { a: "\${value.text}", b: "\${value.text}" } }]`,
    );
    const event = make.event({ value: { text: 'é'.repeat(1300) } });
    expect(decide(event, large, noFacts)).toMatchObject({
      actions: [],
      skipped: [{ code: 'invalid', message: expect.stringContaining('at most 5120 bytes') }],
    });
    expect(decide(make.event({ value: { text: '' } }), large, noFacts).skipped).toMatchObject([
      { code: 'invalid', message: 'tags.a: must not be empty' },
    ]);
  });
});

describe('events that come in another order than they happened', () => {
  const online = (order: number, status: 'online' | 'offline') => make.status({ status, order });

  test('leave a tag at what the newest message says', async () => {
    const rules = 'tagging: [{ name: presence, on: status, tags: { presence: "${status}" } }]';
    const events = [online(2, 'offline'), online(1, 'online'), online(3, 'online')];
    const decisions = await decideInTurn(rules, events);
    expect(brief(decisions)).toEqual([
      [{ kind: 'tag', tags: { presence: 'offline' } }],
      [],
      [{ kind: 'tag', tags: { presence: 'online' } }],
    ]);
    expect(decisions[1]?.skipped).toMatchObject([{ rule: 'presence', code: 'older' }]);
  });

  test('are put in order by when the device was last heard of, then by their own time, then by their ids', async () => {
    const rules = 'tagging: [{ name: presence, on: status, tags: { presence: "${status}" } }]';
    const tie = [
      make.status({ status: 'offline', order: 5, time: 9 }),
      make.status({ status: 'online', order: 5, time: 8 }),
    ];
    expect(brief(await decideInTurn(rules, tie))).toEqual([
      [{ kind: 'tag', tags: { presence: 'offline' } }],
      [],
    ]);
    expect(brief(await decideInTurn(rules, [...tie].reverse()))).toEqual([
      [{ kind: 'tag', tags: { presence: 'online' } }],
      [{ kind: 'tag', tags: { presence: 'offline' } }],
    ]);
  });

  test('decide the same when they come twice', async () => {
    const event = make.version();
    const rules = `
tagging: [{ name: t, on: ota.version, tags: { firmware: "\${moduleVersion}" } }]
upgrading: [{ name: u, on: ota.version, firmware: { version: "2" } }]
disabling: [{ name: d, on: ota.version }]`;
    const [first, second] = await decideInTurn(rules, [event, event]);
    expect(first?.actions).toHaveLength(3);
    expect(second).toEqual(first);
  });

  test('give each key of a tag by the newest message that says something of it', async () => {
    const rules = `tagging:
  - { name: name, on: [status.online, status.offline], tags: { state: "\${status}" } }
  - { name: address, on: status.online, tags: { address: "\${clientIp}", state: up } }`;
    const decisions = await decideInTurn(rules, [
      make.status({ status: 'offline', order: 2 }),
      make.status({ status: 'online', order: 1, clientIp: '192.0.2.1' }),
    ]);
    expect(brief(decisions)).toEqual([
      [{ kind: 'tag', tags: { state: 'offline' } }],
      [{ kind: 'tag', tags: { address: '192.0.2.1' } }],
    ]);
  });

  test('update by the newest report of a version only', async () => {
    const rules =
      'upgrading: [{ name: u, on: ota.version, match: { moduleVersion: [{ version: "<2" }] }, firmware: { version: "2" } }]';
    const decisions = await decideInTurn(rules, [
      make.version({ moduleVersion: '2', order: 2 }),
      make.version({ moduleVersion: '1', order: 1 }),
      make.version({ moduleVersion: '1', order: 1, moduleName: 'mcu' }),
      make.version({ moduleVersion: '1.5', order: 3 }),
    ]);
    expect(brief(decisions).map((actions) => actions.length)).toEqual([0, 0, 1, 1]);
    expect(decisions[1]?.skipped).toMatchObject([{ rule: 'u', code: 'older' }]);
  });

  test('do not shut out a device that was let in since', async () => {
    const rules = 'disabling: [{ name: tampered, on: event.alert, tags: { why: tampered } }]';
    const decisions = await decideInTurn(rules, [
      make.lifecycle({ action: 'enable', order: 2 }),
      make.event({ order: 1 }),
      make.event({ order: 3 }),
      make.lifecycle({ action: 'create', order: 5 }),
      make.event({ order: 4 }),
    ]);
    const tag = { kind: 'tag', tags: { why: 'tampered' } };
    expect(brief(decisions)).toEqual([[], [tag], [tag, { kind: 'disable' }], [], [tag]]);
    expect(decisions[1]?.skipped).toMatchObject([{ rule: 'tampered', code: 'older' }]);
  });
});

describe('rules that want different things of one event', () => {
  test('are followed in what the later one says of a tag', async () => {
    const rules = `tagging:
  - { name: first, on: status.online, tags: { a: "1", b: "1" } }
  - { name: second, on: status.online, tags: { b: "2" } }`;
    expect(brief(await decideInTurn(rules, [make.status()]))).toEqual([
      [
        { kind: 'tag', tags: { a: '1' } },
        { kind: 'tag', tags: { b: '2' } },
      ],
    ]);
  });

  test('are followed in the later update of a module', async () => {
    const rules = `upgrading:
  - { name: first, on: ota.version, firmware: { version: "2" } }
  - { name: mcu, on: ota.version, module: mcu, firmware: { version: "2" } }
  - { name: second, on: ota.version, firmware: { version: "3" } }`;
    const [decision] = await decideInTurn(rules, [make.version()]);
    expect(brief([decision ?? { actions: [] }])).toEqual([
      [
        { kind: 'upgrade', moduleName: 'mcu', firmware: { version: '2' } },
        { kind: 'upgrade', moduleName: 'default', firmware: { version: '3' } },
      ],
    ]);
    expect(decision?.skipped).toMatchObject([{ rule: 'first', code: 'overruled' }]);
  });
});

describe('a rule that counts', () => {
  const minute = 60_000;
  const offline = (minutes: number, more: object = {}) =>
    make.status({ status: 'offline', order: minutes * minute, time: minutes * minute, ...more });
  const flapping = (what: string) =>
    `disabling: [{ name: flapping, on: status.offline, when: { count: 3, within: 10m }${what} }]`;

  test('decides once so many have come together by their own times', async () => {
    const decisions = await decideInTurn(flapping(''), [
      offline(0),
      offline(5),
      offline(10),
      offline(21),
      offline(12),
    ]);
    expect(brief(decisions).map((actions) => actions.length)).toEqual([0, 0, 1, 0, 1]);
  });

  test('counts each device for itself, and a message that comes twice once', async () => {
    const other = { deviceName: 'sh-meter-0002' };
    const first = offline(0);
    const decisions = await decideInTurn(flapping(''), [
      first,
      first,
      offline(1),
      offline(2, other),
      first,
      offline(3),
    ]);
    expect(brief(decisions).map((actions) => actions.length)).toEqual([0, 0, 0, 0, 0, 1]);
  });

  test('counts events within one batch', async () => {
    const fleet = load(flapping(', tags: { why: flapping }'));
    const events = [offline(2), offline(0), offline(1)];
    const facts = await gatherFacts(events, fleet, createMemoryStore());
    expect(brief(events.map((event) => decide(event, fleet, facts))).at(-1)).toEqual([
      { kind: 'tag', tags: { why: 'flapping' } },
      { kind: 'disable' },
    ]);
  });

  test('writes what the newest of them says, whichever came last', async () => {
    const rules = flapping(', tags: { why: "offline with ${clientIp}" }');
    const [newest, oldest, middle] = [
      offline(2, { clientIp: 'c' }),
      offline(0, { clientIp: 'a' }),
      offline(1, { clientIp: 'b' }),
    ];
    const decisions = await decideInTurn(rules, [newest, oldest, middle]);
    expect(brief(decisions).at(-1)).toEqual([
      { kind: 'tag', tags: { why: 'offline with c' } },
      { kind: 'disable' },
    ]);
    expect(decisions.at(-1)?.actions[0]?.reason).toEqual({
      rule: 'flapping',
      eventId: middle.id,
      time: minute,
    });
  });

  test('does not count a message that lacks a field of its tags', async () => {
    const rules = `tagging: [{ name: flapping, on: status.offline, when: { count: 2, within: 10m }, tags: { ip: "\${clientIp}" } }]`;
    const decisions = await decideInTurn(rules, [
      offline(0),
      offline(1, { clientIp: 'a' }),
      offline(2, { clientIp: 'b' }),
    ]);
    expect(brief(decisions)).toEqual([[], [], [{ kind: 'tag', tags: { ip: 'b' } }]]);
    expect(decisions[0]?.skipped).toMatchObject([{ code: 'missing' }]);
  });

  test('counts anew once the device is let in', async () => {
    const enabled = make.lifecycle({ action: 'enable', order: 2.5 * minute });
    const decisions = await decideInTurn(flapping(''), [
      offline(0),
      offline(1),
      offline(2),
      enabled,
      offline(3),
      offline(4),
      offline(5),
    ]);
    expect(brief(decisions).map((actions) => actions.length)).toEqual([0, 0, 1, 0, 0, 0, 1]);
  });

  test('does not shut out for what was before the device was let in, however late it comes', async () => {
    const enabled = make.lifecycle({ action: 'enable', order: 2.5 * minute });
    const decisions = await decideInTurn(flapping(''), [
      enabled,
      offline(3),
      offline(2),
      offline(1),
      offline(0),
    ]);
    expect(brief(decisions).flat()).toEqual([]);
    expect(decisions.at(-1)?.skipped).toMatchObject([{ rule: 'flapping', code: 'older' }]);
  });

  test('counts those together that lead to the same group', async () => {
    const rules = `grouping: [{ name: by-model, on: property, when: { count: 2, within: 1d }, group: "models/\${items.model.value}" }]`;
    const model = (value: string) => make.property({ model: { value } });
    const decisions = await decideInTurn(rules, [model('A700'), model('B700'), model('A700')]);
    expect(brief(decisions)).toEqual([[], [], [{ kind: 'group', path: 'models/A700' }]]);
  });

  test('counts those together that are about the same module', async () => {
    const rules =
      'upgrading: [{ name: up, on: ota.status.failed, when: { count: 2, within: 1d }, firmware: { name: safe } }]';
    const failed = (moduleName: string) => make.updated({ status: 'FAILED', moduleName });
    const decisions = await decideInTurn(rules, [failed('default'), failed('mcu'), failed('mcu')]);
    expect(brief(decisions).map((actions) => actions.length)).toEqual([0, 0, 1]);
  });
});

describe('gathering facts', () => {
  const rules = `
tagging: [{ name: t, on: [status, ota.version], tags: { a: "\${deviceName}", b: c } }]
disabling:
  - { name: d, on: status.offline, when: { count: 2, within: 1h }, tags: { why: "\${utcTime}" } }
  - { name: e, on: event.alert }
upgrading: [{ name: u, on: ota.version, firmware: { version: "2" } }]`;

  /** How often each of the store's commands is called. */
  function counting(calls: string[]): Store {
    return new Proxy(createMemoryStore(), {
      get: (store, command, receiver) => {
        if (typeof command === 'string') calls.push(command);
        return Reflect.get(store, command, receiver);
      },
    });
  }

  test('asks the store as often for many events as for a few', async () => {
    const calls: string[] = [];
    const events = Array.from({ length: 500 }, (_, index) => [
      make.status({ status: 'offline', deviceName: `dev-${index % 50}` }),
      make.version(),
      make.event(),
      make.lifecycle({ action: 'enable' }),
    ]).flat();
    await gatherFacts(events, load(rules), counting(calls));
    expect(calls).toEqual(['newest', 'countWithin', 'newest']);
  });

  test('does not ask when no event needs it', async () => {
    const calls: string[] = [];
    const grouping = 'grouping: [{ name: g, on: status, group: online }]';
    const facts = await gatherFacts([make.status(), make.event()], load(grouping), counting(calls));
    expect(calls).toEqual([]);
    expect(facts).toBe(noFacts);
  });

  test('fails when the store fails', async () => {
    const store = { ...createMemoryStore(), newest: () => Promise.reject(new Error('store is gone')) };
    await expect(gatherFacts([make.version()], load(rules), store)).rejects.toThrow('store is gone');
  });
});
