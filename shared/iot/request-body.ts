import { randomUUID } from 'node:crypto';
import type { Signer } from './credentials.ts';
import { canonicalize, type EncodedParameter, encodeParameter, sign, timestamp } from './signature.ts';

const format = encodeParameter('Format', 'JSON');
const signatureMethod = encodeParameter('SignatureMethod', 'HMAC-SHA1');
const signatureVersion = encodeParameter('SignatureVersion', '1.0');
const version = encodeParameter('Version', '2018-01-20');

/** Writes the bodies of the requests to one region and, unless a call says otherwise, one instance. */
export class RequestBodies {
  readonly #region: EncodedParameter;
  readonly #instance: EncodedParameter | undefined;

  constructor(regionId: string, iotInstanceId: string | undefined) {
    this.#region = encodeParameter('RegionId', regionId);
    this.#instance =
      iotInstanceId === undefined ? undefined : encodeParameter('IotInstanceId', iotInstanceId);
  }

  /**
   * What is signed, and the signature, with a nonce of its own.
   *
   * @param own the call's own parameters, in order
   * @param now in epoch milliseconds, by the platform's clock
   */
  write(action: string, own: readonly EncodedParameter[], signer: Signer, now: number): string {
    const common = [
      signer.accessKeyId,
      encodeParameter('Action', action),
      format,
      this.#instance === undefined || has(own, 'IotInstanceId') ? undefined : this.#instance,
      this.#region,
      signer.securityToken,
      signatureMethod,
      { name: 'SignatureNonce', text: `&SignatureNonce=${randomUUID()}` },
      signatureVersion,
      timestamp(now),
      version,
    ];
    const canonical = canonicalize(common, own);
    return `${canonical}&Signature=${encodeURIComponent(sign('POST', canonical, signer.key))}`;
  }
}

const has = (parameters: readonly EncodedParameter[], wanted: string): boolean =>
  parameters.some(({ name }) => name === wanted);
