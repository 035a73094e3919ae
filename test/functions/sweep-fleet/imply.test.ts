import { describe, expect, test } from 'vitest';
import { derivableOf } from '../../../functions/sweep-fleet/derivable.ts';
import { differ } from '../../../functions/sweep-fleet/differ.ts';
import { imply } from '../../../functions/sweep-fleet/imply.ts';
import type { PresentDevice } from '../../../functions/sweep-fleet/present-device.ts';
import type { Action } from '../../../shared/fleet/action.ts';
import { loadFleetFile } from '../../../shared/fleet/fleet-file.ts';

const now = 1_700_000_000_000;
const hour = 3_600_000;

const present = (fields: Partial<PresentDevice> = {}): PresentDevice => ({
  name: { productKey: 'a1', deviceName: 'sh-meter-1' },
  iotId: 'iot1',
  status: 'ONLINE',
  activated: true,
  groupIds: new Set(),
  tags: new Map(),
  versions: new Map([['default', '1.4.0']]),
  ...fields,
});

const derivable = (fleet: string) => derivableOf(loadFleetFile(fleet, 'fleet.yaml'));

/** What is wanted, a text each. */
function wanted(fleet: string, device: PresentDevice, silentSince?: number): string[] {
  const { actions } = imply(device, derivable(fleet), silentSince, now);
  return actions.flatMap(told).sort();
}

function told(action: Action): string[] {
  if (action.kind === 'tag') return Object.entries(action.tags).map(([key, value]) => `${key}=${value}`);
  if (action.kind === 'group') return [action.path];
  return [action.kind];
}

describe('what is left to messages', () => {
  test.each([
    ['rules that count', '{ name: r, on: status.online, when: { count: 2, within: 1h }, tags: { a: b } }'],
    ['fields that the state does not have', '{ name: r, on: status.online, tags: { a: "${clientIp}" } }'],
    [
      'patterns on such fields',
      '{ name: r, on: status.online, match: { utcTime: [{ prefix: "2026" }] }, tags: { a: b } }',
    ],
    ['messages that the state does not tell of', '{ name: r, on: ota.status, tags: { a: b } }'],
    ['rules that are about such messages, too', '{ name: r, on: [status.online, property], tags: { a: b } }'],
    ['being enabled and disabled', '{ name: r, on: lifecycle, tags: { a: b } }'],
  ])('%s', (_, rule) => {
    const fleet = `tagging:\n  - ${rule}\n`;
    expect(derivable(fleet).leftToMessages).toEqual(['r']);
    expect(wanted(fleet, present())).toEqual([]);
  });

  test('shutting out because of messages, and the tags that say why', () => {
    const fleet = 'disabling:\n  - { name: r, on: status.online, tags: { a: b } }\n';
    expect(derivable(fleet).leftToMessages).toEqual(['r']);
    expect(wanted(fleet, present())).toEqual([]);
  });

  test('updates because of anything but a version', () => {
    const fleet =
      'upgrading:\n  - { name: r, on: [status.online, ota.version], firmware: { version: 2.0.0 } }\n';
    expect(derivable(fleet).leftToMessages).toEqual(['r']);
    expect(wanted(fleet, present())).toEqual(['upgrade']);
    expect(wanted(fleet, present({ versions: new Map() }))).toEqual([]);
  });

  test('a tag that such a rule writes, too', () => {
    const fleet = `
tagging:
  - { name: known, on: lifecycle.create, tags: { a: created, b: created } }
  - { name: unknown, on: property, tags: { a: reported } }
`;
    expect(wanted(fleet, present())).toEqual(['b=created']);
  });

  test('a tag that says something of versions and of something else, because nobody knows which was later', () => {
    const fleet = `
tagging:
  - { name: version, on: ota.version, tags: { a: "\${moduleVersion}" } }
  - { name: status, on: status.online, tags: { a: online, b: online } }
`;
    expect(wanted(fleet, present())).toEqual(['b=online']);
  });

  test('a tag of which two modules say something else', () => {
    const fleet = 'tagging:\n  - { name: r, on: ota.version, tags: { v: "${moduleVersion}", seen: any } }\n';
    const two = new Map([
      ['default', '1.0'],
      ['mcu', '2.0'],
    ]);
    expect(wanted(fleet, present({ versions: two }))).toEqual(['seen=any']);
    expect(wanted(fleet, present())).toEqual(['seen=any', 'v=1.4.0']);
  });

  test('a tag of the time before a device came back, if going away may have changed it', () => {
    const fleet = `
tagging:
  - { name: made, on: lifecycle.create, tags: { a: made } }
  - { name: gone, on: status.offline, tags: { a: gone } }
`;
    const states = ['UNACTIVE', 'OFFLINE', 'ONLINE', 'DISABLE'] as const;
    expect(states.map((status) => wanted(fleet, present({ status })))).toEqual([
      ['a=made'],
      ['a=gone'],
      [],
      [],
    ]);
  });
});

