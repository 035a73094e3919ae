import type { CreateOTAFirmwareRequest } from '../../../shared/iot/operations/ota.ts';
import type { Platform } from '../platform.ts';
import { Refusal } from '../refusal.ts';
import type { FirmwareFile } from '../state/firmware.ts';

const mostBytes = 2_000 * 2 ** 20;

/** What a call says about one file, single or one of several. */
interface DeclaredFile {
  readonly name: string | undefined;
  readonly url: string;
  readonly size: number | undefined;
  readonly sign: string | undefined;
  readonly md5: string | undefined;
}

/**
 * The files of a new package, checked. A file that lies elsewhere is taken as it is declared.
 *
 * @throws Refusal when a file cannot be what it is declared to be
 */
export function checkedFiles(request: CreateOTAFirmwareRequest, platform: Platform): FirmwareFile[] {
  return declaredFiles(request).map((file) => checkedFile(file, platform));
}

function declaredFiles({
  MultiFiles,
  FirmwareUrl,
  FirmwareSize,
  FirmwareSign,
}: CreateOTAFirmwareRequest): DeclaredFile[] {
  if (MultiFiles !== undefined) {
    return MultiFiles.map(({ Name, Url, Size, SignValue, FileMd5 }) => ({
      name: Name,
      url: Url,
      size: Size,
      sign: SignValue,
      md5: FileMd5,
    }));
  }
  const url = FirmwareUrl ?? '';
  return [{ name: undefined, url, size: FirmwareSize, sign: FirmwareSign, md5: undefined }];
}

function checkedFile(file: DeclaredFile, _platform: Platform): FirmwareFile {
  if (!/^https?:$/.test(URL.parse(file.url)?.protocol ?? '')) {
    throw new Refusal('iot.firmware.MalformedFirmwareUrl');
  }
  if (file.size !== undefined && (file.size <= 0 || file.size > mostBytes)) {
    throw new Refusal('iot.firmware.InvalidFirmwareSize');
  }
  // The only signature there is, is the MD5 value.
  return { ...file, sign: file.sign ?? file.md5, md5: file.md5 ?? file.sign };
}
