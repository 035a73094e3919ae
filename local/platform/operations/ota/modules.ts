import {
  CreateOTAModule,
  DeleteOTAModule,
  ListOTAModuleByProduct,
  UpdateOTAModule,
} from '../../../../shared/iot/operations/ota.ts';
import { type ServedOperation, serve } from '../../operation.ts';
import { checkModuleName, productOf } from '../../ota/lookup.ts';
import type { Platform } from '../../platform.ts';
import { Refusal } from '../../refusal.ts';
import { defaultModule, OtaModule } from '../../state/firmware.ts';
import type { Product } from '../../state/products.ts';

const mostModules = 10;

export const moduleOperations: readonly ServedOperation[] = [
  serve(
    CreateOTAModule,
    {
      ModuleName: {
        missing: 'iot.ota.CreateOTAModuleParamError',
        other: 'iot.firmware.IncorrectFormattedModuleName',
      },
      ...namedParameters('iot.ota.CreateOTAModuleParamError'),
    },
    ({ ProductKey, ModuleName, AliasName, Desc }, platform) => {
      const { ota } = platform.state;
      const product = productOf(ProductKey, platform, 'iot.ota.CreateOTAModuleParamError');
      if (ModuleName.toLowerCase() === defaultModule) throw new Refusal('iot.firmware.ModuleNameReserved');
      if (ota.moduleNamed(product, ModuleName) !== undefined) {
        throw new Refusal('iot.ota.CreateOTAModuleNameExist');
      }
      if (ota.modulesOf(product).length >= mostModules) {
        throw new Refusal('iot.ota.CreateOTAModuleExceedLimit');
      }
      ota.addModule(new OtaModule(product, ModuleName, AliasName, Desc, platform.clock.now()));
      return {};
    },
  ),
  serve(
    UpdateOTAModule,
    {
      ModuleName: 'iot.ota.UpdateOTAModuleParamError',
      ...namedParameters('iot.ota.UpdateOTAModuleParamError'),
    },
    ({ ProductKey, ModuleName, AliasName, Desc }, platform) => {
      const product = productOf(ProductKey, platform, 'iot.ota.UpdateOTAModuleParamError');
      const module = moduleOf(product, ModuleName, platform);
      module.aliasName = AliasName ?? module.aliasName;
      module.description = Desc ?? module.description;
      module.modifiedAt = platform.clock.now();
      return {};
    },
  ),
  serve(
    DeleteOTAModule,
    {
      ModuleName: 'iot.ota.DeleteOTAModuleParamError',
      ...namedParameters('iot.ota.DeleteOTAModuleParamError'),
    },
    ({ ProductKey, ModuleName }, platform) => {
      const { ota } = platform.state;
      const product = productOf(ProductKey, platform, 'iot.ota.DeleteOTAModuleParamError');
      if (ModuleName === defaultModule) throw new Refusal('iot.ota.DeleteOtaDefaultModule');
      const module = moduleOf(product, ModuleName, platform);
      for (const { content } of ota.firmwares()) {
        if (content.product === product && content.moduleName === module.moduleName) {
          throw new Refusal('iot.ota.DeleteOTAModulePackageExist');
        }
      }
      ota.deleteModule(module);
      return {};
    },
  ),
  serve(
    ListOTAModuleByProduct,
    namedParameters('iot.ota.ListOTAModuleParamError'),
    ({ ProductKey }, platform) => {
      const product = productOf(ProductKey, platform, 'iot.ota.ListOTAModuleParamError');
      return {
        Data: platform.state.ota.modulesOf(product).map((module) => ({
          ProductKey,
          ModuleName: module.moduleName,
          AliasName: module.aliasName,
          Desc: module.description,
          GmtCreate: toMinute(module.createdAt),
          GmtModified: toMinute(module.modifiedAt),
        })),
      };
    },
  ),
];

function namedParameters(code: string) {
  return {
    ProductKey: { missing: 'iot.prod.NullProductKey', other: code },
    AliasName: code,
    Desc: code,
  };
}

/** A module is found by its exact name: letter case only keeps a second one from being made. */
function moduleOf(product: Product, moduleName: string, platform: Platform): OtaModule {
  checkModuleName(moduleName, 'iot.ota.OTAModuleNotExist');
  const module = platform.state.ota.moduleNamed(product, moduleName);
  if (module?.moduleName !== moduleName) throw new Refusal('iot.ota.OTAModuleNotExist');
  return module;
}

/** The guide shows the times of modules, unlike all others of the family, without seconds. */
function toMinute(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16)}Z`;
}
