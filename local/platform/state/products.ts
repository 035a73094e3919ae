import type { Device } from './device.ts';

/** A product, and the devices it has, by name. */
export class Product {
  readonly productKey: string;
  readonly productSecret: string;
  readonly createdAt: number;
  productName: string;
  devices = new Map<string, Device>();
  tags = new Map<string, string>();

  constructor(productKey: string, productSecret: string, productName: string, createdAt: number) {
    this.productKey = productKey;
    this.productSecret = productSecret;
    this.productName = productName;
    this.createdAt = createdAt;
  }
}
