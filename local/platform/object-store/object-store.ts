import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../clock.ts';
import { checkFields, policyFor, readPolicy, sizesAllowed } from './policy.ts';
import { StoreError } from './store-error.ts';

const minute = 60_000;

/** How long what is uploaded stays without being used. */
export const usableFor = 60 * minute;

/** A file in the store. */
export interface StoredObject {
  readonly key: string;
  /** Where its bytes are. */
  readonly path: string;
  readonly size: number;
  /** The MD5 value of its bytes, in lower-case hexadecimal. */
  readonly md5: string;
  readonly uploadedAt: number;
}

/** The fields of a form upload, and where it goes to. */
export interface UploadForm {
  readonly host: string;
  readonly key: string;
  readonly policy: string;
  readonly signature: string;
  readonly accessKeyId: string;
  /** Where the object is when it is uploaded. */
  readonly url: string;
}

/** A bucket on this machine: forms to upload one object with, and signed addresses to fetch it from. */
export class ObjectStore {
  readonly #clock: Clock;
  readonly #newId: (length: number) => string;
  readonly #accessKeyId: string;
  readonly #secret = randomBytes(24).toString('base64url');
  readonly #objects = new Map<string, StoredObject>();
  /** How often an object is in use. */
  readonly #kept = new Map<string, number>();
  #folder: Promise<string> | undefined;
  /** Where the store listens: `http://127.0.0.1:8080`; undefined while it does not. */
  origin: string | undefined;

  constructor(clock: Clock, newId: (length: number) => string) {
    this.#clock = clock;
    this.#newId = newId;
    this.#accessKeyId = newId(16);
  }

