import type { IotClient } from '../../shared/iot/client.ts';
import { DeleteDevice, EnableThing } from '../../shared/iot/operations/devices.ts';
import type { Platform } from '../platform/platform.ts';
import { Agenda } from './agenda.ts';
import { type Character, characterOf } from './character.ts';
import { registerDevices } from './register.ts';
import type { SetUp } from './set-up.ts';
import { SimulatedDevice } from './simulated-device.ts';

/** The simulated devices, and what their owner does with them by the API. */
export class Fleet {
  /** What the devices are going to do. */
  readonly agenda = new Agenda();
  readonly seed: number;
  readonly #platform: Platform;
  readonly #iot: IotClient;
  readonly #setUp: SetUp;
  #devices: readonly SimulatedDevice[] = [];
  #registered = 0;

  constructor(platform: Platform, iot: IotClient, setUp: SetUp, seed: number) {
    this.#platform = platform;
    this.#iot = iot;
    this.#setUp = setUp;
    this.seed = seed;
  }

  get devices(): readonly SimulatedDevice[] {
    return this.#devices;
  }

  /**
   * Registers so many more devices.
   *
   * @returns these
   */
  async register(count: number): Promise<readonly SimulatedDevice[]> {
    const first = this.#registered;
    this.#registered += count;
    const characters = Array.from({ length: count }, (_, place) => characterOf(first + place, this.seed));
    await Promise.all(
      Object.entries(this.#setUp.productKeys).map(([model, productKey]) => {
        const names = characters.filter((one) => one.model === model).map(({ deviceName }) => deviceName);
        return registerDevices(this.#iot, productKey, names);
      }),
    );
    const added = characters.map((character) => this.#simulate(character));
    this.#devices = [...this.#devices, ...added];
    return added;
  }

  /** Deletes a device: it is taken out of service. */
  async retire(device: SimulatedDevice): Promise<void> {
    this.#devices = this.#devices.filter((other) => other !== device);
    await this.#iot.call(DeleteDevice, device.address);
  }

  /** Lets a device in again that was shut out. */
  async enable(device: SimulatedDevice): Promise<void> {
    await this.#iot.call(EnableThing, device.address);
  }

  /** Calls off all that the devices are going to do. */
  stop(): void {
    this.agenda.clear();
  }

  #simulate(character: Character): SimulatedDevice {
    const { state, devices } = this.#platform;
    const productKey = this.#setUp.productKeys[character.model];
    const device = state.products.get(productKey)?.devices.get(character.deviceName);
    if (device === undefined) throw new Error(`${character.deviceName} was not registered.`);
    return new SimulatedDevice(character, device, { devices, agenda: this.agenda, seed: this.seed });
  }
}
