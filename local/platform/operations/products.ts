import {
  CancelReleaseProduct,
  CreateProduct,
  type CreateProductRequest,
  CreateProductTags,
  DeleteProduct,
  DeleteProductTags,
  ListProductByTags,
  ListProductTags,
  QueryProduct,
  QueryProductList,
  ReleaseProduct,
  UpdateProduct,
  UpdateProductFilterConfig,
  UpdateProductTags,
} from '../../../shared/iot/operations/products.ts';
import { deleteDevice } from '../device/lifecycle.ts';
import { type OperationExtras, type ParameterRefusals, type ServedOperation, serve } from '../operation.ts';
import type { Platform } from '../platform.ts';
import { Refusal } from '../refusal.ts';
import { categories } from '../state/categories.ts';
import { Product } from '../state/products.ts';
import type { State } from '../state/state.ts';
import { productWithKey } from './find.ts';
import { pageOf } from './pages.ts';

/** The guide's limits: the table of error codes, section 4.7.6. */
const mostProducts = 1000;
const mostTags = 100;

const productRefusals: ParameterRefusals = { ProductKey: { missing: 'iot.prod.NullProductKey' } };
const nameRefusals: ParameterRefusals = {
  ProductName: { missing: 'iot.prod.NullProductName', other: 'iot.prod.InvalidFormattedProductName' },
  Description: 'iot.prod.LongProductDesc',
};
const pageRefusals: ParameterRefusals = {
  CurrentPage: 'iot.common.InvalidPageParams',
  PageSize: 'iot.common.InvalidPageParams',
};
const malformed = 'iot.common.InvalidFormattedParameter';

const invalidTags = (tags: readonly unknown[]) => ({ InvalidProductTags: { ProductTag: [...tags] } });
const listsInvalidTags: OperationExtras<object> = {
  refusedEntries: { of: 'ProductTag', fields: invalidTags },
};

