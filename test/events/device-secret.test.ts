import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dropDeviceSecrets, redactBytes, redactEnvelope, redactText } from '../../events/device-secret.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('redactText', () => {
  test.each([
    ['{"deviceSecret":"abc","a":1}', '{"deviceSecret":"***","a":1}'],
    ['{ "deviceSecret" :\n "abc" }', '{ "deviceSecret" :\n "***" }'],
    ['{"DeviceSecret":"abc"} {"device_secret":"def"}', '{"DeviceSecret":"***"} {"device_secret":"***"}'],
    ['{"device\\u0053ecret":"abc"}', '{"device\\u0053ecret":"***"}'],
    ['{"deviceSecret":"a\\"b\\\\","a":"c"}', '{"deviceSecret":"***","a":"c"}'],
    ['{"deviceSecret":123,"a":1}', '{"deviceSecret":***,"a":1}'],
    ['{"deviceSecret":null}', '{"deviceSecret":***}'],
    ['{"deviceSecret":["abc"],"a":1}', '{"deviceSecret":***'],
    ['"{\\"deviceSecret\\":\\"abc\\",\\"a\\":1}"', '"{\\"deviceSecret\\":\\"***\\",\\"a\\":1}"'],
    ['{"a":"{\\"deviceSecret\\" : \\"a\\\\\\"b\\"}"}', '{"a":"{\\"deviceSecret\\" : \\"***\\"}"}'],
    ['{"deviceSecret":"abc', '{"deviceSecret":"***'],
    ['deviceName=pump&deviceSecret=abc&x=1', 'deviceName=pump&deviceSecret=***&x=1'],
    ["the field 'deviceSecret': abc, they say", "the field 'deviceSecret': ***, they say"],
    ['a deviceSecret is a secret', 'a deviceSecret is a secret'],
    ['{"a":1}', '{"a":1}'],
    ['', ''],
  ])('makes of %s %s', (text, redacted) => {
    expect(redactText(text)).toBe(redacted);
  });

  test('hides any value in JSON, at any depth of JSON within JSON, and changes nothing else', () => {
    const wrap = (text: string, depth: number): string =>
      depth === 0 ? text : wrap(JSON.stringify({ before: 'x', text, after: ['y'] }), depth - 1);
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'grapheme' }), fc.nat(3), (secret, other, depth) => {
        const shown = (deviceSecret: string) => wrap(JSON.stringify({ other, deviceSecret, last: 2 }), depth);
        expect(redactText(shown(secret))).toBe(shown('***'));
      }),
    );
  });
});

describe('redactBytes', () => {
  test('leaves bytes without a mention as they are, the very same', () => {
    const bytes = Buffer.from([0xff, 0x00, 0x22, 0xc3, 0x28]);
    expect(redactBytes(bytes)).toBe(bytes);
  });

  test('keeps every other byte', () => {
    const bytes = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from('{"deviceSecret":"é"}'),
      Buffer.from([0x80]),
    ]);
    expect(redactBytes(bytes)).toEqual(
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('{"deviceSecret":"***"}'), Buffer.from([0x80])]),
    );
  });
});

describe('redactEnvelope', () => {
  const open = '{"action":"create","deviceSecret":"abc","messageCreateTime":1}';
  const hidden = '{"action":"create","deviceSecret":"***","messageCreateTime":1}';

  test.each([
    ['base64', base64(open), base64(hidden)],
    ['base64 in JSON', `{"payload":"${base64(open)}"}`, `{"payload":"${base64(hidden)}"}`],
    ['base64 in base64', base64(`{"payload":"${base64(open)}"}`), base64(`{"payload":"${base64(hidden)}"}`)],
    ['base64 in lines', base64(open).replace(/.{20}/g, '$&\r\n'), base64(hidden)],
    [
      'base64 with escaped slashes',
      `"${base64(`??>${open}`).replaceAll('/', '\\/')}"`,
      `"${base64(`??>${hidden}`)}"`,
    ],
    ['base64 that tells nothing', `"${base64('nothing to hide, nothing at all')}"`, undefined],
  ])('opens %s', (_what, text, redacted = text) => {
    expect(redactEnvelope(Buffer.from(text)).toString()).toBe(redacted);
  });
});

test.each([
  ['backslashes', '\\'],
  ['quotes', '"'],
  ['escaped quotes', '\\\\\\"'],
  ['spaces', ' '],
  ['escaped line ends', '\\n'],
  ['names', 'deviceSecret'],
  ['names and quotes', '"deviceSecret":"'],
  ['letters of names', 'deviceSecre'],
  ['letters and backslashes', 'abcdefghijklmn\\'],
])('a megabyte of %s is looked through in time in proportion', (_what, unit) => {
  const time = (size: number) => {
    const bytes = Buffer.from(`deviceSecret${unit.repeat(size / unit.length)}`);
    const start = process.cpuUsage();
    redactEnvelope(bytes);
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  time(1 << 16);
  // In proportion it takes sixteen times as long; growing with the square it would take 256 times.
  expect(time(1 << 20)).toBeLessThan(64 * Math.max(time(1 << 16), 2000));
});

describe('dropDeviceSecrets', () => {
  test('drops the field at any depth, in lists too', () => {
    const value = {
      deviceSecret: 'a',
      list: [{ DeviceSecret: { x: 1 }, kept: 1 }],
      text: 'deviceSecret: abc',
    };
    dropDeviceSecrets(value, JSON.stringify(value));
    expect(value).toEqual({ list: [{ kept: 1 }], text: 'deviceSecret: ***' });
  });
});
