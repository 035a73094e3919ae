import { ListOTAModuleVersionsByDevice } from '../../../../shared/iot/operations/devices.ts';
import { type ServedOperation, serve } from '../../operation.ts';
import { pageOf } from '../pages.ts';
import { deviceOf, deviceRefusals, pageRefusals } from './named-device.ts';

/** The versions that devices reported of their modules. */
export const moduleVersionOperations: readonly ServedOperation[] = [
  serve(
    ListOTAModuleVersionsByDevice,
    { ...deviceRefusals, ...pageRefusals },
    ({ CurrentPage, PageSize, ...named }, { state }) => {
      const device = deviceOf(named, state);
      const versions = [...(device.moduleVersions ?? [])];
      const { items, number, size, count, total } = pageOf(versions, CurrentPage, PageSize);
      return {
        Data: {
          SimpleOTAModuleInfo: items.map(([moduleName, version]) => ({
            IotId: device.iotId,
            ProductKey: device.product.productKey,
            DeviceName: device.deviceName,
            ModuleName: moduleName,
            ModuleVersion: version,
          })),
        },
        CurrentPage: number,
        PageSize: size,
        PageCount: count,
        Total: total,
      };
    },
  ),
];
