import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { messageTypes } from '../../../events/device-event.ts';
import { loadFleetFile } from '../../../shared/fleet/fleet-file.ts';
import { FleetFileError } from '../../../shared/fleet/mistake.ts';
import { make } from './events.ts';

/** All that is said about a file, a line a mistake. */
function mistakesOf(text: string): string[] {
  try {
    loadFleetFile(text, 'fleet.yaml');
  } catch (error) {
    if (error instanceof FleetFileError) return error.message.split('\n');
    throw error;
  }
  return [];
}

/** A file with one grouping rule, in which some lines are replaced. */
function groupingWith(...lines: string[]): string {
  const given = new Set(lines.map((line) => line.split(':')[0]));
  const usual = ['name: shanghai', 'on: lifecycle.create', 'group: sites/shanghai'];
  const rest = usual.filter((line) => !given.has(line.split(':')[0] ?? ''));
  return `grouping:\n  - ${[...rest, ...lines].join('\n    ')}\n`;
}

describe('a file that is right', () => {
  test('becomes a fleet with its rules in the order of the file', () => {
    const fleet = loadFleetFile(
      `
upgrading:
  - { name: up, on: ota.version, match: { moduleVersion: [{ version: "<2" }] }, firmware: { version: "2.0" } }
  - { name: up-mcu, on: [status.online], module: mcu, firmware: { name: mcu_2 } }
grouping:
  - { name: group, on: [status, lifecycle.create], group: "sites/\${deviceName}" }
disabling:
  - { name: flapping, on: status.offline, when: { count: 5, within: 10m }, tags: { why: flapping } }
  - { name: quarantine, on: lifecycle.create }
tagging:
`,
      'fleet.yaml',
    );
    expect(fleet.rules).toMatchObject([
      { kind: 'upgrading', name: 'up', position: 0, on: ['ota.version'], firmware: { version: '2.0' } },
      { kind: 'upgrading', name: 'up-mcu', position: 1, module: 'mcu', firmware: { name: 'mcu_2' } },
      { kind: 'grouping', name: 'group', position: 2, on: ['status', 'lifecycle.create'] },
      { kind: 'disabling', name: 'flapping', position: 3, when: { count: 5, within: 600_000 } },
      { kind: 'disabling', name: 'quarantine', position: 4 },
    ]);
    const [up] = fleet.rules;
    expect(up?.matches(make.version({ moduleVersion: 'V1.9' }))).toBe(true);
    expect(up?.matches(make.version({ moduleVersion: '2.0' }))).toBe(false);
  });

  test('finds the rules for an event by its kind, the general ones too', () => {
    const fleet = loadFleetFile(
      `
grouping:
  - { name: online, on: status.online, group: online_once }
  - { name: any, on: status, group: any_status }
  - { name: both, on: [status.offline, status.online, status], group: both_states }
  - { name: create, on: lifecycle.create, group: created }
`,
      'fleet.yaml',
    );
    const names = (kind: string) => fleet.rulesByKind.get(kind)?.map(({ name }) => name);
    expect(names('status.online')).toEqual(['online', 'any', 'both']);
    expect(names('status.offline')).toEqual(['any', 'both']);
    expect(names('lifecycle.create')).toEqual(['create']);
    expect(names('lifecycle.delete')).toBeUndefined();
    expect(names('property')).toBeUndefined();
  });

  test('takes silence in the place of messages, for which no message counts', () => {
    const fleet = loadFleetFile(
      `
tagging:
  - { name: quiet, silent: 12h, match: { deviceName: [{ prefix: sh- }] }, tags: { quietSince: "\${utcTime}" } }
disabling:
  - { name: lost, silent: 30d }
`,
      'fleet.yaml',
    );
    expect(fleet.rules).toMatchObject([
      { kind: 'tagging', name: 'quiet', on: [], silent: 12 * 3_600_000, fields: ['deviceName', 'utcTime'] },
      { kind: 'disabling', name: 'lost', on: [], silent: 30 * 86_400_000, fields: [] },
    ]);
    expect(fleet.rulesByKind.size).toBe(0);
    // That a device was enabled matters to silence, too.
    expect(fleet.disables).toBe(true);
  });

  test('is the sample at the root, which shows all four kinds', () => {
    const fleet = loadFleetFile(readFileSync('fleet.yaml', 'utf8'), 'fleet.yaml');
    expect(new Set(fleet.rules.map(({ kind }) => kind))).toEqual(
      new Set(['grouping', 'tagging', 'disabling', 'upgrading']),
    );
  });
});

