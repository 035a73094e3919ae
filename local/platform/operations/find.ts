import { Refusal } from '../refusal.ts';
import type { Device } from '../state/device.ts';
import type { Product } from '../state/products.ts';
import type { State } from '../state/state.ts';

/**
 * The product that a call is about.
 *
 * @throws Refusal iot.prod.InvalidFormattedProductkey, iot.prod.NotExistedProduct
 */
export function productWithKey(state: State, productKey: string): Product {
  const product = state.products.get(productKey);
  if (product !== undefined) return product;
  throw new Refusal(
    /^[A-Za-z0-9]{1,32}$/.test(productKey)
      ? 'iot.prod.NotExistedProduct'
      : 'iot.prod.InvalidFormattedProductkey',
  );
}

/**
 * The device that a call is about.
 *
 * @throws Refusal as `productWithKey`, or iot.device.NotExistedDevice
 */
export function deviceNamed(state: State, productKey: string, deviceName: string): Device {
  const device = productWithKey(state, productKey).devices.get(deviceName);
  if (device === undefined) throw new Refusal('iot.device.NotExistedDevice');
  return device;
}
