import * as products from '../../shared/iot/operations/products.ts';
import { conforms } from './run.ts';
import type { Scene } from './scene.ts';

/** A product with a thing model, for gateways that themselves stand behind others. */
async function product(scene: Scene): Promise<string> {
  const { ProductKey } = await scene.call('CreateProduct', {
    ProductName: scene.name(),
    NodeType: 1,
    AliyunCommodityCode: 'iothub_senior',
    DataFormat: 1,
    ProtocolType: 'zigbee',
    CategoryKey: 'Lighting',
    Description: 'Street lights',
  });
  return ProductKey;
}

/** A product with one tag. */
async function taggedProduct(scene: Scene): Promise<string> {
  const ProductKey = await product(scene);
  const ProductTag = [{ TagKey: 'city', TagValue: 'hangzhou' }];
  await scene.call('CreateProductTags', { ProductKey, ProductTag });
  return ProductKey;
}

const invalidTags = { ProductTag: [{ TagKey: 'city', TagValue: 'has space' }] };

conforms('products', products, {
  CreateProduct: {
    given: (scene) => ({
      ProductName: scene.name(),
      NodeType: 0,
      AliyunCommodityCode: 'iothub_senior',
      DataFormat: 1,
      ProtocolType: 'ble',
      NetType: 'WIFI',
      Description: 'Street lights',
      ResourceGroupId: 'rg-acfm4l5tcwd',
    }),
    absent: { 'Data.ResourceGroupId': "The SDK's model does not have it, only the guide's sample has." },
    refused: { but: {}, code: 'iot.prod.AlreadyExistedProductName' },
  },
  QueryProduct: {
    given: async (scene) => ({ ProductKey: await product(scene) }),
    refused: { but: { ProductKey: 'a1BwAGV' }, code: 'iot.prod.NotExistedProduct' },
  },
  QueryProductList: {
    given: async (scene) => {
      await product(scene);
      return { CurrentPage: 1, PageSize: 200, AliyunCommodityCode: 'iothub_senior' };
    },
    refused: { but: { PageSize: 201 }, code: 'iot.common.InvalidPageParams' },
  },
  UpdateProduct: {
    given: async (scene) => ({
      ProductKey: await product(scene),
      ProductName: scene.name(),
      Description: 'Lights',
    }),
    refused: { but: { ProductName: 'Street light' }, code: 'iot.prod.InvalidFormattedProductName' },
  },
  DeleteProduct: {
    given: async (scene) => ({ ProductKey: await product(scene) }),
    // It is gone.
    refused: { but: {}, code: 'iot.prod.NotExistedProduct' },
  },
  ReleaseProduct: {
    given: async (scene) => ({ ProductKey: await product(scene) }),
    refused: { but: { ProductKey: undefined }, code: 'iot.prod.NullProductKey' },
  },
  CancelReleaseProduct: {
    given: async (scene) => {
      const ProductKey = await product(scene);
      await scene.call('ReleaseProduct', { ProductKey });
      return { ProductKey };
    },
    refused: { but: { ProductKey: 'a1BwAGV' }, code: 'iot.prod.NotExistedProduct' },
  },
  UpdateProductFilterConfig: {
    given: async (scene) => ({
      ProductKey: await product(scene),
      PropertyTimestampFilter: true,
      PropertyValueFilter: false,
    }),
    refused: { but: { PropertyValueFilter: 'sometimes' }, code: 'iot.common.InvalidFormattedParameter' },
  },
  CreateProductTags: {
    given: async (scene) => ({
      ProductKey: await product(scene),
      ProductTag: [
        { TagKey: 'city', TagValue: 'hangzhou' },
        { TagKey: 'ring', TagValue: '1' },
      ],
    }),
    refused: { but: invalidTags, code: 'iot.common.InvalidFormattedParameter' },
  },
  UpdateProductTags: {
    given: async (scene) => ({
      ProductKey: await taggedProduct(scene),
      ProductTag: [{ TagKey: 'city', TagValue: 'shanghai' }],
    }),
    refused: { but: invalidTags, code: 'iot.common.InvalidFormattedParameter' },
  },
  DeleteProductTags: {
    given: async (scene) => ({ ProductKey: await taggedProduct(scene), ProductTagKey: ['city'] }),
    refused: { but: { ProductKey: 'a1BwAGV' }, code: 'iot.prod.NotExistedProduct' },
  },
  ListProductTags: {
    given: async (scene) => ({ ProductKey: await taggedProduct(scene) }),
    refused: { but: { ProductKey: 'a1BwAGV' }, code: 'iot.prod.NotExistedProduct' },
  },
  ListProductByTags: {
    given: async (scene) => {
      await taggedProduct(scene);
      return { ProductTag: [{ TagKey: 'city', TagValue: 'hangzhou' }, { TagKey: 'ring' }] };
    },
    refused: {
      but: { ProductTag: [{ TagValue: 'hangzhou' }] },
      code: 'iot.common.InvalidFormattedParameter',
    },
  },
});
