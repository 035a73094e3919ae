import { expect } from 'vitest';
import {
  CreateOTADynamicUpgradeJob,
  type CreateOTADynamicUpgradeJobRequest,
  ListOTATaskByJob,
  QueryOTAJob,
} from '../../../../../shared/iot/operations/ota.ts';
import type { Effects } from '../../effects.ts';
import { Fleet, hour, minute, type SimulatedDevice } from '../../ota/fleet.ts';

type Policy = Partial<Omit<CreateOTADynamicUpgradeJobRequest, 'FirmwareId' | 'ProductKey' | 'SrcVersion'>>;

/** The same batch, static and dynamic: its devices run 1.0.0, its package is 2.0.0. */
type Make = (fleet: Fleet, devices: readonly SimulatedDevice[], policy?: Policy) => string;

const makeStatic: Make = (fleet, devices, { DynamicMode: _, ...policy } = {}) =>
  fleet.batch(fleet.firmware({ DestVersion: fleet.nextVersion() }), devices, policy);

const makeDynamic: Make = (fleet, _devices, policy = {}) => {
  const FirmwareId = fleet.firmware({ DestVersion: fleet.nextVersion() });
  const { Data } = fleet.call(CreateOTADynamicUpgradeJob, {
    FirmwareId,
    ProductKey: fleet.product.productKey,
    SrcVersion: ['1.0.0'],
    NeedPush: true,
    ...policy,
  });
  return Data?.JobId ?? '';
};

