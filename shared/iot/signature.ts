import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** A request parameter: its name and its value, neither of them encoded yet. */
export type Parameter = readonly [name: string, value: string];

const unreserved = /^[A-Za-z0-9._~-]*$/;
const leftByEncodeURIComponent = /[!'()*]/g;

/**
 * Percent-encodes a text as RFC 3986 has it: only `A–Z a–z 0–9 - _ . ~` stay as they are.
 *
 * @throws URIError when the text holds half of a surrogate pair, which no bytes stand for
 *
 * @example
 * percentEncode('a b*é'); // 'a%20b%2A%C3%A9'
 */
export function percentEncode(text: string): string {
  if (unreserved.test(text)) return text;
  return encodeURIComponent(text).replace(
    leftByEncodeURIComponent,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * The canonical form of a request's parameters: encoded, in the order of their names, joined with `=` and `&`.
 * It is what gets signed, and, with the signature added, what gets sent.
 *
 * The order is that of the names as they are before encoding, by UTF-16 code unit, as the vendor's SDKs sort;
 * for the API's own names, which are ASCII, that is the order of their bytes.
 *
 * @throws UnencodableParameter when a name or a value holds half of a surrogate pair
 *
 * @example
 * canonicalize([['ProductKey', 'a1B'], ['Nickname', 'north door']]); // 'Nickname=north%20door&ProductKey=a1B'
 */
export function canonicalize(parameters: readonly Parameter[]): string {
  const sorted = parameters.toSorted(byName);
  let canonical = '';
  for (const [name, value] of sorted) {
    try {
      canonical += `${canonical === '' ? '' : '&'}${percentEncode(name)}=${percentEncode(value)}`;
    } catch {
      throw new UnencodableParameter(name);
    }
  }
  return canonical;
}

const byName = (one: Parameter, other: Parameter): number =>
  one[0] < other[0] ? -1 : one[0] > other[0] ? 1 : 0;

/**
 * Prepares an AccessKey secret for signing, which takes longer than signing does: do it once a secret.
 *
 * @example
 * const key = signingKey('testsecret');
 */
export function signingKey(accessKeySecret: string): KeyObject {
  return createSecretKey(`${accessKeySecret}&`, 'utf8');
}

/**
 * Signs the canonical form of a request: HMAC-SHA1, as Base64. Guide, section 4.5 "Request signatures".
 *
 * @example
 * sign('POST', canonicalize(parameters), signingKey('testsecret'));
 */
export function sign(method: 'GET' | 'POST', canonical: string, key: KeyObject): string {
  // Of what encodeURIComponent leaves and RFC 3986 does not, nothing is in a text that is encoded already.
  return createHmac('sha1', key)
    .update(`${method}&%2F&${encodeURIComponent(canonical)}`)
    .digest('base64');
}

let formattedSecond = Number.NaN;
let formatted = '';

/**
 * A moment as the API's `Timestamp` has it, in UTC to the second.
 *
 * @param now in epoch milliseconds
 *
 * @example
 * timestamp(1_533_023_037_123); // '2018-07-31T07:43:57Z'
 */
export function timestamp(now: number): string {
  const second = Math.floor(now / 1000);
  if (second !== formattedSecond) {
    formatted = `${new Date(second * 1000).toISOString().slice(0, 19)}Z`;
    formattedSecond = second;
  }
  return formatted;
}

/** A parameter that cannot be sent, because its text is not Unicode. */
export class UnencodableParameter extends Error {
  override readonly name = 'UnencodableParameter';
  readonly parameter: string;

  constructor(parameter: string) {
    super(`${parameter} holds half of a surrogate pair, so that it is no valid Unicode text`);
    this.parameter = parameter;
  }
}
