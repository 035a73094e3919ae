import * as z from 'zod/mini';
import { nameOf, topicOf } from '../device/identity.ts';
import { isSignedBy } from '../device/signature.ts';
import { attach, detach, mostSubDevices } from '../device/topology.ts';
import type { Platform } from '../platform.ts';
import type { Device } from '../state/device.ts';
import { AlinkFailure, alink, alinkCodes } from './alink.ts';

const text = z.string().check(z.minLength(1));
const named = z.object({ productKey: text, deviceName: text });
const signed = z.object({
  productKey: text,
  deviceName: text,
  clientId: z.optional(text),
  timestamp: z.optional(text),
  sign: text,
  // The one spelling is that of the vendor's page, the other that of its SDKs.
  signmethod: z.optional(text),
  signMethod: z.optional(text),
});
const mostAtOnce = z.maxLength(30);

/** What gateways say of their sub-devices. */
export const topologyUplink = [
  alink(
    '/sys/{productKey}/{deviceName}/thing/topo/add',
    z.array(signed).check(z.minLength(1), mostAtOnce),
    (params, { device: gateway }, platform) => {
      const subDevices = params.map(({ sign, signmethod, signMethod, ...fields }) => {
        const subDevice = deviceOf(fields, platform);
        if (subDevice === gateway) {
          throw new AlinkFailure(alinkCodes.ownSubDevice, 'topo relation cannot add by self');
        }
        const how = { sign, signMethod: signmethod ?? signMethod ?? '' };
        if (!isSignedBy(subDevice.deviceSecret, how, fields)) {
          throw new AlinkFailure(alinkCodes.notAuthenticated, 'request auth error');
        }
        return subDevice;
      });
      const all = new Set([...(gateway.subDevices ?? []), ...subDevices]);
      if (!gateway.product.isGateway || all.size > mostSubDevices) {
        throw new AlinkFailure(
          alinkCodes.badRequest,
          'request parameter error: it cannot have these sub-devices',
        );
      }
      attach(gateway, subDevices, platform);
      return subDevices.map(nameOf);
    },
  ),

  alink(
    '/sys/{productKey}/{deviceName}/thing/topo/delete',
    z.array(named).check(z.minLength(1), mostAtOnce),
    (params, { device: gateway }, platform) => {
      const subDevices = params.map((name) => deviceOf(name, platform));
      if (subDevices.some((subDevice) => subDevice.gateway !== gateway)) {
        throw new AlinkFailure(alinkCodes.noTopology, 'topo relation not exist');
      }
      for (const subDevice of new Set(subDevices)) detach(subDevice, platform);
      return subDevices.map(nameOf);
    },
  ),

  alink('/sys/{productKey}/{deviceName}/thing/topo/get', z.unknown(), (_, { device }) =>
    [...(device.subDevices ?? [])].map(nameOf),
  ),

  alink(
    '/sys/{productKey}/{deviceName}/thing/list/found',
    z.array(named).check(z.minLength(1)),
    (params, { device: gateway }, platform) => {
      const devices = params.map(({ productKey, deviceName }) => {
        const product = platform.state.products.get(productKey);
        if (product === undefined) throw new AlinkFailure(alinkCodes.noProduct, 'product not found');
        if (!/^[A-Za-z0-9_@.:-]{4,32}$/.test(deviceName)) {
          throw new AlinkFailure(alinkCodes.badDeviceName, 'devicename not meet specs');
        }
        return { iotId: product.devices.get(deviceName)?.iotId, productKey, deviceName };
      });
      platform.messages.send(gateway.product, 'FoundDeviceListFlag', topicOf(gateway, '/thing/list/found'), {
        gwIotId: gateway.iotId,
        gwProductKey: gateway.product.productKey,
        gwDeviceName: gateway.deviceName,
        devices,
      });
      return undefined;
    },
  ),
];

/** @throws AlinkFailure when there is no such device */
export function deviceOf({ productKey, deviceName }: z.infer<typeof named>, { state }: Platform): Device {
  const device = state.products.get(productKey)?.devices.get(deviceName);
  if (device === undefined) throw new AlinkFailure(alinkCodes.noDevice, 'device not found');
  return device;
}
