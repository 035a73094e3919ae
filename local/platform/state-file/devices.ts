import * as z from 'zod/mini';
import { Device } from '../state/device.ts';
import { count, type FieldsOf, flag, maybe, pairs, text, time } from './fields.ts';
import { holdProduct } from './products.ts';
import type { Saving } from './saving.ts';
import { statePart } from './state-part.ts';

/** There can be a million of these: what is usual is left out. */
const device = z.strictObject({
  iotId: text(),
  /** Its key. */
  product: text(),
  deviceName: text(),
  deviceSecret: text(),
  nickname: maybe(text()),
  createdAt: time(),
  modifiedAt: maybe(time()),
  activatedAt: maybe(time()),
  lastOnlineAt: maybe(time()),
  stateChangedAt: maybe(time()),
  clientIp: maybe(text()),
  disabled: maybe(flag()),
  reset: maybe(flag()),
  deleted: maybe(flag()),
  tags: maybe(pairs()),
  moduleVersions: maybe(pairs()),
  ordinal: count(),
} satisfies FieldsOf<
  Device,
  // Nobody is online once the platform has ended. Groups and gateways come later.
  'online' | 'groups' | 'gateway' | 'subDevices' | 'deviceId' | 'status'
>);

const gateway = z.strictObject({ gateway: text(), subDevices: z.array(text()) });

function lineOf(device: Device) {
  const { createdAt, modifiedAt, tags, moduleVersions } = device;
  return [
    'device',
    {
      iotId: device.iotId,
      product: device.product.productKey,
      deviceName: device.deviceName,
      deviceSecret: device.deviceSecret,
      nickname: device.nickname,
      createdAt,
      modifiedAt: modifiedAt === createdAt ? undefined : modifiedAt,
      activatedAt: device.activatedAt,
      lastOnlineAt: device.lastOnlineAt,
      stateChangedAt: device.stateChangedAt,
      clientIp: device.clientIp,
      disabled: device.disabled || undefined,
      reset: device.reset || undefined,
      deleted: device.deleted || undefined,
      tags: tags.length === 0 ? undefined : tags.map(({ key, value }): [string, string] => [key, value]),
      moduleVersions: moduleVersions && [...moduleVersions],
      ordinal: device.ordinal,
    },
  ] as const;
}

/** A device that is deleted goes in front of the first line of something that still holds it. */
export function holdDevice(device: Device, saving: Saving): void {
  if (!device.deleted || !saving.isFirst(device)) return;
  holdProduct(device.product, saving);
  saving.ahead.push(lineOf(device));
}

export const devicesPart = statePart(
  { device, gateway },
  function* ({ platform }) {
    const { devices } = platform.state;
    for (const device of devices.all()) yield lineOf(device);
    for (const { iotId, subDevices } of devices.all()) {
      if (subDevices === undefined) continue;
      yield ['gateway', { gateway: iotId, subDevices: Array.from(subDevices, (one) => one.iotId) }] as const;
    }
  },
  {
    device({ iotId, product, deviceName, deviceSecret, createdAt, ...saved }, loading) {
      const { devices } = loading.platform.state;
      const device = new Device(iotId, loading.product(product), deviceName, deviceSecret, createdAt);
      device.nickname = saved.nickname;
      device.modifiedAt = saved.modifiedAt ?? createdAt;
      device.activatedAt = saved.activatedAt;
      device.lastOnlineAt = saved.lastOnlineAt;
      device.stateChangedAt = saved.stateChangedAt;
      device.clientIp = saved.clientIp === undefined ? undefined : loading.shared(saved.clientIp);
      device.disabled = saved.disabled ?? false;
      device.reset = saved.reset ?? false;
      if (saved.moduleVersions !== undefined) {
        device.moduleVersions = new Map(
          saved.moduleVersions.map(([module, version]) => [module, loading.shared(version)]),
        );
      }
      if (saved.deleted === true) {
        device.deleted = true;
        device.ordinal = saved.ordinal;
        loading.deleted.devices.set(iotId, device);
        return;
      }
      devices.add(device, saved.ordinal);
      for (const [key, value] of saved.tags ?? []) devices.setTag(device, key, value);
    },
    gateway({ gateway, subDevices }, loading) {
      for (const subDevice of subDevices) {
        loading.platform.state.devices.attach(loading.device(gateway), loading.device(subDevice));
      }
    },
  },
);
