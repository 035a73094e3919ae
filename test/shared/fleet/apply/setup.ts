import type { Action, Outcome } from '../../../../shared/fleet/action.ts';
import { enable } from '../../../../shared/fleet/apply/enablement.ts';
import { type ApplyOptions, apply } from '../../../../shared/fleet/apply.ts';
import { allDuties } from '../../../../shared/fleet/duty.ts';
import { Platform } from './platform.ts';
import { createFailingStore } from './store.ts';

export const minutes = (count: number): number => count * 60_000;

/** How every kind of action is carried out. */
export const carriers = { ...allDuties.carriers, enable };

/** A platform with devices, a store, a driven clock, and apply over them. */
export function setup(devices: readonly string[] = []) {
  const platform = new Platform(devices);
  const store = createFailingStore();
  const clock = { time: 1_700_000_000_000 };
  return {
    platform,
    store,
    clock,
    apply: (actions: readonly Action[], options: Partial<ApplyOptions> = {}): Promise<Outcome[]> =>
      apply(actions, { carriers, iot: platform, store, now: () => clock.time, ...options }),
  };
}

export const results = (outcomes: readonly Outcome[]) => outcomes.map(({ result }) => result);

export const names = (count: number, from = 1): string[] =>
  Array.from({ length: count }, (_, index) => `p1/d${index + from}`);
