import { chance } from '../simulation/chance.ts';
import { type FaultKind, faultKinds } from './fault-kinds.ts';

/** How large a run is. */
export interface Size {
  readonly devices: number;
  readonly receivers: number;
  /** For how long things go wrong, in milliseconds. */
  readonly duration: number;
}

/** Something that is to happen, so many milliseconds after the receivers have started. */
export type Happening = { readonly at: number } & (
  | { readonly what: 'fault begins' | 'fault ends'; readonly kind: FaultKind }
  | { readonly what: 'connections are cut' }
  | {
      readonly what: 'receiver restarts';
      /** Or the next one that runs. */
      readonly receiver: number;
      readonly signal: 'SIGKILL' | 'SIGTERM';
      /** How long it is away. */
      readonly away: number;
    }
  | { readonly what: 'Redis restarts'; readonly signal: 'SIGKILL' | 'SIGTERM'; readonly away: number }
  | { readonly what: 'operator looks' }
  | { readonly what: 'broken message'; readonly device: number; readonly text: string }
  | { readonly what: 'device arrives'; readonly device: number }
  | { readonly what: 'device rests'; readonly device: number; readonly away: number }
  | { readonly what: 'device flaps'; readonly device: number; readonly times: number }
  | {
      readonly what: 'device is opened' | 'device measures' | 'device is retired';
      readonly device: number;
    }
);

/** All that is to happen in a run. */
export interface Plan {
  /** How many devices, the first, come online before there is a receiver, and how many milliseconds ago that is then. */
  readonly yesterday: { readonly devices: number; readonly ago: number };
  /** While all goes wrong that can; in the order of time. */
  readonly happenings: readonly Happening[];
  /** When all devices were let in again; only messages are late, doubled and in disorder. In the order of time. */
  readonly afterwards: readonly Happening[];
}

const hour = 60 * 60_000;

/** IoT Platform keeps a message for a day, and the run itself takes some of it. */
const longestAgo = 23.75;

const messageFaults: readonly FaultKind[] = ['duplicates', 'lateMessages', 'reordered'];

const notMessages = ['', 'not JSON', '{"status":"online"}', '[1,2', '{"action":17}'] as const;

/** Plans a run: the same for the same seed and size. Each kind of fault is there for some time. */
export function planOf(seed: number, size: Size): Plan {
  const dice = new Dice(seed);
  const { devices, duration } = size;
  const ofYesterday = dice.between(Math.ceil(0.3 * devices), Math.floor(0.5 * devices), 'yesterday');
  const arrivals = some(devices - ofYesterday, (turn) => ({
    at: dice.between(0, duration / 2, 'arrive', turn),
    what: 'device arrives',
    device: ofYesterday + turn,
  }));
  const retirements = some(Math.ceil(devices / 20), (turn) => ({
    at: dice.between(0, duration, 'retired', turn),
    what: 'device is retired',
    device: dice.between(0, devices - 1, 'retired whom', turn),
  }));
  const deeds = some(devices * 3, (turn) => deedOf(dice, devices, duration, 'deed', turn));
  const deedsAfterwards = some(devices, (turn) =>
    deedOf(dice, devices, duration / 3, 'deed afterwards', turn),
  );
  return {
    yesterday: {
      devices: ofYesterday,
      ago: Math.round((1 + dice.chance('ago') * (longestAgo - 1)) * hour),
    },
    happenings: inOrder([
      ...faultsOf(dice, duration),
      ...mishapsOf(dice, size),
      ...arrivals,
      ...retirements,
      ...deeds,
    ]),
    afterwards: inOrder([
      ...messageFaults.flatMap((kind) => faultWithin(kind, 0, duration / 3)),
      ...deedsAfterwards,
    ]),
  };
}

/** Chance that is the same for the same seed and words. */
class Dice {
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** From 0 up to, not with, 1. */
  chance(...words: readonly (string | number)[]): number {
    return chance(this.#seed, 'chaos', ...words);
  }

  /** A whole number, both bounds with it. */
  between(least: number, most: number, ...words: readonly (string | number)[]): number {
    return Math.floor(least + this.chance(...words) * (most - least + 1));
  }
}

/** Each kind of fault, for a sixth to a half of the time. */
function faultsOf(dice: Dice, duration: number): Happening[] {
  return Object.keys(faultKinds).flatMap((name) => {
    const kind = name as FaultKind;
    const lasts = duration * (1 / 6 + dice.chance(kind, 'for') / 3);
    const from = dice.chance(kind, 'from') * (duration - lasts);
    return faultWithin(kind, Math.round(from), Math.round(from + lasts));
  });
}

function faultWithin(kind: FaultKind, from: number, to: number): Happening[] {
  return [
    { at: from, what: 'fault begins', kind },
    { at: to, what: 'fault ends', kind },
  ];
}

function mishapsOf(dice: Dice, { devices, receivers, duration }: Size): Happening[] {
  return [
    ...some(dice.between(1, 3, 'cuts'), (turn) => ({
      at: dice.between(0, duration, 'cut', turn),
      what: 'connections are cut',
    })),
    ...some(dice.between(6, 12, 'ends'), (turn) => ({
      at: dice.between(0, duration, 'end', turn),
      what: 'receiver restarts',
      receiver: dice.between(0, receivers - 1, 'end whom', turn),
      signal: turn % 3 === 2 ? 'SIGTERM' : 'SIGKILL',
      away: dice.between(50, 1_500, 'ended for', turn),
    })),
    // Apart from each other, so that it is there again in between.
    ...some(2, (turn) => ({
      at: dice.between((0.1 + 0.45 * turn) * duration, (0.45 + 0.45 * turn) * duration, 'Redis', turn),
      what: 'Redis restarts',
      signal: dice.chance('Redis how') < 0.5 === (turn === 0) ? 'SIGKILL' : 'SIGTERM',
      away: dice.between(50, 1_200, 'Redis for', turn),
    })),
    ...some(Math.ceil(duration / 500), (turn) => ({ at: 500 * turn, what: 'operator looks' })),
    ...some(dice.between(2, 5, 'broken'), (turn) => ({
      at: dice.between(0, duration, 'broken', turn),
      what: 'broken message',
      device: dice.between(0, devices - 1, 'broken of', turn),
      text: notMessages[dice.between(0, notMessages.length - 1, 'broken how', turn)] ?? '',
    })),
  ];
}

function deedOf(dice: Dice, devices: number, within: number, kind: string, turn: number): Happening {
  const at = dice.between(0, within, kind, turn);
  const device = dice.between(0, devices - 1, kind, turn, 'of');
  const what = dice.chance(kind, turn, 'what');
  if (what < 0.3)
    return { at, what: 'device rests', device, away: dice.between(50, 2_000, kind, turn, 'rest') };
  if (what < 0.4) return { at, what: 'device flaps', device, times: dice.between(2, 6, kind, turn, 'flap') };
  if (what < 0.45) return { at, what: 'device is opened', device };
  return { at, what: 'device measures', device };
}

function some(count: number, happening: (turn: number) => Happening): Happening[] {
  return Array.from({ length: count }, (_, turn) => happening(turn));
}

function inOrder(happenings: readonly Happening[]): Happening[] {
  return [...happenings].sort((one, other) => one.at - other.at);
}
