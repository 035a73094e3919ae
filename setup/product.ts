import type { IotClient } from '../shared/iot/client.ts';
import { QueryProduct } from '../shared/iot/operations/products.ts';

export interface Product {
  readonly productKey: string;
  /** How lines call it: its ProductKey and its name. */
  readonly label: string;
  /** Whether its devices can be gateways: of a product without a thing model the platform does not tell. */
  readonly isGateway: boolean;
}

/** @throws IotError when the account has no such product */
export async function readProduct(productKey: string, iot: IotClient): Promise<Product> {
  const { Data } = await iot.call(QueryProduct, { ProductKey: productKey });
  const label = Data?.ProductName ? `${productKey} (${Data.ProductName})` : productKey;
  return { productKey, label, isGateway: Data?.NodeType !== 0 };
}
