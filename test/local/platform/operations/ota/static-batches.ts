import { expect, test } from 'vitest';
import {
  CancelOTATaskByJob,
  CreateOTAFirmware,
  CreateOTAModule,
  CreateOTAStaticUpgradeJob,
  ListOTAJobByFirmware,
  QueryOTAJob,
} from '../../../../../shared/iot/operations/ota.ts';
import type { Effects } from '../../effects.ts';
import { day, Fleet, hour, minute, type SimulatedDevice } from '../../ota/fleet.ts';

const ProductKey = 'a1product01';

export function keepStaticBatches({ keeps }: Effects): void {
  keeps(
    'a batch without a schedule starts at once, one with a schedule when its time comes',
    {
      CreateOTAStaticUpgradeJob: ['Without ScheduleTime', 'ScheduleTime must lie'],
      QueryOTAJob: ['JobStatus: PLANNED', 'Inferred course', 'UtcScheduleTime is returned'],
      ListOTAJobByFirmware: ['JobStatus: PLANNED', 'Inferred course', 'UtcEndTime is returned'],
    },
    async () => {
      const fleet = new Fleet();
      const [device, other] = fleet.devices(2, '1.0.0');
      device.connect();
      const firmware = fleet.firmware({ DestVersion: '2.0.0' });
      const soon = fleet.clock.now() + 5 * minute;
      const job = fleet.batch(firmware, [device], { ScheduleTime: soon, ScheduleFinishTime: soon + hour });
      const now = fleet.batch(firmware, [other]);
      const asked = (JobId: string) => {
        const { Data } = fleet.call(QueryOTAJob, { JobId });
        const list = fleet.call(ListOTAJobByFirmware, { FirmwareId: firmware, CurrentPage: 1, PageSize: 10 });
        const listed = list.Data?.SimpleOTAJobInfo?.find((one) => one?.JobId === JobId);
        expect([listed?.JobStatus, listed?.UtcStartTime, listed?.UtcEndTime]).toEqual([
          Data?.JobStatus,
          Data?.UtcStartTime,
          Data?.UtcEndTime,
        ]);
        return Data;
      };
      expect(asked(now)).toMatchObject({
        JobStatus: 'IN_PROGRESS',
        UtcStartTime: '2030-01-01T00:00:00.000Z',
      });
      expect(asked(now)?.UtcScheduleTime).toBeUndefined();
      expect(asked(now)?.UtcScheduleFinishTime).toBeUndefined();
      expect(asked(job)).toMatchObject({
        JobStatus: 'PLANNED',
        UtcScheduleTime: '2030-01-01T00:05:00.000Z',
        UtcScheduleFinishTime: '2030-01-01T01:05:00.000Z',
      });
      expect(asked(job)?.UtcStartTime).toBeUndefined();

      device.ask().progress(10).say('/ota/device/request/{productKey}/{deviceName}', {});
      fleet.advance(5 * minute - 1);
      expect([device.pushes.length, fleet.task(job, device).TaskStatus]).toEqual([0, 'QUEUED']);
      fleet.advance(1);
      expect(asked(job)).toMatchObject({
        JobStatus: 'IN_PROGRESS',
        UtcStartTime: '2030-01-01T00:05:00.000Z',
      });
      expect([device.pushes.length, fleet.task(job, device).TaskStatus]).toEqual([1, 'NOTIFIED']);
      fleet.advance(minute);
      device.inform('2.0.0');
      expect(asked(job)).toMatchObject({ JobStatus: 'COMPLETED', UtcEndTime: '2030-01-01T00:06:00.000Z' });
      fleet.advance(day);
      expect(asked(job)?.JobStatus).toBe('COMPLETED');
      const told = fleet.said('OtaJobFlag').filter(({ jobId }) => jobId === job);
      expect(told.map(({ status }) => status)).toEqual(['PLANNED', 'IN_PROGRESS', 'COMPLETED']);

      const farthest = fleet.clock.now() + 7 * day;
      const last = { ScheduleTime: farthest, ScheduleFinishTime: farthest + 30 * day };
      fleet.batch(fleet.firmware(), [device], last);
    },
  );

  keeps(
    'the end of a batch ends what is not at its end, and without one nothing is forced',
    { CreateOTAStaticUpgradeJob: 'Without ScheduleFinishTime' },
    async () => {
      const fleet = new Fleet();
      const devices = fleet.devices(4, '1.0.0');
      const [done, running, waiting, retrying] = devices as [
        SimulatedDevice,
        SimulatedDevice,
        SimulatedDevice,
        SimulatedDevice,
      ];
      for (const device of [done, running, retrying]) device.connect();
      const firmware = fleet.firmware({ DestVersion: '2.0.0' });
      const soon = fleet.clock.now() + 5 * minute;
      const job = fleet.batch(firmware, devices, {
        ScheduleTime: soon,
        ScheduleFinishTime: soon + hour,
        RetryInterval: 1440,
        RetryCount: 5,
      });
      const [endless] = [fleet.device('endless', '1.0.0')];
      const other = fleet.batch(firmware, [endless], { ScheduleTime: soon });
      fleet.advance(5 * minute);
      done.inform('2.0.0');
      running.progress(1);
      retrying.progress(-1);
      fleet.advance(hour);
      expect(fleet.call(QueryOTAJob, { JobId: job }).Data).toMatchObject({
        JobStatus: 'COMPLETED',
        UtcEndTime: '2030-01-01T01:05:00.000Z',
      });
      expect(fleet.task(job, done).TaskStatus).toBe('SUCCEEDED');
      for (const device of [running, waiting, retrying]) {
        expect(fleet.task(job, device)).toMatchObject({
          TaskStatus: 'CANCELED',
          TaskDesc: 'the update batch reached its ScheduleFinishTime',
        });
      }
      fleet.advance(31 * day);
      expect(retrying.pushes).toHaveLength(1);
      expect(fleet.call(QueryOTAJob, { JobId: other }).Data?.JobStatus).toBe('IN_PROGRESS');
      expect(fleet.task(other, endless).TaskStatus).toBe('QUEUED');
    },
  );

  keeps(
    'a batch that is to come can be canceled whole',
    {
      CreateOTAStaticUpgradeJob: 'The tasks of a scheduled batch',
      CancelOTATaskByJob: 'CancelScheduledTask=true',
    },
    async () => {
      const fleet = new Fleet();
      const [device, other] = fleet.devices(2, '1.0.0');
      const ScheduleTime = fleet.clock.now() + hour;
      const job = fleet.batch(fleet.firmware(), [device, other], { ScheduleTime, NeedConfirm: true });
      const cancel = { JobId: job, CancelScheduledTask: true };
      fleet.call(CancelOTATaskByJob, cancel);
      expect(fleet.tasks(job).map(({ TaskStatus }) => TaskStatus)).toEqual(['CANCELED', 'CANCELED']);
      expect(fleet.call(QueryOTAJob, { JobId: job }).Data?.JobStatus).toBe('CANCELED');
      expect(fleet.refusal(CancelOTATaskByJob, cancel)).toBe('iot.firmware.JobAlreadyCanceled');
      fleet.advance(day);
      expect(fleet.call(QueryOTAJob, { JobId: job }).Data?.JobStatus).toBe('CANCELED');

      const started = fleet.batch(fleet.firmware(), [device], { ScheduleTime: fleet.clock.now() + hour });
      fleet.advance(hour);
      fleet.call(CancelOTATaskByJob, { JobId: started, CancelScheduledTask: true });
      expect(fleet.task(started, device).TaskStatus).toBe('QUEUED');
      const unscheduled = fleet.batch(fleet.firmware(), [other]);
      expect(fleet.refusal(CancelOTATaskByJob, { JobId: unscheduled, CancelScheduledTask: true })).toBe(
        'iot.firmware.JobHasNoScheduleTime',
      );
    },
  );

  keeps(
    'with several modules a device has an update a module, and the newer one of a module takes the place of the older',
    {
      CreateOTAStaticUpgradeJob: ['MultiModuleMode true', 'OverwriteMode 2 and MultiModuleMode'],
    },
    async () => {
      const fleet = new Fleet({ instanceId: 'iot-instance' });
      const [device] = fleet.devices(1, '1.0.0');
      device.connect();
      fleet.call(CreateOTAModule, { ProductKey, ModuleName: 'radio' });
      const radio = fleet.firmware({ ModuleName: 'radio', DestVersion: '5.0.0' });
      const whole = fleet.firmware({ DestVersion: '2.0.0' });
      const newer = fleet.firmware({ DestVersion: '3.0.0' });
      const multi = { MultiModuleMode: true };
      const jobs = [radio, whole].map((firmware) => fleet.batch(firmware, [device], multi));
      fleet.advance();
      expect(jobs.map((job) => fleet.task(job, device).TaskStatus)).toEqual(['NOTIFIED', 'NOTIFIED']);
      expect(device.pushes).toHaveLength(2);
      const third = fleet.batch(newer, [device], multi);
      expect([...jobs, third].map((job) => fleet.task(job, device).TaskStatus)).toEqual([
        'NOTIFIED',
        'CANCELED',
        'QUEUED',
      ]);
      device.progress(1, '', 'radio');
      const fourth = fleet.batch(radio, [device], multi);
      expect(fleet.task(fourth, device).TaskStatus).toBe('FAILED');
      device.inform('5.0.0', 'radio').progress(7);
      expect([jobs[0], third].map((job) => fleet.task(job ?? '', device).TaskStatus)).toEqual([
        'SUCCEEDED',
        'IN_PROGRESS',
      ]);
      expect(fleet.call(QueryOTAJob, { JobId: third }).Data?.MultiModuleMode).toBe(true);

      const all = { FirmwareId: radio, ProductKey, TargetSelection: 'ALL' };
      expect(fleet.refusal(CreateOTAStaticUpgradeJob, { ...all, ...multi, OverwriteMode: 2 })).toBe(
        'iot.ota.OverWriteAndMultiModuleConflict',
      );
      const old = new Fleet();
      const FirmwareId = old.firmware();
      expect(old.refusal(CreateOTAStaticUpgradeJob, { ...all, FirmwareId, ...multi })).toBe(
        'iot.ota.multiModuleModeForbiddenInDefaultInstance',
      );
    },
  );

  keeps(
    'a small package of one file goes over MQTT in some regions',
    {
      CreateOTAStaticUpgradeJob: 'DownloadProtocol MQTT',
      CreateOTAFirmware: 'For download over MQTT',
    },
    async () => {
      for (const [regionId, works] of [
        ['cn-shanghai', true],
        ['cn-beijing', true],
        ['cn-shenzhen', true],
        ['eu-central-1', false],
      ] as const) {
        const fleet = new Fleet({ regionId });
        await fleet.withObjectStore(async () => {
          const device = fleet.device('lamp', '1.0.0').connect();
          const bytes = Buffer.from(Array.from({ length: 700 }, (_, index) => index % 256));
          const undeclared = { FirmwareSign: undefined, FirmwareSize: undefined };
          const FirmwareId = fleet.firmware({
            FirmwareUrl: await fleet.uploadedFirmware(bytes),
            ...undeclared,
          });
          const request = {
            FirmwareId,
            ProductKey,
            TargetSelection: 'ALL',
            DownloadProtocol: 'MQTT',
          } as const;
          if (!works) {
            expect(fleet.refusal(CreateOTAStaticUpgradeJob, request)).toBe(
              'iot.ota.DownloadProtocolMqttNotSuitable',
            );
            return;
          }
          const { Data } = fleet.call(CreateOTAStaticUpgradeJob, request);
          expect(fleet.call(QueryOTAJob, { JobId: Data?.JobId ?? '' }).Data?.DownloadProtocol).toBe('MQTT');
          fleet.advance();
          const pushed = device.pushes[0]?.['data'] as Record<string, unknown>;
          expect(pushed).toMatchObject({ dProtocol: 'mqtt', streamId: 1, streamFileId: 1, size: 700 });
          expect(pushed['url']).toBeUndefined();
          const fetched = [0, 256, 512].map((offset) => device.fetchBlock(1, offset, 256));
          expect(Buffer.concat(fetched.map(({ bytes: part }) => part)).equals(bytes)).toBe(true);
          expect(fetched.at(-1)?.json).toEqual({
            id: '7',
            code: 200,
            msg: 'success',
            data: { fileToken: 'token', fileLength: 700, bSize: 188, bOffset: 512 },
          });
          expect(device.fetchBlock(1, 700, 256).json).toMatchObject({ code: 460 });
          expect(device.fetchBlock(1, 0, 255).json).toMatchObject({ code: 460 });
          expect(device.fetchBlock(2, 0, 256).json).toMatchObject({ code: 404 });
          expect(fleet.device('other').connect().fetchBlock(1, 0, 256).json).toMatchObject({ code: 404 });
        });
      }
      const fleet = new Fleet();
      await fleet.withObjectStore(async () => {
        const device = fleet.device('lamp', '1.0.0');
        const refusal = (FirmwareId: string) =>
          fleet.refusal(CreateOTAStaticUpgradeJob, {
            FirmwareId,
            ProductKey,
            TargetSelection: 'SPECIFIC',
            TargetDeviceName: [device.device.deviceName],
            DownloadProtocol: 'MQTT',
          });
        const undeclared = { FirmwareSign: undefined, FirmwareSize: undefined };
        const large = await fleet.uploadedFirmware(Buffer.alloc(16 * 2 ** 20 + 1));
        expect(refusal(fleet.firmware({ FirmwareUrl: large, ...undeclared }))).toBe(
          'iot.ota.DownloadProtocolMqttNotSuitable',
        );
        const { Data } = fleet.call(CreateOTAFirmware, {
          ProductKey,
          FirmwareName: 'several',
          DestVersion: '3.0.0',
          NeedToVerify: false,
          MultiFiles: [
            { Name: 'a', Url: await fleet.uploadedFirmware('a') },
            { Name: 'b', Url: await fleet.uploadedFirmware('b') },
          ],
        });
        expect(refusal(Data?.FirmwareId ?? '')).toBe('iot.ota.DownloadProtocolMqttNotSuitable');
        expect(refusal(fleet.firmware())).toBe('iot.ota.DownloadProtocolMqttNotSuitable');

        const known = await fleet.uploadedFirmware('123456789');
        expect(refusal(fleet.firmware({ FirmwareUrl: known, ...undeclared }))).toBe('not refused');
        // The check value that the catalogue of CRCs gives for CRC-16/ARC is 0xBB3D.
        expect(device.connect().fetchBlock(1, 0, 256).sum).toEqual(Buffer.from([0x3d, 0xbb]));
      });
    },
  );

  test('a batch over 200,000 devices is made, pushed, reported on and canceled in a few seconds', () => {
    const fleet = new Fleet();
    const devices = Array.from({ length: 200_000 }, (_, index) => fleet.device(`device${index}`, '1.0.0'));
    const online = devices.slice(0, 20_000).map((device) => device.connect());
    const { Data } = fleet.call(CreateOTAStaticUpgradeJob, {
      FirmwareId: fleet.firmware({ DestVersion: '2.0.0' }),
      ProductKey,
      TargetSelection: 'ALL',
      TimeoutInMinutes: 60,
    });
    const JobId = Data?.JobId ?? '';
    fleet.advance(minute);
    for (const device of online) device.progress(1);
    for (const device of online.slice(0, 10_000)) device.inform('2.0.0');
    fleet.advance(hour);
    fleet.call(CancelOTATaskByJob, { JobId, CancelQueuedTask: true });
    const counts = fleet.counts(JobId);
    expect(counts).toEqual({ SUCCEEDED: 10_000, FAILED: 10_000, CANCELED: 180_000 });
    expect(fleet.call(QueryOTAJob, { JobId }).Data?.JobStatus).toBe('COMPLETED');
  }, 30_000);
}
