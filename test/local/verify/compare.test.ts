import { describe, expect, test } from 'vitest';
import { differences } from '../../../local/verify/compare.ts';
import type { FoundDevice } from '../../../local/verify/found.ts';
import type { ImpliedDevice } from '../../../local/verify/implied.ts';
import { summaryOf } from '../../../local/verify/summary.ts';

const firmware = { name: 'second', version: '2.0.0', moduleName: 'default' };
const update = { taskId: 't1', status: 'SUCCEEDED', firmware };

const implied: ImpliedDevice = {
  name: { productKey: 'a1', deviceName: 'sh-1' },
  groups: new Set(['sites/shanghai']),
  tags: new Map([['firmware', '2.0.0']]),
  disabled: false,
  online: true,
  firmware: new Map([['default', [{ version: '2.0.0' }]]]),
  updateEnds: new Map([['t1', 'SUCCEEDED']]),
};
const found: FoundDevice = {
  groups: new Set(['sites/shanghai']),
  tags: new Map([['firmware', '2.0.0']]),
  state: 'ONLINE',
  updates: [update],
};

const differ = (changedImplied: Partial<ImpliedDevice>, changedFound: Partial<FoundDevice> = {}) =>
  differences(
    { devices: new Map([['a1/sh-1', { ...implied, ...changedImplied }]]), faults: [] },
    new Map([['a1/sh-1', { ...found, ...changedFound }]]),
  );

describe('what is found is held against what is implied:', () => {
  test('alike, it differs in nothing', () => {
    expect(differ({})).toEqual([]);
  });

  const table: readonly [string, Partial<FoundDevice>, string][] = [
    ['a group is missing', { groups: new Set() }, 'sh-1 should be in the group sites/shanghai and is not.'],
    [
      'a group is too many',
      { groups: new Set(['sites/shanghai', 'gateways']) },
      'sh-1 is in the group gateways, which no rule says.',
    ],
    ['a tag is missing', { tags: new Map() }, 'sh-1 should have the tag firmware=2.0.0 and has no firmware.'],
    [
      'a tag has another value',
      { tags: new Map([['firmware', '1.4.2']]) },
      'sh-1 should have the tag firmware=2.0.0 and has firmware=1.4.2.',
    ],
    [
      'a tag is too many',
      { tags: new Map([...found.tags, ['owner', 'me']]) },
      'sh-1 has the tag owner=me, which no rule gives.',
    ],
    ['the state is another', { state: 'DISABLE' }, 'sh-1 should be ONLINE and is DISABLE.'],
    [
      'the update is missing',
      { updates: [] },
      'sh-1 should have an update of default to 2.0.0 and has none.',
    ],
    [
      'the update is there twice',
      { updates: [update, update] },
      'sh-1 should have an update of default to 2.0.0 once and has it 2 times.',
    ],
    [
      'another update is there as well',
      { updates: [update, { ...update, firmware: { ...firmware, version: '3.0.0' } }] },
      'sh-1 has an update of default to 3.0.0, which no rule asks for.',
    ],
    [
      'the update ended otherwise than its message said',
      { updates: [{ ...update, status: 'FAILED' }] },
      "sh-1's update of default to 2.0.0 has SUCCEEDED by its message and is FAILED.",
    ],
    [
      'the update hangs, though the device is online',
      { updates: [{ ...update, taskId: 't2', status: 'NOTIFIED' }] },
      "sh-1's update of default to 2.0.0 is NOTIFIED, and nothing tells why.",
    ],
  ];
  test.each(table)('%s', (_what, changed, sentence) => {
    expect(differ({}, changed)).toEqual([sentence]);
  });

  test('a device may be missing, or be there and unheard of', () => {
    expect(differences({ devices: new Map([['a1/sh-1', implied]]), faults: [] }, new Map())).toEqual([
      'sh-1 is not on the platform.',
    ]);
    expect(
      differences({ devices: new Map(), faults: ['A message is none.'] }, new Map([['a1/sh-1', found]])),
    ).toEqual(['A message is none.', 'a1/sh-1 is on the platform, and no message has told of it.']);
  });

  test('a device that is shut out has its update, which may wait until it is let in', () => {
    const shutOut = { disabled: true };
    expect(differ(shutOut, { state: 'DISABLE' })).toEqual([]);
    expect(differ(shutOut, { state: 'DISABLE', updates: [] })).toEqual([
      'sh-1 should have an update of default to 2.0.0 and has none.',
    ]);
    expect(
      differ(shutOut, { state: 'DISABLE', updates: [{ ...update, taskId: 't2', status: 'IN_PROGRESS' }] }),
    ).toEqual([]);
  });

  test('the update of a device that is away may wait for it', () => {
    const updates = [{ ...update, taskId: 't2', status: 'QUEUED' }];
    expect(differ({ online: false }, { state: 'OFFLINE', updates })).toEqual([]);
  });

  test('an update that was wanted earlier may be there, and the last one wanted has to be', () => {
    const wanted = new Map([['default', [{ version: '2.0.0' }, { name: 'third' }]]]);
    const third = { ...update, firmware: { ...firmware, name: 'third', version: '3.0.0' } };
    expect(differ({ firmware: wanted }, { updates: [update, third] })).toEqual([]);
    expect(differ({ firmware: wanted })).toEqual([
      'sh-1 should have an update of default to third and has none.',
    ]);
  });
});

test('the summary counts devices', () => {
  const devices = [
    found,
    { ...found, state: 'DISABLE', tags: new Map<string, string>() },
    { ...found, groups: new Set<string>(), updates: [{ ...update, status: 'FAILED' }] },
  ];
  expect(summaryOf(new Map(devices.map((device, index) => [String(index), device])))).toEqual({
    devices: 3,
    grouped: 2,
    tagged: 2,
    disabled: 1,
    upgraded: 2,
  });
});
