import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DeviceEvent } from '../../../events/device-event.ts';
import { decide } from '../../../shared/fleet/decide.ts';
import { gatherFacts } from '../../../shared/fleet/facts.ts';
import { loadFleetFile } from '../../../shared/fleet/fleet-file.ts';
import { createMemoryStore } from '../../../shared/store/memory.ts';
import { make } from './events.ts';

const minute = 60_000;

const fleet = loadFleetFile(
  `
grouping:
  - { name: site, on: lifecycle.create, group: sites }
  - { name: network, on: status.online, group: "networks/\${clientIp}" }
  - { name: restless, on: status, when: { count: 3, within: 10m }, group: restless }
tagging:
  - { name: presence, on: status, tags: { state: "\${status}" } }
  - { name: firmware, on: ota.version, tags: { firmware: "\${moduleVersion}", state: reported } }
  - { name: busy, on: status.online, when: { count: 2, within: 5m }, tags: { state: "busy in \${clientIp}" } }
disabling:
  - { name: flapping, on: status.offline, when: { count: 3, within: 10m }, tags: { why: "flapping in \${clientIp}" } }
  - { name: tampered, on: event.alert, tags: { why: tampered } }
upgrading:
  - { name: old, on: ota.version, match: { moduleVersion: [{ version: "<2" }] }, firmware: { version: "2" } }
  - { name: older, on: ota.version, match: { moduleVersion: [{ version: "<1" }] }, firmware: { version: "1" } }
`,
  'fleet.yaml',
);

/** Where a device ends: its groups, its tags, whether it is shut out, and the update that is meant for it. */
interface DeviceState {
  groups: string[];
  tags: Record<string, string>;
  disabled: boolean;
  upgrade: string;
}

type State = Record<string, DeviceState>;

const devices = ['dev1', 'dev2'];

/** The order of messages, said once more: the greater order, then the greater time, then the greater id. */
function compare(one: DeviceEvent, other: DeviceEvent): number {
  return (
    one.order - other.order || one.time - other.time || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)
  );
}

function isEnabling(event: DeviceEvent): boolean {
  return event.type === 'lifecycle' && (event.action === 'enable' || event.action === 'create');
}

/** What the rules above say about a history as a whole, in words of their own. */
function oracle(history: readonly DeviceEvent[]): State {
  const entries = devices.map((deviceName): [string, DeviceState] => {
    const events = history
      .filter((event) => 'deviceName' in event && event.deviceName === deviceName)
      .sort(compare);
    const statuses = events.filter((event) => event.type === 'status');
    const online = statuses.filter(({ status }) => status === 'online');
    const offline = statuses.filter(({ status }) => status === 'offline');
    const enablings = events.filter(isEnabling);
    const versions = events.filter((event) => event.type === 'ota.version');

    /** The events that are the last of so many within so long, with no enabling among them where that matters. */
    const lastOf = <Event extends DeviceEvent>(
      list: Event[],
      count: number,
      within: number,
      resets: DeviceEvent[],
    ) =>
      list.filter((last, index) => {
        const first = list[index - count + 1];
        if (first === undefined || last.order - first.order > within) return false;
        return !resets.some((reset) => compare(reset, first) > 0 && compare(reset, last) <= 0);
      });
    const flapping = lastOf(offline, 3, 10 * minute, enablings);
    const tampered = events.filter((event) => event.type === 'event');

    const groups = new Set(online.map(({ clientIp }) => `networks/${clientIp}`));
    if (events.some((event) => event.type === 'lifecycle' && event.action === 'create')) groups.add('sites');
    if (lastOf(statuses, 3, 10 * minute, []).length > 0) groups.add('restless');

    const tags: Record<string, string> = {};
    // From the oldest to the newest, and for one event from the first rule to the last: what is written last stays.
    for (const event of events) {
      if (event.type === 'status') tags['state'] = event.status;
      if (event.type === 'ota.version')
        Object.assign(tags, { firmware: event.moduleVersion, state: 'reported' });
      const busy = lastOf(online, 2, 5 * minute, []).find((last) => last === event);
      if (busy !== undefined) tags['state'] = `busy in ${busy.clientIp}`;
      const flapped = flapping.find((last) => last === event);
      if (flapped !== undefined) tags['why'] = `flapping in ${flapped.clientIp}`;
      if (event.type === 'event') tags['why'] = 'tampered';
    }

    const disabled = [...flapping, ...tampered].some((event) =>
      enablings.every((enabling) => compare(enabling, event) < 0),
    );
    const version = Number.parseFloat(versions.at(-1)?.moduleVersion ?? '9');
    return [
      deviceName,
      { groups: [...groups].sort(), tags, disabled, upgrade: version < 1 ? '1' : version < 2 ? '2' : '' },
    ];
  });
  return Object.fromEntries(entries);
}

