/** The ways in which the platform writes a moment, given in epoch milliseconds. */

/** `2019-06-21T12:31:42.000Z`: UTC. */
export const utcTime = (time: number): string => new Date(time).toISOString();

/** `2018-08-31 15:32:28.205`: China's time, to the millisecond. */
export const chinaTime = (time: number): string => local(time, chinaOffset);

/** `Fri Jun 21 20:31:42 CST 2019`: China's time. */
export const chinaDate = (time: number): string =>
  new Date(time + chinaOffset)
    .toUTCString()
    .replace(/^(\w+), (\d\d) (\w+) (\d+) ([\d:]+) GMT$/, '$1 $3 $2 $5 CST $4');

/** `2019-06-21 20:31:42`: the time of the region. The guide calls these fields GMT, but prints the region's time. */
export const regionTime = (time: number, regionId: string): string =>
  preciseRegionTime(time, regionId).slice(0, 'yyyy-MM-dd HH:mm:ss'.length);

/** `2020-04-04 16:38:18.607`: the time of the region, to the millisecond. */
export const preciseRegionTime = (time: number, regionId: string): string => local(time, offsetOf(regionId));

/** `Wed, 20-Feb-2019 02:16:09 GMT`. */
export const gmtTime = (time: number): string =>
  new Date(time).toUTCString().replace(/(\d\d) (\w{3}) (\d{4})/, '$1-$2-$3');

/**
 * The moment that such a text tells in a region.
 *
 * @returns undefined when the text is not a time in the form `yyyy-MM-dd HH:mm:ss.SSS`
 */
export function readPreciseRegionTime(text: string, regionId: string): number | undefined {
  const time = Date.parse(`${text.replace(' ', 'T')}Z`) - offsetOf(regionId);
  return !Number.isNaN(time) && preciseRegionTime(time, regionId) === text ? time : undefined;
}

const hour = 3_600_000;
const chinaOffset = 8 * hour;

/** Regions whose time is not China's, with their offset from UTC. Winter time: the guide says nothing of summer. */
const offsets: Readonly<Record<string, number>> = {
  'ap-northeast-1': 9 * hour,
  'eu-central-1': 1 * hour,
  'us-east-1': -5 * hour,
  'us-west-1': -8 * hour,
};

const offsetOf = (regionId: string): number => offsets[regionId] ?? chinaOffset;

const local = (time: number, offset: number): string =>
  new Date(time + offset).toISOString().replace('T', ' ').slice(0, -1);
