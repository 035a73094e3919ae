import { createHash, createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Form } from './form.ts';

/**
 * What a caller signs, by the guide's rule (section 4.5): all parameters but the signature itself, percent-encoded
 * after RFC 3986, sorted by name.
 *
 * @param method GET or POST
 */
export function stringToSign(method: string, form: Form): string {
  return `${method}&%2F&${encodeURIComponent(canonical(form, 'Signature'))}`;
}

/** `name=value` pairs, percent-encoded, sorted by name, joined by `&`. */
export function canonical(form: Form, without?: string): string {
  const names: string[] = [];
  for (const name of form.keys()) if (name !== without) names.push(name);
  let text = '';
  for (const name of names.sort()) {
    text += `${text === '' ? '' : '&'}${percentEncode(name)}=${percentEncode(form.get(name) ?? '')}`;
  }
  return text;
}

/** HMAC-SHA1 in base64, or HMAC-SHA256 in hexadecimal digits. */
export const sign = {
  sha1: (key: KeyObject, text: string): string => createHmac('sha1', key).update(text).digest('base64'),
  sha256: (key: KeyObject, text: string): string => createHmac('sha256', key).update(text).digest('hex'),
};

export const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

/** Compares in a time that does not tell how much of the signature is right. */
export function sameSignature(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const unreserved = /^[\w.~-]*$/;

function percentEncode(text: string): string {
  if (unreserved.test(text)) return text;
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
