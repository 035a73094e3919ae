import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import type { Product } from '../../../../local/platform/state/products.ts';
import { newDevice, newProduct, type ServedPlatform, servePlatform } from '../api-caller.ts';
import { effectsOf } from '../effects.ts';

const { keeps, butNot } = effectsOf('groups');
const clock = new DrivenClock(Date.now());
let served: ServedPlatform;
let product: Product;

beforeAll(async () => {
  served = await servePlatform({ clock });
  product = newProduct(served.platform);
});
afterAll(() => served.close());

let made = 0;

/** Makes a group; gives its ID. Time passes, so that groups have an order. */
async function group(parameters: { GroupName?: string; GroupDesc?: string; SuperGroupId?: string } = {}) {
  made += 1;
  clock.advance(1000);
  const { Data } = await served.must('CreateDeviceGroup', { GroupName: `group_${made}`, ...parameters });
  return String(Data.GroupId);
}

const devices = (...names: readonly string[]) =>
  names
    .map((name) => newDevice(served.platform, product, `${name}-${made}`))
    .map((device) => device.deviceName);

const naming = (names: readonly string[], productKey = product.productKey) =>
  Object.fromEntries(
    names.flatMap((name, index) => [
      [`Device.${index + 1}.ProductKey`, productKey],
      [`Device.${index + 1}.DeviceName`, name],
    ]),
  );

const add = (GroupId: string, names: readonly string[]) =>
  served.must('BatchAddDeviceGroupRelations', { GroupId, ...naming(names) });

const membersOf = async (GroupId: string) => {
  const { Data } = await served.must('QueryDeviceListByDeviceGroup', { GroupId, PageSize: 50 });
  return Data.SimpleDeviceInfo.map(({ DeviceName }: { DeviceName: string }) => DeviceName);
};

describe('making and changing groups', () => {
  keeps(
    'a new group stands on the first level, or below its parent, with an ID of its own',
    {
      CreateDeviceGroup: ['A new group comes', 'Without SuperGroupId', 'The answer gives'],
      QuerySuperDeviceGroup: 'Read-only',
    },
    async () => {
      clock.advance(1000);
      const { Data } = await served.must('CreateDeviceGroup', { GroupName: 'sites', GroupDesc: 'All sites' });
      expect(Data).toEqual({
        GroupId: expect.stringMatching(/^[A-Za-z0-9]{16}$/),
        GroupName: 'sites',
        GroupDesc: 'All sites',
        UtcCreate: new Date(clock.now()).toISOString(),
      });
      const child = await group({ SuperGroupId: Data.GroupId });
      const parent = { GroupId: Data.GroupId, GroupName: 'sites', GroupDesc: 'All sites' };
      expect((await served.must('QuerySuperDeviceGroup', { GroupId: child })).Data).toEqual({
        ...parent,
        GroupInfo: [parent],
      });
      expect((await served.must('QuerySuperDeviceGroup', { GroupId: Data.GroupId })).Data).toEqual({
        GroupInfo: [],
      });
    },
  );

  test('a name is used once, groups nest three levels deep, and a group has 100 subgroups', async () => {
    const first = await group({ GroupName: 'level_one' });
    const second = await group({ SuperGroupId: first });
    const third = await group({ SuperGroupId: second });
    const create = (SuperGroupId: string, GroupName: string) =>
      served.refusal('CreateDeviceGroup', { SuperGroupId, GroupName });
    expect(await create(second, 'level_one')).toBe('iot.group.GroupNameExisted');
    expect(await create(third, 'level_four')).toBe('iot.group.GroupLevelExceedingLimitError');
    for (let count = 1; count < 100; count++) await group({ SuperGroupId: first });
    expect(await create(first, 'one_too_many')).toBe('iot.group.GroupCountExceedMax');
    expect(await create('nosuchgroup', 'orphan')).toBe('iot.group.NotExistedGroup');
  });

  keeps(
    'an update changes the description and nothing else',
    { UpdateDeviceGroup: ['The group named', 'The description is the only'] },
    async () => {
      const GroupId = await group({ GroupName: 'update_me', GroupDesc: 'before' });
      const { Data: before } = await served.must('QueryDeviceGroupInfo', { GroupId });
      await served.must('UpdateDeviceGroup', { GroupId, GroupDesc: 'after', GroupName: 'renamed' });
      const { Data: after } = await served.must('QueryDeviceGroupInfo', { GroupId });
      expect(after).toEqual({ ...before, GroupDesc: 'after' });
    },
  );

  keeps(
    'a deleted group is gone, and its devices stay',
    { DeleteDeviceGroup: 'The group named' },
    async () => {
      const parent = await group();
      const GroupId = await group({ SuperGroupId: parent });
      const [name = ''] = devices('kept');
      await add(GroupId, [name]);
      expect(await served.refusal('DeleteDeviceGroup', { GroupId: parent })).toBe(
        'iot.group.SubGroupNotNull',
      );
      await served.must('DeleteDeviceGroup', { GroupId });
      expect(await served.refusal('QueryDeviceGroupInfo', { GroupId })).toBe('iot.group.NotExistedGroup');
      expect(product.devices.get(name)?.groups).toBeUndefined();
      await served.must('DeleteDeviceGroup', { GroupId: parent });
    },
  );
});

