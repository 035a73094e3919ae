import {
  CreateOTAFirmware,
  type CreateOTAFirmwareRequest,
  DeleteOTAFirmware,
  ListOTAFirmware,
  QueryOTAFirmware,
} from '../../../../shared/iot/operations/ota.ts';
import { type ServedOperation, serve } from '../../operation.ts';
import { checkedFiles, downloadUrl, keepFiles, releaseFiles } from '../../ota/firmware-file.ts';
import { checkModuleName, firmwareOf, productOf } from '../../ota/lookup.ts';
import { verifyProgress } from '../../ota/verification.ts';
import type { Platform } from '../../platform.ts';
import { Refusal } from '../../refusal.ts';
import { defaultModule, Firmware, type FirmwareFile } from '../../state/firmware.ts';
import type { Product } from '../../state/products.ts';
import { pageOf } from '../pages.ts';
import { firmwareId, pages } from './refusals.ts';

const mostFirmwares = 500;

export const firmwareOperations: readonly ServedOperation[] = [
  serve(
    CreateOTAFirmware,
    {
      DestVersion: {
        missing: 'iot.firmware.NullFirmwareVersion',
        other: 'iot.firmware.IncorrectFormattedFirmwareVersion',
      },
      FirmwareName(what, { FirmwareName }) {
        if (what === 'missing') return 'iot.firmware.NullFirmwareName';
        return /^ +$/.test(String(FirmwareName))
          ? 'iot.firmware.BlankFirmwareName'
          : 'iot.firmware.IncorrectFormattedFirmwareName';
      },
      FirmwareUrl: {
        missing: 'iot.firmware.NullFirmwareUrl',
        excluded: 'iot.ota.PackageFileParamConflict',
        other: 'iot.firmware.MalformedFirmwareUrl',
      },
      FirmwareSign: {
        excluded: 'iot.ota.PackageFileParamConflict',
        other: 'iot.firmware.InvalidFirmwareSign',
      },
      FirmwareSize: {
        excluded: 'iot.ota.PackageFileParamConflict',
        other: 'iot.firmware.InvalidFirmwareSize',
      },
      SignMethod: 'iot.firmware.InvalidFirmwareSignMethod',
      FirmwareDesc: 'iot.firmware.FirmwareDescriptionExceedMaxLength',
      Type: 'iot.firmware.InvalidFirmwareType',
      SrcVersion: {
        missing: 'iot.firmware.SrcVersionIsMandatory',
        conflict: 'iot.firmware.SrcDestVersionMatched',
        other: 'iot.firmware.IncorrectFormattedSrcVersion',
      },
      ModuleName: 'iot.firmware.IncorrectFormattedModuleName',
      ProductKey: 'iot.firmware.InvalidProductKey',
      Udi: 'iot.common.InvalidFormattedParameter',
      MultiFiles: {
        missing: 'iot.firmware.NullFirmwareUrl',
        excluded: 'iot.ota.PackageFileParamConflict',
        tooMany: 'iot.ota.PackageFileAmountExceed',
        other: 'iot.common.InvalidFormattedParameter',
      },
      'MultiFiles.Name': {
        duplicate: 'iot.ota.PackageFileNameDuplicated',
        other: 'iot.common.InvalidFormattedParameter',
      },
      'MultiFiles.Url': {
        missing: 'iot.firmware.NullFirmwareUrl',
        duplicate: 'iot.ota.PackageFileUrlDuplicated',
        other: 'iot.firmware.MalformedFirmwareUrl',
      },
      'MultiFiles.Size': 'iot.firmware.InvalidFirmwareSize',
      'MultiFiles.SignValue': {
        duplicate: 'iot.ota.PackageFileSignDuplicated',
        other: 'iot.firmware.InvalidFirmwareSign',
      },
    },
    (request, platform) => {
      const firmware = createFirmware(request, platform);
      platform.state.ota.addFirmware(firmware);
      keepFiles(firmware.content.files, platform);
      const { firmwareId: id, createdAt } = firmware.content;
      return { Data: { FirmwareId: id, UtcCreate: utc(createdAt) } };
    },
  ),
  serve(DeleteOTAFirmware, firmwareId, ({ FirmwareId }, platform) => {
    const firmware = firmwareOf(FirmwareId, platform);
    if (firmware.batches.some(({ status }) => status === 'PLANNED' || status === 'IN_PROGRESS')) {
      throw new Refusal(
        'iot.firmware.DeleteFirmwareFailure',
        'The update package has an update batch that is planned or in progress.',
      );
    }
    platform.state.ota.deleteFirmware(firmware);
    releaseFiles(firmware.content.files, platform);
    return {};
  }),
  serve(ListOTAFirmware, { ...pages, ProductKey: 'iot.firmware.InvalidProductKey' }, (request, platform) => {
    const product = request.ProductKey === undefined ? undefined : productOf(request.ProductKey, platform);
    const firmwares = [...platform.state.ota.firmwares()]
      .filter(({ content }) => product === undefined || content.product === product)
      .filter(({ content }) => (request.DestVersion ?? content.destVersion) === content.destVersion)
      .reverse();
    const page = pageOf(firmwares, request.CurrentPage, request.PageSize);
    return {
      CurrentPage: page.number,
      PageSize: page.size,
      PageCount: page.count,
      Total: page.total,
      FirmwareInfo: { SimpleFirmwareInfo: page.items.map(summary) },
    };
  }),
  serve(QueryOTAFirmware, firmwareId, ({ FirmwareId }, platform) => {
    const firmware = firmwareOf(FirmwareId, platform);
    return { FirmwareInfo: details(firmware, platform) };
  }),
];

