import { describe, expect, test } from 'vitest';
import type { ApplyClient } from '../../../shared/fleet/apply.ts';
import { IotError } from '../../../shared/iot/errors.ts';
import { disable, enable, group, tag, upgrade } from './apply/actions.ts';
import { minutes, names, results, setup } from './apply/setup.ts';

describe('apply', () => {
  test('gives each action its outcome, in the order of the actions', async () => {
    const { platform, apply } = setup(['p1/d1', 'p1/d2']);
    platform.addPackage({ FirmwareId: 'f2' });
    const actions = [
      upgrade('p1/d1', { version: '2.0.0' }),
      disable('p1/d2'),
      tag('p1/d2', { why: 'flapping' }),
      group('p1/d1', 'sites/shanghai'),
      tag('p1/gone', { a: '1' }),
      enable('p1/d2', { time: 1 }),
    ];
    const outcomes = await apply(actions);
    expect(outcomes.map(({ action }) => action)).toEqual(actions);
    expect(results(outcomes)).toEqual(['done', 'done', 'done', 'done', 'refused', 'unchanged']);
    expect(outcomes[4]).toMatchObject({ code: 'iot.device.NotExistedDevice' });
    expect(platform.devices.get('p1/d2')).toMatchObject({
      enabled: false,
      tags: new Map([['why', 'flapping']]),
    });
    expect(platform.membersOf('sites/shanghai')).toEqual(['p1/d1']);
  });

  test('makes no call for no actions', async () => {
    const { platform, apply } = setup();
    expect(await apply([])).toEqual([]);
    expect(platform.log).toEqual([]);
  });

  test('gives actions that want the same thing one call and the same outcome', async () => {
    const { platform, apply } = setup(['p1/d1']);
    const twice = [disable('p1/d1'), tag('p1/d1', { a: '1' }), group('p1/d1', 'fleet')];
    expect(new Set(results(await apply([...twice, ...twice])))).toEqual(new Set(['done']));
    expect(platform.log.map(({ operation }) => operation).sort()).toEqual([
      'BatchAddDeviceGroupRelations',
      'CreateDeviceGroup',
      'DisableThing',
      'QueryDeviceGroupList',
      'SaveDeviceProp',
    ]);
  });

  test('tags and groups a device before it shuts it out, and shuts it out though that fails', async () => {
    const { platform, apply } = setup(['p1/d1']);
    platform.before = (operation) => (operation === 'SaveDeviceProp' ? 'throttled' : undefined);
    const outcomes = await apply([disable('p1/d1'), group('p1/d1', 'fleet'), tag('p1/d1', { a: '1' })]);
    expect(results(outcomes)).toEqual(['done', 'done', 'failed']);
    expect(platform.log.at(-1)?.operation).toBe('DisableThing');
  });

  test('counts what is throttled or unanswered as failed, with code and message', async () => {
    const { platform, apply } = setup(['p1/d1', 'p1/d2']);
    platform.before = (_, { DeviceName }) => (DeviceName === 'd1' ? 'throttled' : 'lost');
    expect(await apply([disable('p1/d1'), disable('p1/d2')])).toMatchObject([
      { result: 'failed', code: 'Throttling.User', message: expect.stringContaining('DisableThing') },
      { result: 'failed', code: 'Client.Timeout' },
    ]);
  });

  test('fails, rather than loses, actions that are behind the deadline', async () => {
    const { platform, clock, apply } = setup(names(3));
    const deadline = clock.time + 10;
    platform.before = () => {
      clock.time += 10;
      return undefined;
    };
    const outcomes = await apply(
      names(3).map((key) => disable(key)),
      { deadline, atOnce: 1 },
    );
    expect(results(outcomes)).toEqual(['done', 'failed', 'failed']);
    expect(outcomes[1]).toMatchObject({ code: 'DeadlinePassed' });
  });

  test('fails what is not begun when it is aborted', async () => {
    const { platform, apply } = setup(['p1/d1']);
    const outcomes = await apply([disable('p1/d1')], { signal: AbortSignal.abort() });
    expect(outcomes).toMatchObject([{ result: 'failed', code: 'Aborted' }]);
    expect(platform.log).toEqual([]);
  });

  test('has no more calls of one operation under way than it is told, and does not hold up others', async () => {
    const { platform, apply } = setup(names(20));
    const underway = { SaveDeviceProp: 0, DisableThing: 0 };
    let most = 0;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    platform.before = async (operation) => {
      if (operation !== 'SaveDeviceProp') {
        // Calls of another operation get through while all places of this one are taken.
        if (underway.SaveDeviceProp === 4) release();
        return undefined;
      }
      underway.SaveDeviceProp += 1;
      most = Math.max(most, underway.SaveDeviceProp);
      await held;
      underway.SaveDeviceProp -= 1;
      return undefined;
    };
    const actions = [
      ...names(10).map((key) => tag(key, { a: '1' })),
      ...names(10, 11).map((key) => disable(key)),
    ];
    expect(new Set(results(await apply(actions, { atOnce: 4 })))).toEqual(new Set(['done']));
    expect(most).toBe(4);
  });

  test('fails, rather than refuses, what an account without the permission asks for', async () => {
    const { platform, apply } = setup(['p1/d1']);
    platform.before = (operation) => {
      throw new IotError({ operation, code: 'Forbidden.RAM', reason: 'not allowed', httpStatus: 403 });
    };
    expect(results(await apply([disable('p1/d1')]))).toEqual(['failed']);
  });
});

