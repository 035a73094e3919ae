import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import type { Consumer } from '../../../../local/platform/consumer-group.ts';
import { createPlatform, type LocalPlatform } from '../../../../local/platform/create-platform.ts';
import { dropAllLines } from '../../../../local/platform/device/line.ts';
import type { Platform } from '../../../../local/platform/platform.ts';
import { State } from '../../../../local/platform/state/state.ts';
import { endingParts, stateParts } from '../../../../local/platform/state-file/parts.ts';
import { loadState, saveState } from '../../../../local/platform/state-file/state-file.ts';
import { SimulatedDevice } from '../device-side/simulated-device.ts';
import { answersOf } from './answers.ts';
import { must } from './ask.ts';
import { makeWorld, type World } from './world.ts';

const minute = 60_000;
let folder: string;
let file: string;
const opened: LocalPlatform[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'state-file-'));
  file = join(folder, 'state.jsonl');
});
afterEach(async () => {
  for (const { platform } of opened.splice(0)) await platform.objectStore.clear();
  rmSync(folder, { recursive: true });
});

interface Begun {
  readonly local: LocalPlatform;
  readonly clock: DrivenClock;
  readonly platform: Platform;
}

/** A platform that begins with what the file holds. */
async function begin(time: number, origin = 'http://127.0.0.1:2'): Promise<Begun> {
  const clock = new DrivenClock(time);
  const local = createPlatform({ clock, seed: 2, instanceId: 'iot-world' });
  opened.push(local);
  local.platform.objectStore.origin = origin;
  await loadState(local, file);
  return { local, clock, platform: local.platform };
}

/** Ends the platform of a world. */
function end({ local, platform }: World): void {
  opened.push(local);
  dropAllLines('The platform ends.', platform);
  saveState(local, file);
}

test('every part of the state is saved, or ends with the connections that it belongs to', () => {
  const saved = Object.keys(stateParts);
  expect([...saved, ...endingParts].sort()).toEqual(Object.keys(new State()).sort());
});

test('after an end and a new beginning, every question has the answer that it had', async () => {
  const world = await makeWorld();
  end(world);
  const { platform } = await begin(world.clock.now());
  const before = await answersOf(world.platform, world.platform);
  const after = await answersOf(platform, world.platform);
  expect(after.answers).toEqual(before.answers);
  // So that there is something to compare.
  expect(before.refused).toEqual([]);
});

test('what was loaded is saved as it was', async () => {
  const world = await makeWorld();
  end(world);
  const lines = () =>
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  const first = lines();
  const { local } = await begin(world.clock.now(), world.platform.objectStore.origin);
  saveState(local, file);
  expect(lines()).toEqual(first);
});

/** Takes all that a consumer group has, and says what that is. */
function takeAll({ state }: Platform, groupId: string): string[] {
  const taken: string[] = [];
  const consumer: Consumer = {
    clientId: 'client',
    since: 0,
    clientIp: '',
    room: () => 1,
    take(delivery) {
      const { messageId, topic, generateTime, payload } = delivery.message;
      taken.push(
        `${delivery.deliveryCount} ${messageId} ${topic} ${generateTime} ${payload.toString('latin1')}`,
      );
      delivery.settle('consumed');
    },
    drop: () => {},
  };
  const group = state.consumerGroups.get(groupId);
  group?.attach(consumer);
  group?.detach(consumer);
  return taken;
}

test('it goes on as if it had not ended: batches, retries, timeouts, schedules, rules, subscriptions', async () => {
  const world = await makeWorld();
  end(world);
  const begun = await begin(world.clock.now());
  const { basic } = world.products;
  const steps: ((platform: Platform, clock: DrivenClock) => void | Promise<void>)[] = [
    (_, clock) => clock.advance(1000),
    (platform) => {
      for (const name of ['dev1', 'dev3', 'dev5', 'batch_1']) online(platform, basic, name);
    },
    (_, clock) => clock.advance(11 * minute),
    (platform) => {
      const dev1 = online(platform, basic, 'dev1');
      dev1.send(`${dev1.path}/user/update`, { hello: 'rules' });
      const dev5 = online(platform, basic, 'dev5');
      dev5.send(`/ota/device/progress${dev5.path}`, { id: '1', params: { step: -3, desc: 'again' } });
      const dev3 = online(platform, basic, 'dev3');
      dev3.send(`/ota/device/inform${dev3.path}`, { id: '1', params: { version: '1.5.0' } });
    },
    async (platform) => {
      await must(platform, 'RegisterDevice', { ProductKey: basic, DeviceName: 'later' });
    },
    (_, clock) => clock.advance(30 * minute),
    (_, clock) => clock.advance(30 * minute),
    (_, clock) => clock.advance(130 * minute),
    (_, clock) => clock.advance(24 * 60 * minute),
  ];
  for (const step of steps) {
    await step(world.platform, world.clock);
    await step(begun.platform, begun.clock);
    const before = await answersOf(world.platform, world.platform);
    expect((await answersOf(begun.platform, world.platform)).answers).toEqual(before.answers);
  }
  for (const { groupId } of world.platform.state.consumerGroups.values()) {
    expect(takeAll(begun.platform, groupId)).toEqual(takeAll(world.platform, groupId));
  }
});

