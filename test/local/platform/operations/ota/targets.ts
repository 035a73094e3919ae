import { expect, test } from 'vitest';
import { DeviceGroup } from '../../../../../local/platform/state/groups.ts';
import {
  CreateOTAStaticUpgradeJob,
  type CreateOTAStaticUpgradeJobRequest,
  QueryOTAJob,
} from '../../../../../shared/iot/operations/ota.ts';
import type { Effects } from '../../effects.ts';
import { day, Fleet, hour, minute } from '../../ota/fleet.ts';

const ProductKey = 'a1product01';
type Change = Partial<Record<keyof CreateOTAStaticUpgradeJobRequest, unknown>>;

export function keepTargets({ keeps }: Effects): void {
  keeps(
    'a static batch is for all devices, some, a share of them, or a group, without those that are updated',
    {
      CreateOTAStaticUpgradeJob: [
        'Creates a batch',
        'One package may be used',
        'When several devices',
        'TargetSelection ALL',
        'GROUP: GroupId',
      ],
      QueryOTAJob: ['DynamicMode is returned', 'GroupId and GroupName'],
    },
    async () => {
      const { fleet, FirmwareId } = prepared();
      const group = new DeviceGroup('group01', 'West', '', undefined, 0);
      fleet.platform.state.groups.add(group);
      const stranger = fleet.device('stranger', '1.0.0', fleet.newProduct('a1product02'));
      for (const name of ['old0', 'done0']) {
        const device = fleet.product.devices.get(name);
        if (device !== undefined) fleet.platform.state.groups.join(device, group);
      }
      fleet.platform.state.groups.join(stranger.device, group);

      const made = (change: Change) => {
        const { Data } = fleet.call(CreateOTAStaticUpgradeJob, selection(FirmwareId, change));
        expect(Data).toEqual({
          JobId: expect.stringMatching(/^\w{26}$/),
          UtcCreate: '2030-01-01T00:00:00.000Z',
        });
        const JobId = Data?.JobId ?? '';
        const { Data: job } = fleet.call(QueryOTAJob, { JobId });
        expect(job).toMatchObject({ JobId, SelectionType: 'STATIC', JobType: 'UPGRADE_FIRMWARE' });
        expect(job?.DynamicMode).toBeUndefined();
        return { job, names: fleet.tasks(JobId).map(({ DeviceName }) => DeviceName) };
      };
      const olds = ['old0', 'old1', 'old2', 'old3'];
      const all = made({ TargetSelection: 'ALL' });
      expect(all.names).toEqual([...olds, 'older', 'mute']);
      expect(all.job).toMatchObject({ TargetSelection: 'ALL', GroupId: '', GroupName: '' });
      expect(all.job?.GrayPercent).toBeUndefined();
      const some = made({ TargetSelection: 'SPECIFIC', TargetDeviceName: ['old1', 'done0', 'mute'] });
      expect(some.names).toEqual(['old1', 'mute']);
      const share = made({ TargetSelection: 'GRAY', GrayPercent: '50', SrcVersion: ['1.0.0'] });
      expect(share.names).toEqual(['old0', 'old1']);
      expect(share.job).toMatchObject({ GrayPercent: '50', SrcVersions: { SrcVersion: ['1.0.0'] } });
      const grouped = made({ TargetSelection: 'GROUP', GroupId: 'group01', GroupType: 'LINK_PLATFORM' });
      expect(grouped.names).toEqual(['old0']);
      expect(grouped.job).toMatchObject({ TargetSelection: 'GROUP', GroupId: 'group01', GroupName: 'West' });
      for (const [code, change] of [
        ['iot.group.NullGroupId', { GroupType: 'LINK_PLATFORM' }],
        ['iot.ota.GroupTypeInvalid', { GroupId: 'group01' }],
        ['iot.ota.GroupTypeInvalid', { GroupId: 'group01', GroupType: 'OTHER' }],
        ['iot.ota.GroupNotExist', { GroupId: 'nobody', GroupType: 'LINK_PLATFORM' }],
      ] as const) {
        expect(refusal(fleet, FirmwareId, { TargetSelection: 'GROUP', ...change })).toBe(code);
      }
    },
  );

  keeps(
    'a phased update takes its percentage rounded down, and at least one device',
    { CreateOTAStaticUpgradeJob: 'GRAY: GrayPercent' },
    async () => {
      const fleet = new Fleet();
      fleet.devices(100, '1.0.0');
      const FirmwareId = fleet.firmware();
      const share = (GrayPercent: string) => {
        const { Data } = fleet.call(
          CreateOTAStaticUpgradeJob,
          selection(FirmwareId, { TargetSelection: 'GRAY', GrayPercent }),
        );
        return fleet.tasks(Data?.JobId ?? '').length;
      };
      expect([share('33.33'), share('1'), share('29'), share('57.999'), share('100')]).toEqual([
        33, 1, 29, 57, 100,
      ]);
      for (const [code, GrayPercent] of [
        ['iot.firmware.NullGrayPercent', undefined],
        ['iot.firmware.BadlyFormattedGrayPercent', '1.2345'],
        ['iot.firmware.BadlyFormattedGrayPercent', 'half'],
        ['iot.firmware.InvalidGrayPercent', '0.999'],
        ['iot.firmware.InvalidGrayPercent', '0'],
        ['iot.firmware.InvalidGrayPercent', '100.001'],
      ]) {
        expect(refusal(fleet, FirmwareId, { TargetSelection: 'GRAY', GrayPercent })).toBe(code);
      }
    },
  );

  keeps(
    'source versions narrow what is for all and what is for a share, and nothing else',
    { CreateOTAStaticUpgradeJob: 'SrcVersion is allowed' },
    async () => {
      const { fleet, FirmwareId } = prepared();
      const names = (SrcVersion: string[]) => {
        const { Data } = fleet.call(
          CreateOTAStaticUpgradeJob,
          selection(FirmwareId, { TargetSelection: 'ALL', SrcVersion }),
        );
        return fleet.tasks(Data?.JobId ?? '').map(({ DeviceName }) => DeviceName);
      };
      expect(names(['0.9.0'])).toEqual(['older']);
      expect(names(['0.9.0', '1.0.0'])).toEqual(['old0', 'old1', 'old2', 'old3', 'older']);
      const versions = Array.from({ length: 11 }, (_, index) => `1.${index}`);
      for (const [code, change] of [
        [
          'iot.firmware.SrcVersionsNotAllowed',
          { TargetSelection: 'SPECIFIC', TargetDeviceName: ['old0'], SrcVersion: ['1'] },
        ],
        [
          'iot.firmware.SrcVersionsNotAllowed',
          { TargetSelection: 'GROUP', GroupId: 'a', GroupType: 'LINK_PLATFORM', SrcVersion: ['1'] },
        ],
        ['iot.firmware.SrcVersionsSizeExceedMax', { TargetSelection: 'ALL', SrcVersion: versions }],
        ['iot.common.InvalidFormattedParameter', { TargetSelection: 'ALL', SrcVersion: ['1', '1'] }],
        ['iot.firmware.SrcDestVersionMatched', { TargetSelection: 'ALL', SrcVersion: ['1.0.0', '2.0.0'] }],
        ['iot.firmware.NoDeviceCanUpgrade', { TargetSelection: 'ALL', SrcVersion: ['7.0.0'] }],
      ] as const) {
        expect(refusal(fleet, FirmwareId, change)).toBe(code);
      }
    },
  );

  keeps(
    'a delta package is for devices on the version that it starts from',
    { CreateOTAStaticUpgradeJob: ['Delta package with ALL', 'Delta package with SPECIFIC'] },
    async () => {
      const { fleet } = prepared();
      const FirmwareId = fleet.firmware({ Type: 1, SrcVersion: '1.0.0', DestVersion: '2.1.0' });
      for (const [code, change] of [
        ['iot.firmware.NullSrcVersions', { TargetSelection: 'ALL' }],
        ['iot.firmware.MoreThanOneSrcVersion', { TargetSelection: 'ALL', SrcVersion: ['1.0.0', '0.9.0'] }],
        ['iot.firmware.UpgradeSrcVersionMismatch', { TargetSelection: 'ALL', SrcVersion: ['0.9.0'] }],
        ['iot.firmware.NullSrcVersions', { TargetSelection: 'GRAY', GrayPercent: '50' }],
        [
          'iot.firmware.SrcVersionMismatch',
          { TargetSelection: 'SPECIFIC', TargetDeviceName: ['old0', 'older'] },
        ],
        [
          'iot.firmware.NonVersionedDeviceInArray',
          { TargetSelection: 'SPECIFIC', TargetDeviceName: ['mute'] },
        ],
      ] as const) {
        expect(refusal(fleet, FirmwareId, change)).toBe(code);
      }
      const group = new DeviceGroup('group01', 'West', '', undefined, 0);
      fleet.platform.state.groups.add(group);
      const join = (name: string) => {
        const device = fleet.product.devices.get(name);
        if (device !== undefined) fleet.platform.state.groups.join(device, group);
      };
      const ofGroup = { TargetSelection: 'GROUP', GroupId: 'group01', GroupType: 'LINK_PLATFORM' };
      join('mute');
      expect(refusal(fleet, FirmwareId, ofGroup)).toBe('iot.firmware.NonVersionedDeviceInArray');
      fleet.platform.state.groups.delete(group);
      fleet.platform.state.groups.add(group);
      join('old3');
      join('older');
      const named = fleet.call(CreateOTAStaticUpgradeJob, selection(FirmwareId, ofGroup));
      expect(fleet.tasks(named.Data?.JobId ?? '').map(({ DeviceName }) => DeviceName)).toEqual(['old3']);
      const { Data } = fleet.call(
        CreateOTAStaticUpgradeJob,
        selection(FirmwareId, { TargetSelection: 'ALL', SrcVersion: ['1.0.0'] }),
      );
      expect(fleet.tasks(Data?.JobId ?? '')).toHaveLength(4);
    },
  );

  keeps(
    'named devices are given by name or by file, and only when they are wanted',
    { CreateOTAStaticUpgradeJob: 'SPECIFIC: exactly one' },
    async () => {
      const { fleet, FirmwareId } = prepared();
      const DnListFileUrl = 'https://elsewhere.example/list.csv';
      for (const [code, change] of [
        ['iot.firmware.NullTargetDeviceNames', { TargetSelection: 'SPECIFIC' }],
        [
          'iot.firmware.TargetDeviceNamesNotAllowed',
          { TargetSelection: 'SPECIFIC', TargetDeviceName: ['old0'], DnListFileUrl },
        ],
        ['iot.firmware.TargetDeviceNamesNotAllowed', { TargetSelection: 'ALL', TargetDeviceName: ['old0'] }],
        ['iot.firmware.TargetDeviceNamesNotAllowed', { TargetSelection: 'ALL', DnListFileUrl }],
        [
          'iot.common.InvalidFormattedParameter',
          { TargetSelection: 'SPECIFIC', TargetDeviceName: ['old0', 'old0'] },
        ],
        ['iot.ota.DeviceNotExist', { TargetSelection: 'SPECIFIC', TargetDeviceName: ['old0', 'nobody'] }],
        [
          'iot.firmware.NoDeviceCanUpgrade',
          { TargetSelection: 'SPECIFIC', TargetDeviceName: ['done0', 'done1'] },
        ],
      ] as const) {
        expect(refusal(fleet, FirmwareId, change)).toBe(code);
      }
    },
  );

  const now = Date.UTC(2030, 0, 1);
  test.each<[string, Change]>([
    ['iot.firmware.NullTargetSelection', { TargetSelection: undefined }],
    ['iot.firmware.InvalidTargetSelection', { TargetSelection: 'SOME' }],
    ['iot.firmware.FireTimeMustLargeThanCurrentTime', { ScheduleTime: now }],
    ['iot.firmware.FireTimeMustLargeThanCurrentTime', { ScheduleTime: 1 }],
    ['iot.firmware.FireTimeTooShort', { ScheduleTime: now + 5 * minute - 1 }],
    ['iot.firmware.FireTimeTooLate', { ScheduleTime: now + 7 * day + 1 }],
    ['iot.firmware.ScheduleFinishTimeWithoutStartTime', { ScheduleFinishTime: now + day }],
    [
      'iot.firmware.ScheduleFinishTimeEarlierThanStartTime',
      { ScheduleTime: now + day, ScheduleFinishTime: now + day },
    ],
    [
      'iot.firmware.ScheduleFinishTimeTooEarly',
      { ScheduleTime: now + day, ScheduleFinishTime: now + day + hour - 1 },
    ],
    [
      'iot.firmware.ScheduleFinishTimeTooLate',
      { ScheduleTime: now + day, ScheduleFinishTime: now + 31 * day + 1 },
    ],
    ['iot.firmware.InvalidRetryInterval', { RetryInterval: 5, RetryCount: 1 }],
    ['iot.firmware.InvalidRetryInterval', { RetryInterval: 60, RetryCount: 1, TimeoutInMinutes: 60 }],
    ['iot.firmware.InvalidRetryCount', { RetryInterval: 60 }],
    ['iot.firmware.InvalidRetryCount', { RetryInterval: 60, RetryCount: 3 }],
    ['iot.firmware.InvalidTimeoutSetting', { TimeoutInMinutes: 0 }],
    ['iot.firmware.InvalidTimeoutSetting', { TimeoutInMinutes: 1441 }],
    ['iot.firmware.InvalidMaximumPerMinute', { MaximumPerMinute: 9 }],
    ['iot.firmware.InvalidMaximumPerMinute', { MaximumPerMinute: 10_001 }],
    ['iot.firmware.InvalidOverwriteMode', { OverwriteMode: 3 }],
    ['iot.ota.OverWriteAndMultiModuleConflict', { OverwriteMode: 2, MultiModuleMode: true }],
    ['iot.ota.multiModuleModeForbiddenInDefaultInstance', { MultiModuleMode: true }],
    ['iot.ota.DownloadProtocolInvalid', { DownloadProtocol: 'FTP' }],
    ['iot.ota.DownloadProtocolMqttNotSuitable', { DownloadProtocol: 'MQTT' }],
    ['iot.firmware.JobTagKeyInvalid', { Tag: [{ Key: 'a_b', Value: 'c' }] }],
    ['iot.firmware.NullFirmwareId', { FirmwareId: undefined }],
    ['iot.firmware.FirmwareNotFound', { FirmwareId: 'nobody' }],
    ['iot.prod.NullProductKey', { ProductKey: undefined }],
    ['iot.prod.NotExistedProduct', { ProductKey: 'nobody' }],
    ['iot.firmware.FirmwareAndProductKeyMismatch', { ProductKey: 'a1product02' }],
  ])('CreateOTAStaticUpgradeJob refuses with %s %j', (code, change) => {
    const { fleet, FirmwareId } = prepared();
    fleet.newProduct('a1product02');
    expect(refusal(fleet, FirmwareId, { TargetSelection: 'ALL', ...change })).toBe(code);
  });
}

/** Four devices on 1.0.0, one on 0.9.0, two on 2.0.0, one that has told no version, and a package of 2.0.0. */
function prepared() {
  const fleet = new Fleet();
  for (const name of ['old0', 'old1', 'old2', 'old3']) fleet.device(name, '1.0.0');
  fleet.device('older', '0.9.0');
  for (const name of ['done0', 'done1']) fleet.device(name, '2.0.0');
  fleet.device('mute');
  return { fleet, FirmwareId: fleet.firmware({ DestVersion: '2.0.0' }) };
}

function selection(FirmwareId: string, change: Change): CreateOTAStaticUpgradeJobRequest {
  return { FirmwareId, ProductKey, ...change } as CreateOTAStaticUpgradeJobRequest;
}

function refusal(fleet: Fleet, FirmwareId: string, change: Change): string {
  return fleet.refusal(CreateOTAStaticUpgradeJob, { FirmwareId, ProductKey, ...change });
}
