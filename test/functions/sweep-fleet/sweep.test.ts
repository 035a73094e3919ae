import { describe, expect, test } from 'vitest';
import { sqlWalk } from '../../../functions/sweep-fleet/sql-walk.ts';
import { DrivenClock, machineClock } from '../../../local/platform/clock.ts';
import { enableDevice } from '../../../local/platform/device/lifecycle.ts';
import { tagSlot } from '../../../shared/fleet/keys.ts';
import { type Swept, startSwept } from './sweeping.ts';

const fleet = `
grouping:
  - { name: shanghai, on: lifecycle.create, match: { deviceName: [{ prefix: sh- }] }, group: sites/shanghai }
  - { name: seen, on: status.online, group: seen_once }
tagging:
  - { name: firmware, on: ota.version, match: { moduleName: [default] }, tags: { firmware: "\${moduleVersion}" } }
  - { name: online, on: status.online, tags: { state: online } }
  - { name: offline, on: status.offline, tags: { state: offline } }
upgrading:
  - { name: to-2, on: ota.version, match: { moduleName: [default], moduleVersion: [{ version: "<2.0.0" }] }, firmware: { version: 2.0.0 } }
`;

const day = 86_400_000;

async function jobsOf({ served }: Swept, firmwareId: string): Promise<string[]> {
  const { Data } = await served.must('ListOTAJobByFirmware', {
    FirmwareId: firmwareId,
    CurrentPage: 1,
    PageSize: 10,
  });
  return Data.SimpleOTAJobInfo.map(({ JobId }: { JobId: string }) => JobId);
}

async function tasksOf(swept: Swept, firmwareId: string): Promise<string[]> {
  const names: string[] = [];
  for (const JobId of await jobsOf(swept, firmwareId)) {
    const tasks = await swept.served.must('ListOTATaskByJob', { JobId, CurrentPage: 1, PageSize: 100 });
    for (const { DeviceName } of tasks['Data'].SimpleOTATaskInfo) names.push(DeviceName);
  }
  return names.sort();
}

test('puts right groups, tags and firmware that no message has told of, and then has nothing left to do', async () => {
  const swept = await startSwept();
  const firmwareId = await swept.firmware('2.0.0');
  const online = swept.device('sh-meter-1').connect().report('1.4.0').report('0.9', 'mcu');
  const offline = swept.device('bj-meter-1').connect().report('2.0.0').disconnect();
  const never = swept.device('sh-meter-2');

  expect(await swept.sweep(fleet)).toEqual({
    devices: 3,
    failed: 0,
    differences: { group: 4, tag: 4, upgrade: 1 },
    outcomes: { group: { done: 4 }, tag: { done: 4 }, upgrade: { done: 1 } },
    complete: true,
    stopped: [],
  });
  expect([online.groups, online.tags]).toEqual([
    ['seen_once', 'shanghai'],
    { firmware: '1.4.0', state: 'online' },
  ]);
  expect([offline.groups, offline.tags]).toEqual([['seen_once'], { firmware: '2.0.0', state: 'offline' }]);
  expect([never.groups, never.tags]).toEqual([['shanghai'], {}]);
  expect(await tasksOf(swept, firmwareId)).toEqual(['sh-meter-1']);

  swept.written.length = 0;
  expect(await swept.sweep(fleet)).toMatchObject({
    devices: 3,
    differences: {},
    outcomes: {},
    complete: true,
  });
  expect(swept.written).toEqual([]);
});

test('knows by the platform, and not only by its store, which update a device was given', async () => {
  const swept = await startSwept();
  const firmwareId = await swept.firmware('2.0.0');
  swept.device('sh-meter-1').connect().report('1.4.0');
  await swept.sweep(fleet);
  const { store } = await startSwept();
  swept.written.length = 0;
  expect(await swept.sweep(fleet, { store })).toMatchObject({ differences: {} });
  expect(swept.written).toEqual([]);
  expect(await tasksOf(swept, firmwareId)).toEqual(['sh-meter-1']);
});

test('compares a package that a rule names by its name by the version that it brings', async () => {
  const swept = await startSwept();
  await swept.firmware('2.0.0', 'meters');
  swept.device('sh-meter-1').connect().report('2.0.0');
  swept.device('sh-meter-2').connect().report('1.0.0');
  const byName = 'upgrading:\n  - { name: up, on: ota.version, firmware: { name: meters } }\n';
  expect(await swept.sweep(byName)).toMatchObject({
    differences: { upgrade: 1 },
    outcomes: { upgrade: { done: 1 } },
  });
});

