import type { OperationSpec } from './catalogue.ts';
import { operationDoc } from './docs.ts';
import { type Code, call, docComment, generic, prefixed, printed, quoted } from './layout.ts';
import { itemType, pagesCode } from './pages.ts';
import { requestSchema } from './request.ts';
import { responseSchema } from './response.ts';
import { interfaces } from './types.ts';

export const HEADER =
  '// Generated from shared/iot/spec by scripts/generate.ts (npm run generate). Do not edit.\n';

const SCHEMA_BUILDERS = [
  'answer',
  'anyOf',
  'anyTrue',
  'apart',
  'bytes',
  'choice',
  'decodedBytes',
  'differs',
  'excludes',
  'fields',
  'flag',
  'heldFlag',
  'heldNumber',
  'heldText',
  'heldTextOrNumber',
  'ignoringCase',
  'integer',
  'json',
  'jsonArray',
  'jsonObject',
  'lessThan',
  'list',
  'max',
  'maxItems',
  'maxLength',
  'maybeFlag',
  'maybeList',
  'maybeNumber',
  'maybeFields',
  'maybeText',
  'maybeTextOrNumber',
  'measures',
  'min',
  'minItems',
  'minLength',
  'numberBetween',
  'once',
  'oneOf',
  'optional',
  'parameters',
  'pattern',
  'productAtMost',
  'requires',
  'text',
  'totalLength',
  'unique',
  'uniqueBy',
  'wideCharacters',
]; // prettier-ignore

/** The source code of one family's descriptors. */
export function familySource(operations: readonly OperationSpec[]): string {
  const body = operations
    .map((operation) => `${interfaces(operation)}\n\n${descriptor(operation)}`)
    .join('\n\n');
  return `${HEADER}${imports(body)}\n${body}\n`;
}

function imports(body: string): string {
  const used = (names: readonly string[]): string[] =>
    names.filter((name) => new RegExp(`\\b${name}\\b[(<,)]`).test(body));
  const operationTypes = ['Operation', 'PagedOperation'].filter((name) => body.includes(`: ${name}<`));
  const paging = used(['byPageNumber', 'byTime', 'byToken']);
  const schema = [
    ...['Answer', 'JsonParameter']
      .filter((name) => new RegExp(`\\b${name}\\b`).test(body))
      .map((name) => `type ${name}`),
    ...used(SCHEMA_BUILDERS),
  ];
  return [
    importOf('import type', operationTypes, '../operation.ts'),
    ...(paging.length === 0 ? [] : [importOf('import', paging, '../paging.ts')]),
    importOf('import', schema, '../schema.ts'),
    '',
  ].join('\n');
}

const importOf = (keyword: string, names: readonly string[], from: string): string =>
  `${printed({ open: `${keyword} {`, entries: names, close: `} from '${from}';` })}`;

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
