import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import { newDevice, newProduct, type Parameters, type ServedPlatform, servePlatform } from '../api-caller.ts';
import { effectsOf } from '../effects.ts';

const { keeps, butNot } = effectsOf('products');
const clock = new DrivenClock(Date.now());
let served: ServedPlatform;

beforeAll(async () => {
  served = await servePlatform({ clock });
});
afterAll(() => served.close());

let made = 0;

/** Makes a product; gives its ProductKey. Time passes, so that products have an order. */
async function product(parameters: Parameters = {}): Promise<string> {
  made += 1;
  clock.advance(1000);
  const answer = await served.must('CreateProduct', {
    ProductName: `made_${made}`,
    NodeType: 0,
    ...parameters,
  });
  return answer['ProductKey'];
}

const query = async (ProductKey: string) => (await served.must('QueryProduct', { ProductKey })).Data;

const senior = { AliyunCommodityCode: 'iothub_senior', DataFormat: 1 };

describe('making products', () => {
  keeps(
    'a product has a ProductKey of its own, told twice, and a secret',
    { CreateProduct: ['A new product comes', 'The answer carries', 'Without AliyunCommodityCode'] },
    async () => {
      const settings = { ProductName: 'street_light', NodeType: 1, Description: 'A light' };
      const { ProductKey, Data } = await served.must('CreateProduct', settings);
      expect(ProductKey).toMatch(/^a1[A-Za-z0-9]{9}$/);
      expect(Data).toEqual({
        ProductKey,
        ProductSecret: expect.stringMatching(/^[A-Za-z0-9]{16}$/),
        ProductName: 'street_light',
        Description: 'A light',
        AliyunCommodityCode: 'iothub',
        AuthType: 'secret',
        Id2: false,
      });
    },
  );

  keeps(
    'a product with a thing model tells what it was made with',
    {
      CreateProduct: [
        'With AliyunCommodityCode iothub_senior the product',
        'Data.DataFormat, Data.NodeType',
        'With ResourceGroupId',
      ],
      QueryProduct: [
        'Read-only',
        'CategoryKey and CategoryName',
        'DataFormat and NodeType',
        'ProtocolType comes back',
        'Owner tells',
        'GmtCreate is',
      ],
    },
    async () => {
      const settings = {
        ...senior,
        NodeType: 1,
        ProtocolType: 'modbus',
        ResourceGroupId: 'rg-1',
        NetType: 'ETHERNET',
        CategoryKey: 'Lighting',
      };
      clock.advance(1000);
      const created = await served.must('CreateProduct', { ...settings, ProductName: 'thing_model' });
      expect(created['Data']).toMatchObject({
        DataFormat: 1,
        NodeType: 1,
        ProtocolType: 'modbus',
        ResourceGroupId: 'rg-1',
      });
      newDevice(
        served.platform,
        served.platform.state.products.get(created['ProductKey']) ?? newProduct(served.platform),
        'one',
      );
      expect(await query(created['ProductKey'])).toEqual({
        ProductKey: created['ProductKey'],
        ProductName: 'thing_model',
        ProductSecret: created['Data'].ProductSecret,
        ProductStatus: 'DEVELOPMENT_STATUS',
        Description: '',
        AliyunCommodityCode: 'iothub_senior',
        AuthType: 'secret',
        CategoryKey: 'Lighting',
        CategoryName: 'Street lighting',
        DataFormat: 1,
        NodeType: 1,
        NetType: 7,
        ProtocolType: 'modbus',
        ValidateType: 1,
        Id2: false,
        DeviceCount: 1,
        GmtCreate: clock.now(),
        Owner: true,
      });
      const device = await query(await product({ ...senior, ProtocolType: 'ble', ValidateType: 2 }));
      expect(device).toMatchObject({ NodeType: 0, NetType: 3, ValidateType: 2 });
      expect(device).not.toHaveProperty('ProtocolType');
      expect(device).not.toHaveProperty('CategoryKey');
      const basic = await query(await product({ DataFormat: 1, CategoryKey: 'Lighting' }));
      for (const name of ['DataFormat', 'NodeType', 'CategoryKey']) expect(basic).not.toHaveProperty(name);
    },
  );

  keeps(
    'a name is used once, by making and by changing',
    {
      CreateProduct: 'A product name that another',
      UpdateProduct: ['A product name that another', 'The product named', 'Nothing else'],
    },
    async () => {
      const first = await product({ ProductName: 'first_name', Description: 'first' });
      await product({ ProductName: 'second_name' });
      const again = { ProductName: 'second_name', NodeType: 0 };
      expect(await served.refusal('CreateProduct', again)).toBe('iot.prod.AlreadyExistedProductName');
      const change = { ProductKey: first, ProductName: 'second_name' };
      expect(await served.refusal('UpdateProduct', change)).toBe('iot.prod.AlreadyExistedProductName');
      expect(await served.refusal('UpdateProduct', { ProductKey: first })).toBe('iot.prod.NullProductName');
      const before = await query(first);
      await served.must('UpdateProduct', { ProductKey: first, ProductName: 'third_name', NodeType: 1 });
      expect(await query(first)).toEqual({ ...before, ProductName: 'third_name' });
      await served.must('UpdateProduct', {
        ProductKey: first,
        ProductName: 'third_name',
        Description: 'new',
      });
      expect(await query(first)).toEqual({ ...before, ProductName: 'third_name', Description: 'new' });
    },
  );

  keeps(
    'LoRa needs a credential, and takes no Internet Device ID and no certificate',
    {
      CreateProduct: [
        'NetType LORA makes',
        'AuthType decides',
        'AuthType id2 needs',
        'AuthType x509 exists',
        'Id2 (default false)',
        'When Id2 is true',
      ],
    },
    async () => {
      const create = { ProductName: 'lora_product', NodeType: 0, NetType: 'LORA' };
      expect(await served.refusal('CreateProduct', create)).toBe('iot.prod.CreateProductFailed');
      for (const AuthType of ['id2', 'x509']) {
        const refused = { ...create, JoinPermissionId: '8', AuthType };
        expect(await served.refusal('CreateProduct', refused)).toBe('iot.prod.CreateProductFailed');
      }
      expect(await query(await product({ NetType: 'LORA', JoinPermissionId: '8' }))).toMatchObject({
        AuthType: 'secret',
      });
      expect(await query(await product({ AuthType: 'id2' }))).toMatchObject({ AuthType: 'id2', Id2: true });
      expect(await query(await product({ AuthType: 'x509', Id2: true }))).toMatchObject({
        AuthType: 'x509',
        Id2: false,
      });

      const elsewhere = await servePlatform({ regionId: 'ap-southeast-1' });
      const there = { RegionId: 'ap-southeast-1', ProductName: 'elsewhere', NodeType: 0 };
      for (const only of [{ AuthType: 'id2' }, { AuthType: 'x509' }, { Id2: true }]) {
        expect(await elsewhere.refusal('CreateProduct', { ...there, ...only })).toBe(
          'iot.prod.CreateProductFailed',
        );
      }
      await elsewhere.close();
    },
  );

  test('an instance has 1,000 products at most', async () => {
    const full = await servePlatform();
    while (full.platform.state.products.size < 1000) newProduct(full.platform);
    const create = { ProductName: 'one_too_many', NodeType: 0 };
    expect(await full.refusal('CreateProduct', create)).toBe('iot.prod.ProductCountExceedMax');
    await full.close();
  });
});

