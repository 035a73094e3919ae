import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { issueClientId } from '../../../../../local/platform/device/dynamic-registration.ts';
import type { Device } from '../../../../../local/platform/state/device.ts';
import { callSdk, expectEveryField } from '../../vendor-sdk.ts';
import { Served } from './fixture.ts';

export function keepSdk(): void {
  describe("the vendor's SDK", () => {
    const served = Served.forTests(Date.now());

    /** A device of which all is known that can be. */
    const known = async (ProductKey = served.ProductKey) => {
      const light = await served.connect({ ProductKey, Nickname: 'street_light' });
      light.send(`/ota/device/inform${light.path}`, { id: '1', params: { version: '1.0' } });
      light.request('/thing/deviceinfo/update', [{ attrKey: 'room', attrValue: light.device.deviceName }]);
      return light.device;
    };
    const fields = (operation: string, parameters: object, absent: readonly string[] = []) =>
      expectEveryField(served.api, operation, parameters, absent);
    const byName = ({ product, deviceName }: Device) => ({ productKey: product.productKey, deviceName });

    test('reads every field of devices and their states', async () => {
      const device = await known();
      const { iotId } = device;
      const { productKey, deviceName } = byName(device);
      // Only a LoRaWAN device has the two.
      await fields('RegisterDevice', { productKey, nickname: 'with_alias' }, ['data.devEui', 'data.joinEui']);
      await fields('QueryDeviceInfo', { iotId });
      await fields('QueryDeviceDetail', { iotId });
      await fields('BatchQueryDeviceDetail', { productKey, deviceName: [deviceName] });
      await fields('GetDeviceStatus', { iotId });
      await fields('BatchGetDeviceState', { iotId: [iotId] });
      await fields('BatchUpdateDeviceNickname', { deviceNicknameInfo: [{ iotId, nickname: 'other_alias' }] });
      await fields('QueryDeviceStatistics', { productKey });
      await fields('ListOTAModuleVersionsByDevice', { iotId, currentPage: 1, pageSize: 10 });
      for (const operation of ['DisableThing', 'EnableThing', 'ResetThing', 'DeleteDevice']) {
        await fields(operation, { iotId });
      }
    });

    test('reads every field of the lists', async () => {
      const first = await known();
      const device = await known();
      const { productKey } = byName(device);
      // The guide says itself that DeviceType is not returned.
      await fields('QueryDevice', { productKey, pageSize: 1 }, ['data.deviceInfo.deviceType']);
      // These stand in the guide's sample alone, the table and the SDK have Status, Page, PageCount and Total instead.
      await fields('QueryDeviceByStatus', { productKey, status: 1 }, [
        'data.simpleDeviceInfo.deviceStatus',
        'currentPage',
        'totalPageCount',
        'totalCount',
      ]);
      await fields('QueryDeviceByTags', { tag: [{ tagKey: 'room', tagValue: first.deviceName }] });
      const { Data } = await served.must('CreateDeviceGroup', { GroupName: 'of_sdk' });
      const { groups } = served.platform.state;
      const group = groups.get(Data.GroupId);
      if (group !== undefined) groups.join(device, group);
      const where = `FROM device WHERE iot_id = "${device.iotId}"`;
      // The SDK keeps the one as OTAModules; the other comes with count(*) alone.
      await fields('QueryDeviceBySQL', { SQL: `SELECT * ${where}` }, ['data.oTAModules', 'totalCount']);
      const rows = await callSdk(served.api, 'QueryDeviceBySQL', { SQL: `SELECT * ${where}` });
      expect(rows['data']).toMatchObject([
        { OTAModules: [{ moduleName: 'default', firmwareVersion: '1.0' }] },
      ]);
      const counted = await callSdk(served.api, 'QueryDeviceBySQL', { SQL: `SELECT count(*) ${where}` });
      expect(counted['totalCount']).toBe(1);
    });

    test('reads every field of batches', async () => {
      const { ProductKey: productKey } = served;
      await fields('BatchCheckDeviceNames', { productKey, deviceName: ['by-sdk'] }, [
        'data.invalidDeviceNameList',
        'data.invalidDeviceNicknameList',
      ]);
      served.clock.advance(60_000);
      const applyId = 1_000_001;
      await fields('BatchRegisterDeviceWithApplyId', { productKey, applyId });
      served.clock.advance(60_000);
      // No name failed.
      await fields('QueryBatchRegisterDeviceStatus', { productKey, applyId }, ['data.invalidList.name']);
      await fields('QueryPageByApplyId', { applyId });
      await fields('BatchRegisterDevice', { productKey, count: 1 });
    });

    test('reads every field of tags, ClientIDs and files', async () => {
      const device = await known();
      const { iotId } = device;
      await fields('SaveDeviceProp', { iotId, props: '{"a":"b"}' });
      await fields('QueryDeviceProp', { iotId });
      await fields('DeleteDeviceProp', { iotId, propKey: 'a' });
      const clientId = issueClientId(device, served.platform);
      await fields('QueryClientIds', { iotId });
      await fields('TransformClientId', { iotId, clientId });
      await fields('DeleteClientIds', { iotId });
      const file = { fileId: 'f1', name: 'log.txt', size: 1, uploadedAt: 1, url: 'https://files.example/1' };
      served.platform.state.deviceFiles.add(device, file);
      // So the guide's sample calls the list; its table and the SDK say FileSummary.
      await fields('QueryDeviceFileList', { iotId }, ['data.fileStoreSummary']);
      await fields('QueryDeviceFile', { iotId, fileId: 'f1' });
      await fields('DeleteDeviceFile', { iotId, fileId: 'f1' });
    });

    test('reads every field of topologies', async () => {
      const gateway = await known(served.newProduct({ nodeType: 1 }).productKey);
      const device = await known();
      const { productKey: gwProductKey, deviceName: gwDeviceName } = byName(gateway);
      const { productKey, deviceName } = byName(device);
      const sign = createHmac('sha256', device.deviceSecret)
        .update(`deviceName${deviceName}productKey${productKey}`)
        .digest('hex');
      const topoAddItem = [{ productKey, deviceName, sign, signMethod: 'hmacSha256' }];
      await fields('BatchAddThingTopo', { gwProductKey, gwDeviceName, topoAddItem });
      // The SDK has no NextToken.
      await fields('GetThingTopo', { iotId: gateway.iotId, pageSize: 10 }, ['data.nextToken']);
      await fields('GetGatewayBySubDevice', { iotId: device.iotId });
      const deviceListStr = JSON.stringify([{ productKey, deviceName }]);
      await fields('NotifyAddThingTopo', { gwProductKey, gwDeviceName, deviceListStr });
      // The SDK has no JobId.
      await fields('RemoveThingTopo', { iotId: device.iotId }, ['jobId']);
    });
  });
}
