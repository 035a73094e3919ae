import {
  QueryDevicePropertyStatus,
  SetDeviceProperty,
  SetDevicesProperty,
} from '../../../../shared/iot/operations/thing-data.ts';
import { askForService, setProperties } from '../../device-side/services.ts';
import { type ServedOperation, serve } from '../../operation.ts';
import { Refusal } from '../../refusal.ts';
import { featuresOf, keyOf, moduleOf } from '../../thing-model/thing-model.ts';
import { deviceRefusals } from '../devices/named-device.ts';
import { devicesRefusals, modelledDevice, modelledDevices } from './find.ts';
import { itemsRefusals, readItems, settableItems } from './items.ts';
import { unitOf, writeTime, writeValue } from './written.ts';

export const propertyOperations: readonly ServedOperation[] = [
  serve(SetDeviceProperty, { ...deviceRefusals, ...itemsRefusals }, (request, platform) => {
    const items = readItems(request.Items);
    const { device, model } = modelledDevice(request, platform);
    if (device.activatedAt === undefined) throw new Refusal('iot.device.InactiveDevice');
    const input = settableItems(items, model);
    return { Data: { MessageId: askForService(device, { ...setProperties, input }, platform) } };
  }),

  serve(
    SetDevicesProperty,
    { ...devicesRefusals('iot.device.SetDevicePropertyFailed'), ...itemsRefusals },
    (request, platform) => {
      const items = readItems(request.Items);
      const { devices, model } = modelledDevices(request, platform);
      const input = settableItems(items, model);
      for (const device of devices) askForService(device, { ...setProperties, input }, platform);
      return {};
    },
  ),

  serve(QueryDevicePropertyStatus, deviceRefusals, (request, platform) => {
    const { device, model } = modelledDevice(request, platform);
    const module = moduleOf(model, request.FunctionBlockId);
    const data = platform.state.thingData.find(device);
    return {
      Data: {
        List: {
          PropertyStatusInfo: featuresOf(module, 'property').map(({ identifier, name, dataType }) => {
            const key = module === undefined ? identifier : keyOf(module, identifier);
            const latest = data?.properties.of(key)?.records.findLast(({ verified }) => verified);
            return {
              Identifier: identifier,
              Name: name,
              DataType: dataType.type.toLowerCase(),
              Unit: unitOf(dataType),
              Time: latest && writeTime(latest.time),
              Value: latest && writeValue(latest.value),
            };
          }),
        },
      },
    };
  }),
];
