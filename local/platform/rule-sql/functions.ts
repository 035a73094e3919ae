import { createHash, getHashes } from 'node:crypto';
import { TextDecoder } from 'node:util';
import { preciseRegionTime, utcTime } from '../written-time.ts';
import { EvaluationError, type SqlMessage } from './sql-message.ts';
import { timeFormat } from './time-format.ts';
import { finite, numberOf, textOf, type Value } from './values.ts';

/** Carries a function out on its parameters' values. */
export type Run = (values: readonly Value[], message: SqlMessage) => Value;

/** A function of the rules engine's SQL. */
export interface RuleFunction {
  /** How many parameters it takes, at least and at most. */
  readonly parameters: readonly [number, number];
  /** Whether its parameter is `*`, the whole payload. */
  readonly takesAll: boolean;
  /**
   * @param constants the parameters that are the same for every message; undefined for the others
   * @returns what carries it out, or why it cannot be with these constants
   */
  make(constants: readonly Value[]): Run | { readonly problem: string };
}

/** The functions of the vendor's document "Functions", and productKey(), by name. */
const all: Readonly<Record<string, RuleFunction>> = {
  abs: ofNumber(Math.abs),
  asin: ofNumber(Math.asin),
  cos: ofNumber(Math.cos),
  cosh: ofNumber(Math.cosh),
  exp: ofNumber(Math.exp),
  floor: ofNumber(Math.floor),
  sin: ofNumber(Math.sin),
  sinh: ofNumber(Math.sinh),
  tan: ofNumber(Math.tan),
  tanh: ofNumber(Math.tanh),
  // The document's English says that the base is 10 when none is given, its Chinese that the logarithm is natural.
  log: always(1, 2, ([value, base = 10]) => ofNumbers(value, base, (n, m) => Math.log10(n) / Math.log10(m))),
  mod: always(2, 2, ([value, divisor]) => ofNumbers(value, divisor, (n, m) => n % m)),
  power: always(2, 2, ([value, exponent]) => ofNumbers(value, exponent, (n, m) => n ** m)),
  rand: always(0, 0, (_, message) => randomBytes(message).readUIntBE(0, 6) / 2 ** 48),

  concat: always(2, Number.POSITIVE_INFINITY, (values) => {
    const texts = values.map(textOf).filter((text) => text !== undefined);
    return texts.length === values.length ? withinBounds(texts.join('')) : undefined;
  }),
  endswith: always(2, 2, ([input, suffix]) => {
    const [text, end] = [textOf(input), textOf(suffix)];
    return text === undefined || end === undefined ? undefined : text.endsWith(end);
  }),
  lower: always(1, 1, ([value]) => textOf(value)?.toLowerCase()),
  upper: always(1, 1, ([value]) => textOf(value)?.toUpperCase()),
  replace: always(3, 3, (values) => {
    const [source, part, replacement] = values.map(textOf);
    if (source === undefined || part === undefined || replacement === undefined) return undefined;
    if (part === '' || (source.length / part.length) * replacement.length > longestText) return source;
    return withinBounds(source.split(part).join(replacement));
  }),
  substring: {
    parameters: [2, 3],
    takesAll: false,
    make: ([target]) =>
      typeof target === 'boolean'
        ? { problem: 'substring takes text or a whole number' }
        : ([value, start, end]) => substring(value, start, end),
  },

  crypto: {
    parameters: [2, 2],
    takesAll: false,
    make: ([, algorithm]) => {
      if (algorithm !== undefined && hashNamed(algorithm) === undefined) {
        return { problem: `crypto with ${JSON.stringify(algorithm)} is not supported` };
      }
      return ([field, name]) => {
        const [text, hash] = [textOf(field), hashNamed(name)];
        return text === undefined || hash === undefined
          ? undefined
          : createHash(hash).update(text).digest('hex');
      };
    },
  },
  nanvl: always(2, 2, ([value, otherwise]) => value ?? otherwise),
  newuuid: always(0, 0, (_, message) => uuidOf(randomBytes(message))),

  attribute: always(1, 1, ([key], message) => {
    const name = textOf(key);
    return name === undefined ? undefined : message.tagValue(name);
  }),
  deviceName: always(0, 0, (_, { deviceName }) => deviceName),
  productKey: always(0, 0, (_, { productKey }) => productKey),
  messageId: always(0, 0, (_, { messageId }) => messageId),
  topic: always(0, 1, ([level], { topic }) => {
    if (level === undefined) return topic;
    const number = numberOf(level);
    return number === undefined || number < 1 ? undefined : topic.split('/')[number];
  }),
  payload: {
    parameters: [0, 1],
    takesAll: false,
    make: ([encoding]) => {
      if (encoding !== undefined && decoderFor(encoding) === undefined) {
        return { problem: `payload with ${JSON.stringify(encoding)} is not supported` };
      }
      return ([name = 'utf-8'], { payload }) => decoderFor(name)?.decode(payload);
    },
  },
  to_base64: ofPayload((payload) => payload.toString('base64')),
  to_hex: ofPayload((payload) => payload.toString('hex')),
  timestamp: timestamp(({ now, regionId }) => preciseRegionTime(now, regionId)),
  timestamp_utc: timestamp(({ now }) => utcTime(now)),
};