/** What static and dynamic batches do alike with the tasks that they have made. */
export function keepPolicies({ keeps }: Effects): void {
  const both = (
    name: string,
    begin: string,
    run: (make: Make) => void,
    more: Parameters<typeof keeps>[1] = {},
  ) =>
    keeps(
      name,
      { CreateOTAStaticUpgradeJob: begin, CreateOTADynamicUpgradeJob: begin, ...more },
      async () => {
        run(makeStatic);
        run(makeDynamic);
      },
    );

  both(
    'a task goes from QUEUED over NOTIFIED and IN_PROGRESS to its end',
    'Inferred task course',
    (make) => {
      const fleet = new Fleet();
      const [good, bad] = fleet.devices(2, '1.0.0');
      const job = make(fleet, [good, bad]);
      const both = () => [good, bad].map((device) => fleet.task(job, device).TaskStatus);
      expect(both()).toEqual(['QUEUED', 'QUEUED']);
      good.connect();
      bad.connect();
      fleet.advance();
      expect(both()).toEqual(['NOTIFIED', 'NOTIFIED']);
      good.progress(1);
      bad.progress(1);
      expect(both()).toEqual(['IN_PROGRESS', 'IN_PROGRESS']);
      good.progress(100);
      expect(both()[0]).toBe('IN_PROGRESS');
      good.inform(fleet.destVersion(job));
      bad.progress(-4, 'no space left');
      expect(both()).toEqual(['SUCCEEDED', 'FAILED']);
      expect(fleet.task(job, bad).TaskDesc).toBe('no space left');
    },
    { ListOTATaskByJob: ['Task states', 'Inferred transitions', 'Progress is a string'] },
  );

  both(
    'a task waits to be confirmed in a batch that says so, else for its push',
    'Inferred task states at creation',
    (make) => {
      for (const [NeedConfirm, status] of [
        [undefined, 'QUEUED'],
        [false, 'QUEUED'],
        [true, 'CONFIRM'],
      ] as const) {
        const fleet = new Fleet();
        const [device] = fleet.devices(1, '1.0.0');
        expect(fleet.task(make(fleet, [device], { NeedConfirm }), device).TaskStatus).toBe(status);
      }
    },
  );

  both('a device is told of a confirmed update only', 'NeedConfirm true', (make) => {
    const fleet = new Fleet();
    const [device] = fleet.devices(1, '1.0.0');
    device.connect();
    const job = make(fleet, [device], { NeedConfirm: true });
    fleet.advance(hour);
    device.disconnect().connect();
    fleet.advance();
    device.progress(5).progress(-1).inform(fleet.destVersion(job)).inform('1.0.0');
    expect([fleet.task(job, device).TaskStatus, device.pushes.length]).toEqual(['CONFIRM', 0]);
    fleet.confirm(job);
    expect(fleet.task(job, device).TaskStatus).toBe('QUEUED');
    fleet.advance();
    expect([fleet.task(job, device).TaskStatus, device.pushes.length]).toEqual(['NOTIFIED', 1]);
  });

  both('a batch pushes, or waits to be asked', 'NeedPush true', (make) => {
    for (const NeedPush of [true, false]) {
      const fleet = new Fleet();
      const [online, offline] = fleet.devices(2, '1.0.0');
      online.connect();
      const job = make(fleet, [online, offline], { NeedPush });
      fleet.advance();
      expect([online.pushes.length, offline.pushes.length]).toEqual([NeedPush ? 1 : 0, 0]);
      offline.connect();
      fleet.advance();
      expect(offline.pushes.length).toBe(NeedPush ? 1 : 0);
      online.ask();
      expect(online.received.at(-1)).toEqual({
        topic: '/sys/a1product01/device0/thing/ota/firmware/get_reply',
        body: { id: '7', code: 200, data: expect.objectContaining({ version: fleet.destVersion(job) }) },
      });
      expect(fleet.task(job, online).TaskStatus).toBe('NOTIFIED');
      offline.say('/ota/device/request/{productKey}/{deviceName}', {});
      expect(offline.pushes.at(-1)).toMatchObject({
        code: '1000',
        data: { version: fleet.destVersion(job) },
      });
    }
  });

  both('tags go to the devices', 'Tags are sent', (make) => {
    const fleet = new Fleet();
    const [device] = fleet.devices(1, '1.0.0');
    device.connect();
    make(fleet, [device], {
      Tag: [
        { Key: 'site', Value: 'west' },
        { Key: 'ring.2', Value: '二' },
      ],
    });
    fleet.advance();
    expect(device.pushes[0]?.['data']).toMatchObject({ extData: { site: 'west', 'ring.2': '二' } });
  });

  both(
    'a failed try is followed by another after the interval, as often as was said',
    'Retry: when',
    (make) => {
      const fleet = new Fleet();
      const [device] = fleet.devices(1, '1.0.0');
      device.connect();
      const job = make(fleet, [device], { RetryInterval: 10, RetryCount: 2 });
      const state = () => [fleet.task(job, device).TaskStatus, device.pushes.length];
      fleet.advance();
      device.progress(50).progress(-2, 'broken link').progress(-2, 'broken link');
      expect(state()).toEqual(['IN_PROGRESS', 1]);
      fleet.advance(10 * minute - 1);
      device.disconnect().connect();
      fleet.advance();
      expect(state()).toEqual(['IN_PROGRESS', 1]);
      fleet.advance(1);
      expect(state()).toEqual(['IN_PROGRESS', 2]);
      device.progress(50).inform('7.7.7');
      expect(fleet.task(job, device)).toMatchObject({
        TaskStatus: 'IN_PROGRESS',
        TaskDesc: 'report version is not conform',
      });
      fleet.advance(10 * minute);
      expect(state()).toEqual(['IN_PROGRESS', 3]);
      device.progress(-1);
      expect(state()).toEqual(['FAILED', 3]);
      expect(fleet.said('OtaEventFlag').filter(({ jobId }) => jobId === job)).toHaveLength(1);

      const once = new Fleet();
      const [other] = once.devices(1, '1.0.0');
      other.connect();
      const plain = make(once, [other], { RetryCount: 5 });
      once.advance();
      other.progress(-1);
      expect(once.task(plain, other).TaskStatus).toBe('FAILED');
      expect(once.call(QueryOTAJob, { JobId: plain }).Data?.RetryCount).toBeUndefined();
    },
  );

  both('a try can be repeated at once, and when the device comes back', 'Retry: when', (make) => {
    const fleet = new Fleet();
    const [device] = fleet.devices(1, '1.0.0');
    device.connect();
    const job = make(fleet, [device], { RetryInterval: 0, RetryCount: 1 });
    fleet.advance();
    device.progress(-1);
    fleet.advance();
    expect(device.pushes).toHaveLength(2);
    const away = fleet.device('away', '1.0.0').connect();
    if (make === makeDynamic) away.inform('1.0.0');
    const later = make === makeDynamic ? job : make(fleet, [away], { RetryInterval: 10, RetryCount: 1 });
    fleet.advance();
    away.progress(-1).disconnect();
    fleet.advance(10 * minute);
    expect(away.pushes).toHaveLength(1);
    away.connect();
    fleet.advance();
    expect(away.pushes).toHaveLength(2);
    away.progress(3).inform(fleet.destVersion(later));
    expect(fleet.task(later, away).TaskStatus).toBe('SUCCEEDED');
  });

  both(
    'the time of a device runs from its first progress, whatever comes between, and its end is final',
    'Timeout: counted',
    (make) => {
      const fleet = new Fleet();
      const [slow, quick, silent] = fleet.devices(3, '1.0.0');
      for (const device of [slow, quick, silent]) device.connect();
      const job = make(fleet, [slow, quick, silent], {
        TimeoutInMinutes: 30,
        RetryInterval: 10,
        RetryCount: 5,
      });
      fleet.advance(hour);
      slow.progress(1);
      fleet.advance(10 * minute);
      quick.progress(1);
      slow.progress(60);
      slow.disconnect().connect();
      fleet.advance(10 * minute);
      expect(slow.pushes).toHaveLength(2);
      slow.progress(-2);
      quick.inform(fleet.destVersion(job));
      fleet.advance(10 * minute - 1);
      expect(fleet.task(job, slow).TaskStatus).toBe('IN_PROGRESS');
      fleet.advance(1);
      expect(fleet.task(job, slow)).toMatchObject({
        TaskStatus: 'FAILED',
        TaskDesc: 'the update did not end within its time',
        Timeout: '30',
      });
      fleet.advance(24 * hour);
      expect(fleet.task(job, slow).TaskStatus).toBe('FAILED');
      expect(fleet.task(job, quick).TaskStatus).toBe('SUCCEEDED');
      expect(fleet.task(job, silent).TaskStatus).toBe('NOTIFIED');
    },
    {
      ListOTATaskByJob: ['TaskDesc carries', 'Timeout is a string'],
      QueryOTAJob: 'RetryInterval and RetryCount',
    },
  );

  both('no minute sees more pushes than the batch may make', 'MaximumPerMinute bounds', (make) => {
    const fleet = new Fleet();
    const devices = fleet.devices(25, '1.0.0').map((device) => device.connect());
    const job = make(fleet, devices, { MaximumPerMinute: 10 });
    const pushed = () => devices.filter(({ pushes }) => pushes.length > 0).length;
    const queued = () =>
      fleet.call(ListOTATaskByJob, { JobId: job, TaskStatus: 'QUEUED', PageSize: 1 }).Total;
    fleet.advance();
    expect([pushed(), queued()]).toEqual([10, 15]);
    fleet.advance(minute - 1);
    expect(pushed()).toBe(10);
    fleet.advance(1);
    expect([pushed(), queued()]).toEqual([20, 5]);
    fleet.advance(30_000);
    expect(pushed()).toBe(20);
    fleet.advance(30_000);
    expect([pushed(), queued()]).toEqual([25, 0]);
  });

  both(
    'a device has one update at a time: a further one fails at once, and nobody is told',
    'A device may be pending',
    (make) => {
      const fleet = new Fleet();
      const [device] = fleet.devices(1, '1.0.0');
      const first = make(fleet, [device]);
      const second = make(fleet, [device]);
      expect(fleet.task(first, device).TaskStatus).toBe('QUEUED');
      expect(fleet.task(second, device)).toMatchObject({
        TaskStatus: 'FAILED',
        TaskDesc: 'the device has another update task that is pending or running',
      });
      expect(fleet.said('OtaEventFlag')).toEqual([]);
      device.connect();
      fleet.advance();
      expect(device.pushes.map(({ data }) => data)).toEqual([
        expect.objectContaining({ version: fleet.destVersion(first) }),
      ]);
    },
  );

  both(
    'an earlier update stays, or gives way when the batch says so, but never once it runs',
    'OverwriteMode 1 (default)',
    (make) => {
      for (const OverwriteMode of [1, 2] as const) {
        const fleet = new Fleet();
        const [waiting, running] = fleet.devices(2, '1.0.0').map((device) => device.connect());
        const first = make(fleet, [waiting, running] as SimulatedDevice[]);
        fleet.advance();
        running?.progress(1);
        const second = make(fleet, [waiting, running] as SimulatedDevice[], { OverwriteMode });
        const states = (job: string) =>
          [waiting, running].map((device) => fleet.task(job, device as SimulatedDevice).TaskStatus);
        expect(fleet.call(QueryOTAJob, { JobId: second }).Data?.OverwriteMode).toBe(OverwriteMode);
        if (OverwriteMode === 1) {
          expect([states(first), states(second)]).toEqual([
            ['NOTIFIED', 'IN_PROGRESS'],
            ['FAILED', 'FAILED'],
          ]);
        } else {
          expect([states(first), states(second)]).toEqual([
            ['CANCELED', 'IN_PROGRESS'],
            ['QUEUED', 'FAILED'],
          ]);
          expect(fleet.task(first, waiting as SimulatedDevice).TaskDesc).toBe(
            `overwritten by update batch ${second}`,
          );
        }
      }
    },
    { QueryOTAJob: 'OverwriteMode 1' },
  );
}
