import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readErrorCodes, readOperations } from './generate/catalogue.ts';
import { errorCodesSource } from './generate/error-codes.ts';
import { familySource, indexSource } from './generate/family.ts';

/**
 * Writes shared/iot/operations/ from shared/iot/spec/. With `--check` it writes nothing, names the files that differ
 * from what it would write, and ends with 1 if there are any.
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

function contents(path: string): string | undefined {
  try {
    return readFileSync(new URL(path, project), 'utf8');
  } catch {
    return undefined;
  }
}

if (
  process.argv[1] !== undefined &&
  import.meta.url.endsWith(process.argv[1].split('/').slice(-2).join('/'))
) {
  const differing = [...generated()].filter(([path, source]) => contents(path) !== source);
  if (process.argv.includes('--check')) {
    for (const [path] of differing)
      console.error(`${path} is not what scripts/generate.ts makes of shared/iot/spec`);
    process.exitCode = differing.length === 0 ? 0 : 1;
  } else {
    mkdirSync(new URL('shared/iot/operations/', project), { recursive: true });
    for (const [path, source] of differing) writeFileSync(new URL(path, project), source);
    console.log(
      differing.length === 0 ? 'All up to date.' : `Wrote ${differing.map(([path]) => path).join(', ')}`,
    );
  }
}
