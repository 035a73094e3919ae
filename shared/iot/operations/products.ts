// Generated from shared/iot/spec by scripts/generate.ts (npm run generate). Do not edit.
import type { Operation, PagedOperation } from '../operation.ts';
import { byPageNumber } from '../paging.ts';
import {
  type Answer,
  answer,
  fields,
  maybeFields,
  maybeFlag,
  maybeList,
  maybeNumber,
  maybeText,
} from '../schema/answers.ts';
import { max, maxItems, maxLength, min, minItems, minLength, pattern } from '../schema/checks.ts';
import { once } from '../schema/once.ts';
import { choice, flag, integer, list, optional, parameters, text } from '../schema/parameters.ts';
import { excludes, requires, uniqueBy } from '../schema/rules.ts';

/** The parameters of CancelReleaseProduct. */
export interface CancelReleaseProductRequest {
  /** ProductKey of the product to unpublish. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What CancelReleaseProduct answers. */
export interface CancelReleaseProductResponse extends Answer {}

/**
 * Unpublishes a product.
 *
 * - The product named by ProductKey is no longer published.
 * - Its TSL model can then be edited again (stated under ReleaseProduct).
 *
 * Limits: 50 calls a second per account.
 *
 * Safe to repeat: a repeat finds the product unpublished.
 *
 * Errors: iot.prod.NullProductKey, iot.prod.NotExistedProduct, iot.prod.InvalidFormattedProductkey,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.7.13.
 */
export const CancelReleaseProduct: Operation<CancelReleaseProductRequest, CancelReleaseProductResponse> = {
  name: 'CancelReleaseProduct',
  family: 'products',
  callsPerSecond: 50,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of CreateProduct. */
export interface CreateProductRequest {
  /**
   * Node type of the product. For a device used as a sub-device, ProtocolType must be given too. 0: device:
   * no sub-devices can be attached to it; it connects to the platform directly or as a sub-device of a
   * gateway; 1: gateway: sub-devices can be attached to it; it manages them, keeps the topological
   * relationships with them and synchronizes these to the platform.
   */
  NodeType: 0 | 1;
  /**
   * Name of the product. 4 to 30 characters: letters, digits and underscores (_). Unique among the product
   * names of the current account.
   */
  ProductName: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * Data format. Must be given when AliyunCommodityCode is iothub_senior. 0: custom data format; 1: Alink
   * JSON.
   */
  DataFormat?: 0 | 1 | undefined;
  /** Description of the product, up to 100 characters. */
  Description?: string | undefined;
  /**
   * Edition of the product. Left out: a product of the Basic Edition, whose features no TSL model can define.
   * The request table names iothub_senior as the only value to give; by the error-code chapter
   * (iot.prod.InvalidAliyunCommodityCode) iothub is valid too, which then means the same as leaving it out
   * (inferred). iothub_senior: product that supports TSL models; DataFormat must be given as well; iothub:
   * product without TSL model (Basic Edition); the request table does not list this value, the error-code
   * chapter does.
   */
  AliyunCommodityCode?: 'iothub_senior' | 'iothub' | undefined;
  /**
   * China (Shanghai) region only. If true while AuthType is not id2, the value of AuthType is used. true: IoT
   * Internet Device ID on; false: IoT Internet Device ID off. Default: false.
   */
  Id2?: boolean | undefined;
  /**
   * Protocol between the product's devices and the gateway. Must be given when AliyunCommodityCode is
   * iothub_senior and the devices need a gateway to reach the platform. modbus: Modbus; opc-ua: OPC UA;
   * customize: custom protocol; ble: BLE; zigbee: ZigBee.
   */
  ProtocolType?: 'modbus' | 'opc-ua' | 'customize' | 'ble' | 'zigbee' | undefined;
  /**
   * Network connection method. Must be given when AliyunCommodityCode is iothub_senior and the devices are
   * directly connected devices or gateways. WIFI: Wi-Fi; CELLULAR: cellular network; ETHERNET: Ethernet;
   * LORA: LoRaWAN; OTHER: other networks. Default: WIFI.
   */
  NetType?: 'WIFI' | 'CELLULAR' | 'ETHERNET' | 'LORA' | 'OTHER' | undefined;
  /** ID of the network access credential. Required when NetType is LORA. */
  JoinPermissionId?: string | undefined;
  /** ID of the resource group that the product shall belong to; shown in the Resource Management console. */
  ResourceGroupId?: string | undefined;
  /**
   * How the product's devices authenticate when they connect. secret: devices are authenticated by their
   * DeviceSecret; id2: devices are authenticated by IoT Internet Device ID; China (Shanghai) region only, not
   * with NetType LORA, the service must be activated; x509: devices are authenticated by X.509 certificates;
   * China (Shanghai) region only, not with NetType LORA. Default: secret.
   */
  AuthType?: 'secret' | 'id2' | 'x509' | undefined;
  /**
   * Identifier of a product category whose TSL model is taken over; ListThingTemplates returns the predefined
   * categories and their keys. Left out: no category's TSL model.
   */
  CategoryKey?: string | undefined;
  /**
   * Whether the TSL model is published after the product is created. true: publish the TSL model after the
   * product is created; false: do not publish it. Default: true.
   */
  PublishAuto?: boolean | undefined;
  /**
   * Level of data verification. 1: weak check: only identifier and dataType are verified, all data is
   * forwarded; 2: no check: nothing is verified, all data is forwarded. Default: 1.
   */
  ValidateType?: 1 | 2 | undefined;
}

/** What CreateProduct answers. */
export interface CreateProductResponse extends Answer {
  /** Information on the new product, present when the call succeeded. */
  Data?: CreateProductData | null | undefined;
  /** Same GUID as Data.ProductKey. */
  ProductKey?: string | null | undefined;
}

/** The structure Data of CreateProduct. */
export interface CreateProductData {
  /** Edition of the product. iothub_senior: a TSL model is used; iothub: no TSL model is used. */
  AliyunCommodityCode?: string | null | undefined;
  /**
   * secret: devices are authenticated by their DeviceSecret; id2: devices are authenticated by IoT Internet
   * Device ID; x509: devices are authenticated by X.509 certificates.
   */
  AuthType?: string | null | undefined;
  /** Available when AliyunCommodityCode is iothub_senior. 0: custom data format; 1: Alink JSON. */
  DataFormat?: number | null | undefined;
  Description?: string | null | undefined;
  /** true: IoT Internet Device ID is on; false: IoT Internet Device ID is off. */
  Id2?: boolean | null | undefined;
  /**
   * Available when AliyunCommodityCode is iothub_senior. 0: device: no sub-devices can be attached to it; it
   * connects to the platform directly or as a sub-device of a gateway; 1: gateway: sub-devices can be
   * attached to it; it manages them, keeps the topological relationships with them and synchronizes these to
   * the platform.
   */
  NodeType?: number | null | undefined;
  /** GUID that the platform issues to the new product; to be kept confidential. */
  ProductKey?: string | null | undefined;
  ProductName?: string | null | undefined;
  ProductSecret?: string | null | undefined;
  /** Protocol between the devices and the gateway. Available when AliyunCommodityCode is iothub_senior. */
  ProtocolType?: string | null | undefined;
  /** Stands in the samples only, not in the response table and not in the SDK. */
  ResourceGroupId?: string | null | undefined;
}

/**
 * Creates a product.
 *
 * - A new product comes into being under the account, and the platform issues it a globally unique
 *   ProductKey.
 * - The answer carries the ProductKey twice, at the top level and in Data, and Data also carries the
 *   ProductSecret.
 * - The ProductKey is to be kept confidential, because some other operations ask for it.
 * - A product name that another product of the current account already has is not allowed.
 * - With NodeType 0 the product's devices take no sub-devices; each connects directly or as a sub-device of a
 *   gateway.
 * - With NodeType 0 and devices meant as sub-devices of a gateway, ProtocolType must be given too.
 * - With NodeType 1 the product's devices are gateways: they take sub-devices, manage them, keep the
 *   topological relationships and synchronize them to the platform.
 * - Without AliyunCommodityCode the product is of the Basic Edition, for which no TSL model can be defined.
 *
 * Limits: 50 calls a second per account; from the manual's error-code chapter (not this section): an instance
 * holds at most 1,000 products (iot.prod.ProductCountExceedMax).
 *
 * Not safe to repeat: a repeat is refused for its name, and the first answer with the ProductKey is lost.
 *
 * Errors: iot.prod.NullProductName, iot.prod.InvalidFormattedProductName, iot.prod.AlreadyExistedProductName,
 * iot.prod.InvalidNodeType, iot.prod.InvalidAliyunCommodityCode, iot.prod.CreateProductFailed,
 * iot.common.InvalidFormattedParameter, iot.prod.LongProductDesc, iot.prod.InvalidFormattedCatId,
 * iot.prod.ProductCountExceedMax, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.system.SystemException.
 *
 * Guide, section 4.7.1.
 */
export const CreateProduct: Operation<CreateProductRequest, CreateProductResponse> = {
  name: 'CreateProduct',
  family: 'products',
  callsPerSecond: 50,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters(
    {
      NodeType: choice(0, 1),
      ProductName: text(minLength(4), maxLength(30), pattern(/^[A-Za-z0-9_]+$/)),
      IotInstanceId: optional(text()),
      DataFormat: optional(choice(0, 1)),
      Description: optional(text(maxLength(100))),
      AliyunCommodityCode: optional(choice('iothub_senior', 'iothub')),
      Id2: optional(flag()),
      ProtocolType: optional(choice('modbus', 'opc-ua', 'customize', 'ble', 'zigbee')),
      NetType: optional(choice('WIFI', 'CELLULAR', 'ETHERNET', 'LORA', 'OTHER')),
      JoinPermissionId: optional(text()),
      ResourceGroupId: optional(text()),
      AuthType: optional(choice('secret', 'id2', 'x509')),
      CategoryKey: optional(text()),
      PublishAuto: optional(flag()),
      ValidateType: optional(choice(1, 2)),
    },
    requires({ AliyunCommodityCode: 'iothub_senior' }, 'DataFormat'),
    requires({ NetType: 'LORA' }, 'JoinPermissionId'),
    excludes({ NetType: 'LORA' }, { AuthType: ['id2', 'x509'] }),
  )),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      AliyunCommodityCode: maybeText(),
      AuthType: maybeText(),
      DataFormat: maybeNumber(),
      Description: maybeText(),
      Id2: maybeFlag(),
      NodeType: maybeNumber(),
      ProductKey: maybeText(),
      ProductName: maybeText(),
      ProductSecret: maybeText(),
      ProtocolType: maybeText(),
      ResourceGroupId: maybeText(),
    }),
    ProductKey: maybeText(),
  })),
};

