import * as z from 'zod/mini';
import {
  BatchAddThingTopo,
  GetGatewayBySubDevice,
  GetThingTopo,
  NotifyAddThingTopo,
  RemoveThingTopo,
} from '../../../../shared/iot/operations/devices.ts';
import { nameOf } from '../../device/identity.ts';
import { tell } from '../../device/line.ts';
import { isSignedBy } from '../../device/signature.ts';
import { attach, detach, mostSubDevices } from '../../device/topology.ts';
import { type ServedOperation, serve } from '../../operation.ts';
import { Refusal } from '../../refusal.ts';
import type { Device } from '../../state/device.ts';
import { readJson } from '../json-parameter.ts';
import { pageOf } from '../pages.ts';
import { detailsOf, times } from './details.ts';
import { deviceOf, deviceRefusals } from './named-device.ts';
import { readToken, writeToken } from './next-token.ts';

const malformed = 'iot.common.InvalidFormattedParameter';
const tooMany = 'iot.device.TopoRelationCountExceeded';

const deviceListSchema = z.array(
  z.union([z.object({ productKey: z.string(), deviceName: z.string() }), z.object({ IotId: z.string() })]),
);

/** Gateways and their sub-devices. */
export const topologyOperations: readonly ServedOperation[] = [
  serve(
    BatchAddThingTopo,
    {
      GwProductKey: { missing: 'iot.prod.NullProductKey' },
      GwDeviceName: { missing: 'iot.device.NullDeviceName' },
      TopoAddItem: { missing: 'iot.device.NoneDeviceNameElement', tooMany },
      'TopoAddItem.ProductKey': { missing: 'iot.prod.NullProductKey' },
      'TopoAddItem.DeviceName': { missing: 'iot.device.NullDeviceName' },
      'TopoAddItem.SignMethod': malformed,
    },
    ({ GwProductKey, GwDeviceName, TopoAddItem }, platform) => {
      const { state } = platform;
      const gateway = deviceOf({ ProductKey: GwProductKey, DeviceName: GwDeviceName }, state);
      const subDevices = TopoAddItem.map((item) => {
        const subDevice = deviceOf({ ProductKey: item.ProductKey, DeviceName: item.DeviceName }, state);
        const signed = {
          productKey: item.ProductKey,
          deviceName: item.DeviceName,
          clientId: item.ClientId,
          timestamp: item.Timestamp,
        };
        if (!isSignedBy(subDevice.deviceSecret, { sign: item.Sign, signMethod: item.SignMethod }, signed)) {
          throw new Refusal('iot.device.VerifyDeviceFailed', `The Sign of ${item.DeviceName} is not right.`);
        }
        return subDevice;
      });
      if (!gateway.product.isGateway) {
        throw new Refusal(
          'iot.device.AddTopoRelationFailed',
          'The device named by GwDeviceName is no gateway.',
        );
      }
      if (subDevices.includes(gateway)) {
        throw new Refusal('iot.device.AddTopoRelationFailed', 'A gateway cannot be its own sub-device.');
      }
      const all = new Set([...(gateway.subDevices ?? []), ...subDevices]);
      if (all.size > mostSubDevices) throw new Refusal(tooMany);
      attach(gateway, subDevices, platform);
      return {};
    },
  ),

  serve(RemoveThingTopo, deviceRefusals, (named, platform) => {
    if (!detach(deviceOf(named, platform.state), platform)) {
      throw new Refusal('iot.device.RemoveTopoRelationFailed');
    }
    return { Data: true, JobId: platform.newId(32) };
  }),

  serve(
    GetThingTopo,
    {
      ...deviceRefusals,
      PageSize: 'iot.device.QueryTopoRelationFailed',
      PageNo: 'iot.common.InvalidPageParams',
    },
    ({ PageNo, PageSize, NextToken, ...named }, { state }) => {
      const subDevices = deviceOf(named, state).subDevices ?? new Set();
      if (PageSize < 1) throw new Refusal('iot.device.QueryTopoRelationFailed', 'PageSize must be 1 to 50.');
      const number = NextToken === undefined ? PageNo : readToken(NextToken);
      const page = pageOf<Device>(subDevices, number, PageSize);
      if (page.number > Math.max(page.count, 1)) {
        throw new Refusal('iot.common.InvalidPageParams', `PageNo must be at most ${page.count}.`);
      }
      return {
        Data: {
          List: {
            deviceInfo: page.items.map(({ iotId, product, deviceName }) => ({
              IotId: iotId,
              ProductKey: product.productKey,
              DeviceName: deviceName,
            })),
          },
          NextToken: page.number < page.count ? writeToken(page.number + 1) : '',
          CurrentPage: page.number,
          PageSize: page.size,
          PageCount: page.count,
          Total: page.total,
        },
      };
    },
  ),

  serve(
    NotifyAddThingTopo,
    {
      GwIotId: 'iot.device.InvalidIoTId',
      GwProductKey: { missing: 'iot.prod.NullProductKey' },
      GwDeviceName: { missing: 'iot.device.NullDeviceName' },
      DeviceListStr: malformed,
    },
    ({ GwIotId, GwProductKey, GwDeviceName, DeviceListStr = '[]' }, platform) => {
      const { state } = platform;
      const gateway = deviceOf({ IotId: GwIotId, ProductKey: GwProductKey, DeviceName: GwDeviceName }, state);
      const list = readJson('DeviceListStr', DeviceListStr, deviceListSchema, malformed);
      if (list.length === 0) throw new Refusal('iot.device.NoneDeviceNameElement');
      const subDevices = list.map((one) =>
        deviceOf('IotId' in one ? one : { ProductKey: one.productKey, DeviceName: one.deviceName }, state),
      );
      const messageId = tell(gateway, 'thing.topo.add.notify', subDevices.map(nameOf), platform);
      return { Data: { MessageId: messageId } };
    },
  ),

  serve(GetGatewayBySubDevice, deviceRefusals, (named, { state, account }) => {
    const { gateway } = deviceOf(named, state);
    if (gateway === undefined) {
      throw new Refusal('iot.device.QueryTopoRelationFailed', 'The device is attached to no gateway.');
    }
    // What the other operations call IotId and Region begins with a small letter here.
    const { IotId, Region, Nickname: _, ...details } = detailsOf(gateway, account);
    return {
      Data: {
        ...details,
        iotId: IotId,
        region: Region,
        NodeType: String(details.NodeType),
        Status: details.Status.toLowerCase(),
        IpAddress: gateway.clientIp,
        ...times('Online', gateway.lastOnlineAt, account),
      },
    };
  }),
];
