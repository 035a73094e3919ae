import { isAscii, isUtf8 } from 'node:buffer';
import { GatewayError } from './gateway-error.ts';

/** The parameters of a call by name, percent-decoded, as its query string and its form body gave them. */
export type Form = Map<string, string>;

/**
 * Adds the parameters of a query string or a form body (`application/x-www-form-urlencoded`).
 *
 * @param where what the text is, for the message: `query string`, `body`
 * @throws GatewayError when a parameter is given twice, or is not percent-encoded UTF-8
 */
export function readForm(form: Form, text: string, where: string): void {
  for (let start = 0; start < text.length; ) {
    let end = text.indexOf('&', start);
    if (end === -1) end = text.length;
    if (end > start) {
      let equals = text.indexOf('=', start);
      if (equals === -1 || equals > end) equals = end;
      const name = decode(text.slice(start, equals), 'A parameter name', where);
      if (form.has(name)) {
        throw new GatewayError(400, 'InvalidParameter', `${short(name)} is given twice; give it once.`);
      }
      form.set(name, equals < end ? decode(text.slice(equals + 1, end), name, where) : '');
    }
    start = end + 1;
  }
}

/**
 * The text of a body or a request line.
 *
 * @throws GatewayError when the bytes are not UTF-8
 */
export function textOf(bytes: Buffer, where: string): string {
  if (isAscii(bytes)) return bytes.toString('latin1');
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw new GatewayError(400, 'InvalidParameter', `The ${where} holds bytes that are not UTF-8.`);
}

const plain = /^[^%+]*$/;

function decode(encoded: string, name: string, where: string): string {
  if (plain.test(encoded)) return encoded;
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch {
    const message = `${short(name)} in the ${where} is not percent-encoded UTF-8.`;
    throw new GatewayError(400, 'InvalidParameter', message);
  }
}

const short = (name: string): string => (name.length > 60 ? `${name.slice(0, 57)}…` : name);