/** The parameters of CreateProductTags. */
export interface CreateProductTagsRequest {
  /**
   * ProductKey of the product; a GUID issued by the platform. QueryProductList returns the keys of all
   * products of the account.
   */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** The tags to create. At most 10 entries. */
  ProductTag?: readonly CreateProductTagsProductTag[] | undefined;
}

/** One entry of ProductTag of CreateProductTags. */
export interface CreateProductTagsProductTag {
  /** Key of the tag. 1 to 30 characters: letters, digits and periods (.). */
  TagKey?: string | undefined;
  /** Value of the tag. 1 to 128 characters: letters, digits, underscores (_) and hyphens (-). */
  TagValue?: string | undefined;
}

/** What CreateProductTags answers. */
export interface CreateProductTagsResponse extends Answer {
  /** The tags that were found invalid, returned when the call fails. */
  InvalidProductTags?: CreateProductTagsInvalidProductTags | null | undefined;
}

/** The structure InvalidProductTags of CreateProductTags. */
export interface CreateProductTagsInvalidProductTags {
  ProductTag?: CreateProductTagsInvalidProductTagsProductTag[] | null | undefined;
}

/** One entry of InvalidProductTags.ProductTag of CreateProductTags. */
export interface CreateProductTagsInvalidProductTagsProductTag {
  TagKey?: string | null | undefined;
  TagValue?: string | null | undefined;
}

