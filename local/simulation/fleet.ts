import { Agenda } from './agenda.ts';
import { type Character, characterOf } from './character.ts';
import type { Cloud } from './cloud.ts';
import { registerDevices } from './register.ts';
import type { SetUp } from './set-up.ts';
import { SimulatedDevice } from './simulated-device.ts';

/** The simulated devices, registered on the platform, and what they are going to do. */
export class Fleet {
  readonly agenda = new Agenda();
  readonly devices: SimulatedDevice[] = [];
  readonly seed: number;
  readonly #cloud: Cloud;
  readonly #setUp: SetUp;
  #registered = 0;

  constructor(cloud: Cloud, setUp: SetUp, seed: number) {
    this.#cloud = cloud;
    this.#setUp = setUp;
    this.seed = seed;
  }

  /**
   * Registers so many more devices.
   *
   * @returns these
   */
  async register(count: number): Promise<readonly SimulatedDevice[]> {
    const characters = Array.from({ length: count }, (_, place) =>
      characterOf(this.#registered + place, this.seed),
    );
    this.#registered += count;
    const { iot } = this.#cloud;
    const { productKeys } = this.#setUp;
    await Promise.all(
      (['meter', 'gateway'] as const).map((model) =>
        registerDevices(
          iot,
          productKeys[model],
          characters.filter((character) => character.model === model).map(({ deviceName }) => deviceName),
        ),
      ),
    );
    const added = characters.map((character) => this.#simulate(character));
    this.devices.push(...added);
    return added;
  }

  /** Ends all that is to come. */
  stop(): void {
    this.agenda.clear();
  }

  #simulate(character: Character): SimulatedDevice {
    const { platform } = this.#cloud.running;
    const productKey = this.#setUp.productKeys[character.model];
    const device = platform.state.products.get(productKey)?.devices.get(character.deviceName);
    if (device === undefined) throw new Error(`${character.deviceName} was not registered.`);
    return new SimulatedDevice(character, device, {
      devices: platform.devices,
      agenda: this.agenda,
      seed: this.seed,
    });
  }
}
