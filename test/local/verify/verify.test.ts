import { readFileSync } from 'node:fs';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { ConsumerGroup } from '../../../local/platform/consumer-group.ts';
import { startCloud } from '../../../local/simulation/cloud.ts';
import type { Fleet } from '../../../local/simulation/fleet.ts';
import { openingOf } from '../../../local/simulation/opening.ts';
import { untilQuiet } from '../../../local/simulation/quiet.ts';
import { populate } from '../../../local/simulation/world.ts';
import { History } from '../../../local/verify/history.ts';
import { verify } from '../../../local/verify/verify.ts';
import { loadFleetFile } from '../../../shared/fleet/fleet-file.ts';
import type { IotClient } from '../../../shared/iot/client.ts';
import { DisableThing, SaveDeviceProp } from '../../../shared/iot/operations/devices.ts';
import {
  BatchDeleteDeviceGroupRelations,
  QueryDeviceGroupByDevice,
} from '../../../shared/iot/operations/groups.ts';

const rules = loadFleetFile(readFileSync('fleet.yaml', 'utf8'), 'fleet.yaml');
const forever = new AbortController().signal;

/** A small fleet with all kinds of devices, kept by the functions until all is quiet. */
async function keptFleet(): Promise<{ iot: IotClient; fleet: Fleet; ask: () => Promise<readonly string[]> }> {
  const faults: string[] = [];
  const cloud = await startCloud({ seed: 1, onCall: () => {}, onFault: (what) => faults.push(what) });
  const history = new History(cloud.running.platform.messages);
  const world = await populate(cloud, { iot: cloud.iot, size: 20, seed: 1, rules, onLog: () => {} });
  onTestFinished(async () => {
    await world.close();
    await cloud.close();
  });
  openingOf(world.fleet.devices, world.fleet.agenda);
  await untilQuiet(cloud.running.platform, world.fleet.agenda, 30_000, forever);
  expect(faults).toEqual([]);
  const productKeys = Object.values(world.setUp.productKeys);
  return {
    iot: cloud.iot,
    fleet: world.fleet,
    ask: async () => (await verify(cloud.iot, productKeys, history.messages, rules)).mismatches,
  };
}

const meddledWith = 'bj-meter-0001';

afterEach(() => {
  vi.restoreAllMocks();
});

test('what the functions leave behind is as the rules imply, until somebody meddles behind their backs', async () => {
  const { iot, fleet, ask } = await keptFleet();
  expect(await ask()).toEqual([]);

  const address = fleet.devices.find(({ character }) => character.deviceName === meddledWith)?.address;
  if (address === undefined) throw new Error(`there is no ${meddledWith}`);
  await iot.call(SaveDeviceProp, { ...address, Props: { firmware: 'forged', owner: 'me' } });
  const { GroupInfos } = await iot.call(QueryDeviceGroupByDevice, address);
  const GroupId = GroupInfos?.GroupInfo?.[0]?.GroupId ?? '';
  await iot.call(BatchDeleteDeviceGroupRelations, { GroupId, Device: [address] });
  await iot.call(DisableThing, address);
  expect(await ask()).toEqual([
    'bj-meter-0001 should be in the group sites/beijing and is not.',
    'bj-meter-0001 should have the tag firmware=2.0.0 and has firmware=forged.',
    'bj-meter-0001 has the tag owner=me, which no rule gives.',
    'bj-meter-0001 should be OFFLINE and is DISABLE.',
  ]);
});

test('a message that never reached the functions shows in what they have not done', async () => {
  const publish = ConsumerGroup.prototype.publish;
  vi.spyOn(ConsumerGroup.prototype, 'publish').mockImplementation(function (this: ConsumerGroup, message) {
    if (!message.topic.endsWith(`/${meddledWith}/thing/lifecycle`)) publish.call(this, message);
  });
  const { ask } = await keptFleet();
  expect(await ask()).toEqual(['bj-meter-0001 should be in the group sites/beijing and is not.']);
});
