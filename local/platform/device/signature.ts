import { createHmac, timingSafeEqual } from 'node:crypto';

/** The algorithms by which devices sign, as `signMethod` names them in lower case. */
const algorithms: Readonly<Record<string, string>> = {
  hmacmd5: 'md5',
  hmacsha1: 'sha1',
  hmacsha256: 'sha256',
  // BatchAddThingTopo lists it beside the others, and says that the signature is a keyed hash with either.
  sha256: 'sha256',
};

/** What a device can put into its signature. */
export interface SignedFields {
  readonly productKey: string;
  readonly deviceName: string;
  readonly clientId?: string | undefined;
  readonly timestamp?: string | undefined;
  readonly random?: string | undefined;
}

/**
 * The signature of a device: the hash, with the DeviceSecret as key, over the names and values of the fields that are
 * given, in the order of their names (the guide's section 4.8.28, and "Authenticate devices" of the device side).
 *
 * @param signMethod in upper or lower case
 * @returns lower-case hexadecimal, or undefined when there is no such method
 */
export function deviceSignature(
  signMethod: string,
  deviceSecret: string,
  fields: SignedFields,
): string | undefined {
  const algorithm = algorithms[signMethod.toLowerCase()];
  if (algorithm === undefined) return undefined;
  const content = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flat()
    .join('');
  return createHmac(algorithm, deviceSecret).update(content).digest('hex');
}

/** Whether a signature, in upper or lower case, is the one that `deviceSignature` gives. */
export function isSignedBy(
  deviceSecret: string,
  { sign, signMethod }: { readonly sign: string; readonly signMethod: string },
  fields: SignedFields,
): boolean {
  const right = Buffer.from(deviceSignature(signMethod, deviceSecret, fields) ?? '');
  const given = Buffer.from(sign.toLowerCase());
  return right.length > 0 && right.length === given.length && timingSafeEqual(right, given);
}
