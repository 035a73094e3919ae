import { createSecretKey, type KeyObject } from 'node:crypto';

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
}

/** The AccessKey pairs that the platform knows. */
export class AccessKeys {
  readonly #byId = new Map<string, AccessKey>();

  /** @param temporary given for a role's pair; `expiresAt` in epoch milliseconds */
  add(accessKeyId: string, accessKeySecret: string, temporary?: AccessKey['temporary']): AccessKey {
    const key: AccessKey = {
      accessKeyId,
      accessKeySecret,
      parameterKey: createSecretKey(`${accessKeySecret}&`, 'utf8'),
      headerKey: createSecretKey(accessKeySecret, 'utf8'),
      temporary,
    };
    this.#byId.set(accessKeyId, key);
    return key;
  }

  find(accessKeyId: string): AccessKey | undefined {
    return this.#byId.get(accessKeyId);
  }

  /** Forgets the roles' pairs whose time is over. */
  forgetExpired(now: number): void {
    for (const [id, key] of this.#byId) {
      if (key.temporary !== undefined && key.temporary.expiresAt <= now) this.#byId.delete(id);
    }
  }
}
