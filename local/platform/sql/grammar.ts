import { readFileSync } from 'node:fs';
import peggy from 'peggy';

/** A text that does not follow its grammar. */
export class SyntaxFault extends Error {
  /** Where the text goes wrong: how many characters come before. */
  readonly at: number;
  /** What could stand there. */
  readonly expected: readonly string[];

  constructor(text: string, at: number, expected: readonly string[]) {
    super(`${placeIn(text, at)}: expected ${oneOf(expected)}.`);
    this.name = 'SyntaxFault';
    this.at = at;
    this.expected = expected;
  }
}

/** A place in a text as a person would look for it: `character 15 ("limt 10")`. */
export function placeIn(text: string, at: number): string {
  const found = text.slice(at, at + 20);
  return `character ${at + 1} (${found === '' ? 'the end' : JSON.stringify(found)})`;
}

/**
 * Makes a parser of a grammar file, when it is first used.
 *
 * @param file written for peggy, whose actions make the `Trees`, by the rule that is started with
 * @param startRules what can be started with
 * @returns a function from a text to its tree, which throws a `SyntaxFault`
 */
export function parserOf<Trees>(
  file: URL,
  startRules: readonly (keyof Trees & string)[],
): <Rule extends keyof Trees & string>(text: string, startRule: Rule) => Trees[Rule] {
  let parser: peggy.Parser | undefined;
  return <Rule extends keyof Trees & string>(text: string, startRule: Rule) => {
    parser ??= peggy.generate(readFileSync(file, 'utf8'), {
      grammarSource: file.pathname,
      allowedStartRules: [...startRules],
    });
    try {
      return parser.parse(text, { startRule }) as Trees[Rule];
    } catch (error) {
      if (!(error instanceof parser.SyntaxError)) throw error;
      throw new SyntaxFault(text, error.location.start.offset, descriptionsOf(error.expected));
    }
  };
}

function descriptionsOf(expected: readonly peggy.parser.Expectation[] | null): string[] {
  const descriptions = (expected ?? []).flatMap((one) => {
    if (one.type === 'other') return one.description;
    if (one.type === 'literal') return one.text;
    return one.type === 'end' ? 'the end' : [];
  });
  // That a space may stand anywhere helps nobody.
  return [...new Set(descriptions)].filter((description) => description !== 'a space' && description !== '');
}

function oneOf(words: readonly string[]): string {
  const last = words.at(-1) ?? 'nothing';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
