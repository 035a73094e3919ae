import type { Product, ProductSettings } from '../../../../local/platform/state/products.ts';
import type { ServedPlatform } from '../api-caller.ts';
import { newDevice, newProduct, type Parameters } from '../api-caller.ts';
import { SimulatedDevice } from '../device-side/simulated-device.ts';
import { event, property, service, specified } from './documents.ts';

/** The custom module of the product. */
export const battery = { FunctionBlockId: 'Battery', FunctionBlockName: 'Battery_module' };

/** A product whose devices have properties, events and services of several kinds, in two modules. */
export class ModelledProduct {
  readonly served: ServedPlatform;
  readonly product: Product;
  #devices = 0;

  private constructor(served: ServedPlatform, product: Product) {
    this.served = served;
    this.product = product;
  }

  static async make(
    served: ServedPlatform,
    settings: Partial<ProductSettings> = {},
  ): Promise<ModelledProduct> {
    const product = newProduct(served.platform, {
      commodityCode: 'iothub_senior',
      dataFormat: 1,
      ...settings,
    });
    const { productKey: ProductKey } = product;
    const create = (features: object, more: Parameters = {}) =>
      served.must('CreateThingModel', { ProductKey, ThingModelJson: JSON.stringify(features), ...more });
    await create({
      properties: [
        property('Level'),
        property('Switch', specified.bool),
        property('Label', specified.text),
        property('Place', specified.struct),
        property('Serial', { ...specified.text, rwFlag: 'READ_ONLY' }),
      ],
    });
    await create({
      services: [service('Reset'), service('Measure', { callType: 'SYNC' })],
      events: [event('Hot', { eventType: 'ALERT_EVENT_TYPE' }), event('Cold')],
    });
    await create(
      { properties: [property('Charge')], services: [service('Fill')], events: [event('Full')] },
      battery,
    );
    await served.must('PublishThingModel', { ProductKey });
    return new ModelledProduct(served, product);
  }

  /** A device that is online. */
  device(): SimulatedDevice {
    return this.offlineDevice().connect();
  }

  /** A device that has never been online. */
  offlineDevice(): SimulatedDevice {
    this.#devices += 1;
    const device = newDevice(this.served.platform, this.product, `device${this.#devices}`);
    return new SimulatedDevice(this.served.platform, device);
  }
}
