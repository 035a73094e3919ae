import { readdirSync, readFileSync } from 'node:fs';
import type { OperationFamily } from '../../shared/iot/operation.ts';

/** The catalogue of shared/iot/spec, as its files hold it. */

export interface OperationSpec {
  readonly operation: string;
  /** The section of the guide. */
  readonly section: string;
  readonly family: OperationFamily;
  readonly summary: string;
  readonly effects: readonly string[];
  readonly limits: Readonly<Record<string, unknown>> & { readonly qps: number };
  readonly limitNotes: readonly string[];
  readonly request: readonly FieldSpec[];
  readonly constraints: readonly ConstraintSpec[];
  readonly response: readonly FieldSpec[];
  readonly errorCodes: readonly string[];
  readonly exampleRequest: Readonly<Record<string, unknown>>;
  readonly exampleResponse: unknown;
  readonly docDiffs: readonly string[];
  readonly repeatable: boolean;
  readonly repeatableNote?: string;
  readonly pages?: PagesSpec;
}

export interface FieldSpec {
  readonly name: string;
  /** The guide's own. */
  readonly example?: unknown;
  readonly type: FieldType;
  /** A type that the wire also has in its place. */
  readonly orType?: FieldType;
  readonly required?: boolean;
  readonly repeat?: boolean;
  readonly enum?: readonly (string | number)[];
  readonly enumNotes?: Readonly<Record<string, string>>;
  /** The values of `enum` count in upper and lower case. */
  readonly ignoreCase?: boolean;
  readonly min?: number;
  readonly max?: number;
  /** Bounds on the number that a String holds: more than this … */
  readonly above?: number;
  /** … and at most this. */
  readonly most?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** What minLength and maxLength count, where it is not characters. */
  readonly measure?: 'bytes' | 'wideCharacters' | 'decodedBytes';
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly pattern?: string;
  /** What a JSON parameter holds, and how many members or entries at most. */
  readonly holds?: 'object' | 'array';
  readonly maxMembers?: number;
  readonly unit?: string;
  readonly default?: unknown;
  readonly notes?: string;
  readonly fields?: readonly FieldSpec[];
}

type FieldType = 'String' | 'Integer' | 'Long' | 'Float' | 'Double' | 'Boolean' | 'Struct' | 'Map' | 'JSON';

/** Names of parameters that are given, or the values that they have. */
export type ConditionSpec = readonly string[] | Readonly<Record<string, unknown>>;

/**
 * What holds between parameters. A name with a dot is a member of the entries of a repeated structure, and the rule
 * holds within each entry (but for `uniqueBy` and `totalLength`, which look at all entries together).
 */
export type ConstraintSpec = { readonly text: string; readonly if?: ConditionSpec } & (
  | { readonly rule: 'note' }
  | { readonly rule: 'requires'; readonly if: ConditionSpec; readonly then: readonly string[] }
  | { readonly rule: 'excludes'; readonly if: ConditionSpec; readonly then: ConditionSpec }
  | { readonly rule: 'anyOf' | 'oneOf'; readonly params: readonly (readonly string[])[] }
  | { readonly rule: 'anyTrue' | 'uniqueBy'; readonly params: readonly string[] }
  | { readonly rule: 'lessThan' | 'differs'; readonly params: readonly [string, string] }
  | {
      readonly rule: 'apart';
      readonly params: readonly [string, string];
      readonly min: number;
      readonly max: number;
    }
  | {
      readonly rule: 'productAtMost';
      readonly params: readonly [string, string];
      readonly max: number;
      readonly unless?: string;
    }
  | { readonly rule: 'totalLength'; readonly params: readonly string[]; readonly max: number }
);

/** How an operation pages. Names with dots are paths in the answer; of several, the first that is there counts. */
export interface PagesSpec {
  readonly style: 'number' | 'token' | 'time';
  /** The parameter for the page's size, and its maximum. */
  readonly size: string;
  readonly maximum: number;
  readonly items: string | readonly string[];
  /** The parameter for the page's number. */
  readonly number?: string;
  readonly pageCount?: string | readonly string[];
  readonly total?: string | readonly string[];
  /** The parameter for the token, and where the answer has the next one. */
  readonly token?: string;
  readonly nextToken?: readonly string[];
  readonly time?: string;
  /** Whether there is more. */
  readonly more?: string;
  /** With this parameter given, the answer is whole. */
  readonly unless?: string;
}

export interface ErrorCodeSpec {
  readonly code: string;
  readonly category: string;
  readonly description: string;
  readonly solution: string;
  readonly retryable: boolean;
  /** Codes that start so are of this kind: the gateway puts a parameter's name into them. */
  readonly prefix?: string;
}

const spec = new URL('../../shared/iot/spec/', import.meta.url);

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, spec), 'utf8'));

/** All operations, by name. */
export const readOperations = (): OperationSpec[] =>
  readdirSync(new URL('operations/', spec))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => read(`operations/${name}`) as OperationSpec);

export const readErrorCodes = (): ErrorCodeSpec[] => read('error-codes.json') as ErrorCodeSpec[];
