import type { Category } from './categories.ts';
import type { Device } from './device.ts';

/** A product, and the devices it has, by name. */
export class Product {
  readonly productKey: string;
  readonly productSecret: string;
  readonly createdAt: number;
  readonly settings: ProductSettings;
  productName: string;
  description = '';
  /** Whether it is published: its thing model cannot be edited then. */
  released = false;
  /** Which property messages of a device count as repeated and go no further: those alike in all that is true. */
  duplicates = { sameTimestamp: false, sameValue: false };
  /** Whether it is gone: whoever still holds it lets it go. */
  deleted = false;
  devices = new Map<string, Device>();
  tags = new Map<string, string>();

  constructor(
    productKey: string,
    productSecret: string,
    productName: string,
    createdAt: number,
    settings: Partial<ProductSettings> = {},
  ) {
    this.productKey = productKey;
    this.productSecret = productSecret;
    this.productName = productName;
    this.createdAt = createdAt;
    this.settings = { ...usualSettings, ...settings };
  }

  /** Whether its devices take sub-devices. */
  get isGateway(): boolean {
    return this.settings.nodeType === 1;
  }

  /** Whether it has a thing model: it was made with AliyunCommodityCode iothub_senior. */
  get hasThingModel(): boolean {
    return this.settings.commodityCode === 'iothub_senior';
  }
}

/** What is settled once for all when a product is made; each as CreateProduct's parameter of that name. */
export interface ProductSettings {
  readonly commodityCode: 'iothub_senior' | 'iothub';
  readonly nodeType: 0 | 1;
  readonly dataFormat: 0 | 1 | undefined;
  readonly protocolType: string | undefined;
  readonly netType: 'WIFI' | 'CELLULAR' | 'ETHERNET' | 'LORA' | 'OTHER';
  readonly joinPermissionId: string | undefined;
  readonly authType: 'secret' | 'id2' | 'x509';
  readonly resourceGroupId: string | undefined;
  readonly category: Category | undefined;
  readonly publishAuto: boolean;
  readonly validateType: 1 | 2;
}

const usualSettings: ProductSettings = {
  commodityCode: 'iothub',
  nodeType: 0,
  dataFormat: undefined,
  protocolType: undefined,
  netType: 'WIFI',
  joinPermissionId: undefined,
  authType: 'secret',
  resourceGroupId: undefined,
  category: undefined,
  publishAuto: true,
  validateType: 1,
};
