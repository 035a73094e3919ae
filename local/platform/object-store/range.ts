/** A part of an object: both ends count. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The part of an object that a `Range` header asks for.
 *
 * @returns undefined when it asks for the whole, or for several parts, which no one has to give; `'none'` when it asks
 *   for bytes that are not there
 */
export function rangeOf(header: string | undefined, size: number): Range | 'none' | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (match === null || (first === '' && last === '')) return undefined;
  if (first === '') {
    const count = Math.min(Number(last), size);
    return count === 0 ? 'none' : { start: size - count, end: size - 1 };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return undefined;
  if (start >= size) return 'none';
  return { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}
