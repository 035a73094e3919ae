import type { Device } from '../state/device.ts';

/** How messages name a device. */
export const identityOf = ({ iotId, product, deviceName }: Device) => ({
  iotId,
  productKey: product.productKey,
  deviceName,
});

/** How devices name one another. */
export const nameOf = ({ product, deviceName }: Device) => ({ productKey: product.productKey, deviceName });

/** A topic about a device: `/{productKey}/{deviceName}` and what follows. */
export const topicOf = ({ product, deviceName }: Device, rest: string): string =>
  `/${product.productKey}/${deviceName}${rest}`;