describe('the life of a product', () => {
  keeps(
    'a product is published and no longer published',
    {
      ReleaseProduct: ['The product named', 'To edit the TSL'],
      CancelReleaseProduct: 'The product named',
      QueryProduct: 'ProductStatus is',
    },
    async () => {
      const ProductKey = await product();
      await served.must('ReleaseProduct', { ProductKey });
      expect(await query(ProductKey)).toMatchObject({ ProductStatus: 'RELEASE_STATUS' });
      await served.must('CancelReleaseProduct', { ProductKey });
      expect(await query(ProductKey)).toMatchObject({ ProductStatus: 'DEVELOPMENT_STATUS' });
    },
  );

  keeps(
    'a deleted product is gone with its devices, their places in groups and its subscriptions',
    {
      DeleteProduct: [
        'The product named',
        'Its ProductKey is invalid',
        'The information related',
        'Operations that need',
      ],
    },
    async () => {
      const ProductKey = await product();
      const { state } = served.platform;
      const kept = state.products.get(ProductKey);
      if (kept === undefined) throw new Error('The product is not there');
      const device = newDevice(served.platform, kept, 'light');
      const { Data } = await served.must('CreateDeviceGroup', { GroupName: 'of_product' });
      await served.must('BatchAddDeviceGroupRelations', {
        GroupId: Data.GroupId,
        'Device.1.ProductKey': ProductKey,
        'Device.1.DeviceName': 'light',
      });
      await served.must('CreateSubscribeRelation', {
        ProductKey,
        Type: 'AMQP',
        DeviceDataFlag: true,
        'ConsumerGroupIds.1': 'DEFAULT_GROUP',
      });
      await served.must('DeleteProduct', { ProductKey });
      for (const operation of ['QueryProduct', 'ReleaseProduct', 'DeleteProduct', 'ListProductTags']) {
        expect(await served.refusal(operation, { ProductKey })).toBe('iot.prod.NotExistedProduct');
      }
      expect(state.devices.byIotId(device.iotId)).toBeUndefined();
      expect((await served.must('QueryDeviceGroupInfo', { GroupId: Data.GroupId })).Data.DeviceCount).toBe(0);
      expect(state.subscriptions.find(kept, 'AMQP')).toBeUndefined();
    },
  );

  keeps(
    'what counts as a repeated property message is set anew by each call',
    { UpdateProductFilterConfig: 'The deduplication rules' },
    async () => {
      const ProductKey = await product();
      const set = (PropertyTimestampFilter: boolean, PropertyValueFilter: boolean) =>
        served.must('UpdateProductFilterConfig', {
          ProductKey,
          PropertyTimestampFilter,
          PropertyValueFilter,
        });
      const kept = () => served.platform.state.products.get(ProductKey)?.duplicates;
      expect(kept()).toEqual({ sameTimestamp: false, sameValue: false });
      await set(true, true);
      expect(kept()).toEqual({ sameTimestamp: true, sameValue: true });
      await set(false, true);
      expect(kept()).toEqual({ sameTimestamp: false, sameValue: true });
    },
  );
});

