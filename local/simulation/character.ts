import { chance, pick } from './chance.ts';

/** What a simulated device is, and how it behaves. */
export interface Character {
  readonly index: number;
  readonly deviceName: string;
  readonly model: Model;
  /** The version of its firmware when it first comes online. */
  readonly version: string;
  readonly habit: Habit;
  /** Whether an update of it goes wrong. */
  readonly updateFails: boolean;
}

export type Model = 'meter' | 'gateway';

/**
 * - `steady`: comes online and stays
 * - `nervous`: goes offline and comes back a few times, as often as is still well
 * - `flapping`: goes offline and comes back more often than that
 * - `tampered`: says that somebody has opened it
 * - `leaving`: goes offline after a while, and stays so
 * - `silent`: is registered and never comes online
 */
export type Habit = 'steady' | 'nervous' | 'flapping' | 'tampered' | 'leaving' | 'silent';

/** Of each so many devices in a row one has each habit that is not usual, so that a small fleet has them all, too. */
const cycle = 20;
const habits: ReadonlyMap<number, Habit> = new Map([
  [7, 'flapping'],
  [10, 'tampered'],
  [12, 'nervous'],
  [15, 'silent'],
  [18, 'leaving'],
]);
const gatewayPlaces: ReadonlySet<number> = new Set([4, 14]);
const failingPlace = 3;

const sites = ['sh', 'bj'] as const;

/** The character of the device with this number, from 0; the same for the same seed. */
export function characterOf(index: number, seed: number): Character {
  const place = (index + (seed - 1) * 7) % cycle;
  const model = gatewayPlaces.has(place) ? 'gateway' : 'meter';
  const updateFails = place === failingPlace;
  const number = String(index + 1).padStart(4, '0');
  const site = pick(sites, chance(seed, index, 'site'));
  return {
    index,
    deviceName: model === 'gateway' ? `gw-${number}` : `${site}-meter-${number}`,
    model,
    version: model === 'gateway' ? '3.1.0' : meterVersion(index, seed, updateFails),
    habit: habits.get(place) ?? 'steady',
    updateFails,
  };
}

/** Some of the meters have an old version: some of several, so that tags differ. */
function meterVersion(index: number, seed: number, old: boolean): string {
  if (!old && chance(seed, index, 'old') < 0.7)
    return pick(['2.0.0', '2.0.0', '2.1.0'], chance(seed, index, 'new'));
  return pick(['1.4.2', '1.9.0', '1.9.3'], chance(seed, index, 'version'));
}
