import type { Mistake, Report } from '../mistake.ts';
import { readTemplate, type Template } from '../template.ts';
import { fieldFault } from './fields-of-kinds.ts';

/**
 * Reads text with `${…}` in it, which may take only what the rule's events have.
 *
 * @param kinds the kinds of the rule's events; without them, the fields are not looked at
 * @param rule what the text must be
 */
export function readText(
  value: unknown,
  kinds: readonly string[] | undefined,
  rule: string,
  path: Mistake['path'],
  report: Report,
): Template | undefined {
  if (typeof value !== 'string' || value === '') {
    const isUnquoted = typeof value === 'number' || typeof value === 'boolean';
    report({ path, message: isUnquoted ? 'must be text, in quotes' : rule, value });
    return undefined;
  }
  const template = readTemplate(value);
  if ('fault' in template) {
    report({ path, message: template.fault, value });
    return undefined;
  }
  for (const field of kinds === undefined ? [] : template.fields) {
    const fault = fieldFault(field[0] ?? '', kinds ?? []);
    if (fault !== undefined) report({ path, message: `takes \${${field.join('.')}}, which is ${fault}` });
  }
  return template;
}