test('a dry run says each action and writes nothing', async () => {
  const swept = await startSwept();
  await swept.firmware('2.0.0');
  swept.device('sh-meter-1').connect().report('1.4.0');
  swept.written.length = 0;
  const before = { ...swept.store, remember: never, claim: never, release: never, forget: never };
  const sum = await swept.sweep(fleet, { dryRun: true, store: before });
  expect(sum).toMatchObject({ differences: { group: 2, tag: 2, upgrade: 1 }, outcomes: {} });
  expect(swept.written).toEqual([]);
  const said = swept.lines.filter(({ message }) => message === 'A sweep would do this.');
  expect(said).toHaveLength(5);
  expect(said[0]).toEqual({
    level: 'INFO',
    message: 'A sweep would do this.',
    action: 'group',
    wanted: { path: 'sites/shanghai' },
    productKey: swept.product.productKey,
    deviceName: 'sh-meter-1',
    rule: 'shanghai',
  });
  const [slot] = await swept.store.newest([
    { slot: tagSlot({ productKey: swept.product.productKey, deviceName: 'sh-meter-1' }, 'firmware') },
  ]);
  expect(slot).toBeUndefined();
});

async function never(): Promise<never> {
  throw new Error('a dry run writes nothing');
}

test('stops in time and goes on from there at the next tick', async () => {
  const swept = await startSwept();
  for (let number = 0; number < 120; number += 1) swept.device(`sh-meter-${number}`);
  // Over after the first page.
  let asked = 0;
  const walk: typeof sqlWalk = async function* (...how) {
    for await (const page of sqlWalk(...how)) {
      asked += 1;
      yield page;
    }
  };
  const now = Date.now();
  const first = await swept.sweep(fleet, { walk, now: () => now + asked, stopAt: now + 1 });
  expect(first).toMatchObject({
    devices: 50,
    outcomes: { group: { done: 50 } },
    complete: false,
    stopped: [{ productKey: swept.product.productKey, isToGoOn: true }],
  });
  const second = await swept.sweep(fleet, { walk });
  expect(second).toMatchObject({ devices: 70, outcomes: { group: { done: 70 } }, complete: true });
  expect(await swept.sweep(fleet)).toMatchObject({ devices: 120, differences: {} });
});

test('says of a product that has no devices that its key may be wrong', async () => {
  const swept = await startSwept();
  expect(await swept.sweep(fleet, { productKeys: ['a1mistyped0'] })).toMatchObject({
    devices: 0,
    complete: true,
  });
  expect(swept.lines).toContainEqual(
    expect.objectContaining({
      level: 'WARN',
      productKey: 'a1mistyped0',
      message: expect.stringContaining('no devices'),
    }),
  );
});

test('an update that failed is wanted again after a day, and not before', async () => {
  const clock = new DrivenClock(Date.now() - 3 * day);
  const swept = await startSwept({ clock });
  const firmwareId = await swept.firmware('2.0.0');
  const { device } = swept.device('sh-meter-1').connect().report('1.4.0');
  await swept.sweep(fleet);
  const [JobId] = await jobsOf(swept, firmwareId);
  await swept.served.must('CancelOTATaskByJob', { JobId, CancelQueuedTask: true, CancelNotifiedTask: true });
  // What the store knows is not what counts here.
  const other = await startSwept();
  clock.advance(day - 60_000);
  expect(await swept.sweep(fleet, { store: other.store })).toMatchObject({ differences: {} });
  clock.advance(60_000);
  expect(await swept.sweep(fleet, { store: other.store })).toMatchObject({
    outcomes: { upgrade: { done: 1 } },
  });
  expect(await tasksOf(swept, firmwareId)).toEqual([device.deviceName, device.deviceName]);
});

test('two sweeps do not run at once, and one that crashed does not stand in the way for ever', async () => {
  const swept = await startSwept();
  swept.device('sh-meter-1');
  const both = await Promise.all([swept.sweep(fleet), swept.sweep(fleet)]);
  expect(both.map(({ complete }) => complete).sort()).toEqual([false, true]);
  expect(swept.lines).toContainEqual(
    expect.objectContaining({ level: 'WARN', message: 'Another sweep is under way, and this one ends.' }),
  );
  await swept.store.claim([{ key: 'sweep-fleet', owner: 'crashed', holdFor: 60_000 }], Date.now());
  expect(await swept.sweep(fleet)).toMatchObject({ complete: false, stopped: [{ isToGoOn: false }] });
  const later = () => Date.now() + 60_000;
  expect(await swept.sweep(fleet, { now: later })).toMatchObject({ complete: true });
});

test('a device whose call fails does not stop the sweep, and a product that is not there not its neighbour', async () => {
  const swept = await startSwept();
  const devices = [swept.device('sh-meter-1').connect(), swept.device('sh-meter-2').connect()];
  swept.served.platform.faults.set({
    of: 'calls',
    operation: 'SaveDeviceProp',
    error: { status: 200, code: 'iot.device.NotExistedDevice' },
    at: 'before',
    times: 1,
    probability: 1,
    drop: false,
  });
  swept.served.platform.faults.set({
    of: 'calls',
    operation: 'QueryDeviceBySQL',
    error: { status: 200, code: 'iot.prod.NotExistedProduct' },
    at: 'before',
    times: 1,
    probability: 1,
    drop: false,
  });
  const sum = await swept.sweep(fleet, { productKeys: ['a1none00000', swept.product.productKey] });
  expect(sum).toMatchObject({
    devices: 2,
    outcomes: { tag: { done: 1, refused: 1 }, group: { done: 4 } },
    complete: false,
    stopped: [
      { productKey: 'a1none00000', reason: expect.stringContaining('NotExistedProduct'), isToGoOn: false },
    ],
  });
  expect(swept.lines.at(-1)).toMatchObject({ level: 'ERROR', message: 'The sweep is over.' });
  await swept.sweep(fleet);
  expect(devices.map(({ tags }) => tags)).toEqual([{ state: 'online' }, { state: 'online' }]);
});