function createFirmware(request: CreateOTAFirmwareRequest, platform: Platform): Firmware {
  const { ota } = platform.state;
  const product = request.ProductKey === undefined ? undefined : productOf(request.ProductKey, platform);
  const moduleName = request.ModuleName ?? defaultModule;
  checkModuleName(moduleName, 'iot.firmware.IncorrectFormattedModuleName');
  if (!ota.hasModule(product, moduleName)) throw new Refusal('iot.ota.OTAModuleNotExist');
  if (request.SrcVersion !== undefined && !/^[A-Za-z0-9._-]{1,64}$/.test(request.SrcVersion)) {
    throw new Refusal('iot.firmware.IncorrectFormattedSrcVersion');
  }
  const files = checkedFiles(request, platform);
  if (ota.hasFirmwareNamed(request.FirmwareName)) {
    throw new Refusal('iot.firmware.AlreadyExistedFirmwareName');
  }
  checkVersionIsNew(request.DestVersion, product, platform);
  if (ota.firmwareCount >= mostFirmwares) throw new Refusal('iot.firmware.FirmwareCountExceedMax');
  return new Firmware(
    {
      firmwareId: `${platform.newId(20)}030100`,
      firmwareName: request.FirmwareName,
      description: request.FirmwareDesc,
      product,
      moduleName,
      srcVersion: request.SrcVersion,
      destVersion: request.DestVersion,
      delta: request.Type === 1,
      files,
      multiFile: request.MultiFiles !== undefined,
      udi: request.Udi,
      createdAt: platform.clock.now(),
    },
    request.NeedToVerify ?? true,
  );
}

/** A product has one package of a version, of whichever module. */
function checkVersionIsNew(version: string, product: Product | undefined, platform: Platform): void {
  if (product === undefined) return;
  for (const { content } of platform.state.ota.firmwares()) {
    if (content.product === product && content.destVersion === version) {
      throw new Refusal('iot.firmware.AlreadyExistedFirmwareVersion');
    }
  }
}

function summary(firmware: Firmware) {
  const { content } = firmware;
  return {
    ...described(firmware),
    ...(content.multiFile ? {} : signed(content.files[0])),
    SrcVersion: content.srcVersion ?? null,
  };
}

function details(firmware: Firmware, platform: Platform) {
  const { content } = firmware;
  return {
    ...described(firmware),
    ...(content.multiFile
      ? {
          MultiFiles: content.files.map((file) => ({
            Name: file.name,
            Url: downloadUrl(file, platform),
            Size: file.size,
            SignValue: file.sign,
            FileMd5: file.md5,
          })),
        }
      : { ...signed(content.files[0]), FirmwareUrl: urlOf(content.files[0], platform) }),
    SrcVersion: content.srcVersion ?? '',
    Udi: content.udi,
    VerifyProgress: verifyProgress(firmware),
  };
}

function described({ content, status, modifiedAt }: Firmware) {
  return {
    FirmwareId: content.firmwareId,
    FirmwareName: content.firmwareName,
    FirmwareDesc: content.description,
    ProductKey: content.product?.productKey,
    ProductName: content.product?.productName,
    ModuleName: content.moduleName,
    DestVersion: content.destVersion,
    Type: content.delta ? 1 : 0,
    SignMethod: 'MD5',
    Status: status,
    UtcCreate: utc(content.createdAt),
    UtcModified: utc(modifiedAt),
  };
}

function signed(file: FirmwareFile | undefined) {
  return { FirmwareSign: file?.sign, FirmwareSize: file?.size };
}

function urlOf(file: FirmwareFile | undefined, platform: Platform): string | undefined {
  return file === undefined ? undefined : downloadUrl(file, platform);
}

function utc(time: number): string {
  return new Date(time).toISOString();
}