describe('tags', () => {
  test('of a device are saved in one call', async () => {
    const { platform, apply } = setup(['p1/d1']);
    await apply([tag('p1/d1', { a: '1' }), tag('p1/d1', { b: '2' }), tag('p1/d1', { a: '3' })]);
    expect(platform.calls('SaveDeviceProp')).toEqual([
      { ProductKey: 'p1', DeviceName: 'd1', Props: '{"a":"3","b":"2"}' },
    ]);
  });

  test('that the platform objects to do not fail their neighbours', async () => {
    const { platform, apply } = setup(['p1/d1']);
    const outcomes = await apply([
      tag('p1/d1', { a: '1', b: '2' }),
      tag('p1/d1', { 'not a key': 'x' }),
      tag('p1/d1', { c: '3' }),
    ]);
    expect(results(outcomes)).toEqual(['done', 'refused', 'done']);
    expect(outcomes[1]).toMatchObject({ code: 'iot.device.InvalidFormattedDevicePropertyKey' });
    expect([...(platform.devices.get('p1/d1')?.tags.keys() ?? [])].sort()).toEqual(['a', 'b', 'c']);
  });

  test('of a device that is gone are refused with one call', async () => {
    const { platform, apply } = setup();
    expect(results(await apply([tag('p1/d1', { a: '1' }), tag('p1/d1', { b: '1' })]))).toEqual([
      'refused',
      'refused',
    ]);
    expect(platform.log).toHaveLength(1);
  });

  test('have the worst outcome of the calls that they are spread over', async () => {
    const { platform, apply } = setup(['p1/d1']);
    platform.before = (_, { Props }) => (String(Props).includes('"t99"') ? undefined : 'throttled');
    const tags = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`t${index}`, 'x']));
    expect(results(await apply([tag('p1/d1', tags), tag('p1/d1', { t1: 'x' })]))).toEqual(['failed', 'done']);
  });
});

