import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** So many bytes are written or read at once. */
const chunkBytes = 2 ** 20;

/**
 * Writes lines to a file, all or none of them: what was there before stays until every line is on the disk. Only this
 * user can read the file.
 *
 * @param lines without line breaks
 */
export function writeLines(file: string, lines: Iterable<string>): void {
  const half = `${file}.${process.pid}.tmp`;
  try {
    const descriptor = openSync(half, 'w', 0o600);
    try {
      let text = '';
      for (const line of lines) {
        text += `${line}\n`;
        if (text.length < chunkBytes) continue;
        writeAll(descriptor, Buffer.from(text));
        text = '';
      }
      writeAll(descriptor, Buffer.from(text));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(half, file);
  } catch (error) {
    rmSync(half, { force: true });
    throw error;
  }
  syncFolder(dirname(file));
}

function writeAll(descriptor: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
}

/** A new name in a folder is on the disk only when the folder is. */
function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The lines of a file, one after the other, whatever its size. */
export function* readLines(file: string): Generator<string, void, undefined> {
  const descriptor = openSync(file, 'r');
  try {
    let rest: Buffer = Buffer.alloc(0);
    for (;;) {
      const chunk = Buffer.allocUnsafe(chunkBytes);
      const read = readSync(descriptor, chunk, 0, chunkBytes, null);
      if (read === 0) break;
      const bytes =
        rest.length === 0 ? chunk.subarray(0, read) : Buffer.concat([rest, chunk.subarray(0, read)]);
      let start = 0;
      // What is left of the chunk before holds no line break.
      for (let end = bytes.indexOf(10, rest.length); end !== -1; end = bytes.indexOf(10, start)) {
        yield bytes.toString('utf8', start, end);
        start = end + 1;
      }
      rest = bytes.subarray(start);
    }
    if (rest.length > 0) yield rest.toString('utf8');
  } finally {
    closeSync(descriptor);
  }
}
