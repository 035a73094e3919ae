import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type PopCore from '@alicloud/pop-core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  canonicalize,
  type EncodedParameter,
  encodeParameter,
  percentEncode,
  putInOrder,
  sign,
  signingKey,
  timestamp,
  UnencodableParameter,
} from '../../../shared/iot/signature.ts';

const canonicalOf = (parameters: Readonly<Record<string, string>>): string =>
  canonicalize(
    [],
    putInOrder(Object.entries(parameters).map(([name, value]) => encodeParameter(name, value))),
  );

describe('percentEncode', () => {
  it('leaves only letters, digits and - _ . ~ as they are', () => {
    const left = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).filter(
      (character) => percentEncode(character) === character,
    );
    expect(left.join('')).toBe('-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~');
  });

  it('encodes bytes of UTF-8 in upper case', () => {
    expect(percentEncode("a b+c*(!')/门😀")).toBe('a%20b%2Bc%2A%28%21%27%29%2F%E9%97%A8%F0%9F%98%80');
  });

  it('can be undone by decodeURIComponent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decodeURIComponent(percentEncode(text))).toBe(text);
      }),
    );
  });
});

describe('canonicalize', () => {
  it('puts a name before the names that it begins', () => {
    expect(canonicalOf({ 'A.10': '3', 'A.1': '2', A: '1', 'A-': '4' })).toBe('A=1&A-=4&A.1=2&A.10=3');
  });

  it('puts names in the order that they have before they are encoded', () => {
    // Encoded, { is %7B and would come before a letter.
    expect(canonicalOf({ '{': '1', z: '2' })).toBe('z=2&%7B=1');
    // By UTF-16 code unit, an emoji (D83D) comes before the private use area (E000).
    expect(canonicalOf({ '\uE000': '1', '😀': '2' })).toBe('%F0%9F%98%80=2&%EE%80%80=1');
  });

  it('puts any number of parameters in the same order', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ minLength: 1 }), fc.constant('v'), { maxKeys: 80 }),
        (parameters) => {
          const names = canonicalOf(parameters)
            .split('&')
            .filter((pair) => pair !== '')
            .map((pair) => decodeURIComponent(pair.slice(0, pair.indexOf('='))));
          expect(names).toEqual(Object.keys(parameters).sort());
        },
      ),
    );
  });

  it('merges two lists that are each in order', () => {
    const name = fc.string({ minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.dictionary(name, fc.boolean(), { maxKeys: 20 }), (isCommon) => {
        const common: (EncodedParameter | undefined)[] = [undefined];
        const own: EncodedParameter[] = [];
        for (const parameter of putInOrder(Object.keys(isCommon).map((key) => encodeParameter(key, 'v')))) {
          (isCommon[parameter.name] ? common : own).push(parameter);
        }
        const all = Object.fromEntries(Object.keys(isCommon).map((key) => [key, 'v']));
        expect(canonicalize(common, own)).toBe(canonicalOf(all));
      }),
    );
  });

  it('is empty without parameters', () => {
    expect(canonicalize([], [])).toBe('');
  });

  it('names the parameter that no bytes stand for', () => {
    expect(() => encodeParameter('Nickname', 'half \uD83D')).toThrow(UnencodableParameter);
    expect(() => encodeParameter('Nickname', '\uDE00')).toThrow(/^Nickname holds half of a surrogate pair/);
  });
});

describe('timestamp', () => {
  it('is in UTC, to the second, whatever the order of the moments', () => {
    const at = (now: number) => timestamp(now).text;
    expect(at(Date.UTC(2018, 6, 31, 7, 43, 57, 999))).toBe('&Timestamp=2018-07-31T07%3A43%3A57Z');
    expect(at(Date.UTC(2018, 6, 31, 7, 43, 58))).toBe('&Timestamp=2018-07-31T07%3A43%3A58Z');
    expect(at(Date.UTC(2018, 6, 31, 7, 43, 57))).toBe('&Timestamp=2018-07-31T07%3A43%3A57Z');
  });
});

describe('sign', () => {
  it("gives the signature of the guide's sample", () => {
    const canonical = canonicalOf({
      AccessKeyId: 'testid',
      Format: 'XML',
      Version: '2018-01-20',
      SignatureMethod: 'HMAC-SHA1',
      SignatureVersion: '1.0',
      SignatureNonce: '3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf',
      Timestamp: '2018-07-31T07:43:57Z',
      RegionId: 'cn-shanghai',
      Action: 'Pub',
      ProductKey: '12345abcde',
      TopicFullName: '/12345abcde/testdevice/user/get',
      MessageContent: 'aGVsbG8gd29ybGQ',
      Qos: '0',
    });
    expect(sign('GET', canonical, signingKey('testsecret'))).toBe('NUh3otvAoXOZmG/a2gDShh6Ze9w=');
  });
});

describe("beside the vendor's pop-core", () => {
  const { RPCClient }: { RPCClient: typeof PopCore } = createRequire(import.meta.url)('@alicloud/pop-core');
  let body = '';
  const server = createServer((request, response) => {
    body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => response.end('{}'));
  });
  let endpoint = '';
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('signs the same, and sends the same, whatever the names and the values', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom(
          ' ',
          '*',
          '~',
          '+',
          '%',
          '&',
          '=',
          '/',
          "'",
          '(',
          '!',
          '😀',
          '产',
          '品',
          'a',
          '1',
          '.',
        ),
      }),
    );
    // Names that mean something else to the vendor's code.
    const name = text.filter((candidate) => !['__proto__', 'Signature'].includes(candidate));
    const secret = fc.string({ unit: 'grapheme-ascii', minLength: 1 });
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(name, text, { maxKeys: 12 }),
        secret,
        async (parameters, accessKeySecret) => {
          const client = new RPCClient({
            accessKeyId: 'testid',
            accessKeySecret,
            endpoint,
            apiVersion: '2018-01-20',
          });
          await client.request('Pub', { ...parameters }, { method: 'POST', formatParams: false });
          const signedAt = body.lastIndexOf('&Signature=');
          const canonical = body.slice(0, signedAt);
          const sent = canonical.split('&').map((pair) => {
            const [sentName = '', value = ''] = pair.split('=').map(decodeURIComponent);
            return encodeParameter(sentName, value);
          });
          for (const [given, value] of Object.entries(parameters)) {
            expect(sent).toContainEqual(encodeParameter(given, value));
          }
          expect(canonicalize([], putInOrder(sent.reverse()))).toBe(canonical);
          const signature = percentEncode(sign('POST', canonical, signingKey(accessKeySecret)));
          expect(body.slice(signedAt)).toBe(`&Signature=${signature}`);
        },
      ),
      { numRuns: 300 },
    );
  });
});