/**
 * Creates tags for a product.
 *
 * - The given tags (key and value) are attached to the product.
 * - Up to 10 tags can be created for a product in one call.
 * - A product can hold at most 100 tags.
 * - Success true means that the tags were attached to the product; false means that they were not.
 * - When the call fails, InvalidProductTags lists the tags that are invalid.
 *
 * Limits: 500 calls a second per account; at most 10 tags in one call; at most 100 tags for one product.
 *
 * Not safe to repeat: a repeat may be refused for its keys although the first call created the tags.
 *
 * Errors: iot.common.InvalidFormattedParameter, iot.prod.NullProductKey, iot.prod.NotExistedProduct,
 * iot.prod.InvalidFormattedProductkey, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.system.SystemException.
 *
 * Guide, section 4.7.6.
 */
export const CreateProductTags: Operation<CreateProductTagsRequest, CreateProductTagsResponse> = {
  name: 'CreateProductTags',
  family: 'products',
  callsPerSecond: 500,
  repeatable: false,
  request: /* @__PURE__ */ once(() => parameters({
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
    ProductTag: optional(list(
      parameters({
        TagKey: optional(text(minLength(1), maxLength(30), pattern(/^[A-Za-z0-9.]+$/))),
        TagValue: optional(text(minLength(1), maxLength(128), pattern(/^[A-Za-z0-9_-]+$/))),
      }),
      maxItems(10),
    )),
  })),
  response: /* @__PURE__ */ once(() => answer({
    InvalidProductTags: maybeFields({
      ProductTag: maybeList(fields({ TagKey: maybeText(), TagValue: maybeText() })),
    }),
  })),
};

