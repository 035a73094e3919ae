import { readDuration } from '../duration.ts';
import type { Mistake, Report } from '../mistake.ts';

/** Reads a rule's `silent`: for how long a device has not been online, in milliseconds. */
export function readSilence(value: unknown, path: Mistake['path'], report: Report): number | undefined {
  const silent = typeof value === 'string' ? readDuration(value) : undefined;
  if (silent === undefined) report({ path, message: 'must be a time such as 12h or 30d', value });
  return silent;
}
