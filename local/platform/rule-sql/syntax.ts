/** What the grammar makes of a rule's SELECT and WHERE. Each part knows where it stands, counted from 0. */
export type Expression =
  | { readonly kind: 'literal'; readonly at: number; readonly value: string | number | boolean | null }
  | FieldExpression
  | {
      readonly kind: 'call';
      readonly at: number;
      readonly name: string;
      readonly parameters: readonly Expression[];
    }
  | { readonly kind: 'all'; readonly at: number }
  | { readonly kind: 'negative'; readonly at: number; readonly of: Expression }
  | {
      readonly kind: 'arithmetic';
      readonly at: number;
      readonly first: Expression;
      readonly rest: readonly ArithmeticStep[];
    }
  | { readonly kind: 'not'; readonly at: number; readonly of: Expression }
  | { readonly kind: 'and' | 'or'; readonly at: number; readonly of: readonly Expression[] }
  | {
      readonly kind: 'comparison';
      readonly at: number;
      readonly operator: ComparisonOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'in';
      readonly at: number;
      readonly of: Expression;
      readonly list: readonly Expression[];
    }
  | { readonly kind: 'like'; readonly at: number; readonly of: Expression; readonly pattern: Expression }
  | {
      readonly kind: 'case';
      readonly at: number;
      /** What the WHENs are compared to; without it, they are conditions. */
      readonly of: Expression | undefined;
      readonly cases: readonly { readonly when: Expression; readonly value: Expression }[];
      readonly otherwise: Expression | undefined;
    }
  /** SQL that the rules engine does not know; `what` says it in a few words. */
  | { readonly kind: 'unknown'; readonly at: number; readonly what: string };

/** A value in the message: `items.Humidity.value`, `"$.a[0].v"`. */
export interface FieldExpression {
  readonly kind: 'field';
  readonly at: number;
  /** Keys and, for arrays, positions. */
  readonly path: readonly (string | number)[];
  /** Whether the value is wanted as an array: `".a[0]"`. */
  readonly asArray: boolean;
}

export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';

export interface ArithmeticStep {
  readonly operator: ArithmeticOperator;
  readonly operand: Expression;
}

/** One entry of SELECT. */
export interface SelectedField {
  readonly expression: Expression;
  /** The key it gets in the result: its alias, or its own text. */
  readonly name: string;
}