/** The parameters of DeleteProduct. */
export interface DeleteProductRequest {
  /**
   * ProductKey of the product to delete; a GUID issued by the platform. QueryProductList returns the keys of
   * all products of the account.
   */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What DeleteProduct answers. */
export interface DeleteProductResponse extends Answer {}

/**
 * Deletes a product.
 *
 * - The product named by ProductKey is removed.
 * - Its ProductKey is invalid from then on.
 * - The information related to the product is deleted with it.
 * - Operations that need the product can no longer be carried out on it.
 *
 * Limits: 500 calls a second per account.
 *
 * Safe to repeat: a repeat finds it gone and may be refused for it.
 *
 * Errors: iot.prod.NullProductKey, iot.prod.NotExistedProduct, iot.prod.InvalidFormattedProductkey,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.7.5.
 */
export const DeleteProduct: Operation<DeleteProductRequest, DeleteProductResponse> = {
  name: 'DeleteProduct',
  family: 'products',
  callsPerSecond: 500,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of DeleteProductTags. */
export interface DeleteProductTagsRequest {
  /**
   * ProductKey of the product; a GUID issued by the platform. QueryProductList returns the keys of all
   * products of the account.
   */
  ProductKey: string;
  /** Keys of the tags to delete. At most 10 entries. */
  ProductTagKey: readonly string[];
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What DeleteProductTags answers. */
export interface DeleteProductTagsResponse extends Answer {}

/**
 * Deletes tags of a product.
 *
 * - The tags of the product whose keys are given are removed.
 * - Up to 10 tags can be deleted in one call.
 *
 * Limits: 500 calls a second per account; at most 10 tags in one call.
 *
 * Safe to repeat: a repeat finds it gone and may be refused for it.
 *
 * Errors: iot.prod.NullProductKey, iot.prod.NotExistedProduct, iot.prod.InvalidFormattedProductkey,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.7.8.
 */
export const DeleteProductTags: Operation<DeleteProductTagsRequest, DeleteProductTagsResponse> = {
  name: 'DeleteProductTags',
  family: 'products',
  callsPerSecond: 500,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    ProductKey: text(minLength(1)),
    ProductTagKey: list(text(minLength(1)), minItems(1), maxItems(10)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of ListProductByTags. */
export interface ListProductByTagsRequest {
  /** The tags to search for. */
  ProductTag: readonly ListProductByTagsProductTag[];
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Number of the page to return. No default is stated. At least 1. */
  CurrentPage?: number | undefined;
  /** Entries per page, at most 50. No default is stated. 1 to 50. */
  PageSize?: number | undefined;
}

/** One entry of ProductTag of ListProductByTags. */
export interface ListProductByTagsProductTag {
  /** Key of the tag. */
  TagKey: string;
  /** Value of the tag. Left out: any value of the key matches. */
  TagValue?: string | undefined;
}

/** What ListProductByTags answers. */
export interface ListProductByTagsResponse extends Answer {
  /** Products, newest first; present when the call succeeded. */
  ProductInfos?: ListProductByTagsProductInfos | null | undefined;
}

/** The structure ProductInfos of ListProductByTags. */
export interface ListProductByTagsProductInfos {
  ProductInfo?: ListProductByTagsProductInfo[] | null | undefined;
}

/** One entry of ProductInfos.ProductInfo of ListProductByTags. */
export interface ListProductByTagsProductInfo {
  /** Creation time of the product; the examples are milliseconds since the epoch. */
  CreateTime?: number | null | undefined;
  Description?: string | null | undefined;
  /**
   * 0: device: no sub-devices can be attached to it; it connects to the platform directly or as a sub-device
   * of a gateway; 1: gateway: sub-devices can be attached to it; it manages them, keeps the topological
   * relationships with them and synchronizes these to the platform.
   */
  NodeType?: number | null | undefined;
  /** GUID that the platform issued to the product. */
  ProductKey?: string | null | undefined;
  ProductName?: string | null | undefined;
}

/**
 * Returns the products that carry given tags.
 *
 * - Read-only: returns one page of the products that match the given tags.
 * - A tag to search for is given either by its key alone or by key and value.
 * - Several tags are joined by OR: a product that matches any of them is returned.
 * - The products are sorted by creation time, newest first.
 *
 * Limits: 500 calls a second per account.
 *
 * Pages: by number, CurrentPage; PageSize 50 unless given.
 *
 * Safe to repeat.
 *
 * Errors: iot.common.InvalidFormattedParameter, iot.common.InvalidPageParams,
 * iot.prod.QueryProductListActionError, iot.prod.QueryExtendPropertyFailed, iot.system.InstanceNotFound,
 * iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.7.10.
 */
export const ListProductByTags: PagedOperation<
  ListProductByTagsRequest,
  ListProductByTagsResponse,
  ListProductByTagsProductInfo
> = {
  name: 'ListProductByTags',
  family: 'products',
  callsPerSecond: 500,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    ProductTag: list(parameters({ TagKey: text(minLength(1)), TagValue: optional(text()) }), minItems(1)),
    IotInstanceId: optional(text()),
    CurrentPage: optional(integer(min(1))),
    PageSize: optional(integer(min(1), max(50))),
  })),
  response: /* @__PURE__ */ once(() => answer({
    ProductInfos: maybeFields({
      ProductInfo: maybeList(fields({
        CreateTime: maybeNumber(),
        Description: maybeText(),
        NodeType: maybeNumber(),
        ProductKey: maybeText(),
        ProductName: maybeText(),
      })),
    }),
  })),
  pages: /* @__PURE__ */ byPageNumber<
    ListProductByTagsRequest,
    ListProductByTagsResponse,
    ListProductByTagsProductInfo
  >({
    number: 'CurrentPage',
    size: 'PageSize',
    maximum: 50,
    items: (answer) => answer.ProductInfos?.ProductInfo,
  }),
};

/** The parameters of ListProductTags. */
export interface ListProductTagsRequest {
  /**
   * ProductKey of the product; a GUID issued by the platform. QueryProductList returns the keys of all
   * products of the account.
   */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What ListProductTags answers. */
export interface ListProductTagsResponse extends Answer {
  /** The product's tags, present when the call succeeded. */
  Data?: ListProductTagsData | null | undefined;
}

/** The structure Data of ListProductTags. */
export interface ListProductTagsData {
  ProductTag?: ListProductTagsProductTag[] | null | undefined;
}

/** One entry of Data.ProductTag of ListProductTags. */
export interface ListProductTagsProductTag {
  TagKey?: string | null | undefined;
  TagValue?: string | null | undefined;
}

/**
 * Returns all tags of a product.
 *
 * - Read-only: returns every tag of the product, all at once (there is no paging).
 *
 * Limits: 500 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.prod.NullProductKey, iot.prod.NotExistedProduct, iot.prod.InvalidFormattedProductkey,
 * iot.prod.QueryExtendPropertyFailed, iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound,
 * iot.system.SystemException.
 *
 * Guide, section 4.7.9.
 */
export const ListProductTags: Operation<ListProductTagsRequest, ListProductTagsResponse> = {
  name: 'ListProductTags',
  family: 'products',
  callsPerSecond: 500,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({ ProductTag: maybeList(fields({ TagKey: maybeText(), TagValue: maybeText() })) }),
  })),
};

