import type { OperationSpec } from './catalogue.ts';
import { operationDoc } from './docs.ts';
import { type Code, call, docComment, generic, prefixed, printed, quoted } from './layout.ts';
import { itemType, pagesCode } from './pages.ts';
import { requestSchema } from './request.ts';
import { responseSchema } from './response.ts';
import { interfaces } from './types.ts';

export const HEADER =
  '// Generated from shared/iot/spec by scripts/generate.ts (npm run generate). Do not edit.\n';

/** Where the builders that generated code calls come from. */
const BUILDERS: Readonly<Record<string, readonly string[]>> = {
  '../paging.ts': ['byPageNumber', 'byTime', 'byToken'],
  '../schema/answers.ts': [
    ...['answer', 'fields', 'heldText', 'maybeFields', 'maybeFlag'],
    ...['maybeList', 'maybeNumber', 'maybeText', 'maybeTextOrNumber'],
  ],
  '../schema/checks.ts': [
    ...['bytes', 'decodedBytes', 'ignoringCase', 'jsonArray', 'jsonObject', 'max', 'maxItems', 'maxLength'],
    ...['measures', 'min', 'minItems', 'minLength', 'numberBetween', 'pattern', 'unique', 'wideCharacters'],
  ],
  '../schema/once.ts': ['once'],
  '../schema/parameters.ts': ['choice', 'flag', 'integer', 'json', 'list', 'optional', 'parameters', 'text'],
  '../schema/rules.ts': [
    ...['anyOf', 'anyTrue', 'apart', 'differs', 'excludes', 'lessThan', 'oneOf', 'productAtMost', 'requires'],
    ...['totalLength', 'uniqueBy'],
  ],
};

/** Where the types that generated code names come from. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  '../operation.ts': ['Operation', 'PagedOperation'],
  '../schema/answers.ts': ['Answer'],
  '../schema/parameters.ts': ['JsonParameter'],
};

/** The source code of one family's descriptors. */
export function familySource(operations: readonly OperationSpec[]): string {
  const body = operations
    .map((operation) => `${interfaces(operation)}\n\n${descriptor(operation)}`)
    .join('\n\n');
  return `${HEADER}${imports(body)}\n${body}\n`;
}

function imports(body: string): string {
  const code = body.replaceAll(/\/\*\*.*?\*\//gs, '');
  const files = [...new Set([...Object.keys(TYPES), ...Object.keys(BUILDERS)])].sort();
  const lines = files.flatMap((file) => {
    const types = (TYPES[file] ?? []).filter((name) => new RegExp(`\\b${name}\\b`).test(code));
    const builders = (BUILDERS[file] ?? []).filter((name) => new RegExp(`\\b${name}\\b[(<,)]`).test(code));
    if (builders.length === 0) return types.length === 0 ? [] : [importOf('import type', types, file)];
    return [importOf('import', [...types.map((name) => `type ${name}`), ...builders], file)];
  });
  return `${lines.join('\n')}\n`;
}

const importOf = (keyword: string, names: readonly string[], from: string): string =>
  printed({ open: `${keyword} {`, entries: names, close: `} from '${from}';` });

function descriptor(operation: OperationSpec): string {
  const { operation: name, pages } = operation;
  const types = [
    `${name}Request`,
    `${name}Response`,
    ...(pages === undefined ? [] : [itemType(operation, pages)]),
  ];
  const open = generic(
    `export const ${name}: `,
    pages === undefined ? 'Operation' : 'PagedOperation',
    types,
    ' = {',
  );
  const schema = (code: Code) => call('/* @__PURE__ */ once', prefixed('() => ', code));
  const members: (readonly [string, Code])[] = [
    ['name', quoted(name)],
    ['family', quoted(operation.family)],
    ['callsPerSecond', String(operation.limits.qps)],
    ['repeatable', String(operation.repeatable)],
    ['request', schema(requestSchema(operation))],
    ['response', schema(responseSchema(operation))],
    ...(pages === undefined ? [] : ([['pages', pagesCode(pages, types)]] as const)),
  ];
  const lines = members.map(([member, code]) => `  ${printed(prefixed(`${member}: `, code), 2)},`);
  return `${docComment(operationDoc(operation))}\n${open}\n${lines.join('\n')}\n};`;
}

/** The source code of the index: every descriptor by name, and all types. */
export function indexSource(families: ReadonlyMap<string, readonly OperationSpec[]>): string {
  const exports = [...families].flatMap(([family, operations]) => [
    printed({
      open: 'export {',
      entries: operations.map(({ operation }) => operation),
      close: `} from './${family}.ts';`,
    }),
    `export type * from './${family}.ts';`,
  ]);
  return `${HEADER}\n${exports.join('\n')}\n`;
}
