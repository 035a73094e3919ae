import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { cell, cut, inLine } from '../../../local/console/cells.ts';

const anyText = fc.string({ unit: 'grapheme', maxLength: 40 });

describe('a cell', () => {
  test.each([
    ['fits', 8, 'left', 'fits    '],
    ['fits', 8, 'right', '    fits'],
    ['too long for it', 8, 'left', 'too lon…'],
    ['上海一号站', 8, 'left', '上海一… '],
    ['👩‍👩‍👧 family', 6, 'left', '👩‍👩‍👧 fa…'],
  ] as const)('%j in %d columns, %s', (text, width, align, expected) => {
    expect(cell(text, width, align)).toBe(expected);
  });

  test('is exactly as wide as asked for, whatever the text', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 30 }), (text, width) => {
        expect(stringWidth(cell(text, width))).toBe(width);
        expect(stringWidth(cut(text, width))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('pieces in a line', () => {
  const pieces = [
    { text: '200 sent' },
    { text: '12 waiting', style: (text: string) => `<${text}>` },
    { text: '3/s' },
  ];

  test('stand side by side, each in its style', () => {
    expect(inLine(pieces, 80)).toBe('200 sent   <12 waiting>   3/s');
  });

  test('that there is no room for are left out, with those behind them', () => {
    expect(inLine(pieces, 21)).toBe('200 sent   <12 waiting>');
    expect(inLine(pieces, 20)).toBe('200 sent');
  });
});
