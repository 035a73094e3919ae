import { afterAll, beforeAll } from 'vitest';
import { DrivenClock } from '../../../../../local/platform/clock.ts';
import type { Device } from '../../../../../local/platform/state/device.ts';
import type { Product, ProductSettings } from '../../../../../local/platform/state/products.ts';
import { newProduct, type Parameters, type ServedPlatform, servePlatform } from '../../api-caller.ts';
import { messagesOf, type Sent, SimulatedDevice } from '../../device-side/simulated-device.ts';

/** A platform whose API listens, with one product, whose time stands until it is advanced. */
export class Served {
  readonly clock = new DrivenClock(Date.UTC(2030, 0, 1, 20));
  product!: Product;
  api!: ServedPlatform;
  sent!: Sent[];
  #made = 0;

  /** Serves for the tests of the `describe` around it. */
  static forTests(): Served {
    const served = new Served();
    beforeAll(async () => {
      // Calls are signed with the platform's time, so that it may stand anywhere.
      served.api = await servePlatform({ clock: served.clock });
      served.product = newProduct(served.api.platform);
      served.sent = messagesOf(served.api.platform);
    });
    afterAll(() => served.api.close());
    return served;
  }

  get platform() {
    return this.api.platform;
  }

  get ProductKey(): string {
    return this.product.productKey;
  }

  newProduct(settings?: Partial<ProductSettings>): Product {
    return newProduct(this.platform, settings);
  }

  /** A name that no device has yet. */
  newName(): string {
    this.#made += 1;
    return `device-${this.#made}`;
  }

  /** Registers a device through the API. */
  async register(parameters: Parameters = {}): Promise<Device> {
    const { Data } = await this.must('RegisterDevice', {
      ProductKey: this.ProductKey,
      DeviceName: this.newName(),
      ...parameters,
    });
    const device = this.platform.state.devices.byIotId(Data.IotId);
    if (device === undefined) throw new Error('The device is not there.');
    return device;
  }

  /** Registers a device, and connects it. */
  async connect(parameters?: Parameters): Promise<SimulatedDevice> {
    return new SimulatedDevice(this.platform, await this.register(parameters)).connect();
  }

  line(device: Device): SimulatedDevice {
    return new SimulatedDevice(this.platform, device);
  }

  call(action: string, parameters?: Parameters) {
    return this.api.call(action, parameters);
  }

  must(action: string, parameters?: Parameters) {
    return this.api.must(action, parameters);
  }

  refusal(action: string, parameters?: Parameters) {
    return this.api.refusal(action, parameters);
  }

  /** The messages that were sent while this ran. */
  async sentBy(run: () => Promise<unknown>): Promise<Sent[]> {
    const before = this.sent.length;
    await run();
    return this.sent.slice(before);
  }
}

/** A list as the wire has it: `DeviceName.1`, `DeviceName.2`. */
export function listed(name: string, items: readonly (string | Parameters)[]): Parameters {
  return Object.fromEntries(
    items.flatMap((item, index): [string, string | number | boolean | undefined][] =>
      typeof item === 'string'
        ? [[`${name}.${index + 1}`, item]]
        : Object.entries(item).map(([member, value]) => [`${name}.${index + 1}.${member}`, value]),
    ),
  );
}

/** How a call names a device by its product and name. */
export const named = ({ product, deviceName }: Device) => ({
  ProductKey: product.productKey,
  DeviceName: deviceName,
});
