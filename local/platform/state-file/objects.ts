import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { ObjectStore, StoredObject } from '../object-store/object-store.ts';
import { count, type FieldsOf, text, time } from './fields.ts';
import { StateFileError } from './state-file-error.ts';
import { statePart } from './state-part.ts';

const storedObject = z.strictObject({
  key: text(),
  size: count(),
  md5: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  uploadedAt: time(),
  /** How often it is in use. */
  uses: count(),
} satisfies FieldsOf<StoredObject, 'path', 'uses'>);

/** What is in the object store; the bytes are in files beside the state file. */
export const objectsPart = statePart(
  { storedObject },
  function* ({ platform }) {
    for (const { object, uses } of platform.objectStore.objects()) {
      const { key, size, md5, uploadedAt } = object;
      yield ['storedObject', { key, size, md5, uploadedAt, uses }] as const;
    }
  },
  {
    storedObject({ uses, ...object }, loading) {
      loading.objects.push({ object, uses });
    },
  },
);

/** The folder beside a state file where the bytes of objects are, each file named after what is in it. */
const folderOf = (file: string): string => `${file}.objects`;
const nameOf = ({ md5, size }: Pick<StoredObject, 'md5' | 'size'>): string => `${md5}-${size}`;

/**
 * Puts the bytes of all objects beside a state file.
 *
 * @returns deletes those that no line of the file needs any more: to be called when it is written
 */
export function saveBytes(store: ObjectStore, file: string): () => void {
  const folder = folderOf(file);
  const needed = new Set<string>();
  for (const { object } of store.objects()) {
    const name = nameOf(object);
    needed.add(name);
    if (needed.size === 1) mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!existsSync(join(folder, name))) linkOrCopy(object.path, join(folder, name));
  }
  return () => {
    if (needed.size === 0) rmSync(folder, { recursive: true, force: true });
    else for (const name of readdirSync(folder)) if (!needed.has(name)) rmSync(join(folder, name));
  };
}

/** @throws StateFileError when the bytes of an object are not there as they were */
export async function loadBytes(
  objects: readonly { readonly object: Omit<StoredObject, 'path'>; readonly uses: number }[],
  store: ObjectStore,
  file: string,
): Promise<void> {
  for (const { object, uses } of objects) {
    const path = join(folderOf(file), nameOf(object));
    if (statSync(path, { throwIfNoEntry: false })?.size !== object.size) {
      throw new StateFileError(`${path} is not there with the ${object.size} bytes of an uploaded file.`);
    }
    await store.restore(object, uses, (place) => linkOrCopy(path, place));
  }
}

/** A link where the disk is the same, for packages are large; nobody writes into a file once it is stored. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