describe('groups', () => {
  const members = (count: number, path = 'sites/shanghai') => names(count).map((key) => group(key, path));

  test('are made when missing, level by level, and looked up once', async () => {
    const { platform, store, apply } = setup(names(450));
    await apply(members(450, 'sites/china/shanghai'));
    await apply(members(3, 'sites/china/beijing'));
    expect(platform.membersOf('sites/china/shanghai')).toHaveLength(450);
    expect(platform.calls('CreateDeviceGroup').map(({ GroupName }) => GroupName)).toEqual([
      'sites',
      'china',
      'shanghai',
      'beijing',
    ]);
    // A group that was just made has no subgroups to look for.
    expect(platform.calls('QueryDeviceGroupList')).toHaveLength(2);
    expect(platform.calls('BatchAddDeviceGroupRelations')).toHaveLength(4);

    // A process that shares the store, and nothing else, knows them too.
    await apply(members(450, 'sites/china/shanghai'), { store: { ...store } });
    expect(platform.calls('QueryDeviceGroupList')).toHaveLength(2);
  });

  test('are found by their exact name, not by one that contains it', async () => {
    const { platform, apply } = setup(names(1));
    platform.makeGroup('shanghai_old');
    const wanted = platform.makeGroup('shanghai');
    platform.makeGroup('shanghai_new');
    expect(results(await apply([group('p1/d1', 'shanghai')]))).toEqual(['done']);
    expect([...wanted.members]).toEqual(['p1/d1']);
  });

  test('are one when two processes make the same at once', async () => {
    const { platform, apply } = setup(names(2));
    const other = setup();
    let waiting: (() => void)[] = [];
    // Both have looked, and found nothing, before either of them makes it.
    platform.before = async (operation, { GroupName }) => {
      if (operation === 'CreateDeviceGroup' && GroupName === 'sites' && platform.groups.size === 0) {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          if (waiting.length === 2) for (const go of waiting) go();
        });
        waiting = [];
      }
      return undefined;
    };
    const outcomes = await Promise.all([
      apply([group('p1/d1', 'sites/shanghai')]),
      other.apply([group('p1/d2', 'sites/shanghai')], { iot: platform }),
    ]);
    expect(outcomes.map(results)).toEqual([['done'], ['done']]);
    expect([...platform.groups.values()].map(({ name }) => name).sort()).toEqual(['shanghai', 'sites']);
    expect(platform.membersOf('sites/shanghai')).toEqual(names(2));
  });

  test('whose name is taken in another place are refused, and the message says where', async () => {
    const { platform, apply } = setup(names(1));
    const china = platform.makeGroup('china');
    platform.makeGroup('shanghai', china.id);
    const outcomes = await apply([
      group('p1/d1', 'sites/shanghai'),
      group('p1/d1', 'shanghai'),
      group('p1/d1', 'x/china'),
    ]);
    expect(results(outcomes)).toEqual(['refused', 'refused', 'refused']);
    expect(outcomes.map(({ message }) => message)).toEqual([
      expect.stringContaining('there is a group shanghai under china'),
      expect.stringContaining('there is a group shanghai under china'),
      expect.stringMatching(/GroupName/),
    ]);
    const [taken] = await apply([group('p1/d1', 'sites/china')]);
    expect(taken).toMatchObject({
      result: 'refused',
      message: expect.stringContaining('on the first level'),
    });
  });

  test('that were deleted since are made anew, with those above them', async () => {
    const { platform, apply } = setup(names(3));
    await apply([group('p1/d1', 'sites/shanghai')]);
    platform.groups.clear();
    expect(results(await apply(members(3)))).toEqual(['done', 'done', 'done']);
    expect(platform.membersOf('sites/shanghai')).toEqual(names(3));

    // Only those above are remembered, and gone.
    platform.groups.clear();
    expect(results(await apply(members(1, 'sites/beijing')))).toEqual(['done']);
    expect(platform.membersOf('sites/beijing')).toEqual(names(1));
  });

  test('report devices that were in them before as unchanged', async () => {
    const { apply } = setup(names(2));
    await apply(members(2));
    expect(results(await apply(members(2)))).toEqual(['unchanged', 'unchanged']);
  });

  test.each([{ refusesUnknownDevices: true }, { refusesUnknownDevices: false }])(
    'take 200 devices though some are gone or in ten groups ($refusesUnknownDevices)',
    async ({ refusesUnknownDevices }) => {
      const keys = names(200);
      const gone = new Set(['p1/d17', 'p1/d18', 'p1/d200']);
      const full = new Set(['p1/d1', 'p1/d120']);
      const { platform, apply } = setup(keys.filter((key) => !gone.has(key)));
      platform.refusesUnknownDevices = refusesUnknownDevices;
      for (let index = 0; index < 10; index++) {
        const other = platform.makeGroup(`other_${index}`);
        for (const key of full) other.members.add(key);
      }
      const outcomes = await apply(members(200));
      expect(
        outcomes.filter(({ result }) => result === 'refused').map(({ action }) => action.device.deviceName),
      ).toEqual(['d1', 'd17', 'd18', 'd120', 'd200']);
      expect(outcomes.filter(({ result }) => result === 'done')).toHaveLength(195);
      expect(outcomes[0]?.message).toContain('ten groups');
      expect(platform.membersOf('sites/shanghai')).toHaveLength(195);
      expect(platform.calls('BatchAddDeviceGroupRelations').length).toBeLessThan(55);
    },
  );

  test('find one device that is gone among 200 with nine further calls at most', async () => {
    const { platform, apply } = setup(names(199));
    const outcomes = await apply(members(200));
    expect(results(outcomes).filter((result) => result === 'done')).toHaveLength(199);
    expect(outcomes[199]).toMatchObject({ result: 'refused', message: 'the platform knows no such device' });
    expect(platform.calls('BatchAddDeviceGroupRelations').length).toBeLessThanOrEqual(10);
  });

  test('fail when the store cannot be read, without a call', async () => {
    const { platform, store, apply } = setup(names(1));
    store.before = () => {
      throw new Error('the store is gone');
    };
    expect(await apply(members(1))).toMatchObject([{ result: 'failed', message: 'the store is gone' }]);
    expect(platform.log).toEqual([]);
  });
});

