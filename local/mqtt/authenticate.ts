import { isSignedBy } from '../platform/device/signature.ts';
import type { Platform } from '../platform/platform.ts';
import type { Device } from '../platform/state/device.ts';

/** What a CONNECT says of its sender, once its password has proved it. */
export interface MqttIdentity {
  readonly device: Device;
  /** In seconds. */
  readonly keepAlive: number;
  /** It takes RRPC requests on topics of its own: `ext=1` among the parameters of its client ID. */
  readonly takesCustomRrpc: boolean;
  /** It need not subscribe to the topics of the system: `_ss=1`, as the vendor's C SDK says. */
  readonly isSubscribedForIt: boolean;
}

/** Why a CONNECT is refused, with the code of its CONNACK: 2 client ID, 4 user name or password, 5 not authorized. */
export interface RefusedConnect {
  readonly returnCode: 2 | 4 | 5;
  readonly why: string;
}

/** The fields of a CONNECT packet that say who sends it. */
export interface ConnectFields {
  readonly clientId: string;
  readonly username?: string | undefined;
  readonly password?: Buffer | undefined;
  readonly keepalive?: number | undefined;
}

const longestClientId = 64;
/** In seconds. */
const keepAlives = { least: 30, most: 1200 };

/**
 * Checks a CONNECT as IoT Platform does: the client ID is `{clientId}|securemode=3,signmethod=hmacsha1,timestamp=…|`
 * with its parameters in any order, the user name `{deviceName}&{productKey}`, the password the device's signature of
 * the client ID, the names and the time stamp.
 */
export function authenticate(
  fields: ConnectFields,
  { state }: Platform,
): { readonly identity: MqttIdentity } | { readonly refused: RefusedConnect } {
  const refuse = (returnCode: 2 | 4 | 5, why: string) => ({ refused: { returnCode, why } });
  const { keepalive = 0, username = '', password } = fields;
  const [clientId = '', pairsText, end] = fields.clientId.split('|');
  if (pairsText === undefined || end !== '')
    return refuse(2, 'the client ID must be {clientId}|{name}={value},…|');
  if (clientId.length === 0 || clientId.length > longestClientId) {
    return refuse(2, `the clientId must have 1 to ${longestClientId} characters`);
  }
  if (keepalive < keepAlives.least || keepalive > keepAlives.most) {
    return refuse(5, `the keep-alive must be ${keepAlives.least} to ${keepAlives.most} seconds`);
  }
  const pairs = pairsOf(pairsText);
  // TLS may end before it comes here, so that a device need not be told that it is on this machine.
  if (!['2', '3'].includes(pairs.get('securemode') ?? '')) return refuse(2, 'securemode must be 2 or 3');

  const [deviceName = '', productKey = ''] = username.split('&');
  const device = state.products.get(productKey)?.devices.get(deviceName);
  const how = { sign: password?.toString('utf8') ?? '', signMethod: pairs.get('signmethod') ?? '' };
  const signed = { productKey, deviceName, clientId, timestamp: pairs.get('timestamp') };
  if (device === undefined || !isSignedBy(device.deviceSecret, how, signed)) {
    return refuse(4, 'there is no such device, or the password is not its signature');
  }
  if (device.disabled) return refuse(5, 'the device is disabled');
  return {
    identity: {
      device,
      keepAlive: keepalive,
      takesCustomRrpc: pairs.get('ext') === '1',
      isSubscribedForIt: pairs.get('_ss') === '1',
    },
  };
}

function pairsOf(text: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const pair of text.split(',')) {
    const equals = pair.indexOf('=');
    if (equals > 0) pairs.set(pair.slice(0, equals).trim(), pair.slice(equals + 1).trim());
  }
  return pairs;
}
