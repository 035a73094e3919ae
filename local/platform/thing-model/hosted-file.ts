import { Readable } from 'node:stream';
import type { Platform } from '../platform.ts';

/** How long the guide says that the addresses of TSL files hold: section 4.10.10. */
const validFor = 60 * 60_000;

/**
 * Lays a text into the object store, as the vendor does with TSL files and scripts.
 *
 * @param extension of the file's name, without a dot
 * @returns an address to fetch it from for 60 minutes, or undefined while the object store does not listen
 */
export async function hostedFile(
  text: string,
  extension: string,
  { objectStore }: Platform,
): Promise<string | undefined> {
  const bytes = Buffer.from(text);
  const form = objectStore.uploadForm(extension, bytes.length, 60_000);
  if (form === undefined) return undefined;
  const fields = new Map([
    ['key', form.key],
    ['policy', form.policy],
    ['ossaccesskeyid', form.accessKeyId],
    ['signature', form.signature],
  ]);
  await objectStore.put(fields, Readable.from([bytes]));
  return objectStore.signedUrl(form.url, validFor);
}
