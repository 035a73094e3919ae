import type { Snapshot } from './snapshot.ts';

/** A snapshot in one line, for where nothing can be drawn. */
export function progressLine({ elapsed, phase, devices, messages, actions, updates }: Snapshot): string {
  const outcomes = Object.entries(actions).map(([kind, counts]) => {
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    return `${kind} ${total}`;
  });
  return [
    `${(elapsed / 1000).toFixed(1).padStart(6)} s  ${phase}`,
    `${devices.ONLINE} online`,
    `${messages.sent} messages, ${messages.waiting + messages.inHand} not settled`,
    ...(outcomes.length > 0 ? [`actions: ${outcomes.join(', ')}`] : []),
    ...(updates.batches > 0 ? [`updated ${updates.succeeded}`] : []),
  ].join(' · ');
}