/** The functions by name. */
export const functions: ReadonlyMap<string, RuleFunction> = new Map(Object.entries(all));

/** Longer text is none: a message has at most 256 KB, and functions in functions could make it grow without end. */
const longestText = 2 ** 20;

const withinBounds = (text: string): string | undefined => (text.length > longestText ? undefined : text);

function always(least: number, most: number, run: Run): RuleFunction {
  return { parameters: [least, most], takesAll: false, make: () => run };
}

function ofNumber(calculate: (number: number) => number): RuleFunction {
  return always(1, 1, ([value]) => {
    const number = numberOf(value);
    return number === undefined ? undefined : finite(calculate(number));
  });
}

function ofNumbers(
  left: Value,
  right: Value,
  calculate: (a: number, b: number) => number,
): number | undefined {
  const [a, b] = [numberOf(left), numberOf(right)];
  return a === undefined || b === undefined ? undefined : finite(calculate(a, b));
}

function ofPayload(write: (payload: Buffer) => string): RuleFunction {
  return {
    parameters: [1, 1],
    takesAll: true,
    make:
      () =>
      (_, { payload }) =>
        write(payload),
  };
}

function timestamp(writtenIn: (message: SqlMessage) => string): RuleFunction {
  return {
    parameters: [0, 1],
    takesAll: false,
    make: ([constant]) => {
      const format = typeof constant === 'string' ? timeFormat(constant) : undefined;
      if (typeof format === 'object') return format;
      return ([given], message) => {
        if (given === undefined) return message.now;
        const write = format ?? timeFormat(textOf(given) ?? '');
        return typeof write === 'object' ? undefined : write(writtenIn(message));
      };
    },
  };
}

function substring(value: Value, start: Value, end: Value): Value {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string' && !Number.isSafeInteger(value)) {
    throw new EvaluationError('substring takes text or a whole number.');
  }
  const text = String(value);
  const [from, to] = [numberOf(start), end === undefined ? text.length : numberOf(end)];
  if (from === undefined || to === undefined) throw new EvaluationError('substring needs numbers.');
  return text.substring(Math.floor(from), Math.max(Math.floor(from), Math.floor(to)));
}

const hashes: Readonly<Record<string, string>> = {
  MD2: 'md2',
  MD5: 'md5',
  SHA1: 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** What Node.js calls an algorithm of `crypto`; undefined for one that its OpenSSL lacks, as it does MD2. */
function hashNamed(algorithm: Value): string | undefined {
  const hash =
    typeof algorithm === 'string' && Object.hasOwn(hashes, algorithm) ? hashes[algorithm] : undefined;
  return hash !== undefined && getHashes().includes(hash) ? hash : undefined;
}

function decoderFor(encoding: Value): TextDecoder | undefined {
  try {
    return new TextDecoder(String(encoding));
  } catch {
    return undefined;
  }
}

const randomBytes = (message: SqlMessage): Buffer => createHash('sha256').update(message.newId(32)).digest();

function uuidOf(bytes: Buffer): string {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
