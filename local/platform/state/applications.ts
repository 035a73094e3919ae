import type { Device } from './device.ts';
import type { Product } from './products.ts';

/** What a batch registration has come to: the names are checked first, then the devices are made. */
export type ApplicationStatus =
  | 'CHECK'
  | 'CHECK_SUCCESS'
  | 'CHECK_FAILED'
  | 'CREATE'
  | 'CREATE_SUCCESS'
  | 'CREATE_FAILED';

/** A device to be registered; without a name, the platform makes one. */
export interface AppliedDevice {
  readonly deviceName?: string | undefined;
  readonly nickname?: string | undefined;
}

/** An application to register several devices of a product. */
export class Application {
  readonly applyId: number;
  readonly product: Product;
  readonly applied: readonly AppliedDevice[];
  status: ApplicationStatus = 'CHECK';
  /** The names for which it failed. */
  failedNames: readonly string[] = [];
  /** The devices that were registered. */
  devices: readonly Device[] = [];

  constructor(applyId: number, product: Product, applied: readonly AppliedDevice[]) {
    this.applyId = applyId;
    this.product = product;
    this.applied = applied;
  }
}

/** All applications to register devices. */
export class Applications {
  readonly #byId = new Map<number, Application>();

  get(applyId: number): Application | undefined {
    return this.#byId.get(applyId);
  }

  /** The oldest first. */
  values(): IterableIterator<Application> {
    return this.#byId.values();
  }

  add(product: Product, applied: readonly AppliedDevice[]): Application {
    // The guide's samples have seven digits.
    const application = new Application(1_000_001 + this.#byId.size, product, applied);
    this.#byId.set(application.applyId, application);
    return application;
  }

  /** Whether devices of the product are being made by some application. */
  areMaking(product: Product): boolean {
    for (const application of this.#byId.values()) {
      if (application.product === product && application.status === 'CREATE') return true;
    }
    return false;
  }
}