/** The parameters of QueryProduct. */
export interface QueryProductRequest {
  /**
   * ProductKey of the product to query; a GUID issued by the platform. QueryProductList returns the keys of
   * all products of the account.
   */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What QueryProduct answers. */
export interface QueryProductResponse extends Answer {
  /** Product information, present when the call succeeded. */
  Data?: QueryProductData | null | undefined;
}

/** The structure Data of QueryProduct. */
export interface QueryProductData {
  /**
   * Type of the product: with or without a TSL model. iothub_senior: a TSL model is used; iothub: no TSL
   * model is used.
   */
  AliyunCommodityCode?: string | null | undefined;
  /**
   * secret: devices are authenticated by their DeviceSecret; id2: devices are authenticated by IoT Internet
   * Device ID; x509: devices are authenticated by X.509 certificates.
   */
  AuthType?: string | null | undefined;
  /**
   * Identifier of the product's category. Only for a product that uses a predefined standard category's TSL
   * model, and AliyunCommodityCode iothub_senior.
   */
  CategoryKey?: string | null | undefined;
  /**
   * Name of the product's category. Only for a product that uses a predefined standard category's TSL model,
   * and AliyunCommodityCode iothub_senior.
   */
  CategoryName?: string | null | undefined;
  /**
   * Available when AliyunCommodityCode is iothub_senior. 0: custom serial format: devices may send raw data
   * such as binary streams, which the platform converts to standard Alink JSON with the product's data
   * parsing script; 1: Alink JSON, the data exchange protocol that the platform predefines.
   */
  DataFormat?: number | null | undefined;
  Description?: string | null | undefined;
  /** Number of devices under the product. */
  DeviceCount?: number | null | undefined;
  /** Creation time as a timestamp in milliseconds. In ms. */
  GmtCreate?: number | null | undefined;
  /** true: IoT Internet Device ID is on; false: IoT Internet Device ID is off. */
  Id2?: boolean | null | undefined;
  /** Network connection method. 3: Wi-Fi; 6: cellular network (2G/3G/4G/5G); 7: Ethernet; 8: others. */
  NetType?: number | null | undefined;
  /**
   * Available when AliyunCommodityCode is iothub_senior. 0: device: no sub-devices can be attached to it; it
   * connects to the platform directly or as a sub-device of a gateway; 1: gateway: sub-devices can be
   * attached to it; it manages them, keeps the topological relationships with them and synchronizes these to
   * the platform.
   */
  NodeType?: number | null | undefined;
  /** true: the caller owns the product; false: the caller does not own it. */
  Owner?: boolean | null | undefined;
  /** GUID that the platform issued to the product at creation. */
  ProductKey?: string | null | undefined;
  ProductName?: string | null | undefined;
  ProductSecret?: string | null | undefined;
  /** DEVELOPMENT_STATUS: the product is being developed; RELEASE_STATUS: the product was published. */
  ProductStatus?: string | null | undefined;
  /**
   * Protocol by which sub-devices connect to a gateway. By the text available when AliyunCommodityCode is
   * iothub_senior and NodeType is 1. modbus: Modbus; opc-ua: OPC UA; customize: custom protocol; ble: BLE;
   * zigbee: ZigBee.
   */
  ProtocolType?: string | null | undefined;
  /**
   * Products created before October 14, 2020: 0 only; later ones: 1 or 2. 0: high-level verification: all
   * fields are verified, only data that passes is forwarded; 1: low-level verification: only identifier and
   * dataType are verified, all data is forwarded; 2: no verification: nothing is verified, all data is
   * forwarded, the console's TSL Data tab shows none.
   */
  ValidateType?: number | null | undefined;
}

/**
 * Returns the details of one product.
 *
 * - Read-only: returns the stored details of the product named by ProductKey.
 * - CategoryKey and CategoryName come back only for a product that uses the TSL model of a predefined
 *   standard category, and only when AliyunCommodityCode is iothub_senior.
 * - DataFormat and NodeType come back only when AliyunCommodityCode is iothub_senior.
 * - ProtocolType comes back, according to the text, only when AliyunCommodityCode is iothub_senior and
 *   NodeType is 1.
 * - Owner tells whether the caller owns the product.
 * - ProductStatus is DEVELOPMENT_STATUS while the product is being developed and RELEASE_STATUS once it has
 *   been published.
 * - GmtCreate is the creation time in milliseconds.
 * - Products created before October 14, 2020 support only high-level verification (ValidateType 0).
 *
 * Limits: 50 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.prod.NullProductKey, iot.prod.NotExistedProduct, iot.prod.InvalidFormattedProductkey,
 * iot.common.QueryProductActionError, iot.prod.QueryDeviceCountActionError, iot.system.InstanceNotFound,
 * iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.7.2.
 */
export const QueryProduct: Operation<QueryProductRequest, QueryProductResponse> = {
  name: 'QueryProduct',
  family: 'products',
  callsPerSecond: 50,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      AliyunCommodityCode: maybeText(),
      AuthType: maybeText(),
      CategoryKey: maybeText(),
      CategoryName: maybeText(),
      DataFormat: maybeNumber(),
      Description: maybeText(),
      DeviceCount: maybeNumber(),
      GmtCreate: maybeNumber(),
      Id2: maybeFlag(),
      NetType: maybeNumber(),
      NodeType: maybeNumber(),
      Owner: maybeFlag(),
      ProductKey: maybeText(),
      ProductName: maybeText(),
      ProductSecret: maybeText(),
      ProductStatus: maybeText(),
      ProtocolType: maybeText(),
      ValidateType: maybeNumber(),
    }),
  })),
};

