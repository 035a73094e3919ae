import type { IncomingHttpHeaders } from 'node:http';
import type { AccessKey, AccessKeys } from '../access-keys.ts';
import type { Form } from './form.ts';
import { GatewayError } from './gateway-error.ts';
import { canonical, sameSignature, sha256, sign, stringToSign } from './signature.ts';

/** A call's part that says who calls, and proves it. */
export interface SignedCall {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** The parameters of the query string; with a signature among the parameters, those of the body, too. */
  readonly form: Form;
  readonly body: Buffer;
}

/** Who calls, once the signature has proved it. */
export interface Caller {
  readonly key: AccessKey;
  /** The nonce that the caller used, to be remembered. */
  readonly nonce: string;
}

const timeToLive = 15 * 60_000;

/**
 * Checks a signature that travels among the parameters (the guide's section 4.5; signature version 1.0), in the
 * gateway's order: access key, security token, method and version, time stamp, signature.
 *
 * @param now in epoch milliseconds
 * @throws GatewayError
 */
export function checkParameterSignature(call: SignedCall, keys: AccessKeys, now: number): Caller {
  const { form } = call;
  const key = keyOf(keys, needed(form, 'AccessKeyId'), form.get('SecurityToken'), now);
  const method = needed(form, 'SignatureMethod');
  if (method.toUpperCase() !== 'HMAC-SHA1') {
    throw new GatewayError(400, 'InvalidSignatureMethod', 'SignatureMethod must be HMAC-SHA1.');
  }
  if (needed(form, 'SignatureVersion') !== '1.0') {
    throw new GatewayError(400, 'InvalidSignatureVersion', 'SignatureVersion must be 1.0.');
  }
  checkTimestamp(needed(form, 'Timestamp'), now);
  const nonce = checkedNonce(needed(form, 'SignatureNonce'));
  const text = stringToSign(call.method, form);
  if (!sameSignature(needed(form, 'Signature'), sign.sha1(key.parameterKey, text))) throw mismatch(text);
  return { key, nonce: `${key.accessKeyId} ${nonce}` };
}

const authorization =
  /^ACS3-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/;

/** Whether the signature is in the headers, as the vendor's newer SDKs have it. */
export const hasHeaderSignature = (headers: IncomingHttpHeaders): boolean =>
  headers.authorization?.startsWith('ACS3-') === true;

/**
 * Checks a signature that travels in the headers (the vendor's signature version 3), which the vendor's newer SDKs
 * make unless told otherwise.
 *
 * @throws GatewayError
 */
export function checkHeaderSignature(call: SignedCall, keys: AccessKeys, now: number): Caller {
  const { headers } = call;
  const [, keyId, signedHeaders = '', signature = ''] = authorization.exec(headers.authorization ?? '') ?? [];
  if (keyId === undefined) {
    const message =
      'The Authorization header must read ACS3-HMAC-SHA256 Credential=…,SignedHeaders=…,Signature=… with 64 hexadecimal digits.';
    throw new GatewayError(400, 'InvalidAuthorization', message);
  }
  const key = keyOf(keys, keyId, header(headers, 'x-acs-security-token'), now);
  checkTimestamp(neededHeader(headers, 'x-acs-date'), now);
  const nonce = checkedNonce(neededHeader(headers, 'x-acs-signature-nonce'));
  const names = signedHeaders.split(';');
  const unsigned = Object.keys(headers).find(
    (name) => (name === 'host' || name.startsWith('x-acs-')) && !names.includes(name),
  );
  if (unsigned !== undefined) {
    const message = `The header ${unsigned} must be among the signed headers.`;
    throw new GatewayError(400, 'SignatureDoesNotMatch', message);
  }
  const digest = sha256(call.body);
  if (neededHeader(headers, 'x-acs-content-sha256') !== digest) {
    const message = 'x-acs-content-sha256 is not the SHA-256 of the body.';
    throw new GatewayError(400, 'SignatureDoesNotMatch', message);
  }
  const signed = names.map((name) => `${name}:${header(headers, name)?.trim() ?? ''}\n`).join('');
  const request = `${call.method}\n/\n${canonical(call.form)}\n${signed}\n${signedHeaders}\n${digest}`;
  const text = `ACS3-HMAC-SHA256\n${sha256(request)}`;
  if (!sameSignature(signature, sign.sha256(key.headerKey, text))) {
    throw mismatch(`${text}, canonical request is:${request}`);
  }
  return { key, nonce: `${key.accessKeyId} ${nonce}` };
}

function keyOf(
  keys: AccessKeys,
  accessKeyId: string,
  securityToken: string | undefined,
  now: number,
): AccessKey {
  const key = keys.find(accessKeyId);
  if (key === undefined) {
    throw new GatewayError(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
  }
  if (key.temporary === undefined) return key;
  if (securityToken === undefined || securityToken === '') {
    const message = 'SecurityToken is required: the access key is a temporary one.';
    throw new GatewayError(400, 'MissingSecurityToken', message);
  }
  if (!sameSignature(securityToken, key.temporary.securityToken)) {
    const message = 'Specified SecurityToken does not belong to the access key.';
    throw new GatewayError(400, 'InvalidSecurityToken.MismatchWithAccessKey', message);
  }
  if (key.temporary.expiresAt <= now) {
    throw new GatewayError(400, 'InvalidSecurityToken.Expired', 'Specified SecurityToken is expired.');
  }
  return key;
}

const timestampForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

function checkTimestamp(timestamp: string, now: number): void {
  const time = timestampForm.test(timestamp) ? Date.parse(timestamp) : Number.NaN;
  if (Number.isNaN(time)) {
    const message = 'Specified time stamp is not well formatted: it must read YYYY-MM-DDThh:mm:ssZ, in UTC.';
    throw new GatewayError(400, 'InvalidTimeStamp.Format', message);
  }
  if (Math.abs(now - time) > timeToLive) {
    const message = `Specified time stamp is expired: it is more than 15 minutes off the server's time, ${new Date(now).toISOString()}.`;
    throw new GatewayError(400, 'InvalidTimeStamp.Expired', message);
  }
}

/** Nonces are remembered, so none may be large. */
function checkedNonce(nonce: string): string {
  if (nonce.length <= 128) return nonce;
  throw new GatewayError(
    400,
    'InvalidSignatureNonce',
    'The signature nonce must have at most 128 characters.',
  );
}

/** Says what the server signed, so that a caller can lay it beside its own; there is no secret in it. */
function mismatch(text: string): GatewayError {
  const message = `Specified signature is not matched with our calculation. server string to sign is:${text}`;
  return new GatewayError(400, 'SignatureDoesNotMatch', message);
}

function needed(form: Form, name: string): string {
  const value = form.get(name);
  if (value === undefined || value === '')
    throw new GatewayError(400, `Missing${name}`, `${name} is required.`);
  return value;
}

function neededHeader(headers: IncomingHttpHeaders, name: string): string {
  const value = header(headers, name);
  if (value === undefined || value === '') {
    throw new GatewayError(400, 'MissingHeader', `The header ${name} is required.`);
  }
  return value;
}

function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}
