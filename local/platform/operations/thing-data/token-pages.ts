import { createHash } from 'node:crypto';
import { Refusal } from '../../refusal.ts';

/** One page of records, and the token with which the next is asked for. */
export interface TokenPage<Record> {
  readonly items: readonly Record[];
  /** The guide's samples have one on the last page, too; only an empty page has none. */
  readonly nextToken: string | undefined;
  readonly nextValid: boolean;
}

/**
 * Cuts a page out of records that are in the order of their time, or in that order reversed.
 *
 * @param query what is asked, in words that no other query has: a token is good for its own query alone
 * @throws Refusal iot.device.PageTokenIsIllegal
 */
export function pageByToken<Record extends { readonly time: number }>(
  found: readonly Record[],
  size: number,
  token: string | undefined,
  query: readonly (string | number)[],
): TokenPage<Record> {
  const mark = createHash('sha256').update(JSON.stringify(query)).digest('base64url').slice(0, 12);
  const begin = token === undefined ? 0 : placeOf(readToken(token, mark), found);
  const items = found.slice(begin, begin + size);
  const last = items.at(-1);
  const end = begin + items.length;
  return {
    items,
    nextToken: last && writeToken(mark, last.time, found, end),
    nextValid: end < found.length,
  };
}

/** After how many records of which time a page begins. */
interface Place {
  readonly time: number;
  readonly count: number;
}

function writeToken(mark: string, time: number, found: readonly { time: number }[], end: number): string {
  const count = found.slice(0, end).filter((record) => record.time === time).length;
  return encode(`${mark}:${time}:${count}`);
}

const encode = (text: string): string => Buffer.from(text).toString('base64url');

function readToken(token: string, mark: string): Place {
  const held = Buffer.from(token, 'base64url').toString();
  const [, given, time, count] = /^(.+):(\d{1,15}):(\d{1,9})$/.exec(held) ?? [];
  if (given !== mark || encode(held) !== token) throw new Refusal('iot.device.PageTokenIsIllegal');
  return { time: Number(time), count: Number(count) };
}

function placeOf({ time, count }: Place, found: readonly { time: number }[]): number {
  const first = found.findIndex((record) => record.time === time);
  if (first !== -1) return first + count;
  // The record is gone since: what follows it begins where the order passes its time.
  const ascending = (found[0]?.time ?? 0) <= (found.at(-1)?.time ?? 0);
  const next = found.findIndex((record) => (ascending ? record.time > time : record.time < time));
  return next === -1 ? found.length : next;
}