/** The parameters of QueryProductList. */
export interface QueryProductListRequest {
  /** Number of the page to return. At least 1. */
  CurrentPage: number;
  /** Entries per page, 1 to 200. No default is stated. */
  PageSize?: number | undefined;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /**
   * ID of the resource group that the products belong to; see the Resource Management console. Left out: the
   * products of all resource groups of the account.
   */
  ResourceGroupId?: string | undefined;
  /**
   * Type of the products. Left out: all products. iothub_senior: products that use a TSL model; iothub:
   * products that use no TSL model.
   */
  AliyunCommodityCode?: 'iothub_senior' | 'iothub' | undefined;
}

/** What QueryProductList answers. */
export interface QueryProductListResponse extends Answer {
  /** One page of products, present when the call succeeded. */
  Data?: QueryProductListData | null | undefined;
}

/** The structure Data of QueryProductList. */
export interface QueryProductListData {
  /** Number of the returned page. */
  CurrentPage?: number | null | undefined;
  /** Products, newest first. */
  List?: QueryProductListList | null | undefined;
  /** Total number of pages. */
  PageCount?: number | null | undefined;
  /** Entries per page. */
  PageSize?: number | null | undefined;
  /** Total number of products. */
  Total?: number | null | undefined;
}

/** The structure Data.List of QueryProductList. */
export interface QueryProductListList {
  ProductInfo?: QueryProductListProductInfo[] | null | undefined;
}

/** One entry of Data.List.ProductInfo of QueryProductList. */
export interface QueryProductListProductInfo {
  /**
   * secret: devices are authenticated by their DeviceSecret; id2: devices are authenticated by IoT Internet
   * Device ID; x509: devices are authenticated by X.509 certificates.
   */
  AuthType?: string | null | undefined;
  /**
   * Available when AliyunCommodityCode is iothub_senior. 0: custom serial format: devices may send raw data
   * such as binary streams, which the platform converts to standard Alink JSON with the product's data
   * parsing script; 1: Alink JSON, the data exchange protocol that the platform predefines.
   */
  DataFormat?: number | null | undefined;
  Description?: string | null | undefined;
  /** Number of devices under the product. */
  DeviceCount?: number | null | undefined;
  /** Creation time as a timestamp in milliseconds. In ms. */
  GmtCreate?: number | null | undefined;
  /**
   * Available when AliyunCommodityCode is iothub_senior. 0: device: no sub-devices can be attached to it; it
   * connects to the platform directly or as a sub-device of a gateway; 1: gateway: sub-devices can be
   * attached to it; it manages them, keeps the topological relationships with them and synchronizes these to
   * the platform.
   */
  NodeType?: number | null | undefined;
  /** GUID that the platform issued to the product at creation. */
  ProductKey?: string | null | undefined;
  ProductName?: string | null | undefined;
}

/**
 * Returns all products page by page.
 *
 * - Read-only: returns one page of the account's products.
 * - The products are sorted by creation time, newest first.
 * - Without ResourceGroupId the products of all resource groups of the account are returned; with it, those
 *   of that group.
 * - AliyunCommodityCode keeps only products with (iothub_senior) or without (iothub) a TSL model; left out,
 *   all products are returned.
 * - DataFormat and NodeType come back for a product only when AliyunCommodityCode is iothub_senior.
 * - When CurrentPage times PageSize is 100,000 or more, the account is held to 2 calls per second.
 *
 * Limits: 50 calls a second per account; where CurrentPage x PageSize >= 100000, only 2 calls per second for
 * one account.
 *
 * Pages: by number, CurrentPage; PageSize 200 unless given.
 *
 * Safe to repeat.
 *
 * Errors: iot.common.InvalidPageParams, iot.prod.InvalidAliyunCommodityCode,
 * iot.prod.QueryProductListActionError, iot.common.QueryProductActionError,
 * iot.common.QueryProductCountActionError, iot.prod.QueryDeviceCountActionError, iot.system.InstanceNotFound,
 * iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.7.3.
 */
