import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { deleteDevice, disableDevice, enableDevice } from '../../../local/platform/device/lifecycle.ts';
import { Agenda } from '../../../local/simulation/agenda.ts';
import { characterOf } from '../../../local/simulation/character.ts';
import { type LivingFleet, liveOn } from '../../../local/simulation/life.ts';
import { SimulatedDevice } from '../../../local/simulation/simulated-device.ts';
import { Fleet } from '../platform/ota/fleet.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Ten simulated devices; their owner's calls are carried out at once. */
function living() {
  const platformFleet = new Fleet();
  const { platform, product } = platformFleet;
  const agenda = new Agenda();
  const deviceOf = ({ address }: SimulatedDevice) => {
    const device = product.devices.get(address.DeviceName);
    if (device === undefined) throw new Error(`${address.DeviceName} is gone`);
    return device;
  };
  const counts = { registered: 0, enabled: 0 };
  const devices: SimulatedDevice[] = [];
  const fleet: LivingFleet = {
    agenda,
    devices,
    seed: 1,
    async register(count) {
      const added = Array.from({ length: count }, () => {
        const character = characterOf(counts.registered++, 1);
        const { device } = platformFleet.device(character.deviceName);
        return new SimulatedDevice(character, device, { devices: platform.devices, agenda, seed: 1 });
      });
      devices.push(...added);
      return added;
    },
    async retire(device) {
      devices.splice(devices.indexOf(device), 1);
      deleteDevice(deviceOf(device), platform);
    },
    async enable(device) {
      counts.enabled += 1;
      enableDevice(deviceOf(device), platform);
    },
  };
  return { fleet, counts, platformFleet, deviceOf };
}

test('life goes on: devices speak, rest, misbehave and are let in again, and as many are replaced as come', async () => {
  const { fleet, counts, platformFleet, deviceOf } = living();
  for (const device of await fleet.register(10)) device.connect();
  const troubles: unknown[] = [];
  liveOn(fleet, (error) => troubles.push(error));
  for (let second = 0; second < 300; second += 1) {
    const [first] = fleet.devices;
    if (second % 30 === 0 && first !== undefined) disableDevice(deviceOf(first), platformFleet.platform);
    await vi.advanceTimersByTimeAsync(1_000);
    platformFleet.advance(1_000);
  }
  expect(troubles).toEqual([]);
  expect(counts.enabled).toBeGreaterThan(0);
  expect(fleet.devices.filter(({ isShutOut }) => isShutOut)).toEqual([]);
  expect(counts.registered).toBeGreaterThan(20);
  expect(fleet.devices).toHaveLength(10);
  const topics = platformFleet.messages.map(({ topic }) => topic.split('/').slice(3).join('/'));
  expect(topics).toContain('thing/event/property/post');
  expect(topics).toContain('thing/event/tamper/post');
  const states = platformFleet.said('DeviceStatusChangeFlag').map(({ status }) => status);
  expect(states.filter((status) => status === 'offline').length).toBeGreaterThan(20);
});

test('life ends with the fleet’s agenda', async () => {
  const { fleet, platformFleet } = living();
  await fleet.register(10);
  liveOn(fleet, () => {});
  fleet.agenda.clear();
  const before = platformFleet.messages.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(platformFleet.messages).toHaveLength(before);
  expect(vi.getTimerCount()).toBe(0);
});

test('an owner’s call that fails is told, and life goes on', async () => {
  const { fleet } = living();
  await fleet.register(10);
  const troubles: unknown[] = [];
  const failing = { ...fleet, retire: () => Promise.reject(new Error('no such device')) };
  liveOn(failing, (error) => troubles.push(error));
  await vi.advanceTimersByTimeAsync(60_000);
  fleet.agenda.clear();
  expect(troubles.length).toBeGreaterThan(1);
});
