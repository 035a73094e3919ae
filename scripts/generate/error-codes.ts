import type { ErrorCodeSpec } from './catalogue.ts';
import { HEADER } from './family.ts';

/**
 * The source code of `errorHint`: all codes in one text, a line each under the namespace that they share, so that it
 * costs little in a bundle and nothing at load; it is read apart when the first hint is asked for.
 */
export function errorCodesSource(codes: readonly ErrorCodeSpec[]): string {
  const solutions = groupedBy(codes, ({ solution }) => solution);
  const [usual = ''] = [...solutions.entries()]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([text]) => text);
  const namespaces = new Map<string, string[]>();
  for (const [code, entries] of groupedBy(codes, ({ code }) => code)) {
    const dot = code.lastIndexOf('.');
    const namespace = code.slice(0, dot + 1);
    namespaces.set(namespace, [
      ...(namespaces.get(namespace) ?? []),
      line(code.slice(dot + 1), entries, usual),
    ]);
  }
  const table = [...namespaces].flatMap(([namespace, lines]) => [`[${namespace}]`, ...lines]).join('\n');
  const prefixes = codes.flatMap(({ code, prefix }) =>
    prefix === undefined ? [] : [`  ['${prefix}', '${code}'],`],
  );
  return `${HEADER}
/** What the guide says about an error code. */
export interface ErrorCodeHint {
  /** What went wrong. */
  readonly description: string;
  /** What to do about it. */
  readonly solution: string;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
}

const USUAL_SOLUTION = '${usual}';

/** A code a line, below the namespace it is in: its name (with * when retryable), description, solution if unusual. */
const CODES = \`
${table.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}
\`;

/** Codes that the gateway makes up from a parameter's name: MissingProductKey is a MissingParameter. */
const PREFIXES = [
${prefixes.join('\n')}
] as const;

let hints: Map<string, ErrorCodeHint> | undefined;

/** The catalogue's hint on an error code of the platform or its gateway; undefined when the code is unknown. */
export function errorHint(code: string): ErrorCodeHint | undefined {
  hints ??= parsed();
  const known = hints.get(code);
  if (known !== undefined) return known;
  const general = PREFIXES.find(([prefix]) => code.startsWith(prefix))?.[1];
  return general === undefined ? undefined : hints.get(general);
}

function parsed(): Map<string, ErrorCodeHint> {
  const all = new Map<string, ErrorCodeHint>();
  let namespace = '';
  for (const line of CODES.trim().split('\\n')) {
    if (line.startsWith('[')) {
      namespace = line.slice(1, -1);
      continue;
    }
    const [name = '', description = '', solution = USUAL_SOLUTION] = line.split('|');
    const retryable = name.endsWith('*');
    all.set(namespace + (retryable ? name.slice(0, -1) : name), { description, solution, retryable });
  }
  return all;
}
`;
}

/** A code that the guide explains more than once gets all its descriptions. */
function line(name: string, entries: readonly ErrorCodeSpec[], usual: string): string {
  const retryable = entries.some((entry) => entry.retryable) ? '*' : '';
  const description = [...new Set(entries.map((entry) => entry.description))].join(' Or: ');
  const solution = [...new Set(entries.map((entry) => entry.solution))]
    .filter((text) => text !== usual)
    .join(' Or: ');
  return `${name}${retryable}|${description}${solution === '' ? '' : `|${solution}`}`;
}

function groupedBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
