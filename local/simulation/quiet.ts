import { setTimeout as pause } from 'node:timers/promises';
import type { Platform } from '../platform/platform.ts';
import { unfinishedStatuses } from '../platform/state/update-task.ts';
import type { Agenda } from './agenda.ts';

const lookEvery = 20;

/**
 * Says what is still under way. When nothing is, nothing can come any more: whatever happens is done by a device, which
 * has nothing planned, or follows from a message, and each is settled with all that it led to.
 *
 * @returns a sentence each; none when all is quiet
 */
export function underWay({ state, messages }: Platform, agenda: Agenda): string[] {
  const groups = [...state.consumerGroups.values()];
  const waiting = groups.reduce((sum, { accumulated }) => sum + accumulated, 0);
  const inHand = groups.reduce((sum, group) => sum + group.inHand, 0);
  const late = messages.late.messages.length;
  const updating = [...state.ota.batches()]
    .flatMap((batch) => unfinishedStatuses.flatMap((status) => [...batch.inStatus(status)]))
    // An update of a device that is away goes on when it comes back, which none of them is going to.
    .filter(({ device }) => device.status === 'ONLINE').length;
  return [
    ...(agenda.size > 0 ? [`The devices have ${agenda.size} things planned.`] : []),
    ...(waiting > 0 ? [`${waiting} messages wait in the consumer group.`] : []),
    ...(late > 0 ? [`${late} messages are held back by a fault.`] : []),
    ...(inHand > 0 ? [`${inHand} messages are in the hands of a function.`] : []),
    ...(updating > 0 ? [`${updating} devices are online and have an unfinished update.`] : []),
  ];
}

/** Not quiet in time. */
export class Restless extends Error {
  constructor(milliseconds: number, what: readonly string[]) {
    super(`It was not quiet after ${Math.round(milliseconds / 1000)} s. ${what.join(' ')}`);
    this.name = 'Restless';
  }
}

/**
 * Waits until nothing is under way any more.
 *
 * @param within so many milliseconds
 * @param stop ends the waiting
 * @throws Restless when it is not quiet by then, with what is still under way
 */
export async function untilQuiet(
  platform: Platform,
  agenda: Agenda,
  within: number,
  stop: AbortSignal,
): Promise<void> {
  const last = performance.now() + within;
  for (;;) {
    const what = underWay(platform, agenda);
    if (what.length === 0) return;
    if (performance.now() > last) throw new Restless(within, what);
    await pause(lookEvery, undefined, { signal: stop });
  }
}