describe('updates', () => {
  const to2 = (count: number, from = 1) =>
    names(count, from).map((key) => upgrade(key, { version: '2.0.0' }));

  test('of up to 200 devices are one batch, with a package looked up once', async () => {
    const { platform, apply } = setup(names(401));
    platform.addPackage({ FirmwareId: 'f2' });
    expect(new Set(results(await apply(to2(400))))).toEqual(new Set(['done']));
    expect(results(await apply(to2(1, 401)))).toEqual(['done']);
    expect(platform.batches.map(({ tasks }) => tasks.length)).toEqual([200, 200, 1]);
    expect(platform.calls('ListOTAFirmware')).toHaveLength(1);
    expect(platform.calls('ListOTAJobByFirmware')).toEqual([]);
    expect(platform.calls('CreateOTAStaticUpgradeJob')[0]).toMatchObject({
      FirmwareId: 'f2',
      ProductKey: 'p1',
      TargetSelection: 'SPECIFIC',
      OverwriteMode: 2,
      Tag: [{ Key: 'fleetkeeper.batch', Value: expect.stringMatching(/^.{22}$/) }],
    });
  });

  test('to one package that is named in two ways are one batch', async () => {
    const { platform, apply } = setup(names(2));
    platform.addPackage({ FirmwareId: 'f2', FirmwareName: 'two' });
    await apply([upgrade('p1/d1', { version: '2.0.0' }), upgrade('p1/d2', { name: 'two' })]);
    expect(platform.batches).toHaveLength(1);
  });

  test('take the package of the module, a usable one before others', async () => {
    const { platform, apply } = setup(names(1));
    platform.addPackage({ FirmwareId: 'wifi', ModuleName: 'wifi' });
    platform.addPackage({ FirmwareId: 'unverified', Status: 0 });
    platform.addPackage({ FirmwareId: 'delta', Type: 1 });
    platform.addPackage({ FirmwareId: 'full', Status: -1, ModuleName: 'default' });
    platform.addPackage({ FirmwareId: 'other', ProductKey: 'p2' });
    await apply(to2(1));
    expect(platform.batches).toMatchObject([{ FirmwareId: 'full' }]);
  });

  test.each([
    ['is missing', undefined, 'refused', 'PackageNotFound'],
    ['is not verified', 0, 'refused', 'PackageNotVerified'],
    ['failed its verification', 3, 'refused', 'PackageNotVerified'],
    ['is being verified', 2, 'failed', 'PackageBeingVerified'],
  ] as const)('are not made when the package %s', async (_, status, result, code) => {
    const { platform, clock, apply } = setup(names(1));
    if (status !== undefined) platform.addPackage({ FirmwareId: 'f2', Status: status });
    expect(await apply(to2(1))).toMatchObject([{ result, code }]);
    expect(platform.calls('CreateOTAStaticUpgradeJob')).toEqual([]);

    // That is remembered for a minute only.
    platform.addPackage({ FirmwareId: 'f2' });
    expect(results(await apply(to2(1)))).toEqual([result]);
    clock.time += minutes(1);
    expect(results(await apply(to2(1)))).toEqual(['done']);
  });

  test('are not made twice for a doubled message, here or in another process', async () => {
    const { platform, store, apply } = setup(names(3));
    platform.addPackage({ FirmwareId: 'f2' });
    const other = setup();
    await apply(to2(2));
    expect(await apply(to2(3))).toMatchObject([
      {
        result: 'unchanged',
        code: 'UpgradeGiven',
        message: expect.stringContaining(platform.batches[0]?.JobId ?? '?'),
      },
      { result: 'unchanged' },
      { result: 'done' },
    ]);
    expect(results(await other.apply(to2(3), { iot: platform, store }))).toEqual(Array(3).fill('unchanged'));
    expect(platform.batches.map(({ tasks }) => tasks.length)).toEqual([2, 1]);
  });

  test('are made by one of two processes that set about it at once', async () => {
    const { platform, store, apply } = setup(names(50));
    platform.addPackage({ FirmwareId: 'f2' });
    const other = setup();
    const [mine, theirs] = await Promise.all([
      apply(to2(30)),
      other.apply(to2(30, 21), { iot: platform, store }),
    ]);
    expect(platform.batches.flatMap(({ tasks }) => tasks.map(({ device }) => device)).sort()).toEqual(
      names(50).sort(),
    );
    for (const { result, code } of [...mine, ...theirs]) {
      // Who comes second is told to come again where the first could still fail.
      if (result !== 'done') expect(['UpgradeInHand', 'UpgradeGiven']).toContain(code);
    }
    expect(results(await other.apply(to2(30, 21), { iot: platform, store }))).toEqual(
      Array(30).fill('unchanged'),
    );
  });

  test('do not fail for a device that is gone among the others', async () => {
    const { platform, apply } = setup(names(200).filter((key) => key !== 'p1/d77'));
    platform.addPackage({ FirmwareId: 'f2' });
    const outcomes = await apply(to2(200));
    expect(outcomes[76]).toMatchObject({ result: 'refused', code: 'iot.ota.DeviceNotExist' });
    expect(outcomes.filter(({ result }) => result === 'done')).toHaveLength(199);
    const given = platform.batches.flatMap(({ tasks }) => tasks.map(({ device }) => device));
    expect(new Set(given).size).toBe(given.length);
    expect(given).toHaveLength(199);
  });

  test('leave a device alone that runs the version already', async () => {
    const { platform, apply } = setup(names(1));
    platform.addPackage({ FirmwareId: 'f2' });
    platform.devices.get('p1/d1')?.versions.set('default', '2.0.0');
    expect(await apply(to2(1))).toMatchObject([
      { result: 'unchanged', code: 'iot.firmware.NoDeviceCanUpgrade' },
    ]);
  });

  test('may be asked for again when their batch was surely refused', async () => {
    const { platform, apply } = setup(names(1));
    platform.addPackage({ FirmwareId: 'f2' });
    platform.before = (operation) => (operation === 'CreateOTAStaticUpgradeJob' ? 'throttled' : undefined);
    expect(results(await apply(to2(1)))).toEqual(['failed']);
    platform.before = () => undefined;
    expect(results(await apply(to2(1)))).toEqual(['done']);
    expect(platform.batches).toHaveLength(1);
    expect(platform.calls('ListOTAJobByFirmware')).toEqual([]);
  });

  test('whose answer was lost are found by their tag', async () => {
    const { platform, apply } = setup(names(2));
    platform.addPackage({ FirmwareId: 'f2' });
    platform.before = (operation) => (operation === 'CreateOTAStaticUpgradeJob' ? 'answerLost' : undefined);
    expect(results(await apply(to2(2)))).toEqual(['done', 'done']);
    expect(results(await apply(to2(2)))).toEqual(['unchanged', 'unchanged']);
    expect(platform.batches).toHaveLength(1);
  });

  test('whose request was lost are not made again before it is sure that it never arrives', async () => {
    const { platform, clock, apply } = setup(names(1));
    platform.addPackage({ FirmwareId: 'f2' });
    platform.before = (operation) => (operation === 'CreateOTAStaticUpgradeJob' ? 'lost' : undefined);
    expect(await apply(to2(1))).toMatchObject([{ result: 'failed', code: 'Client.Timeout' }]);
    platform.before = () => undefined;
    expect(await apply(to2(1))).toMatchObject([{ result: 'failed', code: 'UpgradeInHand' }]);
    clock.time += minutes(2);
    expect(results(await apply(to2(1)))).toEqual(['done']);
    expect(platform.batches).toHaveLength(1);
  });

  test('whose answer was lost and that could not be looked for at once are found later', async () => {
    const { platform, clock, apply } = setup(names(2));
    platform.addPackage({ FirmwareId: 'f2' });
    platform.before = (operation) => {
      if (operation === 'CreateOTAStaticUpgradeJob') return 'answerLost';
      return operation === 'ListOTAJobByFirmware' ? 'throttled' : undefined;
    };
    expect(results(await apply(to2(2)))).toEqual(['failed', 'failed']);
    clock.time += minutes(2);
    expect(results(await apply(to2(2)))).toEqual(['failed', 'failed']);
    platform.before = () => undefined;
    expect(results(await apply(to2(2)))).toEqual(['unchanged', 'unchanged']);
    expect(platform.batches).toHaveLength(1);
  });

  test.each([
    ['before the request is carried out', false],
    ['after the request is carried out', true],
  ])('of a process that is killed %s are taken over', async (_, carriedOut) => {
    const { platform, store, clock, apply } = setup(names(2));
    platform.addPackage({ FirmwareId: 'f2' });
    let killed = () => {};
    const reached = new Promise<void>((resolve) => {
      killed = resolve;
    });
    const doomed: ApplyClient = {
      paginate: platform.paginate,
      async call(operation, parameters) {
        if (operation.name !== 'CreateOTAStaticUpgradeJob') return platform.call(operation, parameters);
        if (carriedOut) await platform.call(operation, parameters);
        killed();
        return new Promise(() => {});
      },
    };
    void apply(to2(2), { iot: doomed });
    await reached;

    const other = setup();
    other.clock.time = clock.time;
    expect(results(await other.apply(to2(2), { iot: platform, store }))).toEqual(['failed', 'failed']);
    other.clock.time += minutes(2);
    expect(results(await other.apply(to2(2), { iot: platform, store }))).toEqual(
      carriedOut ? ['unchanged', 'unchanged'] : ['done', 'done'],
    );
    expect(platform.batches).toHaveLength(1);
  });

  test('are asked for with a deadline that leaves time to arrive before the claim ends', async () => {
    const { platform, clock, apply } = setup(names(1));
    platform.addPackage({ FirmwareId: 'f2' });
    const deadlines: unknown[] = [];
    const watched: ApplyClient = {
      paginate: platform.paginate,
      call(operation, parameters, options) {
        deadlines.push(options?.deadline);
        return platform.call(operation, parameters);
      },
    };
    await apply(to2(1), { iot: watched, deadline: clock.time + minutes(5) });
    expect(deadlines).toEqual([clock.time + minutes(1)]);
  });

  test('are not taken from somebody who took over, by one who comes back too late', async () => {
    const { platform, store, clock, apply } = setup(names(1));
    platform.addPackage({ FirmwareId: 'f2' });
    const other = setup();
    let calls = 0;
    const slow: ApplyClient = {
      paginate: platform.paginate,
      async call(operation, parameters) {
        if (operation.name !== 'CreateOTAStaticUpgradeJob') return platform.call(operation, parameters);
        calls += 1;
        clock.time += minutes(3);
        // Somebody finds the claim over, holds it while it looks for the batch, and is not done yet.
        const claim = { key: 'upgrade-claim/p1/d1', owner: 'somebody', holdFor: minutes(2) };
        expect(await store.claim([claim], clock.time)).toEqual([true]);
        return platform.call(operation, parameters);
      },
    };
    await apply(to2(1), { iot: slow });
    expect(calls).toBe(1);
    other.clock.time = clock.time;
    const [outcome] = await other.apply(to2(1), { iot: platform, store });
    expect(outcome).toMatchObject({ result: 'failed', code: 'UpgradeInHand' });
  });

  test('are given again after a day, unless the task is still unfinished', async () => {
    const { platform, clock, apply } = setup(names(2));
    platform.addPackage({ FirmwareId: 'f2' });
    await apply(to2(2));
    const [first] = platform.batches[0]?.tasks ?? [];
    if (first !== undefined) first.status = 'FAILED';
    clock.time += minutes(24 * 60) - 1;
    expect(results(await apply(to2(2)))).toEqual(['unchanged', 'unchanged']);
    clock.time += 1;
    expect(results(await apply(to2(2)))).toEqual(['done', 'unchanged']);
    expect(platform.batches.map(({ tasks }) => tasks.length)).toEqual([2, 1]);
  });

  test('to a newer package replace one that waits, and come later where one runs', async () => {
    const { platform, apply } = setup(names(2));
    platform.addPackage({ FirmwareId: 'f2' });
    platform.addPackage({ FirmwareId: 'f3', DestVersion: '3.0.0' });
    await apply(to2(2));
    const [running] = platform.batches[0]?.tasks ?? [];
    if (running !== undefined) running.status = 'IN_PROGRESS';
    const to3 = names(2).map((key) => upgrade(key, { version: '3.0.0' }));
    expect(await apply(to3)).toMatchObject([
      { result: 'failed', code: 'UpgradeUnfinished' },
      { result: 'done' },
    ]);
    expect(platform.batches.map(({ tasks }) => tasks.map(({ status }) => status))).toEqual([
      ['IN_PROGRESS', 'CANCELED'],
      ['QUEUED'],
    ]);
    if (running !== undefined) running.status = 'SUCCEEDED';
    expect(results(await apply(to3))).toEqual(['done', 'unchanged']);
  });

  test('of two modules follow one another', async () => {
    const { platform, apply } = setup(names(1));
    platform.addPackage({ FirmwareId: 'f2' });
    platform.addPackage({ FirmwareId: 'wifi', ModuleName: 'wifi', DestVersion: '7' });
    const both = [...to2(1), upgrade('p1/d1', { version: '7' }, { moduleName: 'wifi' })];
    expect(results(await apply(both))).toEqual(['done', 'failed']);
    expect(results(await apply(both.slice(1)))).toEqual(['failed']);
    for (const task of platform.batches[0]?.tasks ?? []) task.status = 'SUCCEEDED';
    expect(results(await apply(both.slice(1)))).toEqual(['done']);
    expect(results(await apply(to2(1)))).toEqual(['unchanged']);
    expect(platform.batches.map(({ tasks }) => tasks.map(({ status }) => status))).toEqual([
      ['SUCCEEDED'],
      ['QUEUED'],
    ]);
  });

  test('of two modules go together where devices can do that', async () => {
    const { platform, apply } = setup(names(1));
    platform.addPackage({ FirmwareId: 'f2' });
    platform.addPackage({ FirmwareId: 'wifi', ModuleName: 'wifi', DestVersion: '7' });
    const both = [...to2(1), upgrade('p1/d1', { version: '7' }, { moduleName: 'wifi' })];
    expect(results(await apply(both, { multiModule: true }))).toEqual(['done', 'done']);
    expect(results(await apply(both, { multiModule: true }))).toEqual(['unchanged', 'unchanged']);
    expect(platform.calls('CreateOTAStaticUpgradeJob')).toMatchObject([
      { MultiModuleMode: true },
      { MultiModuleMode: true },
    ]);
    expect(platform.batches.flatMap(({ tasks }) => tasks.map(({ status }) => status))).toEqual([
      'QUEUED',
      'QUEUED',
    ]);
  });

  test('look for a package again that the platform does not find', async () => {
    const { platform, apply } = setup(names(2));
    platform.addPackage({ FirmwareId: 'f2' });
    await apply(to2(1));
    platform.packages.clear();
    platform.addPackage({ FirmwareId: 'f2-again' });
    expect(results(await apply(to2(1, 2)))).toEqual(['failed']);
    expect(results(await apply(to2(1, 2)))).toEqual(['done']);
  });

  test('fail without a batch when the store cannot be written', async () => {
    const { platform, store, apply } = setup(names(1));
    platform.addPackage({ FirmwareId: 'f2' });
    for (const command of ['claim', 'recall', 'remember']) {
      store.before = (given) => {
        if (given === command) throw new Error('the store is gone');
      };
      expect(await apply(to2(1))).toMatchObject([{ result: 'failed', message: 'the store is gone' }]);
    }
    expect(platform.batches).toEqual([]);
  });
});
