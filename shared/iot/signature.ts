import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

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

/** A parameter as it is signed and sent, and the name that it is put in order by. */
export interface EncodedParameter {
  readonly name: string;
  /** With the `&` that separates it from the one before: `&Nickname=north%20door`. */
  readonly text: string;
}

/**
 * Encodes a parameter. What is the same in many requests need be encoded only once.
 *
 * @throws UnencodableParameter when its name or its value holds half of a surrogate pair
 *
 * @example
 * encodeParameter('Nickname', 'north door'); // { name: 'Nickname', text: '&Nickname=north%20door' }
 */
export function encodeParameter(name: string, value: string): EncodedParameter {
  try {
    return { name, text: `&${percentEncode(name)}=${percentEncode(value)}` };
  } catch {
    throw new UnencodableParameter(name);
  }
}

/**
 * Puts parameters in the order that they are signed in: that of their names as they are before encoding, by UTF-16
 * code unit, as in the guide's own sample and the vendor's SDKs. For the API's names, which are ASCII, that is the
 * order of their bytes.
 *
 * @returns the same list
 */
export function putInOrder(parameters: EncodedParameter[]): EncodedParameter[] {
  // For a few, `sort` takes longer and leaves more behind than it takes to insert them one by one.
  if (parameters.length > 16) return parameters.sort(byName);
  for (const [end, inserted] of parameters.entries()) {
    let place = end;
    for (
      let before = parameters[place - 1];
      before !== undefined && byName(before, inserted) > 0;
      before = parameters[place - 1]
    ) {
      parameters[place] = before;
      place -= 1;
    }
    parameters[place] = inserted;
  }
  return parameters;
}

const byName = (one: EncodedParameter, other: EncodedParameter): number =>
  one.name < other.name ? -1 : one.name > other.name ? 1 : 0;

/**
 * The canonical form of a request's parameters: encoded, in the order of their names, joined with `&`. It is what
 * gets signed, and, with the signature added, what gets sent. Takes the parameters as two lists, each in order,
 * since those that every request has are so anyway.
 *
 * @example
 * const common = [encodeParameter('Action', 'UpdateProduct'), encodeParameter('Version', '2018-01-20')];
 * canonicalize(common, putInOrder([encodeParameter('ProductName', 'north door')]));
 * // 'Action=UpdateProduct&ProductName=north%20door&Version=2018-01-20'
 */
export function canonicalize(
  common: readonly (EncodedParameter | undefined)[],
  own: readonly EncodedParameter[],
): string {
  let canonical = '';
  let index = 0;
  let next = own[0];
  for (const parameter of common) {
    if (parameter === undefined) continue;
    while (next !== undefined && next.name < parameter.name) {
      canonical += next.text;
      index += 1;
      next = own[index];
    }
    canonical += parameter.text;
  }
  for (; index < own.length; index++) canonical += own[index]?.text ?? '';
  return canonical.slice(1);
}

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

let encodedSecond = Number.NaN;
let encodedTimestamp: EncodedParameter = { name: 'Timestamp', text: '' };

/**
 * The parameter `Timestamp` for a moment, in UTC to the second.
 *
 * @param now in epoch milliseconds
 *
 * @example
 * timestamp(1_533_023_037_123); // { name: 'Timestamp', text: '&Timestamp=2018-07-31T07%3A43%3A57Z' }
 */
export function timestamp(now: number): EncodedParameter {
  const second = Math.floor(now / 1000);
  if (second !== encodedSecond) {
    encodedTimestamp = encodeParameter('Timestamp', `${new Date(second * 1000).toISOString().slice(0, 19)}Z`);
    encodedSecond = second;
  }
  return encodedTimestamp;
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
