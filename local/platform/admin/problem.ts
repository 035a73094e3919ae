import type * as z from 'zod/mini';
import { said } from '../../../shared/iot/schema.ts';

/** Why the admin API does not do what it is asked, as a problem document (RFC 9457) tells it. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;
  /** What is wrong with which field of the request. */
  readonly errors: readonly FieldError[];

  constructor(status: number, title: string, detail: string, errors: readonly FieldError[] = []) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.title = title;
    this.errors = errors;
  }
}

interface FieldError {
  /** `error.status`; empty for the request as a whole. */
  readonly field: string;
  readonly detail: string;
}

/**
 * What a request says, checked.
 *
 * @throws Problem that names each field at fault, with what would be right
 */
export function checked<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value, { error: said });
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap(fieldErrors);
  const detail = errors
    .map(({ field, detail }) => `${field === '' ? 'The request' : field} ${detail}.`)
    .join(' ');
  throw new Problem(400, 'The request is not right', detail, errors);
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const { path, message } = issue;
  const named = (field: readonly PropertyKey[], detail: string) => ({ field: field.join('.'), detail });
  return issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => named([...path, key], 'is not known here'))
    : [named(path, message)];
}
