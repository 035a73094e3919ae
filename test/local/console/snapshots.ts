import type { SeenAction, Snapshot } from '../../../local/console/snapshot.ts';

export const action: SeenAction = {
  at: 4_000,
  kind: 'tag',
  result: 'done',
  deviceName: 'sh-meter-0042',
  wanted: 'firmware=2.0.0',
  rule: 'firmware',
  on: 'ota.version',
};

export const snapshot: Snapshot = {
  phase: 'The fleet comes online',
  elapsed: 64_300,
  regionId: 'cn-shanghai',
  devices: { ONLINE: 160, OFFLINE: 10, UNACTIVE: 10, DISABLE: 20 },
  groups: [
    ['sites/beijing', 98],
    ['sites/shanghai', 82],
    ['gateways', 20],
  ],
  messages: { sent: 1_731, waiting: 12, inHand: 36, rates: [0, 10, 40, 20] },
  actions: { group: { done: 200, unchanged: 20 }, tag: { done: 352, failed: 3 }, upgrade: { refused: 1 } },
  updates: { batches: 9, succeeded: 62, failed: 10, underWay: 3, waiting: 8 },
  calls: {
    byOperation: [
      ['SaveDeviceProp', 282],
      ['DisableThing', 30],
    ],
    total: 312,
    throttled: 0,
  },
  last: [
    action,
    { ...action, kind: 'disable', wanted: '', rule: 'flapping', on: 'status.offline' },
    { ...action, kind: 'upgrade', result: 'refused', wanted: '2.0.0', rule: 'meters-to-2.0.0' },
  ],
  troubles: [],
};
