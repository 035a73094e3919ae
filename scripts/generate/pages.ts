import type { OperationSpec, PagesSpec } from './catalogue.ts';
import { array, type Code, call, generic, object, quoted } from './layout.ts';
import { interfaceAt } from './types.ts';

/**
 * The source code of how an operation pages, from the builders of shared/iot/paging.ts.
 *
 * @param types the names of its request, response and item
 */
export function pagesCode(pages: PagesSpec, types: readonly string[]): Code {
  const members: (readonly [string, Code])[] = [
    ...text('number', pages.number),
    ...(pages.style === 'token' ? text('token', pages.token) : []),
    ['size', quoted(pages.size)],
    ['maximum', String(pages.maximum)],
    ['items', from(paths(pages.items))],
    ...(pages.style === 'number' && pages.token !== undefined && pages.nextToken !== undefined
      ? ([['token', array([quoted(pages.token), from(pages.nextToken)])]] as const)
      : []),
    ...(pages.style === 'token' && pages.nextToken !== undefined
      ? ([['nextToken', from(pages.nextToken)]] as const)
      : []),
    ...path('pageCount', pages.pageCount),
    ...path('total', pages.total),
    ...path('time', pages.time),
    ...path('more', pages.more),
    ...text('unless', pages.unless),
  ];
  const builder = { number: 'byPageNumber', token: 'byToken', time: 'byTime' }[pages.style];
  const open = generic('/* @__PURE__ */ ', builder, types, '').replaceAll('\n', '\n  ');
  return call(open, object(members));
}

/** The type of one item. */
export const itemType = (operation: OperationSpec, pages: PagesSpec): string =>
  interfaceAt(operation, paths(pages.items)[0] ?? '');

const paths = (path: string | readonly string[]): readonly string[] =>
  typeof path === 'string' ? [path] : path;

const text = (name: string, value: string | undefined): (readonly [string, Code])[] =>
  value === undefined ? [] : [[name, quoted(value)]];

const path = (name: string, value: string | readonly string[] | undefined): (readonly [string, Code])[] =>
  value === undefined ? [] : [[name, from(paths(value))]];

const from = (alternatives: readonly string[]): string =>
  `(answer) => ${alternatives.map((one) => `answer.${one.replaceAll('.', '?.')}`).join(' ?? ')}`;
