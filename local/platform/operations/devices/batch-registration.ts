import {
  BatchCheckDeviceNames,
  BatchRegisterDevice,
  BatchRegisterDeviceWithApplyId,
  QueryBatchRegisterDeviceStatus,
  QueryPageByApplyId,
} from '../../../../shared/iot/operations/devices.ts';
import { registerDevice } from '../../device/lifecycle.ts';
import {
  type OperationExtras,
  type ParameterRefusals,
  type ServedOperation,
  serve,
} from '../../operation.ts';
import type { Platform } from '../../platform.ts';
import { Refusal } from '../../refusal.ts';
import type { Application, AppliedDevice } from '../../state/applications.ts';
import { productWithKey } from '../find.ts';
import { pageOf } from '../pages.ts';
import { isDeviceName, pageRefusals, productRefusals } from './named-device.ts';

/** How long the platform takes over an application: minutes in the cloud, moments here. */
const checkTakes = 500;
const createTakes = 1_000;

const applyIdRefusals: ParameterRefusals = {
  ...productRefusals,
  ApplyId: { missing: 'iot.device.NullApplyId', other: 'iot.device.InvalidFormattedApplyId' },
};

const noNames = 'iot.device.NoneDeviceNameElement';
const tooManyNames = 'iot.device.DeviceCountExceeded';
const badName = 'iot.device.InvalidFormattedDeviceName';

/** A refused call tells which names and which aliases are at fault. */
const invalidNames = (names: readonly string[], nicknames: readonly string[] = []) => ({
  Data: {
    InvalidDeviceNameList: { InvalidDeviceName: [...names] },
    InvalidDeviceNicknameList: { InvalidDeviceNickname: [...nicknames] },
  },
});

const listsInvalidNames: OperationExtras<object> = {
  refusedEntries: [
    { of: 'DeviceName', fields: (names) => invalidNames(names.map(String)) },
    { of: 'DeviceNameList', fields: (entries) => invalidEntries(entries as readonly Partial<Named>[]) },
  ],
};

interface Named {
  readonly DeviceName: string;
  readonly DeviceNickname: string;
}

const invalidEntries = (entries: readonly Partial<Named>[]) =>
  invalidNames(
    entries.map(({ DeviceName }) => DeviceName ?? '').filter((name) => !isDeviceName(name)),
    entries.map(({ DeviceNickname }) => DeviceNickname ?? '').filter((nickname) => !isNickname(nickname)),
  );

const isNickname = (nickname: string): boolean =>
  nickname === '' || /^[\w\u4e00-\u9fff]{4,64}$/.test(nickname);

