import type { Clock } from '../../clock.ts';

/** How long the guide says that records can be queried. */
const keptFor = 30 * 24 * 60 * 60_000;

interface Timed {
  readonly time: number;
}

/** A range of time, and the order in which its records are wanted. */
export interface Range {
  /** Both ends are in it. */
  readonly from: number;
  readonly to: number;
  readonly ascending: boolean;
}

/** The records in a range, in the order wanted, without those that are too old to be queried. */
export function recordsIn<Record extends Timed>(
  records: Iterable<Record>,
  { from, to, ascending }: Range,
  clock: Clock,
): Record[] {
  const oldest = Math.max(from, clock.now() - keptFor);
  const found = [...records].filter(({ time }) => time >= oldest && time <= to);
  found.sort((one, other) => one.time - other.time);
  return ascending ? found : found.reverse();
}

/** One page of records, and where the next begins. */
export interface TimePage<Record> {
  readonly items: readonly Record[];
  /**
   * The end of the range from which a query of the next page goes on: its beginning when the records ascend. The
   * guide's samples have it one millisecond before the last record of the page.
   */
  readonly nextTime: number | undefined;
  readonly nextValid: boolean;
}

/**
 * Cuts the first page off the records found. It ends as soon as it has as many records of one queue as a page takes, and
 * always between two points in time, so that a query that goes on by time misses none: only when more records than a
 * page takes are of the same millisecond does it hold more.
 *
 * @param queueOf what records are counted by; all together unless given
 */
export function firstPage<Record extends Timed>(
  found: readonly Record[],
  size: number,
  { ascending }: Range,
  queueOf: (record: Record) => string = () => '',
): TimePage<Record> {
  const counts = new Map<string, number>();
  let end = 0;
  while (end < found.length && Math.max(0, ...counts.values()) < size) {
    const next = endOfMillisecond(found, end);
    for (const record of found.slice(end, next)) {
      const queue = queueOf(record);
      counts.set(queue, (counts.get(queue) ?? 0) + 1);
    }
    if (end > 0 && Math.max(...counts.values()) > size) break;
    end = next;
  }
  const last = found[end - 1];
  return {
    items: found.slice(0, end),
    nextTime: last && (ascending ? last.time + 1 : last.time - 1),
    nextValid: end < found.length,
  };
}

function endOfMillisecond(found: readonly Timed[], begin: number): number {
  let end = begin + 1;
  while (end < found.length && found[end]?.time === found[begin]?.time) end += 1;
  return end;
}
