import { Verdicted } from '../../shared/fleet/apply/verdict.ts';
import { GenerateOTAUploadURL } from '../../shared/iot/operations/ota.ts';
import { Problem } from '../../shared/runtime/http/problem.ts';
import type { HookCall } from '../../shared/runtime/http/route.ts';
import type { Release } from './fields.ts';

/** What is needed to upload one file to the object store by an HTTP form. */
export interface UploadForm {
  readonly host: string;
  /** In the order in which they are to come; the file comes after them, in the field `file`. */
  readonly fields: Readonly<Record<string, string>>;
  /** The address of the file when it is uploaded, for CreateOTAFirmware. */
  readonly url: string;
  /** In seconds. */
  readonly validFor: number;
}

/** A form is good for a minute (section 4.17.1). */
const validFor = 60;

/** Asks the platform for a form to upload an update package with. */
export async function uploadForm(
  fileSuffix: Release['fileSuffix'],
  { iot }: Pick<HookCall, 'iot'>,
): Promise<UploadForm> {
  const { Data } = await iot.call(GenerateOTAUploadURL, { FileSuffix: fileSuffix });
  const { Host, Key, Policy, OSSAccessKeyId, Signature, FirmwareUrl } = Data ?? {};
  if (!Host || !Key || !Policy || !OSSAccessKeyId || !Signature || !FirmwareUrl)
    throw new Verdicted('failed', 'NoUploadForm', 'IoT Platform gave no complete form to upload with.');
  return {
    host: Host,
    fields: { key: Key, policy: Policy, OSSAccessKeyId, signature: Signature, success_action_status: '200' },
    url: FirmwareUrl,
    validFor,
  };
}

/**
 * Uploads an update package to the object store.
 *
 * @returns the address of the file
 * @throws Problem with status 502 when the object store refuses it; Verdicted when it may succeed later
 */
export async function uploadPackage(
  content: Buffer,
  fileSuffix: Release['fileSuffix'],
  { iot, log, deadline, now }: HookCall,
): Promise<string> {
  const { host, fields, url } = await uploadForm(fileSuffix, { iot });
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(content)]), 'package');
  const time = Math.max(0, Math.min(deadline - now(), validFor * 1_000));
  const status = await post(host, form, time).catch((error: unknown) => {
    log.warn('The object store was not reached.', { host, error });
    throw new Verdicted(
      'failed',
      'UploadFailed',
      'The update package could not be uploaded: no answer in time.',
    );
  });
  if (status === 200) return url;
  log.warn('The object store did not take an update package.', { host, status });
  if (status >= 500)
    throw new Verdicted('failed', 'UploadFailed', `The object store answered with HTTP ${status}.`);
  const detail = `The object store refused the update package with HTTP ${status}.`;
  throw new Problem(502, 'The upload was refused', detail, { members: { code: 'UploadRefused' } });
}

/** Node.js has a client of its own, which costs the bundle nothing. */
async function post(host: string, body: FormData, time: number): Promise<number> {
  const response = await fetch(host, {
    method: 'POST',
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(time),
  });
  await response.body?.cancel();
  return response.status;
}
