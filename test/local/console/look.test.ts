import { expect, test } from 'vitest';
import { Journal } from '../../../local/console/journal.ts';
import { look } from '../../../local/console/look.ts';
import { DeviceGroup } from '../../../local/platform/state/groups.ts';
import { Fleet } from '../platform/ota/fleet.ts';

test('a look at the platform counts devices by state, groups by path and updates by how they stand', () => {
  const fleet = new Fleet();
  const updated = fleet.device('updated', '1.0.0');
  const failed = fleet.device('failed', '1.0.0');
  const running = fleet.device('running', '1.0.0');
  const away = fleet.device('away', '1.0.0');
  for (const device of [updated, failed, running]) device.connect();
  fleet.batch(fleet.firmware({ DestVersion: '2.0.0' }), [updated, failed, running, away]);
  fleet.advance();
  updated.inform('2.0.0');
  failed.progress(-2);
  running.progress(40);
  const { state, clock } = fleet.platform;
  const sites = new DeviceGroup('g1', 'sites', '', undefined, clock.now());
  const shanghai = new DeviceGroup('g2', 'shanghai', '', sites, clock.now());
  state.groups.add(sites);
  state.groups.add(shanghai);
  shanghai.devices.add(updated.device);

  const seen = look(fleet.platform, new Journal(() => 0));
  expect(seen.devices).toEqual({ ONLINE: 3, OFFLINE: 0, UNACTIVE: 1, DISABLE: 0 });
  expect(seen.groups).toEqual([['sites/shanghai', 1]]);
  expect(seen.updates).toEqual({ batches: 1, succeeded: 1, failed: 1, underWay: 1, waiting: 1 });
});
