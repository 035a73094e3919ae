import stringWidth from 'string-width';

/** Colours a text, and leaves its width alone. */
export type Style = (text: string) => string;

/** A text with its colour, if it has one. */
export interface Piece {
  readonly text: string;
  readonly style?: Style;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The text as it is, or as much of its beginning as leaves room for an ellipsis within so many columns. */
export function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (stringWidth(kept + segment) > width - 1) break;
    kept += segment;
  }
  return width < 1 ? '' : `${kept}…`;
}

/** The text in exactly so many columns. */
export function cell(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const fitted = cut(text, width);
  const space = ' '.repeat(Math.max(0, width - stringWidth(fitted)));
  return align === 'left' ? fitted + space : space + fitted;
}

/** The pieces in one line, with a gap between them, as many of them as there is room for. */
export function inLine(pieces: readonly Piece[], width: number, gap = '   '): string {
  let line = '';
  let used = 0;
  for (const { text, style = plain } of pieces) {
    const before = used === 0 ? '' : gap;
    const needed = stringWidth(before + text);
    if (used + needed > width) break;
    line += before + style(text);
    used += needed;
  }
  return line;
}

const plain: Style = (text) => text;