describe('finding products', () => {
  keeps(
    'products are listed newest first, by pages, by resource group and by edition',
    {
      QueryProductList: [
        'Read-only',
        'The products are sorted',
        'Without ResourceGroupId',
        'AliyunCommodityCode keeps',
        'DataFormat and NodeType',
      ],
    },
    async () => {
      const ResourceGroupId = 'rg-list';
      const one = await product({ ResourceGroupId, Description: 'basic' });
      const two = await product({ ...senior, ResourceGroupId, NodeType: 1 });
      const three = await product({ ...senior, ResourceGroupId: 'rg-other' });
      const list = async (parameters: Parameters) => {
        const { List, ...page } = (await served.must('QueryProductList', parameters)).Data;
        return {
          page,
          products: List.ProductInfo,
          keys: List.ProductInfo.map((of: { ProductKey: string }) => of.ProductKey),
        };
      };
      const all = await list({ CurrentPage: 1, PageSize: 200 });
      expect(all.keys.slice(0, 3)).toEqual([three, two, one]);
      expect(all.page).toEqual({
        CurrentPage: 1,
        PageSize: 200,
        PageCount: 1,
        Total: served.platform.state.products.size,
      });
      const grouped = await list({ CurrentPage: 1, ResourceGroupId });
      expect(grouped.products).toEqual([
        expect.objectContaining({ ProductKey: two, NodeType: 1, DataFormat: 1 }),
        {
          ProductKey: one,
          ProductName: expect.any(String),
          Description: 'basic',
          AuthType: 'secret',
          DeviceCount: 0,
          GmtCreate: clock.now() - 2000,
        },
      ]);
      expect((await list({ CurrentPage: 2, PageSize: 1, ResourceGroupId })).keys).toEqual([one]);
      const seniors = await list({ CurrentPage: 1, ResourceGroupId, AliyunCommodityCode: 'iothub_senior' });
      expect(seniors.keys).toEqual([two]);
      const basics = await list({ CurrentPage: 1, ResourceGroupId, AliyunCommodityCode: 'iothub' });
      expect(basics.keys).toEqual([one]);
    },
  );

  keeps(
    'deep pages are to be had twice a second',
    { QueryProductList: 'When CurrentPage times' },
    async () => {
      const strict = await servePlatform({ clock, quota: true });
      const deep = { CurrentPage: 500, PageSize: 200 };
      await strict.must('QueryProductList', deep);
      await strict.must('QueryProductList', deep);
      const { status, body } = await strict.call('QueryProductList', deep);
      expect({ status, Code: body['Code'] }).toEqual({ status: 400, Code: 'Throttling.User' });
      await strict.must('QueryProductList', { ...deep, CurrentPage: 499 });
      clock.advance(500);
      await strict.must('QueryProductList', deep);
      await strict.close();
    },
  );
});

