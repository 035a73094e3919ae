import { expect, test } from 'vitest';
import {
  CancelOTATaskByDevice,
  CreateOTAStaticUpgradeJob,
  CreateOTAVerifyJob,
  type CreateOTAVerifyJobRequest,
  ListOTAFirmware,
  ListOTAJobByFirmware,
  ListOTATaskByJob,
  QueryOTAFirmware,
  QueryOTAJob,
} from '../../../../../shared/iot/operations/ota.ts';
import type { Effects } from '../../effects.ts';
import { Fleet, minute, type SimulatedDevice } from '../../ota/fleet.ts';

const ProductKey = 'a1product01';

export function keepVerification({ keeps }: Effects): void {
  keeps(
    'a package is verified when every device of its verification was updated',
    {
      CreateOTAVerifyJob: [
        'A package that needs verification',
        'Refused for a package',
        'Returns the JobId',
        'The state of the verification',
        'Inferred: one update task',
      ],
      CreateOTAStaticUpgradeJob: 'Precondition',
      CreateOTADynamicUpgradeJob: 'Precondition',
      QueryOTAFirmware: ['Also the way', 'Inferred transitions', 'VerifyProgress 0'],
    },
    async () => {
      const { fleet, devices, FirmwareId } = prepared(3);
      const all = { FirmwareId, ProductKey, TargetSelection: 'ALL' } as const;
      expect(state(fleet, FirmwareId)).toEqual([0, 0]);
      expect(fleet.refusal(CreateOTAStaticUpgradeJob, all)).toBe('iot.firmware.FirmwareNotVerified');
      const { Data } = fleet.call(CreateOTAVerifyJob, request(FirmwareId, devices));
      const job = Data?.JobId ?? '';
      expect(Data).toEqual({ JobId: job, UtcCreate: '2030-01-01T00:00:00.000Z' });
      expect(fleet.tasks(job).map(({ DeviceName }) => DeviceName)).toEqual(['device0', 'device1', 'device2']);
      expect(state(fleet, FirmwareId)).toEqual([2, 0]);
      expect(fleet.refusal(CreateOTAVerifyJob, request(FirmwareId, devices))).toBe(
        'iot.firmware.InProgressVerifyJobExisted',
      );
      expect(fleet.refusal(CreateOTAStaticUpgradeJob, all)).toBe('iot.firmware.FirmwareNotVerified');
      devices[0]?.inform('2.0.0');
      expect(state(fleet, FirmwareId)).toEqual([2, 33]);
      fleet.advance(minute);
      devices[1]?.inform('2.0.0');
      devices[2]?.inform('2.0.0');
      expect(state(fleet, FirmwareId)).toEqual([1, 100]);
      expect(fleet.call(QueryOTAFirmware, { FirmwareId }).FirmwareInfo?.UtcModified).toBe(
        '2030-01-01T00:01:00.000Z',
      );
      expect(fleet.refusal(CreateOTAVerifyJob, request(FirmwareId, devices))).toBe(
        'iot.firmware.VerifyFirmwareNoNeed',
      );
      fleet.device('fourth', '1.0.0');
      fleet.call(CreateOTAStaticUpgradeJob, all);
    },
  );

  keeps(
    'a verification fails with one of its devices, and may be tried again',
    {
      CreateOTAVerifyJob: 'Refused for a package',
      QueryOTAFirmware: 'Inferred transitions',
      ListOTAFirmware: 'Status carries',
    },
    async () => {
      const { fleet, devices, FirmwareId } = prepared(2);
      const status = () => {
        const { FirmwareInfo } = fleet.call(ListOTAFirmware, { CurrentPage: 1, PageSize: 1 });
        return FirmwareInfo?.SimpleFirmwareInfo?.[0]?.Status;
      };
      fleet.call(CreateOTAVerifyJob, request(FirmwareId, devices));
      devices[0]?.inform('2.0.0');
      devices[1]?.progress(10).progress(-1);
      expect([status(), ...state(fleet, FirmwareId)]).toEqual([3, 3, 50]);
      devices[0]?.inform('1.0.0');
      fleet.call(CreateOTAVerifyJob, request(FirmwareId, devices));
      expect([status(), ...state(fleet, FirmwareId)]).toEqual([2, 2, 0]);
      devices[0]?.inform('2.0.0');
      devices[1]?.inform('2.0.0');
      expect([status(), ...state(fleet, FirmwareId)]).toEqual([1, 1, 100]);
    },
  );

  keeps(
    'a package that needs no verification gets none',
    { CreateOTAVerifyJob: 'Inferred: a package that needs no' },
    async () => {
      const { fleet, devices } = prepared(1);
      const FirmwareId = fleet.firmware({ NeedToVerify: false });
      expect(fleet.refusal(CreateOTAVerifyJob, request(FirmwareId, devices))).toBe(
        'iot.firmware.VerifyFirmwareNoNeed',
      );
      expect(state(fleet, FirmwareId)).toEqual([-1, 0]);
    },
  );

  keeps(
    'a verification batch is asked for as other batches are, and told from them by its type',
    {
      CreateOTAVerifyJob: ['The JobId is also', 'TimeoutInMinutes bounds', 'Tags are sent'],
      ListOTAJobByFirmware: ['JobType tells', 'Read-only'],
      CancelOTATaskByDevice: 'JobId may come from',
      QueryOTAJob: 'Read-only',
    },
    async () => {
      const { fleet, devices, FirmwareId } = prepared(2);
      const [first, second] = devices;
      const { Data } = fleet.call(CreateOTAVerifyJob, {
        ...request(FirmwareId, devices),
        TimeoutInMinutes: 5,
        Tag: [{ Key: 'ring', Value: 'test' }],
      });
      const JobId = Data?.JobId ?? '';
      const known = { JobType: 'VERIFY_FIRMWARE', SelectionType: 'STATIC', TargetSelection: 'SPECIFIC' };
      expect(fleet.call(QueryOTAJob, { JobId }).Data).toMatchObject({ ...known, TimeoutInMinutes: 5 });
      const list = fleet.call(ListOTAJobByFirmware, { FirmwareId, CurrentPage: 1, PageSize: 200 });
      expect(list.Data?.SimpleOTAJobInfo).toMatchObject([{ ...known, JobId }]);
      expect(fleet.call(ListOTATaskByJob, { JobId }).Total).toBe(2);
      first?.connect();
      fleet.advance();
      expect(first?.pushes[0]?.['data']).toMatchObject({ extData: { ring: 'test' } });
      first?.progress(1);
      fleet.advance(5 * minute);
      expect(fleet.task(JobId, devices[0] as SimulatedDevice)).toMatchObject({
        TaskStatus: 'FAILED',
        Timeout: '5',
      });
      const name = second?.device.deviceName ?? '';
      fleet.call(CancelOTATaskByDevice, { FirmwareId, ProductKey, JobId, DeviceName: [name] });
      expect(state(fleet, FirmwareId)).toEqual([3, 0]);
    },
  );

  keeps(
    'a verification pushes and waits to be confirmed as it is told to',
    { CreateOTAVerifyJob: ['NeedPush=true', 'NeedConfirm=true'] },
    async () => {
      const { fleet, devices, FirmwareId } = prepared(1);
      const device = devices[0]?.connect() as SimulatedDevice;
      const { Data } = fleet.call(CreateOTAVerifyJob, {
        ...request(FirmwareId, devices),
        NeedPush: false,
        NeedConfirm: true,
      });
      fleet.advance(minute);
      expect(fleet.task(Data?.JobId ?? '', device).TaskStatus).toBe('CONFIRM');
      device.ask();
      expect(device.received.at(-1)?.body).toEqual({ id: '7', code: 200, data: {} });
      fleet.confirm(Data?.JobId ?? '');
      fleet.advance(minute);
      expect([device.pushes.length, fleet.task(Data?.JobId ?? '', device).TaskStatus]).toEqual([0, 'QUEUED']);
      device.ask();
      expect(device.received.at(-1)?.body).toMatchObject({ data: { version: '2.0.0' } });
      expect(fleet.task(Data?.JobId ?? '', device).TaskStatus).toBe('NOTIFIED');
    },
  );

  keeps(
    'a verification is for up to ten different devices of the product of the package',
    { CreateOTAVerifyJob: 'The devices must belong' },
    async () => {
      const { fleet, FirmwareId } = prepared(11);
      const other = fleet.newProduct('a1product02');
      fleet.device('stranger', '1.0.0', other);
      fleet.device('done', '2.0.0');
      fleet.device('mute');
      const refusal = (TargetDeviceName: unknown, more: object = {}) =>
        fleet.refusal(CreateOTAVerifyJob, { FirmwareId, ProductKey, TargetDeviceName, ...more });
      expect(refusal(undefined)).toBe('iot.device.NoneDeviceNameElement');
      expect(refusal(Array.from({ length: 11 }, (_, index) => `device${index}`))).toBe(
        'iot.firmware.ParameterSizeExceedMax',
      );
      expect(refusal(['device0', 'device0'])).toBe('iot.common.InvalidFormattedParameter');
      expect(refusal(['device0', 'stranger'])).toBe('iot.ota.DeviceNotExist');
      expect(refusal(['device0'], { ProductKey: 'a1product02' })).toBe(
        'iot.firmware.FirmwareAndProductKeyMismatch',
      );
      expect(refusal(['device0', 'done'])).toBe('iot.firmware.DeviceWithDestinationVersionInArray');
      const delta = fleet.firmware({ Type: 1, SrcVersion: '0.9.0', NeedToVerify: true });
      expect(refusal(['device0'], { FirmwareId: delta })).toBe('iot.firmware.SrcVersionMismatch');
      expect(refusal(['mute'], { FirmwareId: delta })).toBe('iot.firmware.NonVersionedDeviceInArray');
    },
  );

  test.each<[string, Partial<Record<keyof CreateOTAVerifyJobRequest, unknown>>]>([
    ['iot.firmware.NullFirmwareId', { FirmwareId: undefined }],
    ['iot.firmware.InvalidFirmwareId', { FirmwareId: 'no id' }],
    ['iot.firmware.FirmwareNotFound', { FirmwareId: 'nobody' }],
    ['iot.prod.NullProductKey', { ProductKey: undefined }],
    ['iot.firmware.InvalidProductKey', { ProductKey: 'no key' }],
    ['iot.prod.NotExistedProduct', { ProductKey: 'nobody' }],
    ['iot.firmware.InvalidTimeoutSetting', { TimeoutInMinutes: 0 }],
    ['iot.firmware.InvalidTimeoutSetting', { TimeoutInMinutes: 1441 }],
    ['iot.ota.DownloadProtocolInvalid', { DownloadProtocol: 'FTP' }],
    ['iot.ota.DownloadProtocolMqttNotSuitable', { DownloadProtocol: 'MQTT' }],
    ['iot.firmware.JobTagTooMany', { Tag: tags(11) }],
    ['iot.firmware.JobTagIsTooLong', { Tag: tags(5, 'a'.repeat(1000)) }],
    ['iot.firmware.JobTagKeyInvalid', { Tag: [{ Key: 'no-hyphen', Value: 'a' }] }],
    ['iot.firmware.JobTagKeyInvalid', { Tag: [{ Value: 'a' }] }],
    ['iot.firmware.JobTagValueInvalid', { Tag: [{ Key: 'a' }] }],
    ['iot.firmware.JobTagValueInvalid', { Tag: [{ Key: 'a', Value: 'a'.repeat(1025) }] }],
    ['iot.ota.tag.KeyDuplicated', { Tag: [...tags(1), ...tags(1)] }],
  ])('CreateOTAVerifyJob refuses with %s', (code, change) => {
    const { fleet, devices, FirmwareId } = prepared(1);
    expect(fleet.refusal(CreateOTAVerifyJob, { ...request(FirmwareId, devices), ...change })).toBe(code);
  });
}

function tags(count: number, Value = 'value') {
  return Array.from({ length: count }, (_, index) => ({ Key: `key.${index}`, Value }));
}

function prepared(count: number) {
  const fleet = new Fleet();
  const devices = fleet.devices(count, '1.0.0');
  const FirmwareId = fleet.firmware({ NeedToVerify: true, DestVersion: '2.0.0' });
  return { fleet, devices, FirmwareId };
}

function request(FirmwareId: string, devices: readonly SimulatedDevice[]): CreateOTAVerifyJobRequest {
  return { FirmwareId, ProductKey, TargetDeviceName: devices.map(({ device }) => device.deviceName) };
}

/** A package's Status and VerifyProgress. */
function state(fleet: Fleet, FirmwareId: string) {
  const { FirmwareInfo } = fleet.call(QueryOTAFirmware, { FirmwareId });
  return [FirmwareInfo?.Status, FirmwareInfo?.VerifyProgress];
}