function online(platform: Platform, productKey: string, name: string): SimulatedDevice {
  const device = platform.state.products.get(productKey)?.devices.get(name);
  if (device === undefined) throw new Error(`there is no device ${name}`);
  return new SimulatedDevice(platform, device).connect();
}

test('messages that wait, and those that a client had in hand, come when it is back', async () => {
  const world = await makeWorld();
  const group = world.platform.state.consumerGroups.get('DEFAULT_GROUP');
  let room = 2;
  group?.attach({
    clientId: 'client',
    since: 0,
    clientIp: '',
    room: () => room,
    take: () => room--,
    drop: () => {},
  });
  const waiting = group?.accumulated ?? 0;
  end(world);
  const { platform } = await begin(world.clock.now());
  const taken = takeAll(platform, 'DEFAULT_GROUP');
  expect(taken.filter((one) => one.startsWith('1 ')).length).toBe(2);
  expect(taken.length).toBeGreaterThan(waiting);
  expect(taken.some((one) => one.endsWith('{"hello":"world"}'))).toBe(true);
  expect(taken.some((one) => one.endsWith('\xff\xfe\x00'))).toBe(true);
});

test('what fell due while the platform was down is made up for', async () => {
  const world = await makeWorld();
  end(world);
  const status = async ({ platform }: Begun) => {
    const { Data } = await must(platform, 'QueryOTAJob', { JobId: world.jobs.planned });
    return Data.JobStatus;
  };
  const hourLater = await begin(world.clock.now() + 61 * minute);
  hourLater.clock.advance(0);
  expect(await status(hourLater)).toBe('IN_PROGRESS');
  const laterYet = await begin(world.clock.now() + 181 * minute);
  laterYet.clock.advance(0);
  expect(await status(laterYet)).toBe('COMPLETED');
});

test('a clock that is driven goes on from when the platform ended', async () => {
  const world = await makeWorld();
  world.clock.advance(100 * 24 * 60 * minute);
  end(world);
  const { clock } = await begin(Date.UTC(2030, 0));
  expect(clock.now()).toBe(world.clock.now());
});

test('identifiers are not issued a second time, with the same seed either', async () => {
  const world = await makeWorld();
  end(world);
  const known = new Set([...world.platform.state.devices.all()].map(({ iotId }) => iotId));
  const { platform } = await begin(world.clock.now());
  const { Data } = await must(platform, 'RegisterDevice', { ProductKey: world.products.basic });
  expect(known.has(Data.IotId)).toBe(false);
  expect(Data.IotId.slice(0, 20)).toBe(world.platform.newId(20));
});

describe('uploaded files', () => {
  const bytesOf = ({ objectStore, state }: Platform, firmwareId: string) => {
    const [url = ''] = state.ota.firmware(firmwareId)?.content.files.map((one) => one.url) ?? [];
    const object = objectStore.find(url);
    return object === undefined ? undefined : readFileSync(object.path, 'utf8');
  };

  test('are there again, at the address where the object store is now', async () => {
    const world = await makeWorld();
    end(world);
    const { platform } = await begin(world.clock.now(), 'http://127.0.0.1:3');
    expect(bytesOf(platform, world.firmware)).toBe('the bytes of a package');
    expect(platform.state.ota.firmware(world.firmware)?.content.files[0]?.url).toMatch(
      /^http:\/\/127.0.0.1:3\//,
    );
  });

  test('stay with the package that uses them, and go when it goes', async () => {
    const world = await makeWorld();
    end(world);
    expect(readdirSync(`${file}.objects`).length).toBe(1);
    const { local, platform, clock } = await begin(world.clock.now());
    clock.advance(61 * minute);
    expect(bytesOf(platform, world.firmware)).toBe('the bytes of a package');
    await must(platform, 'CancelOTAStrategyByJob', { JobId: world.jobs.dynamic });
    await must(platform, 'CancelOTATaskByJob', {
      JobId: world.jobs.running,
      CancelQueuedTask: true,
      CancelInProgressTask: true,
      CancelNotifiedTask: true,
    });
    await must(platform, 'DeleteOTAFirmware', { FirmwareId: world.firmware });
    saveState(local, file);
    expect(readdirSync(folder)).toEqual(['state.jsonl']);
  });

  test('that are missing beside the file are named', async () => {
    const world = await makeWorld();
    end(world);
    const [name = ''] = readdirSync(`${file}.objects`);
    rmSync(join(`${file}.objects`, name));
    await expect(begin(world.clock.now())).rejects.toThrow(
      `${file}.objects/${name} is not there with the 22 bytes of an uploaded file.`,
    );
  });
});

