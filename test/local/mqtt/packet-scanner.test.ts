import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packetScanner } from '../../../local/mqtt/packet-scanner.ts';

const digits = (length: number): number[] =>
  length < 128 ? [length] : [(length % 128) | 0x80, ...digits(Math.floor(length / 128))];
const packet = (kind: number, length: number) =>
  Buffer.concat([Buffer.from([kind << 4, ...digits(length)]), Buffer.alloc(length, 0xff)]);

/** The stream cut into pieces of these lengths, the rest in one. */
function cut(stream: Buffer, lengths: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const length of lengths) {
    pieces.push(stream.subarray(at, at + length));
    at += length;
  }
  return [...pieces, stream.subarray(at)];
}

test('however the stream is cut, each packet is told of once, in order', () => {
  const packets = fc.array(fc.tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 0, max: 20_000 })), {
    maxLength: 8,
  });
  const cuts = fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 30 });
  fc.assert(
    fc.property(packets, cuts, (all, lengths) => {
      const kinds: number[] = [];
      const scan = packetScanner(20_000, (kind) => kinds.push(kind));
      const stream = Buffer.concat(all.map(([kind, length]) => packet(kind, length)));
      for (const piece of cut(stream, lengths)) expect(scan(piece)).toBe(true);
      expect(kinds).toEqual(all.map(([kind]) => kind));
    }),
  );
});

test.each([
  ['a packet of the longest length', packet(3, 1000), true],
  ['a header that says a byte more', packet(3, 1001).subarray(0, 3), false],
  ['a length that does not end', Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff]), false],
  ['a length of four digits that says little', Buffer.from([0x30, 0x81, 0x80, 0x80, 0x00]), true],
])('%s keeps the limit: %#', (_, bytes, kept) => {
  expect(packetScanner(1000, () => {})(bytes)).toBe(kept);
});
