import { placeIn } from '../sql/grammar.ts';

/** The part of a rule's SQL that a place is in. */
export type SqlPart = 'Select' | 'Where';

/** What is wrong with a rule's SQL: no valid statement at all, or one that the rules engine cannot carry out. */
export class RuleSqlError extends Error {
  readonly kind: 'syntax' | 'unsupported';
  readonly part: SqlPart;
  /** Where the part goes wrong: how many characters come before. */
  readonly at: number;

  constructor(kind: RuleSqlError['kind'], part: SqlPart, text: string, at: number, problem: string) {
    super(`${part}, ${placeIn(text, at)}: ${problem}.`);
    this.name = 'RuleSqlError';
    this.kind = kind;
    this.part = part;
    this.at = at;
  }
}
