import { expect, test } from 'vitest';
import { endUpdatesOf } from '../../../../../local/platform/ota/device-deleted.ts';
import {
  CancelOTAStrategyByJob,
  CancelOTATaskByJob,
  ConfirmOTATask,
  CreateOTADynamicUpgradeJob,
  CreateOTAVerifyJob,
  DeleteOTAFirmware,
  ListOTAUnfinishedTaskByDevice,
  QueryOTAJob,
  ReupgradeOTATask,
} from '../../../../../shared/iot/operations/ota.ts';
import type { Effects } from '../../effects.ts';
import { Fleet, hour, minute, type SimulatedDevice } from '../../ota/fleet.ts';

const ProductKey = 'a1product01';

export function keepTasks({ keeps }: Effects): void {
  keeps(
    'up to ten waiting tasks are confirmed, all or none, and their devices told as the batch says',
    { ConfirmOTATask: ['Acts on tasks', 'After the confirmation', '1 to 10', 'Task IDs come from'] },
    async () => {
      const fleet = new Fleet();
      const [pushed, asking, left] = fleet.devices(3, '1.0.0');
      pushed.connect();
      asking.connect();
      const job = fleet.batch(fleet.firmware(), [pushed, left], { NeedConfirm: true });
      const quiet = fleet.batch(fleet.firmware(), [asking], { NeedConfirm: true, NeedPush: false });
      const taskOf = (JobId: string, device: SimulatedDevice) => fleet.task(JobId, device).TaskId ?? '';
      const { Data } = fleet.call(ListOTAUnfinishedTaskByDevice, {
        ProductKey,
        DeviceName: 'device0',
        TaskStatus: 'CONFIRM',
      });
      const id = Data?.SimpleOTATaskInfo?.[0]?.TaskId ?? '';
      expect(id).toBe(taskOf(job, pushed));
      expect(fleet.refusal(ConfirmOTATask, {})).toBe('iot.ota.TaskIdIsNull');
      expect(fleet.refusal(ConfirmOTATask, { TaskId: Array.from({ length: 11 }, () => id) })).toBe(
        'iot.ota.TooManyOtaTask',
      );
      expect(fleet.refusal(ConfirmOTATask, { TaskId: [id, 'nobody'] })).toBe('iot.firmware.InvalidOTATaskId');
      expect(fleet.task(job, pushed).TaskStatus).toBe('CONFIRM');
      fleet.call(ConfirmOTATask, { TaskId: [id, taskOf(quiet, asking)] });
      expect(fleet.task(job, pushed).TaskStatus).toBe('QUEUED');
      fleet.advance();
      expect([pushed.pushes.length, asking.pushes.length]).toEqual([1, 0]);
      expect(fleet.task(quiet, asking).TaskStatus).toBe('QUEUED');
      expect(fleet.refusal(ConfirmOTATask, { TaskId: [taskOf(job, left), id] })).toBe(
        'iot.firmware.InvalidTaskStatus',
      );
      expect(fleet.task(job, left).TaskStatus).toBe('CONFIRM');
    },
  );

  keeps(
    'tasks of a scheduled batch are confirmed within its time only',
    { ConfirmOTATask: 'For tasks of a scheduled' },
    async () => {
      const fleet = new Fleet();
      const [device, other] = fleet.devices(2, '1.0.0');
      const ScheduleTime = fleet.clock.now() + hour;
      const job = fleet.batch(fleet.firmware(), [device, other], {
        ScheduleTime,
        ScheduleFinishTime: ScheduleTime + hour,
        NeedConfirm: true,
      });
      const TaskId = [fleet.task(job, device).TaskId ?? ''];
      expect(fleet.refusal(ConfirmOTATask, { TaskId })).toBe('iot.ota.ConfirmNotAllowedNow');
      fleet.advance(hour);
      fleet.call(ConfirmOTATask, { TaskId });
      expect(fleet.task(job, device).TaskStatus).toBe('QUEUED');
    },
  );

  keeps(
    'failed and canceled tasks of a batch run again as if they were new',
    {
      ReupgradeOTATask: ['Acts on tasks', '1 to 10', 'The state that a rerun'],
    },
    async () => {
      const fleet = new Fleet();
      const [failed, canceled, done] = fleet.devices(3, '1.0.0');
      for (const device of [failed, canceled, done]) device.connect();
      const job = fleet.batch(fleet.firmware({ DestVersion: '2.0.0' }), [failed, canceled, done], {
        TimeoutInMinutes: 60,
        RetryInterval: 10,
        RetryCount: 1,
      });
      const idOf = (device: SimulatedDevice) => fleet.task(job, device).TaskId ?? '';
      fleet.advance();
      failed.progress(30);
      fleet.advance(hour);
      fleet.call(CancelOTATaskByJob, { JobId: job, CancelNotifiedTask: true });
      expect(fleet.call(QueryOTAJob, { JobId: job }).Data?.JobStatus).toBe('COMPLETED');
      expect(fleet.task(job, done).TaskStatus).toBe('CANCELED');
      const before = idOf(failed);
      fleet.call(ReupgradeOTATask, { JobId: job, TaskId: [idOf(failed), idOf(canceled), idOf(done)] });
      expect(fleet.task(job, failed)).toMatchObject({
        TaskId: before,
        TaskStatus: 'QUEUED',
        Progress: '0.00',
        TaskDesc: '',
      });
      const { Data } = fleet.call(QueryOTAJob, { JobId: job });
      expect([Data?.JobStatus, Data?.UtcEndTime]).toEqual(['IN_PROGRESS', undefined]);
      expect(fleet.said('OtaJobFlag').map(({ status }) => status)).toEqual([
        'IN_PROGRESS',
        'COMPLETED',
        'IN_PROGRESS',
      ]);
      fleet.advance();
      expect([failed, canceled].map(({ pushes }) => pushes.length)).toEqual([2, 2]);
      fleet.advance(59 * minute);
      failed.progress(5).progress(-1);
      expect(fleet.task(job, failed).TaskStatus).toBe('IN_PROGRESS');
      fleet.advance(10 * minute);
      failed.progress(8);
      fleet.advance(50 * minute - 1);
      expect(fleet.task(job, failed).TaskStatus).toBe('IN_PROGRESS');
      fleet.advance(1);
      expect(fleet.task(job, failed).TaskStatus).toBe('FAILED');
      done.inform('2.0.0');

      const refusal = (TaskId: string[] | undefined, JobId: string | undefined = job) =>
        fleet.refusal(ReupgradeOTATask, { JobId, TaskId });
      expect(refusal([idOf(failed), idOf(done)])).toBe('iot.ota.InvalidTaskExist');
      expect(refusal(undefined)).toBe('iot.ota.TaskIdIsNull');
      expect(refusal(Array.from({ length: 11 }, () => 'a'))).toBe('iot.ota.TooManyOtaTask');
      expect(refusal(['nobody'])).toBe('iot.ota.InvalidTaskId');
      expect(refusal([idOf(failed)], 'nobody')).toBe('iot.ota.InvalidJobId');
      expect(fleet.refusal(ReupgradeOTATask, { TaskId: ['a'] })).toBe('iot.firmware.NullOTAJobId');
      const other = fleet.batch(fleet.firmware(), [done]);
      expect(refusal([idOf(failed)], other)).toBe('iot.ota.UnmatchedJob');
      expect(refusal([fleet.task(other, done).TaskId ?? ''], other)).toBe('iot.ota.FailedTaskNotFound');
    },
  );

  test('a task that runs again has all of its tries again', () => {
    const fleet = new Fleet();
    const [device] = fleet.devices(1, '1.0.0');
    device.connect();
    const job = fleet.batch(fleet.firmware(), [device], { RetryInterval: 0, RetryCount: 1 });
    const fails = () => {
      fleet.advance();
      device.progress(1).progress(-1);
      return fleet.task(job, device).TaskStatus;
    };
    expect([fails(), fails()]).toEqual(['IN_PROGRESS', 'FAILED']);
    fleet.call(ReupgradeOTATask, { JobId: job, TaskId: [fleet.task(job, device).TaskId ?? ''] });
    expect([fails(), fails()]).toEqual(['IN_PROGRESS', 'FAILED']);
  });

  test('a task that has to be confirmed has to be confirmed again', () => {
    const fleet = new Fleet();
    const [device] = fleet.devices(1, '1.0.0');
    const job = fleet.batch(fleet.firmware(), [device, fleet.device('other', '1.0.0')], {
      NeedConfirm: true,
    });
    fleet.confirm(job);
    device.connect().progress(1).progress(-1);
    const TaskId = [fleet.task(job, device).TaskId ?? ''];
    fleet.call(ReupgradeOTATask, { JobId: job, TaskId });
    expect(fleet.task(job, device).TaskStatus).toBe('CONFIRM');
  });

  keeps(
    'tasks run again in static and dynamic batches, not in verifications',
    {
      ReupgradeOTATask: 'The JobId is one',
      CreateOTAVerifyJob: 'The sections of CancelOTATaskByJob',
    },
    async () => {
      const fleet = new Fleet();
      const [device, tested] = fleet.devices(2, '1.0.0');
      const dynamic = fleet.call(CreateOTADynamicUpgradeJob, {
        FirmwareId: fleet.firmware(),
        ProductKey,
        SrcVersion: ['1.0.0'],
      });
      const JobId = dynamic.Data?.JobId ?? '';
      device.progress(1).progress(-1);
      tested.progress(1).progress(-1);
      const idOf = (job: string, one: SimulatedDevice) => [fleet.task(job, one).TaskId ?? ''];
      fleet.call(ReupgradeOTATask, { JobId, TaskId: idOf(JobId, device) });
      expect(fleet.task(JobId, device).TaskStatus).toBe('QUEUED');
      fleet.call(CancelOTAStrategyByJob, { JobId });
      expect(fleet.refusal(ReupgradeOTATask, { JobId, TaskId: idOf(JobId, tested) })).toBe(
        'iot.ota.JobCanceled',
      );

      const { Data } = fleet.call(CreateOTAVerifyJob, {
        FirmwareId: fleet.firmware({ NeedToVerify: true }),
        ProductKey,
        TargetDeviceName: ['device1'],
      });
      const verify = Data?.JobId ?? '';
      expect(fleet.refusal(CancelOTATaskByJob, { JobId: verify, CancelQueuedTask: true })).toBe(
        'iot.firmware.InvalidOTAJobId',
      );
      tested.progress(1).progress(-1);
      expect(fleet.refusal(ReupgradeOTATask, { JobId: verify, TaskId: idOf(verify, tested) })).toBe(
        'iot.ota.InvalidJobId',
      );
    },
  );

  test('a task runs again only where the update can still be made', () => {
    const fleet = new Fleet();
    const [updated, busy, open] = fleet.devices(3, '1.0.0');
    const FirmwareId = fleet.firmware({ DestVersion: '2.0.0' });
    const job = fleet.batch(FirmwareId, [updated, busy, open, fleet.device('stays', '1.0.0')]);
    for (const device of [updated, busy, open]) device.progress(1).progress(-1);
    updated.inform('2.0.0');
    fleet.batch(fleet.firmware(), [busy]);
    const idOf = (device: SimulatedDevice) => fleet.task(job, device).TaskId ?? '';
    const refusal = (...devices: SimulatedDevice[]) =>
      fleet.refusal(ReupgradeOTATask, { JobId: job, TaskId: devices.map(idOf) });
    expect(refusal(updated)).toBe('iot.ota.DeviceNotReUpgraded');
    expect(refusal(updated, busy)).toBe('iot.ota.DeviceNotReUpgraded');
    expect(refusal(updated, busy, open)).toBe('not refused');
    expect([updated, busy, open].map((device) => fleet.task(job, device).TaskStatus)).toEqual([
      'FAILED',
      'FAILED',
      'QUEUED',
    ]);
  });

  test('a task does not run again without its device or its package', () => {
    const fleet = new Fleet();
    const [gone, there] = fleet.devices(2, '1.0.0');
    const FirmwareId = fleet.firmware();
    const job = fleet.batch(FirmwareId, [gone, there]);
    gone.progress(1).progress(-1);
    there.progress(1).progress(-1);
    const idOf = (device: SimulatedDevice) =>
      fleet.tasks(job).find(({ IotId }) => IotId === device.device.iotId)?.TaskId ?? '';
    const ids = [idOf(gone), idOf(there)];
    fleet.platform.state.devices.delete(gone.device);
    expect(fleet.refusal(ReupgradeOTATask, { JobId: job, TaskId: ids })).toBe('iot.ota.DeviceNotExist');
    fleet.call(DeleteOTAFirmware, { FirmwareId });
    expect(fleet.refusal(ReupgradeOTATask, { JobId: job, TaskId: [idOf(there)] })).toBe(
      'iot.ota.InvalidFirmwareUid',
    );
  });

  test('a batch does not wait for a device that is deleted', () => {
    const fleet = new Fleet();
    const [gone, there] = fleet.devices(2, '1.0.0');
    const job = fleet.batch(fleet.firmware({ DestVersion: '2.0.0' }), [gone, there]);
    there.inform('2.0.0');
    endUpdatesOf(gone.device, fleet.platform);
    expect(fleet.call(QueryOTAJob, { JobId: job }).Data?.JobStatus).toBe('COMPLETED');
    expect(fleet.task(job, gone)).toMatchObject({
      TaskStatus: 'CANCELED',
      TaskDesc: 'the device was deleted',
    });
  });
}