describe('the devices of a group', () => {
  keeps(
    'devices are added, counted, and found from both sides',
    {
      BatchAddDeviceGroupRelations: [
        'The given devices are made members',
        'SuccessAddedDeviceCount',
        'ValidDeviceCount',
        'AlreadyRelatedGroupDeviceCount',
        'In the sample',
      ],
      QueryDeviceGroupByDevice: 'Read-only',
      QueryDeviceListByDeviceGroup: 'Read-only',
    },
    async () => {
      const GroupId = await group({ GroupName: 'members', GroupDesc: 'some' });
      const [one = '', two = ''] = devices('one', 'two');
      expect(await add(GroupId, [one, two])).toMatchObject({
        ValidDeviceCount: 2,
        SuccessAddedDeviceCount: 2,
        AlreadyRelatedGroupDeviceCount: 0,
        ExceedTenGroupDeviceCount: 0,
        ErrorMessage: '2 of 2 devices were added, 0 were not.',
      });
      const [three = ''] = devices('three');
      expect(await add(GroupId, [two, three, 'nobody'])).toMatchObject({
        ValidDeviceCount: 2,
        SuccessAddedDeviceCount: 1,
        AlreadyRelatedGroupDeviceCount: 1,
        ErrorMessage: '1 of 3 devices were added, 2 were not.',
      });
      const { Data, ...page } = await served.must('QueryDeviceListByDeviceGroup', {
        GroupId,
        PageSize: 2,
        CurrentPage: 2,
      });
      expect(page).toMatchObject({ Page: 2, PageSize: 2, PageCount: 2, Total: 3 });
      expect(Data.SimpleDeviceInfo).toEqual([
        {
          IotId: product.devices.get(three)?.iotId,
          DeviceName: three,
          ProductKey: product.productKey,
          ProductName: product.productName,
        },
      ]);
      const of = { ProductKey: product.productKey, DeviceName: one };
      const { GroupInfos } = await served.must('QueryDeviceGroupByDevice', of);
      expect(GroupInfos.GroupInfo).toEqual([
        {
          GroupId,
          GroupName: 'members',
          GroupDesc: 'some',
          GroupType: 'LINK_PLATFORM',
          UtcCreate: new Date(clock.now()).toISOString(),
        },
      ]);
    },
  );

  keeps(
    'a device is in ten groups at most',
    {
      BatchAddDeviceGroupRelations: 'A device can be in at most 10',
      QueryDeviceGroupByDevice: 'A device can be in at most 10',
    },
    async () => {
      const [name = ''] = devices('everywhere');
      for (let count = 0; count < 10; count++) await add(await group(), [name]);
      expect(await add(await group(), [name])).toMatchObject({
        ValidDeviceCount: 1,
        SuccessAddedDeviceCount: 0,
        ExceedTenGroupDeviceCount: 1,
      });
      const of = { ProductKey: product.productKey, DeviceName: name };
      expect((await served.must('QueryDeviceGroupByDevice', of)).GroupInfos.GroupInfo).toHaveLength(10);
    },
  );

  keeps(
    'a call names up to 200 devices',
    {
      BatchAddDeviceGroupRelations: 'Up to 200 devices',
      BatchDeleteDeviceGroupRelations: 'Up to 200 devices',
    },
    async () => {
      const GroupId = await group();
      const names = devices(...Array.from({ length: 201 }, (_, index) => `many${index}`));
      for (const operation of ['BatchAddDeviceGroupRelations', 'BatchDeleteDeviceGroupRelations']) {
        const { status, body } = await served.call(operation, { GroupId, ...naming(names) });
        expect({ status, Code: body['Code'] }).toEqual({ status: 400, Code: 'InvalidDevice' });
        await served.must(operation, { GroupId, ...naming(names.slice(1)) });
      }
    },
  );

  keeps(
    'devices leave the group, and stay',
    {
      BatchDeleteDeviceGroupRelations: [
        'The given devices cease',
        'Only the link',
        'SuccessDeviceCount',
        'ValidDeviceCount',
        'AlreadyRelatedGroupDeviceCount',
      ],
    },
    async () => {
      const GroupId = await group();
      const [one = '', two = '', stranger = ''] = devices('a', 'b', 'c');
      await add(GroupId, [one, two]);
      const leaving = { GroupId, ...naming([one, stranger, 'nobody']) };
      expect(await served.must('BatchDeleteDeviceGroupRelations', leaving)).toMatchObject({
        ValidDeviceCount: 2,
        AlreadyRelatedGroupDeviceCount: 1,
        SuccessDeviceCount: 1,
      });
      expect(await membersOf(GroupId)).toEqual([two]);
      expect(product.devices.has(one)).toBe(true);
    },
  );

  test('a device that is deleted leaves its groups', async () => {
    const GroupId = await group();
    const [name = ''] = devices('short-lived');
    await add(GroupId, [name]);
    const device = product.devices.get(name);
    if (device !== undefined) served.platform.state.devices.delete(device);
    expect(await membersOf(GroupId)).toEqual([]);
  });
});