describe('a file with mistakes', () => {
  test('is told all of them at once, each with its place and what would be right', () => {
    expect(
      mistakesOf(`grouping:
  - name: shanghai
    on: lifecycle.creat
    mach: { deviceName: [{ prefix: sh- }] }
    group: sites/shanghai
  - name: shanghai
    on: [lifecycle.create, ota.batch]
    match:
      deviceNam: [{ prefx: sh- }]
    group: a b/c
tagging:
  - on: ota.version
    tags: { firmware: "\${moduleVerson}", since: 1.10 }
    when: { count: 1, within: 10 minutes }
disablin: []
`),
    ).toEqual([
      'fleet.yaml:3:9 grouping[0].on: must be a kind of events, such as lifecycle.create, but is "lifecycle.creat"',
      'fleet.yaml:4:5 grouping[0].mach is not a known key; did you mean match?',
      'fleet.yaml:6:11 grouping[1].name: must be another than that of grouping[0], but is "shanghai"',
      'fleet.yaml:7:28 grouping[1].on[1]: must be about a device, which an update batch is not, but is "ota.batch"',
      'fleet.yaml:9:7 grouping[1].match.deviceNam is no field of lifecycle.create messages; did you mean deviceName?',
      'fleet.yaml:9:21 grouping[1].match.deviceNam[0].prefx is not an operator; did you mean prefix?',
      'fleet.yaml:10:12 grouping[1].group: must be names of 4 to 30 letters, digits and underscores, with a / between them, but is "a b/c"',
      'fleet.yaml:12:5 tagging[0] has no name, which it must have',
      'fleet.yaml:13:13 tagging[0].tags.firmware takes ${moduleVerson}, which is no field of ota.version messages; did you mean moduleVersion?',
      'fleet.yaml:13:49 tagging[0].tags.since: must be text, in quotes, but is 1.1',
      'fleet.yaml:14:20 tagging[0].when.count: must be a whole number from 2 to 1000, but is 1',
      'fleet.yaml:14:31 tagging[0].when.within: must be a time such as 30s, 10m, 2h or 1d, at most 30d, but is "10 minutes"',
      'fleet.yaml:15:1 disablin is not a known key; did you mean disabling?',
    ]);
  });

  test.each([
    ['name: ""', '4:11 grouping[0].name: must be a name for the rule'],
    ['name: 7', '4:11 grouping[0].name: must be text, in quotes, but is 7'],
    ['name: "a\\nb"', 'must be a name for the rule, 1 to 64 characters on one line'],
    ['on: []', 'grouping[0].on: must name a kind of events'],
    ['on: 5', 'grouping[0].on: must be a kind of events: status, status.online'],
    ['on: lifecycle.delete', 'grouping[0].on: must leave a device to act on'],
    ['match: []', 'grouping[0].match: must be fields of the message'],
    ['match:', '5:11 grouping[0].match: must be fields of the message with what fits them, but is null'],
    ['match: {}', 'grouping[0].match: must name a field'],
    [
      'match: { type: [alert] }',
      'grouping[0].match.type is what on says; the type of a thing model event is called eventType',
    ],
    ['when: 5', 'grouping[0].when: must be an object with count, within, but is 5'],
    ['when: { count: 5 }', 'grouping[0].when has no within, which it must have'],
    ['when: { count: 5.5, within: 1h }', 'grouping[0].when.count: must be a whole number'],
    ['when: { count: 5, within: 31d }', 'grouping[0].when.within: must be a time such as 30s'],
    ['when: { count: 5, within: 600 }', 'grouping[0].when.within: must be a time such as 30s'],
    ['when: { cont: 5, within: 1h }', 'grouping[0].when.cont is not a known key; did you mean count?'],
    ['group: abc', 'grouping[0].group: must be names of 4 to 30 letters'],
    ['group: sites//shanghai', 'grouping[0].group: must be names of 4 to 30 letters'],
    ['group: sites/shang-hai', 'grouping[0].group: must be names of 4 to 30 letters'],
    [`group: ${'x'.repeat(31)}`, 'grouping[0].group: must be names of 4 to 30 letters'],
    ['group: one1/two2/three3/four4', 'grouping[0].group: must be at most 3 groups within each other'],
    ['group: sites/sites', 'grouping[0].group: must not name a group twice'],
    ['group: "abc/${deviceName}"', 'grouping[0].group: must be names of 4 to 30 letters'],
    ['group: "${deviceName"', 'grouping[0].group: must close each ${ with a }'],
    [
      'group: "site_${status}"',
      'grouping[0].group takes ${status}, which is no field of lifecycle.create messages',
    ],
    ['tags: { a: b }', 'grouping[0].tags is not a known key'],
  ])('hears about %s', (line, mistake) => {
    expect(mistakesOf(groupingWith(line)).join('\n')).toContain(mistake);
  });

  test.each([
    ['tagging', 'tags: {}', 'tagging[0].tags: must be 1 to 100 tags'],
    ['tagging', 'tags: [a]', 'tagging[0].tags: must be 1 to 100 tags'],
    [
      'tagging',
      `tags: { ${Array.from({ length: 101 }, (_, index) => `k${index}: v`)} }`,
      'must be 1 to 100 tags',
    ],
    ['tagging', 'tags: { "a b": c }', 'tagging[0].tags."a b" is no key of a tag'],
    ['tagging', 'tags: { __proto__: c }', 'tagging[0].tags.__proto__ is no key of a tag'],
    ['tagging', 'tags: { a: "" }', 'tagging[0].tags.a: must be text that is not empty'],
    ['tagging', 'tags: { a: true }', 'tagging[0].tags.a: must be text, in quotes, but is true'],
    ['tagging', 'tags: { a: [b] }', 'tagging[0].tags.a: must be text that is not empty, but is a list'],
    [
      'disabling',
      'on: lifecycle.enable',
      'disabling[0].on: must not shut a device out because somebody has let it in',
    ],
    ['upgrading', 'firmware: 2.0.0', 'upgrading[0].firmware: must be an object with name, version'],
    [
      'upgrading',
      'firmware: {}',
      'upgrading[0].firmware must name an update package by either its name or its version',
    ],
    ['upgrading', 'firmware: { name: a, version: b }', 'by either its name or its version'],
    [
      'upgrading',
      'firmware: { version: 2.0 }',
      'upgrading[0].firmware.version: must be text, in quotes, but is 2',
    ],
    ['upgrading', 'firmware: { version: "2 0" }', 'must be the version of an update package'],
    ['upgrading', 'firmware: { name: "-x" }', 'must be the name of an update package'],
    [
      'upgrading',
      'firmware: { name: x }\n    module: a b',
      'upgrading[0].module: must be the name of a module',
    ],
  ])('hears in %s about %s', (kind, line, mistake) => {
    const on = line.startsWith('on:') ? '' : 'on: status.online\n    ';
    expect(mistakesOf(`${kind}:\n  - name: x\n    ${on}${line}\n`).join('\n')).toContain(mistake);
  });

  test.each([
    ['silent: 30d', 'tags: {}', 'tagging[0].tags: must be 1 to 100 tags'],
    [
      'silent: 30 days',
      'tags: { a: b }',
      'fleet.yaml:3:13 tagging[0].silent: must be a time such as 12h or 30d, but is "30 days"',
    ],
    ['silent: 30', 'tags: { a: b }', 'tagging[0].silent: must be a time such as 12h or 30d, but is 30'],
    ['silent:', 'tags: { a: b }', 'tagging[0].silent: must be a time such as 12h or 30d, but is null'],
    [
      'silent: 30d',
      'on: status.offline',
      'fleet.yaml:4:5 tagging[0].on is about messages, and a rule with silent is about none',
    ],
    ['silent: 30d', 'when: { count: 5, within: 1h }', 'tagging[0].when is about messages'],
    [
      'silent: 30d',
      'match: { status: [offline] }',
      'tagging[0].match.status is no field of a silent device; it has deviceName, iotId, productKey, utcTime',
    ],
    [
      'silent: 30d',
      'tags: { a: "${deviceNam}" }',
      'takes ${deviceNam}, which is no field of a silent device; did you mean deviceName?',
    ],
  ])('hears of silence about %s with %s', (silent, line, mistake) => {
    const tags = line.startsWith('tags:') ? '' : '    tags: { a: b }\n';
    expect(mistakesOf(`tagging:\n  - name: x\n    ${silent}\n    ${line}\n${tags}`).join('\n')).toContain(
      mistake,
    );
  });

  test.each([
    ['grouping', 'group: silent_ones'],
    ['upgrading', 'firmware: { name: x }'],
  ])('hears that silence is nothing for %s', (kind, what) => {
    expect(mistakesOf(`${kind}:\n  - { name: x, silent: 30d, ${what} }\n`)).toEqual([
      `fleet.yaml:2:5 ${kind}[0] has no on, which it must have`,
      expect.stringContaining(`${kind}[0].silent is not a known key`),
    ]);
  });

  test('hears that a group cannot be in two places', () => {
    const rules = ['sites/shanghai', 'labs/shanghai', 'labs', 'sites/shanghai/north', 'north/${deviceName}'];
    const file = rules.map(
      (group, index) => `  - { name: r${index}, on: lifecycle.create, group: "${group}" }\n`,
    );
    expect(mistakesOf(`grouping:\n${file.join('')}`)).toEqual([
      expect.stringContaining('grouping[1].group puts shanghai in labs, but grouping[0] puts it in sites'),
      expect.stringContaining(
        'grouping[4].group puts north at the top, but grouping[3] puts it in sites/shanghai',
      ),
    ]);
  });

  test.each([
    ['', 'fleet.yaml:1:1 must be an object with grouping, tagging, disabling, upgrading, but is null'],
    ['# nothing\n', 'but is null'],
    ['- a\n', 'fleet.yaml:1:1 must be an object with grouping, tagging, disabling, upgrading, but is a list'],
    [
      'grouping: {}\n',
      'fleet.yaml:1:11 grouping: must be a list of rules, each with a - before it, but is an object',
    ],
    ['grouping:\n  - x\n', 'fleet.yaml:2:5 grouping[0]: must be an object with name, on, group, match, when'],
    ['rules: []\n', 'fleet.yaml:1:1 rules is not a known key; known here are grouping, tagging'],
    ['? [a]\n: b\n', 'fleet.yaml:1:3'],
  ])('hears about the file %j', (text, mistake) => {
    expect(mistakesOf(text).join('\n')).toContain(mistake);
  });
});

