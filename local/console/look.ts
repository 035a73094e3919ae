import type { Platform } from '../platform/platform.ts';
import type { DeviceStatus } from '../platform/state/device.ts';
import type { DeviceGroup } from '../platform/state/groups.ts';
import { unfinishedStatuses } from '../platform/state/update-task.ts';
import type { Journal } from './journal.ts';
import type { Snapshot, Updates } from './snapshot.ts';

/** For so many seconds back the messages of each are shown. */
const shownSeconds = 30;

/** Looks at the platform and the journal as they are now. */
export function look(platform: Platform, journal: Journal): Snapshot {
  const { state, account } = platform;
  const consumerGroups = [...state.consumerGroups.values()];
  const count = (status: DeviceStatus) => state.devices.ordinals(undefined, status).size;
  return {
    phase: journal.phase,
    elapsed: journal.elapsed,
    regionId: account.regionId,
    devices: {
      ONLINE: count('ONLINE'),
      OFFLINE: count('OFFLINE'),
      UNACTIVE: count('UNACTIVE'),
      DISABLE: count('DISABLE'),
    },
    groups: [...state.groups.values()]
      .filter(({ devices }) => devices.size > 0)
      .map((group) => [pathOf(group), group.devices.size] as const)
      .sort(([, one], [, other]) => other - one),
    messages: {
      sent: journal.sent,
      waiting: consumerGroups.reduce((sum, { accumulated }) => sum + accumulated, 0),
      inHand: consumerGroups.reduce((sum, group) => sum + group.inHand, 0),
      rates: journal.rates(shownSeconds),
    },
    actions: journal.actions,
    updates: updatesOf(platform),
    calls: {
      byOperation: [...journal.calls].sort(([, one], [, other]) => other - one),
      total: journal.totalCalls,
      throttled: journal.throttledCalls,
    },
    last: journal.last,
    troubles: journal.troubles,
  };
}

function pathOf({ groupName, parent }: DeviceGroup): string {
  return parent === undefined ? groupName : `${pathOf(parent)}/${groupName}`;
}

function updatesOf({ state }: Platform): Updates {
  const updates = { batches: 0, succeeded: 0, failed: 0, underWay: 0, waiting: 0 };
  for (const batch of state.ota.batches()) {
    updates.batches += 1;
    updates.succeeded += batch.inStatus('SUCCEEDED').size;
    updates.failed += batch.inStatus('FAILED').size + batch.inStatus('CANCELED').size;
    for (const status of unfinishedStatuses) {
      for (const { device } of batch.inStatus(status)) {
        if (device.status === 'ONLINE') updates.underWay += 1;
        else updates.waiting += 1;
      }
    }
  }
  return updates;
}
