import type { KeyObject } from 'node:crypto';
import { type EncodedParameter, encodeParameter, signingKey } from './signature.ts';

/** An AccessKey pair, with the security token that belongs to it when it is a temporary one. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string | undefined;
}

/** Credentials, or what gives them for every attempt anew. */
export type CredentialsSource = Credentials | (() => Credentials | Promise<Credentials>);

/** Credentials, made ready to sign with. */
export interface Signer {
  readonly accessKeyId: EncodedParameter;
  readonly securityToken: EncodedParameter | undefined;
  readonly key: KeyObject;
  /** What must not turn up in a message. */
  readonly secrets: readonly string[];
}

/** Makes a source's credentials ready to sign with, anew only when they change. */
export class Signers {
  /** Ready at once, when the source is a value. */
  readonly fixed: Signer | undefined;
  readonly #source: () => Credentials | Promise<Credentials>;
  #last: { readonly credentials: Credentials; readonly signer: Signer } | undefined;

  /** @throws MissingCredentials when the source is a value that lacks something */
  constructor(source: CredentialsSource) {
    this.#source = typeof source === 'function' ? source : () => source;
    this.fixed = typeof source === 'function' ? undefined : signerOf(source);
  }

  /** @throws MissingCredentials when the source gives credentials that lack something; and whatever it throws */
  async current(): Promise<Signer> {
    const credentials = await this.#source();
    if (this.#last === undefined || !same(this.#last.credentials, credentials)) {
      this.#last = { credentials: { ...credentials }, signer: signerOf(credentials) };
    }
    return this.#last.signer;
  }
}

function signerOf(credentials: Credentials): Signer {
  const { accessKeyId, accessKeySecret, securityToken } = checked(credentials, 'the credentials');
  return {
    accessKeyId: encodeParameter('AccessKeyId', accessKeyId),
    securityToken: securityToken === undefined ? undefined : encodeParameter('SecurityToken', securityToken),
    key: signingKey(accessKeySecret),
    secrets: securityToken === undefined ? [accessKeySecret] : [accessKeySecret, securityToken],
  };
}

const same = (one: Credentials, other: Credentials): boolean =>
  one.accessKeyId === other.accessKeyId &&
  one.accessKeySecret === other.accessKeySecret &&
  one.securityToken === other.securityToken;

const variables = {
  accessKeyId: 'ALIBABA_CLOUD_ACCESS_KEY_ID',
  accessKeySecret: 'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  securityToken: 'ALIBABA_CLOUD_SECURITY_TOKEN',
} as const;

/**
 * The credentials in `ALIBABA_CLOUD_ACCESS_KEY_ID`, `ALIBABA_CLOUD_ACCESS_KEY_SECRET` and, for temporary ones,
 * `ALIBABA_CLOUD_SECURITY_TOKEN`.
 *
 * @throws MissingCredentials naming each variable that is missing
 *
 * @example
 * const iot = createIotClient({ regionId: 'cn-shanghai', credentials: environmentCredentials(process.env) });
 */
export function environmentCredentials(
  environment: Readonly<Record<string, string | undefined>>,
): Credentials {
  return checked(
    {
      accessKeyId: environment[variables.accessKeyId],
      accessKeySecret: environment[variables.accessKeySecret],
      securityToken: environment[variables.securityToken],
    },
    'the environment',
    variables,
  );
}

/** Credentials of which anything may be missing. */
type Given = { readonly [Field in keyof Credentials]?: Credentials[Field] | undefined };

/**
 * The credentials that Function Compute gives an invocation, of the function's RAM role. They expire: take them
 * from each invocation's context.
 *
 * @throws MissingCredentials when the function has no role
 *
 * @example
 * export const handler = async (event, context) => {
 *   const mine = iot.with({ credentials: contextCredentials(context) });
 *   await mine.call(DisableThing, { ProductKey: 'a1BwAGV', DeviceName: 'light' });
 * };
 */
export function contextCredentials(context: { readonly credentials?: Given | undefined }): Credentials {
  return checked(context.credentials, "the invocation's context, as of a function without a RAM role");
}

const names = {
  accessKeyId: 'accessKeyId',
  accessKeySecret: 'accessKeySecret',
} as const;

/** @param place where the credentials come from, and `called` what they are called there, for the message */
function checked(
  given: Given | undefined,
  place: string,
  called: { readonly accessKeyId: string; readonly accessKeySecret: string } = names,
): Credentials {
  const accessKeyId = given?.accessKeyId;
  const accessKeySecret = given?.accessKeySecret;
  if (accessKeyId && accessKeySecret) {
    return { accessKeyId, accessKeySecret, securityToken: given.securityToken || undefined };
  }
  throw new MissingCredentials(
    [...(accessKeyId ? [] : [called.accessKeyId]), ...(accessKeySecret ? [] : [called.accessKeySecret])],
    place,
  );
}

/** There is nothing to sign with. */
export class MissingCredentials extends Error {
  override readonly name = 'MissingCredentials';

  constructor(missing: readonly string[], place: string) {
    super(`${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing in ${place}`);
  }
}
