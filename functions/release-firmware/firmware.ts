import { createHash } from 'node:crypto';
import { codeOf, Verdicted } from '../../shared/fleet/apply/verdict.ts';
import { IotError } from '../../shared/iot/errors.ts';
import {
  CreateOTAFirmware,
  ListOTAFirmware,
  QueryOTAFirmware,
  type QueryOTAFirmwareFirmwareInfo,
} from '../../shared/iot/operations/ota.ts';
import { Problem } from '../../shared/runtime/http/problem.ts';
import type { HookCall } from '../../shared/runtime/http/route.ts';
import type { Release } from './fields.ts';
import { uploadPackage } from './upload.ts';
import { verificationStatus } from './verification-status.ts';

/** An update package that is there. */
export interface Firmware {
  readonly firmwareId: string;
  readonly firmwareName: string;
  readonly status: QueryOTAFirmwareFirmwareInfo['Status'];
}

/** The bytes of a package that came with the request, and their MD5 value. */
interface Bytes {
  readonly content: Buffer;
  readonly md5: string;
}

const nameTaken = 'iot.firmware.AlreadyExistedFirmwareName';
const versionTaken = 'iot.firmware.AlreadyExistedFirmwareVersion';

/**
 * The release's update package, made unless it is there. Its name is unique in the account, so a release that is sent
 * twice, also at once, is one package: who comes second is told that the name is taken, and finds it.
 *
 * @throws Problem with status 409 when what is there by this name is another release
 */
export async function firmwareFor(release: Release, call: HookCall): Promise<Firmware> {
  const name = release.firmwareName ?? nameFor(release);
  const content = release.package === undefined ? undefined : Buffer.from(release.package, 'base64');
  const bytes =
    content === undefined ? undefined : { content, md5: createHash('md5').update(content).digest('hex') };
  return (await find(name, release, bytes, call)) ?? (await make(name, release, bytes, call));
}

/** At most 40 characters; begins with what a reader looks for, and ends with what tells it from all others. */
function nameFor({ productKey, moduleName, version, sourceVersion }: Release): string {
  const readable = `${moduleName === 'default' ? productKey : moduleName}_${version}`;
  const unique = createHash('sha256')
    .update(JSON.stringify([productKey, moduleName, version, sourceVersion]))
    .digest('hex');
  return `${readable
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+/, '')
    .slice(0, 23)}_${unique.slice(0, 16)}`;
}

async function make(
  name: string,
  release: Release,
  bytes: Bytes | undefined,
  call: HookCall,
): Promise<Firmware> {
  const { productKey, moduleName, version, sourceVersion, needToVerify, description } = release;
  const { iot, log } = call;
  const url =
    bytes === undefined ? release.url : await uploadPackage(bytes.content, release.fileSuffix, call);
  const md5 = bytes?.md5 ?? release.md5;
  try {
    const { Data } = await iot.call(CreateOTAFirmware, {
      FirmwareName: name,
      ProductKey: productKey,
      ModuleName: moduleName,
      DestVersion: version,
      FirmwareUrl: url,
      FirmwareSign: md5,
      SignMethod: md5 === undefined ? undefined : 'MD5',
      FirmwareSize: bytes?.content.length,
      FirmwareDesc: description,
      Type: sourceVersion === undefined ? 0 : 1,
      SrcVersion: sourceVersion,
      NeedToVerify: needToVerify,
    });
    log.info('An update package is made.', { productKey, moduleName, version, firmwareId: Data?.FirmwareId });
    if (Data?.FirmwareId)
      return { firmwareId: Data.FirmwareId, firmwareName: name, status: needToVerify ? 0 : -1 };
  } catch (error) {
    const code = codeOf(error);
    const isThere = code === nameTaken || code === versionTaken;
    if (!isThere && !(error instanceof IotError && error.outcomeUnknown)) throw error;
    const found = await find(name, release, bytes, call);
    if (found !== undefined) return found;
    // Nobody else makes a package by a name that is worked out, so this one is only not listed yet.
    if (code !== nameTaken || release.firmwareName !== undefined) throw error;
  }
  throw new Verdicted(
    'failed',
    'PackageNotListed',
    `The update package ${name} was made, and is not listed yet.`,
  );
}

/** The package by this name, when it is of this release. */
async function find(
  name: string,
  release: Release,
  bytes: Bytes | undefined,
  { iot }: HookCall,
): Promise<Firmware | undefined> {
  const { productKey, version } = release;
  for await (const listed of iot.paginate(ListOTAFirmware, {
    ProductKey: productKey,
    DestVersion: version,
  })) {
    if (listed.FirmwareName !== name || !listed.FirmwareId) continue;
    const { FirmwareInfo } = await iot.call(QueryOTAFirmware, { FirmwareId: listed.FirmwareId });
    const other = difference(release, bytes, FirmwareInfo ?? {});
    if (other === undefined) {
      return {
        firmwareId: listed.FirmwareId,
        firmwareName: name,
        status: FirmwareInfo?.Status ?? listed.Status,
      };
    }
    const detail = `The update package ${name} (${listed.FirmwareId}) is there already, with another ${other}.`;
    throw new Problem(409, 'Another release', detail, {
      members: { code: 'AnotherRelease', firmwareId: listed.FirmwareId },
    });
  }
  return undefined;
}

/** In what a package differs from what is to be released. */
function difference(
  release: Release,
  bytes: Bytes | undefined,
  there: QueryOTAFirmwareFirmwareInfo,
): keyof Release | undefined {
  if ((there.ModuleName || 'default') !== release.moduleName) return 'moduleName';
  // A full package may be shown with an empty source version.
  const sourceVersion = there.Type === 1 ? there.SrcVersion : undefined;
  if (sourceVersion !== release.sourceVersion) return 'sourceVersion';
  if ((verificationStatus(there.Status) === 'not-needed') === release.needToVerify) return 'needToVerify';
  const md5 = bytes?.md5 ?? release.md5;
  if (md5 !== undefined && there.FirmwareSign)
    return md5.toLowerCase() === there.FirmwareSign.toLowerCase() ? undefined : bytes ? 'package' : 'md5';
  return release.url !== undefined && there.FirmwareUrl && !isSameFile(release.url, there.FirmwareUrl)
    ? 'url'
    : undefined;
}

/** The platform signs the address that it shows, in the query. */
function isSameFile(one: string, other: string): boolean {
  const [a, b] = [new URL(one), new URL(other)];
  return a.host === b.host && a.pathname === b.pathname;
}
