import type { Platform } from '../platform.ts';
import type { State } from '../state/state.ts';
import { unfinishedStatuses } from '../state/update-task.ts';

/** How much the platform holds: counts, and what waits in its consumer groups. */
export function summaryOf({ state, clock, faults }: Platform) {
  const { products, devices, groups, ota, consumerGroups, subscriptions, rules } = state;
  return {
    time: new Date(clock.now()).toISOString(),
    products: products.size,
    devices: {
      total: devices.size,
      ONLINE: devices.ordinals(undefined, 'ONLINE').size,
      OFFLINE: devices.ordinals(undefined, 'OFFLINE').size,
      UNACTIVE: devices.ordinals(undefined, 'UNACTIVE').size,
      DISABLE: devices.ordinals(undefined, 'DISABLE').size,
    },
    deviceGroups: groups.size,
    updatePackages: ota.firmwareCount,
    updateBatches: countBy(ota.batches(), ({ status }) => status),
    updateTasks: tasksByStatus(state),
    consumerGroups: Array.from(consumerGroups.values(), (group) => ({
      groupId: group.groupId,
      groupName: group.groupName,
      clients: group.consumers.size,
      waiting: group.accumulated,
      inHand: group.inHand,
    })),
    rules: { total: rules.size, running: count(rules.values(), ({ running }) => running !== undefined) },
    deliveries: { mns: subscriptions.mnsDeliveries.length, rules: rules.deliveries.length },
    faults: faults.list().length,
  };
}

function tasksByStatus({ ota }: State): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const batch of ota.batches()) {
    for (const status of taskStatuses) {
      const { size } = batch.inStatus(status);
      if (size > 0) counts[status] = (counts[status] ?? 0) + size;
    }
  }
  return counts;
}

const taskStatuses = [...unfinishedStatuses, 'SUCCEEDED', 'FAILED', 'CANCELED'] as const;

function countBy<Item>(items: Iterable<Item>, of: (item: Item) => string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[of(item)] = (counts[of(item)] ?? 0) + 1;
  return counts;
}

function count<Item>(items: Iterable<Item>, fits: (item: Item) => boolean): number {
  let number = 0;
  for (const item of items) if (fits(item)) number += 1;
  return number;
}
