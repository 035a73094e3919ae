import { createHmac, timingSafeEqual } from 'node:crypto';
import { type AccessKeys, mayDo } from '../platform/access-keys.ts';

/** What the user name of an AMQP client says, once its password has proved it. */
export interface AmqpIdentity {
  readonly clientId: string;
  readonly consumerGroupId: string;
  readonly accessKeyId: string;
  readonly iotInstanceId: string | undefined;
  /** Message bodies are to be sent in base64. */
  readonly base64: boolean;
}

const digests: Readonly<Record<string, string>> = { hmacmd5: 'md5', hmacsha1: 'sha1', hmacsha256: 'sha256' };
const longestClientId = 64;

/**
 * Checks the user name and password of SASL PLAIN as IoT Platform does: the user name is
 * `{clientId}|authMode=aksign,signMethod=hmacsha1,consumerGroupId=…,authId=…,timestamp=…|` with its pairs in any
 * order, the password the base64 HMAC of `authId=…&timestamp=…`. Temporary credentials say `authMode=ststoken` and
 * bring their `securityToken`. Whoever a RAM policy limits has to have the right `iot:sub`.
 *
 * @returns who it is, or why it is refused
 */
export function authenticate(
  userName: string,
  password: string,
  keys: AccessKeys,
): { identity: AmqpIdentity } | { refused: string } {
  const [clientId = '', pairsText, end] = userName.split('|');
  if (pairsText === undefined || end !== '') {
    return { refused: 'the user name has to be {clientId}|{name}={value},…|' };
  }
  if (clientId.length === 0 || clientId.length > longestClientId) {
    return { refused: `the clientId has to have 1 to ${longestClientId} characters` };
  }
  const pairs = new Map<string, string>();
  for (const pair of pairsText.split(',')) {
    const equals = pair.indexOf('=');
    if (equals > 0) pairs.set(pair.slice(0, equals).trim(), pair.slice(equals + 1).trim());
  }

  const authMode = pairs.get('authMode');
  const securityToken = pairs.get('securityToken');
  const digest = digests[pairs.get('signMethod') ?? ''];
  const authId = pairs.get('authId');
  const timestamp = pairs.get('timestamp');
  const consumerGroupId = pairs.get('consumerGroupId');
  if (authMode !== 'aksign' && authMode !== 'ststoken')
    return { refused: 'authMode has to be aksign or ststoken' };
  if (authMode === 'ststoken' && securityToken === undefined) return { refused: 'securityToken is missing' };
  if (digest === undefined)
    return { refused: `signMethod has to be one of ${Object.keys(digests).join(', ')}` };
  if (authId === undefined) return { refused: 'authId is missing' };
  if (timestamp === undefined || !/^\d{1,15}$/.test(timestamp)) {
    return { refused: 'timestamp has to be a number of milliseconds' };
  }
  if (consumerGroupId === undefined) return { refused: 'consumerGroupId is missing' };

  const key = keys.find(authId);
  if (key === undefined) return { refused: 'authId is no AccessKey ID of the account' };
  if (key.temporary?.securityToken !== (authMode === 'ststoken' ? securityToken : undefined)) {
    return { refused: 'the securityToken is not that of the AccessKey' };
  }
  if (keys.secretOf(authId, securityToken) === undefined) return { refused: 'the securityToken is expired' };
  const expected = createHmac(digest, key.headerKey)
    .update(`authId=${authId}&timestamp=${timestamp}`)
    .digest();
  const given = Buffer.from(password, 'base64');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return { refused: 'the password is not the signature of authId and timestamp' };
  }
  if (!mayDo(key, 'iot:sub')) return { refused: 'the RAM policy does not allow iot:sub' };
  return {
    identity: {
      clientId,
      consumerGroupId,
      accessKeyId: authId,
      iotInstanceId: pairs.get('iotInstanceId'),
      base64: pairs.get('encode') === 'base64',
    },
  };
}
