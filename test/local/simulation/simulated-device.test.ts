import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { disableDevice, enableDevice } from '../../../local/platform/device/lifecycle.ts';
import { Agenda } from '../../../local/simulation/agenda.ts';
import type { Character } from '../../../local/simulation/character.ts';
import { arrive } from '../../../local/simulation/opening.ts';
import { SimulatedDevice } from '../../../local/simulation/simulated-device.ts';
import { CreateOTAModule } from '../../../shared/iot/operations/ota.ts';
import { Fleet } from '../platform/ota/fleet.ts';

let fleet: Fleet;
let agenda: Agenda;

beforeEach(() => {
  vi.useFakeTimers();
  fleet = new Fleet();
  agenda = new Agenda();
});
afterEach(() => {
  agenda.clear();
  vi.useRealTimers();
});

const usual: Character = {
  index: 0,
  deviceName: 'sh-meter-0001',
  model: 'meter',
  version: '1.4.2',
  habit: 'steady',
  updateFails: false,
};

function register(character: Partial<Character> = {}) {
  const whole = { ...usual, ...character };
  const registered = fleet.device(whole.deviceName);
  const { devices } = fleet.platform;
  return {
    registered,
    simulated: new SimulatedDevice(whole, registered.device, { devices, agenda, seed: 1 }),
  };
}

/** Lets the device and the platform do what they have planned, until neither has anything left. */
function settle(): void {
  do {
    vi.runOnlyPendingTimers();
    fleet.advance(10);
  } while (agenda.size > 0);
}

const said = () => fleet.messages.map(({ flag }) => flag);

test('a device that connects tells its versions, once', () => {
  const { simulated, registered } = register();
  simulated.connect();
  simulated.connect();
  expect(said()).toEqual(['DeviceStatusChangeFlag', 'OtaVersionFlag', 'OtaVersionFlag']);
  expect(registered.device.moduleVersions).toEqual(
    new Map([
      ['default', '1.4.2'],
      ['radio', '1.1.0'],
    ]),
  );
  simulated.disconnect();
  expect(registered.device.status).toBe('OFFLINE');
});

test('an update is fetched step by step, and proved by the version after a restart', () => {
  const { simulated, registered } = register();
  simulated.connect();
  const jobId = fleet.batch(fleet.firmware({ DestVersion: '2.0.0' }), [registered]);
  settle();
  expect(fleet.task(jobId, registered)).toMatchObject({ TaskStatus: 'SUCCEEDED', Progress: '100.00' });
  expect(registered.device.status).toBe('ONLINE');
  expect(registered.device.moduleVersions?.get('default')).toBe('2.0.0');
  expect(fleet.said('DeviceStatusChangeFlag').map(({ status }) => status)).toEqual([
    'online',
    'offline',
    'online',
  ]);
});

test('an update of a module changes its version alone', () => {
  const { simulated, registered } = register();
  simulated.connect();
  fleet.call(CreateOTAModule, { ProductKey: fleet.product.productKey, ModuleName: 'radio' });
  const jobId = fleet.batch(fleet.firmware({ DestVersion: '1.2.0', ModuleName: 'radio' }), [registered]);
  settle();
  expect(fleet.task(jobId, registered).TaskStatus).toBe('SUCCEEDED');
  expect(registered.device.moduleVersions).toEqual(
    new Map([
      ['default', '1.4.2'],
      ['radio', '1.2.0'],
    ]),
  );
});

test('an update that goes wrong is told, and the version stays', () => {
  const { simulated, registered } = register({ updateFails: true });
  simulated.connect();
  const jobId = fleet.batch(fleet.firmware({ DestVersion: '2.0.0' }), [registered]);
  settle();
  expect(fleet.task(jobId, registered)).toMatchObject({
    TaskStatus: 'FAILED',
    TaskDesc: 'the download broke off',
  });
  expect(registered.device.moduleVersions?.get('default')).toBe('1.4.2');
});

test('a device that is shut out in the midst of an update goes on with it when it is let in again', () => {
  const { simulated, registered } = register();
  simulated.connect();
  const jobId = fleet.batch(fleet.firmware({ DestVersion: '2.0.0' }), [registered]);
  fleet.advance();
  vi.advanceTimersByTime(250);
  disableDevice(registered.device, fleet.platform);
  expect(agenda.size).toBe(0);
  simulated.connect();
  expect(simulated.isShutOut).toBe(true);
  expect(fleet.task(jobId, registered).TaskStatus).toBe('IN_PROGRESS');

  enableDevice(registered.device, fleet.platform);
  simulated.connect();
  settle();
  expect(fleet.task(jobId, registered).TaskStatus).toBe('SUCCEEDED');
});

test.each([
  ['steady', 0],
  ['nervous', 3],
  ['flapping', 6],
  ['leaving', 1],
  ['tampered', 0],
] as const)('a %s device goes offline %d times', (habit, times) => {
  const { simulated } = register({ habit });
  arrive(simulated, agenda);
  settle();
  const states = fleet.said('DeviceStatusChangeFlag').map(({ status }) => status);
  expect(states.filter((status) => status === 'offline')).toHaveLength(times);
  expect(states.at(-1)).toBe(habit === 'leaving' ? 'offline' : 'online');
});

test('a silent device says nothing at all', () => {
  const { simulated, registered } = register({ habit: 'silent' });
  arrive(simulated, agenda);
  settle();
  expect(said()).toEqual([]);
  expect(registered.device.status).toBe('UNACTIVE');
});

test('a device that was tampered with says so', () => {
  const { simulated, registered } = register({ habit: 'tampered' });
  arrive(simulated, agenda);
  const topic = `/${registered.device.product.productKey}/sh-meter-0001/thing/event/tamper/post`;
  expect(fleet.messages.map((message) => message.topic)).toContain(topic);
});
