import type * as z from 'zod/mini';
import { said } from '../../iot/schema.ts';

/** What a problem document has beside its title, status and detail. */
export interface ProblemExtras {
  /** What is wrong with which field of the request. */
  readonly errors?: readonly FieldError[];
  /** Members of its own: the platform's `code`, for one. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** Headers of the answer: `allow`, `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>;
}

interface FieldError {
  /** `error.status`; empty for the request as a whole. */
  readonly field: string;
  readonly detail: string;
}

/** Why an HTTP request is not answered with what it asks for, as a problem document (RFC 9457) tells it. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly title: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly #errors: readonly FieldError[];
  readonly #members: Readonly<Record<string, unknown>>;

  /** @param detail a sentence for whoever sent the request; without secrets */
  constructor(status: number, title: string, detail: string, extras: ProblemExtras = {}) {
    super(detail);
    this.status = status;
    this.title = title;
    this.headers = extras.headers ?? {};
    this.#errors = extras.errors ?? [];
    this.#members = extras.members ?? {};
  }

  /** The document, whose content type is `application/problem+json`. */
  toJSON(): object {
    const { title, status, message: detail } = this;
    const errors = this.#errors.length > 0 ? { errors: this.#errors } : {};
    return { title, status, detail, ...errors, ...this.#members };
  }
}

/**
 * What a request says, checked.
 *
 * @param status of the problem, 400 or 422
 * @throws Problem that names each field at fault, with what would be right
 */
export function checked<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: unknown,
  status: number,
): z.output<Schema> {
  const result = schema.safeParse(value, { error: said });
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap(fieldErrors);
  const detail = errors
    .map(({ field, detail }) => `${field === '' ? 'The request' : field} ${detail}.`)
    .join(' ');
  throw new Problem(status, 'The request is not right', detail, { errors });
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const { path, message } = issue;
  const named = (field: readonly PropertyKey[], detail: string) => ({ field: field.join('.'), detail });
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => named([...path, key], 'is not known here'));
    case 'invalid_key':
      return issue.issues.map((one) => named(path, one.message));
    default:
      return [named(path, message)];
  }
}
