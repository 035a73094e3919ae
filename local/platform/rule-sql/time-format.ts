/** Where the parts of a moment stand in `2019-06-21 20:31:42.123`, by the letter that asks for them. */
const places: Readonly<Record<string, readonly [from: number, to: number]>> = {
  y: [0, 4],
  M: [5, 7],
  d: [8, 10],
  H: [11, 13],
  m: [14, 16],
  s: [17, 19],
  S: [20, 23],
};

/**
 * Reads a format of `timestamp(format)`, as Java's SimpleDateFormat has them: `yyyy-MM-dd'T'HH:mm:ss.SSS'Z'`.
 *
 * @returns what brings a moment that is written as `2019-06-21 20:31:42.123` into the format; or in what way the
 *   format is not one
 */
export function timeFormat(format: string): ((written: string) => string) | { readonly problem: string } {
  const pieces: ((written: string) => string)[] = [];
  for (const [piece] of format.matchAll(/'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+|'/g)) {
    if (piece === "'") return { problem: `the format ${format} has a quote without its other` };
    if (!/^[A-Za-z]/.test(piece)) {
      const plain = piece === "''" ? "'" : unquoted(piece);
      pieces.push(() => plain);
      continue;
    }
    const place = places[piece.charAt(0)];
    if (place === undefined) return { problem: `${piece} in the format ${format} is not supported` };
    pieces.push((written) => {
      const part = written.slice(...place);
      return piece === 'yy' ? part.slice(-2) : String(Number(part)).padStart(piece.length, '0');
    });
  }
  return (written) => pieces.map((piece) => piece(written)).join('');
}

const unquoted = (piece: string): string =>
  piece.startsWith("'") ? piece.slice(1, -1).replaceAll("''", "'") : piece;