export const QueryProductList: PagedOperation<
  QueryProductListRequest,
  QueryProductListResponse,
  QueryProductListProductInfo
> = {
  name: 'QueryProductList',
  family: 'products',
  callsPerSecond: 50,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    CurrentPage: integer(min(1)),
    PageSize: optional(integer(min(1), max(200))),
    IotInstanceId: optional(text()),
    ResourceGroupId: optional(text()),
    AliyunCommodityCode: optional(choice('iothub_senior', 'iothub')),
  })),
  response: /* @__PURE__ */ once(() => answer({
    Data: maybeFields({
      CurrentPage: maybeNumber(),
      List: maybeFields({
        ProductInfo: maybeList(fields({
          AuthType: maybeText(),
          DataFormat: maybeNumber(),
          Description: maybeText(),
          DeviceCount: maybeNumber(),
          GmtCreate: maybeNumber(),
          NodeType: maybeNumber(),
          ProductKey: maybeText(),
          ProductName: maybeText(),
        })),
      }),
      PageCount: maybeNumber(),
      PageSize: maybeNumber(),
      Total: maybeNumber(),
    }),
  })),
  pages: /* @__PURE__ */ byPageNumber<QueryProductListRequest, QueryProductListResponse, QueryProductListProductInfo>({
    number: 'CurrentPage',
    size: 'PageSize',
    maximum: 200,
    items: (answer) => answer.Data?.List?.ProductInfo,
    pageCount: (answer) => answer.Data?.PageCount,
    total: (answer) => answer.Data?.Total,
  }),
};