describe('the tags of a product', () => {
  const tag = (...pairs: readonly (readonly [string, string | undefined])[]) =>
    Object.fromEntries(
      pairs.flatMap(([key, value], index) => [
        [`ProductTag.${index + 1}.TagKey`, key],
        [`ProductTag.${index + 1}.TagValue`, value],
      ]),
    );
  const tagsOf = async (ProductKey: string) =>
    Object.fromEntries(
      (await served.must('ListProductTags', { ProductKey })).Data.ProductTag.map(
        ({ TagKey, TagValue }: Record<string, string>) => [TagKey, TagValue],
      ),
    );

  keeps(
    'tags are created, changed, deleted and listed',
    {
      CreateProductTags: ['The given tags', 'Success true'],
      UpdateProductTags: ['Each given tag', 'Every given tag key'],
      DeleteProductTags: 'The tags of the product',
      ListProductTags: 'Read-only',
    },
    async () => {
      const ProductKey = await product();
      await served.must('CreateProductTags', { ProductKey, ...tag(['room', '101'], ['floor', '1']) });
      await served.must('UpdateProductTags', { ProductKey, ...tag(['room', '102']) });
      expect(await tagsOf(ProductKey)).toEqual({ room: '102', floor: '1' });
      const unknown = { ProductKey, ...tag(['room', '103'], ['site', 'sh']) };
      expect((await served.call('UpdateProductTags', unknown)).body).toMatchObject({
        Code: 'iot.common.InvalidFormattedParameter',
        InvalidProductTags: { ProductTag: [{ TagKey: 'site', TagValue: 'sh' }] },
      });
      expect(await tagsOf(ProductKey)).toEqual({ room: '102', floor: '1' });
      await served.must('DeleteProductTags', {
        ProductKey,
        'ProductTagKey.1': 'room',
        'ProductTagKey.2': 'none',
      });
      expect(await tagsOf(ProductKey)).toEqual({ floor: '1' });
    },
  );

  keeps(
    'tags that break a rule are named, and none of the call is kept',
    {
      CreateProductTags: 'When the call fails',
      UpdateProductTags: 'When the call fails',
    },
    async () => {
      const ProductKey = await product();
      for (const operation of ['CreateProductTags', 'UpdateProductTags']) {
        const call = { ProductKey, ...tag(['good', '1'], ['room', '123$'], ['half', undefined]) };
        const { body } = await served.call(operation, call);
        expect(body).toMatchObject({ Success: false, Code: 'iot.common.InvalidFormattedParameter' });
        expect(body['InvalidProductTags']).toEqual({ ProductTag: [{ TagKey: 'room', TagValue: '123$' }] });
      }
      const half = await served.call('CreateProductTags', { ProductKey, ...tag(['half', undefined]) });
      expect(half.body['InvalidProductTags']).toEqual({ ProductTag: [{ TagKey: 'half' }] });
      expect(await tagsOf(ProductKey)).toEqual({});
    },
  );

  keeps(
    'a call takes ten tags, a product a hundred',
    {
      CreateProductTags: ['Up to 10 tags', 'A product can hold'],
      UpdateProductTags: 'Up to 10 tags',
      DeleteProductTags: 'Up to 10 tags',
    },
    async () => {
      const ProductKey = await product();
      const ten = (from: number, count = 10) =>
        tag(...Array.from({ length: count }, (_, index) => [`k${from + index}`, 'v'] as const));
      const keys = (count: number) =>
        Object.fromEntries(
          Array.from({ length: count }, (_, index) => [`ProductTagKey.${index + 1}`, `k${index}`]),
        );
      for (let from = 0; from < 100; from += 10)
        await served.must('CreateProductTags', { ProductKey, ...ten(from) });
      const malformed = 'iot.common.InvalidFormattedParameter';
      expect(await served.refusal('CreateProductTags', { ProductKey, ...ten(100, 1) })).toBe(malformed);
      expect(await served.refusal('CreateProductTags', { ProductKey, ...ten(0, 11) })).toBe(malformed);
      expect(await served.refusal('UpdateProductTags', { ProductKey, ...ten(0, 11) })).toBe(malformed);
      await served.must('UpdateProductTags', { ProductKey, ...ten(0) });
      expect((await served.call('DeleteProductTags', { ProductKey, ...keys(11) })).body).toMatchObject({
        Code: 'InvalidProductTagKey',
      });
      await served.must('DeleteProductTags', { ProductKey, ...keys(10) });
      expect(Object.keys(await tagsOf(ProductKey))).toHaveLength(90);
    },
  );

  keeps(
    'products are found by any of the given tags, by key or by key and value, newest first',
    { ListProductByTags: ['Read-only', 'A tag to search', 'Several tags', 'The products are sorted'] },
    async () => {
      const one = await product({ Description: 'one' });
      const two = await product();
      await product();
      await served.must('CreateProductTags', { ProductKey: one, ...tag(['find', 'a']) });
      await served.must('CreateProductTags', { ProductKey: two, ...tag(['find', 'b'], ['other', 'c']) });
      const found = async (parameters: Parameters) =>
        (await served.must('ListProductByTags', parameters)).ProductInfos.ProductInfo;
      const keys = async (parameters: Parameters) =>
        (await found(parameters)).map(({ ProductKey }: { ProductKey: string }) => ProductKey);
      expect(await keys(tag(['find', undefined]))).toEqual([two, one]);
      expect(await keys(tag(['other', 'c'], ['find', 'a']))).toEqual([two, one]);
      expect(await keys(tag(['find', 'none']))).toEqual([]);
      expect(await keys({ ...tag(['find', undefined]), CurrentPage: 2, PageSize: 1 })).toEqual([one]);
      expect(await found(tag(['find', 'a']))).toEqual([
        {
          ProductKey: one,
          ProductName: expect.any(String),
          Description: 'one',
          NodeType: 0,
          CreateTime: clock.now() - 2000,
        },
      ]);
    },
  );
});