describe('a file that is not right is refused, with the line and what is wrong there', () => {
  const head = {
    format: 'local IoT platform',
    version: 1,
    time: 0,
    identifiers: [1, 2, 3, 4],
  };
  const line = (kind: string, thing: unknown) => JSON.stringify([kind, thing]);
  const product = {
    productKey: 'a1',
    productSecret: 'very-secret',
    createdAt: 0,
    productName: 'one',
    description: '',
    released: false,
    duplicates: { sameTimestamp: false, sameValue: false },
    deleted: false,
    settings: {
      commodityCode: 'iothub',
      nodeType: 0,
      netType: 'WIFI',
      authType: 'secret',
      publishAuto: true,
      validateType: 1,
    },
    tags: [],
  };
  const device = {
    iotId: 'i1',
    product: 'a1',
    deviceName: 'one',
    deviceSecret: 'very-secret',
    createdAt: 0,
    ordinal: 0,
  };
  const began = line('state', head);
  const ended = (lines: number) => line('end', { lines });

  test.each<[string, readonly string[], string]>([
    ['an empty file', [], 'breaks off after line 0: it has no end.'],
    ['another file', ['{"name":"fleetkeeper"}'], 'line 1: it has to be ["kind", thing].'],
    ['no JSON', [began, '["product",{"productKey"'], 'line 2: it is no JSON: '],
    ['another format', [line('state', {})], 'line 1: it is no state file of a local IoT platform.'],
    [
      'a version to come',
      [line('state', { ...head, version: 2 })],
      'line 1: the file has the version 2; this platform reads the version 1.',
    ],
    [
      'a head without its time',
      [line('state', { ...head, time: undefined })],
      'line 1: state.time is required.',
    ],
    ['no end', [began], 'breaks off after line 1: it has no end.'],
    ['lines that are missing', [began, ended(3)], 'line 2: there are 1 lines before, and were 3.'],
    [
      'lines behind the end',
      [began, ended(1), '["product",{}]'],
      'line 3: there is nothing to follow the end.',
    ],
    ['a kind that is not known', [began, line('planet', {})], 'line 2: there is no kind of line "planet".'],
    [
      'a field that is missing',
      [began, line('product', { ...product, productName: undefined })],
      'line 2: product.productName is required.',
    ],
    [
      'a field that is not known',
      [began, line('product', { ...product, color: 'red' })],
      'line 2: product.color is not known.',
    ],
    [
      'a value of another type',
      [began, line('product', product), line('device', { ...device, createdAt: 'now' })],
      'line 3: device.createdAt must be a number, not a string.',
    ],
    [
      'a device of a product that is not there',
      [began, line('device', device)],
      'line 2: there is no product a1 in the lines before.',
    ],
    [
      'a category that is not there',
      [began, line('product', { ...product, settings: { ...product.settings, category: 'Moon' } })],
      'line 2: settings.category: there is no category Moon.',
    ],
    [
      'a rule that does not compile',
      [
        began,
        line('rule', {
          ruleId: 1,
          dataType: 'JSON',
          createdAt: 0,
          modifiedAt: 0,
          name: 'r',
          description: '',
          select: 'nothing(',
          topic: { productKey: 'a1', shortTopic: '+/user/update', topicType: 1 },
        }),
        line('runningRule', { rule: 1 }),
      ],
      'line 3: ',
    ],
  ])('%s', async (_, lines, message) => {
    writeFileSync(file, lines.map((one) => `${one}\n`).join(''));
    const loading = begin(0);
    await expect(loading).rejects.toThrow(message);
    await expect(loading).rejects.toMatchObject({ name: 'StateFileError' });
    await expect(loading).rejects.not.toThrow('very-secret');
  });
});