/** The parameters of ReleaseProduct. */
export interface ReleaseProductRequest {
  /** ProductKey of the product to publish. */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What ReleaseProduct answers. */
export interface ReleaseProductResponse extends Answer {}

/**
 * Publishes a product.
 *
 * - The product named by ProductKey becomes a published product.
 * - While a product is published its TSL model cannot be edited: CreateThingModel, UpdateThingModel,
 *   ImportThingModelTsl, PublishThingModel, DeleteThingModel and CopyThingModel cannot be called for it.
 * - To edit the TSL model again, the product must first be unpublished with CancelReleaseProduct.
 *
 * Limits: 50 calls a second per account.
 *
 * Safe to repeat: a repeat finds the product published.
 *
 * Errors: iot.prod.NullProductKey, iot.prod.NotExistedProduct, iot.prod.InvalidFormattedProductkey,
 * iot.system.InstanceNotFound, iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.7.12.
 */
export const ReleaseProduct: Operation<ReleaseProductRequest, ReleaseProductResponse> = {
  name: 'ReleaseProduct',
  family: 'products',
  callsPerSecond: 50,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    ProductKey: text(minLength(1)),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of UpdateProduct. */
export interface UpdateProductRequest {
  /**
   * ProductKey of the product; a GUID issued by the platform. QueryProductList returns the keys of all
   * products of the account.
   */
  ProductKey: string;
  /**
   * New name of the product. 4 to 30 characters: letters, digits and underscores (_). Unique among the
   * product names of the current account.
   */
  ProductName: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** Description of the product, up to 100 characters. */
  Description?: string | undefined;
}

/** What UpdateProduct answers. */
export interface UpdateProductResponse extends Answer {}

/**
 * Changes the name and description of a product.
 *
 * - The product named by ProductKey gets the new name, which must be given on every call, and the new
 *   description if one is given.
 * - Nothing else of a product can be changed by this call.
 * - A product name that another product of the current account already has is not allowed.
 *
 * Limits: 10 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.prod.NullProductKey, iot.prod.NotExistedProduct, iot.prod.NullProductName,
 * iot.prod.InvalidFormattedProductName, iot.prod.AlreadyExistedProductName, iot.prod.LongProductDesc,
 * iot.prod.InvalidFormattedProductkey, iot.prod.UpdateProductFailed, iot.system.InstanceNotFound,
 * iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.7.4.
 */
export const UpdateProduct: Operation<UpdateProductRequest, UpdateProductResponse> = {
  name: 'UpdateProduct',
  family: 'products',
  callsPerSecond: 10,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    ProductKey: text(minLength(1)),
    ProductName: text(minLength(4), maxLength(30), pattern(/^[A-Za-z0-9_]+$/)),
    IotInstanceId: optional(text()),
    Description: optional(text(maxLength(100))),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of UpdateProductFilterConfig. */
export interface UpdateProductFilterConfigRequest {
  /**
   * ProductKey of the product; a GUID issued by the platform. QueryProductList returns the keys of all
   * products of the account.
   */
  ProductKey: string;
  /**
   * Whether messages are deduplicated by the time at which each property was reported. true: drop property
   * messages with the same timestamp; false: do not deduplicate by timestamp.
   */
  PropertyTimestampFilter: boolean;
  /**
   * Whether messages are deduplicated by the value of each property. true: drop property messages with the
   * same property value; false: do not deduplicate by value.
   */
  PropertyValueFilter: boolean;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
}

/** What UpdateProductFilterConfig answers. */
export interface UpdateProductFilterConfigResponse extends Answer {}

/**
 * Sets the rules by which repeated property messages of a product's devices are dropped.
 *
 * - The deduplication rules for property messages of the product are set anew.
 * - Once the call succeeds, the new rules hold for all devices of the product.
 * - The rules decide whether property data that devices report is passed on to its destination by the rules
 *   engine or by server-side subscriptions.
 * - PropertyTimestampFilter true drops property messages with the same timestamp; false does not look at
 *   timestamps.
 * - PropertyValueFilter true drops property messages with the same property value; false does not look at
 *   values.
 * - Conditions that are switched on are joined by AND: with both true, a message counts as a duplicate only
 *   when both hold.
 *
 * Limits: 5 calls a second per account.
 *
 * Safe to repeat.
 *
 * Errors: iot.prod.NullProductKey, iot.prod.NotExistedProduct, iot.common.InvalidFormattedParameter,
 * iot.prod.InvalidFormattedProductkey, iot.prod.UpdateProductFailed, iot.system.InstanceNotFound,
 * iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.7.11.
 */
export const UpdateProductFilterConfig: Operation<
  UpdateProductFilterConfigRequest,
  UpdateProductFilterConfigResponse
> = {
  name: 'UpdateProductFilterConfig',
  family: 'products',
  callsPerSecond: 5,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters({
    ProductKey: text(minLength(1)),
    PropertyTimestampFilter: flag(),
    PropertyValueFilter: flag(),
    IotInstanceId: optional(text()),
  })),
  response: /* @__PURE__ */ once(() => answer({})),
};

/** The parameters of UpdateProductTags. */
export interface UpdateProductTagsRequest {
  /**
   * ProductKey of the product; a GUID issued by the platform. QueryProductList returns the keys of all
   * products of the account.
   */
  ProductKey: string;
  /** The instance; needed when it has an ID. */
  IotInstanceId?: string | undefined;
  /** The tags to change. At most 10 entries. */
  ProductTag?: readonly UpdateProductTagsProductTag[] | undefined;
}

/** One entry of ProductTag of UpdateProductTags. */
export interface UpdateProductTagsProductTag {
  /** Key of the tag; it must already exist. 1 to 30 characters: letters, digits and periods (.). */
  TagKey?: string | undefined;
  /**
   * New value of the tag. 1 to 128 characters: letters, digits, underscores (_) and hyphens (-). The manual
   * says each given value must be unique (see docDiffs: probably meant of the keys).
   */
  TagValue?: string | undefined;
}

/** What UpdateProductTags answers. */
export interface UpdateProductTagsResponse extends Answer {
  /** The tags that were found invalid, returned when the call fails. */
  InvalidProductTags?: UpdateProductTagsInvalidProductTags | null | undefined;
}

/** The structure InvalidProductTags of UpdateProductTags. */
export interface UpdateProductTagsInvalidProductTags {
  ProductTag?: UpdateProductTagsInvalidProductTagsProductTag[] | null | undefined;
}

/** One entry of InvalidProductTags.ProductTag of UpdateProductTags. */
export interface UpdateProductTagsInvalidProductTagsProductTag {
  TagKey?: string | null | undefined;
  TagValue?: string | null | undefined;
}

/**
 * Changes the values of tags of a product.
 *
 * - Each given tag of the product gets the new value.
 * - Every given tag key must already exist; the call creates none.
 * - By the text, every given tag value must be unique.
 * - Up to 10 tags can be changed in one call.
 * - When the call fails, InvalidProductTags lists the tags that are invalid.
 *
 * Limits: 500 calls a second per account; at most 10 tags in one call.
 *
 * Safe to repeat.
 *
 * Errors: iot.common.InvalidFormattedParameter, iot.prod.NullProductKey, iot.prod.NotExistedProduct,
 * iot.prod.InvalidFormattedProductkey, iot.prod.QueryExtendPropertyFailed, iot.system.InstanceNotFound,
 * iot.Sre.IotInstanceNotFound, iot.system.SystemException.
 *
 * Guide, section 4.7.7.
 */
export const UpdateProductTags: Operation<UpdateProductTagsRequest, UpdateProductTagsResponse> = {
  name: 'UpdateProductTags',
  family: 'products',
  callsPerSecond: 500,
  repeatable: true,
  request: /* @__PURE__ */ once(() => parameters(
    {
      ProductKey: text(minLength(1)),
      IotInstanceId: optional(text()),
      ProductTag: optional(list(
        parameters({
          TagKey: optional(text(minLength(1), maxLength(30), pattern(/^[A-Za-z0-9.]+$/))),
          TagValue: optional(text(minLength(1), maxLength(128), pattern(/^[A-Za-z0-9_-]+$/))),
        }),
        maxItems(10),
      )),
    },
    uniqueBy('ProductTag', 'TagKey'),
  )),
  response: /* @__PURE__ */ once(() => answer({
    InvalidProductTags: maybeFields({
      ProductTag: maybeList(fields({ TagKey: maybeText(), TagValue: maybeText() })),
    }),
  })),
};