describe('what is refused', () => {
  const name = { ProductName: 'good_name', NodeType: 0 };
  test.each([
    ['CreateProduct', { NodeType: 0 }, 'iot.prod.NullProductName'],
    ['CreateProduct', { ...name, ProductName: 'abc' }, 'iot.prod.InvalidFormattedProductName'],
    ['CreateProduct', { ...name, ProductName: 'Street light' }, 'iot.prod.InvalidFormattedProductName'],
    ['CreateProduct', { ProductName: 'good_name' }, 'iot.prod.InvalidNodeType'],
    ['CreateProduct', { ...name, NodeType: 2 }, 'iot.prod.InvalidNodeType'],
    ['CreateProduct', { ...name, AliyunCommodityCode: 'x' }, 'iot.prod.InvalidAliyunCommodityCode'],
    ['CreateProduct', { ...name, AliyunCommodityCode: 'iothub_senior' }, 'iot.prod.CreateProductFailed'],
    ['CreateProduct', { ...name, DataFormat: 7 }, 'iot.common.InvalidFormattedParameter'],
    ['CreateProduct', { ...name, ProtocolType: 'x' }, 'iot.common.InvalidFormattedParameter'],
    ['CreateProduct', { ...name, NetType: 'x' }, 'iot.common.InvalidFormattedParameter'],
    ['CreateProduct', { ...name, AuthType: 'x' }, 'iot.common.InvalidFormattedParameter'],
    ['CreateProduct', { ...name, ValidateType: 0 }, 'iot.common.InvalidFormattedParameter'],
    ['CreateProduct', { ...name, Description: 'x'.repeat(101) }, 'iot.prod.LongProductDesc'],
    ['CreateProduct', { ...name, CategoryKey: 'NoSuchThing' }, 'iot.prod.InvalidFormattedCatId'],
    ['UpdateProduct', { ProductName: 'good_name' }, 'iot.prod.NullProductKey'],
    ['UpdateProduct', { ProductName: 'good_name', ProductKey: 'a1x' }, 'iot.prod.NotExistedProduct'],
    ['QueryProduct', {}, 'iot.prod.NullProductKey'],
    ['QueryProduct', { ProductKey: 'a1 x' }, 'iot.prod.InvalidFormattedProductkey'],
    ['QueryProductList', {}, 'iot.common.InvalidPageParams'],
    ['QueryProductList', { CurrentPage: 0 }, 'iot.common.InvalidPageParams'],
    ['QueryProductList', { CurrentPage: 1, PageSize: 201 }, 'iot.common.InvalidPageParams'],
    ['QueryProductList', { CurrentPage: 1, AliyunCommodityCode: 'x' }, 'iot.prod.InvalidAliyunCommodityCode'],
    ['DeleteProduct', {}, 'iot.prod.NullProductKey'],
    ['ReleaseProduct', { ProductKey: 'a1x' }, 'iot.prod.NotExistedProduct'],
    ['CancelReleaseProduct', { ProductKey: 'a1x' }, 'iot.prod.NotExistedProduct'],
    ['ListProductTags', { ProductKey: 'a1x' }, 'iot.prod.NotExistedProduct'],
    ['CreateProductTags', {}, 'iot.prod.NullProductKey'],
    ['UpdateProductTags', { ProductKey: 'a1x' }, 'iot.prod.NotExistedProduct'],
    ['DeleteProductTags', { ProductKey: 'a1x', 'ProductTagKey.1': 'x' }, 'iot.prod.NotExistedProduct'],
    ['ListProductByTags', {}, 'iot.common.InvalidFormattedParameter'],
    ['ListProductByTags', { 'ProductTag.1.TagValue': 'x' }, 'iot.common.InvalidFormattedParameter'],
    ['ListProductByTags', { 'ProductTag.1.TagKey': 'x', PageSize: 51 }, 'iot.common.InvalidPageParams'],
    [
      'UpdateProductFilterConfig',
      { ProductKey: 'a1x', PropertyTimestampFilter: 'maybe', PropertyValueFilter: true },
      'iot.common.InvalidFormattedParameter',
    ],
  ])('%s with %j answers %s', async (operation, parameters, code) => {
    expect(await served.refusal(operation, parameters)).toBe(code);
  });
});

