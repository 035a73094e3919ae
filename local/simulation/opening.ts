import type { Agenda } from './agenda.ts';
import type { SimulatedDevice } from './simulated-device.ts';

/** So many devices a second come online: about as many as can be tagged in that time by the account's quota. */
const arrivalsPerSecond = 40;
/** However large the fleet, it is there after so many seconds; the functions then have something to catch up with. */
const longestArrival = 10;
/** Devices come in waves, as when the power comes back, so many a second: what is alike is then done together. */
const wavesPerSecond = 2;

/** From so many times offline in ten minutes on, fleet.yaml calls a device flapping; an update adds one. */
const nervousTimes = 3;
const flappingTimes = 6;

/** Lets the fleet come online, device by device, each by its habit. It is over when the agenda is empty. */
export function openingOf(devices: readonly SimulatedDevice[], agenda: Agenda): void {
  const wave = Math.ceil(Math.max(arrivalsPerSecond, devices.length / longestArrival) / wavesPerSecond);
  for (const [place, device] of devices.entries()) {
    agenda.after((Math.floor(place / wave) * 1000) / wavesPerSecond, () => arrive(device, agenda));
  }
}

/** The first time online. What a device has to say comes at once, so that one batch has it all. */
export function arrive(device: SimulatedDevice, agenda: Agenda): void {
  const { habit } = device.character;
  if (habit === 'silent') return;
  device.connect();
  device.postProperties();
  if (habit === 'tampered') device.postTamper();
  if (habit === 'nervous') flap(device, agenda, nervousTimes);
  if (habit === 'flapping') flap(device, agenda, flappingTimes);
  if (habit === 'leaving') agenda.after(1_500, () => device.disconnect());
}

/** Goes offline and comes back, so many times. */
export function flap(device: SimulatedDevice, agenda: Agenda, times: number): void {
  if (times === 0) return;
  agenda.after(60, () => {
    device.disconnect();
    agenda.after(40, () => {
      device.connect();
      flap(device, agenda, times - 1);
    });
  });
}