/** The operations on products: the guide's section 4.7. */
export const productsOperations: readonly ServedOperation[] = [
  serve(
    CreateProduct,
    {
      ...nameRefusals,
      NodeType: 'iot.prod.InvalidNodeType',
      AliyunCommodityCode: 'iot.prod.InvalidAliyunCommodityCode',
      DataFormat: { missing: 'iot.prod.CreateProductFailed', other: malformed },
      JoinPermissionId: 'iot.prod.CreateProductFailed',
      AuthType: { excluded: 'iot.prod.CreateProductFailed', other: malformed },
      ProtocolType: malformed,
      NetType: malformed,
      ValidateType: malformed,
    },
    (request, platform) => {
      const { state, newId, clock } = platform;
      checkNameIsFree(state, request.ProductName);
      if (state.products.size >= mostProducts) throw new Refusal('iot.prod.ProductCountExceedMax');
      const settings = settingsOf(request, platform);
      const product = new Product(`a1${newId(9)}`, newId(16), request.ProductName, clock.now(), settings);
      product.description = request.Description ?? '';
      state.products.set(product.productKey, product);
      return {
        ProductKey: product.productKey,
        Data: {
          ...described(product),
          ProductSecret: product.productSecret,
          Id2: settings.authType === 'id2',
          ProtocolType: product.hasThingModel ? settings.protocolType : undefined,
          ResourceGroupId: settings.resourceGroupId,
        },
      };
    },
  ),

  serve(QueryProduct, productRefusals, ({ ProductKey }, { state }) => {
    const product = productWithKey(state, ProductKey);
    const { settings, hasThingModel } = product;
    const category = hasThingModel ? settings.category : undefined;
    return {
      Data: {
        ...described(product),
        ...counted(product),
        ProductSecret: product.productSecret,
        ProductStatus: product.released ? 'RELEASE_STATUS' : 'DEVELOPMENT_STATUS',
        Id2: settings.authType === 'id2',
        NetType: netTypeNumbers[settings.netType],
        ProtocolType: hasThingModel && product.isGateway ? settings.protocolType : undefined,
        ValidateType: settings.validateType,
        CategoryKey: category?.categoryKey,
        CategoryName: category?.categoryName,
        // There is one account, and it made all products.
        Owner: true,
      },
    };
  }),

  serve(
    QueryProductList,
    { ...pageRefusals, AliyunCommodityCode: 'iot.prod.InvalidAliyunCommodityCode' },
    ({ CurrentPage, PageSize, ResourceGroupId, AliyunCommodityCode }, { state }) => {
      const found = [...state.products.values()].filter(
        ({ settings }) =>
          (ResourceGroupId === undefined || settings.resourceGroupId === ResourceGroupId) &&
          (AliyunCommodityCode === undefined || settings.commodityCode === AliyunCommodityCode),
      );
      const page = pageOf(found.reverse(), CurrentPage, PageSize);
      return {
        Data: {
          CurrentPage: page.number,
          PageSize: page.size,
          PageCount: page.count,
          Total: page.total,
          List: { ProductInfo: page.items.map((product) => ({ ...listed(product), ...counted(product) })) },
        },
      };
    },
    {
      narrowerQuota: ({ CurrentPage, PageSize = 10 }) =>
        CurrentPage * PageSize >= 100_000 ? { of: 'in deep pages', callsPerSecond: 2 } : undefined,
    },
  ),

  serve(
    UpdateProduct,
    { ...productRefusals, ...nameRefusals },
    ({ ProductKey, ProductName, Description }, { state }) => {
      const product = productWithKey(state, ProductKey);
      if (ProductName !== product.productName) checkNameIsFree(state, ProductName);
      product.productName = ProductName;
      if (Description !== undefined) product.description = Description;
      return {};
    },
  ),

  serve(DeleteProduct, productRefusals, ({ ProductKey }, platform) => {
    const { state } = platform;
    const product = productWithKey(state, ProductKey);
    for (const device of [...product.devices.values()]) deleteDevice(device, platform);
    state.subscriptions.deleteAll(product);
    state.topics.deleteAll(product);
    product.deleted = true;
    state.products.delete(ProductKey);
    return {};
  }),

  serve(ReleaseProduct, productRefusals, ({ ProductKey }, { state }) => {
    productWithKey(state, ProductKey).released = true;
    return {};
  }),

  serve(CancelReleaseProduct, productRefusals, ({ ProductKey }, { state }) => {
    productWithKey(state, ProductKey).released = false;
    return {};
  }),

  serve(
    UpdateProductFilterConfig,
    {
      ...productRefusals,
      PropertyTimestampFilter: { malformed },
      PropertyValueFilter: { malformed },
    },
    ({ ProductKey, PropertyTimestampFilter, PropertyValueFilter }, { state }) => {
      productWithKey(state, ProductKey).duplicates = {
        sameTimestamp: PropertyTimestampFilter,
        sameValue: PropertyValueFilter,
      };
      return {};
    },
  ),

  serve(
    CreateProductTags,
    { ...productRefusals, ProductTag: malformed },
    ({ ProductKey, ProductTag = [] }, { state }) => {
      const { tags } = productWithKey(state, ProductKey);
      const added = new Map(wholeTags(ProductTag));
      const all = new Map([...tags, ...added]);
      if (all.size > mostTags) {
        throw new Refusal(malformed, `A product holds at most ${mostTags} tags; it would have ${all.size}.`);
      }
      for (const [key, value] of added) tags.set(key, value);
      return {};
    },
    listsInvalidTags,
  ),

  serve(
    UpdateProductTags,
    { ...productRefusals, ProductTag: malformed },
    ({ ProductKey, ProductTag = [] }, { state }) => {
      const { tags } = productWithKey(state, ProductKey);
      const changed = wholeTags(ProductTag);
      const unknown = changed.filter(([key]) => !tags.has(key));
      if (unknown.length > 0) {
        const keys = unknown.map(([key]) => key).join(', ');
        throw new Refusal(
          malformed,
          `The product has no tag with the key ${keys}.`,
          invalidTags(unknown.map(([TagKey, TagValue]) => ({ TagKey, TagValue }))),
        );
      }
      for (const [key, value] of changed) tags.set(key, value);
      return {};
    },
    listsInvalidTags,
  ),

  serve(DeleteProductTags, productRefusals, ({ ProductKey, ProductTagKey }, { state }) => {
    const { tags } = productWithKey(state, ProductKey);
    for (const key of ProductTagKey) tags.delete(key);
    return {};
  }),

  serve(ListProductTags, productRefusals, ({ ProductKey }, { state }) => {
    const { tags } = productWithKey(state, ProductKey);
    return { Data: { ProductTag: [...tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue })) } };
  }),

  serve(
    ListProductByTags,
    { ...pageRefusals, ProductTag: malformed },
    ({ ProductTag, CurrentPage, PageSize }, { state }) => {
      const found = [...state.products.values()].filter(({ tags }) =>
        ProductTag.some(({ TagKey, TagValue }) =>
          TagValue === undefined ? tags.has(TagKey) : tags.get(TagKey) === TagValue,
        ),
      );
      const { items } = pageOf(found.reverse(), CurrentPage, PageSize);
      return {
        ProductInfos: {
          ProductInfo: items.map((product) => ({
            ProductKey: product.productKey,
            ProductName: product.productName,
            Description: product.description,
            NodeType: product.settings.nodeType,
            CreateTime: product.createdAt,
          })),
        },
      };
    },
  ),
];