describe('finding groups', () => {
  keeps(
    'a group tells how many of its devices are activated and online',
    { QueryDeviceGroupInfo: 'Read-only' },
    async () => {
      const GroupId = await group({ GroupName: 'counted', GroupDesc: 'x' });
      const names = devices('online', 'offline', 'new');
      await add(GroupId, names);
      const { state } = served.platform;
      for (const [index, online] of [true, false].entries()) {
        const device = product.devices.get(names[index] ?? '');
        if (device === undefined) continue;
        state.devices.changeStatus(device, () => {
          device.activatedAt = clock.now();
          device.online = online;
        });
      }
      expect((await served.must('QueryDeviceGroupInfo', { GroupId })).Data).toEqual({
        GroupId,
        GroupName: 'counted',
        GroupDesc: 'x',
        UtcCreate: new Date(clock.now()).toISOString(),
        DeviceCount: 3,
        DeviceActive: 2,
        DeviceOnline: 1,
      });
    },
  );

  keeps(
    'groups are listed newest first, by pages, by a part of their name, and by their parent',
    {
      QueryDeviceGroupList: [
        'Read-only',
        'The groups are sorted',
        'SuperGroupId returns',
        'GroupName searches',
      ],
    },
    async () => {
      const parent = await group({ GroupName: 'find_parent' });
      for (const name of ['find_alpha', 'find_Beta', 'find_gamma'])
        await group({ GroupName: name, SuperGroupId: parent });
      const names = async (parameters: Record<string, string | number>) => {
        const { Data, ...page } = await served.must('QueryDeviceGroupList', parameters);
        return { ...page, names: Data.GroupInfo.map(({ GroupName }: { GroupName: string }) => GroupName) };
      };
      expect(await names({ SuperGroupId: parent })).toMatchObject({
        names: ['find_gamma', 'find_Beta', 'find_alpha'],
        Total: 3,
      });
      expect(await names({ GroupName: 'FIND_', PageSize: 2, CurrentPage: 2 })).toMatchObject({
        names: ['find_alpha', 'find_parent'],
        CurrentPage: 2,
        PageSize: 2,
        PageCount: 2,
        Total: 4,
      });
      expect((await names({ SuperGroupId: parent, GroupName: 'bet' })).names).toEqual(['find_Beta']);
      const all = await names({ PageSize: 200 });
      expect(all.names[0]).toBe('find_gamma');
      expect(all).toMatchObject({ Total: served.platform.state.groups.size });
    },
  );

  keeps(
    'static groups are meant unless a call asks for dynamic ones, which only China (Shanghai) has',
    {
      QueryDeviceGroupInfo: ['GroupType LINK', 'DynamicGroupExpression'],
      QueryDeviceGroupList: 'GroupTypes with',
      QueryDeviceGroupTagList: 'GroupType LINK',
      SetDeviceGroupTags: 'GroupType LINK',
      UpdateDeviceGroup: 'GroupType LINK',
    },
    async () => {
      const GroupId = await group();
      const GroupType = 'LINK_PLATFORM_DYNAMIC';
      const { Data } = await served.must('QueryDeviceGroupInfo', { GroupId });
      expect(Data).not.toHaveProperty('DynamicGroupExpression');
      for (const operation of [
        'QueryDeviceGroupInfo',
        'QueryDeviceGroupTagList',
        'SetDeviceGroupTags',
        'UpdateDeviceGroup',
      ]) {
        await served.must(operation, { GroupId });
        expect(await served.refusal(operation, { GroupId, GroupType })).toBe('iot.group.NotExistedGroup');
        expect(await served.refusal(operation, { GroupId, GroupType: 'STATIC' })).toBe(
          'iot.common.InvalidFormattedParameter',
        );
      }
      const listed = await served.must('QueryDeviceGroupList', { 'GroupTypes.1': GroupType });
      expect(listed).toMatchObject({ Total: 0, Data: { GroupInfo: [] } });

      const elsewhere = await servePlatform({ regionId: 'ap-southeast-1' });
      const there = { RegionId: 'ap-southeast-1', 'GroupTypes.1': GroupType };
      expect(await elsewhere.refusal('QueryDeviceGroupList', there)).toBe(
        'iot.device.RegionNotSupportDynamicGroup',
      );
      await elsewhere.close();
    },
  );
});

