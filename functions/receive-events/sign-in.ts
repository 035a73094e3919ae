import { createHmac } from 'node:crypto';
import type { Credentials } from '../../shared/iot/credentials.ts';

/** Whom a connection to the AMQP endpoint is for. */
export interface ConsumerIdentity {
  /** At most 64 characters, unique to this connection. */
  readonly clientId: string;
  readonly consumerGroupId: string;
  /** Only for a bought instance. */
  readonly iotInstanceId: string | undefined;
}

/**
 * The user name and password of SASL PLAIN for one connection. The time stamp is part of what is signed: every
 * connection signs anew. Temporary credentials sign with their own secret and bring their security token along.
 */
export function signIn(
  { clientId, consumerGroupId, iotInstanceId }: ConsumerIdentity,
  { accessKeyId, accessKeySecret, securityToken }: Credentials,
  now: number,
): { username: string; password: string } {
  const pairs = [
    securityToken === undefined ? 'authMode=aksign' : `authMode=ststoken,securityToken=${securityToken}`,
    'signMethod=hmacsha1',
    `consumerGroupId=${consumerGroupId}`,
    `authId=${accessKeyId}`,
    `timestamp=${now}`,
  ];
  if (iotInstanceId !== undefined) pairs.push(`iotInstanceId=${iotInstanceId}`);
  return {
    username: `${clientId}|${pairs.join(',')}|`,
    password: createHmac('sha1', accessKeySecret)
      .update(`authId=${accessKeyId}&timestamp=${now}`)
      .digest('base64'),
  };
}
