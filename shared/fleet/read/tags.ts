import type { Mistake, Report } from '../mistake.ts';
import { tagKeyPattern } from '../name-patterns.ts';
import type { TagTemplates } from '../rules.ts';
import type { Template } from '../template.ts';
import { isFields } from './object.ts';
import { readText } from './template.ts';

/** As many as SaveDeviceProp takes. */
const mostTags = 100;

/**
 * Reads a rule's `tags`: texts by their keys, with `${…}` in the texts or not.
 *
 * @param kinds the kinds of the rule's events, as far as they are known
 */
export function readTags(
  value: unknown,
  kinds: readonly string[] | undefined,
  path: Mistake['path'],
  report: Report,
): TagTemplates | undefined {
  const entries = isFields(value) ? Object.entries(value) : [];
  if (entries.length === 0 || entries.length > mostTags) {
    const message = `must be 1 to ${mostTags} tags such as { firmware: "\${moduleVersion}" }`;
    report({ path, message, value });
    return undefined;
  }
  const tags: [string, Template][] = [];
  for (const [key, text] of entries) {
    const tagPath = [...path, key];
    if (!tagKeyPattern.test(key))
      report({ path: tagPath, message: 'is no key of a tag: a letter or digit comes first, and no spaces' });
    const template = readText(text, kinds, 'must be text that is not empty', tagPath, report);
    if (template !== undefined) tags.push([key, template]);
  }
  return Object.fromEntries(tags);
}
