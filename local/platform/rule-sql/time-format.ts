/** A moment's parts in one time zone, each as text of its full width. */
type Parts = Readonly<
  Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'millisecond', string>
>;

const letters: Readonly<Record<string, keyof Parts>> = {
  y: 'year',
  M: 'month',
  d: 'day',
  H: 'hour',
  m: 'minute',
  s: 'second',
  S: 'millisecond',
};

/**
 * Reads a format of `timestamp(format)`, as Java's SimpleDateFormat has them: `yyyy-MM-dd'T'HH:mm:ss.SSS'Z'`.
 *
 * @returns what writes a time (epoch milliseconds) so, in a time zone by its IANA name; or in what way the format is
 *   not one
 */
export function timeFormat(
  format: string,
): ((time: number, timeZone: string) => string) | { problem: string } {
  const pieces: (string | { part: keyof Parts; width: number })[] = [];
  for (const [piece] of format.matchAll(/'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+|'/g)) {
    if (piece === "'") return { problem: `the format ${format} has a quote without its other` };
    if (piece === "''") pieces.push("'");
    else if (piece.startsWith("'")) pieces.push(piece.slice(1, -1).replaceAll("''", "'"));
    else if (!/^[A-Za-z]/.test(piece)) pieces.push(piece);
    else {
      const part = letters[piece.charAt(0)];
      if (part === undefined) return { problem: `${piece} in the format ${format} is not supported` };
      pieces.push({ part, width: piece.length });
    }
  }
  return (time, timeZone) => {
    const parts = partsOf(time, timeZone);
    return pieces
      .map((piece) => (typeof piece === 'string' ? piece : written(parts, piece.part, piece.width)))
      .join('');
  };
}

function written(parts: Parts, part: keyof Parts, width: number): string {
  if (part === 'year' && width === 2) return parts.year.slice(-2);
  return String(Number(parts[part])).padStart(width, '0');
}

function partsOf(time: number, timeZone: string): Parts {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(time)
      .map(({ type, value }) => [type, value]),
  );
  return {
    year: parts['year'] ?? '',
    month: parts['month'] ?? '',
    day: parts['day'] ?? '',
    hour: parts['hour'] ?? '',
    minute: parts['minute'] ?? '',
    second: parts['second'] ?? '',
    millisecond: String(((time % 1000) + 1000) % 1000),
  };
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format;
}