describe('the tags of a group', () => {
  const tagsOf = async (GroupId: string) =>
    (await served.must('QueryDeviceGroupTagList', { GroupId })).Data.GroupTagInfo;
  const setTags = (GroupId: string, tags: object) =>
    served.call('SetDeviceGroupTags', { GroupId, TagString: JSON.stringify(tags) });

  keeps(
    'the tags given are the tags it has: new ones come, others change, those left out go',
    {
      SetDeviceGroupTags: [
        'A tag in TagString whose key the group does not',
        'A tag in TagString whose key the group has',
        'A tag is deleted',
      ],
      QueryDeviceGroupTagList: 'Read-only',
    },
    async () => {
      const GroupId = await group();
      await setTags(GroupId, [
        { tagKey: 'room', tagValue: '101' },
        { tagKey: 'floor', tagValue: '1' },
      ]);
      await setTags(GroupId, [
        { tagKey: 'room', tagValue: '102' },
        { tagKey: 'site', tagValue: 'sh-1' },
      ]);
      const now = [
        { TagKey: 'room', TagValue: '102' },
        { TagKey: 'site', TagValue: 'sh-1' },
      ];
      expect(await tagsOf(GroupId)).toEqual(now);
      await served.must('SetDeviceGroupTags', { GroupId });
      expect(await tagsOf(GroupId)).toEqual(now);
      await setTags(GroupId, []);
      expect(await tagsOf(GroupId)).toEqual([]);
    },
  );

  keeps('a group has 100 tags at most', { SetDeviceGroupTags: 'A group can hold' }, async () => {
    const GroupId = await group();
    const tags = Array.from({ length: 101 }, (_, index) => ({ tagKey: `k${index}`, tagValue: 'v' }));
    expect((await setTags(GroupId, tags)).body).toMatchObject({
      Success: false,
      Code: 'iot.group.TagCountExceedMax',
    });
    expect((await setTags(GroupId, tags.slice(1))).body).toMatchObject({ Success: true });
    expect(await tagsOf(GroupId)).toHaveLength(100);
  });

  test.each([
    ['an object', {}],
    ['a tag without a value', [{ tagKey: 'room' }]],
    ['a key of one character', [{ tagKey: 'r', tagValue: 'x' }]],
    ['a value with a space', [{ tagKey: 'room', tagValue: 'a b' }]],
  ])('refuses %s for tags, and keeps those it has', async (_, tags) => {
    const GroupId = await group();
    await setTags(GroupId, [{ tagKey: 'room', tagValue: '101' }]);
    expect((await setTags(GroupId, tags)).body).toMatchObject({
      Code: 'iot.group.InvalidFormattedTagString',
    });
    expect(await tagsOf(GroupId)).toHaveLength(1);
  });

  keeps(
    'groups are found that have all the given tags',
    { QueryDeviceGroupByTags: 'Read-only' },
    async () => {
      const both = await group();
      const one = await group();
      await setTags(both, [
        { tagKey: 'search', tagValue: 'yes' },
        { tagKey: 'more', tagValue: 'yes' },
      ]);
      await setTags(one, [{ tagKey: 'search', tagValue: 'yes' }]);
      const found = async (tags: Record<string, string>) => {
        const { Data, ...page } = await served.must('QueryDeviceGroupByTags', tags);
        return { ids: Data.DeviceGroup.map(({ GroupId }: { GroupId: string }) => GroupId), ...page };
      };
      const search = { 'Tag.1.TagKey': 'search', 'Tag.1.TagValue': 'yes' };
      expect(await found(search)).toMatchObject({
        ids: [one, both],
        Page: 1,
        PageSize: 10,
        PageCount: 1,
        Total: 2,
      });
      expect(await found({ ...search, 'Tag.2.TagKey': 'more', 'Tag.2.TagValue': 'yes' })).toMatchObject({
        ids: [both],
      });
      expect(await found({ 'Tag.1.TagKey': 'search', 'Tag.1.TagValue': 'no' })).toMatchObject({
        ids: [],
        Total: 0,
      });
    },
  );
});

