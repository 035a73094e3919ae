import { expect, test } from 'vitest';
import type { Operation } from '../../../../../shared/iot/operation.ts';
import {
  CreateOTAModule,
  DeleteOTAFirmware,
  DeleteOTAModule,
  ListOTAModuleByProduct,
  UpdateOTAModule,
} from '../../../../../shared/iot/operations/ota.ts';
import type { Effects } from '../../effects.ts';
import { Fleet, minute } from '../../ota/fleet.ts';

export function keepModules({ keeps }: Effects): void {
  keeps(
    'a product has up to ten modules of its own, all listed at once',
    {
      CreateOTAModule: ['OTA modules are', 'At most 10'],
      ListOTAModuleByProduct: ['Read-only'],
    },
    async () => {
      const fleet = new Fleet();
      const { ProductKey } = named(fleet);
      for (let index = 0; index < 10; index++) {
        fleet.call(CreateOTAModule, { ProductKey, ModuleName: `module${index}`, AliasName: `alias${index}` });
      }
      expect(fleet.refusal(CreateOTAModule, { ProductKey, ModuleName: 'eleventh' })).toBe(
        'iot.ota.CreateOTAModuleExceedLimit',
      );
      const other = fleet.newProduct('a1product02').productKey;
      fleet.call(CreateOTAModule, { ProductKey: other, ModuleName: 'module0', Desc: 'The radio.' });
      expect(modulesOf(fleet, ProductKey)).toHaveLength(10);
      expect(modulesOf(fleet, other)).toEqual([
        {
          ProductKey: other,
          ModuleName: 'module0',
          Desc: 'The radio.',
          GmtCreate: '2030-01-01T00:00Z',
          GmtModified: '2030-01-01T00:00Z',
        },
      ]);
    },
  );

  keeps(
    'the default module is there without being made, cannot be made or deleted, and is not among those that were made',
    {
      CreateOTAModule: 'The default module stands',
      DeleteOTAModule: ['The default module', 'Only custom'],
      ListOTAModuleByProduct: 'The text does not say',
    },
    async () => {
      const fleet = new Fleet();
      const { ProductKey } = named(fleet);
      fleet.firmware({ ModuleName: 'default' });
      for (const ModuleName of ['default', 'Default']) {
        expect(fleet.refusal(CreateOTAModule, { ProductKey, ModuleName })).toBe(
          'iot.firmware.ModuleNameReserved',
        );
      }
      expect(fleet.refusal(DeleteOTAModule, { ProductKey, ModuleName: 'default' })).toBe(
        'iot.ota.DeleteOtaDefaultModule',
      );
      expect(modulesOf(fleet, ProductKey)).toEqual([]);
    },
  );

  keeps(
    'a module is known by its name in one letter case, which stays, while alias and description change',
    {
      CreateOTAModule: 'ModuleName is unique',
      UpdateOTAModule: ['The module is found', 'AliasName and Desc'],
    },
    async () => {
      const fleet = new Fleet();
      const { ProductKey } = named(fleet);
      const scanner = { ProductKey, ModuleName: 'scanner' };
      fleet.call(CreateOTAModule, { ...scanner, AliasName: 'first', Desc: 'Reads codes.' });
      for (const ModuleName of ['scanner', 'Scanner']) {
        expect(fleet.refusal(CreateOTAModule, { ProductKey, ModuleName })).toBe(
          'iot.ota.CreateOTAModuleNameExist',
        );
      }
      fleet.advance(minute);
      fleet.call(UpdateOTAModule, { ...scanner, AliasName: 'second' });
      expect(modulesOf(fleet, ProductKey)).toMatchObject([
        {
          ModuleName: 'scanner',
          AliasName: 'second',
          Desc: 'Reads codes.',
          GmtCreate: '2030-01-01T00:00Z',
          GmtModified: '2030-01-01T00:01Z',
        },
      ]);
      fleet.call(UpdateOTAModule, { ...scanner, Desc: 'Reads.' });
      expect(modulesOf(fleet, ProductKey)).toMatchObject([{ AliasName: 'second', Desc: 'Reads.' }]);
      expect(fleet.refusal(UpdateOTAModule, { ProductKey, ModuleName: 'SCANNER' })).toBe(
        'iot.ota.OTAModuleNotExist',
      );
    },
  );

  keeps(
    'a module goes when its packages have gone',
    {
      DeleteOTAModule: 'A module that still',
      DeleteOTAFirmware: 'A module that still',
    },
    async () => {
      const fleet = new Fleet();
      const radio = { ProductKey: fleet.product.productKey, ModuleName: 'radio' };
      fleet.call(CreateOTAModule, radio);
      const FirmwareId = fleet.firmware({ ModuleName: 'radio' });
      expect(fleet.refusal(DeleteOTAModule, radio)).toBe('iot.ota.DeleteOTAModulePackageExist');
      fleet.call(DeleteOTAFirmware, { FirmwareId });
      fleet.call(DeleteOTAModule, radio);
      expect(modulesOf(fleet, radio.ProductKey)).toEqual([]);
      expect(fleet.refusal(DeleteOTAModule, radio)).toBe('iot.ota.OTAModuleNotExist');
    },
  );

  const scanner = { ProductKey: 'a1product01', ModuleName: 'scanner' };
  test.each<[string, Operation<object, object>, Partial<Record<string, unknown>>]>([
    ['iot.ota.CreateOTAModuleParamError', CreateOTAModule, { ModuleName: undefined }],
    ['iot.firmware.IncorrectFormattedModuleName', CreateOTAModule, { ModuleName: 'bar code' }],
    ['iot.firmware.IncorrectFormattedModuleName', CreateOTAModule, { ModuleName: 'a'.repeat(65) }],
    ['iot.ota.CreateOTAModuleParamError', CreateOTAModule, { AliasName: 'bar code' }],
    ['iot.ota.CreateOTAModuleParamError', CreateOTAModule, { Desc: 'a'.repeat(101) }],
    ['iot.ota.CreateOTAModuleParamError', CreateOTAModule, { ProductKey: 'no key' }],
    ['iot.prod.NullProductKey', CreateOTAModule, { ProductKey: undefined }],
    ['iot.prod.NotExistedProduct', CreateOTAModule, { ProductKey: 'nobody' }],
    ['iot.ota.UpdateOTAModuleParamError', UpdateOTAModule, { ModuleName: undefined }],
    ['iot.ota.UpdateOTAModuleParamError', UpdateOTAModule, { AliasName: 'bar code' }],
    ['iot.ota.UpdateOTAModuleParamError', UpdateOTAModule, { Desc: 'a'.repeat(101) }],
    ['iot.ota.UpdateOTAModuleParamError', UpdateOTAModule, { ProductKey: 'no key' }],
    ['iot.prod.NullProductKey', UpdateOTAModule, { ProductKey: undefined }],
    ['iot.prod.NotExistedProduct', UpdateOTAModule, { ProductKey: 'nobody' }],
    ['iot.ota.DeleteOTAModuleParamError', DeleteOTAModule, { ModuleName: undefined }],
    ['iot.ota.DeleteOTAModuleParamError', DeleteOTAModule, { ProductKey: 'no key' }],
    ['iot.prod.NullProductKey', DeleteOTAModule, { ProductKey: undefined }],
    ['iot.prod.NotExistedProduct', DeleteOTAModule, { ProductKey: 'nobody' }],
    ['iot.ota.ListOTAModuleParamError', ListOTAModuleByProduct, { ProductKey: 'no key' }],
    ['iot.prod.NullProductKey', ListOTAModuleByProduct, { ProductKey: undefined }],
    ['iot.prod.NotExistedProduct', ListOTAModuleByProduct, { ProductKey: 'nobody' }],
  ])('modules are refused with %s', (code, operation, change) => {
    expect(new Fleet().refusal(operation, { ...scanner, ...change })).toBe(code);
  });
}

function named(fleet: Fleet) {
  return { ProductKey: fleet.product.productKey };
}

function modulesOf(fleet: Fleet, ProductKey: string) {
  return fleet.call(ListOTAModuleByProduct, { ProductKey }).Data;
}
