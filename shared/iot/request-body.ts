import { randomUUID } from 'node:crypto';
import type { Signer } from './credentials.ts';
import type { Parameter } from './parameters.ts';
import { canonicalize, type EncodedParameter, encodeParameter, sign, timestamp } from './signature.ts';

const alwaysTheSame: readonly EncodedParameter[] = [
  encodeParameter('Format', 'JSON'),
  encodeParameter('SignatureMethod', 'HMAC-SHA1'),
  encodeParameter('SignatureVersion', '1.0'),
  encodeParameter('Version', '2018-01-20'),
];

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
   * @param own the call's own parameters
   * @param now in epoch milliseconds, by the platform's clock
   * @throws UnencodableParameter when one of them is no valid Unicode text
   */
  write(action: string, own: readonly Parameter[], signer: Signer, now: number): string {
    // Most of them in their order: that leaves little to sort.
    const parameters = [
      signer.accessKeyId,
      encodeParameter('Action', action),
      ...alwaysTheSame,
      { name: 'SignatureNonce', text: `&SignatureNonce=${randomUUID()}` },
      timestamp(now),
      this.#region,
    ];
    if (signer.securityToken !== undefined) parameters.push(signer.securityToken);
    let instance = this.#instance;
    for (const [name, value] of own) {
      if (name === 'IotInstanceId') instance = undefined;
      parameters.push(encodeParameter(name, value));
    }
    if (instance !== undefined) parameters.push(instance);
    const canonical = canonicalize(parameters);
    return `${canonical}&Signature=${encodeURIComponent(sign('POST', canonical, signer.key))}`;
  }
}
