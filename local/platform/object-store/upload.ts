import type { IncomingMessage } from 'node:http';
import { Busboy } from '@fastify/busboy';
import type { ObjectStore, StoredObject } from './object-store.ts';
import { StoreError } from './store-error.ts';

/** What came of a form. */
export interface Uploaded {
  readonly object: StoredObject;
  /** The HTTP status that the form asks for. */
  readonly status: number;
}

/**
 * Takes a form upload as OSS's PostObject does: the fields `key`, `policy`, `OSSAccessKeyId`, `signature` and the like
 * in whatever letter case, and then one part `file`. Reads the request to its end, whatever is wrong with it, so that
 * the sender gets to read the answer.
 *
 * @throws StoreError when the form is not well-formed or the store refuses it
 */
export async function takeUpload(request: IncomingMessage, store: ObjectStore): Promise<Uploaded> {
  const fields = new Map<string, string>();
  let stored: Promise<StoredObject> | undefined;
  const parser = parserFor(request);
  // A sender that goes away, or stops in the middle of the form, leaves no file behind.
  const cutShort = new AbortController();
  await new Promise<void>((resolve, reject) => {
    /** Reads on, without a look at what comes. */
    const giveUp = (then: () => void) => {
      cutShort.abort();
      request.unpipe(parser);
      if (request.readableEnded) then();
      else request.once('end', then).resume();
    };
    parser.on('field', (name, value) => {
      // What comes after the file counts for nothing.
      if (stored === undefined) fields.set(name.toLowerCase(), value);
    });
    parser.on('file', (_name, file) => {
      if (stored !== undefined) {
        file.resume();
        return;
      }
      let torn = false;
      file.on('error', (error) => {
        // An error of the disk has a code; the parser's own, for a form that ends too soon, has none.
        torn ||= !('code' in error) && !(error instanceof StoreError);
        cutShort.abort();
      });
      stored = store.put(fields, file, cutShort.signal).catch((error: unknown) => {
        throw torn ? malformed() : error;
      });
      stored.catch(() => giveUp(resolve));
    });
    parser.once('error', () => giveUp(() => reject(malformed())));
    parser.once('finish', resolve);
    request.once('close', () => {
      if (request.readableEnded) return;
      cutShort.abort();
      reject(new Error('The sender went away.'));
    });
    request.pipe(parser);
  });
  if (stored === undefined) {
    throw new StoreError(400, 'InvalidArgument', 'POST requires exactly one file upload per request.');
  }
  return { object: await stored, status: statusWanted(fields.get('success_action_status')) };
}

function parserFor({ headers }: IncomingMessage) {
  const type = headers['content-type'] ?? '';
  if (!/^multipart\/form-data\b/i.test(type)) throw malformed();
  try {
    return new Busboy({
      headers: { ...headers, 'content-type': type },
      // The guide's own upload sends the file without a file name.
      isPartAFile: (name) => name?.toLowerCase() === 'file',
      limits: { fieldSize: 64 * 1024, fields: 50, parts: 60, headerPairs: 50 },
    });
  } catch {
    throw malformed();
  }
}

function malformed(): StoreError {
  return new StoreError(
    400,
    'MalformedPOSTRequest',
    'The body of your POST request is not well-formed multipart/form-data.',
  );
}

function statusWanted(wanted: string | undefined): number {
  return wanted === '200' || wanted === '201' ? Number(wanted) : 204;
}
