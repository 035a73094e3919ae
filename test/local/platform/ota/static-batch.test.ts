import { describe, expect, test } from 'vitest';
import {
  ListOTAJobByDevice,
  ListOTAJobByFirmware,
  ListOTAUnfinishedTaskByDevice,
  QueryOTAJob,
} from '../../../../shared/iot/operations/ota.ts';
import { Fleet, minute } from './fleet.ts';

describe('a static update batch', () => {
  test('takes a device from QUEUED over NOTIFIED and IN_PROGRESS to SUCCEEDED', () => {
    const fleet = new Fleet();
    const device = fleet.device('lamp', '1.0.0').connect();
    const firmware = fleet.firmware({ DestVersion: '2.0.0' });
    const job = fleet.batch(firmware, [device]);
    expect(fleet.task(job, device)).toMatchObject({
      TaskStatus: 'QUEUED',
      SrcVersion: '1.0.0',
      DestVersion: '2.0.0',
      Progress: '0.00',
      TaskDesc: '',
      Timeout: null,
    });

    fleet.advance();
    expect(fleet.task(job, device).TaskStatus).toBe('NOTIFIED');
    expect(device.pushes).toEqual([
      {
        code: '1000',
        id: Date.UTC(2030, 0, 1),
        message: 'success',
        data: {
          size: 900,
          version: '2.0.0',
          url: 'https://firmware.example/1.bin',
          md5: '93230c3bde425a9d7984a594ac551111',
          sign: '93230c3bde425a9d7984a594ac551111',
          signMethod: 'MD5',
        },
      },
    ]);

    device.progress(40);
    expect(fleet.task(job, device)).toMatchObject({ TaskStatus: 'IN_PROGRESS', Progress: '40.00' });
    device.progress('100');
    expect(fleet.task(job, device)).toMatchObject({ TaskStatus: 'IN_PROGRESS', Progress: '100.00' });

    fleet.advance(minute);
    device.inform('2.0.0');
    expect(fleet.task(job, device)).toMatchObject({ TaskStatus: 'SUCCEEDED', Progress: '100.00' });
    expect(fleet.call(QueryOTAJob, { JobId: job }).Data).toMatchObject({
      JobStatus: 'COMPLETED',
      UtcStartTime: '2030-01-01T00:00:00.000Z',
      UtcEndTime: '2030-01-01T00:01:00.000Z',
    });
  });

  test('tells subscribers of the version, the task and the batch', () => {
    const fleet = new Fleet();
    const device = fleet.device('lamp').connect().inform('1.0.0').inform('1.0.0');
    const firmware = fleet.firmware({ DestVersion: '2.0.0' });
    const job = fleet.batch(firmware, [device]);
    fleet.advance();
    device.progress(10).inform('2.0.0');
    const { TaskId } = fleet.task(job, device);

    const messageCreateTime = fleet.clock.now();
    const device0 = { iotId: 'iot-lamp', productKey: 'a1product01', deviceName: 'lamp' };
    const about = { ...device0, moduleName: 'default', messageCreateTime };
    const told = fleet.messages.filter(({ flag }) => flag.startsWith('Ota'));
    expect(told.map(({ flag, topic, body }) => [flag, topic, body])).toEqual([
      ['OtaVersionFlag', '/a1product01/lamp/ota/version/post', { ...about, moduleVersion: '1.0.0' }],
      [
        'OtaJobFlag',
        `/a1product01/${firmware}/${job}/ota/job/status`,
        expect.objectContaining({ status: 'IN_PROGRESS' }),
      ],
      ['OtaVersionFlag', '/a1product01/lamp/ota/version/post', { ...about, moduleVersion: '2.0.0' }],
      [
        'OtaEventFlag',
        '/a1product01/lamp/ota/upgrade',
        {
          ...about,
          status: 'SUCCEEDED',
          srcVersion: '1.0.0',
          destVersion: '2.0.0',
          desc: 'success',
          jobId: job,
          taskId: TaskId,
        },
      ],
      [
        'OtaJobFlag',
        `/a1product01/${firmware}/${job}/ota/job/status`,
        {
          productKey: 'a1product01',
          moduleName: 'default',
          packageId: firmware,
          jobId: job,
          status: 'COMPLETED',
          messageCreateTime,
        },
      ],
    ]);
  });

  test('is listed with its package, with its devices, and among their unfinished tasks', () => {
    const fleet = new Fleet();
    const [first, second] = [fleet.device('first', '1.0.0'), fleet.device('second', '1.0.0')];
    const firmware = fleet.firmware();
    const job = fleet.batch(firmware, [first], { Tag: [{ Key: 'site', Value: 'west' }] });
    const other = fleet.batch(firmware, [second]);
    const pages = { CurrentPage: 1, PageSize: 10 };
    const ofFirst = { ProductKey: 'a1product01', DeviceName: 'first' };
    const summary = { FirmwareId: firmware, JobStatus: 'IN_PROGRESS', JobType: 'UPGRADE_FIRMWARE' };

    const all = fleet.call(ListOTAJobByFirmware, { FirmwareId: firmware, ...pages });
    expect(all).toMatchObject({ Total: 2, PageCount: 1, PageSize: 10, CurrentPage: 1 });
    expect(all.Data?.SimpleOTAJobInfo).toMatchObject([
      { ...summary, JobId: other },
      {
        ...summary,
        JobId: job,
        SelectionType: 'STATIC',
        TargetSelection: 'SPECIFIC',
        Tags: { OtaTagDTO: [{ Key: 'site', Value: 'west' }] },
      },
    ]);
    const own = fleet.call(ListOTAJobByDevice, { FirmwareId: firmware, ...ofFirst, ...pages });
    expect(own.Data?.SimpleOTAJobInfo).toMatchObject([{ ...summary, JobId: job }]);
    const queued = fleet.call(ListOTAUnfinishedTaskByDevice, { ...ofFirst, TaskStatus: 'QUEUED' });
    expect(queued.Data?.SimpleOTATaskInfo).toMatchObject([
      { JobId: job, DeviceName: 'first', ModuleName: 'default', TaskStatus: 'QUEUED' },
    ]);
    const notified = fleet.call(ListOTAUnfinishedTaskByDevice, { ...ofFirst, TaskStatus: 'NOTIFIED' });
    expect(notified.Data?.SimpleOTATaskInfo).toEqual([]);
  });
});