  /**
   * Makes what is needed to upload one object.
   *
   * @param extension of the file's name, without a dot
   * @returns undefined while the store does not listen
   */
  uploadForm(extension: string, mostBytes: number, validMilliseconds: number): UploadForm | undefined {
    if (this.origin === undefined) return undefined;
    const key = `ota/${this.#newId(32).toLowerCase()}/${this.#newId(24).toLowerCase()}.${extension}`;
    const policy = policyFor(key, mostBytes, this.#clock.now() + validMilliseconds);
    return {
      host: this.origin,
      key,
      policy,
      signature: this.#sign(policy),
      accessKeyId: this.#accessKeyId,
      url: `${this.origin}/${key}`,
    };
  }

  /**
   * Takes an uploaded file.
   *
   * @param fields the form's fields that came before the file, by name in lower case
   * @param signal gives up on the file when it is aborted
   * @throws StoreError when the form does not allow it
   */
  async put(
    fields: ReadonlyMap<string, string>,
    bytes: Readable,
    signal?: AbortSignal,
  ): Promise<StoredObject> {
    const key = fields.get('key') ?? '';
    if (key === '')
      throw new StoreError(400, 'InvalidArgument', 'The form has no field key before the file.');
    const policyText = fields.get('policy');
    if (policyText === undefined) throw new StoreError(403, 'AccessDenied', 'The form has no field policy.');
    if (fields.get('ossaccesskeyid') !== this.#accessKeyId) {
      throw new StoreError(403, 'InvalidAccessKeyId', 'The OSS Access Key Id you provided does not exist.');
    }
    this.#check(policyText, fields.get('signature') ?? '');
    const policy = readPolicy(policyText);
    checkFields(policy, fields, this.#clock.now());
    if (this.#kept.has(key)) throw new StoreError(409, 'FileAlreadyExists', 'The object is in use.');
    return await this.#write(key, bytes, sizesAllowed(policy), signal);
  }

  /** The object at one of the store's own addresses, when it was uploaded. */
  find(url: string): StoredObject | undefined {
    const key = this.#keyOf(url);
    return key === undefined ? undefined : this.#objects.get(key);
  }

  /** Whether an address is one of this store, be there an object or not. */
  owns(url: string): boolean {
    return this.#keyOf(url) !== undefined;
  }

  /** Keeps an object until it is let go of as often as it was kept. */
  keep(key: string): void {
    this.#kept.set(key, (this.#kept.get(key) ?? 0) + 1);
  }

  /** Lets go of an object; when nobody else keeps it, it is deleted. */
  release(key: string): void {
    const left = (this.#kept.get(key) ?? 1) - 1;
    if (left > 0) {
      this.#kept.set(key, left);
      return;
    }
    this.#kept.delete(key);
    this.#delete(key);
  }

  /** The address of an object with a signature that lets whoever has it fetch it for a while. */
  signedUrl(url: string, validMilliseconds: number): string {
    const key = this.#keyOf(url);
    if (key === undefined) return url;
    const expires = String(Math.ceil((this.#clock.now() + validMilliseconds) / 1000));
    const query = new URLSearchParams({
      Expires: expires,
      OSSAccessKeyId: this.#accessKeyId,
      Signature: this.#sign(downloadText(key, expires)),
    });
    return `${this.origin ?? ''}/${key}?${query.toString()}`;
  }

  /**
   * The object that a signed address leads to.
   *
   * @throws StoreError when the signature is not right or too old, or nothing is there
   */
  open(key: string, query: URLSearchParams): StoredObject {
    const expires = query.get('Expires') ?? '';
    const signature = query.get('Signature');
    if (signature === null) {
      throw new StoreError(
        403,
        'AccessDenied',
        'You have no right to access this object because of bucket acl.',
      );
    }
    if (query.get('OSSAccessKeyId') !== this.#accessKeyId) {
      throw new StoreError(403, 'InvalidAccessKeyId', 'The OSS Access Key Id you provided does not exist.');
    }
    this.#check(downloadText(key, expires), signature);
    if (this.#clock.now() > Number(expires) * 1000)
      throw new StoreError(403, 'AccessDenied', 'Request has expired.');
    const object = this.#objects.get(key);
    if (object === undefined) throw new StoreError(404, 'NoSuchKey', 'The specified key does not exist.');
    return object;
  }

  /** All that is stored, and how often each is in use. */
  *objects(): Generator<{ readonly object: StoredObject; readonly uses: number }, void, undefined> {
    for (const object of this.#objects.values()) yield { object, uses: this.#kept.get(object.key) ?? 0 };
  }

  /**
   * Takes in an object that was there before.
   *
   * @param put puts its bytes at a path
   */
  async restore(
    object: Omit<StoredObject, 'path'>,
    uses: number,
    put: (path: string) => void,
  ): Promise<void> {
    const stored = { ...object, path: await this.#newPath() };
    put(stored.path);
    this.#objects.set(stored.key, stored);
    if (uses > 0) this.#kept.set(stored.key, uses);
    this.#watchUse(stored);
  }

  /** Deletes all that is stored. */
  async clear(): Promise<void> {
    this.#objects.clear();
    this.#kept.clear();
    const folder = this.#folder;
    this.#folder = undefined;
    if (folder !== undefined) await rm(await folder, { recursive: true, force: true });
  }

  async #write(
    key: string,
    bytes: Readable,
    sizes: { least: number; most: number },
    signal: AbortSignal | undefined,
  ): Promise<StoredObject> {
    const path = await this.#newPath();
    const md5 = createHash('md5');
    let size = 0;
    try {
      await pipeline(
        bytes,
        async function* (chunks: AsyncIterable<Buffer>) {
          for await (const chunk of chunks) {
            size += chunk.length;
            if (size > sizes.most) throw tooLarge(sizes.most);
            md5.update(chunk);
            yield chunk;
          }
        },
        createWriteStream(path),
        ...(signal === undefined ? [] : [{ signal }]),
      );
      if (size < sizes.least)
        throw new StoreError(400, 'EntityTooSmall', `The file has less than ${sizes.least} bytes.`);
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    const object = { key, path, size, md5: md5.digest('hex'), uploadedAt: this.#clock.now() };
    const earlier = this.#objects.get(key);
    // An object keeps its place on the disk when it is uploaded again, so that nobody reads half of each.
    if (earlier !== undefined) await rename(path, earlier.path);
    const stored = earlier === undefined ? object : { ...object, path: earlier.path };
    this.#objects.set(key, stored);
    this.#watchUse(stored);
    return stored;
  }

  async #newPath(): Promise<string> {
    this.#folder ??= mkdtemp(join(tmpdir(), 'object-store-'));
    return join(await this.#folder, this.#newId(32));
  }

  #watchUse(object: StoredObject): void {
    const left = object.uploadedAt + usableFor - this.#clock.now();
    this.#clock.after(Math.max(0, left), () => this.#deleteUnused(object));
  }

  #deleteUnused(object: StoredObject): void {
    if (this.#kept.has(object.key) || this.#objects.get(object.key) !== object) return;
    this.#delete(object.key);
  }

  #delete(key: string): void {
    const object = this.#objects.get(key);
    this.#objects.delete(key);
    // A file that cannot be deleted now goes with the folder.
    if (object !== undefined) rm(object.path, { force: true }).catch(() => {});
  }

  #keyOf(url: string): string | undefined {
    const parsed = URL.parse(url);
    if (parsed === null || this.origin === undefined || parsed.origin !== this.origin) return undefined;
    return parsed.pathname.slice(1);
  }

  #sign(text: string): string {
    return createHmac('sha1', this.#secret).update(text).digest('base64');
  }

  #check(text: string, signature: string): void {
    const right = Buffer.from(this.#sign(text));
    const given = Buffer.from(signature);
    if (right.length === given.length && timingSafeEqual(right, given)) return;
    throw new StoreError(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided.',
    );
  }
}

function tooLarge(most: number): StoreError {
  return new StoreError(
    400,
    'EntityTooLarge',
    `Your proposed upload exceeds the maximum allowed size of ${most} bytes.`,
  );
}

function downloadText(key: string, expires: string): string {
  return `GET\n\n\n${expires}\n/${key}`;
}