/** Registering many devices at once. */
export const batchRegistrationOperations: readonly ServedOperation[] = [
  serve(
    BatchCheckDeviceNames,
    {
      ...productRefusals,
      DeviceName: { missing: noNames, tooMany: tooManyNames, other: badName },
      DeviceNameList: { missing: noNames, tooMany: tooManyNames },
      'DeviceNameList.DeviceName': { missing: 'iot.device.NullDeviceName', other: badName },
      'DeviceNameList.DeviceNickname': 'iot.device.InvalidDeviceNickNameExisted',
    },
    ({ ProductKey, DeviceName = [], DeviceNameList }, platform) => {
      const product = productWithKey(platform.state, ProductKey);
      const applied = (DeviceNameList ?? DeviceName.map((name) => ({ DeviceName: name }))).map(asApplied);
      if (applied.some(({ deviceName }) => deviceName === undefined)) throw new Refusal(noNames);
      const taken = namesOf(applied).filter((name) => product.devices.has(name));
      if (taken.length > 0) {
        throw new Refusal('iot.device.AlreadyExistedDeviceName', undefined, invalidNames(taken));
      }
      const application = platform.state.applications.add(product, applied);
      continueApplication(application, platform);
      return { Data: { ApplyId: application.applyId } };
    },
    listsInvalidNames,
  ),

  serve(BatchRegisterDeviceWithApplyId, applyIdRefusals, ({ ApplyId, ProductKey }, platform) => {
    const application = applicationOf(ApplyId, ProductKey, platform);
    if (application.status === 'CHECK' || application.status === 'CREATE') {
      throw new Refusal('iot.device.CreateDeviceTaskIsRunning');
    }
    if (application.status !== 'CHECK_SUCCESS') throw new Refusal('iot.device.IncorrentDeviceApplyInfo');
    create(application, platform);
    return { Data: { ApplyId } };
  }),

  serve(
    BatchRegisterDevice,
    {
      ...productRefusals,
      Count: { tooBig: tooManyNames, other: 'iot.common.InvalidFormattedParameter' },
    },
    ({ ProductKey, Count }, platform) => {
      const { applications } = platform.state;
      const product = productWithKey(platform.state, ProductKey);
      if (Count < 1) throw new Refusal('iot.common.InvalidFormattedParameter', 'Count must be at least 1.');
      if (applications.areMaking(product)) throw new Refusal('iot.device.CreateDeviceTaskIsRunning');
      const application = applications.add(
        product,
        Array.from({ length: Count }, () => ({})),
      );
      create(application, platform);
      return { Data: { ApplyId: application.applyId } };
    },
  ),

  serve(QueryBatchRegisterDeviceStatus, applyIdRefusals, ({ ApplyId, ProductKey }, platform) => {
    const { status, applied, devices, failedNames } = applicationOf(ApplyId, ProductKey, platform);
    const valid = status === 'CHECK_SUCCESS' ? namesOf(applied) : devices.map(({ deviceName }) => deviceName);
    return { Data: { Status: status, ValidList: { Name: valid }, InvalidList: { Name: [...failedNames] } } };
  }),

  serve(
    QueryPageByApplyId,
    { ...applyIdRefusals, ...pageRefusals },
    ({ ApplyId, CurrentPage, PageSize }, platform) => {
      const { devices } = applicationOf(ApplyId, undefined, platform);
      const kept = devices.filter((device) => !device.deleted);
      const { items, number, size, count, total } = pageOf(kept, CurrentPage, PageSize);
      const ApplyDeviceInfo = items.map((device) => ({
        DeviceId: device.deviceId,
        DeviceName: device.deviceName,
        DeviceSecret: device.deviceSecret,
        IotId: device.iotId,
      }));
      return {
        ApplyDeviceList: { ApplyDeviceInfo },
        Page: number,
        PageSize: size,
        PageCount: count,
        Total: total,
      };
    },
  ),
];

const asApplied = ({
  DeviceName,
  DeviceNickname,
}: {
  readonly DeviceName?: string | undefined;
  readonly DeviceNickname?: string | undefined;
}): AppliedDevice => ({ deviceName: DeviceName, nickname: DeviceNickname });

const namesOf = (applied: readonly AppliedDevice[]): string[] =>
  applied.flatMap(({ deviceName }) => deviceName ?? []);

function applicationOf(applyId: number, productKey: string | undefined, { state }: Platform): Application {
  const product = productKey === undefined ? undefined : productWithKey(state, productKey);
  if (applyId < 1) throw new Refusal('iot.device.InvalidFormattedApplyId');
  const application = state.applications.get(applyId);
  if (application === undefined) throw new Refusal('iot.device.DeviceApplyIsNotFound');
  if (product !== undefined && application.product !== product) {
    throw new Refusal('iot.device.IncorrentDeviceApplyInfo');
  }
  return application;
}

function create(application: Application, platform: Platform): void {
  application.status = 'CREATE';
  continueApplication(application, platform);
}

/** Sees to it that the phase that an application is in comes to its end. */
export function continueApplication(application: Application, platform: Platform): void {
  if (application.status === 'CHECK') {
    platform.clock.after(checkTakes, () => finish(application, 'CHECK'));
  }
  if (application.status !== 'CREATE') return;
  platform.clock.after(createTakes, () => {
    if (!finish(application, 'CREATE')) return;
    application.devices = application.applied.map((device) =>
      registerDevice(application.product, device, platform),
    );
  });
}

/**
 * Ends a phase: the names have to be free, each to be given once. One that is not fails all of them.
 *
 * @returns whether it succeeded
 */
function finish(application: Application, phase: 'CHECK' | 'CREATE'): boolean {
  const { product, applied } = application;
  const names = namesOf(applied);
  const seen = new Set<string>();
  const faulty = names.filter((name) => {
    if (product.devices.has(name) || seen.has(name)) return true;
    seen.add(name);
    return false;
  });
  application.failedNames = product.deleted ? names : [...new Set(faulty)];
  const failed = product.deleted || faulty.length > 0;
  application.status = `${phase}_${failed ? 'FAILED' : 'SUCCESS'}`;
  return !failed;
}
