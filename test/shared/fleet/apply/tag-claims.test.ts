import { expect, test } from 'vitest';
import { tagSlot } from '../../../../shared/fleet/keys.ts';
import type { Stamp, Store } from '../../../../shared/store/store.ts';
import { placedTag, tag } from './actions.ts';
import { setup } from './setup.ts';

const stamp = (time: number): Stamp => ({ time, by: 'a message' });
const slot = tagSlot({ productKey: 'p1', deviceName: 'd1' }, 'state');
const seconds = 1000;

/** As `setup`, with a platform that keeps the next call waiting until it is let go. */
function slowSetup() {
  const made = setup(['p1/d1']);
  const { platform, store } = made;
  let letGo = () => {};
  const waits = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let arrived = () => {};
  const isThere = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  let first = true;
  platform.before = async () => {
    if (!first) return undefined;
    first = false;
    arrived();
    await waits;
    return undefined;
  };
  const write = async (value: string, time: number, process: Store = store) => {
    await store.newest([{ slot, stamp: stamp(time) }]);
    const [outcome] = await made.apply([placedTag('p1/d1', { state: value }, stamp(time))], {
      store: process,
    });
    return outcome;
  };
  const state = () => platform.devices.get('p1/d1')?.tags.get('state');
  return { ...made, isThere, letGo, write, state, otherProcess: { ...store } };
}

test('values of one process are written one after the other, and the newest is there in the end', async () => {
  const { isThere, letGo, write, state } = slowSetup();
  const older = write('old', 1);
  await isThere;
  const newer = [write('newest', 3), write('new', 2)];
  letGo();
  expect(await older).toMatchObject({ result: 'done' });
  expect(await Promise.all(newer)).toMatchObject([{ result: 'done' }, { code: 'Superseded' }]);
  expect(state()).toBe('newest');
});

test('a value that is on its way holds up a newer one of another process, which is there in the end', async () => {
  const { isThere, letGo, write, state, otherProcess } = slowSetup();
  const older = write('old', 1);
  await isThere;
  expect(await write('new', 2, otherProcess)).toMatchObject({ result: 'failed', code: 'TagInHand' });
  letGo();
  expect(await older).toMatchObject({ result: 'done' });
  expect(await write('new', 2)).toMatchObject({ result: 'done' });
  expect(state()).toBe('new');
});

test('a value that a newer message has overtaken since it was decided on is not written', async () => {
  const { apply, store, platform } = setup(['p1/d1']);
  await store.newest([{ slot, stamp: stamp(2) }]);
  const outcomes = await apply([placedTag('p1/d1', { state: 'old', other: 'x' }, stamp(1))]);
  expect(outcomes).toMatchObject([{ result: 'done' }]);
  expect([...(platform.devices.get('p1/d1')?.tags ?? [])]).toEqual([['other', 'x']]);
  expect(await apply([placedTag('p1/d1', { state: 'old' }, stamp(1))])).toMatchObject([
    { result: 'unchanged', code: 'Superseded' },
  ]);
});

test('other tags of the device are written meanwhile, and tags that no message asked for at any time', async () => {
  const { isThere, letGo, write, apply } = slowSetup();
  const older = write('old', 1);
  await isThere;
  expect(await apply([placedTag('p1/d1', { other: 'x' }, stamp(2))])).toMatchObject([{ result: 'done' }]);
  expect(await apply([tag('p1/d1', { state: 'by hand' })])).toMatchObject([{ result: 'done' }]);
  letGo();
  await older;
});

test('whoever is stopped on the way holds up others for a minute at most', async () => {
  const { isThere, write, clock, state, otherProcess } = slowSetup();
  void write('old', 1); // and never comes back
  await isThere;
  clock.time += 59 * seconds;
  expect(await write('new', 2, otherProcess)).toMatchObject({ code: 'TagInHand' });
  clock.time += 1 * seconds;
  expect(await write('new', 2, otherProcess)).toMatchObject({ result: 'done' });
  expect(state()).toBe('new');
});

test('a value that may still arrive keeps the tag from others until it cannot any more', async () => {
  const { apply, platform, clock } = setup(['p1/d1']);
  platform.before = () => 'lost';
  const newest = placedTag('p1/d1', { state: 'new' }, stamp(1));
  expect(await apply([newest])).toMatchObject([{ result: 'failed' }]);
  platform.before = () => undefined;
  expect(await apply([newest])).toMatchObject([{ code: 'TagInHand' }]);
  clock.time += 60 * seconds;
  expect(await apply([newest])).toMatchObject([{ result: 'done' }]);
});

test('nothing is written when the store cannot say whose turn it is', async () => {
  const { apply, store, platform } = setup(['p1/d1']);
  store.before = (command) => {
    if (command === 'newest') throw new Error('the store is gone');
  };
  expect(await apply([placedTag('p1/d1', { state: 'new' }, stamp(1))])).toMatchObject([{ result: 'failed' }]);
  expect(platform.calls('SaveDeviceProp')).toEqual([]);
  store.before = () => {};
  expect(await apply([placedTag('p1/d1', { state: 'new' }, stamp(1))])).toMatchObject([{ result: 'done' }]);
});
