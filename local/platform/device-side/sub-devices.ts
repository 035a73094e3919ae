import * as z from 'zod/mini';
import { nameOf } from '../device/identity.ts';
import { isSignedBy } from '../device/signature.ts';
import { AlinkFailure, alink, alinkCodes } from './alink.ts';
import { SubDeviceLine } from './sub-device-line.ts';
import { deviceOf } from './topology.ts';

const text = z.string().check(z.minLength(1));
const login = z.object({
  productKey: text,
  deviceName: text,
  clientId: z.optional(text),
  timestamp: z.optional(text),
  signMethod: text,
  sign: text,
});
const logout = z.object({ productKey: text, deviceName: text });

/** How gateways bring their sub-devices online and take them off, on their own line. */
export const subDeviceUplink = [
  alink(
    '/ext/session/{productKey}/{deviceName}/combine/login',
    login,
    ({ sign, signMethod, ...fields }, { session }, platform) => {
      const subDevice = deviceOf(fields, platform);
      if (subDevice.gateway !== session.device) {
        throw new AlinkFailure(alinkCodes.noTopology, 'topo relation not exist');
      }
      if (!isSignedBy(subDevice.deviceSecret, { sign, signMethod }, fields)) {
        throw new AlinkFailure(alinkCodes.badSignature, 'device sign is not right');
      }
      if (subDevice.disabled) throw new AlinkFailure(alinkCodes.disabled, 'device is disabled');
      platform.devices.connect(subDevice, new SubDeviceLine(session));
      return nameOf(subDevice);
    },
  ),

  alink('/ext/session/{productKey}/{deviceName}/combine/logout', logout, (name, { session }, platform) => {
    const subDevice = deviceOf(name, platform);
    const carried = platform.devices.sessionOf(subDevice);
    if (carried === undefined || subDevice.gateway !== session.device) {
      throw new AlinkFailure(alinkCodes.noSession, 'device has no session');
    }
    platform.devices.disconnect(carried);
    return nameOf(subDevice);
  }),
];
