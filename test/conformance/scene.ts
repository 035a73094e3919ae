import { once } from 'node:events';
import type { Server } from 'node:http';
import { DrivenClock, machineClock } from '../../local/platform/clock.ts';
import { createObjectStoreServer } from '../../local/platform/object-store/server.ts';
import type { Platform } from '../../local/platform/platform.ts';
import type { Device } from '../../local/platform/state/device.ts';
import type { Product, ProductSettings } from '../../local/platform/state/products.ts';
import type { Operation } from '../../shared/iot/operation.ts';
import * as descriptors from '../../shared/iot/operations/index.ts';
import { newDevice, newProduct, type ServedPlatform, servePlatform } from '../local/platform/api-caller.ts';
import { SimulatedDevice } from '../local/platform/device-side/simulated-device.ts';
import { inModel, requestModel, sdkMethod } from './vendor-models.ts';

/** Parameters of a call with the names of the wire, lists as lists and structures as structures. */
export type Values = Readonly<Record<string, unknown>>;

type SdkMethods = Readonly<Record<string, (request: object) => Promise<{ body: object }>>>;

// biome-ignore lint/suspicious/noExplicitAny: scenes reach into answers of every shape
type Answer = any;

const operations = new Map(
  Object.entries(descriptors as unknown as Record<string, Operation<object, object>>),
);

/** Where the calls of a family take place: a local platform that listens, and the vendor's clients, which call it. */
export class Scene {
  /** Stands still until it is advanced; the vendor's clients go by the machine's own. */
  readonly clock: DrivenClock;
  readonly served: ServedPlatform;
  readonly #objectStore: Server;
  readonly #sdk: SdkMethods;
  readonly #popCore: ReturnType<ServedPlatform['pop']>;
  #names = 0;

  private constructor(clock: DrivenClock, served: ServedPlatform) {
    this.clock = clock;
    this.served = served;
    this.#objectStore = createObjectStoreServer(served.platform.objectStore);
    this.#sdk = served.sdk() as unknown as SdkMethods;
    this.#popCore = served.pop();
  }

  static async open(): Promise<Scene> {
    const clock = new DrivenClock(Date.now());
    const scene = new Scene(clock, await servePlatform({ clock, callersClock: machineClock }));
    scene.#objectStore.listen(0, '127.0.0.1');
    await once(scene.#objectStore, 'listening');
    return scene;
  }

  get platform(): Platform {
    return this.served.platform;
  }

  async close(): Promise<void> {
    const closed = once(this.#objectStore, 'close');
    this.#objectStore.close();
    this.#objectStore.closeAllConnections();
    await closed;
    await this.served.close();
    await this.platform.objectStore.clear();
  }

  /** Makes a call through the vendor's SDK; gives the answer in the SDK's model. */
  async throughSdk(operation: string, parameters: Values): Promise<object> {
    const method = this.#sdk[sdkMethod(operation)];
    if (method === undefined) throw new Error(`The SDK has no ${operation}`);
    const { body } = await method.call(this.#sdk, inModel(requestModel(operation), parameters));
    return body;
  }

  /** Makes a call through the vendor's older client; gives the answer as the wire has it, be it a refusal. */
  async throughPopCore(operation: string, parameters: Values): Promise<Answer> {
    try {
      return await this.#popCore.request(operation, parameters, { method: 'POST' });
    } catch (error) {
      // This client throws refusals, with the answer inside.
      if (error instanceof Error && 'data' in error) return error.data;
      throw error;
    }
  }

  /** Makes a call that an example needs to have been made, and that has to succeed. */
  async call(operation: keyof typeof descriptors, parameters: Values): Promise<Answer> {
    const request = withoutUndefined(operations.get(operation)?.request().parse(parameters) ?? {});
    const answer = await this.throughPopCore(operation, request);
    if (answer.Success !== true) throw new Error(`${operation}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** A name that nothing has yet. */
  name(): string {
    this.#names += 1;
    return `name_${this.#names}`;
  }

  product(settings?: Partial<ProductSettings>): Product {
    return newProduct(this.platform, settings);
  }

  /** A device that has never been online. */
  device(product = this.product()): Device {
    return newDevice(this.platform, product, this.name());
  }

  /** A device that is online. */
  online(product?: Product): SimulatedDevice {
    return new SimulatedDevice(this.platform, this.device(product)).connect();
  }
}

/** The parameters without those that are left out: the vendor's older client would send them as `undefined`. */
export const withoutUndefined = (parameters: object): Values =>
  Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined));

/** How a call names a device. */
export const named = ({ product, deviceName }: Device) => ({
  ProductKey: product.productKey,
  DeviceName: deviceName,
});