describe('YAML beyond plain data', () => {
  test.each([
    ['a key that is there twice', 'tagging:\ngrouping:\ntagging:\n', '3:1 tagging is there twice'],
    ['a tab for indentation', 'grouping:\n\t- name: x\n', '2:1 Tabs are not allowed'],
    ['an anchor', 'grouping: &rules []\n', '1:11 anchors such as &name are not taken here'],
    ['an alias', 'grouping: []\ntagging: *rules\n', '2:10 aliases such as *name are not taken here'],
    ['a merge key', 'grouping: []\n<<: { tagging: [] }\n', '2:1 "<<" is not a known key'],
    ['a tag', 'grouping: !!set { a }\n', '1:11 YAML tags such as !name are not taken here'],
    ['a directive', '%YAML 1.1\n---\ngrouping: []\n', '1:1 YAML directives are not taken here'],
    ['a second document', 'grouping: []\n---\ntagging: []\n', '2:1 must be one document'],
    ['a bracket that stays open', 'grouping: [\n', 'fleet.yaml:'],
    [
      'too much',
      `grouping: []\n# ${'x'.repeat(200_000)}`,
      '1:1 must be at most 131072 characters, but has 200015',
    ],
    [
      'too many levels',
      `grouping: ${'['.repeat(60_000)}${']'.repeat(60_000)}`,
      '1:1 must have at most 20 levels',
    ],
    ['levels without end', '- '.repeat(20_000), '1:1 must have at most 20 levels'],
  ])('is refused: %s', (_, text, mistake) => {
    expect(mistakesOf(text).join('\n')).toContain(mistake);
  });

  test('cannot blow up: entities within entities are refused before they are resolved', () => {
    const lines = [
      'a: &a [x, x]',
      ...'bcdefgh'
        .split('')
        .map((name, index) => `${name}: &${name} [*${'abcdefg'[index]}, *${'abcdefg'[index]}]`),
    ];
    expect(mistakesOf(lines.join('\n')).every((line) => line.includes('not taken here'))).toBe(true);
  });

  test('takes on as a name, and not for yes', () => {
    expect(mistakesOf(groupingWith('on: lifecycle.create'))).toEqual([]);
  });
});

