import { expect } from 'vitest';
import {
  CancelOTATaskByDevice,
  CancelOTATaskByJob,
  type CancelOTATaskByJobRequest,
  CreateOTADynamicUpgradeJob,
  QueryOTAJob,
} from '../../../../../shared/iot/operations/ota.ts';
import type { Effects } from '../../effects.ts';
import { Fleet, type SimulatedDevice } from '../../ota/fleet.ts';

const ProductKey = 'a1product01';
type Switches = Omit<CancelOTATaskByJobRequest, 'JobId'>;

export function keepCancels({ keeps }: Effects): void {
  keeps(
    'each switch cancels the tasks in its state, and no other',
    {
      CancelOTATaskByJob: [
        'Acts on the tasks',
        'CancelQueuedTask=true',
        'CancelNotifiedTask=true',
        'CancelInProgressTask=true',
        'CancelUnconfirmedTask=true',
        'When CancelUnconfirmedTask is not',
        'When CancelUnconfirmedTask is given',
        'Inferred: finished tasks',
        'All switches are optional',
      ],
    },
    async () => {
      const all = ['CONFIRM', 'QUEUED', 'NOTIFIED', 'IN_PROGRESS', 'SUCCEEDED', 'FAILED'];
      const canceledBy = (switches: Switches) => {
        const { fleet, JobId } = oneOfEach();
        const before = fleet.tasks(JobId).map(({ TaskStatus }) => TaskStatus);
        expect(before).toEqual(all);
        fleet.call(CancelOTATaskByJob, { JobId, ...switches });
        const after = fleet.tasks(JobId).map(({ TaskStatus }) => TaskStatus);
        return all.filter((status, index) => after[index] !== status && after[index] === 'CANCELED');
      };
      expect(canceledBy({ CancelQueuedTask: true })).toEqual(['CONFIRM', 'QUEUED']);
      expect(canceledBy({ CancelQueuedTask: true, CancelUnconfirmedTask: false })).toEqual(['QUEUED']);
      expect(canceledBy({ CancelQueuedTask: true, CancelUnconfirmedTask: true })).toEqual([
        'CONFIRM',
        'QUEUED',
      ]);
      expect(canceledBy({ CancelUnconfirmedTask: true })).toEqual(['CONFIRM']);
      expect(canceledBy({ CancelQueuedTask: false })).toEqual([]);
      expect(canceledBy({ CancelNotifiedTask: true })).toEqual(['NOTIFIED']);
      expect(canceledBy({ CancelInProgressTask: true })).toEqual(['IN_PROGRESS']);
      const everything = { CancelQueuedTask: true, CancelNotifiedTask: true, CancelInProgressTask: true };
      expect(canceledBy(everything)).toEqual(['CONFIRM', 'QUEUED', 'NOTIFIED', 'IN_PROGRESS']);
      const { fleet, JobId } = oneOfEach();
      expect(fleet.refusal(CancelOTATaskByJob, { JobId })).toBe('iot.firmware.CancelOptionIsMandatory');
      expect(fleet.refusal(CancelOTATaskByJob, { CancelQueuedTask: true })).toBe('iot.firmware.NullOTAJobId');
      expect(fleet.refusal(CancelOTATaskByJob, { JobId: 'nobody', CancelQueuedTask: true })).toBe(
        'iot.firmware.InvalidOTAJobId',
      );
    },
  );

  keeps(
    'a batch is canceled when all of its tasks are, and completed when one was not',
    { CancelOTATaskByJob: 'The text does not say that' },
    async () => {
      const fleet = new Fleet();
      const [first, second] = fleet.devices(2, '1.0.0');
      const firmware = fleet.firmware({ DestVersion: '2.0.0' });
      const statusOf = (JobId: string) => fleet.call(QueryOTAJob, { JobId }).Data?.JobStatus;
      const none = fleet.batch(firmware, [first, second]);
      fleet.call(CancelOTATaskByJob, { JobId: none, CancelQueuedTask: true });
      expect(statusOf(none)).toBe('CANCELED');
      const some = fleet.batch(firmware, [first, second]);
      first.inform('2.0.0');
      fleet.call(CancelOTATaskByJob, { JobId: some, CancelQueuedTask: true });
      expect(statusOf(some)).toBe('COMPLETED');
    },
  );

  keeps(
    'a device is taken off the updates that it has not begun: of a package, or of one batch of it',
    {
      CancelOTATaskByDevice: [
        'Only pending update tasks',
        'Inferred: pending means',
        'Inferred: a cancelled task',
        'With JobId only',
        'JobId may come from',
        'The devices are given',
      ],
    },
    async () => {
      const fleet = new Fleet({ instanceId: 'iot-instance' });
      const [queued, notified, running] = fleet.devices(3, '1.0.0');
      notified.connect();
      running.connect();
      const FirmwareId = fleet.firmware({ DestVersion: '2.0.0' });
      const job = fleet.batch(FirmwareId, [queued, notified, running]);
      fleet.advance();
      running.progress(1);
      const confirm = fleet.device('confirm', '1.0.0');
      const dynamic = fleet.call(CreateOTADynamicUpgradeJob, {
        FirmwareId,
        ProductKey,
        SrcVersion: ['1.0.0'],
        DynamicMode: 2,
        NeedConfirm: true,
      });
      confirm.inform('1.0.0');
      const other = dynamic.Data?.JobId ?? '';
      const cancel = (devices: SimulatedDevice[], JobId?: string) => ({
        FirmwareId,
        ProductKey,
        JobId,
        DeviceName: devices.map(({ device }) => device.deviceName),
      });
      const refusal = (change: object) =>
        fleet.refusal(CancelOTATaskByDevice, { ...cancel([queued]), ...change });
      expect(fleet.refusal(CancelOTATaskByDevice, cancel([queued, running]))).toBe(
        'iot.firmware.IncorrectDeviceUpgradeJobStatus',
      );
      expect(fleet.refusal(CancelOTATaskByDevice, cancel([queued], other))).toBe(
        'iot.firmware.DeviceUpgradeRecordNotFound',
      );
      expect(fleet.task(job, queued).TaskStatus).toBe('QUEUED');
      fleet.call(CancelOTATaskByDevice, cancel([queued, notified], job));
      fleet.call(CancelOTATaskByDevice, cancel([confirm]));
      expect([queued, notified, running].map((device) => fleet.task(job, device).TaskStatus)).toEqual([
        'CANCELED',
        'CANCELED',
        'IN_PROGRESS',
      ]);
      expect(fleet.task(other, confirm)).toMatchObject({
        TaskStatus: 'CANCELED',
        TaskDesc: 'the update task was canceled',
      });

      const names = Array.from({ length: 201 }, (_, index) => `device${index}`);
      fleet.newProduct('a1product02');
      const strange = fleet.batch(fleet.firmware(), [queued]);
      for (const [code, change] of [
        ['iot.device.NoneDeviceNameElement', { DeviceName: undefined }],
        ['iot.firmware.ParameterSizeExceedMax', { DeviceName: names }],
        ['iot.common.InvalidFormattedParameter', { DeviceName: ['device0', 'device0'] }],
        ['iot.ota.DeviceNotExist', { DeviceName: ['nobody'] }],
        ['iot.firmware.InvalidOTAJobId', { JobId: 'nobody' }],
        ['iot.firmware.InvalidOTAJobId', { JobId: strange }],
        ['iot.firmware.NullFirmwareId', { FirmwareId: undefined }],
        ['iot.firmware.InvalidFirmwareId', { FirmwareId: 'no id' }],
        ['iot.firmware.FirmwareNotFound', { FirmwareId: 'nobody' }],
        ['iot.prod.NullProductKey', { ProductKey: undefined }],
        ['iot.firmware.InvalidProductKey', { ProductKey: 'no key' }],
        ['iot.prod.NotExistedProduct', { ProductKey: 'nobody' }],
        ['iot.firmware.FirmwareAndProductKeyMismatch', { ProductKey: 'a1product02' }],
      ] as const) {
        expect(refusal(change)).toBe(code);
      }
    },
  );
}

/** A batch with one task in every state but CANCELED. */
function oneOfEach() {
  const fleet = new Fleet();
  const devices = fleet.devices(6, '1.0.0');
  const [, , notified, running, done, failed] = devices;
  const JobId = fleet.batch(fleet.firmware({ DestVersion: '2.0.0' }), devices, { NeedConfirm: true });
  fleet.confirm(JobId, 'device1', 'device2', 'device3', 'device4', 'device5');
  notified?.connect();
  fleet.advance();
  running?.progress(1);
  done?.inform('2.0.0');
  failed?.progress(1).progress(-1);
  return { fleet, JobId };
}
