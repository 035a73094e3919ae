import { Refusal } from '../refusal.ts';

/** One page of what a query found. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly number: number;
  readonly size: number;
  /** How many pages there are. */
  readonly count: number;
  /** How many entries there are on all pages. */
  readonly total: number;
}

/**
 * Cuts a page out of what a query found.
 *
 * @param number the page wanted, from 1
 * @param size entries a page
 * @throws Refusal iot.common.InvalidPageParams
 */
export function pageOf<Item>(found: readonly Item[] | ReadonlySet<Item>, number = 1, size = 10): Page<Item> {
  if (number < 1 || size < 1) throw new Refusal('iot.common.InvalidPageParams');
  const total = 'size' in found ? found.size : found.length;
  const start = (number - 1) * size;
  const items = 'size' in found ? cut(found, start, size) : found.slice(start, start + size);
  return { items, number, size, count: Math.ceil(total / size), total };
}

function cut<Item>(found: ReadonlySet<Item>, start: number, size: number): Item[] {
  const items: Item[] = [];
  if (start >= found.size) return items;
  let index = 0;
  for (const item of found) {
    if (index >= start) items.push(item);
    index += 1;
    if (items.length === size) break;
  }
  return items;
}
