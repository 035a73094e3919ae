import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DrivenClock, machineClock } from '../../../local/platform/clock.ts';
import { findDevices } from '../../../local/verify/found.ts';
import { History } from '../../../local/verify/history.ts';
import { impliedBy } from '../../../local/verify/implied.ts';
import { deviceKey } from '../../../shared/fleet/device-name.ts';
import { loadFleetFile } from '../../../shared/fleet/fleet-file.ts';
import { startSwept } from './sweeping.ts';

/** Rules that a device's present state is enough for, by what they are about. */
const rules = {
  grouping: [
    '{ name: g1, on: lifecycle.create, match: { deviceName: [{ prefix: sh- }] }, group: sites/shanghai }',
    '{ name: g2, on: [lifecycle.create, status.online], match: { deviceName: [{ suffix: "1" }] }, group: odd_ones }',
    '{ name: g3, on: status, group: "was_${status}" }',
    '{ name: g4, on: ota.version, match: { moduleVersion: [{ version: "<2" }] }, group: "old_${moduleName}" }',
    '{ name: g5, on: status.online, when: { count: 2, within: 1d }, group: left_to_messages }',
  ],
  tagging: [
    '{ name: t1, on: ota.version, match: { moduleName: [default] }, tags: { firmware: "${moduleVersion}" } }',
    '{ name: t2, on: lifecycle.create, tags: { state: new, site: none } }',
    '{ name: t3, on: status, tags: { state: "${status}" } }',
    '{ name: t4, on: lifecycle.create, match: { deviceName: [{ prefix: sh- }] }, tags: { site: sh } }',
    '{ name: t5, on: ota.version, match: { moduleName: [mcu], moduleVersion: [{ version: ">=2" }] }, tags: { mcu: new } }',
    '{ name: t6, on: status.online, match: { deviceName: [{ prefix: bj- }] }, tags: { seen: once } }',
  ],
  upgrading: [
    '{ name: u1, on: ota.version, match: { moduleName: [default], moduleVersion: [{ version: "<2.0.0" }] }, firmware: { version: 2.0.0 } }',
  ],
};

const fleets = fc
  .record({
    grouping: fc.subarray(rules.grouping),
    tagging: fc.shuffledSubarray(rules.tagging),
    upgrading: fc.subarray(rules.upgrading),
  })
  .map((chosen) =>
    Object.entries(chosen)
      .map(([kind, lines]) => `${kind}:\n${lines.map((line) => `  - ${line}\n`).join('')}`)
      .join(''),
  );

const version = fc.constantFrom('1.4.0', '2.0.0', '2.1.0');
/** What a device did: it came online or not, reported its modules, and is gone again or not. */
const devices = fc.array(
  fc.record({
    site: fc.constantFrom('sh', 'bj', 'gw'),
    online: fc.boolean(),
    main: fc.option(version, { nil: undefined }),
    mcu: fc.option(version, { nil: undefined }),
    gone: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
);

test('where all messages were lost, a sweep leads to what they would have led to, and another writes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fleets, devices, async (fleet, doings) => {
      // No two things happen in the same millisecond: their order would be chance.
      const clock = new DrivenClock(Date.now());
      const swept = await startSwept({ clock, callersClock: machineClock });
      const { platform } = swept.served;
      const history = new History(platform.messages);
      await swept.firmware('2.0.0');
      for (const [index, { site, online, main, mcu, gone }] of doings.entries()) {
        const device = swept.device(`${site}-meter-${index}`);
        clock.advance(1);
        if (!online) continue;
        device.connect();
        clock.advance(1);
        if (main !== undefined) device.report(main);
        if (mcu !== undefined) device.report(mcu, 'mcu');
        clock.advance(1);
        if (gone) device.disconnect();
        clock.advance(1);
      }
      const loaded = loadFleetFile(fleet, 'fleet.yaml');
      const { devices: implied, faults } = await impliedBy(history.messages, loaded);
      history.close();
      expect(faults).toEqual([]);

      const { complete, devices: count } = await swept.sweep(fleet);
      expect({ complete, count }).toEqual({ complete: true, count: doings.length });
      const found = await findDevices(swept.iot, [swept.product.productKey]);
      for (const { name, groups, tags, firmware } of implied.values()) {
        const device = found.get(deviceKey(name));
        expect(new Set(device?.groups), `${name.deviceName}: groups`).toEqual(groups);
        expect(new Map(device?.tags), `${name.deviceName}: tags`).toEqual(tags);
        expect(device?.updates.map((update) => update.firmware.moduleName)).toEqual([...firmware.keys()]);
      }

      swept.written.length = 0;
      expect(await swept.sweep(fleet)).toMatchObject({ differences: {} });
      expect(swept.written).toEqual([]);
    }),
    { numRuns: 20 },
  );
});
