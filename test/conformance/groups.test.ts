import * as groups from '../../shared/iot/operations/groups.ts';
import { conforms } from './run.ts';
import { named, type Scene } from './scene.ts';

/** A group, within another if told so. */
async function group(scene: Scene, SuperGroupId?: string): Promise<string> {
  const { Data } = await scene.call('CreateDeviceGroup', {
    GroupName: scene.name(),
    GroupDesc: 'Lights of a floor',
    SuperGroupId,
  });
  return Data.GroupId;
}

/** A group with one device. */
async function groupWithDevice(scene: Scene) {
  const GroupId = await group(scene);
  const device = named(scene.device());
  await scene.call('BatchAddDeviceGroupRelations', { GroupId, Device: [device] });
  return { GroupId, device };
}

/** A group with one tag. */
async function taggedGroup(scene: Scene): Promise<string> {
  const GroupId = await group(scene);
  await scene.call('SetDeviceGroupTags', { GroupId, TagString: [{ tagKey: 'floor', tagValue: '1' }] });
  return GroupId;
}

conforms('groups', groups, {
  CreateDeviceGroup: {
    given: (scene) => ({ GroupName: scene.name(), GroupDesc: 'Lights of a floor' }),
    refused: { but: {}, code: 'iot.group.GroupNameExisted' },
  },
  UpdateDeviceGroup: {
    given: async (scene) => ({ GroupId: await group(scene), GroupDesc: 'Lights of the first floor' }),
    refused: { but: { GroupDesc: 'x'.repeat(101) }, code: 'iot.group.LongGroupDescError' },
  },
  DeleteDeviceGroup: {
    given: async (scene) => ({ GroupId: await group(scene) }),
    refused: {
      but: async (scene) => {
        const GroupId = await group(scene);
        await group(scene, GroupId);
        return { GroupId };
      },
      code: 'iot.group.SubGroupNotNull',
    },
  },
  BatchAddDeviceGroupRelations: {
    given: async (scene) => ({
      GroupId: await group(scene),
      Device: [named(scene.device()), named(scene.device())],
    }),
    refused: { but: { GroupId: 'nobody' }, code: 'iot.group.NotExistedGroup' },
  },
  BatchDeleteDeviceGroupRelations: {
    given: async (scene) => {
      const { GroupId, device } = await groupWithDevice(scene);
      return { GroupId, Device: [device] };
    },
    refused: { but: { Device: [{ ProductKey: 'a1BwAGV' }] }, code: 'iot.device.NullDeviceName' },
  },
  QueryDeviceGroupInfo: {
    given: async (scene) => ({ GroupId: await group(scene) }),
    absent: { 'Data.DynamicGroupExpression': 'Only a dynamic group has one, and no operation makes any.' },
    refused: { but: { GroupType: 'LINK_PLATFORM' }, code: 'iot.common.InvalidFormattedParameter' },
  },
  QueryDeviceGroupList: {
    given: async (scene) => {
      const SuperGroupId = await group(scene);
      await group(scene, SuperGroupId);
      return { SuperGroupId, CurrentPage: 1, PageSize: 10 };
    },
    refused: { but: { PageSize: 201 }, code: 'iot.common.InvalidPageParams' },
  },
  SetDeviceGroupTags: {
    given: async (scene) => ({
      GroupId: await group(scene),
      TagString: [
        { tagKey: 'floor', tagValue: '1' },
        { tagKey: 'wing', tagValue: 'west' },
      ],
    }),
    refused: { but: { TagString: '[{"tagKey":"floor"}]' }, code: 'iot.group.InvalidFormattedTagString' },
  },
  QueryDeviceGroupTagList: {
    given: async (scene) => ({ GroupId: await taggedGroup(scene) }),
    refused: { but: { GroupId: undefined }, code: 'iot.group.NullGroupId' },
  },
  QueryDeviceGroupByDevice: {
    given: async (scene) => (await groupWithDevice(scene)).device,
    refused: { but: { DeviceName: 'nobody' }, code: 'iot.device.NotExistedDevice' },
  },
  QuerySuperDeviceGroup: {
    given: async (scene) => ({ GroupId: await group(scene, await group(scene)) }),
    absent: {
      'Data.GroupDesc': "The SDK's model has it in the list GroupInfo alone.",
      'Data.GroupId': "The SDK's model has it in the list GroupInfo alone.",
      'Data.GroupName': "The SDK's model has it in the list GroupInfo alone.",
    },
    refused: { but: { GroupId: 'nobody' }, code: 'iot.group.NotExistedGroup' },
  },
  QueryDeviceListByDeviceGroup: {
    given: async (scene) => ({ GroupId: (await groupWithDevice(scene)).GroupId }),
    refused: { but: { GroupId: 'nobody' }, code: 'iot.group.NotExistedGroup' },
  },
  QueryDeviceGroupByTags: {
    given: async (scene) => {
      await taggedGroup(scene);
      return { Tag: [{ TagKey: 'floor', TagValue: '1' }] };
    },
    refused: { but: { Tag: [{ TagKey: 'floor' }] }, code: 'iot.group.InvalidFormattedTagString' },
  },
});
