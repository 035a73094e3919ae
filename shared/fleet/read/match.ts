import type { Test } from '../match/matcher.ts';
import { compilePattern } from '../match/pattern.ts';
import type { Mistake, Report } from '../mistake.ts';
import { fieldFault } from './fields-of-kinds.ts';
import { isFields } from './object.ts';

/** Reads a rule's `match`, whose fields have to be such as the rule's events have. */
export function readMatch(
  value: unknown,
  kinds: readonly string[] | undefined,
  path: Mistake['path'],
  report: Report,
): Test {
  const test = compilePattern(value, (mistake) => report({ ...mistake, path: [...path, ...mistake.path] }));
  if (kinds === undefined || !isFields(value)) return test;
  for (const field of Object.keys(value)) {
    const fieldPath = [...path, field];
    const fault = fieldFault(field, kinds);
    if (fault !== undefined) report({ path: fieldPath, message: `is ${fault}` });
    else if (field === 'type')
      // An event's own `type` is the kind of message, and not the type that the thing model gives it.
      report({
        path: fieldPath,
        message: 'is what on says; the type of a thing model event is called eventType',
      });
  }
  return test;
}