const thingModels = 'the tests of thing models keep it';
const propertyMessages = 'the tests of what devices report keep it';
const console = "the local platform has no console's TSL Data tab";

butNot({
  CreateProduct: {
    'The ProductKey is to be kept': 'advice to the caller',
    'With NodeType 0 the': 'the topology keeps it: BatchAddThingTopo and the device side',
    'With NodeType 0 and': 'no parameter says whether devices are meant as sub-devices',
    'With NodeType 1': 'the topology keeps it: BatchAddThingTopo and the device side',
    'With AliyunCommodityCode iothub_senior and devices that reach':
      'no parameter says how devices reach the platform',
    'With AliyunCommodityCode iothub_senior and devices that are':
      'no parameter says how devices reach the platform, and WIFI is the default',
    'With CategoryKey': thingModels,
    PublishAuto: thingModels,
    'ValidateType 1': propertyMessages,
    'Under ValidateType 1': console,
    'ValidateType 2': console,
  },
  QueryProduct: {
    'Products created before': 'no product here is older than the platform',
    'Products created on or': 'CreateProduct takes no other value',
    'ValidateType 0': 'no product here has it',
    "The console's": console,
  },
  ReleaseProduct: { 'While a product': thingModels },
  CancelReleaseProduct: { 'Its TSL model': thingModels },
  UpdateProductTags: {
    'By the text': 'the text means the keys, as its Chinese page says: a key given twice is refused',
  },
  UpdateProductFilterConfig: {
    'Once the call': propertyMessages,
    'The rules decide': propertyMessages,
    'PropertyTimestampFilter true': propertyMessages,
    'PropertyValueFilter true': propertyMessages,
    'Conditions that': propertyMessages,
  },
});
