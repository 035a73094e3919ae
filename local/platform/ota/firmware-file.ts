import type { CreateOTAFirmwareRequest } from '../../../shared/iot/operations/ota.ts';
import { usableFor } from '../object-store/object-store.ts';
import type { Platform } from '../platform.ts';
import { Refusal } from '../refusal.ts';
import type { FirmwareFile } from '../state/firmware.ts';

const mostBytes = 2_000 * 2 ** 20;
const downloadableFor = 24 * 60 * 60_000;

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

function checkedFile(file: DeclaredFile, platform: Platform): FirmwareFile {
  if (!/^https?:$/.test(URL.parse(file.url)?.protocol ?? '')) {
    throw new Refusal('iot.firmware.MalformedFirmwareUrl');
  }
  if (file.size !== undefined && (file.size <= 0 || file.size > mostBytes)) {
    throw new Refusal('iot.firmware.InvalidFirmwareSize');
  }
  if (platform.objectStore.owns(file.url)) return checkedUpload(file, platform);
  // The only signature there is, is the MD5 value.
  return { ...file, sign: file.sign ?? file.md5, md5: file.md5 ?? file.sign };
}

function checkedUpload(file: DeclaredFile, { objectStore, clock }: Platform): FirmwareFile {
  const object = objectStore.find(file.url);
  if (object === undefined || clock.now() > object.uploadedAt + usableFor) {
    throw new Refusal(
      'iot.firmware.InvalidFirmwareUrl',
      'No file was uploaded to this address within the last 60 minutes.',
    );
  }
  if (object.size === 0) throw new Refusal('iot.firmware.EmptyFirmwareFile');
  if (file.size !== undefined && file.size !== object.size) {
    throw new Refusal('iot.firmware.InvalidFirmwareSize', `The uploaded file has ${object.size} bytes.`);
  }
  for (const declared of [file.sign, file.md5]) {
    if (declared !== undefined && declared.toLowerCase() !== object.md5) {
      throw new Refusal('iot.firmware.InvalidFirmwareSign', 'It is not the MD5 value of the uploaded file.');
    }
  }
  return { ...file, size: object.size, sign: file.sign ?? object.md5, md5: object.md5 };
}

/** Keeps the uploaded files of a package for as long as there is the package. */
export function keepFiles(files: readonly FirmwareFile[], { objectStore }: Platform): void {
  for (const { url } of files) {
    const object = objectStore.find(url);
    if (object !== undefined) objectStore.keep(object.key);
  }
}

/** Lets go of the uploaded files of a package that is deleted. */
export function releaseFiles(files: readonly FirmwareFile[], { objectStore }: Platform): void {
  for (const { url } of files) {
    const object = objectStore.find(url);
    if (object !== undefined) objectStore.release(object.key);
  }
}

/** Where a file of a package can be fetched from: an uploaded one by a signed address, for a day. */
export function downloadUrl({ url }: FirmwareFile, { objectStore }: Platform): string {
  return objectStore.owns(url) ? objectStore.signedUrl(url, downloadableFor) : url;
}
