import { setTimeout as pause } from 'node:timers/promises';
import type { Fleet } from '../simulation/fleet.ts';
import type { SimulatedDevice } from '../simulation/simulated-device.ts';
import { longestDelay } from './fault-kinds.ts';
import type { Gate } from './gate.ts';
import type { Ledger } from './ledger.ts';
import type { Receivers } from './receivers.ts';

const lookEvery = 25;

/** An operator, who lets devices in again that were shut out. */
export class Operator {
  /** How many devices were let in. */
  enabled = 0;
  readonly #fleet: Fleet;
  readonly #gate: Gate;
  readonly #ledger: Ledger;
  readonly #receivers: Receivers;
  readonly #stop = new AbortController();
  readonly #inHand = new Map<SimulatedDevice, Promise<void>>();

  constructor(fleet: Fleet, gate: Gate, ledger: Ledger, receivers: Receivers) {
    this.#fleet = fleet;
    this.#gate = gate;
    this.#ledger = ledger;
    this.#receivers = receivers;
  }

  /** Takes the device in hand that was shut out first, of those that are not in hand yet. */
  look(): void {
    const device = this.#fleet.devices.find((one) => one.isShutOut && !this.#inHand.has(one));
    if (device === undefined) return;
    const done = this.#letIn(device).finally(() => this.#inHand.delete(device));
    this.#inHand.set(device, done);
  }

  /** Lets all devices in that are shut out, and waits for it. */
  async letAllIn(): Promise<void> {
    while (!this.#stop.signal.aborted && this.#fleet.devices.some(({ isShutOut }) => isShutOut)) {
      for (let { size } = this.#inHand; ; size = this.#inHand.size) {
        this.look();
        if (this.#inHand.size === size) break;
      }
      await Promise.all(this.#inHand.values());
    }
  }

  /** Takes no more, and leaves those in hand as they are: they do not come back. */
  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#inHand.values());
  }

  /**
   * What the receivers cannot know (docs/rules.md) is not brought about: a device is let in when all that it has done
   * is dealt with, also by calls of a killed receiver that are still on their way, and does nothing until the message
   * that it was let in is dealt with, too.
   */
  async #letIn(device: SimulatedDevice): Promise<void> {
    const { deviceName } = device.character;
    this.#gate.closeTo(deviceName);
    if (!(await this.#untilQuiet(device))) return;
    try {
      await this.#fleet.enable(device);
      this.enabled += 1;
    } catch {
      // It may have been done all the same; if not, there is another look.
    }
    if (!(await this.#untilQuiet(device))) return;
    this.#gate.openTo(deviceName);
    device.connect();
  }

  /** @returns false when the operator was told to stop before */
  async #untilQuiet({ address }: SimulatedDevice): Promise<boolean> {
    while (!this.#stop.signal.aborted) {
      const isCarriedOut = performance.now() - this.#receivers.lastKillAt > 2 * longestDelay;
      if (isCarriedOut && this.#ledger.isQuiet(address.ProductKey, address.DeviceName)) return true;
      await pause(lookEvery);
    }
    return false;
  }
}