describe('any text', () => {
  const words = [
    'grouping',
    'tagging',
    'name',
    'on',
    'match',
    'when',
    'tags',
    'group',
    'status.online',
    '${deviceName}',
    'count',
    '<<',
    '&a',
    '*a',
    '!x',
  ];
  const yamlLike = fc
    .array(
      fc.oneof(
        fc.constantFrom(...words),
        fc.constantFrom(
          ': ',
          ':\n  ',
          '\n',
          '- ',
          '  ',
          '{',
          '}',
          '[',
          ']',
          '"',
          "'",
          '|',
          ',',
          '#',
          '\t',
          '?',
        ),
      ),
    )
    .map((parts) => parts.join(''));

  test.each([
    ['of characters', fc.string({ unit: 'binary', maxLength: 200 })],
    ['that looks like YAML', yamlLike],
    ['that is JSON', fc.jsonValue().map((value) => JSON.stringify(value))],
    [
      'with rules of any shape',
      fc
        .dictionary(
          fc.constantFrom('grouping', 'tagging', 'disabling', 'upgrading'),
          fc.array(
            fc.dictionary(
              fc.constantFrom('name', 'on', 'silent', 'match', 'when', 'group', 'tags', 'firmware', 'module'),
              fc.oneof(
                fc.jsonValue({ maxDepth: 2 }),
                fc.constantFrom('status.online', 'sites', { deviceName: [{ prefix: 'a' }] }),
              ),
            ),
          ),
        )
        .map((value) => JSON.stringify(value)),
    ],
  ])('%s is a fleet, or its mistakes are told', (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const mistakes = mistakesOf(text);
        expect(mistakes.filter((line) => !/^fleet\.yaml:[1-9]\d*:[1-9]\d* ./.test(line))).toEqual([]);
      }),
    );
  });
});

test('docs/rules.md tells of every type of message that a rule can be about, and of its fields', () => {
  const docs = readFileSync('docs/rules.md', 'utf8');
  const usable = Object.values(messageTypes).filter(({ type }) => type !== 'ota.batch');
  const untold = usable.flatMap(({ type, schema }) => [
    ...(new RegExp(`\`${type}[.\`]`).test(docs) ? [] : [type]),
    ...(schema instanceof z.ZodMiniObject ? Object.keys(schema.shape) : [])
      .filter((field) => !['type', 'gwProductKey', 'gwDeviceName', 'gwIotId'].includes(field))
      .filter((field) => !docs.includes(`\`${field}\``)),
  ]);
  expect(untold).toEqual([]);
});
