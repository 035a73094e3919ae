import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';
import { allows, type RamPolicy } from './ram-policy.ts';

/** An AccessKey pair: of the account or a RAM user, for ever; or of a role, with a security token, for a while. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** The key of the signature among the parameters: the secret with `&`. */
  readonly parameterKey: KeyObject;
  /** The key of the signature in the headers, and of the AMQP password: the secret itself. */
  readonly headerKey: KeyObject;
  /** Only of a role's. */
  readonly temporary: { readonly securityToken: string; readonly expiresAt: number } | undefined;
  /** What its holder may do; the account, which has none, may do all. */
  readonly policy: RamPolicy | undefined;
}

/** What signs calls for a role for a while: an AccessKey pair that goes with its security token. */
export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string;
  /** In epoch milliseconds. */
  readonly expiresAt: number;
}

/** The AccessKey pairs that the platform knows. */
export class AccessKeys {
  readonly #clock: Clock;
  readonly #byId = new Map<string, AccessKey>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * @param temporary given for a role's pair; `expiresAt` in epoch milliseconds
   * @param policy what the holder may do; everything unless given
   */
  add(
    accessKeyId: string,
    accessKeySecret: string,
    temporary?: AccessKey['temporary'],
    policy?: RamPolicy,
  ): AccessKey {
    const key: AccessKey = {
      accessKeyId,
      accessKeySecret,
      parameterKey: createSecretKey(`${accessKeySecret}&`, 'utf8'),
      headerKey: createSecretKey(accessKeySecret, 'utf8'),
      temporary,
      policy,
    };
    this.#byId.set(accessKeyId, key);
    return key;
  }

  /**
   * Issues a pair to a role that a policy limits, as STS does, and forgets those whose time is over.
   *
   * @param lifetime in milliseconds
   */
  issue(policy: RamPolicy, lifetime: number): TemporaryCredentials {
    this.forgetExpired();
    const accessKeyId = `STS.${randomBytes(12).toString('hex')}`;
    const accessKeySecret = randomBytes(24).toString('base64url');
    const securityToken = randomBytes(48).toString('base64url');
    const expiresAt = this.#clock.now() + lifetime;
    this.add(accessKeyId, accessKeySecret, { securityToken, expiresAt }, policy);
    return { accessKeyId, accessKeySecret, securityToken, expiresAt };
  }

  find(accessKeyId: string): AccessKey | undefined {
    return this.#byId.get(accessKeyId);
  }

  /** The secret of an AccessKey pair, when it is valid now and, if a role's, comes with its security token. */
  secretOf(accessKeyId: string, securityToken: string | undefined): string | undefined {
    const key = this.#byId.get(accessKeyId);
    if (key?.temporary === undefined) return key?.accessKeySecret;
    const { temporary } = key;
    const valid = temporary.expiresAt > this.#clock.now() && temporary.securityToken === securityToken;
    return valid ? key.accessKeySecret : undefined;
  }

  /** Forgets the roles' pairs whose time is over. */
  forgetExpired(): void {
    const now = this.#clock.now();
    for (const [id, key] of this.#byId) {
      if (key.temporary !== undefined && key.temporary.expiresAt <= now) this.#byId.delete(id);
    }
  }
}

/** Whether the holder of an AccessKey pair may do something: `iot:DisableThing`, `iot:sub`. */
export function mayDo({ policy }: AccessKey, action: string): boolean {
  return policy === undefined || allows(policy, action);
}
