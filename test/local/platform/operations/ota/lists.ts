import { expect, test } from 'vitest';
import {
  CreateOTAModule,
  CreateOTAVerifyJob,
  ListOTAJobByDevice,
  ListOTAJobByFirmware,
  ListOTATaskByJob,
  type ListOTATaskByJobRequest,
  ListOTAUnfinishedTaskByDevice,
  QueryOTAJob,
} from '../../../../../shared/iot/operations/ota.ts';
import type { Effects } from '../../effects.ts';
import { Fleet, hour } from '../../ota/fleet.ts';

const ProductKey = 'a1product01';

export function keepLists({ keeps }: Effects): void {
  keeps(
    'the tasks of a batch are listed by page, by state or by device',
    { ListOTATaskByJob: ['Read-only', 'With TaskStatus', 'With DeviceNames', 'CurrentPage times PageSize'] },
    async () => {
      const fleet = new Fleet();
      const devices = fleet.devices(5, '1.0.0');
      const firmware = fleet.firmware({ DestVersion: '2.0.0' });
      const JobId = fleet.batch(firmware, devices);
      devices[3]?.progress(1);
      const list = (request: Partial<ListOTATaskByJobRequest>) => {
        const { Data, ...pages } = fleet.call(ListOTATaskByJob, { JobId, ...request });
        return { names: Data?.SimpleOTATaskInfo?.map((task) => task?.DeviceName), ...pages };
      };
      expect(list({ CurrentPage: 2, PageSize: 2 })).toEqual({
        names: ['device2', 'device3'],
        CurrentPage: 2,
        PageSize: 2,
        PageCount: 3,
        Total: 5,
      });
      expect(list({}).names).toEqual(['device0', 'device1', 'device2', 'device3', 'device4']);
      expect(list({ TaskStatus: 'IN_PROGRESS' }).names).toEqual(['device3']);
      expect(list({ TaskStatus: 'QUEUED', CurrentPage: 2, PageSize: 3 })).toMatchObject({
        names: ['device4'],
        Total: 4,
      });
      expect(
        list({ DeviceNames: ['device4', 'device1', 'nobody'], CurrentPage: 9, PageSize: 1 }).names,
      ).toEqual(['device4', 'device1']);
      expect(list({ DeviceNames: ['device3', 'device1'], TaskStatus: 'QUEUED' }).names).toEqual(['device1']);
      expect(list({ CurrentPage: 1000, PageSize: 100 }).names).toEqual([]);
      const task = fleet.call(ListOTATaskByJob, { JobId, DeviceNames: ['device3'] }).Data
        ?.SimpleOTATaskInfo?.[0];
      expect(task).toEqual({
        TaskId: expect.stringMatching(/^\w{26}$/),
        TaskStatus: 'IN_PROGRESS',
        TaskDesc: '',
        Progress: '1.00',
        Timeout: null,
        JobId,
        FirmwareId: firmware,
        ProductKey,
        ProductName: 'Product a1product01',
        DeviceName: 'device3',
        IotId: 'iot-device3',
        SrcVersion: '1.0.0',
        DestVersion: '2.0.0',
        UtcCreate: '2030-01-01T00:00:00.000Z',
        UtcModified: '2030-01-01T00:00:00.000Z',
      });
      const names = Array.from({ length: 51 }, (_, index) => `device${index}`);
      for (const [code, change] of [
        ['iot.firmware.NullOTAJobId', { JobId: undefined }],
        ['iot.firmware.InvalidOTAJobId', { JobId: 'nobody' }],
        ['iot.firmware.InvalidTaskStatus', { TaskStatus: 'DONE' }],
        ['iot.firmware.ParameterSizeExceedMax', { DeviceNames: names }],
        ['iot.common.InvalidPageParams', { CurrentPage: 0, PageSize: 1 }],
        ['iot.common.InvalidPageParams', { CurrentPage: 1, PageSize: 0 }],
        ['iot.common.InvalidPageParams', { CurrentPage: 1, PageSize: 101 }],
        ['iot.common.InvalidPageParams', { CurrentPage: 1001, PageSize: 100 }],
      ] as const) {
        expect(fleet.refusal(ListOTATaskByJob, { JobId, ...change })).toBe(code);
      }
    },
  );

  keeps(
    'a version that fits neither end fails a running update',
    { ListOTATaskByJob: 'A FAILED task whose device' },
    async () => {
      const fleet = new Fleet();
      const [device, mute] = [fleet.device('lamp', '1.0.0').connect(), fleet.device('mute').connect()];
      const job = fleet.batch(fleet.firmware({ DestVersion: '2.0.0' }), [device, mute]);
      device.inform('1.5.0').inform('1.0.0').progress(40).inform('1.0.0');
      expect(fleet.task(job, device).TaskStatus).toBe('IN_PROGRESS');
      device.inform('1.5.0');
      expect(fleet.task(job, device)).toMatchObject({
        TaskStatus: 'FAILED',
        TaskDesc: 'report version is not conform',
        Progress: '0.00',
      });
      expect(fleet.said('OtaEventFlag')).toMatchObject([
        {
          status: 'FAILED',
          desc: 'report version is not conform',
          srcVersion: '1.0.0',
          destVersion: '2.0.0',
        },
      ]);
      mute.progress(40).inform('1.0.0');
      expect(fleet.task(job, mute)).toMatchObject({ TaskStatus: 'IN_PROGRESS', SrcVersion: '1.0.0' });
      mute.inform('1.1.0');
      expect(fleet.task(job, mute).TaskStatus).toBe('FAILED');
    },
  );

  keeps(
    'the unfinished updates of a device are listed in one state',
    {
      ListOTAUnfinishedTaskByDevice: [
        'Read-only',
        'Unfinished task states',
        'The device is given',
        'With ModuleName',
      ],
    },
    async () => {
      const fleet = new Fleet({ instanceId: 'iot-instance' });
      const device = fleet.device('lamp', '1.0.0');
      fleet.call(CreateOTAModule, { ProductKey, ModuleName: 'radio' });
      const multi = { MultiModuleMode: true };
      const whole = fleet.batch(fleet.firmware(), [device], multi);
      const radio = fleet.batch(fleet.firmware({ ModuleName: 'radio' }), [device], multi);
      const list = (request: object) => {
        const { Data } = fleet.call(ListOTAUnfinishedTaskByDevice, { TaskStatus: 'QUEUED', ...request });
        return Data?.SimpleOTATaskInfo?.map((task) => [task?.JobId, task?.ModuleName]);
      };
      const named = { ProductKey, DeviceName: 'lamp' };
      expect(list(named)).toEqual([
        [whole, 'default'],
        [radio, 'radio'],
      ]);
      expect(list({ IotId: 'iot-lamp', ProductKey: 'a1nowhere', DeviceName: 'nobody' })).toHaveLength(2);
      expect(list({ ...named, ModuleName: 'radio' })).toEqual([[radio, 'radio']]);
      expect(list({ ...named, ModuleName: 'default' })).toEqual([[whole, 'default']]);
      expect(list({ ...named, TaskStatus: 'CONFIRM' })).toEqual([]);
      device.progress(1, '', 'radio');
      expect(list({ ...named, TaskStatus: 'IN_PROGRESS' })).toEqual([[radio, 'radio']]);
      for (const [code, change] of [
        ['iot.firmware.InvalidTaskStatus', { ...named, TaskStatus: undefined }],
        ['iot.firmware.InvalidTaskStatus', { ...named, TaskStatus: 'SUCCEEDED' }],
        ['iot.ota.EmptyDeviceInfoParams', {}],
        ['iot.prod.NullProductKey', { DeviceName: 'lamp' }],
        ['iot.device.NullDeviceName', { ProductKey }],
        ['iot.ota.DeviceNotExist', { IotId: 'nobody' }],
        ['iot.ota.DeviceNotExist', { ProductKey, DeviceName: 'nobody' }],
        ['iot.ota.InvalidOtaModuleName', { ...named, ModuleName: 'a b' }],
      ] as const) {
        expect(fleet.refusal(ListOTAUnfinishedTaskByDevice, { TaskStatus: 'QUEUED', ...change })).toBe(code);
      }
    },
  );

  keeps(
    'the batches of a package that a device is in are listed by page, but for those to come',
    {
      ListOTAJobByDevice: [
        'Read-only',
        'All batches of this package',
        'JobStatus: IN_PROGRESS',
        'UtcEndTime is returned',
      ],
    },
    async () => {
      const fleet = new Fleet();
      const [device, other] = [fleet.device('lamp', '1.0.0'), fleet.device('other', '1.0.0')];
      const FirmwareId = fleet.firmware({ DestVersion: '2.0.0', NeedToVerify: true });
      const verify = fleet.call(CreateOTAVerifyJob, { FirmwareId, ProductKey, TargetDeviceName: ['lamp'] });
      device.inform('2.0.0').inform('1.0.0');
      const done = fleet.batch(FirmwareId, [device]);
      device.inform('2.0.0').inform('1.0.0');
      fleet.batch(FirmwareId, [other]);
      const running = fleet.batch(FirmwareId, [device]);
      const planned = fleet.batch(FirmwareId, [device], { ScheduleTime: fleet.clock.now() + hour });
      fleet.batch(fleet.firmware(), [device]);
      const list = (CurrentPage: number, PageSize: number) =>
        fleet.call(ListOTAJobByDevice, { FirmwareId, ProductKey, DeviceName: 'lamp', CurrentPage, PageSize });
      expect(list(1, 10).Data?.SimpleOTAJobInfo).toEqual([
        expect.objectContaining({ JobId: running, JobStatus: 'IN_PROGRESS', JobType: 'UPGRADE_FIRMWARE' }),
        expect.objectContaining({
          JobId: done,
          JobStatus: 'COMPLETED',
          UtcEndTime: '2030-01-01T00:00:00.000Z',
        }),
        expect.objectContaining({
          JobId: verify.Data?.JobId,
          JobStatus: 'COMPLETED',
          JobType: 'VERIFY_FIRMWARE',
        }),
      ]);
      expect(list(1, 10).Data?.SimpleOTAJobInfo?.[0]?.UtcEndTime).toBeUndefined();
      expect(list(2, 2)).toMatchObject({ CurrentPage: 2, PageSize: 2, PageCount: 2, Total: 3 });
      expect(list(2, 2).Data?.SimpleOTAJobInfo).toHaveLength(1);
      device.inform('2.0.0').inform('1.0.0');
      fleet.advance(hour);
      expect(list(1, 1).Data?.SimpleOTAJobInfo?.[0]?.JobId).toBe(planned);
    },
  );

  const known = { FirmwareId: 'x', ProductKey, DeviceName: 'lamp', CurrentPage: 1, PageSize: 10 };
  test.each<[string, Partial<Record<keyof typeof known, unknown>>]>([
    ['iot.common.InvalidPageParams', { CurrentPage: undefined }],
    ['iot.common.InvalidPageParams', { CurrentPage: 0 }],
    ['iot.common.InvalidPageParams', { PageSize: undefined }],
    ['iot.common.InvalidPageParams', { PageSize: 0 }],
    ['iot.common.InvalidPageParams', { PageSize: 101 }],
    ['iot.firmware.NullFirmwareId', { FirmwareId: undefined }],
    ['iot.firmware.InvalidFirmwareId', { FirmwareId: 'no id' }],
    ['iot.firmware.FirmwareNotFound', { FirmwareId: 'nobody' }],
    ['iot.prod.NullProductKey', { ProductKey: undefined }],
    ['iot.firmware.InvalidProductKey', { ProductKey: 'no key' }],
    ['iot.prod.NotExistedProduct', { ProductKey: 'nobody' }],
    ['iot.device.NullDeviceName', { DeviceName: undefined }],
    ['iot.ota.DeviceNotExist', { DeviceName: 'nobody' }],
  ])('ListOTAJobByDevice refuses with %s %j', (code, change) => {
    const fleet = new Fleet();
    fleet.device('lamp');
    const FirmwareId = fleet.firmware();
    expect(fleet.refusal(ListOTAJobByDevice, { ...known, FirmwareId, ...change })).toBe(code);
  });

  test.each<[string, Partial<Record<'FirmwareId' | 'CurrentPage' | 'PageSize', unknown>>]>([
    ['not refused', { PageSize: 200 }],
    ['iot.common.InvalidPageParams', { PageSize: 201 }],
    ['iot.common.InvalidPageParams', { PageSize: -1 }],
    ['iot.common.InvalidPageParams', { CurrentPage: 0 }],
    ['iot.firmware.NullFirmwareId', { FirmwareId: undefined }],
    ['iot.firmware.FirmwareNotFound', { FirmwareId: 'nobody' }],
  ])('ListOTAJobByFirmware says %s to %j', (code, change) => {
    const fleet = new Fleet();
    const FirmwareId = fleet.firmware();
    expect(fleet.refusal(ListOTAJobByFirmware, { FirmwareId, CurrentPage: 1, PageSize: 10, ...change })).toBe(
      code,
    );
  });

  test.each([
    ['iot.firmware.NullOTAJobId', undefined],
    ['iot.firmware.InvalidOTAJobId', 'nobody'],
  ])('QueryOTAJob refuses with %s', (code, JobId) => {
    expect(new Fleet().refusal(QueryOTAJob, { JobId })).toBe(code);
  });
}