/** What a product's network is in QueryProduct. The guide has no number for LORA: it counts among the others. */
const netTypeNumbers = { WIFI: 3, CELLULAR: 6, ETHERNET: 7, LORA: 8, OTHER: 8 } as const;

function checkNameIsFree({ products }: State, name: string): void {
  for (const product of products.values()) {
    if (product.productName === name) throw new Refusal('iot.prod.AlreadyExistedProductName');
  }
}

function settingsOf(request: CreateProductRequest, { account }: Platform): Partial<Product['settings']> {
  const { AuthType = 'secret', Id2 = false, CategoryKey } = request;
  const inShanghai = account.regionId === 'cn-shanghai';
  if (!inShanghai && (AuthType !== 'secret' || Id2)) {
    const what = AuthType === 'secret' ? 'Id2' : `AuthType ${AuthType}`;
    throw new Refusal('iot.prod.CreateProductFailed', `${what} is available in the region cn-shanghai only.`);
  }
  const category = CategoryKey === undefined ? undefined : categories.get(CategoryKey);
  if (CategoryKey !== undefined && category === undefined)
    throw new Refusal('iot.prod.InvalidFormattedCatId');
  return {
    commodityCode: request.AliyunCommodityCode ?? 'iothub',
    nodeType: request.NodeType,
    dataFormat: request.DataFormat,
    protocolType: request.ProtocolType,
    netType: request.NetType ?? 'WIFI',
    joinPermissionId: request.JoinPermissionId,
    authType: AuthType,
    resourceGroupId: request.ResourceGroupId,
    category,
    publishAuto: request.PublishAuto ?? true,
    validateType: request.ValidateType ?? 1,
  };
}

/** @throws Refusal that lists the tags that lack their key or their value */
function wholeTags(
  given: readonly { TagKey?: string | undefined; TagValue?: string | undefined }[],
): [string, string][] {
  const partial = given.filter(({ TagKey, TagValue }) => TagKey === undefined || TagValue === undefined);
  if (partial.length > 0) {
    throw new Refusal(malformed, 'Each ProductTag needs a TagKey and a TagValue.', invalidTags(partial));
  }
  return given.map(({ TagKey = '', TagValue = '' }) => [TagKey, TagValue]);
}

const listed = (product: Product) => ({
  ProductKey: product.productKey,
  ProductName: product.productName,
  Description: product.description,
  AuthType: product.settings.authType,
  NodeType: product.hasThingModel ? product.settings.nodeType : undefined,
  DataFormat: product.hasThingModel ? product.settings.dataFormat : undefined,
});

const described = (product: Product) => ({
  ...listed(product),
  AliyunCommodityCode: product.settings.commodityCode,
});

const counted = (product: Product) => ({
  DeviceCount: product.devices.size,
  GmtCreate: product.createdAt,
});
