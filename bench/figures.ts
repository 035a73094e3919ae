/** What the benches make of what they measured. */

/** The value in the middle: what else the machine did in some rounds does not move it. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

export const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** The medians of the ratios of what two had in the same round, under the same conditions. */
export function medianRatio(ones: readonly number[], others: readonly number[]): number {
  return rounded(median(ones.map((one, round) => one / (others[round] ?? Number.NaN))));
}

/** The number after `--name` on the command line. */
export function sizeFrom(name: string, otherwise: number): number {
  const place = process.argv.indexOf(`--${name}`);
  if (place === -1) return otherwise;
  const size = Number(process.argv[place + 1]);
  if (Number.isSafeInteger(size) && size > 0) return size;
  console.error(`--${name} takes a whole number above 0.`);
  process.exit(2);
}
