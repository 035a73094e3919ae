const milliseconds: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Reads a length of time as people write it: a whole number and a unit, `30s`, `10m`, `2h` or `1d`.
 *
 * @returns milliseconds, or `undefined` when the text is no length of time or an empty one
 */
export function readDuration(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  const length = Number(number) * (milliseconds[unit] ?? Number.NaN);
  return length > 0 ? length : undefined;
}
