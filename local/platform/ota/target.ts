import type { CreateOTAStaticUpgradeJobRequest } from '../../../shared/iot/operations/ota.ts';
import type { Platform } from '../platform.ts';
import { Refusal } from '../refusal.ts';
import type { Device } from '../state/device.ts';
import type { Firmware } from '../state/firmware.ts';
import type { DeviceGroup } from '../state/groups.ts';
import type { Product } from '../state/products.ts';
import { moduleVersion } from './assign.ts';
import { listedDeviceNames } from './device-list.ts';
import { deviceOf } from './lookup.ts';

/** The devices of a static batch, and the group that they were named by. */
export interface Target {
  readonly devices: readonly Device[];
  readonly group: DeviceGroup | undefined;
}

/**
 * Chooses the devices of a static update batch. Those that run the destination version already are skipped.
 *
 * @throws Refusal when the selection is wrong, or comes to no device
 */
export function chooseTarget(
  request: CreateOTAStaticUpgradeJobRequest,
  firmware: Firmware,
  product: Product,
  platform: Platform,
): Target {
  const { TargetSelection, TargetDeviceName, DnListFileUrl } = request;
  if (TargetSelection !== 'SPECIFIC' && (TargetDeviceName ?? DnListFileUrl) !== undefined) {
    throw new Refusal('iot.firmware.TargetDeviceNamesNotAllowed');
  }
  const group = TargetSelection === 'GROUP' ? groupOf(request.GroupId, platform) : undefined;
  const devices = candidates(request, firmware, product, group, platform);
  if (devices.length === 0) throw new Refusal('iot.firmware.NoDeviceCanUpgrade');
  if (TargetSelection !== 'GRAY') return { devices, group };
  const share = shareOf(devices.length, request.GrayPercent ?? '');
  if (share === 0) throw new Refusal('iot.firmware.InvalidGrayPercent');
  return { devices: devices.slice(0, share), group };
}

function candidates(
  request: CreateOTAStaticUpgradeJobRequest,
  firmware: Firmware,
  product: Product,
  group: DeviceGroup | undefined,
  platform: Platform,
): Device[] {
  const isOld = (device: Device) =>
    moduleVersion(device, firmware.content.moduleName) !== firmware.content.destVersion;
  const fits = (device: Device) =>
    !firmware.content.delta ||
    moduleVersion(device, firmware.content.moduleName) === firmware.content.srcVersion;

  if (request.TargetDeviceName !== undefined) {
    const named = request.TargetDeviceName.map((name) => deviceOf(product, name));
    checkDeltaSource(named, firmware);
    return named.filter(isOld);
  }
  if (request.DnListFileUrl !== undefined) {
    const names = listedDeviceNames(request.DnListFileUrl, platform);
    return names.map((name) => deviceOf(product, name)).filter((device) => isOld(device) && fits(device));
  }
  if (group !== undefined) {
    const members = [...group.devices].filter((device) => device.product === product);
    if (firmware.content.delta) for (const device of members) checkVersioned(device, firmware);
    return members.filter((device) => isOld(device) && fits(device));
  }
  const versions = checkedSrcVersions(request.SrcVersion, firmware);
  return [...product.devices.values()].filter(
    (device) => isOld(device) && (versions === undefined || versions.has(versionOf(device, firmware))),
  );
}

/** A delta package is for one version, which the selection has to name. */
function checkedSrcVersions(
  versions: readonly string[] | undefined,
  firmware: Firmware,
): ReadonlySet<string> | undefined {
  if (firmware.content.delta) checkDeltaVersions(versions, firmware);
  return versions === undefined ? undefined : checkNotDestination(versions, firmware);
}

/** @throws Refusal unless the versions are the one that the delta package starts from */
export function checkDeltaVersions(versions: readonly string[] | undefined, firmware: Firmware): void {
  const [version, second] = versions ?? [];
  if (version === undefined) throw new Refusal('iot.firmware.NullSrcVersions');
  if (second !== undefined) throw new Refusal('iot.firmware.MoreThanOneSrcVersion');
  if (version !== firmware.content.srcVersion) throw new Refusal('iot.firmware.UpgradeSrcVersionMismatch');
}

/** @throws Refusal when one of the versions is the package's own */
export function checkNotDestination(versions: readonly string[], firmware: Firmware): ReadonlySet<string> {
  const distinct = new Set(versions);
  if (distinct.has(firmware.content.destVersion)) throw new Refusal('iot.firmware.SrcDestVersionMatched');
  return distinct;
}

/** @throws Refusal when a device cannot take the delta package, for it runs another version or has told none */
export function checkDeltaSource(devices: readonly Device[], firmware: Firmware): void {
  if (!firmware.content.delta) return;
  for (const device of devices) {
    checkVersioned(device, firmware);
    const version = versionOf(device, firmware);
    if (version !== firmware.content.srcVersion && version !== firmware.content.destVersion) {
      throw new Refusal(
        'iot.firmware.SrcVersionMismatch',
        `Device ${device.deviceName} runs ${version}, the package is for ${firmware.content.srcVersion ?? ''}.`,
      );
    }
  }
}

function checkVersioned(device: Device, firmware: Firmware): void {
  if (moduleVersion(device, firmware.content.moduleName) === undefined) {
    throw new Refusal(
      'iot.firmware.NonVersionedDeviceInArray',
      `Device ${device.deviceName} has reported no version of module ${firmware.content.moduleName}.`,
    );
  }
}

function versionOf(device: Device, firmware: Firmware): string {
  return moduleVersion(device, firmware.content.moduleName) ?? '';
}

function groupOf(groupId: string | undefined, platform: Platform): DeviceGroup {
  const group = groupId === undefined ? undefined : platform.state.groups.get(groupId);
  if (group === undefined) throw new Refusal('iot.ota.GroupNotExist');
  return group;
}

/** A percentage of up to three decimals of so many, rounded down: in thousandths, for 33.33 is no binary fraction. */
function shareOf(count: number, percent: string): number {
  const [whole = '', decimals = ''] = percent.split('.');
  const thousandths = Number(whole) * 1000 + Number(decimals.padEnd(3, '0'));
  return Math.floor((count * thousandths) / 100_000);
}
