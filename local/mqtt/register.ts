import { issueClientId, registerDynamically } from '../platform/device/dynamic-registration.ts';
import { nameOf } from '../platform/device/identity.ts';
import { registerDevice } from '../platform/device/lifecycle.ts';
import { deviceSignature, isSignedBy } from '../platform/device/signature.ts';
import { isDeviceName } from '../platform/operations/devices/named-device.ts';
import type { Platform } from '../platform/platform.ts';
import { Refusal } from '../platform/refusal.ts';
import type { Device } from '../platform/state/device.ts';
import type { Product } from '../platform/state/products.ts';
import { type Claims, type RefusedConnect, refuse } from './connect-fields.ts';

/** What a device is told that has registered itself: it comes on a topic that the device did not subscribe to. */
export interface Registration {
  readonly topic: string;
  readonly payload: Buffer;
}

/** Whether a CONNECT is to register its device, rather than to bring it online. */
export const wantsRegistration = ({ pairs }: Claims): boolean =>
  ['register', 'regnwl'].includes(pairs.get('authType') ?? '');

/**
 * Registers a device that brings its product's certificate only: the vendor's page "MQTT-based dynamic registration".
 * The password is the signature, with the ProductSecret, of the names and of `random`. A device that was made before
 * gets its DeviceSecret (`authType=register`); one that was not is made, and gets a ClientID with a token by which it
 * connects from then on (`authType=regnwl`).
 */
export function register(
  claims: Claims,
  platform: Platform,
): { readonly registration: Registration } | { readonly refused: RefusedConnect } {
  const { pairs, productKey, deviceName, password } = claims;
  if (!['2', '-2'].includes(pairs.get('securemode') ?? '')) return refuse(2, 'securemode must be 2 or -2');
  const product = platform.state.products.get(productKey);
  const how = { sign: password, signMethod: pairs.get('signmethod') ?? '' };
  const signed = { productKey, deviceName, random: pairs.get('random') ?? '' };
  if (product === undefined || !isDeviceName(deviceName) || !isSignedBy(product.productSecret, how, signed)) {
    return refuse(4, 'there is no such product, or the password is not signed with its secret');
  }
  try {
    const answer = pairs.get('authType') === 'register' ? withSecret : withToken;
    const { topic, ...told } = answer(product, deviceName, platform);
    return { registration: { topic, payload: Buffer.from(JSON.stringify(told)) } };
  } catch (error) {
    if (error instanceof Refusal) return refuse(5, error.message);
    throw error;
  }
}

/** Whether this is the token of one of the device's ClientIDs. */
export const isDeviceToken = (token: string, device: Device, clientId: string): boolean =>
  isSignedBy(device.deviceSecret, { sign: token, signMethod: tokenMethod }, { ...nameOf(device), clientId });

/** A token is a signature that the device cannot make, so that it need not be remembered. */
const tokenMethod = 'hmacsha256';

function withSecret(product: Product, deviceName: string, platform: Platform) {
  const device = product.devices.get(deviceName);
  if (device === undefined) throw new Refusal('iot.device.NotExistedDevice');
  const deviceSecret = registerDynamically(device, platform);
  return { topic: '/ext/register', ...nameOf(device), deviceSecret };
}

function withToken(product: Product, deviceName: string, platform: Platform) {
  if (platform.account.regionId !== 'cn-shanghai') {
    throw new Refusal('iot.device.VerifyDeviceFailed', 'It is available in the region cn-shanghai only.');
  }
  const device = product.devices.get(deviceName) ?? registerDevice(product, { deviceName }, platform);
  const clientId = issueClientId(device, platform);
  const named = nameOf(device);
  const deviceToken = deviceSignature(tokenMethod, device.deviceSecret, { ...named, clientId });
  return { topic: '/ext/regnwl', clientId, ...named, deviceToken };
}