describe('what is refused', () => {
  const device = { 'Device.1.ProductKey': 'a1x', 'Device.1.DeviceName': 'light' };
  test.each([
    ['CreateDeviceGroup', {}, 'iot.group.InvalidGroupName'],
    ['CreateDeviceGroup', { GroupName: 'abc' }, 'iot.group.InvalidGroupName'],
    ['CreateDeviceGroup', { GroupName: 'has space' }, 'iot.group.InvalidGroupName'],
    [
      'CreateDeviceGroup',
      { GroupName: 'good_name', GroupDesc: 'x'.repeat(101) },
      'iot.group.LongGroupDescError',
    ],
    ['CreateDeviceGroup', { GroupName: 'good_name', GroupDesc: '' }, 'iot.group.LongGroupDescError'],
    ['UpdateDeviceGroup', { GroupDesc: 'x' }, 'iot.group.NullGroupId'],
    ['UpdateDeviceGroup', { GroupId: 'nobody', GroupDesc: 'x' }, 'iot.group.NotExistedGroup'],
    ['DeleteDeviceGroup', {}, 'iot.group.NullGroupId'],
    ['DeleteDeviceGroup', { GroupId: 'nobody' }, 'iot.group.NotExistedGroup'],
    ['BatchAddDeviceGroupRelations', { GroupId: 'nobody' }, 'iot.device.NoneDeviceNameElement'],
    ['BatchAddDeviceGroupRelations', device, 'iot.group.NullGroupId'],
    ['BatchAddDeviceGroupRelations', { ...device, GroupId: 'nobody' }, 'iot.group.NotExistedGroup'],
    [
      'BatchAddDeviceGroupRelations',
      { GroupId: 'g', 'Device.1.ProductKey': 'a1x' },
      'iot.device.NullDeviceName',
    ],
    [
      'BatchDeleteDeviceGroupRelations',
      { GroupId: 'g', 'Device.1.DeviceName': 'x' },
      'iot.prod.NullProductKey',
    ],
    ['BatchDeleteDeviceGroupRelations', { ...device, GroupId: 'nobody' }, 'iot.group.NotExistedGroup'],
    ['QueryDeviceGroupInfo', {}, 'iot.group.NullGroupId'],
    ['QueryDeviceGroupList', { PageSize: 201 }, 'iot.common.InvalidPageParams'],
    ['QueryDeviceGroupList', { CurrentPage: 0 }, 'iot.common.InvalidPageParams'],
    ['QueryDeviceGroupList', { SuperGroupId: 'nobody' }, 'iot.group.NotExistedGroup'],
    ['QueryDeviceGroupList', { 'GroupTypes.1': 'X' }, 'iot.common.InvalidFormattedParameter'],
    ['SetDeviceGroupTags', { GroupId: 'nobody', TagString: '[' }, 'iot.group.InvalidFormattedTagString'],
    ['SetDeviceGroupTags', { TagString: '[]' }, 'iot.group.NullGroupId'],
    ['QueryDeviceGroupTagList', { GroupId: 'nobody' }, 'iot.group.NotExistedGroup'],
    ['QueryDeviceGroupByDevice', { ProductKey: 'a1x' }, 'iot.device.NullDeviceName'],
    ['QueryDeviceGroupByDevice', { DeviceName: 'x' }, 'iot.prod.NullProductKey'],
    ['QueryDeviceGroupByDevice', { ProductKey: 'a1x', DeviceName: 'x' }, 'iot.prod.NotExistedProduct'],
    ['QueryDeviceGroupByDevice', { ProductKey: '-', DeviceName: 'x' }, 'iot.prod.InvalidFormattedProductkey'],
    ['QuerySuperDeviceGroup', { GroupId: 'nobody' }, 'iot.group.NotExistedGroup'],
    ['QueryDeviceListByDeviceGroup', {}, 'iot.group.NullGroupId'],
    ['QueryDeviceGroupByTags', {}, 'iot.group.InvalidFormattedTagString'],
    ['QueryDeviceGroupByTags', { 'Tag.1.TagKey': 'x' }, 'iot.group.InvalidFormattedTagString'],
  ])('%s with %j answers %s', async (operation, parameters, code) => {
    expect(await served.refusal(operation, parameters)).toBe(code);
  });

  test('QueryDeviceGroupByDevice of a device that its product does not have', async () => {
    const of = { ProductKey: product.productKey, DeviceName: 'nobody' };
    expect(await served.refusal('QueryDeviceGroupByDevice', of)).toBe('iot.device.NotExistedDevice');
  });
});

butNot({});
