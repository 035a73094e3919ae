import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readErrorCodes, readOperations } from './generate/catalogue.ts';
import { errorCodesSource } from './generate/error-codes.ts';
import { familySource, indexSource } from './generate/family.ts';

/**
 * Writes shared/iot/operations/ and shared/iot/error-codes.ts from the catalogue, shared/iot/spec/:
 *
 *     npm run generate              writes what has changed
 *     npm run generate -- --check   writes nothing; names the files that differ, and ends with 1 if there are any
 *
 * To correct an operation, correct its file in shared/iot/spec/operations/, generate, and commit both. To add one, add
 * a file of the same shape (scripts/generate/catalogue.ts describes every key); `family` says which generated file it
 * goes to. What the text of the guide says and the schema is to check has to stand as a bound of a field or as one of
 * the rules in `constraints`; a `note` is for readers only. `repeatable` needs a decision: true when two calls leave
 * the state that one leaves, and nothing of value is lost with the first answer. An operation that answers in pages
 * says how in `pages`. Note in `docDiffs` where the guide contradicts itself or the vendor's SDK.
 *
 * The code that it writes is made of the builders in shared/iot/schema/ and shared/iot/paging.ts. Descriptors are plain
 * objects whose calls are marked as pure, so that a bundle contains those that it names and no other.
 */

/** The generated files and what they hold, by path from the project's folder. */
export function generated(): Map<string, string> {
  const families = new Map<string, ReturnType<typeof readOperations>>();
  for (const operation of readOperations()) {
    families.set(operation.family, [...(families.get(operation.family) ?? []), operation]);
  }
  const sorted = new Map([...families].sort(([a], [b]) => (a < b ? -1 : 1)));
  return new Map([
    ...[...sorted].map(
      ([family, operations]) => [`shared/iot/operations/${family}.ts`, familySource(operations)] as const,
    ),
    ['shared/iot/operations/index.ts', indexSource(sorted)] as const,
    ['shared/iot/error-codes.ts', errorCodesSource(readErrorCodes())] as const,
  ]);
}

const project = new URL('../', import.meta.url);

/** The generated files that do not hold what the catalogue makes of them. */
export const outdated = (): string[] =>
  [...generated()].filter(([path, source]) => contents(path) !== source).map(([path]) => path);

function contents(path: string): string | undefined {
  try {
    return readFileSync(new URL(path, project), 'utf8');
  } catch {
    return undefined;
  }
}

function write(paths: readonly string[]): void {
  mkdirSync(new URL('shared/iot/operations/', project), { recursive: true });
  const sources = generated();
  for (const path of paths) writeFileSync(new URL(path, project), sources.get(path) ?? '');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const paths = outdated();
  if (!process.argv.includes('--check')) {
    write(paths);
    console.log(paths.length === 0 ? 'All up to date.' : `Wrote ${paths.join(', ')}`);
  } else if (paths.length > 0) {
    for (const path of paths)
      console.error(`${path} differs from what npm run generate makes of shared/iot/spec`);
    process.exitCode = 1;
  }
}
