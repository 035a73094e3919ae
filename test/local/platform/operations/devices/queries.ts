import { describe, expect, test } from 'vitest';
import { queryOperations } from '../../../../../local/platform/operations/devices/queries.ts';
import type { Product } from '../../../../../local/platform/state/products.ts';
import { newDevice } from '../../api-caller.ts';
import type { Effects } from '../../effects.ts';
import { listed, named, Served } from './fixture.ts';

const tagList = (...tags: readonly (readonly [string, string])[]) =>
  listed(
    'Tag',
    tags.map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
  );

const namesIn = (devices: readonly { readonly DeviceName: string }[]) =>
  devices.map(({ DeviceName }) => DeviceName);

export function keepQueries({ keeps }: Effects): void {
  describe('lists of devices', () => {
    const served = Served.forTests();

    const devicesOf = (product: Product, count: number, prefix = 'd') =>
      Array.from({ length: count }, (_, index) => {
        served.clock.advance(1);
        return newDevice(served.platform, product, `${prefix}-${String(index).padStart(6, '0')}`);
      });

    keeps(
      'the devices of a product come the newest first, in pages',
      {
        QueryDevice: [
          'Read-only',
          'Lists every device',
          'Paged by PageSize',
          'DeviceId is deprecated',
          'DeviceType is described',
        ],
      },
      async () => {
        const product = served.newProduct();
        const { productKey: ProductKey } = product;
        const names = devicesOf(product, 25)
          .map(({ deviceName }) => deviceName)
          .reverse();
        const page = await served.must('QueryDevice', { ProductKey, CurrentPage: 3 });
        expect(page).toMatchObject({ Page: 3, PageSize: 10, PageCount: 3, Total: 25, NextToken: '' });
        expect(namesIn(page.Data.DeviceInfo)).toEqual(names.slice(20));
        const all = await served.must('QueryDevice', { ProductKey, PageSize: 50 });
        expect(namesIn(all.Data.DeviceInfo)).toEqual(names);
        const newest = product.devices.get(names[0] ?? '');
        if (newest === undefined) throw new Error('There is no device.');
        const at = new Date(served.clock.now());
        const gmt = at.toUTCString().replace(/ (\w+) (\d{4})/, '-$1-$2');
        served.clock.advance(5_000);
        await served.must('DisableThing', named(newest));
        const [first] = (await served.must('QueryDevice', { ProductKey })).Data.DeviceInfo;
        expect(first).toEqual({
          DeviceId: newest.iotId.slice(0, 20),
          IotId: newest.iotId,
          ...named(newest),
          DeviceSecret: newest.deviceSecret,
          DeviceStatus: 'DISABLE',
          GmtCreate: gmt,
          UtcCreate: at.toISOString(),
          GmtModified: expect.stringMatching(/^\w{3}, \d\d-\w{3}-\d{4} \d\d:\d\d:\d\d GMT$/),
          UtcModified: new Date(served.clock.now()).toISOString(),
        });
      },
    );

    keeps(
      'a token leads to the next page, which devices registered or deleted meanwhile do not move',
      { QueryDevice: ['The response also carries', 'The first query needs'] },
      async () => {
        const product = served.newProduct();
        const { productKey: ProductKey } = product;
        const devices = devicesOf(product, 100);
        const seen: string[] = [];
        let NextToken: string | undefined;
        for (let CurrentPage = 1; NextToken !== ''; CurrentPage++) {
          const page = await served.must('QueryDevice', { ProductKey, PageSize: 7, CurrentPage, NextToken });
          seen.push(...namesIn(page.Data.DeviceInfo));
          NextToken = page.NextToken;
          newDevice(served.platform, product, `new-${CurrentPage}`);
          const last = product.devices.get(seen.at(-1) ?? '');
          if (CurrentPage % 3 === 0 && last !== undefined) served.platform.state.devices.delete(last);
        }
        expect(seen).toEqual(devices.map(({ deviceName }) => deviceName).reverse());
        const wrong = { ProductKey, NextToken: 'made-up' };
        expect(await served.refusal('QueryDevice', wrong)).toBe('iot.common.InvalidPageParams');
      },
    );

    keeps(
      'beyond 10,000 devices only a token leads, and nothing beyond 500,000',
      { QueryDevice: ['When PageSize x CurrentPage', 'With NextToken'] },
      async () => {
        const product = served.newProduct();
        const { productKey: ProductKey } = product;
        const names = devicesOf(product, 10_060)
          .map(({ deviceName }) => deviceName)
          .reverse();
        const at = (CurrentPage: number, NextToken?: string) => ({
          ProductKey,
          PageSize: 50,
          CurrentPage,
          NextToken,
        });
        const last = await served.must('QueryDevice', at(200));
        expect(namesIn(last.Data.DeviceInfo)).toEqual(names.slice(9_950, 10_000));
        expect(await served.refusal('QueryDevice', at(201))).toBe('iot.common.InvalidPageParams');
        const next = await served.must('QueryDevice', at(201, last.NextToken));
        expect(namesIn(next.Data.DeviceInfo)).toEqual(names.slice(10_000, 10_050));
        await served.must('QueryDevice', at(9_999, last.NextToken));
        const beyond = await served.refusal('QueryDevice', at(10_000, last.NextToken));
        expect(beyond).toBe('iot.common.InvalidPageParams');
      },
    );

    test.each([{ PageSize: 0 }, { PageSize: 51 }, { CurrentPage: 0 }])(
      'no list takes the page %j',
      async (page) => {
        const { ProductKey } = served;
        const calls = {
          QueryDevice: { ProductKey },
          QueryDeviceByStatus: { Status: 1 },
          QueryDeviceByTags: tagList(['room', '101']),
        };
        for (const [operation, parameters] of Object.entries(calls)) {
          const code = await served.refusal(operation, { ...parameters, ...page });
          expect([operation, code]).toEqual([operation, 'iot.common.InvalidPageParams']);
        }
      },
    );

    keeps(
      'devices are found by their status at once, of the account, a product or a resource group',
      {
        QueryDeviceByStatus: [
          'Read-only',
          'A status change becomes searchable',
          'With ResourceGroupId',
          'Without ResourceGroupId',
          'ProductKey optionally',
          'Each entry gives',
        ],
      },
      async () => {
        const product = served.newProduct({ resourceGroupId: 'rg-one' });
        const other = served.newProduct({ resourceGroupId: 'rg-two' });
        const [one, two, three] = devicesOf(product, 3, 'by-status');
        const [elsewhere] = devicesOf(other, 1, 'by-status');
        if (one === undefined || two === undefined || three === undefined || elsewhere === undefined) {
          throw new Error('Too few.');
        }
        const found = async (Status: number, more: Record<string, string | number> = {}) =>
          (await served.must('QueryDeviceByStatus', { Status, ...more })).Data.SimpleDeviceInfo.map(
            ({ IotId }: { IotId: string }) => IotId,
          );
        const { productKey: ProductKey } = product;
        expect(await found(0, { ProductKey })).toEqual([three.iotId, two.iotId, one.iotId]);
        const line = served.line(one).connect();
        served.line(elsewhere).connect();
        expect(await found(1)).toEqual([elsewhere.iotId, one.iotId]);
        expect(await found(1, { ProductKey })).toEqual([one.iotId]);
        expect(await found(1, { ResourceGroupId: 'rg-two' })).toEqual([elsewhere.iotId]);
        expect(await found(1, { ResourceGroupId: 'rg-none' })).toEqual([]);
        line.disconnect();
        expect(await found(3)).toEqual([one.iotId]);
        expect(await found(1, { ProductKey })).toEqual([]);
        const created = served.clock.now() - 1;
        two.nickname = 'second';
        served.clock.advance(60_000);
        const page = await served.must('QueryDeviceByStatus', {
          Status: 0,
          ProductKey,
          CurrentPage: 2,
          PageSize: 1,
        });
        expect(page).toMatchObject({ Page: 2, PageSize: 1, PageCount: 2, Total: 2 });
        expect(page.Data.SimpleDeviceInfo).toEqual([
          {
            IotId: two.iotId,
            ...named(two),
            DeviceSecret: two.deviceSecret,
            Nickname: 'second',
            Status: 'UNACTIVE',
            GmtCreate: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
            UtcCreate: new Date(two.createdAt).toISOString(),
            GmtModified: expect.any(String),
            UtcModified: new Date(two.createdAt).toISOString(),
          },
        ]);
        expect(created).toBeGreaterThanOrEqual(two.createdAt);
      },
    );

    test.each([
      [{}, 'iot.common.InvalidFormattedParameter'],
      [{ Status: 2 }, 'iot.common.InvalidFormattedParameter'],
      [{ Status: 'online' }, 'iot.common.InvalidFormattedParameter'],
      [{ Status: 1, ProductKey: 'a1none' }, 'iot.prod.NotExistedProduct'],
      [{ Status: 1, ProductKey: 'a1 $' }, 'iot.prod.InvalidFormattedProductkey'],
    ])('QueryDeviceByStatus with %j answers %s', async (parameters, code) => {
      expect(await served.refusal('QueryDeviceByStatus', parameters)).toBe(code);
    });

    keeps(
      'devices are found by the tags that they all carry',
      { QueryDeviceByTags: ['Read-only', 'Each tag in the request', 'Page defaults', 'Each entry gives'] },
      async () => {
        const product = served.newProduct();
        const devices = devicesOf(product, 30, 'tagged');
        const { devices: state } = served.platform.state;
        for (const [index, device] of devices.entries()) {
          state.setTag(device, 'room', index % 2 === 0 ? '101' : '102');
          state.setTag(device, 'floor', index % 3 === 0 ? '1' : '2');
        }
        const query = (tags: ReturnType<typeof tagList>, more: Record<string, number> = {}) =>
          served.must('QueryDeviceByTags', { ...tags, ...more });
        const even = devices.filter((_, index) => index % 2 === 0).reverse();
        const first = await query(tagList(['room', '101']));
        expect(first).toMatchObject({ Page: 1, PageSize: 10, PageCount: 2, Total: 15 });
        expect(first.Data.SimpleDeviceInfo).toEqual(
          even.slice(0, 10).map((device) => ({
            IotId: device.iotId,
            ...named(device),
            ProductName: product.productName,
          })),
        );
        const both = await query(tagList(['room', '101'], ['floor', '1']), { PageSize: 50 });
        expect(both.Total).toBe(5);
        expect((await query(tagList(['room', '101'], ['room', '102']))).Total).toBe(0);
        expect((await query(tagList(['room', '103']))).Data.SimpleDeviceInfo).toEqual([]);
        const [gone] = even;
        if (gone !== undefined) await served.must('DeleteDeviceProp', { IotId: gone.iotId, PropKey: 'room' });
        expect((await query(tagList(['room', '101']))).Total).toBe(14);
      },
    );

    test.each([
      [{}, 'iot.device.NullDevicePropertyKey'],
      [{ 'Tag.1.TagValue': '101' }, 'iot.device.NullDevicePropertyKey'],
      [
        tagList(...Array.from({ length: 11 }, (_, index) => [`k${index}`, 'v'] as const)),
        'iot.device.TooManyDevicePropertiesPerTime',
      ],
    ])('QueryDeviceByTags with case %# answers %2$s', async (parameters, code) => {
      expect(await served.refusal('QueryDeviceByTags', parameters)).toBe(code);
    });

    keeps(
      'devices are counted in all, activated and online: of the account, a product, a group, or both',
      {
        QueryDeviceStatistics: [
          'Read-only',
          'With ProductKey alone',
          'With GroupId alone',
          'With both',
          'With neither',
        ],
      },
      async () => {
        const own = served.newProduct();
        const other = served.newProduct();
        const [one, two, three, four] = devicesOf(own, 4, 'counted');
        const [fifth] = devicesOf(other, 1, 'counted');
        if (!one || !two || !three || !four || !fifth) throw new Error('Too few.');
        const count = async (parameters: Record<string, string> = {}) =>
          (await served.must('QueryDeviceStatistics', parameters)).Data;
        const before = await count();
        served.line(one).connect();
        served.line(two).connect().disconnect();
        served.line(three).connect();
        await served.must('DisableThing', { IotId: three.iotId });
        await served.must('DisableThing', { IotId: four.iotId });
        served.line(fifth).connect();
        const ProductKey = own.productKey;
        expect(await count({ ProductKey })).toEqual({ deviceCount: 4, activeCount: 3, onlineCount: 1 });
        expect(await count()).toEqual({
          deviceCount: before.deviceCount,
          activeCount: before.activeCount + 4,
          onlineCount: before.onlineCount + 2,
        });
        const { Data } = await served.must('CreateDeviceGroup', { GroupName: 'counted' });
        const { GroupId } = Data;
        const members = [one, four, fifth].map((device) => named(device));
        await served.must('BatchAddDeviceGroupRelations', { GroupId, ...listed('Device', members) });
        expect(await count({ GroupId })).toEqual({ deviceCount: 3, activeCount: 2, onlineCount: 2 });
        expect(await count({ GroupId, ProductKey })).toEqual({
          deviceCount: 2,
          activeCount: 1,
          onlineCount: 1,
        });
        const refused = (parameters: Record<string, string>) =>
          served.refusal('QueryDeviceStatistics', parameters);
        expect(await refused({ GroupId: 'none' })).toBe('iot.group.NotExistedGroup');
        expect(await refused({ ProductKey: 'a1none' })).toBe('iot.prod.NotExistedProduct');
        expect(await refused({ ProductKey: 'a1 $' })).toBe('iot.prod.InvalidFormattedProductkey');
      },
    );
  });

  keeps(
    'deep pages may be asked for less often',
    { QueryDevice: 'When CurrentPage x PageSize' },
    async () => {
      const query = queryOperations.find(({ operation }) => operation.name === 'QueryDevice');
      const quota = (request: object) => query?.extras.narrowerQuota?.(request)?.callsPerSecond;
      expect([
        quota({ CurrentPage: 1_999, PageSize: 50 }),
        quota({ CurrentPage: 2_000, PageSize: 50 }),
      ]).toEqual([undefined, 2]);
      expect(quota({})).toBeUndefined();
    },
  );
}