/**
 * Delivers messages in batches, and lets the platform do what is decided.
 *
 * @param effect what an enabling does: it lets the device in when its message comes, or it has done so long before
 */
async function deliver(
  deliveries: readonly DeviceEvent[],
  batchSize: number,
  effect: 'when it comes' | 'long before',
): Promise<State> {
  const store = createMemoryStore();
  const state: State = Object.fromEntries(
    devices.map((name) => [name, { groups: [], tags: {}, disabled: false, upgrade: '' }]),
  );
  const seen = new Set<DeviceEvent>();
  for (let start = 0; start < deliveries.length; start += batchSize) {
    const batch = deliveries.slice(start, start + batchSize);
    const facts = await gatherFacts(batch, fleet, store);
    for (const event of batch) {
      const device = 'deviceName' in event ? state[event.deviceName] : undefined;
      if (device === undefined) throw new Error('every message here is about one of the devices');
      const { actions } = decide(event, fleet, facts);

      // What the message says has happened before the actions do. A report of another version ends an update.
      if (effect === 'when it comes' && isEnabling(event) && !seen.has(event)) device.disabled = false;
      const reports = [...seen].filter(
        (other) => other.type === 'ota.version' && other.topic === event.topic,
      );
      if (event.type === 'ota.version' && reports.every((other) => compare(other, event) <= 0))
        device.upgrade = '';
      seen.add(event);
      for (const action of actions) {
        if (action.kind === 'group') device.groups = [...new Set([...device.groups, action.path])].sort();
        if (action.kind === 'tag') Object.assign(device.tags, action.tags);
        if (action.kind === 'disable') device.disabled = true;
        if (action.kind === 'upgrade' && 'version' in action.firmware)
          device.upgrade = action.firmware.version;
      }
    }
  }
  return state;
}

const event: fc.Arbitrary<DeviceEvent> = fc
  .record({
    kind: fc.constantFrom('online', 'offline', 'offline', 'tamper', 'create', 'enable', 'disable', 'version'),
    deviceName: fc.constantFrom(...devices),
    // Few enough different ones that some are the same.
    order: fc.nat(30).map((minutes) => minutes * minute),
    time: fc.nat(3),
    clientIp: fc.constantFrom('net1', 'net2', 'net3'),
    moduleVersion: fc.constantFrom('0.9', '1.0', '1.5', '2.0', '3.0'),
  })
  .map(({ kind, deviceName, order, time, clientIp, moduleVersion }): DeviceEvent => {
    const about = { deviceName, order, time, topic: deviceName };
    switch (kind) {
      case 'online':
      case 'offline':
        return make.status({ ...about, status: kind, clientIp });
      case 'tamper':
        return make.event(about);
      case 'version':
        return make.version({ ...about, moduleVersion });
      default:
        return make.lifecycle({
          ...about,
          action: kind === 'create' || kind === 'enable' ? kind : 'disable',
        });
    }
  });

/** A history, and its messages in any order, some of them twice. */
const histories = fc
  .array(event, { maxLength: 25 })
  .chain((history) => fc.tuple(fc.constant(history), fc.subarray(history)))
  .chain(([history, doubled]) =>
    fc.record({
      history: fc.constant(history),
      deliveries: fc.shuffledSubarray([...history, ...doubled], {
        minLength: history.length + doubled.length,
      }),
      batchSize: fc.integer({ min: 1, max: 6 }),
    }),
  );

/** Brings each enabling before the first newer message about its device. */
function enablingsInTime(deliveries: readonly DeviceEvent[]): DeviceEvent[] {
  const inTime: DeviceEvent[] = [];
  for (const next of deliveries) {
    const due = deliveries.filter(
      (other) =>
        isEnabling(other) &&
        other.topic === next.topic &&
        compare(other, next) < 0 &&
        !inTime.includes(other),
    );
    inTime.push(...new Set(due), next);
  }
  return inTime;
}

test('messages in any order, some of them twice, lead to the state that the whole history implies', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async ({ history, deliveries, batchSize }) => {
      const state = await deliver(enablingsInTime(deliveries), batchSize, 'when it comes');
      expect(state).toEqual(oracle(history));
    }),
    { numRuns: 300 },
  );
});

test('an enabling that comes late can leave a device shut out and told why, and changes nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async ({ history, deliveries, batchSize }) => {
      const state = await deliver(deliveries, batchSize, 'long before');
      for (const [name, expected] of Object.entries(oracle(history))) {
        const { disabled, tags, ...rest } = state[name] ?? expect.fail(`${name} is missing`);
        expect(rest).toEqual({ groups: expected.groups, upgrade: expected.upgrade });
        expect({ ...tags, why: '' }).toEqual({ ...expected.tags, why: '' });
        expect(disabled || !expected.disabled).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});
