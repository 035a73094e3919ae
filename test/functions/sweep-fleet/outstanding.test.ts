import { expect, test } from 'vitest';
import { outstanding } from '../../../functions/sweep-fleet/outstanding.ts';
import type { Action } from '../../../shared/fleet/action.ts';
import { enabledSlot, tagSlot, versionSlot } from '../../../shared/fleet/keys.ts';
import { createMemoryStore } from '../../../shared/store/memory.ts';

const asOf = 1_000;
const device = { productKey: 'a1', deviceName: 'meter-1' };
const reason = { rule: 'r', eventId: '1', time: asOf };
const actions: readonly Action[] = [
  { kind: 'group', device, path: 'sites', reason },
  { kind: 'tag', device, tags: { a: '1', b: '2' }, reason },
  { kind: 'upgrade', device, moduleName: 'default', firmware: { version: '2' }, reason },
  { kind: 'disable', device, reason },
];
const slots = [tagSlot(device, 'a'), versionSlot(device, 'default'), enabledSlot(device)];

test('what newer messages have said is left to them', async () => {
  const store = createMemoryStore();
  const stamp = { time: asOf + 1, by: 'message' };
  await store.newest(slots.map((slot) => ({ slot, stamp })));
  expect(await outstanding(actions, store, asOf, true)).toEqual([
    { kind: 'group', device, path: 'sites', reason },
    { kind: 'tag', device, tags: { b: '2' }, reason },
  ]);
});

test('what older messages have said does not stand in the way, and tags are noted unless it is a dry run', async () => {
  const store = createMemoryStore();
  const stamp = { time: asOf, by: 'message' };
  await store.newest(slots.map((slot) => ({ slot, stamp })));
  expect(await outstanding(actions, store, asOf, false)).toEqual(actions);
  const unnoted = await store.newest([{ slot: tagSlot(device, 'b') }]);
  expect(unnoted).toEqual([undefined]);
  expect(await outstanding(actions, store, asOf, true)).toEqual(actions);
  const noted = await store.newest([{ slot: tagSlot(device, 'b') }, { slot: enabledSlot(device) }]);
  expect(noted).toEqual([{ time: asOf, by: 'sweep' }, stamp]);
});
