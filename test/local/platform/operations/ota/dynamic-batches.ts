import { expect, test } from 'vitest';
import {
  CancelOTAStrategyByJob,
  CancelOTATaskByJob,
  CreateOTADynamicUpgradeJob,
  type CreateOTADynamicUpgradeJobRequest,
  ListOTAJobByDevice,
  ListOTAJobByFirmware,
  QueryOTAJob,
} from '../../../../../shared/iot/operations/ota.ts';
import type { Effects } from '../../effects.ts';
import { day, Fleet } from '../../ota/fleet.ts';

const ProductKey = 'a1product01';

export function keepDynamicBatches({ keeps }: Effects): void {
  keeps(
    'a dynamic batch is for all devices, now and to come, and is never planned',
    {
      CreateOTADynamicUpgradeJob: ['Creates a batch', 'Inferred: a dynamic batch'],
      QueryOTAJob: 'TargetSelection is ALL',
      ListOTAJobByFirmware: 'TargetSelection is ALL',
      ListOTAJobByDevice: 'TargetSelection is ALL',
    },
    async () => {
      const fleet = new Fleet();
      fleet.device('lamp', '1.0.0');
      const FirmwareId = fleet.firmware();
      const { Data } = fleet.call(CreateOTADynamicUpgradeJob, {
        FirmwareId,
        ProductKey,
        SrcVersion: ['1.0.0'],
      });
      const JobId = Data?.JobId ?? '';
      expect(Data).toEqual({ JobId, UtcCreate: '2030-01-01T00:00:00.000Z' });
      const known = {
        JobId,
        SelectionType: 'DYNAMIC',
        TargetSelection: 'ALL',
        JobType: 'UPGRADE_FIRMWARE',
        JobStatus: 'IN_PROGRESS',
        UtcStartTime: '2030-01-01T00:00:00.000Z',
      };
      expect(fleet.call(QueryOTAJob, { JobId }).Data).toMatchObject({
        ...known,
        DynamicMode: 1,
        MaximumPerMinute: 1000,
        SrcVersions: { SrcVersion: ['1.0.0'] },
      });
      const pages = { FirmwareId, CurrentPage: 1, PageSize: 10 };
      expect(fleet.call(ListOTAJobByFirmware, pages).Data?.SimpleOTAJobInfo).toMatchObject([known]);
      const ofDevice = fleet.call(ListOTAJobByDevice, { ...pages, ProductKey, DeviceName: 'lamp' });
      expect(ofDevice.Data?.SimpleOTAJobInfo).toMatchObject([known]);
    },
  );

  keeps(
    'the first mode takes devices that are there and all that come, the second only those that report from then on',
    { CreateOTADynamicUpgradeJob: 'DynamicMode 1' },
    async () => {
      for (const DynamicMode of [1, 2] as const) {
        const fleet = new Fleet();
        const known = fleet.device('known', '1.0.0').connect();
        const newer = fleet.device('newer', '1.5.0').connect();
        const mute = fleet.device('mute').connect();
        const JobId = dynamic(fleet, { DynamicMode, SrcVersion: ['1.0.0', '0.9.0'] });
        const names = () => fleet.tasks(JobId).map(({ DeviceName }) => DeviceName);
        expect(names()).toEqual(DynamicMode === 1 ? ['known'] : []);
        mute.inform('0.9.0');
        newer.inform('1.5.1');
        known.inform('1.0.0');
        expect(names()).toEqual(DynamicMode === 1 ? ['known', 'mute'] : ['mute', 'known']);
        fleet.advance();
        expect([known.pushes.length, mute.pushes.length, newer.pushes.length]).toEqual([1, 1, 0]);
        known.inform(fleet.destVersion(JobId));
        mute.inform(fleet.destVersion(JobId));
        fleet.advance(365 * day);
        expect(fleet.call(QueryOTAJob, { JobId }).Data?.JobStatus).toBe('IN_PROGRESS');
        newer.inform('0.9.0');
        expect(names()).toContain('newer');
      }
    },
  );

  test('a device gets one task of a policy, and another only when it went back after its update', () => {
    const fleet = new Fleet();
    const device = fleet.device('lamp', '1.0.0').connect();
    const JobId = dynamic(fleet);
    const states = () => fleet.tasks(JobId).map(({ TaskStatus }) => TaskStatus);
    device.progress(1).progress(-1).inform('1.0.0').inform('1.0.0');
    expect(states()).toEqual(['FAILED']);
    const other = fleet.device('other', '1.0.0').connect().inform('1.0.0');
    other.inform(fleet.destVersion(JobId)).inform('1.0.0').inform('1.0.0');
    expect(states()).toEqual(['FAILED', 'SUCCEEDED', 'QUEUED']);
  });

  test('a device that could not begin gets its task once the way is free', () => {
    const fleet = new Fleet();
    const device = fleet.device('lamp', '1.0.0').connect();
    const first = fleet.batch(fleet.firmware(), [device]);
    const JobId = dynamic(fleet);
    device.inform('1.0.0');
    expect(fleet.tasks(JobId).map(({ TaskStatus }) => TaskStatus)).toEqual(['FAILED']);
    fleet.call(CancelOTATaskByJob, { JobId: first, CancelQueuedTask: true });
    device.inform('1.0.0');
    expect(fleet.tasks(JobId).map(({ TaskStatus }) => TaskStatus)).toEqual(['FAILED', 'QUEUED']);
  });

  keeps(
    'a device under several policies follows the newest',
    { CreateOTADynamicUpgradeJob: 'When a device falls' },
    async () => {
      const fleet = new Fleet();
      const older = dynamic(fleet);
      const newer = dynamic(fleet);
      const device = fleet.device('lamp').connect().inform('1.0.0');
      expect([fleet.tasks(older).length, fleet.tasks(newer).length]).toEqual([0, 1]);
      fleet.call(CancelOTAStrategyByJob, { JobId: newer });
      const second = fleet.device('second').connect().inform('1.0.0');
      expect(fleet.task(older, second).TaskStatus).toBe('QUEUED');
      expect(fleet.task(newer, device).TaskStatus).toBe('QUEUED');
    },
  );

  keeps(
    'a package has one policy at a time, which can be canceled, while its tasks go on',
    {
      CreateOTADynamicUpgradeJob: ['One package can have', 'Together with the batch'],
      CancelOTAStrategyByJob: [
        'Acts only on',
        'After success',
        'The policy was made',
        'The text does not say',
      ],
    },
    async () => {
      const fleet = new Fleet();
      const device = fleet.device('lamp', '1.0.0').connect();
      const FirmwareId = fleet.firmware({ DestVersion: '2.0.0' });
      const request = { FirmwareId, ProductKey, SrcVersion: ['1.0.0'], NeedPush: true };
      const JobId = fleet.call(CreateOTADynamicUpgradeJob, request).Data?.JobId ?? '';
      expect(fleet.refusal(CreateOTADynamicUpgradeJob, request)).toBe(
        'iot.firmware.InProgressDynamicJobExisted',
      );
      fleet.call(CancelOTAStrategyByJob, { JobId });
      expect(fleet.call(QueryOTAJob, { JobId }).Data?.JobStatus).toBe('CANCELED');
      expect(fleet.said('OtaJobFlag').map(({ status }) => status)).toEqual(['IN_PROGRESS', 'CANCELED']);
      expect(fleet.refusal(CancelOTAStrategyByJob, { JobId })).toBe('iot.firmware.JobAlreadyCanceled');
      const late = fleet.device('late').connect().inform('1.0.0');
      fleet.advance();
      expect([device.pushes.length, late.pushes.length]).toEqual([1, 0]);
      device.progress(1).inform('2.0.0');
      expect(fleet.task(JobId, device).TaskStatus).toBe('SUCCEEDED');
      fleet.call(CreateOTADynamicUpgradeJob, request);

      const fixed = fleet.batch(fleet.firmware(), [device]);
      expect(fleet.refusal(CancelOTAStrategyByJob, { JobId: fixed })).toBe('iot.firmware.NotDynamicJob');
      expect(fleet.refusal(CancelOTAStrategyByJob, { JobId: 'nobody' })).toBe('iot.firmware.InvalidOTAJobId');
      expect(fleet.refusal(CancelOTAStrategyByJob, {})).toBe('iot.firmware.NullOTAJobId');
    },
  );

  keeps(
    'the versions to be updated are named, each once, and fit a delta package',
    { CreateOTADynamicUpgradeJob: 'SrcVersion lists' },
    async () => {
      const fleet = new Fleet();
      const full = fleet.firmware({ DestVersion: '2.0.0' });
      const delta = fleet.firmware({ Type: 1, SrcVersion: '1.0.0', DestVersion: '2.1.0' });
      const refusal = (FirmwareId: string, change: object) =>
        fleet.refusal(CreateOTADynamicUpgradeJob, {
          FirmwareId,
          ProductKey,
          SrcVersion: ['1.0.0'],
          ...change,
        });
      const versions = Array.from({ length: 11 }, (_, index) => `1.${index}`);
      expect(refusal(full, { SrcVersion: undefined })).toBe('iot.firmware.NullSrcVersions');
      expect(refusal(full, { SrcVersion: versions })).toBe('iot.firmware.SrcVersionsSizeExceedMax');
      expect(refusal(full, { SrcVersion: ['1', '1'] })).toBe('iot.common.InvalidFormattedParameter');
      expect(refusal(full, { SrcVersion: ['1', '2.0.0'] })).toBe('iot.firmware.SrcDestVersionMatched');
      expect(refusal(delta, { SrcVersion: ['1.0.0', '1.1.0'] })).toBe('iot.firmware.MoreThanOneSrcVersion');
      expect(refusal(delta, { SrcVersion: ['1.1.0'] })).toBe('iot.firmware.UpgradeSrcVersionMismatch');
      expect(refusal(delta, {})).toBe('not refused');
      expect(refusal(full, { DynamicMode: 3 })).toBe('iot.firmware.InvalidDynamicMode');
      expect(refusal(full, { MaximumPerMinute: 1001 })).toBe('iot.firmware.InvalidMaximumPerMinute');
      expect(refusal(full, { MaximumPerMinute: 9 })).toBe('iot.firmware.InvalidMaximumPerMinute');
      expect(refusal(full, { RetryInterval: 30, RetryCount: 1, TimeoutInMinutes: 30 })).toBe(
        'iot.firmware.InvalidRetryInterval',
      );
      expect(refusal(full, { ProductKey: 'nobody' })).toBe('iot.prod.NotExistedProduct');
      expect(refusal('nobody', {})).toBe('iot.firmware.FirmwareNotFound');
    },
  );
}

function dynamic(fleet: Fleet, request: Partial<CreateOTADynamicUpgradeJobRequest> = {}): string {
  const { Data } = fleet.call(CreateOTADynamicUpgradeJob, {
    FirmwareId: fleet.firmware(),
    ProductKey,
    SrcVersion: ['1.0.0'],
    NeedPush: true,
    ...request,
  });
  return Data?.JobId ?? '';
}
