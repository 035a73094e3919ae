import { deviceKey } from '../../shared/fleet/device-name.ts';
import { enabledSlot } from '../../shared/fleet/keys.ts';
import type { IotClient } from '../../shared/iot/client.ts';
import { BatchGetDeviceState, GetDeviceStatus } from '../../shared/iot/operations/devices.ts';
import type { Store } from '../../shared/store/store.ts';
import type { PresentDevice } from './present-device.ts';

/** BatchGetDeviceState tells the time in a zone that the guide leaves open. */
const zones = 14 * 3_600_000;

/** The most devices that one BatchGetDeviceState takes. */
const devicesPerCall = 50;

export interface Silences {
  /** Since when, in epoch milliseconds, by device key: of the devices that have been silent for long enough. */
  readonly since: ReadonlyMap<string, number>;
  /** Why nothing is known of some devices, by device key. */
  readonly failed: ReadonlyMap<string, unknown>;
}

/**
 * Finds devices that have been silent for so long at least: they are offline, and have been since then, and nobody has
 * let them in since. A device that was never online is not silent, and neither is one that is shut out.
 *
 * When a device was last online, BatchGetDeviceState tells for 50 at once; only where that is long enough ago is each
 * asked for the moment at which it went offline.
 *
 * @param devices of one product
 * @param least in milliseconds
 * @param asOf the moment that is meant, in epoch milliseconds
 */
export async function findSilences(
  devices: readonly PresentDevice[],
  least: number,
  iot: Pick<IotClient, 'call'>,
  store: Store,
  asOf: number,
): Promise<Silences> {
  const offline = devices.filter(({ status }) => status === 'OFFLINE');
  const since = new Map<string, number>();
  const failed = new Map<string, unknown>();
  if (offline.length === 0) return { since, failed };

  const candidates: PresentDevice[] = [];
  for (let from = 0; from < offline.length; from += devicesPerCall)
    candidates.push(
      ...(await notOnlineSince(asOf - least + zones, offline.slice(from, from + devicesPerCall), iot)),
    );
  if (candidates.length === 0) return { since, failed };
  const enabled = await store.newest(candidates.map(({ name }) => ({ slot: enabledSlot(name) })));
  await Promise.all(
    candidates.map(async ({ name }, index) => {
      const key = deviceKey(name);
      try {
        const named = { ProductKey: name.productKey, DeviceName: name.deviceName };
        const { Data } = await iot.call(GetDeviceStatus, named);
        if (Data?.Status !== 'OFFLINE' || typeof Data.Timestamp !== 'number') return;
        const began = Math.max(Data.Timestamp, enabled[index]?.time ?? 0);
        if (began <= asOf - least) since.set(key, began);
      } catch (error) {
        failed.set(key, error);
      }
    }),
  );
  return { since, failed };
}

/** The devices that, as far as is known, were not online after a moment. */
async function notOnlineSince(
  moment: number,
  devices: readonly PresentDevice[],
  iot: Pick<IotClient, 'call'>,
): Promise<readonly PresentDevice[]> {
  const recent = new Set<string>();
  try {
    const { DeviceStatusList } = await iot.call(BatchGetDeviceState, {
      ProductKey: devices[0]?.name.productKey,
      DeviceName: devices.map(({ name }) => name.deviceName),
    });
    for (const { DeviceName, LastOnlineTime } of DeviceStatusList?.DeviceStatus ?? []) {
      const time = Date.parse(`${LastOnlineTime?.replace(' ', 'T')}Z`);
      if (DeviceName && time > moment) recent.add(DeviceName);
    }
  } catch {
    // It only spares calls: each device is asked by itself.
  }
  return devices.filter(({ name }) => !recent.has(name.deviceName));
}
