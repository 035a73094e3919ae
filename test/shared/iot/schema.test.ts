import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../shared/iot/operation.ts';
import {
  BatchAddDeviceGroupRelations,
  BatchUpdateDeviceNickname,
  CreateDeviceGroup,
  CreateOTAFirmware,
  CreateOTAStaticUpgradeJob,
  DisableThing,
  QueryDevice,
  RegisterDevice,
  SaveDeviceProp,
} from '../../../shared/iot/operations/index.ts';
import { describeIssues } from '../../../shared/iot/schema.ts';

/** What is said of the request; undefined when it is taken. */
function said<Request extends object, Response extends object>(
  operation: Operation<Request, Response>,
  request: unknown,
): string | undefined {
  const { error } = operation.request().safeParse(request);
  return error === undefined ? undefined : describeIssues(operation.name, error);
}

const device = { ProductKey: 'p', DeviceName: 'd' };

describe('what is said of a refused request', () => {
  it('names what is missing beside what is given', () => {
    expect(said(DisableThing, { ProductKey: 'p' })).toBe(
      'DisableThing: DeviceName is required when ProductKey is given',
    );
    expect(said(DisableThing, {})).toBe('DisableThing: IotId or ProductKey with DeviceName is required');
  });

  it('counts what is too many', () => {
    const Device = Array.from({ length: 201 }, () => device);
    expect(said(BatchAddDeviceGroupRelations, { GroupId: 'g', Device })).toBe(
      'BatchAddDeviceGroupRelations: Device has 201 items, at most 200 are allowed',
    );
  });

  it('names parameters as the wire spells them, all in one line', () => {
    expect(said(BatchAddDeviceGroupRelations, { Device: [device, { ProductKey: 'p' }] })).toBe(
      'BatchAddDeviceGroupRelations: Device.2.DeviceName is required; GroupId is required',
    );
  });

  it('says of an empty text that it is missing, and no more', () => {
    expect(said(CreateDeviceGroup, { GroupName: '' })).toBe('CreateDeviceGroup: GroupName is required');
  });

  it('shows a value that does not match, and what it should match', () => {
    expect(said(CreateDeviceGroup, { GroupName: 'a b c' })).toBe(
      'CreateDeviceGroup: GroupName "a b c" must match /^[A-Za-z0-9_]+$/',
    );
  });

  it('counts bytes where the guide does', () => {
    expect(said(SaveDeviceProp, { IotId: 'i', Props: { a: '字'.repeat(1704) } })).toBeUndefined();
    expect(said(SaveDeviceProp, { IotId: 'i', Props: { a: '字'.repeat(1705) } })).toBe(
      'SaveDeviceProp: Props has 5123 bytes, at most 5120 are allowed',
    );
  });

  it('counts a Chinese character as two where the guide does', () => {
    const nickname = (Nickname: string) =>
      said(BatchUpdateDeviceNickname, { DeviceNicknameInfo: [{ IotId: 'i', Nickname }] });
    expect(nickname('客厅')).toBeUndefined();
    expect(nickname('客')).toBe(
      'BatchUpdateDeviceNickname: DeviceNicknameInfo.1.Nickname has 2 characters, at least 4 are needed',
    );
    expect(nickname('客'.repeat(17))).toContain('has 34 characters, at most 32 are allowed');
  });

  it('offers the closest name for one that is not known', () => {
    expect(said(DisableThing, { ...device, Iotid: 'i' })).toBe(
      'DisableThing: Iotid is not a parameter, did you mean IotId?',
    );
    expect(said(BatchAddDeviceGroupRelations, { GroupId: 'g', Device: [{ ...device, Nme: '' }] })).toBe(
      'BatchAddDeviceGroupRelations: Device.1.Nme is not a parameter',
    );
    expect(said(DisableThing, { ...device, Colour: 'red' })).toBe('DisableThing: Colour is not a parameter');
  });

  it('says what two parameters have to do with each other', () => {
    const job = { FirmwareId: 'f', ProductKey: 'p', TargetSelection: 'ALL' };
    expect(
      said(CreateOTAStaticUpgradeJob, { ...job, RetryInterval: 60, RetryCount: 1, TimeoutInMinutes: 60 }),
    ).toBe('CreateOTAStaticUpgradeJob: RetryInterval 60 must be less than TimeoutInMinutes 60');
    expect(said(CreateOTAStaticUpgradeJob, { ...job, OverwriteMode: 2, MultiModuleMode: true })).toBe(
      'CreateOTAStaticUpgradeJob: MultiModuleMode must not be true when OverwriteMode is 2',
    );
    expect(said(QueryDevice, { ProductKey: 'p', CurrentPage: 201, PageSize: 50 })).toBe(
      'QueryDevice: CurrentPage times PageSize is 10050, at most 10000 is allowed without NextToken',
    );
  });

  it('takes any value for what it is, and never throws', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true, withDate: true }), (request) => {
        const sentence = said(CreateOTAStaticUpgradeJob, request);
        expect(sentence).toMatch(/^CreateOTAStaticUpgradeJob: /);
      }),
    );
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), (value) => {
        for (const request of [
          { IotId: 'i', Props: value },
          { IotId: value, Props: {} },
        ]) {
          const sentence = said(SaveDeviceProp, request);
          expect(sentence === undefined || sentence.startsWith('SaveDeviceProp: ')).toBe(true);
        }
      }),
    );
  });

  it('never shows the value of a secret', () => {
    const secret = fc.string({ minLength: 8 }).map((text) => `s3cr3t${text}`);
    fc.assert(
      fc.property(secret, (value) => {
        const sentences = [
          said(RegisterDevice, {
            ProductKey: 'p',
            LoraNodeType: value.length,
            AppKey: [value],
            PinCode: { value },
          }),
          said(CreateOTAFirmware, {
            MultiFiles: [
              { Name: 'a', Url: 'a', SignValue: value },
              { Name: 'b', Url: 'b', SignValue: value },
            ],
            FirmwareSign: value,
          }),
        ];
        for (const sentence of sentences) expect(sentence).not.toContain('s3cr3t');
      }),
    );
    expect(
      said(CreateOTAFirmware, {
        DestVersion: '1',
        FirmwareName: 'f',
        MultiFiles: [
          { Name: 'a', Url: 'a', SignValue: 's3cr3t' },
          { Name: 'b', Url: 'b', SignValue: 's3cr3t' },
        ],
      }),
    ).toBe('CreateOTAFirmware: MultiFiles.2.SignValue is given twice');
  });
});
