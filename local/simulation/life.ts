import { chance, pick } from './chance.ts';
import type { Fleet } from './fleet.ts';
import { arrive, flap } from './opening.ts';
import type { SimulatedDevice } from './simulated-device.ts';

/** Between two things that happen, in milliseconds; in a large fleet more happens, up to a point. */
const pace = { slowest: 500, fastest: 100, perDevice: 50_000 };

/** Of a hundred things that happen, so many are of each kind; the others are that a device tells what it measures. */
const share = { rest: 15, tamper: 5, flap: 5, enable: 12, replace: 12 };

/** What life needs of a fleet. */
export type LivingFleet = Pick<Fleet, 'agenda' | 'devices' | 'seed' | 'register' | 'retire' | 'enable'>;

/**
 * Lets life go on: devices measure, go offline for a while, misbehave; their owner lets those in again that were shut
 * out, and replaces some. It ends with the fleet's agenda.
 *
 * @param onTrouble told of a call that failed
 */
export function liveOn(fleet: LivingFleet, onTrouble: (error: unknown) => void): void {
  let turn = 0;
  const next = () => {
    turn += 1;
    happen(fleet, (word) => chance(fleet.seed, 'life', turn, word)).catch(onTrouble);
    schedule();
  };
  const schedule = () => {
    const usual = Math.max(pace.fastest, Math.min(pace.slowest, pace.perDevice / fleet.devices.length));
    fleet.agenda.after(usual * (0.5 + chance(fleet.seed, 'pace', turn)), next);
  };
  schedule();
}

async function happen(fleet: LivingFleet, random: (word: string) => number): Promise<void> {
  const [first, ...others] = fleet.devices;
  if (first === undefined) return;
  const device = pick([first, ...others], random('device'));
  let dice = random('what') * 100;
  const falls = (hundredths: number): boolean => {
    const before = dice;
    dice -= hundredths;
    return before >= 0 && dice < 0;
  };
  if (falls(share.rest)) rest(device, fleet, 2_000 + 6_000 * random('rest'));
  else if (falls(share.tamper)) device.postTamper();
  else if (falls(share.flap)) flap(device, fleet.agenda, 6);
  else if (falls(share.enable)) await letIn(fleet);
  else if (falls(share.replace)) await replace(device, fleet);
  else device.postProperties();
}

function rest(device: SimulatedDevice, { agenda }: LivingFleet, milliseconds: number): void {
  device.disconnect();
  agenda.after(milliseconds, () => device.connect());
}

/** An operator looks at the device that was shut out first, and lets it in again. */
async function letIn(fleet: LivingFleet): Promise<void> {
  const device = fleet.devices.find(({ isShutOut }) => isShutOut);
  if (device === undefined) return;
  await fleet.enable(device);
  fleet.agenda.after(500, () => device.connect());
}

async function replace(device: SimulatedDevice, fleet: LivingFleet): Promise<void> {
  await fleet.retire(device);
  for (const added of await fleet.register(1)) arrive(added, fleet.agenda);
}