describe('silence', () => {
  const silence = `
tagging:
  - { name: quiet, silent: 7d, tags: { activity: quiet, quietSince: "\${utcTime}" } }
  - { name: back, on: status.online, tags: { activity: active } }
disabling:
  - { name: lost, silent: 30d, match: { deviceName: [{ prefix: sh- }] }, tags: { disabledBecause: lost } }
`;

  test('a device is silent when it is offline since so long; one that was never online is not', async () => {
    const clock = new DrivenClock(Date.now() - 40 * day);
    const swept = await startSwept({ clock, callersClock: machineClock });
    const [lost, back, elsewhere, never] = ['sh-lost-1', 'sh-back-1', 'bj-lost-1', 'sh-never-1'].map(
      swept.device,
    );
    for (const one of [lost, back, elsewhere]) one?.connect();
    clock.advance(1_000);
    const since = new Date(clock.now()).toISOString();
    for (const one of [lost, back, elsewhere]) one?.disconnect();
    // The state is that of a minute ago: what was changed since may not be seen yet.
    clock.advance(7 * day - 1 + 60_000);
    expect(await swept.sweep(silence)).toMatchObject({ differences: {} });
    clock.advance(1);
    await swept.sweep(silence);
    expect([lost?.tags, never?.tags]).toEqual([{ activity: 'quiet', quietSince: since }, {}]);
    clock.advance(23 * day - 1);
    back?.connect();
    await swept.sweep(silence);
    expect([lost?.device.status, back?.tags['activity']]).toEqual(['OFFLINE', 'active']);
    clock.advance(1);
    await swept.sweep(silence);
    expect([lost, back, elsewhere, never].map((one) => one?.device.status)).toEqual([
      'DISABLE',
      'ONLINE',
      'OFFLINE',
      'UNACTIVE',
    ]);
    expect(lost?.tags).toEqual({ activity: 'quiet', quietSince: since, disabledBecause: 'lost' });
    swept.written.length = 0;
    await swept.sweep(silence);
    expect(swept.written).toEqual([]);
  });

  test('a device of which the platform does not tell is left out, and found by the next sweep', async () => {
    const clock = new DrivenClock(Date.now() - 40 * day);
    const swept = await startSwept({ clock, callersClock: machineClock });
    const devices = ['bj-lost-1', 'bj-lost-2'].map((name) => swept.device(name).connect().disconnect());
    clock.advance(10 * day);
    swept.served.platform.faults.set({
      of: 'calls',
      operation: 'GetDeviceStatus',
      error: { status: 200, code: 'iot.device.QueryDeviceActionError' },
      at: 'before',
      times: 1,
      probability: 1,
      drop: false,
    });
    expect(await swept.sweep(silence)).toMatchObject({ devices: 2, failed: 1, complete: true });
    const quiet = () => devices.filter(({ tags }) => tags['activity'] === 'quiet').length;
    expect(quiet()).toBe(1);
    expect(await swept.sweep(silence)).toMatchObject({ failed: 0 });
    expect(quiet()).toBe(2);
  });

  test('silence counts anew when somebody lets a device in', async () => {
    const clock = new DrivenClock(Date.now() - 80 * day);
    const swept = await startSwept({ clock, callersClock: machineClock });
    const { platform } = swept.served;
    const lost = swept.device('sh-lost-1').connect().disconnect();
    clock.advance(31 * day);
    await swept.sweep(silence);
    expect(lost.device.status).toBe('DISABLE');
    enableDevice(lost.device, platform);
    clock.advance(day);
    await swept.sweep(silence);
    expect(lost.device.status).toBe('OFFLINE');
    clock.advance(30 * day);
    await swept.sweep(silence);
    expect(lost.device.status).toBe('DISABLE');
  });
});

test('a message that is newer than the state has the last word, and an older one that comes late has not', async () => {
  const swept = await startSwept();
  const { device } = swept.device('sh-meter-1').connect().report('1.4.0');
  const slot = tagSlot({ productKey: swept.product.productKey, deviceName: device.deviceName }, 'firmware');
  await swept.store.newest([{ slot, stamp: { time: Date.now(), by: 'message' } }]);
  const tags = fleet.slice(0, fleet.indexOf('upgrading'));
  await swept.sweep(tags);
  expect(device.tags.map(({ key }) => key)).toEqual(['state']);
  const later = () => Date.now() + 120_000;
  await swept.sweep(tags, { now: later });
  expect(device.tags.map(({ key }) => key)).toEqual(['state', 'firmware']);
  const [stamp] = await swept.store.newest([{ slot }]);
  expect(stamp).toMatchObject({ by: 'sweep' });
});