describe('what a state implies', () => {
  const fleet = `
grouping:
  - { name: made, on: lifecycle.create, group: made_once }
  - { name: came, on: status.online, group: came_once }
  - { name: went, on: status.offline, group: went_once }
  - { name: early, on: [lifecycle.create, property], match: { deviceName: [{ prefix: sh- }] }, group: early_ones }
`;

  test.each([
    ['UNACTIVE', false, ['early_ones', 'made_once']],
    ['ONLINE', true, ['came_once', 'early_ones', 'made_once']],
    ['OFFLINE', true, ['came_once', 'early_ones', 'made_once', 'went_once']],
    ['DISABLE', true, ['came_once', 'early_ones', 'made_once']],
    ['DISABLE', false, ['early_ones', 'made_once']],
  ] as const)('%s (activated: %s)', (status, activated, groups) => {
    expect(wanted(fleet, present({ status, activated }))).toEqual(groups);
  });

  test('an update is not for a device that is shut out', () => {
    const upgrading = 'upgrading:\n  - { name: up, on: ota.version, firmware: { version: 2.0.0 } }\n';
    expect(wanted(upgrading, present())).toEqual(['upgrade']);
    expect(wanted(upgrading, present({ status: 'DISABLE' }))).toEqual([]);
  });
});

describe('silence', () => {
  const fleet = `
tagging:
  - { name: quiet, silent: 2h, tags: { activity: quiet } }
  - { name: dead, silent: 4h, tags: { activity: dead, since: "\${utcTime}" } }
  - { name: alive, on: property, tags: { activity: alive } }
  - { name: back, on: status.online, tags: { last: seen } }
disabling:
  - { name: lost, silent: 8h, match: { deviceName: [{ prefix: sh- }] } }
`;
  const offline = present({ status: 'OFFLINE' });
  const silentFor = (hours: number) => wanted(fleet, offline, now - hours * hour);

  test('is followed by the rules for so long a one, the later rule first, whatever the device said before', () => {
    const since = (hours: number) => `since=${new Date(now - hours * hour).toISOString()}`;
    expect(wanted(fleet, offline)).toEqual(['last=seen']);
    expect(silentFor(2)).toEqual(['activity=quiet', 'last=seen']);
    expect(silentFor(4)).toEqual(['activity=dead', 'last=seen', since(4)]);
    expect(silentFor(8)).toEqual(['activity=dead', 'disable', 'last=seen', since(8)]);
  });

  test('leaves alone a tag that it may have changed before the device was shut out', () => {
    const both = `
tagging:
  - { name: quiet, silent: 2h, tags: { activity: quiet } }
  - { name: back, on: status.online, tags: { activity: active } }
`;
    expect(wanted(both, present())).toEqual(['activity=active']);
    expect(wanted(both, present({ status: 'DISABLE' }))).toEqual([]);
  });
});

describe('differences', () => {
  const { name } = present();
  const reason = { rule: 'r', eventId: '1', time: 1 };
  const upgrade = {
    kind: 'upgrade',
    device: name,
    moduleName: 'default',
    firmware: { name: 'p' },
    reason,
  } as const;
  const known = {
    groupId: (path: string) => (path === 'sites' ? 'g1' : undefined),
    version: () => '2.0.0',
    isGiven: () => false,
  };

  test('are only what the device does not have', () => {
    const device = present({ groupIds: new Set(['g1']), tags: new Map([['a', '1']]) });
    const actions: Action[] = [
      { kind: 'group', device: name, path: 'sites', reason },
      { kind: 'group', device: name, path: 'others', reason },
      { kind: 'tag', device: name, tags: { a: '1', b: '2' }, reason },
      { kind: 'tag', device: name, tags: { a: '1' }, reason },
      { kind: 'disable', device: name, reason },
      upgrade,
    ];
    expect(differ(device, actions, known).flatMap(told)).toEqual(['others', 'b=2', 'disable', 'upgrade']);
  });

  test('are none where the device runs the version, was given the update, or is shut out already', () => {
    const runs = present({ versions: new Map([['default', '2.0.0']]) });
    expect(differ(runs, [upgrade], known)).toEqual([]);
    expect(differ(present(), [upgrade], { ...known, isGiven: () => true })).toEqual([]);
    expect(
      differ(present({ status: 'DISABLE' }), [{ kind: 'disable', device: name, reason }], known),
    ).toEqual([]);
  });
});
