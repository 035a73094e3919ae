import { parserOf, SyntaxFault } from '../sql/grammar.ts';
import { RuleSqlError, type SqlPart } from './rule-sql-error.ts';
import type { Expression, SelectedField } from './syntax.ts';

/** What is read from one part of the statement. */
interface Read {
  readonly Select: readonly SelectedField[];
  readonly Where: Expression;
}

const parser = parserOf<Read>(new URL('rule-sql.peggy', import.meta.url), ['Select', 'Where']);

/** What can begin a value, and need not be listed beside it. */
const beginsValue: ReadonlySet<string> = new Set(['(', '-', '+', '*', 'NOT', 'CASE']);

/**
 * Reads what stands behind the keyword SELECT or WHERE.
 *
 * @throws RuleSqlError of the kind `syntax`, with the character at fault
 */
export function parse<Part extends SqlPart>(part: Part, text: string): Read[Part] {
  try {
    return parser(text, part);
  } catch (error) {
    if (error instanceof RangeError)
      throw new RuleSqlError('syntax', part, text, 0, 'it is nested too deeply');
    if (!(error instanceof SyntaxFault)) throw error;
    const { at, expected } = error;
    const named = expected.includes('a value') ? expected.filter((one) => !beginsValue.has(one)) : expected;
    const wanted = named.map((one) => (/^[^\w\s]+$/.test(one) ? JSON.stringify(one) : one)).join(', ');
    throw new RuleSqlError(
      'syntax',
      part,
      text,
      at,
      `expected ${wanted.replace(/, ([^,]+|",")$/, ' or $1')}`,
    );
  }
}
