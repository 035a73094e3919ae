import * as z from 'zod/mini';
import { said } from '../../../shared/iot/schema.ts';
import type { LocalPlatform } from '../create-platform.ts';
import { type FieldsOf, maybe, text, time } from './fields.ts';
import { readLines, writeLines } from './lines.ts';
import { type Head, Loading } from './loading.ts';
import { loadBytes, saveBytes } from './objects.ts';
import { parts } from './parts.ts';
import { Saving } from './saving.ts';
import { StateFileError } from './state-file-error.ts';
import type { Line, LineKind } from './state-part.ts';

/*
 * A state file is lines of JSON, each `["kind", thing]`: first what the file is, then the things, each behind those that
 * it needs, and last how many lines there are before. The bytes of uploaded files lie in a folder beside it.
 */

const format = 'local IoT platform';

/** Another one whenever a platform of before could not read a file any more, or would read it wrongly. */
const version = 1;

const header = z.strictObject({
  format: z.literal(format),
  version: z.literal(version),
  time: time(),
  identifiers: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  objectStore: maybe(text()),
} satisfies FieldsOf<Head, never, 'format' | 'version'>);

const end = z.strictObject({ lines: z.int() });

const kinds: ReadonlyMap<string, LineKind> = new Map(parts.flatMap((part) => Object.entries(part.kinds)));

/**
 * Saves all that a platform knows, at once and atomically: what the file held before stays until all is on the disk.
 *
 * @throws Error when it cannot be written
 */
export function saveState(local: LocalPlatform, file: string): void {
  const deleteUnused = saveBytes(local.platform.objectStore, file);
  writeLines(file, written(local));
  deleteUnused();
}

function* written({ platform, identifiers }: LocalPlatform): Generator<string, void, undefined> {
  const head: z.input<typeof header> = {
    format,
    version,
    time: platform.clock.now(),
    identifiers: [...identifiers.state],
    objectStore: platform.objectStore.origin,
  };
  yield JSON.stringify(['state', head]);
  let lines = 1;
  const saving = new Saving(platform);
  for (const part of parts) {
    for (const line of part.save(saving)) {
      if (saving.ahead.length > 0) {
        for (const ahead of saving.ahead) yield JSON.stringify(ahead);
        lines += saving.ahead.length;
        saving.ahead.length = 0;
      }
      yield JSON.stringify(line satisfies Line);
      lines += 1;
    }
  }
  yield JSON.stringify(['end', { lines } satisfies z.input<typeof end>]);
}

/**
 * Loads what was saved into a platform that knows nothing yet. A clock that is driven goes on from when it was saved.
 *
 * @throws StateFileError that says what is wrong, and in which line
 */
export async function loadState(local: LocalPlatform, file: string): Promise<void> {
  const { platform, identifiers, drivenClock } = local;
  let loading: Loading | undefined;
  let number = 0;
  let ended = false;
  for (const text of readLines(file)) {
    number += 1;
    try {
      if (ended) throw new StateFileError('there is nothing to follow the end.');
      const [kind, thing] = parsed(text);
      if (loading === undefined) {
        checkFormat(kind, thing);
        const head = checked(kind, header, thing);
        drivenClock?.advance(Math.max(0, head.time - drivenClock.now()));
        loading = new Loading(platform, head);
      } else if (kind === 'end') {
        checkEnd(checked(kind, end, thing), number - 1);
        ended = true;
      } else {
        const known = kinds.get(kind);
        if (known === undefined)
          throw new StateFileError(`there is no kind of line ${JSON.stringify(kind)}.`);
        known.load(checked(kind, known.schema, thing), loading);
      }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new StateFileError(`${file}, line ${number}: ${why}`, { cause: error });
    }
  }
  if (loading === undefined || !ended) {
    throw new StateFileError(`${file} breaks off after line ${number}: it has no end.`);
  }
  await loadBytes(loading.objects, platform.objectStore, file);
  // Last, for what is loaded takes some, too.
  identifiers.state = loading.head.identifiers;
}

function parsed(text: string): readonly [kind: string, thing: unknown] {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch (error) {
    throw new StateFileError(`it is no JSON: ${error instanceof Error ? error.message : ''}.`);
  }
  if (Array.isArray(line) && line.length === 2 && typeof line[0] === 'string') return [line[0], line[1]];
  throw new StateFileError('it has to be ["kind", thing].');
}

/** A file of another kind or version says nothing that its other fields could be held to. */
function checkFormat(kind: string, thing: unknown): void {
  const { format: itsFormat, version: itsVersion } = (thing ?? {}) as Readonly<Record<string, unknown>>;
  if (kind !== 'state' || itsFormat !== format) {
    throw new StateFileError('it is no state file of a local IoT platform.');
  }
  if (itsVersion !== version) {
    throw new StateFileError(
      `the file has the version ${JSON.stringify(itsVersion)}; this platform reads the version ${version}.`,
    );
  }
}

function checked<Schema extends z.ZodMiniType>(
  kind: string,
  schema: Schema,
  thing: unknown,
): z.output<Schema> {
  const result = schema.safeParse(thing, { error: said });
  if (result.success) return result.data;
  const faults = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => `${[kind, ...issue.path, key].join('.')} is not known`)
      : `${[kind, ...issue.path].join('.')} ${issue.message}`,
  );
  throw new StateFileError(`${faults.join('; ')}.`);
}

function checkEnd({ lines }: z.output<typeof end>, read: number): void {
  if (lines !== read) throw new StateFileError(`there are ${read} lines before, and were ${lines}.`);
}
