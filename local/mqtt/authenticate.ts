import { isSignedBy } from '../platform/device/signature.ts';
import type { Platform } from '../platform/platform.ts';
import type { Device } from '../platform/state/device.ts';
import { type Claims, type RefusedConnect, refuse } from './connect-fields.ts';
import { isDeviceToken } from './register.ts';

/** Which device a connection is, once its CONNECT has proved it. */
export interface MqttIdentity {
  readonly device: Device;
  /** In seconds. */
  readonly keepAlive: number;
  /** It takes RRPC requests on custom topics: `ext=1` among the parameters of its client ID. */
  readonly takesCustomRrpc: boolean;
  /** It need not subscribe to the topics of the system: `_ss=1`, as the vendor's C SDK says. */
  readonly isSubscribedForIt: boolean;
}

/** In seconds. */
const keepAlives = { least: 30, most: 1200 };

/**
 * Checks a CONNECT as IoT Platform does. Its password is the device's signature of the client ID, the names and the
 * time stamp; or with `authType=connwl`, the token that the device was registered with.
 *
 * @param keepAlive in seconds
 */
export function authenticate(
  claims: Claims,
  keepAlive: number,
  { state }: Platform,
): { readonly identity: MqttIdentity } | { readonly refused: RefusedConnect } {
  const { pairs, productKey, deviceName, clientId } = claims;
  if (keepAlive < keepAlives.least || keepAlive > keepAlives.most) {
    return refuse(5, `the keep-alive must be ${keepAlives.least} to ${keepAlives.most} seconds`);
  }
  const byToken = pairs.get('authType') === 'connwl';
  // TLS may end before it comes here, so that a device need not be told that it is on this machine.
  const modes = byToken ? ['-2'] : ['2', '3'];
  if (!modes.includes(pairs.get('securemode') ?? '')) {
    return refuse(2, `securemode must be ${modes.join(' or ')}`);
  }
  const device = state.products.get(productKey)?.devices.get(deviceName);
  const how = { sign: claims.password, signMethod: pairs.get('signmethod') ?? '' };
  const signed = { productKey, deviceName, clientId, timestamp: pairs.get('timestamp') };
  const proved =
    device !== undefined &&
    (byToken
      ? state.clientIds.allows(device, clientId) && isDeviceToken(claims.password, device, clientId)
      : isSignedBy(device.deviceSecret, how, signed));
  if (!proved) return refuse(4, 'there is no such device, or the password is not its own');
  if (device.disabled) return refuse(5, 'the device is disabled');
  return {
    identity: {
      device,
      keepAlive,
      takesCustomRrpc: pairs.get('ext') === '1',
      isSubscribedForIt: pairs.get('_ss') === '1',
    },
  };
}
